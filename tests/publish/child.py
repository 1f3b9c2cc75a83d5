"""Publish in a process that can be killed, starved or fenced in, and say what is left; a script the tests start.

    child.py once OUTPUT RECORDS [LARGEST_FILE]    publish; with a limit no file may grow larger
    child.py killed OUTPUT RECORDS...              publish whichever is not current, killed at a later step each time

RECORDS are files of msgpack. Each line printed is a JSON object.
"""

import json
import os
import resource
import signal
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

import frictionless  # noqa: F401  (loaded once here, not in every child)
import msgspec
import pandas  # noqa: F401

from kommuntal.errors import RunError
from kommuntal.publish import publish
from kommuntal.schema import Records

State = Literal["none", "whole", "broken"]


def look(output: Path) -> tuple[State, str]:
    """Say whether every file that a reader finds is there as the package lists it, and the digest of that package."""
    try:
        listed = (output / "datapackage.json").read_bytes()
    except FileNotFoundError:
        return "none", ""
    for file in json.loads(listed)["resources"]:
        path = output / file["path"]
        if not path.exists() or "sha256:" + sha256(path.read_bytes()).hexdigest() != file["hash"]:
            return "broken", file["path"]
    return "whole", sha256(listed).hexdigest()


def once(output: Path, records: Path, largest_file: int | None) -> dict[str, Any]:
    if largest_file is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))
    error = None
    try:
        publish(read(records), output)
    except RunError as raised:
        error = str(raised)
    state, package = look(output)
    folders = output / ".kommuntal" / "published"
    left = sorted(p.name for p in folders.iterdir()) if folders.is_dir() else []
    return {"error": error, "state": state, "package": package, "left": left}


def killed(output: Path, records: list[Path]) -> None:
    """Publish one of `records`, killed at its n-th step, for every n until it gets through.

    When a killed run has switched to its output the next of `records` is taken: there always is something to do.
    """
    choice = [read(path) for path in records]
    step, turn = 1, 0
    while True:
        _, before = look(output)
        child = os.fork()
        if child == 0:
            sys.addaudithook(Killer(output, step))
            publish(choice[turn % len(choice)], output)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        state, after = look(output)
        turn += after != before
        print(json.dumps({"step": step, "state": state, "changed": after != before, "done": status == 0}), flush=True)
        if status == 0:
            return
        step += 1


class Killer:
    """Ends the process at the n-th time it does something else than before to a file of the output."""

    events = frozenset(
        {"os.mkdir", "os.rename", "os.symlink", "os.remove", "shutil.rmtree", "subprocess.Popen", "os.rmdir"}
    )
    anywhere = frozenset({"subprocess.Popen", "os.rmdir"})  # the paths of these are not in their arguments

    def __init__(self, output: Path, step: int) -> None:
        self.output, self.step, self.last = str(output), step, ""

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == self.last or event not in self.events:
            return
        paths = (os.fsdecode(a) for a in arguments if isinstance(a, str | bytes | os.PathLike))
        if event in self.anywhere or any(self.output in path for path in paths):
            self.last = event
            self.step -= 1
            if not self.step:
                os.kill(os.getpid(), signal.SIGKILL)


def read(path: Path) -> Records:
    return msgspec.msgpack.decode(path.read_bytes(), type=Records)


if __name__ == "__main__":
    mode, output, *rest = sys.argv[1:]
    if mode == "once":
        print(json.dumps(once(Path(output), Path(rest[0]), int(rest[1]) if rest[1:] else None)))
    else:
        killed(Path(output), [Path(path) for path in rest])
