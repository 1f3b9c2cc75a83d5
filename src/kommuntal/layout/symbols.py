"""Status symbols: small circles, ticks, squares and arrows, whatever they are drawn with.

A path, an image and a glyph are made into the same thing, a small raster of coloured pixels, and one set of rules names
its colour and shape. So a planning system that prints icons and one that draws paths are read alike.
"""

import colorsys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image as Picture
from PIL import ImageDraw

from kommuntal.layout.glyphs import glyph_shape
from kommuntal.layout.model import Symbol, SymbolShape, Table
from kommuntal.read.model import Box, Icon, Page, Path

Mask = NDArray[np.bool_]
Pixels = NDArray[np.uint8]

SMALLEST, LARGEST = 4.0, 32.0  # points: below are bullets of print and dust, above are pictures
LARGEST_SQUARE, LARGEST_BAR = 20.0, 16.0  # points of height: above are coloured cells
SPECKS = 0.1  # share of a picture that may differ from its ground and still be nothing
COLOURLESS = ("white", "grey", "black")
SIDE = 48  # pixels of the raster's longer side: enough to tell a tick from an arrow

# Names of colours by hue in degrees; planning systems use strong colours, so the ranges may be wide.
HUES = (
    (20, "red"),
    (42, "orange"),
    (66, "yellow"),
    (98, "lightgreen"),
    (170, "green"),
    (262, "blue"),
    (330, "purple"),
    (360, "red"),
)


def find_symbols(page: Page, icons: Mapping[str, Icon]) -> list[Symbol]:
    """Return the symbols of a page from the top down; `icons` is what its small images look like, by digest."""
    found = [*_vectors(page), *_bars(page), *_images(page, icons), *_glyphs(page)]
    return sorted(found, key=lambda s: (s.box.top, s.box.x0))


def inside(symbols: Sequence[Symbol], table: Table) -> list[Symbol]:
    """Return the symbols whose middle lies in the table."""
    return [s for s in symbols if s.page == table.page and s.box.overlap(table.box) > 0.5]


def _images(page: Page, icons: Mapping[str, Icon]) -> Iterator[Symbol]:
    for image in page.images:
        icon = icons.get(image.digest)
        if icon is None or not SMALLEST <= image.box.height <= LARGEST or image.box.width > 4 * LARGEST:
            continue
        pixels = np.frombuffer(icon.rgb, dtype=np.uint8).reshape(icon.height, icon.width, 3)
        ground = _ground(pixels)
        mask = (np.abs(pixels.astype(int) - ground).max(axis=2) > 48).astype(bool)
        if mask.mean() < SPECKS and colour_name(*(int(v) for v in ground)) not in COLOURLESS:
            mask = np.ones_like(mask)  # a square to the edges of its picture leaves no ground to stand out from
        if not mask.any():
            continue
        colour = _image_colour(pixels, mask)
        if image.box.width > 2.5 * image.box.height:
            yield Symbol(page.number, image.box, "bar", colour, "image", _filled(pixels))
        else:
            yield Symbol(page.number, image.box, shape_of(_cropped(mask)), colour, "image")


def _ground(pixels: Pixels) -> NDArray[Any]:
    """Return the colour behind the symbol: the commonest of the four corners."""
    corners = [tuple(int(v) for v in pixels[y, x]) for y in (0, -1) for x in (0, -1)]
    return np.array(max(corners, key=corners.count))


def _image_colour(pixels: Pixels, mask: Mask) -> str:
    """Return the name of the colour that most coloured pixels have; edges blend and white marks inside do not count."""
    names = [colour_name(*(int(v) for v in pixel)) for pixel in pixels[mask]]
    vivid = [n for n in names if n not in COLOURLESS]
    kept = vivid if len(vivid) > 0.25 * len(names) else [n for n in names if n != "white"] or names
    return max(sorted(set(kept)), key=kept.count)


