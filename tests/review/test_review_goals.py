"""The overviews of goals and money."""

import re
from datetime import date
from decimal import Decimal
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from kommuntal.publish import publish
from kommuntal.review.finances import Account, accounts, bars, millions, percent
from kommuntal.review.goals import bodies, shares
from kommuntal.review.published import Published, Shelf
from kommuntal.schema import Document, Figure, Goal, Records, Table
from kommuntal.schema.enums import (
    Assessment,
    DocumentKind,
    DocumentStatus,
    GoalLevel,
    Measure,
    TableKind,
    Trend,
    Unit,
)


def said(text: str) -> str:
    """Return the words of a page as they are seen, ordinary spaces between them."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", text)).split())


def reports(*months: str) -> Records:
    """Return a report for each month, with one goal of Socialnämnden: partly met, then met."""
    out = Records()
    for n, month in enumerate(months):
        year, number = map(int, month.split("-"))
        document_id = f"{n}" * 64
        out.documents.append(
            Document(
                document_id=document_id,
                file_name=f"rapport-{month}.pdf",
                pages=3,
                kind=DocumentKind.INTERIM_REPORT,
                municipality="Granviks kommun",
                municipality_code="2999",
                period_end=date(year, number, 28),
                status=DocumentStatus.OK,
                reader_version="1",
            )
        )
        out.goals.append(
            Goal(
                goal_id=f"g{n}",
                document_id=document_id,
                page=2,
                organisation="Socialnämnden" if n else "Socialnämndens",
                level=GoalLevel.COMMITTEE,
                area="Trygghet",
                title="Alla får svar i tid" if n else "Alla får svar  i tid.",
                assessment=Assessment.MET if n else Assessment.PARTLY_MET,
                trend=Trend.IMPROVING if n else Trend.UNCHANGED,
            )
        )
    return out


@pytest.fixture
def two_periods(tmp_path: Path) -> Published:
    publish(reports("2025-04", "2025-08"), tmp_path / "two")
    return Shelf(tmp_path / "two").current()


# Goals


def test_the_overview_counts_the_assessments_of_each_organisation(client: TestClient) -> None:
    page = client.get("/goals")
    assert page.status_code == 200
    text = said(page.text)
    assert "Granviks kommun 2025-08 4 2 1 1" in text
    assert "Tekniska nämnden" in text
    assert "inget bedömt" in text


def test_one_organisations_goals_are_shown_with_their_places(client: TestClient) -> None:
    page = client.get("/goals", params={"municipality": "Granviks kommun", "organisation": "Granviks kommun"})
    section = page.text[page.text.index('<section id="goals"') :]
    assert "Kommunens byggnader använder mindre energi" in said(section)
    assert re.search(r"/documents/[0-9a-f]{64}\?page=\d#page", section)
    # colour is never alone: beside every sign stand its words
    assert section.count('class="sign ') == len(re.findall(r'class="sign \w+"><svg.*?</svg>\w', section, re.DOTALL))


def test_an_organisation_without_goals_is_said(client: TestClient) -> None:
    assert client.get("/goals?organisation=Valn%C3%A4mnden").status_code == 404


def test_one_goal_in_two_reports_is_one_line_with_both_periods(two_periods: Published) -> None:
    [body] = bodies(two_periods)
    assert (body.name, body.periods, body.counted) == ("Socialnämnden", ["2025-04", "2025-08"], "2025-08")
    [line] = body.lines
    assert {period: [row["assessment"] for row in rows] for period, rows in line.said.items()} == {
        "2025-04": ["partly_met"],
        "2025-08": ["met"],
    }
    assert body.latest == {Assessment.MET: 1}


def test_goals_are_filtered_by_level(two_periods: Published) -> None:
    assert bodies(two_periods, level="council") == []
    assert len(bodies(two_periods, level="committee")) == 1


@given(st.dictionaries(st.sampled_from(list(Assessment)), st.integers(1, 1000), min_size=1))
def test_the_parts_of_a_bar_fill_it_in_order(counts: dict[Assessment, int]) -> None:
    parts = shares(counts, 240)
    assert [part[0] for part in parts] == [one for one in Assessment if one in counts]
    assert parts[0][1] == 0
    for (_, at, length), (_, following, _) in pairwise(parts):
        assert at + length == pytest.approx(following)
    assert parts[-1][1] + parts[-1][2] == pytest.approx(240)


# Money


def test_the_sample_report_shows_each_committees_forecast_against_its_budget(client: TestClient) -> None:
    page = client.get("/finances")
    assert page.status_code == 200
    text = said(page.text)
    assert "Barn- och utbildningsnämnden 2025-12 512,4 518,9 6,5 +1,3 % -6 500 tkr sida 4" in text
    assert "Summa nämnder" not in text
    assert page.text.count('<rect class="forecast"') > page.text.count('<rect class="budget"') >= 5


def test_a_report_without_such_a_table_is_said(client: TestClient, output: Path) -> None:
    with duckdb.connect(str(output / "kommuntal.duckdb"), read_only=True) as database:
        [(minutes,)] = database.execute("SELECT document_id FROM documents WHERE kind = 'minutes'").fetchall()
    assert client.get(f"/finances?document={minutes}").status_code == 404


def test_an_output_without_any_report_is_said(two_periods: Published, tmp_path: Path) -> None:
    assert accounts(two_periods, "0" * 64) == []


def table(number: int, kind: TableKind, *rows: tuple[str, str, Measure, int]) -> Records:
    """Return a table of one report; each row of `rows` is a cell: its line's name, organisation, measure and value."""
    place: dict[str, Any] = {"document_id": "0" * 64, "page": number, "x0": 1.0, "top": 1.0, "x1": 2.0, "bottom": 2.0}
    names = list(dict.fromkeys(name for name, *_ in rows))
    return Records(
        tables=[Table(table_id=f"t{number}", kind=kind, rows=len(names), columns=4, **place)],
        figures=[
            Figure(
                figure_id=f"f{number}-{n}",
                table_id=f"t{number}",
                row=names.index(name),
                column=n,
                organisation=organisation,
                line_item=name,
                measure=measure,
                value=Decimal(value),
                unit=Unit.SEK,
                period_end=date(2025, 12, 31),
                text=str(value),
                **place,
            )
            for n, (name, organisation, measure, value) in enumerate(rows)
        ],
    )


