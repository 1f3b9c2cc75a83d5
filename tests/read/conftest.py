"""PDFs drawn for one test, and the reading of them."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

Painter = Callable[[Canvas], object]
Make = Callable[..., Path]


@pytest.fixture
def draw(tmp_path: Path) -> Make:
    """Return a function that draws a PDF of 600 x 800 points, one page for each painter given."""

    def make(*painters: Painter) -> Path:
        path = tmp_path / "drawn.pdf"
        canvas = Canvas(str(path), pagesize=(600, 800), invariant=True)
        for painter in painters:
            canvas.setFont("Helvetica", 10)
            painter(canvas)
            canvas.showPage()
        canvas.save()
        return path

    return make


@pytest.fixture
def edit(tmp_path: Path, draw: Make) -> Make:
    """Return a function that draws numbered pages, has the PDF changed, and saves it (keywords go to pikepdf)."""

    def make(change: Callable[[pikepdf.Pdf], object] | None = None, pages: int = 5, **how: object) -> Path:
        plain = draw(*(lambda canvas, n=n: canvas.drawString(50, 700, f"Sida {n}") for n in range(1, pages + 1)))
        path = tmp_path / "edited.pdf"
        with pikepdf.open(plain) as pdf:
            if change is not None:
                change(pdf)
            pdf.save(path, **how)  # type: ignore[arg-type]
        return path

    return make
