"""Sentences to claims: what is measured, against what, whose, when, and with which sign."""

import pytest
from tests.claims.reports import BOX, claims_of, report

from kommuntal.layout.model import Paragraph, TextSpan
from kommuntal.read.model import Word
from kommuntal.schema.enums import Direction, Measure


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Nämnden visar ett underskott på 6,4 mkr.", [(Measure.VARIANCE, None, "-6.4")]),
        ("Utfallet är 3 mkr bättre än budget.", [(Measure.VARIANCE, Measure.BUDGET, "3")]),
        ("Prognosen är 3 mkr sämre jämfört med föregående prognos.", [(Measure.CHANGE, Measure.FORECAST_PRIOR, "-3")]),
        ("Frånvaron är 0,5 procent högre än föregående år.", [(Measure.CHANGE, Measure.OUTCOME_PRIOR, "0.5")]),
        (
            "Resultatet blev 12 mkr, vilket är 4 mkr bättre än budgeterat resultat 8 mkr.",
            [(Measure.OUTCOME, None, "12"), (Measure.VARIANCE, Measure.BUDGET, "4"), (Measure.BUDGET, None, "8")],
        ),
        (
            "Resultatet är en avvikelse mot budget (8 mkr) om 4 mkr.",
            [(Measure.BUDGET, None, "8"), (Measure.VARIANCE, None, "4")],
        ),
        ("Anslaget på 7 mkr under 2025 räcker.", [(Measure.BUDGET, None, "7")]),
        ("Avskrivningarna väntas bli 7 mkr.", [(Measure.FORECAST, None, "7")]),
        ("Lönerna understiger budget med 7 mkr.", [(Measure.VARIANCE, None, "7")]),
        ("Nämnden redovisar 7 mkr i lägre investeringar än budgeterat.", [(Measure.VARIANCE, None, "7")]),
        ("Bron beräknas bli 7 mkr dyrare än budgeterat.", [(Measure.VARIANCE, Measure.BUDGET, "7")]),
        ("Läget är en försämring med 7 mkr sedan föregående månad.", [(Measure.CHANGE, None, "7")]),
        (
            "Av årets budget på 9 mkr har 7 mkr förbrukats.",
            [(Measure.BUDGET, None, "9"), (Measure.OUTCOME, None, "7")],
        ),
        ("Resultatet blev 9 mkr (7 mkr).", [(Measure.OUTCOME, None, "9"), (Measure.OTHER, None, "7")]),
        ("Resultatet blev 9 mkr (7 procent).", [(Measure.OUTCOME, None, "9"), (Measure.OUTCOME, None, "7")]),
    ],
)
def test_measure_comparison_and_sign(sentence: str, expected: list[tuple[Measure, Measure | None, str]]) -> None:
    assert [(c.measure, c.compared_with, str(c.value)) for c in claims_of(sentence)] == expected


def test_both_ends_of_a_change_have_their_own_year() -> None:
    before, after = claims_of("Resultatet har förbättrats från -4 mkr föregående år till 12 mkr i år.")
    assert (before.measure, after.measure) == (Measure.OUTCOME, Measure.OUTCOME)
    assert before.period_end is not None
    assert after.period_end is not None
    assert (before.period_end.year, after.period_end.year) == (2024, 2025)


def test_what_it_is_compared_with_is_not_its_time() -> None:
    (claim,) = claims_of("Intäkterna ökade med 7 mkr jämfört med motsvarande period föregående år.")
    assert claim.period_end is not None
    assert claim.period_end.year == 2025


def test_an_amount_alone_in_brackets_is_of_a_time_that_nothing_says() -> None:
    stated, bracketed = claims_of("Resultatet blev 9 mkr (7 mkr).")
    assert stated.period_end is not None
    assert bracketed.period_end is None


def test_when_a_forecast_was_made_is_not_its_time() -> None:
    (claim,) = claims_of("Prognosen per mars är ett underskott på 5 mkr.")
    assert claim.period_end is not None
    assert claim.period_end.month == 12


def test_heading_and_sentence_before_are_kept() -> None:
    first, second = claims_of("Socialnämnden växer med 3 mkr. Prognosen är 2 mkr.", heading="Nämnderna")
    assert first.heading == second.heading == "Nämnderna"
    assert first.before is None
    assert second.before == "Socialnämnden växer med 3 mkr."
    assert second.organisation == "Socialnämnden"


def test_each_amount_has_the_body_of_its_own_clause() -> None:
    told = claims_of("Socialnämnden visar ett underskott på 6 mkr, medan Tekniska nämnden har ett överskott på 1 mkr.")
    assert [c.organisation for c in told] == ["Socialnämnden", "Tekniska nämnden"]


def test_a_full_stop_without_a_space_ends_a_sentence() -> None:
    told = claims_of("Rapporten gjordes i mars.Socialnämnden visar ett underskott på 6 mkr.")
    assert [c.sentence for c in told] == ["Socialnämnden visar ett underskott på 6 mkr."]


@pytest.mark.parametrize("text", ["161 150", "100", "-6", "Ekonomi .......... 12"])
def test_what_an_axis_or_a_contents_line_prints_is_no_claim(text: str) -> None:
    assert claims_of(text) == []


def test_a_cost_over_its_budget_is_a_variance() -> None:
    (claim,) = claims_of("Vinterväghållningen beräknas överskrida budget med 2,2 mkr.")
    assert (claim.measure, claim.direction) == (Measure.VARIANCE, Direction.HIGHER)


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Andelen är låg (1–11 procent) i år.", "Andelen är låg (1–11 procent"),
        ("Planen utgår från fem av nio övergripande mål.", "från fem av nio övergripande mål"),
    ],
)
def test_a_range_and_a_part_are_quoted_whole(sentence: str, quote: str) -> None:
    assert quote in claims_of(sentence)[0].quote


def test_prose_in_a_cell_is_read_and_short_cells_are_not() -> None:
    rows = [
        ["Mål", "Kommentar"],
        ["Trygga barn", "Under perioden har nämnden öppnat nya avdelningar för 4,5 mkr i centrala Granvik."],
        ["Nöjda föräldrar", "Kostade 4,6 mkr."],
    ]
    assert [str(c.value) for c in report("Målen följs upp.", rows=rows).claims] == ["4.5"]


def test_a_number_over_a_page_break_is_on_its_own_page() -> None:
    words = ["Kostnaden", "blev", "18", "mkr."]
    spans, at = [], 0
    for n, word in enumerate(words):
        spans.append(TextSpan(at, at + len(word), 1 + n // 2, Word(word, 10.0 * n, 50, 10.0 * n + 9, 60)))
        at += len(word) + 1
    paragraph = Paragraph(" ".join(words), 1, BOX, tuple(spans), section=0)
    (claim,) = report(paragraph, rows=None).claims
    assert (claim.page, claim.x0) == (2, 20)
