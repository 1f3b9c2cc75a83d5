"""Ruling lines of a page that is a picture, told from letters by their length."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kommuntal.read.model import Path
from kommuntal.read.raster import Grey, Raster

Mask = NDArray[np.bool_]

THICKEST = 2.6  # points: what is thicker is a filled box
CLEAR = (1.4, 2.0, 2.6)  # points from the middle of a line to its sides, where there is paper
WIDE = 1.6  # points that are painted over of a line: its ink, and what the lens spread of it
SHORTEST = 14.0  # points: no stroke of a letter in running text is so long, and hardly any cell less high
CONTRAST = 22  # levels of grey by which a line differs from the paper on both of its sides
BROKEN = 0.4  # points that may be missing in a line, where dust lies over it
WANDERS = 0.7  # points: the pieces of one line lie no farther apart, however crooked the paper was fed in


def find_lines(raster: Raster) -> list[Path]:
    """Return the level and upright lines of a page as paths, in points; the raster must be straight."""
    grey = raster.grey.astype(np.int16)
    level = [_path(run, raster, upright=False) for run in _runs(_line_pixels(grey, raster.scale), raster.scale)]
    upright = [_path(run, raster, upright=True) for run in _runs(_line_pixels(grey.T, raster.scale), raster.scale)]
    return level + upright


def without_lines(grey: Grey, scale: float, lines: list[Path]) -> Grey:
    """Return a picture with these lines painted over, so that nothing takes them for letters, or parts of them."""
    out = grey.copy()
    for line in lines:
        if line.x0 == line.x1:
            _paint_over(out.T, line.x0 * scale, line.top * scale, line.bottom * scale, scale)
        else:
            _paint_over(out, line.top * scale, line.x0 * scale, line.x1 * scale, scale)
    return out


def _paint_over(grey: Grey, at: float, start: float, end: float, scale: float) -> None:
    """Paint over one level line in place, but for the columns where a letter stands on it or hangs through it."""
    room = round(WIDE / 2 * scale)
    first, last = max(1, round(at) - room), min(grey.shape[0] - 1, round(at) + room + 1)
    a, b = max(0, round(start) - room), round(end) + room + 1
    above, below = grey[first - 1, a:b], grey[min(last, grey.shape[0] - 1), a:b]
    light = np.minimum(above, below)
    clear = light > np.median(light) - CONTRAST
    grey[first:last, a:b][:, clear] = np.maximum(above, below)[clear]


def _line_pixels(grey: NDArray[np.int16], scale: float) -> Mask:
    """Return where a pixel is darker than the paper on both sides; letters have ink of their own on one of them."""
    out: Mask = np.ones(grey.shape, dtype=bool)
    for points in CLEAR:
        reach = round(points * scale)
        sides = np.minimum(grey[: -2 * reach], grey[2 * reach :])
        out[reach:-reach] &= sides - grey[reach:-reach] > CONTRAST
        out[:reach] = out[-reach:] = False
    return out


Run = tuple[int, int, int, int]  # first row, last row (one past), first column, last column (one past)


def _runs(mask: Mask, scale: float) -> list[Run]:
    """Return the long level runs of a mask, those of neighbouring rows that overlap made into one."""
    broken, shortest = round(BROKEN * scale), round(SHORTEST * scale)
    out: list[Run] = []
    wanders, thickest = round(WANDERS * scale), round(THICKEST * scale)
    open_runs: list[Run] = []
    for y in np.flatnonzero(mask.sum(axis=1) >= shortest / 3):
        still_open: list[Run] = []
        for first, last, start, end in open_runs:
            (still_open if y - last <= wanders and y - first <= thickest + wanders else out).append(
                (first, last, start, end)
            )
        open_runs = still_open
        for start, end in _row_runs(mask[y], broken, shortest // 2):
            near = [r for r in open_runs if r[2] <= end + broken and start <= r[3] + broken]
            open_runs = [r for r in open_runs if r not in near]
            open_runs.append(
                (
                    min([int(y), *(r[0] for r in near)]),
                    int(y) + 1,
                    min([start, *(r[2] for r in near)]),
                    max([end, *(r[3] for r in near)]),
                )
            )
    return [r for r in (*out, *open_runs) if r[3] - r[2] >= shortest]


def _row_runs(row: Mask, broken: int, shortest: int) -> Iterator[tuple[int, int]]:
    """Yield the runs of one row, small gaps closed."""
    places = np.flatnonzero(row)
    if not places.size:
        return
    cuts = np.flatnonzero(np.diff(places) > broken)
    bounds = [0, *(cuts + 1).tolist(), places.size]
    for a, b in pairwise(bounds):
        start, end = int(places[a]), int(places[b - 1]) + 1
        if end - start >= shortest:
            yield start, end


def _path(run: Run, raster: Raster, upright: bool) -> Path:
    first, last, start, end = (side / raster.scale for side in run)
    at = round((first + last) / 2, 2)
    box = (at, round(start, 2), at, round(end, 2)) if upright else (round(start, 2), at, round(end, 2), at)
    return Path("line", *box, stroke="#000000", width=round(min(last - first, THICKEST), 2))
