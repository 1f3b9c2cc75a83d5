"""Whatever a table of figures holds and however it is drawn, what was set is what is read."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.tables.drawing import LEADING, page, table_rules, table_words, words

from kommuntal.layout.tables import find_tables
from kommuntal.read.model import Page, Word

LETTERS = string.ascii_lowercase + "åäö"
LABELS = st.text(LETTERS, min_size=3, max_size=12).map(str.capitalize)
FIGURES = st.integers(-99_999, 999_999).map(lambda n: f"{n:,}".replace(",", " "))


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    columns = draw(st.integers(2, 4))
    rows = draw(st.integers(4, 9))
    heads = draw(st.lists(LABELS, min_size=columns + 1, max_size=columns + 1))
    body = [[draw(LABELS), *(draw(FIGURES) for _ in range(columns))] for _ in range(rows)]
    return [heads, *body]


@pytest.mark.parametrize("style", ["grid", "double", "rules", "zebra", "none"])
@settings(max_examples=40)
@given(grid=tables())
def test_what_is_set_is_read(style: str, grid: list[list[str]]) -> None:
    found = find_tables(page(table_words(grid), table_rules(grid, style)))
    assert [t.grid() for t in found] == [grid]
    assert found[0].header_rows == 1
    assert found[0].header_columns == 1
    assert found[0].reasons


@settings(max_examples=40)
@given(grid=tables(), gaps=st.sets(st.tuples(st.integers(1, 3), st.integers(1, 2)), max_size=3))
def test_empty_cells_are_kept(grid: list[list[str]], gaps: set[tuple[int, int]]) -> None:
    for row, column in gaps:
        grid[row][column] = ""
    found = find_tables(page(table_words(grid), table_rules(grid, "grid")))
    assert [t.grid() for t in found] == [grid]


@settings(max_examples=25)
@given(grid=tables(), dx=st.floats(-30, 60), dy=st.floats(-100, 300))
def test_where_the_table_stands_does_not_matter(grid: list[list[str]], dx: float, dy: float) -> None:
    here = find_tables(page(table_words(grid), table_rules(grid, "rules")))
    there = find_tables(page(table_words(grid, 70 + dx, 200 + dy), table_rules(grid, "rules", 70 + dx, 200 + dy)))
    assert [t.grid() for t in here] == [t.grid() for t in there]


def test_thousands_are_settled_by_the_columns_of_other_rows() -> None:
    # Columns a space apart: `415 354` could be one number, did the other rows not show two columns.
    rows = [
        ("Intäkter", "415", "354"),
        ("Kostnader", "-32", "-59"),
        ("Avskrivningar", "-138", "-5"),
        ("Netto", "7", "10"),
    ]
    held = []
    for r, (label, first, second) in enumerate(rows):
        y = 200 + r * LEADING
        held += words(label, 70, y) + words(first, 215, y, right=True) + words(second, 237, y, right=True)
    (table,) = find_tables(page(held))
    assert table.grid() == [list(row) for row in rows]


def test_thousands_in_one_column_stay_one_number() -> None:
    grid = [["Nämnd", "Utfall"], *([f"Nämnd {c}", f"{k} {k}15"] for k, c in enumerate("ABCDEF", 1))]
    (table,) = find_tables(page(table_words(grid)))
    assert table.grid() == grid
    assert all(c.confidence == 1.0 for c in table.cells)


def test_two_numbers_in_one_cell_are_not_sure() -> None:
    grid = [["Nämnd", "Antal"], ["Norra", "12"], ["Södra", "7"], ["Östra", "9"]]
    held = table_words(grid) + words("31", 70 + 160 + 75 - 30, 200 + LEADING, right=True)
    (table,) = find_tables(page(held, table_rules(grid, "grid")))
    assert [c.text for c in table.cells if c.confidence < 0.5] == ["31 12"]


def tight(rows: list[tuple[str, str, str]]) -> Page:
    """Return rows whose two groups of digits stand 0.4 ems apart: more than a space, less than columns do."""
    held: list[Word] = []
    for r, (label, first, second) in enumerate(rows):
        y = 200 + r * LEADING
        held += words(label, 70, y) + words(first, 214, y, right=True) + words(second, 233, y, right=True)
    return page(held)


def test_a_sum_that_only_two_columns_satisfy_parts_them() -> None:
    rows = [("Norra", "415", "354"), ("Södra", "-232", "159"), ("Östra", "120", "303"), ("Summa", "303", "816")]
    (table,) = find_tables(tight(rows))
    assert table.grid() == [list(row) for row in rows]
    assert {c.confidence for c in table.cells} == {1.0}


def test_a_sum_that_only_one_column_satisfies_keeps_it_whole() -> None:
    rows = [("Norra", "110", "905"), ("Södra", "120", "804"), ("Östra", "130", "703"), ("Summa", "362", "412")]
    (table,) = find_tables(tight(rows))
    assert table.grid() == [[label, f"{first} {second}"] for label, first, second in rows]
    assert {c.confidence for c in table.cells} == {1.0}


@pytest.mark.parametrize("total", [("360", "612"), ("371", "500")])
def test_a_number_that_may_be_two_is_not_sure(total: tuple[str, str]) -> None:
    rows = [("Norra", "110", "105"), ("Södra", "120", "204"), ("Östra", "130", "303"), ("Summa", *total)]
    (table,) = find_tables(tight(rows))
    assert all(c.confidence < 0.5 for c in table.cells if c.column)


@pytest.mark.parametrize(("sign", "sure"), [(297, True), (280, False)])
def test_a_dash_beside_a_number_is_its_sign_only_where_it_is_near(sign: float, sure: bool) -> None:
    grid = [["Nämnd", "Netto"], ["Norra", "-120"], ["Södra", ""], ["Östra", "-95"]]
    held = [*table_words(grid), *words("-", sign - 18, 228), *words("279", 305, 228, right=True)]
    (table,) = find_tables(page(held, table_rules(grid, "grid")))
    assert [c.confidence == 1.0 for c in table.cells if c.text == "- 279"] == [sure]


def test_the_wide_space_of_monospaced_type_is_a_space() -> None:
    grid = [["Tkr", "2025", "2024"], ["Intäkter", "212 400", "205 100"], ["Kostnader", "-864 700", "-841 900"]]
    grid += [["Netto", "-652 300", "-636 800"], ["Kassa", "1 250", "61 300"]]
    held = []
    for r, row in enumerate(grid):
        for x, text in zip((70, 304, 412), row, strict=True):  # every character is 6 points wide, the space too
            at = x if x == 70 else x - 6 * len(text)
            for word in text.split(" "):
                held.append(Word(word, at, 200 + 14 * r, at + 6 * len(word), 210 + 14 * r, size=10.0))
                at += 6 * (len(word) + 1)
    (table,) = find_tables(page(held))
    assert table.grid() == grid
    assert {c.confidence for c in table.cells} == {1.0}


def test_a_statement_without_any_drawing_is_a_table() -> None:
    grid = [
        ["Balansräkning", "Not", "2025", "2024"],
        ["TILLGÅNGAR", "", "", ""],
        ["Byggnader", "1", "1 250 300", "1 198 200"],
        ["Maskiner", "", "88 100", "91 400"],
        ["Summa tillgångar", "", "1 338 400", "1 289 600"],
    ]
    above = words("Ställningen den 31 augusti visas nedan.", 70, 170)
    (table,) = find_tables(page([*above, *table_words(grid)]))
    assert table.grid() == grid
