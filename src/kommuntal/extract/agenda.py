"""The items of an agenda: from its contents table, ruled or not, over several pages, or from a numbered list."""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace

from kommuntal.extract.agenda_columns import PAGES, Columns, columns_of, from_numbers, page_column
from kommuntal.extract.contents_lines import contents_lines
from kommuntal.extract.context import Context
from kommuntal.extract.mastheads import whole_case
from kommuntal.extract.numbering import Start, chains, starts, with_subs
from kommuntal.extract.rows import Row, before_dots, body_rows, same_style
from kommuntal.extract.where import where
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
CLOSE, LOOSE = 0.8, 2.0  # type sizes between the rows of an item, and between them and a case number of their own
BROKEN = re.compile(r"(?:^|\s)[A-ZÅÄÖ]{2,8}[-/]$")  # "dnr KS-", whose number goes on in the next line
FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?)$", re.IGNORECASE)


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
    within: str | None = None  # number of the item that it is part of


def extract_agenda(layout: Layout, context: Context) -> Records:
    """Return the agenda items of a kallelse, or of the contents page of minutes."""
    if context.document.kind not in (DocumentKind.AGENDA, DocumentKind.MINUTES):
        return Records()
    items = read_agenda(layout) or list(_unnumbered(layout))
    if context.document.kind == DocumentKind.MINUTES and sum(i.page_from is not None for i in items) < len(items) / 2:
        return Records()  # the §§ themselves, not a list of them
    meeting = context.records.meetings[0].meeting_id if context.records.meetings else None
    out = Records()
    for order, item in enumerate(items, 1):
        above = next((i for i in out.agenda_items if i.number == item.within), None) if item.within else None
        out.agenda_items.append(
            AgendaItem(
                agenda_item_id=context.ids.next("agenda_item", item.page),
                meeting_id=meeting,
                number=item.number,
                order=order,
                title=item.title,
                case_number=item.case_number,
                page_from=item.page_from,
                page_to=item.page_to,
                parent_id=above.agenda_item_id if above else None,
                earlier=item.earlier,
                **where(context.document_id, item.page, item.box),
            )
        )
    return out


def read_agenda(layout: Layout) -> list[Item]:
    """Return the items of the first list that numbers run down beside, in the order of the list."""
    pages = {p.number: p for p in layout.pages}
    rows = from_numbers([row for page in layout.pages for row in body_rows(layout, page)])
    heads = {i: c for i, row in enumerate(rows) if (c := columns_of(row))}
    found = starts(rows)
    headings = {i for i, r in enumerate(rows) if plain(r.text) in words("agenda", "headings")}
    chain = with_subs(_agenda_chain(found, rows, heads.keys() | headings), found)
    vocabulary = Vocabulary(layout.pages)
    columns = Columns(page=page_column(chain, pages))
    items = []
    for n, start in enumerate(chain):
        above = [i for i in heads if i < start.index]
        if above:
            columns = replace(heads[max(above)], page=heads[max(above)].page or columns.page)
        before, following = chain[n - 1] if n else None, chain[n + 1] if n + 1 < len(chain) else None
        band = _between_rules(start, chain, rows, pages[start.row.page]) or [
            *_beside(start, before, rows),
            *_below(start, following, rows),
        ]
        right = max(r.box.x1 for r in rows if r.page == start.row.page)
        if item := _item(start, band, columns, vocabulary, right):
            items.append(item)
    return items


def _unnumbered(layout: Layout) -> Iterator[Item]:
    """Yield the lines of the first contents page as items, for an agenda that numbers none."""
    vocabulary = Vocabulary(layout.pages)
    for page in layout.pages[:BARE_PAGES]:
        for number, title, page_number, box in contents_lines(body_rows(layout, page), vocabulary):
            text, case = without_case(title)
            yield Item(number, text, case, page_number, page_number, None, page.number, box)


def _agenda_chain(found: Sequence[Start], rows: Sequence[Row], anchors: Set[int]) -> list[Start]:
    """Return the numbers of the agenda: the first chain under a heading or table head that says so, or the longer one
    that comes right after it; without such a heading a chain from 1 on the first pages."""

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


def _text(printed: Iterable[Word]) -> str:
    return squash(" ".join(w.text for w in printed))


def _between_rules(start: Start, chain: Sequence[Start], rows: Sequence[Row], page: Page) -> list[Row]:
    """Return the rows of the item where its table rules it off from the items beside it; else none."""
    rules = _rules(page, start)
    top = max((y for y in rules if y <= start.row.middle), default=None)
    bottom = min((y for y in rules if y > start.row.middle), default=None)
    if top is None or bottom is None:
        return []
    inside = [r for r in rows if r.page == page.number and top < r.middle < bottom]
    title = start.row.words[start.words :]
    # what stands above the number, left of the titles or set in another way, is the heading of a group
    inside = [
        r
        for r in inside
        if r.middle >= start.row.middle or (r.box.x0 >= start.x1 - 1 and (not title or same_style(r.words, title)))
    ]
    return [] if any(s is not start and s.row in inside for s in chain) else inside


def _below(start: Start, following: Start | None, rows: Sequence[Row]) -> list[Row]:
    """Return the row of the number and those right below it, down to the next number; where the page ends before
    the title has begun, the rows right above the next number."""
    until = following.index if following else len(rows)
    band = [start.row]
    for row in rows[start.index + 1 : until]:
        apart = (row.box.top - band[-1].box.bottom) / start.row.size
        if row.page != start.row.page or apart > LOOSE or (apart > CLOSE and whole_case(row.text) is None):
            break
        band.append(row)
    if following and following.row.page > start.row.page and rows[start.index + 1].page > start.row.page:
        band += rows[start.index + 1 : until]
    return band


