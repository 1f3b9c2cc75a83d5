"""The list of findings and verdicts on many of them, as a reviewer sees it."""

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.review.browsing import findings_on, form_token, judge, text
from tests.review.conftest import ADDRESS
from tests.review.invented import finding, publish_findings

from kommuntal.review.app import create_app
from kommuntal.review.settings import Settings


@pytest.fixture
def listed(many: Path) -> TestClient:
    return TestClient(create_app(Settings(output=many)), base_url=ADDRESS)


def chosen(page: str) -> list[str]:
    return re.findall(r'name="chosen" value="([\w:-]+)"', page)


def test_the_samples_findings_stand_under_their_documents(client: TestClient) -> None:
    page = client.get("/")
    assert len(findings_on(page)) == 4
    said = text(page)
    assert "4 avvikelser, publicerat" in said
    assert said.index("granvik-delarsrapport-2025-08.pdf") < said.index("Summa nämnder")
    assert "Socialnämnden · Granviks kommun · 2025-09" in said


def test_filters_narrow_the_list_and_say_how_many(listed: TestClient) -> None:
    page = listed.get("/?organisation=Socialnämnden")
    assert "40 avvikelser" in text(page)
    assert "Socialnämnden (40)" in text(page)
    both = listed.get("/?organisation=Socialnämnden&kind=sum")
    assert "8 avvikelser" in text(both)
    assert "Barn- och utbildningsnämnden (8)" in text(both)  # what that choice would show instead
    assert "Inget att visa" in text(listed.get("/?q=finnsinte"))


def test_a_search_finds_words_of_the_message(listed: TestClient) -> None:
    assert findings_on(listed.get("/?q=står+118,")) == [f"{117:020x}"]


def test_the_list_comes_a_page_at_a_time(listed: TestClient) -> None:
    pages = [findings_on(listed.get(f"/?page={n}")) for n in (1, 2, 3)]
    assert [len(page) for page in pages] == [50, 50, 20]
    assert len({finding_id for page in pages for finding_id in page}) == 120
    assert findings_on(listed.get("/?page=99")) == pages[2]


def test_a_verdict_on_many_is_undone_as_one(listed: TestClient) -> None:
    token = form_token(listed)
    some = chosen(listed.get("/?kind=sum").text)[:5]
    data = {"form_token": token, "verdict": "accepted", "chosen": some, "comment": "Avrundat", "back": "/?kind=sum"}
    page = listed.post("/verdicts", data=data)
    assert "5 avvikelser bedömda: Godtagbar." in text(page)
    assert "19 avvikelser" in text(page)
    assert "Godtagbar 5" in text(listed.get("/"))
    page = listed.post("/undo", data={"form_token": token, "back": "/?kind=sum"})
    assert "5 bedömningar återtagna." in text(page)
    assert "24 avvikelser" in text(page)


def test_many_are_judged_all_or_none(listed: TestClient) -> None:
    token = form_token(listed)
    some = chosen(listed.get("/").text)[:3]
    judge(listed, some[1].split(":")[0], "unsure")
    page = listed.post("/verdicts", data={"form_token": token, "verdict": "accepted", "chosen": some})
    assert "Någon annan har bedömt den under tiden; ingenting sparades." in text(page)
    assert "119 avvikelser" in text(page)


def test_nothing_chosen_and_nothing_to_undo_are_said(listed: TestClient) -> None:
    token = form_token(listed)
    assert "Ingen avvikelse var markerad." in text(
        listed.post("/verdicts", data={"form_token": token, "verdict": "unsure"})
    )
    assert "Du har ingen bedömning att ångra." in text(listed.post("/undo", data={"form_token": token}))


def test_the_next_run_brings_what_is_new_and_what_changed(tmp_path: Path) -> None:
    publish_findings(tmp_path, [finding(n, 1) for n in range(3)], 1)
    client = TestClient(create_app(Settings(output=tmp_path)), base_url=ADDRESS)
    for n in range(3):
        judge(client, f"{n:020x}", "accepted")
    assert "Allt är granskat." in text(client.get("/"))

    same, changed, fresh = finding(0, 1), finding(1, 1, found="99", left_quote="99"), finding(7, 1)
    publish_findings(tmp_path, [same, changed, fresh], 1, run=2)
    page = client.get("/")
    assert sorted(findings_on(page)) == sorted([changed.finding_id, fresh.finding_id])
    assert "Ändrad sedan bedömningen" in text(page)
    assert findings_on(client.get("/?new=new")) == [fresh.finding_id]
    assert findings_on(client.get("/?status=accepted")) == [same.finding_id]
    assert "Titta igen" in text(client.get(f"/finding/{changed.finding_id}"))

    gone = client.get(f"/finding/{2:020x}")
    assert gone.status_code == 404
    assert "Godtagbar" in text(gone)


def test_an_output_without_a_run_says_what_to_do(tmp_path: Path) -> None:
    client = TestClient(create_app(Settings(output=tmp_path)), base_url=ADDRESS)
    page = client.get("/")
    assert page.status_code == 503
    assert f"kommuntal run rapport.pdf --output {tmp_path}" in text(page)
    publish_findings(tmp_path, [finding(0, 1)], 1)
    assert findings_on(client.get("/")) == [f"{0:020x}"]


def test_a_page_that_is_not_there_is_a_page(client: TestClient) -> None:
    for address, status in (("/nothing", 404), ("/finding/nothing", 404), ("/?page=x", 422)):
        page = client.get(address)
        assert page.status_code == status
        assert "Det gick inte" in text(page)
