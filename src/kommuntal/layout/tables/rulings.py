"""Drawn paths to separators: where a table's own drawing says that one cell ends and the next begins.

Strokes, thin boxes and the edges of filled boxes all count alike. What is no separator: padding strips and boxes around
single lines of text inside a larger box of their colour, white fills, and "borders" in the colour of what they border.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from kommuntal.read.model import Box, Page, Path

THIN = 3.0  # points: a filled box thinner than this is a line drawn as a box
SNAP = 1.3  # points: lines nearer than this are one line (a border is often drawn once for each of its two cells)
BRIDGE = 3.0  # points: a gap in a line smaller than this is where another line crosses, or rounding
LEAST = 4.0  # points: shorter than any cell side; dots, ticks and the ends of arrows
SLANT = 1.0  # points: a line that rises more than this is not straight
SEAM = 2.0  # points: an edge this near to a line's place would be that line, were it drawn
NEAR = 30.0  # points: two rows of text; a line drawn this near shows how this table draws its walls
TILE = 40.0  # points: boxes are looked up by tile, or a map with thousands of shapes takes minutes
MOST_TILES = 100  # no page that is read is larger; what reaches beyond is not looked up there
MOST_FILLS = 5000  # filled boxes of a map or a picture; no table has as many
WHITE = "#ffffff"


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight separator: `at` is its x (vertical) or y (horizontal), `start..end` its reach along the other axis."""

    at: float
    start: float
    end: float

    @property
    def length(self) -> float:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Rulings:
    """The separators of a page, joined and snapped, and the filled boxes (largest of each colour) they came from."""

    horizontal: tuple[Rule, ...]
    vertical: tuple[Rule, ...]
    fills: tuple[Path, ...]


def rulings(page: Page) -> Rulings:
    """Return all separators drawn on the page; boxes as large as the page are its background."""
    shapes = [p for p in page.paths if _is_fill(p, page)]
    fills = outermost(shapes) if len(shapes) <= MOST_FILLS else []
    horizontal: list[Rule] = []
    vertical: list[Rule] = []
    for path in page.paths:
        for a, b in _strokes(path) if _is_seen(path, path.stroke, fills) else []:
            if abs(a[1] - b[1]) <= SLANT:
                horizontal.append(Rule((a[1] + b[1]) / 2, min(a[0], b[0]), max(a[0], b[0])))
            if abs(a[0] - b[0]) <= SLANT:
                vertical.append(Rule((a[0] + b[0]) / 2, min(a[1], b[1]), max(a[1], b[1])))
        if _is_thin(path) and not _is_camouflage(path, fills) and _is_seen(path, path.fill, fills):
            if path.x1 - path.x0 <= THIN:
                vertical.append(Rule((path.x0 + path.x1) / 2, path.top, path.bottom))
            if path.bottom - path.top <= THIN:
                horizontal.append(Rule((path.top + path.bottom) / 2, path.x0, path.x1))
    vertical += _fill_edges(fills, vertical, upright=True)
    horizontal += _fill_edges(fills, horizontal, upright=False)
    return Rulings(_join(horizontal), _join(vertical), tuple(fills))


def _fill_edges(fills: list[Path], lines: list[Rule], upright: bool) -> list[Rule]:
    """Return the edges of filled boxes, but for the seams where two fills of one cell meet.

    Two fills of one colour that touch are two cells, unless a line is drawn at that place nearby but not here.
    """
    sides = [(f, (f.x0, f.x1, f.top, f.bottom) if upright else (f.top, f.bottom, f.x0, f.x1)) for f in fills]
    ends: dict[tuple[str | None, int, int], list[tuple[float, float, float]]] = defaultdict(list)
    for fill, (low, high, start, end) in sides:
        for side, at in ((0, low), (1, high)):
            ends[fill.fill, side, round(at / SEAM)].append((at, start, end))
    drawn: dict[int, list[Rule]] = defaultdict(list)
    for rule in lines:
        drawn[round(rule.at / SEAM)].append(rule)
    out = []
    for fill, (low, high, start, end) in sides:
        for side, at in ((1, low), (0, high)):
            place = round(at / SEAM)
            touches = any(
                abs(other - at) < SEAM and first < end and last > start
                for k in (place - 1, place, place + 1)
                for other, first, last in ends.get((fill.fill, side, k), ())
            )
            near = (r for k in (place - 1, place, place + 1) for r in drawn.get(k, ()) if abs(r.at - at) < SEAM)
            beside = [r for r in near if r.end > start - NEAR and r.start < end + NEAR]
            here = any(r.start <= start + SEAM and r.end >= end - SEAM for r in beside)
            if not (touches and beside and not here):
                out.append(Rule(at, start, end))
    return out


