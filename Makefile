# Peilian: `make run` opens the app, `make test` runs every test. `make help` lists the rest.
PYTHON ?= python3
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
PY := $(BIN)/python
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help run test check fix bench lexicon model wheel screenshots snapshots schemas lock clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

.venv/.run: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 run")'
	@test -x $(PY) || $(PYTHON) -m venv .venv
	$(PY) -m pip install --quiet --upgrade "pip>=25.1"
	$(PY) -m pip install --quiet --editable .
	@touch $@

.venv/.dev: .venv/.run
	$(PY) -m pip install --quiet --group dev
	@touch $@

run: .venv/.run ## set everything up and open the app
	@$(BIN)/peilian

test: .venv/.dev ## run every test
	$(PY) -m pytest -n 2 --dist loadfile

check: .venv/.dev ## everything that must be green before a change lands
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(BIN)/vulture
	$(PY) -m pytest -n 2 --dist loadfile --cov --cov-report=
	$(PY) -m coverage report --skip-covered --skip-empty \
	  --include='trainer/model/*,trainer/rules/*,trainer/language/*,trainer/customer/*,trainer/scoring/*' --fail-under=95
	$(MAKE) wheel

fix: .venv/.dev ## format and mend what a tool can mend
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

lexicon: .venv/.run ## build the recogniser's data again after an edit of its files
	$(PY) -m trainer.packs.lexicon

model: .venv/.run lexicon ## learn the weights of the recogniser from transcripts/corpus
	$(PY) -m pip install --quiet --group model
	$(PY) -m tests.training

bench: .venv/.dev ## measure speed; every figure beside a baseline of the same run
	$(PY) -m tests.bench

wheel: .venv/.dev ## build the wheel and the sdist and look inside
	rm -rf dist
	$(PY) -m hatchling build
	$(BIN)/check-wheel-contents dist/*.whl

screenshots: .venv/.dev ## draw the pictures that the README shows
	$(PY) -m tests.screenshots

snapshots: .venv/.dev ## accept the screens as they are now
	$(PY) -m pytest tests/tui --snapshot-update

schemas: .venv/.dev ## write the JSON Schemas of the pack formats
	$(PY) -m trainer.packs.schemas

lock: ## renew uv.lock
	uv lock

clean: ## remove what was built
	rm -rf dist build .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
