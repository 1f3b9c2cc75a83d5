"""Tesseract's side of reading a picture: words with places and confidences, and numbers that are read twice."""

import re
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import tesserocr
from msgspec.structs import replace
from PIL import Image as Picture

from kommuntal.read.device import DESCENT
from kommuntal.read.leftovers import Placed, Spot, find_leftovers
from kommuntal.read.marks import is_explained
from kommuntal.read.model import Box, Word
from kommuntal.read.percent import find_percent
from kommuntal.read.raster import Grey

MODEL = Path(__file__).with_name("tessdata")
EM = 1.05  # of the height from the lowest to the highest letter of a line, which is what a line on a scan can tell
SECOND_SCALE = 0.85  # of the second look: other pixels, so that a chance reading does not come twice
ALONE_SCALES = (1.0, 0.85, 1.3)  # of the looks at a number alone, which all have to agree
SURE = 0.88  # confidence from which a number stands: clear print has .93 and more, a lost comma .7 to .87
SURE_AGAIN = 0.9  # the same of the second look; of less it is looked at alone
CLEAR = 0.7  # confidence from which the second look is believed where the first saw nothing
DOUBTFUL = 0.3  # confidence of a number that two looks do not read alike, or that does not explain its ink
JUNK = 0.5  # confidence under which signs without a letter or a digit are dust, or part of a picture
GARBAGE = 0.4  # confidence under which letters are no word: grain, a part of a picture, ink of something else
CLOSING = frozenset(".,:;!?")
UNREAD = "\ufffd"  # what stands for ink that is letters or digits but could not be read

PERCENT = "%"
CERTAIN = 0.96  # confidence of a percent sign: its shape is its own, as clear print is
TIGHT = 0.17  # ems between a number and a percent sign that is printed without a space

_MAY_BE = re.compile(r"[\d%]")  # in what a percent sign is taken for, or what stands before one
_DIGIT = re.compile(r"\d")
_LONE_MARK = re.compile(r"[^\w\s%–—−§&<>=-]")  # what is read of a bullet or of dust: its ink is looked at again
_MINUS = re.compile(r"^[=~](?=\d)")  # a minus that grain made thicker; whether there is one, its ink will tell
_SAID = re.compile(r"\w")

MARGIN = 12  # pixels of paper round a word that is read by itself


class Reader:
    """Reads pictures of pages. Holds Tesseract's model, some 50 MB; use it as a context."""

    def __init__(self) -> None:
        # Sparse text: every word wherever it stands. What belongs together the layout tells, as for any other page.
        self._page = _tesseract(tesserocr.PSM.SPARSE_TEXT)
        self._word = _tesseract(tesserocr.PSM.SINGLE_WORD)

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._page.End()
        self._word.End()

    def words(self, grey: Grey, scale: float) -> list[Word]:
        """Return the words of a page in points, each with its confidence (0..1); `scale` is pixels a point.

        The page must be straight, its letters dark on light. A number that two looks do not read alike, or that
        leaves ink unexplained, is doubtful. Ink that the look at the whole page passed over (lone digits, bullets) is
        read by itself; what cannot be read is a word too, so that nothing printed looks empty.
        """
        first = _look(self._page, grey, scale)
        signs = _percents(first, grey, scale)
        if signs:
            grey = _without(signs, grey, scale)
            first = _look(self._page, grey, scale)
        second = _look(self._page, _resized(grey, SECOND_SCALE), scale * SECOND_SCALE)
        words = _of_both(first, second)
        words += self._leftovers(grey, scale, words)
        boxes = [word.box for word in words]

        def settled(word: Word) -> Word:
            if not _DIGIT.search(word.text):
                return word
            if _is_read_alike(word, words, first, second) and _is_sure(word, grey, scale, boxes):
                return word
            text, confidence = self._read_alone(grey, scale, word.box)
            alone = replace(word, text=text, confidence=confidence)
            return alone if _is_sure(alone, grey, scale, boxes) else replace(word, confidence=DOUBTFUL)

        return _with_percents([settled(word) for word in words], signs)

    def _read_alone(self, grey: Grey, scale: float, box: Box) -> tuple[str, float]:
        """Return what stands in a box, looked at alone, and how sure that is; "" and 0 where looks differ."""
        x0, x1, top, bottom = (round(side * scale) for side in (box.x0, box.x1, box.top, box.bottom))
        crop = grey[max(0, top - 2) : bottom + 2, max(0, x0 - 2) : x1 + 2]
        if min(crop.shape) < 4:
            return "", 0.0
        framed = np.pad(crop, MARGIN, constant_values=int(np.median(grey[::8, ::8])))
        looks = [_look(self._word, _resized(framed, s), scale * s) for s in ALONE_SCALES]
        texts = {"".join(w.text for w in look) for look in looks}
        if len(texts) > 1 or not looks[0]:
            return "", 0.0
        return texts.pop(), min(w.confidence for look in looks for w in look)

    def _leftovers(self, grey: Grey, scale: float, words: list[Word]) -> list[Word]:
        """Return as words the ink on the lines of the page that is in none of the words."""
        out: list[Word] = []
        for box, n, bullet in find_leftovers(grey, [_in_pixels(word, scale) for word in words]):
            x0, top, x1, bottom = (round(side / scale, 2) for side in box)
            text, confidence = ("•", 1.0) if bullet else self._read_alone(grey, scale, Box(x0, top, x1, bottom))
            if confidence < CLEAR:
                text, confidence = UNREAD, 0.0
            out.append(replace(words[n], text=text, x0=x0, x1=x1, confidence=confidence))
        return out


