"""What axe finds on the pages: nothing, by the rules of WCAG 2.1 A and AA and by its best practices."""

import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from tests.review.browser.conftest import Open, Serve, press
from tests.review.invented import finding, publish_findings

from kommuntal.review.users import Users


def faults(page: Page) -> str:
    """Return what axe finds on the page, nothing when all is well."""
    page.wait_for_load_state("load")
    found = Axe().run(page)
    return f"{page.url}\n{found.generate_report()}" if found.violations_count else ""


def test_pages_over_an_output(serve: Serve, opened: Open, output: Path) -> None:
    address = serve(output)
    page = opened(address)
    assert not faults(page)
    findings = [str(link.get_attribute("href")) for link in page.locator(".finding a").all()]
    pages = [
        "/?q=finnsinte",
        findings[0],
        findings[1] + "?view=page",
        "/documents",
        str(page.locator(".document h2 a").first.get_attribute("href")) + "?page=4&layer=cells&layer=tables",
        "/goals",
        "/finances",
        "/exports",
        "/settings",
        "/no-such-page",
    ]
    for path in pages:
        page.goto(address + path)
        assert not faults(page)

    # What shows only after something was done: choices in the list, a verdict with its history, the keys, a letter.
    page.goto(address)
    page.locator(".finding input").first.check()
    assert not faults(page)
    page.get_by_role("button", name="Fel i rapporten").click()
    expect(page.get_by_role("status")).to_contain_text("Bedömd")
    assert not faults(page)
    page.goto(address + findings[0])
    expect(page.get_by_role("region", name="Tidigare bedömningar")).to_be_visible()
    press(page, "?")
    assert not faults(page)
    page.goto(address + "/exports")
    page.get_by_role("link", name="Delårsrapport 2").click()
    assert not faults(page)
    page.goto(address + "/goals")
    page.get_by_role("link", name="Granviks kommun").click()
    assert not faults(page)


def test_pages_of_many_findings_and_of_one_that_is_gone(serve: Serve, opened: Open, many: Path) -> None:
    address = serve(many)
    page = opened(address + "/?page=2")
    assert not faults(page)
    page.get_by_role("link", name=re.compile("^Rad")).first.click()
    expect(page.locator(".place")).to_have_count(1)
    assert not faults(page)  # its PDF is not there
    judged = page.url
    press(page, "1")
    expect(page.get_by_role("status")).to_contain_text("Bedömd")
    publish_findings(many, [finding(200, 3)], 3, run=2)
    page.goto(judged)
    expect(page.get_by_role("heading", level=1)).to_have_text("Avvikelsen är borta")
    assert not faults(page)


def test_pages_where_there_is_nothing_yet_and_for_who_may_not_come_in(
    serve: Serve, opened: Open, tmp_path: Path
) -> None:
    page = opened(serve(tmp_path / "empty"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Ingen körning har publicerats än")
    assert not faults(page)
    users = tmp_path / "reviewers"
    Users(users).set("Anna", "en lång mening att minnas")
    page = opened(serve(tmp_path / "other", "--users", str(users)))
    assert not faults(page)
    page.get_by_label("Namn").fill("Anna")
    page.get_by_label("Lösenord").fill("fel")
    press(page, "Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    assert not faults(page)
