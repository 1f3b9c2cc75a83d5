"""A reviewer's morning, from the queue to the letter, and the same by keyboard alone."""

import csv
import json
import re
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from tests.review.browser.conftest import Open, Serve, Show, downloaded, press


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def see_pictures(page: Page, number: int) -> None:
    """The places are there as cuts of their pages, and not as a picture of words that say why not."""
    page.wait_for_load_state("load")
    pictures = page.locator("main img").all()
    assert len(pictures) == number
    for picture in pictures:
        assert picture.evaluate("image => image.naturalWidth") > 0
        assert page.request.get(str(picture.evaluate("image => image.src"))).headers["content-type"] == "image/png"


def test_a_morning_from_the_queue_to_the_letter(serve: Serve, opened: Open, output: Path, show: Show) -> None:
    page = opened(serve(output))
    said = page.get_by_role("status")

    # She says who she is, and narrows the list.
    page.goto(page.url + "settings")
    page.get_by_label("Underteckna bedömningar som").fill("Anna Lind")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("link", name="Anna Lind")).to_be_visible()
    page.reload()
    expect(said).to_be_empty()
    expect(page.locator(".finding")).to_have_count(4)
    show(page, "review-queue")
    page.get_by_role("link", name="Varning 1").click()
    expect(page.locator(".finding")).to_have_count(1)
    page.get_by_role("link", name="Varning 1").click()
    page.get_by_label("Period").select_option("2025-01–2025-08 (3)")
    page.get_by_role("button", name="Visa").click()
    expect(page.locator(".finding")).to_have_count(3)

    # A fault in the report: one key, and the next one of the filter is there.
    page.get_by_role("link", name="Börja granska").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Summa nämnder")
    see_pictures(page, 2)
    show(page, "review-finding")
    expect(page.get_by_role("row", name="Beräknat värde")).to_contain_text("847 825")
    press(page, "1")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Symbolen för målet")
    expect(said).to_contain_text("Bedömd: Fel i rapporten.")

    # A comment goes with the verdict; undo brings the finding back.
    page.get_by_label("Kommentar").fill("Stäms av med förvaltningen")
    press(page, "Escape")
    press(page, "3")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Texten säger 8,4")
    press(page, "u")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Symbolen för målet")
    expect(said).to_contain_text("återtagen")
    expect(page.get_by_role("region", name="Tidigare bedömningar")).to_contain_text("Stäms av med förvaltningen")
    press(page, "1")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Texten säger 8,4")

    # Our misreading: the key leads to the field, Enter sends it. Then nothing is left of the filter.
    press(page, "2")
    expect(page.get_by_label("På sidan står")).to_be_focused()
    page.keyboard.type("9,4")
    press(page, "Enter")
    expect(page.get_by_text("Inget att visa med dessa filter.")).to_be_visible()

    # The last one from the list, as any number could be.
    page.get_by_role("link", name="Rensa filter").click()
    page.get_by_label("Markera alla på sidan").check()
    page.get_by_role("button", name="Godtagbar").click()
    expect(page.get_by_text("Allt är granskat.")).to_be_visible()

    # Out: files that open elsewhere, and the letter.
    page.get_by_role("link", name="Export", exact=True).click()
    sheet = load_workbook(BytesIO(downloaded(page, "Kalkylblad"))).active
    assert sheet is not None
    names, *rows = sheet.iter_rows(values_only=True)
    assert sorted(str(row[names.index("Bedömning")]) for row in rows) == [
        "Fel i rapporten", "Fel i rapporten", "Godtagbar", "Vår felläsning",
    ]  # fmt: skip
    difference = next(row for row in rows if "Summa nämnder" in str(row))[names.index("Skillnad")]
    assert difference == -540
    table = list(csv.DictReader(downloaded(page, "CSV").decode("utf-8-sig").splitlines()))
    assert {row["reviewer"] for row in table} == {"Anna Lind"}
    assert [row["corrected_value"] for row in table if row["verdict"] == "reading_error"] == ["9,4"]
    corrections = [json.loads(line) for line in downloaded(page, "Rättade felläsningar").splitlines()]
    assert [row["corrected_value"] for row in corrections] == ["9,4"]
    page.get_by_role("link", name="Delårsrapport 2").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uppgifter att rätta i Delårsrapport 2")
    expect(page.locator(".letter li")).to_have_count(2)
    expect(page.locator(".letter")).to_contain_text("Kontrollerat av Anna Lind")
    see_pictures(page, 2)
    show(page, "review-letter")


