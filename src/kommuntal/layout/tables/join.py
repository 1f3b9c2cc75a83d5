"""Tables over pages: which one goes on from the page before, and which grid is only the page's own furniture."""

from collections import Counter
from collections.abc import Sequence

import msgspec

from kommuntal.layout.model import Table
from kommuntal.read.model import Box, Page

SURE = 0.5  # confidence under which a grid counts only as the rest of a table
REPEATS = 3  # pages: a box with the same words at the same place on this many pages is a letterhead or a footer
SAME_SIDE = 8.0  # points: the parts of one table begin and end here, give or take
SAME_COLUMN = 0.5  # share of the narrower of two columns that must stand over the other
FIRST, LAST = 0.3, 0.6  # share of the page's height: a table goes on from the lower part to the top of the next page


def join_tables(tables: Sequence[Table], pages: Sequence[Page]) -> list[Table]:
    """Return the document's tables in reading order, `continues` set where one goes on from the page before.

    Boxes that stand on many pages, and pieces that no table went over to, are left out.
    """
    repeated = Counter(_stamp(t) for t in tables)
    heights = {page.number: page.height for page in pages}
    widths = {page.number: _reach(page) for page in pages}
    out: list[Table] = []
    for table in sorted(tables, key=lambda t: (t.page, t.box.top, t.box.x0)):
        if repeated[_stamp(table)] >= REPEATS:
            continue
        first = not any(t.page == table.page for t in out)
        before = max((k for k, t in enumerate(out) if t.page == table.page - 1), default=None) if first else None
        goes_on = before is not None and _goes_on(out[before], table, heights, widths)
        if goes_on:
            out.append(msgspec.structs.replace(table, continues=before))
        elif table.confidence >= SURE:
            out.append(table)
    return out


def _stamp(table: Table) -> tuple[object, ...]:
    return (round(table.box.x0 / 3), round(table.box.top / 3), *(c.text for c in table.cells if c.row == 0))


def _reach(page: Page) -> tuple[float, float]:
    """Return top of the first and bottom of the last word on a page."""
    return (
        min((w.top for w in page.words), default=0.0),
        max((w.bottom for w in page.words), default=page.height),
    )


def _goes_on(before: Table, after: Table, heights: dict[int, float], reach: dict[int, tuple[float, float]]) -> bool:
    """Whether a table at the top of a page is the rest of the one at the bottom of the page before."""
    if before.columns != after.columns:
        return False
    if abs(before.box.x0 - after.box.x0) > SAME_SIDE or abs(before.box.x1 - after.box.x1) > SAME_SIDE:
        return False
    low = heights.get(before.page, 842.0) * LAST
    high = heights.get(after.page, 842.0) * FIRST
    if before.box.bottom < low or after.box.top > high:
        return False
    return _columns_agree(before, after)


def _columns_agree(before: Table, after: Table) -> bool:
    """Whether each column of the one stands over the same column of the other."""
    left, right = _reaches(before), _reaches(after)
    for c in left.keys() & right.keys():
        a, b = left[c], right[c]
        if min(a.x1, b.x1) - max(a.x0, b.x0) < SAME_COLUMN * min(a.width, b.width):
            return False
    return True


def _reaches(table: Table) -> dict[int, Box]:
    """Return the box of an unmerged cell of each column."""
    return {c.column: c.box for c in table.cells if c.column_span == 1}
