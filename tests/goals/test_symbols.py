"""Symbols drawn with paths, as images and as glyphs come out alike."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Picture
from PIL import ImageDraw

from kommuntal.layout.model import SymbolShape
from kommuntal.layout.symbols import colour_name, find_symbols
from kommuntal.read.model import Icon, Image, Page, Path, Word

Outline = list[tuple[float, float]]  # in a square of side 1
DISC: Outline = [(0.5 + 0.5 * math.cos(a / 16 * math.pi), 0.5 + 0.5 * math.sin(a / 16 * math.pi)) for a in range(32)]
TICK: Outline = [(0, 0.55), (0.12, 0.43), (0.35, 0.66), (0.88, 0.08), (1, 0.2), (0.35, 0.92)]
UP: Outline = [(0.5, 0), (1, 0.5), (0.67, 0.5), (0.67, 1), (0.33, 1), (0.33, 0.5), (0, 0.5)]
SHAPES: dict[SymbolShape, Outline] = {
    "circle": DISC,
    "square": [(0, 0), (1, 0), (1, 1), (0, 1)],
    "check": TICK,
    "arrow_up": UP,
    "arrow_down": [(x, 1 - y) for x, y in UP],
    "arrow_right": [(1 - y, x) for x, y in UP],
}


def drawn(outline: Outline, size: float, fill: str) -> Page:
    points = tuple((100 + x * size, 200 + y * size) for x, y in outline)
    xs, ys = [x for x, _ in points], [y for _, y in points]
    path = Path("curve", min(xs), min(ys), max(xs), max(ys), fill=fill, points=points)
    return Page(1, 600, 800, paths=(path,))


@given(st.sampled_from(sorted(SHAPES)), st.floats(7, 28))
def test_a_shape_is_the_same_at_any_size(shape: SymbolShape, size: float) -> None:
    (symbol,) = find_symbols(drawn(SHAPES[shape], size, "#2e9b3a"), {})
    assert (symbol.shape, symbol.colour, symbol.drawn_as) == (shape, "green", "vector")


@pytest.mark.parametrize("size", [3.0, 60.0])
def test_dust_and_pictures_are_no_symbols(size: float) -> None:
    assert find_symbols(drawn(DISC, size, "#2e9b3a"), {}) == []


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_an_image_is_read_as_the_drawing_is(shape: SymbolShape) -> None:
    side = 40
    picture = Picture.new("RGB", (side, side), "white")
    ImageDraw.Draw(picture).polygon([(x * (side - 1), y * (side - 1)) for x, y in SHAPES[shape]], fill="#d22630")
    image = Image(100, 200, 112, 212, (side, side), "icon")
    page = Page(1, 600, 800, images=(image,))
    (symbol,) = find_symbols(page, {"icon": Icon(side, side, picture.tobytes())})
    assert (symbol.shape, symbol.colour, symbol.drawn_as) == (shape, "red", "image")


@given(st.integers(0, 100))
def test_a_bar_shows_how_much_is_done(percent: int) -> None:
    picture = Picture.new("RGB", (100, 12), "#202020")
    if percent:
        ImageDraw.Draw(picture).rectangle([0, 0, percent - 1, 11], fill="#99cc00")
    page = Page(1, 600, 800, images=(Image(100, 200, 160, 208, (100, 12), "bar"),))
    found = find_symbols(page, {"bar": Icon(100, 12, picture.tobytes())})
    if 0 < percent < 100:
        (symbol,) = found
        assert symbol.shape == "bar"
        assert symbol.filled == percent


@pytest.mark.parametrize(
    ("text", "font", "shape"),
    [
        ("●", "Arial", "circle"),
        ("l", "ABCDEF+Wingdings-Regular", "circle"),
        ("\uf0fc", "Wingdings", "check"),
        ("↑", "Arial", "arrow_up"),
        ("é", "Wingdings", "arrow_up"),
    ],
)
def test_glyphs_of_symbol_fonts(text: str, font: str, shape: SymbolShape) -> None:
    page = Page(1, 600, 800, words=(Word(text, 100, 200, 110, 210, font=font, size=10, colour="#ffc000"),))
    (symbol,) = find_symbols(page, {})
    assert (symbol.shape, symbol.drawn_as) == (shape, "glyph")


def test_a_letter_is_no_symbol() -> None:
    page = Page(1, 600, 800, words=(Word("l", 100, 200, 103, 210, font="Arial", size=10),))
    assert find_symbols(page, {}) == []


@pytest.mark.parametrize(
    ("colour", "name"),
    [
        ((0, 176, 80), "green"),
        ((146, 208, 80), "lightgreen"),
        ((255, 255, 0), "yellow"),
        ((255, 192, 0), "yellow"),
        ((192, 0, 0), "red"),
        ((237, 28, 36), "red"),
        ((166, 166, 166), "grey"),
        ((0, 112, 192), "blue"),
        ((255, 255, 255), "white"),
        ((10, 10, 10), "black"),
    ],
)
def test_colours_have_the_names_people_give_them(colour: tuple[int, int, int], name: str) -> None:
    assert colour_name(*colour) == name
