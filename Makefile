# Two commands do everything a new user needs; each makes its own .venv if there is none.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
GRAPH ?= thymograph-graph

.PHONY: graph test check format data score screenshots page-speed clean

$(VENV)/.installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	touch $@

## Build the packaged claims into a graph, and say where its page is.
graph: $(VENV)/.installed
	$(BIN)/thymograph build -o $(GRAPH)

## Lint, type-check and test; THYMOGRAPH_CORPUS=DIR adds the checks on the five documents.
test: check
	$(BIN)/python -m pytest --numprocesses auto

check: $(VENV)/.installed
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --quiet --check .
	$(BIN)/mypy

format: $(VENV)/.installed
	$(BIN)/ruff check --quiet --fix .
	$(BIN)/ruff format --quiet .

## Make data/*.jsonl anew from the five documents: make data CORPUS=DIR
data: $(VENV)/.installed
	$(BIN)/thymograph build $(CORPUS) --manifest data/documents.tsv --no-quotes -o .packaged
	cp .packaged/current/claims.jsonl .packaged/current/documents.jsonl .packaged/current/ledger.jsonl data/
	rm -r .packaged

## Score the pipeline on development and held-out cases into docs/accuracy.md; WITH="--misses dev" says what went wrong.
score: $(VENV)/.installed
	PYTHONPATH=tests $(BIN)/python benchmarks/accuracy.py --write $(WITH)

## Pictures of every view of the page into docs/screenshots/ (needs Debian's Chromium: apt-get install chromium).
screenshots: $(VENV)/.installed
	PYTHONPATH=tests $(BIN)/python benchmarks/screenshots.py

## How quickly the page is written, opened and searched, into docs/page.md.
page-speed: $(VENV)/.installed
	PYTHONPATH=tests $(BIN)/python benchmarks/page_speed.py --write

clean:
	rm -rf $(VENV) dist .packaged
