"""Periods with the nouns they stand with, and what looks like a period and is none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kommuntal.swedish.dates import find_dates, find_impossible_dates, months
from kommuntal.swedish.period_phrases import base_noun, find_period_phrases
from kommuntal.swedish.rules import data

MONTHS = {number: name for name, number in reversed(data("dates")["months"].items())}  # their full names
WEEKDAYS = data("dates")["weekdays"]


@pytest.mark.parametrize(
    ("text", "printed", "iso", "nouns"),
    [
        ("Nämndens utbud verksamhetsåren 2026 – 2028.", "verksamhetsåren 2026 – 2028", "2026/2028", ("verksamhetsår",)),
        ("en ansökan om 2026 års statsbidrag, som", "2026 års statsbidrag", "2026", ("statsbidrag",)),
        ("Ansökan om statsbidrag för 2026", "statsbidrag för 2026", "2026", ("statsbidrag",)),
        (
            "Verksamhetsplan och internbudget 2027",
            "Verksamhetsplan och internbudget 2027",
            "2027",
            ("internbudget", "verksamhetsplan"),
        ),
        ("Prognosen för helåret 2026 är", "Prognosen för helåret 2026", "2026", ("prognos",)),
        (
            "Viktiga händelser januari–april 2026",
            "händelser januari–april 2026",
            "2026-01/2026-04",
            ("händelse",),
        ),
        ("Delårsrapport per augusti 2026", "Delårsrapport per augusti 2026", "2026-01/2026-08", ("delårsrapport",)),
        ("Invigningen ägde rum den 3 maj 2026.", "den 3 maj 2026", "2026-05-03", ()),
        ("Under 2026 växer kommunen.", "2026", "2026", ()),
    ],
)
def test_a_period_is_found_from_its_noun_on(text: str, printed: str, iso: str, nouns: tuple[str, ...]) -> None:
    (found,) = find_period_phrases(text)
    assert (text[found.start : found.end], found.item.period.iso, found.item.nouns) == (printed, iso, nouns)


@pytest.mark.parametrize(
    "text",
    [
        "januari–april",  # without a year it is whose year?
        "Förbud mot utsläpp, MN 2025-290",
        "Ärendet KS 2026/412",
        "upp till 2000 bostäder",
        "en av 1900-talets tänkare",
        "Målen i Agenda 2030 styr",
    ],
)
def test_what_is_only_perhaps_a_year_is_no_period(text: str) -> None:
    assert find_period_phrases(text) == []


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("utsågs till årets trygghets- och miljöinsats 2025", True),
        ("under innevarande år (2025) har", True),
        ("i år, 2025, har", True),
        ("årets uppföljning av budget 2025", False),
        ("insatsen 2025", False),
    ],
)
def test_the_writers_own_year_is_told_from_other_years(text: str, own: bool) -> None:
    (found,) = find_period_phrases(text)
    assert found.item.own is own


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)), st.sampled_from(range(7)))
def test_a_weekday_is_read_with_its_date(day: date, weekday: int) -> None:
    for printed in (
        f"{WEEKDAYS[weekday].capitalize()} {day.isoformat()}",
        f"{WEEKDAYS[weekday]}en den {day.day} {MONTHS[day.month]} {day.year}",
    ):
        (found,) = find_period_phrases(f"Mötet hölls {printed} i Granvik.")
        assert (found.item.period.start, found.item.weekday) == (day, weekday)


@pytest.mark.parametrize("text", ["lördag och söndag den 7 mars 2026", "lördag–söndag 7–8 mars 2026"])
def test_of_two_weekdays_neither_is_the_dates(text: str) -> None:
    assert [f.item.weekday for f in find_period_phrases(text)] == [None]


@given(st.integers(1990, 2060), st.integers(1, 12), st.integers(29, 31))
def test_a_date_is_in_the_calendar_or_impossible(year: int, month: int, day: int) -> None:
    for printed in (f"{year}-{month:02}-{day}", f"den {day} {MONTHS[month]} {year}"):
        possible, impossible = find_dates(printed), find_impossible_dates(printed)
        assert len(possible) + len(impossible) == 1
        assert [f.item for f in impossible] in ([], [months(year, month, month)])
        assert [f.item.impossible for f in find_period_phrases(printed)] == [bool(impossible)]


@pytest.mark.parametrize("text", ["2026-13-30", "2026-04-45", "212000-2926", "31/12 2026"])
def test_numbers_of_other_things_are_no_impossible_dates(text: str) -> None:
    assert find_impossible_dates(text) == []


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("Verksamhetsplanen", "verksamhetsplan"),
        ("budgetens", "budget"),
        ("årsredovisningar", "årsredovisning"),
        ("händelserna", "händelse"),
        ("kommun", None),
        ("ingår", None),
    ],
)
def test_nouns_have_one_base_form(word: str, base: str | None) -> None:
    assert base_noun(word) == base
