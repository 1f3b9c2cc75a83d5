"""Check the periods that words name against the period of what they stand in: a title, a heading, a paper.

Most other years that a text names are meant: comparisons, history, plans. So a period is told only where its words say
that it is the document's own, and nothing beside it speaks of another time.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kommuntal.extract.indicators.reading import document_period
from kommuntal.extract.lexicon import phrases
from kommuntal.reconcile.by_document import by_document
from kommuntal.reconcile.finding import Place, in_both, make_finding, place_of
from kommuntal.schema import Document, Finding, Mention, Paper, Records, Section
from kommuntal.schema.enums import DocumentKind, FindingKind, MentionKind, Severity
from kommuntal.swedish.dates import Period
from kommuntal.swedish.period_phrases import PeriodPhrase, base_noun, find_period_phrases, names_document
from kommuntal.swedish.rules import data

REPORTS = (DocumentKind.INTERIM_REPORT, DocumentKind.ANNUAL_REPORT)
PLANS = (DocumentKind.PLAN, DocumentKind.BUDGET)
BUNDLES = (DocumentKind.AGENDA, DocumentKind.MINUTES)
TIED = 2  # times that a paper ties a noun to its own year before another year is odd
ON_ANOTHER = re.compile(r"\w{3}(?:[nlr]ing|sion|rapport|svar|yttrande|berättelse)(?:en)?\b", re.IGNORECASE)
TO_COME = re.compile(r"\b(?:ska|skall|kommer)\b", re.IGNORECASE)
PAST = re.compile(
    r"\b(?:[^\W\d_]{3,}ades?|var|blev|låg|hade|fanns|gick|gjordes?|fick|uppgick|skedde|gavs)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Frame:
    """A period that a heading or title gives to all that stands under it."""

    phrase: PeriodPhrase
    place: Place


def check(records: Records) -> Records:
    """Return a finding for each period that contradicts the one it stands under."""
    mentions = by_document(m for m in records.mentions if m.kind is MentionKind.PERIOD)
    sections = {s.section_id: s for s in records.sections}
    findings: list[Finding] = []
    for document in records.documents:
        named = mentions[document.document_id]
        title = title_frames(document, named)
        for mention in named:
            over = list(headings_over(mention, sections))
            findings += check_mention(mention, document, over, title)
    for paper, inside in _by_paper(records.papers, mentions):
        findings += check_paper(paper, inside)
    return Records(findings=[*findings, *_approved(records)])


def title_frames(document: Document, named: Sequence[Mention]) -> list[Frame]:
    """Return the periods of a document's title; where it prints none, that of the document with the title's nouns."""
    if document.title is None or document.kind in BUNDLES:
        return []
    own = document_period(document)
    said = [f.item for f in find_period_phrases(document.title, own)]
    if not said and own:
        nouns = [noun for word in re.findall(r"[^\W\d_]+", document.title) if (noun := base_noun(word))]
        said = [PeriodPhrase(own, tuple(nouns))]
    return [Frame(phrase, _where(document, phrase, named)) for phrase in said]


def _where(document: Document, phrase: PeriodPhrase, named: Sequence[Mention]) -> Place:
    """Return the first heading that prints the period, on the first pages; else the title without a place."""
    headings = [m for m in named if m.sentence is None and m.value == phrase.period.iso]
    first = min(headings, key=lambda m: m.page or 0, default=None)
    return place_of(first, first.text) if first else Place(document.document_id, document.title or "", 1)


def headings_over(mention: Mention, sections: Mapping[str, Section]) -> Iterator[Section]:
    """Yield the headings that a mention stands under, the nearest first."""
    section = sections.get(mention.section_id or "")
    while section is not None:
        yield section
        section = sections.get(section.parent_id or "")


def check_mention(
    mention: Mention, document: Document, over: Sequence[Section], title: Sequence[Frame]
) -> Iterator[Finding]:
    """Yield what is wrong with one mention under these headings, the nearest first, and this title."""
    own = document_period(document)
    for found in find_period_phrases(mention.text, own):
        said = found.item
        if document.kind in REPORTS and own and _is_another_year(said, own, mention, over):
            yield _finding(
                mention,
                title[0].place if title else None,
                str(own.end.year),
                "”{text}”: rapporten gäller {expected}.",
                "“{text}”: the report is on {expected}.",
            )
        headings = [Frame(f.item, place_of(s, s.heading)) for s in over for f in find_period_phrases(s.heading, own)]
        if frame := _shifted_span(said, mention, [*headings, *title], document.kind in PLANS):
            yield _finding(
                mention,
                frame.place,
                frame.phrase.period.iso,
                "”{text}” står under ”{over}”, som gäller {expected}.",
                "“{text}” stands under “{over}”, which is for {expected}.",
            )
        if frame := _other_title(said, mention, over, title) or _other_name(said, mention, [*headings, *title]):
            yield _finding(
                mention,
                frame.place,
                frame.phrase.period.iso,
                "”{text}” står om det egna dokumentet, men det är ”{over}” och gäller {expected}.",
                "“{text}” is said of the document itself, but it is “{over}”, for {expected}.",
            )


def _is_another_year(said: PeriodPhrase, own: Period, mention: Mention, over: Sequence[Section]) -> bool:
    """Say whether "årets ..." is followed by a year that is not the report's, nor one that a heading above names."""
    year = str(said.period.start.year)
    return (
        said.own
        and said.period.is_year
        and not own.start.year <= said.period.start.year <= own.end.year
        and not _of_any_year().search(mention.text)
        and not _any_of("another_time").search(mention.sentence or "")
        and not any(year in section.heading or _any_of("afterwards").search(section.heading) for section in over)
    )


