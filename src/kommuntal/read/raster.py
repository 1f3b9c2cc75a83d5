"""A page as a picture: painted in grey and in colour, and turned so that its lines of text run level."""

from dataclasses import dataclass, replace
from math import radians, sqrt, tan

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image as Picture

Grey = NDArray[np.uint8]
Colour = NDArray[np.uint8]

DPI = 300  # what recognition is made for: letters of 10 points are some 20 pixels high without their ascenders
MOST_PIXELS = 24_000_000  # of one page: A3 at 300 dpi is 17 million; larger sheets are painted coarser
STRIPS = 40  # a page is cut into so many upright strips, which slide against each other as its lines slope
STEEPEST = 3.0  # degrees; a page that was fed in more crookedly than that is read as it is
COARSER = 2  # colours are kept at this part of the scale: fills and symbols are larger than letters
LEVEL = 0.04  # degrees: 0.35 points from edge to edge of a page, less than baselines vary in print


@dataclass(frozen=True)
class Raster:
    """`grey` is height x width, `scale` its pixels a point; `colour` is height x width x 3 (RGB) at half of the scale.

    `skew` is how many degrees the page was turned to the left (counterclockwise) to lie straight.
    """

    grey: Grey
    colour: Colour
    scale: float
    skew: float = 0.0


def paint(sheet: pypdfium2.PdfPage) -> Raster:
    """Return a page as a reader sees it, turned by nothing but what the file says."""
    width, height = sheet.get_size()
    scale = min(DPI / 72, sqrt(MOST_PIXELS / max(1.0, width * height)))
    picture = sheet.render(scale=scale, rev_byteorder=True).to_pil().convert("RGB")
    return Raster(np.asarray(picture.convert("L")), np.asarray(picture.reduce(COARSER)), scale)


def straightened(raster: Raster) -> Raster:
    """Return the page turned so that its lines are level; as it is where they are, or where none are found."""
    skew = find_skew(raster.grey)
    if abs(skew) < LEVEL:
        return raster
    return replace(raster, grey=_turned(raster.grey, skew), colour=_turned(raster.colour, skew), skew=skew)


def _turned(pixels: NDArray[np.uint8], degrees: float) -> NDArray[np.uint8]:
    """Return a picture turned to the left about its middle, its corners filled with paper."""
    paper = np.median(pixels[::8, ::8], axis=(0, 1)).astype(int).tolist()
    ground = tuple(paper) if isinstance(paper, list) else paper
    turned = Picture.fromarray(pixels).rotate(degrees, Picture.Resampling.BICUBIC, fillcolor=ground)
    return np.asarray(turned)


def find_skew(grey: Grey) -> float:
    """Return the degrees by which lines of text sink towards the right, 0.0 where the page has no lines to tell by.

    The page is cut into upright strips. Slid against each other by the right slope, the lines of all strips fall
    together, and the sum over them has the deepest gaps between lines: the sum of its squared steps is greatest.
    """
    dark = (grey < np.median(grey[::8, ::8]) * 0.7).astype(np.float32)
    if not dark.any():
        return 0.0
    strips = [part.mean(axis=1) for part in np.array_split(dark, STRIPS, axis=1)]
    apart = grey.shape[1] / STRIPS

    def clearness(angle: float) -> float:
        slide = tan(radians(angle)) * apart
        total = sum(np.roll(strip, -round(slide * (n - STRIPS / 2))) for n, strip in enumerate(strips))
        return float(np.square(np.diff(total)).sum())

    best = max((n / 10 for n in range(int(-STEEPEST * 10), int(STEEPEST * 10) + 1)), key=clearness)
    if abs(best) >= STEEPEST:
        return 0.0
    finer: list[float] = [best + n / 50 for n in range(-5, 6)]
    finest: float = max(finer, key=clearness)
    return round(finest, 2)
