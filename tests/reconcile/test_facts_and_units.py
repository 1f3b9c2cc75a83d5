"""The same fact in two tables, and units that the size of the numbers speaks against."""

from decimal import Decimal

import pytest
from tests.reconcile.printed_tables import DOCUMENT_ID, records, table

from kommuntal.reconcile import facts, units
from kommuntal.schema import Claim, Records
from kommuntal.schema.enums import FindingKind, LinkKind, Unit

QUARTER = [
    ["Ej verkställda beslut", "Kvinnor", "Män", "Summa totalt"],
    ["Särskilt boende, äldre", "31", "17", "48"],
    ["Dagverksamhet, äldre", "5", "1", "6"],
    ["Kontaktperson, övriga", "1", "1", "2"],
    ["Bostad, övriga", "9", "11", "20"],
    ["Totalt samtliga", "46", "30", "76"],
]
OVER_TIME = [
    ["", "2024-12-31", "2025-03-31"],
    ["Särskilt boende äldre", "35", "48"],
    ["Dagverksamhet äldre", "3", "6"],
    ["Kontaktperson övriga", "9", "3"],
    ["Bostad, övriga", "14", "20"],
    ["Summa samtliga", "61", "77"],
]


def test_columns_are_known_to_state_the_same_by_their_numbers() -> None:
    out = facts.check(records(table(QUARTER, page=1), table(OVER_TIME, page=2)))
    assert [(f.left_page, f.left_quote, f.right_page, f.right_quote) for f in out.findings] == [
        (1, "2", 2, "3"),
        (1, "76", 2, "77"),
    ]
    assert {f.kind for f in out.findings} == {FindingKind.DUPLICATE_FACT}
    assert out.findings[0].message == (
        "Kontaktperson, övriga: 2 i tabellen på sidan 1 (Summa totalt) men 3 i tabellen på sidan 2 (2025-03-31)."
    )
    assert len(out.links) == 3
    assert {link.kind for link in out.links} == {LinkKind.SAME_FACT}


def test_amounts_in_other_units_are_compared_in_kronor_and_up_to_rounding() -> None:
    thousands = table(
        [["Belopp i tkr", "Utfall 2025"], ["Förskola", "-4 106"], ["Grundskola", "-7 405"], ["Gymnasium", "-3 288"]]
    )
    millions = [["Belopp i mkr", "Utfall 2025"], ["Förskola", "-4,1"], ["Grundskola", "-7,4"], ["Gymnasium", "-3,3"]]
    assert facts.check(records(thousands, table(millions))).findings == []
    millions[2][1] = "-7,9"
    (finding,) = facts.check(records(thousands, table(millions))).findings
    assert (finding.found, finding.expected, finding.difference) == ("-7 405", "-7,9", Decimal(495))


@pytest.mark.parametrize(
    "other",
    [
        pytest.param("Utfall 2024", id="another year"),
        pytest.param("Budget 2025", id="another measure"),
    ],
)
def test_columns_whose_headers_contradict_are_not_compared(other: str) -> None:
    rows = [["tkr", "Utfall 2025"], ["Förskola", "-4 106"], ["Grundskola", "-7 405"], ["Gymnasium", "-3 288"]]
    changed = [["tkr", other], ["Förskola", "-4 106"], ["Grundskola", "-7 405"], ["Gymnasium", "-3 300"]]
    assert facts.check(records(table(rows), table(changed))).findings == []


def test_tables_of_the_same_shape_about_different_things_are_not_compared() -> None:
    def of(a: str, b: str, c: str) -> list[list[str]]:
        return [["tkr", "Utfall 2025"], ["Intäkter", a], ["Kostnader", b], ["Nettokostnad", c]]

    out = facts.check(records(table(of("120", "-845", "-725")), table(of("96", "-900", "-804"))))
    assert (out.findings, out.links) == ([], [])


def test_one_long_name_with_two_outcomes_in_one_table() -> None:
    name = "Andel elever som anser att undervisningen gör dem nyfikna på mer"
    rows = [
        ["Indikator", "Utfall 2024", "Mål 2026"],
        [name, "51", "65"],
        *[[f"Andel elever som når målen i ämne nummer {n} i årskurs nio", str(60 + n), "90"] for n in range(12)],
        [name, "44", "50"],
    ]
    (finding,) = facts.check(records(table(rows))).findings
    assert (finding.left_quote, finding.right_quote) == ("51", "44")


BUDGET = [["Belopp i tkr", "Utfall", "Budget"], *[[f"Enhet {n}", f"{n} 150", f"{n} 300"] for n in range(1, 16)]]


def claim(quote: str, value: str, scale: int) -> Claim:
    return Claim(
        document_id=DOCUMENT_ID,
        claim_id="c",
        sentence=quote,
        quote=quote,
        page=3,
        value=Decimal(value),
        base_unit=Unit.SEK,
        scale=Decimal(scale),
    )


def with_claims(*claims: Claim) -> Records:
    out = records(table(BUDGET))
    out.claims = list(claims)
    return out


def test_millions_where_thousands_must_be_meant() -> None:
    (finding,) = units.check(with_claims(claim("1 262 mnkr", "1262", 10**6))).findings
    assert (finding.kind, finding.left_quote, finding.left_page) == (FindingKind.UNIT, "1 262 mnkr", 3)
    assert finding.right_quote == "15 300"


@pytest.mark.parametrize(
    ("quote", "value", "scale"),
    [
        ("1 262 tkr", "1262", 1000),
        ("12 mnkr", "12", 10**6),
        ("2 miljarder kronor", "2", 10**9),
        ("90 262 mnkr", "90262", 10**6),  # no thousands either
    ],
)
def test_amounts_that_may_well_be_meant_are_left_alone(quote: str, value: str, scale: int) -> None:
    assert units.check(with_claims(claim(quote, value, scale))).findings == []


def test_a_whole_table_in_the_wrong_unit_is_told_once() -> None:
    wrong = table([["Belopp i mkr", "Utfall"], ["Förskola", "4 106"], ["Grundskola", "7 405"]], page=2)
    (finding,) = units.check(records(table(BUDGET), wrong)).findings
    assert (finding.left_page, finding.left_quote) == (2, "7 405")


def test_the_same_digits_in_units_a_thousand_times_apart() -> None:
    thousands = [
        ["Belopp i tkr", "Budget 2025"],
        ["Förskola", "4 106"],
        ["Grundskola", "7 405"],
        ["Gymnasium", "2 930"],
    ]
    millions = [["Belopp i mkr", "Budget 2025"], ["Förskola", "4,1"], ["Grundskola", "7,4"], ["Gymnasium", "2,9"]]
    assert units.check(records(table(thousands), table(millions, page=2))).findings == []
    assert (
        units.check(records(table(thousands), table([["Belopp i tkr", "Prognos 2025"], *millions[1:]]))).findings == []
    )
    mislabelled = [["Belopp i mkr", "Budget 2025"], *thousands[1:]]
    (finding,) = units.check(records(table(thousands), table(mislabelled, page=2))).findings
    assert (finding.left_quote, finding.right_quote, finding.right_page) == ("7 405", "7 405", 2)
    assert "på 3 rader skiljer det tusen gånger" in finding.message


def test_without_enough_other_amounts_nothing_is_known() -> None:
    out = records(table(BUDGET[:6]))
    out.claims = [claim("1 262 mnkr", "1262", 10**6)]
    assert units.check(out).findings == []
