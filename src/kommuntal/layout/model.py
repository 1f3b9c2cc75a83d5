"""A document as a reader sees it: sections, paragraphs and tables in reading order, page furniture set aside."""

from typing import Literal

import msgspec

from kommuntal.read.model import Box, Page, Word


class TextSpan(msgspec.Struct, frozen=True):
    """The characters `start..end` of a text come from this word on this page, so that any quote can be shown."""

    start: int
    end: int
    page: int
    word: Word


ParagraphRole = Literal["body", "heading", "list", "caption", "note"]


class Paragraph(msgspec.Struct, frozen=True):
    """Running text joined over lines and pages, hyphenation undone; `page` and `box` are where it begins."""

    text: str
    page: int
    box: Box
    spans: tuple[TextSpan, ...] = ()
    role: ParagraphRole = "body"
    section: int | None = None  # index into Layout.sections
    size: float = 0.0
    bold: bool = False

    def place(self, start: int, end: int) -> tuple[int, Box]:
        """Return page and box of the characters `start..end`; of a quote over two pages, the part on the first."""
        hit = [s for s in self.spans if s.end > start and s.start < end]
        if not hit:
            return self.page, self.box
        page = hit[0].page
        box = hit[0].word.box
        for span in hit[1:]:
            if span.page == page:
                box = box.union(span.word.box)
        return page, box


class Section(msgspec.Struct, frozen=True):
    """A heading and what stands under it; `parent` is an index into Layout.sections, `level` counts from 1."""

    heading: str
    level: int
    page_from: int
    page_to: int
    box: Box
    parent: int | None = None
    number: str | None = None  # "2.3.1" where the heading is numbered


class Cell(msgspec.Struct, frozen=True):
    """One cell of a table; `row` and `column` count from 0. Empty cells are kept: emptiness is information."""

    row: int
    column: int
    text: str
    box: Box
    row_span: int = 1
    column_span: int = 1
    is_header: bool = False
    indent: float = 0.0  # points from the column's left text edge to this cell's text
    confidence: float = 1.0


class Table(msgspec.Struct, frozen=True):
    """A table (or the part of one that stands on one page). `reasons` says why this grid won over the others."""

    page: int
    box: Box
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    header_rows: int = 0
    header_columns: int = 1
    title: str | None = None
    continues: int | None = None  # index into Layout.tables of the part on the page before
    section: int | None = None
    method: str = ""
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()
    before: int = 0  # index into Layout.paragraphs: the table stands before this paragraph in reading order

    def grid(self) -> list[list[str]]:
        """Return the texts as `rows` lists of `columns` strings; a merged cell's text stands at its top left."""
        out = [[""] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            out[cell.row][cell.column] = cell.text
        return out


class Furniture(msgspec.Struct, frozen=True):
    """Text that repeats from page to page: running headers and footers, page numbers, bundle stamps."""

    page: int
    text: str
    box: Box
    kind: Literal["header", "footer", "page_number", "stamp"]
    number: int | None = None  # the printed number of a page number or stamp


SymbolShape = Literal[
    "circle",
    "square",
    "check",
    "cross",
    "tilde",
    "face_happy",
    "face_neutral",
    "face_sad",
    "arrow_up",
    "arrow_up_right",
    "arrow_right",
    "arrow_down_right",
    "arrow_down",
    "arrow_left",
    "bar",
    "cell",  # the ground of a whole cell
    "unknown",
]


class Symbol(msgspec.Struct, frozen=True):
    """A status symbol. `filled` is the share (0..100) of a bar that is coloured, None for other shapes."""

    page: int
    box: Box
    shape: SymbolShape
    colour: str
    drawn_as: Literal["vector", "image", "glyph"]
    filled: float | None = None


class Layout(msgspec.Struct, frozen=True):
    """The whole document laid out. Paragraphs hold headings too (role "heading"), in reading order."""

    document_id: str
    pages: tuple[Page, ...]
    paragraphs: tuple[Paragraph, ...] = ()
    tables: tuple[Table, ...] = ()
    sections: tuple[Section, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    symbols: tuple[Symbol, ...] = ()
