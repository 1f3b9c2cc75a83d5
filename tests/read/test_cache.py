"""Readings are kept by content and version, and never trusted when damaged."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kommuntal.guard import Limits
from kommuntal.read import cache, document, read_document

Make = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_reading_is_kept_and_found_again(edit: Make, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = edit()
    first = read_document(path, cache=folder)
    monkeypatch.setattr(document, "guarded", None)  # nothing is read any more
    told: list[tuple[int, int]] = []
    assert read_document(path, cache=folder, on_page=lambda n, total: told.append((n, total))) == first
    assert told == [(5, 5)]
    assert len(files(folder)) == 1


@pytest.mark.parametrize("damage", [lambda b: b[:-20], lambda b: b"", lambda b: b[:50] + b"?" + b[51:], lambda b: b"?"])
def test_a_damaged_file_is_read_anew(edit: Make, folder: Path, damage: Callable[[bytes], bytes]) -> None:
    path = edit()
    first = read_document(path, cache=folder)
    (kept,) = files(folder)
    whole = kept.read_bytes()
    kept.write_bytes(damage(whole))
    assert read_document(path, cache=folder) == first
    assert kept.read_bytes() == whole


def test_the_reading_of_another_file_is_not_taken(edit: Make, folder: Path) -> None:
    one = read_document(edit(pages=1), cache=folder)
    path = edit(pages=2)
    two = read_document(path, cache=folder)
    first, second = (next(f for f in files(folder) if f.name.startswith(r.document_id)) for r in (one, two))
    second.write_bytes(first.read_bytes())
    assert read_document(path, cache=folder) == two


def test_another_version_of_the_reader_reads_anew(edit: Make, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = edit()
    read_document(path, cache=folder)
    monkeypatch.setattr(cache, "READER_VERSION", "0.0.0+other")
    read_document(path, cache=folder)
    assert len(files(folder)) == 2


def test_a_fault_of_the_file_is_kept(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(b"%PDF-1.4\n")
    assert read_document(path, cache=folder).status == "failed"
    assert len(files(folder)) == 1


@pytest.mark.parametrize("limits", [Limits(pages=3), Limits(wall_s=0.001), Limits(page_wall_s=1e-6)])
def test_what_a_limit_cut_short_is_not_kept(edit: Make, folder: Path, limits: Limits) -> None:
    assert read_document(edit(pages=500), limits, cache=folder).status != "ok"  # longer than any pause of the watcher
    assert files(folder) == []


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(edit: Make, tmp_path: Path) -> None:
    folder = tmp_path / "file"
    folder.write_bytes(b"")
    assert read_document(edit(), cache=folder).status == "ok"
