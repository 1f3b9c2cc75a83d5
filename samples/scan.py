"""A page of the invented municipality that exists only as a scan: drawn, painted, laid crookedly, with dust on it."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image as Picture
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from sheet import LEFT, Sheet

DPI = 200
SKEW = 0.5  # degrees by which the paper was fed in crookedly
SPECKS = 60
BODY = "Kultur- och fritidsnämnden"
FOLLOW_UP = [
    ["Verksamhet, tkr", "Budget 2025", "Prognos 2025", "Avvikelse"],
    ["Bibliotek", "17 450", "17 160", "290"],
    ["Kulturskola", "9 380", "9 745", "-365"],
    ["Simhall och idrott", "22 640", "22 815", "-175"],
    ["Föreningsstöd", "5 330", "5 080", "250"],
    ["Summa", "54 800", "54 800", "0"],
]


def draw_scan(folder: Path, truth: Path) -> None:
    """Write a committee's follow-up of one page as a picture in a PDF. Nothing in it is wrong."""
    file = folder / "granvik-kultur-och-fritidsnamnden-uppfoljning-skannad.pdf"
    s = Sheet(
        file,
        kind="interim_report",
        title="Uppföljning januari–april 2025",
        municipality="Granviks kommun",
        municipality_code=None,
        organisation=BODY,
        period_start="2025-01-01",
        period_end="2025-04-30",
        meeting_date=None,
        case_number=None,
        text_layer="ocr",
    )
    s.new_page()
    s.text(LEFT, 70, "GRANVIKS KOMMUN", font="Helvetica-Bold")
    s.y = 110
    s.heading("Delårsuppföljning januari–april 2025", 1)
    s.text(LEFT, s.y + 6, BODY, size=12)
    s.y += 24
    s.paragraph(
        "Nämnden har öppnat biblioteket i Norrsund på lördagar och tagit emot fler elever i kulturskolan än planerat. "
        "Simhallen var stängd en vecka för underhåll, och kostnaden ryms inom budgeten för idrott."
    )
    t = s.table(
        FOLLOW_UP, [180, 90, 90, 90], style="grid", kind="operating_statement", unit="tkr", totals=(5,), size=10
    )
    text = "Kulturskolan beräknas kosta 365 tkr mer än budget."
    s.paragraph(text)
    s.claim(text, "365 tkr mer än budget", "365", "tkr", "variance", [(t, 2, 3)], period="2025")
    s.save(truth)
    _scan(file)


def _scan(file: Path) -> None:
    """Replace a drawn page by a picture of it in black and white."""
    with pypdfium2.PdfDocument(file.read_bytes()) as drawn:
        paper = drawn[0].render(scale=DPI / 72, grayscale=True).to_pil()
    paper = paper.rotate(-SKEW, Picture.Resampling.BICUBIC, fillcolor=255)
    pixels = np.array(paper)
    dust = np.random.default_rng(1)
    for x, y in zip(
        dust.integers(0, pixels.shape[1] - 2, SPECKS), dust.integers(0, pixels.shape[0] - 2, SPECKS), strict=True
    ):
        pixels[y : y + 2, x : x + 2] = 0
    canvas = Canvas(str(file), pagesize=A4, invariant=1)
    picture = BytesIO()
    Picture.fromarray(pixels).point(lambda level: 255 if level > 140 else 0).convert("1").save(picture, "PNG")
    picture.seek(0)
    canvas.drawImage(ImageReader(picture), 0, 0, *A4)
    canvas.save()
