"""Where each PDF lies: a link for each document in the output folder, made when it is read, followed to show its pages.

    output/.kommuntal/pdfs/ab/<sha256>.pdf -> /srv/granvik/delarsrapport.pdf

What is found is always the content that was read: a file that was changed since is not the document any more.
"""

from contextlib import suppress
from functools import lru_cache
from hashlib import file_digest
from pathlib import Path
from uuid import uuid4

from kommuntal.errors import PictureError


def note(output: Path, document_id: str, pdf: Path) -> None:
    """Remember where a document was read from; the last place counts.

    A disk that is full or may not be written costs the pictures of the pages, not the run.
    """
    link = _link(output, document_id)
    with suppress(OSError):
        link.parent.mkdir(parents=True, exist_ok=True)
        fresh = link.with_name(f".{uuid4().hex}")
        fresh.symlink_to(pdf.absolute())
        fresh.replace(link)


def find(output: Path, document_id: str, archive: Path | None = None) -> Path:
    """Return where a document lies now: where it was read from, or else in the archive.

    Raises PictureError when it is "gone", or only a "changed" file is left in its place.
    """
    places = [_link(output, document_id), *([in_archive(archive, document_id)] if archive else [])]
    there = [place.resolve() for place in places if place.is_file()]
    for place in there:
        with suppress(OSError):
            if _digest_now(place) == document_id:
                return place
    if there:
        raise PictureError("changed", f"{there[0].name} was changed since it was read; run kommuntal on it again")
    raise PictureError("gone", f"the PDF {document_id[:8]} is not where it was read from; name its archive (--archive)")


def in_archive(archive: Path, document_id: str) -> Path:
    """Return where an archive keeps a content, whether it is there or not."""
    return archive / document_id[:2] / document_id[2:4] / f"{document_id}.pdf"


def _digest_now(file: Path) -> str:
    """Return the SHA-256 of a file, worked out again only when the file was touched. Raises OSError."""
    state = file.stat()
    return _digest(file, state.st_ino, state.st_size, state.st_mtime_ns)


@lru_cache(4096)
def _digest(file: Path, *state: int) -> str:
    with file.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def _link(output: Path, document_id: str) -> Path:
    return output / ".kommuntal" / "pdfs" / document_id[:2] / f"{document_id}.pdf"
