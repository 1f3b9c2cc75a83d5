"""Where a PDF lies is remembered when it is read, and only the content that was read counts."""

import os
from hashlib import sha256
from pathlib import Path

import pytest

from kommuntal.errors import PictureError
from kommuntal.places import find, in_archive, note
from kommuntal.run import Settings, process_document
from kommuntal.run import collect as collected

CONTENT = b"%PDF-1.7 granvik"
DOCUMENT = sha256(CONTENT).hexdigest()


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "rapport.pdf"
    path.write_bytes(CONTENT)
    return path


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "output"


def why(output: Path, archive: Path | None = None) -> str:
    with pytest.raises(PictureError) as caught:
        find(output, DOCUMENT, archive)
    return caught.value.why


def test_reading_a_document_tells_where_it_lies(pdf: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(pdf.parent)
    process_document(collected([Path(pdf.name)])[0], Settings(output=output))
    monkeypatch.chdir("/")
    assert find(output, DOCUMENT) == pdf.resolve()


def test_the_last_place_counts(pdf: Path, output: Path, tmp_path: Path) -> None:
    moved = tmp_path / "moved.pdf"
    note(output, DOCUMENT, pdf)
    pdf.rename(moved)
    assert why(output) == "gone"
    note(output, DOCUMENT, moved)
    assert find(output, DOCUMENT) == moved.resolve()


def test_a_file_that_was_changed_is_not_the_document(pdf: Path, output: Path) -> None:
    note(output, DOCUMENT, pdf)
    assert find(output, DOCUMENT) == pdf.resolve()
    state = pdf.stat()
    pdf.write_bytes(CONTENT.replace(b"granvik", b"granvlk"))
    os.utime(pdf, ns=(state.st_atime_ns, state.st_mtime_ns + 1))  # as soon after as a clock can tell
    assert why(output) == "changed"


def test_the_archive_stands_in(pdf: Path, output: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    kept = in_archive(archive, DOCUMENT)
    kept.parent.mkdir(parents=True)
    kept.write_bytes(CONTENT)
    assert find(output, DOCUMENT, archive) == kept
    note(output, DOCUMENT, pdf)
    pdf.write_bytes(b"something else")
    assert find(output, DOCUMENT, archive) == kept


def test_an_output_that_cannot_be_written_stops_nothing(pdf: Path, output: Path) -> None:
    output.write_text("a file where a folder is needed")
    note(output, DOCUMENT, pdf)
    assert why(output) == "gone"


def test_what_is_no_file_is_not_waited_for(output: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "rapport.pdf"
    os.mkfifo(pipe)
    note(output, DOCUMENT, pipe)
    assert why(output) == "gone"
