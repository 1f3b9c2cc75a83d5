"""Two versions of one document in two files: which is the later, and what differs."""

import datetime
from typing import Any

import pytest
from msgspec.structs import replace

from kommuntal.reconcile.versions import check
from kommuntal.schema import AgendaItem, Cell, DecisionPoint, Document, Paper, Records, Table
from kommuntal.schema.enums import ChangeKind, DocumentKind, DocumentStatus, LinkVerdict, PaperKind, TextLayer

ONE, TWO = "a" * 64, "b" * 64


def kallelse(document_id: str, file_name: str, fee: str = "45", third: str = "Svar på motion om utegym") -> Records:
    """A kallelse with three items, one paper with one decision, and a table of fees."""
    place: dict[str, Any] = {"document_id": document_id, "page": 2, "x0": 1.0, "top": 2.0, "x1": 3.0, "bottom": 4.0}
    titles = ("Upprop", "Taxa för kommunens badhus", third)
    return Records(
        documents=[
            Document(
                document_id=document_id,
                file_name=file_name,
                kind=DocumentKind.AGENDA,
                title="Kallelse",
                organisation="Kommunstyrelsen",
                organisation_id="2999-kommunstyrelsen",
                meeting_date=datetime.date(2025, 3, 4),
                text_layer=TextLayer.NATIVE,
                status=DocumentStatus.OK,
                reader_version="test",
            )
        ],
        agenda_items=[
            AgendaItem(agenda_item_id=f"{document_id}-{n}", number=str(n), order=n, title=title, **place)
            for n, title in enumerate(titles, 1)
        ],
        papers=[
            Paper(
                paper_id=f"paper-{document_id}",
                title="Taxa för kommunens badhus 2026",
                case_number="KS 2025/12",
                kind=PaperKind.OFFICIAL_LETTER,
                page_from=2,
                page_to=2,
                **place,
            ),
            Paper(paper_id=f"other-{document_id}", title="Budgetuppföljning", page_from=3, page_to=3, **place),
        ],
        decision_points=[
            DecisionPoint(
                decision_point_id=document_id,
                decision_id=document_id,
                order=1,
                text=f"Avgiften höjs till {fee} kronor.",
                **place,
            )
        ],
        tables=[Table(table_id=document_id, rows=2, columns=2, method="", **place)],
        cells=[
            Cell(table_id=document_id, row=r, column=c, text=text, **place)
            for r, row in enumerate((("Bad", "Avgift"), ("Vuxen", fee)))
            for c, text in enumerate(row)
        ],
    )


def together(*parts: Records) -> Records:
    out = Records()
    for part in parts:
        out.extend(part)
    return out


def test_the_corrected_file_says_what_was_corrected_and_in_which_paper() -> None:
    found = check(together(kallelse(TWO, "kallelse-rättad.pdf", fee="54"), kallelse(ONE, "kallelse.pdf")))
    assert [(link.left_id, link.right_id, link.verdict) for link in found.links if link.left_type == "document"] == [
        (ONE, TWO, LinkVerdict.MATCH)
    ]
    assert {(link.left_id[:5], link.right_id[:5]) for link in found.links if link.left_type == "paper"} == {
        ("paper", "paper"),
        ("other", "other"),
    }
    assert [(c.kind, c.earlier_text, c.text) for c in found.changes] == [
        (ChangeKind.SENTENCE, "Avgiften höjs till 45 kronor.", "Avgiften höjs till 54 kronor."),
        (ChangeKind.CELL, "45", "54"),
    ]
    assert {(c.earlier_document_id, c.document_id, c.paper_id) for c in found.changes} == {(ONE, TWO, f"paper-{TWO}")}


def test_a_changed_title_is_told() -> None:
    found = check(
        together(kallelse(ONE, "k-v1.pdf"), kallelse(TWO, "k-v2.pdf", third="Svar på motion om utegym vid sjön"))
    )
    assert [(c.kind, c.text) for c in found.changes] == [(ChangeKind.TITLE, "Svar på motion om utegym vid sjön")]


def test_without_a_word_that_says_which_is_later_nothing_is_compared() -> None:
    found = check(together(kallelse(ONE, "a.pdf"), kallelse(TWO, "b.pdf", fee="54")))
    assert [link.verdict for link in found.links] == [LinkVerdict.UNSURE]
    assert not found.changes


@pytest.mark.parametrize("field", ["kind", "organisation_id", "meeting_date", "text_layer"])
def test_documents_that_differ_in_what_they_are_no_versions(field: str) -> None:
    other: dict[str, Any] = {
        "kind": DocumentKind.MINUTES,
        "organisation_id": "2999-socialnamnden",
        "meeting_date": datetime.date(2025, 4, 1),
        "text_layer": TextLayer.OCR,
    }
    second = kallelse(TWO, "kallelse-rättad.pdf")
    second.documents = [replace(second.documents[0], **{field: other[field]})]
    assert not check(together(kallelse(ONE, "kallelse.pdf"), second)).links


def test_a_source_that_fetched_both_knows_which_is_later() -> None:
    first = kallelse(ONE, "a.pdf")
    first.documents = [replace(first.documents[0], version_of=TWO)]
    found = check(together(first, kallelse(TWO, "b.pdf", fee="54")))
    assert [(c.earlier_text, c.text) for c in found.changes if c.kind == ChangeKind.CELL] == [("54", "45")]
    assert len([link for link in found.links if link.left_type == "document"]) == 1
