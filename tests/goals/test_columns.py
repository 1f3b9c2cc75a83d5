"""What the columns of a goal table hold, and whose the symbols in them are."""

import pytest
from tests.goals.report import Mark, Report

from kommuntal.extract.goals.words import area_of
from kommuntal.schema import Goal
from kommuntal.schema.enums import Assessment, Trend

GREEN: Mark = ("circle", "green")
YELLOW: Mark = ("circle", "yellow")
RED: Mark = ("circle", "red")
TICK: Mark = ("check", "black")
CROSS: Mark = ("cross", "black")
UP: Mark = ("arrow_up_right", "black")


def goals(rows: list[list[str | Mark]], **fills: str) -> list[Goal]:
    return Report().heading("Socialnämnden").table(rows, fills=fills).goals()


def test_a_column_of_verdicts_assesses_whatever_its_head_says() -> None:
    found = goals([["Nämndens mål", "Prognos"], ["Trygga hem", "Uppfylls delvis"], ["Korta köer", "Uppfylls ej"]])
    assert [g.assessment for g in found] == [Assessment.PARTLY_MET, Assessment.NOT_MET]


def test_a_column_of_answers_assesses_only_where_its_head_asks() -> None:
    rows: list[list[str | Mark]] = [["Mål", "Uppfylls målet?", "Beslutat"], ["Trygga hem", "Nej", "Ja"]]
    (goal,) = goals(rows)
    assert goal.assessment is Assessment.NOT_MET
    (undecided,) = goals([["Nämndens mål", "Beslutat", "Kommentar"], ["Trygga hem", "Ja", "Se protokollet."]])
    assert undecided.assessment is None


def test_black_ticks_and_crosses_are_yes_and_no() -> None:
    found = goals([["Nämndens mål", "Målet uppnås"], ["Trygga hem", TICK], ["Korta köer", CROSS]])
    assert [g.assessment for g in found] == [Assessment.MET, Assessment.NOT_MET]
    assert all(g.confidence < 1 for g in found)


def test_a_cross_without_any_tick_may_tick_a_box_and_says_nothing() -> None:
    found = goals([["Nämndens mål", "Målet uppnås"], ["Trygga hem", CROSS], ["Korta köer", ""]])
    assert [g.assessment for g in found] == [None, None]


def test_a_status_right_of_the_indicators_is_theirs() -> None:
    head: list[str | Mark] = ["Nämndens mål", "Indikator", "Utfall 2025", "Status"]
    (goal,) = goals([head, ["Trygga hem", "Andel nöjda", "84 %", GREEN]])
    assert goal.assessment is None
    head = ["Nämndens mål", "Indikator", "Utfall 2025", "Trend"]
    (goal,) = goals([head, ["Trygga hem", "Andel nöjda", "84 %", UP]])
    assert goal.trend is None
    (goal,) = goals([["Nämndens mål", "Indikator", "Prognos"], ["Trygga hem", "Andel nöjda", GREEN]])
    assert goal.assessment is None
    head = ["Nämndens mål", "Måluppfyllelse", "Indikator", "Utfall 2025"]
    (goal,) = goals([head, ["Trygga hem", GREEN, "Andel nöjda", "84 %"]])
    assert goal.assessment is Assessment.MET


def test_symbols_under_the_names_of_bodies_are_those_bodies() -> None:
    head: list[str | Mark] = ["Kommunfullmäktiges mål", "Socialnämnden", "Tekniska nämnden"]
    (goal,) = goals([head, ["Trygga hem", GREEN, RED]])
    assert goal.assessment is None


@pytest.mark.parametrize(("text", "progress"), [("75 %", 75.0), ("klart", None), ("3", None), ("140 %", None)])
def test_progress_in_figures(text: str, progress: float | None) -> None:
    (goal,) = goals([["Aktivitet", "Färdiggrad", "Status"], ["Bygga om köket", text, "Pågår"]])
    assert (goal.progress, goal.assessment) == (progress, None)


