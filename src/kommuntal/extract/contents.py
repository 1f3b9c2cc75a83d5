"""Printed page numbers, and the lines of contents pages."""

from kommuntal.extract.contents_lines import contents_lines
from kommuntal.extract.context import Context
from kommuntal.extract.mastheads import OWN_PAGE
from kommuntal.extract.papers import printed_pages
from kommuntal.extract.rows import body_rows, rows_of
from kommuntal.extract.where import where
from kommuntal.layout.model import Layout
from kommuntal.layout.text import Vocabulary
from kommuntal.read.model import Page
from kommuntal.schema import ContentsLine, PrintedPage, Records
from kommuntal.schema.enums import TextLayer
from kommuntal.swedish.text import squash

MARGIN = 0.15  # share of the page in which its own number stands, above and below


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
                text_layer=None if page.layer == "empty" else TextLayer(page.layer),
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
                    **where(context.document_id, page.number, box),
                )
            )
    return out


def _own_number(page: Page) -> int | None:
    """Return the N of "N (M)" in a margin of the page."""
    for row in rows_of(page):
        if MARGIN * page.height < row.middle < (1 - MARGIN) * page.height:
            continue
        for piece in row.pieces:
            if (m := OWN_PAGE.fullmatch(squash(piece.text))) and int(m[1]) <= int(m[2] or m[3]):
                return int(m[1])
    return None
