"""Layouts of an invented report: paragraphs, tables and furniture put where a reader would find them."""

from collections.abc import Sequence
from datetime import date

from kommuntal.extract.context import Context
from kommuntal.extract.figures import extract_figures
from kommuntal.extract.ids import Ids
from kommuntal.extract.sections import section_rows
from kommuntal.extract.tables import table_rows
from kommuntal.layout.model import Cell, Furniture, Layout, Paragraph, ParagraphRole, Section, Table
from kommuntal.read.model import Box, Page, Reading
from kommuntal.schema import Document, Figure
from kommuntal.schema.enums import DocumentStatus

DOCUMENT_ID = "c" * 64
JAN_APR = (date(2025, 1, 1), date(2025, 4, 30))
WHOLE_2025 = (date(2025, 1, 1), date(2025, 12, 31))


def text(
    words: str,
    *,
    page: int = 1,
    top: float = 300,
    size: float = 11,
    role: ParagraphRole = "body",
    section: int | None = None,
) -> Paragraph:
    return Paragraph(words, page, Box(70, top, 500, top + size), role=role, size=size, section=section)


def heading(words: str, *, page: int = 1, top: float = 300, size: float = 20) -> Paragraph:
    return text(words, page=page, top=top, size=size, role="heading")


def header(words: str, *pages: int) -> list[Furniture]:
    return [Furniture(page, words, Box(70, 30, 500, 42), "header") for page in pages]


def section(words: str, *, level: int = 1, page: int = 1, parent: int | None = None) -> Section:
    return Section(words, level, page, page, Box(70, 60, 500, 80), parent)


def table(
    rows: Sequence[Sequence[str]],
    *,
    header_rows: int = 1,
    header_columns: int = 1,
    title: str | None = None,
    spans: dict[tuple[int, int], int] | None = None,
    indents: dict[int, float] | None = None,
    continues: int | None = None,
    section: int | None = None,
    top: float = 400,
) -> Table:
    """Return a laid-out table; `spans` gives the width of merged cells, `indents` that of labels by row."""
    width = max(map(len, rows))
    spans, indents = spans or {}, indents or {}
    covered = {(r, c + k) for (r, c), n in spans.items() for k in range(1, n)}
    cells = tuple(
        Cell(
            r,
            c,
            words,
            Box(70 + 60.0 * c, top + 12.0 * r, 130 + 60.0 * c, top + 12 + 12.0 * r),
            column_span=spans.get((r, c), 1),
            is_header=r < header_rows,
            indent=indents.get(r, 0.0) if c == 0 else 0.0,
        )
        for r, row in enumerate(rows)
        for c, words in enumerate([*row, *[""] * (width - len(row))])
        if (r, c) not in covered
    )
    return Table(
        1,
        Box(70, top, 70 + 60.0 * width, top + 12.0 * len(rows)),
        len(rows),
        width,
        cells,
        header_rows=header_rows,
        header_columns=header_columns,
        title=title,
        continues=continues,
        section=section,
    )


def layout(
    *paragraphs: Paragraph,
    tables: Sequence[Table] = (),
    sections: Sequence[Section] = (),
    furniture: Sequence[Furniture] = (),
    pages: int = 2,
) -> Layout:
    return Layout(
        DOCUMENT_ID,
        tuple(Page(n, 595, 842) for n in range(1, pages + 1)),
        paragraphs=paragraphs,
        tables=tuple(tables),
        sections=tuple(sections),
        furniture=tuple(furniture),
    )


def reading(pages: int = 2) -> Reading:
    return Reading(DOCUMENT_ID, "ok", page_count=pages, pages=tuple(Page(n, 595, 842) for n in range(1, pages + 1)))


def context(laid: Layout, period: tuple[date, date] | None = JAN_APR) -> Context:
    document = Document(
        document_id=DOCUMENT_ID,
        file_name="rapport.pdf",
        organisation="Granviks kommun",
        period_start=period[0] if period else None,
        period_end=period[1] if period else None,
        status=DocumentStatus.OK,
        reader_version="test",
    )
    ids = Ids(DOCUMENT_ID)
    sections = section_rows(laid, ids)
    return Context(document, ids, tuple(sections), tuple(table_rows(laid, ids, sections)))


def figures(
    *tables: Table, period: tuple[date, date] | None = JAN_APR, sections: Sequence[Section] = ()
) -> list[Figure]:
    laid = layout(tables=tables, sections=sections)
    return extract_figures(laid, context(laid, period)).figures


def at(found: Sequence[Figure], row: int, column: int) -> Figure:
    return next(f for f in found if (f.row, f.column) == (row, column))
