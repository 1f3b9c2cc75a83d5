"""What an invented document's words mention, with the pages it was read from."""

from tests.extract.laid_out import DOCUMENT_ID, context, layout, text

from kommuntal.extract.mentions import extract_mentions
from kommuntal.layout.model import Paragraph
from kommuntal.schema import PrintedPage, Records
from kommuntal.schema.enums import TextLayer


def mentioned(*said: Paragraph | str, layer: TextLayer = TextLayer.NATIVE) -> Records:
    """Return the mentions of paragraphs, each text without a place on a page of its own."""
    placed = [p if isinstance(p, Paragraph) else text(p, page=n) for n, p in enumerate(said, 1)]
    laid = layout(*placed, pages=len(said))
    records = extract_mentions(laid, context(laid))
    records.pages = [
        PrintedPage(page_id=str(page.number), document_id=DOCUMENT_ID, page=page.number, text_layer=layer)
        for page in laid.pages
    ]
    return records
