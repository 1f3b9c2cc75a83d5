"""What leaves the page: files of findings and verdicts, what tests can be made from, and a letter to an author."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from kommuntal.review.detail import detail
from kommuntal.review.exports import as_csv, as_parquet, as_xlsx, corrections_lines, findings_table, missed_lines
from kommuntal.review.page import Judged, Missing, Output, Visitor, render
from kommuntal.review.queue import Filter, Item
from kommuntal.review.texts import Texts
from kommuntal.review.verdicts import CHOICES
from kommuntal.schema.enums import FindingKind, ReviewVerdict, Severity

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "jsonl": "application/jsonl; charset=utf-8",
}
ALL = {"status": "all"}  # what is taken out unless the address says otherwise

router = APIRouter()


@router.get("/exports")
def exports(request: Request, output: Output, verdicts: Judged) -> HTMLResponse:
    """Offer the files, for the findings that the address asks for, and a letter for each document with faults."""
    wanted = Filter.of(ALL | dict(request.query_params))
    status = verdicts.status(output.queue)
    faults = _faults(output.queue.items, status)
    return render(
        request,
        "exports.html",
        wanted=wanted,
        query=ALL | wanted.query,
        count=len(output.queue.chosen(wanted, status)),
        choices={
            "status": ("all", "to_do", *CHOICES),
            "severity": tuple(Severity),
            "kind": tuple(FindingKind),
            "municipality": sorted({s.municipality for s in output.sources.values() if s.municipality}),
        },
        letters=[
            (output.sources[document_id], len(items))
            for document_id, items in sorted(faults.items(), key=lambda f: output.sources[f[0]].file_name)
        ],
    )


@router.get("/exports/findings.{form}")
def findings(
    request: Request, output: Output, verdicts: Judged, visit: Visitor, form: Literal["csv", "xlsx", "parquet"]
) -> Response:
    """Send the findings of the filter with the verdicts that stand."""
    status = verdicts.status(output.queue)
    items = output.queue.chosen(Filter.of(ALL | dict(request.query_params)), status)
    table = findings_table(items, status, verdicts.store.current([item.id for item in items]))
    if form == "csv":
        content = as_csv(table)
    elif form == "parquet":
        content = as_parquet(table)
    else:
        say = Texts(visit.language)
        content = as_xlsx(table, say("exports.sheet"), lambda name: say(f"exports.column_{name}"), say.of)
    return _file(content, "findings", form)


@router.get("/exports/corrections.jsonl")
def corrections(output: Output, verdicts: Judged) -> Response:
    """Send every misreading that reviewers have corrected, also of findings that are gone since."""
    standing = [row.review for row in verdicts.store.current().values() if row.review]
    known = {review.finding_id: item.finding for review in standing if (item := output.queue.get(review.finding_id))}
    return _file(corrections_lines(standing, known, output.sources), "corrections", "jsonl")


@router.get("/exports/missed.jsonl")
def missed(output: Output, verdicts: Judged) -> Response:
    """Send what reviewers reported that no check found."""
    return _file(missed_lines(verdicts.store.missed(), output.sources), "missed", "jsonl")


@router.get("/letter/{document_id}")
def letter(request: Request, output: Output, verdicts: Judged, document_id: str, pictures: str = "yes") -> HTMLResponse:
    """Show the faults of one document that reviewers have confirmed, ready to print for its author."""
    source = output.sources.get(document_id)
    if source is None:
        raise Missing("documents.unknown")
    items = _faults(output.queue.items, verdicts.status(output.queue)).get(document_id, [])
    items.sort(key=lambda item: (item.finding.left_page or 0, item.finding.left_top or 0, item.id))
    standing = verdicts.store.current([item.id for item in items])
    faults = [
        (item.finding, standing[item.id].review, detail(output, item.finding).marks.get("left", [])) for item in items
    ]
    return render(
        request,
        "letter.html",
        source=source,
        sources=output.sources,
        faults=faults,
        reviewers=sorted({review.reviewer for _, review, _ in faults if review and review.reviewer}),
        pictures=pictures != "no",
        today=date.today(),
    )


def _faults(items: Sequence[Item], status: Mapping[str, str]) -> dict[str, list[Item]]:
    """Return the findings confirmed as faults of a report, by document."""
    out: dict[str, list[Item]] = {}
    for item in items:
        if status.get(item.id) == ReviewVerdict.SOURCE_ERROR:
            out.setdefault(item.source.document_id, []).append(item)
    return out


def _file(content: bytes, name: str, form: str) -> Response:
    disposition = f'attachment; filename="kommuntal-{name}-{date.today():%Y-%m-%d}.{form}"'
    return Response(
        content, media_type=TYPES[form], headers={"Content-Disposition": disposition, "Cache-Control": "no-store"}
    )
