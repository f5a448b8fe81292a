# What each command does: make help. ARGS=… passes options on; PYTHON=… names the Python to build .venv with.
# Works with GNU make 3.81 (macOS) and later, and any sh.

PY := .venv/bin/python

# Any Python may start the set-up, dlcourse/_environment.py; it makes .venv with one that will do.
COURSE = @python=; for name in "$$PYTHON" python3 python python3.14 python3.13 python3.12 python3.11; do \
	if [ -n "$$name" ] && "$$name" -c "" 2>/dev/null; then python=$$name; break; fi; done; \
	[ -n "$$python" ] || { echo "Python 3.11 or newer is needed; found none (PYTHON=/path/to/python names another)." >&2; exit 1; }; \
	"$$python" -m dlcourse

# Settings of the caller's shell that would leak into .venv, or have every kernel compile the course anew.
unexport PYTHONPATH PYTHONHOME PYTHONDONTWRITEBYTECODE
# The course's matrix products are small: one thread is as fast, and on busy cores two can be a hundred times slower.
export OPENBLAS_NUM_THREADS ?= 1

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help lab check update report nbgrader setup setup-tests test notebooks exercises web bench lint format lock clean

help:
	@echo "make lab        set up .venv if need be and open the course in JupyterLab (ARGS=\"--no-browser\" …)"
	@echo "make check      which exercises are done, to do, not yet right (LESSON=02 for one lesson)"
	@echo "make update     fetch a newer course (ARGS=\"--from PLACE\"); what you have written stays"
	@echo "make report     how a class stands, and which mistakes it makes (ARGS=\"PLACE... --csv FILE --html FILE\")"
	@echo "make nbgrader   the exercises as assignments for nbgrader (ARGS=FOLDER)"
	@echo "make setup      make the environment, .venv; every other command does so by itself"
	@echo "make test       set up .venv if need be and run the tests (ARGS=\"-k perceptron\" …)"
	@echo "make notebooks  run and normalise the stored notebooks"
	@echo "make exercises  make the exercise notebooks from the solutions; answers are never overwritten"
	@echo "make web        build the web edition, web/_build/index.html (needs Node.js)"
	@echo "make bench      measure the explorers in a browser, the import time, the trainer, the laboratory"
	@echo "make lint       check the code's style"
	@echo "make format     mend the code's style"
	@echo "make lock       renew requirements.lock (needs Python 3.11)"
	@echo "make clean      remove .venv and caches; notebooks, answers and progress stay"
	@echo "make help       this list"

lab:
	$(COURSE) lab $(ARGS)

check:
	@echo "Checking the exercises$(if $(LESSON), of lesson $(LESSON))."
	$(COURSE) check $(if $(LESSON),--lesson '$(LESSON)') $(ARGS)

update:
	$(COURSE) update $(ARGS)

report:
	$(COURSE) report $(ARGS)

nbgrader:
	$(COURSE) nbgrader $(ARGS)

test:
	$(COURSE) test $(ARGS)

setup:
	$(COURSE) setup

setup-tests:
	$(COURSE) setup tests

notebooks: setup
	@echo "Running and normalising the notebooks."
	@$(PY) -m dlcourse.authoring notebooks $(ARGS)

exercises: setup
	@echo "Making the exercises from the solutions."
	@$(PY) -m dlcourse.authoring exercises $(ARGS)

web: setup
	@echo "Building the web edition."
	@$(PY) -m dlcourse.authoring.web $(ARGS)

bench: setup-tests
	@echo "Measuring the explorers, then the trainer, then the laboratory."
	@$(PY) bench/bench.py $(ARGS)
	@$(PY) bench/training.py
	@$(PY) bench/laboratory.py

lint: setup-tests
	@echo "Checking the style."
	@$(PY) -m ruff check --output-format concise . && $(PY) -m ruff format --check .

format: setup-tests
	@echo "Mending the style."
	@$(PY) -m ruff format . && $(PY) -m ruff check --fix --output-format concise . && $(PY) -m ruff format --quiet .

lock:
	@sh scripts/lock.sh

clean:
	@echo "Removing .venv and caches; notebooks, answers and progress (.dlcourse) stay."
	@rm -rf .venv .nbgrader .web web/_build .pytest_cache .ruff_cache .hypothesis *.egg-info
	@find . -name .git -prune -o -type d -name __pycache__ -prune -exec rm -rf {} +
