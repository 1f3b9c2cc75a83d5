"""One goal said in two places."""

import json
from datetime import date
from typing import Any

import msgspec
import pytest
from tests.goals.report import DOCUMENT_ID, Report

from kommuntal.reconcile import goals_over_time
from kommuntal.reconcile.goals import check
from kommuntal.schema import Claim, Goal, Records
from kommuntal.schema.enums import Assessment, Basis, FindingKind, GoalLevel, Severity, Trend

MET, LARGELY, PARTLY, NOT = Assessment.MET, Assessment.LARGELY_MET, Assessment.PARTLY_MET, Assessment.NOT_MET


def goal(title: str = "Fler cyklar", **facts: Any) -> Goal:
    facts = {"assessment": MET, "basis": Basis.SYMBOL, "symbol_shape": "circle", "level": GoalLevel.COUNCIL, **facts}
    return Goal(document_id=DOCUMENT_ID, goal_id=title, title=title, page=1, organisation="Granviks kommun", **facts)


def findings(*goals: Goal, claims: tuple[Claim, ...] = ()) -> list[FindingKind]:
    document = Report().document
    return [f.kind for f in check(Records(documents=[document], goals=list(goals), claims=list(claims))).findings]


def test_a_symbol_that_says_otherwise_than_the_words_beside_it() -> None:
    one = goal(assessment=NOT, text_assessment=MET, quote="Målet bedöms vara uppfyllt.", quote_page=4)
    (finding,) = check(Records(goals=[one])).findings
    assert (finding.kind, finding.severity) == (FindingKind.SYMBOL, Severity.ERROR)
    assert (finding.left_page, finding.right_page) == (1, 4)
    assert (finding.found, finding.expected) == ("ej uppfyllt", "uppfyllt")
    assert finding.message_en and "not met" in finding.message_en


@pytest.mark.parametrize(
    ("seen", "said", "level", "flagged"),
    [
        (MET, MET, GoalLevel.COUNCIL, False),
        (MET, PARTLY, GoalLevel.COUNCIL, True),
        (MET, LARGELY, GoalLevel.COUNCIL, False),  # no symbol here says "largely"
        (NOT, LARGELY, GoalLevel.COUNCIL, True),
        (MET, PARTLY, GoalLevel.ACTIVITY, False),  # under way as planned
        (MET, NOT, GoalLevel.ACTIVITY, True),
        (MET, None, GoalLevel.COUNCIL, False),
    ],
)
def test_what_contradicts_a_symbol(seen: Assessment, said: Assessment | None, level: GoalLevel, flagged: bool) -> None:
    basis = Basis.BOTH if seen is said else Basis.SYMBOL
    assert bool(findings(goal(assessment=seen, text_assessment=said, level=level, basis=basis))) is flagged


def test_words_of_a_scale_with_four_steps_are_held_to_it() -> None:
    other = goal("Renare luft", assessment=LARGELY)
    assert findings(goal(assessment=MET, text_assessment=LARGELY), other) == [FindingKind.SYMBOL]


def test_a_summary_that_says_otherwise_than_the_box() -> None:
    assert findings(goal(detail_assessment=PARTLY, detail_page=7)) == [FindingKind.SYMBOL]
    assert findings(goal(detail_assessment=MET, detail_page=7)) == []


def test_an_arrow_that_points_otherwise_than_the_words() -> None:
    assert findings(goal(trend=Trend.IMPROVING, text_trend=Trend.WORSENING)) == [FindingKind.SYMBOL]


@pytest.mark.parametrize(("count", "flagged"), [("två av tre", False), ("tre av tre", True), ("fyra av sju", False)])
def test_counts_are_held_to_the_list_they_count(count: str, flagged: bool) -> None:
    goals = [goal("Fler cyklar"), goal("Renare luft"), goal("Tystare gator", assessment=NOT)]
    sentence = f"Prognosen är att {count} mål bedöms uppnås."
    claim = Claim(claim_id="c", document_id=DOCUMENT_ID, page=2, sentence=sentence, quote=count)
    assert bool(findings(*goals, claims=(claim,))) is flagged


def test_one_goal_without_a_verdict_among_others_is_a_note() -> None:
    silent = goal("Tystare gator", assessment=None, basis=Basis.NONE, symbol_shape=None)
    assessed = [goal(name) for name in ("Fler cyklar", "Renare luft", "Friskare träd")]
    assert findings(silent, *assessed) == [FindingKind.GAP]
    assert findings(silent, assessed[0]) == []


@pytest.mark.parametrize(("year", "verdict"), [(2025, "match"), (2024, "unsure")])
def test_the_same_goal_of_two_reports_is_linked_and_says_what_changed(year: int, verdict: str) -> None:
    report = Report().document
    earlier = msgspec.structs.replace(report, document_id="2" * 64, period_end=date(year, 4, 30))
    before = msgspec.structs.replace(goal(assessment=PARTLY), goal_id="before", document_id="2" * 64)
    other = msgspec.structs.replace(before, goal_id="other", title="Fler cyklister")
    records = Records(documents=[report, earlier], goals=[goal(), before, other])
    (link,) = goals_over_time.check(records).links
    assert (link.left_id, link.right_id, link.verdict) == ("before", "Fler cyklar", verdict)
    assert json.loads(link.reasons)["assessments"] == ["partly_met", "met"]
