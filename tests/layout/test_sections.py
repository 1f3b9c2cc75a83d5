"""Headings and the tree of sections they make."""

from tests.layout.typeset import LEFT, PROSE, Sheet, reading

from kommuntal.layout import Layout, lay_out


def tree(layout: Layout) -> list[tuple[int, str]]:
    return [(s.level, s.heading) for s in layout.sections]


def test_headings_by_size_number_and_weight_make_a_tree() -> None:
    first, second = Sheet(1), Sheet(2)
    first.line("1 Ekonomi", LEFT, 90, 18, bold=True)
    first.line("1.1 Utfall", LEFT, 120, 14, bold=True)
    top = first.block(PROSE, 145)
    first.line("Personal", LEFT, top + 10, 11, bold=True)
    first.block(PROSE, top + 25)
    second.line("1.2 Prognos", LEFT, 90, 14, bold=True)
    second.block(PROSE, 115)
    second.line("2 Måluppfyllelse", LEFT, 300, 18, bold=True)
    second.block(PROSE, 330)
    layout = lay_out(reading(first, second))
    assert tree(layout) == [
        (1, "1 Ekonomi"),
        (2, "1.1 Utfall"),
        (3, "Personal"),
        (2, "1.2 Prognos"),
        (1, "2 Måluppfyllelse"),
    ]
    assert [s.parent for s in layout.sections] == [None, 0, 1, 0, None]
    assert [(s.page_from, s.page_to) for s in layout.sections] == [(1, 2), (1, 1), (1, 1), (2, 2), (2, 2)]
    assert [s.number for s in layout.sections] == ["1", "1.1", None, "1.2", "2"]
    assert [p.section for p in layout.paragraphs if p.text == PROSE] == [1, 2, 3, 4]


def test_a_heading_over_two_lines_is_one_and_two_short_ones_are_two() -> None:
    sheet = Sheet()
    sheet.lines(
        ["Uppföljning av nämndens arbete med att förebygga", "ohälsa och stärka kompetensen"], 90, size=14, bold=True
    )
    top = sheet.block(PROSE, 140)
    sheet.lines(["Driftredovisning", "Investeringar"], top + 12, size=14, bold=True)
    sheet.block(PROSE, top + 60)
    assert tree(lay_out(reading(sheet))) == [
        (1, "Uppföljning av nämndens arbete med att förebygga ohälsa och stärka kompetensen"),
        (1, "Driftredovisning"),
        (1, "Investeringar"),
    ]


def test_labels_sentences_names_and_large_figures_are_no_headings() -> None:
    sheet = Sheet()
    top = sheet.lines(["Kommentar:"], 90, bold=True)
    top = sheet.block(PROSE, top + 3)
    top = sheet.lines(["Nämnden godkänner rapporten."], top + 20, bold=True)
    sheet.line("Anna Ek", LEFT, top + 20, bold=True).line("Bo Alm", 300, top + 20, bold=True)
    sheet.line("415", LEFT, top + 60, 30)
    assert tree(lay_out(reading(sheet))) == []


def test_lines_of_a_contents_page_are_a_list_one_entry_a_line() -> None:
    sheet = Sheet().line("Innehåll", LEFT, 90, 18, bold=True)
    sheet.lines(["1 Ekonomi ............................ 3", "1.1 Uppföljning av nämndens arbete med"], 120)
    sheet.lines(["systematiskt kvalitetsarbete ........... 4", "2 Personal ........................... 12"], 147.5)
    layout = lay_out(reading(sheet))
    assert [(p.role, p.text.split(" ..")[0]) for p in layout.paragraphs] == [
        ("heading", "Innehåll"),
        ("list", "1 Ekonomi"),
        ("list", "1.1 Uppföljning av nämndens arbete med systematiskt kvalitetsarbete"),
        ("list", "2 Personal"),
    ]


def test_an_item_number_and_the_title_below_it_are_one_section() -> None:
    sheet = Sheet()
    sheet.line("§ 42", LEFT, 130, 12).line("Dnr KS 2025/3", 350, 130, 12)
    sheet.line("Försäljning av fastighet", LEFT, 160, 16, bold=True)
    sheet.line("Beslut", LEFT, 190, 14, bold=True)
    sheet.block(PROSE, 210)
    layout = lay_out(reading(sheet))
    assert tree(layout) == [(1, "§ 42 Dnr KS 2025/3 Försäljning av fastighet"), (2, "Beslut")]
    assert layout.sections[0].number == "§ 42"


def test_tags_say_what_is_a_heading_and_on_which_level() -> None:
    sheet = Sheet()
    sheet.line("Personal och", LEFT, 130, 11, mcid=1).line("hälsa", LEFT + 71.5, 130, 11, mcid=1)
    sheet.line("Sjukfrånvaro", LEFT, 143.75, 11, mcid=2)
    sheet.block(PROSE, 157.5, mcid=3)
    sheet.headings = [(2, (1,)), (3, (2,))]
    assert tree(lay_out(reading(sheet))) == [(2, "Personal och hälsa"), (3, "Sjukfrånvaro")]


def test_each_paper_of_a_bundle_has_levels_of_its_own() -> None:
    sheets = []
    for n, size in enumerate([24, 16], 1):
        sheet = Sheet(n).ending_at("1 (1)", 520, 40, 9)
        sheet.line(f"Rapport nummer {n}", LEFT, 140, size, bold=True)
        sheet.line("Sammanfattning", LEFT, 170, 13, bold=True)
        sheet.block(PROSE + " " + PROSE, 190)
        sheets.append(sheet)
    assert [level for level, _ in tree(lay_out(reading(*sheets)))] == [1, 2, 1, 2]


def test_the_title_of_a_cover_is_found() -> None:
    cover, inside = Sheet(1), Sheet(2)
    cover.line("Delårsrapport 2", LEFT, 350, 36, bold=True).line("Januari–augusti 2025", LEFT, 400, 18)
    inside.line("Inledning", LEFT, 130, 16, bold=True)
    inside.block(PROSE, 160)
    assert tree(lay_out(reading(cover, inside)))[:2] == [(1, "Delårsrapport 2"), (2, "Januari–augusti 2025")]


def test_a_coloured_line_over_text_is_a_heading_and_a_link_is_not() -> None:
    sheet = Sheet()
    sheet.line("Våra medarbetare", LEFT, 100, colour="#1f6c9a")
    top = sheet.block(PROSE, 115, colour="#000000")
    sheet.line("Läs mer på www.granvik.example", LEFT, top + 5, colour="#1f6c9a")
    sheet.block(PROSE, top + 25, colour="#000000")
    assert tree(lay_out(reading(sheet))) == [(1, "Våra medarbetare")]
