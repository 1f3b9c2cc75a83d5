"""What looks like a table and is none: charts, prose in columns, contents lists, boxes round text, footers."""

from tests.tables.drawing import EM, LEADING, level, page, shade, table_words, upright, words

from kommuntal.layout.tables import find_tables, join_tables
from kommuntal.read.model import Path, Word

PROSE = "Nämnden har under perioden arbetat med planen och följer upp den i nästa rapport till fullmäktige"


def prose(left: float, top: float, lines: int, count: int) -> list[Word]:
    text = PROSE.split()
    out: list[Word] = []
    for k in range(lines):
        line = " ".join(text[(k + j) % len(text)] for j in range(count))
        out += words(line, left, top + k * LEADING)
    return out


def bars() -> list[Path]:
    return [shade(150 + k * 60, 400 - height, 180 + k * 60, 400) for k, height in enumerate((80, 120, 45, 99))]


def test_a_chart_with_bars_is_no_table() -> None:
    held = [w for k, v in enumerate(("80", "120", "45", "99")) for w in words(v, 155 + k * 60, 270)]
    held += [w for k, v in enumerate(("2021", "2022", "2023", "2024")) for w in words(v, 155 + k * 60, 405)]
    grid = [level(y, 120, 420) for y in (300, 325, 350, 375, 400)] + [upright(120, 300, 400)]
    assert find_tables(page(held, bars() + grid)) == []


def test_an_axis_is_no_column_of_figures() -> None:
    held = [w for k in range(5) for w in words(f"{100 - 25 * k}", 110, 295 + 25 * k, right=True)]
    held += [w for k, v in enumerate((10, 60, 30)) for w in words(str(v), 155 + k * 60, 320 + 10 * k)]
    grid = [level(300 + 25 * k, 120, 420) for k in range(5)]
    assert find_tables(page(held, grid)) == []


def test_a_table_beside_no_axis_stays_when_its_figures_fall_in_steps() -> None:
    grid = [["Enhet", "Antal"], *([f"Enhet {c}", str(n)] for c, n in zip("ABCDE", (50, 40, 30, 20, 10), strict=True))]
    (table,) = find_tables(page(table_words(grid)))
    assert table.grid() == grid


def test_prose_in_two_columns_is_no_table() -> None:
    held = prose(60, 150, 20, 6) + prose(320, 150, 20, 6)
    assert find_tables(page(held, [level(140, 60, 560), level(440, 60, 560)])) == []


def test_a_table_beside_prose_is_read_without_it() -> None:
    grid = [["Enhet", "2023", "2024"], ["Norra", "12", "14"], ["Södra", "8", "9"], ["Östra", "7", "5"]]
    narrow = table_words(grid, 60.0, 332.0, label=60.0, column=50.0)
    held = prose(60, 150, 12, 5) + prose(320, 150, 20, 5) + narrow
    (table,) = find_tables(page(held))
    assert table.grid() == grid


def test_a_contents_list_is_no_table() -> None:
    held: list[Word] = []
    for k, (title, number) in enumerate((("Inledning", "3"), ("Ekonomi", "5"), ("Personal", "9"), ("Mål", "12"))):
        y = 200 + k * LEADING
        held += words(title, 70, y) + words("." * 60, 150, y) + words(number, 500, y, right=True)
    assert find_tables(page(held)) == []


def test_leaders_in_a_table_of_figures_are_no_text() -> None:
    held: list[Word] = []
    rows = (
        ("Skatter", "1 245", "1 200"),
        ("Bidrag", "310", "422"),
        ("Avgifter", "95", "77"),
        ("Summa", "1 650", "1 699"),
    )
    for k, (title, first, second) in enumerate(rows):
        y = 200 + k * LEADING
        held += words(title, 70, y) + words("." * 40, 130, y)
        held += words(first, 420, y, right=True) + words(second, 500, y, right=True)
    (table,) = find_tables(page(held))
    assert table.grid() == [list(row) for row in rows]


def test_a_box_round_prose_is_no_table() -> None:
    held = words("Trygg i Granvik", 70, 205, bold=True) + prose(70, 225, 6, 12) + prose(70, 325, 4, 12)
    paths = [level(y, 60, 540) for y in (200, 220, 320, 400)] + [upright(x, 200, 400) for x in (60, 540)]
    paths.append(upright(480, 200, 220))
    assert find_tables(page(held, paths)) == []


def test_running_text_with_numbers_is_no_table() -> None:
    held: list[Word] = []
    for k in range(10):
        held += words(
            f"Under {2020 + k} uppgick kostnaden till {k} 300 tkr vilket är {k} procent mer än före", 70, 200 + 14 * k
        )
    assert find_tables(page(held)) == []


def test_a_box_that_stands_on_every_page_is_a_footer() -> None:
    pages = []
    for number in range(1, 5):
        held = words("Ordförande", 75, 792) + words("Justerare", 235, 792) + words("Bestyrks", 395, 792)
        paths = [level(790, 70, 550), level(820, 70, 550), *(upright(x, 790, 820) for x in (70, 230, 390, 550))]
        pages.append(page(held, paths, number))
    assert join_tables([t for p in pages for t in find_tables(p)], pages) == []


def test_the_heads_of_three_tables_are_no_bars_of_a_chart() -> None:
    held, shades = [], []
    for k, label in enumerate((110, 140, 170)):
        grid = [["Tkr", "2025", "2026"], ["Bibliotek", "210", "220"], ["Bad", "45", "47"]]
        held += table_words(grid, top=100 + k * 120, label=label)
        shades.append(shade(68, 98 + k * 120, 68 + label, 112 + k * 120))
    assert len(find_tables(page(held, shades))) == 3


def card(x: float, top: float, colour: str, label: str, *, level: bool) -> tuple[list[Path], list[Word]]:
    """Return a pale box of small type and a dark one beside it; with `level`, in type of the same size."""
    paths = [shade(x, top, x + 170, top + 50), shade(x + 172, top, x + 250, top + 50, colour)]
    small = EM if level else 0.65 * EM
    held = words("Granviks invånare har god hälsa", x + 6, top + 6, size=small)
    held += words("och känner sig trygga", x + 6, top + 30, size=small)
    return paths, held + words("1", x + 180, top + 6) + words(label, x + 180, top + 30)


def test_cards_side_by_side_are_no_table() -> None:
    """Set in different type they are cards in any number of rows; a single row of them is told by its colours."""
    rows = [card(60, top, "#44546a", label, level=False) for top, label in ((200, "HÄLSA"), (253, "TRYGG"))]
    assert find_tables(page([w for _, held in rows for w in held], [p for paths, _ in rows for p in paths])) == []
    paths, held = card(60, 200, "#44546a", "HÄLSA", level=True)
    assert find_tables(page(held, paths)) == []


def test_shaded_cells_in_rows_are_a_table() -> None:
    grid = [["Enhet", "Antal"], ["Norra skolan", "12"], ["Södra skolan", "8"]]
    fills, held = [], []
    for r, row in enumerate(grid):
        for c, text in enumerate(row):
            colour = "#44546a" if c == 0 else "#e6e6e6"
            fills.append(shade(60 + c * 122, 200 + r * 26, 180 + c * 122, 224 + r * 26, colour))
            held += words(text, 66 + c * 122, 206 + r * 26)
    (table,) = find_tables(page(held, fills))
    assert table.grid() == grid
