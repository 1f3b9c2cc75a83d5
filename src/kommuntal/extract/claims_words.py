"""What the words around an amount say of it: what it measures, against what, which way, and when."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kommuntal.schema.enums import Direction, Measure, Unit
from kommuntal.swedish.amounts import Amount, find_amounts
from kommuntal.swedish.dates import Period, find_periods
from kommuntal.swedish.text import Found
from kommuntal.swedish.vocabulary import find_directions, find_measures, parse_measure

# Words after an amount that hold it against another: "42,6 mkr lägre än budget", "6 miljoner bättre".
COMPARISON = re.compile(r"\s*(?:bättre|sämre|högre|lägre|mer|mindre|över|under|fler|färre)\b(?:\s+än)?", re.IGNORECASE)
# A clause ends where another begins, so that the words of one amount are not read into the next.
CLAUSE = re.compile(r"[,;:()](?!\d)|\s(?:och|men|medan|samt|varav|vilket|som)\s", re.IGNORECASE)
# Where the words of comparison end: at a mark or where a new thought begins.
THOUGHT = re.compile(r"[,;:()](?!\d)|\s(?:men|medan|varav|vilket|där|då)\s", re.IGNORECASE)

SIGNED = {Measure.VARIANCE, Measure.CHANGE, Measure.OUTCOME, Measure.FORECAST}
YEARLY = (Measure.FORECAST, Measure.FORECAST_PRIOR, Measure.BUDGET, Measure.TARGET)
# what an amount can be held against, and the name of it: a forecast is held against the one before
AGAINST = {
    Measure.BUDGET: Measure.BUDGET,
    Measure.FORECAST: Measure.FORECAST_PRIOR,
    Measure.FORECAST_PRIOR: Measure.FORECAST_PRIOR,
    Measure.OUTCOME_PRIOR: Measure.OUTCOME_PRIOR,
    Measure.TARGET: Measure.TARGET,
}
AFTER_BUDGET = re.compile(r"budget\w*\s+\(\s*$", re.IGNORECASE)  # "mot budget (+9,2 mkr)"
TARGET = re.compile(r"(?:mål|målet)\b", re.IGNORECASE)  # a budgeted surplus is a budget
FROM_TO = re.compile(r"\bfrån\s+\S*$|\btill\s+\S*$", re.IGNORECASE)  # both ends of a change are amounts of their own
MADE_IN = re.compile(
    r"(?:prognos|rapport)\w*(?:\s+(?:per|i|från))?\s+$", re.IGNORECASE
)  # when it was made, not its time
THE_YEAR = re.compile(r"\b(?:helår\w*|för året|årets prognos)", re.IGNORECASE)
# comparisons that the rules for measures find whole, with what is compared inside
BUDGET = re.compile(r"budget", re.IGNORECASE)


@dataclass(frozen=True)
class Words:
    """What one sentence says, each with its place: read once, used for every amount in it."""

    text: str
    amounts: list[Found[Amount]]
    measures: list[Found[Measure]]
    directions: list[Found[Direction]]
    periods: list[Found[Period]]


def words_of(text: str, document: Period | None) -> Words:
    """Return what the sentence says; without amounts nothing else is looked for."""
    amounts = find_amounts(text)
    if not amounts:
        return Words(text, [], [], [], [])
    return Words(text, amounts, find_measures(text), find_directions(text), find_periods(text, document))


def clause(words: Words, n: int) -> tuple[int, int]:
    """Return the part of the sentence whose words belong to amount `n`: its clause, and nothing of another amount."""
    text, found = words.text, words.amounts[n]
    start = words.amounts[n - 1].end if n else 0
    if n:  # what compares the amount before is said of that one
        held = COMPARISON.match(text, start)
        start = _thought_end(text, held.end(), found.start) if held else start
        if text[start : start + 1] == ")" and (opened := text.rfind("(", 0, start)) >= 0:
            # what stands in brackets is said by the way: the words before them go on
            earlier = words.amounts[n - 2].end if n > 1 else 0
            breaks = [m.end() for m in CLAUSE.finditer(text, earlier, opened)]
            return (breaks[-1] if breaks else earlier), _clause_end(words, n)
    breaks = [m.end() for m in CLAUSE.finditer(text, start, found.start)]
    near = next((b for b in reversed(breaks) if re.search(r"\w{3}", text[b : found.start])), start)
    return near, _clause_end(words, n)


def _clause_end(words: Words, n: int) -> int:
    end = words.amounts[n + 1].start if n + 1 < len(words.amounts) else len(words.text)
    after = CLAUSE.search(words.text, words.amounts[n].end, end)
    return after.start() if after else end


def _thought_end(text: str, start: int, end: int) -> int:
    found = THOUGHT.search(text, start, end)
    return found.start() if found else start


def comparison(words: Words, n: int) -> tuple[Measure | None, int]:
    """Return what amount `n` is held against and where those words end; None where nothing is named.

    "6 miljoner bättre jämfört med den prognos som gjordes i mars": against the forecast before.
    """
    found = words.amounts[n]
    held = COMPARISON.match(words.text, found.end)
    compared = re.compile(r"\s*(?:jämfört med|mot|gentemot)\b", re.IGNORECASE).match(words.text, found.end)
    first = held or compared
    if first is None:
        return None, found.end
    end = words.amounts[n + 1].start if n + 1 < len(words.amounts) else len(words.text)
    end = _until(words.text, first.end(), end)
    for measure in words.measures:
        if not found.end <= measure.start < end:
            continue
        if BUDGET.search(words.text, measure.start, measure.end):
            return Measure.BUDGET, measure.end
        if measure.item in AGAINST:
            return AGAINST[measure.item], measure.end
    return None, first.end()


def _until(text: str, start: int, end: int) -> int:
    found = THOUGHT.search(text, start, end)
    return found.start() if found else end


def measure(words: Words, n: int, left: int, right: int, against: Measure | None, heading: str | None) -> Measure:
    """Return what amount `n` measures: as its comparison says, else its clause, its sentence, its heading."""
    text, found = words.text, words.amounts[n]
    if against is Measure.BUDGET:
        return Measure.VARIANCE
    if against in (Measure.FORECAST_PRIOR, Measure.OUTCOME_PRIOR):
        return Measure.CHANGE
    if AFTER_BUDGET.search(text, 0, found.start):
        return Measure.BUDGET
    before = [m.item for m in find_measures(text[left : found.start])]
    directions = {d.item for d in words.directions if left <= d.start < right}
    if Measure.VARIANCE in before and not (Measure.BUDGET in before and TARGET.search(text[left : found.start])):
        return Measure.VARIANCE
    if COMPARISON.match(text, found.end) or (Measure.CHANGE in before and not FROM_TO.search(text[left : found.start])):
        return Measure.CHANGE
    if directions & {Direction.SURPLUS, Direction.DEFICIT} and Measure.BUDGET not in before:
        return Measure.VARIANCE
    return (
        parse_measure(text[left : found.start])
        or _nearest(reversed(before))
        or _nearest(m.item for m in words.measures if found.end <= m.start < right)
        or _nearest(m.item for m in reversed(words.measures) if m.start < found.start)
        or _counted(found.item)
        or (parse_measure(heading) if heading else None)
        or Measure.OTHER
    )


def _nearest(measures: Iterable[Measure]) -> Measure | None:
    """Return the first of the words that names a measure of its own and no comparison."""
    return next((m for m in measures if m is not Measure.CHANGE), None)


def _counted(amount: Amount) -> Measure | None:
    return Measure.COUNT if amount.unit and amount.unit.base in (Unit.PERSONS, Unit.COUNT) else None


def direction(words: Words, n: int, left: int, right: int) -> Direction | None:
    """Return which way the words of the clause point, the comparison right after the amount first."""
    found = words.amounts[n]
    held = COMPARISON.match(words.text, found.end)
    inside = [d for d in words.directions if left <= d.start < right]
    after = [d.item for d in inside if held and held.start() <= d.start < held.end()]
    return after[0] if after else inside[0].item if inside else None


def sign(amount: Amount, way: Direction | None, what: Measure) -> Decimal:
    """Return -1 where the words turn a printed positive number: a deficit is below zero; "lower" depends on of what."""
    if amount.value > 0 and way is Direction.DEFICIT and what in SIGNED:
        return Decimal(-1)
    return Decimal(1)


def period(words: Words, n: int, what: Measure, document: Period | None) -> Period | None:
    """Return the period that the words of the amount name, else the one the sentence begins with; without one, a
    forecast or budget is of the year, the rest of the document's own period."""
    found = words.amounts[n]
    named = [p for p in words.periods if not MADE_IN.search(words.text[: p.start])]
    start, end = _thought(words, n)
    own = [p for p in named if start <= p.start < end]
    leading = [p for p in named if p.start < words.amounts[0].start]
    for group in (own, leading):
        if group:
            return min(group, key=lambda p: max(p.start - found.end, found.start - p.end)).item
    if document is None:
        return None
    if what in YEARLY or (what is Measure.VARIANCE and _of_the_year(words)):
        year = document.end.year
        return Period(document.end.replace(year, 1, 1), document.end.replace(year, 12, 31))
    return document


def _thought(words: Words, n: int) -> tuple[int, int]:
    """Return from the end of the amount before (or the mark after it) to the beginning of the next, within marks."""
    found = words.amounts[n]
    start = words.amounts[n - 1].end if n else 0
    marks = [m.end() for m in THOUGHT.finditer(words.text, start, found.start)]
    end = words.amounts[n + 1].start if n + 1 < len(words.amounts) else len(words.text)
    if FROM_TO.search(words.text[start : found.start]) and n == 0:  # "från 5 förra året till 6 i år"
        end = min(end, words.text.find(" till ", found.end) % (len(words.text) + 1))
    return marks[-1] if marks else start, _until(words.text, found.end, end)


def _of_the_year(words: Words) -> bool:
    return any(m.item is Measure.FORECAST for m in words.measures) or bool(THE_YEAR.search(words.text))
