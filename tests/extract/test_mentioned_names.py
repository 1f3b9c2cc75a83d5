"""Names in words: of guiding documents, of bodies and whose they are, of terms spelt in two ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.extract.laid_out import context, heading, layout, text

from kommuntal.extract.mentions import extract_mentions
from kommuntal.layout.model import Paragraph
from kommuntal.schema import Mention
from kommuntal.schema.enums import MentionKind


def named(*paragraphs: Paragraph) -> list[Mention]:
    laid = layout(*paragraphs)
    return [m for m in extract_mentions(laid, context(laid)).mentions if m.kind == MentionKind.NAME]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Nämnden antog Riktlinjer för god omsorg i maj.", "Riktlinjer för god omsorg"),
        ("Se nämndens ”Riktlinjer om en god omsorg” för mer.", "Riktlinjer om en god omsorg"),
        ("I kommunens Program för barn och unga visas vägen.", "Program för barn och unga"),
        ("Enligt Policy mot mutor ska gåvor avböjas.", "Policy mot mutor"),
        (
            "Nämnden följer Strategi för hållbara resor 2025–2028, som gäller alla.",
            "Strategi för hållbara resor 2025–2028",
        ),
        ("Antas Reglemente för pensionärsrådet KS 2025/12.", "Reglemente för pensionärsrådet"),
        ("Nämnden har Handlingsplan för trygghet i skolan och följer upp den.", "Handlingsplan för trygghet i skolan"),
        ("Beslutet följer Riktlinjerna för god omsorg.", "Riktlinjer för god omsorg"),
        ("Beslutet följer Klimatstrategin för Granvik.", "Klimatstrategi för Granvik"),
    ],
)
def test_guiding_documents_by_their_names(sentence: str, name: str) -> None:
    (mention,) = named(text(sentence))
    assert (mention.value, mention.sentence) == (name, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Nämnden tar fram riktlinjer för god omsorg.",
        "Nämnden har en plan för arbetet.",
        "Detaljplan för kvarteret Kvarnen antas.",
        "Förslag till beslut",
        "Samordning för barn sker.",
        "Markanvisning för tomten ges.",
    ],
)
def test_what_is_no_name_of_a_guiding_document(sentence: str) -> None:
    assert named(text(sentence)) == []


def test_the_first_word_of_a_sentence_is_less_sure_to_be_a_name() -> None:
    inside, first, above = named(
        text("Nämnden antog Policy för inköp."), text("Policy för inköp gäller."), heading("Policy för inköp")
    )
    assert inside.confidence > first.confidence == above.confidence
    assert (first.text, above.text, above.sentence) == ("Policy för inköp", "Policy för inköp", None)


@pytest.mark.parametrize(
    ("sentence", "body"),
    [
        ("Förvaltningens digitaliseringsråd ansvarar för planen.", "förvaltningens digitaliseringsråd"),
        ("Frågan lyfts i socialchefens ledningsgrupp.", "socialchefens ledningsgrupp"),
    ],
)
def test_bodies_and_whose_they_are(sentence: str, body: str) -> None:
    assert [m.value for m in named(text(sentence))] == [body]


@pytest.mark.parametrize(
    "sentence", ["Nämndens målgrupp är äldre.", "Rektorns elevråd träffas.", "En ledningsgrupp finns."]
)
def test_what_is_nobodys_body(sentence: str) -> None:
    assert named(text(sentence)) == []


def test_a_term_is_told_where_it_is_spelt_in_two_ways() -> None:
    once = "Vattenförsörjningsplanen antas. Vattenförsörjningsplanens mål nås. En vattenförsörjningsplan finns."
    assert named(text(once)) == []
    twice = named(text(once), text("Följ vattenförsörjingsplanen."))
    assert [m.value for m in twice] == ["vattenförsörjningsplanen", "vattenförsörjingsplanen"]


@given(st.text(st.sampled_from("abåä RiktlinjerPlanför”.,-:\n1§"), max_size=60))
def test_any_text_can_be_read(words: str) -> None:
    for mention in named(text(f"Plan för {words}")):
        assert mention.text in " ".join(f"Plan för {words}".split())
