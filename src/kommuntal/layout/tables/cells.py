"""A grid and the words in it to a `Table`."""

from collections.abc import Sequence

from kommuntal.layout.model import Cell, Table
from kommuntal.layout.tables.grid import Grid, areas, place
from kommuntal.layout.tables.text import join_text, text_lines
from kommuntal.read.model import Box, Word


def to_table(page: int, grid: Grid, words: Sequence[Word], method: str) -> Table:
    """Return the table that a grid makes of the words in it."""
    by_square = place(grid, words)
    cells = []
    for area in areas(grid):
        held = [
            word
            for r in range(area.row, area.row + area.row_span)
            for c in range(area.column, area.column + area.column_span)
            for word in by_square.get((r, c), [])
        ]
        box = Box(
            grid.xs[area.column],
            grid.ys[area.row],
            grid.xs[area.column + area.column_span],
            grid.ys[area.row + area.row_span],
        )
        cells.append(
            Cell(
                area.row,
                area.column,
                join_text(text_lines(held)),
                box,
                row_span=area.row_span,
                column_span=area.column_span,
            )
        )
    return Table(page, grid.box, grid.rows, grid.columns, tuple(cells), method=method)
