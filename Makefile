# The only menu. Everything else is called from here.
#
#   make start   start the demo and print a link for each role
#   make test    all tests
#   make seek    properties once more, with cases nobody tried yet
#   make check   format, lint, types, layers, content: seconds
#   make lab     the workbench in JupyterLab
#   make bench   speed and memory beside other tools
#   make demo    the demo with a made-up pilot in it, on a fresh data folder

SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PORT ?= 8866
WORKERS ?= 3

.DEFAULT_GOAL := help
.PHONY: help setup debian start demo lab test seek check bench lock clean

help:
	@sed -n '3,10p' Makefile | cut -c3-

setup: $(READY)

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "wpo vraagt Python 3.11 of nieuwer. Kies een andere met: make PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "python3-venv ontbreekt. Als root: apt-get install python3-venv"; exit 1; }
	$(BIN)/pip install --quiet --require-hashes --requirement requirements.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(READY)

# Debian's Chromium and PostgreSQL, for the tests: installed where we may, told where we may not.
# The headless shell is the quicker Chromium; where it cannot be had the whole browser does.
# Debian starts a PostgreSQL of its own; the tests leave it alone and start theirs.
debian:
	@lacks=; has() { command -v $$1 >/dev/null || ls /usr/lib/postgresql/*/bin/$$1 >/dev/null 2>&1; }; \
	get() { test "$$(id -u)" = 0 && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$@ >/dev/null; }; \
	has chromium-headless-shell || get chromium-headless-shell fonts-dejavu-core \
	  || has chromium || get chromium fonts-dejavu-core || lacks=chromium; \
	has postgres || get postgresql || lacks="$$lacks postgresql"; \
	test -z "$$lacks" || { echo "Voor de tests ontbreekt:" $$lacks; echo "Vraag een beheerder: apt-get install" $$lacks; exit 1; }

start: setup
	$(BIN)/wpo serve --demo --port $(PORT)

demo: setup
	@test ! -e build/demo || chmod -R u+w build/demo
	@rm -rf build/demo
	$(BIN)/wpo demo build/demo
	WPO_DATA=build/demo WPO_CONTENT=build/demo/content $(BIN)/wpo serve --demo --port $(PORT)

lab: setup
	JUPYTER_PATH=$(CURDIR)/wpo/serving/kernels/jupyter $(BIN)/jupyter lab --notebook-dir=notebooks

# Python's packages and Debian's come side by side: both wait for the network.
test:
	@$(MAKE) --no-print-directory --jobs=2 setup debian
	$(BIN)/python -m pytest --numprocesses=$(WORKERS) --dist=loadfile --no-loadscope-reorder

seek: setup
	WPO_HYPOTHESIS=seek $(BIN)/python -m pytest --numprocesses=$(WORKERS) --dist=loadfile -m 'not browser' $(SEEK)

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/wpo check

bench: setup debian
	$(BIN)/python -m tests.bench $(BENCH)

# Pin everything anew (needs uv).
lock:
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --upgrade --output-file requirements.txt

clean:
	rm -rf $(VENV) .venv-bench build .mypy_cache .ruff_cache .pytest_cache .hypothesis
