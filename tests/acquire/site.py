"""A web site on loopback that stands for every host of the tests, a clock that nobody waits for, and a config."""

import socketserver
import ssl
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from kommuntal.acquire import Clock, Config, FetchSettings, FolderSource, IndexSource

HOST = "www.granvik.test"


@dataclass
class Time:
    """A clock whose sleepers wake at once, with the time they slept gone by."""

    passed: float = 0.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.passed += seconds

    @property
    def clock(self) -> Clock:
        start = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
        return Clock(
            monotonic=lambda: self.passed, sleep=self.sleep, now=lambda: start + timedelta(seconds=self.passed)
        )


class Site:
    """What the hosts say. Every host name resolves to loopback, where the one server is."""

    def __init__(self, server: HTTPServer) -> None:
        self.server = server
        self.port = server.port
        self.clear()

    def clear(self) -> None:
        """Forget all there is."""
        self.server.clear()
        self.server.no_handler_status_code = 404

    def url(self, path: str, host: str = HOST) -> str:
        return f"http://{host}:{self.port}{path}"

    def resolve(self, host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    def says(self, path: str, body: bytes | str = b"", *, status: int = 200, **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.server.expect_request(path).respond_with_data(body, status, named or None)

    def answers(self, path: str, handler: Callable[[Request], Response]) -> None:
        self.server.expect_request(path).respond_with_handler(handler)

    def asked(self, path: str | None = None) -> list[Request]:
        """Return the requests that came in, in order."""
        return [request for request, _ in self.server.log if path is None or request.path == path]


class RawServer:
    """A server that sends each connection the next of `answers`, byte for byte, over TLS where it has a context."""

    def __init__(
        self, answers: Iterable[bytes | Iterable[bytes]], context: ssl.SSLContext | None = None, at: str = "127.0.0.1"
    ) -> None:
        self.names: list[str | None] = []
        left = iter(answers)
        if context is not None:
            context.sni_callback = lambda sock, name, context: self.names.append(name)

        class Handler(socketserver.StreamRequestHandler):
            def setup(self) -> None:
                if context is not None:
                    self.request = context.wrap_socket(self.request, server_side=True)
                super().setup()

            def handle(self) -> None:
                while self.rfile.readline().strip():
                    pass
                said = next(left)
                for part in [said] if isinstance(said, bytes) else said:
                    self.wfile.write(part)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True

            def handle_error(self, request: object, client_address: object) -> None:
                pass  # a client that goes away is what these tests are about

        self._server = Server((at, 0), Handler)
        self.port = self._server.server_address[1]

    def __enter__(self) -> "RawServer":
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def answer(body: bytes, status: str = "200 OK", length: int | None = None) -> bytes:
    """Return an HTTP answer as sent; `length` may be a lie."""
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body) if length is None else length}\r\n\r\n".encode() + body


def pdf(content: str = "one") -> bytes:
    """Return bytes that begin as a PDF; nobody reads further here."""
    return b"%PDF-1.7\n" + content.encode()


def settings(**more: object) -> FetchSettings:
    base: dict[str, object] = {
        "contact": "data@granvik.example",
        "delay_seconds": 2.0,
        "allowed_private": ("127.0.0.0/8",),
        "timeout_seconds": 5.0,
    }
    return FetchSettings(**(base | more))  # type: ignore[arg-type]


def config_of(folder: Path, *sources: FolderSource | IndexSource, **fetch: object) -> Config:
    return Config(archive=folder / "archive", output=folder / "output", source=sources, fetch=settings(**fetch))
