"""Page furniture: what a page says about itself and not about its matter.

Running headers and footers, page numbers, stamps. They stand in the margins of the page and come back: the same words,
dates and case numbers aside, at the same height, on most pages of one paper or on paper after paper of a bundle. In
tagged documents they are what the tags leave out. A page that stands alone has only the patterns of page numbers and
address lines to go by.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from kommuntal.layout.lines import Line, lines_of, rotated_lines
from kommuntal.layout.model import Furniture
from kommuntal.layout.page_numbers import Numbering, find_numbering
from kommuntal.layout.zone import rows_of, table_heads, zone
from kommuntal.read.model import Page, Word

# Shares of the page height in which furniture can stand, above and below.
TOP_MARGIN = 0.16
BOTTOM_MARGIN = 0.85
SIDE_MARGIN = 0.1
SAME_HEIGHT = 4.0  # points
KNOWN_BUNDLE_PAGES = 4

_VARIABLE = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./-]\d{2,4}|\d{2,4}[/:]\d[\d.:/-]*")
_SIGNATURES = re.compile(r"utdragsbestyrk|justerandes? sign|ordförandes? sign", re.IGNORECASE)
_ADDRESS = re.compile(
    r"www\.|@|\b\d{6}-\d{4}\b|\borg\.?\s?(?:nr|nummer)|\b(?:telefon|postadress|besöksadress|tel|växel|bankgiro)\b",
    re.IGNORECASE,
)


class _Margins:
    """The lines of one page that stand in its margins."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.rows = rows_of(lines_of(page.number, page.words))
        self.top = [line for row in self.rows for line in row if line.box.bottom < TOP_MARGIN * page.height]
        self.bottom = [line for row in self.rows for line in row if line.box.top > BOTTOM_MARGIN * page.height]
        side = SIDE_MARGIN * page.width
        self.side = [
            line
            for line in rotated_lines(page.number, page.words)
            if line.box.x1 < side or line.box.x0 > page.width - side
        ]

    def all(self) -> list[Line]:
        return [*self.top, *self.bottom]

    def furniture(self, known: set[int]) -> list[Line]:
        """Return the furniture of the page, given the ids of lines that surely are."""
        top = sum(row[0].box.bottom < TOP_MARGIN * self.page.height for row in self.rows)
        bottom = sum(row[0].box.top > BOTTOM_MARGIN * self.page.height for row in self.rows)
        return [
            *zone(self.rows, top, known, self.page),
            *zone(self.rows[::-1], bottom, known, self.page),
            *self.side,
        ]


def find_furniture(pages: Sequence[Page]) -> tuple[list[Furniture], dict[int, tuple[Word, ...]], list[list[int]]]:
    """Return the furniture of all pages, by page number the words that are left, and the runs of pages of one paper."""
    margins = {page.number: _Margins(page) for page in pages}
    numbering = find_numbering(
        {n: m.all() for n, m in margins.items()}, {page.number: (page.width, page.height) for page in pages}
    )
    papers = numbering.papers([page.number for page in pages])
    repeated = _repeated(margins, papers)
    body = _body_size(pages)
    out: list[Furniture] = []
    left: dict[int, tuple[Word, ...]] = {}
    for number, m in margins.items():
        known = repeated[number] | _artifacts(m) | _fixed_phrases(m, body)
        known -= table_heads(m.rows, known, m.page)
        known |= {id(n[number].line) for n in (numbering.own, numbering.stamps) if number in n}
        chosen = m.furniture(known)
        out.extend(_furniture(line, m, numbering) for line in chosen)
        taken = {id(w) for line in chosen for w in line.words}
        left[number] = tuple(w for w in m.page.words if id(w) not in taken)
    return out, left, papers


def _furniture(line: Line, margins: _Margins, numbering: Numbering) -> Furniture:
    n = line.page
    if n in numbering.stamps and numbering.stamps[n].line is line:
        return Furniture(n, line.text, line.box, "stamp", numbering.stamps[n].number)
    if n in numbering.own and numbering.own[n].line is line:
        return Furniture(n, line.text, line.box, "page_number", numbering.own[n].number)
    if line in margins.side:
        return Furniture(n, line.text, line.box, "stamp")
    return Furniture(n, line.text, line.box, "footer" if line in margins.bottom else "header")


