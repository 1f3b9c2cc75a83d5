"""The grid of a region: what is drawn first, then columns and rows from the way its words stand."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from kommuntal.layout.tables.columns import find_gutters
from kommuntal.layout.tables.grid import Grid, areas, place, slot
from kommuntal.layout.tables.groups import names_groups
from kommuntal.layout.tables.rows import group_rows, holds_rows
from kommuntal.layout.tables.ruled import STRIP, THIN_COLUMN, drawn, edges
from kommuntal.layout.tables.rulings import Rule
from kommuntal.layout.tables.text import Item, Line, has_digits, text_lines
from kommuntal.read.model import Box, Word

CROSS_GAP = 0.5  # ems: words nearer than this on both sides of an edge are one phrase that crosses it

INTRUDES = 0.6  # ems: a word that reaches over an edge by less than this is only a little long
WORD, PHRASE = 2, 1
ALIGNED = 4  # numbers that end at one place in a column
SPLIT_SHARE = 0.5  # share of the cells of a drawn column that a gutter must split to be one


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a page that may be one table."""

    box: Box
    words: tuple[Word, ...]
    horizontal: tuple[Rule, ...] = ()
    vertical: tuple[Rule, ...] = ()


def build(region: Region, more: Sequence[float] = ()) -> Grid:
    """Return the grid of a region, with the column edges that its drawing and words show, and `more`."""
    box = region.box
    lines = text_lines(region.words)
    em = median(line.em for line in lines) if lines else 10.0
    thin = max(STRIP, THIN_COLUMN * em)
    xs = edges([box.x0, *(r.at for r in region.vertical), box.x1], [(w.x0, w.x1) for w in region.words], thin)
    ys = edges(
        [box.top, *(r.at for r in region.horizontal), box.bottom], [(w.top, w.bottom) for w in region.words], STRIP
    )
    base = _walled(xs, ys, region, lines, thin)
    soft_xs = [*_text_columns(base, region), *more]
    all_xs = sorted(xs + soft_xs)
    soft_ys = _text_rows(base, all_xs, lines)
    all_ys = sorted(ys + soft_ys)
    through = {y for y in ys[1:-1] if _is_under_groups(y, lines)}
    return _walled(all_xs, all_ys, region, lines, thin, frozenset(soft_xs), frozenset(soft_ys) | through)


def _walled(
    xs: list[float],
    ys: list[float],
    region: Region,
    lines: Sequence[Line],
    thin: float,
    soft_xs: frozenset[float] = frozenset(),
    soft_ys: frozenset[float] = frozenset(),
) -> Grid:
    """Return the grid of these edges with a wall where one is drawn, or where the words stand apart."""
    grid = Grid(xs, ys, [], [], soft_xs)
    ends = Counter(round(i.x1) for line in lines for i in line.items if i.numeric)
    for top, bottom in pairwise(ys):
        inside = [line for line in lines if top <= line.middle < bottom]
        held = {slot(xs, (i.x0 + i.x1) / 2) for line in inside for i in line.items if i.numeric and _aligned(i, ends)}
        right = _right_walls(inside, xs, region, (top, bottom), thin, soft_xs, held)
        below = [bottom in soft_ys or drawn(region.horizontal, bottom, a, b, STRIP) for a, b in pairwise(xs)]
        grid.right.append(right)
        grid.below.append(below)
    return grid


def _right_walls(
    lines: Sequence[Line],
    xs: list[float],
    region: Region,
    reach: tuple[float, float],
    thin: float,
    soft: frozenset[float],
    held: set[int],
) -> list[bool]:
    """Return for each column of a row whether a wall stands right of it: drawn, between words that stand apart, or
    beside one of the columns `held`, whose figures in other rows end where this row's does."""
    crossed = _open(lines, xs)
    walls = [x not in crossed if x in soft else drawn(region.vertical, x, *reach, thin) for x in xs[1:-1]]
    for k, x in enumerate(xs[1:-1]):
        if not walls[k] and x not in soft:
            left = max((xs[j + 1] for j in range(k) if walls[j]), default=xs[0])
            right = min((xs[j + 1] for j in range(k + 1, len(walls)) if walls[j]), default=xs[-1])
            walls[k] = _parted(lines, x, left, right, {k, k + 1} & held != set())
    return [*walls, True]


def _open(lines: Sequence[Line], xs: Sequence[float]) -> set[float]:
    """Return the inner edges that a phrase of these lines crosses, so that no wall stands there."""
    out: set[float] = set()
    for line in lines:
        how = {x: _crosses(line, x) for x in xs[1:-1]}
        if WORD not in how.values() and PHRASE in how.values() and _is_full(line, xs):
            continue
        out |= {x for x, crossing in how.items() if crossing}
    return out


