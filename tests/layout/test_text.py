"""Lines to text: hyphenation as Swedish has it, and every character tied to the word it came from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.layout.typeset import Sheet, reading

from kommuntal.layout.lines import Line, lines_of
from kommuntal.layout.text import Vocabulary, join_lines
from kommuntal.read.model import Word

NOTHING = Vocabulary([])


def joined(*rows: str, known: str = "") -> str:
    sheet = Sheet()
    sheet.lines(rows, 100)
    vocabulary = Vocabulary(reading(Sheet().line(known, 0, 0)).pages)
    return join_lines(lines_of(1, sheet.words), vocabulary)[0]


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (("utveckla verk-", "samheten nu"), "utveckla verksamheten nu"),
        (("kultur- och", "fritid"), "kultur- och fritid"),
        (("inom kultur-", "och fritid"), "inom kultur- och fritid"),
        (("två-", "till treåringar"), "två- till treåringar"),
        (("åren 2025-", "2026"), "åren 2025-2026"),
        (("med KS-", "dnr"), "med KS-dnr"),
        (("om e-", "tjänster"), "om e-tjänster"),
        (("på 90-", "talet"), "på 90-talet"),
        (("mellan Granvik-", "Norrsund"), "mellan Granvik-Norrsund"),
        (("verk\u00ad", "samhet"), "verksamhet"),
        (("en verk\u00adsamhet",), "en verksamhet"),
        (("beslutet –", "som väntat"), "beslutet – som väntat"),
        (("januari–", "mars"), "januari–mars"),
        (("12 345 –", "mars"), "12 345 – mars"),
        (("Netto–", "Intäkter"), "Netto– Intäkter"),
        (("utfall", "och prognos"), "utfall och prognos"),
    ],
)
def test_hyphens_at_the_end_of_a_line(rows: tuple[str, ...], text: str) -> None:
    assert joined(*rows) == text


def test_a_hyphen_the_document_writes_elsewhere_stays() -> None:
    assert joined("ett äldre-", "boende") == "ett äldreboende"
    assert joined("ett läns-", "museum", known="läns-museum") == "ett läns-museum"
    assert joined("en IT-", "samordnare", known="itsamordnare") == "en ITsamordnare"


def test_footnote_marks_are_silent_but_powers_are_not() -> None:
    sheet = Sheet().line("enligt mål", 70, 100)
    mark = sheet.word("3", 125.5, 98, 6)
    comma = sheet.word(",", 128.5, 100)
    sheet.words += [mark, comma]
    sheet.line("och 40 m", 140, 100)
    sheet.words.append(sheet.word("2", 184.5, 98, 6))
    text, spans = join_lines(lines_of(1, sheet.words), NOTHING)
    assert text == "enligt mål, och 40 m2"
    assert [s for s in spans if s.word == mark and s.start == s.end]


def test_a_word_whose_style_changes_inside_is_one_word() -> None:
    sheet = Sheet().line("Kom", 70, 100, bold=True)
    sheet.line("munen växer", 86.6, 100)
    assert join_lines(lines_of(1, sheet.words), NOTHING)[0] == "Kommunen växer"


WORDS = st.text(st.sampled_from("abcåäöABCÅ0123456789-–,.()/\u00ad"), min_size=1, max_size=9)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=8), min_size=1, max_size=8), st.booleans())
def test_spans_cover_every_character_but_spaces_once_and_in_order(rows: list[list[str]], drop_first: bool) -> None:
    lines = [
        Line(1, tuple(Word(w, 40.0 * i, 20.0 * n, 40.0 * i + 30, 20.0 * n + 10, size=10) for i, w in enumerate(row)))
        for n, row in enumerate(rows)
    ]
    text, spans = join_lines(lines, NOTHING, drop_first=drop_first)
    assert [s.word for s in spans] == [w for line in lines for w in line.words]
    at = 0
    for span in spans:
        assert text[at : span.start].strip(" ") == ""
        printed = span.word.text.replace("\u00ad", "")
        assert text[span.start : span.end] in (printed, printed[:-1], "")
        at = span.end
    assert at == len(text)
    assert "\u00ad" not in text and "  " not in text
