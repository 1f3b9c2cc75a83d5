"""Several reviewers at once, and who may come in where others can reach the page."""

from pathlib import Path

from playwright.sync_api import expect
from tests.review.browser.conftest import Open, Serve, press
from tests.review.invented import finding

from kommuntal.review.store import Store
from kommuntal.review.users import Users

PASSWORD = "en lång mening att minnas"


def test_of_two_who_judge_the_same_the_second_is_told(serve: Serve, opened: Open, many: Path) -> None:
    one = finding(0, 3).finding_id
    users = many.parent / "reviewers"
    for name in ("Anna", "Björn"):
        Users(users).set(name, PASSWORD)
    address = serve(many, "--users", str(users), host="0.0.0.0")
    anna, bjorn = opened(f"{address}/finding/{one}"), opened(f"{address}/finding/{one}")
    for name, page in (("Anna", anna), ("Björn", bjorn)):
        page.get_by_label("Namn").fill(name)
        page.get_by_label("Lösenord").fill(PASSWORD)
        page.get_by_role("button", name="Logga in").click()
        expect(page.get_by_role("link", name=name)).to_be_visible()
        expect(page).to_have_url(f"{address}/finding/{one}")

    press(anna, "1")
    expect(anna.get_by_role("status")).to_contain_text("Bedömd: Fel i rapporten.")

    bjorn.get_by_label("Kommentar").fill("Raden är omräknad")
    bjorn.get_by_role("button", name="Godtagbar").click()
    expect(bjorn.get_by_role("alert")).to_contain_text("Anna har bedömt den under tiden: Fel i rapporten.")
    expect(bjorn.get_by_label("Kommentar")).to_have_value("Raden är omräknad")

    # Having seen it, he may say otherwise; both stand in the history.
    bjorn.get_by_role("button", name="Godtagbar").click()
    expect(bjorn.get_by_role("status")).to_contain_text("Bedömd: Godtagbar.")
    said = [
        (row.review.reviewer, row.review.verdict) for row in Store(f"sqlite:///{many / 'reviews.sqlite'}").history(one)
    ]
    assert sorted(said) == [("Anna", "source_error"), ("Björn", "accepted")]


def test_two_lists_with_the_same_choice_do_not_overwrite(serve: Serve, opened: Open, many: Path) -> None:
    address = serve(many)
    anna, bjorn = opened(address), opened(address)
    for page in (anna, bjorn):
        for box in page.locator(".finding input[type=checkbox]").all()[:2]:
            box.check()
    anna.get_by_role("button", name="Fel i rapporten").click()
    expect(anna.get_by_role("status")).to_contain_text("2 avvikelser bedömda")
    bjorn.get_by_role("button", name="Osäker").click()
    expect(bjorn.get_by_role("status")).to_contain_text("ingenting sparades")
    store = Store(f"sqlite:///{many / 'reviews.sqlite'}")
    assert [row.review.verdict for row in store.current().values() if row.review] == ["source_error"] * 2


def test_nobody_comes_in_with_a_wrong_password_or_after_leaving(serve: Serve, opened: Open, many: Path) -> None:
    users = many.parent / "reviewers"
    Users(users).set("Anna", PASSWORD)
    page = opened(serve(many, "--users", str(users), host="0.0.0.0") + "/documents")
    page.get_by_label("Namn").fill("Anna")
    page.get_by_label("Lösenord").fill("fel")
    page.get_by_role("button", name="Logga in").click()
    expect(page.get_by_role("alert")).to_contain_text("stämmer inte")
    page.get_by_label("Namn").fill("Anna")
    page.get_by_label("Lösenord").fill(PASSWORD)
    press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dokument")
    page.get_by_role("link", name="Anna").click()
    page.get_by_role("button", name="Logga ut").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Logga in")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Logga in")
