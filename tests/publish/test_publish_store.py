"""The output folder: links, the switch, what is kept, and what is never touched."""

import fcntl
import shutil
from pathlib import Path

import msgspec
import pytest

from kommuntal.errors import RunError
from kommuntal.publish import check_output, publish, read_back
from kommuntal.publish.files import FILES
from kommuntal.schema import Records


def changed(records: Records, title: str = "Ett annat mål") -> Records:
    return msgspec.structs.replace(records, goals=[msgspec.structs.replace(records.goals[0], title=title)])


def folders(output: Path) -> list[str]:
    return sorted(path.name for path in (output / ".kommuntal" / "published").iterdir())


def test_every_file_is_a_relative_link_through_the_current_output(output: Path) -> None:
    assert sorted(path.name for path in output.iterdir() if not path.name.startswith(".")) == sorted(FILES)
    assert (output / "goals.parquet").readlink() == Path(".kommuntal/current/goals.parquet")
    assert (output / ".kommuntal" / "current").readlink() == Path("published/1")
    moved = output.rename(output.with_name("moved"))
    assert read_back(moved).goals[0].title == "Alla får svar i tid"


def test_the_output_before_the_current_one_is_kept_and_no_more(output: Path, records: Records) -> None:
    for n in range(3):
        published = publish(changed(records, f"Mål {n}"), output)
        assert published.changed and published.folder.name == str(n + 2)
    assert folders(output) == ["3", "4"]


def test_the_same_records_again_change_nothing(output: Path, records: Records) -> None:
    before = {name: ((output / name).stat().st_ino, (output / name).stat().st_mtime_ns) for name in FILES}
    published = publish(records, output)
    assert not published.changed and published.folder.name == "1"
    assert {name: ((output / name).stat().st_ino, (output / name).stat().st_mtime_ns) for name in FILES} == before
    assert published.rows["cells"] == 4 and published.rows["goals"] == 1


def test_a_file_that_was_damaged_is_written_again(output: Path, records: Records) -> None:
    (output / "goals.csv").write_text("damaged")
    assert publish(records, output).changed
    assert (output / "goals.csv").read_text("utf-8").startswith("goal_id,")


def test_a_link_that_was_deleted_is_made_again(output: Path, records: Records) -> None:
    (output / "goals.csv").unlink()
    publish(records, output)
    assert (output / "goals.csv").exists()


def test_a_link_to_a_file_that_is_no_more_is_removed_and_other_files_stay(output: Path, records: Records) -> None:
    (output / "old.parquet").symlink_to(".kommuntal/current/old.parquet")
    (output / "notes.txt").write_text("mine")
    publish(records, output)
    assert not (output / "old.parquet").is_symlink()
    assert (output / "notes.txt").read_text() == "mine"


def test_leftovers_of_killed_runs_are_removed(output: Path, records: Records) -> None:
    published = output / ".kommuntal" / "published"
    (published / "2.123.partial").mkdir()
    (published / "2").mkdir()  # complete, but the switch never came
    (output / ".kommuntal" / "current.new").symlink_to("published/2")
    publish(changed(records), output)
    assert folders(output) == ["1", "2"]
    assert read_back(output).goals[0].title == "Ett annat mål"


def test_a_reader_that_holds_a_file_open_reads_it_to_the_end(output: Path, records: Records) -> None:
    with (output / "goals.csv").open("rb") as stream:
        whole = stream.read(10)
        for n in range(2):
            publish(changed(records, f"Mål {n}"), output)
        whole += stream.read()
    assert "Alla får svar i tid".encode() in whole


def test_files_that_are_not_ours_stop_the_run_and_stay(tmp_path: Path, records: Records) -> None:
    output = tmp_path / "output"
    output.mkdir()
    (output / "goals.parquet").write_text("mine")
    (output / "cells.csv").symlink_to("/nowhere")
    for attempt in (lambda: check_output(output), lambda: publish(records, output)):
        with pytest.raises(RunError, match=r"holds cells.csv, goals.parquet, which kommuntal did not link there"):
            attempt()
    assert (output / "goals.parquet").read_text() == "mine"
    assert not (output / "documents.parquet").is_symlink()


def test_a_copied_output_is_not_written_over(output: Path, records: Records, tmp_path: Path) -> None:
    copy = shutil.copytree(output, tmp_path / "copy")  # follows the links, as cp -rL
    with pytest.raises(RunError, match="a copy of an output"):
        publish(records, copy)
    for name in FILES:
        (copy / name).unlink()
    with pytest.raises(RunError, match="does not lead to an output"):
        publish(records, copy)
    copied_whole = shutil.copytree(output, tmp_path / "whole", symlinks=True)
    assert publish(changed(records), copied_whole).changed


def test_a_lost_name_is_given_back_to_the_newest_output(output: Path, records: Records) -> None:
    publish(changed(records), output)
    (output / ".kommuntal" / "current").unlink()
    assert not publish(changed(records), output).changed
    assert folders(output) == ["1", "2"]


def test_two_runs_do_not_publish_at_once(output: Path, records: Records) -> None:
    with (output / ".kommuntal" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(RunError, match=r"another run is publishing to .*: wait until it is done"):
            publish(changed(records), output)
    assert read_back(output).goals[0].title == "Alla får svar i tid"
    assert publish(changed(records), output).changed


def test_a_failure_while_writing_leaves_nothing_behind(output: Path, records: Records) -> None:
    unwritable = msgspec.structs.replace(records, goals=[msgspec.structs.replace(records.goals[0], occurrence=0)])
    with pytest.raises(RunError, match="occurrence"):
        publish(unwritable, output)
    assert folders(output) == ["1"]


def test_an_output_can_be_checked_before_there_is_one(tmp_path: Path) -> None:
    check_output(tmp_path / "new" / "output")
    assert [path.name for path in (tmp_path / "new" / "output").iterdir()] == [".kommuntal"]
    assert read_back(tmp_path / "new" / "output") == Records()
