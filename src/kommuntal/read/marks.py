"""Whether a recognised number explains the ink that stands where it was read.

A recogniser may drop a decimal comma or a minus in two looks alike, and be sure of it. The ink is the witness: commas
and points are low marks, a minus is a flat one, and they can be counted without knowing what any digit is.
"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kommuntal.read.device import DESCENT
from kommuntal.read.model import Box, Word
from kommuntal.read.raster import Grey

Mask = NDArray[np.bool_]

SLACK = 0.15  # ems by which ink may stand out of the box of its word
BESIDE = 0.9  # ems to the left and right of a number where its sign or another digit may stand
DUST = 0.004  # square ems of ink that are nothing
LOW = 0.55  # share of the height of a digit that lies above a mark which is a comma or a point
FLAT, LONG = 0.3, 0.15  # most height (of a digit) and least width (in ems) of a minus
BELOW = 0.06  # ems below the line from which ink hangs
TAIL = 0.17  # ems: the tail of a comma is narrower, a digit of an old face that hangs is wider
DARK, FAINT = 0.45, 0.2  # share of the way from paper to the darkest ink: of strokes, and of the thinnest of them
LEAST_DARK = 40  # levels of grey between paper and ink, where there is ink

MIDDLE = 0.7  # where the middle of digits lies, from the top of the band that is looked at to the baseline

LOW_SIGNS, FLAT_SIGNS = ".,…", "-–—−"
HANGING = set(",;()[]/|jgpqy§_Q@479")  # signs with a narrow tail below the line, in some face
TWO_PIECES = {"%": 2, "‰": 3, '"': 1, "”": 1, "“": 1, ":": 0, "…": 2}  # pieces beyond the one that each sign has


def is_explained(word: Word, grey: Grey, scale: float, words: list[Box]) -> bool:
    """Tell whether the marks of a number are on the page, and no others in it or right beside it.

    `words` are the boxes of all words of the page, whose ink is not that of a lost sign.
    """
    em = word.size * scale
    baseline = round((word.bottom - DESCENT * word.size) * scale)
    top, bottom = max(0, baseline - round(0.85 * em)), baseline + round(0.25 * em)
    x0, x1 = round(word.x0 * scale), round(word.x1 * scale)
    band = grey[top:bottom, max(0, x0 - round(BESIDE * em)) : x1 + round(BESIDE * em)]
    if not band.size:
        return False
    left = x0 - max(0, x0 - round(BESIDE * em))
    inside = slice(left, left + x1 - x0)
    ink, faint = _ink(band, DARK), _ink(band, FAINT)
    own, own_faint = (_of_line(part[:, inside], baseline - top) for part in (ink, faint))
    if len([p for p in _pieces(own_faint) if p.sum() >= DUST * em * em]) > _most_pieces(word.text):
        return False
    marks = _marks_agree(word.text, own, em, baseline - top)
    return marks and not _ink_beside(word, ink, left, x1 - x0, scale, words)


def _ink(grey: Grey, share: float) -> Mask:
    paper = float(np.percentile(grey, 80))
    darkest = float(np.percentile(grey, 1))
    return grey < paper - max(LEAST_DARK, share * (paper - darkest))


def _of_line(ink: Mask, baseline: int) -> Mask:
    """Return the ink of one line of text: what an empty row parts from it is a rule, or the line below or above."""
    rows: Mask = np.logical_or.reduce(ink, axis=1)
    middle = int(baseline * MIDDLE)
    above, below = np.flatnonzero(~rows[:middle]), np.flatnonzero(~rows[middle:])
    out = ink.copy()
    if above.size:
        out[: above[-1]] = False
    if below.size:
        out[middle + below[0] :] = False
    return out


def _most_pieces(text: str) -> int:
    return len(text) + sum(TWO_PIECES.get(c, 0) for c in text)


def _marks_agree(text: str, ink: Mask, em: float, baseline: int) -> bool:
    """Tell whether there are as many minuses as in the text, and no more commas and points."""
    pieces = [p for p in _pieces(ink) if p.sum() >= DUST * em * em]
    if not pieces:
        return False
    spans = [_span(p) for p in pieces]
    tall = [bottom - top for top, bottom in spans if bottom - top > 0.4 * em]
    digit = float(np.median(tall)) if tall else 0.7 * em
    low = flat = 0
    for piece, (top, bottom) in zip(pieces, spans, strict=True):
        if bottom - top <= FLAT * digit and piece.shape[1] >= LONG * em and bottom <= baseline - 0.1 * digit:
            flat += 1
        elif top > baseline - (1 - LOW) * digit:
            low += 1
    if low > sum(text.count(c) for c in LOW_SIGNS) or flat != sum(text.count(c) for c in FLAT_SIGNS):
        return False
    tails = _pieces(ink[baseline + round(BELOW * em) + 1 :])
    return bool(HANGING & set(text)) or not any(tail.shape[1] <= TAIL * em for tail in tails)


def _pieces(ink: Mask) -> list[Mask]:
    """Return the pieces of ink that an empty column parts."""
    columns = np.flatnonzero(ink.any(axis=0))
    if not columns.size:
        return []
    cuts = [0, *(np.flatnonzero(np.diff(columns) > 1) + 1).tolist(), columns.size]
    return [ink[:, columns[a] : columns[b - 1] + 1] for a, b in pairwise(cuts)]


def _span(piece: Mask) -> tuple[int, int]:
    rows = np.flatnonzero(piece.any(axis=1))
    return int(rows[0]), int(rows[-1]) + 1


def _ink_beside(word: Word, ink: Mask, left: int, width: int, scale: float, words: list[Box]) -> bool:
    """Tell whether there is ink beside a word, on its line, that is in no word."""
    em = word.size * scale
    free = ink.copy()
    slack = round(SLACK * em)
    free[:, max(0, left - slack) : left + width + slack] = False
    origin = word.x0 * scale - left
    for box in words:
        if box.top < word.bottom and box.bottom > word.top:
            a, b = round(box.x0 * scale - origin) - slack, round(box.x1 * scale - origin) + slack
            if b > 0:
                free[:, max(0, a) : b] = False
    # Ink at the upper and lower edge of the band belongs to the lines above and below.
    middle = free[round(0.2 * em) : round(0.9 * em)]
    return float(middle.sum()) > DUST * 2 * em * em
