"""A decision to its points: every att-sats, numbered point or sentence by itself."""

import datetime
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kommuntal.extract.points import Printed, read_points
from kommuntal.layout.model import Paragraph
from kommuntal.read.model import Box


def printed(*texts: str, role: Literal["body", "list"] = "body") -> list[Printed]:
    return [
        (text, Paragraph(text, 1, Box(0, 20.0 * n, 100, 20.0 * n + 12), role=role if n else "body"))
        for n, text in enumerate(texts)
    ]


def short(*texts: str, role: Literal["body", "list"] = "body") -> list[tuple[str | None, str | None, str | None, str]]:
    return [(p.label, p.lead, p.verb, p.text) for p in read_points(printed(*texts, role=role))]


@pytest.mark.parametrize(
    ("texts", "points"),
    [
        (["Socialnämnden antar planen."], [(None, None, "anta", "Socialnämnden antar planen.")]),
        (
            ["Nämnden beslutar", "1. Planen antas.", "2. Den gäller från mars."],
            [
                ("1", "Nämnden beslutar", "anta", "Planen antas."),
                ("2", "Nämnden beslutar", "besluta", "Den gäller från mars."),
            ],
        ),
        (
            ["Nämnden beslutar 1. Planen antas. 2. Rapporten godkänns."],
            [
                ("1", "Nämnden beslutar", "anta", "Planen antas."),
                ("2", "Nämnden beslutar", "godkänna", "Rapporten godkänns."),
            ],
        ),
        (
            ["Nämnden beslutar", "att anta planen, och", "att godkänna rapporten."],
            [
                (None, "Nämnden beslutar", "anta", "att anta planen"),
                (None, "Nämnden beslutar", "godkänna", "att godkänna rapporten."),
            ],
        ),
        (
            ["Nämnden beslutar att anta planen, att uppdra åt staben att följa upp den, samt att godkänna taxan."],
            [
                (None, "Nämnden beslutar", "anta", "att anta planen"),
                (None, "Nämnden beslutar", "uppdra", "att uppdra åt staben att följa upp den"),
                (None, "Nämnden beslutar", "godkänna", "att godkänna taxan."),
            ],
        ),
        (
            ["Nämnden beslutar att uppdra åt förvaltningen att utreda frågan."],
            [(None, None, "uppdra", "Nämnden beslutar att uppdra åt förvaltningen att utreda frågan.")],
        ),
        (
            ["Nämnden godkänner rapporten. Paragrafen förklaras omedelbart justerad."],
            [
                (None, None, "godkänna", "Nämnden godkänner rapporten."),
                (None, None, None, "Paragrafen förklaras omedelbart justerad."),
            ],
        ),
        (
            ["Utskottet föreslog nämnden fatta följande beslut.", "Nämnden antar planen."],
            [(None, "Utskottet föreslog nämnden fatta följande beslut", "anta", "Nämnden antar planen.")],
        ),
    ],
)
def test_points(texts: list[str], points: list[tuple[str | None, str | None, str | None, str]]) -> None:
    assert short(*texts) == points


def test_dashes_make_points_too() -> None:
    found = short("Styrelsen föreslår att:", "– planen antas", "– taxan höjs", role="list")
    assert [(lead, text) for _, lead, _, text in found] == [
        ("Styrelsen föreslår att", "planen antas"),
        ("Styrelsen föreslår att", "taxan höjs"),
    ]


def test_a_last_day_is_read_and_the_point_stands_where_it_is_printed() -> None:
    (one, two) = read_points(printed("Nämnden beslutar", "1. Planen antas.", "2. Svar ges senast den 31 januari 2026."))
    assert (one.deadline, two.deadline) == (None, datetime.date(2026, 1, 31))
    assert (one.box.top, two.box.top) == (20, 40)


SENTENCES = st.lists(
    st.sampled_from(
        ["Planen antas.", "Rapporten godkänns.", "Taxan gäller från mars.", "Nämnden utser två ledamöter."]
    ),
    min_size=1,
    max_size=8,
)


@given(SENTENCES, st.booleans())
def test_no_point_is_lost_however_they_are_set(said: list[str], numbered: bool) -> None:
    points = [f"{n}. {text}" for n, text in enumerate(said, 1)] if numbered else said
    assert [p.text for p in read_points(printed("Nämnden beslutar", *points, role="list"))] == said
