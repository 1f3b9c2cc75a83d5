"""Pages set in two columns: what stands left and right of the middle is read apart, or a table beside text is lost."""

from collections.abc import Sequence
from statistics import median

from kommuntal.layout.tables.columns import COLUMN_GAP, Chunk, chunks
from kommuntal.layout.tables.text import Line, text_lines

PROSE_WORDS = 4  # words in a row, near to each other, where a line is prose and no row of a table
PROSE_LINES = 8  # lines with prose on both sides of one gutter where a page is set in two columns


def streams(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines as one stream, or as left, right and full width where the page is set in two columns."""
    gutter = _gutter(lines)
    if gutter is None:
        return [list(lines)]
    left, right, full = [], [], []
    for line in lines:
        sides = [[i for i in line.items if i.x1 <= gutter], [i for i in line.items if i.x0 >= gutter]]
        crossed = len(sides[0]) + len(sides[1]) < len(line.items)
        if crossed or (all(sides) and not any(_is_prose(c) for c in chunks(line))):
            full.append(line)
            continue
        left += [w for i in sides[0] for w in i.words]
        right += [w for i in sides[1] for w in i.words]
    return [stream for stream in (text_lines(left), text_lines(right), full) if stream]


def _gutter(lines: Sequence[Line]) -> float | None:
    """Return the middle of the strip between two columns of prose."""
    gaps = []
    for line in lines:
        cut = chunks(line, COLUMN_GAP)
        if len(cut) == 2 and all(_is_prose(c) for c in cut):
            gaps.append((cut[0].x1, cut[1].x0))
    if len(gaps) < PROSE_LINES:
        return None
    low, high = max(median(a for a, _ in gaps), 0.0), median(b for _, b in gaps)
    shared = [(a, b) for a, b in gaps if a <= (low + high) / 2 <= b]
    if len(shared) < PROSE_LINES:
        return None
    return (max(a for a, _ in shared) + min(b for _, b in shared)) / 2


def _is_prose(chunk: Chunk) -> bool:
    return len(chunk.items) >= PROSE_WORDS and sum(i.numeric for i in chunk.items) * 4 <= len(chunk.items)
