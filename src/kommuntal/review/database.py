"""The tables of the reviewers' database, made from the record classes, and the engine that reaches them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from kommuntal.errors import RunError, UsageError
from kommuntal.schema import Record
from kommuntal.schema.arrow import REPLACEMENT
from kommuntal.schema.fields import Kind, fields

WAIT_S = 30  # for another process that is writing to the same SQLite file
SET_UP = 2_999_001  # the lock under which PostgreSQL lets one process at a time make the tables; any number of ours
TOLD_WHEN_PUBLISHED = {"in_force"}

Some = TypeVar("Some", bound=Record)


class Utc(sa.TypeDecorator[datetime]):
    """A moment with its time zone, also where the database has none."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


SQL: Mapping[Kind, Any] = {
    "string": sa.Text,
    "integer": sa.Integer,
    "number": sa.Double,
    "boolean": sa.Boolean,
    "datetime": Utc,
}


def _columns(dataset: str) -> Iterator[sa.Column[Any]]:
    for field in fields(dataset):
        if field.name not in TOLD_WHEN_PUBLISHED:
            yield sa.Column(field.name, SQL[field.kind], nullable=not field.required)


METADATA = sa.MetaData()
REVIEWS = sa.Table(
    "reviews",
    METADATA,
    *_columns("reviews"),
    sa.Column("number", sa.Integer, nullable=False),  # 1, 2, ... for each finding
    sa.Column("stands", sa.Integer, nullable=False),  # number of the verdict in force from this row on, 0 for none
    sa.Column("before", sa.Integer, nullable=False),  # the same until this row
    sa.Column("batch", sa.Text, nullable=False, index=True),
    sa.PrimaryKeyConstraint("finding_id", "number"),
)
MISSED = sa.Table("missed", METADATA, *_columns("missed"), sa.PrimaryKeyConstraint("missed_id"))


def storable(record: Some) -> Some:
    """Return the record as every database holds it: NUL, which PostgreSQL takes in no text, becomes U+FFFD."""
    texts = {name: value for name in record.__struct_fields__ if isinstance(value := getattr(record, name), str)}
    return msgspec.structs.replace(
        record, **{name: text.replace("\0", REPLACEMENT) for name, text in texts.items() if "\0" in text}
    )


def values(record: Record) -> dict[str, object]:
    """Return the record as a row."""
    return {name: getattr(record, name) for name in record.__struct_fields__ if name not in TOLD_WHEN_PUBLISHED}


def record(kind: type[Some], row: sa.RowMapping) -> Some:
    """Return a row as the record it was made from."""
    known = {name: row[name] for name in kind.__struct_fields__ if name not in TOLD_WHEN_PUBLISHED}
    return msgspec.convert(known, kind)


class Database:
    """Short reads and writes, from any thread. A failure is a RunError that names the database without its password."""

    def __init__(self, url: str | Path) -> None:
        """Open the database at an SQLAlchemy URL, or the SQLite file of a path; what is missing of it is made.

        Raises UsageError for a URL that is none.
        """
        try:
            address = _address(url)
            self._engine = sa.create_engine(address, pool_pre_ping=True, connect_args=_arguments(address))
        except (sa.exc.ArgumentError, sa.exc.NoSuchModuleError, ImportError) as error:
            raise UsageError(
                f"{url}: no database ({error}); write a path, sqlite:///PATH or postgresql://USER@HOST/NAME"
            ) from error
        self._name = address.render_as_string(hide_password=True)
        self._is_sqlite = address.get_backend_name() == "sqlite"
        if self._is_sqlite:
            sa.event.listen(self._engine, "connect", _without_implicit_transactions)
            with suppress(OSError):  # what stands in the way of the folder, SQLite says
                Path(address.database or "").parent.mkdir(parents=True, exist_ok=True)
        with self.writing() as con:
            if not self._is_sqlite:
                con.execute(sa.select(sa.func.pg_advisory_xact_lock(SET_UP)))
            METADATA.create_all(con)
            _add_missing_columns(con)

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        with self._told(), self._engine.connect() as con:
            yield con

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Yield a transaction that is kept when the block ends well. IntegrityError is the caller's to explain."""
        with self._told(), self._engine.begin() as con:
            if self._is_sqlite:
                # Taken at once: a transaction that reads first could not write after another one has.
                con.exec_driver_sql("BEGIN IMMEDIATE")
            yield con

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError:
            raise
        except SQLAlchemyError as error:
            said = str(getattr(error, "orig", None) or error).strip().splitlines()
            raise RunError(
                f"the reviewers' database {self._name} cannot be used: {said[0] if said else type(error).__name__}. "
                "Nothing of what was under way was kept there; see that it is there and may be written, and try again"
            ) from error


def _address(url: str | Path) -> sa.URL:
    if isinstance(url, Path) or "://" not in url:
        return sa.URL.create("sqlite", database=str(url))
    address = sa.make_url(url)
    if address.drivername in ("postgresql", "postgres"):
        return address.set(drivername="postgresql+psycopg")
    if address.get_backend_name() not in ("sqlite", "postgresql"):
        raise sa.exc.ArgumentError("neither SQLite nor PostgreSQL")
    return address


def _arguments(address: sa.URL) -> dict[str, object]:
    if address.get_backend_name() == "sqlite":
        return {"timeout": WAIT_S, "check_same_thread": False}
    return {"connect_timeout": WAIT_S}


def _without_implicit_transactions(connection: Any, _: object) -> None:
    connection.isolation_level = None


def _add_missing_columns(con: sa.Connection) -> None:
    """Bring tables that an earlier version made up to today's records; what is new in them is empty."""
    for table in METADATA.sorted_tables:
        there = {column["name"] for column in sa.inspect(con).get_columns(table.name)}
        for column in table.columns:
            if column.name not in there:
                kind = column.type.compile(con.dialect)
                con.exec_driver_sql(f'ALTER TABLE "{table.name}" ADD COLUMN "{column.name}" {kind}')
