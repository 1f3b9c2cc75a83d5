"""A decision to its points: numbered, with a dash, one att-sats after the other, or a sentence each."""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kommuntal.layout.model import Paragraph
from kommuntal.read.model import Box
from kommuntal.swedish.dates import find_dates
from kommuntal.swedish.text import sentences, squash
from kommuntal.swedish.vocabulary import find_decision_verb

LABEL = re.compile(r"(?P<label>\d{1,2}[.)]|[a-h][.)])\s+(?=\S)")
BULLET = re.compile(r"[•●○▪·–-]\s+")
NUMBERED = re.compile(r"(?:(?<=^)|(?<=[\s:]))(?P<label>\d{1,2})[.)]\s+(?=[A-ZÅÄÖa-zåäö])")
# "att anta planen, samt att ...": what the first att governs ("uppdra åt nämnden att utreda") has no comma before it
CLAUSE = re.compile(r"(?:[,;.]\s*(?:samt |och |dels )?|\s(?:samt|dels) |\soch )(?=att )", re.IGNORECASE)
FIRST_ATT = re.compile(r"^(?P<lead>.{0,160}?)\batt (?=\w)", re.IGNORECASE | re.DOTALL)
LEADS = re.compile(r"\bföljande(?: beslut)?[.:]?$", re.IGNORECASE)  # "föreslog nämnden fatta följande beslut."
JOINED = re.compile(r"[\s,;]*(?:[,;]|\b(?:och|samt))\s*$")  # at the end of a point that another follows
LAST_DAY = re.compile(r"\b(?:senast|före|innan) (?:den )?$", re.IGNORECASE)

Printed = tuple[str, Paragraph]  # what is printed in a paragraph, or a part of it


@dataclass(frozen=True)
class Point:
    """One point as read; `lead` stands before the first ("Nämnden beslutar")."""

    text: str
    page: int
    box: Box
    label: str | None = None
    lead: str | None = None
    verb: str | None = None
    deadline: datetime.date | None = None


def printed_text(paragraph: Paragraph, start: int = 0) -> str:
    """Return the text from `start` on, with the bullet that the paragraph leaves out."""
    first = paragraph.spans[0] if paragraph.spans else None
    bullet = f"{first.word.text} " if first and first.start == first.end and not start else ""
    return squash(bullet + paragraph.text[start:])


def read_points(printed: Sequence[Printed]) -> list[Point]:
    """Return the points of one decision in order; a decision of one sentence is its only point."""
    lead: str | None = None
    out: list[Point] = []
    for text, paragraph in printed:
        parts = list(_parts(text, listed=paragraph.role == "list", led=lead is not None))
        if not out and lead is None and len(printed) > 1 and _introduces(text) and len(parts) == 1:
            lead = text.rstrip(" :.")
            continue
        out += [_point(part, label, before or lead, paragraph) for label, before, part in parts if part]
    return out


def _introduces(text: str) -> bool:
    """Tell whether a paragraph only leads to the points below it: "Nämnden beslutar", "Styrelsen föreslår att:"."""
    if LABEL.match(text) or BULLET.match(text) or text.startswith("att "):
        return False
    if text.endswith("."):
        return LEADS.search(text) is not None
    return text.endswith((":", " att")) or find_decision_verb(text) is not None


def _parts(text: str, *, listed: bool, led: bool) -> Iterator[tuple[str | None, str | None, str]]:
    """Yield (label, lead, text) of the points that a paragraph holds."""
    if m := LABEL.match(text):
        rest = list(_numbered(text))
        yield from rest if len(rest) > 1 else [(m["label"].rstrip(".)"), None, text[m.end() :])]
        return
    numbered = list(_numbered(text))
    if numbered:
        yield from numbered
        return
    bare = BULLET.sub("", text, count=1) if BULLET.match(text) else text
    if listed or (led and bare.startswith("att ")) or bare != text:
        yield from ((None, None, clause) for clause in _clauses(bare))
        return
    for start, end in sentences(text):
        sentence = squash(text[start:end])
        m = FIRST_ATT.match(sentence)
        clauses = list(_clauses(sentence[m.end("lead") :])) if m and find_decision_verb(m["lead"]) else []
        if m and len(clauses) > 1:
            yield from ((None, m["lead"].strip(), clause) for clause in clauses)
        else:
            yield None, None, sentence


def _numbered(text: str) -> Iterator[tuple[str | None, str | None, str]]:
    """Yield the points of "Nämnden beslutar 1. Planen antas. 2. ...": numbers from 1 that rise by one."""
    marks: list[re.Match[str]] = []
    for m in NUMBERED.finditer(text):
        if int(m["label"]) == len(marks) + 1:
            marks.append(m)
    if len(marks) < 2:
        return
    lead = text[: marks[0].start()].strip(" :") or None
    for m, end in zip(marks, [*(m.start() for m in marks[1:]), len(text)], strict=True):
        yield m["label"], lead, text[m.end() : end].strip()


def _clauses(text: str) -> Iterator[str]:
    start = 0
    for m in CLAUSE.finditer(text):
        if m.start() > start:
            yield text[start : m.start()].strip(" ,;")
            start = m.end()
    yield text[start:].strip(" ,;")


def _point(text: str, label: str | None, lead: str | None, paragraph: Paragraph) -> Point:
    text = JOINED.sub("", text)
    verb = find_decision_verb(text) or find_decision_verb(lead or "")
    start = paragraph.text.find(text)
    page, box = paragraph.place(start, start + len(text)) if start >= 0 else (paragraph.page, paragraph.box)
    days = [found.item for found in find_dates(text) if LAST_DAY.search(text[: found.start])]
    return Point(
        text=text,
        page=page,
        box=box,
        label=label,
        lead=lead,
        verb=verb.item if verb else None,
        deadline=days[0] if len(days) == 1 else None,
    )
