"""Type in which every character is as wide as a space, as old ledgers print it: twice the space of other type.

`212 400` would fall into two columns. Its words are lengthened by what the space has too much; where numbers end keeps
its meaning, as all of them move alike.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from kommuntal.layout.tables.text import text_lines
from kommuntal.read.model import Word

SPACE = 0.28  # ems: the space of other type
LEAST = 8  # words that tell a font's widths
SPREAD = 0.03  # share by which the widths of characters may differ
SPACES = 3  # gaps of one character that must be seen


def with_usual_spaces(words: Sequence[Word]) -> list[Word]:
    """Return the words, those of monospaced fonts lengthened so that a space between them is as wide as in others."""
    by_font: dict[tuple[str, float], list[Word]] = defaultdict(list)
    for word in words:
        by_font[word.font, round(word.size, 1)].append(word)
    surplus = {key: _surplus(held) for key, held in by_font.items()}
    return [
        msgspec.structs.replace(word, x1=word.x1 + more)
        if (more := surplus[word.font, round(word.size, 1)]) > 0
        else word
        for word in words
    ]


def _surplus(words: Sequence[Word]) -> float:
    """Return by how many points the space of a font is wider than that of other type; 0 where it is not monospaced."""
    widths = sorted((w.x1 - w.x0) / len(w.text) for w in words if len(w.text) > 1)
    if len(widths) < LEAST or widths[-1] - widths[0] > SPREAD * widths[-1]:
        return 0.0
    wide = widths[len(widths) // 2]
    lines = [[w for item in line.items for w in item.words] for line in text_lines(words)]
    gaps = [b.x0 - a.x1 for line in lines for a, b in pairwise(line)]
    single = sum(abs(gap - wide) < 0.1 * wide for gap in gaps)
    if single < SPACES or any(0.1 * wide < gap < 0.9 * wide for gap in gaps):
        return 0.0
    return max(0.0, wide - SPACE * words[0].size)
