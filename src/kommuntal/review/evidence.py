"""When a verdict still holds: what it was given on, and which of several stands."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from kommuntal.schema import Finding, Review
from kommuntal.schema.enums import ReviewVerdict
from kommuntal.swedish.alike import bare


def evidence_of(finding: Finding) -> str:
    """Return 20 hexadecimal digits made of what both places say, their words and their values.

    Where they stand on the page, and how the finding is worded, may change without asking anybody to look again.
    """
    said = (finding.left_quote, finding.right_quote, finding.expected, finding.found)
    return hashlib.sha256("\x1f".join(bare(text or "") for text in said).encode()).hexdigest()[:20]


def holds(review: Review, finding: Finding) -> bool:
    """Say whether the verdict was given on what the finding shows now; one that names no evidence always holds."""
    return review.evidence in (None, evidence_of(finding))


def standing(reviews: Iterable[Review]) -> dict[str, Review]:
    """Return the verdict that stands for each finding: the last one, where every withdrawal takes back one."""
    stacks: dict[str, list[Review]] = defaultdict(list)
    for review in sorted(reviews, key=lambda r: r.decided_at):
        stack = stacks[review.finding_id]
        if review.verdict is not ReviewVerdict.WITHDRAWN:
            stack.append(review)
        elif stack:
            stack.pop()
    return {finding_id: stack[-1] for finding_id, stack in stacks.items() if stack}


def with_force(reviews: Iterable[Review], findings: Mapping[str, Finding]) -> list[Review]:
    """Return the reviews with `in_force` told. A finding that is gone cannot contradict the verdict it was given."""
    rows = list(reviews)
    stands = standing(rows)

    def in_force(review: Review) -> bool:
        finding = findings.get(review.finding_id)
        return stands.get(review.finding_id) is review and (finding is None or holds(review, finding))

    return [msgspec.structs.replace(review, in_force=in_force(review)) for review in rows]
