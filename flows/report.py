"""What a run leaves to look at: one page in words, and one table with a row for each document (Prefect artifacts)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import msgspec
from prefect.artifacts import create_markdown_artifact, create_table_artifact

from kommuntal.acquire import Acquired, SourceReport
from kommuntal.publish import Summary
from kommuntal.schema import Records

PAGE = "night"  # keys of the artifacts; under each, Prefect keeps one for every run
TABLE = "night-documents"
COUNTED = ("tables", "figures", "goals", "decisions", "claims")  # datasets whose rows the table counts


class Report(msgspec.Struct):
    """What is known of a run so far."""

    sources: Sequence[SourceReport] = ()
    documents: Sequence[Acquired] = ()
    parts: Sequence[Records] = ()
    summary: Summary | None = None  # None until something is published
    why: str = "broke off"  # why nothing was

    @property
    def headline(self) -> str:
        """The run in one line."""
        if self.summary is None:
            return f"Nothing published: {self.why}"
        counts = ", ".join(f"{count} {status}" for status, count in self.summary.documents.items())
        return f"Published: {counts}; {self.summary.open_findings} findings to review"


@contextmanager
def reported() -> Iterator[Report]:
    """Yield a report to fill in, and leave it with the flow run however that ends."""
    report = Report()
    try:
        yield report
    except Exception as error:
        report.why = str(error) or type(error).__name__
        raise
    finally:
        create_markdown_artifact(page(report), key=PAGE, description=report.headline)
        create_table_artifact(rows(report), key=TABLE, description="One row a document")


def page(report: Report) -> str:
    """Return the run as Markdown: how it ended, how each source did, what was not read whole, findings by kind."""
    summary = report.summary
    blocks = [f"# {_safe(report.headline)}"]
    if report.sources:
        counts = [(s.source, s.new, s.unchanged, len(s.problems)) for s in report.sources]
        blocks += ["## Sources", _table(("source", "new or changed", "unchanged", "problems"), counts)]
    if problems := [(s.source, p.address, p.reason) for s in report.sources for p in s.problems]:
        blocks += ["## Could not be had", _table(("source", "address", "why"), problems)]
    if summary and summary.unread:
        unread = [(one.file_name, one.status, one.reason or "") for one in summary.unread]
        blocks += ["## Not read whole", _table(("document", "status", "why"), unread)]
    if summary:
        findings = [(f.severity, f.kind, f.count, f.open) for f in summary.findings]
        blocks += ["## Findings", _table(("severity", "kind", "all", "to review"), findings)]
        blocks += ["## Rows", _table(("dataset", "rows"), list(summary.rows.items()))]
    return "\n\n".join(blocks) + "\n"


def rows(report: Report) -> list[dict[str, object]]:
    """Return a row for each document that came in; one that the run did not come to is "not read"."""
    read = {part.documents[0].document_id: part for part in report.parts}
    return [_row(one, read.get(one.document_id)) for one in report.documents]


def _row(one: Acquired, part: Records | None) -> dict[str, object]:
    document = part.documents[0] if part else None
    return {
        "document": one.file_name,
        "source": one.source,
        "new": one.new,
        "status": document.status if document else "not read",
        "why": document.status_reason if document else None,
        "pages": document.pages if document else None,
        **{name: len(found) for name, found in part or () if name in COUNTED},
        "document_id": one.document_id,
    }


def _table(head: Sequence[str], lines: Sequence[Sequence[object]]) -> str:
    ruled = [head, ["---"] * len(head), *([_safe(str(cell)) for cell in line] for line in lines)]
    return "\n".join("| " + " | ".join(line) + " |" for line in ruled) if lines else "none"


def _safe(text: str) -> str:
    """Return text from outside so that it is shown and never obeyed, by Markdown or by the browser."""
    flat = " ".join(text.split())
    return "".join(f"\\{c}" if c in "\\`*_[]|#" else {"<": "&lt;", ">": "&gt;", "&": "&amp;"}.get(c, c) for c in flat)
