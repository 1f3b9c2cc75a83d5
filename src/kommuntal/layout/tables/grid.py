"""A grid: column and row edges, the walls that stand between its cells, and how it becomes a table's cells."""

from collections.abc import Sequence
from dataclasses import dataclass

from kommuntal.read.model import Box, Word


@dataclass(slots=True)
class Grid:
    """`xs` and `ys` are n+1 and m+1 edges in points.

    `right[r][c]` is whether a wall stands between (r, c) and (r, c+1); `below[r][c]` between (r, c) and (r+1, c).
    `soft` holds the column edges that are not drawn but were found in the text.
    """

    xs: list[float]
    ys: list[float]
    right: list[list[bool]]
    below: list[list[bool]]
    soft: frozenset[float] = frozenset()

    @property
    def rows(self) -> int:
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        return len(self.xs) - 1

    @property
    def box(self) -> Box:
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


@dataclass(frozen=True, slots=True)
class Area:
    """A cell of a grid with what it covers."""

    row: int
    column: int
    row_span: int
    column_span: int


def areas(grid: Grid) -> list[Area]:
    """Return the cells: grid squares with no wall between them are one, grown until it is a rectangle."""
    owner: dict[tuple[int, int], Area] = {}
    out: list[Area] = []
    for r in range(grid.rows):
        for c in range(grid.columns):
            if (r, c) in owner:
                continue
            area = _grow(grid, r, c, owner)
            out.append(area)
            for i in range(area.row, area.row + area.row_span):
                for j in range(area.column, area.column + area.column_span):
                    owner[i, j] = area
    return out


def _grow(grid: Grid, r: int, c: int, taken: dict[tuple[int, int], Area]) -> Area:
    """Grow a cell from its top left corner: right as far as no wall stands, then down."""
    c1 = c
    while c1 + 1 < grid.columns and not grid.right[r][c1] and (r, c1 + 1) not in taken:
        c1 += 1
    r1 = r
    while r1 + 1 < grid.rows and all(not grid.below[r1][k] for k in range(c, c1 + 1)):
        if any((r1 + 1, k) in taken or (k < c1 and grid.right[r1 + 1][k]) for k in range(c, c1 + 1)):
            break
        r1 += 1
    return Area(r, c, r1 - r + 1, c1 - c + 1)


def slot(edges: Sequence[float], value: float) -> int:
    """Return the index of the interval of `edges` that holds `value`; values outside go to the first or last."""
    low, high = 0, len(edges) - 2
    while low < high:
        middle = (low + high) // 2
        if value < edges[middle + 1]:
            high = middle
        else:
            low = middle + 1
    return low


def place(grid: Grid, words: Sequence[Word]) -> dict[tuple[int, int], list[Word]]:
    """Return the words by grid square, each by its middle."""
    out: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        key = (slot(grid.ys, (word.top + word.bottom) / 2), slot(grid.xs, (word.x0 + word.x1) / 2))
        out.setdefault(key, []).append(word)
    return out
