"""How rows, headers and cells are put together."""

import pytest
from tests.tables.drawing import EM, LEADING, level, page, shade, table_rules, table_words, upright, words

from kommuntal.layout.tables import find_tables, join_tables
from kommuntal.read.model import Path, Word

HEAD = ["Nämnd", "Budget", "Utfall"]


def test_a_label_that_wraps_is_one_row_with_its_figures_below() -> None:
    held = table_words([HEAD, ["Socialnämnden", "100", "98"], ["Kommunstyrelsen", "55", "60"]])
    y = 200 + 3 * LEADING + 4
    held += words("Barn- och", 70, y) + words("utbildningsnämnden", 70, y + 11)
    held += words("300", 305, y + 11, right=True) + words("295", 380, y + 11, right=True)
    (table,) = find_tables(page(held))
    assert table.grid()[-1] == ["Barn- och utbildningsnämnden", "300", "295"]


def test_a_section_row_is_a_row_of_its_own() -> None:
    grid = [
        HEAD,
        ["Nämnder", "", ""],
        ["Norra", "1", "2"],
        ["Södra", "3", "4"],
        ["Bolag", "", ""],
        ["Granviksbostäder AB", "5", "6"],
    ]
    (table,) = find_tables(page(table_words(grid)))
    assert table.grid() == grid
    assert table.header_rows == 1


def test_a_word_broken_with_a_hyphen_is_mended_and_a_shared_ending_is_not() -> None:
    paths = [level(y, 60, 300) for y in (195, 240, 285)] + [upright(x, 195, 285) for x in (60, 150, 300)]
    held = words("Verk-", 70, 200) + words("samhet", 70, 214) + words("Namn", 160, 200)
    held += (
        words("Kultur-", 70, 245) + words("och fritid", 70, 259) + words("Avvik", 160, 245) + words("Else", 160, 259)
    )
    (table,) = find_tables(page(held, paths))
    assert table.grid() == [["Verksamhet", "Namn"], ["Kultur- och fritid", "Avvik Else"]]


def test_a_header_over_two_columns_spans_them() -> None:
    grid = [["", "", "", "", ""], ["Nämnd", "Budget", "Utfall", "Budget", "Utfall"]]
    grid += [[f"Nämnd {c}", str(k), str(k + 1), str(k + 2), str(k + 3)] for k, c in enumerate("ABCD", 11)]
    held = table_words(grid, column=60.0)
    first, second = words("Period", 290, 200), words("Helår", 412, 200)
    (table,) = find_tables(page(held + first + second))
    assert table.header_rows == 2
    spans = [(c.text, c.column, c.column_span) for c in table.cells if c.column_span > 1]
    assert spans == [("Period", 1, 2), ("Helår", 3, 2)]


def test_a_header_over_one_column_between_headers_over_several_takes_none_of_theirs() -> None:
    grid = [[""] * 7, ["Nämnd", "Intäkter", "Kostnader", "Netto", "Netto", "Budget", "Prognos"]]
    grid += [[f"Nämnd {c}", "20", "-60", "-40", "-42", "-63", "-61"] for c in "ABCD"]
    held = table_words(grid, column=52.0)
    upper = [("Utfall jan-aug", 308.0), ("Budget jan-aug", 412.0), ("Helår", 494.0)]
    for text, middle in upper:
        held += words(text, middle - len(text) * EM / 4, 200)
    (table,) = find_tables(page(held))
    assert [(c.text, c.column, c.column_span) for c in table.cells if c.row == 0 and c.text] == [
        ("Utfall jan-aug", 1, 3),
        ("Budget jan-aug", 4, 1),
        ("Helår", 5, 2),
    ]


def test_merged_cells_are_spans() -> None:
    paths = [level(y, 60, 360) for y in (195, 215, 235, 255)] + [upright(x, 195, 255) for x in (60, 160, 360)]
    paths.append(upright(260, 215, 255))
    held = words("Enhet", 70, 200) + words("Antal barn", 170, 200) + words("Norra", 70, 220) + words("4", 170, 220)
    held += words("5", 270, 220) + words("Södra", 70, 240) + words("6", 170, 240) + words("7", 270, 240)
    (table,) = find_tables(page(held, paths))
    assert table.grid() == [["Enhet", "Antal barn", ""], ["Norra", "4", "5"], ["Södra", "6", "7"]]
    assert [(c.row, c.column, c.column_span) for c in table.cells if c.column_span > 1] == [(0, 1, 2)]


