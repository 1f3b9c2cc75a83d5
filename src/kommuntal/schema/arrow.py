"""Records as Arrow tables and back: the form that every file is written from.

A Decimal is stored as the nearest double. Every decimal number of up to 15 significant digits comes back from it as it
was, which is whole ören in ten thousand billion kronor, and every tool can sum and plot it; the text beside it keeps
the print. An Arrow decimal would ask for one fixed number of decimals for kronor, percent and hours alike, and becomes
objects in pandas that most functions refuse.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from kommuntal.errors import RowError
from kommuntal.schema import DATASETS
from kommuntal.schema.fields import Field, Kind, described, fields, key
from kommuntal.schema.record import Record

ARROW: dict[Kind, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "datetime": pa.timestamp("us", tz="UTC"),
}
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


@cache
def arrow_schema(dataset: str) -> pa.Schema:
    """Return the Arrow schema of `dataset`; its metadata says in Swedish and English what the fields mean."""
    sv, en = described(dataset)
    return pa.schema(
        [
            pa.field(
                field.name,
                ARROW[field.kind],
                nullable=not field.required,
                metadata={
                    "sv": field.column.sv,
                    "en": field.column.en,
                    **({"unit": field.column.unit} if field.column.unit else {}),
                },
            )
            for field in fields(dataset)
        ],
        metadata={"dataset": dataset, "sv": sv, "en": en, "key": ",".join(key(dataset))},
    )


def to_table(dataset: str, rows: Sequence[Record]) -> pa.Table:
    """Return `rows` as a table in the order they come.

    Characters that no file can hold (NUL, half a surrogate pair) become U+FFFD, and an empty text becomes null where
    null is allowed: there it says that nothing was printed. Raises RowError for a value of the wrong type.
    """
    arrays = [_array(field, list(map(attrgetter(field.name), rows)), rows) for field in fields(dataset)]
    return pa.Table.from_arrays(arrays, schema=arrow_schema(dataset))


def from_table(dataset: str, table: pa.Table) -> list[Any]:
    """Return the records of a table that `to_table` made, also one with fewer or more columns than today's.

    Raises msgspec.ValidationError for a row that today's record class does not allow.
    """
    known = [field for field in fields(dataset) if field.name in table.column_names]
    columns = [map(_reader(field), table[field.name].to_pylist()) for field in known]
    names = [field.name for field in known]
    rows = [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]
    return [msgspec.convert(row, DATASETS[dataset]) for row in rows]


def row_error(field: Field, row_id: Iterable[object], problem: str) -> RowError:
    """Return the error that names dataset, row (by its key) and field."""
    where = ", ".join(f"{name}={value}" for name, value in zip(key(field.dataset), row_id, strict=True))
    return RowError(
        f"{field.dataset}, row {where}, field {field.name}: {problem}. Nothing was published. This is a fault in "
        "kommuntal, not in your files: please report it with this message"
    )


def _array(field: Field, values: Sequence[Any], rows: Sequence[Record]) -> pa.Array:
    for type_ in set(map(type, values)):
        if not _allowed(field, type_):
            wrong = next(n for n, value in enumerate(values) if type(value) is type_)
            found = "it is missing" if values[wrong] is None else f"{values[wrong]!r} is of type {type_.__name__}"
            raise row_error(field, _row_id(rows[wrong], field), f"{found}, where {_wanted(field)} is required")
    try:
        return _convert(field, values)
    except (pa.ArrowException, ArithmeticError, ValueError):
        for row, value in zip(rows, values, strict=True):
            try:
                _convert(field, [value])
            except (pa.ArrowException, ArithmeticError, ValueError) as error:
                raise row_error(field, _row_id(row, field), f"{value!r} cannot be stored ({error})") from error
        raise


def _allowed(field: Field, type_: type) -> bool:
    if type_ is type(None):
        return not field.required
    if issubclass(type_, bool) or issubclass(type_, datetime):  # subclasses of int and date that are no such thing here
        return issubclass(type_, field.type) and field.type in (bool, datetime)
    if field.kind == "number" and issubclass(type_, int):
        return True
    return issubclass(type_, str if field.enum else field.type)


def _wanted(field: Field) -> str:
    return f"one of {', '.join(field.enum)}" if field.enum else f"a {field.kind} ({field.type.__name__})"


def _row_id(row: Record, field: Field) -> list[object]:
    return [getattr(row, name) for name in key(field.dataset)]


def _convert(field: Field, values: Sequence[Any]) -> pa.Array:
    if field.kind == "number":  # adding 0.0 makes minus nought nought
        numbers = pa.array([None if value is None else float(value) + 0.0 for value in values], pa.float64())
        if not pc.all(pc.is_finite(numbers), min_count=0).as_py():
            raise ValueError("not a finite number")
        return numbers
    if field.kind == "datetime" and any(value is not None and value.tzinfo is None for value in values):
        raise ValueError("a time without time zone")
    if field.kind != "string":
        return pa.array(values, ARROW[field.kind])
    try:
        array = pa.array(values, pa.string())
    except UnicodeEncodeError:
        array = pa.array([None if value is None else _whole(value) for value in values], pa.string())
    array = pc.replace_substring(array, "\0", REPLACEMENT)
    return array if field.required else pc.if_else(pc.equal(array, ""), pa.scalar(None, pa.string()), array)


def _whole(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _reader(field: Field) -> Callable[[Any], Any]:
    def read_decimal(value: float | None) -> Decimal | None:
        return None if value is None else Decimal(repr(value).removesuffix(".0"))

    def read_datetime(value: datetime | None) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    if field.type is Decimal:
        return read_decimal
    if field.type is datetime:
        return read_datetime
    return lambda value: value
