"""Verdicts: one finding and on to the next, many at once, and taking back."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from kommuntal.review.page import Judged, Missing, Output, Visitor, url
from kommuntal.review.queue import Filter
from kommuntal.review.routes.finding import finding_page
from kommuntal.review.security import local_path
from kommuntal.review.store import Conflict, judge
from kommuntal.review.verdicts import CHOICES
from kommuntal.schema.enums import ReviewVerdict, Side

Given = Annotated[ReviewVerdict, Form()]
Comment = Annotated[str, Form(max_length=4000)]
Named = Annotated[list[str] | None, Form()]  # "finding:number of its last row that was seen"

router = APIRouter()


@router.post("/finding/{finding_id}/verdict")
def give(
    request: Request,
    finding_id: str,
    output: Output,
    verdicts: Judged,
    visit: Visitor,
    verdict: Given,
    seen: Annotated[int, Form()] = 0,
    comment: Comment = "",
    corrected_value: Annotated[str, Form(max_length=200)] = "",
    side: Annotated[str, Form(pattern="^(left|right)(:.*)?$", max_length=200)] = Side.LEFT,
    with_sisters: Annotated[str, Form()] = "",
    sister: Named = None,
) -> Response:
    """Keep a verdict on a finding, if so wanted on its sisters too, and go on to the next finding of the filter.

    `side` names the place that was misread, and the value there that is meant where it shows several: "right:95 310".
    What somebody else has said in the meantime is shown instead, with what was written still in the form.
    """
    item = output.queue.get(finding_id)
    if item is None:
        raise Missing("errors.finding")
    _refuse_unknown(verdict)
    name, said = visit.reviewer or "", comment.strip() or None
    corrected = (corrected_value.strip() or None) if verdict is ReviewVerdict.READING_ERROR else None
    sisters = _seen(sister) if with_sisters else {}
    where, _, read = side.partition(":")
    reviews = [
        judge(
            item.finding,
            verdict,
            name,
            comment=said,
            side=Side(where),
            value_read=read or None,
            corrected_value=corrected,
        )
    ]
    reviews += [judge(other.finding, verdict, name, comment=said) for other in output.queue.named(sisters)]
    try:
        verdicts.wrote(output.queue, verdicts.store.add(reviews, sisters | {finding_id: seen}))
    except Conflict as conflict:
        written = {"comment": comment, "corrected_value": corrected_value, "side": side}
        return finding_page(request, output, item, written, conflict, status=409)
    visit.notice = ["queue.judged", {"n": len(reviews), "verdict": verdict}]
    wanted = Filter.of(request.query_params)
    chosen = output.queue.chosen(wanted, verdicts.status(output.queue))
    following = output.queue.after(finding_id, chosen)
    if following is None:
        return RedirectResponse(url("/", wanted.query), 303)
    view = request.query_params.get("view", "")
    return RedirectResponse(url(f"/finding/{following.id}", wanted.query, view=view), 303)


@router.post("/verdicts")
def give_many(
    output: Output,
    verdicts: Judged,
    visit: Visitor,
    verdict: Given,
    comment: Comment = "",
    chosen: Named = None,
    back: Annotated[str, Form()] = "/",
) -> Response:
    """Keep one verdict on every finding chosen, all or none, and go back to the list."""
    _refuse_unknown(verdict)
    seen = _seen(chosen)
    said = comment.strip() or None
    reviews = [judge(item.finding, verdict, visit.reviewer or "", comment=said) for item in output.queue.named(seen)]
    try:
        verdicts.wrote(output.queue, verdicts.store.add(reviews, seen))
        visit.notice = ["queue.judged" if reviews else "queue.none_chosen", {"n": len(reviews), "verdict": verdict}]
    except Conflict as conflict:
        visit.notice = ["queue.conflict", {"n": len(conflict.now)}]
    return RedirectResponse(local_path(back), 303)


@router.post("/undo")
def undo(output: Output, verdicts: Judged, visit: Visitor, back: Annotated[str, Form()] = "/") -> Response:
    """Take back what this reviewer said last, and show that finding; the list, where it was said of several."""
    path, _, query = local_path(back).partition("?")
    home = f"/?{query}" if query else "/"
    batch = verdicts.store.last_batch(visit.reviewer or "")
    if batch is None:
        visit.notice = ["queue.nothing_to_undo", {}]
        return RedirectResponse(local_path(back), 303)
    try:
        entries = verdicts.store.undo(batch, visit.reviewer or "")
    except Conflict as conflict:
        visit.notice = ["queue.conflict", {"n": len(conflict.now)}]
        return RedirectResponse(home, 303)
    verdicts.wrote(output.queue, entries)
    visit.notice = ["queue.undone", {"n": len(entries)}]
    if len(entries) == 1 and path != "/":
        return RedirectResponse(f"/finding/{entries[0].review.finding_id}" + (f"?{query}" if query else ""), 303)
    return RedirectResponse(home, 303)


def _seen(named: list[str] | None) -> dict[str, int]:
    out = {}
    for word in named or []:
        finding_id, _, number = word.rpartition(":")
        out[finding_id] = int(number) if number.isdecimal() else 0
    return out


def _refuse_unknown(verdict: ReviewVerdict) -> None:
    if verdict not in CHOICES:
        raise HTTPException(422, "errors.values")
