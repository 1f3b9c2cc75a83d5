"""Numeric cells to figures: whose number, of what, measured how, for which period, in which unit."""

import re
from collections.abc import Sequence

import msgspec

from kommuntal.extract.context import Context
from kommuntal.extract.figures_columns import PRIOR, Column, columns_of, measure_of, month_or_until
from kommuntal.extract.figures_rows import Row, lead_of, rows_of
from kommuntal.extract.goals.inner_heads import cut_at_heads
from kommuntal.extract.tables import settled_amount, table_unit
from kommuntal.extract.where import where
from kommuntal.layout.model import Cell, Layout
from kommuntal.layout.model import Table as LaidTable
from kommuntal.schema import Figure, Records, Table
from kommuntal.schema.enums import Measure, TableKind, Unit
from kommuntal.swedish.amounts import Amount
from kommuntal.swedish.dates import Period
from kommuntal.swedish.units import PrintedUnit

NO_FIGURES = {TableKind.AGENDA, TableKind.CONTENTS}
VAGUE = {None, Measure.OTHER, Measure.SHARE, Measure.COUNT}  # what a measure beside them says more than
UNSETTLED = 0.9  # factor on the confidence for each of measure, unit and period that nothing settles
HEDGED = 0.6  # "ung 116 000": the number is read, but nothing can be reckoned with it


def extract_figures(layout: Layout, context: Context) -> Records:
    """Return the figures of all tables; a part of a table takes its headers from the first part where it has none."""
    period = Period(*context.period) if context.period else None
    pages = {page.number: page for page in layout.pages}
    out = Records()
    columns: list[list[Column]] = []
    units: list[PrintedUnit | None] = []
    for table, row in zip(layout.tables, context.tables, strict=True):
        first = table.continues
        own = columns_of(table, period)
        inherits = first is not None and not any(c.levels for c in own) and len(columns[first]) == len(own)
        columns.append(columns[first] if inherits and first is not None else own)
        units.append(table_unit(layout, table) or (units[first] if first is not None else None))
        if row.kind in NO_FIGURES:
            continue
        numbers = numeric_cells(table, columns[-1])
        rows = rows_of(table, pages.get(table.page), {cell.row for cell, _ in numbers}, period)
        whole = _whole_table(table, row)
        inner = [(start, columns_of(part, period)) for start, part in cut_at_heads(table)[1:]]
        for cell, amount in numbers:
            under = next((found for start, found in reversed(inner) if start <= cell.row), columns[-1])
            label = rows.get(cell.row, Row(""))
            figure = _figure(cell, amount, label, under[cell.column], units[-1], whole, row, context)
            if figure.unit is Unit.SEK and cell.column in month_or_until(under, period):
                figure = msgspec.structs.replace(figure, period_start=None, period_end=None)
            out.figures.append(figure)
    return out


def numeric_cells(table: LaidTable, columns: Sequence[Column]) -> list[tuple[Cell, Amount]]:
    """Return the cells below the header that hold an amount and nothing else; no ids, dates, years or page numbers."""
    found = [
        (cell, amount)
        for cell in table.cells
        if cell.row >= table.header_rows
        and cell.column >= lead_of(table)
        and not cell.is_header
        and not columns[cell.column].identifying
        and (amount := settled_amount(cell)) is not None
    ]
    years = [(cell.row, cell.column, _is_year(amount)) for cell, amount in found]
    year_rows = {r for r, _, _ in years if all(y for row, _, y in years if row == r)}
    year_columns = {c for _, c, _ in years if all(y for _, column, y in years if column == c)}
    return [
        (cell, a) for cell, a in found if not (_is_year(a) and (cell.row in year_rows or cell.column in year_columns))
    ]


def _is_year(amount: Amount) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d", amount.text.strip()) is not None


def _whole_table(table: LaidTable, row: Table) -> Measure | None:
    """Return the measure that the corner or the title names for all columns ("Avvikelse prognos - budget")."""
    corner = " ".join(c.text for c in table.cells if c.row < table.header_rows and c.column < lead_of(table))
    return measure_of(corner) or measure_of(row.title or "")


def _figure(
    cell: Cell,
    amount: Amount,
    row: Row,
    column: Column,
    table_unit: PrintedUnit | None,
    whole: Measure | None,
    table: Table,
    context: Context,
) -> Figure:
    period = column.period or row.period
    measure = _measure(row, column, whole, period, context)
    unit = settle_unit(amount.unit, row.unit, column.unit, table_unit)
    settled = [measure is not None, period is not None, unit is not None]
    confidence = cell.confidence * UNSETTLED ** settled.count(False)
    if amount.hedge is not None:
        confidence = min(confidence, HEDGED)
    return Figure(
        **where(table.document_id, table.page, cell.box),
        confidence=round(confidence, 3),
        figure_id=context.ids.next("figure", table.page),
        table_id=table.table_id,
        row=cell.row,
        column=cell.column,
        organisation=row.organisation or _organisation(table, context),
        line_item=row.line_item or None,
        line_item_raw=row.printed or None,
        measure=measure or Measure.OTHER,
        period_start=period.start if period else None,
        period_end=period.end if period else None,
        value=amount.value * unit.scale if unit else amount.value,
        unit=unit.base if unit else None,
        decimals=amount.decimals if amount.hedge is None else None,
        scale=unit.scale if unit else None,
        is_total=row.total,
        column_header=column.header or None,
        text=cell.text,
    )


def _measure(
    row: Row, column: Column, whole: Measure | None, period: Period | None, context: Context
) -> Measure | None:
    """Return what the number measures: as the column says, else the row, else the corner or title, else by the period.

    A row that is a measure itself ("Budgetavvikelse") says more than a column that only dates it.
    """
    document = context.period
    earlier = period is not None and document is not None and period.end < document[0]
    for said in (column.measure, row.measure, whole):
        if said is not None and said not in VAGUE:
            return PRIOR.get(said, said) if earlier else said
    if column.measure is not None or row.measure is not None:
        return column.measure or row.measure
    if period is None or document is None or period.end > document[1]:
        return None
    return Measure.OUTCOME_PRIOR if earlier else Measure.OUTCOME


def settle_unit(
    cell: PrintedUnit | None, row: PrintedUnit | None, column: PrintedUnit | None, table: PrintedUnit | None
) -> PrintedUnit | None:
    """Return the unit that stands nearest the number: the cell's own, the row's or column's, the table's.

    Where row and column name different units nothing is settled, but for a percentage column over rows of amounts.
    """
    if cell is not None:
        return cell
    if row is not None and column is not None and (row.base, row.scale) != (column.base, column.scale):
        return column if column.base in (Unit.PERCENT, Unit.PERCENTAGE_POINTS) else None
    return row or column or table


def _organisation(table: Table, context: Context) -> str | None:
    section = next((s for s in context.sections if s.section_id == table.section_id), None)
    return (section.organisation if section else None) or context.document.organisation
