"""Printed page numbers, and the lines of contents pages: a heading, dots, the page it is said to stand on."""

import re
from collections.abc import Iterator, Sequence

from kommuntal.extract.context import Context
from kommuntal.extract.mastheads import OWN_PAGE
from kommuntal.extract.papers import printed_pages
from kommuntal.extract.rows import Row, before_dots, body_rows, rows_of
from kommuntal.extract.words import plain
from kommuntal.layout.lines import Line
from kommuntal.layout.model import Layout
from kommuntal.layout.text import Vocabulary, join_lines
from kommuntal.read.model import Box, Page, Word
from kommuntal.schema import ContentsLine, PrintedPage, Records
from kommuntal.swedish.text import squash

HEADINGS = {"innehåll", "innehållsförteckning", "innehållsförteckning/agenda"}
FEWEST = 3  # lines with dots that make a contents page
MARGIN = 0.15  # share of the page in which its own number stands, above and below
NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*)\.?\s+(?P<title>\D.*)")


def extract_contents(layout: Layout, context: Context) -> Records:
    """Return the pages with their printed numbers, and the lines of contents pages but for those of an agenda."""
    own = {f.page: f.number for f in layout.furniture if f.kind == "page_number" and f.number is not None}
    stamped = any(f.kind == "stamp" and f.number is not None for f in layout.furniture)
    stamps = printed_pages(layout) if stamped else {}
    agenda_pages = {i.page for i in context.records.agenda_items}
    vocabulary = Vocabulary(layout.pages)
    out = Records()
    for page in layout.pages:
        out.pages.append(
            PrintedPage(
                page_id=context.ids.next("page", page.number),
                page_number=_own_number(page) or own.get(page.number),
                bundle_number=stamps.get(page.number),
                document_id=context.document_id,
                page=page.number,
                x0=0.0,
                top=0.0,
                x1=page.width,
                bottom=page.height,
            )
        )
        if page.number in agenda_pages:
            continue
        for number, title, page_number, box in contents_lines(body_rows(layout, page), vocabulary):
            out.contents_lines.append(
                ContentsLine(
                    contents_line_id=context.ids.next("contents_line", page.number),
                    number=number,
                    title=title,
                    page_number=page_number,
                    document_id=context.document_id,
                    page=page.number,
                    x0=box.x0,
                    top=box.top,
                    x1=box.x1,
                    bottom=box.bottom,
                )
            )
    return out


def contents_lines(rows: Sequence[Row], vocabulary: Vocabulary) -> Iterator[tuple[str | None, str, int, Box]]:
    """Yield (number, title, page, place) of the lines of a contents page; none of a page that is not one."""
    ended = {n: parted for n, row in enumerate(rows) if (parted := _with_page(row))}
    if len(ended) < FEWEST:
        return
    for n, (words, page) in ended.items():
        lines = [Line(rows[n].page, tuple(words))] if words else []
        box = rows[n].box
        for k in range(n - 1, -1, -1):  # a heading over two lines has its page on the second
            close = box.top - rows[k].box.bottom < 0.6 * rows[k].size
            if k in ended or not close or plain(rows[k].text) in HEADINGS or NUMBERED.match(rows[k + 1].text):
                break
            lines.insert(0, Line(rows[k].page, rows[k].words))
            box = box.union(rows[k].box)
        if not lines:
            continue
        title = squash(join_lines(lines, vocabulary)[0])
        numbered = NUMBERED.fullmatch(title)
        yield (numbered["number"] if numbered else None, numbered["title"] if numbered else title, page, box)


def _with_page(row: Row) -> tuple[list[Word], int] | None:
    parted = before_dots(row.words)
    if not parted:
        return None
    page = re.fullmatch(r"(?:s\.?|sid\.?)?\s?(\d{1,4})", squash(" ".join(w.text for w in parted[1])))
    return (parted[0], int(page[1])) if page else None


def _own_number(page: Page) -> int | None:
    """Return the N of "N (M)" in a margin of the page."""
    for row in rows_of(page):
        if MARGIN * page.height < row.middle < (1 - MARGIN) * page.height:
            continue
        for piece in row.pieces:
            if (m := OWN_PAGE.fullmatch(squash(piece.text))) and int(m[1]) <= int(m[2] or m[3]):
                return int(m[1])
    return None
