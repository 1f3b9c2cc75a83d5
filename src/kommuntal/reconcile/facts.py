"""Check the same fact in two tables of one document: rows of the same name, in columns that state the same thing.

That two columns state the same thing is not known from their headers alone ("Summa totalt" of one table is "2025-06-30"
of another) but from the numbers: where most of the rows that both tables name agree, the others should too.
"""

import json
import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import combinations

from kommuntal.reconcile.by_document import by_document
from kommuntal.reconcile.finding import in_both, make_finding, place_of, severity_by_size
from kommuntal.reconcile.grid import Grid, Line, Printed, grids
from kommuntal.reconcile.identities import ENOUGH, FAULT
from kommuntal.schema import Finding, Link, Records
from kommuntal.schema.enums import FindingKind, LinkKind, LinkVerdict, Measure
from kommuntal.swedish.text import squash

SAME_HEADER = 2.0  # digits of prior belief: both columns print the same measure and period
LONG = 40  # characters: so long a name is not shared by chance
RARELY = 0.1  # share of such names that may stand twice in a table
AGREEING = 2  # rows that must agree before others are held against them


@dataclass(frozen=True)
class Pair:
    """Two numbers of rows of the same name."""

    left: Printed
    right: Printed

    @cached_property
    def difference(self) -> Decimal:
        """The difference in base units."""
        return self.left.value * scale_of(self.left) - self.right.value * scale_of(self.right)

    @cached_property
    def tolerance(self) -> Decimal:
        """What rounding explains, in base units: nothing where both print the same whole units."""
        if all(p.decimals == 0 and scale_of(p) == 1 for p in (self.left, self.right)):
            return Decimal(0)
        return self.left.half * scale_of(self.left) + self.right.half * scale_of(self.right)

    @property
    def agrees(self) -> bool:
        return abs(self.difference) <= self.tolerance

    @cached_property
    def _sizes(self) -> list[Decimal]:
        return sorted(abs(p.value) * scale_of(p) for p in (self.left, self.right))

    @property
    def near(self) -> bool:
        """Whether the two are so alike that one is the other gone wrong, and not another fact altogether."""
        low, high = self._sizes
        return abs(self.difference) <= high / 2 or high - low <= self.tolerance

    @property
    def digits(self) -> float:
        """The weight of the pair as evidence, in digits: those that agree, less the price of a fault where not all do.

        Noughts agree with everything.
        """
        low, high = self._sizes
        if self.agrees:
            last = max(Decimal(1).scaleb(-p.decimals) * scale_of(p) for p in (self.left, self.right))
            return math.log10(1 + float(low / (self.tolerance + last)))
        return min(0.0, math.log10(float(max(high, Decimal(1)) / abs(self.difference))) - FAULT)


def check(records: Records) -> Records:
    """Return a link for each fact that two tables of a document both state, and a finding where they differ."""
    out = Records()
    for tables in by_document(grids(records)).values():
        for grid in tables:
            out.findings += [_finding(pair) for pair in named_twice(grid)]
        named = [(grid.columns, rows_by_name(grid.rows)) for grid in tables]
        for (left, first), (right, second) in combinations(named, 2):
            rows = [(first[name], second[name]) for name in first if name in second]
            for pairs in same_columns(rows, left, right):
                out.links += [_link(pair) for pair in pairs if pair.agrees]
                out.findings += [_finding(pair) for pair in pairs if not pair.agrees]
    return out


def named_twice(grid: Grid) -> list[Pair]:
    """Return what two rows of the same long name in one table state differently of one outcome.

    Names that many rows share are told apart by what stands over them ("Antal elever" of each school) and are left out,
    and so are targets, which two bodies may set differently.
    """
    by_name: dict[str, list[Line]] = defaultdict(list)
    for row in grid.rows:
        if row.numeric and len(row.label) >= LONG:
            by_name[_name(row.label)].append(row)
    twice = [rows for rows in by_name.values() if len(rows) > 1]
    if not twice or len(twice) > RARELY * len(by_name) or max(map(len, twice)) > 2:
        return []
    outcomes = [c for c in grid.columns if c.measure in (Measure.OUTCOME, Measure.OUTCOME_PRIOR)]
    pairs = [next((p for c in outcomes for p in pairs_of([(a, b)], c, c) if not p.agrees), None) for a, b in twice]
    return [p for p in pairs if p is not None and p.near]


