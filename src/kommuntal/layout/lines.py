"""Words to lines: what stands on one baseline without a wide gap between."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from kommuntal.read.model import Box, Word

# A gap wider than this many ems parts two pieces of a baseline (columns, a label and its value); justified text stays
# below it, and reading order joins the pieces again where they turn out to be one line.
WIDE_GAP = 1.5
# A list marker stands further from its text than words do, but belongs to it all the same.
MARKER_GAP = 5.0

BULLET = re.compile(r"[•●○◦‣⁃▪▫■□·∙*❖❑➢➤►▶–—-]|o|[\ue000-\uf8ff]")
ENUMERATOR = re.compile(r"(?:\d{1,3}|[a-zåäöA-ZÅÄÖ]|[ivx]{1,4})[.)]|\d{1,2}(?:\.\d{1,2}){1,4}\.?")


@dataclass(frozen=True)
class Line:
    """Words of one page on one baseline, left to right; `size` and `bold` are those of most of its characters."""

    page: int
    words: tuple[Word, ...]

    @cached_property
    def box(self) -> Box:
        return Box(
            min(w.x0 for w in self.words),
            min(w.top for w in self.words),
            max(w.x1 for w in self.words),
            max(w.bottom for w in self.words),
        )

    @cached_property
    def text(self) -> str:
        return " ".join(w.text for w in self.words)

    @cached_property
    def style(self) -> tuple[float, bool, str | None, str]:
        """Return (size, bold, colour, font) of most characters."""
        count: Counter[tuple[float, bool, str | None, str]] = Counter()
        for w in self.words:
            count[(w.size, w.bold, w.colour, w.font)] += len(w.text)
        return count.most_common(1)[0][0]

    @property
    def size(self) -> float:
        return self.style[0]

    @cached_property
    def bold(self) -> bool:
        """Tell whether all words but a marker are bold; a bold lead-in does not make a bold line."""
        words = self.words[1:] if len(self.words) > 1 and is_marker(self.words[0].text) else self.words
        return all(w.bold for w in words)

    @cached_property
    def baseline(self) -> float:
        return _baseline(max(self.words, key=lambda w: w.size))


def same_size(a: Line, b: Line) -> bool:
    """Tell whether two lines are set in one size; sizes that were measured on a scan (no font) vary by a fifth."""
    return abs(a.size - b.size) <= (0.6 if a.style[3] else 0.2 * min(a.size, b.size))


def is_marker(text: str) -> bool:
    """Tell whether a word can open a list item: a bullet, "1.", "a)", or a heading number "2.3.1"."""
    return bool(BULLET.fullmatch(text) or ENUMERATOR.fullmatch(text))


def lines_of(page: int, words: Iterable[Word]) -> list[Line]:
    """Return the lines of a page's upright words, from the top; pieces parted by a wide gap are lines of their own."""
    out: list[Line] = []
    for row in _rows([w for w in words if w.upright]):
        out.extend(Line(page, piece) for piece in _pieces(row))
    return out


def rotated_lines(page: int, words: Iterable[Word]) -> list[Line]:
    """Return the lines of words that do not stand upright, one for each strip of the page they run along, as drawn."""
    strips: list[list[Word]] = []
    for w in words:
        if w.upright:
            continue
        for strip in strips:
            if abs(w.x0 - strip[0].x0) < 0.5 * max(1.0, w.size):
                strip.append(w)
                break
        else:
            strips.append([w])
    return [Line(page, tuple(strip)) for strip in strips]


def _baseline(word: Word) -> float:
    return word.bottom - 0.2 * word.size  # a word's box reaches down to the descender


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    rows: list[list[Word]] = []
    for w in sorted(words, key=lambda w: (_baseline(w), w.x0)):
        if rows and _baseline(w) - _baseline(rows[-1][0]) <= 0.3 * max(1.0, min(w.size, rows[-1][0].size)):
            rows[-1].append(w)
        else:
            rows.append([w])
    return _with_raised_words(rows)


def _with_raised_words(rows: list[list[Word]]) -> list[list[Word]]:
    """Put superscripts and subscripts, which have a baseline of their own, into the row they touch."""
    kept = [list(r) for r in rows]
    for i, row in enumerate(rows):
        for w in row:
            for j in (i + 1, i - 1):
                if 0 <= j < len(rows) and any(_touches(w, v) for v in rows[j]):
                    kept[i].remove(w)
                    kept[j].append(w)
                    break
    return [sorted(r, key=lambda w: w.x0) for r in kept if r]


def _touches(small: Word, large: Word) -> bool:
    if small.size > 0.85 * large.size:
        return False
    shared = min(small.bottom, large.bottom) - max(small.top, large.top)
    gap = max(small.x0 - large.x1, large.x0 - small.x1)
    return shared > 0.3 * (small.bottom - small.top) and gap < 0.35 * large.size


def _pieces(row: list[Word]) -> Iterable[tuple[Word, ...]]:
    piece = [row[0]]
    for w in row[1:]:
        em = max(1.0, w.size, piece[-1].size)
        limit = MARKER_GAP if len(piece) == 1 and is_marker(piece[0].text) else WIDE_GAP
        if w.x0 - piece[-1].x1 > limit * em:
            yield tuple(piece)
            piece = []
        piece.append(w)
    yield tuple(piece)
