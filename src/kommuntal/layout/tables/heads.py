"""What stands over a table: the header row above its first rule belongs to it, a heading does not.

A header's pieces stand over columns, as large as the rows and as close as they stand. A heading is set larger, or it
is a number and words in bold type.
"""

import re
from collections.abc import Sequence

from kommuntal.layout.tables.columns import YEAR, chunks, is_data
from kommuntal.layout.tables.text import Line
from kommuntal.read.model import Box

LARGER = 1.2  # times the size of a table's rows: what is set larger is a heading
CLOSE = 0.9  # ems between a header and the rule under it at most
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
    inside = [line for line in lines if box.top < line.middle < box.bottom and _is_within(line, box)]
    if not inside or not is_data(inside[0]) or _are_years(inside[0]):
        return box
    first = inside[0]
    for line in reversed([line for line in lines if line.middle < box.top and _is_within(line, box)]):
        names = len(chunks(line))
        apart = box.top - line.bottom > CLOSE * line.em or any(_covers(o, line) for o in others)
        if apart or line.em > LARGER * first.em or is_heading(line, first.em) or names < max(2, len(chunks(first)) / 2):
            break
        if is_data(line) and not _are_years(line):
            break
        box = Box(box.x0, line.top - 1, box.x1, box.bottom)
    return box


def _are_years(line: Line) -> bool:
    """Whether all the figures of a line are years, which name columns."""
    return all(YEAR.fullmatch(i.text) for i in line.items if i.numeric)


def _is_within(line: Line, box: Box) -> bool:
    return line.x0 > box.x0 - line.em and line.x1 < box.x1 + line.em


def _covers(box: Box, line: Line) -> bool:
    return box.top < line.middle < box.bottom and line.x0 < box.x1 and line.x1 > box.x0
