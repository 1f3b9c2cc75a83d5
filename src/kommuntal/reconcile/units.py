"""Check units: millions said where thousands must be meant, and a target in another unit than its indicator speaks of.

Nothing is corrected. An amount is told only where it is far beyond all other amounts of its document, and would lie
among them in the unit a thousand times smaller; a table where another has the same digits a thousand times as great.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, product

from kommuntal.reconcile.by_document import by_document
from kommuntal.reconcile.facts import Pair, contradict, pairs_of, rows_by_name, scale_of
from kommuntal.reconcile.finding import in_both, make_finding, place_of
from kommuntal.reconcile.grid import grids
from kommuntal.schema import Claim, Figure, Finding, Indicator, IndicatorValue, Records
from kommuntal.schema.enums import FindingKind, Severity, Unit, ValueRole
from kommuntal.swedish.amounts import find_amounts, parse_amount

MILLIONS = Decimal(10**6)
THOUSAND = 1000
FOUR_DIGITS = 1000  # printed: whole thousands of millions are seldom written so
BEYOND = 5  # times the greatest other amount
BOUND = re.compile(r"\b(?:minst|lägst|högst|max|som mest|uppgå till|över|under|överstiga|understiga)\b", re.IGNORECASE)
SAME_DIGITS = 3  # rows with the same digits in two tables, to know that they state the same facts
TELLING = 100  # last digits in a number, for it to be the same as another by more than chance
ENOUGH = 20  # other amounts in the document, to know how great its amounts are


@dataclass(frozen=True)
class Amount:
    """An amount in kronor, where it is printed, and the unit it is printed in."""

    record: Claim | Figure
    value: Decimal
    scale: Decimal
    quote: str
    table_id: str | None

    @property
    def document_id(self) -> str:
        return self.record.document_id


def check(records: Records) -> Records:
    """Return a finding for each amount in text, and each table, whose unit its size speaks against."""
    findings = [f for amounts in by_document(_amounts(records)).values() for f in check_amounts(amounts)]
    return Records(findings=[*findings, *_other_units(records), *_thousandfold(records)])


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


def _thousandfold(records: Records) -> Iterator[Finding]:
    """Yield a finding for each two tables of a document that print the same digits of the same rows in units a thousand
    times apart: one of the two units is wrong."""
    for tables in by_document(grids(records)).values():
        for (left, first), (right, second) in combinations([(grid, rows_by_name(grid.rows)) for grid in tables], 2):
            rows = [(first[name], second[name]) for name in first if name in second]
            for a, b in product(left.columns, right.columns) if len(rows) >= SAME_DIGITS else ():
                pairs = [p for p in pairs_of(rows, a, b) if p.left.unit is Unit.SEK and p.left.value and p.right.value]
                same = [p for p in pairs if _thousand_times(p)]
                if not contradict(a, b) and len(same) >= SAME_DIGITS and len(same) > len(pairs) / 2:
                    yield _thousandfold_finding(max(same, key=lambda p: abs(p.left.value)), len(same))
                    break


def _thousand_times(pair: Pair) -> bool:
    """Say whether one number is a thousand times the other, in enough digits that it is no chance."""
    small, great = sorted((pair.left, pair.right), key=lambda p: abs(p.value * scale_of(p)))
    room = small.half * scale_of(small) * THOUSAND + great.half * scale_of(great)
    gap = abs(abs(small.value * scale_of(small)) * THOUSAND - abs(great.value * scale_of(great)))
    return gap <= room and abs(small.value) >= small.half * 2 * TELLING


def _thousandfold_finding(pair: Pair, count: int) -> Finding:
    left, right = pair.left, pair.right
    return make_finding(
        FindingKind.UNIT,
        place_of(left.cell, left.cell.text, left.figure.line_item_raw, left.figure.column_header),
        place_of(right.cell, right.cell.text, right.figure.line_item_raw, right.figure.column_header),
        *in_both(
            "{name}: {one} i tabellen på sidan {p} är {value} kr men {other} på sidan {q} är {theirs} kr; på {count} "
            "rader skiljer det tusen gånger, så den ena tabellens enhet är fel.",
            "{name}: {one} in the table on page {p} is SEK {value} but {other} on page {q} is SEK {theirs}; in {count} "
            "rows they are a thousand times apart, so the unit of one of the tables is wrong.",
            name=left.figure.line_item_raw or "",
            one=left.cell.text,
            other=right.cell.text,
            value=(left.value * scale_of(left), 0),
            theirs=(right.value * scale_of(right), 0),
            p=str(left.cell.page),
            q=str(right.cell.page),
            count=str(count),
        ),
        severity=Severity.ERROR,
        expected=right.cell.text,
        found=left.cell.text,
        confidence=min(left.figure.confidence, right.figure.confidence),
    )


def _other_units(records: Records) -> Iterator[Finding]:
    """Yield a finding for each indicator bounded in percent by its name and in kronor or people by its target."""
    targets: dict[str, list[IndicatorValue]] = defaultdict(list)
    for value in records.indicator_values:
        if value.role is ValueRole.TARGET:
            targets[value.indicator_id].append(value)
    for indicator in records.indicators:
        named = [
            a.item for a in find_amounts(indicator.name) if a.item.unit and BOUND.search(indicator.name[: a.start])
        ]
        if [a.unit.base for a in named if a.unit] != [Unit.PERCENT]:
            continue
        beside = [v for v in targets[indicator.indicator_id] if v.text not in indicator.name]
        units = [(v, parse_amount(v.text)) for v in beside]
        others = [(v, a) for v, a in units if a and a.unit and a.unit.base in (Unit.SEK, Unit.PERSONS)]
        if others and len(others) == len(units):
            yield _unit_finding(indicator, others[0][0])


def _unit_finding(indicator: Indicator, target: IndicatorValue) -> Finding:
    return make_finding(
        FindingKind.UNIT,
        place_of(indicator, indicator.name),
        place_of(target, target.text, indicator.name),
        *in_both(
            "”{name}” anger sitt mål i procent, men målet är satt till {target}.",
            "“{name}” states its target in percent, but the target is set to {target}.",
            name=indicator.name,
            target=target.text,
        ),
        severity=Severity.WARNING,
        found=target.text,
        confidence=min(indicator.confidence, target.confidence),
    )


def _finding(suspect: Amount, greatest: Amount) -> Finding:
    said, most = suspect.value / MILLIONS, greatest.value / MILLIONS
    return make_finding(
        FindingKind.UNIT,
        place_of(suspect.record, suspect.quote),
        place_of(greatest.record, greatest.quote),
        *in_both(
            "{quote} är {said} miljoner kronor, men det största beloppet i dokumentets andra tabeller är {most} "
            "miljoner ({other}): troligen avses tusental.",
            "{quote} is SEK {said} million, but the greatest amount in the other tables is {most} million ({other}): "
            "thousands are probably meant.",
            quote=suspect.quote,
            said=said.normalize(),
            most=most.normalize(),
            other=greatest.quote,
        ),
        severity=Severity.WARNING,
        found=suspect.quote,
        confidence=min(suspect.record.confidence, greatest.record.confidence),
    )
