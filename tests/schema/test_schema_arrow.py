"""Records to Arrow and back."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import msgspec
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kommuntal.errors import RowError
from kommuntal.schema import DATASETS, Cell, Document, Meeting, Record
from kommuntal.schema.arrow import arrow_schema, from_table, to_table
from kommuntal.schema.enums import DocumentKind, DocumentStatus
from kommuntal.schema.fields import Field, fields

DOCUMENT_ID = "0" * 64


def values(field: Field) -> st.SearchStrategy[Any]:
    """Any value that the field can hold as it is: numbers of 15 digits, whole characters, no empty text for null."""
    by_type: dict[type, st.SearchStrategy[Any]] = {
        str: st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=0 if field.required else 1),
        int: st.integers(-(2**63), 2**63 - 1),
        float: st.floats(allow_nan=False, allow_infinity=False),
        Decimal: st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**11), max_value=10**11),
        bool: st.booleans(),
        date: st.dates(),
        datetime: st.datetimes(timezones=st.just(UTC)),
    }
    value = st.sampled_from(list(field.type)) if field.enum else by_type[field.type]  # type: ignore[call-overload]
    return value if field.required else st.none() | value


def rows(dataset: str) -> st.SearchStrategy[list[Record]]:
    row = st.fixed_dictionaries({field.name: values(field) for field in fields(dataset)})
    return st.lists(row.map(lambda kwargs: DATASETS[dataset](**kwargs)), max_size=4)


@pytest.mark.parametrize("dataset", DATASETS)
def test_no_rows_still_have_their_types(dataset: str) -> None:
    assert to_table(dataset, []).schema.equals(arrow_schema(dataset), check_metadata=True)
    assert from_table(dataset, to_table(dataset, [])) == []


@given(st.data(), st.sampled_from(sorted(DATASETS)))
def test_what_goes_in_comes_back(data: st.DataObject, dataset: str) -> None:
    written = data.draw(rows(dataset))
    assert from_table(dataset, to_table(dataset, written)) == written


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**13), max_value=10**13, places=2))
def test_oren_in_ten_thousand_billion_kronor_are_kept(value: Decimal) -> None:
    table = to_table("cells", [cell(value=value)])
    assert from_table("cells", table)[0].value == value


def test_metadata_says_what_a_field_means() -> None:
    schema = arrow_schema("goals")
    progress = schema.field("progress")
    assert progress.metadata == {
        b"sv": "Andel klart där en stapel visar det".encode(),
        b"en": b"Progress where a bar shows it",
        b"unit": b"%",
    }
    assert schema.metadata[b"key"] == b"goal_id"
    assert not schema.field("title").nullable and progress.nullable


def test_times_are_stored_in_utc() -> None:
    in_sweden = datetime(2026, 7, 1, 12, 0, tzinfo=timezone(timedelta(hours=2)))
    column = to_table("documents", [document(retrieved_at=in_sweden)])["retrieved_at"]
    assert column.type == pa.timestamp("us", tz="UTC")
    assert column[0].as_py() == in_sweden and column[0].as_py().hour == 10


def test_an_empty_text_is_null_where_null_is_allowed_and_a_text_where_it_is_not() -> None:
    table = to_table("cells", [cell(text="", value_unit="")])
    assert table["text"].to_pylist() == [""]
    assert table["value_unit"].to_pylist() == [None]


def test_characters_that_no_file_can_hold_become_replacement_characters() -> None:
    table = to_table("cells", [cell(text="a\0b"), cell(text="half \ud83d pair")])
    assert table["text"].to_pylist() == ["a\N{REPLACEMENT CHARACTER}b", "half \N{REPLACEMENT CHARACTER} pair"]


def test_minus_nought_is_nought() -> None:
    assert str(to_table("cells", [cell(value=Decimal("-0.0"))])["value"][0].as_py()) == "0.0"


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (lambda: cell(text=None), "field text: it is missing"),
        (lambda: cell(text=3), "field text: 3 is of type int"),
        (lambda: cell(row_span="2"), "field row_span: '2' is of type str"),
        (lambda: cell(row_span=True), "field row_span: True is of type bool"),
        (lambda: cell(is_header=1), "field is_header: 1 is of type int"),
        (lambda: cell(value=1.5), "field value: 1.5 is of type float"),
        (lambda: cell(value=Decimal("NaN")), "field value: Decimal('NaN') cannot be stored"),
        (lambda: cell(value=Decimal("1e999")), "field value: Decimal('1E+999') cannot be stored"),
        (lambda: cell(x0=float("inf")), "field x0: inf cannot be stored"),
        (lambda: cell(row_span=2**70), "cannot be stored"),
    ],
)
def test_a_wrong_value_is_named_with_its_row_and_field(row: Any, says: str) -> None:
    with pytest.raises(RowError) as caught:
        to_table("cells", [cell(row=0), msgspec.structs.replace(row(), row=7)])
    assert "cells, row table_id=t1, row=7, column=0, " in str(caught.value)
    assert says in str(caught.value)


def test_a_time_is_no_date_and_needs_a_zone() -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    meeting: Any = {"meeting_id": "m1", "document_id": DOCUMENT_ID}
    with pytest.raises(RowError, match=r"field date: .* is of type datetime"):
        to_table("meetings", [Meeting(date=moment, **meeting)])
    with pytest.raises(RowError, match=r"field retrieved_at: .* is of type date"):
        to_table("documents", [document(retrieved_at=moment.date())])
    with pytest.raises(RowError, match="without time zone"):
        to_table("documents", [document(retrieved_at=moment.replace(tzinfo=None))])


def test_a_table_of_another_version_is_read_as_far_as_it_goes() -> None:
    table = to_table("documents", [document(kind=DocumentKind.PLAN)])
    table = table.drop_columns(["kind"]).append_column("colour", pa.array(["red"]))
    assert from_table("documents", table) == [document()]
    with pytest.raises(msgspec.ValidationError, match="file_name"):
        from_table("documents", table.drop_columns(["file_name"]))


def cell(**values: Any) -> Cell:
    return Cell(**{"document_id": DOCUMENT_ID, "table_id": "t1", "row": 0, "column": 0, "text": "x", **values})


def document(**values: Any) -> Document:
    about: Any = {"file_name": "x.pdf", "status": DocumentStatus.OK, "reader_version": "1"}
    return Document(**{"document_id": DOCUMENT_ID, **about, **values})
