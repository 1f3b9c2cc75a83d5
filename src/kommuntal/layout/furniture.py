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
from kommuntal.read.model import Box, Page, Word

# Shares of the page height in which furniture can stand, above and below.
TOP_MARGIN = 0.16
BOTTOM_MARGIN = 0.85
SIDE_MARGIN = 0.1
EDGE = 0.08  # what stands nearer the edge than this is furniture though something else stands further out
TIGHT = 14.0  # points between the rows of one masthead
SAME_HEIGHT = 4.0  # points
KNOWN_BUNDLE_PAGES = 4
MATE_CHARACTERS = 60  # a longer line on the row of a page number is text

_VARIABLE = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./-]\d{2,4}|\d{2,4}[/:]\d[\d.:/-]*")
_ITEM = re.compile(r"(?:[A-ZÅÄÖ]\w{1,5}\s+)?§\s*\d+")
_SIGNATURES = re.compile(r"utdragsbestyrk|justerandes? sign|ordförandes? sign", re.IGNORECASE)
_ADDRESS = re.compile(
    r"www\.|@|\b\d{6}-\d{4}\b|\borg\.?\s?(?:nr|nummer)|\b(?:telefon|postadress|besöksadress|tel|växel|bankgiro)\b",
    re.IGNORECASE,
)


class _Margins:
    """The lines of one page that stand in its margins, as rows."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.lines = lines_of(page.number, page.words)
        self.top = [line for line in self.lines if line.box.bottom < TOP_MARGIN * page.height]
        self.bottom = [line for line in self.lines if line.box.top > BOTTOM_MARGIN * page.height]
        side = SIDE_MARGIN * page.width
        self.side = [
            line
            for line in rotated_lines(page.number, page.words)
            if line.box.x1 < side or line.box.x0 > page.width - side
        ]

    def all(self) -> list[Line]:
        return [*self.top, *self.bottom]


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
        known -= _table_heads(m, known)
        known |= {id(n[number].line) for n in (numbering.own, numbering.stamps) if number in n}
        chosen = [*_zone(m.top, known, m.page), *_zone(m.bottom, known, m.page), *m.side]
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


def _table_heads(margins: _Margins, known: set[int]) -> set[int]:
    """Return the lines that head a table which begins in the top margin: they stand in a drawn box right above matter,
    or cells right below stand under two of them."""
    rows = _row_groups([line for line in margins.lines if line.box.top < 2 * TOP_MARGIN * margins.page.height])
    out: set[int] = set()
    for above, below in pairwise(rows):
        if any(id(line) in known for line in below) or not any(id(line) in known for line in above):
            continue
        near = _gap(above, below) < 2 * above[0].size
        aligned = sum(any(_aligned(a.box.x0, a.box.x1, b.box.x0, b.box.x1) for b in below) for a in above)
        boxed = len(above) > 1 and all(_is_boxed(line.box, margins.page) for line in above)
        if near and (aligned >= 2 or boxed):
            out.update(id(line) for line in above)
    return out


def _is_boxed(box: Box, page: Page) -> bool:
    """Tell whether something is drawn close above and close below."""
    over = [p for p in page.paths if p.x0 <= box.x0 + 2 and p.x1 >= box.x1 - 2]
    edges = [y for p in over for y in (p.top, p.bottom)]
    return any(-8 < y - box.top < 3 for y in edges) and any(-3 < y - box.bottom < 8 for y in edges)


def _aligned(a0: float, a1: float, b0: float, b1: float) -> bool:
    return min(abs(a0 - b0), abs(a1 - b1), abs(a0 + a1 - b0 - b1) / 2) < 3


def _row_groups(lines: Iterable[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.baseline):
        if rows and line.baseline - rows[-1][0].baseline <= 0.3 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _zone(lines: Sequence[Line], known: set[int], page: Page) -> list[Line]:
    """Return the lines of one margin that are furniture, from the page's edge inwards: rows with a known line, and rows
    set tight between two such. Where matter begins, nothing further in is furniture, however often it comes back.

    A row that heads an item of minutes ("§ 42   Dnr ...") is matter, too.
    """
    rows = _row_groups(lines)
    if rows and rows[0][0].box.top > 0.5 * page.height:
        rows.reverse()
    out: list[Line] = []
    between: list[list[Line]] = []
    for n, row in enumerate(rows):
        if _ITEM.match(min(row, key=lambda line: line.box.x0).text):
            break
        if not any(id(line) in known for line in row):
            between.append(row)
            continue
        if between and out:
            chain = [[out[-1]], *between, row]
            if any(_gap(a, b) > TIGHT for a, b in pairwise(chain)):
                break
            out.extend(line for r in between for line in r)
        elif between and EDGE * page.height < row[0].box.top < (1 - EDGE) * page.height:
            break
        elif out and n + 1 < len(rows) and _gap(row, rows[n + 1]) < min(1.5 * TIGHT, _gap([out[-1]], row)):
            following = rows[n + 1]
            if not any(id(line) in known for line in following):
                break  # it stands with the matter, not with the furniture: the head of a table that goes on
        between = []
        out.extend(line for line in row if id(line) in known or len(line.text) <= MATE_CHARACTERS)
    return out


def _gap(a: Sequence[Line], b: Sequence[Line]) -> float:
    return max(a[0].box.top, b[0].box.top) - min(a[0].box.bottom, b[0].box.bottom)
