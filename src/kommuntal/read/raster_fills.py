"""Filled boxes of a page that is a picture: bands, shaded rows and cells, told from text by being of one colour."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kommuntal.read.model import Path
from kommuntal.read.raster import COARSER, Colour, Grey, Raster

Mask = NDArray[np.bool_]

BLOCK = 3  # pixels of the colour raster in one block; its middle colour is that of the ground, not of thin letters
NARROWEST, LOWEST = 14.0, 6.0  # points of the smallest box
LETTERS = 14.0  # points over which letters may hide the ground
STEP = 16  # levels of colour that are counted as one when the colours of a page are listed
SAME, OTHER = 14, 9  # levels by which one ground may vary, and by which another must differ from the paper
FULL = 0.6  # share of a box that must be seen in its colour; letters hide the rest
GRAIN = 16  # levels by which a ground of one colour varies from pixel to pixel
RIM = 2.0  # points by which the edge of a box may be missed
BETWEEN = 0.3  # share of a row of a box that must be seen between letters
AGAIN = 0.8  # share of a box that lies in another: the same one, in another shade of its colour
MOST_COLOURS = 16
RAGGED = 3.0  # points by which the rows of one box may differ at their ends, and that may be missing between them


@dataclass
class _Open:
    """A box that may go on downwards, in blocks; `seen` counts its blocks in their colour."""

    x0: int
    x1: int
    top: int
    bottom: int
    seen: int


def find_fills(raster: Raster) -> list[Path]:
    """Return the filled boxes of a page as paths, in points; the raster must be straight."""
    ground = _ground(raster.colour)
    paper = np.median(ground[::2, ::2], axis=(0, 1))
    points = BLOCK * COARSER / raster.scale  # of one block
    out: list[Path] = []
    for colour in _colours(ground, paper, points):
        mask = np.abs(ground - colour).max(axis=2) <= min(SAME, np.abs(paper - colour).max() / 2)
        for box in _boxes(mask, points):
            if _stands_out(box, ground):
                part = slice(box.top, box.bottom), slice(box.x0, box.x1)
                fill = "#" + "".join(f"{round(v):02x}" for v in np.median(ground[part][mask[part]], axis=0))
                x0, top, x1, bottom = (round(side * points, 2) for side in (box.x0, box.top, box.x1, box.bottom))
                out.append(Path("rect", x0, top, x1, bottom, fill=fill))
    return [p for n, p in enumerate(out) if not any(p.box.overlap(q.box) > AGAIN for q in out[:n])]


def flattened(raster: Raster, fills: list[Path]) -> Grey:
    """Return the page with every box in the colour of paper and its letters dark, also where they were light."""
    grey = raster.grey
    out = grey.copy()
    paper = int(np.median(grey[::8, ::8]))
    for fill in sorted(fills, key=lambda p: -p.box.width * p.box.height):
        x0, x1 = (round(side * raster.scale) for side in (fill.x0, fill.x1))
        top, bottom = (round(side * raster.scale) for side in (fill.top, fill.bottom))
        part = grey[top:bottom, x0:x1].astype(np.int16)
        if not part.size:
            continue
        level = int(np.median(part))
        strength = paper / max(40, level, paper - level)
        # The edge of a box is found to a block; what is left of it beside the box would be a line.
        rim = round(RIM * raster.scale)
        around = out[max(0, top - rim) : bottom + rim, max(0, x0 - rim) : x1 + rim]
        around[np.abs(around.astype(np.int16) - level) < np.abs(around.astype(np.int16) - paper)] = paper
        out[top:bottom, x0:x1] = np.clip(paper - np.maximum(np.abs(part - level) - GRAIN, 0) * strength, 0, 255).astype(
            np.uint8
        )
    return out


def _ground(colour: Colour) -> NDArray[np.int16]:
    height, width = (side // BLOCK * BLOCK for side in colour.shape[:2])
    blocks = colour[:height, :width].reshape(height // BLOCK, BLOCK, width // BLOCK, BLOCK, 3)
    middle: NDArray[np.int16] = np.median(blocks, axis=(1, 3)).astype(np.int16)
    return middle


def _stands_out(box: _Open, ground: NDArray[np.int16]) -> bool:
    """Tell whether the colour changes at once at all four sides; the shade of a lens changes slowly."""
    if min(box.x0, box.top) < 2 or box.x1 > ground.shape[1] - 2 or box.bottom > ground.shape[0] - 2:
        return False
    rows, columns = slice(box.top, box.bottom), slice(box.x0, box.x1)
    pairs = (
        (ground[rows, box.x0 + 1], ground[rows, box.x0 - 2]),
        (ground[rows, box.x1 - 2], ground[rows, box.x1 + 1]),
        (ground[box.top + 1, columns], ground[box.top - 2, columns]),
        (ground[box.bottom - 2, columns], ground[box.bottom + 1, columns]),
    )
    return all(np.abs(np.median(i, axis=0) - np.median(o, axis=0)).max() > OTHER / 2 for i, o in pairs)


def _colours(ground: NDArray[np.int16], paper: NDArray[np.float64], points: float) -> list[NDArray[np.int16]]:
    """Return the colours that cover enough of the page for a box, the commonest first; the paper is none."""
    flat = ground.reshape(-1, 3)
    inked = flat[np.abs(flat - paper).max(axis=1) > OTHER]
    steps, counts = np.unique(inked // STEP, axis=0, return_counts=True)
    out: list[NDArray[np.int16]] = []
    for n in np.argsort(-counts, kind="stable")[:MOST_COLOURS]:
        if counts[n] * points**2 < NARROWEST * LOWEST / 2:
            break
        colour = np.median(inked[(inked // STEP == steps[n]).all(axis=1)], axis=0).astype(np.int16)
        if all(np.abs(colour - other).max() > SAME for other in out):
            out.append(colour)
    return out


def _boxes(mask: Mask, points: float) -> list[_Open]:
    """Return the boxes of a mask: rows of blocks that begin and end alike, small gaps being letters."""
    letters, narrowest, ragged = LETTERS / points, NARROWEST / points, RAGGED / points
    open_boxes: list[_Open] = []
    out: list[_Open] = []
    for y in range(mask.shape[0]):
        places = np.flatnonzero(mask[y])
        for box in open_boxes:
            near = places[(places >= box.x0 - 2 * ragged) & (places < box.x1 + 2 * ragged)]
            if near.size < BETWEEN * (box.x1 - box.x0):
                continue
            if abs(near[0] - box.x0) <= ragged and abs(near[-1] + 1 - box.x1) <= ragged:
                box.bottom, box.seen = y + 1, box.seen + near.size
        cuts = np.flatnonzero(np.diff(places) > letters)
        for a, b in zip(np.r_[0, cuts + 1], np.r_[cuts, places.size - 1], strict=True) if places.size else ():
            x0, x1 = int(places[a]), int(places[b]) + 1
            known = any(o.bottom == y + 1 and o.x0 - ragged <= x0 and x1 <= o.x1 + ragged for o in open_boxes)
            if x1 - x0 >= narrowest and not known:
                open_boxes.append(_Open(x0, x1, y, y + 1, int(b - a) + 1))
        out += [o for o in open_boxes if y - o.bottom > ragged]
        open_boxes = [o for o in open_boxes if y - o.bottom <= ragged]
    return [
        b
        for b in (*out, *open_boxes)
        if b.bottom - b.top >= LOWEST / points and b.seen >= FULL * (b.x1 - b.x0) * (b.bottom - b.top)
    ]
