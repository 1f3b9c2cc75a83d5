"""Pictures of pages: what is asked for, where it was, and one clear reason where there is none."""

import io
import os
from pathlib import Path
from xml.etree import ElementTree

import pyarrow.parquet as pq
import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kommuntal.places import in_archive
from kommuntal.read.model import Box
from kommuntal.review.app import create_app
from kommuntal.review.pictures import AROUND, Shelves, crop_url, page_url, surroundings
from kommuntal.review.settings import Settings

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
REPORT = "granvik-delarsrapport-2025-08.pdf"
PLACE = (100.0, 200.0, 180.0, 212.0)
RED, BLUE = (0xC8, 0x10, 0x2E), (0x0B, 0x57, 0xA4)


@pytest.fixture
def report(output: Path) -> str:
    """The id of the sample report."""
    documents = pq.read_table(output / "documents.parquet").to_pylist()
    return next(str(row["document_id"]) for row in documents if row["file_name"] == REPORT)


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


def count(image: Image.Image, colour: tuple[int, int, int]) -> int:
    return sum(n for n, found in image.getcolors(1 << 22) or [] if found == colour)


def message(content: bytes) -> str:
    """Return the words of the SVG that stands in for a picture."""
    return " ".join(element.text or "" for element in ElementTree.fromstring(content).iter() if element.text)


def test_a_whole_page_may_be_kept_by_the_browser_but_by_nobody_between(client: TestClient, report: str) -> None:
    page = client.get(page_url(report, 2, scale=0.5))
    assert page.status_code == 200
    assert page.headers["content-type"] == "image/png"
    assert page.headers["cache-control"].startswith("private, max-age=")
    assert opened(page.content).size == (298, 421)


def test_a_place_is_outlined_in_its_surroundings(client: TestClient, report: str) -> None:
    page = client.get(crop_url(report, 2, PLACE, scale=1))
    assert page.status_code == 200
    image = opened(page.content)
    assert image.width >= 80 + 2 * AROUND
    assert image.height >= 12 + 2 * AROUND
    shown = surroundings(Box(*PLACE))
    corner = (round(PLACE[0] - 2 - shown.x0), round(PLACE[1] - 2 - shown.top))
    assert image.getpixel(corner) == RED
    assert count(image, BLUE) == 0


def test_marks_are_outlined_too(client: TestClient, report: str) -> None:
    url = crop_url(report, 2, PLACE, marks=[(110.0, 230.0, 150.0, 241.0), (200.0, 230.0, 230.0, 241.0)], scale=1)
    assert count(opened(client.get(url).content), BLUE) > 100


def test_the_same_picture_is_drawn_once(client: TestClient, output: Path, report: str) -> None:
    first = client.get(page_url(report, 1)).content
    [kept] = (output / ".kommuntal" / "pictures").glob("*/*.png")
    kept.write_bytes(first + b"kept")
    assert client.get(page_url(report, 1)).content == first + b"kept"


@pytest.mark.parametrize(
    "query",
    ["scale=0", "scale=9", "scale=nan", "scale=inf", "scale=x"],
)
def test_a_scale_that_cannot_be_is_refused(client: TestClient, report: str, query: str) -> None:
    assert client.get(f"/picture/{report}/1.png?{query}").status_code == 422


@pytest.mark.parametrize(
    "query",
    [
        "x0=1&top=2&x1=3",
        "x0=nan&top=2&x1=3&bottom=4",
        "x0=9&top=2&x1=3&bottom=4",
        "x0=1e300&top=2&x1=1e301&bottom=4",
        "x0=1&top=2&x1=3&bottom=4&mark=1,2,3",
        "x0=1&top=2&x1=3&bottom=4&mark=1,2,3,inf",
        "x0=1&top=2&x1=3&bottom=4&mark=3,2,1,4",
        "x0=1&top=2&x1=3&bottom=4&mark=%3Cscript%3E",
    ],
)
def test_a_place_that_cannot_be_is_refused(client: TestClient, report: str, query: str) -> None:
    page = client.get(f"/picture/{report}/1/crop.png?{query}")
    assert page.status_code == 422
    assert "<script>" not in page.text.replace('<script src="/static/', "")


