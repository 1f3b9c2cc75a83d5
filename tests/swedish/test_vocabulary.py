"""Measures, directions, decision verbs and kinds of documents."""

import pytest

from kommuntal.schema.enums import Direction, DocumentKind, Measure
from kommuntal.swedish.dates import months
from kommuntal.swedish.rules import KINDS, data, matches
from kommuntal.swedish.vocabulary import (
    find_decision_verb,
    find_directions,
    find_document_kinds,
    find_measures,
    parse_measure,
)


@pytest.mark.parametrize(
    ("header", "measure"),
    [
        ("Utfall jan-apr 2025", Measure.OUTCOME),
        ("Bokslut 2024", Measure.OUTCOME),
        ("Utfall föregående år", Measure.OUTCOME_PRIOR),
        ("Fg. år", Measure.OUTCOME_PRIOR),
        ("Helårsprognos", Measure.FORECAST),
        ("Prognos 2025", Measure.FORECAST),
        ("Föregående prognos", Measure.FORECAST_PRIOR),
        ("Årsbudget", Measure.BUDGET),
        ("Budget helår", Measure.BUDGET),
        ("Avvikelse budget/prognos", Measure.VARIANCE),
        ("Budgetavvikelse", Measure.VARIANCE),
        ("Diff", Measure.VARIANCE),
        ("Budgetav vikelse", Measure.VARIANCE),
        ("Prognosavvikelse mot budget helår", Measure.VARIANCE),
        ("Utfall jämfört med föregående år", Measure.CHANGE),
        ("Målvärde 2025", Measure.TARGET),
        ("Förändring utfall", Measure.CHANGE),
        ("Budgeterat resultat", Measure.BUDGET),
        ("Andel kvinnor, utfall", Measure.OUTCOME),
        ("Utfall Fg år", Measure.OUTCOME_PRIOR),
        ("Andel kvinnor", Measure.SHARE),
        ("Antal anställda", Measure.COUNT),
    ],
)
def test_headers(header: str, measure: Measure) -> None:
    assert parse_measure(header) == measure


def test_what_was_before_the_document_is_prior() -> None:
    document = months(2025, 1, 4)
    assert parse_measure("Bokslut 2024", document) == Measure.OUTCOME_PRIOR
    assert parse_measure("Utfall jan-apr 2024", document) == Measure.OUTCOME_PRIOR
    assert parse_measure("Utfall jan-apr", document) == Measure.OUTCOME
    assert parse_measure("Budget 2026", document) == Measure.BUDGET


@pytest.mark.parametrize("header", ["", "Socialnämnden", "Jan-apr 2025", "tkr", "Kommentar", "Utfall Budget"])
def test_headers_that_measure_nothing(header: str) -> None:
    assert parse_measure(header) is None


@pytest.mark.parametrize(
    ("sentence", "direction"),
    [
        ("Nämnden visar ett underskott på 3 mkr.", Direction.DEFICIT),
        ("Budgetöverskottet är 3 mkr.", Direction.SURPLUS),
        ("Prognosen är 6 miljoner sämre än budget.", Direction.DEFICIT),
        ("Intäkterna är 2 miljoner lägre.", Direction.LOWER),
        ("Kostnaderna har minskat med 88 miljoner.", Direction.DECREASE),
        ("Volymerna ökade med 3 procent.", Direction.INCREASE),
        ("Gator (3,0 mkr under budget).", Direction.LOWER),
    ],
)
def test_directions(sentence: str, direction: Direction) -> None:
    assert [f.item for f in find_directions(sentence)] == [direction]


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Socialnämnden beslutar att godkänna delårsrapporten.", "godkänna"),
        ("Kommunstyrelsen bifaller förslaget.", "bifalla"),
        ("Nämnden avslår ansökan.", "avslå"),
        ("Nämnden beslutar lägga informationen till handlingarna.", "lägga till handlingarna"),
        ("Fullmäktige antar planen.", "anta"),
        ("Nämnden beslutar enligt förslag.", "besluta"),
        ("Nämnden ger förvaltningen i uppdrag att utreda frågan.", "uppdra"),
    ],
)
def test_decision_verbs(text: str, verb: str) -> None:
    found = find_decision_verb(text)
    assert found is not None
    assert found.item == verb


def test_no_decision_verb() -> None:
    assert find_decision_verb("Nämnden informeras om läget.") is None


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Delårsrapport 1", DocumentKind.INTERIM_REPORT),
        ("Årsbokslut 2025", DocumentKind.ANNUAL_REPORT),
        ("Kallelse till sammanträde", DocumentKind.AGENDA),
        ("Sammanträdesprotokoll", DocumentKind.MINUTES),
        ("Revisionsberättelse", DocumentKind.AUDIT),
        ("Verksamhetsplan 2026", DocumentKind.PLAN),
        ("Tjänsteskrivelse", DocumentKind.CASE_DOCUMENT),
    ],
)
def test_document_kinds(title: str, kind: DocumentKind) -> None:
    assert [f.item for f in find_document_kinds(title)] == [kind]


@pytest.mark.parametrize("kind", KINDS)
def test_every_plain_phrase_matches_itself(kind: str) -> None:
    for rule in data(kind)["rule"]:
        for phrase in rule["phrases"]:
            if not set(phrase) & set("@|*#<>+?.…"):
                assert any(m.start == 0 for m in matches(phrase, kind)), phrase


def test_offsets_hold_with_odd_spaces() -> None:
    text = "  Avvikelse\u00a0\n mot   budget "
    (found,) = find_measures(text)
    assert text[found.start : found.end] == "Avvikelse\u00a0\n mot   budget"
