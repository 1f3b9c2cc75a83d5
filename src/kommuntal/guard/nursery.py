"""The nursery: a process with one thread that forks a child for every guarded call.

Why not fork from the caller: it may have threads, whose locks a fork would copy in whatever state they are. Why not
multiprocessing's forkserver: its children import the caller's `__main__` again, be it pytest or a Prefect flow.

For each call the nursery forks a *keeper*, which forks the *child* that does the work. The keeper waits until the child
ends, its time is up, or the caller hangs up; then it says how the child ended. The other limits are the kernel's.
"""

import contextlib
import importlib
import os
import pickle
import resource
import select
import signal
import socket
import struct
import sys
from collections.abc import Iterator
from math import ceil
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from kommuntal.guard.limits import Limits

COMMAND = (
    "import sys; fd = int(sys.argv[1]); sys.path[:] = sys.argv[2:]; sys.argv[1:] = []\n"
    "from kommuntal.guard.nursery import serve; serve(fd)"
)
# Numeric libraries would start a thread a core when they are imported, and forking wants one thread.
# Tesseract asks for four threads whatever the number says; only the limit holds it.
ONE_THREAD = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OMP_THREAD_LIMIT": "1",
    "MKL_NUM_THREADS": "1",
}

HEAD = struct.Struct("!Q")  # length of the pickle that follows
OUT_OF_MEMORY = 77  # exit code: with no memory left nothing longer can be said
MAX_OPEN_FILES = 64
MAX_FILE_BYTES = 64 << 20  # a child may write a log line or a picture, never fill the disk


class Cradle(NamedTuple):
    """What has to be in place before the fork: the module imported, and where relative paths start."""

    module: str
    path: tuple[str, ...]
    folder: str


def serve(control_fd: int) -> None:
    """Fork a keeper for every message on the control socket, until the caller is gone."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # keepers are reaped by the kernel
    with socket.socket(fileno=control_fd) as control:
        while True:
            message, fds, _, _ = socket.recv_fds(control, 1 << 17, 2)
            if not message:
                return
            cradle: Cradle = pickle.loads(message)
            _prepare(cradle)
            if os.fork() == 0:
                control.close()
                _keep(cradle, *fds)
            for fd in fds:
                os.close(fd)


def _prepare(cradle: Cradle) -> None:
    """Import the function's module here, once, so that no child pays for it; what is wrong with it the child tells."""
    sys.path[:] = cradle.path
    with contextlib.suppress(Exception):
        importlib.import_module(cradle.module)


def _keep(cradle: Cradle, lifeline_fd: int, results: int) -> NoReturn:
    """Start the child, see to its end, tell the caller: wait status, whether its time was up, peak MB, CPU s."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    try:
        lifeline = socket.socket(fileno=lifeline_fd)
        limits, call = pickle.loads(receive(lifeline))
        child = os.fork()
        if child == 0:
            lifeline.close()
            _work(cradle.folder, limits, call, results)
        os.close(results)
        overdue = _wait(child, lifeline, limits.wall_s)
        _, status, usage = os.wait4(child, 0)
        send(lifeline, pickle.dumps((status, overdue, usage.ru_maxrss // 1024, usage.ru_utime + usage.ru_stime)))
    except (ConnectionError, EOFError):
        pass  # the caller is gone, and _wait has seen to the child
    finally:
        os._exit(0)


def _wait(child: int, lifeline: socket.socket, wall_s: float) -> bool:
    """Wait until the child has ended, or end it. Return whether its time was up."""
    ended = os.pidfd_open(child)
    poll = select.poll()
    poll.register(ended, select.POLLIN)
    poll.register(lifeline, select.POLLIN)  # nothing more is ever said on it, so that anything is the caller hanging up
    ready = [fd for fd, _ in poll.poll(wall_s * 1000)]
    if ended not in ready:
        os.kill(child, signal.SIGKILL)
    return not ready


def _work(folder: str, limits: Limits, call: bytes, results: int) -> NoReturn:
    """Do the work and say what came of it. Whatever happens, the process ends here."""
    try:
        os.chdir(folder)
        _confine(limits)
        for message in _messages(limits, call):
            _write(results, pickle.dumps(message))
        sys.stdout.flush()
    except BrokenPipeError:
        pass  # the caller is gone
    except BaseException as error:
        if is_memory_error(error):
            os._exit(OUT_OF_MEMORY)
        os._exit(1)
    finally:
        os._exit(0)


def _messages(limits: Limits, call: bytes) -> Iterator[tuple[str, Any]]:
    """Yield what the caller is to hear: the items of a generator, then the value or the error."""
    try:
        function, args = pickle.loads(call)
        value = function(*args)
        if isinstance(value, Iterator):
            for item in _timed(value, limits.page_wall_s):
                yield "item", item
            value = None
    except BaseException as error:
        if is_memory_error(error):
            raise
        yield "error", (type(error).__name__, str(error))
    else:
        yield "value", value


def _timed(items: Iterator[Any], seconds: float) -> Iterator[Any]:
    """Yield the items; the kernel ends the process when one of them takes longer, also inside C code."""
    signal.setitimer(signal.ITIMER_REAL, seconds)
    for item in items:
        signal.setitimer(signal.ITIMER_REAL, 0)
        yield item
        signal.setitimer(signal.ITIMER_REAL, seconds)
    signal.setitimer(signal.ITIMER_REAL, 0)


def _confine(limits: Limits) -> None:
    def limit(kind: int, soft: int, spare: int = 0) -> None:
        hard = resource.getrlimit(kind)[1]
        wanted = soft + spare
        resource.setrlimit(
            kind, (soft, wanted) if hard == resource.RLIM_INFINITY else (min(soft, hard), min(wanted, hard))
        )

    held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    limit(resource.RLIMIT_AS, held + (limits.memory_mb << 20))
    limit(resource.RLIMIT_CPU, ceil(limits.cpu_s), spare=1)  # the soft one says SIGXCPU, the hard one SIGKILL
    limit(resource.RLIMIT_FSIZE, MAX_FILE_BYTES)
    limit(resource.RLIMIT_NOFILE, MAX_OPEN_FILES)
    limit(resource.RLIMIT_CORE, 0)


def is_memory_error(error: BaseException) -> bool:
    """Tell whether a MemoryError is behind this, also when another exception was wrapped around it."""
    seen: set[int] = set()
    behind: list[Any] = [error]
    while behind:
        one = behind.pop()
        if isinstance(one, MemoryError):
            return True
        if isinstance(one, BaseException) and id(one) not in seen:
            seen.add(id(one))
            behind += [one.__cause__, one.__context__, *one.args]
    return False


def _write(fd: int, content: bytes) -> None:
    rest = memoryview(HEAD.pack(len(content)) + content)
    while rest:
        rest = rest[os.write(fd, rest) :]


def send(to: socket.socket, content: bytes) -> None:
    """Send a length and the content. Raises ConnectionError when nobody listens."""
    to.sendall(HEAD.pack(len(content)) + content)


def receive(source: socket.socket) -> bytes:
    """Return what `send` sent. Raises EOFError when the other side is gone."""
    with source.makefile("rb") as stream:
        head = stream.read(HEAD.size)
        if len(head) < HEAD.size:
            raise EOFError
        content: bytes = stream.read(HEAD.unpack(head)[0])
        return content
