"""Check that short and long sickness absence together are no more than the whole.

Both are told in percent of the hours that should have been worked, mostly in sentences of their own, and the whole in
another or in a table beside them. Whatever days each report draws the line at, the two have nothing in common.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kommuntal.reconcile.finding import Place, in_both, make_finding, place_of, severity_by_size
from kommuntal.schema import Claim, Figure, Finding, Records
from kommuntal.schema.enums import FindingKind, Measure, Unit
from kommuntal.swedish.numbers import print_number

ABSENCE = re.compile(
    r"\b(?:(?P<short>kort(?:tids?)?(?:sjuk)?frånvaro\w*)|(?P<long>lång(?:tids?)?(?:sjuk)?frånvaro\w*)"
    r"|(?P<whole>sjukfrånvaro(?:n|ns)?))\b",
    re.IGNORECASE,
)
OF_SOME = re.compile(r"\b(?:(?:an)?del\w*|kvinn\w+|män\w*|år|ålder\w*|mål\w*)\b", re.IGNORECASE)  # no whole, or no rate
NOT_NOW = (Measure.CHANGE, Measure.OUTCOME_PRIOR, Measure.TARGET, Measure.BUDGET, Measure.VARIANCE)


@dataclass(frozen=True)
class Rate:
    """A rate of absence in percent as printed, within `half`."""

    record: Claim | Figure
    part: str  # short, long or whole
    value: Decimal
    half: Decimal

    @property
    def place(self) -> Place:
        text = self.record.quote if isinstance(self.record, Claim) else self.record.text
        return place_of(self.record, text)


def check(records: Records) -> Records:
    """Return a finding for each section or table whose short and long absence come to more than the whole."""
    by_place: dict[tuple[str, object, date | None], list[Rate]] = defaultdict(list)
    for claim in records.claims:
        if rate := _of_claim(claim):
            by_place[claim.document_id, claim.heading, claim.period_end].append(rate)
    for figure in records.figures:
        if rate := _of_figure(figure):
            by_place[figure.document_id, figure.table_id, figure.period_end].append(rate)
    return Records(findings=[f for rates in by_place.values() for f in compared(rates)])


def compared(rates: Sequence[Rate]) -> Iterator[Finding]:
    """Yield the finding of one section or table and period, where it tells each part once."""
    short, long = ([r for r in rates if r.part == part] for part in ("short", "long"))
    whole = max((r for r in rates if r.part == "whole"), key=lambda r: r.value, default=None)
    if len(short) != 1 or len(long) != 1 or whole is None:
        return
    parts = (short[0], long[0])
    together, room = sum((p.value for p in parts), Decimal(0)), sum((p.half for p in parts), whole.half)
    if together - whole.value > room and max(p.value for p in parts) <= whole.value:
        yield _finding(parts, whole, together, room)


def _of_claim(claim: Claim) -> Rate | None:
    before = claim.sentence[: max(0, claim.sentence.find(claim.quote)) + len(claim.quote)]
    if claim.value is None or claim.base_unit is not Unit.PERCENT or claim.measure in NOT_NOW or claim.hedge:
        return None
    return _rate(claim, before, claim.value, max(0, -int(claim.value.as_tuple().exponent)))


def _of_figure(figure: Figure) -> Rate | None:
    if figure.value is None or figure.unit is not Unit.PERCENT or figure.measure is Measure.CHANGE:
        return None
    return _rate(figure, figure.line_item_raw or "", figure.value, figure.decimals or 0)


def _rate(record: Claim | Figure, words: str, value: Decimal, decimals: int) -> Rate | None:
    """Return the rate of what is named last before the number."""
    named = list(ABSENCE.finditer(words))
    if not named or OF_SOME.search(re.sub(r"föregående år\w*", "", words)):
        return None
    return Rate(record, str(named[-1].lastgroup), value, Decimal(5).scaleb(-decimals - 1))


def _finding(parts: tuple[Rate, Rate], whole: Rate, together: Decimal, room: Decimal) -> Finding:
    short, long = parts
    return make_finding(
        FindingKind.SUM,
        short.place,
        whole.place,
        *in_both(
            "Kort sjukfrånvaro {short} och lång {long} procent är tillsammans {together}, mer än hela sjukfrånvaron på "
            "{whole} procent.",
            "Short absence of {short} and long of {long} percent come to {together}, more than the whole absence of "
            "{whole} percent.",
            short=short.value,
            long=long.value,
            together=together,
            whole=whole.value,
        ),
        severity=severity_by_size(together - whole.value, room),
        expected=print_number(whole.value),
        found=print_number(together),
        difference=together - whole.value,
        tolerance=room,
        confidence=min(r.record.confidence for r in (*parts, whole)),
    )
