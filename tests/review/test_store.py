"""What people said: kept once, in order, never overwritten; the same on SQLite and on a real PostgreSQL."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread
from uuid import uuid4

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pgserver.postgres_server import get_server
from tests.review.databases import ANNA, BO, REPORT, finding, verdict

from kommuntal.errors import RunError, UsageError
from kommuntal.review.bring_back import Said, read_reviews
from kommuntal.review.evidence import standing
from kommuntal.review.store import Conflict, Store
from kommuntal.schema import Missed
from kommuntal.schema.enums import ReviewVerdict, Side

ACCEPTED, UNSURE = ReviewVerdict.ACCEPTED, ReviewVerdict.UNSURE
SOURCE_ERROR, WITHDRAWN = ReviewVerdict.SOURCE_ERROR, ReviewVerdict.WITHDRAWN


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server = get_server(tmp_path_factory.mktemp("postgres"))
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with nothing in it."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/reviews.sqlite"
    server, name = request.getfixturevalue("postgres"), f"t{uuid4().hex}"
    engine = sa.create_engine(server.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as con:
        con.execute(sa.text(f"CREATE SCHEMA {name}"))
    engine.dispose()
    return f"{server}&options=-csearch_path%3D{name}"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    store = Store(url)
    yield store
    store.close()


def test_a_verdict_is_kept_whole(store: Store) -> None:
    given = verdict(
        verdict=ReviewVerdict.READING_ERROR, comment="otydligt tryck\0", side=Side.RIGHT, corrected_value="339 785"
    )
    (entry,) = store.add([given], {})
    assert store.current(["f1"])["f1"].review == entry.review
    assert entry.review.comment == "otydligt tryck\N{REPLACEMENT CHARACTER}"
    assert (entry.review.value_read, entry.review.corrected_value) == ("95 310 + 339 875 + 412 640", "339 785")
    assert entry.review.decided_at.tzinfo is not None
    assert store.reviews() == [entry.review]


def test_a_finding_nobody_judged_is_not_there(store: Store) -> None:
    store.add([verdict("f1")], {})
    assert store.current(["f2"]) == {} and store.history("f2") == []
    assert store.current().keys() == {"f1"}


def test_the_second_of_two_reviewers_is_told_and_overwrites_nothing(store: Store) -> None:
    (first,) = store.add([verdict(reviewer=ANNA)], {})
    with pytest.raises(Conflict) as conflict:
        store.add([verdict(verdict=ACCEPTED, reviewer=BO)], {"f1": 0})
    assert conflict.value.now["f1"].review == first.review
    store.add([verdict(verdict=ACCEPTED, reviewer=BO)], {"f1": conflict.value.now["f1"].number})
    assert [(e.number, e.review.reviewer) for e in store.history("f1")] == [(1, ANNA), (2, BO)]


def test_of_many_that_judge_in_the_same_moment_one_is_kept(url: str) -> None:
    Store(url).close()
    stores, barrier, kept, refused = [Store(url) for _ in range(6)], Barrier(6), [], []

    def judge_now(store: Store, name: str) -> None:
        barrier.wait()
        try:
            kept.extend(store.add([verdict(reviewer=name)], {}))
        except Conflict as conflict:
            refused.append(conflict.now["f1"].review)

    threads = [Thread(target=judge_now, args=(store, f"R{n}")) for n, store in enumerate(stores)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (winner,) = kept
    assert refused == [winner.review] * 5
    assert stores[0].history("f1") == [winner]
    for store in stores:
        store.close()


def test_a_bulk_verdict_is_kept_whole_or_not_at_all(store: Store) -> None:
    ids = [f"f{n}" for n in range(1200)]
    store.add([verdict("f7", reviewer=BO)], {})
    with pytest.raises(Conflict) as conflict:
        store.add([verdict(finding_id) for finding_id in ids], {})
    assert conflict.value.now.keys() == {"f7"} == store.current().keys()
    assert len(store.add([verdict(finding_id) for finding_id in ids], {"f7": 1})) == 1200
    assert store.current(ids).keys() == set(ids)


def test_one_finding_twice_in_one_go_is_a_conflict(store: Store) -> None:
    with pytest.raises(Conflict):
        store.add([verdict("f1"), verdict("f1", verdict=ACCEPTED)], {})
    assert store.current() == {}


def test_undo_takes_back_what_was_given_in_one_go(store: Store) -> None:
    (before,) = store.add([verdict("f1", verdict=UNSURE, reviewer=BO)], {})
    store.add([verdict("f1"), verdict("f2")], {"f1": 1})
    batch = store.last_batch(ANNA)
    assert batch is not None
    store.undo(batch, ANNA)
    assert store.current()["f1"].review == before.review
    assert store.current()["f2"].review is None
    assert [e.review.verdict for e in store.history("f1")] == [UNSURE, SOURCE_ERROR, WITHDRAWN]
    assert store.last_batch(ANNA) is None and store.last_batch(BO) == before.batch
    assert store.undo(batch, ANNA) == []


def test_undo_again_goes_one_further_back(store: Store) -> None:
    store.add([verdict(verdict=UNSURE)], {})
    store.add([verdict(verdict=ACCEPTED)], {"f1": 1})
    for expected in (UNSURE, None):
        store.undo(store.last_batch(ANNA) or "", ANNA)
        review = store.current()["f1"].review
        assert (review and review.verdict) == expected


def test_what_somebody_judged_since_is_not_undone(store: Store) -> None:
    mine = store.add([verdict("f1"), verdict("f2")], {})
    store.add([verdict("f2", verdict=ACCEPTED, reviewer=BO)], {"f2": 1})
    with pytest.raises(Conflict) as conflict:
        store.undo(mine[0].batch, ANNA)
    assert conflict.value.now.keys() == {"f2"}
    assert store.current()["f1"].review == mine[0].review


def test_times_of_one_finding_grow_whatever_the_clock_says(url: str) -> None:
    clock = iter(datetime(2026, 5, 2, 8, tzinfo=UTC) - timedelta(hours=n) for n in range(9))
    store = Store(url, now=lambda: next(clock))
    for number in range(3):
        store.add([verdict()], {"f1": number})
    times = [entry.review.decided_at for entry in store.history("f1")]
    assert times == sorted(set(times))
    store.close()


def test_published_reviews_come_back_to_an_empty_database(url: str, tmp_path: Path) -> None:
    lost = Store(tmp_path / "lost.sqlite")
    lost.add([verdict("f1"), verdict("f2")], {})
    lost.undo(lost.last_batch(ANNA) or "", ANNA)
    lost.add([verdict("f1", verdict=ACCEPTED)], {"f1": 2})
    store = Store(url)
    store.add([verdict("f2", verdict=UNSURE, reviewer=BO)], {})
    assert store.restore(lost.reviews()) == 3
    assert store.restore(lost.reviews()) == 0
    assert store.current()["f1"] == lost.current()["f1"]
    assert [e.review.verdict for e in store.history("f2")] == [UNSURE]
    for one in (lost, store):
        one.close()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from([*ReviewVerdict]), max_size=12))
def test_what_stands_is_told_alike_by_the_store_and_by_what_is_published(steps: list[ReviewVerdict]) -> None:
    store = Store(":memory:")
    for step in steps:
        number = store.current().get("f1")
        seen = {"f1": number.number if number else 0}
        if step is WITHDRAWN:
            store.withdraw(seen, ANNA)
        else:
            store.add([verdict(verdict=step)], seen)
    stands = standing(store.reviews())
    assert {k: v.review for k, v in store.current().items() if v.review} == stands
    store.close()


def test_what_was_missed_is_reported_and_taken_back(store: Store) -> None:
    place = {"document_id": REPORT, "page": 4, "x0": 50.0, "top": 60.0, "x1": 90.0, "bottom": 70.0}
    blank = Missed(missed_id="", comment="Fel år", reviewer=ANNA, reported_at=datetime.now(UTC), **place)  # type: ignore[arg-type]
    first, second = store.report(blank), store.report(blank)
    assert store.missed() == [second, first] and first.missed_id != second.missed_id
    assert store.missed(REPORT) == [second, first] and store.missed("b" * 64) == []
    store.withdraw_report(first.missed_id, BO)
    assert store.missed() == [second]
    assert len(store.reports()) == 3


def test_the_mark_moves_with_every_row(store: Store) -> None:
    marks = [store.mark()]
    store.add([verdict()], {})
    marks.append(store.mark())
    store.withdraw({"f1": 1}, ANNA)
    marks.append(store.mark())
    store.report(Missed(missed_id="", reported_at=datetime.now(UTC)))
    marks.append(store.mark())
    assert marks == sorted(set(marks))


def test_a_database_of_an_earlier_version_gets_the_columns_it_lacks(url: str) -> None:
    Store(url).close()
    engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as con:
        con.execute(sa.text("ALTER TABLE reviews DROP COLUMN value_read"))
    engine.dispose()
    store = Store(url)
    store.add([verdict(verdict=ReviewVerdict.READING_ERROR, corrected_value="1")], {})
    review = store.current()["f1"].review
    assert review and review.value_read == finding().left_quote
    store.close()


def test_a_run_reads_everything_that_was_said(url: str, tmp_path: Path) -> None:
    store = Store(url)
    store.add([verdict()], {})
    store.withdraw({"f1": 1}, BO)
    store.report(Missed(missed_id="", comment="Fel år", reported_at=datetime.now(UTC)))
    said = read_reviews(tmp_path / "output", url)
    assert (said.reviews, said.missed) == (store.reviews(), store.reports())
    assert [review.verdict for review in said.reviews] == [SOURCE_ERROR, WITHDRAWN]
    store.close()


def test_without_a_database_nothing_was_said_and_none_is_made(tmp_path: Path) -> None:
    assert read_reviews(tmp_path, None) == Said()
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_database_is_said_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="write a path"):
        Store("mysql://localhost/x")
    (tmp_path / "a file").touch()
    with pytest.raises(RunError, match="cannot be used: unable to open"):
        Store(tmp_path / "a file" / "reviews.sqlite")
    (tmp_path / "text.sqlite").write_text("no database at all, but long enough to look into" * 30)
    with pytest.raises(RunError, match="file is not a database"):
        Store(tmp_path / "text.sqlite")


def test_no_password_is_told() -> None:
    with pytest.raises(RunError) as error:
        Store("postgresql://u:secret@127.0.0.1:1/x")
    assert "secret" not in str(error.value) and "u:***@" in str(error.value)
