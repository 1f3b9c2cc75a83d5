"""Documents: what is listed, what is drawn over a page, and reports of what no check found."""

import re
from html import unescape
from pathlib import Path
from typing import Any

import duckdb
import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from kommuntal.review.routes.documents import failed_pages, parse_place

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
SUM = "847 285"  # the total of the sample report that its rows do not add up to


@pytest.fixture
def report(output: Path) -> str:
    """The address of the sample report."""
    with duckdb.connect(str(output / "kommuntal.duckdb"), read_only=True) as database:
        [row] = database.execute(
            "SELECT document_id FROM documents WHERE file_name LIKE 'granvik-delarsrapport%'"
        ).fetchall()
    return f"/documents/{row[0]}"


def said(text: str) -> str:
    """Return the words of a page as they are seen."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", text)).split())


def send(client: TestClient, report: str, **fields: Any) -> Any:
    """Fill in the form on page 4 and send it."""
    page = client.get(f"{report}?page=4").text
    [token] = set(re.findall(r'name="form_token" value="([^"]+)"', page))
    return client.post(f"{report}/missed", data={"form_token": token, "page": "4", **fields})


def rectangles(text: str, layer: str) -> list[dict[str, float]]:
    found = re.findall(rf'<rect id="{layer}-\d+"[^>]*? x="([^"]+)" y="([^"]+)" width="([^"]+)" height="([^"]+)"', text)
    return [dict(zip(("x", "y", "width", "height"), map(float, edges), strict=True)) for edges in found]


# The list


def test_the_list_names_every_document_and_what_is_left_to_review(client: TestClient) -> None:
    text = said(client.get("/documents").text)
    assert f"{len(list(SAMPLES.glob('*.pdf')))} dokument" in text
    assert "granvik-delarsrapport-2025-08.pdf" in text
    assert "3 att granska av 3" in text


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("q=delarsrapport-2025", 1),
        ("q=SOCIALN%C3%84MNDEN", 1),
        ("q=%25", 0),
        ("municipality=Granviks+kommun&q=kallelse-2025", 1),
        ("municipality=Nor", 0),
        ("status=failed", 0),
        ("status=ok&q=protokoll", 1),
    ],
)
def test_the_list_is_filtered(client: TestClient, query: str, count: int) -> None:
    assert client.get(f"/documents?{query}").text.count('<th scope="row">') == count


# One page


def test_a_page_shows_the_picture_and_what_was_read_at_its_places(client: TestClient, report: str) -> None:
    text = client.get(f"{report}?page=4").text
    assert f'<image href="/picture/{report.rsplit("/", 1)[1]}/4.png?scale=1.5"' in text
    assert len(rectangles(text, "tables")) == 2
    assert rectangles(text, "cells") == []
    findings = rectangles(text, "findings")
    assert len(findings) == 2
    assert all(0 < box["x"] < 595 and 0 < box["width"] < 595 and 0 < box["height"] < 842 for box in findings)
    assert SUM in said(text).replace("\u00a0", " ")


def test_layers_are_chosen(client: TestClient, report: str) -> None:
    text = client.get(f"{report}?page=4&layer=cells&layer=").text
    assert len(rectangles(text, "cells")) == 55
    assert rectangles(text, "tables") == []


def test_the_choice_of_layers_and_size_is_kept_when_the_page_is_turned(client: TestClient, report: str) -> None:
    text = client.get(f"{report}?page=4&layer=goals&zoom=2").text
    assert f'<a rel="next" href="{report}?page=5&amp;zoom=2&amp;layer=goals#page">' in text


def test_goals_and_decisions_are_drawn(client: TestClient, report: str, output: Path) -> None:
    assert rectangles(client.get(f"{report}?page=6").text, "goals")
    with duckdb.connect(str(output / "kommuntal.duckdb"), read_only=True) as database:
        [(minutes, page)] = database.execute("SELECT document_id, page FROM decisions LIMIT 1").fetchall()
    assert rectangles(client.get(f"/documents/{minutes}?page={page}").text, "agenda")


@pytest.mark.parametrize(
    ("address", "status"),
    [("?page=99", 404), ("?page=0", 422), ("?page=x", 422), ("?zoom=1000000", 200), ("?layer=%3Cscript%3E", 200)],
)
def test_an_address_that_makes_no_sense(client: TestClient, report: str, address: str, status: int) -> None:
    page = client.get(report + address)
    assert page.status_code == status
    assert "<script>" not in page.text


def test_a_document_that_is_not_published(client: TestClient) -> None:
    assert client.get(f"/documents/{'0' * 64}").status_code == 404


def test_a_pdf_that_is_gone_leaves_the_boxes_and_says_so(client: TestClient, report: str, output: Path) -> None:
    document_id = report.rsplit("/", 1)[1]
    (output / ".kommuntal" / "pdfs" / document_id[:2] / f"{document_id}.pdf").unlink()
    text = client.get(f"{report}?page=4").text
    assert "finns inte kvar" in text
    assert "<image" not in text
    assert len(rectangles(text, "tables")) == 2


# What we missed


def test_a_report_is_kept_shown_and_taken_back(client: TestClient, report: str) -> None:
    page = send(client, report, comment="Rubriken säger 2024", x0="60,5", top="80", x1="200", bottom="95.0")
    assert page.status_code == 200
    text = said(page.text)
    assert "Tack, anmälan är sparad" in text
    assert "Rubriken säger 2024" in text
    assert '<rect class="reported" x="60.5" y="80.0" width="139.5" height="15.0">' in page.text
    [(address, token)] = re.findall(
        r'action="([^"]+/withdraw)">\s*<input type="hidden" name="form_token" value="([^"]+)"', page.text
    )
    page = client.post(address, data={"form_token": token})
    assert "återtagen" in said(page.text)
    assert "Rubriken säger 2024" not in page.text
    assert client.post(address, data={"form_token": token}).status_code == 404


def test_a_report_may_be_about_the_whole_page(client: TestClient, report: str) -> None:
    page = send(client, report, comment="Sidan är vänd upp och ner")
    assert "sida 4, hela sidan" in said(page.text).replace(" ,", ",")
    assert 'class="reported"' not in page.text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"comment": "  "}, "Skriv vad som är fel"),
        ({"comment": "fel", "x0": "1"}, "Kanterna bildar ingen ruta"),
        ({"comment": "fel", "x0": "9", "top": "2", "x1": "3", "bottom": "4"}, "Kanterna bildar ingen ruta"),
        ({"comment": "fel", "x0": "nan", "top": "2", "x1": "3", "bottom": "4"}, "Kanterna bildar ingen ruta"),
    ],
)
def test_what_is_wrong_with_a_report_is_said_and_what_was_written_stays(
    client: TestClient, report: str, fields: dict[str, str], words: str
) -> None:
    page = send(client, report, **fields)
    assert page.status_code == 422
    assert words in page.text
    assert f'value="{fields.get("x0", "")}"' in page.text
    assert "/withdraw" not in page.text


def test_a_report_of_a_page_that_is_not_there_is_refused(client: TestClient, report: str) -> None:
    assert send(client, report, comment="fel", page="99").status_code == 404


def test_a_report_without_the_forms_token_is_refused(client: TestClient, report: str) -> None:
    assert client.post(f"{report}/missed", data={"page": "4", "comment": "fel"}).status_code == 403


def test_what_a_reviewer_writes_is_shown_and_never_obeyed(client: TestClient, report: str) -> None:
    page = send(client, report, comment='"><script>alert(1)</script>', x0="1", top="1", x1="9", bottom="9")
    assert "<script>alert" not in page.text
    assert '"><script>alert(1)</script>' in unescape(page.text)


@given(st.floats(0, 10_000), st.floats(0, 10_000), st.floats(0, 10_000), st.floats(0, 10_000), st.booleans())
def test_a_place_is_a_box_or_none(a: float, b: float, c: float, d: float, comma: bool) -> None:
    printed = [f"{edge:.1f}".replace(".", "," if comma else ".") for edge in (a, b, c, d)]
    x0, top, x1, bottom = (float(edge.replace(",", ".")) for edge in printed)
    place = parse_place(printed)
    if x0 < x1 and top < bottom:
        assert place == {"x0": x0, "top": top, "x1": x1, "bottom": bottom}
    else:
        assert place is None


@given(st.lists(st.text(max_size=5), min_size=4, max_size=4))
def test_whatever_is_written_in_the_fields_is_a_place_or_none(edges: list[str]) -> None:
    place = parse_place(edges)
    assert place is None or place == {} or place["x0"] < place["x1"]


def test_failed_pages_are_read_from_their_list() -> None:
    assert failed_pages("7,9") == {7, 9}
    assert failed_pages(None) == failed_pages("") == set()