def test_the_ground_of_a_cell_is_a_verdict() -> None:
    rows: list[list[str | Mark]] = [["Nämndens mål", "Bedömning"], ["Trygga hem", "Gul"], ["Korta köer", ""]]
    found = goals(rows, r1c1="#ffff00", r2c1="#d00000")
    assert [(g.assessment, g.symbol_shape, g.symbol_colour) for g in found] == [
        (Assessment.PARTLY_MET, "cell", "yellow"),
        (Assessment.NOT_MET, "cell", "red"),
    ]


def test_the_ground_of_a_row_is_none() -> None:
    rows: list[list[str | Mark]] = [["Nämndens mål", "Bedömning"], ["Trygga hem", ""]]
    (goal,) = goals(rows, r1c0="#92d050", r1c1="#92d050")
    assert goal.assessment is None


def test_the_name_of_a_colour_means_what_the_text_says_of_it() -> None:
    report = Report().heading("Socialnämnden")
    report.table([["Nämndens mål", "Bedömning"], ["Trygga hem", "Gul"], ["Korta köer", "Grå"]])
    report.line("Grön = målet nås, Gul = målet nås inte, Röd = målet bedöms inte.")
    first, second = report.goals()
    assert (first.assessment, first.confidence) == (Assessment.NOT_MET, 1.0)
    assert second.assessment is None


@pytest.mark.parametrize(
    ("heading", "area"),
    [
        ("Fokusområde: Trygga hem", "Trygga hem"),
        ("2.2 Prioriterat område 3 – Trygga hem", "Trygga hem"),
        ("Målområde: Ett rikt liv", "Ett rikt liv"),
        ("2.2 Trygg vardag", "2.2 Trygg vardag"),
        ("Perspektiv på vården", "Perspektiv på vården"),
        ("Måluppfyllelse", None),
        ("Delårsrapport augusti 2025", None),
    ],
)
def test_which_headings_name_an_area(heading: str, area: str | None) -> None:
    assert area_of(heading) == area


def test_heads_under_the_title_of_a_table_are_heads() -> None:
    report = Report().heading("Socialnämnden")
    report.table(
        [["Fokusområde: Trygga hem"], ["Nämndmål", "Måluppfyllels e", "Utvecklin g"], ["Korta köer", GREEN, UP]],
        bands=(0,),
    )
    (goal,) = report.goals()
    assert (goal.title, goal.area, goal.assessment, goal.trend) == (
        "Korta köer",
        "Trygga hem",
        Assessment.MET,
        Trend.IMPROVING,
    )


def test_several_symbols_in_one_place_say_nothing_unless_one_is_lit() -> None:
    dark: Mark = ("circle", "grey")
    report = Report().heading("Socialnämnden")
    report.table([["Nämndens mål", "Bedömning", "Trend"], ["Trygga hem", "", ""], ["Korta köer", "", ""]])
    for row, marks in ((1, (RED, GREEN)), (2, (dark, dark, GREEN))):
        for n, mark in enumerate(marks):
            report.symbol(250 + 15 * n, mark, 76 + 16.0 * row)
    report.symbol(430, UP, 92).symbol(450, ("arrow_down", "black"), 92)
    first, second = report.goals()
    assert (first.assessment, first.trend) == (None, None)
    assert second.assessment is Assessment.MET


@pytest.mark.parametrize(("head", "area"), [("Nämndens mål", "Trygga hem"), ("Kommunfullmäktiges mål", None)])
def test_a_first_row_without_goal_goes_on_with_the_page_before(head: str, area: str | None) -> None:
    report = Report().heading("Socialnämnden")
    report.table([["Nämndens mål", "Aktiviteter"], ["Trygga hem", "Fler hembesök"]])
    report.new_page().table([["Delaktiga invånare", "2"]], header_rows=0)  # a box between the parts
    report.table([[head, "Aktiviteter"], ["", "Nya larm"]])
    (activity,) = [g for g in report.goals() if g.title == "Nya larm"]
    assert activity.area == area
