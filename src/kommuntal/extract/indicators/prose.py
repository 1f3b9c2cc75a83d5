"""Indicators of running text: lines that set targets year by year."""

import re
from collections.abc import Iterator

from kommuntal.extract.context import Context
from kommuntal.extract.indicators.reading import Reading, Value, operator_of
from kommuntal.layout.model import Layout, Paragraph
from kommuntal.schema.enums import ValueRole
from kommuntal.swedish.amounts import find_amounts
from kommuntal.swedish.text import squash

# "Mål sjukfrånvaro (2025: 8,4%, 2026: 8%)": a year and what is to be reached in it
BY_YEAR = re.compile(r"\b(?P<year>20\d\d)\s*:?\s+(?P<value>(?:[a-zåäö]+ )?\d[\d ]*(?:,\d+)?\s*(?:%|procent\b)?)(?!\d)")
OPENS = re.compile(
    r"(?i)\b(?:mål(?:värde|et|tal)?|målsättning)(?: för)?\s+(?:(?:verksamhetsplan|budget)(?:en)?\s+)?"
    r"(?P<name>[^(:.]{4,80}?)\s*:?\s*\(?$"
)
FEWEST = 2  # years that make a row of targets


def prose_indicators(layout: Layout, context: Context) -> Iterator[Reading]:
    """Yield the indicators whose targets running text lists year by year."""
    for p in layout.paragraphs:
        if p.role not in ("heading", "caption"):
            yield from _by_year(p)


def _by_year(p: Paragraph) -> Iterator[Reading]:
    found = list(BY_YEAR.finditer(p.text))
    if len(found) < FEWEST:
        return
    opens = OPENS.search(p.text[: found[0].start()])
    if opens is None:
        return
    page, box = p.place(opens.start("name"), opens.end("name"))
    reading = Reading(squash(opens["name"]), None, page, box, p.section, confidence=0.8)
    for match in found:
        text = squash(match["value"])
        amounts = find_amounts(text)
        if len(amounts) != 1:
            continue
        at, place = p.place(match.start(), match.end())
        value = Value(ValueRole.TARGET, text, at, place, match["year"], operator_of(text, ValueRole.TARGET), 0.8)
        reading.values.append(value)
        unit = amounts[0].item.unit
        reading.unit = reading.unit or (unit.text if unit else None)
    if len(reading.values) >= FEWEST:
        yield reading
