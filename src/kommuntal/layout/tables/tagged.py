"""Tables of the tag tree, where they agree with what is seen on the page."""

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from kommuntal.layout.model import Cell, Table
from kommuntal.layout.tables.choose import figure_columns, refusal
from kommuntal.layout.tables.headers import with_headers
from kommuntal.layout.tables.rulings import Rulings, rulings
from kommuntal.layout.tables.text import join_text, text_lines
from kommuntal.read.model import Box, Page, Path, TagCell, TagTable, Word

SLACK = 3.0  # points that rows and columns of words may overlap: descenders, italics, cells a little too full
STRANGERS = 0.05  # share of the words inside a table's box that may belong to none of its cells
FILLED = 0.3  # share of the cells with words or an image, under which the tags are a layout and no table

Placed = tuple[int, int, TagCell, tuple[Word, ...]]  # row, column, cell and its words


def tables_by_tags(page: Page) -> list[Table]:
    """Return the tables of the tag tree that are tables to the eye too: in order, apart, and whole."""
    by_mcid: dict[int, list[Word]] = {}
    for word in page.words:
        if word.mcid is not None:
            by_mcid.setdefault(word.mcid, []).append(word)
    if not by_mcid or not page.tag_tables:
        return []
    seen = rulings(page)
    found = [t for t in (_read(tagged, page, by_mcid) for tagged in page.tag_tables) if t is not None]
    return [_with_headers(t, page.words, seen.fills) for t in found if refusal(t) is None and _is_seen(t, seen)]


def _is_seen(table: Table, seen: Rulings) -> bool:
    """Whether a table can be told from text set in columns: by figures, or by something drawn in it."""
    rules = [r for r in seen.horizontal if table.box.top - 5 <= r.at <= table.box.bottom + 5]
    drawn = [r for r in rules if min(r.end, table.box.x1) - max(r.start, table.box.x0) > 0.3 * table.box.width]
    return bool(drawn) or bool(figure_columns(table))


def _with_headers(table: Table, words: Sequence[Word], fills: Sequence[Path]) -> Table:
    """Return the table with headers counted by eye where the file marks none."""
    seen = with_headers(table, words, fills)
    rows, columns = table.header_rows or seen.header_rows, table.header_columns or seen.header_columns
    cells = tuple(msgspec.structs.replace(c, is_header=c.row < rows) for c in seen.cells)
    return msgspec.structs.replace(seen, cells=cells, header_rows=rows, header_columns=columns)


def _read(tagged: TagTable, page: Page, by_mcid: dict[int, list[Word]]) -> Table | None:
    rows = [row for row in tagged.rows if row]
    words = [[tuple(w for m in cell.mcids for w in by_mcid.get(m, ())) for cell in row] for row in rows]
    seen = [k for k, held in enumerate(words) if any(held)]
    if len(seen) < 1:
        return None
    rows, words = rows[seen[0] : seen[-1] + 1], words[seen[0] : seen[-1] + 1]
    columns = max(sum(c.column_span for c in row) for row in rows)
    if columns < 2:
        return None
    placed = _place(rows, words, columns)
    if placed is None:
        return None
    ys = _row_edges(placed, len(rows))
    xs = _column_edges(placed, columns)
    if ys is None or xs is None:
        return None
    box = Box(xs[0], ys[0], xs[-1], ys[-1])
    if not _is_whole(box, page, placed):
        return None
    cells = tuple(_cell(p, xs, ys) for p in placed)
    header_rows = _leading([all(c.header for c in row) for row in rows])
    body = rows[header_rows:]
    header_columns = (
        _leading([all(len(row) > k and row[k].header for row in body) for k in range(columns)]) if body else 0
    )
    return Table(
        page.number,
        box,
        len(rows),
        columns,
        cells,
        header_rows=header_rows,
        header_columns=header_columns,
        method="tags",
        confidence=1.0,
        reasons=("marked as a table in the file", "rows and columns in order on the page"),
    )


