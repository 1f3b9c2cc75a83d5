"""The papers of a bundle, the §§ of minutes, or a case document as the one paper it is.

A paper is what has a masthead of its own with kind, date and case number; what is attached to it follows without one
and lies within its pages. In minutes each § is a paper.
"""

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz import fuzz

from kommuntal.extract.context import Context
from kommuntal.extract.forms import decided_fields
from kommuntal.extract.headings import is_heading
from kommuntal.extract.mastheads import Masthead, read_masthead, read_mastheads, signed_date, title_and_case, whole_case
from kommuntal.extract.numbering import Start, chains, starts
from kommuntal.extract.rows import Row, body_rows, rows_of
from kommuntal.extract.version_marks import unmarked
from kommuntal.extract.where import where
from kommuntal.extract.words import labelled_case
from kommuntal.layout.lines import Line
from kommuntal.layout.model import Layout
from kommuntal.layout.text import Vocabulary
from kommuntal.read.model import Box, OutlineEntry, Page
from kommuntal.schema import AgendaItem, Paper, Records
from kommuntal.schema.enums import DocumentKind, PaperKind
from kommuntal.swedish.case_numbers import parse_case_number, same_case

# Kinds that begin a paper by their name alone; others are attached to the paper before when they share its case.
OWN_KINDS = {PaperKind.PROPOSAL, PaperKind.OFFICIAL_LETTER, PaperKind.MINUTES_EXTRACT, PaperKind.LIST}
SAME_TITLE = 90  # ratio from which two titles are one
SECTION_ZONE = 0.35  # share of the page in which the § of a minutes extract stands


@dataclass(frozen=True)
class Found:
    """One paper as read; pages are pages of the PDF."""

    page_from: int
    page_to: int
    box: Box
    title: str | None
    kind: PaperKind = PaperKind.OTHER
    case_number: str | None = None
    date: datetime.date | None = None
    officer: str | None = None
    section: str | None = None
    item_id: str | None = None  # of the agenda item that announces its page
    confidence: float = 1.0


def extract_papers(layout: Layout, context: Context) -> Records:
    """Return the papers of a kallelse, minutes, case document or audit report; none of any other document."""
    kind = context.document.kind
    items = context.records.agenda_items
    if kind == DocumentKind.AGENDA:
        found = bundle_papers(layout, items, context.outline)
    elif kind == DocumentKind.MINUTES:
        found = sections_of_minutes(layout)
        day = context.records.meetings[0].date if context.records.meetings else None
        found = [replace(f, date=day) for f in found]
    elif kind in (DocumentKind.CASE_DOCUMENT, DocumentKind.AUDIT):
        found = whole_document(layout)
    else:
        return Records()
    stamps = printed_pages(layout)
    ids = [context.ids.next("paper", f.page_from) for f in found]
    return Records(
        papers=[
            Paper(
                paper_id=paper_id,
                agenda_item_id=_item_of(f, items, stamps),
                version_of=next(
                    (i for i, earlier in zip(ids, found[:n], strict=False) if _is_version(f, earlier)), None
                ),
                case_number=f.case_number,
                title=f.title,
                kind=f.kind,
                page_from=f.page_from,
                page_to=f.page_to,
                document_date=f.date,
                officer=f.officer,
                section=f.section,
                **where(context.document_id, f.page_from, f.box),
                confidence=f.confidence,
            )
            for n, (paper_id, f) in enumerate(zip(ids, found, strict=True))
        ]
    )


def _is_version(later: Found, earlier: Found) -> bool:
    """Tell whether two papers of one file are one paper, printed twice: case, kind, title and § are the same, but for
    a word such as "reviderad" in the title."""
    return (
        later.title is not None
        and unmarked(later.title) == unmarked(earlier.title or "")
        and (later.kind, later.section) == (earlier.kind, earlier.section)
        and _same(later.case_number, earlier.case_number)
    )


def printed_pages(layout: Layout) -> dict[int, int]:
    """Return by page of the PDF the number that the contents of a bundle refers to: its stamp, or the page itself in
    a bundle without stamps."""
    stamps = {f.page: f.number for f in layout.furniture if f.kind == "stamp" and f.number is not None}
    known = sorted(stamps)
    for one, two in pairwise(known):
        if stamps[two] - stamps[one] == two - one:  # pages between whose stamps could not be told apart
            stamps.update({page: stamps[one] + page - one for page in range(one, two)})
    return stamps or {p.number: p.number for p in layout.pages}


