"""Where the text of a page, and of a document, comes from, and whether it can be trusted."""

import re
from collections import Counter
from collections.abc import Iterable

from kommuntal.read.characters import is_unreadable
from kommuntal.read.device import FULL_PAGE
from kommuntal.read.model import Image, PageLayer, Path, Reading, Word
from kommuntal.schema.enums import TextLayer

FEW_WORDS = 20  # stamped on a scan: page number, case number, date
MANY_PATHS = 200  # letters turned into outlines; no drawing without a word has so many

# Swedish text has å ä ö in one letter of twenty, so that 300 letters without any have lost them (chance < 1e-6).
ENOUGH_LETTERS = 300
SWEDISH = {"och", "att", "som", "till", "det", "av", "en", "med", "den", "har", "inte", "ska", "vid", "om", "ett", "i"}
ENGLISH = {"the", "of", "and", "to", "in", "a", "is", "that", "for", "on", "with", "as", "are", "by", "from", "or"}
SWEDISH_SHARE = 0.1  # of all words, at least, in Swedish prose
ENOUGH_WORDS = 100  # in small letters, of which prose, and a page of labels too, has some of the above

UNREADABLE_SHARE, FEW_UNREADABLE = 0.1, 10  # of characters; fewer are bullets and pictures
HURT_SHARE, FEW_HURT = 0.1, 5  # of words that hold letters, and something unreadable among them
ODD_SHARE, FEW_ODD = 0.3, 20  # of words that no language has: no vowel, or digits inside

_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W_]{4,}")
_VOWEL = re.compile(r"(?i)[aeiouyåäöæøéèüáíóúàêâôîû]")
_DIGIT_INSIDE = re.compile(r"[^\W\d_]{2}\d[^\W\d_]")


def page_layer(
    words: tuple[Word, ...],
    paths: tuple[Path, ...],
    images: Iterable[Image],
    hidden: float,
    width: float,
    height: float,
) -> PageLayer:
    """Tell what kind of text a page holds. `hidden` is the share of its characters that are not seen.

    "none" is a scan, or letters drawn as outlines; a stamp on a scan does not make it text. "ocr" is text put under or
    over the picture of the page by a program that recognised it; "broken" is text that cannot be what is printed.
    """
    covered = max((_share_of_page(image, width, height) for image in images), default=0.0)
    if hidden > 0.5 and covered >= FULL_PAGE:
        return "broken" if is_broken(words) else "ocr"
    if not words:
        return "none" if covered > FULL_PAGE / 2 or len(paths) >= MANY_PATHS else "empty"
    if covered >= FULL_PAGE and len(words) < FEW_WORDS:
        return "none"
    return "broken" if is_broken(words) else "native"


def is_broken(words: Iterable[Word]) -> bool:
    """Tell whether text is unreadable: characters lost, å ä ö lost, or letters that make no words."""
    texts = [word.text for word in words]
    whole = "".join(texts)
    unreadable = sum(map(is_unreadable, whole))
    hurt = sum(bool(_LETTER.search(text)) and any(map(is_unreadable, text)) for text in texts) if unreadable else 0
    if _many(unreadable, len(whole), UNREADABLE_SHARE, FEW_UNREADABLE) or _many(hurt, len(texts), HURT_SHARE, FEW_HURT):
        return True
    letters = _LETTER.findall(whole)
    swedish = sum(text.lower() in SWEDISH for text in texts)
    if len(letters) >= ENOUGH_LETTERS and swedish >= SWEDISH_SHARE * len(texts):
        return not any(c in "åäöÅÄÖ" for c in letters)
    small = [text for text in texts if text.isalpha() and text.islower()]
    if len(small) >= ENOUGH_WORDS and not any(text in SWEDISH or text in ENGLISH for text in small):
        return True
    long = [text for text in _WORD.findall(" ".join(texts)) if _LETTER.search(text)]
    odd = sum(not _VOWEL.search(text) or bool(_DIGIT_INSIDE.search(text)) for text in long)
    return _many(odd, len(long), ODD_SHARE, FEW_ODD)


def _many(count: int, total: int, share: float, few: int) -> bool:
    return count >= few and count > share * total


def text_layer(reading: Reading) -> TextLayer:
    """Tell where the text of a document comes from.

    Covers may be pictures, so that a first or last page without text does not make a document mixed. Broken is a
    document of whose pages with text at least half are.
    """
    counts = Counter(page.layer for page in reading.pages)
    text = counts["native"] + counts["ocr"] + counts["broken"]
    if not text:
        return TextLayer.NONE
    if counts["broken"] * 2 >= text:
        return TextLayer.BROKEN
    if not counts["native"]:
        return TextLayer.OCR
    covers = sum(page.layer == "none" and page.number in (1, reading.page_count) for page in reading.pages)
    return TextLayer.MIXED if counts["ocr"] or counts["none"] > covers else TextLayer.NATIVE


def _share_of_page(image: Image, width: float, height: float) -> float:
    seen_width = min(image.x1, width) - max(image.x0, 0.0)
    seen_height = min(image.bottom, height) - max(image.top, 0.0)
    return max(seen_width, 0.0) * max(seen_height, 0.0) / (width * height) if width * height else 0.0
