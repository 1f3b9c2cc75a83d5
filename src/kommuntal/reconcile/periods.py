"""Check the years of dated decisions, for a body meets on one day of the month in one year and not in two, and the
months that column heads name against those of their table's title."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from kommuntal.reconcile.finding import in_both, make_finding, place_of
from kommuntal.schema import Cell, Finding, PaperReference, Records, Table
from kommuntal.schema.enums import FindingKind, Measure, Severity
from kommuntal.swedish.alike import letters
from kommuntal.swedish.dates import Period, parse_period
from kommuntal.swedish.period_phrases import find_period_phrases
from kommuntal.swedish.vocabulary import parse_measure

AGREEING = 3  # references to the meeting in one year, for each in another


def check(records: Records) -> Records:
    """Return a finding for each reference to a meeting whose year the other references to it speak against, and each
    column of outcomes up to another month than its table's title names."""
    meetings: dict[tuple[str, str, int, int], list[PaperReference]] = defaultdict(list)
    for reference in records.paper_references:
        if reference.body and reference.date:
            day = (reference.date.month, reference.date.day)
            meetings[reference.document_id, letters(reference.body), *day].append(reference)
    heads: dict[str, list[Cell]] = defaultdict(list)
    for cell in records.cells:
        if cell.is_header and cell.text:
            heads[cell.table_id].append(cell)
    findings = [f for references in meetings.values() for f in _other_years(references)]
    return Records(findings=[*findings, *(f for t in records.tables for f in _other_months(t, heads[t.table_id]))])


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


def _other_months(table: Table, heads: Iterable[Cell]) -> Iterator[Finding]:
    """Yield a finding where all outcomes of the title's year are up to another month than the title names."""
    titled = [to_date(f.item.period) for f in find_period_phrases(table.title or "")]
    if len(titled) != 1 or titled[0] is None:
        return
    title = titled[0]
    outcomes = [head for head in heads if parse_measure(head.text) is Measure.OUTCOME]
    said = [(head, to_date(parse_period(head.text, title))) for head in outcomes]
    months = [(head, p) for head, p in said if p and p.end.year == title.end.year]
    if len({p.end for _, p in months}) != 1 or months[0][1].end == title.end:
        return
    head, period = months[0]
    yield make_finding(
        FindingKind.PERIOD,
        place_of(head, head.text, table.title),
        place_of(table, table.title or ""),
        *in_both(
            "Kolumnen ”{head}” gäller {period}, men tabellens rubrik är ”{title}”.",
            "The column “{head}” is for {period}, but the table is titled “{title}”.",
            head=head.text,
            period=period.iso.replace("/", "–"),
            title=table.title or "",
        ),
        expected=title.iso,
        found=period.iso,
        confidence=min(head.confidence, table.confidence),
    )


def to_date(period: Period | None) -> Period | None:
    """Return the months from January to the one in which a period ends; None of what is no month, nor months from
    January, nor the last day of a month, and of whole years."""
    if period is None:
        return None
    months = period.to_date()
    last_day = (months.end + timedelta(days=1)).day == 1
    one = (period.start.year, period.start.month) == (period.end.year, period.end.month)
    return months if last_day and (one or period == months) and not months.is_year else None
