"""A page becomes a picture, or there is one clear reason why it does not."""

import io
from collections.abc import Callable
from math import ceil
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageChops

from kommuntal.errors import PictureError
from kommuntal.guard import Limits
from kommuntal.picture import MOST_PIXELS, Mark, page_picture
from kommuntal.read.model import Box

Make = Callable[..., Path]
SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "granvik-tekniska-namnden-verksamhetsplan-2026.pdf"
RED = (255, 0, 0)


def opened(png: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(png))
    assert image.format == "PNG"
    return image


def resized(*edges: float) -> Callable[[pikepdf.Pdf], None]:
    def change(document: pikepdf.Pdf) -> None:
        document.pages[0].MediaBox = pikepdf.Array(edges)

    return change


def test_a_page_has_its_size_in_pixels(pdf: Make) -> None:
    picture = page_picture(pdf(), 2, scale=0.5)
    assert opened(picture.png).size == (300, 400)
    assert picture.scale == 0.5


def test_a_mark_stands_where_it_was_asked_for(pdf: Make) -> None:
    image = opened(page_picture(pdf(), 1, scale=2, marks=[Mark(Box(100, 200, 300, 250), "#ff0000")]).png)
    assert image.getpixel((200, 400)) == image.getpixel((600, 500)) == RED  # its corners, two pixels a point
    assert image.getpixel((400, 450)) == (255, 255, 255)


def test_a_cut_shows_what_the_whole_page_shows_there() -> None:
    whole = opened(page_picture(SAMPLE, 1, scale=2).png)
    cut = opened(page_picture(SAMPLE, 1, scale=2, clip=Box(50, 60, 350, 260)).png)
    difference = ImageChops.difference(cut.crop((0, 0, 600, 400)), whole.crop((100, 120, 700, 520)))
    # Smoothing may differ by a shade; a shift by a pixel would by much more.
    assert difference.point(lambda shade: 255 * (shade >= 40)).getbbox() is None


def test_a_mark_on_a_cut_is_moved_with_it(pdf: Make) -> None:
    mark = Mark(Box(100, 200, 300, 250), "#ff0000")
    image = opened(page_picture(pdf(), 1, scale=1, clip=Box(90, 190, 310, 260), marks=[mark]).png)
    assert image.getpixel((10, 10)) == RED


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_turned_page_is_cut_as_it_is_shown(pdf: Make, turned: int) -> None:
    def turn(document: pikepdf.Pdf) -> None:
        document.pages[0].Rotate = turned
        document.pages[0].Contents = pikepdf.Stream(document, b"1 0 0 rg 0 0 300 400 re f")  # bottom left quarter

    path = pdf(turn)
    width, height = (600, 800) if turned % 180 == 0 else (800, 600)
    whole = opened(page_picture(path, 1, scale=1).png)
    assert whole.size == (width, height)
    cut = opened(page_picture(path, 1, scale=1, clip=Box(20, 30, 120, 90)).png)
    assert cut.tobytes() == whole.crop((20, 30, 120, 90)).tobytes()


def test_a_cut_that_hangs_over_the_edge_ends_there(pdf: Make) -> None:
    image = opened(page_picture(pdf(), 1, scale=1, clip=Box(-50, -50, 100, 100)).png)
    assert image.size == (100, 100)


@pytest.mark.parametrize(("width", "height"), [(14_400, 14_400), (3, 14_400), (9_000, 4_000), (600, 800)])
def test_no_page_gives_more_pixels_than_the_most(pdf: Make, width: float, height: float) -> None:
    picture = page_picture(pdf(resized(0, 0, width, height)), 1, scale=2)
    wide, high = opened(picture.png).size
    assert (wide - 1) * (high - 1) <= MOST_PIXELS
    assert (wide, high) == (ceil(width * picture.scale), ceil(height * picture.scale))
    assert (picture.scale < 2) == (4 * width * height > MOST_PIXELS)


# What cannot be shown


def refused(
    path: Path, page: int = 1, scale: float = 1, clip: Box | None = None, limits: Limits | None = None
) -> tuple[str, str]:
    with pytest.raises(PictureError) as caught:
        page_picture(path, page, scale=scale, clip=clip, limits=limits or Limits(memory_mb=512, cpu_s=30))
    assert str(caught.value).startswith(path.name)
    return caught.value.why, str(caught.value)


@pytest.mark.parametrize("page", [0, -1, 3, 10**12])
def test_a_page_that_the_pdf_does_not_have(pdf: Make, page: int) -> None:
    assert refused(pdf(), page) == ("page", f"granvik.pdf: there is no page {page}, its pages are 1 to 2")


def test_a_place_off_the_page(pdf: Make) -> None:
    why, message = refused(pdf(), clip=Box(700, 100, 800, 200))
    assert why == "page"
    assert "600 by 800 points" in message


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    why, message = refused(tmp_path / "gone.pdf")
    assert why == "gone"
    assert "No such file" in message


@pytest.mark.parametrize("content", [b"", b"<html>", b"%PDF-1.7\n", SAMPLE.read_bytes()[:1500]])
def test_a_file_that_is_damaged_or_no_pdf(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "damaged.pdf"
    path.write_bytes(content)
    assert refused(path)[0] == "damaged"


def test_a_file_with_a_password(pdf: Make) -> None:
    why, message = refused(pdf(encryption=pikepdf.Encryption(user="hemlig", owner="hemlig")))
    assert why == "password"
    assert "ask the sender" in message


def test_a_file_that_only_its_owner_may_change_is_shown(pdf: Make) -> None:
    path = pdf(encryption=pikepdf.Encryption(user="", owner="hemlig"))
    assert opened(page_picture(path, 1, scale=1).png).size == (600, 800)


def test_a_page_too_large_for_any_picture(pdf: Make) -> None:
    why, message = refused(pdf(resized(0, 0, 1e9, 1e9)))
    assert why == "large"
    assert "1e+09 by 1e+09 points" in message


def test_a_page_that_inflates_to_gigabytes_and_the_page_after_it(bomb: Path) -> None:
    why, message = refused(bomb)
    assert why == "heavy"
    assert "made to harm" in message
    assert opened(page_picture(bomb, 2, scale=1).png).size == (600, 800)


def test_a_page_that_takes_too_long() -> None:
    why, message = refused(SAMPLE, scale=4, limits=Limits(wall_s=0.001))
    assert why == "heavy"
    assert "took more than 0.001 s" in message
