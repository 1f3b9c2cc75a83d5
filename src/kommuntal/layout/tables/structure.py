"""The grid of a region: what is drawn first, then columns and rows from the way its words stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from kommuntal.layout.tables.columns import chunks, find_gutters
from kommuntal.layout.tables.grid import Grid, areas, place
from kommuntal.layout.tables.rows import group_rows
from kommuntal.layout.tables.ruled import drawn, edges
from kommuntal.layout.tables.rulings import Rule
from kommuntal.layout.tables.text import Line, text_lines
from kommuntal.read.model import Box, Word

CROSS_GAP = 0.5  # ems: words nearer than this on both sides of an edge are one phrase that crosses it


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a page that may be one table."""

    box: Box
    words: tuple[Word, ...]
    horizontal: tuple[Rule, ...] = ()
    vertical: tuple[Rule, ...] = ()


def build(region: Region) -> Grid:
    """Return the grid of a region."""
    box = region.box
    xs = edges([r.at for r in region.vertical] + [box.x0, box.x1], [(w.x0 + w.x1) / 2 for w in region.words])
    ys = edges([r.at for r in region.horizontal] + [box.top, box.bottom], [(w.top + w.bottom) / 2 for w in region.words])
    base = _walled(xs, ys, region)
    soft_xs = _text_columns(base, region)
    xs = sorted(xs + soft_xs)
    soft_ys = _text_rows(base, xs, region)
    ys = sorted(ys + soft_ys)
    grid = _walled(xs, ys, region, set(soft_xs), set(soft_ys))
    return grid


def _walled(
    xs: list[float],
    ys: list[float],
    region: Region,
    soft_xs: set[float] = frozenset(),
    soft_ys: set[float] = frozenset(),
) -> Grid:
    grid = Grid(xs, ys, [], [])
    lines = text_lines(region.words)
    for r in range(grid.rows):
        inside = [line for line in lines if ys[r] <= line.middle < ys[r + 1]]
        right, below = [], []
        for c in range(grid.columns):
            x, y = xs[c + 1], ys[r + 1]
            if x in soft_xs:
                right.append(not any(_crosses(line, x) for line in inside))
            else:
                right.append(drawn(region.vertical, x, ys[r], ys[r + 1]) or _parted(inside, x))
            below.append(y in soft_ys or drawn(region.horizontal, y, xs[c], xs[c + 1]))
        grid.right.append(right)
        grid.below.append(below)
    return grid


def _crosses(line: Line, x: float) -> bool:
    """Whether a word, or a phrase whose words stand close, lies over `x`."""
    for a, b in zip(line.items, line.items[1:], strict=False):
        if a.x1 <= x <= b.x0:
            return b.x0 - a.x1 < CROSS_GAP * line.em and not (a.numeric or b.numeric)
    return any(i.x0 < x < i.x1 for i in line.items)


def _parted(lines: Sequence[Line], x: float) -> bool:
    """Whether words stand on both sides of an edge and none across, so that it parts them though nothing is drawn."""
    both = False
    for line in lines:
        if _crosses(line, x):
            return False
        both = both or (line.items[0].x1 <= x <= line.items[-1].x0)
    return both


def _text_columns(base: Grid, region: Region) -> list[float]:
    """Return new column edges: gutters in the text of each drawn column."""
    by_square = place(base, region.words)
    alone: dict[int, list[Word]] = {}
    for area in areas(base):
        if area.column_span == 1:
            for r in range(area.row, area.row + area.row_span):
                alone.setdefault(area.column, []).extend(by_square.get((r, area.column), []))
    return [g.middle for words in alone.values() for g in find_gutters(text_lines(words))]


def _text_rows(base: Grid, xs: list[float], region: Region) -> list[float]:
    """Return new row edges: between the rows of text in each drawn band that holds several."""
    out = []
    lines = text_lines(region.words)
    for top, bottom in zip(base.ys, base.ys[1:], strict=False):
        inside = [line for line in lines if top <= line.middle < bottom]
        if not _holds_rows(inside):
            continue
        rows = group_rows(inside, xs)
        for above, below in zip(rows, rows[1:], strict=False):
            out.append((max(line.bottom for line in above) + min(line.top for line in below)) / 2)
    return out


def _holds_rows(lines: Sequence[Line]) -> bool:
    """Whether a band holds several rows: at least two lines with numbers of their own; else it is text that wraps."""
    return sum(any(c.numeric for c in chunks(line)[1:]) for line in lines) >= 2
