# make         what there is to make
# make demo    from a fresh clone: installs into .venv and checks the sample reports
# make test    the same for the tests and the linters

PYTHON ?= python3
EXTRAS ?= dev
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.installed
DOCS_READY := $(VENV)/.installed-docs
BENCH_READY := $(VENV)/.installed-bench
SAMPLES := $(sort $(filter-out reports/README.md,$(wildcard reports/*.txt reports/*.md)))

.DEFAULT_GOAL := help
.PHONY: help demo test postgresql lint bench load refresh docs bundle clean

help: ## show this list
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## (.*)/make \1\t\2/' | expand -t 16

demo: $(READY) ## check the sample reports in reports/
	@$(BIN)/fazhi check reports/liujin.md || [ $$? -eq 1 ]
	@echo
	@$(BIN)/fazhi check --brief $(SAMPLES) || [ $$? -eq 1 ]
	@echo
	@echo "样例报告有意写得好坏不一，未通过属正常。Some samples are meant not to pass; the run itself succeeded."

test: $(READY) ## run the tests and the linters
	$(BIN)/python -m pytest -q -n auto
	@$(MAKE) --no-print-directory lint

postgresql: $(READY) ## the tests of the desk once more, on a PostgreSQL that they start where one is installed
	$(BIN)/python tests/desk/postgresql_cluster.py -q tests/desk --ignore=tests/desk/serving -n auto

lint: $(READY) ## ruff, mypy and the import contracts
	$(BIN)/ruff check checker tests
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

# For example: make bench BENCH="--only peers --rounds 9", make bench BENCH=--long
bench: $(BENCH_READY) ## measure speed beside its peers, into build/bench (about 8 minutes)
	PYTHONPATH=tests $(BIN)/python -m benchmarks $(BENCH)

load: $(READY) ## measure the review desk with 50 users at once, on SQLite and PostgreSQL
	$(BIN)/python tests/desk/load
	$(BIN)/python tests/desk/load --database postgresql

refresh: $(READY) ## write what is generated anew: the excerpts in the READMEs, the pinned verdicts, the reference of the rulebook
	FAZHI_REFRESH=1 $(BIN)/python -m pytest -q -m 'not slow' tests/test_readme.py tests/test_verdicts.py tests/docs/test_site.py

docs: $(DOCS_READY) ## build the documentation into build/docs, and test it
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet --site-dir build/docs
	$(BIN)/python -m pytest -q tests/docs/test_site.py
	@echo "build/docs/index.html"

# For example: make bundle WITH=ocr PLATFORMS=linux-x86_64 PYTHONS="3.11 3.12"
bundle: docs ## build dist/fazhi-VERSION-offline.zip, which installs without a network
	$(BIN)/python -m checker.release.bundle --docs build/docs --extras $(WITH) $(if $(PLATFORMS),--platform $(PLATFORMS)) $(if $(PYTHONS),--python $(PYTHONS))

clean: ## remove .venv and everything built
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .benchmarks .hypothesis .import_linter_cache
	find checker tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is older than Python 3.11: make PYTHON=python3.11 …" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[$(EXTRAS)]'
	@touch $@

# The benchmarks need Python, git and make; peers that cannot be had are told, and left out.
$(BENCH_READY): pyproject.toml
	@$(MAKE) --no-print-directory $(READY) EXTRAS=bench
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	@touch $@

$(DOCS_READY): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[docs]'
	@touch $@
