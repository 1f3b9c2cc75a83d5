"""The reviewers' own database, the one source of what people said: SQLite in the output folder, or PostgreSQL by URL.

Rows are only ever added. Each row about a finding has the next number of that finding, and that pair is the primary
key: whoever saw number 3 can only add number 4, so of two who judge at once the second is told (`Conflict`) instead of
overwriting the first, in every database alike.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import zip_longest
from pathlib import Path
from uuid import uuid4

import msgspec
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from kommuntal.errors import KommuntalError
from kommuntal.review.database import MISSED, REVIEWS, Database, record, storable, values
from kommuntal.review.evidence import evidence_of
from kommuntal.schema import Finding, Missed, Review
from kommuntal.schema.enums import ReviewVerdict, Side

FILE_NAME = "reviews.sqlite"  # in the output folder
AT_ONCE = 500  # findings asked for in one query
PLACE = ("document_id", "page", "x0", "top", "x1", "bottom")
LEAST_STEP = timedelta(microseconds=1)


class Conflict(KommuntalError):
    """Somebody else judged meanwhile; nothing was kept. `now` says what stands for each finding that has moved on."""

    def __init__(self, now: Mapping[str, "Standing"]) -> None:
        super().__init__(f"somebody else has judged {', '.join(sorted(now))} meanwhile: look again before you judge")
        self.now = now


@dataclass(frozen=True)
class Standing:
    """What stands for a finding: the number of its last row, and the verdict in force, None when all are withdrawn."""

    number: int
    review: Review | None


@dataclass(frozen=True)
class Entry:
    """A row of a finding's history. `batch` is shared by what was given in one go, and is what `undo` takes."""

    number: int
    batch: str
    review: Review


@dataclass(frozen=True)
class _Last:
    """The last row of a finding, and the verdict that stands since."""

    number: int
    decided_at: datetime
    stands: int  # number of the verdict in force, 0 for none
    before: int  # what stood before that verdict
    review: Review | None


UNTOUCHED = _Last(0, datetime.min.replace(tzinfo=UTC), 0, 0, None)


def judge(
    finding: Finding,
    verdict: ReviewVerdict,
    reviewer: str,
    *,
    comment: str | None = None,
    side: Side = Side.LEFT,
    value_read: str | None = None,
    corrected_value: str | None = None,
) -> Review:
    """Return a verdict on what the finding shows now, with the place of `side`. `Store.add` sets the time.

    `corrected_value` is what stands there on the page, as it is printed, and `value_read` what we had read instead: by
    default the value found on the left, or all that is quoted of the right. Where a side quotes several values
    ("95 310 + 339 875"), nothing is corrected until `value_read` says which of them is meant.
    """
    read = (finding.found or finding.left_quote) if side is Side.LEFT else finding.right_quote
    return Review(
        finding_id=finding.finding_id,
        verdict=verdict,
        corrected_value=corrected_value,
        comment=comment,
        reviewer=reviewer,
        decided_at=datetime.now(UTC),
        evidence=evidence_of(finding),
        side=side,
        value_read=None if corrected_value is None else value_read or read,
        **{name: getattr(finding, f"{side}_{name}") for name in PLACE},
    )


