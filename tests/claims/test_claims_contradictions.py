"""A sentence whose number is not that of the one cell its words leave; and sentences that are of something else."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.claims.reports import RESULT, claims_of, report

from kommuntal.reconcile.claims import check

COSTS = [
    ["Mkr", "Utfall jan-apr 2025", "Utfall jan-apr 2024", "Budget 2025"],
    ["Skatteintäkter", "300,0", "290,0", "900,0"],
    ["Generella statsbidrag", "100,0", "95,0", "300,0"],
    ["Verksamhetens nettokostnad", "-80,0", "-78,0", "-240,0"],
    ["Avskrivningar", "-5,0", "-4,0", "-15,0"],
]
OLYCKOR = [["Nyckeltal", "Jan-apr 2025"], ["Antal allvarliga olyckor", "7"], ["Sjukfrånvaro, %", "6,2"]]
BESLUT = [["Insats", "Beslut, kvinnor", "Beslut, män", "Beslut, summa"], ["Boendestöd", "31", "17", "48"]]


def told(*sentences: str, rows: Sequence[Sequence[str]] = RESULT, heading: str = "Ekonomi") -> list[str]:
    title = "Resultat, mkr" if "Mkr" in rows[0] else "Nyckeltal"
    return [finding.message for finding in check(report(*sentences, rows=rows, heading=heading, title=title)).findings]


@pytest.mark.parametrize(
    ("sentence", "rows", "arithmetic"),
    [
        ("Budgeten för Socialnämnden är 3,0 mkr för 2025.", RESULT, "3,0 − 633,6"),
        ("Perioden har haft totalt 9 allvarliga olyckor.", OLYCKOR, "9 − 7 = 2"),
        ("Boendestöd har 54 beslut.", BESLUT, "54 − 48 = 6"),
        ("Skatteintäkter och statsbidrag uppgår till 460 mkr för perioden.", COSTS, "300 + 100 = 400"),
        ("Verksamhetens nettokostnad exklusive avskrivningar är 85 mkr för perioden.", COSTS, "80 − 5 = 75"),
        (
            "Prognosen, ett överskott om 38,2 mkr, är en avvikelse mot budget (30,1 mkr) om 4,2 mkr.",
            RESULT,
            "38,2 − 30,1 = 8,1",
        ),
    ],
)
def test_any_other_number_contradicts_what_the_words_leave_no_doubt_of(
    sentence: str, rows: list[list[str]], arithmetic: str
) -> None:
    messages = told(sentence, rows=rows)
    assert [arithmetic in message for message in messages] == [True]


def test_a_change_told_in_the_next_sentence_is_held_against_its_ends() -> None:
    ends = "Kostnaderna har minskat från 90 mkr föregående år till 78 mkr i år."
    paragraph = f"{ends} Detta innebär en minskning med {{}} mkr."
    assert told(paragraph.format(12)) == []
    assert ["78 − 90 = −12" in message for message in told(paragraph.format(14))] == [True]


def test_a_body_may_be_called_by_its_capitals() -> None:
    rows = [["Mkr", "Budget 2025"], ["Investeringar SBF", "-17,5"], ["Investeringar i gator", "-40,2"]]
    said = "Budgeten för investeringar i samhällsbyggnadsförvaltningen är {} mkr för 2025."
    assert told(said.format("17,5"), rows=rows) == []
    assert len(told(said.format("71,5"), rows=rows)) == 1


def test_the_part_of_a_count_is_meant_where_it_is_named() -> None:
    assert told("Boendestöd har 31 beslut för kvinnor.", rows=BESLUT) == []


def test_what_the_table_calls_a_change_may_be_said_in_percentage_points() -> None:
    rows = [["Procent", "2024", "2025", "Förändring"], ["Sjukfrånvaro, %", "6,8", "6,2", "-0,6"]]
    found = check(report("Sjukfrånvaron har minskat med 0,6 procentenheter.", rows=rows))
    assert found.links
    assert found.findings == []


@pytest.mark.parametrize(
    ("sentence", "dated"),
    [
        ("Socialnämnden visar ett underskott på 6,4 mkr.", False),
        ("Socialnämnden visar ett underskott på 6,4 mkr för perioden.", True),
        ("Socialnämnden visar ett underskott på 6,4 mkr för helåret.", True),
    ],
)
def test_a_deficit_without_a_time_word_is_of_no_time(sentence: str, dated: bool) -> None:
    assert (claims_of(sentence)[0].period_end is not None) is dated


def test_the_committee_may_be_a_row_of_its_own_and_the_whole() -> None:
    rows = [
        ["Nettokostnad (tkr)", "Bokslut 2024", "Budget 2025", "Bokslut 2025", "Avvikelse"],
        ["Nämnd", "598", "650", "612", "38"],
        ["Bibliotek", "13 955", "14 500", "14 208", "292"],
        ["Simhall", "21 508", "21 900", "22 914", "-1 014"],
        ["Nettokostnad totalt", "36 061", "37 050", "37 734", "-684"],
    ]
    assert told("Nämndens bokslut för 2025 visar ett underskott på 684 tkr.", rows=rows) == []
    assert len(told("Simhallens bokslut för 2025 visar ett underskott på 9 014 tkr.", rows=rows)) == 1


# what a report says besides what its table holds: parts, other times, other bodies, plans and conditions
OF_SOMETHING_ELSE = """
Socialnämnden har fått 3,2 mkr i statsbidrag för äldreomsorg.
Socialnämndens budget har utökats med 12 mkr för nya boenden.
Av Socialnämndens budget är 45 mkr avsatta för lokaler.
Tekniska nämnden prognostiserar kostnader för snöröjning på 18 mkr.
Underskottet i Socialnämnden förklaras av hemtjänsten, -4,1 mkr, och placeringar, -2,3 mkr.
Tekniska nämndens prognos är 2,3 mkr bättre än prognosen i mars.
Årets resultat påverkas av en skatteavräkning på 5,5 mkr.
Resultatet för koncernen uppgår till 55 mkr.
Granviksbostäder AB visar ett resultat på 9,4 mkr.
Kultur- och fritidsnämndens budget för 2026 är 121,5 mkr.
Kultur- och fritidsnämndens kostnad per invånare är 1 540 kronor.
Av prognosen för Socialnämnden avser 410 mkr personalkostnader.
Socialnämnden har 1 240 anställda.
I budgeten för Tekniska nämnden ingår en effektivisering på 4,4 mkr.
Socialnämndens intäkter uppgår till 52 mkr och kostnaderna till 262 mkr.
Realisationsvinsterna beräknas ge 9 mkr från Norra hamnen och 8 mkr från Kvarnen.
Årets resultat är bättre än förra årets, som var 22 mkr.
Om åtgärderna genomförs blir Socialnämndens underskott 2,0 mkr.
Utan åtgärder hade Socialnämndens underskott blivit 11,5 mkr.
Hälften av underskottet i Socialnämnden, 3,2 mkr, beror på köpt vård.
Årets resultat, 38,2 mkr, motsvarar 1,7 procent av skatteintäkterna.
Socialnämndens utfall för april är 52,3 mkr.
Socialnämndens utfall för första kvartalet är 158 mkr.
Förra året hade Socialnämnden ett underskott på 9,9 mkr.
Tekniska nämndens budget fördelas med 98 mkr till gator och 124 mkr till parker.
""".strip().splitlines()


@pytest.mark.parametrize("heading", ["Ekonomi", "Socialnämnden"])
@pytest.mark.parametrize("sentence", OF_SOMETHING_ELSE)
def test_a_sentence_of_something_else_is_left_alone(sentence: str, heading: str) -> None:
    assert told(sentence, heading=heading) == []


@given(st.integers(10, 9999).filter(lambda tenths: tenths != 6336))
def test_whatever_number_a_named_budget_has_is_told_unless_it_is_its_own(tenths: int) -> None:
    said = f"{tenths // 10},{tenths % 10}"
    assert len(told(f"Budgeten för Socialnämnden är {said} mkr för 2025.")) == 1
