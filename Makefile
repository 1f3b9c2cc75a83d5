.PHONY: run test lint lock clean

PYTHON ?= python3
BIN := .venv/bin

run: .venv/run.stamp
	$(BIN)/kommuntal run samples --output output

test: .venv/dev.stamp
	$(BIN)/pytest -n auto

lint: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The lock files name everything, so pip resolves nothing (--no-deps): what is installed is what was locked, and no more.
.venv/run.stamp: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv/dev.stamp: requirements-dev.lock .venv/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements-dev.lock
	tests/browser.sh
	touch $@

# One resolution serves Python 3.11 and newer; uv is needed only here.
lock:
	uv pip compile pyproject.toml --group build --universal --python-version 3.11 --no-annotate --generate-hashes -o requirements.lock
	uv pip compile pyproject.toml --group build --group dev --universal --python-version 3.11 --no-annotate --generate-hashes -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf .venv output/.kommuntal output/current output/*.parquet output/*.csv output/*.duckdb output/datapackage.json
