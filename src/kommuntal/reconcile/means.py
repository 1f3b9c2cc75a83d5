"""Check that what is told of everybody lies between what is told of women and of men, or of each age.

A share or a mean of a whole cannot be higher than that of every part, nor lower, whatever the sizes of the parts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from kommuntal.extract.lexicon import says
from kommuntal.reconcile.finding import in_both, make_finding, place_around
from kommuntal.reconcile.grid import NOT_ADDED, Grid, Line, Printed, grids
from kommuntal.reconcile.shares import WHOLE
from kommuntal.schema import Finding, Records
from kommuntal.schema.enums import FindingKind
from kommuntal.swedish.alike import letters

WOMEN = re.compile(r"\b(?:kvinnor|kvinna|flickor|tjejer)\b", re.IGNORECASE)
MEN = re.compile(r"\b(?:män|pojkar|killar)\b", re.IGNORECASE)
EVERYBODY = re.compile(r"\b(?:samtliga|alla|båda könen)\b", re.IGNORECASE)
FILLING = re.compile(r"\b(?:total\w*|summa|varav|därav|för|bland|hos|i)\b", re.IGNORECASE)
AGED = re.compile(r"\d+|\b(?:ålder\w*|år|och|eller|yngre|äldre|under|över|till|uppåt)\b", re.IGNORECASE)
AGE = re.compile(r"(?<![\d,.])\d\d(?![,.]?\d)")
YOUNGER = re.compile(r"\byngre\b|[-–−≤<]\s*\d", re.IGNORECASE)
OLDER = re.compile(r"\b(?:äldre|uppåt)\b|\d\s*(?:år\s*)?[-–−+]|[≥]", re.IGNORECASE)

Ages = tuple[int | None, int | None]  # the youngest and the oldest, None where there is no bound


@dataclass(frozen=True)
class Split:
    """A line of everybody, and the lines of parts to one of which everybody belongs."""

    whole: Line
    parts: tuple[Line, ...]

    def places(self) -> Iterator[tuple[Printed, list[Printed]]]:
        """Yield where all are printed in one unit, as numbers that are not added up."""
        average = any(line.says("average") for line in (self.whole, *self.parts))
        for at, whole in enumerate(self.whole.slots):
            slots = [line.slots[at] for line in self.parts]
            parts = [slot for slot in slots if isinstance(slot, Printed)]
            if not isinstance(whole, Printed) or len(parts) < len(slots) or not whole.value:
                continue
            alike = all((p.unit, p.scale) == (whole.unit, whole.scale) for p in parts)
            if alike and (average or whole.unit in NOT_ADDED) and not _make_up(parts, (whole.value, WHOLE)):
                yield whole, parts


def check(records: Records) -> Records:
    """Return a finding for each share or mean of everybody that lies outside those of its parts."""
    return Records(findings=[f for grid in grids(records) for f in check_grid(grid)])


def check_grid(grid: Grid) -> list[Finding]:
    """Return the findings of one table; elsewhere the same lines must bear out that they belong together."""
    out = []
    for split in (*splits(grid.rows), *splits(grid.columns, headed=False)):
        places = list(split.places())
        outside = [(whole, parts) for whole, parts in places if not _between(whole, parts)]
        if 2 * len(outside) <= len(places):
            out += [_finding(grid, split, whole, parts) for whole, parts in outside]
    return out


def _make_up(parts: Sequence[Printed], totals: Sequence[Decimal]) -> bool:
    """Say whether the parts are shares that add up to one of these, and no means."""
    total, room = sum((p.value for p in parts), Decimal(0)), sum((p.half for p in parts), Decimal(0))
    return any(abs(total - other) <= room for other in totals)


def _between(whole: Printed, parts: Sequence[Printed]) -> bool:
    low, high = min(p.value - p.half for p in parts), max(p.value + p.half for p in parts)
    return low - whole.half <= whole.value <= high + whole.half


# ---- which lines belong together -------------------------------------------------------------------------------------


def splits(lines: Sequence[Line], *, headed: bool = True) -> Iterator[Split]:
    """Yield women and men that stand next to each other, and runs of ages without a gap, with the line of everybody.

    That is the total after them, or the line before them of the same name; parts without a name of their own belong to
    the line before them where lines are `headed`, as rows are. Ages may go with the whole of women and men.
    """
    numeric = [line for line in lines if line.numeric]
    everybody: Line | None = None
    for first, last in sorted((*_genders(numeric), *_age_runs(numeric))):
        parts = tuple(numeric[first : last + 1])
        keys = {_key(line) for line in parts}
        before, after = numeric[max(0, first - 1)], numeric[min(last + 1, len(numeric) - 1)]
        if len(keys) > 1:
            continue
        (key,) = keys
        if _sums_up(after) and _key(after) == key:
            everybody = after
        elif before.index == parts[0].index - 1 and not _is_part(before) and _heads(before, key, headed):
            everybody = before
        elif everybody is None or not key.startswith(_key(everybody)) or _is_gender(parts[0]):
            continue
        yield Split(everybody, parts)


def _heads(line: Line, key: str, headed: bool) -> bool:
    return (_key(line) == key and (headed or _sums_up(line))) or (headed and not key)


def _genders(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    for at, (one, other) in enumerate(pairwise(lines)):
        named = [(bool(WOMEN.search(line.label)), bool(MEN.search(line.label))) for line in (one, other)]
        if sorted(named) == [(False, True), (True, False)]:
            yield at, at + 1


def _age_runs(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of lines whose ages go on from each other, the youngest and oldest without a bound."""
    ages = [_ages(line.label) for line in lines]
    start = 0
    for at in range(1, len(lines)):
        one, other = ages[at - 1], ages[at]
        if not (one and other and one[1] is not None and other[0] == one[1] + 1):
            start = at
        elif other[1] is None and (first := ages[start]) and first[0] is None:
            yield start, at


