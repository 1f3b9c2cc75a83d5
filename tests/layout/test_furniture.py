"""Furniture is what comes back in the margins; what heads the matter is not, however often it comes back."""

from hypothesis import given
from hypothesis import strategies as st
from tests.layout.typeset import PROSE, RIGHT, Sheet, reading

from kommuntal.layout import Layout, lay_out


def kinds(layout: Layout, page: int) -> dict[str, str]:
    return {f.text: f.kind for f in layout.furniture if f.page == page}


def report(pages: int, first: int = 1) -> list[Sheet]:
    """Return pages with a running header on two sides and a page number at the foot; the cover has none."""
    sheets = []
    for n in range(first, first + pages):
        sheet = Sheet(n)
        sheet.block(f"Sida ett av flera om {'x' * n}. {PROSE}", 130)
        if n > 1:
            sheet.line("Granviks kommun", 70, 35, 9).ending_at("Delårsrapport 2, 2025", RIGHT, 35, 9)
            sheet.line(str(n), 290, 800, 9)
        sheets.append(sheet)
    return sheets


def test_running_headers_and_page_numbers_are_set_aside() -> None:
    layout = lay_out(reading(*report(4)))
    assert kinds(layout, 1) == {}
    assert kinds(layout, 3) == {"Granviks kommun": "header", "Delårsrapport 2, 2025": "header", "3": "page_number"}
    assert [f.number for f in layout.furniture if f.kind == "page_number"] == [2, 3, 4]
    assert all("Granviks" not in p.text for p in layout.paragraphs)


@given(st.sampled_from(["{n} ({m})", "Sida {n} av {m}", "Sida {n}({m})", "SID {n} ({m})", "{n}"]), st.integers(2, 6))
def test_page_numbers_in_the_forms_they_are_printed(form: str, pages: int) -> None:
    sheets = [Sheet(n).ending_at(form.format(n=n, m=pages), RIGHT, 805, 9) for n in range(1, pages + 1)]
    for sheet in sheets:
        sheet.block(PROSE, 130)
    layout = lay_out(reading(*sheets))
    assert [(f.page, f.kind, f.number) for f in layout.furniture] == [
        (n, "page_number", n) for n in range(1, pages + 1)
    ]


def test_a_year_in_the_margin_is_no_page_number() -> None:
    sheet = Sheet()
    sheet.block(PROSE, 130)
    sheet.line("2025", 70, 800)
    assert lay_out(reading(sheet)).furniture == ()


def bundle() -> list[Sheet]:
    """Return four papers of one page with a masthead each and a stamp that skips a page taken out."""
    sheets = []
    titles = ["Information från förvaltningen", "Månadsrapport augusti", "Riktlinjer för stöd", "Redovisning av beslut"]
    for n, title in enumerate(titles, 1):
        sheet = Sheet(n)
        sheet.line("GRANVIKS KOMMUN", 70, 35, 11, bold=True).line("BESLUTSFÖRSLAG", 300, 35, 11, bold=True)
        sheet.ending_at("1 (1)", RIGHT, 35, 10)
        sheet.line("Socialförvaltningen", 70, 50, 9).line("Ärendenr", 400, 50, 9)
        sheet.line("Sekretariatet" if n != 2 else "Ekonomienheten", 70, 62, 9)
        sheet.line(f"2025-10-1{n}", 300, 62, 9).line(f"2025/3{n}-1.2", 400, 62, 9)
        sheet.line(title, 70, 92, 16, bold=True)
        sheet.line("Förvaltningens förslag till beslut", 70, 118, 12, bold=True)
        sheet.block(f"Socialnämnden beslutar att godkänna {title.lower()}.", 134)
        sheet.ending_at(str(n if n < 3 else n + 1), 560, 812, 12, bold=True)
        sheets.append(sheet)
    return sheets


def test_a_masthead_is_furniture_and_the_title_below_it_is_not() -> None:
    layout = lay_out(reading(*bundle()))
    assert set(kinds(layout, 2)) == {
        "GRANVIKS KOMMUN", "BESLUTSFÖRSLAG", "1 (1)", "Socialförvaltningen", "Ärendenr", "Ekonomienheten",
        "2025-10-12", "2025/32-1.2", "2",
    }  # fmt: skip
    assert [p.text for p in layout.paragraphs if p.page == 2 and p.role == "heading"] == [
        "Månadsrapport augusti",
        "Förvaltningens förslag till beslut",
    ]


def test_the_rows_that_end_a_masthead_belong_to_it_though_they_change() -> None:
    sheets = []
    for n in range(1, 5):
        sheet = Sheet(n).line("GRANVIKS KOMMUN", 70, 35, 11).ending_at(f"{n} (4)", RIGHT, 35, 10)
        sheet.line("Kommunstyrelsen" if n % 2 else "Arbetsutskottet", 70, 48, 9)
        sheet.block(f"Stycke {n} om något. {PROSE}", 100)
        sheets.append(sheet)
    layout = lay_out(reading(*sheets))
    assert set(kinds(layout, 2)) == {"GRANVIKS KOMMUN", "Arbetsutskottet", "2 (4)"}
    assert len(layout.paragraphs) == 4


