# make setup  the project in .venv, with its model and what tests need; demo and serve set up only what runs
# make demo   sets up, reads the example press, shows a brief
# make serve  the example press as a site on this machine, read once into build/press.db · PORT=8080 for another port
# make check  lint, types, import rules, generated docs
# make test   tests, a twentieth of the long ones · make soak: their full counts; goes on where it was broken off
# make train  the encoder's weights anew, by the shipped recipe, into build/encoder/ (about an hour on two free cores that multiply bf16)
# make train-seeds  the same with five seeds, two side by side on a core each, and how far their figures lie apart (three hours)
# make bench  the exam and public gold, where $DRAGOMAN_SHARED holds them, against bench/floors.json

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
export PYTHONHASHSEED := 0

.PHONY: setup demo serve check test soak postgres chromium opensmtpd bench train train-seeds docs lock clean

setup: .venv/ready

# What runs it, by a pip that is quick; what is imported is compiled then, the rest never.
.venv/runs: requirements-pip.lock requirements.lock pyproject.toml assets/package-lock.json
	@echo "Setting up .venv (half a minute the first time, and what has to be fetched) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) --require-hashes -r requirements-pip.lock
	@$(PIP) --no-compile --no-deps --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@$(BIN)/python -m dragoman.knowledge.gazetteer
	@$(BIN)/python assets/build.py || true
	@touch $@

# What checks and tests need beside it.
.venv/ready: .venv/runs requirements-dev.lock
	@echo "Setting up what tests need (a minute or two the first time) …"
	@$(PIP) --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

demo: .venv/runs
	@$(BIN)/python examples/demo.py

serve: .venv/runs
	@$(BIN)/python examples/serve.py $(PORT)

check: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python training/knowledge/agree.py --check
	@$(BIN)/python -m docs.reference --check

test: setup postgres chromium opensmtpd
	@$(BIN)/python -m pytest -n 2 --dist loadfile

soak: setup postgres chromium opensmtpd
	@DRAGOMAN_SOAK=1 $(BIN)/python -m pytest -n 2 --dist loadfile

# The store's tests run on PostgreSQL too; CI installs it, elsewhere they are skipped where it is missing.
postgres:
	@if test -n "$$CI" && test "$$(id -u)" = 0 && ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then \
	  echo "Installing PostgreSQL …"; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends postgresql \
	    >/dev/null; fi

# The site is looked at in Debian's Chromium, under the same rule.
chromium:
	@if test -n "$$CI" && test "$$(id -u)" = 0 && ! test -x /usr/bin/chromium; then \
	  echo "Installing Chromium …"; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium \
	    >/dev/null; fi

# The newsletter goes through Debian's OpenSMTPD, under the same rule; its server needs root.
opensmtpd:
	@if test -n "$$CI" && test "$$(id -u)" = 0 && ! test -x /usr/sbin/smtpd; then \
	  echo "Installing OpenSMTPD …"; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends opensmtpd \
	    >/dev/null; fi

bench: setup
	@$(BIN)/python -m bench floors

# torch only here, in an environment of its own; resumes after the last whole epoch.
TRAINING := PYTHONPATH=src:. .venv-train/bin/python -m training.encoder
HELD := training/corpus/held/h.txt training/corpus/held/p.txt
.venv-train/made: training/requirements.lock
	@$(PYTHON) -m venv .venv-train
	@.venv-train/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r training/requirements.lock
	@touch $@

train: build/encoder/seed-4/figures.json
	@rm -rf build/encoder/brain
	@cp -r build/encoder/seed-4/brain build/encoder/brain

SEEDS := 1 2 3 4 5
train-seeds: .venv-train/made
	@OMP_NUM_THREADS=1 $(MAKE) --no-print-directory -j2 $(SEEDS:%=build/encoder/seed-%/figures.json)
	@$(TRAINING) spread $(SEEDS:%=build/encoder/seed-%/figures.json)

build/encoder/seed-%/figures.json: | .venv-train/made
	@$(TRAINING) train --seed $* --run build/encoder/seed-$*
	@$(TRAINING) export --run build/encoder/seed-$* --to build/encoder/seed-$*/brain
	@$(TRAINING) calibrate $(HELD) --brain build/encoder/seed-$*/brain
	@$(TRAINING) evaluate $(HELD) --brain build/encoder/seed-$*/brain > $@.new
	@mv $@.new $@

docs: setup
	@$(BIN)/python -m docs.reference

# Pins every dependency with its hashes; needs pip-tools.
LOCK := pip-compile --quiet --strip-extras --generate-hashes --no-emit-index-url --no-emit-find-links \
  --no-emit-trusted-host --allow-unsafe
lock:
	$(LOCK) --extra dev --extra editable --output-file requirements-dev.lock pyproject.toml
	echo pip | $(LOCK) --output-file requirements-pip.lock -
	$(LOCK) --constraint requirements-dev.lock --extra editable --output-file requirements.lock pyproject.toml

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
