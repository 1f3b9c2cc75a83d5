"""Tables and their cells: what a table is about, the unit it declares, and the number in each cell."""

import re
from collections.abc import Sequence

from kommuntal.extract.figures_columns import header_unit
from kommuntal.extract.ids import Ids
from kommuntal.extract.lexicon import data, phrases
from kommuntal.extract.where import where
from kommuntal.layout.model import Cell as LaidCell
from kommuntal.layout.model import Layout
from kommuntal.layout.model import Table as LaidTable
from kommuntal.schema import Cell, Section, Table
from kommuntal.schema.enums import TableKind
from kommuntal.swedish.amounts import Amount, parse_amount
from kommuntal.swedish.text import squash
from kommuntal.swedish.units import PrintedUnit

NEAR = 60.0  # points above a table in which a line such as "Belopp i tkr" speaks of it
SHORT = 100  # characters: a longer text above a table is prose, and a unit in it may be about something else


def table_rows(layout: Layout, ids: Ids, sections: Sequence[Section]) -> list[Table]:
    """Return a row for each of `layout.tables`, in that order; a part of a table inherits what only the first says."""
    rows: list[Table] = []
    for table in layout.tables:
        first = rows[table.continues] if table.continues is not None else None
        unit = table_unit(layout, table)
        kind = kind_of(table)
        title = _title(layout, table)
        rows.append(
            Table(
                **where(layout.document_id, table.page, table.box),
                confidence=table.confidence,
                table_id=ids.next("table", table.page),
                section_id=sections[table.section].section_id if table.section is not None else None,
                title=first.title if first and first.title else title,
                unit=unit.text if unit else (first.unit if first else None),
                kind=first.kind if first and first.kind is not TableKind.OTHER else kind,
                rows=table.rows,
                columns=table.columns,
                header_rows=table.header_rows,
                header_columns=table.header_columns,
                continues=first.table_id if first else None,
                method="; ".join([table.method, *table.reasons]) if table.reasons else table.method,
            )
        )
    return rows


_OF_UNIT = {"belopp", "beloppen", "värden", "siffror", "alla", "samtliga", "anges", "redovisas", "visas", "är", "i"}


def _title(layout: Layout, table: LaidTable) -> str | None:
    """Return what stands over a table as its name; a line that only declares its unit ("Belopp i tkr") is not one, and
    the heading above it is."""
    title = squash(table.title) if table.title else None
    unit = header_unit(title) if title else None
    rest = re.findall(r"\w+", title.replace(unit.text, " ").casefold()) if title and unit else ["?"]
    if set(rest) <= _OF_UNIT and table.section is not None:
        return squash(layout.sections[table.section].heading)
    return title


def cell_rows(table: LaidTable, row: Table) -> list[Cell]:
    """Return the cells of a table, each with the number it holds where the whole cell is one."""
    return [_cell(cell, row) for cell in table.cells]


def _cell(cell: LaidCell, table: Table) -> Cell:
    amount = None if cell.is_header or cell.row < table.header_rows else settled_amount(cell)
    return Cell(
        **where(table.document_id, table.page, cell.box),
        confidence=cell.confidence,
        table_id=table.table_id,
        row=cell.row,
        column=cell.column,
        row_span=cell.row_span,
        column_span=cell.column_span,
        is_header=cell.is_header,
        text=cell.text,
        value=amount.value if amount else None,
        value_unit=amount.unit.text if amount and amount.unit else None,
    )


SETTLED = 0.5  # confidence under which a cell may hold another number, or two
_FOOTNOTE = re.compile(r"(?<=[\d%])(?:\s*\*+\)?|\s+\d\)|\s*[¹²³⁴⁵⁶⁷⁸⁹]+\)?)$")


def settled_amount(cell: LaidCell) -> Amount | None:
    """Return the amount that a cell holds; None where two readings of it remain."""
    return cell_amount(cell.text) if cell.confidence >= SETTLED else None


def cell_amount(text: str) -> Amount | None:
    """Return the amount that is the whole cell, a footnote mark after it set aside; None for words and for nothing."""
    return parse_amount(_FOOTNOTE.sub("", squash(text)))


# ---- unit ------------------------------------------------------------------------------------------------------------


def table_unit(layout: Layout, table: LaidTable) -> PrintedUnit | None:
    """Return the unit the table declares for all of itself: in its corner, over all its columns, its title, or a line
    right above it. A unit in one column's header is that column's alone."""
    for text in [*_over_all(table), table.title or "", *_above(layout, table)]:
        unit = header_unit(squash(text)) if text else None
        if unit is not None:
            return unit
    return None


def _over_all(table: LaidTable) -> list[str]:
    """The header texts that stand over the row labels or over the whole width."""
    lead = max(1, table.header_columns)
    return [
        cell.text
        for cell in table.cells
        if cell.row < table.header_rows
        and cell.text
        and (cell.column + cell.column_span <= lead or (cell.column == 0 and cell.column_span >= table.columns))
    ]


def _above(layout: Layout, table: LaidTable) -> list[str]:
    """Short lines right above the table, nearest first."""
    near = [
        p
        for p in layout.paragraphs[max(0, table.before - 3) : table.before + 1]
        if p.page == table.page and -2 <= table.box.top - p.box.bottom <= NEAR and len(p.text) <= SHORT
    ]
    return [p.text for p in sorted(near, key=lambda p: -p.box.bottom)]


# ---- kind ------------------------------------------------------------------------------------------------------------


def kind_of(table: LaidTable) -> TableKind:
    """Return the kind whose words weigh most in the title, the headers and the labels of the rows."""
    lead = max(1, table.header_columns)
    texts = {
        "title": [squash(table.title)] if table.title else [],
        "header": [squash(c.text) for c in table.cells if c.row < max(1, table.header_rows) and c.text],
        "row": [squash(c.text) for c in table.cells if c.row >= table.header_rows and c.column < lead and c.text],
    }
    weights = {
        kind: sum(_weight(kind, part, text) for part, found in texts.items() for text in found)
        for kind in TableKind
        if kind in data("table_kinds")
    }
    kind = max(weights, key=lambda k: weights[k])
    return kind if weights[kind] >= data("table_kinds")["enough"] else TableKind.OTHER


def _weight(kind: TableKind, part: str, text: str) -> float:
    """Return the weight of the heaviest phrase of this kind that the text begins with or holds."""
    found: dict[str, float] = data("table_kinds")[kind][part]
    return max((weight for phrase, weight in found.items() if phrases((phrase,)).search(text)), default=0.0)
