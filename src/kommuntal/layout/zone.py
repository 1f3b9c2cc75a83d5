"""How far the furniture of a page reaches: from the edge inwards, to where matter begins."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from kommuntal.layout.lines import Line
from kommuntal.layout.roles import HEADING_NUMBER
from kommuntal.read.model import Box, Page

EDGE = 0.08  # of the page height: nearer the edge than this, furniture may have something further out
TIGHT = 14.0  # points between the rows of one masthead
MATE_CHARACTERS = 60  # a longer line on the row of a page number is text

Row = list[Line]


def rows_of(lines: Iterable[Line]) -> list[Row]:
    """Return lines by baseline, from the top."""
    rows: list[Row] = []
    for line in sorted(lines, key=lambda line: line.baseline):
        if rows and line.baseline - rows[-1][0].baseline <= 0.3 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def zone(rows: Sequence[Row], margin: int, known: set[int], page: Page) -> list[Line]:
    """Return the lines of one margin that are furniture. `rows` begin at the page's edge, `margin` is how many of them
    may be furniture, `known` the ids of the lines that surely are.

    They are the rows with a known line, rows set tight between two such, and rows set tight to the last such but well
    apart from the matter. Where matter begins, nothing further in is furniture, however often it comes back.
    """
    last: Row = []  # the furniture row furthest in
    out: list[Line] = []
    between: list[Row] = []
    for n, row in enumerate(rows[:margin]):
        if _heads_item(row):
            break
        if not any(id(line) in known for line in row):
            between.append(row)
            continue
        following = rows[n + 1] if n + 1 < len(rows) else None
        if between and not (_all_tight([last, *between, row]) if last else _is_at_edge(row, page)):
            break
        if last and not between and following and _stands_with(row, last, following, known):
            break
        if last:
            out.extend(line for r in between for line in r)
        between, last = [], row
        out.extend(line for line in row if id(line) in known or len(line.text) <= MATE_CHARACTERS)
    return [*out, *_appended(rows, last, margin)]


def _stands_with(row: Row, last: Row, following: Row, known: set[int]) -> bool:
    """Tell whether a row is nearer to matter than to the furniture before it: the head of a table that goes on."""
    matter = not any(id(line) in known for line in following)
    return matter and _gap(row, following) < min(1.5 * TIGHT, _gap(last, row))


def _appended(rows: Sequence[Row], last: Row, margin: int) -> list[Line]:
    """Return the lines of the rows that end a masthead: set tight to its last known row, and far from the matter."""
    if not last:
        return []
    n = next(i for i, row in enumerate(rows) if row is last) + 1
    end = n
    while end < margin and _gap(rows[end - 1], rows[end]) <= TIGHT and _size(rows[end]) < 1.2 * _size(last):
        end += 1
    apart = end < len(rows) and end > n and _gap(rows[end - 1], rows[end]) > 2 * TIGHT
    short = all(len(line.text) <= MATE_CHARACTERS for row in rows[n:end] for line in row)
    return [line for row in rows[n:end] for line in row] if apart and short else []


def table_heads(rows: Sequence[Row], known: set[int], page: Page) -> set[int]:
    """Return the ids of lines that head a table which begins in the top margin: they stand in a drawn box right above
    matter, or cells right below stand under two of them. What stands so above such a head is one of its lines."""
    out: set[int] = set()
    for below, above in pairwise(reversed(rows)):
        if any(id(line) in known - out for line in below) or not any(id(line) in known for line in above):
            continue
        aligned = sum(any(_aligned(a.box, b.box) for b in below) for a in above)
        boxed = len(above) > 1 and all(_is_boxed(line.box, page) for line in above)
        ruled = all(_has_edge(line.box.bottom, line.box, page, -3, 8) for line in above)
        near = (4 if ruled else 2) * above[0].size  # an empty row may lie between, broken off on the page before
        if _gap(above, below) < near and (aligned >= 2 or boxed):
            out.update(id(line) for line in above)
    return out


def _heads_item(row: Row) -> bool:
    """Tell a row that heads an item of minutes ("§ 42   Dnr ..."): matter, though it tops page after page."""
    match = HEADING_NUMBER.match(min(row, key=lambda line: line.box.x0).text)
    return bool(match and match["item"])


def _is_at_edge(row: Row, page: Page) -> bool:
    return not EDGE * page.height < row[0].box.top < (1 - EDGE) * page.height


def _all_tight(rows: Iterable[Row]) -> bool:
    return all(_gap(a, b) <= TIGHT for a, b in pairwise(rows))


def _gap(a: Row, b: Row) -> float:
    return max(a[0].box.top, b[0].box.top) - min(a[0].box.bottom, b[0].box.bottom)


def _size(row: Row) -> float:
    return max(line.size for line in row)


def _aligned(a: Box, b: Box) -> bool:
    return min(abs(a.x0 - b.x0), abs(a.x1 - b.x1), abs(a.x0 + a.x1 - b.x0 - b.x1) / 2) < 3


def _is_boxed(box: Box, page: Page) -> bool:
    """Tell whether something is drawn close above and close below."""
    return _has_edge(box.top, box, page, -8, 3) and _has_edge(box.bottom, box, page, -3, 8)


def _has_edge(y: float, box: Box, page: Page, low: float, high: float) -> bool:
    over = [p for p in page.paths if p.x0 <= box.x0 + 2 and p.x1 >= box.x1 - 2]
    return any(low < edge - y < high for p in over for edge in (p.top, p.bottom))
