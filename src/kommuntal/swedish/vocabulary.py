"""Measures, directions, decision verbs and kinds of documents, as the rules find them in words."""

from kommuntal.schema.enums import Direction, DocumentKind, Measure
from kommuntal.swedish.dates import Period, parse_period
from kommuntal.swedish.rules import matches
from kommuntal.swedish.text import Found


def find_measures(text: str) -> list[Found[Measure]]:
    """Return the words that say what a number measures ("utfall", "avvikelse mot budget"), in order."""
    return [Found(m.start, m.end, Measure(m.rule["value"])) for m in matches(text, "measures")]


_PRIOR = {
    Measure.OUTCOME: Measure.OUTCOME_PRIOR,
    Measure.FORECAST: Measure.FORECAST_PRIOR,
    Measure.BUDGET: Measure.BUDGET_PRIOR,
}


def parse_measure(header: str, document: Period | None = None) -> Measure | None:
    """Return what a column or row header measures, None where it names nothing or two things.

    A variance or change names what it compares ("Avvikelse budget/prognos") and stays one. With the document's own
    period, what a header says of a time before it is prior ("Bokslut 2024" in a report on 2025).
    """
    # a narrow column breaks words without a hyphen: "Budgetav vikelse"
    hits = matches(header, "measures") or matches("".join(header.split()), "measures")
    named = {Measure(m.rule["value"]) for m in hits if not m.rule.get("weak")}
    named = named or {Measure(m.rule["value"]) for m in hits}
    for comparison in (Measure.VARIANCE, Measure.CHANGE):
        if comparison in named:
            return comparison
    named -= {plain for plain, prior in _PRIOR.items() if prior in named}
    if len(named) != 1:
        return None
    (measure,) = named
    period = parse_period(header, document) if document else None
    return _PRIOR.get(measure, measure) if document and period and period.end < document.start else measure


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
