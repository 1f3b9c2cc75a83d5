"""Read one PDF whatever is wrong with it: what could be read, and one clear reason for what could not."""

from collections.abc import Callable
from hashlib import file_digest, sha256
from pathlib import Path

import msgspec

from kommuntal.guard import Limits, Outcome, guarded
from kommuntal.read.model import FailedPage, Page, Reading
from kommuntal.read.pdf import Frame, read_frames


def read_document(
    path: Path | str,
    limits: Limits | None = None,
    cache: Path | None = None,
    on_page: Callable[[int, int], None] | None = None,
) -> Reading:
    """Return what one PDF holds. Never raises for what is wrong with the file: `status` and `reason` say it."""
    path = Path(path)
    limits = limits or Limits()
    try:
        with path.open("rb") as stream:
            document_id = file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        return Reading(
            document_id=sha256(str(path).encode()).hexdigest(), status="failed", reason=f"{error.strerror}: {path}"
        )
    pages: list[Page] = []
    failed: list[FailedPage] = []
    head: Frame | None = None

    def take(item: bytes) -> None:
        nonlocal head
        frame = msgspec.msgpack.decode(item, type=Frame)
        head = head or frame
        if frame.page is not None:
            pages.append(frame.page)
        if frame.failed is not None:
            failed.append(frame.failed)
        if on_page is not None and head is not frame:
            on_page(len(pages) + len(failed), head.page_count)

    outcome: Outcome = guarded(read_frames, path, 1, limits.pages, limits=limits, on_item=take)
    if head is None:
        return Reading(document_id=document_id, status="failed", reason=outcome.reason)
    if not outcome.ok:
        failed.append(FailedPage(len(pages) + len(failed) + 1, outcome.reason or ""))
    return Reading(
        document_id=document_id,
        status="ok" if not failed else "partial",
        reason=failed[0].reason if failed else None,
        page_count=head.page_count,
        pages=tuple(pages),
        failed=tuple(failed),
        metadata=head.metadata,
        outline=head.outline,
    )
