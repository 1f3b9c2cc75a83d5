"""Coloured symbols of a page that is a picture: circles, squares, arrows and ticks that stand free of the words.

What they are the layout tells, as of any small image. A page without colour gives none: in shades of grey a green
circle is no other than a red one, and what is not seen is not guessed.
"""

from collections.abc import Sequence
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from kommuntal.read.leftovers import Spot, blobs
from kommuntal.read.model import Box, Icon, Image, Path, Word
from kommuntal.read.raster import COARSER, Colour, Raster

Mask = NDArray[np.bool_]

VIVID = 60  # levels between the strongest and the weakest of red, green and blue where there is colour
INKED = 60  # levels of grey from the paper
LEAST, MOST = 6.0, 32.0  # points: sides of a symbol; smaller are bullets and letters
SLIM = 0.4  # of one side to the other, at least
THIN = 0.25  # share of its box that a tick or an arrow fills
SOLID = 0.68  # share of its box that a disc or a square fills, and no letter
ROUND = 0.8  # of one side of a disc to the other, at least
RIM = 1.5  # points of paper round a symbol that are shown with it
MOST_SYMBOLS = 100  # of one page; with more it is a map or a photograph


def find_symbols(raster: Raster, words: Sequence[Word]) -> tuple[list[Image], dict[str, Icon]]:
    """Return the symbols of a page in points, and what they look like by digest; the raster must be straight.

    Grey discs and squares count where others are coloured: there, grey is a colour too.
    """
    scale = raster.scale / COARSER
    colour = raster.colour.astype(np.int16)
    vivid = colour.max(axis=2) - colour.min(axis=2) > VIVID
    paper = int(np.median(colour[::4, ::4]))
    found = [s for s in blobs(vivid) if _is_symbol(s, vivid, scale, words, THIN)]
    if not found or len(found) > MOST_SYMBOLS:
        return [], {}
    grey = (colour.mean(axis=2) < paper - INKED) & ~vivid
    found += [s for s in blobs(grey) if _is_symbol(s, grey, scale, words, SOLID)]
    images, icons = [], {}
    for spot in found:
        image, icon = _cut_out(raster.colour, spot, scale)
        images.append(image)
        icons[image.digest] = icon
    return images, icons


def _is_symbol(spot: Spot, mask: Mask, scale: float, words: Sequence[Word], full: float) -> bool:
    width, height = (spot.x1 - spot.x0) / scale, (spot.bottom - spot.top) / scale
    if not (LEAST <= width <= MOST and LEAST <= height <= MOST and SLIM <= width / height <= 1 / SLIM):
        return False
    filled = float(mask[spot.top : spot.bottom, spot.x0 : spot.x1].mean())
    solid = filled >= SOLID and ROUND <= width / height <= 1 / ROUND
    box = Box(spot.x0 / scale, spot.top / scale, spot.x1 / scale, spot.bottom / scale)
    there = [w for w in words if w.box.overlap(box) > 0.3 or box.overlap(w.box) > 0.3]
    if there:  # a symbol that was read as letters; letters may be coloured too, but none of them is solid
        return solid and all(box.x0 - RIM < w.x0 and w.x1 < box.x1 + RIM for w in there)
    return solid if full == SOLID else filled >= full


def _cut_out(colour: Colour, spot: Spot, scale: float) -> tuple[Image, Icon]:
    rim = round(RIM * scale)
    rows = slice(max(0, spot.top - rim), spot.bottom + rim)
    pixels = np.ascontiguousarray(colour[rows, max(0, spot.x0 - rim) : spot.x1 + rim])
    height, width = pixels.shape[:2]
    digest = sha256(pixels.tobytes()).hexdigest()[:16]
    x0, top, x1, bottom = (round(side / scale, 2) for side in spot)
    return Image(x0, top, x1, bottom, pixels=(width, height), digest=digest), Icon(width, height, pixels.tobytes())


def without_symbols(
    paths: Sequence[Path], words: Sequence[Word], images: Sequence[Image]
) -> tuple[list[Path], list[Word]]:
    """Return the paths and words of a page but for those that are one of its symbols."""
    return (
        [p for p in paths if not any(p.box.overlap(i.box) > 0.8 for i in images)],
        [w for w in words if not any(w.box.overlap(i.box) > 0.3 or i.box.overlap(w.box) > 0.3 for i in images)],
    )
