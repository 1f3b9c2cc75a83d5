"""The last published output: what is carried from it into the next, and whether the next may replace it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from kommuntal.errors import PublishRefused, RunError, UsageError
from kommuntal.publish.store import current_folder
from kommuntal.review.evidence import with_force
from kommuntal.schema import DATASETS, Finding, Record, Records
from kommuntal.schema.arrow import from_table
from kommuntal.schema.enums import DocumentStatus, FindingStatus
from kommuntal.schema.fields import key

GROWING = ("reviews", "missed", "runs")  # what people did and what happened: never taken back
UNMEASURED = (*GROWING, "corrections")  # how many they are says nothing of what could be read
READ = {DocumentStatus.OK, DocumentStatus.PARTIAL}

Row = TypeVar("Row", bound=Record)


def read_back(output: Path) -> Records:
    """Return the records of the output last published to `output`, no rows when there is none.

    Texts and numbers come back as `kommuntal.schema.arrow` stores them. Raises RunError for files that cannot be read.
    """
    folder = current_folder(output)
    return Records() if folder is None else Records(**{dataset: _rows(folder, dataset) for dataset in DATASETS})


def carry_forward(records: Records, previous: Records) -> Records:
    """Return `records` with what is known from `previous`: what people said, runs, and which run first saw a finding.

    A row that was published stays as it was, so a run that is done again adds nothing; whether a verdict is in force is
    told anew. A finding not seen before is first seen by the last of `records.runs`, and is reviewed while a verdict on
    what it shows is in force.
    """
    findings = {finding.finding_id: finding for finding in records.findings}
    reviews = with_force(_grown("reviews", previous.reviews, records.reviews), findings)
    reviewed = {review.finding_id for review in reviews if review.in_force}
    seen = {finding.finding_id: finding.first_seen_run for finding in previous.findings}
    this_run = records.runs[-1].run_id if records.runs else None

    def carried(finding: Finding) -> Finding:
        return msgspec.structs.replace(
            finding,
            first_seen_run=seen.get(finding.finding_id) or finding.first_seen_run or this_run,
            status=FindingStatus.REVIEWED if finding.finding_id in reviewed else finding.status,
        )

    return msgspec.structs.replace(
        records,
        findings=[carried(finding) for finding in records.findings],
        reviews=reviews,
        missed=_grown("missed", previous.missed, records.missed),
        runs=_grown("runs", previous.runs, records.runs),
    )


def check_shrink(records: Records, previous: Records, least_share: float) -> list[str]:
    """Return why `records` are too little to replace `previous`, one sentence a reason; none when they may.

    `least_share` (0 to 1) is the least part of last time's rows that each dataset must have, and of last time's
    documents that could be read.
    """
    if not 0 <= least_share <= 1:
        raise UsageError(f"the least share of last time's rows must be from 0 to 1, not {least_share}")
    if not records.documents:
        return ["no document came in"]
    read, read_before = _count_read(records), _count_read(previous)
    if not read:
        return [f"none of the {len(records.documents)} documents could be read"]
    counts = [("documents that could be read", read, read_before)] + [
        (f"rows of {dataset}", len(getattr(records, dataset)), len(rows))
        for dataset, rows in previous
        if dataset not in UNMEASURED
    ]
    return [
        f"{now} {what} where there were {before}, less than {least_share:.0%}"
        for what, now, before in counts
        if now < least_share * before
    ]


def refuse_loss(records: Records, output: Path) -> None:
    """Raise PublishRefused when a review or a run of the current output is not among `records`."""
    folder = current_folder(output)
    if folder is None:
        return
    for dataset in GROWING:
        now = {_key(dataset, row) for row in getattr(records, dataset)}
        lost = [row for row in _rows(folder, dataset) if _key(dataset, row) not in now]
        if lost:
            raise PublishRefused(
                f"{len(lost)} rows of {dataset} that are published in {output} are missing from what was to replace "
                "them; they came in while this run was under way, or were not carried forward. Run again"
            )


def _rows(folder: Path, dataset: str) -> list[Any]:
    file = folder / f"{dataset}.parquet"
    if not file.exists():  # a dataset that is newer than that output
        return []
    try:
        return from_table(dataset, pq.read_table(file))
    except (OSError, pa.ArrowException, msgspec.ValidationError) as error:
        raise RunError(
            f"{file} of the last output cannot be read: {error}. Restore it from a backup, or name another --output "
            "to begin anew without the reviews and runs kept there"
        ) from error


def _grown(dataset: str, published: Sequence[Row], new: Sequence[Row]) -> list[Row]:
    return list({_key(dataset, row): row for row in (*new, *published)}.values())


def _key(dataset: str, row: Record) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in key(dataset))


def _count_read(records: Records) -> int:
    return sum(document.status in READ for document in records.documents)
