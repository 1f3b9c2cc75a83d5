"""Budget, outcome and variance in two tables that lie otherwise."""

from decimal import Decimal

import pytest
from tests.reconcile.printed_tables import records, table

from kommuntal.reconcile import triples
from kommuntal.schema import Finding

PROJECTS = [
    ["Investeringsredovisning, mnkr", "Budget 2025", "Utfall 2025", "Budgetavvikelse"],
    ["Lekplatser", "3,915", "2,742", "1,173"],
    ["Gångvägar", "1,352", "0,446", "0,906"],
    ["Belysning", "4,020", "1,205", "2,815"],
    ["Summa investeringsprojekt", "9,287", "4,393", "4,894"],
]


def findings(investments: str, budget: str, variance: str, name: str = "Nettoinvesteringar") -> list[Finding]:
    summary = table(
        [
            ["Ekonomi (tkr)", "2024", "2025"],
            [name, "2 329", investments],
            ["Budget", "4 259", budget],
            ["Budgetavvikelse", "-1 930", variance],
        ]
    )
    return triples.check(records(summary, table(PROJECTS, page=2))).findings


def test_the_same_investments_a_little_apart_are_one_cause_and_a_consequence() -> None:
    cause, consequence = findings("4 397", "9 287", "-4 890")
    assert (cause.left_quote, cause.right_quote, cause.difference) == ("4 397", "4,393", Decimal(4))
    assert (consequence.left_quote, consequence.cause_id) == ("-4 890", cause.finding_id)


@pytest.mark.parametrize(
    ("numbers", "name"),
    [
        pytest.param(("4 393", "9 287", "-4 894"), "Nettoinvesteringar", id="the same"),
        pytest.param(("4 397", "9 297", "-4 900"), "Nettoinvesteringar", id="another budget"),
        pytest.param(("6 120", "9 287", "-3 167"), "Nettoinvesteringar", id="another outcome"),
        pytest.param(("4 397", "9 287", "-4 890"), "Nettokostnader", id="something else"),
    ],
)
def test_other_numbers_are_other_facts(numbers: tuple[str, str, str], name: str) -> None:
    assert findings(*numbers, name=name) == []
