"""A table as numbers to reckon with: its parts over pages joined, each number with the interval its print allows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TypeVar

from kommuntal.extract.figures_columns import JOINT
from kommuntal.extract.lexicon import opens_or_closes, says
from kommuntal.schema import Cell, Figure, Records, Table
from kommuntal.schema.enums import Measure, Unit

UNSURE_BELOW = 0.5  # a cell read with less confidence than this takes part in no arithmetic
COUNTED = {Unit.PERSONS, Unit.COUNT}  # whole things: nothing was rounded
ADDED = {Unit.SEK, Unit.PERSONS, Unit.COUNT, Unit.FTE}
NOT_ADDED = {Unit.PERCENT, Unit.PERCENTAGE_POINTS, Unit.INDEX}  # parts of different wholes do not add up
DASHES = {"-", "–", "—", "−", "--", "- -"}


class Gap(Enum):
    """Why a place in the grid has no number."""

    BLANK = "blank"  # nothing printed
    DASH = "dash"  # a dash: none of it
    UNSURE = "unsure"  # words, or a number that could not be settled


@dataclass(frozen=True)
class Printed:
    """A number of a cell in its printed unit; the true one lies within `half` of it."""

    value: Decimal
    half: Decimal
    decimals: int
    unit: Unit | None
    scale: Decimal | None
    cell: Cell
    figure: Figure


Slot = Printed | Gap
_T = TypeVar("_T")


@dataclass(frozen=True)
class Line:
    """A row (slots by column) or a column (slots by row), with what its label says of it."""

    index: int
    label: str
    slots: tuple[Slot, ...]
    group: str = ""
    measure: Measure | None = None
    sums: bool = False  # the label names a result of other lines
    ends: date | None = None  # the last day of what a column speaks of

    def says(self, key: str) -> bool:
        return says(self.label, key)

    @property
    def differs(self) -> bool:
        """Whether the label names a difference of other lines."""
        return self.says("variance") or self.says("change")

    @property
    def numeric(self) -> bool:
        return any(isinstance(slot, Printed) for slot in self.slots)

    @property
    def heading(self) -> bool:
        """Whether nothing stands beside the label: a row that heads those after it."""
        return bool(self.label) and all(slot is Gap.BLANK for slot in self.slots)


@dataclass(frozen=True)
class Grid:
    """A whole table: `table` is its first part."""

    table: Table
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]

    @property
    def document_id(self) -> str:
        return self.table.document_id


def grids(records: Records) -> list[Grid]:
    """Return every table that holds figures, parts that continue one another as one."""
    cells: dict[str, list[Cell]] = defaultdict(list)
    for cell in records.cells:
        cells[cell.table_id].append(cell)
    figures = {(f.table_id, f.row, f.column): f for f in records.figures}
    out = []
    for parts in chains(records.tables):
        slots: dict[tuple[int, int], Slot] = {}
        labels: dict[int, str] = {}
        offset = 0
        for part in parts:
            for cell in cells[part.table_id]:
                row = cell.row + offset
                figure = figures.get((part.table_id, cell.row, cell.column))
                if cell.column < max(1, part.header_columns) or cell.row < part.header_rows:
                    if cell.row >= part.header_rows and cell.text.strip():
                        labels[row] = cell.text.strip()  # of several columns of labels the innermost
                    continue
                slots[row, cell.column] = _slot(cell, figure)
            offset += part.rows
        if any(isinstance(slot, Printed) for slot in slots.values()):
            out.append(_grid(parts[0], slots, labels))
    return out


def chains(tables: Iterable[Table]) -> list[list[Table]]:
    """Return the parts of each table in order; a part of another width than the first begins a table of its own."""
    out: list[list[Table]] = []
    last: dict[str, list[Table]] = {}
    for table in tables:
        chain = last.get(table.continues or "")
        if chain is None or chain[0].columns != table.columns:
            chain = []
            out.append(chain)
        chain.append(table)
        last[table.table_id] = chain
    return out


def _slot(cell: Cell, figure: Figure | None) -> Slot:
    text = cell.text.strip()
    if cell.confidence < UNSURE_BELOW:
        return Gap.UNSURE
    if not text or text in DASHES:
        return Gap.DASH if text else Gap.BLANK
    if figure is None:
        return Gap.UNSURE
    if cell.value is None or figure.decimals is None or figure.confidence < UNSURE_BELOW:
        return Gap.UNSURE
    whole = figure.unit in COUNTED and figure.decimals == 0 and figure.scale == 1
    half = Decimal(0) if whole else Decimal(5).scaleb(-figure.decimals - 1)
    return Printed(cell.value, half, figure.decimals, figure.unit, figure.scale, cell, figure)


def _grid(table: Table, slots: dict[tuple[int, int], Slot], labels: dict[int, str]) -> Grid:
    height = 1 + max(row for row, _ in [*slots, *((r, 0) for r in labels)])
    width = 1 + max(column for _, column in slots)
    body = sorted({row for row, _ in slots} | set(labels))
    rows = []
    for row in body:
        line = tuple(slots.get((row, column), Gap.BLANK) for column in range(width))
        label = labels.get(row, "")
        rows.append(Line(row, label, line, sums=_named_a_sum(label)))
    columns = []
    for column in range(width):
        line = tuple(slots.get((row, column), Gap.BLANK) for row in range(height))
        numbers = [s.figure for s in line if isinstance(s, Printed)]
        if numbers:
            header = _commonest([f.column_header or "" for f in numbers])
            measure = Measure(_commonest([f.measure for f in numbers]))
            group, _, label = header.rpartition(JOINT)
            sums = says(label, "total") or says(label, "net")
            ends = _commonest([f.period_end for f in numbers])
            columns.append(Line(column, label or header, line, group=group, measure=measure, sums=sums, ends=ends))
    return Grid(table, tuple(rows), tuple(columns))


def _named_a_sum(label: str) -> bool:
    named = any(opens_or_closes(label, key) for key in ("total", "net", "closing"))
    return named and not says(label, "average")


def _commonest(values: Sequence[_T]) -> _T:
    return max(values, key=values.count)
