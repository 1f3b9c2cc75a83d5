"""Rows by the document they come from: most checks hold one document at a time against itself."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Protocol, TypeVar


class OfDocument(Protocol):
    """Whatever knows its document."""

    @property
    def document_id(self) -> str: ...


Row = TypeVar("Row", bound=OfDocument)


def by_document(rows: Iterable[Row]) -> defaultdict[str, list[Row]]:
    """Return the rows by `document_id`, in their order; of a document without any, an empty list."""
    out: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        out[row.document_id].append(row)
    return out
