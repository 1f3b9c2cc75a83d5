"""What is drawn: separators that touch make a component, separators at one place make a grid line."""

from collections.abc import Sequence

from kommuntal.layout.tables.rulings import SNAP, Rule, Rulings
from kommuntal.read.model import Box

TOUCH = 3.5  # points: separators that end nearer than this to each other meet
STRIP = 7.0  # points: grid lines nearer than this, with no word between them, are two sides of one border
THIN_COLUMN = 1.05  # ems: a column this narrow that holds no word is padding or a border, not a column left empty
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
    for i, (upright, rule) in enumerate(every):
        groups.setdefault(root(i), ([], []))[upright].append(rule)
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


def edges(positions: Sequence[float], reach: Sequence[tuple[float, float]], narrow: float) -> list[float]:
    """Return the grid lines of some positions: those nearer than `narrow` with no word between are one border.

    `reach` holds where each word begins and ends along the same axis.
    """
    out: list[list[float]] = []
    for at in sorted(positions):
        if out and at - out[-1][-1] < narrow and not _fits(reach, out[-1][-1], at):
            out[-1].append(at)
        else:
            out.append([at])
    return [(group[0] + group[-1]) / 2 for group in out]


def _fits(reach: Sequence[tuple[float, float]], low: float, high: float) -> bool:
    return high - low > SNAP and any(a >= low - 1 and b <= high + 1 for a, b in reach)


def drawn(rules: Sequence[Rule], at: float, start: float, end: float, narrow: float) -> bool:
    """Whether separators that make up the grid line `at` cover enough of `start..end`."""
    pieces = sorted(
        (max(r.start, start), min(r.end, end))
        for r in rules
        if abs(r.at - at) < narrow / 2 + 0.5 and r.start < end and r.end > start
    )
    covered, reached = 0.0, start
    for a, b in pieces:
        if b > reached:
            covered += b - max(a, reached)
            reached = b
    return covered >= COVER * (end - start)
