"""Lines in reading order to groups: what one paragraph, heading or list item holds of a page or column."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from kommuntal.layout.lines import BULLET, WIDE_GAP, Line, same_size
from kommuntal.layout.model import Table
from kommuntal.layout.order import Block
from kommuntal.read.model import Box

LIST_MARKER = re.compile(r"\d{1,2}[.)]|[a-zåäö]\)|[a-hj-zå-ö]\.|\(?[ivx]{1,4}\)")
LEADERS = re.compile(r"(?:\.{4,}|…{2,}|(?:\. ){4,}|_{4,})\s*\d{1,4}\s*$")
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,4}\.?")
_END = re.compile(r"[.!?:;…][\"”’»)\]]*$")


@dataclass
class Group:
    """Lines that belong together; `right` is the right edge of their column."""

    lines: list[Line]
    right: float
    box: Box = field(init=False)

    def __post_init__(self) -> None:
        self.box = self.lines[0].box
        for line in self.lines[1:]:
            self.box = self.box.union(line.box)

    @property
    def page(self) -> int:
        return self.lines[0].page

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def size(self) -> float:
        return max(self.lines, key=lambda line: len(line.text)).size

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)

    @property
    def marker(self) -> str | None:
        """Return the bullet or number the first line opens with, if it is a list item."""
        return _marker(self.lines[0])

    @property
    def has_bullet(self) -> bool:
        return self.marker is not None and bool(BULLET.fullmatch(self.marker))


class Spacing:
    """The distance between baselines inside a paragraph, by type size, learnt from lines that go on mid-sentence."""

    def __init__(self, columns: Iterable[Sequence[Block]]) -> None:
        seen: dict[float, list[float]] = defaultdict(list)
        for column in columns:
            for a, b in pairwise(column):
                if isinstance(a, Line) and isinstance(b, Line) and same_size(a, b) and goes_on(a, b):
                    pitch = b.baseline - a.baseline
                    if 0.8 * a.size < pitch < 2.5 * a.size:
                        seen[round(a.size)].append(pitch / a.size)
        self._by_size = {size: median(ratios) for size, ratios in seen.items()}
        self._all = median([r for ratios in seen.values() for r in ratios] or [1.2])

    def pitch(self, size: float) -> float:
        """Return the usual distance in points for a type size."""
        return size * self._by_size.get(round(size), self._all)


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends where a sentence can (also a colon before a list)."""
    return bool(_END.search(text.rstrip()))


def goes_on(a: Line, b: Line) -> bool:
    """Tell whether line `b` plainly goes on where `a` breaks off in mid-sentence."""
    return not ends_sentence(a.text) and b.text[:1].islower() and _marker(b) is None


def group_lines(
    column: Sequence[Block], spacing: Spacing, element: Callable[[Line], object] = lambda line: None
) -> list[Group | Table]:
    """Return the groups and tables of one column in reading order; lines of different tag elements stay apart."""
    out: list[Group | Table] = []
    lines: list[Line] = []
    edges = _right_edges(column)
    widest = max((b.box.x1 for b in column), default=0.0)
    for block in column:
        if (
            isinstance(block, Line)
            and lines
            and element(lines[-1]) == element(block)
            and not _breaks(lines, block, edges[id(block)], widest, spacing)
        ):
            lines.append(block)
            continue
        if lines:
            out.append(Group(lines, edges[id(lines[0])]))
        lines = []
        if isinstance(block, Line):
            lines = [block]
        else:
            out.append(block)
    if lines:
        out.append(Group(lines, edges[id(lines[0])]))
    return out


def _right_edges(column: Sequence[Block]) -> dict[int, float]:
    """Return by line id the right edge of the text it stands in: that of lines of its size and left edge."""
    lines = [b for b in column if isinstance(b, Line)]
    return {
        id(line): max(o.box.x1 for o in lines if same_size(o, line) and abs(o.box.x0 - line.box.x0) < 40)
        for line in lines
    }


def _breaks(lines: Sequence[Line], b: Line, right: float, widest: float, spacing: Spacing) -> bool:
    """Tell whether line `b` begins something new after the lines of a group, in text that reaches to `right`."""
    a = lines[-1]
    on = goes_on(a, b)
    pitch, usual = b.baseline - a.baseline, spacing.pitch(b.size)
    if pitch <= 0 or pitch > usual * (1.6 if on else 1.25) + 0.5:
        return True
    if LEADERS.search(a.text) or (_marker(b) is not None and not _dash_in_text(a, b)):
        return True
    if not on and is_tabular(b):
        return True
    if not same_size(a, b) and not (on and abs(a.size - b.size) < 1.1):
        return True
    if all(line.bold for line in lines) != b.bold and not (on and not a.bold):
        return True
    if _is_indented_anew(lines, b):
        return True
    if on or a.text[-1:] == "-":
        return False
    would_end = a.box.x1 + b.words[0].x1 - b.words[0].x0 + 0.8 * b.size
    if a.bold and b.bold:  # a title is broken where it reads well, but not where half the line is left
        return would_end < widest and a.box.width < 0.5 * (widest - a.box.x0)
    return would_end < right


def is_tabular(line: Line) -> bool:
    """Tell whether a line is pieces set apart on one baseline, such as a label and its value."""
    words = line.words[1:] if _marker(line) or _NUMBER.fullmatch(line.words[0].text) else line.words
    return any(b.x0 - a.x1 > 2 * WIDE_GAP * b.size for a, b in pairwise(words))


def _dash_in_text(a: Line, b: Line) -> bool:
    """Tell a dash inside a sentence, which a line break brought to the front, from a list item's."""
    return (
        b.words[0].text in "–—-"
        and not ends_sentence(a.text)
        and len(b.words) > 1
        and b.words[1].text[:1].islower()
        and abs(a.box.x0 - b.box.x0) < 1
        and _marker(a) is None
    )


def _is_indented_anew(lines: Sequence[Line], b: Line) -> bool:
    first, a = lines[0], lines[-1]
    em = b.size
    if _marker(first) is not None:
        return b.box.x0 < first.box.x0 - 0.5 * em or b.box.x0 > first.words[1].x0 + 1.5 * em
    if b.box.x0 > a.box.x0 + em:
        return ends_sentence(a.text)
    return b.box.x0 < a.box.x0 - em and len(lines) > 1


def _marker(line: Line) -> str | None:
    word = line.words[0].text
    if len(line.words) < 2 or not (BULLET.fullmatch(word) or LIST_MARKER.fullmatch(word)):
        return None
    return word if any(c.isalnum() for w in line.words[1:] for c in w.text) else None
