"""The archive: every PDF once, under the SHA-256 of its content, with the ledger of where and when it was seen.

archive/ab/cd/abcd....pdf      never overwritten, never changed
archive/ledger.sqlite
archive/incoming/              what is just coming in; emptied by the next run
archive/lock                   held by the one run that writes
"""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import file_digest
from io import BufferedRandom
from pathlib import Path
from uuid import uuid4

from kommuntal.acquire.ledger import Ledger
from kommuntal.errors import RunError
from kommuntal.places import in_archive


class Archive:
    """A folder of PDFs by content, open for one run. See `opened`."""

    def __init__(self, folder: Path, ledger: Ledger) -> None:
        self.folder = folder
        self.ledger = ledger

    def path(self, sha256: str) -> Path:
        """Return where a content is kept, whether it is there or not."""
        return in_archive(self.folder, sha256)

    def holds(self, sha256: str) -> bool:
        """Tell whether a content is in the archive."""
        return self.path(sha256).is_file()

    @contextmanager
    def incoming(self) -> Iterator[BufferedRandom]:
        """Yield an empty file to write to; hand it to `keep`, or it is gone."""
        name = self.folder / "incoming" / uuid4().hex
        with name.open("x+b") as file:
            try:
                yield file
            finally:
                name.unlink(missing_ok=True)

    def keep(self, file: BufferedRandom) -> str:
        """Put a file from `incoming` in its place, on disk before this returns; return the SHA-256 of its content."""
        with _writing(self.folder):
            file.flush()
            file.seek(0)
            sha256 = file_digest(file, "sha256").hexdigest()
            place = self.path(sha256)
            if not place.exists():
                os.fchmod(file.fileno(), 0o444)
                os.fsync(file.fileno())
                place.parent.mkdir(parents=True, exist_ok=True)
                Path(file.name).rename(place)
                _sync(place.parent)
            return sha256

    def keep_copy(self, original: Path) -> str:
        """Put a copy of a local file in its place; return the SHA-256 of its content. OSError if it cannot be read.

        A copy and no hard link: whoever writes into the original later would change the archive under its own hash.
        """
        with original.open("rb") as source, self.incoming() as file:
            while chunk := source.read(1 << 20):
                with _writing(self.folder):
                    file.write(chunk)
            return self.keep(file)


@contextmanager
def opened(folder: Path) -> Iterator[Archive]:
    """Open the archive for the one run that may write to it.

    Raises RunError when another run has it open, and when it cannot be written or its ledger is damaged.
    """
    with _writing(folder):
        (folder / "incoming").mkdir(parents=True, exist_ok=True)
        with (folder / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # the kernel lets go of it however this process ends
            except BlockingIOError as error:
                raise RunError(f"{folder}: another run is adding to this archive; wait until it has ended") from error
            for left_behind in (folder / "incoming").iterdir():
                left_behind.unlink()
            with closing(Ledger(folder / "ledger.sqlite")) as ledger:
                yield Archive(folder, ledger)


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Say of an archive that cannot be written that the run cannot go on."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise RunError(f"the archive {folder} cannot be written: {error}") from error


def _sync(folder: Path) -> None:
    """Have the names in a folder written to disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
