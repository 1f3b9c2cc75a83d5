"""The row of a document: what kind, whose, for which period, and how the reading went."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from kommuntal.extract.headings import is_heading
from kommuntal.extract.lexicon import data, phrases
from kommuntal.extract.mastheads import read_masthead
from kommuntal.extract.meeting import meeting_body, meeting_day
from kommuntal.extract.numbering import SECTION
from kommuntal.extract.opening import Opening, OpeningLine
from kommuntal.extract.rows import rows_of
from kommuntal.extract.sections import NUMBERING
from kommuntal.layout.model import Layout
from kommuntal.read.layer import text_layer
from kommuntal.read.model import Reading
from kommuntal.schema import Document
from kommuntal.schema.enums import DocumentKind, DocumentStatus
from kommuntal.swedish.case_numbers import find_case_numbers
from kommuntal.swedish.dates import Period, find_dates, find_periods
from kommuntal.swedish.municipalities import Municipality, find_municipality
from kommuntal.swedish.organisations import Organisation, find_organisations, organisation_id
from kommuntal.swedish.text import Found, sentences
from kommuntal.swedish.vocabulary import find_document_kinds
from kommuntal.version import reader_version

MEETINGS = {DocumentKind.AGENDA, DocumentKind.MINUTES}
GOVERNING = {"committee", "board", "council", "subcommittee", "company", "association", "audit"}
UNTOLD = 0.9  # factor on the confidence for each of kind, organisation and municipality that nothing tells


def document_row(layout: Layout, reading: Reading, file_name: str) -> Document:
    """Return the document's own row. What its first pages do not tell is null."""
    opening = Opening(layout)
    kind = kind_of(opening)
    municipality = municipality_of(opening)
    organisation = organisation_of(opening, kind, municipality)
    period = period_of(opening, kind)
    told = [kind is not None, organisation is not None, municipality is not None]
    return Document(
        document_id=layout.document_id,
        file_name=file_name,
        pages=reading.page_count or None,
        kind=kind or (DocumentKind.OTHER if opening.lines else None),
        title=title_of(opening, kind),
        municipality=municipality.name if municipality else None,
        municipality_code=municipality.code if municipality else None,
        organisation=organisation,
        organisation_id=_organisation_id(organisation, municipality),
        period_start=period.start if period else None,
        period_end=period.end if period else None,
        meeting_date=meeting_date(opening, kind),
        case_number=case_number(opening, kind),
        text_layer=text_layer(reading) if reading.pages else None,
        status=DocumentStatus(reading.status),
        status_reason=reading.reason,
        failed_pages=",".join(str(page.number) for page in reading.failed) or None,
        reader_version=reader_version(),
        confidence=round(UNTOLD ** told.count(False), 3),
    )


# ---- kind and title --------------------------------------------------------------------------------------------------


def kind_of(opening: Opening) -> DocumentKind | None:
    """Return the kind that the first pages name most loudly: a masthead that is nothing else, then the title."""
    weights: dict[DocumentKind, float] = defaultdict(float)
    # "Granskning av delårsrapport" is what it says first; what a § is about says nothing of the minutes it stands in
    said = [
        (line, found[0])
        for line in opening.lines
        if (found := find_document_kinds(line.text))
        and not SECTION.match(line.text)
        and (line.short or (found[0].start == 0 and found[0].item in MEETINGS))
    ]
    if any(line.page == 1 and _loudness(line, opening) > 1 for line, _ in said):
        said = [(line, first) for line, first in said if line.page == 1]  # page 2 may be the first of another paper
    for line, first in said:
        alone = first.end - first.start >= 0.9 * len(line.text)
        weights[first.item] += _loudness(line, opening) + (4 if alone and line.masthead else 0)
    return max(weights, key=lambda k: weights[k]) if weights else None


def _loudness(line: OpeningLine, opening: Opening) -> float:
    if line is opening.title:
        return 4.0
    if line.page == 1 and line.heading:
        return 2.0
    return 1.5 if line.masthead else 0.5


def title_of(opening: Opening, kind: DocumentKind | None) -> str | None:
    """Return the largest heading; agendas and minutes are called by what their masthead says."""
    if kind in MEETINGS:
        for line in opening.lines:
            found = find_document_kinds(line.text)
            if line.short and found and found[0].item is kind:
                word = line.text[found[0].start : found[0].end]
                return word.capitalize() if word.isupper() else word[:1].upper() + word[1:]
    if opening.title is None:
        return None
    return NUMBERING.sub("", opening.title.text)


