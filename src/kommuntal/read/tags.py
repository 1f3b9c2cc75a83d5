"""The tag tree of a page: the tables and headings that the program which wrote the PDF marked as such.

Swedish public PDFs must be accessible by law, so many carry it; where it is broken or empty, nothing comes out.
"""

from collections.abc import Iterator
from typing import Any

from pdfplumber.structure import PDFStructTree

from kommuntal.read.model import TagCell, TagTable

Element = Any  # pdfplumber's PDFStructElement; its `structure_tree` of plain dicts fails where an attribute is a stream
HEADINGS = {f"H{level}": level for level in range(1, 7)}
DEEPEST = 64  # levels of the tree that are walked; a real document has a dozen, a hostile one may have thousands


def page_tags(page: Any) -> tuple[tuple[TagTable, ...], tuple[tuple[int, tuple[int, ...]], ...]]:
    """Return the tables and the headings (level, marked-content ids) that the tag tree puts on a pdfplumber page."""
    try:
        roots: list[Element] = list(PDFStructTree(page.pdf, page))
    except Exception:  # a broken tree says as much as none: pdfplumber raises KeyError, TypeError and more on them
        return (), ()
    elements = [e for root in roots for e in _walk(root, 0)]
    tables = [_table(e) for e in elements if e.type == "Table" and not _holds_table(e)]
    headings = [(HEADINGS[e.type], _mcids(e)) for e in elements if e.type in HEADINGS]
    return tuple(t for t in tables if t.rows), tuple(h for h in headings if h[1])


def _walk(element: Element, depth: int) -> Iterator[Element]:
    yield element
    if depth < DEEPEST:
        for child in element.children:
            yield from _walk(child, depth + 1)


def _holds_table(element: Element) -> bool:
    """Whether a table lies inside this one, which then is a layout and no table."""
    return any(e is not element and e.type == "Table" for e in _walk(element, 0))


def _table(element: Element) -> TagTable:
    rows = [e for e in _walk(element, 0) if e.type == "TR"]
    return TagTable(tuple(tuple(_cell(c) for c in row.children if c.type in ("TH", "TD")) for row in rows))


def _cell(element: Element) -> TagCell:
    attributes = element.attributes or {}
    return TagCell(
        _mcids(element),
        header=element.type == "TH",
        row_span=_span(attributes.get("RowSpan")),
        column_span=_span(attributes.get("ColSpan")),
    )


def _span(value: Any) -> int:
    return value if isinstance(value, int) and 1 <= value < 100 else 1


def _mcids(element: Element) -> tuple[int, ...]:
    return tuple(m for e in _walk(element, 0) for m in e.mcids if isinstance(m, int))