def _percents(words: list[Word], grey: Grey, scale: float) -> list[Word]:
    """Return the percent signs in and behind numbers, each as a word, whatever was read of them."""
    out: list[Word] = []
    for word in words:
        if not _MAY_BE.search(word.text) or any(_is_in(sign, word.box) and sign.x1 > word.x1 - 1 for sign in out):
            continue
        level = (w.x0 for w in words if w.x0 > word.x1 and w.top < word.bottom and w.bottom > word.top)
        sign = find_percent(word, grey, scale, min(level, default=word.x1 + word.size))
        if sign is not None:
            out.append(replace(word, text=PERCENT, x0=round(sign[0], 2), x1=round(sign[1], 2), confidence=CERTAIN))
    return out


def _without(words: list[Word], grey: Grey, scale: float) -> Grey:
    """Return the picture with paper where these words stand."""
    out = grey.copy()
    for word in words:
        x0, x1, top, bottom = (round(side * scale) for side in (word.x0, word.x1, word.top, word.bottom))
        out[max(0, top) : bottom, max(0, x0) : x1 + 1] = int(np.median(grey[::8, ::8]))
    return out


def _with_percents(words: list[Word], signs: list[Word]) -> list[Word]:
    """Return the words and the percent signs, those that stand right behind a number put to it."""
    out = list(words)
    for sign in signs:
        n = next((n for n, w in enumerate(out) if _DIGIT.search(w.text[-1:]) and _is_behind(sign, w)), None)
        if n is None:
            out.append(sign)
        else:
            out[n] = replace(out[n], text=out[n].text + PERCENT, x1=sign.x1)
    return out


def _is_behind(sign: Word, word: Word) -> bool:
    return sign.top < (word.top + word.bottom) / 2 < sign.bottom and abs(sign.x0 - word.x1) < TIGHT * word.size


def _in_pixels(word: Word, scale: float) -> Placed:
    box = Spot(*(round(side * scale) for side in (word.x0, word.top, word.x1, word.bottom)))
    return Placed(box, word.size * scale, word.text.strip(".,:;!?()").isalpha())


def _tesseract(mode: int) -> Any:
    return tesserocr.PyTessBaseAPI(path=str(MODEL), lang="swe", psm=mode, oem=tesserocr.OEM.LSTM_ONLY)


