"""The front page: what there is to look at, filtered, in groups, a page at a time."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from kommuntal.review.page import Judged, Output, render, url
from kommuntal.review.queue import CHANGED, GRAVITY, OPEN, TO_DO, Filter, Item, Source
from kommuntal.review.verdicts import CHOICES as VERDICTS

PAGE = 50  # findings
FACETS = ("severity", "kind", "municipality", "organisation", "period")

router = APIRouter()


@router.get("/")
def queue(request: Request, output: Output, verdicts: Judged, page: int = 1) -> HTMLResponse:
    """Show the findings that the address asks for."""
    wanted = Filter.of(request.query_params)
    status = verdicts.status(output.queue)
    selection = output.queue.select(wanted, status)
    pages = max(1, -(-len(selection.items) // PAGE))
    page = min(max(page, 1), pages)
    shown = selection.items[(page - 1) * PAGE : page * PAGE]
    standing = verdicts.store.current([item.id for item in shown])
    return render(
        request,
        "queue.html",
        wanted=wanted,
        groups=list(_grouped(shown)),
        count=len(selection.items),
        tabs=_states(selection.counts["status"]),
        facets={name: _in_order(name, selection.counts[name]) for name in FACETS},
        new=selection.counts["new"]["new"],
        document=output.sources.get(wanted.document),
        states=status,
        seen={finding_id: row.number for finding_id, row in standing.items()},
        page=page,
        pages=pages,
        finished_at=output.finished_at,
        first=url(f"/finding/{selection.items[0].id}", wanted.query) if shown else None,
    )


def _grouped(items: Sequence[Item]) -> Iterator[tuple[Source, list[list[Item]]]]:
    """Yield each document with its findings in groups of one root cause."""
    for _, of_document in groupby(items, key=lambda item: item.source.document_id):
        rows = list(of_document)
        yield rows[0].source, [list(group) for _, group in groupby(rows, key=lambda item: item.lead)]


def _states(counts: Counter[str]) -> dict[str, int]:
    """Return how many findings each choice of status shows."""
    return (
        {TO_DO: counts[OPEN] + counts[CHANGED], CHANGED: counts[CHANGED]}
        | {verdict: counts[verdict] for verdict in VERDICTS}
        | {"all": counts.total()}
    )


def _in_order(facet: str, counts: Counter[str]) -> list[tuple[str, int]]:
    """Return the choices of a facet: the gravest, the most common, the latest first, or by name."""
    known = [(value, n) for value, n in counts.items() if value]
    if facet == "severity":
        return sorted(known, key=lambda c: GRAVITY.index(c[0]))  # type: ignore[arg-type]
    if facet == "kind":
        return sorted(known, key=lambda c: (-c[1], c[0]))
    return sorted(known, reverse=facet == "period")