def _beside(start: Start, before: Start | None, rows: Sequence[Row]) -> list[Row]:
    """Return the rows that begin above the number but reach down beside it: it stands in the middle of its cell."""
    out: list[Row] = []
    top = start.row.box.top
    for row in reversed(rows[before.index + 1 if before else 0 : start.index]):
        if row.page != start.row.page or row.box.bottom <= top + 1:
            break
        out.insert(0, row)
        top = row.box.top
    return out


def _rules(page: Page, start: Start) -> list[float]:
    """Return the heights of the horizontal rules that run past the number or the first word after it; a line under
    words is none."""
    x = start.row.words[min(start.words, len(start.row.words) - 1)].x0 + 2
    return sorted(
        (p.top + p.bottom) / 2
        for p in page.paths
        if p.bottom - p.top <= 3 and p.x1 - p.x0 > 40 and p.x0 - 2 <= x <= p.x1 + 2 and not _underlines(p.box, page)
    )


def _underlines(rule: Box, page: Page) -> bool:
    """Tell whether a rule begins and ends with the words right above it, as under a link."""
    above = [w for w in page.words if rule.top - 4 <= w.bottom <= rule.bottom + 4 and w.x1 > rule.x0 and w.x0 < rule.x1]
    return bool(above) and abs(min(w.x0 for w in above) - rule.x0) <= 2 and abs(max(w.x1 for w in above) - rule.x1) <= 2


def _item(start: Start, band: Sequence[Row], columns: Columns, vocabulary: Vocabulary, right: float) -> Item | None:
    """Return what the rows of one item say; None where they hold no title. `right` is where lines end."""
    title: list[Line] = []
    cases: list[str] = []
    column: list[Line] = []
    pages: tuple[int, int] | None = None
    cited: list[Line] = []
    ended = False
    for row in band:
        printed = row.words[start.words :] if row is start.row else row.words
        in_line = row is not start.row and not start.section and abs(row.box.x0 - start.x0) <= 1
        if in_line and not _wraps(start.row, row, right) and not (labelled_case(row.text) or leading_cases(row.text)):
            continue
        inside, of_row = _split_page([w for w in printed if start.section or in_line or w.x0 >= start.x1 - 1], columns)
        pages = pages or of_row
        in_title, in_case = _split_case(inside, columns, opens=not title)
        column += [Line(row.page, in_case)] if in_case else []
        if not in_title:
            continue
        text = _text(in_title)
        broken = bool(title) and BROKEN.search(title[-1].text) is not None and not ended
        case = None if broken else labelled_case(text) or leading_cases(text)
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
    cases = [c for c in (_case_column(column, vocabulary, bool(columns.edges)), *cases, case) if c]
    return Item(
        number=start.printed,
        title=text,
        case_number=cases[0] if cases else None,
        page_from=pages[0] if pages else None,
        page_to=pages[1] if pages else None,
        earlier=_earlier(squash(join_lines(cited, vocabulary)[0])) if cited else None,
        page=start.row.page,
        box=box,
        within=str(start.value) if start.sub else None,
    )


def _wraps(above: Row, below: Row, right: float) -> bool:
    """Tell whether a row goes on with one that was full, set in line with its number: the next word had no room."""
    first = below.words[0]
    full = above.box.x1 + (first.x1 - first.x0) + 0.2 * above.size > right
    return full and same_style(below.words, above.words[-1:])


def _after(printed: Sequence[Word], case: str) -> tuple[Word, ...]:
    """Return the words behind the case number that opens a row, where they can be a title."""
    length = 0
    text = _text(printed)
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
    m = PAGES.fullmatch(_text(tail))
    return (int(m[1]), int(m[2] or m[1])) if m else None


def _split_case(inside: Sequence[Word], columns: Columns, *, opens: bool) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """Return the words of the title column and those of the case column, by the head or else by the wide spaces;
    in the row that `opens` an item the case number may stand before the title."""
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
    if opens and len(pieces) > 1 and leading_cases(without_case_label(_text(pieces[0]))):
        pieces[0], pieces[1] = pieces[1], pieces[0]  # "§ 4   Dnr KS 2025/12   Budget"
    return tuple(pieces[0] if pieces else ()), tuple(w for p in pieces[1:] for w in p)


def _case_column(column: Sequence[Line], vocabulary: Vocabulary, headed: bool) -> str | None:
    """Return the case number in its column, over lines where it is narrow: under a head that says so also one with a
    form of its own."""
    if not column:
        return None
    printed = squash(join_lines(column, vocabulary)[0])
    text = without_case_label(printed)
    return (
        labelled_case(printed)
        or leading_cases(text)
        or next((case for line in column if (case := whole_case(line.text))), None)
        or (text if headed and re.fullmatch(r"\S*\d\S*(?: \S*\d\S*)?", text) else None)
    )


def _aside(text: str) -> bool:
    """Tell whether a row of an item is about it ("Föredragande: ...", "Bilaga 3") or lists what is under it."""
    if re.match(r"(?:[a-z][.)]|[•●○▪·–-])\s", text) or FILE.search(text):
        return True
    said = any(re.match(rf"{re.escape(word)}\b[\s.:]", text.lower()) for word in words("agenda", "aside"))
    return said and (text[0].isupper() or ":" in text)
