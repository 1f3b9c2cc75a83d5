"""Enumerations held against the number announced, against each other, and against a table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.extract.laid_out import DOCUMENT_ID
from tests.extract.test_enumerations import under
from tests.reconcile.mentioned import mentioned
from tests.reconcile.printed_tables import records, table

from kommuntal.layout.model import Paragraph
from kommuntal.reconcile import enumerations
from kommuntal.schema import Finding
from kommuntal.schema.enums import FindingKind, Severity, TextLayer


def findings(*said: Paragraph | str) -> list[Finding]:
    return enumerations.check(mentioned(*said)).findings


# ---- the number announced


@pytest.mark.parametrize(
    ("sentence", "stated", "counted"),
    [
        ("Nämnden har fyra mål: trygghet, hälsa och miljö.", "fyra mål", "3"),
        ("Arbetet följer två perspektiv: ekonomi, kund och medarbetare.", "två perspektiv", "3"),
        ("Planen har 5 delar: mål, medel, uppföljning och bilagor.", "5 delar", "4"),
        ("De fyra målområdena trygghet, hälsa och miljö gäller.", "fyra målområdena", "3"),
        ("Planen har fem delar: en strategi för alla; ett program; en budget.", "fem delar", "3"),
    ],
)
def test_a_number_that_is_not_the_count(sentence: str, stated: str, counted: str) -> None:
    (finding,) = findings(sentence)
    assert (finding.found, finding.expected) == (stated, counted)
    assert (finding.kind, finding.severity) == (FindingKind.CLAIM, Severity.NOTE)


def test_a_comma_that_recognition_may_have_lost_is_not_told() -> None:
    read = mentioned("Nämnden har fyra mål: trygghet, hälsa och miljö.", layer=TextLayer.NONE)
    assert enumerations.check(read).findings == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Nämnden har fyra mål: trygghet, hälsa, miljö och arbete.",
        "Planen har tre delar: planering, genomförande samt uppföljning och utvärdering.",
        "Planen har fyra delar: planering, genomförande samt uppföljning och utvärdering.",
        "Tre av fyra mål: trygghet, hälsa och miljö nås.",
        "Sex tjänster: lärare, kuratorer och psykologer.",
        "Två veckor: måndag, onsdag och fredag.",
        "Planen har fem mål, bland annat: trygghet, hälsa och miljö.",
        "Planen har fem mål: trygghet, hälsa, miljö m.m. och arbete.",
        "Fem mål: tre nås, ett nås delvis och ett nås inte.",
        "Nämnden bidrar till flera av de 17 globala målen: god hälsa, utbildning och jämlikhet.",
        "Minst fyra delar: planering, genomförande och uppföljning.",
        "Arbetet sker i fyra steg: kartlägga behov och resurser, planera, genomföra samt följa upp.",
        "Två alternativ: att bygga en ny, större skola, att bygga om och att vänta.",
    ],
)
def test_numbers_that_count_something_else_or_may_be_right(sentence: str) -> None:
    assert findings(sentence) == []


WORDS = {3: "tre", 4: "fyra", 5: "fem", 6: "sex"}
THINGS = ["trygghet", "hälsa", "miljö", "skola", "vård", "fritid"]


@given(st.integers(3, 6), st.integers(3, 6))
def test_a_list_is_as_long_as_its_number_or_it_is_told(stated: int, listed: int) -> None:
    found = findings(*under(f"Nämnden har följande {WORDS[stated]} mål:", THINGS[:listed]))
    assert len(found) == (stated != listed)


# ---- one set, named twice

ALL = "Kommunen är förvaltningsområde för finska, meänkieli och samiska."


@pytest.mark.parametrize(
    ("whole", "part", "missing"),
    [
        (ALL, "En handlingsplan för förvaltningsområdet för finska och meänkieli tas fram.", "samiska"),
        (
            "Våra värdeord är mod, öppenhet och respekt.",
            "Utifrån värdeorden mod och respekt möter vi alla.",
            "öppenhet",
        ),
    ],
)
def test_a_set_that_lacks_one_where_it_stands_again(whole: str, part: str, missing: str) -> None:
    for pages in ((whole, part), (part, whole)):
        (finding,) = findings(*pages)
        assert (finding.kind, finding.expected) == (FindingKind.CLAIM, missing)
        assert missing not in (finding.left_quote or "")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ALL, "Sedan 2010 är kommunen förvaltningsområde för finska och meänkieli."),
        (ALL, "Kommunen var tidigare förvaltningsområde för finska och meänkieli."),
        (ALL, "Samiska elever bor i ett förvaltningsområde för finska och meänkieli."),
        (ALL, "Insatser i synnerhet inom förvaltningsområdet för finska och meänkieli."),
        (ALL, "Förvaltningsområde för samiska, finska samt meänkieli."),
        ("Förvaltningsområdena för finska, meänkieli och samiska finns i norr.", ALL.replace(", meänkieli", "")),
        (ALL, "Granvik blir förvaltningsområde för finska och meänkieli."),
        ("Kommunen ger stöd till barn, unga och äldre.", "Kommunen ger stöd till barn och unga."),
        ("Fritidsgårdarna i Norrby, Söderby och Österby är öppna.", "Fritidsgårdarna i Norrby och Söderby byggs om."),
        ("Undervisning i finska, romani och samiska ges.", "Undervisning i finska och romani ges på distans."),
    ],
)
def test_enumerations_that_need_not_be_the_same(one: str, other: str) -> None:
    assert findings(one, other) == []


# ---- a list of what a table must have

AREAS = [
    "ledning och samverkan",
    "planering",
    "kontinuitet",
    "utbildning och övning",
    "informationssäkerhet",
    "kommunikation",
]
LEAD = "Ansökan ska innehålla följande områden:"


def held_against(*tables: list[str], lead: str = LEAD) -> list[Finding]:
    """Return what is found where tables of these labels stand on the second page."""
    read = mentioned(*under(lead, AREAS))
    rows = [[["Område", "Belopp"], *[[label, str(n)] for n, label in enumerate(labels, 10)]] for labels in tables]
    read.extend(records(*(table(of, page=2) for of in rows), document_id=DOCUMENT_ID))
    return enumerations.check(read).findings


@given(st.integers(0, 5))
def test_a_table_that_lacks_one_of_the_list(lost: int) -> None:
    labels = [item.capitalize() for item in AREAS]
    lacking = labels.pop(lost)
    (finding,) = held_against([*labels, "Övrigt", "Summa"])
    assert (finding.kind, finding.left_quote) == (FindingKind.CLAIM, lacking.lower())
    assert (finding.left_page, finding.right_page) == (1, 2)


SHORT = [AREAS[n] for n in (0, 1, 2, 3, 5)]


@pytest.mark.parametrize(
    ("labels", "lead"),
    [
        pytest.param(AREAS, LEAD, id="all there"),
        pytest.param([*AREAS[:3], "Övrigt"], LEAD, id="two are missing"),
        pytest.param(SHORT[::-1], LEAD, id="another order"),
        pytest.param([*SHORT, "Övrigt och informationssäkerheten"], LEAD, id="named beside others"),
        pytest.param(SHORT, "Beslutet skickas till dessa:", id="nothing is asked for"),
        pytest.param(SHORT, "Nämnden ansvarar för följande områden:", id="what somebody does"),
        pytest.param(SHORT, "Ansökan kan gälla följande områden, till exempel:", id="examples"),
        pytest.param(["Ledning", "Planer", "Kurser", "Övning", "Webb"], LEAD, id="other things"),
    ],
)
def test_tables_that_need_not_have_it(labels: list[str], lead: str) -> None:
    assert held_against(labels, lead=lead) == []


@pytest.mark.parametrize("other", [AREAS, AREAS[1:]])
def test_tables_of_which_one_has_it_all_or_lacks_something_else_are_no_answers(other: list[str]) -> None:
    assert len(held_against(SHORT)) == len(held_against(SHORT, ["Något annat", "Ännu något"])) == 1
    assert held_against(SHORT, other) == []