def bundle_papers(layout: Layout, items: Sequence[AgendaItem], outline: Sequence[OutlineEntry] = ()) -> list[Found]:
    """Return the papers of a bundle in order: by mastheads, by the pages that the contents gives, and by bookmarks
    that bear the title of an item."""
    vocabulary = Vocabulary(layout.pages)
    agenda_pages = {i.page for i in items}
    by_number = {number: page for page, number in printed_pages(layout).items()}
    announced = _bookmarked(outline, items) | {by_number[i.page_from]: i for i in items if i.page_from in by_number}
    heads = read_mastheads(layout)
    found: list[Found] = []
    before = Masthead()
    for page in layout.pages:
        head = heads[page.number]
        body = [r for r in rows_of(page) if r.middle > head.bottom]
        section = _section(body, page)
        item = announced.get(page.number)
        if page.number not in agenda_pages and (
            _begins(head, before, section, found[-1] if found else None)
            or (item is not None and (section is not None or (head.own_page or 1) == 1))
        ):
            found.append(_paper(page, body, head, section, vocabulary, item))
        before = head
    return _until_next(found, layout.pages[-1].number if layout.pages else 0)


def _bookmarked(outline: Sequence[OutlineEntry], items: Sequence[AgendaItem]) -> dict[int, AgendaItem]:
    """Return by page the items whose title a bookmark bears, its number aside."""
    out: dict[int, AgendaItem] = {}
    for entry in outline:
        title = re.sub(r"^\W*\d{1,3}[.:)]?\s+|\.pdf$", "", entry.title).lower()
        item = next((i for i in items if fuzz.ratio(title, i.title.lower()) >= SAME_TITLE), None)
        if item is not None and entry.page is not None:
            out.setdefault(entry.page, item)
    return out


def _begins(head: Masthead, before: Masthead, section: Start | None, current: Found | None) -> bool:
    """Tell whether a page with this masthead is the first of a paper."""
    if section is not None:  # but for the next § of minutes that are attached as a whole
        whole = head.own_page is not None and before.own_page == head.own_page - 1
        return not whole or (head.body, head.date) != (before.body, before.date)
    if (head.own_page or 1) != 1 or (head.kind is None and head.case_number is None):
        return False
    if head.own_page is None and replace(head, bottom=0, officer=None) == replace(before, bottom=0, officer=None):
        return False  # the same masthead runs on
    other_case = head.case_number is not None and (current is None or not _same(head.case_number, current.case_number))
    if head.kind in OWN_KINDS:
        return head.case_number is not None or head.date is not None
    return other_case and head.kind != PaperKind.ATTACHMENT


def _paper(
    page: Page,
    body: Sequence[Row],
    head: Masthead,
    section: Start | None,
    vocabulary: Vocabulary,
    item: AgendaItem | None,
) -> Found:
    rows = body[section.index :] if section else body
    title, case = _section_title(section, rows, vocabulary) if section else title_and_case(rows, vocabulary)
    return Found(
        page_from=page.number,
        page_to=page.number,
        box=(section.row if section else rows[0]).box if rows else Box(0, 0, page.width, page.height),
        title=title or (item.title if item and not section else None),
        kind=head.kind or (PaperKind.MINUTES_EXTRACT if section else PaperKind.OTHER),
        case_number=head.case_number or _case_below(rows, section) or case,
        date=head.date,
        officer=head.officer,
        section=section.cited if section else None,
        item_id=item.agenda_item_id if item else None,
        confidence=1.0 if head.kind or section else 0.7,
    )


def _section(body: Sequence[Row], page: Page) -> Start | None:
    """Return the § that heads the page of a minutes extract: the first row but for those of the masthead."""
    found = [s for s in starts(body) if s.section and s.row.middle < SECTION_ZONE * page.height]
    return found[0] if found and found[0].index <= 2 and len(found[0].row.text) < 120 else None


def _case_below(rows: Sequence[Row], section: Start | None) -> str | None:
    """Return the case number that stands by itself, or after its label, beside the § or near the title."""
    beside = " ".join(w.text for w in section.row.words[section.words :]) if section else ""
    if case := whole_case(beside) or labelled_case(beside):
        return case
    for row in rows[:12]:
        for text in (row.text, *(p.text for p in row.pieces)):
            if case := whole_case(text) or labelled_case(text):
                return case
        if is_heading(row.text):
            break
    return None


