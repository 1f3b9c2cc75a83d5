"""What leaves the page: the same rows in every file, nothing that a spreadsheet would run, a letter to print."""

import csv
import io
import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from html import unescape

import openpyxl
import pyarrow.parquet as pq
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from tests.review.databases import ANNA, BO, REPORT, finding, verdict

from kommuntal.review.exports import as_csv, as_parquet, as_xlsx, findings_table, without_formulas
from kommuntal.review.queue import Item, Queue, Source, make_queue
from kommuntal.review.store import Standing, Store, judge
from kommuntal.schema import Finding, Missed
from kommuntal.schema.enums import FindingKind, ReviewVerdict

SOURCE = Source(REPORT, "granvik.pdf", "Delårsrapport", "Granviks kommun", "Socialnämnden", date(2026, 1, 1))
HOSTILE = '=HYPERLINK("http://evil.example","se här")'


def queue(*findings: Finding) -> Queue:
    return make_queue(findings, {REPORT: SOURCE}, {}, None)


def table_of(*findings: Finding, **said: Standing):  # type: ignore[no-untyped-def]
    return findings_table(queue(*findings).items, {f: str(s.review.verdict) for f, s in said.items() if s.review}, said)


def sheet_of(content: bytes):  # type: ignore[no-untyped-def]
    return openpyxl.load_workbook(io.BytesIO(content)).active


def xlsx(table) -> bytes:  # type: ignore[no-untyped-def]
    return as_xlsx(table, "Avvikelser", str, lambda _, word: word)


def test_a_row_holds_the_finding_its_document_and_its_verdict() -> None:
    review = verdict("f1", comment="bekräftat")
    (row,) = table_of(finding("f1", difference=Decimal("-540")), f1=Standing(1, review)).to_pylist()
    assert (row["status"], row["file_name"], row["period_start"]) == ("source_error", "granvik.pdf", date(2026, 1, 1))
    assert (row["difference"], row["comment"], row["reviewer"]) == (-540.0, "bekräftat", ANNA)
    assert row["decided_at"] == review.decided_at


def test_a_finding_nobody_judged_is_open_and_has_no_verdict() -> None:
    (row,) = table_of(finding("f1")).to_pylist()
    assert (row["status"], row["verdict"], row["decided_at"]) == ("open", None, None)


def test_every_file_says_the_same() -> None:
    table = table_of(finding("f1", difference=Decimal("0.5")), finding("f2"), f1=Standing(1, verdict("f1")))
    assert pq.read_table(io.BytesIO(as_parquet(table))).equals(table)
    rows = list(csv.DictReader(io.StringIO(as_csv(table).decode(), newline="")))
    cells = list(sheet_of(xlsx(table)).iter_rows(min_row=2, values_only=True))
    assert len(rows) == len(cells) == 2
    for row, line, cell in zip(table.to_pylist(), rows, cells, strict=True):
        for n, (name, value) in enumerate(row.items()):
            if value is None:
                assert line[name] == "" and cell[n] is None
            elif not isinstance(value, datetime):
                assert line[name] == str(value)
                assert cell[n] == (datetime(value.year, value.month, value.day) if type(value) is date else value)


def test_numbers_dates_and_times_are_typed_in_the_sheet() -> None:
    review = verdict("f1")
    table = table_of(finding("f1", difference=Decimal("-540")), f1=Standing(1, review))
    sheet = sheet_of(xlsx(table))
    cells = {name: sheet.cell(2, n) for n, name in enumerate(table.column_names, start=1)}
    assert (cells["difference"].value, cells["difference"].data_type) == (-540, "n")
    assert cells["period_start"].value == datetime(2026, 1, 1) and cells["period_start"].is_date
    seconds = (cells["decided_at"].value.replace(tzinfo=UTC) - review.decided_at).total_seconds()
    assert cells["decided_at"].is_date and abs(seconds) < 1
    assert cells["found"].data_type == "s"  # as it is printed: "847 285"


@pytest.mark.parametrize("form", [as_csv, xlsx])
def test_hostile_text_is_never_a_formula(form) -> None:  # type: ignore[no-untyped-def]
    hostile = finding("f1", found=HOSTILE)
    review = judge(hostile, ReviewVerdict.UNSURE, "=1+1", comment="@SUM(1)")
    content = form(table_of(hostile, f1=Standing(1, review)))
    if form is xlsx:
        cells = [cell for row in sheet_of(content).iter_rows() for cell in row]
        assert HOSTILE in [cell.value for cell in cells]
        assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    else:
        cells = [cell for row in csv.reader(io.StringIO(content.decode(), newline="")) for cell in row]
        assert f"'{HOSTILE}" in cells
        assert not [cell for cell in cells if cell.startswith(("=", "@"))]


@given(st.text(st.sampled_from("=@+-'\"(!|;,\t\r\n a1"), max_size=12))
def test_no_separator_makes_a_cell_of_a_csv_a_formula(text: str) -> None:
    """A Swedish spreadsheet splits at semicolons, quoted or not; another one at tabs."""
    safe = without_formulas(text)
    for separator in ",;\t|\r\n":
        for cell in safe.split(separator):
            assert not cell.startswith(("=", "@"))
    assert safe.replace("'", "") == text.replace("'", "")


