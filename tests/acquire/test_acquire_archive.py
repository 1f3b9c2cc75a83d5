"""The archive and its ledger: what is in stays in, and what is said of it stays true."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kommuntal.acquire.archive import opened
from kommuntal.acquire.ledger import Ledger, Sighting
from kommuntal.errors import RunError

START = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


def seen(address: str, content: str, moment: int, source: str = "s", etag: str | None = None) -> Sighting:
    at = START + timedelta(seconds=moment)
    digest = sha256(content.encode()).hexdigest()
    return Sighting(
        address=address, source=source, sha256=digest, file_name="a.pdf", first_seen=at, last_seen=at, etag=etag
    )


def test_a_content_is_kept_once_and_never_changed(tmp_path: Path) -> None:
    original = tmp_path / "a.pdf"
    original.write_bytes(b"%PDF-1")
    with opened(tmp_path / "archive") as archive:
        digest = archive.keep_copy(original)
        kept = archive.path(digest)
        before = kept.stat()
        assert archive.keep_copy(original) == digest
        original.write_bytes(b"%PDF-2")
        assert kept.read_bytes() == b"%PDF-1"
        assert kept == tmp_path / "archive" / digest[:2] / digest[2:4] / f"{digest}.pdf"
        assert (kept.stat().st_ino, kept.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
        assert not kept.stat().st_mode & 0o222


def test_what_was_left_behind_is_cleared_and_nothing_half_is_ever_in_place(tmp_path: Path) -> None:
    with opened(tmp_path) as archive, pytest.raises(ZeroDivisionError), archive.incoming() as file:
        file.write(b"half of it")
        raise ZeroDivisionError
    assert not list((tmp_path / "incoming").iterdir())
    (tmp_path / "incoming" / "from-a-killed-run").write_bytes(b"half")
    with opened(tmp_path):
        assert not list((tmp_path / "incoming").iterdir())
    assert not list(tmp_path.glob("*/*/*.pdf"))


def test_one_run_at_a_time(tmp_path: Path) -> None:
    with opened(tmp_path), pytest.raises(RunError, match="another run"), opened(tmp_path):
        pass
    with opened(tmp_path):
        pass


def test_an_archive_that_cannot_be_used_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(RunError, match="cannot be written"), opened(tmp_path / "file"):
        pass
    (tmp_path / "ledger.sqlite").write_bytes(b"no database at all" * 99)
    with pytest.raises(RunError, match="cannot be written: file is not a database"), opened(tmp_path):
        pass


def test_validators_move_and_the_first_sighting_stays(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.sqlite")
    assert ledger.record(seen("u", "one", 0, etag="1"))
    assert not ledger.record(seen("u", "one", 5, etag="2"))
    latest = ledger.latest("u")
    assert latest is not None
    assert (latest.first_seen, latest.last_seen) == (START, START + timedelta(seconds=5))
    assert latest.etag == "2"
    assert ledger.latest("other") is None
    ledger.close()


def test_history_holds_the_sources_that_are_asked_for(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.sqlite")
    ledger.record(seen("u", "one", 0, "old"))
    ledger.record(seen("u", "two", 1, "new"))
    assert [(s.source, before) for s, before in ledger.history({"new"})] == [("new", None)]
    one, two = ledger.history({"old", "new"})
    assert (one[1], two[1]) == (None, one[0].sha256)
    ledger.close()


STEPS = st.lists(
    st.tuples(st.sampled_from("uvw"), st.sampled_from("abc"), st.sampled_from(["record", "reopen"])), max_size=30
)


@settings(max_examples=30)
@given(STEPS)
def test_the_ledger_only_grows_and_versions_have_no_circles(steps: list[tuple[str, str, str]]) -> None:
    showed: dict[str, list[str]] = defaultdict(list)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "ledger.sqlite"
        ledger = Ledger(file)
        for moment, (address, content, how) in enumerate(steps):
            if how == "reopen":
                ledger.close()
                ledger = Ledger(file)
            before = ledger.history({"s"})
            sighting = seen(address, content, moment)
            new = ledger.record(sighting)
            assert new == (showed[address][-1:] != [sighting.sha256])
            if new:
                showed[address].append(sighting.sha256)
            after = ledger.history({"s"})
            assert [(s.sha256, s.first_seen, v) for s, v in after][: len(before)] == [
                (s.sha256, s.first_seen, v) for s, v in before
            ]
        history = ledger.history({"s"})
        ledger.close()
    order = [sighting.sha256 for sighting, _ in history]
    assert sorted(order) == sorted({digest for digests in showed.values() for digest in digests})
    for sighting, before_it in history:
        assert sighting.first_seen <= sighting.last_seen
        if before_it is not None:
            assert order.index(before_it) < order.index(sighting.sha256)
            assert any((before_it, sighting.sha256) in pairwise(digests) for digests in showed.values())


@settings(max_examples=15)
@given(st.lists(st.binary(max_size=50), max_size=6))
def test_every_content_comes_out_as_it_went_in(contents: list[bytes]) -> None:
    with TemporaryDirectory() as folder, opened(Path(folder)) as archive:
        for content in contents:
            with archive.incoming() as file:
                file.write(content)
                digest = archive.keep(file)
            assert digest == sha256(content).hexdigest()
            assert archive.holds(digest)
            assert archive.path(digest).read_bytes() == content
        assert len(list(Path(folder).glob("*/*/*.pdf"))) == len(set(contents))
