"""The page put together: settings in, an ASGI application out."""

from importlib.resources import files

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.staticfiles import StaticFiles

from kommuntal.errors import UsageError
from kommuntal.review.page import Missing, render
from kommuntal.review.pictures import Pictures
from kommuntal.review.published import NoRun, Shelf
from kommuntal.review.routes import documents, exports, finding, goals, login, pictures, queue, verdicts
from kommuntal.review.security import Guard, genuine_form
from kommuntal.review.settings import Settings
from kommuntal.review.store import Store
from kommuntal.review.users import Users
from kommuntal.review.verdicts import Verdicts

ROUTERS = (
    queue.router,
    finding.router,
    verdicts.router,
    documents.router,
    goals.router,
    exports.router,
    pictures.router,
    login.router,
)


def create_app(settings: Settings) -> FastAPI:
    """Return the reviewers' page over the output, the verdicts and the PDFs that `settings` name."""
    app = FastAPI(
        title="kommuntal review", docs_url=None, redoc_url=None, openapi_url=None, dependencies=[Depends(genuine_form)]
    )
    app.state.settings = settings
    app.state.shelf = Shelf(settings.output)
    settings.output.mkdir(parents=True, exist_ok=True)
    app.state.store = Store(settings.reviews_url)
    app.state.verdicts = Verdicts(app.state.store)
    app.state.users = _users(settings)
    app.state.tries = {}
    app.state.pictures = Pictures(settings.output, settings.archive)
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=str(files("kommuntal.review").joinpath("static"))), name="static")
    app.add_middleware(Guard, settings=settings, users=app.state.users)
    app.add_exception_handler(NoRun, _no_run)
    app.add_exception_handler(Missing, _missing)
    app.add_exception_handler(StarletteHTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _bad_values)
    return app


def _users(settings: Settings) -> Users | None:
    if settings.users is None:
        return None
    users = Users(settings.users)
    if not users.names():
        raise UsageError(f"{settings.users} names no reviewer: add one with kommuntal review-user NAME --users FILE")
    return users


def _no_run(request: Request, error: Exception) -> HTMLResponse:
    return render(request, "empty.html", 503, output=request.app.state.settings.output.resolve())


def _missing(request: Request, error: Exception) -> HTMLResponse:
    assert isinstance(error, Missing)
    return render(request, "message.html", 404, key=error.key)


def _http_error(request: Request, error: Exception) -> HTMLResponse:
    assert isinstance(error, StarletteHTTPException)
    known = isinstance(error.detail, str) and error.detail.startswith("errors.")
    return render(request, "message.html", error.status_code, key=error.detail if known else "errors.other")


def _bad_values(request: Request, error: Exception) -> HTMLResponse:
    return render(request, "message.html", 422, key="errors.values")
