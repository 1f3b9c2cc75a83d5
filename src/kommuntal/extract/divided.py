"""The paragraphs of meeting papers as a reader divides them, where the layout of running text cannot: headings in the
left margin beside their text, before a colon, or set as other headings of the record are, and forms.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

from msgspec.structs import replace

from kommuntal.extract.forms import ITEM, opened_forms
from kommuntal.extract.headings import is_heading
from kommuntal.extract.once import once
from kommuntal.extract.parts import RUN_IN
from kommuntal.extract.rows import Style, style
from kommuntal.extract.words import plain, words
from kommuntal.layout.model import Layout, Paragraph, ParagraphRole, TextSpan

APART = 0.6  # type sizes between a heading in the margin and its text, at the least
FEWEST = 3  # headings in the margin that make it one
EDGE = 1.5  # points by which the left edges of one column differ
SHORT = 60  # characters of a heading that only its type tells


@once
def divided(layout: Layout) -> Sequence[Paragraph]:
    """Return the paragraphs in reading order, those of forms where the forms stand."""
    opened: dict[int, list[Paragraph]] = defaultdict(list)
    for before, paragraph in opened_forms(layout):
        opened[before].append(paragraph)
    out: list[Paragraph] = []
    for n, paragraph in enumerate(layout.paragraphs):
        out += opened.pop(n, [])
        out.append(paragraph)
    out += [p for left in opened.values() for p in left]
    edge = _text_edge(out)
    return _set_as_headings(_parted_at_colons(out if edge is None else _beside_margin(out, edge)))


def _parted_at_colons(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs with what stands before a colon as headings of their own, in a record whose headings stand
    so: "Ansökan: ...", "Beslut: ...", "Avgift: ..."."""
    run_in = [(p, m) for p in paragraphs if p.role in ("body", "list") and (m := RUN_IN.match(p.text))]
    if sum(is_heading(m["heading"]) for _, m in run_in) < FEWEST:
        return paragraphs
    parted = {id(p): m.end() for p, m in run_in if len(m["heading"]) <= SHORT and plain(m["heading"]) not in _asides()}
    out: list[Paragraph] = []
    for p in paragraphs:
        heading = [s for s in p.spans if s.end <= parted.get(id(p), 0)]
        rest = [s for s in p.spans if s.end > parted.get(id(p), 0)]
        if heading and rest and rest[0].start >= parted[id(p)]:
            out += [replace(_of_spans(p, heading), role="heading"), _of_spans(p, rest)]
        else:
            out.append(p)
    return out


def _asides() -> frozenset[str]:
    """Return what stands before a colon in the text itself: roles of members, votes."""
    return words("meeting", "other") | words("decisions", "aside")


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


def _beside_margin(paragraphs: Sequence[Paragraph], edge: float) -> list[Paragraph]:
    """Return the paragraphs with what stands in the margin as headings of their own, before the text beside them."""
    out: list[Paragraph] = []
    headed: int | None = None  # place of the heading in the margin that the last paragraph stands beside
    for p in paragraphs:
        left = [s for s in p.spans if s.word.x1 < edge - EDGE]
        right = [s for s in p.spans if s.word.x0 >= edge - EDGE]
        if headed is not None and left and not right and p.text[:1].islower():  # the heading goes on below
            out[headed] = replace(out[headed], text=f"{out[headed].text} {p.text}")
            continue
        headed = None
        if not left or not right or len(left) + len(right) < len(p.spans) or p.role == "heading":
            out.append(p)
            continue
        headed = len(out)
        out += [replace(_of_spans(p, left), role="heading", bold=True), _of_spans(p, right)]
    return out


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
