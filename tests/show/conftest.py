"""PDFs that are made to be hard to show."""

import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

Make = Callable[..., Path]
SAMPLES = Path(__file__).resolve().parents[2] / "samples"
MEGABYTE = 1 << 20


@pytest.fixture
def pdf(tmp_path: Path) -> Make:
    """Return a function that makes a PDF of two pages of 600 x 800 points; `change` gets it before it is saved."""

    def make(change: Callable[[pikepdf.Pdf], object] | None = None, **how: object) -> Path:
        path = tmp_path / "granvik.pdf"
        with pikepdf.new() as document:
            for _ in range(2):
                document.add_blank_page(page_size=(600, 800))
            if change is not None:
                change(document)
            document.save(path, compress_streams=False, **how)  # type: ignore[arg-type]
        return path

    return make


@pytest.fixture
def bomb(pdf: Make) -> Path:
    """A PDF of 20 kB whose first page inflates to 7.9 GB, and whose second is well."""

    def arm(document: pikepdf.Pdf) -> None:
        document.pages[0].Contents = pikepdf.Stream(document, b"")
        packed = zlib.compress(_zeros(7900), 9)
        document.pages[0].Contents.write(packed, filter=pikepdf.Array([pikepdf.Name.FlateDecode] * 2))

    return pdf(arm)


def _zeros(megabytes: int) -> bytes:
    """Return what zlib makes of so many megabytes of zeros, without compressing them all: its blocks are all alike."""
    packer = zlib.compressobj(9)
    first, block = (packer.compress(bytes(MEGABYTE)) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    end = zlib.compressobj(9, zlib.DEFLATED, -15).flush()
    checksum = (megabytes * MEGABYTE % 65521) << 16 | 1
    return first + block * (megabytes - 1) + end + checksum.to_bytes(4, "big")
