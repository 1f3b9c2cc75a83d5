"""Reading order of a page: columns of prose one after the other, everything else row by row.

Columns are looked for where many lines begin at the same x and nothing crosses the gutter before it. What stands beside
each other on shared baselines and is not prose (a label and its value, names of those who sign) is read across.
"""

from collections.abc import Iterable, Sequence
from statistics import mean, median

from kommuntal.layout.lines import Line
from kommuntal.layout.model import Table
from kommuntal.read.model import Box

Block = Line | Table

GUTTER = 8.0  # points: the least white between two columns
COLUMN_LINES = 3  # fewer lines than this on one side are no column
LARGER = 1.1  # times the size of the lines over it: a heading
PROSE_CHARACTERS = 22  # mean length of a line of prose in a column


def reading_order(blocks: Iterable[Block]) -> list[list[Block]]:
    """Return the blocks of one page in reading order, as one list for each column or full-width stretch."""
    return list(_ordered(sorted(blocks, key=lambda b: (b.box.top, b.box.x0))))


def _ordered(blocks: list[Block]) -> Iterable[list[Block]]:
    cut = _widest_columns(blocks)
    if cut is None:
        if blocks:
            yield _across(blocks)
        return
    first, last, gutter = cut
    inside = blocks[first:last]
    yield from _ordered(blocks[:first])
    yield from _ordered([b for b in inside if b.box.x0 < gutter])
    yield from _ordered([b for b in inside if b.box.x0 >= gutter])
    yield from _ordered(blocks[last:])


def _widest_columns(blocks: Sequence[Block]) -> tuple[int, int, float] | None:
    """Return (first, last, x) of the longest run of blocks that a gutter before x parts into columns."""
    best: tuple[int, int, float] | None = None
    for x in _column_edges(blocks):
        first = 0
        for i, b in enumerate([*blocks, None]):
            if b is not None and not b.box.x0 < x - 1 < b.box.x1 + GUTTER - 1:
                continue
            run = _both_sides(blocks, first, i, x)
            if run and _are_columns(blocks[run[0] : run[1]], x) and (not best or run[1] - run[0] > best[1] - best[0]):
                best = (*run, x)
            first = i + 1
    return best


def _column_edges(blocks: Sequence[Block]) -> list[float]:
    """Return the x where several lines begin, but for the leftmost."""
    edges: list[list[float]] = []
    for x in sorted(b.box.x0 for b in blocks):
        if edges and x - edges[-1][0] < 3:
            edges[-1].append(x)
        else:
            edges.append([x])
    return [e[0] for e in edges[1:] if len(e) >= COLUMN_LINES]


def _both_sides(blocks: Sequence[Block], first: int, last: int, x: float) -> tuple[int, int] | None:
    """Narrow a run to where its left side begins; what stands above that on the right is read before."""
    left = [b.box for b in blocks[first:last] if b.box.x0 < x]
    if len(left) < COLUMN_LINES or last - first - len(left) < COLUMN_LINES:
        return None
    while blocks[first].box.bottom < left[0].top:
        first += 1
    while _leads(blocks, first, last, x):
        last -= 1
    return first, last


def _leads(blocks: Sequence[Block], first: int, last: int, x: float) -> bool:
    """Tell whether a run ends with the heading of the table that follows over both columns: set larger than what stands
    over it or in bold, under all that stands in the other column."""
    line, inside = blocks[last - 1], blocks[first : last - 1]
    if not isinstance(line, Line) or last >= len(blocks) or not isinstance(blocks[last], Table):
        return False
    own = [b for b in inside if isinstance(b, Line) and (b.box.x0 < x) == (line.box.x0 < x)]
    other = [b for b in inside if (b.box.x0 < x) != (line.box.x0 < x)]
    if not own or any(b.box.bottom > line.box.top for b in other):
        return False
    bold = all(w.bold for w in line.words) and not all(w.bold for b in own for w in b.words)
    return bold or line.size > LARGER * median(b.size for b in own)


def _are_columns(blocks: Sequence[Block], x: float) -> bool:
    left = [b for b in blocks if b.box.x0 < x]
    right = [b for b in blocks if b.box.x0 >= x]
    if min(len(left), len(right)) < COLUMN_LINES:
        return False
    height = min(_height(left), _height(right))
    shared = min(max(b.box.bottom for b in s) for s in (left, right)) - max(
        min(b.box.top for b in s) for s in (left, right)
    )
    if shared < 0.5 * height:
        return False
    return (_is_prose(left) and _is_prose(right)) or not _share_baselines(left, right)


def _height(blocks: Sequence[Block]) -> float:
    return max(b.box.bottom for b in blocks) - min(b.box.top for b in blocks)


def _is_prose(blocks: Sequence[Block]) -> bool:
    """Tell whether the lines mostly fill their column and hold more than labels or numbers do."""
    lines = [b for b in blocks if isinstance(b, Line)]
    if len(lines) < COLUMN_LINES:
        return False
    edge = max(b.box.x1 for b in lines)
    width = edge - min(b.box.x0 for b in lines)
    full = sum(b.box.x1 > edge - 0.25 * width for b in lines)
    return mean(len(b.text) for b in lines) >= PROSE_CHARACTERS and full >= 0.4 * len(lines)


def _share_baselines(left: Sequence[Block], right: Sequence[Block]) -> bool:
    few, many = sorted(([b for b in s if isinstance(b, Line)] for s in (left, right)), key=len)
    shared = sum(any(abs(a.baseline - b.baseline) < 1.0 for b in many) for a in few)
    return shared > 0.5 * len(few)


def _across(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks from top to bottom, pieces on one baseline joined to a line."""
    out: list[Block] = []
    for b in sorted(blocks, key=_middle):
        last = out[-1] if out else None
        if isinstance(b, Line) and isinstance(last, Line) and _one_row(last, b):
            out[-1] = Line(b.page, tuple(sorted((*last.words, *b.words), key=lambda w: w.x0)))
        else:
            out.append(b)
    return out


def _middle(block: Block) -> float:
    return block.baseline if isinstance(block, Line) else block.box.top


def _one_row(a: Line, b: Line) -> bool:
    apart = b.box.x0 >= a.box.x1 - 1 or a.box.x0 >= b.box.x1 - 1
    return apart and abs(a.baseline - b.baseline) <= 0.3 * min(a.size, b.size)


def bounds(blocks: Iterable[Block]) -> Box:
    """Return the smallest box that holds all blocks; there must be one."""
    boxes = [b.box for b in blocks]
    out = boxes[0]
    for box in boxes[1:]:
        out = out.union(box)
    return out
