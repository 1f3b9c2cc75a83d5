"""Whatever is wrong with a file: what can be read is read, and the rest has one clear reason."""

import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas
from tests.endless import endless_page

from kommuntal.guard import Limits, guarded
from kommuntal.read import read_document
from kommuntal.read.model import Reading
from kommuntal.read.pdf import read_frames

Make = Callable[..., Path]  # the fixtures that make a PDF

BRIEF = Limits(page_wall_s=3)


def texts(reading: Reading) -> list[str]:
    return [" ".join(word.text for word in page.words) for page in reading.pages]


def test_all_pages_come_in_order_and_are_told_as_they_come(edit: Make) -> None:
    told: list[tuple[int, int]] = []
    reading = read_document(edit(), on_page=lambda n, total: told.append((n, total)))
    assert (reading.status, reading.reason, reading.page_count) == ("ok", None, 5)
    assert texts(reading) == [f"Sida {n}" for n in range(1, 6)]
    assert told == [(n, 5) for n in range(1, 6)]


def test_the_id_is_of_the_content_and_not_of_the_name(edit: Make, tmp_path: Path) -> None:
    path = edit()
    copy = tmp_path / "copy.pdf"
    copy.write_bytes(path.read_bytes())
    assert read_document(path).document_id == read_document(str(copy)).document_id


