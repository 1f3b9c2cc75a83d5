"""The backfill flow: read what the archive holds, with the program as it is now, and publish."""

from datetime import date
from pathlib import Path

import msgspec
from prefect import flow

from flows.here import prefect_here
from flows.report import reported
from flows.steps import read_and_publish, take_from_archive
from kommuntal.acquire import load_sources
from kommuntal.publish import Summary


@flow
def backfill(
    config: Path = Path("kommuntal.toml"),
    since: date | None = None,
    until: date | None = None,
    output: Path | None = None,
) -> Summary:
    """Publish what the archive holds of the sources, without fetching.

    What this version of the program has read before is not read again. `since` and `until` (both in) leave out what
    came in at other dates; part of the archive is best published in an `output` of its own, because in the nightly one
    `least_share` refuses it.
    """
    settings = load_sources(config)
    if output is not None:
        settings = msgspec.structs.replace(settings, output=output)
    with reported() as report:
        report.documents = take_from_archive(settings, since, until)
        return read_and_publish(settings, report)


def run_here(config: Path, since: date | None = None, until: date | None = None, output: Path | None = None) -> Summary:
    """Run the flow in this process, now. Raises what the flow raises."""
    with prefect_here(load_sources(config).archive / "prefect"):
        return backfill(config, since, until, output)
