"""Which code made a result: the package version and a hash of the sources and libraries that matter for it."""

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from kommuntal import __version__

# What reads and judges text with us: another version of one of these can read a page otherwise.
LIBRARIES = ("pdfplumber", "pdfminer.six", "pypdfium2", "tesserocr", "spacy", "rapidfuzz")
READING = ("read", "layout", "swedish", "extract", "schema", "guard", "run.py")
ROOT = Path(__file__).parent


@cache
def version_of(*rooms: str) -> str:
    """Return e.g. `0.1.0+3f2a9c41` for the sources and data files of the named rooms (folders or modules).

    The libraries that read with us are part of it.

    What was kept under one version is not reused under another, so a change of rules never leaves old readings behind.
    """
    digest = sha256(" ".join(f"{name}=={version(name)}" for name in LIBRARIES).encode())
    for room in rooms:
        place = ROOT / room
        files = [place] if place.is_file() else sorted(p for p in place.rglob("*") if p.is_file())
        for file in files:
            if file.suffix != ".pyc":
                digest.update(file.relative_to(ROOT).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return f"{__version__}+{digest.hexdigest()[:8]}"


def reader_version() -> str:
    """Return the version of everything that turns a PDF into records."""
    return version_of(*READING)


def code_version() -> str:
    """Return the version of everything that a published dataset depends on."""
    return version_of(*READING, "reconcile", "publish")
