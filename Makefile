# Two commands matter: `make demo` and `make test`. Each sets up what it needs.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
UV := VIRTUAL_ENV=.venv UV_SYSTEM_CERTS=1 $(BIN)/uv

.PHONY: setup demo test check docs lock

setup: $(READY)

# uv is fast; where it cannot reach its index, pip installs the same lock.
$(READY): pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Bookwright needs Python 3.11 or newer; name one with make PYTHON=python3.12")'
	@echo "Setting up .venv (once)"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) uv && $(UV) pip sync --quiet --require-hashes requirements.lock || $(PIP) --require-hashes -r requirements.lock
	@$(UV) pip install --quiet --no-deps --editable . || $(PIP) --no-deps --editable .
	@touch $@

demo: setup
	$(BIN)/bookwright qa examples/documents --out runs/demo --limit 60

test: setup
	$(BIN)/python -m pytest -q

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

lock: setup
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --group dev pyproject.toml -o requirements.lock

docs: setup
	$(BIN)/python -m bookwright.graphs.drawing
