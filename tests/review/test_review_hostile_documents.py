"""Whatever stands in a document is shown by the overviews and never obeyed, and odd documents have their pages too."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from kommuntal.publish import publish
from kommuntal.review.app import create_app
from kommuntal.review.settings import Settings
from kommuntal.schema import Cell, Document, Figure, Finding, Goal, Records, Section, Table
from kommuntal.schema.enums import (
    Assessment,
    DocumentKind,
    DocumentStatus,
    FindingKind,
    Measure,
    TableKind,
    Unit,
)

HOSTILE = "</title><script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7*7 }}"
REPORT, FAILED = "a" * 64, "b" * 64
PLACE: dict[str, Any] = {"document_id": REPORT, "page": 1, "x0": 10.0, "top": 20.0, "x1": 100.0, "bottom": 40.0}


def hostile() -> Records:
    """Return a report that says nothing but hostile words, and a document that could not be read at all."""
    row: dict[str, Any] = {
        "table_id": "t",
        "row": 1,
        "organisation": HOSTILE,
        "line_item": HOSTILE,
        "unit": Unit.SEK,
        "text": HOSTILE,
    }
    return Records(
        documents=[
            Document(
                document_id=REPORT,
                file_name=HOSTILE,
                title=HOSTILE,
                pages=2,
                kind=DocumentKind.INTERIM_REPORT,
                municipality=HOSTILE,
                organisation=HOSTILE,
                case_number=HOSTILE,
                source_url="javascript:alert(1)",
                period_end=date(2025, 8, 31),
                status=DocumentStatus.PARTIAL,
                status_reason=HOSTILE,
                failed_pages="2",
                reader_version="1",
            ),
            Document(
                document_id=FAILED,
                file_name="granvik.pdf",
                status=DocumentStatus.FAILED,
                status_reason="the PDF opens with a password only",
                reader_version="1",
            ),
        ],
        sections=[Section(section_id="s", level=1, heading=HOSTILE, page_from=1, page_to=1, **PLACE)],
        tables=[
            Table(
                table_id="t",
                title=HOSTILE,
                unit=HOSTILE,
                kind=TableKind.OPERATING_STATEMENT,
                rows=2,
                columns=2,
                **PLACE,
            )
        ],
        cells=[Cell(table_id="t", row=0, column=0, text=HOSTILE, **PLACE)],
        figures=[
            Figure(figure_id=measure, column=n, measure=measure, value=Decimal(100 + n), **row, **PLACE)
            for n, measure in enumerate((Measure.BUDGET, Measure.FORECAST, Measure.VARIANCE))
        ],
        goals=[
            Goal(goal_id="g", organisation=HOSTILE, area=HOSTILE, title=HOSTILE, assessment=Assessment.MET, **PLACE)
        ],
        findings=[
            Finding(
                finding_id="e",
                kind=FindingKind.SUM,
                message=HOSTILE,
                left_quote=HOSTILE,
                **{f"left_{name}": value for name, value in PLACE.items()},
            )
        ],
    )


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    output = tmp_path_factory.mktemp("hostile") / "output"
    publish(hostile(), output)
    return TestClient(create_app(Settings(output=output)), base_url="http://127.0.0.1:8000")


@pytest.mark.parametrize(
    "path",
    [
        "/documents",
        f"/documents/{REPORT}",
        f"/documents/{REPORT}?layer=cells&layer=tables",
        "/goals",
        "/finances",
    ],
)
def test_words_from_documents_are_shown_and_never_obeyed(client: TestClient, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 200
    assert "&lt;script&gt;alert(1)" in page.text
    assert "<script>" not in page.text
    assert "<img src=x" not in page.text
    assert 'href="javascript:' not in page.text
    assert page.text.count("</title>") == page.text.count("<title>")
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_a_page_that_could_not_be_read_says_so(client: TestClient) -> None:
    text = client.get(f"/documents/{REPORT}?page=2").text
    assert "Den här sidan gick inte att läsa." in text
    assert 'aria-label="2, gick inte att läsa"' in text


def test_a_document_that_could_not_be_read_has_its_page_with_the_reason(client: TestClient) -> None:
    page = client.get(f"/documents/{FAILED}")
    assert page.status_code == 200
    assert "Inte läst: the PDF opens with a password only" in page.text
    assert client.get("/documents?status=failed").text.count('<th scope="row">') == 1


def test_an_output_without_a_run_says_so_everywhere(tmp_path: Path) -> None:
    client = TestClient(create_app(Settings(output=tmp_path)), base_url="http://127.0.0.1:8000")
    for path in ("/documents", f"/documents/{REPORT}", "/goals", "/finances", f"/picture/{REPORT}/1.png"):
        page = client.get(path)
        assert page.status_code == 503
        assert "kommuntal run" in page.text
