"""Pages of the archived PDFs as PNG: whole, and cut out round a place that is outlined.

    /picture/{document_id}/{page}.png?scale=1.5
        The whole page; `scale` is pixels a point, from 0.1 to 4, 1.5 when left out.
    /picture/{document_id}/{page}/crop.png?x0=&top=&x1=&bottom=&scale=&mark=x0,top,x1,bottom&mark=...
        A cut round the place `x0, top, x1, bottom` (points, origin top left, as in the datasets), with so much beside
        it that one sees where one is. The place is outlined in red; every `mark`, any number, more thinly in blue.

What comes back is always a picture that an <img> shows. Where there is none to be had (the PDF is gone or was changed,
a page that cannot be drawn) it is a small SVG that says why, with status 404, 409 or 422. `page_url` and `crop_url`
make the addresses, also in templates; `missing(request, document_id)` tells beforehand, cheaply, whether the PDF is
there, for a message in words.
"""

from collections.abc import Iterable
from urllib.parse import urlencode

Place = tuple[float, float, float, float]  # x0, top, x1, bottom in points, origin top left
EDGES = ("x0", "top", "x1", "bottom")


def page_url(document_id: str, page: int, scale: float | None = None) -> str:
    """Return the address of a whole page, `scale` pixels a point."""
    return _url(f"/picture/{document_id}/{page}.png", [("scale", scale)] if scale else [])


def crop_url(document_id: str, page: int, place: Place, marks: Iterable[Place] = (), scale: float | None = None) -> str:
    """Return the address of a cut round a place, with further places outlined."""
    query: list[tuple[str, object]] = [(edge, _point(at)) for edge, at in zip(EDGES, place, strict=True)]
    query += [("mark", ",".join(_point(at) for at in mark)) for mark in marks]
    return _url(f"/picture/{document_id}/{page}/crop.png", query + ([("scale", scale)] if scale else []))


def _point(at: float) -> str:
    return f"{at:.1f}"


def _url(path: str, query: list[tuple[str, object]]) -> str:
    return f"{path}?{urlencode(query, safe=',')}" if query else path
