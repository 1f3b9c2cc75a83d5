"""Columns from the way words stand: gutters that many lines leave free.

A gutter is a strip that no word covers. How wide it must be depends on how many lines bear witness: two lines with a
hole at the same place are chance, ten are a column. Text that stands over several columns bears no witness.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from kommuntal.layout.tables.text import Item, Line, has_digits
from kommuntal.read.model import Word

CHUNK_GAP = 0.6  # ems: words farther apart than this are two pieces; a space between words is a quarter to a half
# (witnesses, ems): how wide a free strip must be to be a gutter, by how many lines have words on both sides of it
WIDTHS = ((8, 0.28), (4, 0.4), (3, 0.55), (2, 0.8), (1, 1.6))
COLUMN_GAP = 1.0  # ems: words farther apart than this on one line stand in two columns
USUAL_GAP = 0.5  # ems: in the middle of its witnesses a gutter is wider than a space between words
TOLERATED = 0.05  # share of lines that may cross a gutter: one overlong cell in a long table
ROWS_OF_FIGURES = 3  # lines with figures that are enough to tell the columns by themselves
YEAR = re.compile(r"(19|20)\d\d\*{0,2}")
DOUBT = 0.2  # witnesses a gutter needs for each line where it may be the space in `415 354`


_Placed = tuple[Word, Item]  # a word, and the item it is part of


@dataclass(frozen=True, slots=True)
class Gutter:
    """A free strip between two columns, and how many lines have words on both sides of it."""

    x0: float
    x1: float
    witnesses: int

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(slots=True)
class Chunk:
    """Items of one line that stand as near as the words of a phrase."""

    items: list[Item]

    @property
    def x0(self) -> float:
        return self.items[0].x0

    @property
    def x1(self) -> float:
        return self.items[-1].x1

    @property
    def numeric(self) -> bool:
        return len(self.items) == 1 and self.items[0].numeric

    @property
    def text(self) -> str:
        return " ".join(i.text for i in self.items)


def chunks(line: Line, gap: float = CHUNK_GAP) -> list[Chunk]:
    """Cut a line where the words stand apart; two numbers side by side are always apart."""
    out: list[Chunk] = []
    for item in line.items:
        last = out[-1].items[-1] if out else None
        if last is None or item.x0 - last.x1 > gap * line.em or (item.numeric and last.numeric):
            out.append(Chunk([item]))
        else:
            out[-1].items.append(item)
    return out


def in_columns(line: Line) -> bool:
    """Whether a line has words that stand apart as columns do."""
    cut = chunks(line)
    return any(b.x0 - a.x1 > COLUMN_GAP * line.em or (a.numeric and b.numeric) for a, b in pairwise(cut))


def is_data(line: Line) -> bool:
    """Whether a line looks like a row of figures: a number that stands apart from what comes before it."""
    cut = chunks(line)
    return any(b.numeric and (a.numeric or b.x0 - a.x1 > COLUMN_GAP * line.em) for a, b in pairwise(cut))


def find_gutters(lines: Sequence[Line]) -> list[Gutter]:
    """Return the gutters between the columns of these lines, from left to right."""
    if len(lines) < 2:
        return _gutters_of_one(lines)
    em = median(line.em for line in lines)
    cut = [chunks(line) for line in _body(lines)]
    kept = [[c for c in row if not _spans(c, cut, em)] for row in cut]
    rows = [[(w, i) for c in row for i in c.items for w in i.words] for row in kept]
    valleys = _valleys([row for row in rows if row], int(TOLERATED * len(lines)))
    pieces = [chunks(line) for line in lines]
    most = max(len(row) for row in pieces)
    own = [i for row in pieces if 2 * len(row) >= most for c in row for i in c.items]
    every = [i for line in lines for i in line.items]
    gutters = _accept(valleys, rows, em)
    return [_narrowed(_between(g, k, len(gutters), pieces), own, every) for k, g in enumerate(gutters)]


def _between(gutter: Gutter, k: int, count: int, pieces: Sequence[Sequence[Chunk]]) -> Gutter:
    """Return the part of the gutter `k` of `count` that parts the pieces of every line with one for each column, or for
    each but the labels: heads set left begin left of the figures under them."""
    x0, x1 = gutter.x0, gutter.x1
    for row in pieces:
        left = k + len(row) - count - 1
        if len(row) in (count, count + 1) and left >= 0:
            low, high = max(x0, row[left].x1), min(x1, row[left + 1].x0)
            x0, x1 = (low, high) if low < high else (x0, x1)
    return Gutter(x0, x1, gutter.witnesses)


def _narrowed(gutter: Gutter, own: Sequence[Item], every: Sequence[Item]) -> Gutter:
    """Return the widest part of a gutter that the fewest words cover: first of `own`, which stand in lines that have
    words for most columns, then of `every` line, as names of groups and sections have their place over several."""
    cuts = sorted({gutter.x0, gutter.x1, *(x for i in every for x in (i.x0, i.x1) if gutter.x0 < x < gutter.x1)})
    best = (len(every) + 1, 0, 0.0, gutter)
    for a, b in pairwise(cuts):
        covered, crossed = (sum(i.x0 < (a + b) / 2 < i.x1 for i in items) for items in (own, every))
        best = min(best, (covered, crossed, a - b, Gutter(a, b, gutter.witnesses)), key=lambda t: t[:3])
    return best[3]


def _body(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the rows of figures, where there are enough: headers, sections and what wraps stand as they like."""
    rows = [line for line in lines if is_row_of_figures(line)]
    return rows if len(rows) >= ROWS_OF_FIGURES else lines


