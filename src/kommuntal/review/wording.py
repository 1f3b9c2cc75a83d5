"""Where two wordings differ, word by word."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import groupby

ALIKE = 0.5  # share of words in common below which two texts are two texts, and every word of them differs
MOST_WORDS = 500
Piece = tuple[str, bool]  # words as they stand, and whether the other text lacks them


def differing(left: str, right: str) -> tuple[list[Piece], list[Piece]]:
    """Return both texts in pieces, those marked that only one of them has.

    Nothing is marked where they have little in common, or are so long that nobody would read the marks.
    """
    words, others = _words(left), _words(right)
    if max(len(words), len(others)) > MOST_WORDS:
        return [(left, False)], [(right, False)]
    matcher = SequenceMatcher(None, [w.strip() for w in words], [w.strip() for w in others], autojunk=False)
    if matcher.ratio() < ALIKE:
        return [(left, False)], [(right, False)]
    marked, marked_others = [True] * len(words), [True] * len(others)
    for one, other, size in matcher.get_matching_blocks():
        marked[one : one + size] = marked_others[other : other + size] = [False] * size
    return _pieces(words, marked), _pieces(others, marked_others)


def _words(text: str) -> list[str]:
    return re.findall(r"\S+\s*|\s+", text)


def _pieces(words: Sequence[str], marked: Sequence[bool]) -> list[Piece]:
    groups = groupby(zip(words, marked, strict=True), key=lambda pair: pair[1])
    return [("".join(word for word, _ in group), differs) for differs, group in groups]
