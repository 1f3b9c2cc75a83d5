"""The caller's side: ask the nursery for a child, listen to it, say how it ended."""

import atexit
import contextlib
import os
import pickle
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from kommuntal.errors import KommuntalError
from kommuntal.guard import nursery
from kommuntal.guard.limits import Limits, Outcome, Stop


def guarded(
    function: Callable[..., Any], *args: Any, limits: Limits | None = None, on_item: Callable[[Any], None] | None = None
) -> Outcome:
    """Run `function(*args)` in a child process within `limits`, and tell how it ended.

    The function must be importable by its name, and arguments and result must be picklable. Of a generator function
    every item is handed to `on_item` as it comes, in the calling thread; what came before the child was stopped stands.
    Never raises for what the child did; what `on_item` raises goes through, and ends the child. Raises Abandoned when
    a block of `wanted` was broken off.
    """
    limits = limits or Limits()
    if function.__module__ == "__main__":
        raise TypeError(f"{function.__qualname__} stands in __main__, where a child cannot import it from")
    call = pickle.dumps((function, args))
    lifeline, theirs = socket.socketpair()
    results, results_in = socket.socketpair()
    with lifeline, results, _calls.under_way(lifeline):
        with theirs, results_in:
            _nursery.adopt(nursery.Cradle(function.__module__, tuple(sys.path), str(Path.cwd())), theirs, results_in)
        try:
            nursery.send(lifeline, pickle.dumps((limits, call)))
            said = _listen(results, on_item)
            ended = nursery.receive(lifeline)
        except (ConnectionError, EOFError):
            _calls.check()
            return Outcome(stopped="crash", reason="the process that watches over the child was killed")
    return _outcome(limits, said, *pickle.loads(ended))


class Abandoned(KommuntalError):
    """Nobody wants what this call was to bring: see `wanted`."""


class _Calls:
    """The calls under way in this program, and whether anybody still wants them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lifelines: set[socket.socket] = set()
        self.abandoned = False

    @contextlib.contextmanager
    def under_way(self, lifeline: socket.socket) -> Iterator[None]:
        with self._lock:
            self.check()
            self._lifelines.add(lifeline)
        try:
            yield
        finally:
            with self._lock:
                self._lifelines.discard(lifeline)

    def check(self) -> None:
        if self.abandoned:
            raise Abandoned("the work was given up")

    def resume(self) -> None:
        self.abandoned = False

    def abandon(self) -> None:
        with self._lock:
            self.abandoned = True
            for lifeline in self._lifelines:
                with contextlib.suppress(OSError):  # it may be over already
                    lifeline.shutdown(socket.SHUT_RDWR)  # the keeper hears its caller hang up, and ends the child


_calls = _Calls()


@contextlib.contextmanager
def wanted() -> Iterator[None]:
    """Give up all guarded calls of this program when the block is left by an exception.

    Those under way, and those that threads still make, raise Abandoned, until the next such block begins. Without it,
    whoever is interrupted waits for children whose work nobody wants any more.
    """
    _calls.resume()
    try:
        yield
    except BaseException:
        _calls.abandon()
        raise


def _listen(results: socket.socket, on_item: Callable[[Any], None] | None) -> tuple[str, Any] | None:
    """Return the child's last word ("value" or "error" with what it is); None if it died without one."""
    last = None
    for kind, content in _messages(results):
        if kind != "item":
            last = kind, content
        elif on_item is not None:
            on_item(content)
    return last


def _messages(results: socket.socket) -> Iterator[Any]:
    """Yield what the child says until it is gone; a message that it died in the middle of is dropped."""
    poll = select.poll()
    poll.register(results, select.POLLIN)
    held = bytearray()
    while True:
        # Waits in short turns: a thread that is told to stop (as Prefect does) can only hear it between them.
        if not poll.poll(1000):
            continue
        chunk = results.recv(1 << 20)
        if not chunk:
            return
        held += chunk
        while len(held) >= nursery.HEAD.size:
            end = nursery.HEAD.size + nursery.HEAD.unpack_from(held)[0]
            if len(held) < end:
                break
            message = bytes(held[nursery.HEAD.size : end])
            del held[:end]
            yield pickle.loads(message)


def _outcome(
    limits: Limits, said: tuple[str, Any] | None, status: int, overdue: bool, peak_mb: int, cpu_s: float
) -> Outcome:
    code = os.waitstatus_to_exitcode(status)
    if code == 0 and said is not None:
        kind, content = said
        if kind == "value":
            return Outcome(value=content, peak_mb=peak_mb, cpu_s=cpu_s)
        error, text = content
        reason = f"{error}: {text}" if text else error
        return Outcome(stopped="error", reason=reason, error=error, peak_mb=peak_mb, cpu_s=cpu_s)
    stopped, reason = _limit(limits, code, overdue)
    return Outcome(stopped=stopped, reason=reason, peak_mb=peak_mb, cpu_s=cpu_s)


def _limit(limits: Limits, code: int, overdue: bool) -> tuple[Stop, str]:
    """Return which limit ended a child with this exit code (negative: signal)."""
    if code == nursery.OUT_OF_MEMORY:
        return "memory", f"needs more than {limits.memory_mb} MB of memory"
    if code == -signal.SIGXCPU:
        return "cpu", f"took more than {limits.cpu_s:g} s of processor time"
    if overdue:
        return "wall", f"took more than {limits.wall_s:g} s"
    if code == -signal.SIGALRM:
        return "item", f"took more than {limits.page_wall_s:g} s"
    how = f"by signal {signal.Signals(-code).name}" if code < 0 else f"with exit code {code}"
    return "crash", f"ended its process {how}: it crashed, or was killed for memory or by hand"


class _Nursery:
    """This program's one nursery process: started at the first call, again if it died, ended with the program."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def adopt(self, cradle: nursery.Cradle, lifeline: socket.socket, results: socket.socket) -> None:
        """Have a child made that answers on these two; its job is still to be sent on the lifeline."""
        message = pickle.dumps(cradle)
        with self._lock:
            for attempt in (1, 2):
                if self._control is None:
                    self._start()
                try:
                    assert self._control is not None
                    socket.send_fds(self._control, [message], [lifeline.fileno(), results.fileno()])
                    return
                except ConnectionError:
                    self._stop()
                    if attempt == 2:
                        raise

    def _start(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            # Its own session: Ctrl-C is for the caller, whose end of the lifeline then tells the child to stop.
            self._process = subprocess.Popen(
                [sys.executable, "-c", nursery.COMMAND, str(theirs.fileno()), *sys.path],
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
                env=os.environ | nursery.ONE_THREAD,
            )
        self._control = ours

    def _stop(self) -> None:
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            self._process.wait()
            self._process = None

    def forget(self) -> None:
        """Leave the nursery to the parent of a forked copy of this program; the copy starts its own."""
        self.__init__()  # type: ignore[misc]

    def end(self) -> None:
        with self._lock:
            self._stop()


_nursery = _Nursery()
atexit.register(_nursery.end)
os.register_at_fork(after_in_child=_nursery.forget)
