"""What is derived from the contract: SQL, Table Schemas and the docs page."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from frictionless import Schema

from kommuntal.schema import DATASETS
from kommuntal.schema.arrow import arrow_schema
from kommuntal.schema.descriptor import table_schema
from kommuntal.schema.fields import fields
from kommuntal.schema.markdown import datasets_page
from kommuntal.schema.sql import create_tables, create_views
from kommuntal.schema.views import VIEWS, View

PAGE = Path(__file__).parents[2] / "docs" / "datasets.md"


@pytest.fixture(scope="module")
def database() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    for statement in (*create_tables(), *create_views()):
        con.execute(statement)
    return con


def test_the_docs_page_is_current() -> None:
    assert PAGE.read_text("utf-8") == datasets_page(), "run: python -m kommuntal.schema > docs/datasets.md"


def test_the_docs_page_is_printed_by_the_module() -> None:
    run = subprocess.run([sys.executable, "-m", "kommuntal.schema"], capture_output=True, check=True)
    assert run.stdout.decode("utf-8") == datasets_page()


def test_the_docs_page_names_every_field_and_view() -> None:
    page = datasets_page()
    for dataset in DATASETS:
        _, _, section = page.partition(f"\n## {dataset}\n")
        section, _, _ = section.partition("\n## ")
        assert all(f"| `{field.name}` |" in section for field in fields(dataset))
    assert all(f"### {view.name}\n" in page for view in VIEWS)


@pytest.mark.parametrize("dataset", DATASETS)
def test_duckdb_and_arrow_have_the_same_columns(dataset: str, database: duckdb.DuckDBPyConnection) -> None:
    in_duckdb = database.sql(f"FROM {dataset}").to_arrow_table().schema
    declared = arrow_schema(dataset)
    assert in_duckdb.names == declared.names
    for name in declared.names:
        wanted, found = declared.field(name).type, in_duckdb.field(name).type
        assert found == wanted or (pa.types.is_timestamp(found) and found.tz and wanted.tz)


def test_everything_in_the_database_has_a_comment(database: duckdb.DuckDBPyConnection) -> None:
    for what in ("tables", "views", "columns"):
        bare = database.sql(f"FROM duckdb_{what}() WHERE NOT internal AND coalesce(comment, '') = ''").fetchall()
        assert bare == []


def test_a_comment_says_it_in_both_languages_with_unit_and_words(database: duckdb.DuckDBPyConnection) -> None:
    comments = dict(
        database.sql(
            "SELECT table_name || '.' || column_name, comment FROM duckdb_columns() WHERE NOT internal"
        ).fetchall()
    )
    assert comments["goals.progress"] == "Progress where a bar shows it / Andel klart där en stapel visar det [%]"
    assert comments["documents.status"].endswith("(ok, partial, failed, skipped)")
    assert comments["figures_with_context.value"] == comments["figures.value"]


@pytest.mark.parametrize("dataset", DATASETS)
def test_table_schemas_are_valid(dataset: str) -> None:
    report = Schema.validate_descriptor(table_schema(dataset))
    assert report.valid, report.flatten(["message"])


def test_a_table_schema_holds_the_constraints() -> None:
    by_name = {field["name"]: field for field in table_schema("documents")["fields"]}
    assert by_name["document_id"]["constraints"] == {"required": True, "unique": True, "pattern": "^[0-9a-f]{64}$"}
    assert by_name["confidence"]["constraints"] == {"required": True, "minimum": 0, "maximum": 1}
    assert by_name["status"]["constraints"]["enum"] == ["ok", "partial", "failed", "skipped"]
    assert by_name["retrieved_at"]["type"] == "datetime"
    assert by_name["pages"]["sv"] == "Antal sidor"
    cells = table_schema("cells")
    assert cells["primaryKey"] == ["table_id", "row", "column"]
    assert {"fields": ["table_id"], "reference": {"resource": "tables", "fields": ["table_id"]}} in cells["foreignKeys"]
    assert table_schema("goals")["foreignKeys"][0]["reference"] == {"fields": ["goal_id"]}


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_every_column_of_a_view_is_described(view: View) -> None:
    for name in view.columns:
        assert view.described(name).sv and view.described(name).en
