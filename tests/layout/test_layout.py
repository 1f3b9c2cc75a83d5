"""The whole of it: paragraphs over lines and pages, lists, tables in their place, and no word lost or doubled."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.layout.typeset import LEFT, PROSE, RIGHT, Sheet, reading

from kommuntal.layout import Layout, lay_out
from kommuntal.read.model import Reading


def test_paragraphs_are_parted_by_space_and_by_a_line_that_ends_early() -> None:
    sheet = Sheet()
    top = sheet.block("Första stycket. " + PROSE, 130)
    top = sheet.block("Andra stycket. " + PROSE, top + 8)
    sheet.block("Tredje stycket. " + PROSE, top)
    assert [p.text.split()[0] for p in lay_out(reading(sheet)).paragraphs] == ["Första", "Andra", "Tredje"]


def test_list_items_are_one_paragraph_each_without_their_bullet() -> None:
    sheet = Sheet()
    top = sheet.block("Under perioden har nämnden:", 130)
    for marker in ("•", "–", "\uf0b7"):
        sheet.line(marker, LEFT + 10, top)
        top = sheet.block("startat " + PROSE.lower(), top, LEFT + 30)
    top = sheet.block("1. Nämnden godkänner rapporten.", top)
    sheet.block("2. Nämnden överlämnar den till styrelsen.", top)
    paragraphs = lay_out(reading(sheet)).paragraphs
    assert [p.role for p in paragraphs] == ["body", "list", "list", "list", "list", "list"]
    assert {p.text for p in paragraphs[1:4]} == {"startat " + PROSE.lower()}
    assert [p.text[:3] for p in paragraphs[4:]] == ["1. ", "2. "]
    assert paragraphs[1].spans[0].word.text == "•"


def broken_over_pages(first: str, second: str, below: str | None = None) -> Layout:
    sheets = [Sheet(1), Sheet(2)]
    for sheet in sheets:
        sheet.line("Granviks kommun", LEFT, 35, 9).line(f"{sheet.number} (2)", 290, 800, 9)
    top = sheets[0].block(first, 600)
    if below:
        sheets[0].block(below, top + 40, size=8)
    top = sheets[1].block(second, 100)
    sheets[1].block("Ett nytt stycke. " + PROSE, top + 10)
    return lay_out(reading(*sheets))


def test_a_paragraph_goes_on_over_a_page_break() -> None:
    paragraphs = broken_over_pages("Nämnden redovisar ett", "överskott på 4 mnkr.").paragraphs
    assert paragraphs[0].text == "Nämnden redovisar ett överskott på 4 mnkr."
    assert {s.page for s in paragraphs[0].spans} == {1, 2}
    assert paragraphs[0].place(22, 32)[0] == 2


def test_a_word_broken_by_the_page_is_mended_past_a_footnote() -> None:
    paragraphs = broken_over_pages(PROSE + " Det nya arbets-", "sättet prövas.", "1 Se budgeten, sida 7").paragraphs
    assert paragraphs[0].text == PROSE + " Det nya arbetssättet prövas."
    assert [p.role for p in paragraphs] == ["body", "note", "body"]


def test_a_sentence_that_ends_with_the_page_stays_apart_from_the_next() -> None:
    assert len(broken_over_pages("Nämnden har ett överskott.", "Kostnaderna ökar.").paragraphs) == 3


def with_table(rows: int = 6) -> Sheet:
    """Return a page with prose, a captioned table without rules, and prose."""
    sheet = Sheet()
    sheet.line("2.1 Driftredovisning", LEFT, 100, 14, bold=True)
    top = sheet.block(PROSE, 130) + 20
    sheet.line("Tabell 3. Nettokostnad per nämnd, tkr", LEFT, top, 10, bold=True)
    top += 18
    for n in range(rows):
        label, *numbers = (
            [f"Nämnd {n}", f"{n}5 400", f"{n}4 200", f"1 {n}00"] if n else ["Nämnd", "Budget", "Utfall", "Avvikelse"]
        )
        sheet.line(label, LEFT, top, 10, bold=not n)
        for column, number in enumerate(numbers):
            sheet.ending_at(number, 300 + 90 * column, top, 10, bold=not n)
        top += 15
    sheet.block("Efter tabellen. " + PROSE, top + 20)
    return sheet


def test_a_table_stands_in_its_place_with_title_and_section() -> None:
    layout = lay_out(reading(with_table()))
    (table,) = layout.tables
    assert table.title == "Tabell 3. Nettokostnad per nämnd, tkr"
    assert table.section is not None and layout.sections[table.section].number == "2.1"
    assert layout.paragraphs[table.before - 1].role == "caption"
    assert layout.paragraphs[table.before].text.startswith("Efter tabellen.")
    assert all("400" not in p.text for p in layout.paragraphs)


def test_recognised_text_is_not_parted_where_its_sizes_and_fonts_vary() -> None:
    sheet = Sheet()
    sheet.line("Ekonomi", LEFT, 100, 18)
    sheet.block(PROSE, 130)
    sheet.words = [
        replace(w, size=w.size * (0.95 + 0.02 * (n % 6)), font=f"F{n % 3}", bold=not n % 7)
        for n, w in enumerate(sheet.words)
    ]
    page = replace(sheet.page(), layer="ocr")
    layout = lay_out(Reading("0" * 64, "ok", page_count=1, pages=(page,)))
    assert [(p.role, p.text) for p in layout.paragraphs] == [("heading", "Ekonomi"), ("body", PROSE)]
    assert layout.pages == (page,)


def test_an_empty_document_has_an_empty_layout() -> None:
    assert lay_out(reading()).paragraphs == ()
    assert lay_out(reading(Sheet())) == Layout("0" * 64, (Sheet().page(),))


def words_are_shared_out(document: Reading) -> None:
    """Every word is in exactly one of furniture, paragraph and table."""
    layout = lay_out(document)
    for page in document.pages:
        left = Counter(w.text for w in page.words)
        left.subtract(s.word.text for p in layout.paragraphs for s in p.spans if s.page == page.number)
        left.subtract(t for f in layout.furniture if f.page == page.number for t in f.text.split(" "))
        assert all(count >= 0 for count in left.values())
        boxes = [t.box for t in layout.tables if t.page == page.number]
        for text in left.elements():
            (word,) = [w for w in page.words if w.text == text]
            x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
            assert any(b.x0 <= x <= b.x1 and b.top <= y <= b.bottom for b in boxes)


PLACES = st.tuples(
    st.integers(0, 500),
    st.integers(0, 800),
    st.sampled_from([6.0, 8.0, 11.0, 11.0, 18.0]),
    st.booleans(),
    st.booleans(),
)


@settings(max_examples=60)
@given(st.lists(st.lists(PLACES, max_size=25), min_size=1, max_size=3))
def test_no_word_is_lost_or_doubled_wherever_words_stand(pages: list[list[tuple[int, int, float, bool, bool]]]) -> None:
    sheets = []
    for number, places in enumerate(pages, 1):
        sheet = Sheet(number)
        for n, (x, top, size, bold, upright) in enumerate(places):
            sheet.line(f"o{number}x{n}", x, top, size, bold=bold, upright=upright)
        sheets.append(sheet)
    words_are_shared_out(reading(*sheets))


@given(st.integers(2, 9), st.permutations(range(6)))
def test_no_word_is_lost_in_pages_as_they_are(rows: int, order: list[int]) -> None:
    sheet = with_table(rows)
    pieces = [sheet.words[i::6] for i in order]  # words may be drawn in any order
    words = [w for piece in pieces for w in piece]
    sheet.words = []
    for n, w in enumerate(words):
        sheet.line(f"{w.text}.{n}", w.x0, w.top, w.size, bold=w.bold)
    sheet.line("9(9)", RIGHT, 810, 9)
    words_are_shared_out(reading(sheet))