def test_a_page_that_is_not_there(client: TestClient, report: str) -> None:
    page = client.get(page_url(report, 99))
    assert page.status_code == 404
    assert page.headers["content-type"] == "image/svg+xml"
    assert page.headers["cache-control"] == "no-store"
    assert "ingen sådan sida" in message(page.content)


@pytest.mark.parametrize("stranger", ["0" * 64, "x", "..%2f..%2fetc%2fpasswd"])
def test_no_document_that_is_not_published_is_shown(client: TestClient, stranger: str) -> None:
    page = client.get(f"/picture/{stranger}/1.png")
    assert page.status_code == 404
    assert not page.headers["content-type"].startswith("image/png")


def moved(output: Path, report: str, to: Path | None) -> None:
    """Let the output remember another place for the report than where the samples lie."""
    link = output / ".kommuntal" / "pdfs" / report[:2] / f"{report}.pdf"
    link.unlink()
    if to:
        link.symlink_to(to)


def test_a_pdf_that_is_gone_is_said_in_the_visitors_language(client: TestClient, output: Path, report: str) -> None:
    assert client.get(page_url(report, 1)).status_code == 200
    moved(output, report, output / "gone.pdf")
    page = client.get(page_url(report, 1))
    assert page.status_code == 404
    assert "finns inte kvar" in message(page.content)


def test_a_pdf_that_was_changed_is_not_shown_as_what_was_read(client: TestClient, output: Path, report: str) -> None:
    other = output / REPORT
    other.write_bytes((SAMPLES / REPORT).read_bytes() + b"\n")
    moved(output, report, other)
    page = client.get(page_url(report, 1))
    assert page.status_code == 409
    assert "har ändrats" in message(page.content)


def test_the_archive_is_a_further_place(output: Path, report: str, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    place = in_archive(archive, report)
    place.parent.mkdir(parents=True)
    place.write_bytes((SAMPLES / REPORT).read_bytes())
    moved(output, report, None)
    with TestClient(create_app(Settings(output=output, archive=archive)), base_url="http://127.0.0.1") as client:
        assert client.get(page_url(report, 1)).status_code == 200


@given(
    st.floats(0, 600), st.floats(0, 800), st.floats(0, 600), st.floats(0, 800)
)  # corners in any order, on a page of 600 x 800
def test_a_place_is_always_inside_its_surroundings(a: float, b: float, c: float, d: float) -> None:
    place = Box(min(a, c), min(b, d), max(a, c), max(b, d))
    shown = surroundings(place)
    assert shown.x0 <= place.x0
    assert shown.top <= place.top
    assert shown.x1 >= place.x1 + AROUND - 1e-6
    assert shown.bottom >= place.bottom + AROUND - 1e-6


def test_the_shelves_keep_what_was_asked_for_last_and_no_more_than_they_hold(tmp_path: Path) -> None:
    shelves = Shelves(tmp_path, most_bytes=1000)
    for n in range(9):
        shelves.put(f"{n:02}", bytes(100))
        os.utime(tmp_path / f"{n:02}" / f"{n:02}.png", (n, n))
    assert shelves.get("00") == bytes(100)  # now it is the last one
    shelves.put("aa", bytes(200))
    kept = {file.stem for file in tmp_path.glob("*/*.png")}
    assert {"00", "aa"} <= kept
    assert "01" not in kept
    assert sum(file.stat().st_size for file in tmp_path.glob("*/*.png")) <= 1000


def test_shelves_that_cannot_be_written_hold_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    shelves = Shelves(tmp_path / "file", most_bytes=1000)
    shelves.put("aa", b"picture")
    assert shelves.get("aa") is None


def test_a_cut_takes_in_the_marks_near_by_and_leaves_those_far_off() -> None:
    place, head, far = Box(300, 400, 340, 412), Box(60, 250, 120, 262), Box(60, 20, 120, 32)
    shown = surroundings(place, [head, far])
    assert shown.x0 <= head.x0
    assert shown.top <= head.top
    assert shown.top > far.bottom
