"""Findings of one document that come from one slip: what should be judged together stands together."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kommuntal.schema import Finding
from kommuntal.schema.enums import FindingKind
from kommuntal.swedish.numbers import parse_number

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Place:
    """One side of a finding: a box (points, origin top left) on a page, and the words in it."""

    document_id: str
    page: int
    box: Box | None
    quote: str | None = None

    @property
    def middle(self) -> tuple[float, float] | None:
        return self.box and ((self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2)

    def holds(self, other: "Place") -> bool:
        """Say whether the middle of the other place lies in this one."""
        if not (self.box and other.middle) or (self.document_id, self.page) != (other.document_id, other.page):
            return False
        x, y = other.middle
        return self.box[0] <= x <= self.box[2] and self.box[1] <= y <= self.box[3]


def place_of(finding: Finding, side: str) -> Place | None:
    """Return the "left" place (what deviates) or the "right" (what it is held against), None where it has no page."""
    document_id, page = getattr(finding, f"{side}_document_id"), getattr(finding, f"{side}_page")
    if document_id is None or page is None:
        return None
    edges = tuple(getattr(finding, f"{side}_{edge}") for edge in ("x0", "top", "x1", "bottom"))
    box = None if None in edges else edges
    return Place(document_id, page, box, getattr(finding, f"{side}_quote"))


def follows(finding: Finding, other: Finding) -> bool:
    """Say whether this finding follows from `other`: it says so, or reckons with the number that deviates there."""
    if finding.cause_id is not None:
        return finding.cause_id == other.finding_id
    left, right = place_of(other, "left"), place_of(finding, "right")
    return left is not None and right is not None and right.holds(left)


def causes(findings: Sequence[Finding], tables: Mapping[str, str]) -> list[list[Finding]]:
    """Return the findings in groups of one root cause each; `tables` tells the table of a finding's left place by id.

    Two belong together when one says that it follows from the other; when they speak of the same place, or one reckons
    with the number that deviates in the other; when numbers of one table are off by the same amount; when lines of one
    contents are off by as many pages.
    """
    root: dict[str, str] = {finding.finding_id: finding.finding_id for finding in findings}

    def find(name: str) -> str:
        while root[name] != name:
            root[name] = root[root[name]]
            name = root[name]
        return name

    for one, other in _related(findings, tables):
        root[find(other.finding_id)] = find(one.finding_id)
    groups: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[find(finding.finding_id)].append(finding)
    return list(groups.values())


def _related(findings: Sequence[Finding], tables: Mapping[str, str]) -> Iterator[tuple[Finding, Finding]]:
    by_id = {finding.finding_id: finding for finding in findings}
    for finding in findings:
        if cause := by_id.get(finding.cause_id or ""):
            yield cause, finding
    shared: dict[Hashable, Finding] = {}
    for finding in findings:
        for trait in _traits(finding, tables):
            first = shared.setdefault(trait, finding)
            if first is not finding:
                yield first, finding
    by_page: dict[tuple[str, int], list[tuple[Finding, Place]]] = defaultdict(list)
    for finding in findings:
        if left := place_of(finding, "left"):
            by_page[left.document_id, left.page].append((finding, left))
    for finding in findings:
        for place in filter(None, (place_of(finding, "left"), place_of(finding, "right"))):
            for other, left in by_page.get((place.document_id, place.page), ()):
                if other is not finding and place.holds(left):
                    yield finding, other


def _traits(finding: Finding, tables: Mapping[str, str]) -> Iterable[Hashable]:
    """Yield what no two findings of different causes have in common."""
    table = tables.get(finding.finding_id)
    if table and finding.difference:
        yield "table", table, abs(finding.difference)
    if finding.kind is FindingKind.CONTENTS:
        found, expected = (parse_number(text or "") for text in (finding.found, finding.expected))
        if found and expected:
            yield "contents", finding.left_document_id, finding.left_page, found.value - expected.value
