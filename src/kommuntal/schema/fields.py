"""The fields of each dataset, read once from the record classes: the one list that every derivation starts from."""

import types
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Annotated, Literal, Union, get_args, get_origin, get_type_hints

from kommuntal.schema import DATASETS
from kommuntal.schema.column import Column
from kommuntal.schema.record import Placed, Record

Kind = Literal["string", "integer", "number", "boolean", "date", "datetime"]

# Frictionless' words for the types. `kommuntal.schema.arrow` says why a Decimal is a plain number.
KINDS: Mapping[type, Kind] = {
    str: "string",
    int: "integer",
    float: "number",
    Decimal: "number",
    bool: "boolean",
    date: "date",
    datetime: "datetime",
}

CONFIDENCE = "confidence"
PLACE = tuple(name for name in Placed.__struct_fields__ if name != CONFIDENCE)


@dataclass(frozen=True)
class Field:
    """One field of a dataset.

    `type` is the Python type without `None`; `enum` holds the allowed words in order where it is a vocabulary.
    `required` says that null is not allowed, which has nothing to do with a default in the record class.
    """

    dataset: str
    name: str
    type: type
    kind: Kind
    required: bool
    enum: tuple[str, ...]
    column: Column


@cache
def fields(dataset: str) -> tuple[Field, ...]:
    """Return the fields of `dataset` in published order: key, its own, place on the page, confidence."""
    cls = DATASETS[dataset]
    hints = get_type_hints(cls, include_extras=True)
    found = [_field(dataset, name, hints[name]) for name in cls.__struct_fields__]
    return tuple(sorted(found, key=lambda field: _rank(field, cls)))


@cache
def key(dataset: str) -> tuple[str, ...]:
    """Return the names of the fields that identify a row; rows are sorted by them."""
    return tuple(field.name for field in fields(dataset) if field.column.key)


@cache
def described(dataset: str) -> tuple[str, str]:
    """Return what a row of `dataset` is, in Swedish and in English."""
    cls = DATASETS[dataset]
    return cls.sv, " ".join((cls.__doc__ or "").split())


def _field(dataset: str, name: str, hint: object) -> Field:
    if get_origin(hint) is not Annotated:
        raise TypeError(f"{dataset}.{name} has no Column: write Annotated[type, col(...)]")
    value, *notes = get_args(hint)
    column = next(note for note in notes if isinstance(note, Column))
    options = get_args(value) if get_origin(value) in (Union, types.UnionType) else (value,)
    (plain,) = (option for option in options if option is not types.NoneType)
    is_enum = issubclass(plain, StrEnum)
    return Field(
        dataset=dataset,
        name=name,
        type=plain,
        kind="string" if is_enum else KINDS[plain],
        required=types.NoneType not in options,
        enum=tuple(word.value for word in plain) if is_enum else (),
        column=column,
    )


def _rank(field: Field, cls: type[Record]) -> int:
    if field.column.key:
        return 0
    if field.name == CONFIDENCE:
        return 3
    return 2 if issubclass(cls, Placed) and field.name in PLACE else 1
