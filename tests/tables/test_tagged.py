"""The tag tree is believed where it agrees with the page."""

from collections.abc import Sequence

import msgspec
from tests.tables.drawing import level, page, table_words

from kommuntal.layout.tables import find_tables
from kommuntal.read.model import Page, TagCell, TagTable

GRID = [["Uppdrag", "Kommentar"], ["Se över lokaler", "Pågår"], ["Höja målet", "Klart"]]


def tagged(grid: Sequence[Sequence[str]], order: Sequence[int]) -> Page:
    """Return a page with a table of words without figures, and tags with its rows in the order given."""
    bare = page(table_words(grid))
    ids = {}
    held = []
    for word in bare.words:
        row, column = round((word.top - 200) / 14), int(word.x0 > 200)
        ids[row, column] = 2 * row + column
        held.append(msgspec.structs.replace(word, mcid=ids[row, column]))
    rows = tuple(tuple(TagCell((ids[r, c],), header=r == 0) for c in range(2)) for r in order)
    return msgspec.structs.replace(bare, words=tuple(held), tag_tables=(TagTable(rows),))


def shaded(found: Page) -> Page:
    return msgspec.structs.replace(found, paths=(level(212.5, 66, 310),))


def test_a_table_without_figures_is_found_by_its_tags() -> None:
    (table,) = find_tables(shaded(tagged(GRID, (0, 1, 2))))
    assert table.grid() == GRID
    assert table.method == "tags"
    assert table.header_rows == 1


def test_tags_out_of_order_are_not_believed() -> None:
    assert find_tables(shaded(tagged(GRID, (2, 0, 1)))) == []


def test_tags_can_be_left_out() -> None:
    assert find_tables(shaded(tagged(GRID, (0, 1, 2))), tags=False) == []
