"""Enumerations in words: in a sentence, and as a list under one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.extract.laid_out import context, layout, text

from kommuntal.extract.mentions import extract_mentions
from kommuntal.layout.model import Paragraph
from kommuntal.read.model import Box
from kommuntal.schema import Mention
from kommuntal.schema.enums import MentionKind

AREAS = ["ledning och samverkan", "utbildning", "informationssäkerhet", "övning"]


def listed(*paragraphs: Paragraph) -> list[Mention]:
    laid = layout(*paragraphs)
    return [m for m in extract_mentions(laid, context(laid)).mentions if m.kind == MentionKind.LIST]


@pytest.mark.parametrize(
    ("sentence", "items"),
    [
        ("Nämnden har tre mål: trygghet, hälsa och miljö.", "trygghet; hälsa; miljö"),
        (
            "Arbetet sker i tre steg: kartlägga behov, planera insatser samt följa upp.",
            "kartlägga behov; planera insatser; följa upp",
        ),
        ("Planen har följande: en plan; ett program; och en budget.", "en plan; ett program; en budget"),
        ("Rapporten ska innehålla mål, uppdrag, ekonomi och personal.", "mål; uppdrag; ekonomi; personal"),
        ("Rapporten består av mål, uppdrag, ekonomi och personal.", "mål; uppdrag; ekonomi; personal"),
        ("Kommunen ger stöd till barn, unga och äldre.", "barn; unga; äldre"),
        ("Arbetet följer de tre perspektiven ekonomi, medarbetare och kund.", "ekonomi; medarbetare; kund"),
        ("Kommunens värdeord är mod, öppenhet och respekt.", "mod; öppenhet; respekt"),
        ("Värdeorden mod, öppenhet och respekt gäller alla.", "mod; öppenhet; respekt"),
        ("Kommunen är förvaltningsområde för finska, meänkieli och samiska språken.", "finska; meänkieli; samiska"),
    ],
)
def test_enumerations_in_a_sentence(sentence: str, items: str) -> None:
    (mention,) = listed(text(sentence))
    assert mention.value == items
    assert mention.text in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Kommunen ger stöd till barn och unga.",
        "Nämnden har två mål: kultur- och fritidsnämnden, miljö- och byggnadsnämnden.",
        "Nämnden stöder barn, unga och socialt utsatta grupper.",
        "Kommentar: Arbetet pågår, planen är klar och budgeten hålls.",
        "Plats för gång-, cykel- och biltrafik.",
        "Vi vill utveckla, förändra och förbättra.",
        "Nämnden har tre mål: ökad trygghet, bättre skola och en vacker, levande kommun.",
    ],
)
def test_what_is_no_enumeration_that_can_be_told(sentence: str) -> None:
    assert listed(text(sentence)) == []


def test_a_pair_is_told_where_it_is_more_than_a_pair_elsewhere() -> None:
    pair, triple = "Kommunen har stöd för romani och samiska.", "Kommunen har stöd för finska, romani och samiska."
    assert [m.value for m in listed(text(pair), text(triple))] == ["romani; samiska", "finska; romani; samiska"]


def under(lead: str, items: list[str], after: str = "Mer text följer.", indent: float = 20) -> list[Paragraph]:
    def at(words: str, n: int, x0: float, *, item: bool) -> Paragraph:
        return Paragraph(words, 1, Box(x0, 100 + 14.0 * n, 500, 112 + 14.0 * n), role="list" if item else "body")

    return [
        at(lead, 0, 70, item=False),
        *(at(item, n, 70 + indent, item=True) for n, item in enumerate(items, 1)),
        at(after, len(items) + 1, 70, item=False),
    ]


def test_a_list_under_a_sentence() -> None:
    (mention,) = listed(*under("Kommunen kan söka medel för följande områden:", [f"{item}," for item in AREAS]))
    assert mention.value == "; ".join(AREAS)
    assert mention.sentence is not None
    assert mention.sentence.startswith("Kommunen kan söka medel")
    assert mention.confidence == 1.0


def test_numbers_and_letters_before_items_are_no_part_of_them() -> None:
    (mention,) = listed(
        *under("Planen har följande delar:", ["1. Mål", "2. Medel", "c) Uppföljning, och", "• Bilagor."])
    )
    assert mention.value == "Mål; Medel; Uppföljning; Bilagor"


def test_a_list_whose_end_is_not_seen_is_unsure() -> None:
    indented = under("Planen har följande delar:", AREAS)
    indented[-1] = Paragraph("och detta stycke står kvar", 1, Box(90, 300, 500, 312))
    (mention,) = listed(*indented)
    assert mention.confidence < 0.6


def test_paragraphs_as_items_are_no_enumeration() -> None:
    long = "Nämnden ska tillsammans med andra arbeta för att alla barn i kommunen växer upp i trygghet."
    assert listed(*under("Målen är följande:", [long, *AREAS])) == []


@given(
    st.lists(st.sampled_from(["trygghet", "hälsa", "miljö", "god vård", "skola", "fritid"]), min_size=3, unique=True)
)
def test_items_come_back_as_they_were_listed(items: list[str]) -> None:
    sentence = f"Nämnden har flera mål och de är följande: {', '.join(items[:-1])} och {items[-1]}."
    assert [m.value for m in listed(text(sentence))] == ["; ".join(items)]
