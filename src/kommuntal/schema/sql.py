"""The contract as DuckDB statements: tables, views, and what each of them and their columns mean."""

from collections.abc import Iterator, Mapping

from kommuntal.schema import DATASETS
from kommuntal.schema.column import Column
from kommuntal.schema.fields import Field, Kind, described, fields
from kommuntal.schema.views import VIEWS

DUCKDB: Mapping[Kind, str] = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "datetime": "TIMESTAMPTZ",
}


def create_tables() -> Iterator[str]:
    """Yield the statements that make every dataset an empty table, with comments in English and Swedish."""
    for dataset in DATASETS:
        columns = ", ".join(_column(field) for field in fields(dataset))
        yield f'CREATE TABLE "{dataset}" ({columns})'
        sv, en = described(dataset)
        yield _comment(f'TABLE "{dataset}"', f"{en} / {sv}")
        for field in fields(dataset):
            yield _comment(f'COLUMN "{dataset}"."{field.name}"', _meaning(field.column, field.enum))


def create_views() -> Iterator[str]:
    """Yield the statements that make every view, with comments; the tables must be there."""
    for view in VIEWS:
        yield f'CREATE VIEW "{view.name}" AS {view.select}'
        yield _comment(f'VIEW "{view.name}"', f"{view.en} / {view.sv}")
        for name in view.columns:
            yield _comment(f'COLUMN "{view.name}"."{name}"', _meaning(view.described(name)))


def _column(field: Field) -> str:
    return f'"{field.name}" {DUCKDB[field.kind]}' + (" NOT NULL" if field.required else "")


def _meaning(column: Column, enum: tuple[str, ...] = ()) -> str:
    unit = f" [{column.unit}]" if column.unit else ""
    words = f" ({', '.join(enum)})" if enum else ""
    return f"{column.en} / {column.sv}{unit}{words}"


def _comment(what: str, text: str) -> str:
    quoted = text.replace("'", "''")
    return f"COMMENT ON {what} IS '{quoted}'"
