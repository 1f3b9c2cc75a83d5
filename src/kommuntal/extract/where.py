"""Where a record stands, as the fields that all records share."""

from typing import TypedDict

from kommuntal.read.model import Box


class Where(TypedDict):
    """The document, its page from 1, and the box on the page in points from its upper left corner."""

    document_id: str
    page: int | None
    x0: float | None
    top: float | None
    x1: float | None
    bottom: float | None


def where(document_id: str, page: int | None, box: Box | None) -> Where:
    """Return the place as the keywords of a record."""
    return {
        "document_id": document_id,
        "page": page,
        "x0": box.x0 if box else None,
        "top": box.top if box else None,
        "x1": box.x1 if box else None,
        "bottom": box.bottom if box else None,
    }
