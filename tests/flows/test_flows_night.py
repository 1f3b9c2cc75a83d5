"""Whole nights, run by Prefect over the samples."""

import shutil
import subprocess
import sys
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from flows.backfill import backfill
from flows.nightly import nightly, run_here
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.objects import FlowRun
from prefect.client.schemas.sorting import FlowRunSort, TaskRunSort

from kommuntal.errors import PublishRefused, RunError, UsageError

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
NAMES = sorted(path.name for path in sorted(SAMPLES.glob("*.pdf"), key=lambda path: path.stat().st_size)[:2])
FOLDERS = {"one": NAMES[0], "two": NAMES[1]}

pytestmark = pytest.mark.usefixtures("prefect_home")


def configured(folder: Path, *sources: str) -> Path:
    """Return a config with these folders as its sources."""
    config = folder / "kommuntal.toml"
    lines = ['archive = "archive"', 'output = "output"', "workers = 2"]
    for name in sources:
        lines += ["[[source]]", 'kind = "folder"', f'name = "{name}"', f'path = "{name}"']
    config.write_text("\n".join(lines))
    return config


@pytest.fixture(scope="module")
def first_night(prefect_home: None, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, FlowRun]:
    """A folder after its first night, not to be touched, and the run that it was."""
    folder = tmp_path_factory.mktemp("first")
    for name, sample in FOLDERS.items():
        (folder / name).mkdir()
        shutil.copy2(SAMPLES / sample, folder / name)
    nightly(configured(folder, *FOLDERS))
    with get_client(sync_client=True) as client:
        return folder, last_run(client)


@pytest.fixture
def folder(first_night: tuple[Path, FlowRun], tmp_path: Path) -> Path:
    """A copy of the first night's folder, to go on from."""
    shutil.copytree(first_night[0], tmp_path, dirs_exist_ok=True, symlinks=True)
    return tmp_path


def published(output: Path) -> dict[str, str]:
    """Return the hash of each published file; `runs` tells when a run was, so it is left out."""
    return {
        path.name: sha256(path.read_bytes()).hexdigest() for path in output.glob("*.parquet") if path.stem != "runs"
    }


def last_run(client: SyncPrefectClient) -> FlowRun:
    runs = client.read_flow_runs(limit=50, sort=FlowRunSort.START_TIME_DESC)
    return next(run for run in runs if run.start_time)  # a deployment's planned runs have not begun


def artifacts(client: SyncPrefectClient, run: FlowRun) -> dict[str, str]:
    """Return the data of what a run left, by key."""
    asked = {"artifacts": {"flow_run_id": {"any_": [str(run.id)]}}, "limit": 10, "offset": 0}
    return {found["key"]: found["data"] for found in client.request("POST", "/artifacts/filter", json=asked).json()}


def test_a_night_publishes_and_leaves_its_report(first_night: tuple[Path, FlowRun]) -> None:
    folder, run = first_night
    assert "documents.parquet" in published(folder / "output")
    assert run.name.startswith("night 20")
    assert run.state and run.state.is_completed()
    with get_client(sync_client=True) as client:
        tasks = client.read_task_runs(limit=50, offset=0, sort=TaskRunSort.END_TIME_DESC)
        assert {task.name for task in tasks if task.flow_run_id == run.id} == {"acquire", "publish", *NAMES}
        left = artifacts(client, run)
    assert "| one | 1 | 0 | 0 |" in left["night"]
    assert all(name in left["night-documents"] for name in NAMES)


def test_the_next_night_publishes_the_same_bytes(folder: Path) -> None:
    before = published(folder / "output")
    assert sum(nightly(configured(folder, *FOLDERS)).documents.values()) == len(NAMES)
    assert published(folder / "output") == before


def test_a_night_that_lost_a_source_is_refused_and_the_last_output_stands(folder: Path) -> None:
    before = published(folder / "output")
    with pytest.raises(PublishRefused):
        nightly(configured(folder, "two"))
    assert published(folder / "output") == before
    with get_client(sync_client=True) as client:
        run = last_run(client)
        assert run.state and run.state.is_failed()
        assert "PublishRefused" in str(run.state.message)
        assert "Nothing published" in artifacts(client, run)["night"]


