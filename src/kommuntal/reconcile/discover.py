"""Find out which rows of a table add up to which, and which columns are made of others, from the numbers and labels."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, permutations, takewhile

from kommuntal.reconcile.grid import Grid, Line, Printed
from kommuntal.reconcile.identities import ENOUGH, Believed, Identity, best, score
from kommuntal.reconcile.means import splits
from kommuntal.schema.enums import FindingKind, Measure

LABELLED = 2.0  # digits of prior belief: the label says that the line is a sum or a difference
UNLABELLED = -2.0  # most rows are no totals
NATURAL = 1.0  # the terms are all the rows since the last total or section
SIBLING = 1.0  # for each other total of the same table that adds up: this table's totals are sums
MOST_SIBLINGS = 3
FAR = 40  # rows above that a row without a total's label may be the sum of
WITH = re.compile(r"\b(?:inkl|inklusive|(?P<without>exkl|exklusive))\b\.?\s+(?P<what>.+)", re.IGNORECASE)
STEM = 5  # letters that a row's name and the label that names it begin with
# Signs of rows and of rows of costs: as printed, costs taken off, income taken off (of a net alone).
SIGNS = ((1, 1), (1, -1), (-1, 1))
PLAIN_PAIR = 1.0  # a variance between an outcome or forecast and a budget


def identities(grid: Grid) -> list[Believed]:
    """Return the identities of a table that are to be believed, those of its rows first."""
    columns = across(grid.columns)
    made = frozenset(b.identity.result.index for b in columns)
    rows = down(grid.rows, made)
    found = {b.identity.lines for b in rows}
    more = (b for b in (*named(grid.rows), *opened(grid.rows)) if b.identity.lines not in found)
    return [*rows, *more, *columns]


# ---- rows ------------------------------------------------------------------------------------------------------------


def down(rows: Sequence[Line], made: frozenset[int] = frozenset()) -> list[Believed]:
    """Return which rows are totals of rows above them, and of which; `made` are the columns made of other columns.

    A total takes the place of its rows, so that totals of totals are found the same way. Once one labelled total of the
    table is believed the others are easier to believe.
    """
    found = _walk(rows, made, frozenset())
    totals = frozenset(b.identity.result.index for b in found if b.identity.result.sums)
    return _walk(rows, made, totals) if totals else found


def _walk(rows: Sequence[Line], made: frozenset[int], totals: frozenset[int]) -> list[Believed]:
    found: list[Believed] = []
    stacks: list[list[Line]] = [[]]  # the open rows; others suppose that an unexplained total was one, or a plain row
    for row in rows:
        if row.says("of_which"):
            continue
        if row.heading:
            stacks = [[*stack, row] for stack in stacks]  # what follows belongs together
        if not row.numeric:
            continue
        choices = [(b, stack) for stack in stacks for b in _row_candidates(row, stack, made, totals)]
        winner = best(b for b, _ in choices)
        if winner is not None:
            found.append(winner)
            before = next(stack for b, stack in choices if b is winner)
            stacks = [_close(before, winner.identity), *([] if winner.identity.held else [before])]
        elif copied := _copy(row, stacks[0]):
            stacks = [[*(line for line in stacks[0] if line is not copied), row]]
        elif row.sums and len(stacks) == 1:
            natural = next((b.identity for b, _ in choices if b.identity.natural), None)
            (stack,) = stacks
            stacks = [stack, _close(stack, natural), [*stack, row]] if natural else [[*stack, row]]
        else:
            stacks = [[*stack, row] for stack in stacks]
    return found


def _row_candidates(row: Line, stack: list[Line], made: frozenset[int], totals: frozenset[int]) -> list[Believed]:
    out = []
    tried = max(1, len(stack))
    for identity in _row_identities(row, stack):
        labelled = row.sums or (row.differs and identity.kind is FindingKind.DIFFERENCE)
        labelled = labelled and not WITH.search(row.label)  # of what, `named` says
        if not (identity.held or row.says("total") or identity.swaps or all(i.slip for i in identity.broken)):
            continue  # "resultat" and "netto" say less of what goes into them than "summa" does
        prior = LABELLED if labelled else UNLABELLED
        if labelled:
            prior += NATURAL * identity.natural + SIBLING * min(MOST_SIBLINGS, len(totals - {row.index}))
        others = 1 if identity.natural and labelled else tried
        out.append(Believed(identity, score(identity, tried=others, prior=prior, dependent=made)))
    return out


def _row_identities(row: Line, stack: list[Line]) -> Iterator[Identity]:
    """Yield the runs of open rows right above this one that come to it somewhere, as they stand and with printed costs
    taken off; of a labelled total the natural ones in any case."""
    open_rows = [line for line in stack if line.numeric]
    if len(open_rows) < 2:
        return
    naturals = {len(open_rows), len(_since_last_break(stack))} if row.sums else set()
    reach = open_rows if row.sums else open_rows[-FAR:]
    costs = [line.says("cost") for line in reversed(reach)]
    ways = 1 if not (row.sums and any(costs)) else 2 if row.says("total") else 3
    for signs in SIGNS[:ways]:
        terms = [(signs[cost], line) for cost, line in zip(costs, reversed(reach), strict=True)]
        for count in sorted((_holding_runs(row, terms) | naturals) - {0, 1}):
            if len({sign for sign, _ in terms[:count]}) == len(set(signs)):
                yield Identity(FindingKind.SUM, row, tuple(reversed(terms[:count])), count in naturals)
    if not (row.differs or row.sums):
        return  # of rows that happen to lie near each other some difference always fits a third
    first, second = open_rows[-2:]
    yield Identity(FindingKind.DIFFERENCE, row, ((1, first), (-1, second)))
    yield Identity(FindingKind.DIFFERENCE, row, ((-1, first), (1, second)))


def _holding_runs(row: Line, terms: Sequence[tuple[int, Line]]) -> set[int]:
    """Return how many of the terms, from the first on, come to the row at one position or more."""
    results = [(at, slot) for at, slot in enumerate(row.slots) if isinstance(slot, Printed)]
    sums = {at: Decimal(0) for at, _ in results}
    room = {at: slot.half for at, slot in results}
    out = set()
    for count, (sign, line) in enumerate(terms, 1):
        for at, _ in results:
            term = line.slots[at]
            if isinstance(term, Printed):
                sums[at] += sign * term.value
                room[at] += term.half
        if any(abs(slot.value - sums[at]) <= room[at] for at, slot in results):
            out.add(count)
    return out


def _since_last_break(stack: list[Line]) -> list[Line]:
    """Return the open rows after the last total or section row."""
    last = max((i for i, line in enumerate(stack) if line.heading or line.sums), default=-1)
    return [line for line in stack[last + 1 :] if line.numeric]


def _close(stack: list[Line], identity: Identity) -> list[Line]:
    """Return the stack with the total in the place of its rows and of the section headings over them."""
    taken = {line.index for _, line in identity.terms}
    first = next(i for i, line in enumerate(stack) if line.index in taken)
    while first and stack[first - 1].heading:
        first -= 1
    return [*stack[:first], identity.result]


def _copy(row: Line, stack: list[Line]) -> Line | None:
    """Return the open row right above that this one repeats number by number: another total ("Årets resultat"), or the
    only row of its section."""
    above = next((line for line in reversed(stack) if line.numeric), None)
    if above is None or not row.sums or not (above.sums or _since_last_break(stack) == [above]):
        return None
    pairs = [
        (a, b) for a, b in zip(above.slots, row.slots, strict=True) if isinstance(a, Printed) or isinstance(b, Printed)
    ]
    signs = (1, -1) if above.says("cost") else (1,)
    same = all(
        isinstance(a, Printed) and isinstance(b, Printed) and any(a.value == sign * b.value for sign in signs)
        for a, b in pairs
    )
    return above if pairs and same else None


def named(rows: Sequence[Line]) -> list[Believed]:
    """Return the totals whose label names what goes into them: "Summa inklusive investeringar" is the total before it
    and the row of investments."""
    out = []
    for at, row in enumerate(rows):
        label = WITH.search(row.label)
        if not (label and row.sums and row.numeric):
            continue
        before = [line for line in rows[:at] if line.numeric]
        base = next((line for line in reversed(before) if line.sums and not WITH.search(line.label)), None)
        items = [line for line in before if line is not base and _begins_alike(line.label, label["what"])]
        if base is None or len(items) != 1:
            continue
        added, taken = (
            Identity(FindingKind.SUM, row, ((1, base), (sign, items[0])), natural=True)
            for sign in ((-1, 1) if label["without"] else (1, -1))
        )
        if not taken.held:  # costs may be printed with or without a minus
            out.append(Believed(added, LABELLED + NATURAL))
    return out


def _begins_alike(label: str, what: str) -> bool:
    """Say whether a row is called what another label names, but for its ending ("investering", "investeringar")."""
    ours, theirs = re.search(r"\w{5,}", label.casefold()), re.search(r"\w{5,}", what.casefold())
    if not (ours and theirs):
        return False
    stem = min(len(ours[0]), len(theirs[0])) - 2
    return stem >= STEM and ours[0][:stem] == theirs[0][:stem]


def opened(rows: Sequence[Line]) -> list[Believed]:
    """Return the wholes that stand over their parts: women and men under a count of people, and all the "varav" rows
    under a row where the numbers show that they leave nothing out."""
    out = []
    for split in splits(rows):
        if split.whole.index < split.parts[0].index:
            out.append((split.whole, split.parts, LABELLED + NATURAL))
    numeric = [row for row in rows if row.numeric]
    for at, row in enumerate(numeric):
        parts = tuple(takewhile(lambda line: line.says("of_which"), numeric[at + 1 :]))
        if len(parts) > 1 and not row.says("of_which"):
            out.append((row, parts, UNLABELLED))
    found: dict[tuple[int, ...], Believed] = {}
    for whole, parts, prior in out:
        identity = Identity(FindingKind.SUM, whole, tuple((1, part) for part in parts), natural=True)
        believed = Believed(identity, score(identity, tried=1, prior=prior))
        if identity.held and believed.score > ENOUGH:
            found.setdefault(identity.lines, believed)
    return list(found.values())


# ---- columns ---------------------------------------------------------------------------------------------------------


def across(columns: Sequence[Line]) -> list[Believed]:
    """Return which columns are sums or differences of others ("Avvikelse" = "Prognos" - "Budget")."""
    good = []
    for column in columns:
        made = list(_column_identities(column, columns))
        good += [b for i in made if (b := _weigh_column(i, 1 if _plain_pair(i) else len(made))).score > ENOUGH]
    kept: dict[frozenset[int], Believed] = {}
    for believed in sorted(good, key=lambda b: (-round(b.score, 6), len(b.identity.broken), b.identity.result.index)):
        lines = frozenset(believed.identity.lines)
        made_of = {k for k in kept if kept[k].identity.result is believed.identity.result}
        if lines not in kept and not made_of:
            kept[lines] = believed
    return list(kept.values())


def _weigh_column(identity: Identity, tried: int) -> Believed:
    difference = identity.kind is FindingKind.DIFFERENCE
    labelled = identity.result.differs if difference else identity.result.sums
    plain = labelled and difference and _plain_pair(identity)
    prior = LABELLED * labelled + PLAIN_PAIR * plain
    if identity.hopeless:
        return Believed(identity, float("-inf"))
    held, broken = len(identity.held), len(identity.broken) - len(identity.swaps)
    if held < (1 if labelled else 3) or broken * (1 if plain else 2) > held:
        return Believed(identity, float("-inf"))
    return Believed(identity, score(identity, tried=tried, prior=prior))


def _plain_pair(identity: Identity) -> bool:
    """Say whether the terms are what the label makes one expect: an outcome or forecast and a budget, or, of a change,
    the later and the earlier."""
    measures = {line.measure for _, line in identity.terms}
    if identity.kind is not FindingKind.DIFFERENCE or not identity.result.differs:
        return False
    if identity.result.says("change"):
        (_, later), (_, earlier) = identity.terms
        return later.ends is not None and earlier.ends is not None and later.ends > earlier.ends
    return Measure.BUDGET in measures and bool(measures & {Measure.OUTCOME, Measure.FORECAST})


def _column_identities(column: Line, columns: Sequence[Line]) -> Iterator[Identity]:
    others = [c for c in columns if c is not column]
    near = [c for c in others if c.group == column.group]
    pool = near if column.group and len(near) >= 2 else others
    for a, b in permutations(pool, 2):
        yield Identity(FindingKind.DIFFERENCE, column, ((1, a), (-1, b)))
    for a, b in combinations(pool, 2):
        yield Identity(FindingKind.SUM, column, ((1, a), (1, b)))
    at = columns.index(column)
    for count in range(3, len(columns)):
        for run in (columns[at - count : at] if at >= count else (), columns[at + 1 : at + 1 + count]):
            if len(run) == count:
                yield Identity(FindingKind.SUM, column, tuple((1, line) for line in run))
