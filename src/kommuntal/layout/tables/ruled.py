"""Grids that are drawn: separators that touch make a component, a component makes a grid."""

from collections.abc import Sequence

from kommuntal.layout.tables.grid import Grid
from kommuntal.layout.tables.rulings import Rule, Rulings
from kommuntal.read.model import Box, Word

TOUCH = 3.5  # points: separators that end nearer than this to each other meet
STRIP = 7.0  # points: grid lines nearer than this, with no word between them, are two sides of one border
COVER = 0.5  # share of a side that must be drawn for a wall to stand there


def components(rules: Rulings) -> list[Rulings]:
    """Return groups of separators that touch each other, each with the fills that lie in it."""
    every = [(False, r) for r in rules.horizontal] + [(True, r) for r in rules.vertical]
    parent = list(range(len(every)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, (_, a) in enumerate(every[: len(rules.horizontal)]):
        for j, (_, b) in enumerate(every[len(rules.horizontal) :], len(rules.horizontal)):
            if (
                b.start - TOUCH <= a.at <= b.end + TOUCH
                and a.start - TOUCH <= b.at <= a.end + TOUCH
                and root(i) != root(j)
            ):
                parent[root(j)] = root(i)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, (vertical, rule) in enumerate(every):
        groups.setdefault(root(i), ([], []))[vertical].append(rule)
    out = []
    for horizontal, vertical in groups.values():
        box = extent(horizontal, vertical)
        fills = tuple(f for f in rules.fills if f.box.overlap(_grown(box)) > 0.5)
        out.append(Rulings(tuple(horizontal), tuple(vertical), fills))
    return out


def extent(horizontal: Sequence[Rule], vertical: Sequence[Rule]) -> Box:
    """Return the box that the separators span."""
    xs = [v for r in horizontal for v in (r.start, r.end)] + [r.at for r in vertical]
    ys = [v for r in vertical for v in (r.start, r.end)] + [r.at for r in horizontal]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _grown(box: Box) -> Box:
    return Box(box.x0 - 2, box.top - 2, box.x1 + 2, box.bottom + 2)


def drawn_grid(rules: Rulings, words: Sequence[Word]) -> Grid | None:
    """Return the grid that a component draws, or None where it draws no two cells."""
    if len(rules.horizontal) < 2 or len(rules.vertical) < 2:
        return None
    xs = edges([r.at for r in rules.vertical], [(w.x0 + w.x1) / 2 for w in words])
    ys = edges([r.at for r in rules.horizontal], [(w.top + w.bottom) / 2 for w in words])
    if len(xs) < 2 or len(ys) < 2:
        return None
    grid = Grid(xs, ys, [], [])
    for r in range(grid.rows):
        grid.right.append([drawn(rules.vertical, xs[c + 1], ys[r], ys[r + 1]) for c in range(grid.columns)])
        grid.below.append([drawn(rules.horizontal, ys[r + 1], xs[c], xs[c + 1]) for c in range(grid.columns)])
    return grid


def edges(positions: list[float], middles: list[float]) -> list[float]:
    """Join positions with a strip between them that is narrow and holds no word's middle."""
    out: list[list[float]] = []
    for at in sorted(positions):
        if out and at - out[-1][-1] < STRIP and not any(out[-1][-1] < m < at for m in middles):
            out[-1].append(at)
        else:
            out.append([at])
    return [(group[0] + group[-1]) / 2 for group in out]


def drawn(rules: Sequence[Rule], at: float, start: float, end: float) -> bool:
    """Whether separators near `at` cover enough of `start..end`."""
    pieces = sorted(
        (max(r.start, start), min(r.end, end))
        for r in rules
        if abs(r.at - at) < STRIP / 2 + 0.5 and r.start < end and r.end > start
    )
    covered, reached = 0.0, start
    for a, b in pieces:
        if b > reached:
            covered += b - max(a, reached)
            reached = b
    return covered >= COVER * (end - start)
