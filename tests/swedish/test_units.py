"""Units: every printed form, and what a caption or header declares."""

from decimal import Decimal

import pytest

from kommuntal.schema.enums import Unit
from kommuntal.swedish.units import declared_unit, parse_unit, vocabulary


@pytest.mark.parametrize("word", list(vocabulary()))
def test_every_word_is_read_in_any_case_and_with_any_space(word: str) -> None:
    base, scale, _ = vocabulary()[word]
    unit = parse_unit(f" {word.upper()} ".replace(" ", "\u00a0"))
    assert unit is not None
    assert (unit.base, unit.scale) == (base, scale)


@pytest.mark.parametrize(
    ("text", "base", "scale"),
    [
        ("mnkr", Unit.SEK, 10**6),
        ("Mkr.", Unit.SEK, 10**6),
        ("MSEK", Unit.SEK, 10**6),
        ("tusen kronor", Unit.SEK, 1000),
        ("kr per invånare", Unit.SEK, 1),
        ("miljarder kronor", Unit.SEK, 10**9),
        ("procentenheter", Unit.PERCENTAGE_POINTS, 1),
        ("‰", Unit.PERCENT, Decimal("0.1")),
        ("årsarbetare", Unit.FTE, 1),
        ("kWh", None, 1),
    ],
)
def test_units(text: str, base: Unit | None, scale: Decimal) -> None:
    unit = parse_unit(text)
    assert unit is not None
    assert (unit.base, unit.scale) == (base, scale)


@pytest.mark.parametrize("text", ["", "Utfall", "kronan", "5 mkr", "tkr mkr"])
def test_no_units(text: str) -> None:
    assert parse_unit(text) is None


@pytest.mark.parametrize(
    ("header", "text", "base"),
    [
        ("Belopp i tkr", "tkr", Unit.SEK),
        ("Alla belopp anges i miljoner kronor om inget annat sägs", "miljoner kronor", Unit.SEK),
        ("Resultaträkning (mnkr)", "mnkr", Unit.SEK),
        ("Driftredovisning, mkr", "mkr", Unit.SEK),
        ("Nettokostnad tkr", "tkr", Unit.SEK),
        ("Mkr Not", "Mkr", Unit.SEK),
        ("Utfall jan-apr 2025 tkr", "tkr", Unit.SEK),
        ("Kostnad per årsarbetare, tkr", "tkr", Unit.SEK),
        ("Sjukfrånvaro (%)", "%", Unit.PERCENT),
        ("Andel i procent", "procent", Unit.PERCENT),
        ("Antal årsarbetare", "årsarbetare", Unit.FTE),
        ("Antal anställda", "anställda", Unit.PERSONS),
        ("Antal 2023", "Antal", Unit.COUNT),
        ("Antal bibliotek", "Antal bibliotek", Unit.COUNT),
        ("Handläggningstid (dagar)", "dagar", Unit.DAYS),
    ],
)
def test_declared(header: str, text: str, base: Unit) -> None:
    unit = declared_unit(header)
    assert unit is not None
    assert (unit.text, unit.base) == (text, base)


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Utfall 2025",
        "Utfall år 2025",
        "Ökning med 5 procent",
        "Belopp i tkr, andel i %",
        "Socialnämnden",
        "Kvinnor",
        "Ärende",
    ],
)
def test_nothing_declared(header: str) -> None:
    assert declared_unit(header) is None
