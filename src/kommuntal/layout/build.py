"""A reading laid out: furniture set aside, tables found, the rest read in order as headings and paragraphs."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from kommuntal.layout.furniture import find_furniture
from kommuntal.layout.grouping import Group, Spacing, ends_sentence, group_lines, is_tabular
from kommuntal.layout.lines import Line, lines_of, rotated_lines, same_size
from kommuntal.layout.model import Layout, Paragraph, ParagraphRole, Section, Table
from kommuntal.layout.order import Block, reading_order
from kommuntal.layout.roles import CAPTION_REACH, Body, TagHeadings, contents_lines, role_of
from kommuntal.layout.sections import Heading, section_tree
from kommuntal.layout.struck import without_struck
from kommuntal.layout.symbols import find_symbols
from kommuntal.layout.tables import find_tables, join_tables
from kommuntal.layout.text import Vocabulary, join_lines
from kommuntal.read.model import Page, Reading, Word

CAPTION_LENGTH = 100  # characters
PAPER_CHARACTERS = 400  # of prose, to know the body style of a paper by itself


@dataclass
class _Part:
    """What becomes one paragraph: a group, and the groups that carry it on over columns and pages."""

    groups: list[Group]
    role: ParagraphRole


def lay_out(reading: Reading) -> Layout:
    """Return the document as a reader sees it; every word not struck out is in one furniture, paragraph or table."""
    reading = replace(reading, pages=tuple(map(without_struck, reading.pages)))
    furniture, words, papers = find_furniture([_without_style(page) for page in reading.pages])
    pages = [replace(page, words=words[page.number]) for page in reading.pages]
    found = [table for page in pages for table in find_tables(page)]
    tables = join_tables([t for t in found if any(c.text for c in t.cells)], pages)
    parts, before = _parts(pages, tables, papers)
    paragraphs, headings = _paragraphs(parts, Vocabulary(pages), TagHeadings(pages))
    sections = section_tree(headings, papers)
    placed = _with_titles(
        [replace(t, before=n, section=_section_at(paragraphs, n)) for t, n in zip(tables, before, strict=True)],
        paragraphs,
        sections,
    )
    return Layout(
        document_id=reading.document_id,
        pages=reading.pages,
        paragraphs=tuple(paragraphs),
        tables=tuple(placed),
        sections=tuple(_with_pages(sections, paragraphs, placed)),
        furniture=tuple(furniture),
        symbols=tuple(s for page in reading.pages for s in find_symbols(page, reading.icons)),
    )


def _without_style(page: Page) -> Page:
    """Return a page of recognised text without fonts and weights, which are guesses that change from word to word."""
    if page.layer != "ocr":
        return page
    return replace(page, words=tuple(replace(w, font="", bold=False, colour=None) for w in page.words))


def _parts(
    pages: Sequence[Page], tables: Sequence[Table], papers: Sequence[Sequence[int]]
) -> tuple[list[_Part], list[int]]:
    """Return the document's parts in reading order, and for each table the number of parts before it."""
    columns = [column for page in pages for column in _columns(page, [t for t in tables if t.page == page.number])]
    spacing, tags = Spacing(columns), TagHeadings(pages)
    flows = [group_lines(column, spacing, tags.element) for column in columns]
    bodies = _bodies([g for flow in flows for g in flow if isinstance(g, Group)], papers)
    parts: list[_Part] = []
    position = {id(t): 0 for t in tables}
    for flow in flows:
        groups = _with_contents_joined(flow)
        for i, item in enumerate(groups):
            if isinstance(item, Table):
                position[id(item)] = len(parts)
                continue
            role = role_of(item, groups[i + 1] if i + 1 < len(groups) else None, bodies[item.page], tags)
            open_part = next((p for p in reversed(parts) if p.role not in ("caption", "note")), None)
            if open_part and role == "body" and _carries_on(open_part, item):
                open_part.groups.append(item)
            else:
                parts.append(_Part([item], role))
    return parts, [position[id(t)] for t in tables]


def _bodies(groups: Sequence[Group], papers: Sequence[Sequence[int]]) -> dict[int, Body]:
    """Return by page the body style of its paper, or of the whole document where a paper says too little."""
    whole = Body.of(groups)
    out: dict[int, Body] = {}
    for paper in papers:
        own = [g for g in groups if paper[0] <= g.page <= paper[-1]]
        enough = sum(len(g.text) for g in own if len(g.lines) > 1) >= PAPER_CHARACTERS
        out.update(dict.fromkeys(paper, Body.of(own) if enough else whole))
    return out


def _columns(page: Page, tables: Sequence[Table]) -> list[list[Block]]:
    words = [w for w in page.words if not any(_inside(w, t) for t in tables)]
    columns = reading_order([*lines_of(page.number, words), *tables])
    columns.extend([line] for line in rotated_lines(page.number, words))
    return columns