def test_the_stamps_of_a_bundle_are_told_from_the_papers_own_numbers() -> None:
    layout = lay_out(reading(*bundle()))
    assert [(f.kind, f.number) for f in layout.furniture if f.number is not None and f.page > 2] == [
        ("page_number", 1), ("stamp", 4), ("page_number", 1), ("stamp", 5),
    ]  # fmt: skip


def test_the_number_of_an_item_of_minutes_is_matter_on_every_page() -> None:
    sheets = []
    for n in range(1, 6):
        sheet = Sheet(n).line("Kommunstyrelsen", 70, 35, 10).ending_at(f"{n} (5)", RIGHT, 35, 10)
        sheet.line(f"§ {40 + n}", 70, 90, 12).line(f"Dnr KS 2025/{n}", 350, 90, 12)
        sheet.line("Beslut", 70, 115, 14, bold=True)
        sheet.block(PROSE, 135)
        sheets.append(sheet)
    layout = lay_out(reading(*sheets))
    assert set(kinds(layout, 4)) == {"Kommunstyrelsen", "4 (5)"}
    assert [s.number for s in layout.sections if s.number] == [f"§ {n}" for n in range(41, 46)]


def test_the_head_of_a_table_that_goes_on_over_pages_is_not_furniture() -> None:
    sheets = []
    for n in range(1, 5):
        sheet = Sheet(n).ending_at(f"{n} (4)", RIGHT, 35, 10)
        for row in range(12):
            texts = (f"Projekt {n}{row}", f"{row + 1} 400", f"{n}{row} 200") if row else ("Projekt", "Budget", "Utfall")
            sheet.line(texts[0], 70, 100 + 16 * row, 10, bold=not row)
            sheet.ending_at(texts[1], 350, 100 + 16 * row, 10, bold=not row)
            sheet.ending_at(texts[2], 450, 100 + 16 * row, 10, bold=not row)
        sheets.append(sheet)
    layout = lay_out(reading(*sheets))
    assert [f.text for f in layout.furniture] == [f"{n} (4)" for n in range(1, 5)]


def test_a_head_of_two_lines_that_tags_leave_out_on_the_next_page_stays_with_its_table() -> None:
    sheet = Sheet()
    sheet.line("Tekniska nämnden", 70, 35, 8, artifact=True)
    for x, upper, lower in ((350, "Elever", "höst"), (450, "Kostnad", "kronor")):
        sheet.ending_at(upper, x, 76, 9, artifact=True).ending_at(lower, x, 86, 9, artifact=True)
    sheet.line("Skola", 70, 76, 9, artifact=True)
    for row in range(6):
        sheet.line(f"Skola {row}", 70, 100 + 15 * row, 9, mcid=3 * row)
        sheet.ending_at(f"{row + 2}01", 350, 100 + 15 * row, 9, mcid=3 * row + 1)
        sheet.ending_at(f"{row + 1} 200", 450, 100 + 15 * row, 9, mcid=3 * row + 2)
    assert set(kinds(lay_out(reading(sheet)), 1)) == {"Tekniska nämnden"}


def test_the_address_at_the_foot_of_a_single_letter_is_furniture() -> None:
    sheet = Sheet()
    sheet.block(PROSE, 130)
    sheet.line("Postadress", 70, 790, 6).line("Organisationsnummer", 300, 790, 6)
    sheet.line("123 45 Granvik", 70, 798, 7).line("212000-0000", 300, 798, 7)
    assert len(kinds(lay_out(reading(sheet)), 1)) == 4


def test_what_the_tags_leave_out_of_the_matter_is_furniture_in_the_margins_only() -> None:
    sheet = Sheet()
    sheet.line("Utskriftsdatum 2025-03-01", 300, 30, 9, artifact=True)
    sheet.line("Ett vattenmärke", 200, 400, 9, artifact=True)
    sheet.block(PROSE, 130, mcid=1)
    layout = lay_out(reading(sheet))
    assert kinds(layout, 1) == {"Utskriftsdatum 2025-03-01": "header"}


def test_a_page_number_may_stand_in_one_line_with_the_running_title() -> None:
    sheets = []
    for n in range(11, 16):
        sheet = Sheet(n)
        sheet.block(PROSE, 130)
        sheet.line(f"{n} ÅRSREDOVISNING 2025" if n % 2 else f"GRANVIKS KOMMUN 2025 {n}", 70, 805, 8)
        sheets.append(sheet)
    layout = lay_out(reading(*sheets))
    assert [f.kind for f in layout.furniture] == ["footer"] * 5
    assert [p.text for p in layout.paragraphs] == [PROSE] * 5


def test_appendices_of_one_page_each_keep_their_headings() -> None:
    sheets = []
    for n in range(1, 5):
        sheet = Sheet(n).line(f"Bilaga {n}", 70, 80, 16, bold=True)
        sheet.block(PROSE, 110)
        sheets.append(sheet)
    layout = lay_out(reading(*sheets))
    assert [s.heading for s in layout.sections] == ["Bilaga 1", "Bilaga 2", "Bilaga 3", "Bilaga 4"]
