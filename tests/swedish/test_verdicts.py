"""Verdicts and trends: the examples beside the rules are what the rules must do."""

from typing import Any

import pytest

from kommuntal.schema.enums import Assessment
from kommuntal.swedish.rules import data
from kommuntal.swedish.verdicts import find_trend, find_verdicts, overall_verdict, parse_verdict

RULES: list[dict[str, Any]] = data("verdicts")["rule"]
TRENDS: list[dict[str, Any]] = data("trends")["rule"]


@pytest.mark.parametrize(("sentence", "rule"), [(s, r) for r in RULES for s in r.get("for", [])])
def test_states_its_verdict(sentence: str, rule: dict[str, Any]) -> None:
    found = find_verdicts(sentence)
    assert [(f.item.assessment, f.item.about) for f in found] == [(rule["assessment"], rule.get("about", "goal"))]
    assert sentence[found[0].start : found[0].end] == found[0].item.text
    assert found[0].item.tense == rule.get("tense", found[0].item.tense)


@pytest.mark.parametrize("sentence", [s for r in RULES for s in r.get("against", [])])
def test_states_no_verdict(sentence: str) -> None:
    assert find_verdicts(sentence) == []


@pytest.mark.parametrize(
    ("label", "assessment"), [(x, a) for a, labels in data("verdicts")["labels"].items() for x in labels]
)
def test_labels(label: str, assessment: str) -> None:
    assert parse_verdict(label.capitalize() + ".") == Assessment(assessment)


def test_an_answer_is_a_verdict_in_a_cell_only() -> None:
    assert parse_verdict("Ja") == Assessment.MET
    assert find_verdicts("Ja.") == []


@pytest.mark.parametrize("label", ["Pågående", "Ekonomi", "2025", "", "Kommentar", "Försenad", "Mål", "Trend"])
def test_no_labels(label: str) -> None:
    assert parse_verdict(label) is None


@pytest.mark.parametrize(
    ("text", "assessment", "tense"),
    [
        ("Målet är inte uppnått per april, men prognosen är att det kommer att nås vid årets slut.", "met", "forecast"),
        ("Arbetet går framåt. Målet uppfylls delvis. Fler insatser planeras.", "partly_met", "outcome"),
        ("Förra året nåddes målet inte. Målet bedöms nås i år.", "met", "forecast"),
    ],
)
def test_a_whole_comment(text: str, assessment: str, tense: str) -> None:
    found = overall_verdict(text)
    assert found is not None
    assert (found.item.assessment, found.item.tense) == (assessment, tense)


@pytest.mark.parametrize("text", ["", "Målet är uppnått. Målet är inte uppnått.", "Nämnden arbetar med målet."])
def test_no_overall_verdict(text: str) -> None:
    assert overall_verdict(text) is None


def test_uncertainty_is_told() -> None:
    assert find_verdicts("Målet kommer troligen att nås.")[0].item.hedged
    assert not find_verdicts("Målet kommer att nås.")[0].item.hedged


@pytest.mark.parametrize(("sentence", "trend"), [(s, r["value"]) for r in TRENDS for s in r.get("for", [])])
def test_trends(sentence: str, trend: str) -> None:
    found = find_trend(sentence)
    assert found is not None
    assert found.item == trend


@pytest.mark.parametrize("sentence", [s for r in TRENDS for s in r.get("against", [])])
def test_no_trends(sentence: str) -> None:
    assert find_trend(sentence) is None


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Inventeringen är genomförd.", Assessment.MET),
        ("Inventeringen är genomförd enligt plan. Återstår inmatning i kartan.", Assessment.LARGELY_MET),
        ("Inventeringen är genomförd. Inget återstår.", Assessment.MET),
    ],
)
def test_what_is_done_but_for_something_that_remains(text: str, verdict: Assessment) -> None:
    found = overall_verdict(text, "activity")
    assert found is not None and found.item.assessment is verdict


def test_answers_are_verdicts_only_where_they_are_asked_for() -> None:
    assert parse_verdict("Nej") is Assessment.NOT_MET
    assert parse_verdict("Nej", answers=False) is None
    assert parse_verdict("Ej uppfyllt", answers=False) is Assessment.NOT_MET
