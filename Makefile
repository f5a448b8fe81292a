# What each command does: make help. ARGS=… passes options on; PYTHON=… names the Python to build .venv with.
# Works with GNU make 3.81 (macOS) and later, and any sh.

CANDIDATES := python3 python3.14 python3.13 python3.12 python3.11 python
PY    := .venv/bin/python
READY := .venv/.ready
TESTS := .venv/.ready-test
# What builds dlcourse (and, of its test tools, the one that has no wheel); locked too, so pip fetches nothing newer.
BUILD := 'flit_core>=3.12,<4' 'setuptools>=77'

# Settings of the caller's shell that would leak into .venv.
unexport PYTHONPATH PYTHONHOME
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_USER := 0
export PIP_NO_INPUT := 1

.DEFAULT_GOAL := help
.PHONY: help lab test check notebooks exercises bench lint format lock clean FORCE

help:
	@echo "make lab        set up .venv if need be and open the course in JupyterLab (ARGS=\"--no-browser\" …)"
	@echo "make check      which exercises are done, to do, not yet right (LESSON=02 for one lesson)"
	@echo "make test       set up .venv if need be and run all tests (ARGS=\"-k perceptron\" …)"
	@echo "make notebooks  run and normalise the stored notebooks"
	@echo "make exercises  make the exercise notebooks from the solutions; answers are never overwritten"
	@echo "make bench      measure the explorers in a browser, and the import time"
	@echo "make lint       check the code's style"
	@echo "make format     mend the code's style"
	@echo "make lock       renew requirements.lock (needs Python 3.11)"
	@echo "make clean      remove .venv and caches; notebooks, answers and progress stay"
	@echo "make help       this list"

lab: $(READY)
	@echo "Opening the course in JupyterLab; Ctrl-C stops it."
	@root=; [ "$$(id -u)" != 0 ] || root=--allow-root; \
	$(PY) -m jupyterlab --ServerApp.root_dir=. --LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb \
		--ip=127.0.0.1 $$root $(ARGS)

test: $(TESTS)
	@echo "Running all tests."
	@OPENBLAS_NUM_THREADS=1 $(PY) -m pytest -n 2 --dist loadscope --nbval --nbval-cell-timeout=60 \
		tests notebooks solutions $(ARGS)

check: $(READY)
	@echo "Checking the exercises$(if $(LESSON), of lesson $(LESSON))."
	@$(PY) -m dlcourse.exercises $(if $(LESSON),--lesson $(LESSON)) $(ARGS)

notebooks: $(READY)
	@echo "Running and normalising the notebooks."
	@$(PY) -m dlcourse.authoring notebooks $(ARGS)

exercises: $(READY)
	@echo "Making the exercises from the solutions."
	@$(PY) -m dlcourse.authoring exercises $(ARGS)

bench: $(TESTS)
	@echo "Measuring the explorers."
	@$(PY) bench/bench.py $(ARGS)

lint: $(TESTS)
	@echo "Checking the style."
	@$(PY) -m ruff check --output-format concise . && $(PY) -m ruff format --check .

format: $(TESTS)
	@echo "Mending the style."
	@$(PY) -m ruff format . && $(PY) -m ruff check --fix --output-format concise . && $(PY) -m ruff format --quiet .

lock:
	@sh -c "$$LOCK"

clean:
	@echo "Removing .venv and caches; notebooks, answers and progress (.dlcourse) stay."
	@rm -rf .venv .pytest_cache .ruff_cache .hypothesis *.egg-info
	@find . -name .git -prune -o -type d -name __pycache__ -prune -exec rm -rf {} +

# The environment: .venv with what the course needs (READY), then with what the tests need too (TESTS).
# A .venv that was left half made, was moved, or has lost its Python is made anew.
$(READY): pyproject.toml requirements.lock
	@sh -c "$$SETUP" setup . "the course"

$(TESTS): $(READY)
	@sh -c "$$SETUP" setup '.[test]' "the test tools"

define USABLE
usable() {
    [ -x .venv/bin/python ] && [ ! -e .venv/.unfinished ] || return 1
    [ ! -e .venv/.place ] || [ "$$(cat .venv/.place)" = "$$(pwd -P)" ] || return 1
    .venv/bin/python -E -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}
endef

define SETUP
set -eu
$(USABLE)

