# The commands of this project; CI and people run the same ones.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: report test check bench docs reference

report: $(VENV)/.report  ## write report/index.html and its figures
	$(BIN)/topline report --out report

test: $(VENV)/.test  ## run the tests; needs nothing beyond Python
	$(BIN)/python -m pytest

check: $(VENV)/.check  ## lint, types, notebooks, the wheel and the report in a browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest tests/check

docs: $(VENV)/.check  ## build docs/build/index.html; a warning is an error
	$(BIN)/python -m sphinx -W --keep-going -q -b html docs docs/build

bench: $(VENV)/.bench  ## time topline and its peers side by side
	$(BIN)/python benchmarks/intervals.py
	$(BIN)/python benchmarks/microdata.py

reference:  ## make the reference values again; needs R
	Rscript tests/reference/proportion.R > tests/reference/proportion_r.csv
	Rscript tests/reference/comparisons.R > tests/reference/comparisons_r.csv

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "topline needs Python 3.11 or later; set PYTHON=/path/to/python3.11"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.report: $(VENV)/.python pyproject.toml
	$(PIP) --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.python pyproject.toml
	$(PIP) --editable '.[test]'
	@touch $@ $(VENV)/.report

$(VENV)/.check: $(VENV)/.python pyproject.toml
	$(PIP) --editable '.[check]'
	@touch $@ $(VENV)/.report $(VENV)/.test

$(VENV)/.bench: $(VENV)/.python pyproject.toml
	$(PIP) --editable '.[bench]'
	@touch $@ $(VENV)/.report
