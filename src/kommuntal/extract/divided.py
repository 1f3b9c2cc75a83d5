"""The paragraphs of meeting papers as a reader divides them, where the layout of running text cannot: headings in the
left margin beside their text, headings set as other headings of the record are, and forms whose ruled fields hold a
heading and what stands under it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from kommuntal.extract.headings import decision_heading, is_heading
from kommuntal.extract.rows import Row, Style, rows_of, same_style, style
from kommuntal.layout.lines import Line
from kommuntal.layout.model import Layout, Paragraph, ParagraphRole, Table, TextSpan
from kommuntal.layout.text import Vocabulary, join_lines
from kommuntal.read.model import Page

APART = 0.6  # type sizes between a heading in the margin and its text, at the least
FEWEST = 3  # headings in the margin that make it one
EDGE = 1.5  # points by which the left edges of one column differ
CLOSE = 0.8  # type sizes between the lines of a paragraph in a field, at the most
SHORT = 60  # characters of a heading that only its type tells
FIELDS = 2  # texts in a row of a form, at the most; a table has more
ITEM = re.compile(r"(?:\d{1,2}[.)]|[•–-]) ")


def divided(layout: Layout) -> list[Paragraph]:
    """Return the paragraphs in reading order, those of forms where the forms stand."""
    out: list[Paragraph] = []
    forms = {n: t for n, t in enumerate(layout.tables) if _is_form(t)}
    pages = {p.number: p for p in layout.pages}
    vocabulary = Vocabulary(layout.pages) if forms else None
    opened: dict[int, list[Paragraph]] = defaultdict(list)
    for table in forms.values():
        if vocabulary:
            opened[table.before] += list(_fields(table, pages[table.page], vocabulary))
    for n, paragraph in enumerate(layout.paragraphs):
        out += opened.pop(n, [])
        out.append(paragraph)
    out += [p for left in opened.values() for p in left]
    edge = _text_edge(out)
    return _set_as_headings(out if edge is None else list(_beside_margin(out, edge)))


def _set_as_headings(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs, short ones as headings where they are set as the headings that every record has, and as
    no running text: "ÄRENDE" and "BESLUT" in small type make "REMISSINSTANSER" a heading."""
    of_headings: Counter[Style] = Counter()
    of_text: Counter[Style] = Counter()
    for p in paragraphs:
        if (printed := _style(p)) is not None:
            if len(p.text) <= SHORT and is_heading(p.text):
                of_headings[printed] += 1
            elif len(p.text) > SHORT or p.text.endswith((".", ",")):
                of_text[printed] += 1
    styles = {style for style, count in of_headings.items() if count >= FEWEST and not of_text[style]}
    return [
        replace(p, role="heading")
        if p.role == "body" and len(p.text) <= SHORT and _style(p) in styles and p.text[:1].isupper()
        else p
        for p in paragraphs
    ]


def _style(paragraph: Paragraph) -> Style | None:
    """Return how a paragraph is set, capitals aside; None where its words are not set alike."""
    found = {style((s.word,)) for s in paragraph.spans if any(c.isalpha() for c in s.word.text)}
    return found.pop() if len(found) == 1 else None


def _text_edge(paragraphs: Sequence[Paragraph]) -> float | None:
    """Return the left edge of the text beside a margin that holds headings; None where there is no such margin."""
    found: Counter[float] = Counter()
    crossed = 0
    lines = [line for p in paragraphs for line in _lines(p)]
    for line in lines:
        for n in range(1, min(6, len(line))):
            word, before = line[n].word, line[n - 1].word
            if word.x0 - before.x1 > APART * word.size and is_heading(_text(line[:n])):
                found[round(word.x0)] += 1
                break
    edge, count = max(found.items(), key=lambda pair: pair[1], default=(0.0, 0))
    if count < FEWEST:
        return None
    for line in lines:
        crossed += any(s.word.x0 < edge - EDGE and s.word.x1 > edge + EDGE for s in line)
    return edge if crossed < len(lines) / 4 else None


