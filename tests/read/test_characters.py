"""What becomes of the characters that a font names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kommuntal.read.characters import character, is_bold_name, is_unreadable


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("å", "å"),
        ("ﬁ", "fi"),
        ("ﬄ", "ffl"),
        ("tti", "tti"),
        ("\u00ad", "-"),
        ("\u00a0", " "),
        ("\u2009", " "),
        ("\t", " "),
        ("\x00", ""),
        ("\u200b", ""),
        ("\x03", "\ufffd"),
        ("−", "−"),
    ],
)
def test_text_of_a_glyph(text: str, kept: str) -> None:
    assert character(text, 1, "Arial", True) == kept


@pytest.mark.parametrize(
    ("font", "text", "code", "picture"),
    [
        ("Wingdings-Regular", "\uf0fc", 3, "✓"),
        ("Wingdings", "ü", 0xFC, "✓"),
        ("Wingdings", None, 0xFB, "✗"),
        ("Wingdings2", "P", 0x50, "✓"),
        ("Wingdings3", "p", 0x70, "▲"),
        ("Webdings", "n", 0x6E, "●"),
        ("SymbolMT", "\uf0b7", 4, "•"),
        ("SymbolMT", "•", 0xB7, "•"),
        ("SymbolMT", "c", 0x63, "c"),
    ],
)
def test_pictures_of_symbol_fonts(font: str, text: str | None, code: int, picture: str) -> None:
    assert character(text, code, font, text is not None and text >= "\ue000") == picture


def test_letters_of_other_fonts_are_no_pictures() -> None:
    assert character("ü", 0xFC, "Arial", False) == "ü"


@given(st.integers(0, 0xFFFF))
def test_a_glyph_without_a_character_is_one_unreadable_character(code: int) -> None:
    text = character(None, code, "ABCDEF+Calibri", True)
    assert len(text) == 1
    assert is_unreadable(text)
    assert text == character(None, code, "Arial", True)


@given(st.text(min_size=1, max_size=3))
def test_kept_text_never_holds_what_breaks_other_programs(text: str) -> None:
    kept = character(text, 1, "Arial", True)
    assert kept == " " or not any(c in "\x00\n\r\t\u00ad" for c in kept)


@pytest.mark.parametrize(
    ("name", "bold"),
    [
        ("Arial-BoldMT", True),
        ("Calibri,Bold", True),
        ("MyriadPro-Semibold", True),
        ("Roboto-Black", True),
        ("HelveticaNeueLTStd-Bd", True),
        ("Arial", False),
        ("Calibri-Light", False),
        ("Baskerville", False),
    ],
)
def test_bold_names(name: str, bold: bool) -> None:
    assert is_bold_name(name) == bold
