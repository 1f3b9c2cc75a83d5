"""Dates and periods in all their printed forms."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kommuntal.swedish.dates import Period, find_dates, find_periods, months, parse_date, parse_period
from kommuntal.swedish.rules import data

INTERIM = months(2025, 1, 4)
YEAR = months(2025, 1, 12)


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_dates_are_read_back(day: date) -> None:
    name = next(name for name, number in data("dates")["months"].items() if number == day.month)
    for printed in (
        day.isoformat(),
        f"den {day.day} {name} {day.year}",
        f"{day.day} {name.upper()} {day.year}",
        f"{day.day} {name[:3]} {day.year}",
        f"{day.day}/{day.month} {day.year}",
    ):
        assert parse_date(printed) == day
        assert parse_period(f"per {printed}") == Period(day, day)
        text = f"Se beslut {printed}, bilagt."
        (found,) = find_dates(text)
        assert text[found.start : found.end] == printed


@pytest.mark.parametrize(
    "text", ["", "2025", "30 februari 2025", "2025-13-01", "12 34 00", "212000-9999", "april 2025"]
)
def test_no_dates(text: str) -> None:
    assert parse_date(text) is None
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Utfall jan-apr 2025", "2025-01-01", "2025-04-30"),
        ("januari–april", "2025-01-01", "2025-04-30"),
        ("Jan - Apr 2024", "2024-01-01", "2024-04-30"),
        ("januari till och med mars", "2025-01-01", "2025-03-31"),
        ("december 2024–mars 2025", "2024-12-01", "2025-03-31"),
        ("apr-25", "2025-04-01", "2025-04-30"),
        ("jan–apr -26", "2026-01-01", "2026-04-30"),
        ("mars 26", "2026-03-01", "2026-03-31"),
        ("September månad 2025", "2025-09-01", "2025-09-30"),
        ("2025-03", "2025-03-01", "2025-03-31"),
        ("2025-01--2025-04", "2025-01-01", "2025-04-30"),
        ("2025-01-01 – 2025-03-31", "2025-01-01", "2025-03-31"),
        ("1 januari–30 april 2025", "2025-01-01", "2025-04-30"),
        ("13–15 augusti 2024", "2024-08-13", "2024-08-15"),
        ("per 31 mars 2026", "2026-03-31", "2026-03-31"),
        ("per den 30 juni", "2025-06-30", "2025-06-30"),
        ("per april", "2025-01-01", "2025-04-30"),
        ("t.o.m. mars", "2025-01-01", "2025-03-31"),
        ("Ack. utfall ack mars", "2025-01-01", "2025-03-31"),
        ("Delår augusti", "2025-01-01", "2025-08-31"),
        ("Delår 1", "2025-01-01", "2025-04-30"),
        ("kvartal 1", "2025-01-01", "2025-03-31"),
        ("Q3 2024", "2024-07-01", "2024-09-30"),
        ("2024 Q4", "2024-10-01", "2024-12-31"),
        ("första kvartalet 2025", "2025-01-01", "2025-03-31"),
        ("T1 2025", "2025-01-01", "2025-04-30"),
        ("Tertial 2", "2025-05-01", "2025-08-31"),
        ("Tertialrapport 2 2025", "2025-05-01", "2025-08-31"),
        ("Kvartalsrapport 3", "2025-07-01", "2025-09-30"),
        ("Halvår 1 2026", "2026-01-01", "2026-06-30"),
        ("årets fyra första månader", "2025-01-01", "2025-04-30"),
        ("helår 2024", "2024-01-01", "2024-12-31"),
        ("Prognos helår", "2025-01-01", "2025-12-31"),
        ("Bokslut 2024", "2024-01-01", "2024-12-31"),
        ("Budget år 2026", "2026-01-01", "2026-12-31"),
        ("2026–2028", "2026-01-01", "2028-12-31"),
        ("läsåret 2024/25", "2024-07-01", "2025-06-30"),
        ("samma period föregående år", "2024-01-01", "2024-04-30"),
        ("Utfall period", "2025-01-01", "2025-04-30"),
        ("Utfall perioden 2025", "2025-01-01", "2025-04-30"),
        ("Utfall perioden jämfört med samma period föregående år", "2025-01-01", "2025-04-30"),
        ("under perioden", "2025-01-01", "2025-04-30"),
    ],
)
def test_periods(text: str, start: str, end: str) -> None:
    assert parse_period(text, INTERIM) == Period(date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Utfall",
        "2025/2026",
        "våren 2025",
        "2000 elever",
        "12 månader",
        "föregående år",
        "i år",
        "från och med 2021",
        "Ack tom 2025",
        "Utfall perioden 2024",
        "Prognos 2025 / utfall 2024",
        "Lag 2010:800",
        "under samma period",
        "Delår 1 2023",
        "marsvin",
        "Jan Berg",
        "ett helt år",
    ],
)
def test_what_words_and_document_do_not_settle(text: str) -> None:
    assert parse_period(text, INTERIM) is None


def test_in_a_report_on_a_year_the_year_before_is_settled() -> None:
    assert parse_period("Utfall föregående år", YEAR) == months(2024, 1, 12)
    assert parse_period("årets resultat", YEAR) == YEAR


@pytest.mark.parametrize("text", ["januari-april", "helår", "kvartal 1", "under perioden", "den 30 juni", "årets"])
def test_without_a_document_nothing_is_filled_in(text: str) -> None:
    assert find_periods(text) == []


def test_the_last_of_february_stays_the_last() -> None:
    assert months(2025, 1, 2).year_before() == months(2024, 1, 2)
    assert months(2024, 2, 2).year_before() == months(2023, 2, 2)
    assert months(2024, 2, 3).to_date() == months(2024, 1, 3)


@given(st.text(alphabet="0123456789 -–/janpril2025T.Qkvdenår", max_size=40))
def test_never_raises_and_finds_in_order(text: str) -> None:
    parse_period(text, INTERIM)
    found = find_periods(text, INTERIM)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(f.item.start <= f.item.end for f in found)
