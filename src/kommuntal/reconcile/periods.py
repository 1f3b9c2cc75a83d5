"""Check the years of dated decisions: the same body on the same day of the month met in one year, not in two."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from kommuntal.reconcile.finding import in_both, make_finding, place_of
from kommuntal.schema import Finding, PaperReference, Records
from kommuntal.schema.enums import FindingKind, Severity
from kommuntal.swedish.alike import letters

AGREEING = 3  # references to the meeting in one year, for each in another


def check(records: Records) -> Records:
    """Return a finding for each reference to a meeting whose year the other references to it speak against."""
    meetings: dict[tuple[str, str, int, int], list[PaperReference]] = defaultdict(list)
    for reference in records.paper_references:
        if reference.body and reference.date:
            day = (reference.date.month, reference.date.day)
            meetings[reference.document_id, letters(reference.body), *day].append(reference)
    return Records(findings=[f for references in meetings.values() for f in _other_years(references)])


def _other_years(references: Sequence[PaperReference]) -> Iterator[Finding]:
    years = Counter(r.date.year for r in references if r.date)
    year, usual = years.most_common(1)[0]
    first = next(r for r in references if r.date and r.date.year == year)
    for reference in references:
        if reference.date and reference.date.year != year and usual >= AGREEING * years[reference.date.year]:
            yield _finding(reference, first, usual)


def _finding(reference: PaperReference, usual: PaperReference, times: int) -> Finding:
    return make_finding(
        FindingKind.PERIOD,
        place_of(reference, f"{reference.text} {reference.section or ''}".strip()),
        place_of(usual, f"{usual.text} {usual.section or ''}".strip()),
        *in_both(
            "Här anges {date}, men {n} andra hänvisningar till samma organ och dag anger året {year}.",
            "The date given is {date}, but {n} other references to the same body and day say {year}.",
            date=str(reference.date),
            n=str(times),
            year=str(usual.date.year if usual.date else ""),
        ),
        severity=Severity.WARNING,
        expected=str(usual.date.year) if usual.date else None,
        found=str(reference.date.year) if reference.date else None,
        confidence=min(reference.confidence, usual.confidence),
    )
