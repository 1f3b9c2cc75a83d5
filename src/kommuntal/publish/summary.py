"""What a run came to, as a person needs it to decide what to do next."""

from collections import Counter
from itertools import groupby

import msgspec

from kommuntal.schema import Document, Records
from kommuntal.schema.enums import DocumentStatus, FindingKind, FindingStatus, Severity


class Unread(msgspec.Struct, frozen=True, kw_only=True):
    """A document that was not read whole, and why."""

    file_name: str
    document_id: str
    status: DocumentStatus
    reason: str | None
    failed_pages: str | None

    @property
    def page_ranges(self) -> str | None:
        """The failed pages as a person writes them: "2-5, 9"."""
        if self.failed_pages is None:
            return None
        pages = [int(page) for page in self.failed_pages.split(",")]
        runs = [[page for _, page in run] for _, run in groupby(enumerate(pages), lambda at: at[1] - at[0])]
        return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


class FindingCount(msgspec.Struct, frozen=True, kw_only=True):
    """How many findings there are of a kind and severity, and how many of them nobody has reviewed."""

    severity: Severity
    kind: FindingKind
    count: int
    open: int


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """Documents by status, those not read whole with the reason, rows by dataset, findings the gravest first.

    `documents` holds only the statuses that occur, in the order of the vocabulary; `rows` every dataset. `doubles` has
    a pair of names for every file that holds what another does, which is published; `not_had` a line for everything
    that a source should have had.
    """

    documents: dict[DocumentStatus, int]
    unread: tuple[Unread, ...]
    rows: dict[str, int]
    findings: tuple[FindingCount, ...]
    doubles: tuple[tuple[str, str], ...] = ()
    not_had: tuple[str, ...] = ()

    @property
    def open_findings(self) -> int:
        """How many findings wait for a reviewer."""
        return sum(line.open for line in self.findings)


def summary(records: Records) -> Summary:
    """Return what `records` came to."""
    statuses = Counter(document.status for document in records.documents)
    kinds = Counter((finding.severity, finding.kind) for finding in records.findings)
    waiting = Counter((f.severity, f.kind) for f in records.findings if f.status is FindingStatus.OPEN)
    return Summary(
        documents={status: statuses[status] for status in DocumentStatus if statuses[status]},
        unread=tuple(
            _unread(document)
            for document in sorted(records.documents, key=lambda d: (d.file_name, d.document_id))
            if document.status is not DocumentStatus.OK
        ),
        rows={dataset: len(rows) for dataset, rows in records},
        findings=tuple(
            FindingCount(severity=severity, kind=kind, count=kinds[severity, kind], open=waiting[severity, kind])
            for severity in Severity
            for kind in FindingKind
            if kinds[severity, kind]
        ),
    )


def _unread(document: Document) -> Unread:
    return Unread(
        file_name=document.file_name,
        document_id=document.document_id,
        status=document.status,
        reason=document.status_reason,
        failed_pages=document.failed_pages,
    )