def _is_full(line: Line, xs: Sequence[float]) -> bool:
    """Whether a line has words for every column."""
    return len({slot(xs, (i.x0 + i.x1) / 2) for i in line.items}) == len(xs) - 1


def _crosses(line: Line, x: float) -> int:
    """Return WORD where a word lies over `x`, PHRASE where words that stand close lie on both sides, else 0."""
    left: Word | None = None
    for word in (w for item in line.items for w in item.words):
        if word.x1 <= x:
            left = word
            continue
        if word.x0 < x and min(x - word.x0, word.x1 - x) > INTRUDES * line.em:
            return WORD
        if word.x0 < x and word.x1 - x <= x - word.x0:
            left = word
            continue
        if left is None:
            return 0
        near = word.x0 - left.x1 < CROSS_GAP * line.em
        return PHRASE if near and not (has_digits(word.text) and has_digits(left.text)) else 0
    return 0


def _aligned(item: Item, ends: Counter[int]) -> bool:
    """Whether a number ends where others of its table do, so that it stands in their column and in no merged cell."""
    return sum(ends[round(item.x1) + k] for k in (-1, 0, 1)) >= ALIGNED


def _parted(lines: Sequence[Line], x: float, left: float, right: float, held: bool) -> bool:
    """Whether no words stand across an edge, but some of one cell on both sides or figures of its column beside it, so
    that it parts them undrawn."""
    if any(_crosses(line, x) for line in lines):
        return False
    if held:
        return True
    middles = [(i.x0 + i.x1) / 2 for line in lines for i in line.items]
    return any(left < m < x for m in middles) and any(x < m < right for m in middles)


def _text_columns(base: Grid, region: Region) -> list[float]:
    """Return new column edges: gutters in the text of each drawn column."""
    by_square = place(base, region.words)
    alone: dict[int, list[list[Word]]] = {}
    for area in areas(base):
        if area.column_span == 1:
            held = [w for r in range(area.row, area.row + area.row_span) for w in by_square.get((r, area.column), [])]
            if held:
                alone.setdefault(area.column, []).append(held)
    out = []
    for cells in alone.values():
        lines = text_lines([w for held in cells for w in held])
        out += [g.middle for g in find_gutters(lines) if base.columns == 1 or _splits(cells, g.middle)]
    return out


def _splits(cells: Sequence[Sequence[Word]], x: float) -> bool:
    """Whether enough drawn cells have words on both sides of an edge."""
    both = sum(any(w.x1 <= x + 1 for w in held) and any(w.x0 >= x - 1 for w in held) for held in cells)
    return both >= SPLIT_SHARE * len(cells)


def _text_rows(base: Grid, xs: list[float], lines: Sequence[Line]) -> list[float]:
    """Return new row edges: between the rows of text in each drawn band that holds several."""
    out = []
    for top, bottom in pairwise(base.ys):
        inside = [line for line in lines if top <= line.middle < bottom]
        if base.rows == 1 or holds_rows(inside, xs):
            rows = group_rows(inside, xs)
        else:  # drawn columns show by their walls what stands over several
            rows = _grouped(inside) if base.columns == 1 else [inside]
        for above, below in pairwise(rows):
            out.append((max(line.bottom for line in above) + min(line.top for line in below)) / 2)
    return out


def _is_under_groups(y: float, lines: Sequence[Line]) -> bool:
    """Whether a level line stands right under names of groups: drawn over a part of each, it parts all columns."""
    return any(a.middle < y < b.middle and names_groups(a, b) for a, b in pairwise(lines))


def _grouped(lines: list[Line]) -> list[list[Line]]:
    """Return the lines of a band of header in two, where the first name groups of the columns that the rest name."""
    cut = next((k + 1 for k, (above, below) in enumerate(pairwise(lines)) if names_groups(above, below)), 0)
    return [lines[:cut], lines[cut:]] if cut else [lines]


def parted(grid: Grid, region: Region) -> float | None:
    """Return the height at which two tables touch, or None: no upright line of the one goes on in the other."""
    lines = [{k for k, wall in enumerate(row[:-1]) if wall} for row in grid.right]
    for r in range(grid.rows - 1):
        over = set().union(*lines[: r + 1])
        under = set().union(*lines[r + 1 :])
        if over and under and not over & under and all(grid.below[r]) and region.vertical:
            return grid.ys[r + 1]
    return None
