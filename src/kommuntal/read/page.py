"""One page, taken apart in a single pass over its content stream."""

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import stream_value
from pdfplumber.page import Page as PlumberPage
from pdfplumber.pdf import PDF

from kommuntal.read.device import Device, Interpreter
from kommuntal.read.drawings import make_images, make_paths
from kommuntal.read.layer import page_layer
from kommuntal.read.model import Page, TagTable
from kommuntal.read.structure import PageUnreadable, hidden_layers
from kommuntal.read.tags import page_tags
from kommuntal.read.words import make_words

EMPTY_PACKED = 32  # bytes that nothing at all takes when it is packed, at most
MOST_CONTENT = 64 << 20  # bytes; pdfminer takes a minute for so many, and maps of 100 000 strokes have a tenth of it

Headings = tuple[tuple[int, tuple[int, ...]], ...]


def take_apart(page: PDFPage, number: int, pdf: PDF) -> Page:
    """Return a page as plain data. Raises PageUnreadable, and whatever pdfminer does for a page that is broken.

    Text that is drawn invisible counts only on a scan, which shows a picture of it.
    """
    _check_content(page)
    device = Device(pdf.rsrcmgr, hidden_layers(pdf.doc))
    Interpreter(pdf.rsrcmgr, device).process_page(page)
    x0, y0, x1, y1 = device.shown
    width, height = round(x1 - x0, 2), round(y1 - y0, 2)
    drawn = device.drawn()
    paths, images = make_paths(drawn, device.shown), make_images(drawn, device.shown)
    glyphs = device.glyphs
    some_hidden = any(g is not None and g.style.hidden for g in glyphs)
    unseen = sum(g is not None and (g.style.hidden or i < device.covered) for i, g in enumerate(glyphs))
    share = unseen / max(1, sum(g is not None for g in glyphs))
    words = make_words(glyphs, width, height)
    layer = page_layer(words, paths, images, share, width, height)
    if some_hidden and layer == "native":
        words = make_words((None if g is None or g.style.hidden else g for g in glyphs), width, height)
    tables, headings = _tags(page, number, pdf)
    return Page(
        number=number,
        width=width,
        height=height,
        rotation=page.rotate if page.rotate % 90 == 0 else 0,  # as viewers take it
        words=words,
        paths=paths,
        images=images,
        layer=layer,
        tag_tables=tables,
        tag_headings=headings,
    )


def _check_content(page: PDFPage) -> None:
    """Raise PageUnreadable for content that is spoilt, which pdfminer takes for an empty page, or without end."""
    unpacked = 0
    for content in page.contents:
        stream = stream_value(content)
        packed = len(stream.rawdata or b"")
        size = len(stream.get_data())
        if packed > EMPTY_PACKED and not size:
            raise PageUnreadable("is damaged: its content cannot be unpacked")
        unpacked += size
    if unpacked > MOST_CONTENT:
        raise PageUnreadable(f"unpacks to {unpacked >> 20} MB, which no page needs: it may be made to harm")


def _tags(page: PDFPage, number: int, pdf: PDF) -> tuple[tuple[TagTable, ...], Headings]:
    """Return the tables and headings of the tag tree; none where there is no tree, or the page has no proper size."""
    if "StructTreeRoot" not in pdf.doc.catalog:
        return (), ()
    try:
        page_of_pdfplumber = PlumberPage(pdf, page, number)
    except (TypeError, ValueError):
        return (), ()
    return page_tags(page_of_pdfplumber)
