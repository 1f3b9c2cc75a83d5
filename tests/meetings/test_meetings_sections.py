"""The §§ of minutes are numbered without gaps, or somebody is told."""

from collections.abc import Sequence

import pytest

from kommuntal.reconcile.papers import check
from kommuntal.schema import Document, Paper, Records
from kommuntal.schema.enums import DocumentKind, DocumentStatus, FindingKind, Severity

DOCUMENT_ID = "a" * 64


def minutes(numbers: Sequence[int], kind: DocumentKind = DocumentKind.MINUTES) -> Records:
    return Records(
        documents=[
            Document(
                document_id=DOCUMENT_ID, file_name="x.pdf", kind=kind, status=DocumentStatus.OK, reader_version="1"
            )
        ],
        papers=[Paper(paper_id=f"p{n}", section=f"§ {n}", document_id=DOCUMENT_ID, page=n) for n in numbers],
    )


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((12, 13, 14), []),
        ((12, 14), ["§ 13 finns inte"]),
        ((12, 16, 17), ["§§ 13–15 finns inte"]),
        ((), []),
        ((7,), []),
    ],
)
def test_a_number_that_is_skipped_is_a_note(numbers: Sequence[int], said: Sequence[str]) -> None:
    findings = check(minutes(numbers)).findings
    assert [words for words, f in zip(said, findings, strict=True) if words in f.message] == list(said)
    assert {(f.kind, f.severity) for f in findings} <= {(FindingKind.GAP, Severity.NOTE)}


def test_the_papers_of_a_bundle_cite_sections_of_many_meetings() -> None:
    assert not check(minutes((3, 67), DocumentKind.AGENDA)).findings
