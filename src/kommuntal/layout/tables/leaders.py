"""Dot leaders: they lead the eye from a label to its number, and are neither text nor column."""

import re
from collections.abc import Sequence

import msgspec

from kommuntal.read.model import Word

DOTS = r"[.…·_]"
LEADER = re.compile(rf"({DOTS} ?)+")
TRAILING = re.compile(rf"^(.*[^.…·_\s])({DOTS}{{4,}})$")
LEADING = re.compile(rf"^({DOTS}{{4,}})([^.…·_\s].*)$")
LEAST = 4  # dots that make a leader; three are an ellipsis


def without_leaders(words: Sequence[Word]) -> tuple[list[Word], list[float]]:
    """Return the words without dot leaders, and the height (middle) of each line that had one, once a leader."""
    kept: list[Word] = []
    heights: list[float] = []
    dots: list[Word] = []
    for word in words:
        if LEADER.fullmatch(word.text):
            dots.append(word)
            continue
        cut = _cut(word)
        if cut is not word:
            heights.append((word.top + word.bottom) / 2)
        kept.append(cut)
    for run in _runs(dots):
        if sum(len(w.text) for w in run) >= LEAST and _is_loose(run, words):
            heights.append((run[0].top + run[0].bottom) / 2)
        else:
            kept += run
    return kept, heights


def _cut(word: Word) -> Word:
    """Return a word without the leader that is glued to it; its box shrinks by the leader's share of its characters."""
    if hit := TRAILING.match(word.text):
        share = len(hit[1]) / len(word.text)
        return msgspec.structs.replace(word, text=hit[1], x1=word.x0 + share * (word.x1 - word.x0))
    if hit := LEADING.match(word.text):
        share = len(hit[2]) / len(word.text)
        return msgspec.structs.replace(word, text=hit[2], x0=word.x1 - share * (word.x1 - word.x0))
    return word


def _runs(dots: Sequence[Word]) -> list[list[Word]]:
    """Group the dots that follow each other on one line."""
    out: list[list[Word]] = []
    for word in sorted(dots, key=lambda w: (round(w.top), w.x0)):
        last = out[-1][-1] if out else None
        if last and abs(last.top - word.top) < 1 and word.x0 - last.x1 < 2 * max(word.size, 4.0):
            out[-1].append(word)
        else:
            out.append([word])
    return out


def _is_loose(run: Sequence[Word], words: Sequence[Word]) -> bool:
    """Whether words stand on both sides of a run of dots: `...` alone in a cell is the mark of a missing figure."""
    middle = (run[0].top + run[0].bottom) / 2
    beside = [w for w in words if w.top <= middle <= w.bottom and not LEADER.fullmatch(w.text)]
    reach = run[-1].x1 - run[0].x0
    return reach > 3 * max(run[0].size, 4.0) and any(w.x1 <= run[0].x0 + 1 for w in beside)
