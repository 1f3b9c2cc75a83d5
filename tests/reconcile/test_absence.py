"""Short and long sickness absence against the whole, in sentences and in tables."""

from datetime import date
from decimal import Decimal

import pytest
from tests.reconcile.printed_tables import DOCUMENT_ID, records, table

from kommuntal.reconcile import absence
from kommuntal.schema import Claim, Finding, Records
from kommuntal.schema.enums import FindingKind, Measure, Unit

WHOLE = "Sjukfrånvaron är under perioden {} procent."
SHORT = "Korttidsfrånvaron (1–14 dagar) är {} procent."
LONG = "Långtidsfrånvaron ligger på {} procent mot 4,2 procent föregående år."


def claim(
    sentence: str, number: str, *, heading: str = "Sjukfrånvaro", measure: Measure = Measure.OUTCOME, year: int = 2025
) -> Claim:
    return Claim(
        document_id=DOCUMENT_ID,
        page=4,
        claim_id=f"{sentence}{number}{year}",
        sentence=sentence.format(number),
        quote=f"{number} procent",
        heading=heading,
        measure=measure,
        value=Decimal(number.replace(",", ".")),
        base_unit=Unit.PERCENT,
        scale=Decimal(1),
        period_end=date(year, 8, 31),
    )


def findings(*claims: Claim) -> list[Finding]:
    return absence.check(Records(claims=list(claims))).findings


def test_parts_that_come_to_more_than_the_whole_are_told() -> None:
    (finding,) = findings(claim(WHOLE, "8,2"), claim(SHORT, "4,9"), claim(LONG, "4,3"))
    assert (finding.kind, finding.found, finding.difference) == (FindingKind.SUM, "9,2", Decimal("1.0"))
    assert (finding.left_quote, finding.right_quote) == ("4,9 procent", "8,2 procent")
    assert "4,9 och lång 4,3 procent är tillsammans 9,2, mer än hela sjukfrånvaron på 8,2" in finding.message


@pytest.mark.parametrize(
    "claims",
    [
        pytest.param([claim(WHOLE, "8,2"), claim(SHORT, "3,9"), claim(LONG, "4,4")], id="up to rounding"),
        pytest.param([claim(WHOLE, "8,2"), claim(SHORT, "2,9"), claim(LONG, "3,4")], id="with something between them"),
        pytest.param([claim(WHOLE, "8,2"), claim(SHORT, "4,9"), claim(LONG, "4,3", heading="Skolan")], id="elsewhere"),
        pytest.param([claim(WHOLE, "8,2"), claim(SHORT, "4,9"), claim(LONG, "4,3", year=2024)], id="another year"),
        pytest.param([claim(WHOLE, "8,2"), claim(SHORT, "4,9"), claim(LONG, "41,3")], id="a share of the absence"),
        pytest.param(
            [claim(WHOLE, "8,2"), claim(SHORT, "4,9"), claim("Långtidsfrånvarons andel är {} procent.", "6,3")],
            id="called a share",
        ),
        pytest.param(
            [claim(WHOLE, "8,2"), claim(SHORT, "4,9"), claim(LONG, "4,3", measure=Measure.TARGET)], id="a target"
        ),
        pytest.param(
            [claim("Sjukfrånvaron för män är {} procent.", "5,1"), claim(SHORT, "2,9"), claim(LONG, "4,3")],
            id="the absence of some",
        ),
        pytest.param([claim(SHORT, "4,9"), claim(LONG, "4,3")], id="no whole"),
    ],
)
def test_what_may_be_right_is_left_alone(claims: list[Claim]) -> None:
    assert findings(*claims) == []


def test_rows_of_one_column_are_held_against_each_other() -> None:
    rows = [
        ["Nyckeltal, %", "2024", "2025"],
        ["Total sjukfrånvaro", "8,0", "7,4"],
        ["Korttidsfrånvaro", "3,1", "2,8"],
        ["Långtidssjukfrånvaro", "4,4", "4,1"],
    ]
    assert absence.check(records(table(rows))).findings == []
    rows[3][2] = "5,1"
    (finding,) = absence.check(records(table(rows))).findings
    assert (finding.left_quote, finding.right_quote, finding.found) == ("2,8", "7,4", "7,9")