# ---- whose -----------------------------------------------------------------------------------------------------------


def municipality_of(opening: Opening) -> Municipality | None:
    """Return the municipality that the first pages name, else the one the whole document names most often."""
    return find_municipality(opening.text) or find_municipality(opening.whole)


def organisation_of(opening: Opening, kind: DocumentKind | None, municipality: Municipality | None) -> str | None:
    """Return the body the document is about, as a label, the title, or a line of its own on the title page says.

    A document that names no body but the municipality there is about the municipality.
    """
    title = opening.title.text if opening.title else ""
    if kind in MEETINGS and (body := meeting_body(opening.layout)):
        return body
    if own := find_municipality(title):
        return own.name
    if own_name := _name_in(title, opening):
        return own_name
    weights: Counter[str] = Counter()
    names: dict[str, Counter[str]] = {}
    for name, weight in _bodies(opening, title, kind):
        key = organisation_id(name)
        weights[key] += weight
        names.setdefault(key, Counter())[_sentence_case(name)] += 1
    best = max(weights, key=lambda k: weights[k], default=None)
    if best is not None and not (weights[best] < LABELLED and _covers(opening, municipality)):
        return names[best].most_common(1)[0][0]
    return municipality.name if municipality else None


def _covers(opening: Opening, municipality: Municipality | None) -> bool:
    """Say whether the municipality alone is a heading of the title page, with no body set larger."""
    first = [line for line in opening.lines if line.page == 1]
    name = municipality.name.casefold() if municipality else None
    own = [line.size for line in first if line.heading and line.text.casefold() == name]
    bodies = [line.size for line in first if any(_is_whole(f, line.text) for f in find_organisations(line.text))]
    return bool(own) and max(own) >= max(bodies, default=0.0)


def _is_whole(found: Found[Organisation], text: str) -> bool:
    return found.item.kind in GOVERNING and found.end - found.start >= 0.8 * len(text)


LABELLED = 5  # weight of a body that a label or the title names


def _bodies(opening: Opening, title: str, kind: DocumentKind | None) -> Iterator[tuple[str, int]]:
    """Yield the bodies that the first pages name, each with a weight for how it stands there."""
    for text in [*opening.after_label(data("documents")["organisation_labels"]), title]:
        yield from ((f.item.name, LABELLED) for f in find_organisations(text))
    addressed = True  # above the first heading of a letter stands whom it is for
    for line in opening.lines:
        addressed = addressed and not is_heading(line.text)
        text = _within_municipality(line.text)
        found = [f for f in find_organisations(text) if f.item.kind in GOVERNING]
        if not found or not line.short or line.text == title:
            continue
        alone = found[0].end - found[0].start >= 0.8 * len(text)
        if kind is DocumentKind.CASE_DOCUMENT:
            addressed = addressed and line.page == 1
            yield found[0].item.name, 3 if addressed and alone else 1
        elif (line.heading or line.masthead) and (alone or (found[0].start == 0 and not text.endswith("."))):
            yield found[0].item.name, 3 if alone else 2
        elif alone and line.page == 1 and opening.cover:
            yield found[0].item.name, 2


def _within_municipality(text: str) -> str:
    """Return the line without the municipality that it begins with: "Granviks kommun, Tekniska nämnden"."""
    own = find_municipality(text)
    return (
        text[len(own.name) :].lstrip(" ,–-|•") if own and re.match(rf"{re.escape(own.name)}\s*[,–|•-]", text) else text
    )


def _name_in(title: str, opening: Opening) -> str | None:
    """Return the unit that a title names beside what kind of text it is ("Årsbokslut Centrumskolan 2017"), where the
    document goes on to speak of it."""
    rest = title
    spans = [(f.start, f.end) for f in find_document_kinds(title)] + [(f.start, f.end) for f in find_periods(title)]
    for start, end in sorted(spans, reverse=True):
        rest = rest[:start] + "|" + rest[end:]
    words = [w.strip(".:") for w in re.findall(r"\||[\w&.:-]+", rest)]
    kept = ["|" if w.casefold() in data("documents")["title_words"] or w.isdigit() else w for w in words]
    runs = [run.strip() for run in " ".join(kept).split("|")]
    names = [run for run in runs if re.match(r"[A-ZÅÄÖ][^\W\d_]{2}", run) and not find_organisations(run)]
    return next((n for n in names if len(re.findall(re.escape(n), opening.whole)) >= OFTEN), None)


