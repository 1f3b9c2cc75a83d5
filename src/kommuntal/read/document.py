"""Read one PDF whatever is wrong with it: all that could be read, and one clear reason for what could not."""

import os
import time
from collections.abc import Callable
from hashlib import file_digest, sha256
from pathlib import Path

import msgspec

from kommuntal.guard import Limits, Outcome, guarded
from kommuntal.read import cache as cache_of_readings
from kommuntal.read.model import FailedPage, Icon, Page, Reading
from kommuntal.read.ocr import fill_gaps, has_gaps
from kommuntal.read.pdf import Frame, Head, Sheet, Unreadable, read_frames

MOST_CHILDREN = 20  # of one document; each that dies costs one page at most
HEADER_WITHIN = 1024  # bytes from the start, as Acrobat allows


def read_document(
    path: Path | str,
    limits: Limits | None = None,
    cache: Path | None = None,
    on_page: Callable[[int, int], None] | None = None,
    ocr: bool = True,
) -> Reading:
    """Return what one PDF holds, read in child processes within `limits`.

    `cache` is a folder where readings are kept by content and version of the reader. `on_page(n, total)` is called in
    this thread as pages arrive. Never raises for what is wrong with the file: `status` and `reason` say it, and what
    to do. `document_id` is the SHA-256 of the file's bytes; of its path where there are none to be had. With `ocr`,
    pages without readable text are read from their picture.
    """
    path = Path(path).absolute()
    try:
        with path.open("rb") as stream:
            start = stream.read(HEADER_WITHIN)
            stream.seek(0)
            document_id = file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        return Reading(document_id=sha256(os.fsencode(path)).hexdigest(), status="failed", reason=_not_opened(error))
    if b"%PDF-" not in start:
        return Reading(document_id=document_id, status="failed", reason=_no_pdf(start))
    reading = cache_of_readings.load(cache, document_id, ocr) if cache else None
    if reading is not None:
        if on_page:
            on_page(reading.page_count, reading.page_count)
        return reading
    parts = _Parts(on_page)
    limits = limits or Limits()
    outcome = _read_parts(path, limits, parts)
    reading, final = parts.reading(document_id, outcome), parts.is_final(outcome)
    if ocr and has_gaps(reading):
        reading, whole = fill_gaps(reading, path, limits)
        final = final and whole
    if cache and final:
        cache_of_readings.save(cache, reading, ocr)
    return reading


class _Parts:
    """What has come from the children so far."""

    def __init__(self, on_page: Callable[[int, int], None] | None) -> None:
        self.head: Head | None = None
        self.pages: list[Page] = []
        self.failed: list[FailedPage] = []
        self.icons: dict[str, Icon] = {}
        self.died = False  # whether a page was given up because a child died of it
        self._on_page = on_page

    @property
    def next_page(self) -> int:
        return len(self.pages) + len(self.failed) + 1

    def take(self, message: bytes) -> None:
        frame: Frame = msgspec.msgpack.decode(message, type=Frame)
        if isinstance(frame, Sheet):
            if frame.page is not None:
                self.pages.append(frame.page)
            if frame.failed is not None:
                self.failed.append(frame.failed)
            self.icons.update(frame.icons)
            self._tell()
        else:
            self.head = frame

    def give_up_page(self, reason: str) -> None:
        self.died = True
        self.failed.append(FailedPage(self.next_page, reason))
        self._tell()

    def is_final(self, outcome: Outcome) -> bool:
        """Tell whether other limits would come to the same."""
        whole = self.head is None or self.next_page > self.head.page_count
        return not self.died and (outcome.stopped == "error" or (outcome.ok and whole))

    def _tell(self) -> None:
        if self._on_page and self.head:
            self._on_page(self.next_page - 1, self.head.page_count)

    def reading(self, document_id: str, outcome: Outcome) -> Reading:
        """Return it all as one; `outcome` is how the last child ended."""
        if self.head is None:
            return Reading(document_id=document_id, status="failed", reason=_not_begun(outcome))
        total = self.head.page_count
        rest = outcome.reason or f"only the first {self.next_page - 1} pages are read; raise the page limit for more"
        failed = (*self.failed, *(FailedPage(number, rest) for number in range(self.next_page, total + 1)))
        return Reading(
            document_id=document_id,
            status="ok" if not failed else "partial" if self.pages else "failed",
            reason=_what_failed(failed, total) if failed else None,
            page_count=total,
            pages=tuple(self.pages),
            failed=failed,
            metadata=self.head.metadata,
            outline=self.head.outline,
            icons=self.icons,
        )


def _read_parts(path: Path, limits: Limits, parts: _Parts) -> Outcome:
    """Read with one child after the other until all is there or given up. Return how the last one ended.

    A child that dies costs the page it was at; of what grows from page to page (memory) that page need not be the
    cause, so it is tried again by a fresh child first.
    """
    started, cpu_s = time.monotonic(), 0.0
    for _ in range(MOST_CHILDREN):
        first = parts.next_page
        left = msgspec.structs.replace(
            limits, cpu_s=limits.cpu_s - cpu_s, wall_s=limits.wall_s - (time.monotonic() - started)
        )
        outcome = guarded(read_frames, path, first, limits.pages, limits=left, on_item=parts.take)
        cpu_s += outcome.cpu_s
        if outcome.ok or outcome.stopped in ("error", "cpu", "wall") or parts.head is None:
            break
        if outcome.stopped == "item" or parts.next_page == first:
            parts.give_up_page(f"the page {outcome.reason}")
    return outcome


def _not_opened(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "the file is not there; was it moved or removed?"
    if isinstance(error, PermissionError):
        return "the file may not be read; give this user permission to"
    if isinstance(error, IsADirectoryError):
        return "this is a folder; name the PDF files in it"
    return f"the file cannot be opened: {error.strerror}"


def _no_pdf(start: bytes) -> str:
    text = start.lstrip().lower()
    if not text:
        return "the file is empty; fetch it again"
    if text.startswith((b"<!doctype html", b"<html")) or b"<html" in text:
        return "this is a web page and no PDF; see whether its address asks to log in or says that the file is gone"
    if text.startswith(b"pk\x03\x04"):
        return "this is a zip archive or an Office document and no PDF; ask for a PDF"
    return "this is no PDF: the file does not begin like one; fetch it again or ask for a PDF"


def _not_begun(outcome: Outcome) -> str:
    """Return why there is not even a first page."""
    if outcome.stopped == "error":
        text = outcome.reason or ""
        return text.removeprefix(f"{Unreadable.__name__}: ") if outcome.error == Unreadable.__name__ else text
    return f"opening the PDF {outcome.reason}; it may be made to harm: look where it is from before raising the limit"


def _what_failed(failed: tuple[FailedPage, ...], total: int) -> str:
    first = failed[0]
    if total == 1:
        return f"its only page could not be read: {first.reason}"
    more = " (the others: see the list of failed pages)" if any(f.reason != first.reason for f in failed) else ""
    which = f"page {first.number}" if len(failed) == 1 else f"{len(failed)} pages from page {first.number} on"
    return f"{which} of {total} could not be read: {first.reason}{more}"
