"""One name in two prints: what they may differ in and still be one, and what makes them two. See data/variants.toml."""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache, lru_cache

from kommuntal.swedish.rules import data

STEM = 3  # letters that two forms of one word share
LONG = 11  # letters of a word in which one letter may be a slip; in a shorter one it makes another word
HEAD, TAIL = 4, 3  # letters that the two long words both begin and end with

_WORD = re.compile(r"[^\W_]+|&")


class Variation(StrEnum):
    """What two names differ in."""

    SAME = "same"  # in endings, case and marks at most
    WORDS = "words"  # in a word without content: "för", "om en"
    LETTERS = "letters"  # in one letter, or in the joint, of one long word
    OTHER = "other"  # in what they mean


@lru_cache(maxsize=65536)
def variation(a: str, b: str) -> Variation:
    """Return what two names differ in, word for word and in the order of their words; in doubt they are other names."""
    one, two = words(a), words(b)
    if len(one) == len(two) and all(map(same_word, one, two)):
        return Variation.SAME
    one, two = content(one), content(two)
    if not one or len(one) != len(two):
        return Variation.OTHER
    apart = [(v, w) for v, w in zip(one, two, strict=True) if not same_word(v, w)]
    if not apart:
        return Variation.WORDS
    return Variation.LETTERS if len(apart) == 1 and is_slip(*apart[0]) else Variation.OTHER


def beginnings(text: str) -> tuple[str, ...]:
    """Return what two names share that do not differ in what they mean: a key to sort many names by."""
    return tuple(w[:STEM] for w in content(words(text)))


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text, lower case, the halves of one with a hyphen apart."""
    return tuple(_WORD.findall(text.casefold()))


def content(listed: Sequence[str]) -> tuple[str, ...]:
    """Return the words that say what a name is of."""
    return tuple(w for w in listed if not is_empty(w))


def is_empty(word: str) -> bool:
    """Say whether a word says nothing of what a name is of: "för", "en", "och"."""
    return word.casefold() in _empty()


def same_word(a: str, b: str) -> bool:
    """Say whether two words are forms of one: equal, or apart in their endings ("plan", "planernas")."""
    if a == b:
        return True
    at = _shared(a, b)
    return at >= STEM and any(
        {a[cut:], b[cut:]} <= _endings() for cut in range(at, max(STEM, at - 2) - 1, -1) if a[:cut].isalpha()
    )


def is_slip(a: str, b: str) -> bool:
    """Say whether two long words are one but for a slip: a letter lost, doubled, taken for another or for its
    neighbour, or a joint of the compound that is otherwise ("utvecklings-", "utveckling-")."""
    if min(len(a), len(b)) < LONG or same_word(a, b) or not (a + b).isalpha() or _opposite(a, b):
        return False
    head = _shared(a, b)
    tail = _shared(a[head:][::-1], b[head:][::-1])
    if head < HEAD or tail < TAIL:
        return False
    v, w = a[head : len(a) - tail], b[head : len(b) - tail]
    turned = len(v) == len(w) == 2 and v == w[::-1]
    return turned or max(len(v), len(w)) == 1 or {v, w} <= _joints()


def _opposite(a: str, b: str) -> bool:
    return any(
        (a.startswith(x) and b.startswith(y)) or (a.startswith(y) and b.startswith(x))
        for x, y in data("variants")["opposites"]
    )


def _shared(a: str, b: str) -> int:
    """Return how many letters both begin with."""
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


@cache
def _empty() -> frozenset[str]:
    return frozenset(data("variants")["prepositions"] + data("variants")["fillers"])


@cache
def _endings() -> frozenset[str]:
    return frozenset(ending + genitive for ending in data("variants")["endings"] for genitive in ("", "s"))


@cache
def _joints() -> frozenset[str]:
    return frozenset(["", *data("variants")["joints"]])
