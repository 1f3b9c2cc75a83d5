"""Headings to a tree: levels by number, tag and style, the same style on the same level all through the document."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from kommuntal.layout.model import Section
from kommuntal.layout.roles import HEADING_NUMBER
from kommuntal.read.model import Box

DEEPEST = 6

Style = tuple[float, int]  # size, and 3 for bold, 2 for capitals, 1 for the rest


@dataclass
class Heading:
    """A heading as it was found; `tag` is the level that the tag tree gives it."""

    text: str
    page: int
    box: Box
    size: float
    bold: bool
    tag: int | None = None

    @property
    def number(self) -> str | None:
        match = HEADING_NUMBER.match(self.text)
        return (match["number"] or match["item"]) if match else None

    @property
    def depth(self) -> int | None:
        """Return the level that its own number says: 3 for "2.3.1"."""
        match = HEADING_NUMBER.match(self.text)
        return match["number"].count(".") + 1 if match and match["number"] else None

    @property
    def heads_item(self) -> bool:
        """Tell whether it is no more than the number (and case number) of an item: "§ 42   Dnr 2018/3"."""
        match = HEADING_NUMBER.match(self.text)
        return bool(match and match["item"] and sum(c.isalpha() for c in self.text) < 12)

    def with_title(self, title: "Heading") -> "Heading":
        """Return one heading of an item's number and of the title that stands below it."""
        size, bold = max((self.size, self.bold), (title.size, title.bold))
        return Heading(f"{self.text} {title.text}", self.page, self.box, size, bold, title.tag or self.tag)


def section_tree(headings: Sequence[Heading], papers: Sequence[Sequence[int]]) -> list[Section]:
    """Return the headings as sections, each with its parent; `page_to` is still the page of the heading.

    The same style is on the same level all through a paper; each paper of a bundle has levels of its own.
    """
    paper_of = {page: n for n, paper in enumerate(papers) for page in paper}
    levels: dict[int, int] = {}
    for paper in range(len(papers)):
        at = [i for i, h in enumerate(headings) if paper_of[h.page] == paper]
        levels.update(zip(at, _levels([headings[i] for i in at]), strict=True))
    out: list[Section] = []
    above: list[int] = []
    for i, heading in enumerate(headings):
        if out and paper_of[heading.page] != paper_of[out[-1].page_from]:
            above = []
        while above and out[above[-1]].level >= levels[i]:
            above.pop()
        out.append(
            Section(
                heading=heading.text,
                level=levels[i],
                page_from=heading.page,
                page_to=heading.page,
                box=heading.box,
                parent=above[-1] if above else None,
                number=heading.number,
            )
        )
        above.append(i)
    return out


def _levels(headings: Sequence[Heading]) -> list[int]:
    """Return the level of each heading of one paper, from 1: by tag, by decimal number, else by style."""
    style = _styles(headings)
    by_style: dict[Style, list[Heading]] = defaultdict(list)
    for h, s in zip(headings, style, strict=True):
        by_style[s].append(h)
    decimal = any((h.depth or 0) > 1 for h in headings)
    numbered = {s for s, hs in by_style.items() if decimal and sum(h.depth is not None for h in hs) > 0.5 * len(hs)}
    of_style: dict[Style, int] = {}
    last = 0
    for s in sorted(by_style, reverse=True):
        known = [h.tag for h in by_style[s] if h.tag] or [h.depth for h in by_style[s] if h.depth and s in numbered]
        last = int(median(known)) if known else min(last + 1, DEEPEST)
        of_style[s] = last
    return [
        min(DEEPEST, h.tag or (s in numbered and h.depth) or of_style[s]) for h, s in zip(headings, style, strict=True)
    ]


def _styles(headings: Sequence[Heading]) -> list[Style]:
    """Return the style of each heading, sizes that hardly differ taken as one."""
    merged: dict[float, float] = {}
    for size in sorted({h.size for h in headings}, reverse=True):
        near = next((m for m in merged.values() if size > 0.94 * m), size)
        merged[size] = near
    return [(merged[h.size], 3 if h.bold else 2 if h.text.isupper() else 1) for h in headings]
