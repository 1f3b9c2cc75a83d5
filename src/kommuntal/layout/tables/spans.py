"""Headers that stand over several columns where nothing is drawn: centred over the headers under them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise, product

import msgspec

from kommuntal.layout.model import Cell, Table
from kommuntal.layout.tables.groups import by_edge
from kommuntal.read.model import Word

OFF = 0.12  # share of its columns' width by which a header may miss their middle
MOST = 6  # headers beside each other at most whose columns are tried out
CLEARER = 1.5  # times as far off the next best parting must be
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
    """Part the columns among the upper headers where one way alone puts each over the middle of its own.

    A header may reach over columns that are not its own: it is longer than what stands under it.
    """
    under = {k: c for k in range(1, columns) if (c := cells.get((row + 1, k))) and c.text and c.column_span == 1}
    held = {k for c in cells.values() if c.row == row for k in range(c.column, c.column + c.column_span)}
    if not over or len(over) > MOST or any(c.row_span > 1 for c in over) or len(under) < columns - 1:
        return False
    if not held.issuperset(under):
        return False
    middles = [_middle([c], words) for c in over]
    own = [next((k for k, c in under.items() if c.box.x0 <= middle < c.box.x1), 0) for middle in middles]
    ways = []
    for groups in _partings(own, columns):
        offs = [_off(m, [under[k] for k in group], words, soft) for m, group in zip(middles, groups, strict=True)]
        if all(off is not None for off in offs):
            ways.append((sum(off for off in offs if off is not None), groups))
    ways.sort(key=lambda way: way[0])
    names = [c.text.casefold() for c in under.values()]
    edged = by_edge([_reach([c], words) for c in over], [_reach([c], words) for c in under.values()], names)
    if edged and len(under) == columns - 1:
        chosen = [range(g.start + 1, g.stop + 1) for g in edged]
    elif ways and (len(ways) == 1 or ways[1][0] >= CLEARER * ways[0][0]):
        chosen = ways[0][1]
    else:
        return False
    for k in under:
        cells.pop((row, k), None)
    for cell, group in zip(over, chosen, strict=True):
        box = msgspec.structs.replace(cell.box, x0=under[group[0]].box.x0, x1=under[group[-1]].box.x1)
        cells[row, group[0]] = msgspec.structs.replace(cell, column=group[0], column_span=len(group), box=box)
    return True


def _partings(own: Sequence[int], columns: int) -> Iterator[list[range]]:
    """Yield the ways to give each header neighbouring columns, the one it stands on among them, and all to one each."""
    for cuts in product(*(range(a + 1, b + 1) for a, b in pairwise(own))):
        edges = [1, *cuts, columns]
        if edges[0] <= own[0] < edges[1]:
            yield [range(a, b) for a, b in pairwise(edges)]


def _off(middle: float, under: Sequence[Cell], words: Sequence[Word], soft: frozenset[float]) -> float | None:
    """Return by which share of its columns' width a header misses their middle; None where they cannot be its own.

    Over one column it stands as that column's type is set.
    """
    if len(under) == 1:
        return 0.0
    if any(all(abs(c.box.x1 - x) >= 1 for x in soft) for c in under[:-1]):
        return None
    low, high = _reach(under, words)
    off = abs((low + high) / 2 - middle) / (high - low)
    return off if off <= OFF else None


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
    if last - first + 1 == cell.column_span:
        return
    under = [c for k in range(first, last + 1) if (c := cells.get((cell.row + 1, k))) is not None]
    if _off(middle, under, words, soft) is not None:
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
