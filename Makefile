PYTHON ?= python3
BIN := .venv/bin
DEMO := data/demo

.DEFAULT_GOAL := help
.PHONY: help demo test check format bench faults fuzz eval docs clean

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

.venv/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

.venv/developed: .venv/installed
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

demo: .venv/installed  ## install, ingest samples/, answer three questions
	$(BIN)/jianbao ingest samples/pages --manifest samples/manifest.csv --warehouse $(DEMO)
	@printf '\nWhen did a phrase reach each paper?\n'
	$(BIN)/jianbao sql --warehouse $(DEMO) --file warehouse/reports/first_use.sql
	@printf '\nWho is on the front pages, and with which title?\n'
	$(BIN)/jianbao sql --warehouse $(DEMO) --file warehouse/reports/front_page_people.sql
	@printf '\nWhat is there, and what could not be loaded?\n'
	$(BIN)/jianbao sql --warehouse $(DEMO) --file warehouse/reports/coverage.sql
	$(BIN)/jianbao quarantine list --warehouse $(DEMO)
	@printf '\nGo on with:\n  $(BIN)/jianbao sql --warehouse $(DEMO) "SELECT newspaper, published_on, headline FROM articles"\n'
	@printf '  $(BIN)/jianbao explain samples/pages/FILE\n  $(BIN)/jianbao ingest YOUR_FOLDER\n'

test: .venv/developed  ## run the tests and the quality gate
	$(BIN)/pytest --numprocesses 2 --dist loadfile
	$(BIN)/python -m tests.eval --gate

check: .venv/developed  ## format, lint, types, layers, docs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest tests/test_layers.py tests/test_docs.py tests/schemas tests/clean/test_clean_docs.py

format: .venv/developed  ## format the code and mend what the linter can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: .venv/developed  ## write the generated docs anew
	$(BIN)/python -m schemas.docs
	$(BIN)/python -m tasks.clean.docs > docs/cleaning.md.new && mv docs/cleaning.md.new docs/cleaning.md

bench: .venv/developed  ## speed and size against jieba.lcut
	$(BIN)/python -m benchmarks

faults: .venv/developed  ## kill, interrupt, fill the disk, crowd: 500 kills, 5,000 reads, 207 full disks (needs root)
	$(BIN)/python tests/faults/kill_store.py 500
	$(BIN)/python tests/faults/crowd.py 5000
	$(BIN)/python -m tests.faults.kill_ingest --kills 20 samples/pages
	$(BIN)/python -m tests.faults.interrupt --interruptions 100
	sudo $(BIN)/python tests/faults/disk_full.py 207

fuzz: .venv/developed  ## 250,000 hostile inputs through every stage
	$(BIN)/python -m tests.fuzz 250000

eval: .venv/developed  ## quality on the samples, and on ../shared where it is there
	$(BIN)/python -m tests.eval

clean:  ## remove the environment, the demo and caches
	rm -rf .venv data build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
