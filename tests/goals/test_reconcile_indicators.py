"""A goal's verdict and trend against the indicators that measure it."""

from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.goals.report import DOCUMENT_ID, Report

from kommuntal.reconcile.indicators import check
from kommuntal.schema import Finding, Goal, Indicator, IndicatorValue, Records
from kommuntal.schema.enums import Assessment, DocumentKind, GoalLevel, Operator, Polarity, Severity, Trend, ValueRole

ANNUAL = msgspec.structs.replace(Report().document, kind=DocumentKind.ANNUAL_REPORT)
INTERIM = Report().document


def findings(*outcomes: str, target: str = "80", period: str = "2025", **facts: Any) -> list[Finding]:
    """Findings of one goal whose indicators, each to reach `target`, had these outcomes."""
    document = facts.pop("document", ANNUAL)
    role, operator = facts.pop("role", ValueRole.OUTCOME), facts.pop("operator", Operator.GE)
    facts = {"assessment": Assessment.MET, "level": GoalLevel.COMMITTEE, **facts}
    goal = Goal(document_id=DOCUMENT_ID, goal_id="g", title="Trygga hem", page=1, **facts)
    records = Records(documents=[document], goals=[goal])
    for n, outcome in enumerate(outcomes):
        records.indicators.append(
            Indicator(document_id=DOCUMENT_ID, indicator_id=str(n), goal_id="g", page=1, name=f"Andel nöjda {n}")
        )
        records.indicator_values += [
            value(n, ValueRole.TARGET, "2025", target, operator),
            value(n, role, period, outcome),
        ]
    return check(records).findings


def value(n: int, role: ValueRole, period: str, text: str, operator: Operator | None = None) -> IndicatorValue:
    return IndicatorValue(
        document_id=DOCUMENT_ID,
        indicator_value_id=f"{n}-{role}-{period}",
        indicator_id=str(n),
        page=1,
        role=role,
        period=period,
        text=text,
        value=Decimal(text),
        operator=operator,
    )


def test_a_goal_that_is_met_though_its_indicator_is_not() -> None:
    (finding,) = findings("78")
    assert (finding.found, finding.expected, finding.difference) == ("78", "80", Decimal(-2))
    assert "Trygga hem" in finding.message and "minst 80" in finding.message
    assert finding.message_en and "at least 80" in finding.message_en


@given(st.integers(0, 100), st.sampled_from([Operator.GE, Operator.GT, Operator.LE, Operator.LT]))
def test_met_and_not_met_are_never_both_gainsaid(outcome: int, operator: Operator) -> None:
    met = findings(str(outcome), operator=operator)
    missed = findings(str(outcome), operator=operator, assessment=Assessment.NOT_MET)
    assert len(met) + len(missed) == 1


@pytest.mark.parametrize(
    "facts",
    [
        {"document": INTERIM},  # the year is not over, and this is no forecast
        {"period": "2024"},
        {"operator": None},
        {"operator": Operator.INCREASE},
        {"assessment": Assessment.PARTLY_MET},
        {"assessment": None},
        {"level": GoalLevel.ACTIVITY},
    ],
)
def test_what_the_figures_do_not_decide(facts: dict[str, Any]) -> None:
    assert findings("78", **facts) == []


def test_one_indicator_of_several_that_is_reached_is_enough() -> None:
    assert findings("78", "81") == []
    (finding,) = findings("78", "79")
    assert "1 indikatorer till" in finding.message


def test_in_an_interim_report_the_forecast_decides() -> None:
    assert len(findings("78", document=INTERIM, role=ValueRole.FORECAST)) == 1


@pytest.mark.parametrize(
    ("trend", "polarity", "flagged"),
    [
        (Trend.IMPROVING, Polarity.HIGHER_IS_BETTER, True),
        (Trend.IMPROVING, Polarity.LOWER_IS_BETTER, False),
        (Trend.WORSENING, Polarity.LOWER_IS_BETTER, True),
        (Trend.UNCHANGED, Polarity.LOWER_IS_BETTER, False),
        (Trend.IMPROVING, Polarity.UNKNOWN, False),
    ],
)
def test_an_arrow_against_what_the_indicator_did(trend: Trend, polarity: Polarity, flagged: bool) -> None:
    goal = Goal(document_id=DOCUMENT_ID, goal_id="g", title="Friskare personal", page=1, trend=trend)
    indicator = Indicator(
        document_id=DOCUMENT_ID, indicator_id="0", goal_id="g", page=1, name="Sjukfrånvaro", polarity=polarity
    )
    values = [value(0, ValueRole.OUTCOME, "2024", "8.4"), value(0, ValueRole.OUTCOME, "2025", "7.2")]
    found = check(Records(goals=[goal], indicators=[indicator], indicator_values=values)).findings
    assert [f.severity for f in found] == [Severity.NOTE] * flagged
