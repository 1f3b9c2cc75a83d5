"""One finding and the verdict on it, as a reviewer sees them."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from fastapi.testclient import TestClient
from tests.review.browsing import findings_on, form_token, judge, seen, text
from tests.review.conftest import ADDRESS
from tests.review.invented import finding, publish_findings

from kommuntal.review.app import create_app
from kommuntal.review.settings import Settings


@pytest.fixture
def ids(output: Path) -> dict[str, str]:
    """The samples' findings by kind."""
    return {row["kind"]: row["finding_id"] for row in pq.read_table(output / "findings.parquet").to_pylist()}


def test_a_sum_is_spelt_out_with_both_places(client: TestClient, ids: dict[str, str]) -> None:
    page = client.get(f"/finding/{ids['sum']}")
    said = text(page)
    assert "Summa nämnder" in said
    assert "Kommunstyrelsen 95 310" in said
    assert "Barn- och utbildningsnämnden + 339 875" in said
    assert "Där står 847 285" in said
    assert "Avrundning förklarar högst 3" in said
    assert page.text.count("/crop.png?") == 2
    for address in [part.split('"')[0].replace("&amp;", "&") for part in page.text.split('<img class="cut" src="')[1:]]:
        assert client.get(address).headers["content-type"] == "image/png"


def test_a_claim_says_why_it_is_held_against_its_row(client: TestClient, ids: dict[str, str]) -> None:
    said = text(client.get(f"/finding/{ids['claim']}"))
    assert "Varför ställena hör ihop Raden ”Finansnetto”" in said
    assert "Samma period 100 %" in said
    assert "Samma tal 0 %" in said


def test_the_whole_page_is_shown_with_the_place_drawn_over_it(client: TestClient, ids: dict[str, str]) -> None:
    page = client.get(f"/finding/{ids['sum']}?view=page")
    assert "crop.png" not in page.text
    assert page.text.count("<rect ") >= 2
    assert str(judge(client, ids["sum"], "unsure", "?view=page").url).endswith("?view=page")


def test_after_a_verdict_the_next_finding_of_the_filter_comes(client: TestClient) -> None:
    first, second, *rest = findings_on(client.get("/?severity=error"))
    page = judge(client, first, "source_error", "?severity=error")
    assert str(page.url) == f"{ADDRESS}/finding/{second}?severity=error"
    assert "Bedömd: Fel i rapporten." in text(page)
    assert "1 av 2" in text(page)
    assert "Bedömd" not in text(client.get(page.url))
    for finding_id in (second, *rest):
        page = judge(client, finding_id, "accepted", "?severity=error")
    assert str(page.url) == f"{ADDRESS}/?severity=error"
    assert len(findings_on(client.get("/"))) == 1


def test_a_verdict_that_skips_some_comes_back_to_them(client: TestClient) -> None:
    first, *_, last = findings_on(client.get("/"))
    assert str(judge(client, last, "unsure").url) == f"{ADDRESS}/finding/{first}"


def test_a_misreading_keeps_the_right_value_with_who_and_why(client: TestClient, ids: dict[str, str]) -> None:
    judge(client, ids["sum"], "reading_error", corrected_value=" 847 825 ", comment="Två siffror bytte plats")
    said = text(client.get(f"/finding/{ids['sum']}"))
    assert "Vår felläsning 847 825 Två siffror bytte plats" in said
    (kept,) = client.app.state.store.history(ids["sum"])  # type: ignore[attr-defined]
    assert (kept.review.corrected_value, kept.review.side, kept.review.value_read) == ("847 825", "left", "847 285")


def test_one_of_several_numbers_can_be_what_we_misread(client: TestClient, ids: dict[str, str]) -> None:
    page = client.get(f"/finding/{ids['sum']}")
    assert '<option value="right:339 875">Vi läste 339 875 (Barn- och utbildningsnämnden)</option>' in page.text
    judge(client, ids["sum"], "reading_error", side="right:339 875", corrected_value="339 335")
    (kept,) = client.app.state.store.history(ids["sum"])  # type: ignore[attr-defined]
    assert (kept.review.side, kept.review.value_read) == ("right", "339 875")