def _beside_margin(paragraphs: Sequence[Paragraph], edge: float) -> Iterator[Paragraph]:
    """Yield the paragraphs with what stands in the margin as headings of their own, before the text beside them."""
    for p in paragraphs:
        left = [s for s in p.spans if s.word.x1 < edge - EDGE]
        right = [s for s in p.spans if s.word.x0 >= edge - EDGE]
        if not left or not right or len(left) + len(right) < len(p.spans) or p.role == "heading":
            yield p
            continue
        first = right[0]
        yield replace(_of_spans(p, left), role="heading", bold=True)
        yield _of_spans(p, right) if first.end > first.start else p


def _of_spans(paragraph: Paragraph, spans: Sequence[TextSpan]) -> Paragraph:
    """Return the paragraph that some of the words of another make."""
    text = ""
    kept: list[TextSpan] = []
    for n, s in enumerate(spans):
        touching = n and s.start == spans[n - 1].end and s.end > s.start
        text += "" if not text or touching or s.start == s.end else " "
        printed = paragraph.text[s.start : s.end]
        kept.append(replace(s, start=len(text), end=len(text) + len(printed)))
        text += printed
    box = spans[0].word.box
    for s in spans[1:]:
        box = box.union(s.word.box) if s.page == spans[0].page else box
    role: ParagraphRole = "list" if ITEM.match(text) else paragraph.role
    return replace(paragraph, text=text, spans=tuple(kept), page=spans[0].page, box=box, role=role)


def _lines(paragraph: Paragraph) -> list[list[TextSpan]]:
    """Return the words of a paragraph line by line."""
    out: list[list[TextSpan]] = []
    for s in paragraph.spans:
        last = out[-1][-1] if out else None
        if last and s.page == last.page and s.word.x0 > last.word.x0 and s.word.top < last.word.bottom - 1:
            out[-1].append(s)
        else:
            out.append([s])
    return out


def _text(spans: Sequence[TextSpan]) -> str:
    return " ".join(s.word.text for s in spans)


def _is_form(table: Table) -> bool:
    """Tell whether a table is a form with fields of text: a row of it begins with the heading of a decision."""
    for row in table.grid():
        texts = [text for text in row if text]
        if texts and len(texts) <= FIELDS and any(decision_heading(part) for part in _openings(texts[0])):
            return True
    return False


def _openings(text: str) -> Iterator[str]:
    """Yield the text and its first words, one to four."""
    yield text
    words = text.split()
    yield from (" ".join(words[:n]) for n in range(1, min(5, len(words))))


def _fields(table: Table, page: Page, vocabulary: Vocabulary) -> Iterator[Paragraph]:
    """Yield the paragraphs in the fields of a form: a line that is a heading, or lines that stand close, set alike."""
    section = table.section
    for cell in sorted(table.cells, key=lambda c: (c.row, c.column)):
        inside = [w for w in page.words if cell.box.x0 - 1 <= (w.x0 + w.x1) / 2 <= cell.box.x1 + 1]
        inside = [w for w in inside if cell.box.top - 1 <= (w.top + w.bottom) / 2 <= cell.box.bottom + 1]
        for rows in _runs(rows_of(replace(page, words=tuple(inside)))):
            lines = [Line(r.page, r.words) for r in rows]
            text, spans = join_lines(lines, vocabulary)
            box = rows[0].box
            for r in rows[1:]:
                box = box.union(r.box)
            role: ParagraphRole = "list" if ITEM.match(text) else "body"
            role = "heading" if is_heading(text) else role
            yield Paragraph(text, page.number, box, tuple(spans), role, section, rows[0].size, lines[0].bold)


def _runs(rows: Sequence[Row]) -> Iterator[list[Row]]:
    run: list[Row] = []
    for row in rows:
        apart = run and (
            is_heading(row.text)
            or is_heading(run[-1].text)
            or row.box.top - run[-1].box.bottom > CLOSE * row.size
            or not same_style(row.words[:1], run[-1].words[:1])
            or ITEM.match(row.text)
            or row.text.startswith("att ")
        )
        if apart:
            yield run
            run = []
        run.append(row)
    if run:
        yield run
