"""A guarded call gives a value or says what stopped it, and leaves no process behind."""

import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kommuntal.guard import Abandoned, Limits, guarded, wanted

BRIEF = Limits(memory_mb=200, cpu_s=1, wall_s=20, page_wall_s=10)


def add(a: int, b: int) -> int:
    return a + b


def grow() -> int:
    return len(bytearray(1 << 30))


def grow_wrapped() -> None:
    try:
        grow()
    except MemoryError as error:
        raise RuntimeError("parser failed", error) from None


def burn() -> None:
    while True:
        pass


def hang() -> None:
    threading.Event().wait()


def kill_self() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def complain() -> None:
    raise ValueError("no such page")


def count(n: int, hang_at: int | None = None) -> Iterator[int]:
    for i in range(n):
        if i == hang_at:
            hang()
        yield i


def die_after(n: int) -> Iterator[bytes]:
    for _ in range(n):
        yield b"x" * 1_000_000
    kill_self()


def leave_quietly() -> None:
    os._exit(3)


def fill_disk(path: str) -> None:
    with Path(path).open("wb") as stream:
        while True:
            stream.write(bytes(1 << 20))


def processes() -> tuple[int, str]:
    return os.getpid(), str(Path.cwd())


def nursery() -> int:
    keeper = Path(f"/proc/{os.getppid()}/stat").read_text()
    return int(keeper.rpartition(")")[2].split()[1])


def say_pid_and_hang() -> Iterator[int]:
    yield os.getpid()
    hang()


def length(content: bytes) -> bytes:
    return content * 2


def test_value_comes_back() -> None:
    outcome = guarded(add, 2, 3)
    assert outcome.ok
    assert outcome.value == 5
    assert outcome.reason is None
    assert outcome.peak_mb > 0


def test_large_arguments_and_values_go_through() -> None:
    content = os.urandom(3_000_000)
    assert guarded(length, content).value == content * 2


def test_an_exception_is_told_and_not_raised() -> None:
    outcome = guarded(complain)
    assert (outcome.stopped, outcome.error, outcome.reason) == ("error", "ValueError", "ValueError: no such page")


@pytest.mark.parametrize("function", [grow, grow_wrapped])
def test_memory_limit(function: object) -> None:
    outcome = guarded(function, limits=BRIEF)  # type: ignore[arg-type]
    assert outcome.stopped == "memory"
    assert outcome.reason == "needs more than 200 MB of memory"


def test_processor_limit() -> None:
    assert guarded(burn, limits=BRIEF).stopped == "cpu"


def test_wall_limit() -> None:
    assert guarded(hang, limits=Limits(wall_s=0.1)).stopped == "wall"


def test_a_dead_child_is_told_apart() -> None:
    outcome = guarded(kill_self)
    assert outcome.stopped == "crash"
    assert outcome.reason is not None
    assert "SIGKILL" in outcome.reason


def test_a_child_that_leaves_without_a_word_is_a_crash() -> None:
    assert guarded(leave_quietly).stopped == "crash"


def test_no_child_fills_the_disk(tmp_path: Path) -> None:
    outcome = guarded(fill_disk, str(tmp_path / "file"))
    assert (outcome.stopped, outcome.error) == ("error", "OSError")
    assert (tmp_path / "file").stat().st_size <= 64 << 20


def test_items_come_as_they_are_made() -> None:
    items: list[int] = []
    assert guarded(count, 4, on_item=items.append).ok
    assert items == [0, 1, 2, 3]


def test_items_before_a_limit_are_kept() -> None:
    items: list[int] = []
    outcome = guarded(count, 9, 3, limits=Limits(page_wall_s=1), on_item=items.append)
    assert outcome.stopped == "item"
    assert items == [0, 1, 2]


def test_items_before_a_crash_are_kept() -> None:
    sizes: list[int] = []
    outcome = guarded(die_after, 3, on_item=lambda item: sizes.append(len(item)))
    assert outcome.stopped == "crash"
    assert sizes == [1_000_000] * 3


def test_what_the_caller_raises_on_an_item_ends_the_child() -> None:
    pids: list[int] = []

    def stop(pid: int) -> None:
        pids.append(os.pidfd_open(pid))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        guarded(say_pid_and_hang, on_item=stop)
    assert ends(pids[0])


def test_the_child_dies_with_its_caller() -> None:
    program = (
        "import test_guard; from kommuntal.guard import guarded\n"
        "guarded(test_guard.say_pid_and_hang, on_item=lambda pid: print(pid, flush=True))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parent,
    ) as caller:
        assert caller.stdout is not None
        child = os.pidfd_open(int(caller.stdout.readline()))
        caller.kill()
    assert ends(child)


def ends(pidfd: int) -> bool:
    """Tell whether a process is gone, or goes within some seconds."""
    try:
        return bool(select.select([pidfd], [], [], 10)[0])
    finally:
        os.close(pidfd)


def test_calls_that_nobody_wants_any_more_end_at_once() -> None:
    both = threading.Barrier(3)

    def meet(_: object) -> None:
        both.wait()

    with ThreadPoolExecutor(2) as pool:
        with pytest.raises(KeyboardInterrupt), wanted():
            calls = [pool.submit(guarded, count, 2, 1, limits=BRIEF, on_item=meet) for _ in range(2)]
            both.wait()
            raise KeyboardInterrupt
        assert all(isinstance(call.exception(), Abandoned) for call in calls)
    with pytest.raises(Abandoned):
        guarded(add, 1, 2)
    with wanted():
        assert guarded(add, 1, 2).value == 3


def test_many_threads_at_once() -> None:
    with ThreadPoolExecutor(8) as pool:
        values = list(pool.map(lambda n: guarded(add, n, n).value, range(40)))
    assert values == [2 * n for n in range(40)]


def test_every_call_has_its_own_process_in_the_callers_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    first, second = guarded(processes).value, guarded(processes).value
    assert first[1] == second[1] == str(tmp_path)
    assert len({first[0], second[0], os.getpid()}) == 3


def test_a_forked_copy_of_the_caller_can_guard_too() -> None:
    assert guarded(add, 1, 1).ok
    pid = os.fork()
    if pid == 0:
        os._exit(0 if guarded(add, 1, 1).value == 2 else 1)
    assert os.waitpid(pid, 0)[1] == 0
    assert guarded(add, 1, 1).ok


def test_a_nursery_that_was_killed_is_replaced() -> None:
    pid = guarded(nursery).value
    watch = os.pidfd_open(pid)
    os.kill(pid, signal.SIGKILL)
    assert ends(watch)
    assert guarded(nursery).value != pid


def test_functions_of_the_main_module_are_refused() -> None:
    def local() -> None: ...

    local.__module__ = "__main__"
    with pytest.raises(TypeError, match="__main__"):
        guarded(local)
