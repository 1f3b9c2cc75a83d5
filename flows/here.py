"""Prefect in this process alone: no server to start, none left behind, nothing sent anywhere."""

import contextvars
import logging
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

import uvicorn
from prefect import settings
from prefect.events.worker import EventsWorker
from prefect.exceptions import PrefectHTTPStatusError
from prefect.logging.handlers import APILogWorker
from prefect.settings import temporary_settings

from kommuntal.errors import KommuntalError, RunError

WHAT_TO_DO = "Mostly the disk is full: make room, and run again. The last output stands"


class _WithoutTrace(logging.Filter):
    """Takes the traceback from our own errors: what to do is in their message."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and isinstance(record.exc_info[1], KommuntalError):
            record.exc_info = None
        return True


class _Causes(logging.Handler):
    """Keeps why Prefect's server failed last, in the words of the error behind it, without its pages of traceback."""

    said = ""

    def emit(self, record: logging.LogRecord) -> None:
        causes = re.findall(r"^[\w.]*(?:Error|Exception)\w*: (.+)", self.format(record), re.MULTILINE)
        if causes:  # the last record, "Application startup failed", says none
            self.said = causes[0]


@contextmanager
def prefect_here(home: Path) -> Iterator[None]:
    """Run flows inside against a Prefect server in a thread of this process, which keeps its database in `home`.

    Prefect would start its own temporary server as a second process, and that one lives on when this one is killed. A
    thread ends with its process, whatever ends it. Once a process: Prefect keeps the first database it was given.
    Raises RunError when `home` cannot be written, at the start or later.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
        TemporaryFile(dir=home).close()
    except OSError as error:
        raise RunError(
            f"{home}: cannot be written ({error.strerror}); Prefect keeps what it knows of the nights there. Make room "
            "on the disk, or make the archive folder writable"
        ) from error
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        changes = {
            settings.PREFECT_HOME: home,
            settings.PREFECT_API_URL: f"{url}/api",
            settings.PREFECT_UI_ENABLED: False,
            settings.PREFECT_UI_URL: "",
            settings.PREFECT_SERVER_DATABASE_CONNECTION_URL: f"sqlite+aiosqlite:///{home}/prefect.db",
            settings.PREFECT_SERVER_ANALYTICS_ENABLED: False,
        }
        for name in ("prefect.flow_runs", "prefect.task_runs"):
            logging.getLogger(name).addFilter(_WithoutTrace())
        # What a profile of this user says of another server is none of this run's business.
        forgotten = {
            settings.PREFECT_API_KEY,
            settings.PREFECT_API_AUTH_STRING,
            settings.PREFECT_SERVER_API_AUTH_STRING,
        }
        with temporary_settings(changes, restore_defaults=forgotten), _server(listener, home) as causes:
            try:
                yield
            except PrefectHTTPStatusError as error:
                said = causes.said or f"HTTP {error.response.status_code}"
                raise RunError(
                    f"{home}: Prefect, which notes the night there, failed ({said}). {WHAT_TO_DO}"
                ) from error
            finally:
                # Both send in the background what the run came to; the server has to be there until they are done.
                EventsWorker.drain_all(timeout=30)
                APILogWorker.drain_all(timeout=30)


@contextmanager
def _server(listener: socket.socket, home: Path) -> Iterator[_Causes]:
    from prefect.server.api.server import create_app  # takes a second, and only this needs it

    app = create_app(ephemeral=True, final=True, ignore_cache=True)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", log_config=None, lifespan="on"))
    causes, log = _Causes(), logging.getLogger("uvicorn.error")
    log.addHandler(causes)
    log.propagate = False
    # The settings above are in the context of this thread, so the server's thread is given a copy of it.
    context = contextvars.copy_context()
    thread = threading.Thread(target=context.run, args=(server.run, [listener]), name="prefect-server", daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.05)
        if not thread.is_alive():
            raise RunError(f"{home}: Prefect, which notes the night there, did not start ({causes.said}). {WHAT_TO_DO}")
    try:
        yield causes
    finally:
        server.should_exit = True
        thread.join(30)
        log.removeHandler(causes)
