"""The same fact in two reports: of one body, and of a committee and its municipality."""

from datetime import date

import pytest
from tests.reconcile.printed_tables import records, table

from kommuntal.reconcile import reports
from kommuntal.schema import Claim, Finding, Records
from kommuntal.schema.enums import FindingKind, Severity

APRIL = [
    ["Belopp i tkr", "Utfall 2024", "Budget 2025", "Prognos 2025"],
    ["Hemtjänst", "-41 060", "-42 300", "-42 950"],
    ["Särskilt boende", "-74 050", "-75 110", "-75 800"],
    ["Individ och familj", "-32 880", "-33 000", "-33 420"],
    ["Ledning", "-5 115", "-5 250", "-5 200"],
]


def changed(rows: list[list[str]], row: int, column: int, text: str) -> list[list[str]]:
    out = [list(r) for r in rows]
    out[row][column] = text
    return out


def between(
    earlier: list[list[str]],
    later: list[list[str]],
    *,
    sentence: str = "",
    organisation: str = "Socialnämnden",
    ends: date = date(2025, 8, 31),
) -> list[Finding]:
    out = Records()
    out.extend(records(table(earlier), document_id="a" * 64))
    out.extend(records(table(later), document_id="c" * 64, ends=ends, organisation=organisation))
    if sentence:
        out.claims = [Claim(document_id="c" * 64, claim_id="k", sentence=sentence, quote="3 miljoner")]
    return reports.check(out).findings


def test_what_was_is_the_same_whenever_it_is_told() -> None:
    assert between(APRIL, APRIL) == []
    (finding,) = between(APRIL, changed(APRIL, 2, 1, "-74 500"))
    assert (finding.kind, finding.severity) == (FindingKind.DUPLICATE_FACT, Severity.ERROR)
    assert (finding.left_document_id[0], finding.left_quote, finding.right_quote) == ("c", "-74 500", "-74 050")
    assert "Rapport till 2025-08-31" in finding.message


@pytest.mark.parametrize(("column", "new"), [(2, "-48 300"), (3, "-49 950")])
def test_a_budget_or_forecast_that_moved_is_noted_unless_the_text_speaks_of_it(column: int, new: str) -> None:
    (finding,) = between(APRIL, changed(APRIL, 1, column, new))
    assert (finding.kind, finding.severity) == (FindingKind.VERSION, Severity.NOTE)
    said = "Hemtjänsten har fått 6 miljoner kronor mer än i april."
    assert between(APRIL, changed(APRIL, 1, column, new), sentence=said) == []
    assert between(APRIL, changed(APRIL, 1, column, new), sentence="Ledningen fick 6 miljoner kronor mer.") != []


def test_a_forecast_that_hardly_moved_is_no_news() -> None:
    assert between(APRIL, changed(APRIL, 1, 3, "-43 400")) == []


@pytest.mark.parametrize("organisation", ["Tekniska nämnden", "Granviks kommun"])
def test_tables_of_other_bodies_are_not_compared(organisation: str) -> None:
    assert between(APRIL, changed(APRIL, 2, 1, "-74 500"), organisation=organisation) == []


def test_tables_of_other_years_are_not_compared() -> None:
    later = [[cell.replace("2025", "2026").replace("2024", "2025") for cell in row] for row in APRIL]
    assert between(APRIL, changed(later, 2, 1, "-74 500")) == []


MUNICIPALITY = [
    ["Nämnd, tkr", "Utfall 2024", "Budget 2025", "Prognos 2025"],
    ["Socialnämnden", "-153 105", "-155 660", "-157 370"],
    ["Tekniska nämnden", "-61 240", "-62 100", "-61 900"],
]
COMMITTEE = [*APRIL, ["Summa", "-153 105", "-155 660", "-157 370"]]


def test_a_committee_and_its_municipality_say_the_same_of_it() -> None:
    assert between(COMMITTEE, MUNICIPALITY, organisation="Granviks kommun") == []
    wrong = changed(MUNICIPALITY, 1, 3, "-175 370")
    (finding,) = between(COMMITTEE, wrong, organisation="Granviks kommun", ends=date(2025, 4, 30))
    assert {finding.left_quote, finding.right_quote} == {"-175 370", "-157 370"}


def test_a_forecast_may_move_from_a_committees_report_to_a_later_one_of_its_municipality() -> None:
    assert between(COMMITTEE, changed(MUNICIPALITY, 1, 3, "-159 370"), organisation="Granviks kommun") == []
    (finding,) = between(COMMITTEE, changed(MUNICIPALITY, 1, 1, "-153 501"), organisation="Granviks kommun")
    assert {finding.left_quote, finding.right_quote} == {"-153 501", "-153 105"}


def test_two_prints_of_one_report_are_told_apart_by_their_files() -> None:
    (finding,) = between(APRIL, changed(APRIL, 2, 1, "-74 500"), ends=date(2025, 4, 30))
    assert "rapport.pdf" in finding.message


def test_a_total_of_something_else_is_not_the_committee() -> None:
    other = changed(changed(MUNICIPALITY, 1, 3, "-175 370"), 1, 2, "-149 000")
    assert between(COMMITTEE, other, organisation="Granviks kommun") == []