def _repeated(margins: Mapping[int, _Margins], papers: Sequence[Sequence[int]]) -> dict[int, set[int]]:
    """Return by page the ids of the margin lines that come back on other pages."""
    places: dict[str, list[Line]] = defaultdict(list)
    for m in margins.values():
        for line in m.all():
            for pattern in _patterns(line):
                places[pattern].append(line)
    out: dict[int, set[int]] = {n: set() for n in margins}
    for lines in places.values():
        for same in _in_one_place(lines):
            pages = {line.page for line in same}
            sure = {n for paper in papers if _comes_back(pages, paper) for n in pages.intersection(paper)}
            # What runs through other papers of the bundle is furniture also where only one page of a paper has it.
            for line in same:
                if line.page in sure or len(sure) >= KNOWN_BUNDLE_PAGES:
                    out[line.page].add(id(line))
    return out


def _patterns(line: Line) -> set[str]:
    """Return the text with what may change from page to page masked: dates, case numbers, and the page number that is
    set before or behind other words ("14  Årsredovisning 2025").

    Other numbers stay: "§ 41" and "§ 42", "Bilaga 1" and "Bilaga 2" are not one header but the heads of two things.
    """
    text = _VARIABLE.sub("#", line.text).casefold()
    number = _page_number_within(line.text)
    if number is None:
        return {text}
    return {text, text.replace(str(number), f"<{number - line.page}>", 1)}


def _page_number_within(text: str) -> int | None:
    """Return the number that opens a line of several words, or ends one of at least three."""
    words = text.split()
    if len(words) > 1 and words[0].isdecimal() and len(words[0]) <= 4:
        return int(words[0])
    return int(words[-1]) if len(words) > 2 and words[-1].isdecimal() and len(words[-1]) <= 4 else None


def _in_one_place(lines: Iterable[Line]) -> list[list[Line]]:
    """Return the lines grouped by height on the page and size of type."""
    groups: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.box.top):
        for group in groups:
            first = group[0]
            if line.box.top - first.box.top <= SAME_HEIGHT and 0.8 * first.size < line.size < 1.25 * first.size:
                group.append(line)
                break
        else:
            groups.append([line])
    return groups


def _comes_back(pages: set[int], paper: Sequence[int]) -> bool:
    """Tell whether a line found on these pages runs through the paper, all pages or every other, first page aside."""
    hits = [n for n in paper if n in pages]
    if not hits:
        return False
    if len(paper) < 3:
        return len(pages) >= 2
    if _longest_run(hits) >= 3 or len(hits) >= 0.6 * (len(paper) - 1):
        return len(hits) >= 2
    alternate = [n for n in paper if n % 2 == hits[0] % 2]
    return len(hits) >= 2 and len(alternate) >= 2 and len(hits) >= 0.6 * len(alternate) and len(paper) > 4


def _longest_run(pages: Sequence[int]) -> int:
    best = run = 1
    for a, b in pairwise(pages):
        run = run + 1 if b == a + 1 else 1
        best = max(best, run)
    return best


def _artifacts(margins: _Margins) -> set[int]:
    """Return the margin lines that a tagged page leaves out of its tags."""
    words = margins.page.words
    tagged = sum(w.mcid is not None for w in words) > 0.7 * len(words)
    return {id(line) for line in margins.all() if all(w.artifact or (tagged and w.mcid is None) for w in line.words)}


def _fixed_phrases(margins: _Margins, body: float) -> set[int]:
    """Return what stands at the foot of letters and minutes though no other page repeats it: addresses, telephone and
    organisation number in small print, and the places for signatures."""
    small = [line for line in margins.bottom if line.size < 0.85 * body]
    addresses = small if any(_ADDRESS.search(line.text) for line in small) else []
    signatures = [line for line in margins.bottom if _SIGNATURES.search(line.text)]
    return {id(line) for line in (*addresses, *signatures)}


def _body_size(pages: Iterable[Page]) -> float:
    count: dict[float, int] = defaultdict(int)
    for page in pages:
        for w in page.words:
            count[w.size] += len(w.text)
    return max(count, key=lambda size: count[size], default=0.0)
