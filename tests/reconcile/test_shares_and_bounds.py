"""Shares that must make 100, and parts that cannot exceed what is accumulated."""

from decimal import Decimal

import pytest
from tests.reconcile.printed_tables import records, table

from kommuntal.reconcile import bounds, reconcile, shares
from kommuntal.schema.enums import FindingKind

AGES = [
    ["Åldersfördelning", "2023", "2024", "2025"],
    ["Anställda -34 år, (%)", "28,9", "28,1", "25,3"],
    ["Anställda 35-54 år, (%)", "40,2", "41,0", "42,2"],
    ["Anställda 55+ år, (%)", "30,9", "30,9", "32,5"],
]


def with_cell(rows: list[list[str]], row: int, column: int, text: str) -> list[list[str]]:
    out = [list(r) for r in rows]
    out[row][column] = text
    return out


def test_shares_that_make_a_hundred_up_to_rounding_are_right() -> None:
    assert shares.check(records(table(AGES))).findings == []
    assert shares.check(records(table(with_cell(AGES, 3, 2, "31,0")))).findings == []


def test_shares_that_do_not_are_told_where_the_others_do() -> None:
    (finding,) = shares.check(records(table(with_cell(AGES, 3, 3, "35,2")))).findings
    assert finding.kind is FindingKind.SHARE
    assert (finding.found, finding.difference, finding.tolerance) == ("102,7", Decimal("2.7"), Decimal("0.15"))
    assert finding.left_quote == "25,3 + 42,2 + 35,2"


def test_percentages_that_are_no_shares_of_one_whole_are_left_alone() -> None:
    rows = [
        ["Sjukfrånvaro (%)", "2023", "2024", "2025"],
        ["Kvinnor", "8,9", "9,0", "8,4"],
        ["Män", "5,3", "5,9", "5,8"],
    ]
    assert shares.check(records(table(rows))).findings == []


PROJECTS = [
    ["Exploateringsprojekt, mkr", "Utfall 2025", "Prognos 2025", "Ack utgifter tom 2025"],
    ["Norra hamnen", "-1,2", "-4,5", "-12,7"],
    ["Solbacken", "-4,3", "-25,8", "-382,2"],
    ["Kvarnängen", "-0,4", "-5,3", "-88,4"],
    ["Torget", "-3,1", "-6,0", "-22,0"],
]


def test_a_period_that_spent_more_than_was_ever_spent_is_told() -> None:
    assert bounds.check(records(table(PROJECTS))).findings == []
    (finding,) = bounds.check(records(table(with_cell(PROJECTS, 4, 3, "-4,0")))).findings
    assert (finding.left_quote, finding.right_quote) == ("-4,0", "-6,0")


@pytest.mark.parametrize("header", ["Ack utgifter tom 2024", "Ack intäkter tom 2025"])
def test_what_is_accumulated_of_other_years_or_income_bounds_nothing(header: str) -> None:
    rows = with_cell(with_cell(PROJECTS, 4, 3, "-4,0"), 0, 3, header)
    assert bounds.check(records(table(rows))).findings == []


def test_reconcile_returns_links_and_findings_alone_and_each_finding_once() -> None:
    twice = table(with_cell(AGES, 3, 3, "35,2"))
    out = reconcile(records(twice, twice))
    assert not out.figures
    assert not out.documents
    assert len(out.findings) == 2
    assert len({f.finding_id for f in out.findings}) == 2
