"""Percent signs by their shape, in print that is a little blurred: every one is found, and no two digits are one."""

from io import BytesIO

import numpy as np
import pypdfium2
import pytest
from PIL import ImageFilter
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from kommuntal.read.device import DESCENT
from kommuntal.read.model import Word
from kommuntal.read.percent import find_percent
from kommuntal.read.raster import Grey

SCALE, SIZE, ROW, COLUMN = 300 / 72, 9.0, 15.0, 45.0


def printed(texts: list[str], font: str) -> tuple[Grey, list[Word]]:
    """Return a page with these texts, ten in a row, and what stands before a space of each as a word."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=(500, 200), invariant=1)
    canvas.setFont(font, SIZE)
    words = []
    for n, text in enumerate(texts):
        x, base = 20 + n % 10 * COLUMN, 20 + n // 10 * ROW
        canvas.drawString(x, 200 - base, text)
        end = x + stringWidth(text.split(" ")[0], font, SIZE)
        words.append(Word(text, x, base - (1 - DESCENT) * SIZE, end, base + DESCENT * SIZE, size=SIZE))
    canvas.save()
    with pypdfium2.PdfDocument(file.getvalue()) as drawn:
        paper = drawn[0].render(scale=SCALE, grayscale=True).to_pil().filter(ImageFilter.GaussianBlur(1))
    return np.asarray(paper), words


@pytest.mark.parametrize("font", ["Helvetica", "Helvetica-Bold", "Times-Roman"])
def test_every_percent_sign_is_found_where_it_begins(font: str) -> None:
    texts = [f"{n},{n % 7}%" for n in range(0, 60, 3)] + [f"{n} %" for n in range(40, 100, 3)] + ["100%", "1%", "7 %"]
    grey, words = printed(texts, font)
    for word in words:
        sign = find_percent(word, grey, SCALE, word.x0 + COLUMN)
        assert sign is not None, word.text
        begins = word.x0 + stringWidth(word.text[:-1], font, SIZE)
        assert sign[0] == pytest.approx(begins, abs=0.12 * SIZE), word.text


@pytest.mark.parametrize("font", ["Helvetica", "Helvetica-Bold", "Times-Roman", "Courier"])
def test_no_two_digits_are_a_percent_sign(font: str) -> None:
    grey, words = printed([f"{n:02d}" for n in range(100)], font)
    assert [w.text for w in words if find_percent(w, grey, SCALE, w.x1)] == []
