"""One thing named in two ways, and two things that are named alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.reconcile.mentioned import mentioned

from kommuntal.reconcile import mentioned_names
from kommuntal.schema import Finding
from kommuntal.schema.enums import FindingKind, Severity, TextLayer


def findings(*pages: str) -> list[Finding]:
    return mentioned_names.check(mentioned(*pages)).findings


@pytest.mark.parametrize(
    ("first", "other", "quotes"),
    [
        pytest.param(
            "Nämnden antog Riktlinjer för god omsorg i maj.",
            "Det framgår av nämndens ”Riktlinjer om en god omsorg”.",
            ("Riktlinjer om en god omsorg", "Riktlinjer för god omsorg"),
            id="words without content",
        ),
        pytest.param(
            "Nämnden antog Program för uppväxtvillkor.",
            "Enligt Program för uppväxtsvillkor gäller det.",
            ("Program för uppväxtsvillkor", "Program för uppväxtvillkor"),
            id="the joint of a word in a name",
        ),
        pytest.param(
            "Massutvecklingsplanen antas.",
            "Nämnden följer massutvecklingplanen.",
            ("massutvecklingplanen", "Massutvecklingsplanen"),
            id="the joint of a term",
        ),
        pytest.param(
            "Förvaltningens digitaliseringsråd ansvarar för den årliga prioriteringen av systemutvecklingen.",
            "Förvaltningschefens digitaliseringsråd ansvarar för den årliga prioriteringen för systemutvecklingen.",
            ("Förvaltningschefens digitaliseringsråd", "Förvaltningens digitaliseringsråd"),
            id="one duty of two bodies",
        ),
    ],
)
def test_one_thing_in_two_ways_is_noted_once(first: str, other: str, quotes: tuple[str, str]) -> None:
    (finding,) = findings(first, other)
    assert (finding.kind, finding.severity) == (FindingKind.VERSION, Severity.NOTE)
    assert (finding.left_quote, finding.right_quote) == quotes
    assert (finding.left_page, finding.right_page) == (2, 1)


def test_the_usual_name_is_what_the_other_is_held_against() -> None:
    (finding,) = findings(
        "Se Policy om mutor.",
        "Se Policy mot mutor.",
        "Följ Policy mot mutor.",
        "Se Policy om mutor.",
        "Läs Policy mot mutor.",
    )
    assert (finding.found, finding.expected) == ("Policy om mutor", "Policy mot mutor")


@pytest.mark.parametrize(
    ("first", "other"),
    [
        ("Se Riktlinje för sociala medier.", "Se Riktlinje för social dokumentation."),
        ("Se Handlingsplan för trygghet 2025.", "Se Handlingsplan mot trygghet 2026."),
        ("Se ”Plan för inflyttning”.", "Se ”Plan för utflyttning”."),
        ("Se ”Rutin före besök”.", "Se ”Rutin efter besök”."),
        ("Se ”Program för kvinnor i arbete”.", "Se ”Program för män i arbete”."),
        ("Se ”Riktlinjer för stöd till anhöriga”.", "Se ”Riktlinjer för stöd till anhöriga barn”."),
        ("Följ Riktlinjerna för god omsorg.", "Se RIKTLINJER FÖR GOD OMSORG."),
        ("Rutiner för avvikelser ska finnas.", "Rutiner vid avvikelser ses över."),
        ("Se socialnämndens ”Policy för gåvor”.", "Se kulturnämndens ”Policy om gåvor”."),
        ("Se Policy för gåvor. Därefter riktlinjer om gåvor.", "Enligt policyn om gåvor gäller detta."),
        ("Bostadsförsörjningsprogrammet antas.", "Bostadsförsörjningsplanen antas."),
        ("Vattenförsörjningsplanen antas.", "Avloppsförsörjningsplanen antas."),
        ("Ändringsförslaget antas.", "Ändringförslaget antas."),
        ("Verksamhetsområdet växer.", "Verksamhetområdet växer."),
    ],
)
def test_other_things_and_other_forms(first: str, other: str) -> None:
    assert findings(first, other) == []


DUTY = "ansvarar för den årliga prioriteringen av systemutvecklingen"


@pytest.mark.parametrize(
    ("first", "other"),
    [
        pytest.param(f"Socialförvaltningens råd {DUTY}.", f"Kulturförvaltningens råd {DUTY}.", id="each its own"),
        pytest.param(f"Kommunens systemråd {DUTY}.", f"Förvaltningens systemråd {DUTY}.", id="another level"),
        pytest.param(
            f"Socialförvaltningens systemråd {DUTY}.", f"Kulturchefens systemråd {DUTY}.", id="another's head"
        ),
        pytest.param(f"Förvaltningens systemråd {DUTY}.", f"Förvaltningschefens styrgrupp {DUTY}.", id="another body"),
        pytest.param(
            f"Förvaltningens systemråd {DUTY}.",
            "Förvaltningschefens systemråd leder arbetet med budgeten.",
            id="another duty",
        ),
        pytest.param(
            "Förvaltningens systemråd träffas varje vecka.",
            "Förvaltningschefens systemråd träffas varje vecka.",
            id="little said",
        ),
    ],
)
def test_bodies_that_may_well_be_two(first: str, other: str) -> None:
    assert findings(first, other) == []


def test_a_name_in_another_document_is_another_name() -> None:
    one, two = mentioned("Se Policy om mutor."), mentioned("Se Policy mot mutor.")
    two.mentions = [replace(m, document_id="d" * 64) for m in two.mentions]
    one.extend(two)
    assert mentioned_names.check(one).findings == []


@pytest.mark.parametrize(
    ("first", "other", "noted"),
    [
        ("Se ”Riktlinjer för god omsorg”.", "Se ”Riktlinjer om en god omsorg”.", True),
        ("Se ”Riktlinjer för god omsorg”.", "Se ”Riktlinjer för en god omsorg”.", False),
        ("Massutvecklingsplanen antas.", "Massutvecklingplanen antas.", False),
    ],
)
def test_what_recognition_may_have_made_is_not_told(first: str, other: str, noted: bool) -> None:
    records = mentioned(first, other, layer=TextLayer.NONE)
    records.mentions = [replace(m, confidence=min(m.confidence, 0.95)) for m in records.mentions]
    assert bool(mentioned_names.check(records).findings) is noted
    records.mentions = [replace(m, confidence=0.6) for m in records.mentions]
    assert mentioned_names.check(records).findings == []


@given(st.permutations(["Se Policy om mutor.", "Se Policy mot mutor.", "Se Policy mot resor.", "Se Plan mot mutor."]))
def test_the_order_of_pages_does_not_matter(pages: list[str]) -> None:
    (finding,) = findings(*pages)
    assert {finding.left_quote, finding.right_quote} == {"Policy om mutor", "Policy mot mutor"}
