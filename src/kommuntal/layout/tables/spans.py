"""Headers that stand over several columns where nothing is drawn: centred over the headers under them."""

from collections.abc import Sequence

import msgspec

from kommuntal.layout.model import Cell, Table
from kommuntal.read.model import Word

OFF = 0.12  # share of its columns' width by which a header may miss their middle
CENTRED = 0.5  # points by which a wider span must bring the middle nearer: ties are not growth


def with_spans(table: Table, words: Sequence[Word], soft: frozenset[float]) -> Table:
    """Return the table with each upper header grown over the empty cells beside it that it is centred over.

    Only across edges in `soft`, those that are not drawn, and only over columns that have a header of their own below.
    """
    cells = {(c.row, c.column): c for c in table.cells}
    for row in range(table.header_rows - 1):
        over = [c for k in range(1, table.columns) if (c := cells.get((row, k))) is not None and c.text]
        if not _share_out(over, row, table.columns, cells, words, soft):
            for cell in over:
                if (row + 1, cell.column) in cells:
                    _grow(cell, cells, words, soft)
    return msgspec.structs.replace(table, cells=tuple(cells[key] for key in sorted(cells)))


def _share_out(
    over: Sequence[Cell],
    row: int,
    columns: int,
    cells: dict[tuple[int, int], Cell],
    words: Sequence[Word],
    soft: frozenset[float],
) -> bool:
    """Give every column to the upper header nearest to it, if each then stands over the middle of its columns."""
    if not over or any(c.row_span > 1 for c in over):
        return False
    middles = [_middle([c], words) for c in over]
    groups: list[list[int]] = [[] for _ in over]
    for k in range(1, columns):
        under = cells.get((row + 1, k))
        if under is None or not under.text or under.column_span > 1:
            return False
        at = _middle([under], words)
        groups[min(range(len(over)), key=lambda i: abs(middles[i] - at))].append(k)
    for cell, middle, group in zip(over, middles, groups, strict=True):
        last = cell.column + cell.column_span - 1
        if len(group) < 2 or not {cell.column, last} <= set(group) or group != list(range(group[0], group[-1] + 1)):
            return False
        if not _is_free(group[0], cell.column, last, group[-1], row, cells, soft):
            return False
        reach = _reach([cells[row + 1, k] for k in group], words)
        if abs((reach[0] + reach[1]) / 2 - middle) > OFF * (reach[1] - reach[0]):
            return False
    for cell, group in zip(over, groups, strict=True):
        _span(cell, group[0], group[-1], cells)
    return True


def _grow(cell: Cell, cells: dict[tuple[int, int], Cell], words: Sequence[Word], soft: frozenset[float]) -> None:
    middle = _middle([cell], words)
    first, last = cell.column, cell.column + cell.column_span - 1
    while True:
        here = abs(_span_middle(first, last, cell.row, cells, words) - middle)
        best = None
        for low, high in ((first - 1, last), (first, last + 1), (first - 1, last + 1)):
            if not _is_free(low, first, last, high, cell.row, cells, soft):
                continue
            off = abs(_span_middle(low, high, cell.row, cells, words) - middle)
            if off < here - CENTRED and (best is None or off < best[0]):
                best = off, low, high
        if best is None:
            break
        first, last = best[1], best[2]
    if (first, last) == (cell.column, cell.column + cell.column_span - 1):
        return
    _span(cell, first, last, cells)


def _span(cell: Cell, first: int, last: int, cells: dict[tuple[int, int], Cell]) -> None:
    box = cell.box
    for k in range(first, last + 1):
        taken = cells.pop((cell.row, k), None)
        box = box.union(taken.box) if taken else box
    cells[cell.row, first] = msgspec.structs.replace(cell, column=first, column_span=last - first + 1, box=box)


def _is_free(
    low: int, first: int, last: int, high: int, row: int, cells: dict[tuple[int, int], Cell], soft: frozenset[float]
) -> bool:
    """Whether the columns `low..high` beside `first..last` are empty here, have headers below and no line between."""
    for k in [*range(low, first), *range(last + 1, high + 1)]:
        cell, under = cells.get((row, k)), cells.get((row + 1, k))
        if k < 1 or cell is None or cell.text or cell.column_span > 1 or cell.row_span > 1 or under is None:
            return False
        edge = cell.box.x1 if k < first else cell.box.x0
        if not under.text or not any(abs(edge - x) < 1 for x in soft):
            return False
    return True


def _span_middle(first: int, last: int, row: int, cells: dict[tuple[int, int], Cell], words: Sequence[Word]) -> float:
    """Return the middle of the headers under some columns."""
    return _middle([c for k in range(first, last + 1) if (c := cells.get((row + 1, k))) is not None], words)


def _middle(cells: Sequence[Cell], words: Sequence[Word]) -> float:
    low, high = _reach(cells, words)
    return (low + high) / 2


def _reach(cells: Sequence[Cell], words: Sequence[Word]) -> tuple[float, float]:
    """Return where the words of some cells begin and end, or the cells where there are none."""
    held = [w.box for w in words for c in cells if w.box.overlap(c.box) > 0.5] or [c.box for c in cells]
    return min(b.x0 for b in held), max(b.x1 for b in held)