def _section_title(section: Start, rows: Sequence[Row], vocabulary: Vocabulary) -> tuple[str | None, str | None]:
    """Return the title of a § and the case number after it: what follows its number on the row, or the rows below."""
    number = set(section.row.words[: section.words])
    pieces = [tuple(w for w in piece.words if w not in number) for piece in section.row.pieces]
    if pieces[0] and not re.search(r"\w", pieces[0][0].text):
        pieces[0] = pieces[0][1:]  # "§ 31 – Budget"
    beside = tuple(Line(section.row.page, words) for words in pieces if words)
    return title_and_case([*([Row(section.row.page, beside)] if beside else []), *rows[1:]], vocabulary, titled=True)


def _until_next(found: Sequence[Found], last: int) -> list[Found]:
    """Give each paper the pages up to the next one."""
    if not found:
        return []
    ends = [*(f.page_from - 1 for f in found[1:]), last]
    return [replace(f, page_to=max(f.page_from, end)) for f, end in zip(found, ends, strict=True)]


def sections_of_minutes(layout: Layout) -> list[Found]:
    """Return the §§ of minutes in order; a list of them at the front is not taken for the §§ themselves."""
    vocabulary = Vocabulary(layout.pages)
    decided = decided_fields(layout)
    rows = {p.number: body_rows(layout, p, decided.get(p.number, ())) for p in layout.pages}
    listed = [row for page in layout.pages for row in rows[page.number]]
    found = _whole(chains(starts(listed), lambda s: s.section, reach=len(layout.pages)))
    longest = max(map(len, found), default=0)
    # The list at the front has as many numbers as the §§ have, or a few more that were not read: the later is meant.
    chain = max((c for c in found if len(c) >= 0.8 * longest), key=lambda c: c[0].index, default=[])
    heads = read_mastheads(layout)
    out = []
    for n, start in enumerate(chain):
        following = chain[n + 1] if n + 1 < len(chain) else None
        inside = listed[start.index : following.index if following else len(listed)]
        last = inside[-1].page if following else _last_page(start.row.page, heads)
        inside = [r for r in inside if r.page <= last]
        title, case = _section_title(start, inside, vocabulary)
        out.append(
            Found(
                page_from=start.row.page,
                page_to=last,
                box=start.row.box,
                title=title,
                kind=PaperKind.MINUTES_EXTRACT,
                case_number=_case_below(inside, start) or case,
                section=start.cited,
            )
        )
    return out


def _whole(found: Sequence[list[Start]]) -> list[list[Start]]:
    """Return the chains that are no tail of another."""
    inside = {s for chain in found for s in chain[1:]}
    return [chain for chain in found if chain[0] not in inside]


def _last_page(first: int, heads: Mapping[int, Masthead]) -> int:
    """Return the last page of the minutes: what follows with page numbers of its own is attached to them."""
    pages = sorted(n for n in heads if n > first)
    ends = [n - 1 for n in pages if heads[n].own_page == 1]
    return ends[0] if ends else max([first, *pages])


def whole_document(layout: Layout) -> list[Found]:
    """Return a document that is one paper."""
    if not layout.pages:
        return []
    first = layout.pages[0]
    rows = rows_of(first)
    head = read_masthead(first, rows)
    body = [r for r in rows if r.middle > head.bottom]
    paper = _paper(first, body, head, _section(body, first), Vocabulary(layout.pages), None)
    date = paper.date or next((d for p in layout.pages if (d := signed_date(rows_of(p)))), None)
    return [replace(paper, page_to=layout.pages[-1].number, date=date, confidence=1.0)]


def _item_of(found: Found, items: Sequence[AgendaItem], printed: Mapping[int, int]) -> str | None:
    """Return the agenda item that a paper belongs to: by its page, else its case number, else its title."""
    if found.item_id:
        return found.item_id
    number = printed.get(found.page_from)
    for item in items:
        if (
            number is not None
            and item.page_from is not None
            and item.page_from <= number <= (item.page_to or item.page_from)
        ):
            return item.agenda_item_id
    section = re.search(r"§ (\d+)", found.section or "")
    for item in items:
        if section and item.number == section[1]:
            return item.agenda_item_id
    for item in items:
        if _same(found.case_number, item.case_number):
            return item.agenda_item_id
    likely = [
        i for i in items if found.title and fuzz.token_sort_ratio(found.title.lower(), i.title.lower()) >= SAME_TITLE
    ]
    return likely[0].agenda_item_id if len(likely) == 1 else None


def _same(a: str | None, b: str | None) -> bool:
    one, two = parse_case_number(a or ""), parse_case_number(b or "")
    return one is not None and two is not None and same_case(one, two)
