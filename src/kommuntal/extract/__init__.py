"""Blocks of a page to records: one module a kind of record, each `(layout, context) -> Records`."""

from kommuntal.extract.agenda import extract_agenda
from kommuntal.extract.claims import extract_claims
from kommuntal.extract.contents import extract_contents
from kommuntal.extract.context import Context
from kommuntal.extract.decisions import extract_decisions
from kommuntal.extract.documents import document_row
from kommuntal.extract.figures import extract_figures
from kommuntal.extract.goals import extract_goals
from kommuntal.extract.ids import Ids
from kommuntal.extract.indicators import extract_indicators
from kommuntal.extract.masking import mask_people
from kommuntal.extract.meeting import extract_meeting
from kommuntal.extract.mentions import extract_mentions
from kommuntal.extract.notices import extract_notices
from kommuntal.extract.page_references import extract_page_references
from kommuntal.extract.papers import extract_papers
from kommuntal.extract.recognised import with_doubts
from kommuntal.extract.references import extract_references
from kommuntal.extract.sections import section_rows
from kommuntal.extract.statements import extract_statements
from kommuntal.extract.tables import cell_rows, table_rows
from kommuntal.extract.versions import extract_changes
from kommuntal.layout.model import Layout
from kommuntal.read.model import Reading
from kommuntal.schema import Records

__all__ = ["Context", "extract", "mask_people"]

# in this order: each may read the records of those before it
MODULES = (
    extract_figures,
    extract_goals,
    extract_indicators,
    extract_meeting,
    extract_agenda,
    extract_papers,
    extract_decisions,
    extract_notices,
    extract_references,
    extract_statements,
    extract_changes,
    extract_contents,
    extract_page_references,
    extract_claims,
    extract_mentions,
)


def extract(layout: Layout, reading: Reading, file_name: str) -> Records:
    """Return all records of one document: its own row first, then what each module finds in it."""
    ids = Ids(layout.document_id)
    document = document_row(layout, reading, file_name)
    sections = section_rows(layout, ids)
    tables = table_rows(layout, ids, sections)
    cells = [cell for table, row in zip(layout.tables, tables, strict=True) for cell in cell_rows(table, row)]
    records = Records(documents=[document], sections=sections, tables=tables, cells=cells)
    context = Context(document, ids, tuple(sections), tuple(tables), records, reading.outline)
    for module in MODULES:
        records.extend(module(layout, context))
    return with_doubts(records, layout.pages)
