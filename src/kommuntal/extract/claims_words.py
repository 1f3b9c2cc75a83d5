"""What the words around an amount say of it: what it measures, against what, which way, and when."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from kommuntal.schema.enums import Direction, Measure, Unit
from kommuntal.swedish.amounts import Amount, find_amounts
from kommuntal.swedish.dates import Period, find_periods
from kommuntal.swedish.text import Found
from kommuntal.swedish.vocabulary import find_directions, find_measures, parse_measure

# Words after an amount that hold it against another: "42,6 mkr lägre än budget", "6 miljoner bättre".
COMPARISON = re.compile(
    r"\s*(?:(?:bättre|sämre|högre|lägre|dyrare|billigare|mer|mindre|fler|färre)\b(?:\s+än)?"
    r"|(?:över|under)(?=\s+(?:\w+\s+)?(?:\w*budget|mål|prognos|föregående)))",
    re.IGNORECASE,
)
HELD_AGAINST = re.compile(r"\s*(?:jämfört med|mot|gentemot)\b|(?<=samma nivå)\s+som\b", re.IGNORECASE)
UNCHANGED = re.compile(r"\bsamma nivå(?=\s+som\b)", re.IGNORECASE)
# A clause ends where another begins, so that the words of one amount are not read into the next.
CLAUSE = re.compile(r"[,;:()](?!\d)|\s(?:och|men|medan|samt|varav|vilket|som)\s", re.IGNORECASE)
# Where the words of comparison end: at a mark or where a new thought begins.
THOUGHT = re.compile(r"[,;:()](?!\d)|\.(?=\s*[A-ZÅÄÖ])|\s(?:men|medan|varav|vilket|där|då|när)\s", re.IGNORECASE)

SIGNED = {Measure.VARIANCE, Measure.CHANGE, Measure.OUTCOME, Measure.FORECAST}
QUOTED = 5  # words before an amount that are shown with it
YEARLY = (Measure.FORECAST, Measure.FORECAST_PRIOR, Measure.BUDGET, Measure.TARGET)
# what an amount can be held against, and the name of it: a forecast is held against the one before
AGAINST = {
    Measure.BUDGET: Measure.BUDGET,
    Measure.FORECAST: Measure.FORECAST_PRIOR,
    Measure.FORECAST_PRIOR: Measure.FORECAST_PRIOR,
    Measure.OUTCOME_PRIOR: Measure.OUTCOME_PRIOR,
    Measure.TARGET: Measure.TARGET,
}
PRIOR = {
    Measure.OUTCOME_PRIOR: Measure.OUTCOME,
    Measure.FORECAST_PRIOR: Measure.FORECAST,
    Measure.BUDGET_PRIOR: Measure.BUDGET,
}
ALONE_BEFORE, ALONE_AFTER = re.compile(r"\s*\(\s*"), re.compile(r"\s*\)")
OF = re.compile(r"\s+av\s", re.IGNORECASE)  # "5 mkr av budgeten på 9 mkr": the budget is what it is a part of
LAST_YEAR = re.compile(r"\s*\(?(?:samma period\s+)?(?:föregående|förra) år", re.IGNORECASE)
# "Förra året hade nämnden ett underskott på", "bättre än förra årets, som var"
YEAR_BEFORE = re.compile(
    r"^(?:förra|föregående) året?\b[^,;:\d]*$|(?:förra|föregående) årets?[^,;:\d]*,\s+som\s[^,;:\d]*$", re.IGNORECASE
)
WHEN = re.compile(r"\b(?:då|när)\s+$", re.IGNORECASE)  # what follows is of the time just named
TO = re.compile(r"\btill\s+(?=\S*$)", re.IGNORECASE)
AGAINST_BUDGET = re.compile(  # "ett underskott mot budget på 3,2 mkr"
    r"(?:överskott|underskott|avvik\w*|differens)\w* (?:mot|från|gentemot|jämfört med) \w*budget\w*"
    r"(?:\s+(?:på|om|med|är|blev))?\s*$",
    re.IGNORECASE,
)
AFTER_BUDGET = re.compile(r"budget\w*\s+\(\s*$", re.IGNORECASE)  # "mot budget (+9,2 mkr)"
TARGET = re.compile(r"(?:mål|målet)\b", re.IGNORECASE)  # a budgeted surplus is a budget
FROM = re.compile(r"\bfrån\s+(?:ca\s+)?$", re.IGNORECASE)  # "från 5 till 6": both ends are amounts of their own
MADE_IN = re.compile(
    r"(?:prognos|rapport)\w*(?:\s+(?:per|i|från))?\s+$", re.IGNORECASE
)  # when it was made, not its time
THE_YEAR = re.compile(r"\b(?:helår\w*|för året|årets prognos)", re.IGNORECASE)


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
    amounts = _with_unchanged(text, amounts)
    return Words(text, amounts, find_measures(text), find_directions(text), find_periods(text, document))


def _with_unchanged(text: str, amounts: list[Found[Amount]]) -> list[Found[Amount]]:
    """Return the amounts and, for each "samma nivå som" after one of them, the change of nothing that this states."""
    out = list(amounts)
    for hit in UNCHANGED.finditer(text):
        before = [a for a in amounts if a.end <= hit.start()]
        if before:
            half = Decimal(1).scaleb(-before[-1].item.decimals) / 2
            nothing = replace(
                before[-1].item, value=Decimal(0), low=-half, high=half, hedge=None, whole=None, text=hit.group()
            )
            out.append(Found(hit.start(), hit.end(), nothing))
    return sorted(out, key=lambda found: found.start)


def clause(words: Words, n: int) -> tuple[int, int]:
    """Return the part of the sentence whose words belong to amount `n`: its clause, and nothing of another amount."""
    text, found = words.text, words.amounts[n]
    start = words.amounts[n - 1].end if n else 0
    if n and FROM.search(text, 0, words.amounts[n - 1].start) and (to := TO.search(text, start, found.start)):
        return to.start(), _clause_end(words, n)
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
    text, found = words.text, words.amounts[n]
    first = COMPARISON.match(text, found.end) or HELD_AGAINST.match(text, found.end)
    if first is None:
        return (Measure.BUDGET if AGAINST_BUDGET.search(text, 0, found.start) else None), found.end
    end = words.amounts[n + 1].start if n + 1 < len(words.amounts) else len(text)
    for measure in find_measures(text[first.end() : _until(text, first.end(), end)]):
        if measure.item in AGAINST:
            return AGAINST[measure.item], first.end() + measure.end
    return None, first.end()


def _until(text: str, start: int, end: int) -> int:
    found = THOUGHT.search(text, start, end)
    return found.start() if found else end


# "Finansnettot för perioden är -9,4 mnkr": a plain statement of what the period came to
SO_FAR_WORDS = re.compile(r"\b(?:perioden\w*|delår\w*|hittills)\b", re.IGNORECASE)
SO_FAR = re.compile(
    r"\b(?:för|under) (?:perioden|delåret)\b(?:.{0,30}?)\b(?:är|var|blev|uppgår till|uppgick till)\b|"
    r"\b(?:är|var|blev|uppgår till|uppgick till)\b.{0,60}\b(?:för|under) (?:perioden|delåret)\b"
)


def measure(words: Words, n: int, left: int, right: int, against: Measure | None, heading: str | None) -> Measure:
    """Return what amount `n` measures: as its comparison says, else its clause, its sentence, its heading."""
    text, found = words.text, words.amounts[n]
    if against is Measure.BUDGET:
        return Measure.VARIANCE
    if in_brackets(words, n):
        return Measure.OTHER
    if against in (Measure.FORECAST_PRIOR, Measure.OUTCOME_PRIOR):
        return Measure.CHANGE
    if AFTER_BUDGET.search(text, 0, found.start):
        return Measure.BUDGET
    before = [m.item for m in find_measures(text[left : found.start])]
    directions = {d.item for d in words.directions if left <= d.start < right}
    told = [m.item for m in words.measures if m.start < found.start]
    if _is_level(words, n, directions):
        return _nearest(m for m in reversed(told) if m is not Measure.VARIANCE) or Measure.OUTCOME
    if Measure.VARIANCE in before and not (Measure.BUDGET in before and TARGET.search(text[left : found.start])):
        return Measure.VARIANCE
    if COMPARISON.match(text, found.end) or (Measure.CHANGE in before and not _is_end(words, n)):
        return Measure.CHANGE
    if directions & {Direction.SURPLUS, Direction.DEFICIT} and Measure.BUDGET not in before:
        return Measure.VARIANCE
    return (
        parse_measure(text[left : found.start])
        or _nearest(reversed(before))
        or (
            _nearest(m.item for m in words.measures if m.start >= found.end and m.item is Measure.OUTCOME)
            if OF.match(text, found.end)
            else _nearest(m.item for m in words.measures if found.end <= m.start < right)
        )
        or _nearest(reversed(told))
        or _counted(found.item)
        or (parse_measure(heading) if heading else None)
        or (Measure.OUTCOME if SO_FAR.search(text) else Measure.OTHER)
    )


def _is_level(words: Words, n: int, directions: set[Direction]) -> bool:
    """Say whether a surplus or deficit is the result itself, since how far it is from the budget follows: "ett
    överskott på 69 mkr, 21 mkr bättre än budget"."""
    if not directions & {Direction.SURPLUS, Direction.DEFICIT} or n + 1 >= len(words.amounts):
        return False
    return comparison(words, n)[0] is None and comparison(words, n + 1)[0] is Measure.BUDGET


