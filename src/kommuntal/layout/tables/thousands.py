"""`415 354`: one number or two? Where words stand too far apart for a space and too near for columns, arithmetic tells.

A column's last row may be the sum of the rows above it, and of three neighbouring columns one the sum of the other two.
What holds in one reading only settles it; where both readings or none hold, the cells are left unsure.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

import msgspec

from kommuntal.layout.model import Cell, Table
from kommuntal.layout.tables.cells import APART
from kommuntal.read.model import Word
from kommuntal.swedish.numbers import parse_number

UNSURE = 0.4  # confidence of a number that may be two
ROWS = 3  # rows that an identity must hold over; fewer agree by chance

Column = dict[int, Decimal]  # the numbers of a column by row


def settle(table: Table, words: Sequence[Word]) -> tuple[Table, list[float]]:
    """Return the table with its doubtful numbers made sure or unsure, and the edges at which columns are two."""
    cells, edges = list(table.cells), []
    for column in sorted({c.column for c in table.cells if _is_doubtful(c)}):
        doubtful = [c for c in table.cells if c.column == column and _is_doubtful(c)]
        strips = [_strip([w for w in words if w.box.overlap(c.box) > 0.5]) for c in doubtful]
        low, high = max(a for a, _ in strips), min(b for _, b in strips)
        whole = [_column(table, k) for k in range(table.columns)]
        confidence = 1.0  # groups that stand over each other nowhere are no two columns
        if low < high:
            edge = (low + high) / 2
            parts = [_part(whole[column], doubtful, words, edge, side) for side in (0, 1)]
            one = _holds(whole, [column])
            two = _holds([*whole[:column], *parts, *whole[column + 1 :]], [column, column + 1])
            if two and not one:
                edges.append(edge)
            confidence = 1.0 if one != two else UNSURE
        cells = [msgspec.structs.replace(c, confidence=confidence) if c in doubtful else c for c in cells]
    return msgspec.structs.replace(table, cells=tuple(cells)), edges


def _is_doubtful(cell: Cell) -> bool:
    return cell.confidence == APART and cell.column > 0 and cell.column_span == 1


def _strip(words: Sequence[Word]) -> tuple[float, float]:
    """Return the widest gap between some words of one line."""
    gaps = [(a.x1, b.x0) for a, b in pairwise(sorted(words, key=lambda w: w.x0))]
    return max(gaps, key=lambda g: g[1] - g[0], default=(0.0, 0.0))


def _column(table: Table, column: int) -> Column:
    cells = [c for c in table.cells if c.column == column and c.column_span == 1]
    return {c.row: n.value for c in cells if (n := parse_number(c.text)) is not None}


def _part(whole: Column, doubtful: Sequence[Cell], words: Sequence[Word], edge: float, side: int) -> Column:
    """Return the numbers that stand left (0) or right (1) of an edge in a column, were it two."""
    out: Column = {}
    for cell in doubtful:
        held = sorted((w for w in words if w.box.overlap(cell.box) > 0.5), key=lambda w: w.x0)
        number = parse_number(" ".join(w.text for w in held if (w.x0 > edge) == bool(side)))
        if number is not None:
            out[cell.row] = number.value
    if side:  # a number that stands alone ends at the right
        out |= {row: value for row, value in whole.items() if row not in {c.row for c in doubtful}}
    return out


def _holds(columns: Sequence[Column], which: Sequence[int]) -> bool:
    """Whether an identity holds for all of some columns: their last rows are sums, or three columns add up."""
    if all(_is_summed(columns[k]) for k in which):
        return True
    triples = [(k, k + 1, k + 2) for k in range(len(columns) - 2) if set(which) <= {k, k + 1, k + 2}]
    return any(_adds_up(*(columns[k] for k in triple)) for triple in triples)


def _is_summed(column: Column) -> bool:
    *parts, total = [column[row] for row in sorted(column)] or [Decimal(0)]
    return len(parts) >= ROWS - 1 and total != 0 and sum(parts) == total


def _adds_up(a: Column, b: Column, c: Column) -> bool:
    rows = [(a[r], b[r], c[r]) for r in a.keys() & b.keys() & c.keys()]
    ways = ([x + y == z for x, y, z in rows], [x - y == z for x, y, z in rows], [y - x == z for x, y, z in rows])
    return len(rows) >= ROWS and any(all(way) for way in ways)
