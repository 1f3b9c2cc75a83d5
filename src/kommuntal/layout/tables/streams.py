"""Pages set in two columns: what stands left and right of the middle is read apart, or a table beside text is lost.

Two drawn tables side by side part the lines round them in the same way.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from statistics import median

from kommuntal.layout.tables.columns import COLUMN_GAP, Chunk, chunks, in_columns
from kommuntal.layout.tables.text import Line, text_lines
from kommuntal.read.model import Box

PROSE_WORDS = 4  # words in a row, near to each other, where a line is prose and no row of a table
SAME_BOX = 0.5  # share of a word that lies in a box it stands in
APART = 1.0  # ems between two tables that stand side by side, at least
REACH = 2.2  # line heights to the next line that may belong to a table
PROSE_LINES = 8  # lines with prose on both sides of one gutter where a page is set in two columns
SIDE_LINES = 4  # of them at least on either side, where tables stand beside prose
FILLED = 0.6  # share of its column that a line of prose fills
STRAY = 0.1  # share of the lines that may cross the gutter: headings, furniture


def streams(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines as one stream, or as left, right and full width where the page is set in two columns."""
    gutter = _gutter(lines) or _strip(lines)
    if gutter is None:
        return [list(lines)]
    edge = _left_edge(lines, gutter)
    left, right, full = [], [], []
    for line in lines:
        sides = [[i for i in line.items if i.x1 <= gutter], [i for i in line.items if i.x0 >= gutter]]
        crossed = len(sides[0]) + len(sides[1]) < len(line.items)
        beside = bool(sides[1]) and not sides[1][0].numeric and abs(sides[1][0].x0 - edge) < line.em
        if crossed or (all(sides) and not beside and not any(_is_prose(c) for c in chunks(line))):
            full.append(line)
            continue
        left += [w for i in sides[0] for w in i.words]
        right += [w for i in sides[1] for w in i.words]
    return [stream for stream in (text_lines(left), text_lines(right), full) if stream]


def _left_edge(lines: Sequence[Line], gutter: float) -> float:
    """Return where the lines of prose begin right of the gutter."""
    begin = Counter(round(c.x0) for line in lines for c in chunks(line) if c.x0 >= gutter and _is_prose(c))
    return max(begin, key=lambda x: (begin[x], -x), default=gutter)


def _strip(lines: Sequence[Line]) -> float | None:
    """Return the middle of an empty strip with prose on both sides of it, though not on the same lines: a page whose
    columns hold tables too."""
    if not lines:
        return None
    x0, x1 = min(line.x0 for line in lines), max(line.x1 for line in lines)
    gutter = _empty((x0 + x1) / 2, lines)
    if gutter is None:
        return None
    counts = []
    for low, high in ((x0, gutter), (gutter, x1)):
        sides = [[c for c in chunks(line) if low <= c.x0 and c.x1 <= high] for line in lines]
        counts.append(sum(len(s) == 1 and _is_prose(s[0]) and _fills(s[0], high - low) for s in sides))
    return gutter if min(counts) >= SIDE_LINES and sum(counts) >= PROSE_LINES else None


def _empty(middle: float, lines: Sequence[Line]) -> float | None:
    """Return the middle of a strip at the middle of the text that hardly any line crosses."""
    em = median(line.em for line in lines)
    spans = [(i.x0, i.x1) for line in lines for i in line.items]
    for at in (middle, middle + em, middle - em):
        if sum(a < at < b for a, b in spans) <= STRAY * len(lines):
            low = max((b for _, b in spans if b <= at), default=at)
            high = min((a for a, _ in spans if a >= at), default=at)
            if high - low > em:
                return (low + high) / 2
    return None


def _fills(chunk: Chunk, width: float) -> bool:
    return chunk.x1 - chunk.x0 > FILLED * width


def beside(lines: Sequence[Line], drawn: Sequence[Box]) -> tuple[list[list[Line]], list[Line]]:
    """Return what stands left and right of the strip between two drawn tables side by side, and the lines elsewhere.

    `lines` are all lines of the page.
    """
    streams: list[list[Line]] = []
    left = list(lines)
    for a, b in combinations(sorted(drawn, key=lambda box: box.x0), 2):
        if min(a.bottom, b.bottom) - max(a.top, b.top) < min(a.height, b.height) / 2:
            continue
        zone = _zone(left, a, b)
        if zone and all(_is_tabular(zone, box) for box in (a, b)):
            middle = (a.x1 + b.x0) / 2
            words = [w for line in zone for i in line.items for w in i.words]
            streams += [text_lines(w for w in words if (w.x0 < middle) == side) for side in (True, False)]
            left = [line for line in left if line not in zone]
    return streams, left


def _zone(lines: Sequence[Line], a: Box, b: Box) -> list[Line]:
    """Return the lines at the height of two boxes side by side, and on as far as nothing stands between the boxes."""
    top, bottom = min(a.top, b.top), max(a.bottom, b.bottom)
    zone = [line for line in lines if top < line.middle < bottom]
    if not zone or b.x0 - a.x1 < APART * zone[0].em or any(_is_between(line, a, b) for line in zone):
        return []
    for line in [line for line in lines if line.middle >= bottom]:
        if line.top - zone[-1].bottom > REACH * line.em or _is_between(line, a, b):
            break
        zone.append(line)
    for line in reversed([line for line in lines if line.middle <= top]):
        if zone[0].top - line.bottom > REACH * line.em or _is_between(line, a, b):
            break
        zone.insert(0, line)
    return zone


def _is_between(line: Line, a: Box, b: Box) -> bool:
    return any(i.x0 < b.x0 - 1 and i.x1 > a.x1 + 1 for i in line.items)


def _is_tabular(lines: Sequence[Line], box: Box) -> bool:
    """Whether a box has rows with columns of its own."""
    held = text_lines(w for line in lines for i in line.items for w in i.words if w.box.overlap(box) > SAME_BOX)
    return sum(in_columns(line) for line in held) > 1


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
