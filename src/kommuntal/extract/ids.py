"""Ids that a reader can follow back to the page, the same each time the same PDF is read."""

from collections import Counter


class Ids:
    """Gives the records of one document their ids: `<first 16 digits of document_id>-<kind>-p<page>-<ordinal>`.

    The ordinal counts from 1 within a kind and page, in the order of asking; ask in reading order.
    """

    def __init__(self, document_id: str) -> None:
        self.document_id = document_id
        self._given: Counter[tuple[str, int | None]] = Counter()

    def next(self, kind: str, page: int | None) -> str:
        """Return the next id of this kind ("table", "goal", ...) on this page (None: of the document as a whole)."""
        self._given[kind, page] += 1
        place = "" if page is None else f"-p{page}"
        return f"{self.document_id[:16]}-{kind}{place}-{self._given[kind, page]}"