def test_a_relative_path_is_of_the_callers_folder(edit: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    path = edit()
    monkeypatch.chdir(path.parent)
    assert read_document(path.name).status == "ok"


# What is no PDF, or cannot be opened


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"  \n\t ", "empty"),
        (b"<!DOCTYPE html><html><body>Logga in</body></html>", "web page"),
        (b"PK\x03\x04 and so on", "zip archive or an Office document"),
        (b"Granviks kommun", "no PDF"),
        (b"x" * 1025 + b"%PDF-1.4", "no PDF"),
        (b"%PDF-1.4\n", "damaged or cut off"),
        (b"%PDF-1.4\n1 0 obj\n1 0 R\nendobj\ntrailer\n<</Root 1 0 R>>\n", "opening the PDF took more than 3 s"),
    ],
)
def test_what_is_no_pdf_says_what_it_is(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(content)
    reading = read_document(path, BRIEF)
    assert reading.status == "failed"
    assert reason in (reading.reason or "")
    assert len(reading.document_id) == 64


def test_files_that_are_not_there_have_ids_of_their_own(tmp_path: Path) -> None:
    one, other = read_document(tmp_path / "a.pdf"), read_document(tmp_path / "b.pdf")
    assert one.reason == "the file is not there; was it moved or removed?"
    assert one.document_id != other.document_id


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert "folder" in (read_document(tmp_path).reason or "")


def test_a_file_that_may_not_be_read(edit: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    path = edit()

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # the user who runs the tests may be allowed everything
    assert "permission" in (read_document(path).reason or "")


@pytest.mark.parametrize("share", [0.3, 0.9])
@pytest.mark.parametrize("packed", [True, False])
def test_a_file_that_is_cut_off(edit: Make, share: float, packed: bool) -> None:
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    path = edit(object_stream_mode=mode)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    reading = read_document(path)
    assert reading.status == "failed"
    assert "damaged or cut off" in (reading.reason or "")


@pytest.mark.parametrize("packed", [True, False])
def test_a_file_whose_index_is_wrong_is_mended(edit: Make, packed: bool) -> None:
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    path = edit(object_stream_mode=mode)
    path.write_bytes(path.read_bytes().replace(b"startxref\n", b"startxref\n9"))
    assert texts(read_document(path)) == [f"Sida {n}" for n in range(1, 6)]


def test_the_header_may_come_after_other_bytes(edit: Make) -> None:
    path = edit()
    path.write_bytes(b"HTTP/1.1 200 OK\r\n\r\n" + path.read_bytes())
    assert read_document(path).status == "ok"


# Passwords

Revision = Literal[3, 4, 6]  # 40-128 bit RC4, 128 bit AES, 256 bit AES


def lock(password: str, revision: Revision) -> pikepdf.Encryption:
    modern = revision > 3
    return pikepdf.Encryption(user=password, owner="ägare", R=revision, aes=modern, metadata=modern)


@pytest.mark.parametrize("revision", [3, 4, 6])
def test_a_password_to_open(edit: Make, revision: Revision) -> None:
    reading = read_document(edit(encryption=lock("hemligt", revision)))
    assert (reading.status, reading.page_count) == ("failed", 0)
    assert "password" in (reading.reason or "")


@pytest.mark.parametrize("revision", [3, 4, 6])
def test_a_password_for_changes_only_does_not_keep_anyone_from_reading(edit: Make, revision: Revision) -> None:
    assert read_document(edit(encryption=lock("", revision))).status == "ok"


# Page trees


def tree(*objects: bytes) -> bytes:
    numbered = (b"%d 0 obj\n%s\nendobj\n" % (n, content) for n, content in enumerate(objects, 1))
    return b"%PDF-1.4\n" + b"".join(numbered) + b"trailer\n<</Root 1 0 R>>\n"


PAGE = b"<</Type/Page/MediaBox[0 0 9 9]>>"
CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"


@pytest.mark.parametrize(
    ("objects", "status", "read", "failed"),
    [
        ((CATALOG, b"<</Type/Pages/Kids[]/Count 0>>"), "failed", [], []),
        ((CATALOG, b"<</Type/Pages/Kids[3 0 R 9 0 R 3 0 R]>>", PAGE), "partial", [1, 3], [2]),
        ((CATALOG, b"<</Type/Pages/Kids[2 0 R 3 0 R 4 0 R]>>", PAGE, b"<</Kids[2 0 R 3 0 R]>>"), "ok", [1, 2], []),
        ((CATALOG, b"<</Type/Pages/Kids 7>>", PAGE), "ok", [1], []),
        ((b"<</Type/Catalog>>", b"null", PAGE, PAGE), "ok", [1, 2], []),
    ],
    ids=["no pages", "page missing", "loop", "tree broken", "no tree"],
)
def test_page_trees(tmp_path: Path, objects: tuple[bytes], status: str, read: list[int], failed: list[int]) -> None:
    path = tmp_path / "tree.pdf"
    path.write_bytes(tree(*objects))
    reading = read_document(path)
    assert reading.status == status, reading.reason
    assert [page.number for page in reading.pages] == read
    assert [page.number for page in reading.failed] == failed


def test_a_deep_page_tree_is_walked_to_the_bottom(tmp_path: Path) -> None:
    depth = 3000
    branches = [b"<</Kids[%d 0 R]>>" % n for n in range(3, depth)]
    path = tmp_path / "deep.pdf"
    path.write_bytes(tree(CATALOG, *branches, PAGE))
    assert read_document(path).page_count == 1


# Pages that are broken, or made to harm


def break_font(pdf: pikepdf.Pdf) -> None:
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0, DescendantFonts=pikepdf.Array([]))
    pdf.pages[1].obj.Resources.Font = pikepdf.Dictionary(F1=font)


def test_one_broken_page_among_good_ones(edit: Make) -> None:
    reading = read_document(edit(break_font))
    assert (reading.status, reading.page_count) == ("partial", 5)
    assert texts(reading) == ["Sida 1", "Sida 3", "Sida 4", "Sida 5"]
    assert [page.number for page in reading.failed] == [2]
    assert (reading.reason or "").startswith("page 2 of 5 could not be read: the page is damaged")


def test_a_page_whose_content_is_spoilt_is_not_taken_for_an_empty_one(edit: Make) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        packed = bytearray(zlib.compress(b"BT /F1 10 Tf 50 700 Td (1 234) Tj ET " * 50))
        packed[10:40] = bytes(30)
        pdf.pages[0].obj.Contents = pikepdf.Stream(pdf, bytes(packed), Filter=pikepdf.Name.FlateDecode)
        pdf.pages[1].obj.Contents = pikepdf.Stream(pdf, zlib.compress(b""), Filter=pikepdf.Name.FlateDecode)

    reading = read_document(edit(spoil, pages=2))
    assert [page.number for page in reading.failed] == [1]
    assert "its content cannot be unpacked" in reading.failed[0].reason
    assert [page.layer for page in reading.pages] == ["empty"]


def inflate(pdf: pikepdf.Pdf) -> None:
    bomb = zlib.compress(bytes(400_000_000), 9)
    pdf.pages[2].obj.Contents = pikepdf.Stream(pdf, bomb, Filter=pikepdf.Name.FlateDecode)


def test_a_page_that_inflates_without_end_costs_itself_only(edit: Make) -> None:
    path = edit(inflate)
    assert path.stat().st_size < 500_000
    reading = read_document(path, Limits(memory_mb=150))
    assert texts(reading) == ["Sida 1", "Sida 2", "Sida 4", "Sida 5"]
    assert reading.reason == "page 3 of 5 could not be read: the page needs more than 150 MB of memory"


def test_a_page_that_inflates_within_the_memory_is_not_worked_through(edit: Make) -> None:
    def pad(pdf: pikepdf.Pdf) -> None:
        content = zlib.compress(b"0 0 m 10 10 l S\n" * 5_000_000, 9)
        pdf.pages[0].obj.Contents = pikepdf.Stream(pdf, content, Filter=pikepdf.Name.FlateDecode)

    reading = read_document(edit(pad, pages=2))
    assert texts(reading) == ["Sida 2"]
    assert "unpacks to 76 MB" in (reading.reason or "")


def test_a_page_that_takes_forever_costs_itself_only(edit: Make) -> None:
    reading = read_document(edit(endless_page), BRIEF)
    assert texts(reading) == ["Sida 1", "Sida 2", "Sida 3", "Sida 5"]
    assert reading.reason == "page 4 of 5 could not be read: the page took more than 3 s"


def test_several_reasons_are_told_apart(edit: Make) -> None:
    def both(pdf: pikepdf.Pdf) -> None:
        break_font(pdf)
        endless_page(pdf)

    reading = read_document(edit(both), BRIEF)
    assert [page.number for page in reading.failed] == [2, 4]
    assert reading.reason is not None
    assert reading.reason.startswith("2 pages from page 2 on of 5 could not be read: the page is damaged")
    assert reading.reason.endswith("(the others: see the list of failed pages)")


def test_time_for_the_whole_document(edit: Make) -> None:
    reading = read_document(edit(endless_page), Limits(wall_s=4))
    assert texts(reading) == ["Sida 1", "Sida 2", "Sida 3"]
    assert [page.number for page in reading.failed] == [4, 5]
    assert "took more than" in (reading.reason or "")


def test_pages_past_the_limit_are_named(edit: Make) -> None:
    reading = read_document(edit(), Limits(pages=3))
    assert (reading.status, reading.page_count, len(reading.pages)) == ("partial", 5, 3)
    assert [page.number for page in reading.failed] == [4, 5]
    assert "raise the page limit" in (reading.reason or "")


def test_a_document_without_one_good_page_has_failed(edit: Make) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        break_font(pdf)
        del pdf.pages[0]

    reading = read_document(edit(spoil, pages=2))
    assert (reading.status, reading.page_count) == ("failed", 1)
    assert (reading.reason or "").startswith("its only page could not be read: the page is damaged")


def test_memory_does_not_grow_with_the_pages(draw: Make) -> None:
    def fill(canvas: Canvas) -> None:
        for row in range(40):
            canvas.drawString(50, 750 - 15 * row, "Nettokostnad 1 234,5 tkr " * 4)

    few = guarded(read_frames, draw(*[fill] * 5), 1, 1000)
    many = guarded(read_frames, draw(*[fill] * 60), 1, 1000)
    assert few.ok
    assert many.ok
    assert many.peak_mb < few.peak_mb + 10
