"""The tasks that the flows are made of, and how they are put together."""

import logging
from collections.abc import Sequence
from datetime import UTC, date, datetime

import msgspec
from prefect import State, task
from prefect.cache_policies import NO_CACHE
from prefect.logging import get_run_logger
from prefect.task_runners import ThreadPoolTaskRunner

from flows.report import Report
from kommuntal.acquire import Acquired, Acquisition, Config, acquire, archived
from kommuntal.guard import Abandoned, wanted
from kommuntal.publish import Summary
from kommuntal.run import Settings, Source, finish, process_document
from kommuntal.schema import Records

# Prefect's own cache stays out of it: to make its keys it would hash all records, and reading has a cache by content.


@task(name="acquire", task_run_name="acquire", cache_policy=NO_CACHE)
def acquire_all(config: Config) -> Acquisition:
    """Bring the archive up to date. Not retried as a whole: every address already was, by its host's own pace."""
    logger = get_run_logger()
    # Not Prefect's logger: this is called in threads that do not know the settings of the run, and there it would
    # start a server of its own.
    acquisition = acquire(config, say=logging.getLogger("kommuntal.acquire").info)
    for source in acquisition.sources:
        for problem in source.problems:
            logger.warning("%s: %s: %s", source.source, problem.address, problem.reason)
    return acquisition


@task(name="archived", task_run_name="archived", cache_policy=NO_CACHE)
def take_from_archive(config: Config, since: date | None, until: date | None) -> list[Acquired]:
    """Return what the archive holds, without fetching."""
    return archived(config, since, until)


def _wanted(_task: object, _run: object, state: State[Records]) -> bool:
    return not isinstance(state.result(raise_on_failure=False), Abandoned)


@task(
    name="read",
    task_run_name="{document.file_name}",
    retries=1,
    retry_delay_seconds=30,
    retry_condition_fn=_wanted,
    cache_policy=NO_CACHE,
)
def read(document: Acquired, settings: Settings) -> Records:
    """Read one document. What is wrong with it is in its row; the retry is for a disk that was full or away."""
    source = Source(
        path=document.path,
        file_name=document.file_name,
        source_url=document.source_url,
        retrieved_at=document.retrieved_at,
        version_of=document.version_of,
        municipality=document.municipality,
        organisation=document.organisation,
    )
    return process_document(source, settings)


@task(name="publish", task_run_name="publish", cache_policy=NO_CACHE)
def reconcile_and_publish(parts: Sequence[Records], settings: Settings, started_at: datetime, gate: float) -> Summary:
    """Merge, reconcile and publish in one step, or refuse and leave the last output."""
    return finish(parts, settings, started_at, gate)


def read_and_publish(config: Config, report: Report) -> Summary:
    """Read the report's documents, `config.workers` at once, and publish what they say. Fills in the report."""
    started_at = datetime.now(UTC)
    settings = Settings(
        output=config.output,
        cache=config.cache,
        limits=config.limits,
        workers=config.workers,
        ocr=config.ocr,
        withheld=config.withheld,
        mask_people=config.mask_people,
        reviews=config.reviews,
    )
    pool: ThreadPoolTaskRunner[Records] = ThreadPoolTaskRunner(max_workers=settings.worker_count)
    with pool as runner, wanted():
        futures = [runner.submit(read, {"document": one, "settings": settings}) for one in report.documents]
        report.parts = [future.result() for future in futures]
    summary = reconcile_and_publish(report.parts, settings, started_at, config.least_share)
    not_had = (f"{one.source}: {p.address}: {p.reason}" for one in report.sources for p in one.problems)
    report.summary = msgspec.structs.replace(summary, not_had=tuple(not_had))
    return report.summary
