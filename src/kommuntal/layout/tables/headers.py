"""Which rows and columns of a table are headers, and how far labels are set in."""

from collections.abc import Sequence

import msgspec

from kommuntal.layout.model import Cell, Table
from kommuntal.layout.tables.choose import figure_columns, is_head_and_row
from kommuntal.layout.tables.columns import YEAR
from kommuntal.layout.tables.text import has_digits, is_number
from kommuntal.read.model import Path, Word

MOST = 4  # rows of header at most; more above the first figures are sections
BOLD = 0.6  # share of a row's words that are bold, where the row is


def with_headers(table: Table, words: Sequence[Word], fills: Sequence[Path]) -> Table:
    """Return the table with its header rows and columns counted, its header cells marked and its labels' indents."""
    rows = _header_rows(table, words, fills)
    columns = _header_columns(table)
    edge = _text_edge(table, words, rows)
    cells = tuple(
        msgspec.structs.replace(cell, is_header=cell.row < rows, indent=_indent(cell, words, edge, rows))
        for cell in table.cells
    )
    return msgspec.structs.replace(table, cells=cells, header_rows=rows, header_columns=columns)


def _header_rows(table: Table, words: Sequence[Word], fills: Sequence[Path]) -> int:
    by_row = _by_row(table)
    figures = set(figure_columns(table))
    first = next((r for r in range(table.rows) if any(_is_value(c, figures) for c in by_row[r])), None)
    if figures and first is not None and first > 0:
        count = 0
        for r in range(min(first, MOST)):
            alone = [c for c in by_row[r] if c.text]
            is_title = r == 0 and len(alone) == 1 and first > 1 and alone[0].column_span > 1
            if r and len(alone) == 1 and alone[0].column == 0 and not is_title and alone[0].row_span == 1:
                break
            count += 1
        return count
    if first == 0 and figures:
        return 0
    if is_head_and_row(table):
        return 1
    return _marked_rows(table, words, fills)


def _marked_rows(table: Table, words: Sequence[Word], fills: Sequence[Path]) -> int:
    """Count the first rows that are set apart from the row after them by bold type, its colour or a shade behind."""
    looks = [_look(table, r, words, fills) for r in range(min(table.rows, MOST + 1))]
    if len(looks) < 2:
        return int(bool(looks) and looks[0] is not None and looks[0][0])
    if looks[0] is None:
        return 0
    for r, look in enumerate(looks[1:], 1):
        if look is not None and look != looks[0]:
            marked = looks[0][0] or looks[0][1] is not None or looks[0][2] != look[2]
            return r if marked and r <= MOST else 0
    return 0


def _look(
    table: Table, row: int, words: Sequence[Word], fills: Sequence[Path]
) -> tuple[bool, str | None, str | None] | None:
    """Return whether a row is bold, the shade behind it and the colour of its type; None for a row without words."""
    top = min((c.box.top for c in table.cells if c.row == row), default=0.0)
    bottom = min((c.box.bottom for c in table.cells if c.row == row and c.row_span == 1), default=top)
    held = [
        w
        for w in words
        if top <= (w.top + w.bottom) / 2 < bottom and table.box.x0 - 1 <= (w.x0 + w.x1) / 2 <= table.box.x1 + 1
    ]
    if not held:
        return None
    middle = (top + bottom) / 2
    shade = next((f.fill for f in fills if f.top <= middle <= f.bottom and f.x0 <= held[0].x0 <= f.x1), None)
    return sum(w.bold for w in held) >= BOLD * len(held), shade, held[0].colour


def _by_row(table: Table) -> dict[int, list[Cell]]:
    out: dict[int, list[Cell]] = {r: [] for r in range(table.rows)}
    for cell in table.cells:
        out[cell.row].append(cell)
    return out


def _is_value(cell: Cell, figures: set[int]) -> bool:
    """Whether a cell holds a figure, which a year in a header is not; "1 912" is no year."""
    text = cell.text.replace(" ", "")
    return cell.column in figures and has_digits(text) and is_number(text) and YEAR.fullmatch(cell.text) is None


def _header_columns(table: Table) -> int:
    """Return how many columns name the row: those before the first figures, where they are grouped by merged cells."""
    figures = figure_columns(table)
    if not figures or figures[0] < 2:
        return 1
    grouped = any(c.column == 0 and c.row_span > 1 for c in table.cells)
    blank = [c for c in table.cells if c.column == 0 and not c.text and c.row_span == 1]
    return min(figures[0], 2) if grouped or len(blank) >= table.rows / 2 else 1


def _text_edge(table: Table, words: Sequence[Word], rows: int) -> float:
    """Return where the text of the first column begins, headers aside."""
    starts = [
        w.x0
        for cell in table.cells
        if cell.column == 0 and cell.row >= rows and cell.column_span == 1
        for w in words
        if _within(w, cell)
    ]
    return min(starts, default=table.box.x0)


def _indent(cell: Cell, words: Sequence[Word], edge: float, rows: int) -> float:
    if cell.column or cell.row < rows or not cell.text:
        return 0.0
    return round(max(0.0, min((w.x0 for w in words if _within(w, cell)), default=edge) - edge), 1)


def _within(word: Word, cell: Cell) -> bool:
    box = cell.box
    return box.x0 <= (word.x0 + word.x1) / 2 < box.x1 and box.top <= (word.top + word.bottom) / 2 < box.bottom
