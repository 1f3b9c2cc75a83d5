"""Whatever stops a run, a reader finds the last whole output; the next run clears up."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kommuntal.errors import RunError
from kommuntal.publish import publish
from kommuntal.schema import Records

CHILD = Path(__file__).with_name("child.py")
FENCE = ("unshare", "--map-root-user", "--mount", "sh", "-ec")  # a file system that only this command sees


def said(*command: object) -> list[dict[str, Any]]:
    run = subprocess.run([str(part) for part in command], capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


def once(*arguments: object) -> dict[str, Any]:
    (line,) = said(sys.executable, CHILD, "once", *arguments)
    return line


@pytest.fixture
def kept(tmp_path: Path, records: Records) -> Path:
    return keep(records, tmp_path / "records")


@pytest.fixture
def other(tmp_path: Path, records: Records) -> Path:
    """The same with fewer goals, and with a table of many cells so that files do not fit any more."""
    many = [msgspec.structs.replace(records.cells[1], row=row, column=9, text=f"{row:064}") for row in range(2, 40_000)]
    fewer = msgspec.structs.replace(records, goals=[], indicators=[], indicator_values=[], cells=records.cells + many)
    return keep(fewer, tmp_path / "other")


def keep(records: Records, file: Path) -> Path:
    file.write_bytes(msgspec.msgpack.encode(records))
    return file


def test_a_first_run_killed_anywhere_leaves_nothing_or_all_of_it(tmp_path: Path, kept: Path) -> None:
    steps = said(sys.executable, CHILD, "killed", tmp_path / "output", kept)
    assert len(steps) >= 6
    assert {step["state"] for step in steps} <= {"none", "whole"}
    assert steps[-1]["state"] == "whole" and steps[-1]["done"]


def test_a_run_killed_anywhere_leaves_the_last_output_or_the_new_one(
    output: Path, tmp_path: Path, records: Records, kept: Path
) -> None:
    fewer = msgspec.structs.replace(records, links=[])
    publish(fewer, output)  # so that there is an output before the last, which is removed at the end
    steps = said(sys.executable, CHILD, "killed", output, kept, keep(fewer, tmp_path / "fewer"))
    assert len(steps) >= 8
    assert {step["state"] for step in steps} == {"whole"}
    assert any(step["changed"] and not step["done"] for step in steps), "killed after the switch"
    assert len(list((output / ".kommuntal" / "published").iterdir())) == 2, "leftovers are cleared away"


@pytest.mark.parametrize("largest_file", [3_000, 60_000])
def test_a_file_that_may_not_grow_stops_the_run_and_nothing_else(
    tmp_path: Path, kept: Path, other: Path, largest_file: int
) -> None:
    """The lower limit stops the Parquet files, the higher one the DuckDB file."""
    output = tmp_path / "output"
    before = once(output, kept)
    after = once(output, other, largest_file)
    assert "could not write the datasets to" in after["error"]
    assert "raise the file size limit" in after["error"]
    assert after == {**before, "error": after["error"]}


@pytest.mark.skipif(
    shutil.which("unshare") is None
    or subprocess.run([*FENCE, "true"], capture_output=True, check=False).returncode != 0,
    reason="needs a file system of its own, which this machine does not allow",
)
def test_a_full_disk_and_a_read_only_one_are_said_and_lose_nothing(tmp_path: Path, kept: Path, other: Path) -> None:
    output = tmp_path / "output"
    output.mkdir()
    publish_kept, publish_other = (f"{sys.executable} {CHILD} once {output} {path}" for path in (kept, other))
    steps = (
        f"mount -t tmpfs -o size=10m tmpfs {output}",
        publish_kept,
        publish_other,
        f"mount -o remount,ro {output}",
        publish_other,
    )
    before, full, read_only = said(*FENCE, "\n".join(steps))
    assert before["error"] is None and before["state"] == "whole"
    assert "The disk is full: free some space, and run again" in full["error"]
    assert full == {**before, "error": full["error"]}
    assert "read-only: make it writable or name another --output" in read_only["error"]
    assert read_only == {**before, "error": read_only["error"]}


def test_an_output_that_is_a_file_is_said(tmp_path: Path, records: Records) -> None:
    (tmp_path / "output").write_text("")
    with pytest.raises(RunError, match="A file stands where a folder is needed"):
        publish(records, tmp_path / "output")