def _ages(label: str) -> Ages | None:
    """Return the ages that a label names: "29 år eller yngre", "30-49 år", "50+"."""
    numbers = [int(number) for number in AGE.findall(label)]
    if len(numbers) == 2 and numbers[0] < numbers[1]:
        return numbers[0], numbers[1]
    younger, older = bool(YOUNGER.search(label)), bool(OLDER.search(label))
    if len(numbers) != 1 or younger is older:
        return None
    return (None, numbers[0]) if younger else (numbers[0], None)


def _is_gender(line: Line) -> bool:
    return bool(WOMEN.search(line.label) or MEN.search(line.label))


def _is_part(line: Line) -> bool:
    return _is_gender(line) or _ages(line.label) is not None


def _key(line: Line) -> str:
    """Return what a label says beside whom it speaks of."""
    rest = f"{line.group} {line.label}"
    for words in (WOMEN, MEN, EVERYBODY, FILLING, *([AGED] if _ages(line.label) else [])):
        rest = words.sub(" ", rest)
    return letters(rest)


def _sums_up(line: Line) -> bool:
    return says(line.label, "total") or bool(EVERYBODY.search(line.label))


# ---- words -----------------------------------------------------------------------------------------------------------


def _finding(grid: Grid, split: Split, whole: Printed, parts: Sequence[Printed]) -> Finding:
    name = ", ".join(filter(None, (whole.figure.line_item_raw, whole.figure.column_header)))
    nearest = min(parts, key=lambda p: abs(p.value - whole.value))
    return make_finding(
        FindingKind.SHARE,
        place_around([whole.cell], whole.cell.text, grid.table.title, name),
        place_around([p.cell for p in parts], " ".join(p.cell.text for p in parts), *(ln.label for ln in split.parts)),
        *in_both(
            "{name}: {printed} för alla ligger utanför delarnas tal ({listed}), men måste ligga mellan dem.",
            "{name}: {printed} for all lies outside the numbers of the parts ({listed}), but must lie between them.",
            name=name,
            printed=whole.cell.text,
            listed=", ".join(f"{line.label} {p.cell.text}" for line, p in zip(split.parts, parts, strict=True)),
        ),
        found=whole.cell.text,
        difference=whole.value - nearest.value,
        tolerance=whole.half + nearest.half,
        confidence=min(n.figure.confidence for n in (whole, *parts)),
    )
