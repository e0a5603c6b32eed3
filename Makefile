# Waypost's commands. `make site` builds the sample; `make test` runs every test.
.DEFAULT_GOAL := site
PY ?= python3
BIN := .venv/bin

.venv/run.done: requirements/run.txt pyproject.toml
	$(PY) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv/dev.done: requirements/dev.txt .venv/run.done
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $@
