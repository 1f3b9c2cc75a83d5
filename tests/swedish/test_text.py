"""Sentences and spaces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kommuntal.swedish.text import nlp, sentences, squash


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Det gäller bl.a. Socialnämnden och t.ex. Tekniska nämnden.",
        "Kostnaden blev ca. 4,1 mnkr.",
        "Enligt 4 kap. 4 § lagen gäller följande.",
        "Se nr. 4 i bilagan.",
        "Perioden slutar 31 dec. 2025.",
        "Ärende KS 2024-00123 av den 1. maj.",
        "Resultatet (dvs. utfallet) är 8.26 i år.",
        "Uppdraget gäller: 1. Att följa upp, 2. Att redovisa.",
        "Anna A. Svensson är ordförande.",
        "Per den 31.12 är utfallet känt.",
        "1. Godkänna rapporten.",
        "Lagen om mottagande av asylsökande m.fl. (LMA) gäller.",
        "Budgeten är 1.234,5 tkr inkl. Moms.",
    ],
)
def test_no_end_within(sentence: str) -> None:
    assert split(sentence) == [sentence]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Målet nås. Det är bra!", ["Målet nås.", "Det är bra!"]),
        ("Det kostar 4,1 mnkr. 12 % är klart.", ["Det kostar 4,1 mnkr.", "12 % är klart."]),
        ("Klart? Ja.  \n Nej…  Kanske", ["Klart?", "Ja.", "Nej…", "Kanske"]),
        ("Det slutar 2025. Sedan börjar det om.", ["Det slutar 2025.", "Sedan börjar det om."]),
        ('Hon sade "klart." Det var det.', ['Hon sade "klart."', "Det var det."]),
        ("Den ligger på 1,4. Målet är 2.", ["Den ligger på 1,4.", "Målet är 2."]),
        ("Skalan går till 8. Medel var 5.", ["Skalan går till 8.", "Medel var 5."]),
        ("Kostnader för personal m.m. Nämnden följer det.", ["Kostnader för personal m.m.", "Nämnden följer det."]),
        ("Det framgår av analysen.2 Arbetet går vidare.", ["Det framgår av analysen.2", "Arbetet går vidare."]),
        ("", []),
        ("  \n ", []),
    ],
)
def test_ends(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@given(st.text(alphabet='abÅ1 .!?\n"()', max_size=60))
def test_every_word_is_in_one_sentence(text: str) -> None:
    spans = sentences(text)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    assert all(text[a:b] == text[a:b].strip() for a, b in spans)


@given(st.text(max_size=60))
def test_squash_is_stable_and_leaves_no_odd_space(text: str) -> None:
    flat = squash(text)
    assert squash(flat) == flat
    assert flat == " ".join(flat.split())


@pytest.mark.parametrize(
    ("text", "flat"),
    [
        ("1\u00a0234\u2009\u202f5", "1 234 5"),
        ("ﬁnans", "finans"),
        ("12³ m²", "12³ m²"),
        ("½ tjänst", "½ tjänst"),
        ("för\u00advaltning", "förvaltning"),
    ],
)
def test_squash(text: str, flat: str) -> None:
    assert squash(text) == flat


def test_one_pipeline() -> None:
    assert nlp() is nlp()
    assert nlp().lang == "sv"
