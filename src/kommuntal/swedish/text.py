"""What every module here shares: a find with its place, spaces made alike, sentences."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from kommuntal.swedish.rules import data, nlp

__all__ = ["Found", "nlp", "sentences", "squash"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """`item` is what the characters `start..end` of the text say."""

    start: int
    end: int
    item: T


# NFKC would turn a raised footnote mark into a digit of the number before it, and half a unit (½, m²) into another
_KEPT = re.compile(r"[²³¹⁰-₟¼-¾⅐-⅞]+")
_INVISIBLE = re.compile(r"[\u00ad\u200b\u2060\ufeff]")


def squash(text: str) -> str:
    """Return the text NFKC-normalised, every run of spaces of any kind as one space, none at the ends."""
    parts, last = [], 0
    for kept in _KEPT.finditer(text):
        parts += [unicodedata.normalize("NFKC", text[last : kept.start()]), kept.group()]
        last = kept.end()
    parts.append(unicodedata.normalize("NFKC", text[last:]))
    return " ".join(_INVISIBLE.sub("", "".join(parts)).split())


# a mark, what closes with it, perhaps a footnote's number, and then something that can begin a sentence
_END = re.compile(r"(?:[.!?…][\"”’')\]]*|(?<=[^\W\d])\.\d{1,2})\s+(?=[\"”’'(\[]?(?:[A-ZÅÄÖÉ]|\d|[•·–-]\s))|\n\s*\n")
_INITIAL_OR_LIST = re.compile(r"(?:(?<!\w)[A-ZÅÄÖ]|(?:^|[:;,]\s+|\()\d{1,2})\.$")
_DOTTED = re.compile(r"(?<!\w)\w{1,2}(?:\.\s?\w{1,3})+\.$")


@cache
def _short(kind: str) -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in sorted(data("abbreviations")[kind], key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})\.$", re.IGNORECASE)


def _goes_on(head: str, following: str) -> bool:
    """Say whether the full stop at the end of `head` ends no sentence."""
    return head.endswith(".") and bool(
        _INITIAL_OR_LIST.search(head)
        or _short("before_more").search(head)
        or (following == "(" and _DOTTED.search(head))
        or (following.isdigit() and _short("before_number").search(head))
    )


def sentences(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each sentence, without the spaces around it, in order and covering every word.

    A full stop ends no sentence after an abbreviation that wants more ("bl.a."), an initial or the number of a list
    item, nor where something follows that begins none.
    """
    out: list[tuple[int, int]] = []
    start = 0
    for end in _END.finditer(text):
        if not _goes_on(text[start : end.end()].rstrip(), text[end.end() : end.end() + 1]):
            out.append((start, end.end()))
            start = end.end()
    out.append((start, len(text)))
    return [
        (a + len(text[a:b]) - len(text[a:b].lstrip()), a + len(text[a:b].rstrip())) for a, b in out if text[a:b].strip()
    ]
