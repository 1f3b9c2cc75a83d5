"""A page drawn with words, lines and shades for the tests: no PDF needed, only where things stand."""

from collections.abc import Sequence
from itertools import pairwise

from kommuntal.read.model import Page, Path, Word

EM = 10.0
WIDE = 0.5 * EM  # every character is this wide
SPACE = 0.26 * EM
LEADING = 14.0


def words(text: str, x: float, top: float, *, right: bool = False, size: float = EM, bold: bool = False) -> list[Word]:
    """Return the words of a line that begins at `x`, or ends there with `right`."""
    scale = size / EM
    pieces = text.split(" ")
    length = sum(len(p) for p in pieces) * WIDE * scale + (len(pieces) - 1) * SPACE * scale
    at = x - length if right else x
    out = []
    for piece in pieces:
        end = at + len(piece) * WIDE * scale
        if piece:
            out.append(Word(piece, at, top, end, top + size, size=size, bold=bold))
        at = end + SPACE * scale
    return out


def level(y: float, x0: float, x1: float) -> Path:
    """Return a level stroke."""
    return Path("line", x0, y, x1, y, stroke="#000000", width=0.5)


def upright(x: float, top: float, bottom: float) -> Path:
    """Return an upright stroke."""
    return Path("line", x, top, x, bottom, stroke="#000000", width=0.5)


def shade(x0: float, top: float, x1: float, bottom: float, colour: str = "#dddddd") -> Path:
    """Return a filled box."""
    return Path("rect", x0, top, x1, bottom, fill=colour)


def page(held: Sequence[Word], paths: Sequence[Path] = (), number: int = 1) -> Page:
    """Return an A4 page."""
    return Page(number, 595.0, 842.0, words=tuple(held), paths=tuple(paths))


def table_words(
    grid: Sequence[Sequence[str]], left: float = 70.0, top: float = 200.0, label: float = 160.0, column: float = 75.0
) -> list[Word]:
    """Return a table's words: labels from the left, the other cells set to the right of their columns."""
    out = []
    for r, row in enumerate(grid):
        y = top + r * LEADING
        for c, text in enumerate(row):
            if c == 0:
                out += words(text, left, y)
            else:
                out += words(text, left + label + c * column, y, right=True)
    return out


def table_rules(grid: Sequence[Sequence[str]], style: str, left: float = 70.0, top: float = 200.0) -> list[Path]:
    """Return the drawing of a table set by `table_words`: grid, double, rules, zebra or none."""
    rows, columns = len(grid), len(grid[0])
    x0, x1 = left - 4, left + 160 + (columns - 1) * 75 + 4
    ys = [top - 2 + r * LEADING for r in range(rows + 1)]
    xs = [x0, *(left + 160 + c * 75 + 4 for c in range(columns))]
    if style == "grid":
        return [level(y, x0, x1) for y in ys] + [upright(x, ys[0], ys[-1]) for x in xs]
    if style == "double":  # each cell has its own box of thin boxes, 3 points from its neighbour's
        out = []
        for a, b in pairwise(xs):
            for c, d in pairwise(ys):
                out += [shade(a + 1, c, b - 2, c + 0.5, "#000000"), shade(a + 1, d - 1, b - 2, d - 0.5, "#000000")]
                out += [shade(a + 1, c, a + 1.5, d - 0.5, "#000000"), shade(b - 2.5, c, b - 2, d - 0.5, "#000000")]
        return out
    if style == "rules":
        return [level(y, x0, x1) for y in (ys[0], ys[1], ys[-1])]
    if style == "zebra":
        return [shade(x0, a, x1, b) for a, b in zip(ys[::2], ys[1::2], strict=False)]
    return []
