"""One finding: both places, why they are held against each other, how it was judged before."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from kommuntal.review.arithmetic import in_words
from kommuntal.review.causes import place_of
from kommuntal.review.detail import detail
from kommuntal.review.page import Judged, Missing, Output, render, verdicts_of
from kommuntal.review.published import Published
from kommuntal.review.queue import Filter, Item
from kommuntal.review.store import Conflict
from kommuntal.review.verdicts import CHOICES, TO_DO_STATES
from kommuntal.review.wording import Piece, differing
from kommuntal.schema import Finding

PAGE_SIZE = "SELECT x1 AS width, bottom AS height FROM pages WHERE document_id = ? AND page = ? LIMIT 1"

router = APIRouter()


@router.get("/finding/{finding_id}")
def finding(request: Request, finding_id: str, output: Output, verdicts: Judged) -> HTMLResponse:
    """Show a finding, and where it stands in the queue of the filter that the address names."""
    item = output.queue.get(finding_id)
    if item is not None:
        return finding_page(request, output, item)
    history = verdicts.store.history(finding_id)
    if not history:
        raise Missing("errors.finding")
    return render(request, "gone.html", 404, history=history)


def finding_page(
    request: Request,
    output: Published,
    item: Item,
    written: Mapping[str, str] | None = None,
    conflict: Conflict | None = None,
    status: int = 200,
) -> HTMLResponse:
    """Return the page of one finding; `written` is what a form held that could not be kept because of `conflict`."""
    verdicts = verdicts_of(request)
    wanted = Filter.of(request.query_params)
    states = verdicts.status(output.queue)
    chosen = output.queue.chosen(wanted, states)
    sisters = output.queue.sisters(item)
    standing = verdicts.store.current([item.id, *(sister.id for sister in sisters)])
    places = {side: place for side in ("left", "right") if (place := place_of(item.finding, side))}
    return render(
        request,
        "finding.html",
        status,
        item=item,
        finding=item.finding,
        wanted=wanted,
        whole=request.query_params.get("view") == "page",
        places=places,
        sizes={side: _size(output, place.document_id, place.page) for side, place in places.items()},
        sources=output.sources,
        detail=detail(output, item.finding),
        quotes=_quotes(item.finding),
        difference=in_words(item.finding.difference),
        tolerance=in_words(item.finding.tolerance),
        sisters=sisters,
        open_sisters=[sister for sister in sisters if states.get(sister.id, "open") in TO_DO_STATES],
        states=states,
        seen={finding_id: row.number for finding_id, row in standing.items()},
        history=verdicts.store.history(item.id),
        verdicts=CHOICES,
        position=next((n for n, other in enumerate(chosen, 1) if other is item), None),
        count=len(chosen),
        following=output.queue.after(item.id, chosen),
        preceding=output.queue.before(item.id, chosen),
        written=written,
        meanwhile=conflict.now.get(item.id) if conflict else None,
    )


def _quotes(finding: Finding) -> dict[str, list[Piece]]:
    """Return the words of both places, those marked that only one of them says."""
    left, right = differing(finding.left_quote or "", finding.right_quote or "")
    return {"left": left, "right": right}


def _size(output: Published, document_id: str, page: int) -> tuple[float, float] | None:
    rows = output.rows(PAGE_SIZE, [document_id, page])
    return (rows[0]["width"], rows[0]["height"]) if rows else None
