"""A page of a PDF as a picture, drawn where the PDF can do no harm: in a guarded child process.

    picture = page_picture(Path("report.pdf"), 3, scale=2, marks=[Mark(Box(50, 100, 300, 120), "#c01010")])
    picture.png, picture.scale

pdfium draws what a reader sees. It has no limit of its own on what a page inflates to or how long it takes.
"""

import io
from collections.abc import Sequence
from math import isfinite, sqrt
from pathlib import Path

import msgspec
import pypdfium2
from PIL import Image, ImageDraw

from kommuntal.errors import PictureError, Why
from kommuntal.guard import Limits, guarded
from kommuntal.read.model import Box

LIMITS = Limits(memory_mb=768, cpu_s=30, wall_s=60)  # the heaviest real pages, maps with 100 000 strokes, take 5 s
MOST_PIXELS = 32_000_000  # an A0 drawing at 144 dpi; what would be more is drawn at a smaller scale
LARGEST_SIDE = 100_000.0  # points, 35 m: seven times what the standard allows; no scale makes more of it legible
PASSWORD, SECURITY = 4, 5  # pdfium's FPDF_ERR_PASSWORD and FPDF_ERR_SECURITY


class Mark(msgspec.Struct, frozen=True):
    """A box to draw over the page: place in points, `colour` as #rrggbb, line `width` in pixels.

    What has a `label` is also named in a legend in the corner.
    """

    box: Box
    colour: str
    width: int = 3
    label: str = ""


class Picture(msgspec.Struct, frozen=True):
    """What was drawn: the PNG, and the scale in pixels a point, smaller than asked where the page is too large."""

    png: bytes
    scale: float


class _Refusal(msgspec.Struct, frozen=True):
    """The child's answer where there is no picture to be had. `what` goes on from the name of the file."""

    why: Why
    what: str


def page_picture(
    pdf: Path,
    page: int,
    scale: float = 1.5,
    clip: Box | None = None,
    marks: Sequence[Mark] = (),
    limits: Limits = LIMITS,
) -> Picture:
    """Return a page (counted from 1), or the part of it inside `clip` (points, origin top left), as a picture.

    Raises PictureError with what is in the way: no such file, no such page, a password, damage, a page too large or
    that takes more than `limits`.
    """
    outcome = guarded(_draw, pdf, page, scale, clip, tuple(marks), limits=limits)
    if isinstance(outcome.value, Picture):
        return outcome.value
    if isinstance(outcome.value, _Refusal):
        raise PictureError(outcome.value.why, f"{pdf.name}: {outcome.value.what}")
    if outcome.stopped == "error":
        raise PictureError("damaged", f"{pdf.name}: page {page} cannot be drawn ({outcome.reason}); fetch it again")
    raise PictureError(
        "heavy",
        f"{pdf.name}: drawing page {page} {outcome.reason}; the file may be made to harm: look where it is from before "
        "you open it",
    )


def _draw(pdf: Path, page: int, scale: float, clip: Box | None, marks: tuple[Mark, ...]) -> Picture | _Refusal:
    """Runs in the guarded child."""
    try:
        with pdf.open("rb") as file, pypdfium2.PdfDocument(file) as document:
            if not 1 <= page <= len(document):
                return _Refusal("page", f"there is no page {page}, its pages are 1 to {len(document)}")
            try:
                return _draw_sheet(document[page - 1], page, scale, clip, marks)
            except pypdfium2.PdfiumError as error:
                return _Refusal("damaged", f"page {page} is damaged ({error}); fetch the file again")
    except (OSError, pypdfium2.PdfiumError) as error:
        return _not_opened(error)


def _draw_sheet(
    sheet: pypdfium2.PdfPage, page: int, scale: float, clip: Box | None, marks: tuple[Mark, ...]
) -> Picture | _Refusal:
    width, height = sheet.get_size()
    if not (isfinite(width) and isfinite(height) and 0 < width <= LARGEST_SIDE and 0 < height <= LARGEST_SIDE):
        return _Refusal("large", f"page {page} is {width:.4g} by {height:.4g} points, which no picture can show")
    shown = _within(clip, width, height) if clip else Box(0, 0, width, height)
    if shown is None:
        return _Refusal("page", f"page {page} is {width:.0f} by {height:.0f} points; the place lies outside of it")
    scale = min(scale, sqrt(MOST_PIXELS / (shown.width * shown.height)))
    # pdfium wants to know how much to cut off: left, bottom, right, top.
    cut = (shown.x0, height - shown.bottom, width - shown.x1, shown.top)
    image: Image.Image = sheet.render(scale=scale, crop=cut).to_pil().convert("RGB")
    pen = ImageDraw.Draw(image)
    for mark in marks:
        box = mark.box
        edges = [(box.x0 - shown.x0), (box.top - shown.top), (box.x1 - shown.x0), (box.bottom - shown.top)]
        pen.rectangle([edge * scale for edge in edges], outline=mark.colour, width=mark.width)
    for n, (label, colour) in enumerate(sorted({(mark.label, mark.colour) for mark in marks if mark.label})):
        pen.text((8, 8 + 22 * n), label, fill=colour, font_size=18, stroke_width=2, stroke_fill="white")
    png = io.BytesIO()
    image.save(png, "PNG", compress_level=4)
    return Picture(png.getvalue(), scale)


def _within(clip: Box, width: float, height: float) -> Box | None:
    """Return the part of a place that is on the page; None for less than a point of it."""
    box = Box(max(clip.x0, 0.0), max(clip.top, 0.0), min(clip.x1, width), min(clip.bottom, height))
    return box if box.width >= 1 and box.height >= 1 else None


def _not_opened(error: OSError | pypdfium2.PdfiumError) -> _Refusal:
    if isinstance(error, OSError):
        return _Refusal("gone", f"the file cannot be opened ({error.strerror}); was it moved or removed?")
    if error.err_code in (PASSWORD, SECURITY):
        return _Refusal("password", "the PDF opens with a password only; ask the sender for a copy without one")
    return _Refusal("damaged", "the file is no PDF, or one that is damaged or cut off; fetch it again")
