"""Claims: every figure stated in running text, with the words that say of whom, of what, when, and how exactly."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kommuntal.extract import claims_words as said
from kommuntal.extract.context import Context
from kommuntal.extract.passages import CONTENTS_LINE
from kommuntal.extract.where import where
from kommuntal.layout.model import Layout, Paragraph
from kommuntal.read.model import Box
from kommuntal.schema import Claim, Records
from kommuntal.schema.enums import Measure
from kommuntal.swedish.amounts import find_misgrouped
from kommuntal.swedish.dates import Period
from kommuntal.swedish.organisations import Organisation, find_organisations
from kommuntal.swedish.text import Found, sentences

LETTERS = re.compile(r"[^\W\d_]{3}")  # what an axis or a legend prints is no sentence
GLUED = re.compile(r"(?<=[a-zåäö]{3})\.(?=[A-ZÅÄÖ][a-zåäö])(?!\S*[./@])")
FULL_STOP = re.compile(r"[a-zåäö]{3}\.(?:\s|$)")
PROSE = 8  # words that make a cell with a full stop prose
STATING = ("body", "list", "note")
COVERED = 0.5  # share of a sentence that lies in an item of the agenda, from which it is that item
BEFORE = 300  # characters of the sentence before that are kept: enough to say what "det" is


def extract_claims(layout: Layout, context: Context) -> Records:
    """Return one claim for each amount in the paragraphs, and in the prose of cells; headings, captions, contents lines
    and what an agenda lists state no facts."""
    out = Records()
    listed = _listed(context.records)
    section, last = None, None
    for paragraph in [*layout.paragraphs, *_in_cells(layout)]:
        if paragraph.role not in STATING:
            continue
        heading = context.sections[paragraph.section].heading if paragraph.section is not None else None
        before, carried = (last if paragraph.section == section else None), None
        section = paragraph.section
        for start, end in _sentences(paragraph.text):
            text = paragraph.text[start:end]
            named = find_organisations(text)
            page, box = paragraph.place(start, end)
            stated = not any(box.overlap(item) > COVERED for item in listed[page])
            if stated and LETTERS.search(text) and not CONTENTS_LINE.search(text):
                whose = carried or context.organisation(paragraph.section)
                out.claims.extend(_of_sentence(paragraph, start, end, named, whose, heading, before, context))
                out.claims.extend(_misgrouped(paragraph, start, end, heading, whose, context))
            # a sentence that names nobody goes on about the one that the sentence before began with
            if named:
                opening = re.split(r"[,;:(]", text, maxsplit=1)[0]
                carried = named[0].item.name if len(named) == 1 and named[0].end <= len(opening) else None
            before = last = text[-BEFORE:]
    return out


def _listed(records: Records) -> Mapping[int, Sequence[Box]]:
    """Return by page where the items of an agenda stand."""
    boxes: dict[int, list[Box]] = defaultdict(list)
    for item in records.agenda_items:
        if item.page and None not in (edges := (item.x0, item.top, item.x1, item.bottom)):
            boxes[item.page].append(Box(*(float(edge) for edge in edges if edge is not None)))
    return boxes


def _in_cells(layout: Layout) -> Iterator[Paragraph]:
    """Yield what is written as prose in cells: comments in a table of goals, a box drawn round a note."""
    for table in layout.tables:
        for cell in table.cells:
            if not cell.is_header and len(cell.text.split()) >= PROSE and FULL_STOP.search(cell.text):
                yield Paragraph(cell.text, table.page, cell.box, section=table.section)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence stands; a full stop without a space after it ("mars.Nämnden") ends one too."""
    for start, end in sentences(text):
        ends = [*(glued.end() for glued in GLUED.finditer(text, start, end)), end]
        yield from zip([start, *ends], ends, strict=False)


def _of_sentence(
    paragraph: Paragraph,
    start: int,
    end: int,
    named: list[Found[Organisation]],
    carried: str | None,
    heading: str | None,
    before: str | None,
    context: Context,
) -> list[Claim]:
    text = paragraph.text[start:end]
    document = Period(*context.period) if context.period else None
    words = said.words_of(text, document)
    out = []
    for n, found in enumerate(words.amounts):
        left, right = said.clause(words, n)
        against, compared_end = said.comparison(words, n)
        measure = said.measure(words, n, left, right, against, heading)
        direction = said.direction(words, n, left, right)
        period = said.period(words, n, measure, document)
        quote_start, quote_end = said.quote(words, n, left, right, compared_end)
        page, box = _place(paragraph, start + quote_start, start + found.start, start + max(quote_end, found.end))
        sign = said.sign(found.item, direction, measure)
        low, high = found.item.low, found.item.high
        if sign < 0:
            low, high = (None if high is None else -high), (None if low is None else -low)
        unit = found.item.unit
        out.append(
            Claim(
                claim_id=context.ids.next("claim", page),
                **where(context.document_id, page, box),
                sentence=text,
                quote=text[quote_start:quote_end],
                heading=heading,
                before=before,
                organisation=_whose(named, left, found.start, right) or carried,
                subject=text[left : found.start].strip(" ,;:(–-•") or None,
                measure=measure,
                compared_with=against,
                value=sign * found.item.value,
                value_low=low,
                value_high=high,
                unit=unit.text if unit else None,
                base_unit=unit.base if unit else None,
                scale=unit.scale if unit else None,
                hedge=found.item.hedge,
                direction=direction,
                period_start=period.start if period else None,
                period_end=period.end if period else None,
                # an amount whose words say nothing of what it measures is read right but understood less
                confidence=0.9 if measure is not Measure.OTHER else 0.6,
            )
        )
    return out


def _misgrouped(
    paragraph: Paragraph, start: int, end: int, heading: str | None, organisation: str | None, context: Context
) -> Iterator[Claim]:
    """Yield a claim without a value for each number whose digits are grouped so that it cannot be read ("100 00")."""
    text = paragraph.text[start:end]
    for found in find_misgrouped(text):
        counted = re.match(r"\s+\S+", text[found.end :])
        quote_end = found.end + (counted.end() if counted else 0)
        page, box = paragraph.place(start + found.start, start + quote_end)
        yield Claim(
            claim_id=context.ids.next("claim", page),
            **where(context.document_id, page, box),
            sentence=text,
            quote=text[found.start : quote_end],
            heading=heading,
            organisation=organisation,
            confidence=0.3,
        )


def _place(paragraph: Paragraph, start: int, number: int, end: int) -> tuple[int, Box]:
    """Return where the quote stands: of a quote over two pages, the part on the page of its number."""
    page, box = paragraph.place(start, end)
    own, _ = paragraph.place(number, end)
    return (page, box) if own == page else paragraph.place(number, end)


def _whose(named: list[Found[Organisation]], left: int, start: int, right: int) -> str | None:
    """Return the body named in the clause, right before the amount; else the one the sentence names up to the end of
    the clause, if but one."""
    own = [o.item.name for o in named if left <= o.start < start]
    if own:
        return own[-1]
    upto = [o for o in named if o.start < right]
    return upto[0].item.name if len({o.item.organisation_id for o in upto}) == 1 else None
