# Two commands matter: `make demo` and `make test`. Each sets up what it needs.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
DATA ?= ../shared/data
UV := VIRTUAL_ENV=.venv UV_SYSTEM_CERTS=1 $(BIN)/uv

.PHONY: setup demo test slow check docs lock kill faults bench growth economy attacks consistency solutions recipes instruct prefer reason look look-review strangers clients kill-server fuzz-server load

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
	$(BIN)/python -m pytest -q -n 2 --dist loadfile

# Tests that start servers again and again: the façades by their own clients, and a server that is killed.
slow: setup
	$(BIN)/python -m pytest -q -n 2 --dist loadfile -m slow

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

lock: setup
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --group dev pyproject.toml -o requirements.lock
	echo hatchling | $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --extra serve --constraint requirements.lock pyproject.toml - -o requirements.image.lock

docs: setup
	$(BIN)/python -m bookwright.graphs.drawing

# The packages in examples/, installed and tested as a stranger's would be; no index is asked.
strangers: setup
	$(BIN)/python -m benchmarks.strangers

# The heavy checks; each prints a table and ends with 1 when a promise is broken.
kill: setup
	$(BIN)/python -m benchmarks.kill --kills 200 --items 500 --varied-kills 40 --varied-items 100
	$(BIN)/python -m benchmarks.book_kill

faults: setup
	$(BIN)/python -m benchmarks.faults

# PEERS=FOLDER holds an environment for each other generator; without it they are left out.
bench: setup
	$(BIN)/python -m benchmarks.speed $(if $(PEERS),--peers $(PEERS) --usual $(PEERS)/usual/bin/python,--skip-peers --skip-usual)

growth: setup
	$(BIN)/python -m benchmarks.growth

economy: setup
	$(BIN)/python -m benchmarks.economy

attacks: setup
	$(BIN)/python -m benchmarks.attacks

# BOOKS names folders of documents, or the book.json of runs.
consistency: setup
	$(BIN)/python -m benchmarks.consistency $(or $(BOOKS),examples/documents)

# DATA=FOLDER holds gsm8k, math500 and mbpp.
solutions: setup
	$(BIN)/python -m benchmarks.solutions --data $(DATA)

recipes: setup
	$(BIN)/python -m benchmarks.recipes

# ROUGE=PYTHON is an interpreter that has rouge-score; without it ROUGE-L is not held against it.
instruct: setup
	$(BIN)/python -m benchmarks.instruct --data $(DATA) $(if $(ROUGE),--rouge $(ROUGE))

# DATA=FOLDER holds llmbar.
prefer: setup
	$(BIN)/python -m benchmarks.prefer --data $(DATA)

# DATA=FOLDER holds gsm8k and math500.
reason: setup
	$(BIN)/python -m benchmarks.reason --data $(DATA)

# BOOK=FILE looks at that book.html; without it, at that of the tests. NODE_PATH holds puppeteer-core and axe-core.
look: setup
	$(BIN)/python -m benchmarks.book $(if $(BOOK),--book $(BOOK))

# A whole review by keyboard in a browser; NODE_PATH as above. PICTURES=docs puts the screenshots there.
look-review: setup
	$(BIN)/python -m benchmarks.review $(if $(PICTURES),--pictures $(PICTURES))

# LangGraph's own clients over every route of a server, and the examples of docs/serving.md. NODE_PATH holds @langchain/langgraph-sdk; without it
# the JavaScript ones are left out.
clients: setup
	$(BIN)/python -m pytest -q -m slow tests/service/serve/clients tests/service/serve/test_serving_examples.py

# A server killed 40 times while its runs work, wait for a person and queue.
kill-server: setup
	$(BIN)/python -m benchmarks.kill_server

# Every route of the server's OpenAPI, asked fitting and unfitting things.
fuzz-server: setup
	$(BIN)/python -m benchmarks.fuzz_server

# 200 runs at once, 50 clients, 1,000 listeners, then memory over MINUTES (20).
load: setup
	$(BIN)/python -m benchmarks.load $(if $(MINUTES),--minutes $(MINUTES))
