"""Pages read from their picture: what was drawn and scanned crookedly comes back as words, lines and boxes."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image as Picture
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from kommuntal.guard import Limits
from kommuntal.layout import lay_out
from kommuntal.read import read_document, text_layer
from kommuntal.read.model import Box, Reading

Make = Callable[..., Path]
SKEW = 0.5
ROWS = [
    ("Verksamhet", "Budget", "Utfall", "Avvikelse"),
    ("Hemtjänst", "12 450", "12 905", "-455"),
    ("Särskilt boende", "31 200", "30 870", "330"),
    ("Övrigt", "4 115", "4 115", "0"),
    ("Summa", "47 765", "47 890", "-125"),
]
XS, TOP, ROW = (60, 220, 310, 400, 490), 640, 22


def table(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 11)
    canvas.drawString(60, 720, "Socialnämnden redovisar årets första tertial för Granviks kommun.")
    canvas.setFillColor("#1f4e5f")
    canvas.rect(XS[0], TOP - ROW, XS[-1] - XS[0], ROW, stroke=0, fill=1)
    for r, cells in enumerate(ROWS):
        canvas.setFillColor("#ffffff" if r == 0 else "#000000")
        base = TOP - ROW * r - 15
        canvas.drawString(XS[0] + 4, base, cells[0])
        for c, text in enumerate(cells[1:], 1):
            canvas.drawRightString(XS[c + 1] - 4, base, text)
    canvas.setLineWidth(0.6)
    for x in XS:
        canvas.line(x, TOP, x, TOP - ROW * len(ROWS))
    for r in range(len(ROWS) + 1):
        canvas.line(XS[0], TOP - ROW * r, XS[-1], TOP - ROW * r)


def scanned(file: Path, to: Path, dpi: int = 200) -> Path:
    """Write the pages of a PDF as pictures: turned a little, grainy, compressed."""
    canvas = Canvas(str(to), pagesize=(600, 800), invariant=True)
    grain = np.random.default_rng(3)
    with pypdfium2.PdfDocument(file) as drawn:
        for sheet in drawn:
            paper = sheet.render(scale=dpi / 72).to_pil().convert("RGB")
            paper = paper.rotate(-SKEW, Picture.Resampling.BICUBIC, fillcolor=(255, 255, 255))
            pixels = np.asarray(paper).astype(float) * 0.96 + grain.normal(0, 4, (paper.height, paper.width, 1))
            canvas.drawImage(ImageReader(Picture.fromarray(pixels.clip(0, 255).astype(np.uint8))), 0, 0, 600, 800)
            canvas.showPage()
    canvas.save()
    return to


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    folder = tmp_path_factory.mktemp("scan")
    canvas = Canvas(str(folder / "drawn.pdf"), pagesize=(600, 800), invariant=True)
    table(canvas)
    canvas.save()
    return read_document(scanned(folder / "drawn.pdf", folder / "scan.pdf"))


def test_a_scan_is_read(reading: Reading) -> None:
    page = reading.pages[0]
    assert (page.layer, text_layer(reading)) == ("ocr", "ocr")
    assert abs(page.skew - SKEW) <= 0.1
    prose = " ".join(w.text for w in page.words if w.top < 100)
    assert prose == "Socialnämnden redovisar årets första tertial för Granviks kommun."
    assert all(0 <= word.confidence <= 1 for word in page.words)


def test_the_table_of_a_scan_has_its_grid_and_its_numbers(reading: Reading) -> None:
    (found,) = lay_out(reading).tables
    # a space inside a number may be lost in the grain, a digit may not
    assert [[c.replace(" ", "") for c in row] for row in found.grid()] == [
        [c.replace(" ", "") for c in r] for r in ROWS
    ]
    assert sum(cell.confidence >= 0.5 for cell in found.cells if cell.row and cell.column) >= 8


def test_a_filled_band_is_a_box_of_its_colour(reading: Reading) -> None:
    (band,) = (p for p in reading.pages[0].paths if p.fill)
    assert band.box.overlap(Box(XS[0], 160, XS[-1], 160 + ROW)) > 0.9
    assert band.fill is not None
    red, green, blue = bytes.fromhex(band.fill[1:])
    assert red < green < blue < 128


def test_a_place_on_a_crooked_page_is_where_it_is_shown(reading: Reading) -> None:
    page = reading.pages[0]
    first = min(page.words, key=lambda w: (w.top // 5, w.x0))
    shown = page.as_shown(first.box)
    # at the left edge, a page turned to the right about its middle has come up
    assert first.box.top - shown.top == pytest.approx(np.sin(np.radians(SKEW)) * (300 - first.x0), abs=1.5)
    assert shown.width == pytest.approx(first.box.width, abs=0.02)


def test_text_that_is_broken_is_read_from_the_page(draw: Make) -> None:
    prose = (
        "Nämnden redovisar ett överskott för perioden och prognosen för året är att budgeten hålls.",
        "Kostnaderna för köp av platser är lägre än vad som var planerat, medan lönerna har ökat.",
        "Resultatet efter första tertialet är bättre än samma period förra året och det är väntat.",
        "De åtgärder som nämnden har beslutat om ger en lägre kostnad än året före, som väntat.",
        "Arbetet med att stärka kvaliteten fortsätter som beslutat, med fokus på skolan och vården.",
    )

    def lines(canvas: Canvas) -> None:
        for n, line in enumerate(prose):
            canvas.drawString(50, 700 - 16 * n, line)

    picture = ImageReader(pypdfium2.PdfDocument(draw(lines))[0].render(scale=200 / 72).to_pil())

    def searchable(canvas: Canvas) -> None:
        canvas.drawImage(picture, 0, 0, 600, 800)
        hidden = canvas.beginText(50, 700)
        hidden.setTextRenderMode(3)
        for line in prose:  # whoever made it searchable knew no å, ä and ö
            hidden.textLine(line.translate(str.maketrans("åäö", "aao")))
        canvas.drawText(hidden)

    path = draw(searchable)
    assert read_document(path, ocr=False).pages[0].layer == "broken"
    page = read_document(path).pages[0]
    assert page.layer == "ocr"
    read = " ".join(w.text for w in sorted(page.words, key=lambda w: (round(w.top / 8), w.x0)))
    assert read.replace(".", "") == " ".join(prose).replace(".", "")  # a full stop may pass for grain


def test_without_ocr_a_scan_stays_a_gap_that_is_told(tmp_path: Path, draw: Make) -> None:
    path = scanned(draw(table), tmp_path / "scan.pdf")
    plain = read_document(path, ocr=False, cache=tmp_path / "cache")
    assert (plain.status, plain.pages[0].words, text_layer(plain)) == ("ok", (), "none")


def test_a_page_that_takes_too_long_is_named(tmp_path: Path, draw: Make) -> None:
    path = scanned(draw(table), tmp_path / "scan.pdf")
    reading = read_document(path, limits=Limits(ocr_s=0.01))
    assert reading.status == "partial"
    assert [f.number for f in reading.failed] == [1]
    assert "picture" in (reading.reason or "")
    assert reading.pages[0].layer == "none"


def test_a_picture_without_text_stays_as_it_is(draw: Make) -> None:
    def photo(canvas: Canvas) -> None:
        grain = np.random.default_rng(5).normal(120, 30, (160, 120)).clip(0, 255).astype(np.uint8)
        canvas.drawImage(ImageReader(Picture.fromarray(grain)), 0, 0, 600, 800)

    page = read_document(draw(photo)).pages[0]
    assert (page.layer, page.words) == ("none", ())