def in_brackets(words: Words, n: int) -> bool:
    """Say whether amount `n` stands alone in brackets after one of its unit: "31,4 mkr (28,9 mkr)".

    It is that of another year, or the budget; the sentence does not say which.
    """
    if not n or not ALONE_BEFORE.fullmatch(words.text, words.amounts[n - 1].end, words.amounts[n].start):
        return False
    before, unit = words.amounts[n - 1].item.unit, words.amounts[n].item.unit
    alike = unit is None or (before is not None and before.base is unit.base)
    return alike and ALONE_AFTER.match(words.text, words.amounts[n].end) is not None


def _is_end(words: Words, n: int) -> bool:
    """Say whether amount `n` is one of the ends of a change ("ökat från 5 till 6") and not the change."""
    text, found = words.text, words.amounts[n]
    if FROM.search(text, 0, found.start):
        return True
    return bool(
        n and FROM.search(text, 0, words.amounts[n - 1].start) and re.search(r"\btill\s+$", text[: found.start])
    )


def _nearest(measures: Iterable[Measure]) -> Measure | None:
    """Return the first of the words that names a measure of its own and no comparison; its time is told apart."""
    return next((PRIOR.get(m, m) for m in measures if m is not Measure.CHANGE), None)


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
    text, found = words.text, words.amounts[n]
    if in_brackets(words, n):
        return None
    if document and LAST_YEAR.match(text, found.end):
        return Period(_year_before(document.start), _year_before(document.end))
    start, end = _thought(words, n)
    compared = COMPARISON.match(text, found.end) or HELD_AGAINST.match(text, found.end)
    if what in (Measure.CHANGE, Measure.VARIANCE) and compared:
        end = found.end  # what it is compared with has its own time
    named = [p for p in words.periods if not MADE_IN.search(text[: p.start])]
    own = [p for p in named if start <= p.start < end]
    if not own and WHEN.search(text, 0, start):
        own = [p for p in named if p.start < start][-1:]
    if not own and document and what is not Measure.CHANGE and YEAR_BEFORE.search(text, 0, found.start):
        year = document.end.year - 1
        return Period(document.end.replace(year, 1, 1), document.end.replace(year, 12, 31))
    for group in (own, [p for p in named if p.start < words.amounts[0].start]):
        if group:
            return min(group, key=lambda p: max(p.start - found.end, found.start - p.end)).item
    if document is None or (what is Measure.VARIANCE and not _of_the_year(words) and not SO_FAR_WORDS.search(text)):
        return None  # a surplus may be of the period as well as of the year
    if what in YEARLY or (what is Measure.VARIANCE and _of_the_year(words)):
        year = document.end.year
        return Period(document.end.replace(year, 1, 1), document.end.replace(year, 12, 31))
    return document


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


