"""Readings kept on disk by content, so that a night reads only what is new."""

import os
import tempfile
import zlib
from contextlib import suppress
from pathlib import Path

import msgspec

from kommuntal.read.model import Reading
from kommuntal.version import version_of

READER_VERSION = version_of("read")  # a change of the reader's sources leaves what was kept behind
LEVEL = 1  # of zlib: a seventh of the size, in a third of the time that the default takes


def kept(folder: Path, document_id: str) -> Reading | None:
    """Return the reading that was kept of this content; None when there is none, or when it is damaged."""
    try:
        packed = zlib.decompress(_file(folder, document_id).read_bytes())
        reading = msgspec.msgpack.decode(packed, type=Reading)
    except (OSError, zlib.error, msgspec.MsgspecError):
        return None
    return reading if reading.document_id == document_id else None


def keep(folder: Path, reading: Reading) -> None:
    """Keep a reading; whoever reads at the same time sees all of it or nothing.

    A disk that is full or may not be written costs the time to read again, not the night.
    """
    file = _file(folder, reading.document_id)
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".", dir=file.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(zlib.compress(msgspec.msgpack.encode(reading), LEVEL))
            Path(name).replace(file)
        finally:
            Path(name).unlink(missing_ok=True)


def _file(folder: Path, document_id: str) -> Path:
    return folder / "readings" / READER_VERSION / document_id[:2] / f"{document_id}.msgpack.z"
