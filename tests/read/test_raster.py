"""What is found in the raster of a page: skew, lines, boxes, the ink that words leave over, and lost marks."""

from typing import Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Picture
from PIL import ImageDraw

from kommuntal.layout.symbols import find_symbols as name_symbols
from kommuntal.read.leftovers import Spot, blobs
from kommuntal.read.marks import is_explained
from kommuntal.read.model import Page, Word
from kommuntal.read.raster import COARSER, Grey, Raster, find_skew
from kommuntal.read.raster_fills import find_fills, flattened
from kommuntal.read.raster_lines import find_lines, without_lines
from kommuntal.read.raster_symbols import find_symbols

SCALE = 150 / 72


def raster(grey: Grey) -> Raster:
    picture = Picture.fromarray(grey)
    return Raster(grey, np.asarray(picture.convert("RGB").reduce(COARSER)), SCALE)


def paper(width: int = 300, height: int = 200) -> Grey:
    """Return an empty page of so many points."""
    return np.full((round(height * SCALE), round(width * SCALE)), 245, dtype=np.uint8)


@given(
    at=st.integers(20, 180),
    start=st.integers(10, 120),
    length=st.integers(20, 160),
    thick=st.integers(1, 4),
    ink=st.integers(0, 200),
    upright=st.booleans(),
)
@settings(max_examples=40)
def test_a_line_is_found_where_it_was_drawn(
    at: int, start: int, length: int, thick: int, ink: int, upright: bool
) -> None:
    grey = paper(300, 300)
    view = grey.T if upright else grey
    y, x0, x1 = round(at * SCALE), round(start * SCALE), round((start + length) * SCALE)
    view[y : y + thick, x0:x1] = ink
    (line,) = find_lines(raster(grey))
    if upright:
        across, first, last = line.x0, line.top, line.bottom
        assert line.x0 == line.x1
    else:
        across, first, last = line.top, line.x0, line.x1
        assert line.top == line.bottom
    assert across == pytest.approx(at + thick / 2 / SCALE, abs=0.6)
    assert [first, last] == pytest.approx([start, start + length], abs=0.6)
    assert without_lines(grey, SCALE, [line]).min() > 245 - 22


@given(
    x0=st.integers(10, 100), top=st.integers(10, 100), width=st.integers(30, 150), height=st.integers(12, 80),
    ink=st.integers(0, 215),
)  # fmt: skip
@settings(max_examples=40)
def test_a_box_is_found_where_it_was_filled(x0: int, top: int, width: int, height: int, ink: int) -> None:
    grey = paper()
    grey[round(top * SCALE) : round((top + height) * SCALE), round(x0 * SCALE) : round((x0 + width) * SCALE)] = ink
    page = raster(grey)
    (fill,) = find_fills(page)
    found = (fill.x0, fill.top, fill.x1, fill.bottom)
    assert found == pytest.approx((x0, top, x0 + width, top + height), abs=3.1)  # a block of its raster
    assert fill.fill == f"#{ink:02x}{ink:02x}{ink:02x}"
    inside = flattened(page, [fill])[round((top + 5) * SCALE), round((x0 + 5) * SCALE)]
    assert inside == 245


@given(angle=st.floats(-2.5, 2.5))
@settings(max_examples=15)
def test_skew_is_what_the_page_was_turned_by(angle: float) -> None:
    grey = paper(500, 400)
    for row in range(30, 370, 14):
        for word in range(20, 470, 26):
            grey[round(row * SCALE) : round((row + 5) * SCALE), round(word * SCALE) : round((word + 20) * SCALE)] = 30
    turned = np.asarray(Picture.fromarray(grey).rotate(-angle, Picture.Resampling.BICUBIC, fillcolor=245))
    assert find_skew(turned) == pytest.approx(angle, abs=0.1)


def test_an_empty_page_has_no_skew_no_lines_and_no_boxes() -> None:
    page = raster(paper())
    assert (find_skew(page.grey), find_lines(page), find_fills(page)) == (0.0, [], [])


