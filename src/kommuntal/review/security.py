"""Who is asking: one signed cookie, a login where the page is open to others, and headers that keep page text harmless.

The cookie holds the visitor's name and choices; nothing is kept on the server. A form is genuine when it carries the
token that was made for that cookie.
"""

import hmac
import secrets
from dataclasses import asdict, dataclass, replace
from getpass import getuser
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import HTTPException, Request
from itsdangerous import BadSignature, URLSafeSerializer
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kommuntal.review.settings import LOOPBACK, Settings
from kommuntal.review.users import Users

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
OPEN_TO_ALL = ("/login", "/static/")
MOST_BYTES = 1 << 20  # of a form: some hundred findings and a long comment are a twentieth of it
YEAR_S = 365 * 24 * 3600


@dataclass
class Visit:
    """What the cookie says. Routes change it in place; it is sent back when it differs from what came."""

    token: str  # random; forms carry a hash of it
    reviewer: str | None = None  # the name that verdicts are signed with
    language: str = "sv"
    shortcuts: bool = True  # single letters as commands, which a screen reader's user may not want
    proof: str = ""  # of the login: see Users.proof; empty where none is asked for
    notice: list[Any] | None = None  # what the next page says first: key of a text, its values

    @property
    def form_token(self) -> str:
        return sha256(f"form {self.token}".encode()).hexdigest()[:32]


def new_visit(visit: Visit, reviewer: str | None, proof: str) -> Visit:
    """Return the visit under another token, so that a cookie from before a login is worth nothing after it."""
    return replace(visit, token=secrets.token_urlsafe(16), reviewer=reviewer, proof=proof)


class Guard:
    """ASGI middleware: knows the visitor, turns away who may not come in, and sets the headers."""

    def __init__(self, app: ASGIApp, settings: Settings, users: Users | None) -> None:
        self.app = app
        self.settings = settings
        self.users = users
        self.signer = URLSafeSerializer(signing_key(settings.output))
        # One machine may show two outputs on two ports, and cookies know no ports.
        self.cookie = f"kommuntal-{settings.port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        came = self._visit(headers)
        visit = self._named(replace(came) if came else Visit(secrets.token_urlsafe(16)), headers, scope)
        state = scope.setdefault("state", {})
        state["visit"] = visit

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                out = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    out.setdefault(name, value)
                if scope["path"].startswith("/static/"):
                    out.setdefault("Cache-Control", "no-cache")  # asked for anew, sent only when it changed
                else:
                    out.setdefault("Cache-Control", "no-store")
                    if state["visit"] != came:
                        out.append("Set-Cookie", self._baked(state["visit"], secure=_https(scope, headers)))
            await send(message)

        await (self._refusal(scope, headers, visit) or self.app)(scope, receive, sent)

    def _visit(self, headers: Headers) -> Visit | None:
        value = cookie_parser(headers.get("cookie", "")).get(self.cookie)
        try:
            return Visit(**self.signer.loads(value)) if value else None
        except (BadSignature, TypeError):
            return None

    def _named(self, visit: Visit, headers: Headers, scope: Scope) -> Visit:
        """Return the visit with the name that may be believed, or none."""
        if self.settings.user_header:
            client = scope.get("client")
            trusted = client is not None and client[0] in self.settings.proxies
            visit.reviewer = (_as_written(headers.get(self.settings.user_header, "")) or None) if trusted else None
        elif self.users:
            if not (visit.reviewer and self.users.still(visit.reviewer, visit.proof)):
                visit.reviewer = None
        elif not visit.reviewer:
            visit.reviewer = system_user()
        return visit

    def _refusal(self, scope: Scope, headers: Headers, visit: Visit) -> ASGIApp | None:
        if not self.settings.login and not _names_loopback(headers.get("host", "")):
            # A page elsewhere whose name leads here (DNS rebinding) would have this one's rights.
            return PlainTextResponse("kommuntal: unknown host name; use http://127.0.0.1\n", 421)
        if int(headers.get("content-length", "0")) > MOST_BYTES or "transfer-encoding" in headers:
            return PlainTextResponse("kommuntal: the form is too large\n", 413)
        if visit.reviewer or scope["path"].startswith(OPEN_TO_ALL):
            return None
        if self.settings.user_header:
            return PlainTextResponse("kommuntal: the reverse proxy did not say who you are\n", 403)
        query = scope["query_string"].decode("latin-1")
        back = scope["path"] + (f"?{query}" if query else "") if scope["method"] == "GET" else "/"
        return RedirectResponse(f"/login?back={quote(back, safe='')}", 303)

    def _baked(self, visit: Visit, *, secure: bool) -> str:
        value = self.signer.dumps(asdict(visit))
        return f"{self.cookie}={value}; Path=/; Max-Age={YEAR_S}; HttpOnly; SameSite=Lax" + "; Secure" * secure


async def genuine_form(request: Request) -> None:
    """Raise 403 for a form that was not made by this page for this visitor (cross-site request forgery)."""
    if request.method in ("GET", "HEAD"):
        return
    form: Any = await request.form()
    visit: Visit = request.state.visit
    if not hmac.compare_digest(str(form.get("form_token", "")).encode(), visit.form_token.encode()):
        raise HTTPException(403, "errors.form")


def signing_key(output: Path) -> str:
    """Return the key that cookies are signed with, kept beside the output so that a restart logs nobody out."""
    file = output / ".kommuntal" / "review.key"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x") as stream:
            file.chmod(0o600)
            stream.write(secrets.token_urlsafe(32))
    except FileExistsError:
        pass
    except OSError:  # an output that may only be read
        return secrets.token_urlsafe(32)
    return file.read_text()


def system_user() -> str:
    try:
        return getuser()
    except (OSError, KeyError):  # a user id without a name, as in a container
        return "?"


def local_path(path: str) -> str:
    """Return where to go back to, the front page for anything that is no plain path on this page."""
    return path if path.isprintable() and path.startswith("/") and not path.startswith(("//", "/\\")) else "/"


def _names_loopback(host: str) -> bool:
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    return name.strip("[]").lower() in LOOPBACK


def _as_written(header: str) -> str:
    """Return a header as whoever sent it wrote it: UTF-8, which HTTP hands on as Latin-1."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def _https(scope: Scope, headers: Headers) -> bool:
    return scope["scheme"] == "https" or headers.get("x-forwarded-proto") == "https"
