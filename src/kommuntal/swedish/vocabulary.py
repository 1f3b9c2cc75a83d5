"""Measures, directions, decision verbs and kinds of documents, as the rules find them in words."""

from kommuntal.schema.enums import Direction, DocumentKind, Measure
from kommuntal.swedish.rules import matches
from kommuntal.swedish.text import Found


def find_measures(text: str) -> list[Found[Measure]]:
    """Return the words that say what a number measures ("utfall", "avvikelse mot budget"), in order."""
    return [Found(m.start, m.end, Measure(m.rule["value"])) for m in matches(text, "measures")]


# of a header that names several, the one that the others only explain: "Avvikelse budget/prognos" is a variance
_STRONGEST = (
    Measure.VARIANCE,
    Measure.CHANGE,
    Measure.TARGET,
    Measure.OUTCOME_PRIOR,
    Measure.FORECAST_PRIOR,
    Measure.BUDGET_PRIOR,
    Measure.FORECAST,
    Measure.BUDGET,
    Measure.OUTCOME,
    Measure.SHARE,
    Measure.COUNT,
)


def parse_measure(header: str) -> Measure | None:
    """Return what a column or row header measures, None where it does not say."""
    named = {found.item for found in find_measures(header)}
    return next((measure for measure in _STRONGEST if measure in named), None)


def find_directions(text: str) -> list[Found[Direction]]:
    """Return the words that say which way an amount points ("underskott", "lägre", "minskat"), in order."""
    return [Found(m.start, m.end, Direction(m.rule["value"])) for m in matches(text, "directions")]


def find_decision_verb(text: str) -> Found[str] | None:
    """Return the verb that says what is decided, in dictionary form; "besluta" only where no other verb follows."""
    hits = [Found(m.start, m.end, str(m.rule["value"])) for m in matches(text, "decisions")]
    return next((hit for hit in hits if hit.item != "besluta"), hits[0] if hits else None)


def find_document_kinds(text: str) -> list[Found[DocumentKind]]:
    """Return the words that name a kind of document ("Delårsrapport", "Kallelse"), in order."""
    return [Found(m.start, m.end, DocumentKind(m.rule["value"])) for m in matches(text, "documents")]
