"""Pages of the archived PDFs as PNG: whole, and cut out round a place that is outlined.

    /picture/{document_id}/{page}.png?scale=1.5
        The whole page; `scale` is pixels a point, from 0.1 to 4, 1.5 when left out.
    /picture/{document_id}/{page}/crop.png?x0=&top=&x1=&bottom=&scale=&mark=x0,top,x1,bottom&mark=...
        A cut round the place `x0, top, x1, bottom` (points, origin top left, as in the datasets), with so much beside
        it that one sees where one is. The place is outlined in red; every `mark`, any number, more thinly in blue.

What comes back is always a picture that an <img> shows. Where there is none to be had (the PDF is gone or was changed,
a page that cannot be drawn) it is a small SVG that says why, with status 404, 409 or 422. `page_url` and `crop_url`
of `kommuntal.review.pictures` make the addresses, in templates too; `Pictures.missing` tells beforehand, cheaply,
whether the PDF is there, for a message in words.
"""

from collections.abc import Callable
from html import escape
from math import isfinite
from textwrap import wrap
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request, Response

from kommuntal.errors import PictureError, Why
from kommuntal.read.model import Box
from kommuntal.review.page import Output, visit_of
from kommuntal.review.pictures import Pictures
from kommuntal.review.published import Published
from kommuntal.review.texts import Texts

STATUS: dict[Why, int] = {"gone": 404, "page": 404, "changed": 409}  # any other: 422
# A picture is of a content and a place, so it never changes; a day, so that what is taken down is soon gone.
KEPT = "private, max-age=86400"
FARTHEST = 20_000  # points from the corner of a page

router = APIRouter()


def pictures_of(request: Request) -> Pictures:
    pictures: Pictures = request.app.state.pictures
    return pictures


Drawn = Annotated[Pictures, Depends(pictures_of)]
Page = Annotated[int, Path(ge=1, le=100_000)]
Scale = Annotated[float, Query(ge=0.1, le=4, allow_inf_nan=False)]
Point = Annotated[float, Query(ge=-FARTHEST, le=FARTHEST, allow_inf_nan=False)]
Marks = Annotated[tuple[str, ...], Query(max_length=500)]


@router.get("/picture/{document_id}/{page}.png")
async def whole(
    request: Request, document_id: str, page: Page, output: Output, pictures: Drawn, scale: Scale = 1.5
) -> Response:
    return await _picture(request, output, document_id, lambda: pictures.page(document_id, page, scale))


@router.get("/picture/{document_id}/{page}/crop.png")
async def crop(
    request: Request,
    document_id: str,
    page: Page,
    output: Output,
    pictures: Drawn,
    x0: Point,
    top: Point,
    x1: Point,
    bottom: Point,
    mark: Marks = (),
    scale: Scale = 2.0,
) -> Response:
    place, marks = _box(x0, top, x1, bottom), [_parsed(text) for text in mark]
    return await _picture(request, output, document_id, lambda: pictures.cut(document_id, page, place, marks, scale))


async def _picture(request: Request, output: Published, document_id: str, draw: Callable[[], bytes]) -> Response:
    pictures = pictures_of(request)
    try:
        if document_id not in output.sources:
            raise PictureError("gone", f"no document {document_id} is published")
        png = await to_thread.run_sync(draw, limiter=pictures.limiter)
    except PictureError as error:
        return Response(
            _words(Texts(visit_of(request).language)(f"pictures.{error.why}")),
            STATUS.get(error.why, 422),
            media_type="image/svg+xml",
        )
    return Response(png, media_type="image/png", headers={"Cache-Control": KEPT})


def _parsed(text: str) -> Box:
    """Return the box of "x0,top,x1,bottom". Raises 422 for anything else."""
    try:
        edges = [float(edge) for edge in text.split(",")]
    except ValueError:
        edges = []
    if len(edges) != 4 or not all(isfinite(edge) and abs(edge) <= FARTHEST for edge in edges):
        raise HTTPException(422)
    return _box(*edges)


def _box(x0: float, top: float, x1: float, bottom: float) -> Box:
    if x0 > x1 or top > bottom:
        raise HTTPException(422)
    return Box(x0, top, x1, bottom)


def _words(text: str) -> str:
    """Return an SVG that shows a text in place of a picture."""
    lines = "".join(f'<text x="20" y="{42 + 24 * n}">{escape(line)}</text>' for n, line in enumerate(wrap(text, 60)))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="560" height="150" viewBox="0 0 560 150" '
        'font-family="sans-serif" font-size="17" fill="#3a3a3a">'
        '<rect width="560" height="150" fill="#f1f1ef" stroke="#6b6b6b" stroke-dasharray="6 5"/>'
        f"{lines}</svg>"
    )
