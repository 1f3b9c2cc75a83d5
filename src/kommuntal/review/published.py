"""The output published last, read-only: its findings in memory for the queue, everything else by SQL."""

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb

from kommuntal.publish.derived import DATABASE
from kommuntal.publish.store import current_folder

Row = Mapping[str, Any]


class NoRun(Exception):
    """Nothing has been published to the output folder yet."""


class Published:
    """One published output. It stays readable while the next one is switched in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._database = duckdb.connect(str(folder / DATABASE), read_only=True)

    def rows(self, sql: str, *values: object) -> list[Row]:
        """Return the rows of a SELECT over the datasets and views, `?` filled with `values`. Safe from any thread."""
        with closing(self._database.cursor()) as cursor:
            cursor.execute(sql, values)
            names = [column[0] for column in cursor.description or []]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


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
