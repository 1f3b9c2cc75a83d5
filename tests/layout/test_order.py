"""Reading order: columns of prose one after the other, everything else across."""

from hypothesis import given
from hypothesis import strategies as st
from tests.layout.typeset import PROSE, Sheet, reading

from kommuntal.layout import lay_out
from kommuntal.layout.lines import lines_of, rotated_lines
from kommuntal.layout.order import reading_order


def texts(sheet: Sheet) -> list[str]:
    return [p.text for p in lay_out(reading(sheet)).paragraphs]


@given(st.floats(0, 9), st.floats(285, 310), st.integers(8, 11))
def test_two_columns_are_not_read_across(shift: float, second: float, size: int) -> None:
    sheet = Sheet().line("Året som gick", 70, 90, 20, bold=True)
    sheet.block("Vänster börjar. " + PROSE, 150, 70, 270, size)
    sheet.block("Höger börjar. " + PROSE, 150 + shift, second, second + 200, size)
    assert texts(sheet) == ["Året som gick", "Vänster börjar. " + PROSE, "Höger börjar. " + PROSE]


def test_a_paragraph_goes_on_in_the_next_column() -> None:
    half = PROSE.index("långsammare")
    sheet = Sheet()
    sheet.block(PROSE[: half - 1], 150, 70, 270)
    sheet.block(PROSE[half:], 150, 300, 500)
    assert texts(sheet) == [PROSE]


def test_a_label_and_its_value_are_read_across() -> None:
    sheet = Sheet()
    for n, (label, value) in enumerate([("Tid", "torsdag kl. 13:15"), ("Plats", "Kommunhuset"), ("Organ", "Nämnden")]):
        sheet.line(label, 70, 100 + 15 * n, bold=True).line(value, 170, 100 + 15 * n)
    assert texts(sheet) == ["Tid torsdag kl. 13:15", "Plats Kommunhuset", "Organ Nämnden"]


def test_blocks_of_a_slide_that_share_no_baseline_are_read_one_by_one() -> None:
    sheet = Sheet(width=720, height=540).line("Tre satsningar", 50, 50, 28, bold=True)
    sheet.lines(["Kortare köer", "Fler platser", "Bättre stöd"], 150, 50, 18)
    sheet.lines(["Klart i mars", "Pågår nu", "Börjar i höst"], 159, 400, 18)
    order = [b.text for column in reading_order(lines_of(1, sheet.words)) for b in column if not hasattr(b, "cells")]
    assert order[1:] == ["Kortare köer", "Fler platser", "Bättre stöd", "Klart i mars", "Pågår nu", "Börjar i höst"]


def test_the_heading_of_a_table_under_both_columns_is_read_after_them() -> None:
    sheet = Sheet()
    sheet.block(PROSE, 100, 70, 270, 9)
    sheet.lines(["Avtal är tecknat om solceller", "Två hyresgäster har flyttat", "Hissarna är utbytta nu"], 100, 400, 8)
    sheet.line("Resultaträkning", 70, 300, 12, bold=True)
    for row, label in enumerate(["", "Hyror", "Drift", "Underhåll", "Netto"]):
        sheet.line(label, 70, 330 + 14 * row, 9)
        for k in range(3):
            text = f"{row + 1}{k} 240" if row else ("Utfall", "Budget", "Prognos")[k]
            sheet.ending_at(text, 260 + 90 * k, 330 + 14 * row, 9)
    layout = lay_out(reading(sheet))
    assert layout.paragraphs[-1].text == "Resultaträkning"
    assert [t.title for t in layout.tables] == ["Resultaträkning"]


def test_raised_words_stay_on_their_line() -> None:
    sheet = Sheet().line("enligt målen nås", 70, 100)
    sheet.words.append(sheet.word("2", 136.5, 98.5, 6))
    assert [line.text for line in lines_of(1, sheet.words)] == ["enligt målen 2 nås"]


def test_words_that_stand_on_end_are_apart() -> None:
    sheet = Sheet()
    sheet.block(PROSE, 130)
    sheet.words += [
        sheet.word(w, 20, 400 - 40 * n, 8, upright=False) for n, w in enumerate(["Signerat", "med", "nyckel"])
    ]
    assert [line.text for line in rotated_lines(1, sheet.words)] == ["Signerat med nyckel"]
    layout = lay_out(reading(sheet))
    assert [p.text for p in layout.paragraphs] == [PROSE]
    assert [(f.text, f.kind) for f in layout.furniture] == [("Signerat med nyckel", "stamp")]
