"""Cells whose ground is the verdict: "Grön", "Gul" and "Röd" in the column of assessments, with or without words."""

from collections.abc import Iterator, Sequence

from kommuntal.layout.model import Cell, Symbol, Table
from kommuntal.layout.symbols import COLOURLESS, colour_of
from kommuntal.read.model import Path

MOST = 0.5  # share of a cell that its ground covers at least, each way
WIDER = 1.3  # widths of the cell: what reaches further is the ground of the row


def shaded(table: Table, columns: Sequence[int], paths: Sequence[Path]) -> Iterator[Symbol]:
    """Yield a symbol for each cell in those columns whose ground has a colour of its own, unlike its row's."""
    body = [c for c in table.cells if c.row >= table.header_rows]
    for cell in body:
        if cell.column not in columns:
            continue
        colour = _ground(cell, paths)
        beside = {_ground(c, paths) for c in body if c.row == cell.row and c.column not in columns}
        if colour is not None and colour not in COLOURLESS and colour not in beside:
            yield Symbol(table.page, cell.box, "cell", colour, "vector")


def _ground(cell: Cell, paths: Sequence[Path]) -> str | None:
    """Return the colour painted last under the whole cell, None for none."""
    box = cell.box
    over = [
        p
        for p in paths
        if p.kind == "rect"
        and p.fill
        and min(p.x1, box.x1) - max(p.x0, box.x0) > MOST * box.width
        and min(p.bottom, box.bottom) - max(p.top, box.top) > MOST * box.height
        and p.box.width < WIDER * box.width
    ]
    return colour_of(over[-1].fill) if over else None
