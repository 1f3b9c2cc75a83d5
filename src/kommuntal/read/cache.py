"""Readings kept by content, and by the version of what made them."""

from pathlib import Path

from kommuntal import kept
from kommuntal.read.model import Reading
from kommuntal.version import version_of

READER_VERSION = version_of("read")  # a change of the reader's sources leaves what was kept behind


def load(folder: Path, document_id: str, ocr: bool = True) -> Reading | None:
    """Return the reading that was kept of this content; None when there is none, or when it is damaged."""
    reading = kept.load(_file(folder, document_id, ocr), Reading)
    return reading if reading and reading.document_id == document_id else None


def save(folder: Path, reading: Reading, ocr: bool = True) -> None:
    """Keep a reading; `ocr` tells whether pages without text were read from their picture, where there were any."""
    kept.save(_file(folder, reading.document_id, ocr), reading)


def _file(folder: Path, document_id: str, ocr: bool) -> Path:
    return (
        folder
        / "readings"
        / (READER_VERSION if ocr else f"{READER_VERSION}-no-ocr")
        / document_id[:2]
        / f"{document_id}.msgpack.z"
    )
