# The two commands are `make site` and `make test`; each sets up what it needs in .venv by itself.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= sop_data
# Also where Python is told to keep no bytecode: hundreds of programs that tests start would be compiled each time.
TEST := PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest
SITE ?= site

.DEFAULT_GOAL := help
.PHONY: help site serve check test test-quick test-long fuzz mutate bench lint format clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 18

site: $(VENV)/main ## make the site from sop_data/ into site/
	$(BIN)/sop build --data $(DATA) --site $(SITE)

serve: $(VENV)/main ## show the site and follow every saved change
	$(BIN)/sop serve --data $(DATA) --site $(SITE)

check: $(VENV)/main ## check the data, make nothing
	$(BIN)/sop check --data $(DATA)

# Twice as many at once as there are cores: a third of the time a test waits for a browser or another program.
test: $(VENV)/test ## run the tests
	$(TEST) -n 4 --dist loadgroup

test-quick: $(VENV)/test ## the fast tests: no browser, no whole build, nothing else that takes long
	$(TEST) -n 2 --dist loadgroup -m 'not browser and not build and not slow' --durations 5 --durations-min 1

test-long: $(VENV)/test ## tests in their long mode: random charts, killed builds and commands, power cuts, fuzzed builds, every text's contrast, every click
	SOP_CHARTS=1000 $(TEST) -n 2 tests/chart
	SOP_BUNUH=50 $(TEST) tests/site/test_killed_builds.py
	SOP_BUNUH=30 $(TEST) tests/commands/test_killed_acts.py
	SOP_PADAM=30 $(TEST) tests/commands/test_power_cut.py
	SOP_FUZZ_BANGUN=500 $(TEST) tests/site/test_fuzz_builds.py
	SOP_SAJI=500 $(TEST) tests/site/test_serve.py -k grow
	SOP_AXE=1 $(TEST) tests/browser/test_accessibility.py -k axe
	SOP_KLIK=1 $(TEST) tests/browser/test_reader_use.py -k only_print
	SOP_BUKU_KERJA=300 $(TEST) tests/workbook

fuzz: $(VENV)/test ## 10,000 broken data files for the check, and each hostile one within 2 s and 500 MB
	SOP_FUZZ=10000 $(TEST) -n 2 tests/data/test_fuzz.py tests/data/test_hostile_input.py

mutate: $(VENV)/test ## put small faults into the rules and see that tests notice (MUTATE="check --sample 0" for all)
	$(BIN)/python -m tests.mutate $(MUTATE)

bench: $(VENV)/test ## measure builds beside bare mkdocs-material, and charts beside Graphviz neato
	$(BIN)/python -m tests.bench $(BENCH)

lint: $(VENV)/dev ## format check, lint and types
	$(BIN)/ruff format --check generator tests
	$(BIN)/ruff check generator tests
	$(BIN)/mypy

format: $(VENV)/dev ## format the code
	$(BIN)/ruff format generator tests
	$(BIN)/ruff check --fix generator tests

clean: ## remove everything that was made
	rm -rf $(VENV) .sop examples/.sop site site-contoh build dist *.egg-info

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name it with: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)

# A stamp for each set of packages; made anew when the pins change.
$(VENV)/main: EXTRA :=
$(VENV)/test: EXTRA := [test]
$(VENV)/dev: EXTRA := [test,dev]
$(VENV)/main $(VENV)/test $(VENV)/dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.$(EXTRA)'
	@touch $@