class Store:
    """Verdicts, and reports of what was missed. Threads may share one Store, and processes one database.

    Every method raises RunError when the database cannot be used.
    """

    def __init__(self, url: str | Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """Open the database at an SQLAlchemy URL, or the SQLite file of a path; it is made when it is not there.

        Raises UsageError for a URL that is none.
        """
        self._database = Database(url)
        self._now = now

    def add(self, reviews: Sequence[Review], seen: Mapping[str, int]) -> list[Entry]:
        """Keep one verdict on each of one or several findings, all or none, and return their rows.

        `seen` is the number that the caller saw last for each finding (`Standing.number`; 0, or left out, for none).
        Raises Conflict when one of them has moved on since.
        """
        batch, now = uuid4().hex, self._now()
        return self._append(
            [
                Entry(seen.get(review.finding_id, 0) + 1, batch, msgspec.structs.replace(review, decided_at=now))
                for review in reviews
            ]
        )

    def withdraw(self, seen: Mapping[str, int], reviewer: str) -> list[Entry]:
        """Take back what stands for these findings, so that what stood before it stands again; all or none.

        `seen` as in `add`. Findings with no verdict in force are left as they are. Raises Conflict.
        """
        batch, now = uuid4().hex, self._now()
        return self._append(
            [
                Entry(
                    seen[finding_id] + 1,
                    batch,
                    Review(finding_id=finding_id, verdict=ReviewVerdict.WITHDRAWN, reviewer=reviewer, decided_at=now),
                )
                for finding_id, last in self._last(seen).items()
                if last.stands
            ]
        )

    def undo(self, batch: str, reviewer: str) -> list[Entry]:
        """Take back what was given in one go, all or none; what is taken back already stays so.

        Raises Conflict when somebody has judged any of it since.
        """
        with self._database.reading() as con:
            query = sa.select(REVIEWS.c.finding_id, REVIEWS.c.number).where(REVIEWS.c.batch == batch)
            given = {row.finding_id: row.number for row in con.execute(query)}
        last = self._last(given)
        if newer := [finding_id for finding_id in given if last[finding_id].stands > given[finding_id]]:
            raise Conflict(_standings({finding_id: last[finding_id] for finding_id in newer}))
        return self.withdraw({f: last[f].number for f in given if last[f].stands == given[f]}, reviewer)

    def last_batch(self, reviewer: str) -> str | None:
        """Return the batch of the reviewer's latest verdict that stands, None when there is none to undo."""
        query = _STANDING.where(_VERDICT.c.reviewer == reviewer).order_by(_VERDICT.c.decided_at.desc()).limit(1)
        with self._database.reading() as con:
            row = con.execute(query).mappings().first()
        return None if row is None else row["batch"]

    def current(self, finding_ids: Collection[str] | None = None) -> dict[str, Standing]:
        """Return what stands for each of these findings that somebody has judged; None asks for all findings."""
        return _standings(self._last(finding_ids))

    def history(self, finding_id: str) -> list[Entry]:
        """Return everything that was said of a finding, the first first; withdrawals are rows of their own."""
        query = sa.select(REVIEWS).where(REVIEWS.c.finding_id == finding_id).order_by(REVIEWS.c.number)
        with self._database.reading() as con:
            return [Entry(row["number"], row["batch"], record(Review, row)) for row in con.execute(query).mappings()]

    def reviews(self) -> list[Review]:
        """Return every row as it is published, withdrawals too."""
        query = sa.select(REVIEWS).order_by(REVIEWS.c.finding_id, REVIEWS.c.number)
        with self._database.reading() as con:
            return [record(Review, row) for row in con.execute(query).mappings()]

    def restore(self, reviews: Iterable[Review]) -> int:
        """Take in published reviews of findings that nothing is known of here; return how many rows that was.

        For a database that was lost, and for outputs that are older than it.
        """
        said: dict[str, list[Review]] = {}
        for review in sorted(reviews, key=lambda r: r.decided_at):
            said.setdefault(review.finding_id, []).append(review)
        for finding_id in self._last(said):
            del said[finding_id]
        with self._database.writing() as con:
            waves = zip_longest(*said.values())
            rows = [
                _insert(con, [Entry(number, uuid4().hex, review) for review in wave if review])
                for number, wave in enumerate(waves, start=1)
            ]
        return sum(map(len, rows))

    def report(self, missed: Missed) -> Missed:
        """Keep what a reviewer saw and no check found; return it with its id and time."""
        kept = storable(msgspec.structs.replace(missed, missed_id=uuid4().hex, reported_at=self._now()))
        with self._database.writing() as con:
            con.execute(sa.insert(MISSED).values(values(kept)))
        return kept

    def withdraw_report(self, missed_id: str, reviewer: str) -> Missed:
        """Take back a report, by a row of its own."""
        return self.report(Missed(missed_id="", reviewer=reviewer, reported_at=self._now(), withdraws=missed_id))

    def reports(self) -> list[Missed]:
        """Return every report as it is published, withdrawals too, the first first."""
        query = sa.select(MISSED).order_by(MISSED.c.reported_at, MISSED.c.missed_id)
        with self._database.reading() as con:
            return [record(Missed, row) for row in con.execute(query).mappings()]

    def missed(self, document_id: str | None = None) -> list[Missed]:
        """Return the reports that stand, of one document or of all, the latest first."""
        rows = self.reports()
        gone = {row.withdraws for row in rows} | {row.missed_id for row in rows if row.withdraws}
        return [row for row in reversed(rows) if row.missed_id not in gone and document_id in (None, row.document_id)]

    def mark(self) -> int:
        """Return a number that grows with every row: what was made of the database is stale when it differs."""
        with self._database.reading() as con:
            return sum(con.execute(sa.select(sa.func.count()).select_from(t)).scalar_one() for t in (REVIEWS, MISSED))

    def close(self) -> None:
        """Let go of the connections."""
        self._database.close()

    def _last(self, finding_ids: Collection[str] | None = None) -> dict[str, _Last]:
        with self._database.reading() as con:
            return _last_rows(con, finding_ids)

    def _append(self, entries: Sequence[Entry]) -> list[Entry]:
        try:
            with self._database.writing() as con:
                return _insert(con, entries)
        except IntegrityError as error:  # PostgreSQL: the other one's row came between our look and ours
            raise Conflict(self.current({entry.review.finding_id for entry in entries})) from error


_LATEST, _VERDICT = REVIEWS.alias("latest"), REVIEWS.alias("verdict")
# One row a finding: where its history has come to, beside the verdict that stands, which is empty where none does.
_STANDING = (
    sa.select(
        _LATEST.c.finding_id.label("of"),
        _LATEST.c.number.label("last_number"),
        _LATEST.c.decided_at.label("last_decided_at"),
        *_VERDICT.c,
    )
    .select_from(
        _LATEST.outerjoin(
            _VERDICT, sa.and_(_VERDICT.c.finding_id == _LATEST.c.finding_id, _VERDICT.c.number == _LATEST.c.stands)
        )
    )
    .where(
        _LATEST.c.number
        == sa.select(sa.func.max(REVIEWS.c.number))
        .where(REVIEWS.c.finding_id == _LATEST.c.finding_id)
        .scalar_subquery()
    )
)


def _last_rows(con: sa.Connection, finding_ids: Collection[str] | None) -> dict[str, _Last]:
    if finding_ids is None:
        return {row["of"]: _last(row) for row in con.execute(_STANDING).mappings()}
    ids = sorted(finding_ids)
    queries = (_STANDING.where(_LATEST.c.finding_id.in_(ids[n : n + AT_ONCE])) for n in range(0, len(ids), AT_ONCE))
    return {row["of"]: _last(row) for query in queries for row in con.execute(query).mappings()}


def _last(row: sa.RowMapping) -> _Last:
    stands = row["number"] is not None
    return _Last(
        number=row["last_number"],
        decided_at=row["last_decided_at"],
        stands=row["number"] or 0,
        before=row["before"] or 0,
        review=record(Review, row) if stands else None,
    )


def _insert(con: sa.Connection, entries: Sequence[Entry]) -> list[Entry]:
    """Add one row to each of several findings, and return them with the times they got. Raises Conflict."""
    last = _last_rows(con, {entry.review.finding_id for entry in entries})
    was = [last.get(entry.review.finding_id, UNTOUCHED) for entry in entries]
    if moved := {
        entry.review.finding_id: before
        for entry, before in zip(entries, was, strict=True)
        if entry.number != before.number + 1
    }:
        raise Conflict(_standings(moved))
    kept = [_later(entry, before) for entry, before in zip(entries, was, strict=True)]
    if kept:
        rows = [
            {
                **values(entry.review),
                "number": entry.number,
                "stands": before.before if entry.review.verdict is ReviewVerdict.WITHDRAWN else entry.number,
                "before": before.stands,
                "batch": entry.batch,
            }
            for entry, before in zip(kept, was, strict=True)
        ]
        con.execute(sa.insert(REVIEWS), rows)
    return kept


def _later(entry: Entry, before: _Last) -> Entry:
    """Return the entry at a time after the one before it, whatever the clocks of two machines say."""
    at = max(entry.review.decided_at, before.decided_at + LEAST_STEP)
    return replace(entry, review=storable(msgspec.structs.replace(entry.review, decided_at=at)))


def _standings(last: Mapping[str, _Last]) -> dict[str, Standing]:
    return {finding_id: Standing(one.number, one.review) for finding_id, one in last.items()}
