"""The items of an agenda: from its contents table, ruled or not, over several pages, or from a numbered list."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kommuntal.extract.contents_lines import contents_lines
from kommuntal.extract.context import Context
from kommuntal.extract.numbering import ALIGNED, Start, chains, starts
from kommuntal.extract.rows import Row, before_dots, body_rows, same_style
from kommuntal.extract.words import labelled_case, leading_cases, plain, without_case, without_case_label, words
from kommuntal.layout.lines import WIDE_GAP, Line
from kommuntal.layout.model import Layout
from kommuntal.layout.text import Vocabulary, join_lines
from kommuntal.read.model import Box, Page, Word
from kommuntal.schema import AgendaItem, Records
from kommuntal.schema.enums import DocumentKind
from kommuntal.swedish.text import squash

FIRST_PAGES = 12  # an agenda begins within these
BARE_PAGES = 2  # and without a heading over it within these
FEWEST = 3  # numbers that make a chain without a heading over it
ROLES = ("number", "title", "case", "page", "note")
PAGES = re.compile(r"(?:s\.?\s?|sid(?:a|an|or)?\.?\s?)?(\d{1,4})(?:\s?[-–—]\s?(\d{1,4}))?", re.IGNORECASE)


@dataclass(frozen=True)
class Columns:
    """The columns of the contents table as its head says: (left edge, role), and where the head of the pages stands."""

    edges: tuple[tuple[float, str], ...] = ()
    page: Box | None = None

    def role(self, word: Word) -> str:
        """Return "title", "case" or "note": the column that the word stands in."""
        return next((role for x, role in reversed(self.edges) if x - ALIGNED <= word.x0), "title")


@dataclass(frozen=True)
class Item:
    """One item as printed."""

    number: str | None
    title: str
    case_number: str | None
    page_from: int | None
    page_to: int | None
    earlier: str | None
    page: int
    box: Box


def extract_agenda(layout: Layout, context: Context) -> Records:
    """Return the agenda items of a kallelse, or of the contents page of minutes."""
    if context.document.kind not in (DocumentKind.AGENDA, DocumentKind.MINUTES):
        return Records()
    items = read_agenda(layout) or list(_unnumbered(layout))
    if context.document.kind == DocumentKind.MINUTES and sum(i.page_from is not None for i in items) < len(items) / 2:
        return Records()  # the §§ themselves, not a list of them
    meeting = context.records.meetings[0].meeting_id if context.records.meetings else None
    return Records(
        agenda_items=[
            AgendaItem(
                agenda_item_id=context.ids.next("agenda_item", item.page),
                meeting_id=meeting,
                number=item.number,
                order=order,
                title=item.title,
                case_number=item.case_number,
                page_from=item.page_from,
                page_to=item.page_to,
                earlier=item.earlier,
                document_id=context.document_id,
                page=item.page,
                x0=item.box.x0,
                top=item.box.top,
                x1=item.box.x1,
                bottom=item.box.bottom,
            )
            for order, item in enumerate(items, 1)
        ]
    )


def read_agenda(layout: Layout) -> list[Item]:
    """Return the items of the first list that numbers run down beside, in the order of the list."""
    pages = {p.number: p for p in layout.pages}
    rows = [row for page in layout.pages for row in body_rows(layout, page)]
    heads = {i: c for i, row in enumerate(rows) if (c := _columns(row))}
    chain = _agenda_chain(
        rows, {*heads, *(i for i, r in enumerate(rows) if plain(r.text) in words("agenda", "headings"))}
    )
    vocabulary = Vocabulary(layout.pages)
    columns = Columns(page=_page_column(chain, pages))
    items = []
    for n, start in enumerate(chain):
        above = [i for i in heads if i < start.index]
        if above:
            columns = replace(heads[max(above)], page=heads[max(above)].page or columns.page)
        following = chain[n + 1] if n + 1 < len(chain) else None
        band = _between_rules(start, chain, rows, pages[start.row.page]) or _below(start, following, rows)
        if item := _item(start, band, columns, vocabulary):
            items.append(item)
    return items


def _unnumbered(layout: Layout) -> Iterator[Item]:
    """Yield the lines of the first contents page as items, for an agenda that numbers none."""
    vocabulary = Vocabulary(layout.pages)
    for page in layout.pages[:BARE_PAGES]:
        for number, title, page_number, box in contents_lines(body_rows(layout, page), vocabulary):
            text, case = without_case(title)
            yield Item(number, text, case, page_number, page_number, None, page.number, box)


def _agenda_chain(rows: Sequence[Row], anchors: set[int]) -> list[Start]:
    """Return the numbers of the agenda: the first chain under a heading or table head that says so, or the longer one
    that comes right after it; without such a heading a chain from 1 on the first pages."""
    found = starts(rows)

    def begins(start: Start) -> bool:
        above = max((a for a in anchors if a < start.index), default=None)
        under = above is not None and rows[above].page == start.row.page
        return start.row.page <= FIRST_PAGES and (
            start.value == 1 or (under and not any(above < s.index < start.index for s in found if above is not None))
        )

    listed = chains(found, begins)
    headed = [c for c in listed if any(a < c[0].index and rows[a].page == c[0].row.page for a in anchors)]
    bare = [c for c in listed if len(c) >= FEWEST and c[0].row.page <= BARE_PAGES]
    candidates = headed or bare
    if not candidates:
        return []
    first = min(c[0].row.page for c in candidates)
    near = [c for c in candidates if c[0].row.page <= first + 2]
    return max(near, key=lambda c: (len(c), -c[0].index))


def _page_column(chain: Sequence[Start], pages: Mapping[int, Page]) -> Box | None:
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


def _columns(row: Row) -> Columns | None:
    """Return the columns of a row that is the head of a contents table; None for any other row."""
    names = [plain(p.text) for p in row.pieces]
    roles: list[str] = []
    for n, name in enumerate(names):
        fitting = [r for r in ROLES if name in words("agenda", r) and (r == "note" or r not in roles)]
        if "title" in fitting and not any(other in words("agenda", "title") for other in names[n + 1 :]):
            fitting = ["title"]  # "Ärende | Rubrik": the first is the number, but "Ärende | Sida" has a title
        if not fitting:
            return None
        roles.append(fitting[0])
    if len(names) < 2 or "title" not in roles:
        return None
    pieces = list(zip(row.pieces, roles, strict=True))
    return Columns(
        tuple((p.box.x0, role) for p, role in pieces if role in ("title", "case", "note")),
        next((p.box for p, role in pieces if role == "page"), None),
    )


def _between_rules(start: Start, chain: Sequence[Start], rows: Sequence[Row], page: Page) -> list[Row]:
    """Return the rows of the item where its table rules it off from the items beside it; else none."""
    rules = _rules(page, start)
    top = max((y for y in rules if y <= start.row.middle), default=None)
    bottom = min((y for y in rules if y > start.row.middle), default=None)
    if top is None or bottom is None:
        return []
    inside = [r for r in rows if r.page == page.number and top < r.middle < bottom]
    return [] if any(s is not start and s.row in inside for s in chain) else inside


def _below(start: Start, following: Start | None, rows: Sequence[Row]) -> list[Row]:
    """Return the row of the number and those right below it, down to the next number; where the page ends before
    the title has begun, the rows right above the next number."""
    until = following.index if following else len(rows)
    band = [start.row]
    for row in rows[start.index + 1 : until]:
        if row.page != start.row.page or row.box.top - band[-1].box.bottom > 0.8 * start.row.size:
            break
        band.append(row)
    if following and following.row.page > start.row.page and rows[start.index + 1].page > start.row.page:
        band += rows[start.index + 1 : until]
    return band


def _rules(page: Page, start: Start) -> list[float]:
    """Return the heights of the horizontal rules that run past the number or the first word after it."""
    x = start.row.words[min(start.words, len(start.row.words) - 1)].x0 + 2
    return sorted(
        (p.top + p.bottom) / 2
        for p in page.paths
        if p.bottom - p.top <= 3 and p.x1 - p.x0 > 40 and p.x0 - 2 <= x <= p.x1 + 2
    )


def _item(start: Start, band: Sequence[Row], columns: Columns, vocabulary: Vocabulary) -> Item | None:
    """Return what the rows of one item say; None where they hold no title."""
    title: list[Line] = []
    cases: list[str] = []
    pages: tuple[int, int] | None = None
    cited: list[Line] = []
    ended = False
    for row in band:
        printed = row.words[start.words :] if row is start.row else row.words
        inside, of_row = _split_page([w for w in printed if start.section or w.x0 >= start.x1 - 1], columns)
        pages = pages or of_row
        in_title, in_case = _split_case(inside, columns)
        cases += [c for c in [_case_column(in_case, bool(columns.edges))] if c]
        if not in_title:
            continue
        text = squash(" ".join(w.text for w in in_title))
        case = labelled_case(text) or leading_cases(text)
        rest = _after(in_title, case) if case else ()
        if case and not title and rest:  # "KS 2025/12 Budget": the title stands behind its number
            cases.append(case)
            title.append(Line(row.page, rest))
            continue
        if case:
            cases.append(case)
            cited = [Line(row.page, in_title)]
        elif cited and title and same_style(in_title, cited[0].words):
            cited.append(Line(row.page, in_title))
        elif not _aside(text) and (not title or same_style(in_title, title[0].words)):
            if not ended:
                title.append(Line(row.page, in_title))
            continue
        ended = ended or bool(title)
    text, case = without_case(squash(join_lines(title, vocabulary)[0])) if title else ("", None)
    if not text:
        return None
    box = start.row.box
    for row in band:
        box = box.union(row.box)
    if case:
        cases.append(case)
    return Item(
        number=start.printed,
        title=text,
        case_number=cases[0] if cases else None,
        page_from=pages[0] if pages else None,
        page_to=pages[1] if pages else None,
        earlier=_earlier(squash(join_lines(cited, vocabulary)[0])) if cited else None,
        page=start.row.page,
        box=box,
    )


def _after(printed: Sequence[Word], case: str) -> tuple[Word, ...]:
    """Return the words behind the case number that opens a row, where they can be a title."""
    length = 0
    text = squash(" ".join(w.text for w in printed))
    until = text.find(case) + len(case)
    for n, word in enumerate(printed):
        if length >= until:
            rest = tuple(printed[n:])
            letters = any(c.isalpha() for w in rest for c in w.text)
            return rest if letters and not any("§" in w.text for w in rest) else ()
        length += len(word.text) + 1
    return ()


def _earlier(text: str) -> str | None:
    """Return what stands after the case number where it is the § of an earlier meeting: "KSAU 2025-09-02 § 14"."""
    case = labelled_case(text) or leading_cases(text) or ""
    rest = text[text.find(case) + len(case) :].strip(" ,;.()")
    return rest if "§" in rest else None


def _split_page(inside: Sequence[Word], columns: Columns) -> tuple[list[Word], tuple[int, int] | None]:
    """Return the words without the pages that end the row, and those pages: after dots, or under their head."""
    parted = before_dots(inside)
    if parted:
        return parted[0], _range(parted[1])
    parts = list(inside)
    if columns.page is not None:
        left, right = columns.page.x0 - 30, columns.page.x1 + 10
        for n, word in enumerate(parts):
            if word.x0 >= left and word.x1 <= right and (pages := _range(parts[n:])):
                return parts[:n], pages
    return parts, None


def _range(tail: Sequence[Word]) -> tuple[int, int] | None:
    m = PAGES.fullmatch(squash(" ".join(w.text for w in tail)))
    return (int(m[1]), int(m[2] or m[1])) if m else None


def _split_case(inside: Sequence[Word], columns: Columns) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """Return the words of the title column and those of the case column, by the head or else by the wide spaces."""
    if columns.edges:
        return tuple(w for w in inside if columns.role(w) == "title"), tuple(
            w for w in inside if columns.role(w) == "case"
        )
    pieces: list[list[Word]] = []
    for word in inside:
        if pieces and word.x0 - pieces[-1][-1].x1 <= WIDE_GAP * max(word.size, 1):
            pieces[-1].append(word)
        else:
            pieces.append([word])
    if len(pieces) > 1 and leading_cases(without_case_label(" ".join(w.text for w in pieces[0]))):
        pieces[0], pieces[1] = pieces[1], pieces[0]  # "§ 4   Dnr KS 2025/12   Budget"
    return tuple(pieces[0] if pieces else ()), tuple(w for p in pieces[1:] for w in p)


def _case_column(in_case: Sequence[Word], headed: bool) -> str | None:
    """Return the case number in its column: under a head that says so also one with a form of its own."""
    text = without_case_label(squash(" ".join(w.text for w in in_case)))
    return leading_cases(text) or (text if headed and re.fullmatch(r"\S*\d\S*(?: \S*\d\S*)?", text) else None)


def _aside(text: str) -> bool:
    """Tell whether a row of an item is about it ("Föredragande: ...", "Bilaga 3") or lists what is under it."""
    if re.match(r"(?:[a-z][.)]|[•●○▪·–-])\s", text):
        return True
    said = any(re.match(rf"{re.escape(word)}\b[\s.:]", text.lower()) for word in words("agenda", "aside"))
    return said and (text[0].isupper() or ":" in text)