def outermost(fills: Iterable[Path]) -> list[Path]:
    """Return the boxes that lie in no larger box of the same colour."""
    out: list[Path] = []
    over: dict[tuple[str | None, int, int], list[Path]] = defaultdict(list)  # by colour and tile of the page
    for fill in sorted(fills, key=lambda p: -p.box.width * p.box.height):
        middle = (int((fill.x0 + fill.x1) / 2 / TILE), int((fill.top + fill.bottom) / 2 / TILE))
        if any(_within(fill.box, other.box) for other in over[fill.fill, *middle]):
            continue
        out.append(fill)
        for x in range(max(0, int(fill.x0 / TILE)), min(MOST_TILES, int(fill.x1 / TILE)) + 1):
            for y in range(max(0, int(fill.top / TILE)), min(MOST_TILES, int(fill.bottom / TILE)) + 1):
                over[fill.fill, x, y].append(fill)
    return out


def _within(inner: Box, outer: Box) -> bool:
    return (
        inner.x0 >= outer.x0 - SNAP
        and inner.x1 <= outer.x1 + SNAP
        and inner.top >= outer.top - SNAP
        and inner.bottom <= outer.bottom + SNAP
    )


def _is_fill(path: Path, page: Page) -> bool:
    if path.kind != "rect" or path.fill in (None, WHITE):
        return False
    box = path.box
    if min(box.width, box.height) <= THIN:
        return False
    return box.width < 0.95 * page.width or box.height < 0.5 * page.height


def _is_thin(path: Path) -> bool:
    """Whether a filled shape is thin enough to be a line. Its colour may be white: a white line parts shaded cells."""
    return path.fill is not None and path.kind != "line" and min(path.box.width, path.box.height) <= THIN


def _is_camouflage(thin: Path, fills: list[Path]) -> bool:
    """Whether a thin box lies in, or between two fills of, its own colour: drawn so that no border is seen."""
    same = [f for f in fills if f.fill == thin.fill]
    box = thin.box
    if any(_within(box, f.box) for f in same):
        return True
    if box.width > box.height:
        middle = (box.x0 + box.x1) / 2
        near = [f for f in same if f.x0 <= middle <= f.x1]
        return any(abs(f.bottom - box.top) <= SNAP for f in near) and any(abs(f.top - box.bottom) <= SNAP for f in near)
    middle = (box.top + box.bottom) / 2
    near = [f for f in same if f.top <= middle <= f.bottom]
    return any(abs(f.x1 - box.x0) <= SNAP for f in near) and any(abs(f.x0 - box.x1) <= SNAP for f in near)


def _is_seen(line: Path, colour: str | None, fills: list[Path]) -> bool:
    """Whether a line can be seen: a white one only over or beside a coloured box."""
    return colour != WHITE or any(
        f.x0 - SNAP <= line.x1
        and line.x0 <= f.x1 + SNAP
        and f.top - SNAP <= line.bottom
        and line.top <= f.bottom + SNAP
        for f in fills
    )


def _strokes(path: Path) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Return the stroked sides of a path as pairs of points."""
    if path.stroke is None:
        return []
    if path.kind == "line":
        # A line's own points are not kept; one that slants is told by its box.
        return [((path.x0, path.top), (path.x1, path.bottom))]
    if path.kind == "rect":
        corners = [(path.x0, path.top), (path.x1, path.top), (path.x1, path.bottom), (path.x0, path.bottom)]
        return list(zip(corners, corners[1:] + corners[:1], strict=True))
    sides = list(pairwise(path.points))
    # A shape with one slanting side is a drawing (a circle, an arrow), and its straight sides part no cells.
    return sides if all(min(abs(a[0] - b[0]), abs(a[1] - b[1])) <= SLANT for a, b in sides) else []


def _join(rules: list[Rule]) -> tuple[Rule, ...]:
    """Snap rules that lie on one line, join those that meet, and drop what is too short to part two cells."""
    joined: list[Rule] = []
    for cluster in _clusters(sorted(rules, key=lambda r: r.at)):
        weight = sum(r.length for r in cluster) or 1.0
        at = sum(r.at * r.length for r in cluster) / weight if weight > 0.5 else cluster[0].at
        start, end = cluster[0].start, cluster[0].end
        for rule in cluster[1:]:
            if rule.start <= end + BRIDGE:
                end = max(end, rule.end)
            else:
                joined.append(Rule(at, start, end))
                start, end = rule.start, rule.end
        joined.append(Rule(at, start, end))
    return tuple(r for r in joined if r.length >= LEAST)


def _clusters(rules: list[Rule]) -> list[list[Rule]]:
    """Group rules whose positions differ by at most SNAP from the group's first; each group sorted by start."""
    groups: list[list[Rule]] = []
    for rule in rules:
        if groups and rule.at - groups[-1][0].at <= SNAP:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return [sorted(group, key=lambda r: r.start) for group in groups]
