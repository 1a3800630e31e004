# Executable documentation. On a fresh machine: `make run`, `make test`.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
NODE_OK := $(shell node --version 2>/dev/null | grep -qE '^v(2[0-9]|[3-9][0-9])\.' && npm --version >/dev/null 2>&1 && echo yes)
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet install --require-hashes --no-deps
SOURCES := pyproject.toml hatch_build.py package-lock.json $(wildcard frontend/*.mjs frontend/*.txt frontend/scss/*) \
           $(wildcard src/entregent/locale/*/LC_MESSAGES/*.po)

.DEFAULT_GOAL := help
.PHONY: help run test test-sqlite test-postgresql lint bench docs screenshots messages lock clean

help:            ## this list
	@grep -hE '^[a-z-]+: .*##|^[a-z-]+:  *##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 18

run: $(VENV)/.installed   ## install, load the demonstration once, open on http://127.0.0.1:$${PORT:-8000}
	@exec $(BIN)/entregent serve --demo

test: $(VENV)/.tested     ## everything CI runs: lint, then SQLite with a real browser, then PostgreSQL
	@tools/install-system-packages
	@$(MAKE) --no-print-directory lint test-sqlite test-postgresql

test-sqlite: $(VENV)/.tested      ## every test, on SQLite
	$(BIN)/python -m pytest -n 2 --dist worksteal

test-postgresql: $(VENV)/.tested  ## the tests that touch a database, on a PostgreSQL of their own
	$(BIN)/python -m pytest -n 2 --dist worksteal --database postgresql

lint: $(VENV)/.tested     ## style, types, ladder
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.tested    ## every benchmark in turn, in sizes that end, as tables (one alone: $(BIN)/python -m benchmarks.reading --json)
	@tools/install-system-packages bench
	@failed=; for one in pages jobs parsing "reading --ours-only" hugo "search --posts 100000" "backup --megabytes 100" "importing --lines 5000"; do \
		printf '\n%s\n' "python -m benchmarks.$$one"; $(BIN)/python -m benchmarks.$$one || failed="$$failed $${one%% *}"; \
	done; test -z "$$failed" || { echo "Not met, or not run:$$failed"; exit 1; }

docs: $(VENV)/.documented ## the documentation site, into site/
	$(BIN)/mkdocs build --strict --quiet

screenshots: $(VENV)/.tested  ## the pictures in docs/, by a real browser
	$(BIN)/python tools/screenshots

messages: $(VENV)/.tested ## collect sentences for translation
	cd src/entregent && ../../$(BIN)/python -m django makemessages -l fr --no-obsolete --no-location

lock: $(VENV)/.tested     ## compile the lock files again
	tools/lock

clean:           ## remove what was built and installed
	rm -rf $(VENV) node_modules dist site src/entregent/ui/static/ui/built

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed: make run PYTHON=/path/to/python3"; exit 1; }
	@echo "Making $(VENV) with $$($(PYTHON) --version)…"
	@$(PYTHON) -m venv $(VENV) || { echo "This Python cannot make virtual environments: install python3-venv."; exit 1; }

$(VENV)/.dependencies: requirements/run.txt | $(VENV)/bin/python
	@echo "Installing what Entregent stands on (a minute or two, once)…"
	@$(PIP) -r requirements/run.txt
	@touch $@

$(VENV)/.node: requirements/node.txt | $(VENV)/.dependencies
ifneq ($(NODE_OK),yes)
	@echo "No recent Node here: installing one inside $(VENV)…"
	@$(PIP) -r requirements/node.txt
endif
	@touch $@

$(VENV)/.installed: $(VENV)/.dependencies $(VENV)/.node $(SOURCES)
	@echo "Building Entregent…"
	@$(BIN)/python -m pip --disable-pip-version-check --quiet install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.tested: requirements/test.txt $(VENV)/.installed
	@echo "Installing what the tests need…"
	@$(PIP) -r requirements/test.txt
	@touch $@

$(VENV)/.documented: requirements/docs.txt $(VENV)/.installed
	@$(PIP) -r requirements/docs.txt
	@touch $@
