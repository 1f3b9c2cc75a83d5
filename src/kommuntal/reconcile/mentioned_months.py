"""Check what time a report's sentences speak of, for those of the last report are easily left as they were.

"Till och med augusti" in a report to September whose other sentences say September; a forecast of a year that is over.
"""

import re
from collections.abc import Iterator, Sequence

from kommuntal.extract.indicators.reading import document_period
from kommuntal.extract.lexicon import phrases
from kommuntal.reconcile.by_document import by_document
from kommuntal.reconcile.finding import in_both, make_finding, place_of
from kommuntal.reconcile.mentioned_periods import PAST
from kommuntal.schema import Claim, Document, Finding, Mention, Records
from kommuntal.schema.enums import DocumentKind, FindingKind, Measure, MentionKind, Severity, Unit
from kommuntal.swedish.dates import Period, find_periods
from kommuntal.swedish.period_phrases import find_period_phrases
from kommuntal.swedish.rules import data
from kommuntal.swedish.text import squash

COUNTED = (Measure.OUTCOME, Measure.VARIANCE)  # what a report counts up to its own last month; absence comes later
UP_TO = re.compile(r"(?:t\.?\s?o\.?\s?m\b|till och med\b|per\b|ack|jan)", re.IGNORECASE)


def check(records: Records) -> Records:
    """Return a note for the one sentence of a report that counts in kronor up to an earlier month than the others, and
    a finding for each forecast of a year that is over."""
    claims = by_document(c for c in records.claims if c.base_unit is Unit.SEK and c.measure in COUNTED)
    reports = {d.document_id: d for d in records.documents if d.kind is DocumentKind.INTERIM_REPORT}
    # a forecast in numbers is held against the tables
    stated = {(c.document_id, squash(c.sentence)) for c in records.claims}
    told = [m for m in records.mentions if m.document_id in reports and m.kind is MentionKind.PERIOD and m.sentence]
    forecasts = [
        f for m in told if (m.document_id, m.sentence) not in stated for f in _forecast(m, reports[m.document_id])
    ]
    return Records(findings=[*(f for d in reports.values() for f in _of_report(d, claims[d.document_id])), *forecasts])


def _of_report(document: Document, claims: Sequence[Claim]) -> Iterator[Finding]:
    own = document_period(document)
    if own is None:
        return
    counted = {c.sentence: (c, period) for c in claims if (period := counted_up_to(c.sentence, own))}
    odd = [(c, period) for c, period in counted.values() if period.end < own.end]
    usual = [c for c, period in counted.values() if period == own]
    if len(odd) != 1 or not usual:
        return
    claim, period = odd[0]
    yield make_finding(
        FindingKind.PERIOD,
        place_of(claim, claim.sentence),
        place_of(usual[0], usual[0].sentence),
        *in_both(
            "Meningen räknar till och med {found}, men rapporten och dess andra meningar till och med {expected}.",
            "The sentence counts up to {found}, but the report and its other sentences up to {expected}.",
            found=period.end.isoformat(),
            expected=own.end.isoformat(),
        ),
        severity=Severity.NOTE,
        expected=own.iso,
        found=period.iso,
        confidence=min(claim.confidence, usual[0].confidence),
    )


def counted_up_to(sentence: str, own: Period) -> Period | None:
    """Return the months from January on that a sentence counts over; None of several, and where it looks back."""
    named = {
        found.item
        for found in find_periods(sentence, own)
        if UP_TO.match(sentence, found.start) and found.item.start == own.start and not found.item.is_year
    }
    if len(named) != 1 or phrases(tuple(data("period_phrases")["looking_back"])).search(sentence):
        return None
    return named.pop()


def _forecast(mention: Mention, report: Document) -> Iterator[Finding]:
    """Yield a finding where a sentence in the present forecasts a year before the report's, and names no other."""
    sentence = mention.sentence or ""
    said = [f.item for f in find_period_phrases(sentence)]
    if len(said) != 1 or report.period_start is None or not any(noun.endswith("prognos") for noun in said[0].nouns):
        return
    year = said[0].period.end.year
    compared = phrases(tuple(data("period_phrases")["another_time"])).search(sentence)
    if not said[0].period.is_year or year >= report.period_start.year or compared or PAST.search(sentence):
        return
    yield make_finding(
        FindingKind.PERIOD,
        place_of(mention, mention.text, sentence),
        None,
        *in_both(
            "”{text}” i en rapport för {year}: det året är över.",
            "“{text}” in a report for {year}: that year is over.",
            text=mention.text,
            year=str(report.period_start.year),
        ),
        expected=str(report.period_start.year),
        found=mention.value,
        confidence=mention.confidence,
    )
