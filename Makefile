# Needs GNU make and Python 3.11 or newer; everything else is installed into .venv by the first target that needs it.
# `make run PYTHON=/path/to/python3.12` chooses the Python.

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run down test lint types check fmt bench soak eval notebook fuzz live chaos screenshots audit

BIN := .venv/bin
RUNTIME := .venv/runtime.done
DEV := .venv/dev.done
AUDIT := .venv/audit.done
# Two processes share one stack (tests/turns.py); make test PICK="-n 0 …" runs one.
PYTEST := $(BIN)/python -m pytest -n 2
# Prints a dot per package, errors as they are, and hands on pip's exit status.
PIP = $(call PIP_OF,$(BIN)/python,$(1))
PIP_OF = { $(1) -m pip install --no-input --disable-pip-version-check --progress-bar off $(2); echo "exit $$?"; } \
	| awk '/^exit /{status = $$2} /^Collecting/{printf "."; fflush()} END{print ""; exit status}'
# Graph Data Science in the Neo4j that a target starts for itself.
WITH_GDS = $(if $(GDS),TWEETGRAPH_GDS=$(GDS) )

help:  ## Show this list
	@awk -F ':.*## *' '/^[a-z]+:.*## /{printf "make %-11s %s\n", $$1, $$2}' Makefile

run: $(RUNTIME)  ## Start everything and stay in front; Ctrl-C stops it
	@exec $(BIN)/tweetgraph up

down: $(RUNTIME)  ## Stop what runs in the background
	@$(BIN)/tweetgraph down

test: $(DEV)  ## Run every test; make test PICK="-k like" runs some
	@$(PYTEST) $(PICK)

lint: $(DEV)  ## Check the style and the import contracts
	@failed=0; \
	$(BIN)/ruff check --quiet . || failed=1; \
	$(BIN)/ruff format --check --quiet . || { echo "Not formatted: run make fmt."; failed=1; }; \
	$(BIN)/lint-imports --no-logo || failed=1; \
	exit $$failed

types: $(DEV)  ## Check the types
	@$(BIN)/mypy

# All three parts run even if one fails; the list of seconds comes last.
check: $(DEV)  ## Run lint, types and tests with coverage: what CI runs
	@failed=0; report=; \
	for part in lint types test; do \
	  start=$$(date +%s); word=ok; \
	  if [ $$part = test ]; then set -- test PICK="--cov"; else set -- $$part; fi; \
	  echo "== $$part"; \
	  $(MAKE) "$$@" || { word=FAILED; failed=1; }; \
	  report="$$report$$(printf '%-6s %-7s %4d s' $$part $$word $$(($$(date +%s) - start)))\n"; \
	done; \
	printf "\n$$report"; exit $$failed

fmt: $(DEV)  ## Format the code and repair what ruff can
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

bench: $(DEV)  ## Measure, and draw the results; make bench PICK="--only lists" measures some
	@$(BIN)/python -m tests.bench $(PICK)

soak: $(DEV)  ## Ten minutes of mixed load, and whether memory and waiting stay as they are; PICK="--minutes 1"
	@$(BIN)/python -m tests.bench.soak $(PICK)

eval: $(DEV)  ## Hide follows and see whose suggestions find them; make eval EDGES=file takes another network, GDS=on asks more
	@$(WITH_GDS)$(BIN)/python -m tests.eval $(if $(EDGES),--edges "$(EDGES)") $(PICK)

notebook: $(DEV)  ## Run docs/notebooks/ on a fresh graph and keep what it shows; make notebook GDS=on
	@$(WITH_GDS)$(BIN)/python -m tests.notebooks

fuzz: $(DEV)  ## Call every operation for five minutes with what its description allows
	@$(BIN)/python -m tests.fuzz

live: $(DEV)  ## Cut 500 listening sockets at random while 1,000 tweets are written; PICK="--seed 7"
	@$(BIN)/python -m tests.realtime $(PICK)

chaos: $(DEV)  ## Kill parts for 300 rounds and check the history; PICK="--storm" or "--cuts" breaks the ways
	@$(BIN)/python -m tests.chaos $(PICK)

screenshots: $(DEV)  ## Look at Neo4j Browser in Chromium and take the pictures of docs/neo4j-browser.md anew
	@$(BIN)/python -m tests.browser

# Not part of check: it needs a service on the network, and fails by itself when somebody finds something.
audit: $(AUDIT)  ## Look up known vulnerabilities of everything that is pinned
	@.venv/audit/bin/pip-audit --strict --require-hashes --disable-pip --progress-spinner off \
	  -r requirements.lock -r requirements-dev.lock -r requirements-audit.lock $(PICK)

$(BIN)/python:
	@for python in $(PYTHON) python3 python3.13 python3.12 python3.11 python3.14 python; do \
	  if "$$python" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "Creating .venv with $$("$$python" -V)"; \
	    exec "$$python" -m venv .venv; \
	  fi; \
	done; \
	echo "No Python 3.11 or newer was found. Install one with its venv module, or name it: make PYTHON=/path/to/python3.12" >&2; exit 1

$(RUNTIME): requirements.lock pyproject.toml | $(BIN)/python
	@printf "Installing what TweetGraph needs (once, about a minute) "
	@$(call PIP,--require-hashes --no-deps -r requirements.lock)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(AUDIT): requirements-audit.lock | $(BIN)/python
	@printf "Installing what looks up vulnerabilities (once) "
	@$(BIN)/python -m venv --clear .venv/audit
	@$(call PIP_OF,.venv/audit/bin/python,--require-hashes --no-deps -r requirements-audit.lock)
	@touch $@

$(DEV): requirements-dev.lock $(RUNTIME)
	@printf "Installing what its checks need (once) "
	@$(call PIP,--require-hashes --no-deps -r requirements-dev.lock)
	@touch $@
