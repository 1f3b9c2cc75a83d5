"""Headings to a tree: levels by number, tag and style, the same style on the same level all through the document."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from kommuntal.layout.model import Section
from kommuntal.layout.roles import HEADING_NUMBER
from kommuntal.read.model import Box

DEEPEST = 6

Style = tuple[float, bool, bool, str]  # size, bold, capitals, font


@dataclass
class Heading:
    """A heading as it was found; `tag` is the level that the tag tree gives it."""

    text: str
    page: int
    box: Box
    size: float
    bold: bool
    font: str
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
    def style(self) -> Style:
        return (round(self.size * 2) / 2, self.bold, self.text.isupper(), self.font)


def levels(headings: Sequence[Heading]) -> list[int]:
    """Return the level of each heading, from 1."""
    by_style: dict[Style, list[Heading]] = defaultdict(list)
    for h in headings:
        by_style[h.style].append(h)
    numbered = {s for s, hs in by_style.items() if sum(h.depth is not None for h in hs) > 0.5 * len(hs)}
    of_style: dict[Style, int] = {}
    last = 0
    above: Style | None = None
    for style in sorted(by_style, key=lambda s: (-s[0], not s[1], not s[2], s[3])):
        known = [h.tag for h in by_style[style] if h.tag] or (
            [h.depth for h in by_style[style] if h.depth] if style in numbered else []
        )
        if known:
            last = int(median(known))
        elif above is None or above[:2] != style[:2]:
            last = min(last + 1, DEEPEST)
        of_style[style] = last
        above = style
    return [min(DEEPEST, h.tag or (h.style in numbered and h.depth) or of_style[h.style]) for h in headings]


def section_tree(headings: Sequence[Heading]) -> list[Section]:
    """Return the headings as sections, each with its parent; `page_to` is still the page of the heading."""
    out: list[Section] = []
    open_sections: list[int] = []
    for heading, level in zip(headings, levels(headings), strict=True):
        while open_sections and out[open_sections[-1]].level >= level:
            open_sections.pop()
        out.append(
            Section(
                heading=heading.text,
                level=level,
                page_from=heading.page,
                page_to=heading.page,
                box=heading.box,
                parent=open_sections[-1] if open_sections else None,
                number=heading.number,
            )
        )
        open_sections.append(len(out) - 1)
    return out
