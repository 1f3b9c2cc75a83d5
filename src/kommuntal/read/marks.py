"""Whether a recognised number explains the ink that stands where it was read.

A recogniser may drop a decimal comma or a minus in two looks alike, and be sure of it. The ink is the witness: commas
and points are low marks, a minus is a flat one, and they can be counted without knowing what any digit is.
"""

from itertools import pairwise
from math import ceil, floor

import numpy as np
from msgspec.structs import replace
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

DIGIT = 0.64  # ems that a digit is high, in the face with the lowest
WIDEST, PITCH = 0.82, 0.9  # heights of a digit that one is wide, and from one to the next, in the widest face
NARROWEST, LEAST_PITCH = 0.3, 0.55  # the same in the narrowest face

LOW_SIGNS, FLAT_SIGNS = ".,…", "-–—−"
HANGING = set(",;()[]/|jgpqy§_Q@479")  # signs with a narrow tail below the line, in some face
TWO_PIECES = {"%": 2, "‰": 3, '"': 1, "”": 1, "“": 1, ":": 0, "…": 2}  # pieces beyond the one that each sign has


def is_explained(word: Word, grey: Grey, scale: float, words: list[Box]) -> bool:
    """Tell whether the marks of a number are on the page, and no others in it or right beside it.

    `words` are the boxes of all words of the page, whose ink is not that of a lost sign.
    """
    word = _as_high_as_its_ink(word, grey, scale)
    em = word.size * scale
    baseline = round((word.bottom - DESCENT * word.size) * scale)
    top, bottom = max(0, baseline - round(0.85 * em)), baseline + round(0.25 * em)
    x0, x1 = round(word.x0 * scale), round(word.x1 * scale)
    band = grey[top:bottom, max(0, x0 - round(BESIDE * em)) : x1 + round(BESIDE * em)]
    if not band.size:
        return False
    left = x0 - max(0, x0 - round(BESIDE * em))
    inside = slice(left, left + x1 - x0)
    ink, faint = ink_of(band, DARK), ink_of(band, FAINT)
    own, own_faint = (line_of(part[:, inside], baseline - top) for part in (ink, faint))
    if len([p for p in _pieces(own_faint) if p.sum() >= DUST * em * em]) > _most_pieces(word.text):
        return False
    marks = _marks_agree(word.text, own, em, baseline - top)
    return marks and not _ink_beside(word, ink, left, x1 - x0, scale, words)


def _as_high_as_its_ink(word: Word, grey: Grey, scale: float) -> Word:
    """Return a number in no larger type than its digits are high: a line's height is at times that of two lines."""
    baseline = word.bottom - DESCENT * word.size
    line = round(baseline * scale)
    top, left = max(0, line - round(0.85 * word.size * scale)), max(0, round(word.x0 * scale))
    part = grey[top : line + 1, left : round(word.x1 * scale)]
    heights = [_span(p)[1] - _span(p)[0] for p in _pieces(line_of(ink_of(part, DARK), line - top))] if part.size else []
    size = min(word.size, max(heights, default=0) / DIGIT / scale or word.size)
    return replace(word, size=size, bottom=baseline + DESCENT * size)


def ink_of(grey: Grey, share: float) -> Mask:
    """Return where a picture of a line is darker than this share of the way from its paper to its darkest ink."""
    paper = float(np.percentile(grey, 80))
    darkest = float(np.percentile(grey, 1))
    return grey < paper - max(LEAST_DARK, share * (paper - darkest))


def line_of(ink: Mask, baseline: int) -> Mask:
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
    digits = [
        p
        for p, (top, bottom) in zip(pieces, spans, strict=True)
        if bottom - top > FLAT * digit and top <= baseline - (1 - LOW) * digit
    ]
    if not _are_digits(text, digits, digit):
        return False
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


def _are_digits(text: str, pieces: list[Mask], height: float) -> bool:
    """Tell whether these pieces of ink may be the digits of a text, as far as their widths and simplest shapes say.

    What its last two digits are is not settled where they touch: a percent sign in poor print is like two digits.
    """
    signs = [c for c in text if c not in LOW_SIGNS and c not in FLAT_SIGNS]
    if not pieces or not all(c.isdigit() or c in "()" for c in signs):
        return True
    widths = [piece.shape[1] / height for piece in pieces]
    if widths[-1] > WIDEST and text[-2:].isdigit():
        return False
    least = sum(1 + max(0, ceil((width - WIDEST) / PITCH)) for width in widths)
    most = sum(1 + max(0, floor((width - NARROWEST) / LEAST_PITCH)) for width in widths)
    if not least <= len(signs) <= most:
        return False
    if len(signs) != len(pieces):
        return True
    return all(_is_seven(p) == (c == "7") for c, p in zip(signs, pieces, strict=True) if c in "17")


def _is_seven(piece: Mask) -> bool:
    """Tell a 7 from a 1: it is as wide as it ever is at its top, and narrow at its foot."""
    top, bottom = _span(piece)
    height = bottom - top
    head = _reach(piece[top : top + max(1, round(0.16 * height))])
    foot = _reach(piece[bottom - max(1, round(0.3 * height)) : bottom])
    return head > 0.42 * height and head > 0.8 * piece.shape[1] and foot < 0.75 * head


def _reach(rows: Mask) -> int:
    columns = np.flatnonzero(rows.any(axis=0))
    return int(columns[-1] - columns[0]) + 1 if columns.size else 0


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
        if box.top < (word.top + word.bottom) / 2 < box.bottom:
            a, b = round(box.x0 * scale - origin) - slack, round(box.x1 * scale - origin) + slack
            if b > 0:
                free[:, max(0, a) : b] = False
    # Ink at the upper and lower edge of the band belongs to the lines above and below.
    middle = free[round(0.2 * em) : round(0.9 * em)]
    return float(middle.sum()) > DUST * em * em
