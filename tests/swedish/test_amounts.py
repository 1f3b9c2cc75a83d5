"""Amounts in prose and cells: unit, sign, hedge and interval; and what is no amount."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kommuntal.schema.enums import Hedge, Operator, Unit
from kommuntal.swedish.amounts import Amount, find_amounts, parse_amount
from kommuntal.swedish.rules import data

NOT_AMOUNTS: list[dict[str, Any]] = data("not_amounts")["rule"]


def said(sentence: str) -> list[tuple[str, str | None]]:
    """Return (value, unit) of each amount, as text."""
    return [(str(f.item.value), f.item.unit.text if f.item.unit else None) for f in find_amounts(sentence)]


@pytest.mark.parametrize("sentence", [s for rule in NOT_AMOUNTS for s in rule["none"]])
def test_digits_that_are_no_amounts(sentence: str) -> None:
    assert find_amounts(sentence) == []


@pytest.mark.parametrize("sentence", [s for rule in NOT_AMOUNTS for s in rule.get("but", [])])
def test_amounts_that_look_like_none(sentence: str) -> None:
    assert len(find_amounts(sentence)) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "Mötet hölls den 22 februari 2021.",
        "Under 2025 ökade behovet, liksom 2024 och åren 2021–2023.",
        "Läsåret 2024/25 började som vanligt.",
        "Ärende BUN/2025:123 och 2025/420 behandlades.",
        "Under våren 2025 anställs fler.",
        "Skördedagarna 13–15 augusti.",
        "Delår 1 2025 och tertial 2.",
        "Elever i åldern 14-20-åringar.",
        "Under 1900-talet.",
        "Raden 312 204 888 777 0 kan läsas på flera sätt.",
        "Parken - 7,6 mkr.",
        "Vi har en tjänst och ett mål.",
        "Paket för 2025 Beslut",
    ],
)
def test_no_amounts(sentence: str) -> None:
    assert find_amounts(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Nämnden visar ett överskott på 12,5 miljoner kronor.", [("12.5", "miljoner kronor")]),
        ("Prognosen är -3 miljoner sämre än budget.", [("-3", "miljoner")]),
        ("Prognos på - 14 mkr.", [("-14", "mkr")]),
        ("Från –1 234 mnkr till 1 345 mnkr.", [("-1234", "mnkr"), ("1345", "mnkr")]),
        ("Totalt 3 250 medarbetare, varav 2 470 (76,0 procent) var kvinnor.",
         [("3250", "medarbetare"), ("2470", None), ("76.0", "procent")]),
        ("Cirka 1,3 miljoner människor.", [("1.3", "miljoner människor")]),
        ("Intäkter om 2 miljoner SEK.", [("2", "miljoner SEK")]),
        ("Andelen ökade med 0,3 procentenheter till 41%.", [("0.3", "procentenheter"), ("41", "%")]),
        ("Närvaron steg med en och en halv procentenhet.", [("1.5", "procentenhet")]),
        ("En halv miljon kronor.", [("0.5", "miljon kronor")]),
        ("Fem av sex indikatorer.", [("5", "indikatorer"), ("6", "indikatorer")]),
        ("År 2025 fanns 2025 elever.", [("2025", "elever")]),
        ("Gäller från och med 5 mkr.", [("5", "mkr")]),
        ("Andelen är 3 procent - 5 procent.", [("3", "procent"), ("5", "procent")]),
        ("Resultat: - 14 mkr.", [("-14", "mkr")]),
        ("- 5 nya bussar", [("5", None)]),
        ("Indexet är 61¹ i år.", [("61", None)]),
        ("2019 uppgick den till 81 %.", [("81", "%")]),
    ],
)  # fmt: skip
def test_amounts(sentence: str, expected: list[tuple[str, str | None]]) -> None:
    assert said(sentence) == expected


@pytest.mark.parametrize(
    ("words", "hedge", "low", "high"),
    [
        ("drygt 4 mnkr", Hedge.OVER, "4", "4.5"),
        ("knappt 1 230 personer", Hedge.UNDER, "1225", "1230"),
        ("närmare 4 000 besök", Hedge.UNDER, "3500", "4000"),
        ("ca 13,5 mkr", Hedge.ABOUT, "13.45", "13.55"),
        ("ca. 20 procent", Hedge.ABOUT, "15", "25"),
        ("minst 75 %", Hedge.AT_LEAST, "75", None),
        ("högst 300 st", Hedge.AT_MOST, None, "300"),
        ("mer än 5 mkr", Hedge.OVER, "5", None),
        ("under 0,5 miljoner kronor", Hedge.UNDER, None, "0.5"),
        ("under 5 dagar", None, "5", "5"),
        ("69 miljoner kronor", None, "68.5", "69.5"),
        ("-4,1 mnkr", None, "-4.15", "-4.05"),
        ("drygt -4 mnkr", Hedge.OVER, "-4.5", "-4"),
        ("7 elever", None, "7", "7"),
        ("18 år eller äldre", Hedge.AT_LEAST, "18", None),
    ],
)
def test_what_the_words_allow(words: str, hedge: Hedge | None, low: str | None, high: str | None) -> None:
    (found,) = find_amounts(f"Det blev {words} i år.")
    assert found.item.hedge == hedge
    assert found.item.low == (None if low is None else Decimal(low))
    assert found.item.high == (None if high is None else Decimal(high))


@pytest.mark.parametrize("words", ["mellan 3 och 5 procent", "3–5 procent", "3 - 5 procent", "mellan 3–5 procent"])
def test_ranges_share_unit_and_interval(words: str) -> None:
    first, second = (f.item for f in find_amounts(f"Andelen ligger {words} i år."))
    assert [first.value, second.value] == [Decimal(3), Decimal(5)]
    for end in (first, second):
        assert end.unit is not None
        assert end.unit.base == Unit.PERCENT
        assert [end.low, end.high] == [Decimal(3), Decimal(5)]


@pytest.mark.parametrize("words", ["åtta av 30 elever", "8 av totalt 30 elever", "åtta av de trettio elever"])
def test_a_part_knows_its_whole(words: str) -> None:
    first, second = (f.item for f in find_amounts(f"Hittills har {words} svarat."))
    assert [first.value, first.whole, second.value] == [Decimal(8), Decimal(30), Decimal(30)]


@pytest.mark.parametrize(
    ("cell", "value", "operator"),
    [
        ("1 234,5", "1234.5", None),
        ("-12 %", "-12", None),
        ("8.26", "8.26", None),
        ("(12)", "-12", None),
        ("61*", "61", None),
        ("61²", "61", None),
        ("5 m²", "5", None),
        ("max 7,5%", "7.5", Operator.LE),
        ("Minst 1500", "1500", Operator.GE),
        ("Lägre än 5,5%", "5.5", Operator.LT),
        ("> 2 procent", "2", Operator.GT),
        ("≥75 %", "75", Operator.GE),
        ("0 eller bättre", "0", Operator.GE),
        ("Topp 10", "10", Operator.LE),
        ("i snitt 900 personer per år", "900", None),
        ("cirka 67 procent", "67", None),
        ("ung 47 000", "47000", None),
    ],
)
def test_cells(cell: str, value: str, operator: Operator | None) -> None:
    amount = parse_amount(cell)
    assert amount is not None
    assert (amount.value, amount.operator, amount.text) == (Decimal(value), operator, cell)


@pytest.mark.parametrize(
    "cell", ["", "-", "Stängt", "83 (85)", "312 204 888 777 0", "5 st 2024", "Utfall 2025 var 3 mkr", "40123 - Parken"]
)
def test_no_cells(cell: str) -> None:
    assert parse_amount(cell) is None


@given(st.text(alphabet="0123456789 ,.-–%§():/mkrtaviåöpne\u00a0", max_size=60))
def test_never_raises_and_points_at_the_text(text: str) -> None:
    parse_amount(text)
    for found in find_amounts(text):
        item: Amount = found.item
        assert text[found.start : found.end] == item.text
        assert item.low is None or item.high is None or item.low <= item.value <= item.high