def test_a_footnote_mark_is_kept_out_of_the_number() -> None:
    grid = [HEAD, ["Norra", "19,5", "20,1"], ["Södra", "8,0", "9,0"], ["Östra", "3,0", "2,5"]]
    held = table_words(grid)
    number = next(w for w in held if w.text == "19,5")
    held.append(Word("1)", number.x1 + 0.2, number.top - 1, number.x1 + 5, number.top + 5, size=0.6 * EM))
    (table,) = find_tables(page(held))
    assert table.grid() == grid


def test_indents_tell_how_far_a_label_is_set_in() -> None:
    grid = [HEAD, ["Intäkter", "10", "12"], ["", "7", "8"], ["", "3", "4"]]
    held = table_words(grid) + words("Skatter", 82, 200 + 2 * LEADING) + words("Bidrag", 82, 200 + 3 * LEADING)
    (table,) = find_tables(page(held))
    assert [c.indent for c in table.cells if c.column == 0] == [0.0, 0.0, 12.0, 12.0]


def test_two_tables_that_touch_are_two() -> None:
    upper = [["Enhet", "Barn"], ["Norra", "10"], ["Södra", "12"]]
    paths = [level(y, 60, 400) for y in (195, 215, 235, 255, 275, 295)]
    paths += [upright(x, 195, 295) for x in (60, 400)] + [
        upright(300, 195, 255),
        upright(160, 255, 295),
        upright(230, 255, 295),
    ]
    held: list[Word] = []
    for r, (a, b) in enumerate(upper):
        held += words(a, 70, 200 + 20 * r) + words(b, 310, 200 + 20 * r)
    for r, row in enumerate((("År", "Mål", "Utfall"), ("2024", "90", "87"))):
        for x, text in zip((70, 170, 240), row, strict=True):
            held += words(text, x, 260 + 20 * r)
    found = find_tables(page(held, paths))
    assert [t.grid() for t in found] == [upper, [["År", "Mål", "Utfall"], ["2024", "90", "87"]]]


def test_padding_strips_and_boxes_round_lines_are_no_cells() -> None:
    paths = []
    for r, colour in enumerate(("#0066aa", "#dde6f0", "#ffeedd")):
        y = 195 + 30 * r
        for x0, x1 in ((60, 200), (200, 300)):
            paths += [
                shade(x0, y, x1, y + 30, colour),
                shade(x0 + 3, y + 3, x1 - 3, y + 27, colour),
                shade(x0, y, x1, y + 3, colour),
            ]
    held = words("Enhet", 70, 205) + words("Antal", 250, 205) + words("Norra", 70, 228) + words("skolan", 70, 240)
    held += words("12", 250, 234) + words("Södra", 70, 265) + words("9", 250, 265)
    (table,) = find_tables(page(held, paths))
    assert table.grid() == [["Enhet", "Antal"], ["Norra skolan", "12"], ["Södra", "9"]]


def test_a_table_goes_on_over_the_page() -> None:
    grid = [["Nämnd", "Budget"], *([f"Nämnd {c}", str(10 + k)] for k, c in enumerate("ABCDEFG"))]
    rest = [["Nämnd H", "31"], ["Nämnd I", "42"]]
    first = page(table_words(grid, top=640.0), table_rules(grid, "none"), 1)
    second = page(table_words(rest, top=70.0) + words("2.1 Personal", 70, 300), (), 2)
    pages = [first, second]
    found = join_tables([t for p in pages for t in find_tables(p)], pages)
    assert [(t.page, t.continues) for t in found] == [(1, None), (2, 0)]
    assert found[1].grid() == rest


def test_a_piece_that_goes_on_from_nothing_is_no_table() -> None:
    held = table_words([["Nämnd H", "31"], ["Nämnd I", "42"]], top=70.0)
    pages = [page(held)]
    assert join_tables(find_tables(pages[0]), pages) == []


@pytest.mark.parametrize("runs_up", [True, False])
def test_a_table_set_sideways_is_read_and_stands_where_it_stands(runs_up: bool) -> None:
    grid = [HEAD, ["Norra", "12", "14"], ["Södra", "8", "9"], ["Östra", "7", "5"]]
    flat = page(table_words(grid, top=300.0))
    held = []
    for w in flat.words:
        box = (w.top, 842 - w.x1, w.bottom, 842 - w.x0) if runs_up else (595 - w.bottom, w.x0, 595 - w.top, w.x1)
        held.append(Word(w.text, *box, size=w.size, upright=False))
    (table,) = find_tables(page(held))
    assert table.grid() == grid
    for cell in table.cells:
        first = next(w for w in held if w.text == cell.text)
        assert first.box.overlap(cell.box) > 0.9


