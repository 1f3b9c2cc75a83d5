"""Names of groups of columns, set over heads that come twice, wherever they stand over their columns."""

from hypothesis import given
from hypothesis import strategies as st
from tests.tables.drawing import LEADING, level, page, table_words, words

from kommuntal.layout.model import Table
from kommuntal.layout.tables import find_tables
from kommuntal.layout.tables.groups import by_edge, comes_twice
from kommuntal.read.model import Path

HEAD = ["Nämnd", "Utfall", "Budget", "Avvikelse", "Budget", "Prognos", "Avvikelse"]
BODY = [[f"Nämnd {c}", *(str(k + n) for n in range(6))] for k, c in enumerate("ABCDE", 11)]
COLUMN, LABEL = 60.0, 160.0


def over(names: dict[str, float], *, right: bool, rules: list[Path], head: list[str] = HEAD) -> Table:
    """Set a table with names of groups at the given x over its heads."""
    held = table_words([head, *BODY], column=COLUMN, top=200)
    for name, x in names.items():
        held += words(name, x, 200 - LEADING, right=right)
    (table,) = find_tables(page(held, rules))
    return table


def edge(column: int) -> float:
    return 70 + LABEL + column * COLUMN


UNDER_HEADS = [level(200 + LEADING - 2, 66, edge(6) + 4), level(200 + 6 * LEADING, 66, edge(6) + 4)]


def test_names_set_to_the_right_over_one_rule_are_over_their_groups() -> None:
    rules = [level(200 - LEADING - 2, 66, edge(6) + 4), *UNDER_HEADS]
    table = over({"Perioden": edge(3), "Helår": edge(6)}, right=True, rules=rules)
    assert table.header_rows == 2
    assert [c for c in table.grid()[1] if c] == HEAD
    spans = {c.text: (c.column, c.column_span) for c in table.cells if c.row == 0 and c.text}
    assert spans == {"Perioden": (1, 3), "Helår": (4, 3)}


def test_names_over_a_rule_that_stands_under_the_heads_alone_belong_to_the_table() -> None:
    table = over({"Perioden": edge(2) - 15, "Helår": edge(5) - 15}, right=False, rules=UNDER_HEADS)
    assert table.header_rows == 2
    assert [c for c in table.grid()[0] if c] == ["Perioden", "Helår"]


def test_heads_that_wrap_are_no_groups() -> None:
    head = ["Nämnd", "Utfall", "Budget", "avvikelse", "Budget", "Prognos", "avvikelse"]
    rules = [level(200 - LEADING - 2, 66, edge(6) + 4), *UNDER_HEADS]
    held = table_words([head, *BODY], column=COLUMN, top=200)
    for column in (3, 6):
        held += words("Budget-", edge(column), 200 - LEADING + 3, right=True)
    (table,) = find_tables(page(held, rules))
    assert table.header_rows == 1
    assert table.grid()[0] == ["Nämnd", "Utfall", "Budget", "Budgetavvikelse", "Budget", "Prognos", "Budgetavvikelse"]


def test_a_short_rule_under_each_name_parts_them_from_all_their_columns() -> None:
    rules = [level(200 - 2, edge(k) - 80, edge(k)) for k in (3, 6)]
    table = over({"Perioden": 315, "Helår": 502}, right=False, rules=[*rules, *UNDER_HEADS])
    assert [c for c in table.grid()[1] if c][-6:] == HEAD[1:]
    assert {c.text: c.column for c in table.cells if c.row == 0 and c.text and c.column} == {"Perioden": 1, "Helår": 4}


def test_heads_set_to_the_left_keep_their_columns_though_a_name_reaches_over_the_next() -> None:
    held = table_words([["Nämnd", *[""] * 6], *BODY], column=COLUMN, top=200)
    for column, head in enumerate(HEAD[1:], 1):
        held += words(head, edge(column - 1) + 4, 200)
    for column, name in ((1, "Ackumulerat nu"), (4, "Helåret")):
        held += words(name, edge(column - 1) + 4, 200 - LEADING)
    (table,) = find_tables(page(held, UNDER_HEADS))
    assert table.grid()[table.header_rows - 1] == HEAD


def test_one_row_of_figures_under_ruled_off_names_is_a_table() -> None:
    grid = [["Indikator", "Utfall 2024", "Mål 2025", "Prognos 2025"], ["Andel till arbete", "38", "40", "43"]]
    rules = [level(200 + LEADING - 2, 66, 470), level(200 + 2 * LEADING - 2, 66, 470)]
    (table,) = find_tables(page(table_words(grid), rules))
    assert (table.grid(), table.header_rows) == (grid, 1)
    assert find_tables(page(table_words([grid[0], ["Andel", "till", "arbete", "nu"]]), rules)) == []


@given(sizes=st.lists(st.integers(2, 4), min_size=2, max_size=4), right=st.booleans(), note=st.booleans())
def test_groups_are_neighbours_that_hold_every_column_once(sizes: list[int], right: bool, note: bool) -> None:
    names = ["not"] * note + [f"år {k}" for size in sizes for k in range(size)]
    under = [(50.0 * k, 50.0 * k + 30) for k in range(len(names))]
    groups, start = [], int(note)
    for size in sizes:
        groups.append(range(start, start + size))
        start += size
    names_at = [
        (under[g[-1]][1] - 20, under[g[-1]][1]) if right else (under[g[0]][0], under[g[0]][0] + 20) for g in groups
    ]
    found = by_edge(names_at, under, names)
    assert found == groups
    assert not any(comes_twice([names[k] for k in g]) for g in groups)


def test_names_that_stand_at_no_edge_are_left_alone() -> None:
    under = [(0.0, 30.0), (50.0, 80.0), (100.0, 130.0), (150.0, 180.0)]
    assert by_edge([(10, 60), (110, 160)], under, ["a", "b", "a", "b"]) is None
    assert by_edge([(60, 80), (160, 180)], under, ["a", "b", "c", "d"]) is None
