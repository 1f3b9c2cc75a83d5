"""What stands over a table: the header row above its first rule belongs to it, a heading does not.

A header's pieces stand over columns, as large as the rows and as close as they stand. A heading is set larger, or it
is a number and words in bold type.
"""

import re
from collections.abc import Sequence

from kommuntal.layout.tables.columns import YEAR, Chunk, chunks, in_columns, is_data
from kommuntal.layout.tables.groups import names_groups
from kommuntal.layout.tables.rows import stacked
from kommuntal.layout.tables.text import Line
from kommuntal.read.model import Box

LARGER = 1.2  # times the size of a table's rows: what is set larger is a heading
CLOSE = 0.9  # ems between a header and the rule under it at most
SAME_PLACE = 1.0  # ems by which a name may miss the edge or the middle of what it names
LEAST_NAMED = 3  # pieces that stand one over each of a row's
CAPTION = re.compile(r"(tab(ell|le|\.)|figure?\b|diagram|källa|source|not)", re.IGNORECASE)
SECTION = re.compile(r"\d{1,2}(\.\d{1,2})*\.?")


def is_heading(line: Line, size: float) -> bool:
    """Whether a line is a heading and no row of a table whose type has this size in points.

    The tab after a section's number makes it look like two columns.
    """
    cut = chunks(line)
    numbered = SECTION.fullmatch(line.items[0].text) is not None and len(line.items) > 1
    if len(cut) > (2 if numbered else 1) or any(i.numeric for i in line.items[1:]):
        return False
    bold = all(w.bold for i in line.items for w in i.words)
    return line.em > LARGER * size or (numbered and bold)


def headed(boxes: Sequence[Box], lines: Sequence[Line]) -> list[Box]:
    """Return the drawn parts, grown by the header over them where the first rule stands between header and figures."""
    return [_headed(box, [other for other in boxes if other != box], lines) for box in boxes]


def _headed(box: Box, others: Sequence[Box], lines: Sequence[Line]) -> Box:
    rows = [line for line in lines if box.top < line.middle < box.bottom and _is_within(line, box) and in_columns(line)]
    if not rows or _are_years(rows[0]):
        return box
    first, reach, below, groups = rows[0], box.top, rows[0], False
    for line in reversed([line for line in lines if line.middle < box.top and _is_within(line, box)]):
        over = names_groups(line, below)
        apart = reach - line.bottom > CLOSE * line.em or any(_covers(o, line) for o in others)
        if (
            apart
            or line.em > LARGER * first.em
            or is_heading(line, first.em)
            or not (over or _names_columns(line, rows))
        ):
            break
        if is_data(line) and not _are_years(line):
            break
        groups = over or (groups and stacked(line, below))
        reach, below = line.top, line
        if len(chunks(line)) >= max(2, len(chunks(first)) / 2) or groups:  # else the end of a name that wraps
            box = Box(box.x0, line.top - 1, box.x1, box.bottom)
    return box


def _names_columns(line: Line, rows: Sequence[Line]) -> bool:
    """Whether each piece of a line stands over a piece of the rows, or midway over several.

    One piece alone not over the labels.
    """
    cut = chunks(line)
    if CAPTION.match(line.items[0].text):
        return False
    if any(_one_each(cut, chunks(row)) for row in rows):
        return True
    under = [chunks(row) if len(cut) > 1 else chunks(row)[1:] for row in rows]
    return all(any(_names(piece, row, SAME_PLACE * line.em) for row in under) for piece in cut)


def _one_each(cut: Sequence[Chunk], row: Sequence[Chunk]) -> bool:
    """Whether a line has a piece for every piece of a row, or for every one but the label: each begins left of where
    its own ends, and ends right of where the one before ends, as heads set left over figures set right do."""
    if len(cut) < LEAST_NAMED or len(cut) not in (len(row), len(row) - 1):
        return False
    own, before = row[len(row) - len(cut) :], [None, *row][len(row) - len(cut) :]
    return all(a.x0 < c.x1 and (b is None or a.x1 > b.x1) for a, c, b in zip(cut, own, before, strict=False))


def _names(piece: Chunk, row: Sequence[Chunk], near: float) -> bool:
    under = [c for c in row if piece.x0 < (c.x0 + c.x1) / 2 < piece.x1]
    if len(under) > 1:
        return abs(piece.x0 + piece.x1 - under[0].x0 - under[-1].x1) / 2 < near
    return any(
        min(abs(piece.x0 - c.x0), abs(piece.x1 - c.x1), abs(piece.x0 + piece.x1 - c.x0 - c.x1) / 2) < near for c in row
    )


def _are_years(line: Line) -> bool:
    """Whether a line has figures and all of them are years, which name columns."""
    figures = [i for i in line.items if i.numeric]
    return bool(figures) and all(YEAR.fullmatch(i.text) for i in figures)


def _is_within(line: Line, box: Box) -> bool:
    return line.x0 > box.x0 - line.em and line.x1 < box.x1 + line.em


def _covers(box: Box, line: Line) -> bool:
    return box.top < line.middle < box.bottom and line.x0 < box.x1 and line.x1 > box.x0