def test_a_value_is_corrected_only_where_we_misread(client: TestClient, ids: dict[str, str]) -> None:
    judge(client, ids["sum"], "accepted", corrected_value="1")
    (kept,) = client.app.state.store.history(ids["sum"])  # type: ignore[attr-defined]
    assert kept.review.corrected_value is None


def test_undo_brings_the_finding_back(client: TestClient) -> None:
    first = findings_on(client.get("/"))[0]
    page = judge(client, first, "source_error")
    page = client.post("/undo", data={"form_token": form_token(client), "back": str(page.url).removeprefix(ADDRESS)})
    assert str(page.url) == f"{ADDRESS}/finding/{first}"
    assert "Bedömningen är återtagen." in text(page)
    assert "Återtagen" in text(page)  # in its history
    assert len(findings_on(client.get("/"))) == 4


def test_two_reviewers_do_not_overwrite_each_other(output: Path, ids: dict[str, str]) -> None:
    anna, bo = (TestClient(create_app(Settings(output=output)), base_url=ADDRESS) for _ in range(2))
    for client, name in ((anna, "Anna"), (bo, "Bo")):
        client.post("/settings", data={"form_token": form_token(client), "reviewer": name, "shortcuts": "yes"})
    address = f"/finding/{ids['sum']}"
    before = seen(bo.get(address))
    judge(anna, ids["sum"], "source_error")
    data = {"form_token": form_token(bo), "verdict": "accepted", "seen": before, "comment": "<b>jag</b> tycker"}
    page = bo.post(f"{address}/verdict", data=data)
    assert page.status_code == 409
    assert "Anna har bedömt den under tiden: Fel i rapporten." in text(page)
    assert "&lt;b&gt;jag&lt;/b&gt; tycker</textarea>" in page.text
    page = bo.post(f"{address}/verdict", data=data | {"seen": seen(page)})
    assert page.status_code == 200
    assert [entry.review.reviewer for entry in bo.app.state.store.history(ids["sum"])] == ["Anna", "Bo"]  # type: ignore[attr-defined]


def test_sisters_get_the_same_verdict_when_it_is_asked_for(tmp_path: Path) -> None:
    same = {"left_page": 2, "found": "10", "expected": "11", "kind": "contents"}
    rows = [finding(n, 1, **same) for n in range(3)]
    publish_findings(tmp_path, rows, 1)
    client = TestClient(create_app(Settings(output=tmp_path)), base_url=ADDRESS)
    first, *others = findings_on(client.get("/"))
    page = client.get(f"/finding/{first}")
    assert "Samma bedömning åt 2 med samma orsak" in text(page)
    sisters = {"sister": [f"{other}:0" for other in others]}
    judge(client, first, "unsure", **sisters)  # type: ignore[arg-type]
    assert len(findings_on(client.get("/"))) == 2
    page = judge(client, first, "source_error", with_sisters="yes", **sisters)  # type: ignore[arg-type]
    assert "3 avvikelser bedömda: Fel i rapporten." in text(page)
    assert findings_on(client.get("/")) == []


def test_a_verdict_that_is_none_is_refused(client: TestClient, ids: dict[str, str]) -> None:
    for verdict in ("withdrawn", "", "guilty"):
        data = {"form_token": form_token(client), "verdict": verdict}
        assert client.post(f"/finding/{ids['sum']}/verdict", data=data).status_code == 422
    assert client.app.state.store.history(ids["sum"]) == []  # type: ignore[attr-defined]


def test_the_page_speaks_english_when_asked(client: TestClient, ids: dict[str, str]) -> None:
    back = f"/finding/{ids['sum']}"
    page = client.post("/settings/language", data={"form_token": form_token(client), "language": "en", "back": back})
    assert '<html lang="en">' in page.text
    assert "it says 847 285" in text(page)
    assert "Fault in the report" in text(page)
