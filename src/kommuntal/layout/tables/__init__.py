"""Tables of a page: from the tag tree where it holds them, else from what is drawn and how the words stand."""

import msgspec

from kommuntal.layout.model import Table
from kommuntal.layout.tables.find import OVERLAP, tables_by_geometry
from kommuntal.layout.tables.join import join_tables
from kommuntal.layout.tables.tagged import tables_by_tags
from kommuntal.layout.tables.turned import is_turned, turn_back, upright
from kommuntal.read.model import Page

__all__ = ["find_tables", "join_tables"]


def find_tables(page: Page, tags: bool = True) -> list[Table]:
    """Return the tables of a page from top to bottom; `tags` is whether the tag tree may be asked first.

    Grids with a confidence under one half are pieces: tables only where they go on from the page before, which
    `join_tables` decides.
    """
    if is_turned(page):
        turned, runs_up = upright(page)
        return [turn_back(t, page, runs_up) for t in tables_by_geometry(turned)]
    geometry = tables_by_geometry(page)
    tagged = tables_by_tags(page) if tags else []
    return sorted(_agreed(geometry, tagged), key=lambda t: (t.box.top, t.box.x0))


def _agreed(geometry: list[Table], tagged: list[Table]) -> list[Table]:
    """Return the tagged tables, and those by geometry that stand elsewhere or say the same with better boxes."""
    out = []
    left = list(tagged)
    for table in geometry:
        rivals = [t for t in left if t.box.overlap(table.box) > OVERLAP or table.box.overlap(t.box) > OVERLAP]
        if not rivals:
            if not any(t.box.overlap(table.box) > OVERLAP or table.box.overlap(t.box) > OVERLAP for t in tagged):
                out.append(table)
        elif len(rivals) == 1 and _texts(rivals[0]) == _texts(table) and not _spans_more(rivals[0], table):
            left.remove(rivals[0])
            reasons = (*table.reasons, *rivals[0].reasons)
            out.append(msgspec.structs.replace(table, method=f"{table.method}+tags", confidence=1.0, reasons=reasons))
    return out + left


def _spans_more(tagged: Table, table: Table) -> bool:
    """Whether the tags merge cells that the eye does not: a name at the right of its columns may stand over one."""
    shape = (tagged.rows, tagged.columns) == (table.rows, table.columns)
    return shape and len(tagged.cells) < len(table.cells) and tagged.grid() != table.grid()


def _texts(table: Table) -> list[list[str]]:
    """Return the words of each row that has any, without spaces: what two readings of one table must share."""
    rows = [["".join(text.split()) for text in row if text] for row in table.grid()]
    return [row for row in rows if row]
