"""Bookmarks, and what a file says of itself."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from kommuntal.read import read_document
from kommuntal.read.model import OutlineEntry
from kommuntal.read.structure import iso_date

Make = Callable[..., Path]


def test_bookmarks_with_their_pages(edit: Make) -> None:
    def mark(pdf: pikepdf.Pdf) -> None:
        with pdf.open_outline() as outline:
            first = pikepdf.OutlineItem("§ 1 Val av justerare", 1)
            first.children.append(pikepdf.OutlineItem("Bilaga, åäö – 5 §", 2))
            outline.root += [first, pikepdf.OutlineItem("§ 2 Delårsrapport", 4)]

    reading = read_document(edit(mark))
    assert reading.outline == (
        OutlineEntry(1, "§ 1 Val av justerare", 2),
        OutlineEntry(2, "Bilaga, åäö – 5 §", 3),
        OutlineEntry(1, "§ 2 Delårsrapport", 5),
    )


def test_bookmarks_by_name(draw: Make) -> None:
    def chapter(canvas: Canvas) -> None:
        canvas.bookmarkPage("kapitel")
        canvas.addOutlineEntry("Kapitel", "kapitel")

    assert read_document(draw(lambda canvas: None, chapter)).outline == (OutlineEntry(1, "Kapitel", 2),)


def test_bookmarks_that_lead_nowhere_or_in_a_circle(edit: Make) -> None:
    def tangle(pdf: pikepdf.Pdf) -> None:
        item = pdf.make_indirect(pikepdf.Dictionary(Title=pikepdf.String("Rubrik"), Dest=pikepdf.String("borta")))
        item.Next, item.First = item, item
        pdf.Root.Outlines = pdf.make_indirect(pikepdf.Dictionary(First=item, Last=item))

    reading = read_document(edit(tangle))
    assert reading.status == "ok"
    assert reading.outline == (OutlineEntry(1, "Rubrik", None),)


def test_more_bookmarks_than_calls_can_be_nested(edit: Make) -> None:
    def many(pdf: pikepdf.Pdf) -> None:
        with pdf.open_outline() as outline:
            outline.root += [pikepdf.OutlineItem(f"§ {n}", 0) for n in range(3000)]

    assert len(read_document(edit(many)).outline) == 3000


def test_metadata(edit: Make) -> None:
    def describe(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/Title"] = "Delårsrapport för Granviks kommun"
        pdf.docinfo["/Author"] = ""
        pdf.docinfo["/Producer"] = "Granvik PDF\x00"
        pdf.docinfo["/CreationDate"] = "D:20250923081500+02'00'"
        pdf.docinfo["/ModDate"] = "i går"

    metadata = read_document(edit(describe)).metadata
    assert metadata["title"] == "Delårsrapport för Granviks kommun"
    assert metadata["producer"] == "Granvik PDF"
    assert metadata["created"] == "2025-09-23T08:15:00+02:00"
    assert "author" not in metadata
    assert "modified" not in metadata


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("D:20250923081500Z", "2025-09-23T08:15:00+00:00"),
        ("D:20250923081500Z00'00'", "2025-09-23T08:15:00+00:00"),
        ("D:20250923081500-03'30", "2025-09-23T08:15:00-03:30"),
        ("D:202509", "2025-09-01T00:00:00"),
        ("20250923", "2025-09-23T00:00:00"),
        ("D:20251323", None),
        ("den 1 maj", None),
        ("", None),
    ],
)
def test_dates(text: str, date: str | None) -> None:
    assert iso_date(text) == date


@given(st.text())
def test_any_text_is_a_date_or_none(text: str) -> None:
    iso_date("D:2025" + text)
