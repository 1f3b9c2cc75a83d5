"""Check declared units against magnitude: millions said where thousands must be meant.

Nothing is corrected. An amount is told only where it is far beyond all other amounts of its document, and would lie
among them in the unit a thousand times smaller.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kommuntal.reconcile.finding import make_finding, place_of, print_number, print_number_en
from kommuntal.schema import Claim, Figure, Finding, Records
from kommuntal.schema.enums import FindingKind, Severity, Unit

MILLIONS = Decimal(10**6)
THOUSAND = 1000
FOUR_DIGITS = 1000  # printed: whole thousands of millions are seldom written so
BEYOND = 5  # times the greatest other amount
ENOUGH = 20  # other amounts in the document, to know how great its amounts are


@dataclass(frozen=True)
class Amount:
    """An amount in kronor, where it is printed, and the unit it is printed in."""

    record: Claim | Figure
    value: Decimal
    scale: Decimal
    quote: str
    table_id: str | None


def check(records: Records) -> Records:
    """Return a finding for each amount in text, and each table, whose unit its size speaks against."""
    by_document: dict[str, list[Amount]] = defaultdict(list)
    for amount in _amounts(records):
        by_document[amount.record.document_id].append(amount)
    return Records(findings=[f for amounts in by_document.values() for f in check_amounts(amounts)])


def check_amounts(amounts: Sequence[Amount]) -> list[Finding]:
    """Return the findings of one document; a table is told once, by its greatest amount."""
    suspects: dict[str, Amount] = {}
    for amount in amounts:
        if amount.scale == MILLIONS and amount.value / MILLIONS >= FOUR_DIGITS:
            key = amount.table_id or str(id(amount))
            suspects[key] = max(suspects.get(key, amount), amount, key=lambda a: a.value)
    out = []
    for suspect in suspects.values():
        others = [a for a in amounts if a.table_id is not None and a.table_id != suspect.table_id]
        greatest = max(others, key=lambda a: a.value, default=None)
        if greatest is None or len(others) < ENOUGH or greatest.value == 0:
            continue
        if suspect.value > BEYOND * greatest.value and suspect.value / THOUSAND <= greatest.value:
            out.append(_finding(suspect, greatest))
    return out


def _amounts(records: Records) -> Iterable[Amount]:
    for figure in records.figures:
        if figure.unit is Unit.SEK and figure.value is not None and figure.scale is not None:
            yield Amount(figure, abs(figure.value), figure.scale, figure.text, figure.table_id)
    for claim in records.claims:
        if claim.base_unit is Unit.SEK and claim.value is not None and claim.scale is not None:
            yield Amount(claim, abs(claim.value * claim.scale), claim.scale, claim.quote, None)


def _finding(suspect: Amount, greatest: Amount) -> Finding:
    said, most = suspect.value / MILLIONS, greatest.value / MILLIONS
    sv = (
        f"{suspect.quote} är {print_number(said.normalize())} miljoner kronor, men det största beloppet i dokumentets "
        f"andra tabeller är {print_number(most.normalize())} miljoner ({greatest.quote}): troligen avses tusental."
    )
    en = (
        f"{suspect.quote} is SEK {print_number_en(said.normalize())} million, but the greatest amount in the other "
        f"tables is {print_number_en(most.normalize())} million ({greatest.quote}): thousands are probably meant."
    )
    return make_finding(
        FindingKind.UNIT,
        place_of(suspect.record, suspect.quote),
        place_of(greatest.record, greatest.quote),
        sv,
        en,
        severity=Severity.WARNING,
        found=suspect.quote,
        confidence=min(suspect.record.confidence, greatest.record.confidence),
    )
