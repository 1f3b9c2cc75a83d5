"""The page served: one process, until it is interrupted."""

import socket
from collections.abc import Callable
from contextlib import suppress

import msgspec
import uvicorn

from kommuntal.errors import RunError
from kommuntal.review.app import create_app
from kommuntal.review.published import NoRun
from kommuntal.review.settings import Settings


def serve(settings: Settings, ready: Callable[[str], None]) -> None:
    """Serve the page until it is interrupted; `ready` gets its address once it listens. Port 0 takes a free one.

    Raises RunError when the address cannot be listened on.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        listening = socket.create_server((settings.host, settings.port), family=family)
    except OSError as error:
        raise RunError(
            f"cannot listen on {settings.host}, port {settings.port}: {error.strerror}; name another --port or --host"
        ) from error
    with listening:
        port = listening.getsockname()[1]
        app = create_app(msgspec.structs.replace(settings, port=port))
        with suppress(NoRun):
            app.state.shelf.current().queue  # noqa: B018  # made now, so that nobody waits for it
        host = f"[{settings.host}]" if family == socket.AF_INET6 else settings.host
        ready(f"http://{host}:{port}/")
        # Whose word is taken for who is asking is settled in `security`, from the address that really asks.
        config = uvicorn.Config(app, log_level="warning", proxy_headers=False, server_header=False)
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listening])
