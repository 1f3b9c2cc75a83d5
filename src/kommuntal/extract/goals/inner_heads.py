"""Tables that a print runs together: a row of heads in the body begins another table for whoever reads what it says."""

from itertools import pairwise

import msgspec

from kommuntal.extract.goals.words import head_of, without_label
from kommuntal.layout.model import Cell, Table

FEWEST = 2  # heads that make a row one of heads


def cut_at_heads(table: Table) -> list[tuple[int, Table]]:
    """Return the table cut before each row of heads in its body, each part with the row that it begins at.

    Rows are counted anew in each part. A labelled line right above the heads ("Fokusområde: Trygga hem") is its title.
    """
    by_row: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.text:
            by_row.setdefault(cell.row, []).append(cell)
    heads = [r for r in sorted(by_row) if r >= max(1, table.header_rows) and _are_heads(by_row[r])]
    if not heads:
        return [(0, table)]
    titled = {r: r - 1 if _is_title(by_row.get(r - 1, [])) else r for r in heads}
    edges = [0, *titled.values(), table.rows]
    depths = [table.header_rows, *(r - start + 1 for r, start in titled.items())]
    out, title = [], table.title
    for (a, b), depth in zip(pairwise(edges), depths, strict=True):
        out.append((a, _cut(table, a, b, depth, title)))
        if depth > 1 and _is_title(by_row.get(a, [])):
            title = by_row[a][0].text  # it holds until the next one
    return out


def _are_heads(cells: list[Cell]) -> bool:
    return len(cells) >= FEWEST and all(head_of(c.text).role != "other" for c in cells)


def _is_title(cells: list[Cell]) -> bool:
    return len(cells) == 1 and cells[0].column == 0 and without_label(cells[0].text) != cells[0].text


def _cut(table: Table, start: int, end: int, header_rows: int, title: str | None) -> Table:
    held = [c for c in table.cells if start <= c.row < end]
    first = [c for c in held if c.row == start and c.text]
    out = []
    for cell in held:
        over = header_rows > 1 and cell.row == start and _is_title(first)
        if over and cell is not first[0]:
            continue
        span = table.columns if over else cell.column_span
        row = cell.row - start
        out.append(msgspec.structs.replace(cell, row=row, column_span=span, is_header=row < header_rows))
    box = table.box
    for k, cell in enumerate(out):
        box = cell.box if not k else box.union(cell.box)
    return msgspec.structs.replace(
        table,
        cells=tuple(out),
        box=box,
        rows=end - start,
        header_rows=header_rows,
        continues=table.continues if start == 0 else None,
        title=title,
    )
