"""Who is asking, and how they want the page: login, logout, language, shortcuts, name."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from kommuntal.review.page import Visitor, render
from kommuntal.review.security import local_path
from kommuntal.review.texts import LANGUAGES

router = APIRouter()


@router.get("/login")
def ask(request: Request, back: str = "/") -> HTMLResponse:
    return render(request, "login.html", back=local_path(back), failed=False)


@router.post("/preferences")
def prefer(
    visit: Visitor, back: Annotated[str, Form()] = "/", language: Annotated[str | None, Form()] = None
) -> Response:
    """Change how the page is shown to this visitor, and go back to where they were."""
    if language in LANGUAGES:
        visit.language = language
    return RedirectResponse(local_path(back), 303)
