"""Claims: every figure stated in running text, with the words that say of whom, of what, when, and how exactly."""

import re
from dataclasses import dataclass
from decimal import Decimal

from kommuntal.extract.context import Context
from kommuntal.layout.model import Layout, Paragraph
from kommuntal.schema import Claim, Records
from kommuntal.schema.enums import Direction, Measure, Unit
from kommuntal.swedish.amounts import Amount, find_amounts
from kommuntal.swedish.dates import Period, find_periods
from kommuntal.swedish.organisations import find_organisations
from kommuntal.swedish.text import Found, sentences
from kommuntal.swedish.vocabulary import find_directions, find_measures

# Words that say how an amount relates to another follow it: "42,6 mkr lägre än budget", "6 miljoner bättre".
COMPARISON = re.compile(
    r"\s*(?:bättre|sämre|högre|lägre|mer|mindre|över|under|fler|färre)(?:\s+än)?"
    r"(?:\s+(?:den\s+)?(?:års)?budget\w*|\s+budgeterat|\s+föregående år|\s+förra året)?",
    re.IGNORECASE,
)
# A clause ends where another begins, so that the words of one amount are not read into the next.
CLAUSE = re.compile(r"[,;:()](?!\d)|\s(?:och|men|medan|samt|varav|vilket|som)\s", re.IGNORECASE)
SIGNED_MEASURES = {Measure.VARIANCE, Measure.CHANGE, Measure.OUTCOME, Measure.FORECAST}
PLAIN_MEASURES = (Measure.FORECAST, Measure.BUDGET, Measure.TARGET, Measure.OUTCOME, Measure.SHARE, Measure.COUNT)


@dataclass(frozen=True)
class _Words:
    """What one sentence says, each with its place: read once, used for every amount in it."""

    text: str
    measures: list[Found[Measure]]
    directions: list[Found[Direction]]
    periods: list[Found[Period]]


def extract_claims(layout: Layout, context: Context) -> Records:
    """Return one claim for each amount in the paragraphs; headings, captions and contents lines state no facts."""
    return Records(
        claims=[
            claim
            for paragraph in layout.paragraphs
            if paragraph.role in ("body", "list", "note")
            for start, end in sentences(paragraph.text)
            for claim in _of_sentence(paragraph, start, end, context)
        ]
    )


def _of_sentence(paragraph: Paragraph, start: int, end: int, context: Context) -> list[Claim]:
    text = paragraph.text[start:end]
    amounts = find_amounts(text)
    if not amounts or _is_contents_line(text):
        return []
    document = Period(*context.period) if context.period else None
    words = _Words(text, find_measures(text), find_directions(text), find_periods(text, document))
    named = find_organisations(text)
    organisation = named[0].item.name if named else context.organisation(paragraph.section)
    out = []
    for n, found in enumerate(amounts):
        left, right = _clause(text, amounts, n)
        measure = _measure(words, left, right, found)
        direction = _direction(words, left, right)
        period = _period(words, found, measure, document)
        quote_start, quote_end = _quote(text, left, right, found)
        page, box = paragraph.place(start + quote_start, start + quote_end)
        sign = _sign(found.item, direction, measure)
        low, high = found.item.low, found.item.high
        if sign < 0:
            low, high = (None if high is None else -high), (None if low is None else -low)
        unit = found.item.unit
        out.append(
            Claim(
                claim_id=context.ids.next("claim", page),
                document_id=context.document_id,
                page=page,
                x0=box.x0,
                top=box.top,
                x1=box.x1,
                bottom=box.bottom,
                sentence=text,
                quote=text[quote_start:quote_end],
                organisation=organisation,
                subject=text[left : found.start].strip(" ,;:(–-•") or None,
                measure=measure,
                value=sign * found.item.value,
                value_low=low,
                value_high=high,
                unit=unit.text if unit else None,
                base_unit=unit.base if unit else None,
                scale=unit.scale if unit else None,
                hedge=found.item.hedge,
                direction=direction,
                period_start=period.start if period else None,
                period_end=period.end if period else None,
                # an amount whose words say nothing of what it measures is read right but understood less
                confidence=0.9 if measure is not Measure.OTHER else 0.6,
            )
        )
    return out


