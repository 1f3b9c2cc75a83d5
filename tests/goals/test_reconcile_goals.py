"""One goal said in two places."""

import json
from datetime import date
from typing import Any

import msgspec
import pytest
from tests.goals.report import DOCUMENT_ID, Report

from kommuntal.reconcile import goals_over_time
from kommuntal.reconcile.goals import check
from kommuntal.reconcile.goals_counts import read_counts
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


@pytest.mark.parametrize(
    ("sentence", "counts"),
    [
        ("Fem av sex mål bedöms uppnås under året.", (6, [(5, MET)])),
        ("Av nämndens 12 mål är åtta uppfyllda.", (12, [(8, MET)])),
        ("Nämnden har 6 mål, varav 5 bedöms uppnås.", (6, [(5, MET)])),
        ("Två av nämndens sju mål bedöms delvis uppnås.", (7, [(2, PARTLY)])),
        ("Två av de sex målen kommer inte att nås.", (6, [(2, NOT)])),
        (
            "Fyra mål bedöms uppnås, två delvis och inget mål bedöms inte uppnås.",
            (6, [(4, MET), (2, PARTLY), (0, NOT)]),
        ),
        ("Tre av fyra mål ska nås.", (None, [])),
        ("Ett av målen nås inte.", (None, [])),
        ("Fyra av sex kommuner når målet.", (None, [])),
        ("Nämnden har sex mål och tre uppdrag.", (None, [])),
    ],
)
def test_what_a_sentence_counts(sentence: str, counts: object) -> None:
    assert read_counts(sentence) == counts


@pytest.mark.parametrize("sentence", ["Förra året nåddes tre av tre mål.", "Minst tre av tre mål bedöms uppnås."])
def test_counts_of_other_years_and_bounds_are_not_held_to_the_list(sentence: str) -> None:
    goals = [goal("Fler cyklar"), goal("Renare luft"), goal("Tystare gator", assessment=NOT)]
    claim = Claim(claim_id="c", document_id=DOCUMENT_ID, page=2, sentence=sentence, quote="tre av tre")
    assert findings(*goals, claims=(claim,)) == []


def test_goals_without_a_verdict_among_others_are_one_note() -> None:
    silent = [
        goal(name, assessment=None, basis=Basis.NONE, symbol_shape=None) for name in ("Tystare gator", "Hela vägar")
    ]
    assessed = [goal(name) for name in ("Fler cyklar", "Renare luft", "Friskare träd")]
    records = Records(documents=[Report().document], goals=[*silent, *assessed])
    (finding,) = check(records).findings
    assert (finding.kind, finding.severity, finding.found) == (FindingKind.GAP, Severity.NOTE, "2")
    assert "”Tystare gator”, ”Hela vägar”" in finding.message
    assert findings(*silent, *assessed[:2]) == []  # most of the list has none: it is no gap


def test_an_unknown_symbol_is_shown_once_where_it_stands() -> None:
    blue: dict[str, Any] = {"assessment": None, "basis": Basis.NONE, "symbol_colour": "blue", "symbol_page": 1}
    box: dict[str, Any] = {"symbol_x0": 500.0, "symbol_top": 90.0, "symbol_x1": 510.0, "symbol_bottom": 100.0}
    goals = [goal("Fler cyklar", **blue, **box), goal("Renare luft", **blue), goal("Friskare träd")]
    (finding,) = check(Records(goals=goals)).findings
    assert (finding.kind, finding.severity, finding.left_quote) == (FindingKind.GAP, Severity.NOTE, "blue circle")
    assert (finding.left_x0, finding.left_bottom) == (500.0, 100.0)
    assert "1 mål till" in finding.message
    assert findings(goal(level=GoalLevel.ASSIGNMENT, **blue)) == []  # "under way" is no verdict


@pytest.mark.parametrize(
    ("colour", "word", "verdict", "flagged"),
    [("red", "Uppfyllt", MET, True), ("green", "Ej uppfyllt", NOT, True), ("green", "Uppfyllt", MET, False)],
)
def test_a_symbol_beside_a_word_that_says_the_opposite(
    colour: str, word: str, verdict: Assessment, flagged: bool
) -> None:
    one = goal(assessment=verdict, assessment_raw=word, basis=Basis.TEXT, symbol_colour=colour)
    assert bool(findings(one)) is flagged


def test_a_verdict_set_in_words_is_held_to_the_prose_too() -> None:
    one = goal(assessment=NOT, assessment_raw="Ej uppfyllt", basis=Basis.TEXT, text_assessment=MET, quote="Målet nås.")
    assert findings(one) == [FindingKind.SYMBOL]
    prose = goal(assessment=NOT, assessment_raw="Målet nås nog inte.", basis=Basis.TEXT, text_assessment=NOT)
    assert findings(prose) == []


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
