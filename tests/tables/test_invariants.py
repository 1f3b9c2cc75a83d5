"""Whatever stands on a page, what comes out is a table: cells that fill the grid once, each in the table's box."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.tables.drawing import level, page, shade, upright

from kommuntal.layout.model import Table
from kommuntal.layout.tables import find_tables, join_tables
from kommuntal.read.model import Path, Word

PLACES = st.integers(40, 520)
HEIGHTS = st.integers(40, 780)
TEXTS = st.sampled_from(
    ["Utfall", "12", "1", "345", "-7,5", "2024", "och", "....", "(3)", "%", "-", "–", "Nämnd-", "x"]
)
COLOURS = st.sampled_from(["#dddddd", "#ffffff", "#0066aa"])


@st.composite
def some_words(draw: st.DrawFn) -> Word:
    text, size = draw(TEXTS), draw(st.sampled_from([6.0, 10.0, 10.0, 14.0]))
    x, y = draw(PLACES) // 20 * 20.0, draw(HEIGHTS) // 7 * 7.0
    return Word(text, x, y, x + len(text) * size / 2, y + size, size=size, upright=draw(st.integers(0, 9)) > 0)


@st.composite
def some_paths(draw: st.DrawFn) -> Path:
    x, y = draw(PLACES) // 40 * 40.0, draw(HEIGHTS) // 20 * 20.0
    wide, high = draw(st.integers(1, 8)) * 40.0, draw(st.integers(1, 8)) * 20.0
    kind = draw(st.sampled_from(["level", "upright", "shade", "stroked"]))
    if kind == "level":
        return level(y, x, x + wide)
    if kind == "upright":
        return upright(x, y, y + high)
    if kind == "shade":
        return shade(x, y, x + wide, y + high, draw(COLOURS))
    return Path("rect", x, y, x + wide, y + high, stroke="#000000", width=1.0)


def check(table: Table) -> None:
    squares = [
        (r, c)
        for cell in table.cells
        for r in range(cell.row, cell.row + cell.row_span)
        for c in range(cell.column, cell.column + cell.column_span)
    ]
    assert sorted(squares) == [(r, c) for r in range(table.rows) for c in range(table.columns)]
    assert all(c.box.width > 0 and c.box.height > 0 and c.box.overlap(table.box) > 0.98 for c in table.cells)
    assert 0 <= table.header_rows <= table.rows
    assert 0 <= table.header_columns <= table.columns
    assert 0 < table.confidence <= 1
    assert table.columns > 1
    assert any(c.text for c in table.cells)


@settings(max_examples=150)
@given(words=st.lists(some_words(), max_size=60), paths=st.lists(some_paths(), max_size=25))
def test_any_page_gives_whole_tables_or_none(words: list[Word], paths: list[Path]) -> None:
    one = page(words, paths)
    found = find_tables(one)
    for table in found:
        check(table)
    assert all(a.box.overlap(b.box) < 0.5 for a in found for b in found if a is not b)
    assert find_tables(one) == found
    for table in join_tables(found, [one]):
        assert table.continues is None