def _shifted_span(said: PeriodPhrase, mention: Mention, frames: Sequence[Frame], plan: bool) -> Frame | None:
    """Return the nearest frame of as many years as a plan's own years ("verksamhetsåren 2027-2029") that are others.

    Of single years, only one that a plan tells of as to come when it is over.
    """
    sentence = mention.sentence or ""
    if not set(said.nouns) & set(data("period_phrases")["own_years"]) or _any_of("another_time").search(sentence):
        return None
    if any(f.phrase.period == said.period for f in frames):
        return None
    if said.period.is_year:
        later = (f for f in frames if f.phrase.period.is_year and f.phrase.period.start > said.period.end)
        return next(later, None) if plan and TO_COME.search(sentence) else None
    nearest = next((f for f in frames if _years(f.phrase.period) > 1), None)
    return nearest if nearest and comparable(said.period, nearest.phrase.period) else None


def _other_name(said: PeriodPhrase, mention: Mention, frames: Sequence[Frame]) -> Frame | None:
    """Return the nearest frame that a sentence calls by its noun with another period ("denna verksamhetsplan 2026")."""
    before = (mention.sentence or "").partition(mention.text)[0]
    if not re.search(r"\b(?:denna|detta|föreliggande|den här|det här)\s+$", before, re.IGNORECASE):
        return None
    named = [f for f in frames if set(said.nouns) & set(f.phrase.nouns)]
    return named[0] if named and comparable(said.period, named[0].phrase.period) else None


def _other_title(said: PeriodPhrase, mention: Mention, over: Sequence[Section], title: Sequence[Frame]) -> Frame | None:
    """Return the title whose name a heading or a line of furniture repeats with another period.

    In a heading, a budget may be next year's; what is told of a report's own period is not called by its title.
    """
    if mention.sentence is not None or any(f.phrase.period == said.period for f in title):
        return None
    nouns = {n for n in said.nouns if names_document(n) and not (over and n.endswith("budget"))}
    told = any(n in data("period_phrases")["told"] for n in said.nouns)
    if over and not _begins_with(over[0].heading, mention.text, adjectives=int(told)):
        return None
    for frame in title:
        later = told and said.period.start > frame.phrase.period.end
        if (told or nouns & set(frame.phrase.nouns)) and comparable(said.period, frame.phrase.period) and not later:
            return frame
    return None


def _begins_with(heading: str, text: str, adjectives: int) -> bool:
    """Say whether a heading opens with the words, but for its number and perhaps an adjective ("Viktiga händelser")."""
    before, found, _ = heading.partition(text)
    return bool(found) and len(re.findall(r"[^\W\d_]+", before)) <= adjectives


def comparable(one: Period, other: Period) -> bool:
    """Say whether two different periods are of one kind: as many years, months from January on, or single months."""
    if one == other:
        return False
    if _years(one) or _years(other):
        return _years(one) == _years(other)
    to_date = [p.start.month == p.start.day == 1 and p.start.year == p.end.year for p in (one, other)]
    single = [(p.start.year, p.start.month) == (p.end.year, p.end.month) and not p.is_day for p in (one, other)]
    return all(to_date) or all(single)


def _years(period: Period) -> int:
    """Return how many whole calendar years it is, 0 where it is none."""
    whole = (period.start.month, period.start.day, period.end.month, period.end.day) == (1, 1, 12, 31)
    return period.end.year - period.start.year + 1 if whole else 0


# ---- papers: one year in the title, the same throughout -----------------------------------------------------------


