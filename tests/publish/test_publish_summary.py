"""What a run came to, for a person."""

import msgspec

from kommuntal.publish import FindingCount, Unread, summary
from kommuntal.schema import Records
from kommuntal.schema.enums import DocumentStatus, FindingKind, FindingStatus, Severity


def test_documents_by_status_and_why_they_were_not_read_whole(records: Records) -> None:
    found = summary(records)
    assert found.documents == {DocumentStatus.OK: 1, DocumentStatus.PARTIAL: 1}
    assert found.unread == (
        Unread(
            file_name="granvik-kallelse.pdf",
            document_id="b" * 64,
            status=DocumentStatus.PARTIAL,
            reason="2 of 30 pages could not be read",
            failed_pages="7,9",
        ),
    )


def test_rows_of_every_dataset(records: Records) -> None:
    rows = summary(records).rows
    assert rows["cells"] == 4 and rows["documents"] == 2
    assert set(rows) == set(Records.__struct_fields__)


def test_findings_by_severity_and_kind_the_gravest_first(records: Records) -> None:
    (finding,) = records.findings
    records.findings += [
        msgspec.structs.replace(finding, finding_id="e2", status=FindingStatus.REVIEWED),
        msgspec.structs.replace(finding, finding_id="e3", kind=FindingKind.SUM, severity=Severity.ERROR),
    ]
    found = summary(records)
    assert found.findings == (
        FindingCount(severity=Severity.ERROR, kind=FindingKind.SUM, count=1, open=1),
        FindingCount(severity=Severity.WARNING, kind=FindingKind.SYMBOL, count=2, open=1),
    )
    assert found.open_findings == 2


def test_nothing_is_a_summary_too() -> None:
    found = summary(Records())
    assert found.documents == {} and found.unread == () and found.findings == () and found.open_findings == 0
