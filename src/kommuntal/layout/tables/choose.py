"""How far a grid agrees with itself: what a table must show before we call it one, and why the best one wins."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kommuntal.layout.model import Cell, Table
from kommuntal.layout.tables.text import has_digits, is_number

PROSE_WORDS = 20  # words in a cell as wide as the table: no label is that long
PROSE_ROWS = 0.5  # share of the rows that may be such prose before the grid is a box round text
LEADER_ROWS = 0.4  # share of the rows with dot leaders where it is a contents list
NUMERIC = 0.6  # share of a column's filled cells that are numbers in a column of figures
FILLED = 0.4  # share of the rows that a column must fill to bear witness
LEAST_NAMED = 3  # columns of a table that has one row of figures
SENTENCE = 12  # words: cells this long on average, side by side without a rule between, are text in columns
SCATTERED = 0.3  # share of filled cells under which a drawn grid is a chart's, a form's or an ornament's


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is drawn: inner grid lines by direction, how many dot leaders lead to the figures.

    `under` holds the rows that have a level line under them but are not the last.
    """

    vertical: int
    horizontal: int
    leaders: int = 0
    under: frozenset[int] = frozenset()


def quality(table: Table, seen: Evidence) -> tuple[float, tuple[str, ...]]:
    """Return how sure this is a table (0..1) and why. Under one half it is none; under 0.3 not even a piece of one."""
    no = refusal(table)
    if no:
        return 0.0, (no,)
    filled = [c for c in table.cells if c.text]
    figures = figure_columns(table)
    if seen.leaders >= LEADER_ROWS * len({c.row for c in filled}) and _is_contents(filled):
        return 0.0, ("contents with leaders",)
    if seen.vertical and (table.rows > 1 or seen.horizontal >= 2):
        return _drawn(table, filled, seen, figures)
    if seen.horizontal and 0 in seen.under and is_head_and_row(table):
        return 0.7, ("a header ruled off from one row",)
    if seen.horizontal >= 3 or (seen.horizontal == 2 and figures and _is_header_ruled_off(filled, figures, seen.under)):
        return _ruled(table, filled, figures)
    return _aligned(table, filled, figures)


def refusal(table: Table) -> str | None:
    """Return why a grid, however well it is drawn or marked, is no table of data; None where nothing speaks against."""
    filled = [c for c in table.cells if c.text]
    if table.columns < 2 or not filled:
        return "one column"
    rows = {c.row for c in filled}
    prose = {c.row for c in filled if c.column_span == table.columns and len(c.text.split()) >= PROSE_WORDS}
    if len(prose) >= PROSE_ROWS * len(rows):
        return "a box round prose"
    return None


def _is_contents(filled: Sequence[Cell]) -> bool:
    """Whether the last cells of the rows are page numbers: whole numbers that never fall, and the only figures."""
    last: dict[int, Cell] = {}
    for cell in filled:
        if cell.row not in last or cell.column > last[cell.row].column:
            last[cell.row] = cell
    pages = [c.text.split()[-1] for _, c in sorted(last.items())]
    numbers = [int(p) for p in pages if p.isdigit()]
    return len(numbers) >= LEADER_ROWS * len(pages) and all(a <= b for a, b in pairwise(numbers))


def _drawn(
    table: Table, filled: Sequence[Cell], seen: Evidence, figures: Sequence[int]
) -> tuple[float, tuple[str, ...]]:
    reasons = (f"{seen.vertical} upright and {seen.horizontal} level lines drawn",)
    share = len(filled) / len(table.cells)
    labels = {c.row for c in filled if c.column == min(f.column for f in filled)}
    if share < SCATTERED and len(labels) < FILLED * table.rows and not figures:
        return 0.0, ("a grid with words strewn over it",)
    if len(filled) < 2 or len({c.column for c in filled}) < 2:
        return 0.45, (*reasons, "one filled column")
    return 0.95 if table.rows > 1 else 0.7, reasons


def _ruled(table: Table, filled: Sequence[Cell], figures: Sequence[int]) -> tuple[float, tuple[str, ...]]:
    words = sum(len(c.text.split()) for c in filled) / len(filled)
    if figures:
        return 0.9, ("level lines drawn", f"{len(figures)} columns of figures")
    both = sum(len([c for c in filled if c.row == r]) > 1 for r in range(table.rows))
    if table.rows > 1 and both >= FILLED * table.rows and (words < SENTENCE or table.rows > 3):
        return 0.75, ("level lines drawn", "words in columns")
    return 0.2, ("level lines drawn, no columns",)


def is_head_and_row(table: Table) -> bool:
    """Whether a table is one row of a label and figures, each under a name of its own."""
    filled = [c for c in table.cells if c.text]
    if table.rows != 2 or table.columns < LEAST_NAMED or len(filled) != 2 * table.columns:
        return False
    row = [c.text for c in filled if c.row == 1 and c.column > 0]
    names = [c.text for c in filled if c.row == 0]
    return all(is_number(_solid(t)) for t in row) and not any(is_number(_solid(t)) for t in names)


def _is_header_ruled_off(filled: Sequence[Cell], figures: Sequence[int], under: frozenset[int]) -> bool:
    """Whether a level line parts the names of the columns, one over each column of figures, from the figures."""
    first = min(c.row for c in filled if c.column in figures and has_digits(c.text) and is_number(_solid(c.text)))
    names = {c.column for c in filled if c.row < first}
    return first - 1 in under and names >= set(figures)


def _solid(text: str) -> str:
    return text.replace(" ", "")


def _aligned(table: Table, filled: Sequence[Cell], figures: Sequence[int]) -> tuple[float, tuple[str, ...]]:
    if not figures:
        return 0.1, ("no column of figures",)
    reasons = (f"{len(figures)} columns of figures", f"{table.rows} aligned rows")
    label = {c.row for c in filled if c.column == 0 and not is_number(c.text)}
    if len(figures) < 2 and len(label) < FILLED * table.rows:
        return 0.1, ("figures without labels",)
    if any(len(c.text.split()) > 2 * SENTENCE for c in filled):
        return 0.2, ("sentences between the figures",)
    rows = {c.row for c in filled if c.column in figures and is_number(_solid(c.text))}
    if len(rows) < 2:
        return 0.1, ("one row of figures",)
    if len(rows) == 2:
        headed = any(c.row < min(rows) and c.column in figures for c in filled)
        return (0.55 if headed and len(figures) >= 3 else 0.4), reasons
    return (0.6 + min(0.3, 0.03 * len(rows) * len(figures))), reasons


def figure_columns(table: Table) -> list[int]:
    """Return the columns, but the first, that hold mostly numbers."""
    out = []
    filled = [c for c in table.cells if c.text]
    for k in range(1, table.columns):
        column = [c for c in filled if c.column == k and c.column_span == 1]
        numbers = [c for c in column if is_number(_solid(c.text))]
        if len(numbers) >= 2 and len(numbers) >= NUMERIC * (len(column) - 2) and len(numbers) >= 0.4 * len(column):
            out.append(k)
    return out
