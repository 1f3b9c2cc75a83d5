"""The contract as Frictionless Table Schemas (Data Package v2)."""

from typing import Any

from kommuntal.schema.fields import Field, fields, key

TABLE_SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"


def table_schema(dataset: str) -> dict[str, Any]:
    """Return the Table Schema of `dataset` as it stands in its CSV file.

    `description` is English; `sv` beside it is Swedish and `unit` the unit, as in the metadata of the Parquet files.
    """
    names = key(dataset)
    schema: dict[str, Any] = {
        "$schema": TABLE_SCHEMA,
        "fields": [_field(field) for field in fields(dataset)],
        "missingValues": [""],
        "primaryKey": list(names),
    }
    if foreign := [_foreign_key(field) for field in fields(dataset) if field.column.refers_to]:
        schema["foreignKeys"] = foreign
    return schema


def _field(field: Field) -> dict[str, Any]:
    column = field.column
    constraints: dict[str, Any] = {
        "required": True if field.required else None,
        "unique": True if key(field.dataset) == (field.name,) else None,
        "enum": list(field.enum) or None,
        "minimum": _bound(field, column.minimum),
        "maximum": _bound(field, column.maximum),
        "pattern": column.pattern,
    }
    constraints = {name: value for name, value in constraints.items() if value is not None}
    out: dict[str, Any] = {"name": field.name, "type": field.kind, "description": column.en, "sv": column.sv}
    if column.unit:
        out["unit"] = column.unit
    if field.kind == "string" and field.required:  # "" is then a text, the empty one: a cell with nothing in it
        out["missingValues"] = []
    if constraints:
        out["constraints"] = constraints
    return out


def _bound(field: Field, bound: float | None) -> float | None:
    return int(bound) if bound is not None and field.kind == "integer" else bound


def _foreign_key(field: Field) -> dict[str, Any]:
    dataset, name = str(field.column.refers_to).split(".")
    other = {} if dataset == field.dataset else {"resource": dataset}  # none is named where it is the same
    return {"fields": [field.name], "reference": {**other, "fields": [name]}}
