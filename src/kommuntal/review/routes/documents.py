"""Documents: which there are, each page with what was read drawn over it, and reports of what no check found."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from kommuntal.review.page import Judged, Missing, Output, Visitor, render, url
from kommuntal.review.pictures import EDGES
from kommuntal.review.published import Published, Row
from kommuntal.review.queue import CHANGED, OPEN
from kommuntal.review.routes.pictures import FARTHEST, pictures_of
from kommuntal.review.sheet import LAYERS, SHOWN, findings_of, flagged, sheet
from kommuntal.review.verdicts import Verdicts
from kommuntal.schema import Missed
from kommuntal.schema.enums import DocumentStatus

AT_ONCE = 100  # documents on one page of the list
ZOOMS = (0, 1, 1.5, 2, 3)  # pixels of the screen a point of the page; 0 fits the page to the window
SHARPNESS = 1.5  # pixels of the picture a pixel of the screen, for screens that have more than one
EMPTY = dict.fromkeys(("comment", "wrong", *EDGES), "")  # the form as it is first shown
LIST = """
SELECT document_id, file_name, title, municipality, organisation, period_start, period_end, meeting_date, kind, pages,
       status, status_reason
FROM documents
WHERE ($municipality = '' OR municipality = $municipality) AND ($status = '' OR status = $status)
  AND contains(lower(concat_ws(' ', file_name, title, organisation, municipality, case_number)), lower($q))
