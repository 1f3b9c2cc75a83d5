"""What every route needs: the published output, the verdicts, who is asking, and a page rendered for them.

Routes take these with `Depends`; templates see `say` (texts), `visit` (who, which language), `here` (this address).
"""

from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from kommuntal.review.published import Published
from kommuntal.review.security import Visit
from kommuntal.review.texts import LANGUAGES, Texts

TEMPLATES = Environment(
    loader=PackageLoader("kommuntal.review"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


class Missing(Exception):
    """What was asked for is not in the published output; `key` is the text that says so."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def published_now(request: Request) -> Published:
    """Return the output published last. Raises NoRun when there is none."""
    found: Published = request.app.state.shelf.current()
    return found


def visit_of(request: Request) -> Visit:
    visit: Visit = request.state.visit
    return visit


def render(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """Return the page of `template` in the visitor's language."""
    visit = visit_of(request)
    query = request.url.query
    html = TEMPLATES.get_template(template).render(
        say=Texts(visit.language),
        visit=visit,
        here=request.url.path + (f"?{query}" if query else ""),
        languages=LANGUAGES,
        login=request.app.state.settings.login,
        **values,
    )
    return HTMLResponse(html, status_code=status)


Output = Annotated[Published, Depends(published_now)]
Visitor = Annotated[Visit, Depends(visit_of)]