def test_only_what_is_surely_an_organisations_is_plotted(tmp_path: Path) -> None:
    budget, forecast = Measure.BUDGET, Measure.FORECAST
    social, school, town = "Socialnämnden", "Barn- och utbildningsnämnden", "Granviks kommun"
    records = reports("2025-08")
    statement, investment = TableKind.OPERATING_STATEMENT, TableKind.INVESTMENT
    for part in (
        table(
            1,
            statement,
            ("Nämnder / Socialnämnden", social, budget, 100),
            ("Nämnder / Socialnämnden", social, forecast, 110),
            (school, school, budget, 200),  # two budgets for one period: which is meant?
            (school, school, budget, 210),
            (school, school, forecast, 220),
            ("Räntor", town, budget, 5),  # no organisation's row
            ("Räntor", town, forecast, 6),
        ),
        table(2, statement, (social, social, budget, 100), (social, social, forecast, 110)),  # the same again
        table(3, investment, (social, social, budget, 7), (social, social, forecast, 8)),
    ):
        records.extend(part)
    publish(records, tmp_path / "money")
    found = accounts(Shelf(tmp_path / "money").current(), "0" * 64)
    assert [(a.organisation, a.budget, a.forecast, a.page) for a in found] == [(social, Decimal(100), Decimal(110), 1)]


def account(budget: int, forecast: int, rounding: int = 0) -> Account:
    return Account("Socialnämnden", "2025-12", Decimal(budget), Decimal(forecast), Decimal(rounding), None, 1)


@pytest.mark.parametrize(
    ("budget", "forecast", "rounding", "share"),
    [
        (100, 103, 0, 0.03),
        (-100, -103, 0, 0.03),  # costs printed as negative numbers: still larger
        (-100, -97, 0, -0.03),
        (100, 100, 1, 0.0),
        (2, 1, 1, None),  # 1,5 and 1,4 would be printed so
        (0, 5, 0, None),
        (100, -5, 0, None),
    ],
)
def test_a_deviation_is_told_where_the_print_settles_it(
    budget: int, forecast: int, rounding: int, share: float | None
) -> None:
    assert account(budget, forecast, rounding).share == (None if share is None else pytest.approx(share))


amounts = st.integers(-(10**10), 10**10)


@given(st.lists(st.tuples(amounts, amounts), max_size=20))
def test_no_bar_is_longer_than_its_room(pairs: list[tuple[int, int]]) -> None:
    for bar in bars([account(*pair) for pair in pairs], 300, 90, 40):
        assert 0 <= bar.budget <= 300
        assert 0 <= bar.forecast <= 300
        assert bar.deviation is None or -90 <= bar.deviation <= 90


def test_numbers_are_written_as_in_the_visitors_language() -> None:
    assert millions(Decimal(-1_289_650_000), "sv") == "−1\u00a0289,6"
    assert millions(Decimal(1_289_650_000), "en") == "1,289.6"
    assert percent(0.0127, "sv") == "+1,3\u00a0%"
    assert percent(-0.0127, "en") == "−1.3%"
    assert percent(0.0, "sv") == "0,0\u00a0%"
