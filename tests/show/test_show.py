"""`kommuntal show` as its users call it: a picture, or one line that says what to do."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from kommuntal.cli import main

Make = Callable[..., Path]
SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "granvik-tekniska-namnden-verksamhetsplan-2026.pdf"


@pytest.fixture
def show(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    """Return a function that runs the command in an empty folder and returns its exit code and what it said."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def call(*arguments: object) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            main(["show", *map(str, arguments)])
        code = ended.value.code
        assert isinstance(code, int)
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out + err

    return call


Show = Callable[..., tuple[int, str]]


def test_the_picture_shows_the_page_with_what_was_recognised(show: Show) -> None:
    code, said = show(SAMPLE, "--page", 2)
    assert (code, said) == (0, f"{SAMPLE.stem}-p2.png\n")
    with Image.open(f"{SAMPLE.stem}-p2.png") as image:
        assert image.size == (1191, 1684)
        colours = {colour for _, colour in image.convert("RGB").getcolors(1 << 20) or []}
    assert (0xC4, 0x47, 0x1D) in colours  # the edge of a table


@pytest.mark.parametrize("page", [3, 4000])
def test_a_page_out_of_range_is_wrong_usage(show: Show, pdf: Make, page: int) -> None:
    assert show(pdf(), "--page", page) == (
        2,
        f"kommuntal: granvik.pdf: there is no page {page}, its pages are 1 to 2\n",
    )


def test_page_zero_is_wrong_usage(show: Show, pdf: Make) -> None:
    code, said = show(pdf(), "--page", 0)
    assert code == 2
    assert "--page" in said


def test_a_pdf_that_is_not_there_is_wrong_usage(show: Show) -> None:
    code, said = show("nowhere.pdf")
    assert code == 2
    assert "nowhere.pdf: no such file" in said


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("page.jpg", "let --to end in .png"),
        ("page", "let --to end in .png"),
        ("missing/page.png", "missing is no folder"),
        ("folder.png", "folder.png is a folder"),
        ("file/page.png", "file is no folder"),
    ],
)
def test_a_target_that_cannot_be_is_wrong_usage_before_anything_is_read(show: Show, target: str, words: str) -> None:
    Path("folder.png").mkdir()
    Path("file").touch()
    code, said = show("nowhere.pdf", "--to", target)
    assert code == 2
    assert words in said


def test_a_target_is_replaced(show: Show, pdf: Make) -> None:
    Path("page.png").write_bytes(b"old")
    assert show(pdf(), "--to", "page.png") == (0, "page.png\n")
    assert Path("page.png").read_bytes().startswith(b"\x89PNG")


def test_a_target_on_a_full_disk(show: Show, pdf: Make) -> None:
    Path("page.png").symlink_to("/dev/full")
    code, said = show(pdf(), "--to", "page.png")
    assert code == 1
    assert "page.png cannot be written: No space left on device" in said


@pytest.mark.parametrize(
    ("content", "words"),
    [(SAMPLE.read_bytes()[:1500], "damaged or cut off"), (b"<html>", "is no PDF"), (b"", "is no PDF")],
)
def test_a_damaged_pdf_is_one_line(show: Show, tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "damaged.pdf"
    path.write_bytes(content)
    code, said = show(path)
    assert code == 1
    assert words in said
    assert said.count("\n") == 1


def test_an_encrypted_pdf(show: Show, pdf: Make) -> None:
    code, said = show(pdf(encryption=pikepdf.Encryption(user="hemlig", owner="hemlig")))
    assert code == 1
    assert "password" in said


def test_a_huge_page(show: Show, pdf: Make) -> None:
    def grow(document: pikepdf.Pdf) -> None:
        document.pages[0].MediaBox = pikepdf.Array([0, 0, 1e9, 1e9])

    code, said = show(pdf(grow))
    assert code == 1
    assert "which no picture can show" in said


def test_a_page_that_inflates_to_gigabytes(show: Show, bomb: Path) -> None:
    code, said = show(bomb)
    assert code == 1
    assert "made to harm" in said


def test_a_page_that_was_not_read_is_shown_bare_and_said(show: Show, bomb: Path) -> None:
    code, said = show(bomb, "--page", 2)
    assert code == 0
    assert "page 1 of 2 could not be read" in said
    assert Path("granvik-p2.png").exists()
