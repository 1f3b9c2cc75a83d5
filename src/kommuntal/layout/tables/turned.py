"""Pages on which the table is set sideways: turned upright, read, and turned back."""

from itertools import pairwise

import msgspec

from kommuntal.layout.model import Table
from kommuntal.read.model import Box, Page, Path, Word

MOSTLY = 0.6  # share of a page's words that must lie on their side


def is_turned(page: Page) -> bool:
    """Whether most words of a page lie on their side."""
    return bool(page.words) and sum(not w.upright for w in page.words) > MOSTLY * len(page.words)


def upright(page: Page) -> tuple[Page, bool]:
    """Return a page turned so that its sideways words stand upright, and whether they ran up the page before."""
    runs_up = _runs_up([w for w in page.words if not w.upright])
    words = tuple(_word(w, page, runs_up) for w in page.words)
    paths = tuple(_path(p, page, runs_up) for p in page.paths)
    turned = msgspec.structs.replace(
        page, width=page.height, height=page.width, words=words, paths=paths, images=(), tag_tables=()
    )
    return turned, runs_up


def turn_back(table: Table, page: Page, runs_up: bool) -> Table:
    """Return a table found on the turned page with its boxes where they are on the page itself."""
    cells = tuple(msgspec.structs.replace(c, box=_back(c.box, page, runs_up)) for c in table.cells)
    return msgspec.structs.replace(table, box=_back(table.box, page, runs_up), cells=cells)


def _runs_up(words: list[Word]) -> bool:
    """Whether the words of a line follow each other up the page (else down it)."""
    steps = [b.top - a.top for a, b in pairwise(words) if abs(a.x0 - b.x0) < 1]
    return sum(s < 0 for s in steps) >= sum(s > 0 for s in steps)


def _word(word: Word, page: Page, runs_up: bool) -> Word:
    box = _turn(word.box, page, runs_up)
    return msgspec.structs.replace(word, x0=box.x0, top=box.top, x1=box.x1, bottom=box.bottom, upright=not word.upright)


def _path(path: Path, page: Page, runs_up: bool) -> Path:
    box = _turn(path.box, page, runs_up)
    points = tuple((page.height - y, x) if runs_up else (y, page.width - x) for x, y in path.points)
    return msgspec.structs.replace(path, x0=box.x0, top=box.top, x1=box.x1, bottom=box.bottom, points=points)


def _turn(box: Box, page: Page, runs_up: bool) -> Box:
    if runs_up:
        return Box(page.height - box.bottom, box.x0, page.height - box.top, box.x1)
    return Box(box.top, page.width - box.x1, box.bottom, page.width - box.x0)


def _back(box: Box, page: Page, runs_up: bool) -> Box:
    if runs_up:
        return Box(box.top, page.height - box.x1, box.bottom, page.height - box.x0)
    return Box(page.width - box.bottom, box.x0, page.width - box.top, box.x1)
