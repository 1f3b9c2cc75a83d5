"""The output published last, read-only: its findings in memory for the queue, everything else by SQL."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb
import pyarrow.parquet as pq

from kommuntal.publish.derived import DATABASE
from kommuntal.publish.store import current_folder
from kommuntal.review.queue import Queue, Source, make_queue
from kommuntal.schema import Finding
from kommuntal.schema.arrow import from_table

Row = Mapping[str, Any]

# A box is in a table when its middle is: cells reach a little over the lines they stand on.
TABLE_OF = """
SELECT finding_id, any_value(table_id) AS table_id
FROM findings JOIN tables ON document_id = left_document_id AND page = left_page
WHERE (left_x0 + left_x1) / 2 BETWEEN x0 AND x1 AND (left_top + left_bottom) / 2 BETWEEN top AND bottom
GROUP BY finding_id
"""
SOURCES = """
SELECT document_id, file_name, title, municipality, organisation, period_start, period_end, meeting_date FROM documents
WHERE status <> 'skipped'
"""


class NoRun(Exception):
    """Nothing has been published to the output folder yet."""


class Published:
    """One published output. It stays readable while the next one is switched in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._database = duckdb.connect(str(folder / DATABASE), read_only=True)
        runs = self.rows("SELECT run_id, finished_at FROM runs ORDER BY started_at DESC LIMIT 2")
        self.finished_at = runs[0]["finished_at"] if runs else None
        self._last_run: str | None = runs[0]["run_id"] if len(runs) > 1 else None

    def rows(self, sql: str, values: Mapping[str, object] | Sequence[object] = ()) -> list[Row]:
        """Return the rows of a SELECT over the datasets and views, `?` or `$name` filled in. Safe from any thread."""
        with closing(self._database.cursor()) as cursor:
            cursor.execute(sql, values or None)
            names = [column[0] for column in cursor.description or []]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    @cached_property
    def queue(self) -> Queue:
        """All findings, in the order they are looked at."""
        findings: list[Finding] = from_table("findings", pq.read_table(self.folder / "findings.parquet"))
        tables = {row["finding_id"]: row["table_id"] for row in self.rows(TABLE_OF)}
        return make_queue(findings, self.sources, tables, self._last_run)

    @cached_property
    def sources(self) -> dict[str, Source]:
        """What the pages show of each document, by its id; nothing of one that was taken down."""
        return {row["document_id"]: Source(**row) for row in self.rows(SOURCES)}


class Shelf:
    """Where the output lies; hands out what is published there now."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self._lock = Lock()
        self._published: Published | None = None

    def current(self) -> Published:
        """Return the output published last, opened when it is new. Raises NoRun where there is none."""
        folder = current_folder(self.output)
        if folder is None:
            raise NoRun(self.output)
        with self._lock:
            if self._published is None or self._published.folder != folder:
                self._published = Published(folder)
            return self._published
