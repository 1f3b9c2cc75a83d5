"""Where tables may be: drawn parts that stand under each other, and runs of lines that stand in columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, median_low

from kommuntal.layout.tables.columns import Chunk, chunks, in_columns, is_data
from kommuntal.layout.tables.heads import CAPTION, is_heading
from kommuntal.layout.tables.rows import goes_on
from kommuntal.layout.tables.ruled import components, extent
from kommuntal.layout.tables.rulings import Rulings
from kommuntal.layout.tables.text import Line
from kommuntal.read.model import Box, Word

SAME_EDGE = 6.0  # points: parts of one table begin and end at the same place, give or take a border and its padding
NARROW = 30.0  # points: narrower than this is no table, but a bullet, a tick or an underlined word
PIECE_GAP = 40.0  # points: rules at one height, each under its own column, are nearer to each other than this
REACH = 2.2  # line heights: the rows of one table are nearer to each other than this
ADJACENT = 9.0  # points: a run of rows begins this near to the drawn header above it
GRID_HEIGHT = 30.0  # points: a drawn part as high as two rows of text is a grid of its own
ROOM = 4  # ems between a row and the rule over or under it; a page's own rules keep more
SET_IN = 5  # ems that a label may be set in; a caption in the middle of the table stands farther in
OVERHANG = 6  # ems that a header may reach over the figures under it, which stand at its left or middle
HEADER_LINES = 5  # lines above the first row of numbers that may be its header
WIDE = 0.6  # share of the table's width: lines wider than this, one under the other and without columns, are prose
CLOSE = 0.9  # ems: a label stands this near to the shaded rows over and under it; a caption keeps more distance
TABULAR_SHARE = 0.3  # share of the lines between two rules that must stand in columns, or it is prose


@dataclass(frozen=True, slots=True)
class Part:
    """Something that may be a piece of a table: a drawn component or a run of lines.

    `leading` is the usual gap between the lines of a run, in points.
    """

    box: Box
    drawn: bool
    leading: float = 0.0


def drawn_parts(rules: Rulings, words: Sequence[Word]) -> list[Box]:
    """Return the boxes of separators that touch; rules at one height with gaps between them are one."""
    boxes = []
    for part in components(rules):
        box = extent(part.horizontal, part.vertical)
        if box.width < NARROW and not part.horizontal:
            continue
        if len(part.horizontal) == 1 and not part.vertical and _is_underline(box, words):
            continue
        boxes.append(box)
    flat = sorted((b for b in boxes if b.height < 2), key=lambda b: (round(b.top), b.x0))
    out = [b for b in boxes if b.height >= 2]
    for box in flat:
        last = out[-1] if out else None
        if last and last.height < 3 and abs(last.top - box.top) < 2 and 0 <= box.x0 - last.x1 < PIECE_GAP:
            out[-1] = last.union(box)
        else:
            out.append(box)
    return sorted((b for b in out if b.width >= NARROW), key=lambda b: b.top)


def _is_underline(rule: Box, words: Sequence[Word]) -> bool:
    """Whether a rule begins and ends with the words right above it."""
    above = [w for w in words if -2 < rule.top - w.bottom < 4 and w.x1 > rule.x0 + 1 and w.x0 < rule.x1 - 1]
    above += [w for w in words if w.top < rule.top < w.bottom and w.x1 > rule.x0 + 1 and w.x0 < rule.x1 - 1]
    if not above:
        return False
    return abs(min(w.x0 for w in above) - rule.x0) < 1.5 and abs(max(w.x1 for w in above) - rule.x1) < 1.5


def stacks(boxes: Sequence[Box], lines: Sequence[Line]) -> list[Box]:
    """Join drawn parts that stand under each other and have rows of a table, or nothing at all, between them."""
    out: list[Box] = []
    for box in boxes:
        for k in range(len(out) - 1, -1, -1):
            above = out[k]
            if above.bottom <= box.top + 2 and _same_edges(above, box):
                if any(_parts(other, above, box) for other in boxes):
                    continue
                between = _between(lines, above, box)
                if _continues(between, above, box, _size(lines, above.union(box))):
                    out[k] = above.union(box)
                    break
                out.append(box)
                break
        else:
            out.append(box)
    return out


def _same_edges(a: Box, b: Box) -> bool:
    return abs(a.x0 - b.x0) < SAME_EDGE and abs(a.x1 - b.x1) < SAME_EDGE


def _parts(other: Box, above: Box, below: Box) -> bool:
    """Whether a drawn grid of other edges stands between two parts, which then are no table round it."""
    return (
        other.height > GRID_HEIGHT
        and above.bottom - 2 <= other.top
        and other.bottom <= below.top + 2
        and not _same_edges(other, above)
    )


def _between(lines: Sequence[Line], above: Box, below: Box) -> list[Line]:
    """Return the lines between two parts, of each only the pieces that stand there."""
    out = []
    for line in lines:
        if above.bottom - 1 < line.middle < below.top + 1:
            held = [i for c in chunks(line) if c.x0 < above.x1 and c.x1 > above.x0 for i in c.items]
            if held:
                out.append(Line(held, line.top, line.bottom, line.em))
    return out


def _size(lines: Sequence[Line], box: Box) -> float:
    """Return the usual type size of the rows in a box; of two sizes the smaller one, as a heading is the larger."""
    inside = [line for line in lines if box.top < line.middle < box.bottom and line.x0 < box.x1 and line.x1 > box.x0]
    return median_low([line.em for line in inside if in_columns(line)] or [line.em for line in inside] or [0.0])


def _continues(between: Sequence[Line], above: Box, below: Box, size: float) -> bool:
    """Whether what stands between two parts are rows of their table, not a paragraph or a heading.

    `size` is the type size of the rows in points.
    """
    if not between:
        return below.top - above.bottom < 4 or above.height < 3 > below.height
    border = min((chunks(line)[-1].x0 for line in between if in_columns(line)), default=above.x0)
    wide = [
        not in_columns(line) and line.x1 - line.x0 > WIDE * (above.x1 - above.x0) and line.x1 > border
        for line in between
    ]
    if any(a and b for a, b in pairwise(wide)) or any(_sticks_out(line, above) for line in between):
        return False
    if any(is_heading(line, size) for line in between):
        return False
    if any(b.top - a.bottom > REACH * a.em for a, b in pairwise(between)):
        return False
    if max(between[0].top - above.bottom, below.top - between[-1].bottom) > ROOM * between[0].em:
        return False
    share = sum(in_columns(line) for line in between) / len(between)
    rows = share > 0 and not any(wide)
    return rows or share >= TABULAR_SHARE or _are_section_rows(between, above, below)


def _are_section_rows(between: Sequence[Line], above: Box, below: Box) -> bool:
    """Whether a few lines between two parts are labels of their table: at its left edge, as close as its rows stand."""
    em = min(line.em for line in between)
    gaps = [between[0].top - above.bottom, below.top - between[-1].bottom]
    return (
        len(between) <= 2
        and min(above.height, below.height) < GRID_HEIGHT
        and max(gaps) < CLOSE * em
        and all(line.x0 - above.x0 < em and not in_columns(line) for line in between)
    )


def _sticks_out(line: Line, box: Box) -> bool:
    return line.x0 < box.x0 - line.em or line.x1 > box.x1 + line.em


def runs(lines: Sequence[Line]) -> list[Part]:
    """Return the runs of lines with figures in columns, with the headers above and the labels between."""
    out: list[Part] = []
    data = [is_data(line) for line in lines]
    k = 0
    while k < len(lines):
        if not data[k]:
            k += 1
            continue
        last = k
        for j in range(k + 1, len(lines)):
            if not _near(lines[j - 1], lines[j]) or not (data[j] or _may_be_inside(lines[j], lines[k : last + 1])):
                break
            if data[j]:
                last = j
            elif j - last > 3:
                break
        members = list(lines[k : last + 1])
        if members:
            first = _first(lines, k, members)
            gaps = [b.top - a.bottom for a, b in pairwise(members)]
            out.append(Part(box_of(lines[first : last + 1]), False, median(gaps) if gaps else 0.0))
        k = last + 1
    return out


def _first(lines: Sequence[Line], k: int, members: Sequence[Line]) -> int:
    """Return the first line of a run whose figures begin at line `k`: headers, and a section label under them."""
    first = k
    while first > 0 and k - first < HEADER_LINES:
        if _leads_in(lines[first - 1], lines[first], members):
            first -= 1
        elif first == k and k > 1 and _is_section(lines[k - 1], lines[k], members):
            if not (_is_header(lines[k - 2], lines[k - 1], members) and in_columns(lines[k - 2])):
                break
            first -= 2
        else:
            break
    return first


def _is_section(line: Line, below: Line, members: Sequence[Line]) -> bool:
    """Whether a line is a label over rows of figures, with nothing in their columns."""
    near = below.top - line.bottom < CLOSE * line.em
    return near and not in_columns(line) and line.x0 < below.x0 + line.em and _may_be_inside(line, members)


def box_of(lines: Sequence[Line]) -> Box:
    """Return the box round some lines."""
    return Box(
        min(line.x0 for line in lines) - 1,
        min(line.top for line in lines) - 1,
        max(line.x1 for line in lines) + 1,
        max(line.bottom for line in lines) + 1,
    )


def _near(above: Line, below: Line) -> bool:
    return below.top - above.bottom < REACH * max(below.em, above.em)


def _may_be_inside(line: Line, members: Sequence[Line]) -> bool:
    """Whether a line without figures may stand among these rows: a short label, or words in the same columns."""
    right = max(m.x1 for m in members)
    left = min(m.x0 for m in members)
    if line.x0 < left - 2 * line.em or line.x1 > right + line.em or is_heading(line, median(m.em for m in members)):
        return False
    starts = [chunks(m)[1].x0 for m in members if len(chunks(m)) > 1]
    if in_columns(line) or not starts:
        return True
    under = any(abs(line.x0 - c.x0) < line.em / 2 for m in members for c in chunks(m))
    return under or (line.x1 < median(starts) and line.x0 < left + SET_IN * line.em)


def _leads_in(line: Line, below: Line, members: Sequence[Line]) -> bool:
    """Whether a line above a run belongs to it: names its columns, or begins the label that the next line ends."""
    return _is_header(line, below, members) or (
        below.top - line.bottom < CLOSE * line.em
        and _may_be_inside(line, members)
        and line.x0 > below.x0 - line.em
        and goes_on(line, below, line.x1 + line.em)
    )


def _is_header(line: Line, below: Line, members: Sequence[Line]) -> bool:
    """Whether a line above the figures names their columns: its pieces stand over columns and not across the label."""
    if below.top - line.bottom > REACH * line.em:
        return False
    right = max(m.x1 for m in members)
    left = min(m.x0 for m in members)
    starts = [chunks(m)[1].x0 for m in members if len(chunks(m)) > 1]
    cut: list[Chunk] = chunks(line)
    if not starts or line.x0 < left - line.em or cut[-1].x0 > right:
        return False
    if CAPTION.match(line.items[0].text) or is_heading(line, median(m.em for m in members)):
        return False
    if len(cut) == 1:
        labels = median(chunks(m)[0].x1 for m in members)
        middle, figures = (cut[0].x0 + cut[0].x1) / 2, (min(starts) + right) / 2
        over_figures = abs(middle - figures) < abs(middle - (left + right) / 2)  # else a caption over the whole table
        narrow = cut[0].x1 - cut[0].x0 < WIDE * (right - left) or cut[0].x0 > min(starts) - 2 * line.em
        return (
            over_figures
            and narrow
            and cut[0].x0 > min(labels, min(starts) - 2 * line.em)
            and cut[0].x1 < right + line.em
        )
    return in_columns(line) and line.x1 < right + OVERHANG * line.em


def merge(parts: Sequence[Part]) -> list[list[Part]]:
    """Group parts that overlap, and runs that go on right under or over a drawn part of their width."""
    groups: list[list[Part]] = []
    for part in sorted(parts, key=lambda p: (not p.drawn, p.box.top)):
        hits = [g for g in groups if any(_belong(part, other) for other in g)]
        joined = [part] + [p for g in hits for p in g]
        groups = [g for g in groups if g not in hits] + [joined]
    return groups


def _belong(a: Part, b: Part) -> bool:
    if a.drawn and b.drawn:
        return a.box.overlap(b.box) > 0.5 or b.box.overlap(a.box) > 0.5
    width = min(a.box.x1, b.box.x1) - max(a.box.x0, b.box.x0)
    if width < 0.6 * min(a.box.width, b.box.width):
        return False
    gap = max(a.box.top, b.box.top) - min(a.box.bottom, b.box.bottom)
    if a.drawn != b.drawn:
        head, rows = (a, b) if a.drawn else (b, a)
        if head.box.bottom < rows.box.top and head.box.height < GRID_HEIGHT:
            return gap < max(ADJACENT, rows.leading)  # rows set roomily keep their distance from their header too
    return gap < ADJACENT
