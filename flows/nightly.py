"""The nightly flow: acquire, read, reconcile, publish."""

from datetime import datetime
from pathlib import Path

from prefect import flow

from flows.here import prefect_here
from flows.report import reported
from flows.steps import acquire_all, read_and_publish
from kommuntal.acquire import load_sources
from kommuntal.publish import Summary


def tonight() -> str:
    return f"night {datetime.now():%Y-%m-%d %H:%M}"


@flow(flow_run_name=tonight)
def nightly(config: Path = Path("kommuntal.toml")) -> Summary:
    """Bring the datasets up to date with the sources of the TOML file.

    Fails, and leaves the last output as it is, when nothing could be had of any source (RunError) and when a dataset
    would shrink below `least_share` of its last rows (PublishRefused). A night that was killed halfway goes on where it
    was: what was fetched is in the archive, what was read is in the cache.
    """
    settings = load_sources(config)
    with reported() as report:
        acquisition = acquire_all(settings)
        report.sources, report.documents = acquisition.sources, acquisition.documents
        return read_and_publish(settings, report)


def run_here(config: Path) -> Summary:
    """Run the flow in this process, now. Raises what the flow raises: UsageError, RunError, PublishRefused."""
    with prefect_here(load_sources(config).archive / "prefect"):
        return nightly(config)
