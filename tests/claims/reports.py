"""A small interim report written as sentences and one table, read to records the way a document's are."""

from collections.abc import Sequence
from datetime import date

from kommuntal.extract.claims import extract_claims
from kommuntal.extract.context import Context
from kommuntal.extract.figures import extract_figures
from kommuntal.extract.ids import Ids
from kommuntal.extract.sections import section_rows
from kommuntal.extract.tables import cell_rows, table_rows
from kommuntal.layout.model import Cell, Layout, Paragraph, Section, Table
from kommuntal.read.model import Box, Page
from kommuntal.schema import AgendaItem, Claim, Document, Records
from kommuntal.schema.enums import DocumentStatus

DOCUMENT_ID = "c" * 64
BOX = Box(50, 500, 500, 512)

RESULT = [
    ["Mkr", "Utfall jan-apr 2025", "Utfall jan-apr 2024", "Prognos 2025", "Budget 2025", "Avvikelse 2025"],
    ["Socialnämnden", "-210,4", "-204,1", "-640,0", "-633,6", "-6,4"],
    ["Tekniska nämnden", "-71,2", "-70,5", "-220,5", "-222,0", "1,5"],
    ["Kultur- och fritidsnämnden", "-41,3", "-40,2", "-118,6", "-118,6", "0,0"],
    ["Realisationsvinster", "3,0", "1,0", "17,0", "0,0", "17,0"],
    ["Realisationsförluster", "0,0", "0,0", "-4,0", "0,0", "-4,0"],
    ["Årets resultat", "12,3", "-4,4", "38,2", "30,1", "8,1"],
]


def table(rows: Sequence[Sequence[str]], title: str) -> Table:
    """Return a laid-out table of these texts, the first row its header; each cell is 60 by 12 points."""
    cells = tuple(
        Cell(r, c, text, Box(60.0 * c, 100 + 12.0 * r, 60.0 * c + 60, 112 + 12.0 * r), is_header=r == 0)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    box = Box(0, 100, 60.0 * len(rows[0]), 100 + 12.0 * len(rows))
    return Table(1, box, len(rows), len(rows[0]), cells, header_rows=1, title=title)


def report(
    *paragraphs: str | Paragraph,
    heading: str = "Ekonomi",
    rows: Sequence[Sequence[str]] | None = RESULT,
    title: str = "Resultat, mkr",
    agenda: Sequence[AgendaItem] = (),
) -> Records:
    """Return claims and figures of a report of Granviks kommun on the first four months of 2025."""
    tables = (table(rows, title),) if rows else ()
    laid = tuple(p if isinstance(p, Paragraph) else Paragraph(p, 1, BOX, section=0) for p in paragraphs)
    layout = Layout(
        DOCUMENT_ID, (Page(1, 595, 842), Page(2, 595, 842)), laid, tables, (Section(heading, 1, 1, 1, BOX),)
    )
    document = Document(
        document_id=DOCUMENT_ID,
        file_name="rapport.pdf",
        organisation="Granviks kommun",
        period_start=date(2025, 1, 1),
        period_end=date(2025, 4, 30),
        status=DocumentStatus.OK,
        reader_version="test",
    )
    ids = Ids(DOCUMENT_ID)
    sections = section_rows(layout, ids)
    out = Records(documents=[document], sections=sections, tables=table_rows(layout, ids, sections))
    out.cells = [cell for laid_out, row in zip(tables, out.tables, strict=True) for cell in cell_rows(laid_out, row)]
    out.agenda_items = list(agenda)
    context = Context(document, ids, tuple(sections), tuple(out.tables), out)
    out.extend(extract_figures(layout, context))
    out.extend(extract_claims(layout, context))
    return out


def claims_of(*paragraphs: str, heading: str = "Ekonomi") -> list[Claim]:
    """Return the claims of these paragraphs, in order."""
    return report(*paragraphs, heading=heading, rows=None).claims
