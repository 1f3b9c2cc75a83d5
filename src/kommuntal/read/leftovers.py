"""Ink on the lines of a page that is in none of the recognised words: lone digits and bullets are passed over.

Coordinates are pixels here.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kommuntal.read.marks import DARK, LEAST_DARK
from kommuntal.read.raster import Grey

SLACK = 0.06  # ems by which the ink of a word may stand out of its box
LEAST, MOST = 0.4, 1.0  # height of a letter or digit, in ems of the line it stands on
TOUCHING = 0.3  # ems from a word of letters within which ink is its full stop, its accent, or dust
EDGE = 0.02  # share of the page's width at its sides, where the shadow of the paper's edge lies
GAP = 0.25  # ems between the letters of a word, at most
BULLET_LEAST, BULLET_MOST, BULLET_REACH = 0.1, 0.5, 3.0  # ems: sides of a bullet, and how far from its text
FREE = 0.6  # ems between a bullet and a number: what stands nearer may be its minus
BULLET_FULL = 0.6  # share of its box that the ink of a bullet fills
MOST_BLOBS = 3000  # of one page; with more of them it is a picture, or dirt


class Spot(NamedTuple):
    """A box in pixels."""

    x0: int
    top: int
    x1: int
    bottom: int


class Placed(NamedTuple):
    """A recognised word: its box, with the height of its whole line, its em, and whether it is all letters."""

    box: Spot
    em: float
    letters: bool


class Leftover(NamedTuple):
    """A bullet, or ink of the size of letters; `word` is the index of the nearest word on its line."""

    box: Spot
    word: int
    bullet: bool


def find_leftovers(grey: Grey, words: Sequence[Placed]) -> list[Leftover]:
    """Return the ink on the lines of words that is in no word, pieces that stand as near as letters together."""
    ink = _ink(grey)
    for box, em, _ in words:
        slack = round(SLACK * em)
        ink[max(0, box.top - slack) : box.bottom + slack, max(0, box.x0 - slack) : box.x1 + slack] = False
    out: list[Leftover] = []
    for spot in sorted(blobs(ink)):
        n = _line_of(spot, words)
        if n is None or not EDGE * grey.shape[1] < spot.x0 < (1 - EDGE) * grey.shape[1]:
            continue
        em = words[n].em
        if words[n].letters and _gap(spot, words[n].box) < TOUCHING * em:
            continue
        if LEAST * em <= spot.bottom - spot.top <= MOST * em and spot.x1 - spot.x0 <= 1.5 * em:
            last = next((k for k, o in enumerate(out) if not o.bullet and _are_letters(o, spot, n, em)), None)
            if last is None:
                out.append(Leftover(spot, n, False))
            else:
                out[last] = Leftover(_around(out[last].box, spot), n, False)
        elif _is_bullet(spot, n, words, ink):
            out.append(Leftover(spot, n, True))
    return out


def _ink(grey: Grey) -> NDArray[np.bool_]:
    paper, darkest = float(np.median(grey[::8, ::8])), float(np.percentile(grey[::4, ::4], 0.5))
    return grey < paper - max(LEAST_DARK, DARK * (paper - darkest))


def blobs(ink: NDArray[np.bool_]) -> list[Spot]:
    """Return the boxes of connected ink; none where there are so many that they are no leftovers of text."""
    spots: list[Spot] = []
    parent: list[int] = []  # of each spot the one it was joined to, itself where it was not

    def root(n: int) -> int:
        while parent[n] != n:
            n = parent[n]
        return n

    above: list[tuple[int, int, int]] = []  # runs of the row before, and the spot each belongs to
    before = -2
    for y in np.flatnonzero(ink.any(axis=1)).tolist():
        edges = np.flatnonzero(np.diff(np.r_[False, ink[y], False].astype(np.int8))).tolist()
        row: list[tuple[int, int, int]] = []
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            joined = {root(n) for a, b, n in above if a <= end and start <= b} if y == before + 1 else set()
            n = len(spots)
            spots.append(Spot(start, y, end, y + 1))
            parent.append(n)
            for other in joined:
                parent[other], spots[n] = n, _around(spots[n], spots[other])
            row.append((start, end, n))
        above, before = row, y
    found = [spot for n, spot in enumerate(spots) if parent[n] == n]
    return found if len(found) <= MOST_BLOBS else []


def _around(one: Spot, other: Spot) -> Spot:
    return Spot(min(one.x0, other.x0), min(one.top, other.top), max(one.x1, other.x1), max(one.bottom, other.bottom))


def _line_of(spot: Spot, words: Sequence[Placed]) -> int | None:
    """Return the nearest of the words on whose line a spot stands."""
    middle = (spot.top + spot.bottom) / 2
    level = [n for n, w in enumerate(words) if w.box.top < middle < w.box.bottom]
    return min(level, key=lambda n: _gap(spot, words[n].box), default=None)


def _gap(one: Spot, other: Spot) -> int:
    return max(other.x0 - one.x1, one.x0 - other.x1)


def _are_letters(one: Leftover, spot: Spot, word: int, em: float) -> bool:
    """Tell whether a spot stands right behind a leftover of the same line."""
    level = min(one.box.bottom, spot.bottom) - max(one.box.top, spot.top) > 0.3 * em
    return (one.word == word or level) and level and -em < spot.x0 - one.box.x1 < GAP * em


def _is_bullet(spot: Spot, word: int, words: Sequence[Placed], ink: NDArray[np.bool_]) -> bool:
    """Tell whether a spot is a small round or square of ink, right before a line and behind nothing."""
    line, em, _ = words[word]
    width, height = spot.x1 - spot.x0, spot.bottom - spot.top
    if not all(BULLET_LEAST * em <= side <= BULLET_MOST * em for side in (width, height)):
        return False
    near = 0.0 if words[word].letters else FREE * em
    if not near < line.x0 - spot.x1 < BULLET_REACH * em or not 0.6 < width / height < 1.7:
        return False
    middle = (spot.top + spot.bottom) / 2
    if any(w.box.top < middle < w.box.bottom and 0 <= spot.x0 - w.box.x1 < em for w in words):
        return False
    return float(ink[spot.top : spot.bottom, spot.x0 : spot.x1].mean()) >= BULLET_FULL