def _thought(words: Words, n: int) -> tuple[int, int]:
    """Return from the end of the amount before (or the mark after it) to the beginning of the next, within marks."""
    found = words.amounts[n]
    start = words.amounts[n - 1].end if n else 0
    marks = [m.end() for m in THOUGHT.finditer(words.text, start, found.start)]
    end = words.amounts[n + 1].start if n + 1 < len(words.amounts) else len(words.text)
    return marks[-1] if marks else start, _until(words.text, found.end, end)


def _of_the_year(words: Words) -> bool:
    return any(m.item is Measure.FORECAST for m in words.measures) or bool(THE_YEAR.search(words.text))


def quote(words: Words, n: int, left: int, right: int, compared_end: int) -> tuple[int, int]:
    """Return the words to show: from the word that says what is measured, or a few that name it, over the amount to
    what it is compared with or counts."""
    text, found = words.text, words.amounts[n]
    start = words.amounts[n - 1].end if n else 0
    before = [m.start() for m in re.finditer(r"\S+", text[start : found.start])][-QUOTED:]
    first = start + before[0] if before else found.start
    starts = [m.start for m in words.measures] + [d.start for d in words.directions]
    said = [at for at in starts if max(left, first) <= at < found.start]
    if n + 1 < len(words.amounts) and _is_range(found.item, words.amounts[n + 1].item):
        return min(said, default=first), words.amounts[n + 1].end
    if found.item.whole is not None and n + 1 < len(words.amounts):  # "fem av nio mål"
        end, right = words.amounts[n + 1].end, _clause_end(words, n + 1)
    else:
        end = found.end
    after = [m.end() for m in re.finditer(r"(?:\s+|/)[\w-]+(?!\S*\d)", text[end:right])][:3]
    return min(said, default=first), max(compared_end, end + (after[-1] if after else 0))


def _is_range(low: Amount, high: Amount) -> bool:
    """Say whether two amounts are the ends of one range ("1–11 procent")."""
    return (low.low, low.high) == (high.low, high.high) and low.value == low.low and high.value == high.high != low.low
