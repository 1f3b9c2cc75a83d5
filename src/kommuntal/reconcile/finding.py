"""Two places that disagree become a finding: its fingerprint, and numbers printed as Swedish prints them."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import msgspec

from kommuntal.schema import Finding, Placed
from kommuntal.schema.enums import FindingKind, Severity
from kommuntal.swedish.alike import bare
from kommuntal.swedish.numbers import print_number, print_number_en


@dataclass(frozen=True)
class Place:
    """Where a finding points: the printed words, and labels (row, column, table) that tell equal words apart.

    `quote` and `labels` make the fingerprint, so they are what the page prints and never a position or an ordinal.
    """

    document_id: str
    quote: str
    page: int | None = None
    x0: float | None = None
    top: float | None = None
    x1: float | None = None
    bottom: float | None = None
    labels: tuple[str, ...] = ()


def place_of(record: Placed, quote: str, *labels: str | None) -> Place:
    """Return the place of a record, quoting these of its words."""
    return Place(
        record.document_id,
        quote,
        record.page,
        record.x0,
        record.top,
        record.x1,
        record.bottom,
        tuple(label for label in labels if label),
    )


def place_around(records: Sequence[Placed], quote: str, *labels: str | None) -> Place:
    """Return the box around those of the records that stand on the page of the first."""
    here = [r for r in records if r.page == records[0].page]
    place = place_of(records[0], quote, *labels)
    return replace(
        place,
        x0=min((r.x0 for r in here if r.x0 is not None), default=None),
        top=min((r.top for r in here if r.top is not None), default=None),
        x1=max((r.x1 for r in here if r.x1 is not None), default=None),
        bottom=max((r.bottom for r in here if r.bottom is not None), default=None),
    )


def make_finding(
    kind: FindingKind,
    left: Place,
    right: Place | None,
    message: str,
    message_en: str,
    *,
    severity: Severity = Severity.WARNING,
    expected: str | None = None,
    found: str | None = None,
    difference: Decimal | None = None,
    tolerance: Decimal | None = None,
    confidence: float = 1.0,
    cause_id: str | None = None,
) -> Finding:
    """Return the finding that `left` (what deviates) disagrees with `right` (what it is held against)."""
    return Finding(
        finding_id=fingerprint(kind, left, right),
        kind=kind,
        severity=severity,
        message=message,
        message_en=message_en,
        left_document_id=left.document_id,
        left_page=left.page,
        left_x0=left.x0,
        left_top=left.top,
        left_x1=left.x1,
        left_bottom=left.bottom,
        left_quote=left.quote,
        right_document_id=right.document_id if right else None,
        right_page=right.page if right else None,
        right_x0=right.x0 if right else None,
        right_top=right.top if right else None,
        right_x1=right.x1 if right else None,
        right_bottom=right.bottom if right else None,
        right_quote=right.quote if right else None,
        expected=expected,
        found=found,
        difference=difference,
        tolerance=tolerance,
        confidence=confidence,
        cause_id=cause_id,
    )


def severity_by_size(difference: Decimal, tolerance: Decimal) -> Severity:
    """Return how grave a difference between numbers is: an error where rounding comes nowhere near it."""
    return Severity.ERROR if abs(difference) > 10 * tolerance else Severity.WARNING


def fingerprint(kind: FindingKind, left: Place, right: Place | None) -> str:
    """Return 20 hexadecimal digits made of what is printed, so that a later reading gives a finding the same id."""
    parts: list[str] = [kind]
    for place in (left, right):
        if place is not None:
            parts += [place.document_id, *map(bare, (place.quote, *place.labels))]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]


def number_repeats(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings with an ordinal on the id of each that repeats an earlier one's print ("...-2")."""
    seen: Counter[str] = Counter()
    out = []
    for finding in findings:
        seen[finding.finding_id] += 1
        nth = seen[finding.finding_id]
        out.append(finding if nth == 1 else msgspec.structs.replace(finding, finding_id=f"{finding.finding_id}-{nth}"))
    return out


@dataclass(frozen=True)
class Terms:
    """What is added and taken away, in print: signs (1 or -1), values, and how many decimals each prints."""

    signed: Sequence[tuple[int, Decimal, int]]
    shown: int = 6  # a longer sum shows its ends

    def print(self, show: Callable[[Decimal, int], str]) -> str:
        """Return "1,0 + 2,0 − (−3,0)"."""
        parts = [
            (" − " if sign < 0 else " + ") + (f"({text})" if value < 0 and at else text)
            for at, (sign, value, decimals) in enumerate(self.signed)
            if (text := show(value, decimals))
        ]
        return _shortened(parts, self.shown)


def signed_quote(parts: Sequence[tuple[int, str]], shown: int = 6) -> str:
    """Return printed numbers joined as they are reckoned with, "-4,1 − -6,2"; of a long row its ends."""
    return _shortened([(" − " if sign < 0 else " + ") + text for sign, text in parts], shown)


def _shortened(parts: list[str], shown: int) -> str:
    kept = parts if len(parts) <= shown else [*parts[:2], " + …", *parts[-1:]]
    return kept[0].removeprefix(" + ").lstrip() + "".join(kept[1:])


Said = str | Decimal | tuple[Decimal, int] | Terms  # a number may come with the decimals to print


def in_both(sv: str, en: str, /, **said: Said) -> tuple[str, str]:
    """Return a sentence in Swedish and in English, each with its numbers printed as the language prints them."""

    def filled(text: str, show: Callable[[Decimal, int | None], str]) -> str:
        return text.format(**{name: _printed(value, show) for name, value in said.items()})

    return filled(sv, print_number), filled(en, print_number_en)


def _printed(value: Said, show: Callable[[Decimal, int | None], str]) -> str:
    if isinstance(value, Terms):
        return value.print(show)
    if isinstance(value, Decimal):
        return show(value, None)
    return show(*value) if isinstance(value, tuple) else value