def test_a_currency_at_the_left_of_its_column_belongs_to_the_number() -> None:
    rows = [("Anslag", "1 200", "950"), ("Avgifter", "300", "80"), ("Summa", "1 500", "1 030")]
    held: list[Word] = []
    for r, (label, first, second) in enumerate(rows):
        y = 200 + r * LEADING
        held += words(label, 70, y) + words(first, 250, y, right=True) + words(second, 350, y, right=True)
        if r != 1:
            held += words("$", 205, y) + words("$", 305, y)
    (table,) = find_tables(page(held))
    assert table.grid() == [
        ["Anslag", "$ 1 200", "$ 950"],
        ["Avgifter", "300", "80"],
        ["Summa", "$ 1 500", "$ 1 030"],
    ]


def test_a_heading_in_larger_type_ends_a_table_of_level_lines() -> None:
    def rows(top: float, head: list[str], body: list[list[str]]) -> tuple[list[Word], list[Path]]:
        held = table_words([head], top=top) + table_words(body, top=top + 18)
        return held, [level(top + 16 + k * LEADING, 68, 400) for k in range(len(body) + 1)]

    first = rows(200, ["Verksamhet", "Budget", "Utfall"], [["Gata", "120", "118"], ["Park", "45", "47"]])
    second = rows(290, ["Tkr", "2024", "2025"], [["Bad", "30", "31"], ["Hall", "12", "14"]])
    title = words("Volymer", 70, 265, size=14, bold=True)
    found = find_tables(page([*first[0], *title, *second[0]], [*first[1], *second[1]]))
    assert [t.grid() for t in found] == [
        [["Verksamhet", "Budget", "Utfall"], ["Gata", "120", "118"], ["Park", "45", "47"]],
        [["Tkr", "2024", "2025"], ["Bad", "30", "31"], ["Hall", "12", "14"]],
    ]


def test_an_empty_cell_in_an_unshaded_row_stays_beside_the_figure_of_the_next_column() -> None:
    grid = [
        ["Tkr", "Not", "2025", "2024"],
        ["Mark", "12", "2 140", "2 890"],
        ["Byggnader", "13", "1 284", "1 239"],
        ["Inventarier", "14", "1 310", "1 250"],
        ["Summa tillgångar", "", "4 734", "5 379"],
        ["Skulder", "15", "3 100", "3 200"],
    ]
    shades = [
        shade(a, 198 + r * LEADING, b, 198 + (r + 1) * LEADING)
        for r in (0, 1, 3, 5)
        for a, b in ((68, 200), (200, 308), (308, 383), (383, 458))
    ]
    (table,) = find_tables(page(table_words(grid), shades))
    assert table.grid() == grid


def test_numbers_with_a_thousands_space_are_no_years_of_a_header() -> None:
    grid = [["Antal", "2024", "2023"], ["Anställda", "1 912", "1 934"], ["Kvinnor", "1 498", "1 520"]]
    (table,) = find_tables(page(table_words(grid)))
    assert (table.grid(), table.header_rows) == (grid, 1)


def test_tables_in_the_columns_of_a_page_of_prose_are_apart() -> None:
    held = table_words(
        [["Procent", "2024", "2023"], ["Kvinnor", "7,6", "8,1"], ["Män", "4,3", "4,7"]], 50, 100, 100, 60
    )
    held += table_words(
        [["Antal", "2024", "2023"], ["Kvinnor", "498", "520"], ["Män", "414", "413"]], 310, 114, 100, 60
    )
    for k in range(6):
        held += words("arbetet med god arbetsmiljö fortsätter hela året", 50, 180 + k * LEADING)
        held += words("antalet anställda har minskat något under året", 310, 180 + k * LEADING + 4)
    found = find_tables(page(held))
    assert [t.grid()[1] for t in found] == [["Kvinnor", "7,6", "8,1"], ["Kvinnor", "498", "520"]]


RULED_OFF = [["Indikator", "Utfall 2024", "Mål 2026"], ["Läckor", "37", "max 30"], ["Svar i tid", "81", "minst 90"]]