def test_a_source_that_is_away_costs_nothing_and_is_said(folder: Path) -> None:
    before = published(folder / "output")
    shutil.rmtree(folder / "one")
    summary = nightly(configured(folder, *FOLDERS))
    assert [line for line in summary.not_had if line.startswith("one: ") and "there is no such folder" in line]
    assert published(folder / "output") == before
    with get_client(sync_client=True) as client:
        assert "there is no such folder" in artifacts(client, last_run(client))["night"]


def test_nothing_in_is_refused(folder: Path) -> None:
    before = published(folder / "output")
    for name in FOLDERS:
        shutil.rmtree(folder / name)
    with pytest.raises(RunError, match="nothing could be had of any source"):
        nightly(configured(folder, *FOLDERS))
    assert published(folder / "output") == before
    with get_client(sync_client=True) as client:
        run = last_run(client)
        assert run.state and run.state.is_failed()
        assert "nothing could be had of any source" in artifacts(client, run)["night"]


def test_a_mistake_in_the_file_fails_before_anything_is_done(tmp_path: Path) -> None:
    config = configured(tmp_path)
    config.write_text(config.read_text() + "\nsauce = 1")
    with pytest.raises(UsageError, match="line 4, sauce: there is no such key; did you mean source"):
        nightly(config)
    assert not (tmp_path / "archive").exists()


def test_backfill_reads_the_archive_and_fetches_nothing(folder: Path) -> None:
    before = published(folder / "output")
    for name in FOLDERS:
        shutil.rmtree(folder / name)
    config = configured(folder, *FOLDERS)
    backfill(config)
    assert published(folder / "output") == before

    later = date.today() + timedelta(days=2)
    with pytest.raises(PublishRefused, match="no document"):
        backfill(config, since=later)
    backfill(config, until=later, output=folder / "elsewhere")
    assert published(folder / "elsewhere") == before


HERE = """
import sys
from pathlib import Path
from flows.nightly import run_here
run_here(Path(sys.argv[1]))
"""


def test_a_night_killed_halfway_leaves_the_last_output_and_goes_on(tmp_path: Path) -> None:
    """In a process of its own with its own embedded server, as `kommuntal nightly` runs it."""
    for name, sample in FOLDERS.items():
        (tmp_path / name).mkdir()
        shutil.copy2(SAMPLES / sample, tmp_path / name)
    config = configured(tmp_path, *FOLDERS)
    with subprocess.Popen([sys.executable, "-c", HERE, str(config)], stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if any(f"Task run '{name}' - Finished" in line for name in NAMES):
                process.kill()
                break
        else:
            pytest.fail("no document was read")
    left = published(tmp_path / "output")
    assert (tmp_path / "archive" / "prefect" / "prefect.db").exists()
    nightly(config)
    assert left in ({}, published(tmp_path / "output"))  # nothing, or all of it: the kill can come too late


def test_an_archive_that_cannot_be_written_is_one_clear_message(tmp_path: Path) -> None:
    config = configured(tmp_path, "one")
    (tmp_path / "archive").write_text("a file where the folder should be")
    with pytest.raises(RunError, match="cannot be written"):
        run_here(config)


def test_a_server_that_does_not_start_is_one_clear_line(tmp_path: Path) -> None:
    """As with a full disk. In a process of its own, because Prefect keeps the first database it was given."""
    config = configured(tmp_path, "one")
    (tmp_path / "archive" / "prefect" / "prefect.db").mkdir(parents=True)
    command = [sys.executable, "-m", "kommuntal", "nightly", "--config", str(config)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    (line,) = ended.stderr.splitlines()
    assert line.startswith(f"kommuntal: {tmp_path / 'archive' / 'prefect'}: Prefect, which")
    assert "(unable to open database file)" in line
    assert not (tmp_path / "output").exists()
