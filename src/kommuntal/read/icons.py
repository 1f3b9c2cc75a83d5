"""What small images look like: they may be the symbols that say whether a goal was met."""

from contextlib import suppress
from typing import BinaryIO

import pypdfium2

from kommuntal.read.model import Icon, Image, Page

MOST_WIDTH, MOST_HEIGHT, LEAST = 160.0, 40.0, 4.0  # points: traffic lights, ticks, arrows, progress bars
PIXELS = 2  # a point: enough to tell a tick from a cross, and a share of a bar to 1 %
MOST_ICONS = 500  # of one document; with more they are no symbols


class IconPainter:
    """Paints the small images of one document, each look once; the page is drawn by pdfium, as a reader sees it."""

    def __init__(self, pdf: BinaryIO) -> None:
        self._pdf = pdf
        self._document: pypdfium2.PdfDocument | None = None
        self._known: set[str] = set()

    def new_icons(self, page: Page) -> dict[str, Icon]:
        """Return the icons of this page that did not come before, by digest."""
        out: dict[str, Icon] = {}
        for image in page.images:
            if _is_small(image) and image.digest not in self._known and len(self._known) < MOST_ICONS:
                self._known.add(image.digest)
                with suppress(pypdfium2.PdfiumError, ValueError, IndexError):
                    out[image.digest] = self._paint(page, image)
        return out

    def _paint(self, page: Page, image: Image) -> Icon:
        if self._document is None:
            self._document = pypdfium2.PdfDocument(self._pdf)
        sheet = self._document[page.number - 1]
        try:
            # pdfium wants to know how much to cut off: left, bottom, right, top.
            cut = (image.x0, page.height - image.bottom, page.width - image.x1, image.top)
            bitmap = sheet.render(scale=PIXELS, crop=cut, rev_byteorder=True)
            row = bitmap.width * bitmap.n_channels
            rows = [bytes(bitmap.buffer[y * bitmap.stride : y * bitmap.stride + row]) for y in range(bitmap.height)]
            rgb = b"".join(rows) if bitmap.n_channels == 3 else _three_of_four(b"".join(rows))
            return Icon(bitmap.width, bitmap.height, rgb)
        finally:
            sheet.close()


def _three_of_four(rgba: bytes) -> bytes:
    rgb = bytearray(len(rgba) // 4 * 3)
    for channel in range(3):
        rgb[channel::3] = rgba[channel::4]
    return bytes(rgb)


def _is_small(image: Image) -> bool:
    box = image.box
    return LEAST <= box.width <= MOST_WIDTH and LEAST <= box.height <= MOST_HEIGHT
