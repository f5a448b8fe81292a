#!/bin/sh
# Renews requirements.lock: the newest versions that fit, on the oldest Python that is supported.
set -eu
py=${PYTHON:-python3.11}
"$py" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null || {
    echo "requirements.lock is made on Python 3.11, the oldest supported, and $py is not one that runs." >&2
    exit 1
}
echo "Renewing requirements.lock with the newest versions that fit; this takes a minute."
new=$(mktemp -d)
trap 'rm -rf "$new"' EXIT
"$py" -m venv "$new/venv"
"$new/venv/bin/python" -m pip install --quiet --upgrade 'flit_core>=3.12,<4' 'setuptools>=77'
# From 4.25 on jsonschema compiles a grammar at import: over a second at every start of JupyterLab and of the tests.
echo 'jsonschema<4.25' >"$new/held"
"$new/venv/bin/python" -m pip install --quiet --no-build-isolation -c "$new/held" -e '.[test]'
"$new/venv/bin/python" -m pip freeze --all --exclude-editable --exclude pip >"$new/lock"
if grep -v -E '^[A-Za-z0-9._-]+==[A-Za-z0-9.!+_-]+$' "$new/lock"; then
    echo "These lines are not name==version; requirements.lock is left as it was." >&2
    exit 1
fi
cat "$new/lock" >requirements.lock
echo "requirements.lock: $(wc -l <requirements.lock | tr -d ' ') packages. Now: make test"
