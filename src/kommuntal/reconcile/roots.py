"""Findings that come from one slip name one cause: what disagrees with a number that is itself wrong, and lines of one
list that are all off by the same.

Each check already says what follows inside it; here findings of different checks meet.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from msgspec.structs import replace

from kommuntal.schema import Finding
from kommuntal.schema.enums import FindingKind
from kommuntal.swedish.numbers import parse_number

ARITHMETIC = (FindingKind.SUM, FindingKind.DIFFERENCE)  # these say of a cell that it is wrong, and what it should be
ROUNDED = Decimal("0.05")  # share by which rounding may move a difference


class Spot(NamedTuple):
    """A cell or line on a page, to the point."""

    document_id: str
    page: int
    x0: int
    top: int


def with_causes(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings, each with the id of the one it follows from; a cause is never itself a consequence."""
    ids = {f.finding_id for f in findings}
    cause = {f.finding_id: f.cause_id for f in findings if f.cause_id in ids}
    for follower, origin in [*_same_shift(findings), *_wrong_cells(findings)]:
        cause.setdefault(follower.finding_id, origin.finding_id)
    return [replace(f, cause_id=_root(f.finding_id, cause)) for f in findings]


def _root(finding_id: str, cause: Mapping[str, str | None]) -> str | None:
    met = [finding_id]
    while (origin := cause.get(met[-1])) is not None and origin not in met:
        met.append(origin)
    return met[-1] if len(met) > 1 else None


def _wrong_cells(findings: Sequence[Finding]) -> Iterator[tuple[Finding, Finding]]:
    """Yield the findings that hold something right against a cell which another says is wrong."""
    wrong: dict[Spot, Finding] = {}
    for finding in findings:
        spot = _spot(finding, "left")
        if finding.kind in ARITHMETIC and finding.cause_id is None and finding.difference and spot is not None:
            wrong.setdefault(spot, finding)
    for finding in findings:
        for side in ("left", "right"):
            spot = _spot(finding, side)
            origin = wrong.get(spot) if spot is not None else None
            if origin is not None and finding.kind not in ARITHMETIC and _off_by_the_same(finding, origin):
                yield finding, origin
                break


def _off_by_the_same(one: Finding, other: Finding) -> bool:
    """Say whether two differences are the same amount, as it may be in thousands or millions, up to rounding."""
    if not one.difference or not other.difference:
        return False
    ratio = abs(one.difference / other.difference)
    return any(abs(ratio * Decimal(1000) ** power - 1) <= ROUNDED for power in (-2, -1, 0, 1, 2))


def _same_shift(findings: Sequence[Finding]) -> Iterator[tuple[Finding, Finding]]:
    """Yield the lines of one contents page that name a page too far on, or too near, by as many as the first."""
    shifted: dict[tuple[str, int | None, object], list[Finding]] = defaultdict(list)
    for finding in findings:
        found, expected = (parse_number(text or "") for text in (finding.found, finding.expected))
        if finding.kind is FindingKind.CONTENTS and found and expected:
            shifted[finding.left_document_id, finding.left_page, found.value - expected.value].append(finding)
    for first, *others in shifted.values():
        for other in others:
            yield other, first


def _spot(finding: Finding, side: str) -> Spot | None:
    document_id, page, x0, top = (getattr(finding, f"{side}_{name}") for name in ("document_id", "page", "x0", "top"))
    if document_id is None or page is None or x0 is None or top is None:
        return None
    return Spot(document_id, page, round(x0), round(top))