ORDER BY municipality NULLS LAST, coalesce(period_end, meeting_date) DESC NULLS LAST, file_name, document_id
"""
MUNICIPALITIES = "SELECT DISTINCT municipality FROM documents WHERE municipality IS NOT NULL ORDER BY ALL"

router = APIRouter()


@router.get("/documents")
def documents(
    request: Request,
    output: Output,
    verdicts: Judged,
    q: str = "",
    municipality: str = "",
    status: str = "",
    page: Annotated[int, Query(ge=1)] = 1,
) -> HTMLResponse:
    wanted = {"q": q, "municipality": municipality, "status": status}
    rows = output.rows(LIST, wanted)
    state = verdicts.status(output.queue)
    every = Counter(item.source.document_id for item in output.queue.items)
    left = Counter(
        item.source.document_id for item in output.queue.items if state.get(item.id, OPEN) in (OPEN, CHANGED)
    )
    return render(
        request,
        "documents.html",
        rows=rows[(page - 1) * AT_ONCE : page * AT_ONCE],
        count=len(rows),
        page=page,
        pages=max(1, -(-len(rows) // AT_ONCE)),
        wanted=wanted,
        municipalities=[row["municipality"] for row in output.rows(MUNICIPALITIES)],
        statuses=list(DocumentStatus),
        every=every,
        left=left,
    )


@router.get("/documents/{document_id}")
def document(
    request: Request,
    document_id: str,
    output: Output,
    verdicts: Judged,
    page: Annotated[int, Query(ge=1)] = 1,
    zoom: float = 0,
    layer: Annotated[tuple[str, ...], Query()] = SHOWN,
) -> HTMLResponse:
    """Show one page of a document, with what was read in these layers drawn over it."""
    return _page(request, output, verdicts, document_id, page, zoom=zoom, layers=layer)


@router.post("/documents/{document_id}/missed")
def report(
    request: Request,
    document_id: str,
    output: Output,
    verdicts: Judged,
    visit: Visitor,
    page: Annotated[int, Form(ge=1)],
    comment: Annotated[str, Form(max_length=4000)] = "",
    x0: Annotated[str, Form(max_length=20)] = "",
    top: Annotated[str, Form(max_length=20)] = "",
    x1: Annotated[str, Form(max_length=20)] = "",
    bottom: Annotated[str, Form(max_length=20)] = "",
) -> Response:
    """Keep what a reviewer saw and no check found: at a place, or on the page as a whole where no place is given."""
    edges = (x0, top, x1, bottom)
    place = parse_place(edges)
    wrong = "documents.no_comment" if not comment.strip() else "documents.no_place" if place is None else ""
    if wrong:
        written = {"comment": comment, "wrong": wrong, **dict(zip(EDGES, edges, strict=True))}
        return _page(request, output, verdicts, document_id, page, written=written, status=422)
    _check(output, document_id, page)
    verdicts.store.report(
        Missed(
            missed_id="",
            document_id=document_id,
            page=page,
            comment=comment.strip(),
            reviewer=visit.reviewer,
            reported_at=datetime.now(UTC),
            **(place or {}),
        )
    )
    visit.notice = ["documents.reported", {}]
    return RedirectResponse(url(f"/documents/{document_id}", page=page) + "#missed", 303)


@router.post("/documents/{document_id}/missed/{missed_id}/withdraw")
def withdraw(document_id: str, missed_id: str, verdicts: Judged, visit: Visitor) -> Response:
    """Take a report back."""
    reports = [missed for missed in verdicts.store.missed(document_id) if missed.missed_id == missed_id]
    if not reports:
        raise Missing("documents.no_report")
    verdicts.store.withdraw_report(missed_id, visit.reviewer or "")
    visit.notice = ["documents.withdrawn", {}]
    return RedirectResponse(url(f"/documents/{document_id}", page=reports[0].page) + "#missed", 303)


def parse_place(edges: Sequence[str]) -> dict[str, Any] | None:
    """Return the edges of a box as numbers by name, none where all are empty; None for what is no box."""
    if not any(edge.strip() for edge in edges):
        return {}
    try:
        x0, top, x1, bottom = (float(edge.strip().replace(",", ".")) for edge in edges)
    except ValueError:
        return None
    inside = all(0 <= edge <= FARTHEST for edge in (x0, top, x1, bottom))
    return dict(zip(EDGES, (x0, top, x1, bottom), strict=True)) if inside and x0 < x1 and top < bottom else None


def _page(
    request: Request,
    output: Published,
    verdicts: Verdicts,
    document_id: str,
    page: int,
    zoom: float = 0,
    layers: Sequence[str] = SHOWN,
    written: Mapping[str, str] | None = None,
    status: int = 200,
) -> HTMLResponse:
    """Return the page; `written` is what was in a form that could not be taken."""
    row = _check(output, document_id, page)
    findings = findings_of(output, document_id)
    zoom = zoom if zoom in ZOOMS else 0
    layers = [layer for layer in LAYERS if layer in layers]
    missing = pictures_of(request).missing(document_id)
    return render(
        request,
        "document.html",
        status,
        document=row,
        sheet=sheet(output, document_id, page, findings),
        page_link=lambda number: page_address(document_id, number, zoom, layers),
        layers=layers,
        all_layers=list(LAYERS),
        zoom=zoom,
        zooms=ZOOMS,
        scale=max(SHARPNESS, min(4.0, zoom * SHARPNESS)),
        missing=missing.why if missing else None,
        findings=[output.queue.items[output.queue.place[finding.finding_id]] for finding in findings],
        flagged=flagged(findings, document_id),
        failed=failed_pages(row["failed_pages"]),
        state=verdicts.status(output.queue),
        reports=verdicts.store.missed(document_id),
        written=written or EMPTY,
    )


def page_address(document_id: str, page: int, zoom: float, layers: Sequence[str]) -> str:
    """Return where another page of the document is shown in the same way."""
    chosen = [("layer", layer) for layer in (layers or [""])] if tuple(layers) != SHOWN else []
    query = [("page", page), *([("zoom", f"{zoom:g}")] if zoom else []), *chosen]
    return f"/documents/{document_id}?{urlencode(query)}#page"


def failed_pages(printed: str | None) -> set[int]:
    """Return the pages of "7,9"."""
    return {int(number) for number in (printed or "").split(",") if number.strip().isdecimal()}


def _check(output: Published, document_id: str, page: int) -> Row:
    """Return the row of the document. Raises Missing where there is none, or it has no such page."""
    rows = output.rows("SELECT * FROM documents WHERE document_id = ?", (document_id,))
    if not rows:
        raise Missing("documents.unknown")
    if page > max(1, rows[0]["pages"] or 1):
        raise Missing("documents.no_page")
    return rows[0]
