"""Rows against the contract, column by column: no row is looked at in Python unless it is wrong."""

from collections.abc import Iterable, Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from kommuntal.schema import Records
from kommuntal.schema.arrow import row_error, to_table
from kommuntal.schema.fields import Field, fields, key


def checked_tables(records: Records) -> dict[str, pa.Table]:
    """Return every dataset as an Arrow table, all rows checked against the contract and sorted by key.

    Raises RowError for the first value of the wrong type, outside its vocabulary, range or pattern, for a key that is
    empty or occurs twice, and for a reference to a row that is not there.
    """
    tables = {dataset: to_table(dataset, rows) for dataset, rows in records}
    for dataset, table in tables.items():
        for field in fields(dataset):
            column = table[field.name]
            values = column.unique().drop_null()
            for right, problem in _rules(field, values, tables):
                wrong = values.filter(pc.invert(right))
                if len(wrong):
                    row = pc.index(column, wrong[0]).as_py()
                    raise row_error(field, _row_id(table, row, key(dataset)), f"{wrong[0].as_py()!r} {problem}")
        _check_key(dataset, table)
    return {
        dataset: table.sort_by([(name, "ascending") for name in key(dataset)]).combine_chunks()
        for dataset, table in tables.items()
    }


def check(records: Records) -> None:
    """Raise RowError for the first row that may not be published; what `checked_tables` says, without its tables."""
    checked_tables(records)


def _rules(field: Field, values: pa.Array, tables: Mapping[str, pa.Table]) -> Iterator[tuple[pa.Array, str]]:
    """Yield, for each rule of the field, which of its distinct values keep it, and what to say of those that do not."""
    rule = field.column
    if field.enum:
        yield pc.is_in(values, pa.array(field.enum)), f"is not one of {', '.join(field.enum)}"
    if rule.key and field.kind == "string":
        yield pc.not_equal(values, ""), "is no key"
    if rule.minimum is not None:
        yield pc.greater_equal(values, rule.minimum), f"is below {rule.minimum:g}"
    if rule.maximum is not None:
        yield pc.less_equal(values, rule.maximum), f"is above {rule.maximum:g}"
    if rule.pattern is not None:
        yield pc.match_substring_regex(values, rule.pattern), f"does not match {rule.pattern}"
    if rule.refers_to is not None:
        dataset, name = rule.refers_to.split(".")
        yield pc.is_in(values, tables[dataset][name].combine_chunks()), f"is not found in {rule.refers_to}"


def _check_key(dataset: str, table: pa.Table) -> None:
    names = list(key(dataset))
    groups = table.group_by(names, use_threads=False).aggregate([([], "count_all")])
    twice = groups.filter(pc.greater(groups["count_all"], 1))
    if len(twice):
        field = next(field for field in fields(dataset) if field.name == names[-1])
        raise row_error(field, _row_id(twice, 0, names), "the key occurs more than once")


def _row_id(table: pa.Table, row: int, names: Iterable[str]) -> list[object]:
    return [table[name][row].as_py() for name in names]
