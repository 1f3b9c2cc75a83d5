"""The percent sign, told by its shape: two rings and a stroke between them.

A recogniser takes it for digits ("43%" for "4396", "80 %" for "80 20"), in two looks alike and sure of it. No two
digits look like it: it has a ring above on the left, one below on the right, and nothing in its other two corners.
"""

from itertools import product

import numpy as np

from kommuntal.read.device import DESCENT
from kommuntal.read.leftovers import Spot, blobs
from kommuntal.read.marks import DARK, Mask, ink_of, line_of
from kommuntal.read.model import Word
from kommuntal.read.raster import Grey

INKS = (DARK, 0.3, 0.6)  # shares of the way from paper to ink: blurred rings close with the first, worn ones break
TALL = 0.86  # ems from the top of the band that is looked at to the line
HEIGHT = 0.5  # ems of the lowest sign; how high it is its ink tells better than its line
APART = (0.4, 1.0)  # from the middle of one ring to that of the other, across, in heights of the sign
RING = (0.12, 0.5)  # height of the hole of a ring, in heights of the sign
ALIKE = 1.9  # times that the hole of one ring may be as high as the other's
STROKE = 0.9  # share of the line between the rings that is ink
CORNER = 0.26  # height of the blank corners, in heights of the sign
BLANK = 0.04  # share of a blank corner that dust may fill
REACH = 1.6  # ems behind a number where its percent sign may stand


def find_percent(word: Word, grey: Grey, scale: float, end: float) -> tuple[float, float] | None:
    """Return where a percent sign begins and ends, in points: in a word, or between it and `end`; else None."""
    em = word.size * scale
    baseline = round((word.bottom - DESCENT * word.size) * scale)
    left, right = max(0, round(word.x0 * scale) - 2), round(min(end, word.x1 + REACH * word.size) * scale) + 2
    band = grey[max(0, baseline - round(TALL * em)) : baseline + round(0.1 * em), left:right]
    if not band.size:
        return None
    dark = ink_of(band, DARK)
    line = band.shape[0] - round(0.1 * em)
    dark = line_of(ink_of(band, DARK), line)
    for share in INKS:
        ink = line_of(ink_of(band, share), line)
        for one, other in product(holes(ink), repeat=2):
            if _is_sign(ink, one, other, em) and dark[:, one.x0 : other.x1].any(axis=0).all():
                return (left + _before(ink, one, em)) / scale, (left + _behind(ink, other)) / scale
    return None


def holes(ink: Mask) -> list[Spot]:
    """Return the boxes of paper that ink surrounds, if only corner to corner."""
    closed = ink.copy()
    closed[1:] |= ink[:-1]
    height, width = ink.shape
    return [s for s in blobs(~closed) if s.x0 > 0 and s.top > 0 and s.x1 < width and s.bottom < height]


def _is_sign(ink: Mask, one: Spot, other: Spot, em: float) -> bool:
    """Tell whether two holes are the rings of a percent sign; the stroke between them is as high as the sign."""
    if one.x0 >= other.x0:
        return False
    rows = np.flatnonzero(ink[:, one.x0 : other.x1].any(axis=1))
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    height = bottom - top
    across = (_middle(other) - _middle(one)) / height
    if height < HEIGHT * em or not APART[0] < across < APART[1] or one.bottom > other.top + 0.14 * height:
        return False
    high, low = sorted((one.bottom - one.top, other.bottom - other.top), reverse=True)
    if not RING[0] * height <= low <= high <= min(RING[1] * height, ALIKE * low):
        return False
    if one.bottom > top + 0.62 * height or other.top < top + 0.38 * height:
        return False
    corner, inner, outer = round(CORNER * height), round(0.03 * height), round(0.1 * height)
    lower = ink[bottom - corner : bottom, max(0, one.x0 - outer) : one.x0 + inner]
    upper = ink[top : top + corner, other.x1 - inner : other.x1 + outer]
    return _is_blank(lower) and _is_blank(upper) and _has_stroke(ink[top:bottom], one, other)


def _middle(spot: Spot) -> float:
    return (spot.x0 + spot.x1) / 2


def _is_blank(part: Mask) -> bool:
    return not part.size or float(part.mean()) <= BLANK


def _has_stroke(ink: Mask, one: Spot, other: Spot) -> bool:
    """Tell whether a straight stroke rises between the rings, from the foot of the sign to its top."""
    height = ink.shape[0]
    rise = np.linspace(1.0, 0.0, height)
    for foot, slope in product(np.arange(one.x0, other.x0, max(1.0, 0.04 * height)), np.arange(0.16, 0.8, 0.05)):
        xs = np.rint(foot + rise * slope * height).astype(int)
        between = _middle(one) < xs[height // 2] < _middle(other)
        if between and xs[0] < min(other.x1, ink.shape[1]) and float(ink[np.arange(height), xs].mean()) >= STROKE:
            return True
    return False


def _before(ink: Mask, ring: Spot, em: float) -> int:
    """Return the column before a ring that has the least ink: what stands left of it is another sign."""
    first = max(0, ring.x0 - round(0.3 * em))
    sums = ink[:, first : ring.x0].sum(axis=0)
    return first + int(np.flatnonzero(sums == sums.min())[-1]) if sums.size else ring.x0


def _behind(ink: Mask, ring: Spot) -> int:
    """Return the first column behind a ring that has no ink."""
    empty = np.flatnonzero(~ink[:, ring.x1 :].any(axis=0))
    return ring.x1 + int(empty[0]) if empty.size else ink.shape[1]
