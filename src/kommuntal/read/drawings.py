"""pdfminer's paths and images to ours."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from pdfminer.layout import LTComponent, LTCurve, LTLine
from pdfminer.pdftypes import PDFStream, resolve1, resolve_all

from kommuntal.read.colours import hex_colour
from kommuntal.read.device import PlacedImage
from kommuntal.read.model import Image, Path

Point = tuple[float, float]
Shown = tuple[float, float, float, float]  # what is seen of the page, in pdfminer's coordinates (y upwards)

BEZIER_SHARES = (0.25, 0.5, 0.75)  # where a curve is sampled: a circle becomes a polygon of 16 corners, no diamond


def make_paths(drawn: Iterable[LTComponent], shown: Shown) -> tuple[Path, ...]:
    """Return the lines, rectangles and curves that are seen, cut off at the edge of the page."""
    found = (_path(item, shown) for item in drawn if isinstance(item, LTCurve))
    return tuple(path for path in found if path is not None)


def _path(item: Any, shown: Shown) -> Path | None:
    outline = [(round(x - shown[0], 2), round(shown[3] - y, 2)) for x, y in _outline(item)]
    xs, ys = [x for x, _ in outline], [y for _, y in outline]
    box = _clipped(min(xs), min(ys), max(xs), max(ys), shown)
    if box is None:
        return None
    kind = _kind(item, outline)
    slanted = kind == "line" and box[0] != box[2] and box[1] != box[3]
    return Path(
        kind,
        *box,
        fill=hex_colour(item.non_stroking_color) if item.fill else None,
        stroke=hex_colour(item.stroking_color) if item.stroke else None,
        width=round(item.linewidth, 2),
        points=tuple(outline) if kind == "curve" or slanted else (),
    )


def _kind(item: Any, outline: list[Point]) -> Any:
    """Tell a line from a rectangle from a curve by the shape: programs draw them in many ways."""
    corners = set(outline)
    xs, ys = {x for x, _ in corners}, {y for _, y in corners}
    if isinstance(item, LTLine) or len(corners) <= 2:
        return "line"
    if len(corners) == 4 and len(xs) == 2 and len(ys) == 2:
        return "rect"
    return "curve"


def _outline(item: Any) -> Iterator[Point]:
    """Yield the corners of a path, and points on its curves."""
    at: Point = item.pts[0]
    for command, *points in item.original_path or [("m", p) for p in item.pts]:
        if command == "h":
            continue
        if command == "c":
            yield from _bezier(at, *points)
        elif command == "v":
            yield from _bezier(at, at, *points)
        elif command == "y":
            yield from _bezier(at, *points, points[-1])
        at = points[-1]
        yield at


def _bezier(*controls: Point) -> Iterator[Point]:
    a, b, c, d = controls
    for t in BEZIER_SHARES:
        s = 1 - t
        k = (s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t)
        yield (
            k[0] * a[0] + k[1] * b[0] + k[2] * c[0] + k[3] * d[0],
            k[0] * a[1] + k[1] * b[1] + k[2] * c[1] + k[3] * d[1],
        )


def make_images(drawn: Iterable[LTComponent], shown: Shown) -> tuple[Image, ...]:
    """Return the images that are seen, cut off at the edge of the page."""
    images = []
    for item in drawn:
        if isinstance(item, PlacedImage):
            x0, y0, x1, y1 = item.bbox
            box = _clipped(x0 - shown[0], shown[3] - y1, x1 - shown[0], shown[3] - y0, shown)
            if box is not None:
                size = [resolve1(side) for side in item.srcsize]
                pixels = (int(size[0]), int(size[1])) if all(isinstance(s, (int, float)) for s in size) else (0, 0)
                images.append(Image(*box, pixels=pixels, digest=_digest(item), mcid=item.mcid))
    return tuple(images)


def _digest(item: Any) -> str:
    """Return a hash of all that makes an image look as it does: its data, mask, palette, and the ink of a stencil."""
    digest = sha256()

    def feed_image(stream: Any, depth: int = 0) -> None:
        stream = resolve1(stream)
        if not isinstance(stream, PDFStream):
            digest.update(repr(stream).encode())  # a mask by colour, or none
            return
        digest.update(_raw(stream))
        for name in ("Width", "Height", "W", "H", "Decode", "D"):
            digest.update(repr(resolve_all(stream.attrs.get(name))).encode())
        feed_colours(stream.get_any(("ColorSpace", "CS")))
        if depth == 0:
            feed_image(stream.get("SMask"), 1)
            feed_image(stream.get("Mask"), 1)

    def feed_colours(space: Any) -> None:
        space = resolve1(space)
        for part in map(resolve1, space if isinstance(space, list) else [space]):
            if isinstance(part, list):
                feed_colours(part)
            else:
                digest.update(part.get_data() if isinstance(part, PDFStream) else repr(part).encode())

    feed_image(item.stream)
    if item.imagemask:
        digest.update(repr(item.ink).encode())
    return digest.hexdigest()[:16]


def _raw(stream: PDFStream) -> bytes:
    """Return the data of a stream as it stands in the file, without its encryption, which differs from copy to copy."""
    raw = stream.rawdata
    if raw is None:
        data: bytes = stream.get_data()
        return data
    if stream.decipher and stream.objid is not None and stream.genno is not None:
        raw = stream.decipher(stream.objid, stream.genno, raw, stream.attrs)
    return bytes(raw)


def _clipped(x0: float, top: float, x1: float, bottom: float, shown: Shown) -> Shown | None:
    """Return the part of a box that lies on the page; None when none does."""
    width, height = shown[2] - shown[0], shown[3] - shown[1]
    if x1 < 0 or bottom < 0 or x0 > width or top > height:
        return None
    return (
        round(max(x0, 0.0), 2),
        round(max(top, 0.0), 2),
        round(min(x1, width), 2),
        round(min(bottom, height), 2),
    )
