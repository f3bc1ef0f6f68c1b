# dateline. `make` lists the targets. Everything is installed into .venv at the root; nothing outside it is touched.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON := $(shell for p in python3.12 python3.13 python3.14 python3 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1 && { echo $$p; break; }; done)
BIN := .venv/bin
UV := $(BIN)/uv
READY := .venv/.ready
NPM_READY := frontend/node_modules/.ready
BUILT := src/dateline/workbench/static/built/keys.js
BROWSER := frontend/browser/.ready
PEERS := .venv-peers/.ready
EVALS ?=
BENCH ?=
LOAD ?= load-out

.PHONY: help setup demo workbench test coverage properties lint evals gate soak crash fuzz load siege sbom peers bench bench-reconcile bench-workbench docs lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-15s %s\n", $$1, $$2}'

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "dateline needs Python 3.12 or later on the PATH"; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@test -x $(UV) || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	@VIRTUAL_ENV=.venv $(UV) pip install --quiet --require-hashes -r requirements.lock
	@VIRTUAL_ENV=.venv $(UV) pip install --quiet --no-deps --editable .
	@$(BIN)/python -m dateline.knowledge.gazetteer
	@touch $@

$(NPM_READY): frontend/package-lock.json
	@node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null && command -v npm >/dev/null \
		|| { echo "the workbench's pages are built with Node 20 or later: put node and npm on the PATH"; exit 2; }
	@cd frontend && npm ci --ignore-scripts --silent
	@touch $@

$(BUILT): $(NPM_READY) frontend/build.mjs $(shell find frontend/src -name '*.ts' -o -name '*.css' 2>/dev/null)
	@cd frontend && npm run --silent build

$(BROWSER): frontend/browser/package-lock.json
	@command -v chromium >/dev/null || (cd frontend/browser && npm ci --ignore-scripts --silent && npm run --silent unpack)
	@touch $@

setup: $(READY) $(BUILT) ## install everything into .venv, build the gazetteer and the workbench's pages

demo: $(READY) $(BUILT) ## read the sample reports into a fresh record and show what was found
	@$(BIN)/dateline demo

workbench: $(READY) $(BUILT) ## review the demo's record in the browser
	@test -f demo-out/demo.db || $(BIN)/dateline demo >/dev/null
	@$(BIN)/dateline workbench --record sqlite:///demo-out/demo.db

test: $(READY) $(BUILT) $(BROWSER) lint ## lint, types, import contract, and every test, on every core
	@$(BIN)/pytest --quiet --numprocesses logical --maxprocesses 4 --durations 15

coverage: $(READY) $(BUILT) $(BROWSER) ## every test again, and which lines and branches none of them ran
	@$(BIN)/pytest --quiet --numprocesses logical --maxprocesses 4 --cov --cov-report=term:skip-covered

lint: $(READY) $(NPM_READY) ## format, lint, types and the import contract
	@$(BIN)/ruff format --check src tests scripts
	@$(BIN)/ruff check src tests scripts
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python scripts/licences.py
	@cd frontend && npm run --silent check

evals: $(READY) ## measure on development sets: make evals EVALS=../shared/evals
	@$(BIN)/python scripts/evals.py $(EVALS)
	@test -z "$(EVALS)" || $(BIN)/python scripts/invariants.py $(EVALS)

gate: $(READY) ## score our own gold passages against their floors
	@$(BIN)/python scripts/gate.py --misses

soak: $(READY) ## add ten thousand generated reports, killed twice on the way
	@$(BIN)/python scripts/soak.py

crash: $(READY) ## kill it two hundred times on each database, and look whether anything was lost
	@$(BIN)/python scripts/crash.py

fuzz: $(READY) ## a hundred thousand damaged files, three thousand hostile texts
	@$(BIN)/python scripts/fuzz.py

properties: $(READY) ## the property tests on examples that are new each time (`make test` takes the same ones)
	@DATELINE_EXAMPLES=new $(BIN)/pytest --quiet -m hypothesis --numprocesses logical --maxprocesses 4

load: $(READY) $(BUILT) ## fifty people at once on 100,000 incidents for ten minutes, on each database; then ever more
	@$(BIN)/python scripts/load.py --folder $(LOAD)
	@$(BIN)/python scripts/load.py --folder $(LOAD) --curve 10,25,50,100,200

siege: fuzz properties crash load ## the long form of all that was tried to break it: hours

sbom: $(READY) ## write dist/sbom.json (CycloneDX) of what is installed
	@mkdir -p dist
	@$(BIN)/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --of JSON -o dist/sbom.json $(BIN)/python

$(PEERS): scripts/peers.txt | $(READY)
	@test -x .venv-peers/bin/python || $(BIN)/python -m venv .venv-peers
	@VIRTUAL_ENV=.venv-peers $(UV) pip install --quiet -r scripts/peers.txt
	@touch $@

peers: $(PEERS) ## install the tools that `make bench` compares with, into .venv-peers

bench: $(READY) ## every benchmark in one go, with docs/benchmarks.md as its page; BENCH=--long for the large sizes
	@$(MAKE) --no-print-directory peers || echo "the peers cannot be installed: benchmarks go on without them"
	@$(BIN)/python scripts/bench.py $(BENCH) $(if $(EVALS),--evals $(EVALS))

bench-reconcile: $(READY) ## time and memory of reconciling an archive of 10 000, 100 000 and 1 000 000 made-up claims
	@$(BIN)/python scripts/bench_reconcile.py

bench-workbench: $(READY) $(BUILT) ## how fast pages answer: a report of 1 MB, records of 1 000 and 100 000 incidents
	@$(BIN)/python scripts/bench_review.py --cpu
	@$(BIN)/python scripts/bench_workbench.py --cpu

docs: $(READY) ## build the documentation into site/
	@$(BIN)/mkdocs build --strict --quiet

lock: $(READY) ## resolve the dependencies again and write requirements.lock
	@$(UV) pip compile --python $(BIN)/python --quiet --universal --generate-hashes --no-emit-index-url \
		--no-annotate --no-header --all-extras pyproject.toml -o requirements.lock

clean: ## remove what was built (not the record)
	@rm -rf .venv .venv-peers frontend/node_modules frontend/browser/node_modules frontend/browser/.chromium $(BROWSER) \
		src/dateline/workbench/static/built site dist build .pytest_cache .mypy_cache .ruff_cache htmlcov .coverage
