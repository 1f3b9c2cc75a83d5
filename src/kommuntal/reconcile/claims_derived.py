"""Statements that no cell holds but that two or more come to: a change over time, a variance, a sum of named rows."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from kommuntal.reconcile.claims_features import PRIOR, fits, interval, period_fit, printed_value, unit_fit
from kommuntal.reconcile.claims_rows import Row, is_listed, words_of
from kommuntal.schema import Claim, Figure
from kommuntal.schema.enums import Direction, Measure, Unit

NAMED = 0.75  # a reckoning has more freedom than a cell, so the rows must be named better
NAMED_PART = 0.9
LESS = 0.2  # rows named less well than the best by more than this are spoken of elsewhere in the sentence
SAME_TIME = 0.9  # the later of two must be of the claim's own time
MOST = 3  # named rows that are added up
COUNTED = {Unit.PERSONS, Unit.FTE, Unit.COUNT, None}


@dataclass(frozen=True)
class Derived:
    """The operands whose difference or sum is what the claim says, and how well their row is named."""

    kind: str
    named: float
    figures: tuple[Figure, ...]
    holds: bool = True


def derived(claim: Claim, named: Sequence[tuple[Row, float]]) -> Derived | None:
    """Return the best named operands that come to what the claim says, None where none do.

    Counts are left out: small whole numbers come about in too many ways.
    """
    if claim.base_unit in COUNTED or claim.value is None or not (claim.value or claim.measure is Measure.CHANGE):
        return None
    best = max((worth for _, worth in named), default=0.0)
    good = [(row, worth) for row, worth in named if worth >= max(NAMED, best - LESS)]
    if any(row.words and worth >= NAMED_PART for row, worth in good):
        good = [(row, worth) for row, worth in good if row.words]  # it is not the whole that is spoken of
    leaves_out = any(is_listed(word, "excluding") for word in words_of(claim.subject or ""))
    found = [*_differences(claim, good), *(_sums(claim, good) if claim.value and not leaves_out else ())]
    return max(found, key=lambda d: d.named, default=None)


def _differences(claim: Claim, named: Sequence[tuple[Row, float]]) -> Iterator[Derived]:
    """Yield the pairs of cells of one row that differ by the claim: two times of one measure, or outcome and budget."""
    if claim.measure not in (Measure.CHANGE, Measure.VARIANCE):
        return
    for row, worth in named:
        if claim.measure is Measure.VARIANCE and any(_states_it(claim, f) for f in row.figures):
            continue  # the table states the variance itself
        for later, earlier, value, half in differences(claim, row):
            if fits(claim, value, half) and not _wrong_way(claim, value):
                yield Derived("difference", worth, (later, earlier))


def _states_it(claim: Claim, figure: Figure) -> bool:
    return figure.measure is Measure.VARIANCE and (
        None in (figure.period_end, claim.period_end) or figure.period_end == claim.period_end
    )


def differences(claim: Claim, row: Row) -> Iterator[tuple[Figure, Figure, Decimal, Decimal]]:
    """Yield the cells of a row that such a claim compares, with their difference and how far it is rounded, in the
    claim's printed unit."""
    for first, second in combinations(row.figures, 2):
        if pair := _comparable(claim, first, second):
            (x, dx), (y, dy) = (printed_value(claim, figure) for figure in pair)
            yield (*pair, x - y, dx + dy if _rounded(claim) else max(dx, dy))


def _comparable(claim: Claim, a: Figure, b: Figure) -> tuple[Figure, Figure] | None:
    """Return the two in the order they are subtracted, None where the claim does not compare such two."""
    if a.unit != b.unit or not _unit(claim, a):
        return None
    one, two = PRIOR.get(a.measure, a.measure), PRIOR.get(b.measure, b.measure)
    if claim.measure is Measure.VARIANCE:
        if {one, two} & {Measure.OUTCOME, Measure.FORECAST} and Measure.BUDGET in (one, two):
            later, earlier = (a, b) if two is Measure.BUDGET else (b, a)
            return (later, earlier) if later.period_end == earlier.period_end else None
        return None
    if one != two or a.period_end is None or b.period_end is None or a.period_end == b.period_end:
        return None
    if claim.compared_with is Measure.OUTCOME_PRIOR and abs(a.period_end.year - b.period_end.year) != 1:
        return None
    wanted = PRIOR.get(claim.compared_with, claim.compared_with) if claim.compared_with else None
    if wanted is Measure.FORECAST and one not in (Measure.FORECAST, Measure.VARIANCE):
        return None
    if wanted is Measure.OUTCOME and one in (Measure.FORECAST, Measure.VARIANCE, Measure.BUDGET):
        return None
    later, earlier = (a, b) if a.period_end > b.period_end else (b, a)
    return (later, earlier) if period_fit(claim, later) >= SAME_TIME or wanted is Measure.FORECAST else None


def _unit(claim: Claim, figure: Figure) -> bool:
    points = claim.base_unit is Unit.PERCENTAGE_POINTS and figure.unit is Unit.PERCENT
    return points or unit_fit(claim, figure) > 0


def _rounded(claim: Claim) -> bool:
    low, high = interval(claim)
    return high > low


def _wrong_way(claim: Claim, value: Decimal) -> bool:
    """Say whether the words and the reckoning point in opposite directions."""
    if claim.direction is Direction.SURPLUS:
        return value < 0
    return claim.direction is Direction.DEFICIT and value > 0


def _sums(claim: Claim, named: Sequence[tuple[Row, float]]) -> Iterator[Derived]:
    """Yield two or three rows of one table, each named in the sentence, that add up to the claim in one column."""
    tables: dict[str, list[tuple[Row, float]]] = defaultdict(list)
    for row, worth in named:
        if row.words:
            tables[row.table.table_id].append((row, worth))
    for named_here in tables.values():
        told = [set(row.words) for row, _ in named_here]
        # "Verksamhetens resultat" is not named besides where "verksamhetens nettokostnad" is
        group = [(row, worth) for row, worth in named_here if not any(set(row.words) < words for words in told)]
        for size in range(2, MOST + 1):
            for rows in combinations(group, size):
                yield from _added(claim, rows)


def _added(claim: Claim, rows: Sequence[tuple[Row, float]]) -> Iterator[Derived]:
    columns: dict[int, list[Figure]] = defaultdict(list)
    for row, _ in rows:
        for figure in row.figures:
            if unit_fit(claim, figure) == 1 and measured(claim, figure):
                columns[figure.column].append(figure)
    for figures in columns.values():
        if len(figures) != len(rows):
            continue
        values = [printed_value(claim, f) for f in figures]
        if fits(claim, sum((v for v, _ in values), Decimal(0)), max(half for _, half in values)):
            yield Derived("sum", min(worth for _, worth in rows), tuple(figures))


def measured(claim: Claim, figure: Figure) -> bool:
    """Say whether the column measures what the claim says, in the same year."""
    same = PRIOR.get(claim.measure, claim.measure) == PRIOR.get(figure.measure, figure.measure)
    loose = claim.measure in (Measure.OTHER, Measure.OUTCOME) and figure.measure in (Measure.OUTCOME, Measure.FORECAST)
    year = claim.period_end is None or figure.period_end is None or claim.period_end.year == figure.period_end.year
    return (same or loose) and year