def _inside(word: Word, table: Table) -> bool:
    box = table.box
    return box.x0 <= (word.x0 + word.x1) / 2 <= box.x1 and box.top <= (word.top + word.bottom) / 2 <= box.bottom


def _with_contents_joined(flow: Sequence[Group | Table]) -> list[Group | Table]:
    out: list[Group | Table] = []
    run: list[Group] = []
    for item in [*flow, None]:
        if isinstance(item, Group):
            run.append(item)
            continue
        out.extend(contents_lines(run))
        run = []
        if item is not None:
            out.append(item)
    return out


def _carries_on(part: _Part, group: Group) -> bool:
    """Tell whether a group at the top of a page or column goes on with the paragraph that broke off before it."""
    last = part.groups[-1]
    if part.role not in ("body", "list") or not same_size(last.lines[-1], group.lines[0]):
        return False
    if group.page == last.page and group.box.top > last.box.bottom and group.box.top - last.box.bottom < 40:
        return False
    if group.page - last.page not in (0, 1):
        return False
    if last.text[-1] == "-":
        return True
    return not ends_sentence(last.text) and group.text[0].islower()


def _paragraphs(
    parts: Iterable[_Part], vocabulary: Vocabulary, tags: TagHeadings
) -> tuple[list[Paragraph], list[Heading]]:
    """Return the paragraphs and the headings that their `section` counts."""
    paragraphs: list[Paragraph] = []
    headings: list[Heading] = []
    for part in parts:
        first = part.groups[0]
        lines = [line for g in part.groups for line in g.lines]
        text, spans = join_lines(lines, vocabulary, drop_first=first.has_bullet)
        if part.role == "heading":
            heading = Heading(text, first.page, first.box, first.size, first.bold, tags.level(first))
            above = paragraphs[-1] if paragraphs else None
            if above and above.role == "heading" and above.page == first.page and headings[-1].heads_item:
                headings[-1] = headings[-1].with_title(heading)
            else:
                headings.append(heading)
        paragraphs.append(
            Paragraph(
                text=text,
                page=first.page,
                box=first.box,
                spans=tuple(spans),
                role=part.role,
                section=len(headings) - 1 if headings else None,
                size=first.size,
                bold=first.bold,
            )
        )
    return paragraphs, headings


def _section_at(paragraphs: Sequence[Paragraph], n: int) -> int | None:
    return paragraphs[n - 1].section if 0 < n <= len(paragraphs) else None


def _with_titles(tables: Sequence[Table], paragraphs: Sequence[Paragraph], sections: Sequence[Section]) -> list[Table]:
    """Return the tables with a title: the caption just above or in the first row, that of the part before, or the
    heading over it."""
    out: list[Table] = []
    for table in tables:
        title = table.title or _caption(table, paragraphs) or _title_row(table)
        if title is None and table.continues is not None and table.continues < len(out):
            title = out[table.continues].title
        if title is None and table.section is not None:
            title = sections[table.section].heading
        out.append(replace(table, title=title))
    return out


def _caption(table: Table, paragraphs: Sequence[Paragraph]) -> str | None:
    """Return the caption, heading or short line just above a table, or the end of a sentence that leads up to it."""
    above = paragraphs[table.before - 1] if table.before else None
    if above is None or above.spans[-1].page != table.page:
        return None
    if is_tabular(Line(table.page, tuple(s.word for s in above.spans if s.page == table.page))):
        return None
    if not -3 <= table.box.top - above.spans[-1].word.bottom < CAPTION_REACH:
        return None
    if above.role in ("caption", "heading"):
        return above.text
    last = re.split(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])", above.text)[-1]
    leads = last.endswith(":") or (last == above.text and not ends_sentence(last))
    return last if leads and len(last) < CAPTION_LENGTH and above.role == "body" else None


def _title_row(table: Table) -> str | None:
    """Return the text of a first row that is one band over all columns."""
    first = [c for c in table.cells if c.row == 0 and c.text]
    band = len(first) == 1 and table.columns > 1 and first[0].column_span == table.columns
    return first[0].text if band and table.rows > 1 else None


def _with_pages(sections: Sequence[Section], paragraphs: Iterable[Paragraph], tables: Iterable[Table]) -> list[Section]:
    """Return the sections with `page_to` set to the last page that anything under them stands on."""
    last = [s.page_to for s in sections]
    for p in paragraphs:
        if p.section is not None:
            last[p.section] = max(last[p.section], p.spans[-1].page)
    for t in tables:
        if t.section is not None:
            last[t.section] = max(last[t.section], t.page)
    for i in reversed(range(len(sections))):
        parent = sections[i].parent
        if parent is not None:
            last[parent] = max(last[parent], last[i])
    return [replace(s, page_to=p) for s, p in zip(sections, last, strict=True)]