def test_a_header_over_the_first_rule_belongs_to_a_table_of_two_rows() -> None:
    paths = [level(200 + LEADING - 2, 66, 384), level(200 + 3 * LEADING - 2, 66, 384)]
    title = words("Indikatorer", 70, 200 - 1.5 * LEADING, bold=True)
    (table,) = find_tables(page([*title, *table_words(RULED_OFF)], paths))
    assert table.grid() == RULED_OFF
    assert table.header_rows == 1


@pytest.mark.parametrize("size", [EM, 1.5 * EM])
def test_a_numbered_heading_between_the_rule_of_the_page_and_a_table_is_no_row(size: float) -> None:
    grid = [HEAD, ["Norra", "12", "14"], ["Södra", "8", "9"], ["Östra", "7", "5"]]
    heading = words("4", 70, 172, size=size, bold=True) + words("Ekonomi", 100, 172, size=size, bold=True)
    paths = [level(150, 66, 384), *table_rules(grid, "rules")]
    (table,) = find_tables(page([*heading, *table_words(grid)], paths))
    assert table.grid() == grid


def test_drawn_tables_side_by_side_stay_two_where_their_last_rows_are_not_drawn() -> None:
    first = [["Procent", "2024", "2023"], ["Kvinnor", "7,6", "8,1"], ["Män", "4,3", "4,7"], ["Alla", "6,9", "7,4"]]
    second = [
        ["Antal", "2024", "2023"],
        ["Fasta", "1 912", "1 934"],
        ["Andra", "203", "231"],
        ["Alla", "2 115", "2 165"],
    ]
    held = table_words(first, left=50, label=60, column=50) + table_words(
        second, left=310, top=205, label=60, column=50
    )
    paths = [
        shade(x, top + k * LEADING, x + 216, top + (k + 1) * LEADING)
        for x, top in ((46, 198), (306, 203))
        for k in (0, 2)
    ]
    found = find_tables(page(held, paths))
    assert [t.grid() for t in sorted(found, key=lambda t: t.box.x0)] == [first, second]


def test_a_header_that_wraps_over_the_first_rule_belongs_to_the_table() -> None:
    body = [["Norra", "148 200", "95 310"], ["Södra", "512 400", "339 875"], ["Östra", "96 350", "61 480"]]
    held = (
        words("Nämnd", 70, 175)
        + words("Budget 2025", 305, 175, right=True)
        + words("Utfall jan–aug", 380, 175, right=True)
    )
    held += words("2025", 380, 186, right=True) + table_words(body)
    (table,) = find_tables(page(held, [level(y, 66, 384) for y in (198, 226, 240)]))
    assert table.grid() == [["Nämnd", "Budget 2025", "Utfall jan–aug 2025"], *body]


def test_names_over_the_first_rule_of_a_table_of_words_are_its_header() -> None:
    rows = [("Nr", "Ärende", "Föredragande"), ("1", "Val av justerare", ""), ("2", "Läsårstider", "Skolchef")]
    rows += [("3", "Delårsrapport", "Controller"), ("4", "Anmälningar", "")]
    held = [
        w
        for k, row in enumerate(rows)
        for x, text in zip((70, 100, 300), row, strict=True)
        for w in words(text, x, 200 + 18 * k)
    ]
    (table,) = find_tables(page(held, [level(214 + 18 * k, 66, 400) for k in range(len(rows))]))
    assert table.grid() == [list(row) for row in rows]


def test_a_heading_in_larger_type_ends_a_table_without_rules() -> None:
    first = [HEAD, ["Norra", "12", "14"], ["Södra", "8", "9"], ["Östra", "7", "5"]]
    second = [["Tkr", "2024", "2025"], ["Bad", "30", "31"], ["Hall", "12", "14"], ["Gata", "9", "7"]]
    title = words("Volymer", 70, 200 + 4 * LEADING + 8, size=14, bold=True)
    held = [*table_words(first), *title, *table_words(second, top=200 + 6 * LEADING)]
    assert [t.grid() for t in find_tables(page(held))] == [first, second]


def test_rows_set_roomily_belong_to_the_shaded_header_as_far_above_them() -> None:
    grid = [HEAD, ["Norra", "12", "14"], ["Södra", "8", "9"], ["Östra", "7", "5"]]
    held = [w for k, row in enumerate(grid) for w in table_words([row], top=200 + k * 23)]
    (table,) = find_tables(page(held, [shade(a, 196, b, 211) for a, b in ((66, 234), (235, 309), (310, 384))]))
    assert table.grid() == grid
    assert table.header_rows == 1
