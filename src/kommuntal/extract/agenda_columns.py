"""The columns of an agenda's list: from its head, close as its words may stand, or from the pages at its right edge."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kommuntal.extract.numbering import ALIGNED, Start
from kommuntal.extract.rows import Row
from kommuntal.extract.words import plain, words
from kommuntal.layout.lines import Line
from kommuntal.read.model import Box, Page, Word
from kommuntal.swedish.text import squash

ROLES = ("number", "title", "case", "page", "note")
FEWEST = 3  # pages that make a column without a head over it
PAGES = re.compile(r"(?:s\.?\s?|sid(?:a|an|or)?\.?\s?)?(\d{1,4})(?:\s?[-–—]\s?(\d{1,4}))?", re.IGNORECASE)


@dataclass(frozen=True)
class Columns:
    """The columns of the contents table as its head says: (left edge, role), and where the head of the pages stands."""

    edges: tuple[tuple[float, str], ...] = ()
    page: Box | None = None
    number: float | None = None  # left edge of the head of the numbers, where another column stands before it

    def role(self, word: Word) -> str:
        """Return "title", "case" or "note": the column that the word stands in."""
        return next((role for x, role in reversed(self.edges) if x - ALIGNED <= word.x0), "title")


def columns_of(row: Row) -> Columns | None:
    """Return the columns of a row that is the head of a contents table; None for any other row."""
    heads = [head for piece in row.pieces for head in _head_words(piece)]
    names = [plain(head.text) for head in heads]
    roles: list[str] = []
    for n, name in enumerate(names):
        fitting = [r for r in ROLES if name in words("agenda", r) and (r == "note" or r not in roles)]
        if "title" in fitting and not any(other in words("agenda", "title") for other in names[n + 1 :]):
            fitting = ["title"]  # "Ärende | Rubrik": the first is the number, but "Ärende | Sida" has a title
        if "title" in roles:
            fitting = [r for r in fitting if r != "number"]  # "Ärende | Ärendenummer": the second is the case
        if not fitting:
            return None
        roles.append(fitting[0])
    if len(names) < 2 or "title" not in roles:
        return None
    columns = list(zip(heads, roles, strict=True))
    return Columns(
        tuple((h.box.x0, role) for h, role in columns if role in ("title", "case", "note")),
        next((h.box for h, role in columns if role == "page"), None),
        next((h.box.x0 for h, role in columns[1:] if role == "number"), None),
    )


def from_numbers(rows: Sequence[Row]) -> list[Row]:
    """Return the rows without what stands before the column of their numbers: a time of day, a tick."""
    out: list[Row] = []
    left: float | None = None
    for row in rows:
        head = columns_of(row)
        left = head.number if head else left
        words_left = tuple(
            Line(p.page, kept)
            for p in row.pieces
            if (kept := tuple(w for w in p.words if left is None or w.x0 >= left - ALIGNED))
        )
        out.append(Row(row.page, words_left) if words_left and not head else row)
    return out


def _head_words(piece: Line) -> list[Line]:
    """Part a piece into the heads that stand close together in it ("Nr Ärende"); else return it whole."""
    out: list[Line] = []
    rest = piece.words
    while rest:
        named = (k for k in range(min(3, len(rest)), 0, -1) if plain(Line(piece.page, rest[:k]).text) in _heads())
        count = next(named, None)
        if count is None:
            return [piece]
        out.append(Line(piece.page, rest[:count]))
        rest = rest[count:]
    return out


def _heads() -> frozenset[str]:
    return frozenset().union(*(words("agenda", role) for role in ROLES))


def page_column(chain: Sequence[Start], pages: Mapping[int, Page]) -> Box | None:
    """Return where the pages stand in a list whose head does not say it: numbers that end most rows at one right
    edge and rise; None where there are none such."""
    tails = [
        (int(m[1]), s.row.pieces[-1].box)
        for s in chain
        if len(s.row.pieces) > 1
        and s.row.pieces[-1].box.x0 > 0.6 * pages[s.row.page].width
        and (m := PAGES.fullmatch(squash(s.row.pieces[-1].text)))
    ]
    if len(tails) < max(FEWEST, len(chain) / 2):
        return None
    rise = all(a[0] <= b[0] for a, b in pairwise(tails))
    level = max(b.x1 for _, b in tails) - min(b.x1 for _, b in tails) <= ALIGNED
    if not rise or not level:
        return None
    return Box(min(b.x0 for _, b in tails), 0.0, max(b.x1 for _, b in tails), 0.0)
