# Everything lives in .venv, installed from lock files with hashes.
#   PYTHON=python3.12 make install    choose the interpreter (a new one: remove .venv first)

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PYTHON ?=
UV_VERSION := 0.13.9
STIJL := api/web/gebouwd/stijl.css

# durable-rules calls PyEval_CallObject, which Python 3.13 no longer has; older Pythons have
# their own definition, which wins. Its setup overwrites CFLAGS, so this travels with CC.
COMPILE := CC="$(CC) -DPyEval_CallObject=PyObject_CallObject"

.PHONY: install start test test-lang bench lint schema lock browser schermen

install: $(VENV)/project.stamp $(STIJL)
	@sh tools/install-pdf.sh $(BIN)/python

# From an empty folder each time, so that .venv holds the lock and nothing else. setuptools goes
# first: durable-rules is source only and is built with it, not with one fetched on the spot.
$(VENV)/locked.stamp: requirements-build.lock requirements.lock
	@set -e; python=$$(sh tools/find-python.sh "$(PYTHON)" "$(CC)"); \
	echo "Installeren in $(VENV) met $$python (ongeveer een minuut) ..."; \
	"$$python" -m venv --clear $(VENV)
	@$(PIP) install --require-hashes --only-binary :all: -r requirements-build.lock
	@$(COMPILE) $(PIP) install --require-hashes --no-build-isolation --use-pep517 \
		--only-binary :all: --no-binary durable-rules -r requirements.lock
	@$(BIN)/python -c "import durable.lang" || { \
		echo "durable-rules is gebouwd maar start niet. Ruim de pip-cache op en probeer opnieuw:" >&2; \
		echo "  $(BIN)/python -m pip cache remove 'durable*' && make install" >&2; exit 1; }
	@touch $@

$(VENV)/project.stamp: $(VENV)/locked.stamp pyproject.toml
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

node_modules/locked.stamp: package.json package-lock.json .npmrc
	@sh tools/install-node.sh
	@touch $@

$(STIJL): node_modules/locked.stamp tools/bouw-stijl.mjs $(wildcard api/web/static/*.css)
	@node tools/bouw-stijl.mjs

start: install
	$(BIN)/arrangement start

# Whoever is done first takes over what waits: the pages take long and would else end alone.
test: install lint browser
	$(BIN)/pytest -n auto --dist worksteal

test-lang: install
	$(BIN)/pytest -m lang

bench: install
	$(BIN)/python -m tests.bench

lint: install
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

browser:
	@sh tools/install-chromium.sh

# Pictures of the pages in every state and width, for people to look at.
schermen: install browser
	SCHERMEN=build/schermen $(BIN)/pytest tests/web
	@echo "De schermen staan in build/schermen."

# The schema that editors use on the rule files.
schema: install
	$(BIN)/arrangement exporteer schema --map rules/schema

# Remake the lock files after a change in pyproject.toml. What is locked stays at its version
# where it can; to renew everything, remove both lock files first.
UV := build/uv/bin/uv
COMPILE_LOCK := $(UV) --quiet pip compile --no-config --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate --no-emit-index-url

lock: $(UV)
	printf 'setuptools>=77\n' | $(COMPILE_LOCK) -o requirements-build.lock -
	$(COMPILE_LOCK) --extra dev -o requirements.lock pyproject.toml

$(UV): Makefile
	@set -e; python=$$(sh tools/find-python.sh "$(PYTHON)" "$(CC)"); "$$python" -m venv --clear build/uv
	build/uv/bin/python -m pip install --quiet uv==$(UV_VERSION)
	@touch $@
