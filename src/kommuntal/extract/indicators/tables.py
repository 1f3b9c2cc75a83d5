"""Indicators of tables: a column that names them, and columns whose heads say which value they hold."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kommuntal.extract.goals.inner_heads import cut_at_heads
from kommuntal.extract.goals.merge import same_title
from kommuntal.extract.goals.tables import Columns, columns_of, headed
from kommuntal.extract.goals.words import Head, value_roles
from kommuntal.extract.indicators.reading import Reading, Value, operator_of, period_of, share_unit, split_unit
from kommuntal.layout.model import Cell, Layout, Table
from kommuntal.schema import Document, Goal
from kommuntal.schema.enums import ValueRole
from kommuntal.swedish.amounts import find_amounts
from kommuntal.swedish.text import squash

TWO = re.compile(r"(?P<first>.*?\S)\s*\((?P<second>[^()]+)\)\s*")
_BUDGET = re.compile(r"(?i)\w*budget")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
BOUND = re.compile(r"(?i)\b(?:ska|skall|bör)\b(?P<rest>.*)")


def table_indicators(layout: Layout, document: Document, goals: Sequence[Goal]) -> Iterator[Reading]:
    """Yield the indicators of all tables that name indicators and say of each value whether it is target or outcome.

    A table of bare years is statistics, and its values are figures of the table.
    """
    previous: tuple[Table, Columns] | None = None
    goal: str | None = None
    for table in (part for laid in layout.tables for _, part in cut_at_heads(headed(laid))):
        columns = _naming(columns_of(table))
        goes_on = table.continues is not None and previous is not None and table.columns == previous[0].columns
        if goes_on and previous is not None and columns.at("indicator") is None:
            columns = previous[1]
        if columns.at("indicator") is None or not any(value_roles(t) for t in columns.texts):
            previous = None
            continue
        if not goes_on:
            goal = None
        previous = (table, columns)
        for row in range(table.header_rows, table.rows):
            cells = {c.column: c for c in table.cells if c.row == row and c.text}
            named = cells.get(columns.goal if columns.goal is not None else -1)
            if named is not None and named.column_span == 1:
                goal = squash(named.text)
            reading = _reading(table, columns, cells, document)
            if reading is None:
                continue
            reading.goal = _goal(goal, table.page, goals)
            yield reading


def _naming(columns: Columns) -> Columns:
    """Return the columns with the first one as that of the indicators where it has no head and others say goal and
    outcome: "| Bokslut 2024 | Mål 2025 |"."""
    roles = {role for text in columns.texts for role in value_roles(text) if not _BUDGET.match(text)}
    if columns.texts[0] or columns.at("indicator") is not None or not {"target", "outcome"} <= roles:
        return columns
    return replace(columns, heads=(Head("indicator"), *columns.heads[1:]))


def _reading(table: Table, columns: Columns, cells: dict[int, Cell], document: Document) -> Reading | None:
    at = columns.at("indicator")
    name = cells.get(at if at is not None else -1)
    if name is None or name.column_span > 1:
        return None
    values = [v for c in sorted(cells) if c != at for v in _values(table, columns, cells[c], document)]
    if not values:
        return None
    text, unit = split_unit(name.text)
    target = next((c for c, t in enumerate(columns.texts) if value_roles(t)[:1] == ["target"]), None)
    values += _in_name(name, columns.texts[target] if target is not None else "", document, table)
    unit = unit or next((v.amount.unit.text for v in values if v.amount and v.amount.unit), None)
    unit = unit or share_unit(text, values)
    return Reading(text, unit, table.page, name.box, table.section, values, None, table.confidence)


def _values(table: Table, columns: Columns, cell: Cell, document: Document) -> Iterator[Value]:
    """Yield the values of a cell: one, or two where its head names two ("Mål (utfall)")."""
    if cell.column_span > 1:
        return
    header = columns.texts[cell.column]
    roles = [ValueRole(r) for r in value_roles(header)]
    if _is_earlier(header, columns):
        roles = [ValueRole.OUTCOME]
    elif not roles or columns.heads[cell.column].role != "value":
        return
    both = TWO.fullmatch(squash(cell.text))
    texts = [both["first"], both["second"]] if both and len(roles) > 1 else [squash(cell.text)]
    for role, text in zip(roles, texts, strict=False):
        yield Value(
            role,
            text,
            table.page,
            cell.box,
            period_of(header, text, document),
            operator_of(text, role),
            min(table.confidence, cell.confidence),
        )


def _is_earlier(header: str, columns: Columns) -> bool:
    """Say whether a column of a bare year holds what came out then: a target beside it is for a later year."""
    targets = [t for t in columns.texts if value_roles(t)[:1] == ["target"]]
    years = [int(y) for t in targets for y in _YEAR.findall(t)]
    return _YEAR.fullmatch(header.strip()) is not None and bool(years) and int(header) < min(years)


def _in_name(name: Cell, header: str, document: Document, table: Table) -> Iterator[Value]:
    """Yield the target that a name sets itself: "Andelen ska uppgå till minst 1 procent"."""
    bound = BOUND.search(name.text)
    for found in find_amounts(bound["rest"]) if bound else ():
        if found.item.operator is not None:
            text = found.item.text
            yield Value(
                ValueRole.TARGET,
                text,
                table.page,
                name.box,
                period_of(header, text, document),
                found.item.operator,
                table.confidence,
            )


def _goal(title: str | None, page: int, goals: Sequence[Goal]) -> Goal | None:
    if title is None:
        return None
    near = [g for g in goals if g.page is not None and abs(g.page - page) <= 1 and same_title(g.title, title)]
    return min(near, key=lambda g: abs((g.page or 0) - page)) if near else None
