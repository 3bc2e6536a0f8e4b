# The commands of this project; CI and people run the same ones.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOWEST := $(VENV)-lowest
# Tests run in a process per core, at most eight; a process that is done takes tests from another.
# Each process computes on one thread: more would only wait for one another.
TESTS := OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest
WORKERS := --numprocesses auto --maxprocesses 8 --dist worksteal
QUICK := $(WORKERS) -m "quick and not usual and not long"
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: report book test quick lowest long faults check bench docs reference catalogues

report: $(VENV)/.report  ## write report/index.html and its figures
	$(BIN)/topline report --out report

book: $(VENV)/.test  ## write the tables of the bundled survey as book/book.xlsx, .html, .pptx and .docx
	mkdir -p book
	for kind in xlsx html pptx docx; do $(BIN)/topline tables --plan data/example_survey/book.toml --out book/book.$$kind || exit 1; done

test: $(VENV)/.test  ## run the tests; needs nothing beyond Python
	$(TESTS) $(WORKERS)

quick: $(VENV)/.test  ## run the heart of every room, in under a minute
	$(TESTS) $(QUICK)

# Old libraries warn of each other's newest versions: there a warning is no error.
lowest: $(LOWEST)/.lowest  ## run the heart of every room with the lowest versions that pyproject allows
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(LOWEST)/bin/python -m pytest $(QUICK) \
	  --override-ini filterwarnings=default

long: $(VENV)/.check  ## run what takes its time: all pages, large data, simulations, new random inputs
	$(TESTS) -m "(long or hypothesis) and not faults" --hypothesis-profile long --durations 10 tests tests/check

	$(MAKE) faults

# A test that fails is a row of the table; the table's last lines are what tests/long_run.md keeps.
faults: $(VENV)/.test  ## try kills, damaged files, odd calls, threads, environments; print one table
	$(TESTS) -p tests.faults.table -m faults --hypothesis-profile long tests

check: $(VENV)/.check  ## lint, types, notebooks, the wheel and the report in a browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(TESTS) $(WORKERS) --dist loadfile tests/check

docs: $(VENV)/.check  ## build docs/build/index.html; a warning is an error
	$(BIN)/python -m sphinx -W --keep-going -q -b html docs docs/build

bench: $(VENV)/.bench  ## time topline beside its peers, each in an environment of its own, into docs/performance.md
	$(BIN)/python benchmarks/performance.py
	$(BIN)/python benchmarks/reading.py

LOCALE := analysis/topline/language/locale

catalogues: $(VENV)/.test  ## gather the sentences of the code, bring the catalogues up to date, compile them
	$(BIN)/pybabel -q extract -F pyproject.toml --no-location --project topline -o $(LOCALE)/topline.pot analysis/topline
	$(BIN)/pybabel -q update -D topline -i $(LOCALE)/topline.pot -d $(LOCALE) --no-fuzzy-matching --ignore-obsolete
	$(BIN)/pybabel -q compile -D topline -d $(LOCALE)

reference:  ## make the reference values again; needs R
	Rscript tests/reference/proportion.R > tests/reference/proportion_r.csv
	Rscript tests/reference/comparisons.R > tests/reference/comparisons_r.csv
	Rscript tests/reference/exact_tables.R > tests/reference/exact_tables_r.csv
	Rscript tests/reference/group_means.R > tests/reference/group_means_r.csv
	Rscript tests/reference/inequality.R > tests/reference/inequality_r.csv

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "topline needs Python 3.11 or later; set PYTHON=/path/to/python3.11"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.report: $(VENV)/.python pyproject.toml
	$(PIP) --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.python pyproject.toml
	$(PIP) --editable '.[test,engines]'
	@touch $@ $(VENV)/.report

$(VENV)/.check: $(VENV)/.python pyproject.toml
	$(PIP) --editable '.[check]'
	@if command -v java >/dev/null; then $(PIP) --editable '.[spark]'; fi
	@touch $@ $(VENV)/.report $(VENV)/.test

$(VENV)/.bench: $(VENV)/.python pyproject.toml
	$(PIP) --editable '.[bench]'
	@touch $@ $(VENV)/.report

$(LOWEST)/.lowest: $(VENV)/.python pyproject.toml
	$(PYTHON) -m venv $(LOWEST)
	$(PIP) uv
	$(BIN)/uv pip install --quiet --python $(LOWEST)/bin/python --resolution lowest-direct --editable '.[test]'
	@touch $@
