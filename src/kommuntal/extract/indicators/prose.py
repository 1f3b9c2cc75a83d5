"""Indicators of running text: targets listed year by year, and what the follow-up of a goal says it is measured by."""

import re
from collections.abc import Iterator, Sequence

from kommuntal.extract.goals.words import level_of, says
from kommuntal.extract.indicators.reading import Reading, Value, operator_of, period_of
from kommuntal.layout.model import Layout, Paragraph
from kommuntal.schema import Document, Goal
from kommuntal.schema.enums import ValueRole
from kommuntal.swedish.alike import letters
from kommuntal.swedish.amounts import Amount, find_amounts
from kommuntal.swedish.text import Found, sentences, squash

CONFIDENCE = 0.7
# "Mål sjukfrånvaro (2025: 8,4%, 2026: 8%)": a year and what is to be reached in it
BY_YEAR = re.compile(r"\b(?P<year>20\d\d)\s*:?\s+(?P<value>(?:[a-zåäö]+ )?\d[\d ]*(?:,\d+)?\s*(?:%|procent\b)?)(?!\d)")
OPENS = re.compile(
    r"(?i)\b(?:mål(?:värde|et|tal)?|målsättning)(?: för)?\s+(?:(?:verksamhetsplan|budget)(?:en)?\s+)?"
    r"(?P<name>[^(:.]{4,80}?)\s*:?\s*\(?$"
)
FEWEST = 2  # years that make a row of targets
# "Andelen deltagare som gått vidare har ökat från 11 % 2023 till 12 % 2024"
MEASURED = re.compile(
    r"(?P<name>(?:Andel|Antal)(?:en|et)?\s[^.;]{5,140}?)\s+(?P<verb>har|är|var|ligger|uppgår|uppgick|blev)\s(?P<rest>.+)",
    re.DOTALL,
)
# "Under 2024 var andelen elever som fullföljer kursen 55 %"
INVERTED = re.compile(
    r"(?P<when>.*\b20\d\d)\s+(?:var|är|uppgick)\s+(?P<name>(?:andel|antal)(?:en|et)\s[^.;\d]{5,140}?)\s+"
    r"(?P<rest>(?:till |sammanlagt |totalt |cirka |ca )*\d.*)",
    re.DOTALL,
)
ASKED = re.compile(r"(?i)frågan\s+[”\"“](?P<name>[^”\"“]{8,120})[”\"“]\s+(?:blev|är|var)\s(?P<rest>.+)", re.DOTALL)
FROM_TO = re.compile(r"(?i)\bfrån\s+(?P<from>.+?)\s+till\s+(?P<to>.+)", re.DOTALL)
COMPARED = re.compile(r"(?i)(?P<to>.+?)\bjämfört\s+med\s+(?P<from>.+)", re.DOTALL)
BETWEEN = re.compile(r"\bmellan\s+(?P<first>20\d\d)\s+och\s+(?P<last>20\d\d)")
CHANGE = re.compile(
    r"(?i)\b(?:ökat|minskat|ökade|minskade|sjunkit|stigit)\b.{0,40}?(?<!jämfört)\s+med\s+(?:ca |cirka )?\d"
)


def prose_indicators(layout: Layout, goals: Sequence[Goal], document: Document) -> Iterator[Reading]:
    """Yield the indicators that running text lists targets of, or that the follow-up of a goal gives values of."""
    titles = {letters(g.title) for g in goals}
    for p in layout.paragraphs:
        if p.role in ("heading", "caption"):
            continue
        yield from _by_year(p)
        if _follows_up(layout, p, titles):
            for start, end in sentences(p.text):
                yield from _measured(p, start, p.text[start:end], document)


def _follows_up(layout: Layout, p: Paragraph, titles: set[str]) -> bool:
    """Say whether a paragraph stands under a goal, or in a chapter that assesses goals."""
    section = p.section
    while section is not None:
        heading = layout.sections[section].heading
        if letters(heading) in titles or says(heading, "columns", "assessment") or level_of(heading):
            return bool(titles)
        section = layout.sections[section].parent
    return False


def _by_year(p: Paragraph) -> Iterator[Reading]:
    found = list(BY_YEAR.finditer(p.text))
    if len(found) < FEWEST:
        return
    opens = OPENS.search(p.text[: found[0].start()])
    if opens is None:
        return
    page, box = p.place(opens.start("name"), opens.end("name"))
    reading = Reading(squash(opens["name"]), None, page, box, p.section, confidence=CONFIDENCE)
    for match in found:
        text = squash(match["value"])
        amounts = find_amounts(text)
        if len(amounts) != 1:
            continue
        at, place = p.place(match.start(), match.end())
        value = Value(ValueRole.TARGET, text, at, place, match["year"], operator_of(text, ValueRole.TARGET), CONFIDENCE)
        reading.values.append(value)
        unit = amounts[0].item.unit
        reading.unit = reading.unit or (unit.text if unit else None)
    if len(reading.values) >= FEWEST:
        yield reading


def _measured(p: Paragraph, offset: int, sentence: str, document: Document) -> Iterator[Reading]:
    """Yield the indicator that a sentence gives the value of; a sentence that only says by how much it changed, or
    gives more numbers than it explains, gives none."""
    match = MEASURED.match(sentence) or INVERTED.match(sentence) or ASKED.search(sentence)
    if match is None or CHANGE.search(sentence) or re.search(r"\d", match["name"]):
        return
    rest, at = match["rest"], offset + match.start("rest")
    parts = FROM_TO.search(rest) or COMPARED.search(rest)
    between = BETWEEN.search(rest)
    wanted = [(ValueRole.OUTCOME, "to", "last"), (ValueRole.BASELINE, "from", "first")] if parts else []
    values = []
    for role, part, year in wanted:
        assert parts is not None
        amount = _only(parts[part] if part == "from" or "jämfört" in rest else _before(parts[part]))
        if amount is None:
            return
        start = at + parts.start(part)
        when = between[year] if between else None
        values.append(_value(p, start, amount, role, when or period_of("", parts[part], document)))
    if not parts:
        amount = _only(rest)
        if amount is None:
            return
        when = period_of(match.groupdict().get("when") or "", rest, document)
        values.append(_value(p, at, amount, ValueRole.OUTCOME, when))
    page, box = p.place(offset + match.start("name"), offset + match.end("name"))
    units = {v.amount.unit.text for v in values if v.amount and v.amount.unit}
    name = re.split(r"\s+(?:har|är)\s+enligt\b", squash(match["name"]))[0]
    yield Reading(name, units.pop() if len(units) == 1 else None, page, box, p.section, values, None, CONFIDENCE)


def _before(text: str) -> str:
    """Return a text up to where the sentence goes on about something else."""
    return re.split(r"[,;)]\s|\.\s", text)[0]


def _only(text: str) -> Found[Amount] | None:
    """Return the one amount of a text, None where there is none or more than one."""
    found = find_amounts(text)
    return found[0] if len(found) == 1 else None


def _value(p: Paragraph, offset: int, amount: Found[Amount], role: ValueRole, period: str | None) -> Value:
    page, box = p.place(offset + amount.start, offset + amount.end)
    return Value(role, squash(amount.item.text), page, box, period, None, CONFIDENCE)