# Sets py to the first Python that will do: a tested one if there is one, else a newer one.
choose_python() {
    py= newer= bare= found= version=
    probe='import os, sys
lib = os.path.dirname(os.__file__)
print("%d.%d" % sys.version_info[:2])
print(int(os.path.isdir(os.path.join(lib, "ensurepip"))))
print(getattr(sys, "_base_executable", None) or sys.executable)'
    if [ -n "$${PYTHON:-}" ]; then set -- "$$PYTHON"; else set -- $(CANDIDATES); fi
    for name in "$$@"; do
        answer=$$("$$name" -E -c "$$probe" 2>/dev/null) || continue
        { read -r version; read -r pip; read -r path; } <<END
$$answer
END
        case $$version:$$pip in
            3.1[1-4]:1) py=$$path; return ;;
            3.1[5-9]:1 | 3.[2-9][0-9]:1) [ -n "$$newer" ] || newer=$$path ;;
            3.1[1-9]:0 | 3.[2-9][0-9]:0) [ -n "$$bare" ] || bare="$$name ($$version)" ;;
            *) found="$${found:+$$found, }$$name ($$version)" ;;
        esac
    done
    py=$$newer
    [ -z "$$py" ] || return 0
    if [ -n "$$bare" ]; then
        echo "Python found as $$bare, but without its venv module: on Debian and Ubuntu install python3-venv." >&2
    elif [ -n "$${PYTHON:-}" ]; then
        echo "Python 3.11 or newer is needed, and PYTHON=$$PYTHON is $${version:-not a Python that runs}." >&2
    else
        echo "Python 3.11 or newer is needed; found $${found:-none} (PYTHON=/path/to/python names another)." >&2
    fi
    exit 1
}

pip() {
    .venv/bin/python -m pip install --quiet $$lock "$$@" >.venv/setup.log 2>&1 && return
    [ ! -e $(READY) ] || rm -f .venv/.unfinished
    [ -z "$${CI:-}" ] || cat .venv/setup.log >&2
    if grep -q 'Retrying' .venv/setup.log; then
        reason="pip cannot reach its package index; is this machine online?"
    else
        reason="pip said \"$$(grep -i '^error' .venv/setup.log | tail -n 1)\"."
    fi
    echo "Installing $$what failed: $$reason (More in .venv/setup.log)" >&2
    exit 1
}

what=$$2
if ! usable; then
    choose_python
    echo "Making .venv with $$py."
    "$$py" -m venv --clear .venv >/dev/null || { echo "Making .venv with $$py failed." >&2; exit 1; }
fi
echo "Installing $$what into .venv; the first time takes a minute."
echo unfinished >.venv/.unfinished
pwd -P >.venv/.place
lock="-c requirements.lock"
if .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 15))'; then
    echo "This Python is newer than the locked versions know: installing the newest that fit instead."
    lock=
fi
pip $(BUILD)
pip --no-build-isolation -e "$$1"
settings=.venv/share/jupyter/lab/settings
mkdir -p $$settings
cat >$$settings/overrides.json <<END
{"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": false}}
END
rm -f .venv/.unfinished
if [ "$$1" = . ]; then touch $(READY); else touch $(TESTS); fi
endef
export SETUP

define LOCK
set -eu
py=$${PYTHON:-python3.11}
"$$py" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null || {
    echo "requirements.lock is made on Python 3.11, the oldest supported, and $$py is not one that runs." >&2
    exit 1
}
echo "Renewing requirements.lock with the newest versions that fit; this takes a minute."
new=$$(mktemp -d)
trap 'rm -rf "$$new"' EXIT
"$$py" -m venv "$$new/venv"
"$$new/venv/bin/python" -m pip install --quiet --upgrade $(BUILD)
"$$new/venv/bin/python" -m pip install --quiet --no-build-isolation -e '.[test]'
"$$new/venv/bin/python" -m pip freeze --all --exclude-editable --exclude pip >"$$new/lock"
if grep -v -E '^[A-Za-z0-9._-]+==[A-Za-z0-9.!+_-]+$$' "$$new/lock"; then
    echo "These lines are not name==version; requirements.lock is left as it was." >&2
    exit 1
fi
cat "$$new/lock" >requirements.lock
echo "requirements.lock: $$(wc -l <requirements.lock | tr -d ' ') packages. Now: make test"
endef
export LOCK

# Nothing to set up unless a stamp is missing or old, or .venv does not work (any more).
export USABLE
ifneq ($(shell sh -c '$(subst ','\'',$(USABLE)) ; usable && echo yes'),yes)
$(READY): FORCE
endif