def _by_paper(
    papers: Iterable[Paper], mentions: Mapping[str, Sequence[Mention]]
) -> Iterator[tuple[Paper, list[Mention]]]:
    """Yield each paper with the mentions from its beginning to that of the next; several may share a page."""
    for document_id, ordered in by_document(sorted(papers, key=_begins)).items():
        starts = [_begins(paper) for paper in ordered]
        inside: list[list[Mention]] = [[] for _ in ordered]
        for mention in mentions.get(document_id, ()):
            n = bisect_right(starts, (mention.page or 0, mention.top or 0.0)) - 1
            if n >= 0 and (mention.page or 0) <= (ordered[n].page_to or 0):
                inside[n].append(mention)
        yield from zip(ordered, inside, strict=True)


def _begins(paper: Paper) -> tuple[int, float]:
    return paper.page or paper.page_from or 0, paper.top or 0.0


def check_paper(paper: Paper, inside: Sequence[Mention]) -> Iterator[Finding]:
    """Yield a note for the one earlier year that a paper ties to the noun of its title, where it else says another."""
    titled = [f.item for f in find_period_phrases(paper.title or "")]
    for noun in {n for phrase in titled for n in phrase.nouns}:
        years = {p.period for p in titled if noun in p.nouns}
        if len(years) != 1:
            continue
        (year,) = years
        ties = [(m, f.item.period) for m in inside for f in find_period_phrases(m.text) if noun in f.item.nouns]
        odd = [m for m, period in ties if comparable(period, year) and period.end < year.end]
        if len(odd) != 1 or sum(period == year for _, period in ties) < TIED:
            continue
        sentence = odd[0].sentence
        if sentence and not _any_of("another_time").search(sentence) and not PAST.search(sentence):
            yield _finding(
                odd[0],
                place_of(paper, paper.title or ""),
                year.iso,
                "”{text}”, men ärendet gäller {expected}, och i övrigt sägs här bara det.",
                "“{text}”, but the case is on {expected}, and nothing else is said here.",
                severity=Severity.NOTE,
            )


def _approved(records: Records) -> Iterator[Finding]:
    """Yield a finding for each decision that approves the paper's subject with another period than the title's."""
    papers = {p.paper_id: p for p in records.papers}
    decisions = {d.decision_id: d for d in records.decisions}
    for point in records.decision_points:
        paper = papers.get(decisions[point.decision_id].paper_id or "")
        titled = _subjects(paper.title or "") if paper else []
        for found in find_period_phrases(point.text):
            said = found.item
            nouns = {n for n in said.nouns if names_document(n)}
            same = [t for t in titled if nouns & set(t.nouns)]
            if (
                paper
                and same
                and all(comparable(said.period, t.period) for t in same)
                and _approves().search(point.text[: found.start])
            ):
                yield make_finding(
                    FindingKind.PERIOD,
                    place_of(point, point.text),
                    place_of(paper, paper.title or ""),
                    *in_both(
                        "Beslutet gäller ”{text}”, men ärendets rubrik säger {period}.",
                        "The decision is on “{text}”, but the title of the case says {period}.",
                        text=point.text[found.start : found.end],
                        period=same[0].period.iso,
                    ),
                    expected=same[0].period.iso,
                    found=said.period.iso,
                    confidence=min(point.confidence, paper.confidence),
                )


def _subjects(title: str) -> list[PeriodPhrase]:
    """Return the periods of what a title is about, not of what that is on ("Uppföljning av budget 2025")."""
    return [f.item for f in find_period_phrases(title) if not ON_ANOTHER.search(title[: f.start])]


def _any_of(key: str) -> re.Pattern[str]:
    return phrases(tuple(data("period_phrases")[key]))


@cache
def _of_any_year() -> re.Pattern[str]:
    nouns = "|".join(data("period_phrases")["of_any_year"])
    return re.compile(rf"(?:{nouns})[a-zåäö]{{0,4}}\s*\(?(?:år\s+)?\d{{4}}\)?$", re.IGNORECASE)


@cache
def _approves() -> re.Pattern[str]:
    """Return a verb that has what follows for its object: no word between that another noun could hang on."""
    between = r"(?:(?!(?:att|om|av|till|i|med|enligt|för)\b)[^\W\d_]+\s+){0,3}"
    return re.compile(rf"{_any_of('approving').pattern}\s+{between}$", re.IGNORECASE)


def _finding(
    mention: Mention,
    frame: Place | None,
    expected: str,
    message: str,
    message_en: str,
    severity: Severity = Severity.WARNING,
) -> Finding:
    """Return the finding that a mention names another period than the one `expected` under its frame."""
    return make_finding(
        FindingKind.PERIOD,
        place_of(mention, mention.text, mention.sentence),
        frame,
        *in_both(
            message,
            message_en,
            text=mention.text,
            over=frame.quote if frame else "",
            expected=expected.replace("/", "–"),
        ),
        severity=severity,
        expected=expected,
        found=mention.value,
        confidence=mention.confidence,
    )
