"""Check how far a report's sentences count: "till och med augusti" in a report to September whose other sentences say
September is a sentence of last month's report that was not rewritten."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from kommuntal.extract.lexicon import phrases
from kommuntal.reconcile.finding import in_both, make_finding, place_of
from kommuntal.schema import Claim, Document, Finding, Records
from kommuntal.schema.enums import DocumentKind, FindingKind, Measure, Severity, Unit
from kommuntal.swedish.dates import Period, find_periods
from kommuntal.swedish.rules import data

COUNTED = (Measure.OUTCOME, Measure.VARIANCE)  # what a report counts up to its own last month; absence comes later
UP_TO = re.compile(r"(?:t\.?\s?o\.?\s?m\b|till och med\b|per\b|ack|jan)", re.IGNORECASE)


def check(records: Records) -> Records:
    """Return a note for the one sentence of a report that counts in kronor up to an earlier month than the others."""
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in records.claims:
        if claim.base_unit is Unit.SEK and claim.measure in COUNTED:
            claims[claim.document_id].append(claim)
    reports = [d for d in records.documents if d.kind is DocumentKind.INTERIM_REPORT]
    return Records(findings=[f for d in reports for f in _of_report(d, claims[d.document_id])])


def _of_report(document: Document, claims: Sequence[Claim]) -> Iterator[Finding]:
    if document.period_start is None or document.period_end is None:
        return
    own = Period(document.period_start, document.period_end)
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