def _filled(pixels: Pixels) -> float:
    """Return how much of a bar's length is coloured, in percent."""
    middle = pixels[pixels.shape[0] // 3 : 2 * pixels.shape[0] // 3 + 1]
    vivid = [
        any(colour_name(*(int(v) for v in p)) not in COLOURLESS for p in middle[:, x]) for x in range(middle.shape[1])
    ]
    return round(100 * sum(vivid) / len(vivid), 1)


def _vectors(page: Page) -> Iterator[Symbol]:
    """Yield the symbols drawn with paths: small shapes, filled or rings, those that overlap taken as one symbol."""
    small = [p for p in page.paths if _symbol_size(p.box) and (_is_mark(p) or _is_square(p, page))]
    for group in _overlapping(small):
        box = group[0].box
        for path in group[1:]:
            box = box.union(path.box)
        if not _symbol_size(box):
            continue
        by_size = sorted(group, key=lambda p: -p.box.width * p.box.height)
        named = [colour_of(p.fill or p.stroke) for p in by_size]
        colour = next((n for n in named if n not in COLOURLESS), named[0])
        # a ring without colour is an empty box to tick, or the ground of a donut whose arc was not seen
        if colour == "white" or (colour in COLOURLESS and not any(p.fill for p in group)):
            continue
        yield Symbol(page.number, box, shape_of(_raster(by_size[0])), colour, "vector")


def _overlapping(paths: Sequence[Path]) -> list[list[Path]]:
    """Return the paths in groups of those that lie over each other; a map of thousands is compared place by place."""
    groups: list[list[Path]] = []
    near: dict[tuple[int, int], list[int]] = defaultdict(list)  # groups by the squares their paths touch
    for path in paths:
        box = path.box
        squares = list(product(_steps(box.x0, box.x1), _steps(box.top, box.bottom)))
        found = (
            g
            for g in sorted({g for square in squares for g in near[square]})
            if any(box.overlap(q.box) > 0.5 or q.box.overlap(box) > 0.5 for q in groups[g])
        )
        at = next(found, len(groups))
        if at == len(groups):
            groups.append([])
        groups[at].append(path)
        for square in squares:
            near[square].append(at)
    return groups


def _steps(low: float, high: float) -> range:
    return range(int(low // LARGEST), int(high // LARGEST) + 1)


def _is_mark(path: Path) -> bool:
    return path.kind == "curve" and bool(path.fill or path.stroke)


def _is_square(path: Path, page: Page) -> bool:
    """Say whether a rectangle is a small coloured square that stands free of the words, as no coloured cell does."""
    if path.kind != "rect" or not path.fill or colour_of(path.fill) in COLOURLESS:
        return False
    box = path.box
    level = 0.75 < box.width / box.height < 1.33 and box.height <= LARGEST_SQUARE
    return level and not any(w.box.overlap(box) > 0.2 for w in page.words)


def _bars(page: Page) -> Iterator[Symbol]:
    """Yield the bars drawn with paths: a coloured rectangle that begins where a pale one of its height begins."""
    level = [p for p in page.paths if p.kind != "line" and p.fill and SMALLEST <= p.box.height <= LARGEST_BAR]
    grounds = [p for p in level if colour_of(p.fill) in COLOURLESS and 2.5 * p.box.height < p.box.width < 10 * LARGEST]
    for path in level if grounds else ():
        colour = colour_of(path.fill)
        if colour in COLOURLESS:
            continue
        box = path.box
        for ground in grounds:
            under = ground.box
            begins = max(abs(box.x0 - under.x0), abs(box.top - under.top), abs(box.bottom - under.bottom)) < 1
            if begins and box.x1 < under.x1 + 1 and not any(w.box.overlap(under) > 0.2 for w in page.words):
                filled = round(min(100.0, 100 * box.width / under.width), 1)
                yield Symbol(page.number, under, "bar", colour, "vector", filled)
                break


def _symbol_size(box: Box) -> bool:
    return SMALLEST <= box.width <= LARGEST and SMALLEST <= box.height <= LARGEST and 0.4 < box.width / box.height < 2.5


def _raster(path: Path) -> Mask:
    box = path.box
    scale = SIDE / max(box.width, box.height)
    size = (max(2, round(box.width * scale)), max(2, round(box.height * scale)))
    picture = Picture.new("1", size)
    if path.kind == "rect":
        return np.ones(size[::-1], dtype=bool)
    outline = [((x - box.x0) * scale, (y - box.top) * scale) for x, y in path.points]
    if len(outline) > 2:
        ImageDraw.Draw(picture).polygon(outline, fill=1)
    return np.array(picture, dtype=bool)


def _glyphs(page: Page) -> Iterator[Symbol]:
    for word in page.words:
        shape = glyph_shape(word)
        if shape:
            yield Symbol(page.number, word.box, shape, colour_of(word.colour), "glyph")


def _rgb(colour: str | None) -> tuple[int, int, int]:
    value = int((colour or "#000000")[1:], 16)
    return value >> 16, value >> 8 & 255, value & 255


def colour_of(colour: str | None) -> str:
    """Return the name of a colour written "#rrggbb"; None is black, as PDF has it."""
    return colour_name(*_rgb(colour))


def colour_name(red: int, green: int, blue: int) -> str:
    """Return the name of a colour (0..255 each): by hue where there is one, else white, grey or black."""
    hue, saturation, value = colorsys.rgb_to_hsv(red / 255, green / 255, blue / 255)
    if saturation < 0.22 or value < 0.18:
        return "white" if value > 0.93 else "black" if value < 0.18 else "grey"
    return next(name for limit, name in HUES if hue * 360 <= limit)


def _cropped(mask: Mask) -> Mask:
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def shape_of(mask: Mask) -> SymbolShape:
    """Return the shape of a cropped raster; a mark left open inside it ("a disc with a tick") is what it says."""
    outline = _without_holes(mask)
    inner = outline & ~mask
    if 0.04 < float(inner.mean()) < 0.5:
        mark = _cropped(inner)
        if mark.shape[0] > 3 and mark.shape[1] > 3 and _is_check(mark):
            return "check"
    return _outline_shape(outline)


def _without_holes(mask: Mask) -> Mask:
    """Return the raster with everything filled that cannot be reached from outside."""
    picture = Picture.fromarray(np.pad(mask, 1).astype(np.uint8)).copy()
    ImageDraw.floodfill(picture, (0, 0), 2)
    filled: Mask = np.array(picture)[1:-1, 1:-1] != 2
    return filled


def _outline_shape(mask: Mask) -> SymbolShape:
    height, width = mask.shape
    if float(mask.mean()) > 0.93:
        return "square"
    y, x = np.mgrid[0:height, 0:width]
    disc = ((x + 0.5) / width - 0.5) ** 2 + ((y + 0.5) / height - 0.5) ** 2 <= 0.25
    if float((mask == disc).mean()) > 0.9:
        return "circle"
    return _pointing(mask) or _slanting(mask) or ("check" if _is_check(mask) else "unknown")


def _pointing(mask: Mask) -> SymbolShape | None:
    """Return which way an arrow points: symmetric about its axis, narrow at its tip, widest near it."""
    mirrored_x = float((mask == mask[:, ::-1]).mean())
    mirrored_y = float((mask == mask[::-1]).mean())
    if max(mirrored_x, mirrored_y) < 0.85 or abs(mirrored_x - mirrored_y) < 0.03:
        return None
    upright = mirrored_x > mirrored_y
    widths = mask.sum(axis=1 if upright else 0).astype(float) / mask.shape[1 if upright else 0]
    ends = widths[0], widths[-1]
    # a stem as thin as the tip says nothing, so then the head does: it is the widest part and nearer the tip
    at_start = ends[0] < ends[1] if abs(ends[0] - ends[1]) > 0.12 else bool(widths.argmax() < len(widths) / 2)
    if upright:
        return "arrow_up" if at_start else "arrow_down"
    return "arrow_left" if at_start else "arrow_right"


def _slanting(mask: Mask) -> SymbolShape | None:
    """Return which way an arrow slants: symmetric about one diagonal only, with its head at the right end."""
    picture = Picture.fromarray(mask.astype(np.uint8) * 255).resize((SIDE, SIDE))
    square = np.array(picture) > 127
    falling, rising = float((square == square.T).mean()), float((square == square[::-1, ::-1].T).mean())
    if max(falling, rising) < 0.9 or abs(falling - rising) < 0.05:
        return None
    half = SIDE // 2
    if rising > falling:
        return "arrow_up_right" if square[:half, half:].sum() > square[half:, :half].sum() else None
    return "arrow_down_right" if square[half:, half:].sum() > square[:half, :half].sum() else None


def _is_check(mask: Mask) -> bool:
    """Say whether the lowest part lies left of the middle and the highest at the right, as in a tick."""
    height, width = mask.shape
    ys, xs = np.nonzero(mask)
    low = xs[ys >= 0.8 * (height - 1)].mean() / width
    high = xs[ys <= 0.2 * (height - 1)].mean() / width
    left = ys[xs <= 0.2 * (width - 1)].mean() / height
    return bool(low < 0.6 and high > 0.6 and high - low > 0.2 and 0.3 < left < 0.9 and mask.mean() < 0.6)
