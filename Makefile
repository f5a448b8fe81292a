# What each command does: make help. ARGS=… passes options on; PYTHON=… names the Python to build .venv with.
# Works with GNU make 3.81 (macOS) and later, and any sh.

PY    := .venv/bin/python
READY := .venv/.ready
TESTS := .venv/.ready-test

# Settings of the caller's shell that would leak into .venv, or have every kernel compile the course anew.
unexport PYTHONPATH PYTHONHOME PYTHONDONTWRITEBYTECODE
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_USER := 0
export PIP_NO_INPUT := 1
# The course's matrix products are small: one thread is as fast, and on busy cores two can be a hundred times slower.
export OPENBLAS_NUM_THREADS ?= 1

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help lab test check notebooks exercises bench lint format lock clean FORCE

help:
	@echo "make lab        set up .venv if need be and open the course in JupyterLab (ARGS=\"--no-browser\" …)"
	@echo "make check      which exercises are done, to do, not yet right (LESSON=02 for one lesson)"
	@echo "make test       set up .venv if need be and run all tests (ARGS=\"-k perceptron\" …)"
	@echo "make notebooks  run and normalise the stored notebooks"
	@echo "make exercises  make the exercise notebooks from the solutions; answers are never overwritten"
	@echo "make bench      measure the explorers in a browser, the import time, and the trainer"
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
	@$(PY) -m pytest -n auto --dist loadscope --no-loadscope-reorder --nbval --nbval-cell-timeout=60 \
		tests notebooks solutions $(ARGS)

check: $(READY)
	@echo "Checking the exercises$(if $(LESSON), of lesson $(LESSON))."
	@$(PY) -m dlcourse.exercises $(if $(LESSON),--lesson '$(LESSON)') $(ARGS)

notebooks: $(READY)
	@echo "Running and normalising the notebooks."
	@$(PY) -m dlcourse.authoring notebooks $(ARGS)

exercises: $(READY)
	@echo "Making the exercises from the solutions."
	@$(PY) -m dlcourse.authoring exercises $(ARGS)

bench: $(TESTS)
	@echo "Measuring the explorers, then the trainer."
	@$(PY) bench/bench.py $(ARGS)
	@$(PY) bench/training.py

lint: $(TESTS)
	@echo "Checking the style."
	@$(PY) -m ruff check --output-format concise . && $(PY) -m ruff format --check .

format: $(TESTS)
	@echo "Mending the style."
	@$(PY) -m ruff format . && $(PY) -m ruff check --fix --output-format concise . && $(PY) -m ruff format --quiet .

lock:
	@sh scripts/lock.sh

clean:
	@echo "Removing .venv and caches; notebooks, answers and progress (.dlcourse) stay."
	@rm -rf .venv .nbgrader .pytest_cache .ruff_cache .hypothesis *.egg-info
	@find . -name .git -prune -o -type d -name __pycache__ -prune -exec rm -rf {} +

# The environment: .venv with what the course needs (READY), then with what the tests need too (TESTS).
$(READY): pyproject.toml requirements.lock
	@sh scripts/setup.sh course

$(TESTS): $(READY)
	@sh scripts/setup.sh tests

# Nothing to set up unless a stamp is missing or old, or .venv does not work (any more).
ifneq ($(shell sh scripts/setup.sh usable && echo yes),yes)
$(READY): FORCE
endif
