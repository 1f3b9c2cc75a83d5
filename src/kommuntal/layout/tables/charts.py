"""Charts carry numbers and lines and are no tables: find them by their axes and bars, and set their drawing aside."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from kommuntal.layout.tables.text import Item, Line
from kommuntal.read.model import Box, Page, Path, Word

TICKS = 4  # numbers an axis must have: three in even steps also happen in a column of figures
EVEN = 0.12  # share by which the distances between the ticks of an axis may differ
BARS = 3  # boxes on one base line with different heights
FAR = 4  # times its thickness: a bar stands nearer than this to the next
MARGIN = 2.5  # ems: labels and the legend of an axis stand this near to it
PLOT = 40.0  # points: a line shorter than this is a tick, not a grid line
SAME = 1.5  # points: bars begin at the same base line, give or take rounding


class _Bar(NamedTuple):
    """A filled box as a bar: where it starts on its base line, how thick it is along it, how long across it."""

    base: float
    start: float
    end: float
    length: float
    box: Box


def without_charts(page: Page, lines: Sequence[Line]) -> tuple[list[Word], list[Path]]:
    """Return the words and paths of a page that belong to no chart."""
    boxes = chart_boxes(page, lines)
    words = [w for w in page.words if not any(_inside(w.box, b) for b in boxes)]
    paths = [p for p in page.paths if not any(_inside(p.box, b) for b in boxes)]
    return words, paths


def chart_boxes(page: Page, lines: Sequence[Line]) -> list[Box]:
    """Return a box round each chart."""
    found = [_plot(axis, page) for axis in _axes(lines, page.paths)] + [_plot(bars, page) for bars in _bars(page.paths)]
    out: list[Box] = []
    for box in found:
        hit = next((k for k, other in enumerate(out) if box.overlap(other) > 0.3 or other.overlap(box) > 0.3), None)
        if hit is None:
            out.append(box)
        else:
            out[hit] = out[hit].union(box)
    return out


def _axes(lines: Sequence[Line], paths: Sequence[Path]) -> list[Box]:
    """Return the boxes of upright axes: numbers under each other that fall in even steps at even distances."""
    level = [p for p in paths if p.bottom - p.top < SAME and p.x1 - p.x0 > PLOT]
    numbers = [
        (b, line)
        for line in lines
        for a, b in zip([None, *line.items], line.items, strict=False)
        if _value(b) is not None and (a is None or _on_grid_line(b, line, level))
    ]
    out: list[Box] = []
    taken: set[int] = set()
    for k, (item, line) in enumerate(numbers):
        if id(item) in taken:
            continue
        right = [(i, at) for i, at in numbers[k:] if abs(i.x1 - item.x1) < 0.35 * line.em]
        axis = _ticks(right)
        if len(axis) >= TICKS:
            taken |= {id(i) for i in axis}
            out.append(
                Box(
                    min(i.x0 for i in axis),
                    axis[0].words[0].top,
                    max(i.x1 for i in axis),
                    axis[-1].words[0].bottom,
                )
            )
    return out


def _on_grid_line(item: Item, line: Line, level: Sequence[Path]) -> bool:
    """Whether a line of the plot begins right of a number, at the height of its middle."""
    return any(
        abs((p.top + p.bottom) / 2 - _middle(item)) < 0.3 * line.em and -1 < p.x0 - item.x1 < 1.5 * line.em
        for p in level
    )


def _middle(item: Item) -> float:
    return (item.words[0].top + item.words[0].bottom) / 2


def _ticks(column: Sequence[tuple[Item, Line]]) -> list[Item]:
    """Return the longest run from the top that falls by one step over one distance."""
    if len(column) < TICKS:
        return []
    run = [column[0], column[1]]
    step = _number(column[0][0]) - _number(column[1][0])
    drop = _middle(column[1][0]) - _middle(column[0][0])
    if step <= 0 or step == 1 or drop <= 0:
        return []
    for pair in column[2:]:
        fall = _number(run[-1][0]) - _number(pair[0])
        down = _middle(pair[0]) - _middle(run[-1][0])
        if abs(fall - step) > 1e-6 * max(1.0, step) or abs(down - drop) > EVEN * drop:
            break
        run.append(pair)
    if len(run) < len(column) and _middle(column[len(run)][0]) - _middle(run[-1][0]) < 1.5 * drop:
        return []  # the column goes on in other steps: figures, not an axis
    return [item for item, _ in run]


def _value(item: Item) -> float | None:
    text = item.text.replace(" ", "").replace("%", "").replace("−", "-").replace("–", "-").replace(",", ".")
    try:
        return float(text)
    except ValueError:
        return None


def _number(item: Item) -> float:
    return _value(item) or 0.0


def _bars(paths: Sequence[Path]) -> list[Box]:
    """Return boxes round groups of bars: equally thick, on one base line, apart from each other, not equally long."""
    fills = [p.box for p in paths if p.kind == "rect" and p.fill and min(p.box.width, p.box.height) > 1]
    standing = [_Bar(b.bottom, b.x0, b.x1, b.height, b) for b in fills]
    lying = [_Bar(b.x0, b.top, b.bottom, b.width, b) for b in fills]
    return _grouped(standing) + _grouped(lying)


def _grouped(bars: Sequence[_Bar]) -> list[Box]:
    out = []
    bases: dict[int, list[_Bar]] = {}
    for bar in bars:
        bases.setdefault(round(bar.base / SAME), []).append(bar)
    for group in (near for one in bases.values() for near in _neighbours(one)):
        apart = all(b.start - a.end > SAME for a, b in pairwise(group))
        thick = [bar.end - bar.start for bar in group]
        lengths = {round(bar.length / SAME) for bar in group}
        if len(group) >= BARS and apart and max(thick) - min(thick) < SAME and len(lengths) >= BARS:
            box = group[0].box
            for bar in group[1:]:
                box = box.union(bar.box)
            out.append(box)
    return out


def _neighbours(group: Sequence[_Bar]) -> list[list[_Bar]]:
    """Part bars where they stand too far from each other for one chart, as the heads of two tables do."""
    out: list[list[_Bar]] = []
    for bar in sorted(group, key=lambda bar: bar.start):
        if out and bar.start - out[-1][-1].end <= FAR * (bar.end - bar.start):
            out[-1].append(bar)
        else:
            out.append([bar])
    return out


def _plot(core: Box, page: Page) -> Box:
    """Grow the box of an axis or of bars over the drawing beside it, and over its labels."""
    em = 10.0
    box = Box(core.x0 - em, core.top - MARGIN * em, core.x1 + em, core.bottom + MARGIN * em)
    for _ in range(2):
        for path in page.paths:
            p = path.box
            level = p.top >= box.top and p.bottom <= box.bottom
            if level and p.x0 <= box.x1 + MARGIN * em and p.x1 >= box.x0 - MARGIN * em:
                box = Box(min(box.x0, p.x0 - em), box.top, max(box.x1, p.x1 + em), box.bottom)
    return box


def _inside(inner: Box, outer: Box) -> bool:
    return (
        outer.x0 <= (inner.x0 + inner.x1) / 2 <= outer.x1
        and outer.top <= (inner.top + inner.bottom) / 2 <= outer.bottom
        and inner.width <= outer.width
        and inner.height <= outer.height
    )