OFTEN = 5  # times that a document speaks of whom it is about


def _sentence_case(name: str) -> str:
    return name.capitalize() if name.isupper() else name[:1].upper() + name[1:]


def _organisation_id(organisation: str | None, municipality: Municipality | None) -> str | None:
    if organisation is None:
        return None
    code = municipality.code if municipality and municipality.code else ""
    return "-".join(filter(None, (code, organisation_id(organisation))))


# ---- when ------------------------------------------------------------------------------------------------------------


def period_of(opening: Opening, kind: DocumentKind | None) -> Period | None:
    """Return the period the document is for: a label's, the title's, that of the lines after it; meetings have none."""
    if kind in MEETINGS:
        return None
    labelled = opening.after_label(data("documents")["period_labels"])
    first = [line for line in opening.lines if line.page == 1 and (line.heading or opening.cover)]
    headings = [line.text for line in first if line.heading or not find_dates(line.text)]  # a cover is dated
    furniture = [line.text for line in opening.lines if line.count > 1]
    title = opening.title.text if opening.title else ""
    part = kind is DocumentKind.INTERIM_REPORT and _any("parts_of_year", title)
    for text in [title, *labelled, *headings, *furniture]:
        found = [f.item for f in find_periods(text) if not (part and f.item.is_year)]
        if found:
            return _whole_period(found[0], kind)
    return _months_of_year(opening) if kind is DocumentKind.INTERIM_REPORT else None


def _months_of_year(opening: Opening) -> Period | None:
    """Return the months from January on that a short line of the first pages names, in the year that the title gives:
    "Delårsrapport 2 2025" says not itself where it ends."""
    years = set(_YEAR.findall(opening.title.text if opening.title else ""))
    if len(years) != 1:
        return None
    year = int(years.pop())
    whole = Period(date(year, 1, 1), date(year, 12, 31))
    named = [f.item for line in opening.lines if line.short for f in find_periods(line.text, whole)]
    ends = {p for p in named if p.start == whole.start and 1 < p.end.month < 12 and p.end.year == year}
    return ends.pop() if len(ends) == 1 else None


_YEAR = re.compile(r"(?<!\d)20\d{2}(?!\d)")


def _whole_period(period: Period, kind: DocumentKind | None) -> Period:
    """Return from 1 January what is printed as a month or a closing day: reports count from the turn of the year."""
    if kind in (DocumentKind.INTERIM_REPORT, DocumentKind.ANNUAL_REPORT):
        return Period(date(period.start.year, 1, 1), period.end)
    return period


def meeting_date(opening: Opening, kind: DocumentKind | None) -> date | None:
    """Return the day of the meeting that the first pages give; of another kind of document only where they say so."""
    if kind in MEETINGS and (day := meeting_day(opening.layout)):
        return day
    weights: Counter[date] = Counter()
    for line in opening.lines:
        for start, end in sentences(line.text):
            text = line.text[start:end]
            for found in find_dates(text):
                before = text[: found.start].casefold()
                said = 3 * _any("meeting_words", before) + 2 * _any("weekdays", text)
                here = 2 * (kind in MEETINGS and line.masthead) - 4 * _any("other_day_words", before)
                weights[found.item] += said + here
    best = max(weights, key=lambda d: weights[d], default=None)
    return best if best is not None and weights[best] >= (2 if kind in MEETINGS else 3) else None


def _any(key: str, text: str) -> bool:
    return phrases(tuple(data("documents")[key])).search(text) is not None


def case_number(opening: Opening, kind: DocumentKind | None) -> str | None:
    """Return the document's own case number: the one that stands alone or with its label in the masthead."""
    if kind is DocumentKind.CASE_DOCUMENT:
        first = opening.layout.pages[0]
        if case := read_masthead(first, rows_of(first)).case_number:
            return case
    own = set()
    for line in opening.lines:
        found = find_case_numbers(line.text)
        if kind not in MEETINGS and line.page == 1 and line.masthead and len(found) == 1:
            rest = line.text[: found[0].start] + line.text[found[0].end :]
            if not re.search(r"[^\W\d_]{3}", _CASE_LABEL.sub("", rest)):
                own.add(found[0].item.text)
    return own.pop() if len(own) == 1 else None


_CASE_LABEL = re.compile(r"(?:dnr|diarienr|diarienummer|ärendenr|ärendenummer|ärende)\.?:?", re.IGNORECASE)