@given(
    st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=12),
)
@settings(max_examples=60)
def test_blobs_are_told_apart_and_whole(squares: set[tuple[int, int]]) -> None:
    """Squares that stand apart are one blob each, in any order."""
    ink = np.zeros((100, 100), dtype=bool)
    for x, y in squares:
        ink[10 * y + 2 : 10 * y + 8, 10 * x + 2 : 10 * x + 8] = True
    expected = {Spot(10 * x + 2, 10 * y + 2, 10 * x + 8, 10 * y + 8) for x, y in squares}
    assert set(blobs(ink)) == expected


def test_a_blob_that_forks_and_joins_is_one() -> None:
    ink = np.zeros((9, 9), dtype=bool)
    ink[1:8, [1, 4, 7]] = True
    ink[7, 1:8] = True
    assert blobs(ink) == [Spot(1, 1, 8, 8)]


@pytest.mark.parametrize(
    ("text", "drawn", "explained"),
    [("33", "3 3", True), ("33", "3,3", False), ("3,3", "3,3", True), ("33", "-3 3", False), ("-33", "-3 3", True)],
)
def test_a_number_explains_its_marks(text: str, drawn: str, explained: bool) -> None:
    """Digits are blocks here: what they are does not matter to the marks beside them."""
    size, scale = 10.0, 4.0
    grey = np.full((80, 200), 245, dtype=np.uint8)
    x, first = 60, 60
    for sign in drawn:
        if sign == "3":
            grey[32:60, x : x + 18] = 20
            x += 18
        elif sign == ",":
            grey[55:64, x + 2 : x + 6] = 20
            x += 6
        elif sign == "-":
            grey[46:49, x : x + 10] = 20
            x += 12
        x += 2
    bottom = 60 / scale + 0.22 * size
    word = Word(text, first / scale, bottom - size, x / scale, bottom, size=size)
    assert is_explained(word, grey, scale, [word.box]) is explained


def drawn_symbols(mode: Literal["RGB", "L"]) -> Raster:
    """Return a page with a green and a grey disc, a red arrow, a yellow square and a red digit, grainy."""
    scale = 300 / 72
    picture = Picture.new("RGB", (round(300 * scale), round(100 * scale)), "#f4f4f2")
    pen = ImageDraw.Draw(picture)

    def at(*sides: float) -> list[float]:
        return [side * scale for side in sides]

    pen.ellipse(at(20, 20, 30, 30), fill="#3c9a3c")
    pen.ellipse(at(50, 20, 60, 30), fill="#8c8c8c")
    pen.polygon(at(80, 30, 90, 30, 85, 20), fill="#c81e1e")
    pen.rectangle(at(110, 20, 120, 30), fill="#f0c828")
    pen.rectangle(at(140, 20, 146, 22), fill="#c81e1e")
    pen.rectangle(at(144, 20, 146, 30), fill="#c81e1e")
    grain = np.random.default_rng(2).normal(0, 4, (picture.height, picture.width, 1))
    pixels = (np.asarray(picture.convert(mode).convert("RGB")) + grain).clip(0, 255).astype(np.uint8)
    rough = Picture.fromarray(pixels)
    return Raster(np.asarray(rough.convert("L")), np.asarray(rough.reduce(COARSER)), scale)


def named(page: Raster, words: list[Word]) -> list[tuple[str, str]]:
    images, icons = find_symbols(page, words)
    return [(s.shape, s.colour) for s in name_symbols(Page(1, 300, 100, images=tuple(images)), icons)]


def test_symbols_of_a_scan_are_named_by_colour_and_shape() -> None:
    """What was read of a disc does not hide it; a coloured digit is no symbol."""
    words = [Word("O", 20, 18, 30, 30, size=10), Word("7", 140, 18, 146, 30, size=10)]
    found = named(drawn_symbols("RGB"), words)
    assert sorted(found) == [("arrow_up", "red"), ("circle", "green"), ("circle", "grey"), ("square", "yellow")]


def test_a_page_without_colour_has_no_symbols_to_judge_by() -> None:
    assert named(drawn_symbols("L"), []) == []
