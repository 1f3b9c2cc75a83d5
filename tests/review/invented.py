"""Outputs of invented documents, as many findings as wanted, for what the samples are too few for."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from kommuntal.publish import carry_forward, publish, read_back
from kommuntal.schema import Document, Finding, Records, Run
from kommuntal.schema.enums import DocumentStatus, FindingKind, RunStatus, Severity

BODIES = ("Socialnämnden", "Barn- och utbildningsnämnden", "Tekniska nämnden", "Kommunstyrelsen")
KINDS = (FindingKind.SUM, FindingKind.CLAIM, FindingKind.CONTENTS, FindingKind.SYMBOL, FindingKind.DUPLICATE_FACT)


def document(number: int) -> Document:
    return Document(
        document_id=f"{number:064x}",
        file_name=f"granvik-rapport-{number:03}.pdf",
        pages=40,
        municipality="Granviks kommun",
        municipality_code="2999",
        organisation=BODIES[number % len(BODIES)],
        period_start=date(2025, 1, 1),
        period_end=date(2025, 4 if number % 2 else 8, 30),
        status=DocumentStatus.OK,
        reader_version="1",
        confidence=1.0,
    )


def finding(number: int, documents: int, **changes: object) -> Finding:
    """Return the finding of a number, on a line of its own of one of the documents."""
    line = number // documents
    severity = list(Severity)[number % 7 % 3]
    whole = {
        "finding_id": f"{number:020x}",
        "kind": KINDS[number % len(KINDS)],
        "severity": severity,
        "message": f"Rad {line}: där står {number + 1}, men raderna ger {number + 2}.",
        "message_en": f"Row {line}: it says {number + 1}, but the rows give {number + 2}.",
        "left_document_id": f"{number % documents:064x}",
        "left_page": 1 + line // 10,
        "left_x0": 300.0,
        "left_top": 100.0 + 20 * (line % 10),
        "left_x1": 360.0,
        "left_bottom": 112.0 + 20 * (line % 10),
        "left_quote": str(number + 1),
        "expected": str(number + 2),
        "found": str(number + 1),
        "difference": Decimal(-1),
        "tolerance": Decimal(0),
        "confidence": 0.9,
    }
    return Finding(**whole | changes)  # type: ignore[arg-type]


def publish_findings(output: Path, findings: list[Finding], documents: int | list[Document], run: int = 1) -> None:
    """Publish the findings as the run of that number, after those published there before.

    `documents` are the documents, or how many of `document` there are.
    """
    moment = datetime(2026, 5, run, 1, 30, tzinfo=UTC)
    papers = [document(n) for n in range(documents)] if isinstance(documents, int) else documents
    records = Records(
        documents=papers,
        findings=findings,
        runs=[
            Run(
                run_id=f"{run:016x}",
                started_at=moment,
                finished_at=moment,
                code_version="1",
                documents_ok=len(papers),
                documents_partial=0,
                documents_failed=0,
                documents_skipped=0,
                rows="{}",
                status=RunStatus.PUBLISHED,
            )
        ],
    )
    publish(carry_forward(records, read_back(output)), output)
