"""What every module here shares: a find with its place, spaces made alike, sentences."""

import re
import unicodedata
from dataclasses import dataclass
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


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


_END = re.compile(r"[.!?…][\"”’')\]]*(?:\d{1,2}(?=\s))?\s+(?=[\"”’'(\[]?(?:[A-ZÅÄÖÉ]|\d|[•·–-]\s))|\n\s*\n")
_ORDINAL = re.compile(r"(?:^|[\s(])\d{1,2}\.$")


def sentences(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each sentence, without the spaces around it, in order and covering every word.

    A full stop ends no sentence after an abbreviation, an initial or a lone ordinal, or inside a number.
    """
    always = re.compile(rf"(?<!\w)(?:{_alternatives(data('abbreviations')['always'])})\.$", re.IGNORECASE)
    number = re.compile(rf"(?<!\w)(?:{_alternatives(data('abbreviations')['before_number'])})\.$", re.IGNORECASE)
    out: list[tuple[int, int]] = []
    start = 0
    for end in _END.finditer(text):
        head = text[start : end.start() + 1].rstrip()
        following = text[end.end() : end.end() + 1]
        if head.endswith("."):
            if always.search(head) or _ORDINAL.search(head) or re.search(r"(?<!\w)[A-ZÅÄÖ]\.$", head):
                continue
            if following.isdigit() and number.search(head):
                continue
        out.append((start, end.end()))
        start = end.end()
    out.append((start, len(text)))
    trimmed = []
    for a, b in out:
        piece = text[a:b]
        if piece.strip():
            trimmed.append((a + len(piece) - len(piece.lstrip()), a + len(piece.rstrip())))
    return trimmed
