# Waypost's commands. `make site` builds the sample; `make test` runs every test.
.DEFAULT_GOAL := site
.PHONY: site serve test docs messages check format lint types bench fuzz shots clean

PY ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

site: .venv/run.done
	@$(BIN)/waypost build
	@echo "Open site/index.html through a web server, or run: make serve"

serve: .venv/run.done
	$(BIN)/waypost serve

test: .venv/dev.done .venv/browser.done .venv/node.done .venv/engines.done
	$(BIN)/python -m pytest -n 2 --dist loadgroup

docs: .venv/dev.done
	$(BIN)/python -m scripts.reference
	$(BIN)/waypost build --strict --config docs/mkdocs.yml

# What Waypost says to readers, from the code into the catalogs that translators fill in.
messages: .venv/dev.done
	$(BIN)/python -m scripts.messages

check: format lint types test

format: .venv/dev.done
	$(BIN)/ruff format --check .

lint: .venv/dev.done
	$(BIN)/ruff check .

types: .venv/dev.done
	$(BIN)/mypy

bench: .venv/dev.done
	$(BIN)/python -m benchmarks

# The tests that generate their inputs, with many more of them.
fuzz: .venv/dev.done
	$(BIN)/python -m pytest -m hypothesis --hypothesis-profile fuzz

# An image of each kind of page, to look at.
shots: .venv/dev.done .venv/browser.done site
	$(BIN)/python scripts/shots.py

clean:
	rm -rf .venv .venv-engines site shots build dist

# Each set of packages is installed once for each state of its list of pins.
.venv/run.done: requirements/run.txt pyproject.toml
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Waypost needs Python 3.11 or later.")'
	$(PY) -m venv .venv
	$(PIP) --require-hashes -r requirements/run.txt
	$(PIP) --no-deps --no-build-isolation --no-index -e .
	@touch $@

.venv/dev.done: requirements/dev.txt .venv/run.done
	$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

.venv/browser.done: .venv/dev.done scripts/browser.py
	$(BIN)/python scripts/browser.py
	@touch $@

# What runs on Node is tested where there is npm; elsewhere those tests are skipped, and say so.
.venv/node.done: tests/package-lock.json .venv/dev.done
	@if command -v npm >/dev/null; then npm ci --prefix tests --no-audit --no-fund --silent || echo "npm's packages are missing; their tests are skipped"; fi
	@touch $@

# Engines other than MkDocs have an environment of their own; without it their tests are skipped.
ENGINES := .venv-engines/bin/python -m pip install --quiet --disable-pip-version-check
.venv/engines.done: requirements/engines.txt .venv/dev.done
	@$(PY) -m venv .venv-engines && $(ENGINES) --require-hashes -r requirements/run.txt \
	&& $(ENGINES) --require-hashes -r requirements/engines.txt \
	&& $(ENGINES) --no-deps --no-build-isolation --no-index -e . \
	|| echo "the other engines can't be installed; their tests are skipped"
	@touch $@

# Stemmers for browsers and stop words, out of other versions of the packages that carry them.
.PHONY: stemmers
stemmers: .venv/run.done
	$(BIN)/python scripts/stemmers.py $(SPHINX) $(STOPWORD)

# New pins, after a change in pyproject.toml (needs uv).
.PHONY: pins
pins:
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml --group build -o requirements/run.txt
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml --group build --group test --group lint --all-extras -o requirements/dev.txt
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --no-annotate -c requirements/run.txt requirements/engines.in -o requirements/engines.txt
