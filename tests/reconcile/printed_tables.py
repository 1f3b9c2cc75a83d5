"""Tables written as rows of texts, read to records the way a document's are."""

from collections.abc import Sequence
from datetime import date

from kommuntal.extract.context import Context
from kommuntal.extract.figures import extract_figures
from kommuntal.extract.ids import Ids
from kommuntal.extract.tables import cell_rows, table_rows
from kommuntal.layout.model import Cell, Layout, Table
from kommuntal.read.model import Box, Page
from kommuntal.schema import Document, Records
from kommuntal.schema.enums import DocumentStatus

DOCUMENT_ID = "b" * 64


def table(
    rows: Sequence[Sequence[str]],
    *,
    page: int = 1,
    title: str | None = None,
    header_rows: int = 1,
    continues: int | None = None,
) -> Table:
    """Return a laid-out table of these texts; the first column holds the labels, each cell is 60 by 12 points."""
    width = max(map(len, rows))
    cells = tuple(
        Cell(r, c, text, Box(60.0 * c, 100 + 12.0 * r, 60.0 * c + 60, 112 + 12.0 * r), is_header=r < header_rows)
        for r, row in enumerate(rows)
        for c, text in enumerate([*row, *[""] * (width - len(row))])
    )
    box = Box(0, 100, 60.0 * width, 100 + 12.0 * len(rows))
    return Table(page, box, len(rows), width, cells, header_rows=header_rows, title=title, continues=continues)


def records(
    *tables: Table,
    document_id: str = DOCUMENT_ID,
    ends: date = date(2025, 4, 30),
    organisation: str = "Socialnämnden",
) -> Records:
    """Return tables, cells and figures of a report of Granvik from the first day of 2025 on, `ends` its last day."""
    pages = tuple(Page(number, 595, 842) for number in range(1, 1 + max(t.page for t in tables)))
    layout = Layout(document_id, pages, tables=tables)
    document = Document(
        document_id=document_id,
        file_name="rapport.pdf",
        title=f"Rapport till {ends}",
        municipality="Granviks kommun",
        municipality_code="2999",
        organisation=organisation,
        period_start=date(ends.year, 1, 1),
        period_end=ends,
        status=DocumentStatus.OK,
        reader_version="test",
    )
    ids = Ids(document_id)
    rows = table_rows(layout, ids, ())
    out = Records(documents=[document], tables=rows)
    out.cells = [cell for laid, row in zip(tables, rows, strict=True) for cell in cell_rows(laid, row)]
    out.figures = extract_figures(layout, Context(document, ids, (), tuple(rows), out)).figures
    return out
