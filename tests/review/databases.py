"""Invented findings, and databases to judge them in."""

from kommuntal.review.store import judge
from kommuntal.schema import Finding, Review
from kommuntal.schema.enums import FindingKind, ReviewVerdict

REPORT = "a" * 64
ANNA, BO = "Anna Controller", "Bo Revisor"


def finding(finding_id: str = "f1", found: str = "847 285", **changes: object) -> Finding:
    return Finding(
        finding_id=finding_id,
        kind=FindingKind.SUM,
        message=f"Summa nämnder: där står {found}, men raderna ger 847 825.",
        left_document_id=REPORT,
        left_page=3,
        left_x0=400.0,
        left_top=200.0,
        left_x1=440.0,
        left_bottom=210.0,
        left_quote=found,
        right_document_id=REPORT,
        right_page=3,
        right_quote="95 310 + 339 875 + 412 640",
        expected="847 825",
        found=found,
        **changes,  # type: ignore[arg-type]
    )


def verdict(
    finding_id: str = "f1", verdict: ReviewVerdict = ReviewVerdict.SOURCE_ERROR, reviewer: str = ANNA, **more: str
) -> Review:
    return judge(finding(finding_id), verdict, reviewer, **more)  # type: ignore[arg-type]
