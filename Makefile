# The index of the project: every target sets up what it needs.
PYTHON ?= python3
BIN := .venv/bin
DEMO := build/demo
# A file of tests stays with one process, which builds what its tests share; in the order of their
# folders, so that the long nights begin early.
TESTS_AT_ONCE := --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help install demo test duckdb-2 check bench spark clean

help:  ## what there is
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

# Two stamps, so that `make demo` installs only what the product needs. Hashes are required:
# what is not in the lock is not installed.
.venv/product: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv/dev: .venv/product requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	touch $@

.venv/spark: .venv/dev requirements-spark.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-spark.lock
	touch $@

install: .venv/product  ## what the product needs, into .venv

demo: .venv/product  ## a made-up county from workbooks to published figures, in build/demo
	rm -rf $(DEMO) build/sample
	$(BIN)/junheng sample build/sample --standing close
	mkdir -p -m 700 $(DEMO)/inbox
	cp -Rp build/sample/files/. $(DEMO)/inbox/
	@$(BIN)/junheng refresh --home $(DEMO); code=$$?; \
	case $$code in \
	0) echo "exit 0: published, nothing was sent back";; \
	10) echo "exit 10: published; the files and rows listed above were sent back to their senders";; \
	*) echo "exit $$code: not published"; exit $$code;; esac

test: .venv/dev  ## every test that this machine can run
	$(BIN)/python -m pytest $(TESTS_AT_ONCE)

# The second line of DuckDB lies in a folder of its own, found before the pinned one of .venv, which
# stays as it is. The tests refuse to run when they find another version than they are told.
DUCKDB_2 := build/duckdb-2
$(DUCKDB_2)/installed: .venv/dev requirements-duckdb-2.lock
	rm -rf $(DUCKDB_2)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
		--target $(DUCKDB_2) -r requirements-duckdb-2.lock
	touch $@

duckdb-2: $(DUCKDB_2)/installed  ## the tests that DuckDB can change, on DuckDB 2
	JUNHENG_TEST_DUCKDB=$$(sed -n 's/^duckdb==\([0-9.]*\).*/\1/p' requirements-duckdb-2.lock) \
		PYTHONPATH=$(CURDIR)/$(DUCKDB_2) $(BIN)/python -m pytest $(TESTS_AT_ONCE)

check: .venv/dev  ## lint, and parse every layout, suite, seed and report without data
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/sqlfluff lint --processes 2 models macros tests/dbt
	$(BIN)/yamllint --strict .
	$(BIN)/python -m pytest tests/unit/test_configuration.py tests/unit/test_configuration_forms.py tests/unit/test_configuration_rules.py

bench: .venv/dev  ## every case beside its bare reference, measured in turns
	$(BIN)/python -m benchmarks

spark: .venv/spark  ## what `dbt build --target spark` needs beside a JVM

clean:  ## remove what was built, keep .venv
	rm -rf build
