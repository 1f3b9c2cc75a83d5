"""Goals that only a sentence names and judges: the auditors' verdicts, and the financial goals of a chapter on them."""

import re
from collections.abc import Iterator

from kommuntal.extract.context import Context
from kommuntal.extract.goals.entry import Comment, Entry
from kommuntal.extract.goals.words import Level, says
from kommuntal.layout.model import Layout, Paragraph
from kommuntal.schema.enums import DocumentKind
from kommuntal.swedish.text import sentences, squash
from kommuntal.swedish.verdicts import find_verdicts

# the goals an auditor speaks of as a whole
AS_A_WHOLE: tuple[tuple[Level, re.Pattern[str]], ...] = (
    (
        "financial",
        re.compile(r"(?i)\b(?:de )?(?:finansiella|ekonomiska) mål(?:en)?(?: för god ekonomisk hushållning)?(?!\w)"),
    ),
    (
        "council",
        re.compile(
            r"(?i)\b(?:verksamhetsmål(?:en)?|(?:de )?verksamhetsmässiga mål(?:en)?|mål(?:en)? för verksamheten)(?!\w)"
        ),
    ),
)
# a goal put into words: "Ett av kommunens finansiella mål är att nettokostnaderna ska ...,"
PUT = re.compile(
    r"(?i)\b(?:finansiel|ekonomisk)\w+ mål(?:et)?\s+är\s+att\s+"
    r"(?P<goal>[^.;:]*?\b(?:ska|skall)\b[^.;:]*?)(?=,\s|[.;]\s|[.;]?$)"
)


def goals_in_prose(layout: Layout, context: Context) -> list[Entry]:
    """Return the goals that running text names and judges at once; a goal it only names gives none."""
    audit = context.document.kind == DocumentKind.AUDIT
    out: list[Entry] = []
    for p in layout.paragraphs:
        if p.role in ("heading", "caption"):
            continue
        out += _put_into_words(layout, p)
        if audit:
            out += _audited(p)
    return out


def _audited(p: Paragraph) -> Iterator[Entry]:
    """Yield the goals that a sentence with one verdict judges."""
    for start, end in sentences(p.text):
        sentence = p.text[start:end]
        verdicts = [v for v in find_verdicts(sentence) if v.item.about == "goal"]
        named = [(level, m) for level, pattern in AS_A_WHOLE if (m := pattern.search(sentence))]
        if len({v.item.assessment for v in verdicts}) != 1:
            continue
        for level, match in named:
            yield _entry(p, level, match[0], start + match.start(), start + match.end(), sentence, None)


def _put_into_words(layout: Layout, p: Paragraph) -> Iterator[Entry]:
    for match in PUT.finditer(p.text):
        heading = layout.sections[p.section].heading if p.section is not None else ""
        area = re.sub(r"^[\d.]+\s+", "", squash(heading)) if says(heading, "levels", "financial") else None
        yield _entry(p, "financial", match["goal"], match.start("goal"), match.end("goal"), p.text, area)


def _entry(p: Paragraph, level: Level, title: str, start: int, end: int, said: str, area: str | None) -> Entry:
    page, box = p.place(start, end)
    return Entry(
        title=squash(title),
        page=page,
        box=box,
        block=-2,
        section=p.section,
        level=level,
        area=area,
        comments=[Comment(said, page)],
        confidence=0.8,
    )
