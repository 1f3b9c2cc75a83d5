"""What every route needs: the published output, the verdicts, who is asking, and a page rendered for them.

Routes take these with `Depends`; templates see `say` (texts), `visit` (who, which language), `here` (this address).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from kommuntal.review.pictures import crop_url, page_url
from kommuntal.review.published import Published
from kommuntal.review.security import Visit
from kommuntal.review.texts import LANGUAGES, Texts
from kommuntal.review.verdicts import Verdicts

TEMPLATES = Environment(
    loader=PackageLoader("kommuntal.review"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def url(path: str, *queries: Mapping[str, object], **more: object) -> str:
    """Return an address on this page; later values win, and empty ones are left out."""
    query = {name: value for name, value in _merged(*queries, more).items() if value not in ("", None)}
    return f"{path}?{urlencode(query)}" if query else path


def moment(when: datetime) -> str:
    """Return a moment as the clock on the wall shows it."""
    return f"{when.astimezone():%Y-%m-%d %H:%M}"


TEMPLATES.globals |= {"url": url, "page_url": page_url, "crop_url": crop_url}
TEMPLATES.filters["moment"] = moment


class Missing(Exception):
    """What was asked for is not in the published output; `key` is the text that says so."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def published_now(request: Request) -> Published:
    """Return the output published last. Raises NoRun when there is none."""
    found: Published = request.app.state.shelf.current()
    return found


def verdicts_of(request: Request) -> Verdicts:
    verdicts: Verdicts = request.app.state.verdicts
    return verdicts


def visit_of(request: Request) -> Visit:
    visit: Visit = request.state.visit
    return visit


def render(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """Return the page of `template` in the visitor's language, with what they are to be told first."""
    visit = visit_of(request)
    query = request.url.query
    notice, visit.notice = visit.notice, None
    html = TEMPLATES.get_template(template).render(
        say=Texts(visit.language),
        visit=visit,
        here=request.url.path + (f"?{query}" if query else ""),
        languages=LANGUAGES,
        login=request.app.state.settings.login,
        notice=notice,
        **values,
    )
    return HTMLResponse(html, status_code=status)


def _merged(*queries: Mapping[str, object]) -> dict[str, object]:
    return {name: value for query in queries for name, value in query.items()}


Output = Annotated[Published, Depends(published_now)]
Judged = Annotated[Verdicts, Depends(verdicts_of)]
Visitor = Annotated[Visit, Depends(visit_of)]
