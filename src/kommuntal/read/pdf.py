"""The child's side of reading: open a PDF, say what it is, then yield page after page."""

import io
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
import pdfplumber
import pypdfium2
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream

from kommuntal.guard import is_memory_error
from kommuntal.read.icons import IconPainter
from kommuntal.read.model import FailedPage, Icon, OutlineEntry, Page
from kommuntal.read.page import take_apart
from kommuntal.read.structure import PageUnreadable, metadata, outline, page_entries

# What pdfminer keeps of a document is dropped past these, so that memory does not grow with its pages.
MOST_OBJECTS = 20_000
MOST_FONTS = 64


class Unreadable(Exception):
    """The document as a whole cannot be read; the message is for the operator."""


class Head(msgspec.Struct, frozen=True, tag="head"):
    """What is known before the first page."""

    page_count: int
    metadata: dict[str, str]
    outline: tuple[OutlineEntry, ...]


class Sheet(msgspec.Struct, frozen=True, tag="page"):
    """One page, or why there is none, and the icons that it is the first to show."""

    page: Page | None = None
    failed: FailedPage | None = None
    icons: dict[str, Icon] = {}


Frame = Head | Sheet


def read_frames(path: Path, first: int, most: int) -> Iterator[bytes]:
    """Yield frames as msgpack: the head, then pages from number `first` on, of the document's first `most`.

    Runs in the guarded child. Raises Unreadable; memory that runs out goes through, and ends the child.
    """
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every oddity, for nobody to read
    with path.open("rb") as file:
        pdf, stream = _open(file)
        document = pdf.doc
        entries = page_entries(document)
        if not entries:
            raise Unreadable("the PDF has no pages; ask the sender for a complete copy")
        encode = msgspec.msgpack.Encoder().encode
        yield encode(Head(len(entries), metadata(document), outline(document, entries)))
        painter = IconPainter(stream)
        for number, entry in list(enumerate(entries, 1))[first - 1 : most]:
            try:
                page = take_apart(entry.open(document), number, pdf)
                sheet = Sheet(page=page, icons=painter.new_icons(page))
            except PageUnreadable as error:
                sheet = Sheet(failed=FailedPage(number, f"the page {error}"))
            except Exception as error:
                if is_memory_error(error):
                    raise
                sheet = Sheet(failed=FailedPage(number, f"the page is damaged ({_short(error)})"))
            yield encode(sheet)
            _forget(document, pdf.rsrcmgr)


def _open(file: io.BufferedReader) -> tuple[Any, BinaryIO]:
    """Return the document, and the stream it is read from: the file, or a copy that pdfium has mended."""
    try:
        return pdfplumber.open(file), file
    except Exception as wrapped:
        error = wrapped.args[0] if wrapped.args and isinstance(wrapped.args[0], Exception) else wrapped
        if is_memory_error(error):
            raise
        if isinstance(error, PDFPasswordIncorrect):
            raise Unreadable("the PDF opens with a password only; ask the sender for a copy without one") from error
        if isinstance(error, PDFEncryptionError):
            raise Unreadable("the PDF is encrypted in a way that cannot be read; ask for a plain copy") from error
    damage = f"the file is damaged or cut off ({_short(error)}); fetch it again or ask the sender for a new copy"
    try:
        mended = io.BytesIO()
        with pypdfium2.PdfDocument(file) as damaged:
            damaged.save(mended)
        return pdfplumber.open(mended), mended
    except Exception as second:
        if is_memory_error(second):
            raise
        raise Unreadable(damage) from second


def _forget(document: PDFDocument, resources: PDFResourceManager) -> None:
    """Drop what pdfminer keeps in case it is asked again: streams at once, the rest when it has become much."""
    kept = document._cached_objs
    if len(kept) > MOST_OBJECTS:
        kept.clear()
        document._parsed_objs.clear()
    else:
        for object_id in [
            i for i, (value, _) in kept.items() if isinstance(value, PDFStream) and value.data is not None
        ]:
            del kept[object_id]
    if len(resources._cached_fonts) > MOST_FONTS:
        resources._cached_fonts.clear()


def _short(error: Exception) -> str:
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text[:120]}" if text else type(error).__name__