def same_columns(rows: Sequence[tuple[Line, Line]], left: Sequence[Line], right: Sequence[Line]) -> list[list[Pair]]:
    """Return the pairs of numbers of each two columns that state the same facts; `rows` are those of the same name.

    Where one column shows that both tables speak of the same rows, further columns of the same header need less. Of a
    row that differs in several columns only the first is kept, since the others mostly follow from it.
    """
    if len(rows) < AGREEING:
        return []
    scored = [
        (worth_of(pairs) + SAME_HEADER * _same_header(a, b), a, b, pairs)
        for a in left
        for b in right
        if not contradict(a, b) and (pairs := list(pairs_of(rows, a, b)))
    ]
    shown = any(worth > ENOUGH and borne_out(pairs) for worth, _, _, pairs in scored)
    out: list[list[Pair]] = []
    used: set[tuple[int, int]] = set()
    told: set[str | None] = set()
    for worth, a, b, pairs in sorted(scored, key=lambda s: (-round(s[0], 6), s[1].index, s[2].index)):
        believed = worth > ENOUGH and (borne_out(pairs) or (shown and _same_header(a, b)))
        if not believed or (0, a.index) in used or (1, b.index) in used:
            continue
        used |= {(0, a.index), (1, b.index)}
        out.append([p for p in pairs if p.agrees or (p.near and p.left.figure.line_item_raw not in told)])
        told |= {p.left.figure.line_item_raw for p in pairs if not p.agrees}
    return out


def rows_by_name(rows: Sequence[Line]) -> dict[str, Line]:
    """Return the rows by name, without those whose name stands twice."""
    named: dict[str, list[Line]] = defaultdict(list)
    for row in rows:
        if row.numeric and (name := _name(row.label)):
            named[name].append(row)
    return {name: lines[0] for name, lines in named.items() if len(lines) == 1}


def _name(label: str) -> str:
    words = re.findall(r"\w+", squash(label).casefold())
    return " ".join("total" if word in ("totalt", "totala", "summa") else word for word in words)


def pairs_of(rows: Sequence[tuple[Line, Line]], a: Line, b: Line) -> Iterator[Pair]:
    for left, right in rows:
        one, other = left.slots[a.index], right.slots[b.index]
        if not (isinstance(one, Printed) and isinstance(other, Printed)):
            continue
        if one.unit is other.unit and (one.scale is None) is (other.scale is None):
            yield Pair(one, other)


def contradict(a: Line, b: Line) -> bool:
    """Say whether the headers name different measures or periods."""
    vague = {None, Measure.OTHER, Measure.COUNT, Measure.SHARE}
    if a.measure is not b.measure and a.measure not in vague and b.measure not in vague:
        return True
    one, other = period_of(a), period_of(b)
    return None not in one and None not in other and one != other


def period_of(line: Line) -> tuple[object, object]:
    first = next(s.figure for s in line.slots if isinstance(s, Printed))
    return first.period_start, first.period_end


def _same_header(a: Line, b: Line) -> bool:
    """Say whether both headers print the same measure and period."""
    return a.measure is b.measure and None not in period_of(a) and period_of(a) == period_of(b)


def worth_of(pairs: Sequence[Pair]) -> float:
    """Return the weight of evidence, in digits, that the pairs are of two columns that state the same facts."""
    return sum(p.digits for p in pairs)


def borne_out(pairs: Sequence[Pair]) -> bool:
    agreeing = sum(p.agrees and p.digits > 0 for p in pairs)
    return agreeing >= AGREEING and agreeing > sum(not p.agrees for p in pairs)


def scale_of(number: Printed) -> Decimal:
    return number.scale or Decimal(1)


def _link(pair: Pair) -> Link:
    left, right = pair.left.figure, pair.right.figure
    return Link(
        link_id=f"{left.figure_id}={right.figure_id}",
        kind=LinkKind.SAME_FACT,
        left_type="figure",
        left_id=left.figure_id,
        right_type="figure",
        right_id=right.figure_id,
        score=1.0,
        verdict=LinkVerdict.MATCH,
        reasons=json.dumps({"row": left.line_item_raw, "columns": [left.column_header, right.column_header]}),
    )


def _finding(pair: Pair) -> Finding:
    left, right = pair.left.figure, pair.right.figure
    name = left.line_item_raw or ""
    one, other = pair.left.cell, pair.right.cell
    scale = scale_of(pair.left)
    return make_finding(
        FindingKind.DUPLICATE_FACT,
        place_of(one, one.text, name, left.column_header),
        place_of(other, other.text, right.line_item_raw, right.column_header),
        *in_both(
            "{name}: {one} i tabellen på sidan {p} ({column}) men {other} i tabellen på sidan {q} ({theirs}).",
            "{name}: {one} in the table on page {p} ({column}) but {other} in the table on page {q} ({theirs}).",
            name=name,
            one=one.text,
            other=other.text,
            p=str(one.page),
            q=str(other.page),
            column=left.column_header or "",
            theirs=right.column_header or "",
        ),
        severity=severity_by_size(pair.difference, pair.tolerance),
        expected=other.text,
        found=one.text,
        difference=pair.difference / scale,
        tolerance=pair.tolerance / scale,
        confidence=min(left.confidence, right.confidence),
    )
