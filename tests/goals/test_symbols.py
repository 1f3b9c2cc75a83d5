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
SLANTING: Outline = [(1, 0), (1, 0.6), (0.78, 0.42), (0.25, 0.95), (0.05, 0.75), (0.58, 0.22), (0.4, 0)]
SHAPES: dict[SymbolShape, Outline] = {
    "circle": DISC,
    "square": [(0, 0), (1, 0), (1, 1), (0, 1)],
    "check": TICK,
    "arrow_up": UP,
    "arrow_down": [(x, 1 - y) for x, y in UP],
    "arrow_right": [(1 - y, x) for x, y in UP],
    "arrow_up_right": SLANTING,
    "arrow_down_right": [(x, 1 - y) for x, y in SLANTING],
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
        ("J", "Wingdings", "face_happy"),
        ("L", "ABCDEF+Wingdings-Regular", "face_sad"),
        ("😐", "Wingdings", "face_neutral"),
        ("ì", "Wingdings", "arrow_up_right"),
        ("p", "Wingdings3", "arrow_up"),
        ("P", "Wingdings 2", "check"),
        ("~", "Arial", "tilde"),
    ],
)
def test_glyphs_of_symbol_fonts(text: str, font: str, shape: SymbolShape) -> None:
    page = Page(1, 600, 800, words=(Word(text, 100, 200, 110, 210, font=font, size=10, colour="#ffc000"),))
    (symbol,) = find_symbols(page, {})
    assert (symbol.shape, symbol.drawn_as) == (shape, "glyph")


@pytest.mark.parametrize(("text", "font"), [("l", "Arial"), ("J", "Arial"), ("l", "Wingdings 2"), ("p", "Wingdings")])
def test_a_letter_is_no_symbol(text: str, font: str) -> None:
    page = Page(1, 600, 800, words=(Word(text, 100, 200, 103, 210, font=font, size=10),))
    assert find_symbols(page, {}) == []


def test_a_small_coloured_square_is_a_symbol_and_a_coloured_cell_is_none() -> None:
    square = Path("rect", 100, 200, 109, 209, fill="#2e8b57")
    (symbol,) = find_symbols(Page(1, 600, 800, paths=(square,)), {})
    assert (symbol.shape, symbol.colour) == ("square", "green")
    inside = Word("4", 102, 201, 107, 208, size=10)
    assert find_symbols(Page(1, 600, 800, words=(inside,), paths=(square,)), {}) == []
    assert find_symbols(Page(1, 600, 800, paths=(Path("rect", 100, 200, 109, 209, fill="#999999"),)), {}) == []


def test_a_ring_has_the_colour_of_its_arc_and_a_pale_one_says_nothing() -> None:
    points = tuple((100 + 12 * x, 200 + 12 * y) for x, y in DISC)
    ground = Path("curve", 100, 200, 112, 212, stroke="#dddddd", points=points)
    arc = Path("curve", 106, 200, 112, 209, stroke="#d3342e", points=points[:12])
    (symbol,) = find_symbols(Page(1, 600, 800, paths=(ground, arc)), {})
    assert (symbol.shape, symbol.colour) == ("circle", "red")
    assert find_symbols(Page(1, 600, 800, paths=(ground,)), {}) == []


@given(st.integers(1, 100))
def test_a_drawn_bar_shows_how_much_is_done(percent: int) -> None:
    ground = Path("rect", 100, 200, 190, 208, fill="#e2e2e2")
    done = Path("rect", 100, 200, 100 + 0.9 * percent, 208, fill="#3a9b4b")
    (bar,) = [s for s in find_symbols(Page(1, 600, 800, paths=(ground, done)), {}) if s.shape == "bar"]
    assert bar.colour == "green"
    assert bar.filled == pytest.approx(percent, abs=0.1)


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
