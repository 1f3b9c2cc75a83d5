"""Goals set as text: a labelled title or a heading, and a line under it that says the verdict."""

import pytest
from tests.goals.report import Mark, Report

from kommuntal.schema.enums import Assessment, GoalLevel, Trend

GREEN: Mark = ("circle", "green")


def report() -> Report:
    return Report().heading("Socialnämnden").heading("Fokusområde: Goda livsvillkor", 2)


def test_a_labelled_title_and_the_lines_under_it_are_one_goal() -> None:
    text = report().heading("Nämndmål 1: Anhöriga får stöd", 3)
    text.line("Måluppfyllelse: Delvis uppfyllt").line("Trend: Ökande")
    text.line("Nämnden bedömer att målet delvis kommer att uppfyllas under året.")
    text.heading("Nämndmål 2: Vårdtiden är kort", 3).line("Måluppfyllelse: Ej uppfyllt")
    first, second = text.goals()
    assert (first.title, first.area, first.level) == (
        "Anhöriga får stöd",
        "Goda livsvillkor",
        GoalLevel.COMMITTEE,
    )
    assert (first.assessment, first.text_assessment, first.trend) == (
        Assessment.PARTLY_MET,
        Assessment.PARTLY_MET,
        Trend.IMPROVING,
    )
    assert (second.title, second.assessment) == ("Vårdtiden är kort", Assessment.NOT_MET)


def test_a_heading_without_label_is_a_goal_where_the_next_line_judges_it() -> None:
    text = report().heading("Fler företag startas", 3).line("Bedömning: Uppfylls till stor del")
    text.heading("Arbetsmarknaden", 3).line("Läget är oförändrat.").line("Bedömning: Uppfylls")
    (goal,) = text.goals()
    assert (goal.title, goal.assessment) == ("Fler företag startas", Assessment.LARGELY_MET)


def test_the_symbol_on_the_line_of_the_verdict_is_the_goals() -> None:
    text = report().heading("Fler går till arbete", 3).line("Bedömning: Uppfylls", (175, GREEN))
    (goal,) = text.goals()
    assert (goal.assessment, goal.symbol_colour) == (Assessment.MET, "green")


def test_a_heading_of_a_body_with_a_verdict_is_no_goal() -> None:
    assert Report().heading("Tekniska nämnden").line("Måluppfyllelse: Delvis uppfyllt").goals() == []


@pytest.mark.parametrize(
    "line",
    [
        "Mål 2026: minska sjukfrånvaron till 6 procent",
        "Mål: vi vill att alla ska trivas",
        "Uppdraget är att ge stöd",
    ],
)
def test_prose_that_opens_with_such_a_word_is_no_goal(line: str) -> None:
    assert report().line(line).line("Arbetet fortsätter enligt plan.").goals() == []


def test_a_plan_names_goals_without_judging_them() -> None:
    text = report().line("Mål 1: Felanmälningar åtgärdas snabbt", bold=True).line("Vi svarar inom två dagar.")
    text.line("Mål 2: Parkerna är välskötta", bold=True)
    assert [(g.title, g.assessment) for g in text.goals()] == [
        ("Felanmälningar åtgärdas snabbt", None),
        ("Parkerna är välskötta", None),
    ]


def test_the_verdict_may_open_the_commentary() -> None:
    text = report().line("Mål 1: Tillsynen är planlagd", bold=True)
    text.line("Bedömning: Målet uppnås delvis. Arbetet fortsätter med nya rutiner under hösten och följs upp i vår.")
    (goal,) = text.goals()
    assert (goal.assessment, goal.assessment_raw) == (Assessment.PARTLY_MET, "Målet uppnås delvis.")


def test_items_under_financial_goals_may_say_their_own_verdict() -> None:
    text = Report().heading("Finansiella mål")
    text.line("Soliditeten ska vara minst 40 procent. Målet är inte uppfyllt.", role="list")
    text.line("Resultatet ska vara minst 2 procent.", role="list")
    first, second = text.goals()
    assert (first.title, first.assessment, first.level) == (
        "Soliditeten ska vara minst 40 procent.",
        Assessment.NOT_MET,
        GoalLevel.FINANCIAL,
    )
    assert (second.title, second.assessment) == ("Resultatet ska vara minst 2 procent.", None)
