# Needs only Python 3.10 or newer, git and make; everything else goes into a virtual environment of its own.
#   make demo      the main job on examples/before: findings, checklist, diff, the fixed service's log
#   make serve     a service with a stand-in model on port 8000, its logs and its metrics (examples/service)
#   make test      the whole suite
# PYTHON=/path/to/python and VENV=/path/to/folder choose others; ARGS="-k name" goes to pytest.

PYTHON ?= python3
VENV ?= .venv
ARGS ?=

SETUP = @sh scripts/bootstrap.sh "$(PYTHON)" "$(VENV)"
RUN = "$(VENV)/bin/python" -m

.DEFAULT_GOAL := help
.PHONY: help demo serve test quick lint docs-check bench

help:
	@sed -n '1,/^$$/s/^# //p' Makefile

demo:
	$(SETUP) demo
	@"$(VENV)/bin/python" scripts/demo.py

# Several workers share their counts through files: make serve ARGS="--workers 4"
serve:
	$(SETUP) serve
	@mkdir -p examples/service/metrics && rm -f examples/service/metrics/*.db
	cd examples/service && PROMETHEUS_MULTIPROC_DIR=metrics "$(abspath $(VENV))/bin/python" -m uvicorn app:app --no-access-log $(ARGS)

test:
	$(SETUP) test
	$(RUN) pytest -n 2 $(ARGS)

# Without the tests that take more than a few seconds.
quick:
	$(SETUP) test
	$(RUN) pytest -n 2 -m "not slow" $(ARGS)

lint:
	$(SETUP) test
	$(RUN) ruff check
	$(RUN) ruff format --check
	$(RUN) mypy
	$(RUN) mypy --strict scripts
	MYPYPATH=examples/after $(RUN) mypy --strict -p model_service
	"$(VENV)/bin/foundry-lint" check foundry_logging flake8_foundry_logging scripts examples/after

# The generated pages are the ones that the rules would write now.
docs-check:
	$(SETUP) test
	$(RUN) flake8_foundry_logging.pages --check
	"$(VENV)/bin/python" scripts/coverage_page.py --check

# Everything that docs/benchmarks.md shows, measured anew and written there: half an hour on a quiet machine.
bench:
	$(SETUP) test
	"$(VENV)/bin/python" benchmarks/everything.py $(ARGS)
