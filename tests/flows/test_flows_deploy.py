"""prefect.yaml, deployed to a server as docs/operations.md says."""

import os
import subprocess
import sys
from pathlib import Path

import fastapi
import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.schedules import CronSchedule
from prefect.settings import PREFECT_API_URL

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(
    tuple(int(part) for part in fastapi.__version__.split(".")[:2]) >= (0, 151),
    reason="with FastAPI 0.151 and newer Prefect 3.8's server refuses what its own `prefect deploy` sends",
)
@pytest.mark.usefixtures("prefect_home")
@pytest.mark.filterwarnings("ignore:Type object .* does not refer to an OperatorClass")
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
            timeout=120,
        )
        deployed = client.read_deployment_by_name("nightly/nightly")
        assert client.read_deployment_by_name("backfill/backfill").schedules == []
    [schedule] = deployed.schedules
    assert schedule.active
    assert isinstance(schedule.schedule, CronSchedule)
    assert (schedule.schedule.cron, schedule.schedule.timezone) == ("0 2 * * *", "Europe/Stockholm")
    assert deployed.entrypoint == "flows/nightly.py:nightly"
    assert deployed.parameters == {"config": "kommuntal.toml"}
    assert str(tmp_path) in str(deployed.pull_steps)
