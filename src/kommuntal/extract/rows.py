"""The rows of a page: mastheads and contents pages say by position and typeface what running text says in words,
so they are read from the page itself, not from paragraphs."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from msgspec.structs import replace

from kommuntal.layout.lines import Line, lines_of
from kommuntal.layout.model import Layout
from kommuntal.read.model import Box, Page, Word
from kommuntal.swedish.text import squash

LEADER = re.compile(r"[.…·_]{3,}")  # the dots between a heading and its page
DOTS = "..."
SIZE_SPREAD = 0.06  # share by which the type size of one style varies
GLUED = re.compile(r"(\d{1,3}[.)])([A-ZÅÄÖ][a-zåäö]\S*)")  # "1.Upprop": a list number set without a space

Style = tuple[str, float, bool, bool]


@dataclass(frozen=True)
class Row:
    """All that stands on one baseline, from left to right: pieces that wide gaps keep apart."""

    page: int
    pieces: tuple[Line, ...]

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return tuple(w for piece in self.pieces for w in piece.words)

    @cached_property
    def text(self) -> str:
        return squash(" ".join(p.text for p in self.pieces))

    @cached_property
    def box(self) -> Box:
        box = self.pieces[0].box
        for piece in self.pieces[1:]:
            box = box.union(piece.box)
        return box

    @property
    def size(self) -> float:
        return max(p.size for p in self.pieces)

    @property
    def middle(self) -> float:
        return (self.box.top + self.box.bottom) / 2


def rows_of(page: Page, without: Iterable[Box] = ()) -> list[Row]:
    """Return the upright words of a page as rows from top to bottom, leaving out those in the boxes `without`."""
    hidden = list(without)
    words = [
        part
        for w in page.words
        if w.text.strip() and not any(w.box.overlap(b) > 0.5 for b in hidden)
        for part in _unglued(w)
    ]
    rows: list[list[Line]] = []
    for piece in sorted(lines_of(page.number, words), key=lambda p: p.baseline):
        if rows and piece.baseline - rows[-1][0].baseline <= 0.3 * max(1.0, min(piece.size, rows[-1][0].size)):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [Row(page.number, tuple(sorted(r, key=lambda p: p.box.x0))) for r in rows]


def _unglued(word: Word) -> tuple[Word, ...]:
    """Part a list number from the word that it is glued to, each with its share of the width."""
    m = GLUED.fullmatch(word.text)
    if not m:
        return (word,)
    x = word.x0 + (word.x1 - word.x0) * len(m[1]) / len(word.text)
    return replace(word, text=m[1], x1=x), replace(word, text=m[2], x0=x)


def body_rows(layout: Layout, page: Page, without: Iterable[Box] = ()) -> list[Row]:
    """Return the rows of a page without its furniture, and without the boxes."""
    return rows_of(page, [*without, *(f.box for f in layout.furniture if f.page == page.number)])


def style(words: Iterable[Word]) -> Style:
    """Return family, size in half points, bold and italic of the first word that holds a letter, or the first."""
    listed = list(words)
    word = next((w for w in listed if any(c.isalpha() for c in w.text)), listed[0])
    family = re.split(r"[-,]", word.font)[0]
    return family, round(word.size * 2) / 2, word.bold, bool(re.search(r"italic|oblique|kursiv", word.font, re.I))


def same_style(one: Iterable[Word], two: Iterable[Word]) -> bool:
    """Tell whether two runs of words are set alike; sizes may differ as much as readings of a scan do."""
    a, b = style(one), style(two)
    return (a[0], a[2:]) == (b[0], b[2:]) and abs(a[1] - b[1]) <= max(0.5, SIZE_SPREAD * a[1])


def before_dots(words: Sequence[Word]) -> tuple[list[Word], list[Word]] | None:
    """Part the words of a contents line at its dots: what stands before them, and after; None where there are none.

    Dots may be glued to words or stand one by one.
    """
    parts = [
        replace(w, text=DOTS if LEADER.fullmatch(part) else part)
        for w in words
        for part in re.split(f"({LEADER.pattern})", w.text if w.text.strip(".…·") else DOTS)
        if part
    ]
    dotted = [n for n, w in enumerate(parts) if w.text == DOTS]
    return (parts[: dotted[0]], parts[dotted[-1] + 1 :]) if dotted else None