def _leading(flags: Sequence[bool]) -> int:
    return next((k for k, flag in enumerate(flags) if not flag), len(flags))


def _place(
    rows: Sequence[Sequence[TagCell]], words: Sequence[Sequence[tuple[Word, ...]]], columns: int
) -> list[Placed] | None:
    """Give each cell its row and column; a row's only cell spans the table, other gaps make the tags unfit."""
    taken: set[tuple[int, int]] = set()
    out: list[Placed] = []
    for r, row in enumerate(rows):
        c = 0
        for k, cell in enumerate(row):
            while (r, c) in taken:
                c += 1
            alone = len(row) == 1 and cell.column_span == 1 and not any((r, j) in taken for j in range(columns))
            span = columns if alone else cell.column_span
            if c + span > columns:
                return None
            tall = min(cell.row_span, len(rows) - r)
            taken |= {(r + i, c + j) for i in range(tall) for j in range(span)}
            out.append((r, c, msgspec.structs.replace(cell, row_span=tall, column_span=span), words[r][k]))
            c += span
    return out if len(taken) == columns * len(rows) else None


def _row_edges(placed: Sequence[Placed], count: int) -> list[float] | None:
    """Return the heights between the rows, or None where they do not follow each other down the page."""
    reach: list[tuple[float, float] | None] = []
    for r in range(count):
        held = [w for row, _, cell, words in placed if row == r and cell.row_span == 1 for w in words]
        held = held or [w for row, _, _, words in placed if row == r for w in words]
        reach.append((min(w.top for w in held), max(w.bottom for w in held)) if held else None)
    return _edges(reach)


def _column_edges(placed: Sequence[Placed], count: int) -> list[float] | None:
    """Return the places between the columns, or None where words of one stand in another."""
    reach: list[tuple[float, float] | None] = []
    for c in range(count):
        held = [w for _, column, cell, words in placed if column == c and cell.column_span == 1 for w in words]
        reach.append((min(w.x0 for w in held), max(w.x1 for w in held)) if held else None)
    return _edges(reach)


def _edges(reach: Sequence[tuple[float, float] | None]) -> list[float] | None:
    known = [(k, r) for k, r in enumerate(reach) if r is not None]
    if not known:
        return None
    out = [0.0] * (len(reach) + 1)
    first, last = known[0], known[-1]
    out[0], out[-1] = first[1][0] - 1, last[1][1] + 1
    for k in range(first[0] + 1):
        out[k] = out[0]
    for k in range(last[0] + 1, len(out)):
        out[k] = out[-1]
    for (j, a), (k, b) in pairwise(known):
        if b[0] < a[1] - SLACK:
            return None
        step = (b[0] - a[1]) / (k - j)  # empty rows or columns between share the room
        for i in range(j + 1, k + 1):
            out[i] = a[1] + step * (i - j - 0.5)
    return out


def _is_whole(box: Box, page: Page, placed: Sequence[Placed]) -> bool:
    inside = [w for w in page.words if box.overlap(w.box) >= 0 and w.box.overlap(box) > 0.5]
    mine = {id(w) for _, _, _, words in placed for w in words}
    strangers = sum(id(w) not in mine for w in inside)
    images = {i.mcid for i in page.images if i.mcid is not None}
    filled = sum(bool(words) or any(m in images for m in cell.mcids) for _, _, cell, words in placed)
    return strangers <= STRANGERS * max(1, len(inside)) and filled >= FILLED * len(placed)


def _cell(placed: Placed, xs: Sequence[float], ys: Sequence[float]) -> Cell:
    row, column, tag, words = placed
    box = Box(xs[column], ys[row], xs[column + tag.column_span], ys[row + tag.row_span])
    text = join_text(text_lines(words))
    return Cell(row, column, text, box, row_span=tag.row_span, column_span=tag.column_span)
