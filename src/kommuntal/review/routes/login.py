"""Who is asking, and how they want the page: login, logout, name, language, shortcuts."""

from time import monotonic
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from kommuntal.review.page import Visitor, render
from kommuntal.review.security import local_path, new_visit
from kommuntal.review.texts import LANGUAGES
from kommuntal.review.users import Users

TRIES, PAUSE_S = 10, 60  # wrong passwords of one name, and how long it then has to wait

Back = Annotated[str, Form()]

router = APIRouter()


@router.get("/login")
def ask(request: Request, visit: Visitor, back: str = "/") -> Response:
    if visit.reviewer:
        return RedirectResponse(local_path(back), 303)
    return render(request, "login.html", back=local_path(back), wrong=None)


@router.post("/login")
def enter(
    request: Request,
    visit: Visitor,
    name: Annotated[str, Form(max_length=200)],
    password: Annotated[str, Form(max_length=1000)],
    back: Back = "/",
) -> Response:
    """Log a reviewer in, under a new cookie."""
    users: Users | None = request.app.state.users
    tries: dict[str, tuple[int, float]] = request.app.state.tries
    wrong, since = tries.get(name, (0, monotonic()))
    if monotonic() - since > PAUSE_S:
        wrong, since = 0, monotonic()
    if wrong >= TRIES:
        return render(request, "login.html", 429, back=local_path(back), wrong="login.wait")
    proof = users.proof(name, password) if users else None
    if proof is None:
        if len(tries) > 10_000:  # names that somebody makes up
            tries.clear()
        tries[name] = (wrong + 1, since)
        return render(request, "login.html", 403, back=local_path(back), wrong="login.wrong")
    tries.pop(name, None)
    request.state.visit = new_visit(visit, reviewer=name, proof=proof)
    return RedirectResponse(local_path(back), 303)


@router.post("/logout")
def leave(request: Request, visit: Visitor) -> Response:
    request.state.visit = new_visit(visit, reviewer=None, proof="")
    return RedirectResponse("/login", 303)


@router.get("/settings")
def settings(request: Request, back: str = "/") -> HTMLResponse:
    return render(request, "settings.html", back=local_path(back))


@router.post("/settings")
def prefer(
    request: Request,
    visit: Visitor,
    back: Back = "/",
    reviewer: Annotated[str, Form(max_length=100)] = "",
    shortcuts: Annotated[str, Form()] = "",
) -> Response:
    """Change the name that verdicts are signed with, where no login says it, and whether letters are commands."""
    if reviewer.strip() and not request.app.state.settings.login:
        visit.reviewer = reviewer.strip()
    visit.shortcuts = bool(shortcuts)
    visit.notice = ["login.saved", {}]
    return RedirectResponse(local_path(back), 303)


@router.post("/settings/language")
def speak(visit: Visitor, language: Annotated[str, Form()], back: Back = "/") -> Response:
    if language in LANGUAGES:
        visit.language = language
    return RedirectResponse(local_path(back), 303)
