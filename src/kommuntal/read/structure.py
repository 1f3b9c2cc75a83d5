"""The frame of a PDF: its pages, its bookmarks, what it says of itself. Follows no loop and is stopped by no gap."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFObjRef, dict_value, list_value, resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import decode_text

from kommuntal.read.model import OutlineEntry

MOST_PAGES = 100_000  # entries of the page tree that are looked at; a bundle of ten years' minutes has fewer
MOST_BOOKMARKS = 10_000

_METADATA = {
    "Title": "title",
    "Author": "author",
    "Subject": "subject",
    "Keywords": "keywords",
    "Creator": "creator",
    "Producer": "producer",
    "CreationDate": "created",
    "ModDate": "modified",
}
_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:(Z)|([+-])(\d\d)'?(\d\d)?'?)?")


class PageUnreadable(Exception):
    """A page is missing or spoilt; the message goes on from "the page"."""


class PageEntry:
    """A place in the page tree: where the page is kept, and its attributes with what it inherits."""

    def __init__(self, object_id: int | None, attributes: dict[str, Any]) -> None:
        self.object_id = object_id
        self.attributes = attributes

    def open(self, document: PDFDocument) -> PDFPage:
        """Return the page. Raises PageUnreadable when there is none in this place."""
        if not self.attributes:
            raise PageUnreadable("is not in the file, which may be cut off")
        return PDFPage(document, self.object_id, self.attributes, None)


def page_entries(document: PDFDocument) -> list[PageEntry]:
    """Return the pages in order. A page that is missing keeps its place, so that the numbers of the others hold.

    pdfminer's own walk drops such pages, and ends at the first one it cannot read.
    """
    entries = list(_walk(document)) if "Pages" in document.catalog else []
    if any(entry.attributes for entry in entries):
        return entries
    return list(_search(document))


def _walk(document: PDFDocument) -> Iterator[PageEntry]:
    inherited: dict[str, Any] = {}
    waiting: list[tuple[Any, dict[str, Any]]] = [(document.catalog["Pages"], inherited)]
    branches: set[int] = set()
    for _ in range(MOST_PAGES):
        if not waiting:
            return
        reference, inherited = waiting.pop()
        object_id = reference.objid if isinstance(reference, PDFObjRef) else None
        node = _resolved(reference)
        if "Kids" not in node:
            yield PageEntry(object_id, inherited | node if node else {})
            continue
        if object_id is not None and object_id in branches:
            continue  # a branch that was here before: a loop
        if object_id is not None:
            branches.add(object_id)
        passed = {key: node[key] for key in PDFPage.INHERITABLE_ATTRS if key in node}
        waiting += [(kid, inherited | passed) for kid in reversed(list_value(node["Kids"]))]


def _search(document: PDFDocument) -> Iterator[PageEntry]:
    """Yield every page object of a file whose page tree is gone."""
    for xref in document.xrefs:
        for object_id in sorted(set(xref.get_objids())):
            node = _resolved(PDFObjRef(document, object_id))
            kind = node.get("Type")
            if isinstance(kind, PSLiteral) and kind.name == "Page":
                yield PageEntry(object_id, dict(node))


def _resolved(reference: Any) -> dict[str, Any]:
    """Return the dictionary of a reference; an empty one for what is not there or is broken."""
    try:
        return dict_value(reference)
    except MemoryError:
        raise
    except Exception:
        return {}


def outline(document: PDFDocument, entries: list[PageEntry]) -> tuple[OutlineEntry, ...]:
    """Return the bookmarks, from the top."""
    numbers = {entry.object_id: number for number, entry in reversed(list(enumerate(entries, 1)))}
    found: list[OutlineEntry] = []
    waiting: list[tuple[Any, int]] = [(_resolved(document.catalog.get("Outlines")).get("First"), 1)]
    seen: set[int] = set()
    while waiting and len(found) < MOST_BOOKMARKS:
        reference, level = waiting.pop()
        if not isinstance(reference, PDFObjRef) or reference.objid in seen:
            continue
        seen.add(reference.objid)
        node = _resolved(reference)
        title = resolve1(node.get("Title"))
        if isinstance(title, bytes):
            text = " ".join(decode_text(title).replace("\x00", "").split())
            found.append(OutlineEntry(level, text, _target(document, node, numbers)))
        waiting += [(node.get("Next"), level), (node.get("First"), level + 1)]
    return tuple(found)


def _target(document: PDFDocument, node: dict[str, Any], numbers: dict[int | None, int]) -> int | None:
    """Return the number of the page that a bookmark leads to."""
    target = resolve1(node.get("Dest")) or resolve1(_resolved(node.get("A")).get("D"))
    if isinstance(target, PSLiteral):
        target = target.name
    if isinstance(target, (bytes, str)):
        try:
            target = resolve1(document.get_dest(target))
        except Exception:  # pdfminer raises what it likes for names that lead nowhere
            return None
    if isinstance(target, dict):
        target = resolve1(target.get("D"))
    if not isinstance(target, list) or not target:
        return None
    page = target[0]
    if isinstance(page, PDFObjRef):
        return numbers.get(page.objid)
    return page + 1 if isinstance(page, int) and 0 <= page < len(numbers) else None


def hidden_layers(document: PDFDocument) -> frozenset[int]:
    """Return the object ids of the layers (optional content groups) that are not shown when the file is opened."""
    layers = _resolved(document.catalog.get("OCProperties"))
    shown = _resolved(layers.get("D"))
    if getattr(resolve1(shown.get("BaseState")), "name", None) == "OFF":
        return frozenset(_object_ids(layers.get("OCGs")) - _object_ids(shown.get("ON")))
    return frozenset(_object_ids(shown.get("OFF")))


def _object_ids(references: Any) -> set[int]:
    return {reference.objid for reference in list_value(references) if isinstance(reference, PDFObjRef)}


def metadata(document: PDFDocument) -> dict[str, str]:
    """Return what the file says of itself, dates as ISO 8601; a date that is none is left out."""
    found: dict[str, str] = {}
    for information in document.info:
        for key, name in _METADATA.items():
            value = resolve1(information.get(key))
            if not isinstance(value, bytes):
                continue
            text = " ".join(decode_text(value).replace("\x00", "").split())
            if name in ("created", "modified"):
                text = iso_date(text) or ""
            if text:
                found[name] = text
    return found


def iso_date(text: str) -> str | None:
    """Return a PDF date ("D:20260331120000+02'00'") as ISO 8601; None for what is no date."""
    match = _DATE.match(text)
    if not match:
        return None
    year, month, day, hour, minute, second, zulu, sign, offset_hours, offset_minutes = match.groups()
    zone = "+00:00" if zulu else f"{sign}{offset_hours}:{offset_minutes or '00'}" if sign else ""
    clock = f"{hour or '00'}:{minute or '00'}:{second or '00'}"
    try:
        return datetime.fromisoformat(f"{year}-{month or '01'}-{day or '01'}T{clock}{zone}").isoformat()
    except ValueError:
        return None
