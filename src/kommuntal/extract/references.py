"""What papers refer to: attachments and recipients listed, earlier decisions, laws, last days, proposals retold."""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kommuntal.extract.attachments import attached_to, is_absent, page_of, unlisted
from kommuntal.extract.bodies import capital, trailing_body
from kommuntal.extract.context import Context
from kommuntal.extract.headings import listed_under
from kommuntal.extract.mastheads import Masthead, read_mastheads
from kommuntal.extract.own import own_paragraphs
from kommuntal.extract.parts import read_parts
from kommuntal.extract.where import where
from kommuntal.layout.model import Layout, Paragraph
from kommuntal.read.model import Box
from kommuntal.schema import Paper, PaperReference, Records
from kommuntal.schema.enums import DocumentKind, ReferenceKind
from kommuntal.swedish.dates import find_dates
from kommuntal.swedish.text import sentences, squash

LISTS = {"attachments": ReferenceKind.ATTACHMENT, "recipients": ReferenceKind.RECIPIENT}
SECTION = re.compile(r"[\s,(]{0,3}§ ?(\d{1,4})(?![\w§])")  # right after the day of the meeting that took it
LAW = re.compile(
    r"(?:[\wåäö-]*(?:lagen|lag|balken|förordningen|förordning)(?: \w+){0,8}? ?)?\((?:SFS )?(?:1[6-9]|20)\d\d:\d{1,4}\)",
    re.I,
)
LAST_DAY = re.compile(r"\bsenast (?:den )?$", re.IGNORECASE)
LABELLED_LIST = re.compile(r"bilaga .*\bbilaga ", re.IGNORECASE)  # several attachments in one paragraph
ANSWER = re.compile(r"\b(?:svar|besvar|yttra|beslut|besked|synpunkt|inkom|lämna)", re.IGNORECASE)
RETOLD = re.compile(r"(?:har föreslagit|föreslår|föreslog) [\wåäö, -]{3,60}?(?:att )?beslutar? (?=\w)")


@dataclass(frozen=True)
class Reference:
    """One reference as read."""

    kind: ReferenceKind
    text: str
    page: int
    box: Box
    sentence: str | None = None
    body: str | None = None
    date: datetime.date | None = None
    section: str | None = None
    present: bool | None = None
    found_page: int | None = None


def extract_references(layout: Layout, context: Context) -> Records:
    """Return what the papers found before refer to."""
    heads = read_mastheads(layout)
    return Records(
        paper_references=[
            PaperReference(
                paper_reference_id=context.ids.next("paper_reference", found.page),
                paper_id=paper.paper_id,
                kind=found.kind,
                text=found.text,
                sentence=found.sentence,
                body=found.body,
                date=found.date,
                section=found.section,
                present=found.present,
                found_page=found.found_page,
                **where(context.document_id, found.page, found.box),
            )
            for paper, paragraphs in own_paragraphs(layout, context, heads)
            for found in _held_against_bundle(list(read_references(paragraphs)), paper, layout, context, heads)
        ]
    )


def _held_against_bundle(
    references: Sequence[Reference], paper: Paper, layout: Layout, context: Context, heads: Mapping[int, Masthead]
) -> Iterator[Reference]:
    """Yield the references, in a bundle with where its attachments are, and then the attachments nobody listed."""
    if context.document.kind != DocumentKind.AGENDA:
        yield from references
        return
    attached = attached_to(paper, layout, heads)
    item = paper.agenda_item_id
    beside = [p for p in context.records.papers if item and p.agenda_item_id == item and p is not paper]
    for one in references:
        if one.kind == ReferenceKind.ATTACHMENT and not LABELLED_LIST.search(one.text):
            page = page_of(one.text, attached, beside)
            absent = page is None and is_absent(one.text, attached, beside)
            yield replace(one, present=True if page else False if absent else None, found_page=page)
        else:
            yield one
    for extra in unlisted([r.text for r in references if r.kind == ReferenceKind.ATTACHMENT], attached):
        text = squash(f"Bilaga {extra.label} {extra.title or ''}")
        yield Reference(ReferenceKind.UNLISTED, text, extra.page, extra.box, present=True, found_page=extra.page)


def read_references(paragraphs: Sequence[Paragraph]) -> Iterator[Reference]:
    """Yield the references of one paper in reading order."""
    for part in read_parts(paragraphs):
        name = listed_under(part.heading, "references", tuple(LISTS))
        for p, (text, _) in zip(part.paragraphs, part.printed, strict=True):
            if name:
                yield Reference(LISTS[name], text, p.page, p.box)
            for start, end in sentences(p.text):
                yield from _in_sentence(p, start, end)


def _in_sentence(p: Paragraph, start: int, end: int) -> Iterator[Reference]:
    sentence = p.text[start:end]

    def at(first: int, last: int) -> tuple[str, int, Box]:
        return squash(sentence[first:last]), *p.place(start + first, start + last)

    for found in find_dates(sentence):
        section = SECTION.match(sentence, found.end)
        before = re.sub(r"(?:[\s,]+den)?[\s,]*$", "", sentence[: found.start])
        if section and (body := trailing_body(before)):
            yield Reference(
                ReferenceKind.DECISION,
                *at(len(before) - len(body), section.end(1)),
                sentence=squash(sentence),
                body=capital(body),
                date=found.item,
                section=f"§ {section[1]}",
            )
        if LAST_DAY.search(sentence[: found.start]) and ANSWER.search(sentence):
            yield Reference(
                ReferenceKind.DEADLINE, *at(found.start, found.end), sentence=squash(sentence), date=found.item
            )
    for law in LAW.finditer(sentence):
        yield Reference(ReferenceKind.LAW, *at(law.start(), law.end()), sentence=squash(sentence))
    if told := RETOLD.search(sentence):
        yield Reference(ReferenceKind.PROPOSAL, *at(told.end(), len(sentence)), sentence=squash(sentence))
