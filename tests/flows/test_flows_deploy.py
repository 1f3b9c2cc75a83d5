"""prefect.yaml, deployed to a server as docs/operations.md says."""

import os
import subprocess
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterDeploymentId
from prefect.client.schemas.schedules import CronSchedule
from prefect.settings import PREFECT_API_URL

STOCKHOLM = ZoneInfo("Europe/Stockholm")
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.usefixtures("prefect_home")
def test_the_night_is_deployed_for_two_oclock_in_stockholm(tmp_path: Path) -> None:
    with get_client(sync_client=True) as client:
        client.create_work_pool(WorkPoolCreate(name="kommuntal", type="process"))
        settings = {"PREFECT_API_URL": PREFECT_API_URL.value() or "", "PREFECT_HOME": str(tmp_path)}
        subprocess.run(
            [sys.executable, "-m", "prefect", "--no-prompt", "deploy", "--all"],
            cwd=ROOT,
            env=os.environ | settings | {"KOMMUNTAL_HOME": str(tmp_path)},
            check=True,
            capture_output=True,
        )
        deployed = client.read_deployment_by_name("nightly/nightly")
        # What the server's scheduler does by itself; the embedded server has none.
        client.request("POST", "/deployments/{id}/schedule", path_params={"id": deployed.id}, json={"min_runs": 3})
        planned = client.read_flow_runs(
            flow_run_filter=FlowRunFilter(deployment_id=FlowRunFilterDeploymentId(any_=[deployed.id]))
        )
        assert client.read_deployment_by_name("backfill/backfill").schedules == []
    [schedule] = deployed.schedules
    assert schedule.active
    assert isinstance(schedule.schedule, CronSchedule)
    assert (schedule.schedule.cron, schedule.schedule.timezone) == ("0 2 * * *", "Europe/Stockholm")
    assert deployed.entrypoint == "flows/nightly.py:nightly"
    assert deployed.parameters == {"config": "kommuntal.toml"}
    assert str(tmp_path) in str(deployed.pull_steps)
    nights = [run.expected_start_time.astimezone(STOCKHOLM) for run in planned if run.expected_start_time]
    assert len(nights) >= 3
    assert {(night.hour, night.minute) for night in nights} == {(2, 0)}
