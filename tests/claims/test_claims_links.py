"""Claims against cells: linked by words, measure and time, never by the number alone."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.claims.reports import RESULT, report

from kommuntal.reconcile.claims import check
from kommuntal.schema import Records
from kommuntal.schema.enums import FindingKind, LinkVerdict


def linked(records: Records) -> list[list[str]]:
    """Return for each claim the cells it is linked to, as "row | column"."""
    figures = {f.figure_id: f"{f.line_item_raw} | {f.column_header}" for f in records.figures}
    links = [link for link in check(records).links if link.verdict is LinkVerdict.MATCH]
    return [sorted(figures[k.right_id] for k in links if k.left_id == c.claim_id) for c in records.claims]


@pytest.mark.parametrize(
    ("sentence", "cells"),
    [
        ("Socialnämnden visar ett underskott på 6,4 mkr för året.", ["Socialnämnden | Avvikelse 2025"]),
        ("Tekniska nämndens budget för 2025 är 222 mkr.", ["Tekniska nämnden | Budget 2025"]),
        ("Kommunens resultat för perioden är 12,3 mkr.", ["Årets resultat | Utfall jan-apr 2025"]),
        ("Årets prognos visar ett överskott på 38 mkr.", ["Årets resultat | Prognos 2025"]),
        ("Prognosen är 8,1 mkr bättre än budget.", ["Årets resultat | Avvikelse 2025"]),
        (
            "Socialnämndens kostnader är 6,3 mkr högre jämfört med samma period föregående år.",
            ["Socialnämnden | Utfall jan-apr 2024", "Socialnämnden | Utfall jan-apr 2025"],
        ),
        (
            "Prognosen för nettot av reavinster och reaförluster är 13 mkr.",
            ["Realisationsförluster | Prognos 2025", "Realisationsvinster | Prognos 2025"],
        ),
        (
            "Prognosen för nettot av reavinster och förluster är 13 mkr.",
            ["Realisationsförluster | Prognos 2025", "Realisationsvinster | Prognos 2025"],
        ),
        ("Prognosen för helåret pekar mot ett resultat på 38,2 mkr.", ["Årets resultat | Prognos 2025"]),
        ("Fritidsbanken fick ett bidrag på 6,4 mkr.", []),
        ("Skolan har 1,5 mkr kvar att fördela.", []),
        ("Socialnämnden behöver minst 6,4 mkr.", []),
    ],
)
def test_a_sentence_finds_its_cells(sentence: str, cells: list[str]) -> None:
    assert linked(report(sentence)) == [cells]


def test_the_number_in_brackets_is_the_one_beside_it_in_its_row() -> None:
    told = report("Resultatet för perioden blev 12,3 mkr (-4,4 mkr).")
    assert linked(told) == [["Årets resultat | Utfall jan-apr 2025"], ["Årets resultat | Utfall jan-apr 2024"]]


def test_a_time_that_the_sentence_names_is_held_against_no_other() -> None:
    rows = [["Tkr", "Utfall jan-apr", "Avvikelse helår"], ["Kommunstyrelsen", "-98 760", "1 850"]]
    said = "Kommunstyrelsens kostnader är {}3 540 tkr lägre än budget."
    assert check(report(said.format("till och med april "), rows=rows)).findings == []


def test_a_variance_of_another_time_in_the_row_leaves_that_of_the_period_to_be_reckoned() -> None:
    rows = [
        ["Tkr", "Utfall jan-apr", "Budget jan-apr", "Avvikelse helår"],
        ["Tekniska nämnden", "-98 760", "-101 300", "1 850"],
    ]
    told = report("Tekniska nämndens kostnader är till och med april 2 540 tkr lägre än budget.", rows=rows)
    assert linked(told) == [["Tekniska nämnden | Budget jan-apr", "Tekniska nämnden | Utfall jan-apr"]]


@pytest.mark.parametrize(("label", "links"), [("Summa nämnden", 1), ("Nämnden", 0)])
def test_the_total_of_the_committee_is_the_whole_and_what_its_members_cost_is_not(label: str, links: int) -> None:
    rows = [["Mkr", "Utfall", "Avvikelse"], ["Hemtjänst", "-98,7", "-2,0"], [label, "-352,5", "-3,2"]]
    told = report("Socialnämnden redovisar ett underskott om 3,2 mkr mot budget.", rows=rows)
    assert [len(cells) for cells in linked(told)] == [links]


def test_irregular_forms_of_women_and_men() -> None:
    rows = [["Sjukfrånvaro, %", "Jan-apr 2025"], ["Kvinnor", "7,9"], ["Män", "4,2"]]
    told = report("Kvinnornas frånvaro var 7,9 procent medan männens var 4,2 procent.", rows=rows)
    assert linked(told) == [["Kvinnor | Jan-apr 2025"], ["Män | Jan-apr 2025"]]


def test_an_amount_beside_another_is_of_its_row() -> None:
    told = report("Under perioden har 210,4 mkr av Socialnämndens budget på 633,6 mkr använts.")
    assert linked(told) == [["Socialnämnden | Utfall jan-apr 2025"], ["Socialnämnden | Budget 2025"]]


def test_a_result_without_something_is_reckoned_and_held_against_the_budget() -> None:
    sentence = "Om realisationsvinsterna på 17 mkr exkluderas blir årets resultat 21,2 mkr, {} mkr sämre än budget."
    right, wrong = check(report(sentence.format("8,9"))), check(report(sentence.format("18,9")))
    assert linked(report(sentence.format("8,9")))[1] == ["Årets resultat | Prognos 2025"]
    assert right.findings == []
    (finding,) = wrong.findings
    assert "21,2 − 30,1" in finding.message
    assert "−8,9 mkr" in finding.message


def test_a_share_is_reckoned_of_the_rows_named_after_it() -> None:
    rows = [
        ["Mkr", "Utfall jan-apr 2025"],
        ["Skatteintäkter", "300,0"],
        ["Generella statsbidrag och utjämning", "100,0"],
        ["Årets resultat", "12,0"],
    ]
    told = report("Resultatet är 12 mkr vilket motsvarar 3,0 procent av skatter och statsbidrag.", rows=rows)
    assert len(linked(told)[1]) == 3


def test_two_rows_named_in_one_breath_are_added_up() -> None:
    rows = [
        ["Mkr", "Utfall jan-apr 2025", "Avvikelse 2025"],
        ["Skatteintäkter", "300,0", "-11,0"],
        ["Generella statsbidrag och utjämning", "100,0", "20,0"],
        ["Årets resultat", "12,0", "1,0"],
    ]
    told = report("Skatteintäkter och statsbidrag ligger 9 mkr över budget.", rows=rows)
    assert linked(told) == [["Generella statsbidrag och utjämning | Avvikelse 2025", "Skatteintäkter | Avvikelse 2025"]]


def test_each_amount_of_a_list_finds_its_own_row() -> None:
    told = report("Avvikelser finns inom Socialnämnden -6,4 mkr och Tekniska nämnden 1,5 mkr.")
    assert linked(told) == [["Socialnämnden | Avvikelse 2025"], ["Tekniska nämnden | Avvikelse 2025"]]


def test_a_heading_names_the_row() -> None:
    told = report("Verksamheten visar ett underskott på 6,4 mkr för året.", heading="Socialnämnden")
    assert linked(told) == [["Socialnämnden | Avvikelse 2025"]]


def test_a_deficit_is_no_surplus() -> None:
    (finding,) = check(report("Tekniska nämnden visar ett underskott på 1,5 mkr för året.")).findings
    assert "−1,5 − 1,5 = −3,0 mkr" in finding.message


@pytest.mark.parametrize(
    ("sentence", "kind", "arithmetic"),
    [
        ("Socialnämnden visar ett underskott på 4,6 mkr för året.", FindingKind.CLAIM, "4,6 − 6,4 = −1,8 mkr"),
        ("Socialnämnden visar ett underskott på 6 400 mkr för året.", FindingKind.CLAIM, "1\u00a0000 gånger"),
        ("Avvikelsen mot budget är 0 mkr för året.", FindingKind.CLAIM, "0,0 − 8,1 = −8,1 mkr"),
        ("Årets prognos visar ett överskott på 83,2 mkr.", FindingKind.CLAIM, "83,2 − 38,2 = 45,0 mkr"),
        ("Kommunens resultat för perioden är 21,3 mkr.", FindingKind.CLAIM, "21,3 − 12,3 = 9,0 mkr"),
        ("Prognosen för Tekniska nämnden för 2026 är 220,5 mkr.", FindingKind.PERIOD, "2026"),
        (
            "Resultatet är 12 mkr, vilket är 9 mkr bättre än budgeterat resultat 8 mkr.",
            FindingKind.DIFFERENCE,
            "12 − 8 = 4 mkr",
        ),
        (
            "Resultatet har ökat från -4 mkr föregående år till 12 mkr i år, vilket är en ökning med 14 mkr.",
            FindingKind.DIFFERENCE,
            "12 − (−4) = 16 mkr",
        ),
    ],
)
def test_a_contradiction_is_told_with_its_arithmetic(sentence: str, kind: FindingKind, arithmetic: str) -> None:
    (finding,) = check(report(sentence)).findings
    assert finding.kind is kind
    assert arithmetic in finding.message
    assert finding.message_en


@pytest.mark.parametrize(
    "sentence",
    [
        "Socialnämndens underskott har ökat med 4,6 mkr.",
        "Socialnämndens ekonomi är i balans och 250 mkr har använts till lokaler.",
        "Resultatet är 12 mkr, vilket är 4 mkr bättre än budgeterat resultat 8 mkr.",
        "Stödet till föreningar är 4,6 mkr och Socialnämnden är nöjd.",
        "Socialnämndens underskott beror främst på köpt vård på 4,6 mkr.",
        "Socialnämnden visar ett underskott på 6,4 mkr, varav 4,6 mkr är köpt vård.",
        "Av Socialnämndens budget på 633,6 mkr avser 333,6 mkr äldreomsorg.",
        "Resultatet för simhallen är 12,8 mkr.",
    ],
)
def test_no_finding_where_doubt_is_left(sentence: str) -> None:
    assert check(report(sentence)).findings == []


@given(st.decimals("0.1", "999", places=1))
def test_a_number_alone_never_links(value: Decimal) -> None:
    """Whatever number a table holds, a sentence on something else is not linked to it."""
    printed = str(value).replace(".", ",")
    rows = [*RESULT, ["Gator och parker", printed, printed, printed, printed, printed]]
    assert linked(report(f"Föreningen samlade in {printed} mkr till välgörande ändamål.", rows=rows)) == [[]]


@given(st.decimals("1", "900", places=1))
def test_a_rounded_number_links_and_never_contradicts(value: Decimal) -> None:
    """A sentence may round what the table prints."""
    rows = [*RESULT, ["Gator och parker", "0", "0", "0", str(value).replace(".", ","), "0"]]
    told = report(f"Budgeten för gator och parker är {round(value)} mkr för 2025.", rows=rows)
    found = check(told)
    assert found.findings == []
    if value % 1 != Decimal("0.5"):
        assert [link.verdict for link in found.links] == [LinkVerdict.MATCH]


@given(st.sampled_from(RESULT[1:4]), st.integers(0, 2), st.integers(1, 9))
def test_a_changed_digit_of_a_variance_or_budget_is_found(row: list[str], at: int, shift: int) -> None:
    """Whatever digit of a long number is changed, the sentence is held against its cell; unchanged, nothing is said."""
    name, budget = row[0], row[4].lstrip("-")
    places = [n for n, letter in enumerate(budget) if letter.isdigit()]
    n = places[at]
    digit = (int(budget[n]) + shift) % 10 or (1 if n == 0 else 0)
    changed = budget[:n] + str(digit) + budget[n + 1 :]
    sentence = "Budgeten för {} är {} mkr för 2025."
    assert check(report(sentence.format(name, budget))).findings == []
    assert len(check(report(sentence.format(name, changed))).findings) == (changed != budget)


def test_the_usual_column_of_a_section_is_meant() -> None:
    rows = [
        ["Beslut", "Kvinnor", "Män", "Summa"],
        ["Kontaktperson", "6", "2", "8"],
        ["Dagverksamhet", "1", "5", "6"],
        ["Boendestöd", "31", "17", "48"],
    ]
    pattern = "{} har {} ej verkställda beslut inom perioden."
    told = [pattern.format("Kontaktperson", 8), pattern.format("Dagverksamhet", 6)]
    assert (
        check(report(*told, pattern.format("Boendestöd", 48), rows=rows, title="Ej verkställda beslut")).findings == []
    )
    (finding,) = check(
        report(*told, pattern.format("Boendestöd", 43), rows=rows, title="Ej verkställda beslut")
    ).findings
    assert finding.expected == "48"


def test_a_change_between_two_times_is_held_against_the_row_just_spoken_of() -> None:
    rows = [["Avvikelse", "mar-25", "apr-25"], ["Socialnämnden", "-9,4", "-6,4"]]
    sentence = "Socialnämnden redovisar en prognos på -6,4 mkr, {} mkr bättre än föregående prognos i mars."
    assert check(report(sentence.format(3), rows=rows)).findings == []
    (finding,) = check(report(sentence.format(5), rows=rows)).findings
    assert "−6,4 − −9,4 = 3,0" in finding.message


def test_a_change_reckoned_from_a_wrong_number_names_its_cause() -> None:
    told = report(
        "Årets resultat har förbättrats från -4,4 mkr föregående år till 13,2 mkr i år, en ökning med 17,6 mkr."
    )
    cause, consequence = check(told).findings
    assert "13,2 − 12,3" in cause.message
    assert "12,3 − −4,4 = 16,7" in consequence.message
    assert consequence.cause_id == cause.finding_id


@pytest.mark.parametrize(("word", "told"), [("ökat", False), ("minskat", True), ("minskat kraftigt", True)])
def test_what_has_come_to_a_number_went_that_way(word: str, told: bool) -> None:
    """Costs are printed below zero: from −204,1 to −210,4 they rose."""
    findings = check(report(f"Socialnämndens utfall har {word} till 210,4 mkr.")).findings
    assert ["från -204,1 till -210,4" in finding.message for finding in findings] == [True] * told


def test_a_number_grouped_wrongly_is_told_with_both_readings() -> None:
    (finding,) = check(report("Granvik ska ge plats för 100 00 invånare.", rows=None)).findings
    assert "10\u00a0000 eller 100\u00a0000" in finding.message
    assert "10,000 or 100,000" in (finding.message_en or "")


@pytest.mark.parametrize("sentence", ["Skriv till 199 00 Granvik.", "Ring 099 00 eller växel 100 00 för svar."])
def test_codes_and_phone_numbers_are_no_misprints(sentence: str) -> None:
    assert check(report(sentence, rows=None)).findings == []


def test_every_link_says_why() -> None:
    (link,) = check(report("Socialnämnden visar ett underskott på 6,4 mkr för året.")).links
    assert all(name in link.reasons for name in ("named", "measure", "period", "unit", "value"))


def test_a_forecast_that_stays_links_to_both_times() -> None:
    rows = [["Avvikelse", "mar-25", "apr-25"], ["Socialnämnden", "-6,4", "-6,4"], ["Tekniska nämnden", "1,5", "2,5"]]
    told = report(
        "Socialnämnden redovisar en prognos på -6,4 mkr vilket är samma nivå som den prognos som gjordes i mars.",
        rows=rows,
    )
    assert linked(told)[1] == ["Socialnämnden | apr-25", "Socialnämnden | mar-25"]
