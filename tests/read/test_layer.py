"""Scans, recognised text, broken text: what kind of text a page and a document hold."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image as Picture
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from kommuntal.read import read_document, text_layer
from kommuntal.read.layer import is_broken
from kommuntal.read.model import Page, Reading, Word
from kommuntal.schema.enums import TextLayer

Make = Callable[..., Path]
SCAN = ImageReader(Picture.new("L", (60, 80), 230))
PROSE = (
    "Nämnden redovisar ett överskott på 1,2 mnkr för perioden och prognosen för året är att budgeten hålls. "
    "Kostnaderna för köp av platser är lägre än budgeterat, medan lönerna har ökat mer än planerat till följd av "
    "avtalet. Resultatet efter första tertialet är bättre än samma period förra året. "
    "Arbetet med att stärka kvaliteten i verksamheten fortsätter som beslutat, med fokus på skolan. "
)


def text(canvas: Canvas) -> None:
    canvas.drawString(50, 700, "Delårsrapport för Granviks kommun")


def scan(canvas: Canvas) -> None:
    canvas.drawImage(SCAN, 0, 0, 600, 800)


def stamped_scan(canvas: Canvas) -> None:
    scan(canvas)
    canvas.drawString(500, 780, "Sida 12 (30)")


def searchable_scan(canvas: Canvas) -> None:
    scan(canvas)
    line = canvas.beginText(50, 700)
    line.setTextRenderMode(3)
    for _ in range(5):
        line.textLine("Socialnämnden beslutar att godkänna rapporten")
    canvas.drawText(line)


def text_under_scan(canvas: Canvas) -> None:
    for row in range(5):
        canvas.drawString(50, 700 - 20 * row, "Socialnämnden beslutar att godkänna rapporten")
    scan(canvas)


def text_on_picture(canvas: Canvas) -> None:
    scan(canvas)
    for row in range(5):
        canvas.drawString(50, 700 - 20 * row, "Socialnämnden beslutar att godkänna rapporten")


def outlines(canvas: Canvas) -> None:
    for n in range(300):
        canvas.circle(50 + 20 * (n % 20), 700 - 20 * (n // 20), 4)


@pytest.mark.parametrize(
    ("painter", "layer"),
    [
        (text, "native"),
        (scan, "none"),
        (stamped_scan, "none"),
        (searchable_scan, "ocr"),
        (text_under_scan, "ocr"),
        (text_on_picture, "native"),
        (outlines, "none"),
        (lambda canvas: None, "empty"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_layer_of_a_page(draw: Make, painter: Callable[[Canvas], None], layer: str) -> None:
    assert read_document(draw(painter), ocr=False).pages[0].layer == layer


def test_recognised_text_is_read(draw: Make) -> None:
    assert "Socialnämnden" in [word.text for word in read_document(draw(searchable_scan)).pages[0].words]


def words(prose: str) -> tuple[Word, ...]:
    return tuple(Word(word, 0, 0, 1, 1) for word in prose.split())


@pytest.mark.parametrize(
    ("prose", "broken"),
    [
        (PROSE, False),
        (PROSE.translate(str.maketrans("åäöÅÄÖ", "aaoAAO")), True),
        (PROSE.translate(dict.fromkeys(map(ord, "åäö"), "\ufffd")), True),
        ("".join(chr(ord(c) - 1) if "b" < c < "z" else c for c in PROSE * 2), True),
        (PROSE.replace("e", "\U000f0003"), True),
        (PROSE.replace("e", "3").replace("a", "4"), True),
        ("bcdfg hjklm npqrs tvwxz " * 8, True),
        ("The committee reports a surplus of 1.2 million for the period and the forecast is on budget. " * 5, False),
        ("1 234,5 -17 2 000 100,0 % " * 40, False),
        ("", False),
        ("§ 67 Dnr KS2025/17", False),
        ("\uf0b7", False),
    ],
)
def test_broken_text(prose: str, broken: bool) -> None:
    assert is_broken(words(prose)) == broken


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        (["native"] * 5, TextLayer.NATIVE),
        (["none"] * 5, TextLayer.NONE),
        (["empty"] * 2, TextLayer.NONE),
        (["none", "native", "empty", "native", "none"], TextLayer.NATIVE),
        (["native", "none", "native"], TextLayer.MIXED),
        (["ocr", "none", "ocr"], TextLayer.OCR),
        (["ocr", "native"], TextLayer.MIXED),
        (["broken", "native"], TextLayer.BROKEN),
        (["broken", "native", "native"], TextLayer.NATIVE),
    ],
)
def test_layer_of_a_document(layers: list[str], expected: TextLayer) -> None:
    pages = tuple(Page(n, 600, 800, layer=layer) for n, layer in enumerate(layers, 1))  # type: ignore[arg-type]
    assert text_layer(Reading("0" * 64, "ok", page_count=len(pages), pages=pages)) == expected