def test_the_keyboard_is_enough(serve: Serve, opened: Open, many: Path) -> None:
    page = opened(serve(many))

    press(page, "Tab")
    expect(page.get_by_role("link", name="Hoppa till innehållet")).to_be_focused()
    press(page, "Enter")
    expect(page.get_by_role("main")).to_be_focused()

    # The search, from the key to the field and back to the list.
    press(page, "/")
    page.keyboard.type("Socialnämnden")
    press(page, "Enter")
    expect(page.locator("h1 + p")).to_contain_text("40 avvikelser")

    # Three chosen in the list, one key for all of them, one to take it back.
    for _ in range(3):
        press(page, "j", "x")
    expect(page.locator("[data-count]")).to_have_text("3")
    press(page, "3")
    expect(page.locator("h1 + p")).to_contain_text("37 avvikelser")
    press(page, "u")
    expect(page.locator("h1 + p")).to_contain_text("40 avvikelser")

    # Open the first, go on and back, judge it, and return to the list.
    press(page, "j")
    press(page, "Enter")
    expect(page.get_by_text("1 av 40")).to_be_visible()
    first = heading(page)
    press(page, "j")
    expect(page.get_by_text("2 av 40")).to_be_visible()
    press(page, "k")
    expect(page.get_by_role("heading", level=1)).to_have_text(first)
    press(page, "4")
    expect(page.get_by_text("1 av 39")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).not_to_have_text(first)
    press(page, "z")
    expect(page).to_have_url(re.compile("view=page"))
    press(page, "?")
    expect(page.get_by_role("dialog")).to_be_visible()
    press(page, "1")  # says what the keys do while it is open, and judges nothing
    press(page, "Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    press(page, "q")
    expect(page.locator("h1 + p")).to_contain_text("39 avvikelser")


def test_the_next_findings_pictures_are_drawn_while_one_is_looked_at(serve: Serve, opened: Open, output: Path) -> None:
    address = serve(output)
    page = opened(address)
    page.get_by_role("link", name="Börja granska").click()
    page.get_by_role("link", name="Nästa").click()
    expect(page.get_by_text("2 av 4")).to_be_visible()
    coming = page.locator(".cut").last.evaluate("image => image.src")
    other = opened(address)
    with other.expect_request(coming):
        other.get_by_role("link", name="Börja granska").click()
    expect(other.get_by_text("1 av 4")).to_be_visible()


def test_letters_are_letters_where_somebody_wants_no_shortcuts(serve: Serve, opened: Open, many: Path) -> None:
    page = opened(serve(many) + "/settings")
    page.get_by_role("checkbox", name="kortkommandon").uncheck()
    page.get_by_role("button", name="Spara").click()
    page.get_by_role("link", name="Börja granska").click()
    expect(page.get_by_text("1 av 120")).to_be_visible()
    press(page, "c", "1")
    expect(page.get_by_label("Kommentar")).not_to_be_focused()
    page.get_by_role("link", name="Till listan").click()
    expect(page.locator("h1 + p")).to_contain_text("120 avvikelser")


def test_the_language_is_kept_from_page_to_page(serve: Serve, opened: Open, output: Path) -> None:
    page = opened(serve(output))
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("To review")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="Start reviewing").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("it says 847 285")
    page.get_by_role("button", name="Svenska").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("där står 847 285")