def is_row_of_figures(line: Line) -> bool:
    """Whether a line holds figures that are not all years, which head columns as often as not."""
    figures = [i.text for i in line.items if i.numeric and has_digits(i.text)]
    if len(chunks(line)) < 2:
        return False
    return any(YEAR.fullmatch(text) is None for text in figures)


def _gutters_of_one(lines: Sequence[Line]) -> list[Gutter]:
    """One line alone bears witness only by wide gaps."""
    out = []
    for line in lines:
        cut = chunks(line)
        out += [Gutter(a.x1, b.x0, 1) for a, b in pairwise(cut) if b.x0 - a.x1 > line.em]
    return out


def _spans(chunk: Chunk, cut: Sequence[Sequence[Chunk]], em: float) -> bool:
    """Whether two columns of another line stand under this piece: then it is a heading over them, or a sentence."""
    for row in cut:
        under = [c for c in row if chunk.x0 < (c.x0 + c.x1) / 2 < chunk.x1]
        if chunk not in row and any(b.x0 - a.x1 > COLUMN_GAP * em or b.numeric for a, b in pairwise(under)):
            return True
    return False


def _valleys(rows: Sequence[Sequence[_Placed]], tolerated: int) -> list[tuple[float, float]]:
    """Return the strips that at most `tolerated` lines cover, inside the reach of all."""
    events: list[tuple[float, int]] = []
    for row in rows:
        for word, _ in row:
            events += [(word.x0, 1), (word.x1, -1)]
    events.sort()
    out = []
    depth = 0
    start: float | None = None
    for x, step in events:
        depth += step
        if depth <= tolerated:
            if start is None:
                start = x
        else:
            if start is not None and x > start:
                out.append((start, x))
            start = None
    return out


def _accept(valleys: list[tuple[float, float]], rows: Sequence[Sequence[_Placed]], em: float) -> list[Gutter]:
    """Take the best attested valleys first; each next one must have witnesses between its taken neighbours."""
    taken: list[Gutter] = []
    left = list(valleys)
    while left:
        best: tuple[float, Gutter] | None = None
        for valley in left:
            gutter = _witnessed(valley, taken, rows, em)
            if gutter is None:
                continue
            weight = gutter.witnesses * min(gutter.x1 - gutter.x0, 4 * em)
            if best is None or weight > best[0]:
                best = weight, gutter
        if best is None:
            break
        taken.append(best[1])
        taken.sort(key=lambda g: g.x0)
        left = [v for v in left if v != (best[1].x0, best[1].x1)]
    return taken


def _witnessed(
    valley: tuple[float, float], taken: list[Gutter], rows: Sequence[Sequence[_Placed]], em: float
) -> Gutter | None:
    x0, x1 = valley
    middle = (x0 + x1) / 2
    k = bisect_right([g.x0 for g in taken], x0)
    low = taken[k - 1].middle if k else float("-inf")
    high = taken[k].middle if k < len(taken) else float("inf")
    gaps = []
    thousands = 0
    for row in rows:
        before = [p for p in row if low < (p[0].x0 + p[0].x1) / 2 < middle]
        after = [p for p in row if middle < (p[0].x0 + p[0].x1) / 2 < high]
        if before and after:
            last, first = max(before, key=lambda p: p[0].x1), min(after, key=lambda p: p[0].x0)
            if last[1] is first[1]:
                thousands += 1  # `415 354` may be one number or two: no witness either way
            else:
                gaps.append(first[0].x0 - last[0].x1)
    if not gaps or len(gaps) < DOUBT * thousands or median(gaps) < USUAL_GAP * em:
        return None
    for least, width in WIDTHS:
        if len(gaps) >= least:
            return Gutter(x0, x1, len(gaps)) if x1 - x0 >= width * em else None
    return None
