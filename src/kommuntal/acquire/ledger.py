"""Where and when each PDF was seen: one row for each time an address began to show a content.

A row is never removed and keeps its address, content and first sighting for ever; only the latest row of an address
moves, in when its content was last seen. SQLite in WAL mode: a sighting is there whole or not at all, whenever the
program is killed.
"""

import sqlite3
import threading
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

import msgspec

TABLE = """
CREATE TABLE IF NOT EXISTS sightings (
    id INTEGER PRIMARY KEY,
    address TEXT NOT NULL,        -- web address, or folder:SOURCE/PATH for a file of a local folder
    source TEXT NOT NULL,         -- name of the source that listed it last
    sha256 TEXT NOT NULL,
    file_name TEXT NOT NULL,
    status INTEGER,               -- HTTP status of the last sighting; NULL for a file
    etag TEXT,                    -- validators of the last sighting; of a file, its size and time of change
    last_modified TEXT,
    first_seen TEXT NOT NULL,     -- UTC, ISO 8601
    last_seen TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS by_address ON sightings (address, id);
"""
VERSION = 1


class Sighting(msgspec.Struct, frozen=True, kw_only=True):
    """A content that an address shows or showed."""

    address: str
    source: str
    sha256: str
    file_name: str
    first_seen: datetime
    last_seen: datetime
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None


COLUMNS = ", ".join(Sighting.__struct_fields__)


class Ledger:
    """The ledger in one SQLite file. Safe to use from several threads of one process."""

    def __init__(self, file: Path) -> None:
        self._lock = threading.Lock()
        self._db = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA busy_timeout = 10000")
        self._db.executescript(TABLE)
        self._db.execute(f"PRAGMA user_version = {VERSION}")

    def close(self) -> None:
        self._db.close()

    def latest(self, address: str) -> Sighting | None:
        """Return the content the address showed last, None for an address never seen."""
        query = f"SELECT {COLUMNS} FROM sightings WHERE address = ? ORDER BY id DESC LIMIT 1"
        with self._lock:
            row = self._db.execute(query, (address,)).fetchone()
        return _sighting(row) if row else None

    def record(self, seen: Sighting) -> bool:
        """Note a sighting; return whether the address shows a content that it did not show the last time."""
        with self._lock:
            row = self._db.execute(
                "SELECT id, sha256 FROM sightings WHERE address = ? ORDER BY id DESC LIMIT 1", (seen.address,)
            ).fetchone()
            if row and row[1] == seen.sha256:
                self._db.execute(
                    "UPDATE sightings SET last_seen = max(last_seen, ?), source = ?, status = ?, etag = ?,"
                    " last_modified = ? WHERE id = ?",
                    (_text(seen.last_seen), seen.source, seen.status, seen.etag, seen.last_modified, row[0]),
                )
                return False
            values = msgspec.structs.asdict(seen) | {
                "first_seen": _text(seen.first_seen),
                "last_seen": _text(seen.last_seen),
            }
            marks = ", ".join(f":{name}" for name in values)
            self._db.execute(f"INSERT INTO sightings ({', '.join(values)}) VALUES ({marks})", values)
            return True

    def history(self, sources: Collection[str]) -> list[tuple[Sighting, str | None]]:
        """Return each content of these sources once, as first seen, with the content it took the place of.

        Oldest first. A content that took the place of another is never seen before that other one, so the chain of
        versions has no circles.
        """
        query = f"""
            SELECT {COLUMNS}, lag(sha256) OVER (PARTITION BY address ORDER BY id) FROM sightings ORDER BY id
        """
        with self._lock:
            rows = self._db.execute(query).fetchall()
        out: dict[str, tuple[Sighting, str | None]] = {}
        for *row, before in rows:
            sighting = _sighting(row)
            if sighting.source in sources:
                out.setdefault(sighting.sha256, (sighting, before if before in out else None))
        return list(out.values())


def _sighting(row: Collection[object]) -> Sighting:
    return msgspec.convert(dict(zip(Sighting.__struct_fields__, row, strict=True)), Sighting)


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
