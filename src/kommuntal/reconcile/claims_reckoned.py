"""Statements reckoned from what stands beside them: a result without something, a share of something, rows named as
a pair."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, product

from kommuntal.reconcile.claims_derived import SAME_TIME, Derived, measured
from kommuntal.reconcile.claims_features import (
    PRIOR,
    Pair,
    content,
    fits,
    interval,
    is_plain,
    period_fit,
    printed_value,
    unit_fit,
    up_to,
)
from kommuntal.reconcile.claims_rows import Row, Rows, is_listed, same_word, words_of
from kommuntal.schema import Claim, Figure
from kommuntal.schema.enums import Measure, Unit

PAIR = re.compile(r"([^\W\d_]{5,})\s+(?:och|samt)\s+([^\W\d_]{5,})")
Sibling = tuple[Claim, Sequence[Pair], Derived | None]  # another claim of the sentence, and what it is linked to

# what is reckoned without what: "verksamhetens nettokostnader exklusive avskrivningar"
WITHOUT = re.compile(r"(?P<what>[^.,;:()\d]*?)\b(?:exklusive|exkl\.?|borträknat)\s+(?P<out>[^\W\d_]+)", re.IGNORECASE)
SHARE_OF = re.compile(r"\bav\s[^.;:]*")
NAMED = 0.8  # the row that something is left out of, or that is shared
LEVELS = (Measure.OUTCOME, Measure.FORECAST, Measure.BUDGET, Measure.OTHER)
ALL_FOUR = 4
COLUMNS = 3  # in fewer, rows add up by chance
SIMILAR = 0.6  # two words alike enough to mean one thing
STEM = 5  # letters of a short name ("skatter") by which a longer one is meant ("skatteintäkter")


def reckoned(claim: Claim, pairs: Sequence[Pair], beside: Sequence[Sibling], rows: Rows) -> Derived | None:
    """Return the cells that come to what the claim says together with what its sentence says; None where none do."""
    if not claim.value:
        return None
    found = [*_without(claim, pairs, beside), *_share(claim, beside, rows), *_both(claim, rows), *_less(claim, rows)]
    return max(found, key=lambda d: (d.holds, d.named), default=None)


def _without(claim: Claim, pairs: Sequence[Pair], beside: Sequence[Sibling]) -> Iterator[Derived]:
    """Yield a cell less what the sentence leaves out of it: "exkluderas 30 mkr blir resultatet 39"."""
    if claim.measure not in LEVELS or not any(is_listed(w, "excluding") for w in words_of(claim.sentence)):
        return
    whole = {id(p.row): (p.row, p.named) for p in pairs if p.row.is_whole and p.named >= NAMED}
    for other, chosen, derived in beside:
        if other.value is None or (other.base_unit, other.scale) != (claim.base_unit, claim.scale):
            continue
        operands = derived.figures if derived else tuple(p.figure for p in chosen)
        for row, named in whole.values():
            for figure in row.figures:
                value, half = printed_value(claim, figure)
                holds = fits(claim, value - abs(other.value), half)
                if figure.measure in LEVELS and (holds or (operands and _same_time(figure, operands[0]))):
                    yield Derived("without", named, (figure, *operands), holds)


def held_against(
    claim: Claim, pairs: Sequence[Pair], beside: Sequence[Sibling]
) -> tuple[Claim, tuple[Figure, Figure]] | None:
    """Return the result that the sentence has just told without something, its cell and the cell of the budget that the
    claim says how far it is from: no table holds that difference. None where the row has not one budget."""
    if claim.compared_with is not Measure.BUDGET or not beside:
        return None
    level, _, derived = beside[0]
    if derived is None or derived.kind != "without" or (level.base_unit, level.scale) != (claim.base_unit, claim.scale):
        return None
    cell = derived.figures[0]
    rows = [p.row for p in pairs if (p.figure.table_id, p.figure.row) == (cell.table_id, cell.row)]
    budgets = [f for f in (rows[0].figures if rows else ()) if f.measure is Measure.BUDGET]
    return (level, (cell, budgets[0])) if len(budgets) == 1 else None


def _share(claim: Claim, beside: Sequence[Sibling], rows: Rows) -> Iterator[Derived]:
    """Yield an amount of the sentence as a share of rows that are named after it, or in the sentence before.

    Rows named after it are what it is a share of, whether the share is right or not.
    """
    if claim.base_unit is not Unit.PERCENT or claim.value is None:
        return
    low, high = interval(claim)
    named = SHARE_OF.search(claim.sentence, len(up_to(claim)))
    texts = [named.group()] if named else [claim.before or ""]
    for _, chosen, _ in beside:
        for part, whole in product(chosen, [pair for text in texts for pair in _named_as_pair(text, rows)]):
            for figures in _columns(whole).values():
                share = _percent(part.figure, figures)
                if len(figures) != len(whole) or share is None or not _same_time(part.figure, figures[0]):
                    continue
                holds = 2 * low - high <= share <= 2 * high - low  # cut off as often as rounded
                if holds or named:
                    yield Derived("share", part.named, (part.figure, *figures), holds)


def _percent(part: Figure, whole: Sequence[Figure]) -> Decimal | None:
    total = abs(sum((f.value for f in whole if f.value is not None), Decimal(0)))
    return 100 * abs(part.value) / total if total and part.value is not None else None


def _same_time(a: Figure, b: Figure) -> bool:
    return a.measure is b.measure and a.unit is b.unit and a.period_end == b.period_end


def _both(claim: Claim, rows: Rows) -> Iterator[Derived]:
    """Yield two rows that the clause names in one breath ("skatteintäkter och statsbidrag") and that add up to it."""
    clause = re.split(r"\d|[,;:]", up_to(claim))[-1]
    for pair in _named_as_pair(clause, rows):
        known = [word for row in pair for word in words_of(row.label)]
        if any(all(same_word(w, k) < SIMILAR for k in known) for w in content(clause) if not is_plain(w)):
            continue
        for figures in _columns(pair).values():
            if len(figures) != len(pair) or not all(unit_fit(claim, f) == 1 and measured(claim, f) for f in figures):
                continue
            values = [printed_value(claim, f) for f in figures]
            holds = fits(claim, sum((v for v, _ in values), Decimal(0)), max(half for _, half in values))
            if holds or all(_is_asked(claim, f, row) for f, row in zip(figures, pair, strict=True)):
                yield Derived("sum", NAMED, tuple(figures), holds)


def _is_asked(claim: Claim, figure: Figure, row: Row) -> bool:
    """Say whether the column is of the measure and the time that the words ask for; where they name no time, whether
    the row has but one of that measure."""
    alike = [f for f in row.figures if _measure(f) is _measure(figure)]
    if _measure(claim) is not _measure(figure):
        return False
    return len(alike) == 1 if claim.period_end is None else period_fit(claim, figure) >= SAME_TIME


def _measure(said: Claim | Figure) -> Measure:
    return PRIOR.get(said.measure, said.measure)


def _less(claim: Claim, rows: Rows) -> Iterator[Derived]:
    """Yield a row less another of its table: "nettokostnaden exklusive avskrivningar"."""
    found = WITHOUT.search(up_to(claim))
    if found is None:
        return
    first, second = (content(found[name]) for name in ("what", "out"))
    tables: dict[str, tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    for row in rows.rows:
        for n, words in enumerate((first, second)):
            if words and _are(words, content(row.label)):
                tables[row.table.table_id][n].append(row)
    holding: list[Figure] = []
    for pair in ((*whole, *part) for whole, part in tables.values() if len(whole) == len(part) == 1):
        for figures in _columns(pair).values():
            if len(figures) != len(pair) or not all(
                unit_fit(claim, f) == 1 and _is_asked(claim, f, row) for f, row in zip(figures, pair, strict=True)
            ):
                continue
            (value, half), (less, other_half) = (printed_value(claim, f) for f in figures)
            if fits(claim, abs(value) - abs(less), max(half, other_half)):
                holding += [*figures, *_left(pair[0], pair[1], figures[0].column, rows)]
            else:
                yield Derived("without", NAMED, tuple(figures), holds=False)
    if holding:
        yield Derived("without", NAMED, tuple(holding))


def _left(whole: Row, part: Row, column: int, rows: Rows) -> Sequence[Figure]:
    """Return the cells of the two rows that are what the first is without the second, in every column of the table."""
    table = [row for row in rows.rows if row.table.table_id == whole.table.table_id and row not in (whole, part)]
    for two in combinations(table, 2):
        columns = {n: figures for n, figures in _columns([whole, part, *two]).items() if len(figures) == ALL_FOUR}
        if len(columns) >= COLUMNS and all(_holds(*figures) for figures in columns.values()):
            return columns[column][2:] if column in columns else ()
    return ()


def _holds(whole: Figure, part: Figure, one: Figure, other: Figure) -> bool:
    """Say whether the other three come to the first, as far as their last digits tell."""
    digit = (whole.scale or Decimal(1)).scaleb(-(whole.decimals or 0))
    first, *others = (f.value or Decimal(0) for f in (whole, part, one, other))
    return abs(first - sum(others)) <= digit


def _are(words: Sequence[str], others: Sequence[str]) -> bool:
    """Say whether each word of the one is a word of the other and the other way round."""
    return bool(others) and all(
        max(same_word(a, b) for b in y) >= NAMED for x, y in ((words, others), (others, words)) for a in x
    )


def _named_as_pair(text: str, rows: Rows) -> Iterator[tuple[Row, ...]]:
    """Yield rows of one table of which "A och B" names each by a word that no other row of the table has."""
    for found in PAIR.finditer(text):
        tables: dict[str, tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
        for row in rows.rows:
            for n, word in enumerate(found.groups()):
                if any(_means(word.casefold(), other) for other in row.words):
                    tables[row.table.table_id][n].append(row)
        for first, second in tables.values():
            if len(first) == len(second) == 1 and first != second:
                yield first[0], second[0]


def _means(word: str, other: str) -> bool:
    short = word.removesuffix("na").removesuffix("r")
    return same_word(word, other) == 1 or (len(short) >= STEM and other.startswith(short))


def _columns(rows: Sequence[Row]) -> dict[int, list[Figure]]:
    columns: dict[int, list[Figure]] = defaultdict(list)
    for row in rows:
        for figure in row.figures:
            columns[figure.column].append(figure)
    return columns
