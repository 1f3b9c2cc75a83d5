"""What the first pages of a document say to somebody who picks it up: its lines, by how loudly each speaks."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from kommuntal.extract.rows import rows_of
from kommuntal.layout.model import Layout
from kommuntal.swedish.text import squash

PAGES = 2  # how many pages open a document: a cover and what follows it
MASTHEAD = 0.25  # share of the first page's height that holds its masthead
COVER_LINES = 12  # at most, on a title page
SHORT = 90  # characters: what is longer is prose


@dataclass(frozen=True)
class OpeningLine:
    """A line of the first pages; `count` is on how many pages it repeats as header or footer, 0 for other lines."""

    text: str
    page: int
    top: float
    size: float = 0.0
    heading: bool = False
    masthead: bool = False
    count: int = 0

    @property
    def short(self) -> bool:
        return len(self.text) <= SHORT


@dataclass(frozen=True)
class Opening:
    """The first pages of a laid-out document."""

    layout: Layout

    @cached_property
    def lines(self) -> list[OpeningLine]:
        """Return the lines of the first pages, furniture first, then paragraphs in reading order, then the fields of a
        masthead that is a ruled form; no contents list."""
        height = next((p.height for p in self.layout.pages if p.number == 1), 842.0)
        seen = Counter(squash(f.text) for f in self.layout.furniture if f.kind in ("header", "footer"))
        lines = [
            OpeningLine(squash(f.text), f.page, f.box.top, masthead=f.kind == "header", count=seen[squash(f.text)])
            for f in self.layout.furniture
            if f.kind in ("header", "footer") and (f.page == 1 or (f.page == 2 and seen[squash(f.text)] > 1))
        ]
        lines += [
            OpeningLine(
                squash(p.text),
                p.page,
                p.box.top,
                p.size,
                heading=p.role == "heading",
                masthead=p.page == 1 and p.box.top < MASTHEAD * height and len(p.text) <= SHORT,
            )
            for p in self.layout.paragraphs
            if p.page <= PAGES and not re.search(r"\.{4,}|…", p.text) and p.text.strip()
        ]
        forms = [t.box for t in self.layout.tables if t.page == 1 and t.box.bottom < MASTHEAD * height]
        lines += [
            OpeningLine(squash(piece.text), 1, piece.box.top, masthead=True)
            for page in self.layout.pages[:1]
            for row in (rows_of(page) if forms else ())
            for piece in row.pieces
            if any(piece.box.overlap(box) > 0.5 for box in forms)
        ]
        return lines

    @cached_property
    def title(self) -> OpeningLine | None:
        """Return the largest heading of the first page that has one; of equals the first."""
        for page in range(1, PAGES + 1):
            own = [line for line in self.lines if line.page == page and not line.count and line.short]
            headings = [line for line in own if line.heading] or [line for line in own if line.size]
            named = [line for line in headings if re.search(r"[^\W\d_]{3}", line.text)]
            if named:
                return max(named, key=lambda line: (round(line.size), -line.top))
        return None

    @cached_property
    def cover(self) -> bool:
        """Say whether the first page is a title page: a few short lines and no more."""
        own = [line for line in self.lines if line.page == 1]
        return len(own) <= COVER_LINES and all(line.short for line in own)

    @cached_property
    def text(self) -> str:
        """Return all lines of the first pages."""
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def whole(self) -> str:
        """Return the text of the whole document: paragraphs, and furniture once."""
        furniture = dict.fromkeys(f.text for f in self.layout.furniture)
        return "\n".join([*furniture, *(p.text for p in self.layout.paragraphs)])

    def after_label(self, labels: list[str]) -> list[str]:
        """Return what follows one of the labels and a colon ("Organisation: Socialnämnden"), in order."""
        words = "|".join(re.escape(label) for label in sorted(labels, key=len, reverse=True))
        found = re.compile(rf"(?<!\w)(?:{words}):\s*(.{{2,{SHORT}}}?)(?=\s+[A-ZÅÄÖ][\w/]+:|\n|$)", re.IGNORECASE)
        return [hit[1].strip() for hit in found.finditer(self.text)]
