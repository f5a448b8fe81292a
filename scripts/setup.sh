#!/bin/sh
# Sets up .venv for the Makefile: setup.sh course | tests. "setup.sh usable" says by its exit code whether .venv works.
# A .venv that was left half made, was moved, or has lost its Python is made anew. Works in any sh.
set -eu

CANDIDATES="python3 python3.14 python3.13 python3.12 python3.11 python"
# What builds dlcourse (and, of its test tools, the one that has no wheel); locked too, so pip fetches nothing newer.
BUILD="flit_core>=3.12,<4 setuptools>=77"

usable() {
    [ -x .venv/bin/python ] && [ ! -e .venv/.unfinished ] || return 1
    [ ! -e .venv/.place ] || [ "$(cat .venv/.place)" = "$(pwd -P)" ] || return 1
    .venv/bin/python -E -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

# Sets py to the first Python that will do: a tested one if there is one, else a newer one.
choose_python() {
    py= newer= bare= found= version=
    probe='import os, sys
lib = os.path.dirname(os.__file__)
print("%d.%d" % sys.version_info[:2])
print(int(os.path.isdir(os.path.join(lib, "ensurepip"))))
print(getattr(sys, "_base_executable", None) or sys.executable)'
    if [ -n "${PYTHON:-}" ]; then set -- "$PYTHON"; else set -- $CANDIDATES; fi
    for name in "$@"; do
        answer=$("$name" -E -c "$probe" 2>/dev/null) || continue
        { read -r version; read -r pip; read -r path; } <<END
$answer
END
        case $version:$pip in
            3.1[1-4]:1) py=$path; return ;;
            3.1[5-9]:1 | 3.[2-9][0-9]:1) [ -n "$newer" ] || newer=$path ;;
            3.1[1-9]:0 | 3.[2-9][0-9]:0) [ -n "$bare" ] || bare="$name ($version)" ;;
            *) found="${found:+$found, }$name ($version)" ;;
        esac
    done
    py=$newer
    [ -z "$py" ] || return 0
    if [ -n "$bare" ]; then
        echo "Python found as $bare, but without its venv module: on Debian and Ubuntu install python3-venv." >&2
    elif [ -n "${PYTHON:-}" ]; then
        echo "Python 3.11 or newer is needed, and PYTHON=$PYTHON is ${version:-not a Python that runs}." >&2
    else
        echo "Python 3.11 or newer is needed; found ${found:-none} (PYTHON=/path/to/python names another)." >&2
    fi
    exit 1
}

pip() {
    .venv/bin/python -m pip install --quiet $lock "$@" >.venv/setup.log 2>&1 && return
    [ ! -e .venv/.ready ] || rm -f .venv/.unfinished
    [ -z "${CI:-}" ] || cat .venv/setup.log >&2
    if grep -q 'Retrying' .venv/setup.log; then
        reason="pip cannot reach its package index; is this machine online?"
    else
        reason="pip said \"$(grep -i '^error' .venv/setup.log | tail -n 1)\"."
    fi
    echo "Installing $what failed: $reason (More in .venv/setup.log)" >&2
    exit 1
}

case ${1:-} in
    usable) usable; exit ;;
    course) project=. what="the course" stamp=.venv/.ready ;;
    tests) project='.[test]' what="the test tools" stamp=.venv/.ready-test ;;
    *) echo "usage: setup.sh course | tests | usable" >&2; exit 2 ;;
esac

if ! usable; then
    choose_python
    echo "Making .venv with $py."
    "$py" -m venv --clear .venv >/dev/null || { echo "Making .venv with $py failed." >&2; exit 1; }
fi
echo "Installing $what into .venv; the first time takes a minute."
echo unfinished >.venv/.unfinished
pwd -P >.venv/.place
lock="-c requirements.lock"
if .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 15))'; then
    echo "This Python is newer than the locked versions know: installing the newest that fit instead."
    lock=
fi
pip $BUILD
pip --no-build-isolation -e "$project"
settings=.venv/share/jupyter/lab/settings
mkdir -p $settings
cat >$settings/overrides.json <<END
{"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": false}}
END
rm -f .venv/.unfinished
touch "$stamp"
