"""One PDF page as plain data: words, drawn paths and images, where they stand.

Coordinates are points, origin in the top left corner of the page as it is shown (rotation applied), as in pdfplumber.
These types cross process borders and are kept in the cache, so they hold only what msgspec can write.
"""

from math import cos, radians, sin
from typing import Literal

import msgspec


class Box(msgspec.Struct, frozen=True):
    """A rectangle in points, origin top left, `x0 <= x1` and `top <= bottom`."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def union(self, other: "Box") -> "Box":
        """Return the smallest box that holds both."""
        return Box(
            min(self.x0, other.x0), min(self.top, other.top), max(self.x1, other.x1), max(self.bottom, other.bottom)
        )

    def overlap(self, other: "Box") -> float:
        """Return the share (0..1) of this box's area that lies in the other."""
        width = min(self.x1, other.x1) - max(self.x0, other.x0)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        if width <= 0 or height <= 0:
            return 0.0
        return width * height / max(1e-9, self.width * self.height)


class Word(msgspec.Struct, frozen=True):
    """Characters that stand together, never holding a space; `size` in points, `colour` as #rrggbb.

    `confidence` (0..1) is how sure it is that the characters are these: below 1 only for what was read from a picture.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    font: str = ""
    size: float = 0.0
    bold: bool = False
    colour: str | None = None
    upright: bool = True
    mcid: int | None = None  # marked-content id: ties the word to the tag tree
    artifact: bool = False  # the tags call it page furniture
    confidence: float = 1.0

    @property
    def box(self) -> Box:
        return Box(self.x0, self.top, self.x1, self.bottom)


class Path(msgspec.Struct, frozen=True):
    """A drawn line, rectangle or curve; colours as #rrggbb, None where it is not filled or not stroked.

    `points` is the outline of a curve as a polygon, and the two ends of a line that is neither level nor upright.
    """

    kind: Literal["line", "rect", "curve"]
    x0: float
    top: float
    x1: float
    bottom: float
    fill: str | None = None
    stroke: str | None = None
    width: float = 0.0
    points: tuple[tuple[float, float], ...] = ()

    @property
    def box(self) -> Box:
        return Box(self.x0, self.top, self.x1, self.bottom)


class Image(msgspec.Struct, frozen=True):
    """An image placed on the page; `pixels` is (width, height), and equal images have an equal `digest`.

    Of small ones, which may be symbols, `Reading.icons` holds under the digest what they look like.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    pixels: tuple[int, int] = (0, 0)
    digest: str = ""
    mcid: int | None = None

    @property
    def box(self) -> Box:
        return Box(self.x0, self.top, self.x1, self.bottom)


class Icon(msgspec.Struct, frozen=True):
    """What a small image looks like on the page: `width` x `height` pixels, row by row, three bytes (RGB) each."""

    width: int
    height: int
    rgb: bytes


class TagCell(msgspec.Struct, frozen=True):
    """A TH or TD of the tag tree: the marked-content ids of its text, and how many rows and columns it covers."""

    mcids: tuple[int, ...]
    header: bool = False
    row_span: int = 1
    column_span: int = 1


class TagTable(msgspec.Struct, frozen=True):
    """A Table element of the tag tree, as far as it lies on this page: rows of cells in reading order."""

    rows: tuple[tuple[TagCell, ...], ...]


PageLayer = Literal["native", "ocr", "none", "empty", "broken"]


class Page(msgspec.Struct, frozen=True):
    """One page as it is shown: the crop box, turned by `rotation`; `number` counts from 1.

    `layer` tells a scan (`none`) from a page with nothing on it (`empty`), and text that a program recognised (`ocr`)
    or that is unreadable (`broken`) from text that was set (`native`).

    `skew`: places on a page that was read from its picture are those after it was turned to the left by so many degrees
    about its middle, which makes lines level; `as_shown` gives the place on the page as it is.
    """

    number: int
    width: float
    height: float
    rotation: int = 0
    words: tuple[Word, ...] = ()
    paths: tuple[Path, ...] = ()
    images: tuple[Image, ...] = ()
    layer: PageLayer = "native"
    skew: float = 0.0
    tag_tables: tuple[TagTable, ...] = ()
    tag_headings: tuple[tuple[int, tuple[int, ...]], ...] = ()  # (level, mcids) of H1..H6 on this page

    def as_shown(self, box: Box) -> Box:
        """Return where a box of this page lies on the page as it is shown: of the same size, turned back with it."""
        if not self.skew:
            return box
        sine, cosine = sin(radians(self.skew)), cos(radians(self.skew))
        x, y = (box.x0 + box.x1 - self.width) / 2, (box.top + box.bottom - self.height) / 2
        middle_x, middle_y = self.width / 2 + x * cosine - y * sine, self.height / 2 + x * sine + y * cosine
        left, top = middle_x - box.width / 2, middle_y - box.height / 2
        return Box(round(left, 2), round(top, 2), round(left + box.width, 2), round(top + box.height, 2))


class FailedPage(msgspec.Struct, frozen=True):
    """A page that could not be read, and why."""

    number: int
    reason: str


class OutlineEntry(msgspec.Struct, frozen=True):
    """A bookmark of the PDF; `page` from 1, None where it leads nowhere."""

    level: int
    title: str
    page: int | None = None


class Reading(msgspec.Struct, frozen=True):
    """What came out of one PDF. `page_count` is what the file says; pages that failed are named, never guessed.

    `metadata` holds, where the file says them: title, author, subject, keywords, creator, producer, and created and
    modified as ISO 8601.
    """

    document_id: str
    status: Literal["ok", "partial", "failed"]
    reason: str | None = None
    page_count: int = 0
    pages: tuple[Page, ...] = ()
    failed: tuple[FailedPage, ...] = ()
    metadata: dict[str, str] = {}
    outline: tuple[OutlineEntry, ...] = ()
    icons: dict[str, Icon] = {}
