"""Check the days that words name: against the calendar, and against the day the document itself is from."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from kommuntal.reconcile.by_document import by_document
from kommuntal.reconcile.finding import in_both, make_finding, place_of
from kommuntal.schema import Document, Finding, Mention, Records
from kommuntal.schema.enums import DocumentKind, FindingKind, MentionKind
from kommuntal.swedish.period_phrases import find_period_phrases
from kommuntal.swedish.rules import data

ENGLISH = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# how long after its meeting, or its period, a document is at most written
WRITTEN = {
    DocumentKind.AGENDA: timedelta(days=7),  # meetings may last more than a day
    DocumentKind.MINUTES: timedelta(days=7),
    DocumentKind.INTERIM_REPORT: timedelta(days=180),
    DocumentKind.ANNUAL_REPORT: timedelta(days=365),
}
VERB = r"(?:beslutade|beslöt|antog|fastställde|godkände|behandlade|beviljade|fattade\s+beslut)"
# the verb right beside its day: what stands further off, or after "att" and "om", is the day of what was decided
BEFORE = re.compile(rf"\b{VERB}(?:\s+(?!att\b|om\b|ska\w*\b)[^\W\d_]+){{0,3}}\s+$", re.IGNORECASE)
AFTER = re.compile(rf"\s*(?:§+\s*\d+\s*)?,?\s*{VERB}\b", re.IGNORECASE)
DOUBTFUL = 2  # findings beyond which rather the document's own day is misread


def check(records: Records) -> Records:
    """Return a finding for each impossible date, wrong weekday, and decision taken after the document that tells it."""
    days = by_document(
        m for m in records.mentions if m.kind is MentionKind.PERIOD and re.search(r"\d{4}-\d\d", m.value)
    )
    findings = [f for named in days.values() for m in named for f in check_calendar(m)]
    return Records(
        findings=[*findings, *(f for d in records.documents for f in _decided_later(d, days[d.document_id]))]
    )


def check_calendar(mention: Mention) -> Iterator[Finding]:
    """Yield a finding where no calendar has the date, or it falls on another weekday than the one printed."""
    for found in find_period_phrases(mention.text):
        said, day = found.item, found.item.period.start
        if said.impossible:
            yield _calendar_finding(
                mention,
                "”{text}”: så många dagar har månaden inte.",
                "“{text}”: the month has not that many days.",
                expected=None,
            )
        elif said.weekday is not None and said.weekday != day.weekday():
            names = data("dates")["weekdays"]
            yield _calendar_finding(
                mention,
                f"”{{text}}”: den {day} är en {names[day.weekday()]}.",
                f"“{{text}}”: {day} is a {ENGLISH[day.weekday()]}.",
                expected=names[day.weekday()],
            )


def _calendar_finding(mention: Mention, sv: str, en: str, expected: str | None) -> Finding:
    return make_finding(
        FindingKind.PERIOD,
        place_of(mention, mention.text, mention.sentence),
        None,
        *in_both(sv, en, text=mention.text),
        expected=expected,
        found=mention.text,
        confidence=mention.confidence,
    )


def _decided_later(document: Document, days: list[Mention]) -> list[Finding]:
    """Return a finding for each day, later than the document can be, on which it says that something was decided."""
    room = WRITTEN.get(document.kind) if document.kind else None
    own = document.meeting_date or document.period_end
    if room is None or own is None:
        return []
    later = [m for m in days if len(m.value) == 10 and date.fromisoformat(m.value) > own + room and _is_told_as_past(m)]
    if len(later) > DOUBTFUL:
        return []
    dated = next((m for m in days if m.value == own.isoformat()), None)
    return [
        make_finding(
            FindingKind.PERIOD,
            place_of(m, m.text, m.sentence),
            place_of(dated, dated.text) if dated else None,
            *in_both(
                "Beslutet sägs ha fattats {day}, men dokumentet hör till {own}.",
                "The decision is said to have been taken on {day}, but the document belongs to {own}.",
                day=m.value,
                own=own.isoformat(),
            ),
            found=m.value,
            confidence=m.confidence,
        )
        for m in later
    ]


def _is_told_as_past(mention: Mention) -> bool:
    """Say whether the sentence tells right beside the day that something was decided."""
    before, found, after = (mention.sentence or "").partition(mention.text)
    return bool(found and (BEFORE.search(before) or AFTER.match(after)))
