"""Rows against the contract before they are written."""

from datetime import UTC, datetime
from typing import Any

import pytest

from kommuntal.errors import RowError, RunError
from kommuntal.schema import Cell, Document, Finding, Goal, Records, Review, Section, Table
from kommuntal.schema.enums import DocumentStatus, FindingKind, ReviewVerdict
from kommuntal.schema.validate import check, checked_tables

ID = "0" * 64


def document(document_id: str = ID, **more: Any) -> Document:
    about: Any = {"file_name": "x.pdf", "status": DocumentStatus.OK, "reader_version": "1"}
    return Document(**{"document_id": document_id, **about, **more})


def goal(goal_id: str = "g1", document_id: str = ID, **more: Any) -> Goal:
    return Goal(**{"goal_id": goal_id, "document_id": document_id, "title": "Mål", **more})


def table(table_id: str = "t1") -> Table:
    return Table(document_id=ID, table_id=table_id, rows=1, columns=1)


def cell(row: int, column: int, table_id: str = "t1") -> Cell:
    return Cell(document_id=ID, table_id=table_id, row=row, column=column, text="")


@pytest.mark.parametrize(
    ("records", "says"),
    [
        (
            Records(documents=[document("xyz")]),
            "documents, row document_id=xyz, field document_id: 'xyz' does not match",
        ),
        (Records(documents=[document(pages=-1)]), "field pages: -1 is below 0"),
        (Records(documents=[document(municipality_code="29")]), "field municipality_code: '29' does not match"),
        (Records(documents=[document(kind="poem")]), "field kind: 'poem' is not one of interim_report, annual_report"),
        (Records(documents=[document(confidence=1.01)]), "field confidence: 1.01 is above 1"),
        (Records(documents=[document(), document()]), "documents, row document_id=000"),
        (
            Records(documents=[document()], goals=[goal("")]),
            "goals, row goal_id=, field goal_id: '' is no key",
        ),
        (
            Records(goals=[goal()]),
            f"goals, row goal_id=g1, field document_id: '{ID}' is not found in documents.document_id",
        ),
        (
            Records(documents=[document()], goals=[goal(), goal("g2", parent_id="g3")]),
            "goals, row goal_id=g2, field parent_id: 'g3' is not found in goals.goal_id",
        ),
        (
            Records(documents=[document()], goals=[goal(progress=101.0)]),
            "field progress: 101.0 is above 100",
        ),
        (
            Records(documents=[document()], tables=[table()], cells=[cell(0, 0), cell(1, 0), cell(0, 0)]),
            "cells, row table_id=t1, row=0, column=0, field column: the key occurs more than once",
        ),
        (
            Records(
                documents=[document()],
                sections=[Section(document_id=ID, section_id="s", level=0, heading="", page_from=1, page_to=1)],
            ),
            "sections, row section_id=s, field level: 0 is below 1",
        ),
        (
            Records(
                documents=[document()],
                findings=[
                    Finding(
                        finding_id="e", kind=FindingKind.SUM, message="", left_document_id=ID, first_seen_run="never"
                    )
                ],
            ),
            "field first_seen_run: 'never' is not found in runs.run_id",
        ),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_the_error_names_dataset_row_and_field(records: Records, says: str) -> None:
    with pytest.raises(RowError) as caught:
        check(records)
    assert says in str(caught.value)
    assert "Nothing was published" in str(caught.value)
    assert isinstance(caught.value, RunError)


def test_rows_are_sorted_by_key() -> None:
    records = Records(
        documents=[document("b" * 64), document()],
        tables=[table("t2"), table("t1")],
        cells=[cell(1, 0), cell(0, 10), cell(0, 9), cell(0, 0, "t2"), cell(0, 0)],
    )
    tables = checked_tables(records)
    assert tables["documents"]["document_id"].to_pylist() == [ID, "b" * 64]
    cells = tables["cells"].select(["table_id", "row", "column"]).to_pylist()
    assert [tuple(row.values()) for row in cells] == [
        ("t1", 0, 0),
        ("t1", 0, 9),
        ("t1", 0, 10),
        ("t1", 1, 0),
        ("t2", 0, 0),
    ]


def test_a_reference_may_be_null() -> None:
    check(Records(documents=[document()], goals=[goal(parent_id=None)]))


def test_a_review_outlives_its_finding_and_an_unnamed_reviewer_is_part_of_the_key() -> None:
    def review(reviewer: str | None) -> Review:
        decided_at = datetime(2026, 1, 1, tzinfo=UTC)
        return Review(finding_id="gone", verdict=ReviewVerdict.ACCEPTED, reviewer=reviewer, decided_at=decided_at)

    check(Records(reviews=[review(None), review("Sekreteraren")]))
    with pytest.raises(RowError, match=r"reviewer=None.*more than once"):
        check(Records(reviews=[review(None), review(None)]))