def _look(tesseract: Any, grey: Grey, scale: float) -> list[Word]:
    tesseract.SetImage(Picture.fromarray(grey))
    tesseract.SetSourceResolution(round(scale * 72))
    tesseract.Recognize()
    found = tesseract.GetIterator()
    words = [] if found is None else [_word(w, scale) for w in tesserocr.iterate_level(found, tesserocr.RIL.WORD)]
    tesseract.Clear()
    return _with_marks([w for w in words if w is not None and (w.confidence >= JUNK or _SAID.search(w.text))])


def _with_marks(words: list[Word]) -> list[Word]:
    """Return the words with the full stops and commas that were read as words of their own put back to theirs."""
    out: list[Word] = []
    for word in words:
        last = out[-1] if out else None
        if (
            last is not None
            and word.text in CLOSING
            and last.text[-1].isalpha()
            and abs(word.bottom - last.bottom) < 0.3 * last.size
            and -0.2 * last.size < word.x0 - last.x1 < 0.35 * last.size
        ):
            out[-1] = replace(last, text=last.text + word.text, x1=word.x1)
        else:
            out.append(word)
    return out


def _word(found: Any, scale: float) -> Word | None:
    level = tesserocr.RIL.WORD
    if found.Empty(level) or (box := found.BoundingBox(level)) is None:
        return None
    text = _MINUS.sub("-", "".join(found.GetUTF8Text(level).split()))
    if not text:
        return None
    line = found.Baseline(level)
    baseline = (line[0][1] + line[1][1]) / 2 if line else box[3]
    size = EM * found.RowAttributes()["row_height"] / scale
    return Word(
        text=text,
        x0=round(box[0] / scale, 2),
        top=round(baseline / scale - (1 - DESCENT) * size, 2),
        x1=round(box[2] / scale, 2),
        bottom=round(baseline / scale + DESCENT * size, 2),
        size=round(size, 2),
        confidence=round(found.Confidence(level) / 100, 3),
    )


def _is_sure(word: Word, grey: Grey, scale: float, boxes: list[Box]) -> bool:
    return word.confidence >= SURE and is_explained(word, grey, scale, boxes)


def _is_read_alike(word: Word, words: list[Word], first: list[Word], second: list[Word]) -> bool:
    """Tell whether both looks saw the same where a word stands, however they parted it."""
    again = _here(second, word.box)
    if not again or not _here(first, word.box) or min(w.confidence for w in again) < SURE_AGAIN:
        return False
    return _joined(again) == _joined(_here(words, *(w.box for w in again)))


def _of_both(first: list[Word], second: list[Word]) -> list[Word]:
    """Return what the first look saw, and the second where the first saw nothing or was unsure; no garbage."""
    clear = [w for w in second if w.confidence >= CLEAR]
    kept = [w for w in first if w.confidence >= GARBAGE or (_DIGIT.search(w.text) and not _here(clear, w.box))]
    added = [w for w in clear if not _here(kept, w.box)]
    return [w for w in (*kept, *added) if not _LONE_MARK.fullmatch(w.text)]


def _here(words: list[Word], *boxes: Box) -> list[Word]:
    """Return the words that stand in one of the boxes, in the order of reading."""
    return [w for w in words if any(_is_in(w, box) for box in boxes)]


def _is_in(word: Word, box: Box) -> bool:
    middle = (box.top + box.bottom) / 2
    shared = min(word.x1, box.x1) - max(word.x0, box.x0)
    return word.top < middle < word.bottom and shared > 0.3 * min(word.x1 - word.x0, box.width)


def _joined(words: list[Word]) -> str:
    return "".join(w.text for w in sorted(words, key=lambda w: w.x0))


def _resized(grey: Grey, share: float) -> Grey:
    if share == 1.0:
        return grey
    size = max(1, round(grey.shape[1] * share)), max(1, round(grey.shape[0] * share))
    return np.asarray(Picture.fromarray(grey).resize(size, Picture.Resampling.LANCZOS))
