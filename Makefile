# make setup  the project in .venv, with its model and what tests need
# make demo   sets up, reads the example press, shows a brief
# make check  lint, types, import rules, generated docs
# make test   tests, a twentieth of the long ones · make soak: their full counts
# make bench  the exam and public gold, where $DRAGOMAN_SHARED holds them, against bench/floors.json

PYTHON ?= python3
BIN := .venv/bin
export PYTHONHASHSEED := 0

.PHONY: setup demo check test soak bench docs lock clean

setup: .venv/ready

.venv/ready: requirements.lock pyproject.toml
	@echo "Setting up .venv (a minute or two the first time) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m dragoman.knowledge.gazetteer
	@touch $@

demo: setup
	@$(BIN)/python examples/demo.py

check: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python training/knowledge/agree.py --check
	@$(BIN)/python -m docs.reference --check

test: setup
	@$(BIN)/python -m pytest

soak: setup
	@DRAGOMAN_SOAK=1 $(BIN)/python -m pytest

bench: setup
	@$(BIN)/python -m bench floors

docs: setup
	@$(BIN)/python -m docs.reference

# Pins every dependency with its hashes; needs pip-tools.
lock:
	pip-compile --quiet --strip-extras --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-emit-trusted-host --allow-unsafe --extra dev --output-file requirements.lock pyproject.toml

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