def _is_contents_line(text: str) -> bool:
    return bool(re.search(r"\.{4,}|(?:\. ){4,}|…{2,}", text))


def _clause(text: str, amounts: list[Found[Amount]], n: int) -> tuple[int, int]:
    """Return the part of the sentence whose words belong to amount `n`: its clause, and nothing of another amount."""
    found = amounts[n]
    start = amounts[n - 1].end if n else 0
    end = amounts[n + 1].start if n + 1 < len(amounts) else len(text)
    if n:  # what compares the amount before is said of that one
        compared = COMPARISON.match(text, start)
        start = compared.end() if compared else start
    breaks = [m.end() for m in CLAUSE.finditer(text, start, found.start)]
    near = next((b for b in reversed(breaks) if re.search(r"\w{3}", text[b : found.start])), start)
    after = CLAUSE.search(text, found.end, end)
    return near, after.start() if after else end


def _measure(words: _Words, left: int, right: int, found: Found[Amount]) -> Measure:
    compared = COMPARISON.match(words.text, found.end)
    if compared and re.search("budget", compared.group(), re.IGNORECASE):
        return Measure.VARIANCE
    before = [m for m in words.measures if left <= m.start < found.start]
    after = [m for m in words.measures if found.end <= m.start < right]
    near = {m.item for m in before}
    if Measure.VARIANCE in near:
        return Measure.VARIANCE
    directions = {d.item for d in words.directions if left <= d.start < right}
    if directions & {Direction.SURPLUS, Direction.DEFICIT}:
        return Measure.VARIANCE
    if (compared and compared.group().strip()) or Measure.CHANGE in near:
        return Measure.CHANGE
    # the word nearest before the amount speaks of it; one after it only when none stands before
    for group in (list(reversed(before)), after):
        for measure in group:
            if measure.item in PLAIN_MEASURES or measure.item.value.endswith("_prior"):
                return measure.item
    earlier = [m for m in words.measures if m.start < found.start and m.item in PLAIN_MEASURES]
    if earlier:
        return earlier[-1].item
    if found.item.unit and found.item.unit.base in (Unit.PERSONS, Unit.COUNT):
        return Measure.COUNT
    return Measure.OTHER


def _direction(words: _Words, left: int, right: int) -> Direction | None:
    inside = [d.item for d in words.directions if left <= d.start < right]
    return inside[0] if inside else None


def _sign(amount: Amount, direction: Direction | None, measure: Measure) -> Decimal:
    """Return -1 where the words turn a printed positive number: a deficit is below zero; "lower" depends on of what."""
    if amount.value > 0 and direction is Direction.DEFICIT and measure in SIGNED_MEASURES:
        return Decimal(-1)
    return Decimal(1)


def _period(words: _Words, found: Found[Amount], measure: Measure, document: Period | None) -> Period | None:
    """Return the period named nearest the amount; without one, a forecast or budget is of the year, the rest of the
    document's own period."""
    if words.periods:
        return min(words.periods, key=lambda p: _distance(p, found)).item
    if document is None:
        return None
    if measure in (Measure.FORECAST, Measure.BUDGET, Measure.TARGET):
        year = document.end.year
        return Period(document.end.replace(year, 1, 1), document.end.replace(year, 12, 31))
    return document


def _distance(period: Found[Period], amount: Found[Amount]) -> int:
    return max(period.start - amount.end, amount.start - period.end)


def _quote(text: str, left: int, right: int, found: Found[Amount]) -> tuple[int, int]:
    """Return the words to show: the amount, the few before it that name it, and a comparison after it."""
    head = text[left : found.start]
    words = list(re.finditer(r"\S+", head))
    start = left + words[-min(5, len(words))].start() if words else found.start
    compared = COMPARISON.match(text, found.end)
    end = min(compared.end(), max(right, found.end)) if compared and compared.group().strip() else found.end
    return start, max(end, found.end)
