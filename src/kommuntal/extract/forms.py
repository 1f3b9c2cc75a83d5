"""Ruled forms and tables that hold what was decided: their fields as paragraphs.

A form has a heading and its text in a field, or in two beside each other. A record that is one table has a row for
each §, and its decision in the column under "Beslut".
"""

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from kommuntal.extract.headings import decision_heading, is_heading
from kommuntal.extract.numbering import SECTION
from kommuntal.extract.rows import Row, rows_of, same_style
from kommuntal.layout.lines import Line
from kommuntal.layout.model import Layout, Paragraph, ParagraphRole, Table
from kommuntal.layout.text import Vocabulary, join_lines
from kommuntal.read.model import Box, Page

CLOSE = 0.8  # type sizes between the lines of a paragraph in a field, at the most
FIELDS = 2  # texts in a row of a form, at the most; a table has more
ITEM = re.compile(r"(?:\d{1,2}[.)]|[•–-]) ")


def opened_forms(layout: Layout) -> Iterator[tuple[int, Paragraph]]:
    """Yield the paragraphs in forms and in columns of decisions, each with the place of the paragraph before which its
    table stands."""
    pages = {p.number: p for p in layout.pages}
    vocabulary: Vocabulary | None = None
    for table in layout.tables:
        page = pages[table.page]
        rows = _rows_in(table.box, page)
        column = decided_column(table, layout.tables)
        if column is None and not any(_begins_with_decision(row) for row in rows):
            continue
        vocabulary = vocabulary or Vocabulary(layout.pages)
        if column is None:
            yield from ((table.before, p) for p in _paragraphs(rows, table, vocabulary))
            continue
        for cell in table.cells:
            if cell.column == column and cell.row >= table.header_rows and cell.text:
                printed = list(_paragraphs(_rows_in(cell.box, page), table, vocabulary))
                heading = replace(printed[0], text=_head(table, layout.tables)[column], spans=(), role="heading")
                yield from ((table.before, p) for p in (heading, *printed))


def decided_fields(layout: Layout) -> dict[int, list[Box]]:
    """Return by page the fields of columns of decisions: what stands there is no part of the titles beside it."""
    out: dict[int, list[Box]] = {}
    for table in layout.tables:
        column = decided_column(table, layout.tables)
        for cell in table.cells if column is not None else ():
            if cell.column == column:
                out.setdefault(table.page, []).append(cell.box)
    return out


def decided_column(table: Table, tables: Sequence[Table]) -> int | None:
    """Return the column under the heading of a decision in a table that has a § in each row; None in other tables."""
    head = _head(table, tables)
    first = [text for text in (row[0] for row in table.grid()[table.header_rows :]) if text]
    if len(head) != table.columns or not first or not all(SECTION.match(text) for text in first):
        return None
    return next((n for n, text in enumerate(head) if n and decision_heading(text)), None)


def _head(table: Table, tables: Sequence[Table]) -> list[str]:
    """Return the head of a table, or of the one on the page before that it continues."""
    while not table.header_rows and table.continues is not None:
        table = tables[table.continues]
    return table.grid()[0] if table.header_rows else []


def _begins_with_decision(row: Row) -> bool:
    """Tell whether a row of a form begins with the heading of a decision; with more fields it heads a table."""
    return len(row.pieces) <= FIELDS and decision_heading(row.pieces[0].text) is not None


def _rows_in(box: Box, page: Page) -> list[Row]:
    inside = [w for w in page.words if box.x0 - 1 <= (w.x0 + w.x1) / 2 <= box.x1 + 1]
    return rows_of(
        replace(page, words=tuple(w for w in inside if box.top - 1 <= (w.top + w.bottom) / 2 <= box.bottom + 1))
    )


def _paragraphs(rows: Sequence[Row], table: Table, vocabulary: Vocabulary) -> Iterator[Paragraph]:
    """Yield the paragraphs in fields of a form: headings, alone or beside their text, and lines that stand close."""
    for run in _runs(list(_parted(rows))):
        text, spans = join_lines([Line(r.page, r.words) for r in run], vocabulary)
        box = run[0].box
        for r in run[1:]:
            box = box.union(r.box)
        role: ParagraphRole = "list" if ITEM.match(text) else "body"
        role = "heading" if _heads(run[0]) else role
        yield Paragraph(text, table.page, box, tuple(spans), role, table.section, run[0].size, run[0].pieces[0].bold)


def _parted(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows, those that begin with a heading parted from the text beside it."""
    for row in rows:
        if len(row.pieces) > 1 and is_heading(row.pieces[0].text) and not SECTION.match(row.text):
            yield Row(row.page, row.pieces[:1])
            yield Row(row.page, row.pieces[1:])
        else:
            yield row


def _heads(row: Row) -> bool:
    return is_heading(row.text) or SECTION.match(row.text) is not None


def _runs(rows: Sequence[Row]) -> Iterator[list[Row]]:
    run: list[Row] = []
    for row in rows:
        apart = run and (
            _heads(row)
            or _heads(run[-1])
            or row.box.top - run[-1].box.bottom > CLOSE * row.size
            or not same_style(row.words[:1], run[-1].words[:1])
            or ITEM.match(row.text)
            or row.text.startswith("att ")
        )
        if apart:
            yield run
            run = []
        run.append(row)
    if run:
        yield run