@given(st.text())
def test_plain_text_stays_as_it_is(text: str) -> None:
    plain = "".join(c for c in text if c not in "=@+-\t\r")
    assert without_formulas(plain) == plain


def test_a_text_longer_than_a_cell_may_be_is_cut_and_not_lost() -> None:
    sheet = sheet_of(xlsx(table_of(finding("f1", found="å" * 40_000))))
    assert "å" * 32_767 in [cell.value for cell in sheet[2]]


# ---- over the page ---------------------------------------------------------------------------------------------------


@pytest.fixture
def store(app: FastAPI) -> Store:
    store: Store = app.state.store
    return store


@pytest.fixture
def items(app: FastAPI) -> dict[FindingKind, Item]:
    """The four findings of the samples, by kind."""
    return {item.finding.kind: item for item in app.state.shelf.current().queue.items}


def test_the_files_follow_the_filter_of_the_address(
    client: TestClient, store: Store, items: dict[FindingKind, Item]
) -> None:
    sum_ = items[FindingKind.SUM].finding
    store.add([judge(sum_, ReviewVerdict.SOURCE_ERROR, ANNA)], {})
    everything = list(csv.DictReader(io.StringIO(client.get("/exports/findings.csv").text)))
    assert len(everything) == len(items)
    (row,) = csv.DictReader(io.StringIO(client.get("/exports/findings.csv?status=source_error").text))
    assert (row["finding_id"], row["reviewer"]) == (sum_.finding_id, ANNA)
    answer = client.get("/exports/findings.xlsx?kind=sum")
    assert "attachment" in answer.headers["content-disposition"]
    head, body = sheet_of(answer.content).iter_rows(values_only=True)
    assert dict(zip(head, body, strict=True))["Bedömning"] == "Fel i rapporten"
    table = pq.read_table(io.BytesIO(client.get("/exports/findings.parquet").content))
    assert table.num_rows == len(items)
    assert client.get("/exports/findings.exe").status_code == 422


def test_the_list_leads_to_the_files_of_what_it_shows(client: TestClient) -> None:
    address = re.search(r'href="(/exports\?[^"]+)"', client.get("/?kind=sum").text)
    assert address
    page = unescape(client.get(unescape(address[1])).text)
    assert "1 avvikelse<" in page
    (form,) = re.findall(r'href="(/exports/findings\.csv[^"]*)"', page)
    assert len(client.get(form).text.splitlines()) == 2


def test_corrections_are_what_a_test_of_reading_needs(
    client: TestClient, store: Store, items: dict[FindingKind, Item]
) -> None:
    sum_ = items[FindingKind.SUM].finding
    store.add([judge(sum_, ReviewVerdict.READING_ERROR, ANNA, corrected_value="847 825")], {})
    store.add([judge(items[FindingKind.CLAIM].finding, ReviewVerdict.READING_ERROR, ANNA)], {})
    store.add([verdict("gone", ReviewVerdict.READING_ERROR, BO, corrected_value="1")], {})
    rows = {
        row["finding_id"]: row for row in map(json.loads, client.get("/exports/corrections.jsonl").text.splitlines())
    }
    assert rows.keys() == {sum_.finding_id, "gone"}
    row = rows[sum_.finding_id]
    assert (row["value_read"], row["corrected_value"], row["page"]) == ("847 285", "847 825", sum_.left_page)
    assert row["box"] == [sum_.left_x0, sum_.left_top, sum_.left_x1, sum_.left_bottom]
    assert row["document_id"] == sum_.left_document_id and row["file_name"].endswith(".pdf")


def test_what_was_missed_is_taken_out(client: TestClient, store: Store) -> None:
    store.report(Missed(missed_id="", comment="Fel år", page=2, reviewer=ANNA, reported_at=datetime.now(UTC)))
    (row,) = map(json.loads, client.get("/exports/missed.jsonl").text.splitlines())
    assert (row["comment"], row["page"], row["box"]) == ("Fel år", 2, None)


def test_the_letter_holds_the_confirmed_faults_of_its_document_alone(
    client: TestClient, store: Store, items: dict[FindingKind, Item]
) -> None:
    fault, other = items[FindingKind.SUM].finding, items[FindingKind.SYMBOL].finding
    assert fault.left_document_id == other.left_document_id
    store.add([judge(fault, ReviewVerdict.SOURCE_ERROR, ANNA, comment="<b>se tabell 3</b>")], {})
    store.add([judge(other, ReviewVerdict.ACCEPTED, ANNA)], {})
    assert f'href="/letter/{fault.left_document_id}"' in client.get("/exports").text
    page = client.get(f"/letter/{fault.left_document_id}").text
    assert "&lt;b&gt;se tabell 3&lt;/b&gt;" in page and "<b>se tabell" not in page
    assert page.count("<li>") == 1 and "847\N{NO-BREAK SPACE}825" in page and ANNA in page
    assert "/crop.png?" in page
    assert "/crop.png?" not in client.get(f"/letter/{fault.left_document_id}?pictures=no").text
    assert client.get(f"/letter/{'0' * 64}").status_code == 404


def test_every_column_of_the_sheet_has_its_heading(client: TestClient) -> None:
    for language in ("sv", "en"):
        client.cookies.clear()
        head = next(
            sheet_of(client.get("/exports/findings.xlsx", headers={"Accept-Language": language}).content).values
        )
        assert all(head)
