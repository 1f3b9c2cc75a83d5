"""Reporting what no check found: the place is marked with the mouse, or by its edges."""

from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Page, expect
from tests.review.browser.conftest import Open, Serve, Show

from kommuntal.review.store import Store

EDGES = ("x0", "top", "x1", "bottom")


@pytest.fixture
def sheet(serve: Serve, opened: Open, output: Path) -> Page:
    """The page of the report, at its table."""
    page = opened(serve(output) + "/documents")
    page.get_by_role("link", name="Delårsrapport 2").click()
    page.get_by_role("navigation", name="Sidor").get_by_role("link", name="4").click()
    expect(page.get_by_role("heading", name="Sida 4 av 7")).to_be_visible()
    page.wait_for_load_state("load")
    return page


def edges(page: Page) -> list[float]:
    return [float(page.locator(f"#edge-{edge}").input_value()) for edge in EDGES]


def test_a_box_drawn_with_the_mouse_is_reported_at_its_place(sheet: Page, output: Path, show: Show) -> None:
    sheet.locator("#sheet").scroll_into_view_if_needed()
    sheet.mouse.move(0, 0)
    sheet.evaluate("document.getElementById('page').scrollIntoView()")
    show(sheet, "review-document")
    box = sheet.locator("#sheet").bounding_box()
    assert box
    points = 595.276 / box["width"]  # of the sheet, A4, for each pixel of the screen
    start, end = (box["x"] + 300, box["y"] + 200), (box["x"] + 60, box["y"] + 140)
    sheet.mouse.move(*start)
    sheet.mouse.down()
    sheet.mouse.move(*end, steps=3)
    sheet.mouse.up()
    wanted = [60 * points, 140 * points, 300 * points, 200 * points]
    assert edges(sheet) == pytest.approx(wanted, abs=1.5)
    drawn = sheet.locator("#marked").evaluate("r => [...'x y width height'.split(' ')].map((n) => +r.getAttribute(n))")
    assert drawn == pytest.approx([wanted[0], wanted[1], 240 * points, 60 * points], abs=1.5)

    sheet.get_by_label("Vad är fel?").fill("Rubriken nämner fel år")
    sheet.get_by_role("button", name="Anmäl").click()
    expect(sheet.get_by_role("status")).to_contain_text("anmälan är sparad")
    expect(sheet.locator("#sheet .reported")).to_have_count(1)
    [report] = Store(f"sqlite:///{output / 'reviews.sqlite'}").missed()
    assert (report.page, report.comment) == (4, "Rubriken nämner fel år")
    assert [msgspec.structs.asdict(report)[edge] for edge in EDGES] == pytest.approx(wanted, abs=1.5)

    sheet.get_by_role("button", name="Ta tillbaka").click()
    expect(sheet.locator("#sheet .reported")).to_have_count(0)


def test_edges_written_by_hand_move_the_box(sheet: Page) -> None:
    for edge, value in zip(EDGES, ("70", "100,5", "200", "160"), strict=True):
        sheet.locator(f"#edge-{edge}").fill(value)
    expect(sheet.locator("#marked")).to_have_attribute("y", "100.5")
    expect(sheet.locator("#marked")).to_have_attribute("width", "130")
    sheet.locator("#edge-x1").fill("20")  # no box any more
    expect(sheet.locator("#marked")).to_have_attribute("width", "0")
