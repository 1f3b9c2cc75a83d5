"""Cards: filled boxes side by side, each with a text set for itself. They have walls like a table, but no rows.

In a row of a table the words are of one size, and a table whose only walls are fills has more than one row of them.
"""

from collections.abc import Sequence
from statistics import median

from kommuntal.layout.tables.rulings import THIN, WHITE
from kommuntal.read.model import Box, Page, Path, Word

LEAST_WIDTH, LEAST_HEIGHT = 30.0, 20.0  # points: a card holds a word over another
APART = 8.0  # points between the boxes of one row at most
LARGER = 1.4  # times the size of the type beside it; a heading over a text is less
OTHER = 24  # levels of a colour by which it is another to the eye
LINED = 0.4  # share of a box's side that is drawn as a line where its cells are ruled
MOST = 100  # filled boxes that are looked at; a map or a chart has more


def without_cards(page: Page) -> list[Path]:
    """Return the paths of a page without the filled boxes that are cards."""
    boxes = [p for p in page.paths if _may_be_card(p)]
    if not 2 <= len(boxes) <= MOST:
        return list(page.paths)
    lines = [p for p in page.paths if _is_line(p)]
    cards: set[Path] = set()
    for row in _rows(boxes):
        if len(row) > 1 and not any(_is_lined(p.box, lines) for p in row) and _are_cards(row, boxes, page.words):
            cards |= set(row)
    return [p for p in page.paths if p not in cards]


def _may_be_card(path: Path) -> bool:
    box = path.box
    return (
        path.kind == "rect" and path.fill not in (None, WHITE) and box.width > LEAST_WIDTH and box.height > LEAST_HEIGHT
    )


def _is_line(path: Path) -> bool:
    if path.kind == "rect" and path.fill is not None and min(path.box.width, path.box.height) > THIN:
        return path.stroke not in (None, WHITE, path.fill)
    return WHITE not in (path.stroke, path.fill)


def _is_lined(box: Box, lines: Sequence[Path]) -> bool:
    """Whether a line is drawn in a box or along it."""
    near = [
        p.box
        for p in lines
        if p.x0 < box.x1 + 1 and p.x1 > box.x0 - 1 and p.top < box.bottom + 1 and p.bottom > box.top - 1
    ]
    return any(
        min(b.x1, box.x1) - max(b.x0, box.x0) > LINED * box.width
        or min(b.bottom, box.bottom) - max(b.top, box.top) > LINED * box.height
        for b in near
    )


def _rows(boxes: Sequence[Path]) -> list[list[Path]]:
    """Return the boxes in groups of those that stand side by side, each near the one before it."""
    rows: list[list[Path]] = []
    for path in sorted(boxes, key=lambda p: p.x0):
        beside = [row for row in rows if any(_are_beside(other.box, path.box) for other in row)]
        rows = [row for row in rows if row not in beside]
        rows.append([p for row in beside for p in row] + [path])
    return rows


def _are_beside(left: Box, right: Box) -> bool:
    level = min(left.bottom, right.bottom) - max(left.top, right.top) > 0.5 * min(left.height, right.height)
    return level and -THIN <= right.x0 - left.x1 <= APART


def _are_cards(row: Sequence[Path], boxes: Sequence[Path], words: Sequence[Word]) -> bool:
    """Whether neighbours are set in different type; or in different colours, over several lines, with no row of boxes
    over or under them."""
    held = [[w for w in words if w.box.overlap(p.box) > 0.5] for p in row]
    if not all(held):
        return False
    pairs = [(a, b) for a in range(len(row)) for b in range(len(row)) if _are_beside(row[a].box, row[b].box)]
    sizes = [median(w.size for w in inside for _ in w.text) for inside in held]
    if all(max(sizes[a], sizes[b]) > LARGER * min(sizes[a], sizes[b]) for a, b in pairs):
        return True
    lines = all(max(w.top for w in inside) > min(w.bottom for w in inside) for inside in held)
    coloured = all(_differ(row[a].fill, row[b].fill) for a, b in pairs)
    return lines and coloured and not any(_is_over_or_under(p.box, q.box) for p in row for q in boxes if q not in row)


def _differ(one: str | None, other: str | None) -> bool:
    first, second = (bytes.fromhex((colour or "#000000")[1:]) for colour in (one, other))
    return any(abs(a - b) > OTHER for a, b in zip(first, second, strict=True))


def _is_over_or_under(box: Box, other: Box) -> bool:
    across = min(box.x1, other.x1) - max(box.x0, other.x0) > LEAST_WIDTH / 2
    return across and max(other.top - box.bottom, box.top - other.bottom) < APART
