"""A grid and the words in it to a `Table`."""

import re
from collections.abc import Sequence
from itertools import pairwise

from kommuntal.layout.model import Cell, Table
from kommuntal.layout.tables.grid import Grid, areas, place
from kommuntal.layout.tables.text import SIGN, Line, join_text, text_lines
from kommuntal.read.model import Box, Word

PAIR = re.compile(r"[\d.,]+%? ?([-–] ?[\d.,]+%?|\([\d., ]+%?\))")  # a range, or a figure with its share: one thing
TWO_NUMBERS = 0.2  # confidence of a cell with two numbers: one of them belongs to another row or column
APART = 0.6  # confidence of a number whose groups of digits stand farther apart than a space is wide
SIGN_GAP = 1.0  # ems: a dash this near to a number is its sign; one that stands for a missing number is farther off
WIDE_GROUP = 0.36  # ems: the spaces of most types are a quarter to a third of an em


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
        lines = text_lines(held)
        cells.append(
            Cell(
                area.row,
                area.column,
                join_text(lines),
                box,
                row_span=area.row_span,
                column_span=area.column_span,
                confidence=min(_settled(lines), min((_sure(w) for w in held), default=1.0)),
            )
        )
    return Table(page, grid.box, grid.rows, grid.columns, tuple(cells), method=method)


def _sure(word: Word) -> float:
    """Return how sure a word is where it may be a number; what a misread word of letters says does not unsettle one."""
    return 1.0 if word.text.isalpha() else word.confidence


def _settled(lines: Sequence[Line]) -> float:
    """Return how sure it is that a cell holds one number: not where two stand in it, or where its groups stand apart.

    1.0 for text.
    """
    items = [i for line in lines for i in line.items]
    if not items or not all(i.numeric for i in items):
        return 1.0
    if len(items) == 2 and SIGN.fullmatch(items[0].text) and items[1].x0 - items[0].x1 < SIGN_GAP * lines[0].em:
        return 1.0
    if len(items) > 1:
        return 1.0 if PAIR.fullmatch(" ".join(i.text for i in items)) else TWO_NUMBERS
    apart = max((b.x0 - a.x1 for a, b in pairwise(items[0].words)), default=0.0)
    return APART if apart > WIDE_GROUP * lines[0].em else 1.0
