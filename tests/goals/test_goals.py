"""Goals of tables, of lines with symbols, of boxes and of lists."""

import pytest
from tests.goals.report import Mark, Report

from kommuntal.schema.enums import Assessment, Basis, DocumentKind, GoalLevel, Trend

GREEN: Mark = ("circle", "green")
LIGHT: Mark = ("circle", "lightgreen")
YELLOW: Mark = ("circle", "yellow")
RED: Mark = ("circle", "red")
GREY: Mark = ("circle", "grey")
BLUE: Mark = ("circle", "blue")
UP: Mark = ("arrow_up", "black")
DOWN: Mark = ("arrow_down", "grey")


def summary(report: Report) -> Report:
    return report.table(
        [
            ["Nämndsmål", "Bedömning", "Trend"],
            ["Trygga hem"],
            ["Fler får stöd i tid", GREEN, UP],
            ["Färre vräks från sitt hem", RED, DOWN],
            ["God arbetsplats"],
            ["Medarbetarna stannar kvar", GREY, ""],
        ],
        bands=(1, 4),
    )


def test_symbols_belong_to_the_row_and_column_they_stand_in() -> None:
    goals = summary(Report().heading("Måluppfyllelse").heading("Socialnämnden", 2)).goals()
    assert [(g.title, g.assessment, g.trend) for g in goals] == [
        ("Fler får stöd i tid", Assessment.MET, Trend.IMPROVING),
        ("Färre vräks från sitt hem", Assessment.NOT_MET, Trend.WORSENING),
        ("Medarbetarna stannar kvar", Assessment.NOT_ASSESSED, None),
    ]
    assert [g.area for g in goals] == ["Trygga hem", "Trygga hem", "God arbetsplats"]
    assert {g.organisation for g in goals} == {"Socialnämnden"}
    assert {g.level for g in goals} == {GoalLevel.COMMITTEE}
    assert all(g.basis is Basis.SYMBOL and g.confidence < 1 for g in goals)


def test_a_summary_and_the_boxes_after_it_are_the_same_goals() -> None:
    report = summary(Report().heading("Måluppfyllelse").heading("Socialnämnden", 2)).new_page()
    report.heading("Fler får stöd i tid", 3, (500, GREEN))
    report.line("Beskrivning:", bold=True).line("Målet är uppfyllt när alla får stöd inom en vecka.")
    report.line("Kommentar:", bold=True).line(
        "Väntetiden är kort. Prognosen är att målet till viss del kommer att nås."
    )
    report.new_page().line("Flera insatser pågår.")
    report.heading("Färre vräks från sitt hem", 3, (500, YELLOW))
    report.line("Kommentar:", bold=True).line("Arbetet är i gång.")
    goals = report.goals()
    assert [(g.page, g.title) for g in goals] == [
        (1, "Fler får stöd i tid"),
        (1, "Färre vräks från sitt hem"),
        (1, "Medarbetarna stannar kvar"),
    ]
    first, second = goals[0], goals[1]
    assert first.text_assessment is Assessment.PARTLY_MET
    assert (first.quote, first.quote_page) == ("Prognosen är att målet till viss del kommer att nås.", 2)
    assert (second.assessment, second.detail_assessment, second.detail_page) == (
        Assessment.NOT_MET,
        Assessment.PARTLY_MET,
        3,
    )


def test_lines_with_symbols_under_a_line_of_heads_are_a_table_too() -> None:
    report = Report().heading("Måluppfyllelse")
    report.line("Kommunfullmäktiges mål Bedömning Trend", bold=True, at={"Bedömning": 380, "Trend": 490})
    report.line("Trygg uppväxt", bold=True)
    report.line("Alla elever når gymnasiebehörighet", (400, YELLOW), (500, UP))
    report.line("Hållbar kommun", bold=True)
    report.line("Byggnaderna använder mindre energi", (400, RED), (500, DOWN))
    report.line("Av målen bedöms ett vara uppfyllt.")
    assert [(g.title, g.area, g.level, g.assessment, g.trend, g.text_assessment) for g in report.goals()] == [
        (
            "Alla elever når gymnasiebehörighet",
            "Trygg uppväxt",
            GoalLevel.COUNCIL,
            Assessment.PARTLY_MET,
            Trend.IMPROVING,
            None,
        ),
        (
            "Byggnaderna använder mindre energi",
            "Hållbar kommun",
            GoalLevel.COUNCIL,
            Assessment.NOT_MET,
            Trend.WORSENING,
            None,
        ),
    ]


def test_a_legend_overrides_what_colours_mean_and_is_no_goal() -> None:
    report = Report().heading("Måluppfyllelse")
    report.legend((GREEN, "Uppfyllt"), (LIGHT, "I hög grad uppfyllt"), (BLUE, "Delvis uppfyllt"), (RED, "Ej uppfyllt"))
    report.table([["Mål", "Bedömning"], ["Fler cyklar", LIGHT], ["Renare luft", BLUE], ["Tystare gator", GREEN]])
    goals = report.goals()
    assert [g.assessment for g in goals] == [Assessment.LARGELY_MET, Assessment.PARTLY_MET, Assessment.MET]
    assert all(g.confidence == 1 for g in goals)


def test_a_table_that_explains_the_symbols_holds_no_goals() -> None:
    report = Report().heading("Måluppfyllelse")
    report.table([["Bedömning", "Betydelse"], [GREEN, "Målet uppnås"], [YELLOW, "Målet uppnås delvis"]])
    assert report.goals() == []
    assert summary(report.heading("Socialnämnden", 2)).goals()[0].title == "Fler får stöd i tid"


def test_one_shade_of_green_alone_is_green_and_two_shades_without_a_legend_are_not_guessed() -> None:
    alone = Report().table([["Mål", "Bedömning"], ["Fler cyklar", LIGHT], ["Renare luft", RED]])
    both = Report().table([["Mål", "Bedömning"], ["Fler cyklar", LIGHT], ["Renare luft", GREEN]])
    assert [g.assessment for g in alone.goals()] == [Assessment.MET, Assessment.NOT_MET]
    assert [g.assessment for g in both.goals()] == [None, Assessment.MET]


def test_a_symbol_outside_the_scale_is_reported_and_means_nothing() -> None:
    report = Report().table(
        [["Uppdrag", "Status", "Kommentar"], ["Utred en ny badplats", BLUE, "Uppdraget är genomfört."]]
    )
    (goal,) = report.goals()
    assert (goal.assessment, goal.basis, goal.symbol_colour) == (None, Basis.NONE, "blue")
    assert goal.confidence <= 0.5, "what is not settled says so"
    assert (goal.level, goal.text_assessment) == (GoalLevel.ASSIGNMENT, Assessment.MET)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("Uppfyllt", Assessment.MET), ("Delvis uppfyllt", Assessment.PARTLY_MET), ("", None), ("Se sidan 4", None)],
)
def test_words_in_the_column_of_assessments(cell: str, expected: Assessment | None) -> None:
    report = Report().table(
        [["Nämndens mål", "Måluppfyllelse"], ["Fler läser böcker", cell], ["Fler lånar böcker", "Ej uppfyllt"]]
    )
    assert report.goals()[0].assessment is expected


def test_columns_that_each_stand_for_one_verdict() -> None:
    report = Report().table(
        [
            ["Mål", "Uppfyllt", "Delvis uppfyllt", "Ej uppfyllt"],
            ["Fler cyklar", "", "X", ""],
            ["Renare luft", "x", "", ""],
        ]
    )
    assert [g.assessment for g in report.goals()] == [Assessment.PARTLY_MET, Assessment.MET]


def test_activities_have_the_band_above_as_parent_a_bar_and_a_comment() -> None:
    report = Report(organisation="Kultur- och fritidsnämnden").heading("Måluppföljning").heading("04 Levande bygd", 2)
    report.table([["Nämndmål", "Bedömning"], ["Fler möts i byarna", GREEN]])
    report.table(
        [
            ["Aktivitet", "Status", "Färdiggrad"],
            ["Fler möts i byarna"],
            ["Öppna hus i fyra byar", ("check", "green"), ("bar", "green")],
            ["Kommentar: Träffarna har ej kunnat genomföras."],
        ],
        bands=(1, 3),
    )
    goal, activity = report.goals()
    assert activity.parent_id == goal.goal_id
    assert (activity.level, activity.area, activity.progress) == (GoalLevel.ACTIVITY, "04 Levande bygd", 80.0)
    assert (activity.assessment, activity.text_assessment) == (Assessment.MET, Assessment.NOT_MET)


def test_a_title_broken_over_two_pages_is_one_goal() -> None:
    report = Report().heading("Uppdrag")
    report.table([["Uppdrag", "Kommentar"], ["Utred hur kommunens alla", "Arbetet pågår"]])
    report.new_page().table([["Uppdrag", "Kommentar"], ["simhallar kan samordnas", "och fortsätter."]], continues=0)
    assert [g.title for g in report.goals()] == ["Utred hur kommunens alla simhallar kan samordnas"]


def test_a_plan_lists_goals_and_activities_without_any_verdict() -> None:
    report = Report(DocumentKind.PLAN, "Socialnämnden").heading("Socialnämndens målsättning 2026")
    report.line("Arbetet leds av Socialförvaltningen.")
    report.table(
        [
            ["Målsättning", "Indikator", "Mål 2026", "Förvaltningens aktiviteter"],
            ["Fler får stöd i tid", "Väntetid, dagar", "högst 14", "• Öppna en ny mottagning • Utbilda handläggare"],
        ]
    )
    goal, first, second = report.goals()
    assert (goal.level, goal.assessment, goal.area) == (GoalLevel.COMMITTEE, None, None)
    assert [first.title, second.title] == ["Öppna en ny mottagning", "Utbilda handläggare"]
    assert {first.parent_id, second.parent_id} == {goal.goal_id}
    assert {first.organisation, second.organisation} == {"Socialförvaltningen"}


def test_goals_listed_under_headings() -> None:
    report = Report(DocumentKind.PLAN, "Tekniska nämnden").heading("1 Mål").heading("Hållbar kommun", 2)
    report.line("Vattenläckorna blir färre", role="list").line("Fler cyklar till jobbet", role="list")
    report.heading("2 Budget").line("Budgeten är en tabell", role="list")
    assert [(g.title, g.area, g.level) for g in report.goals()] == [
        ("Vattenläckorna blir färre", "Hållbar kommun", GoalLevel.COMMITTEE),
        ("Fler cyklar till jobbet", "Hållbar kommun", GoalLevel.COMMITTEE),
    ]


def test_assignments_of_a_list_end_where_their_state_begins() -> None:
    report = Report().heading("Måluppfyllelse").line("Status för fullmäktiges uppdrag:")
    report.line("Bygg fler laddplatser (vid skolor - och bad) - klart.", role="list")
    report.line("Utred en flyttlots (KS): Utredningen pågår till våren.", role="list")
    assert [(g.title, g.status, g.assessment) for g in report.goals()] == [
        ("Bygg fler laddplatser (vid skolor - och bad)", "klart.", Assessment.MET),
        ("Utred en flyttlots (KS)", "Utredningen pågår till våren.", None),
    ]


def test_what_the_auditors_say_of_the_goals_as_a_whole() -> None:
    report = Report(DocumentKind.AUDIT).heading("Revisionsberättelse")
    report.line("Vi bedömer att resultatet är förenligt med de finansiella målen.")
    report.line("Vi bedömer att det inte går att avgöra om verksamhetsmålen har uppfyllts.")
    report.line("De finansiella målen beslutas av fullmäktige.")
    assert [(g.level, g.assessment, g.basis) for g in report.goals()] == [
        (GoalLevel.FINANCIAL, Assessment.MET, Basis.TEXT),
        (GoalLevel.COUNCIL, Assessment.NOT_ASSESSED, Basis.TEXT),
    ]


def test_a_financial_goal_put_into_words_and_judged() -> None:
    report = Report().heading("4 Ekonomi").heading("4.2 Ekonomiska mål", 2)
    report.line(
        "Ett av kommunens ekonomiska mål är att soliditeten ska överstiga 40 procent, för att klara kriser. "
        "Soliditeten är 43 procent och målet bedöms uppnås."
    )
    (goal,) = report.goals()
    assert (goal.title, goal.area, goal.level) == (
        "soliditeten ska överstiga 40 procent",
        "Ekonomiska mål",
        GoalLevel.FINANCIAL,
    )
    assert goal.assessment is Assessment.MET


def test_a_heading_among_numbered_headings_of_bodies_names_a_body() -> None:
    report = Report().heading("8 Nämndernas mål")
    for name in ("8.1 Socialnämnden", "8.2 KS Räddningstjänst", "8.3 Tekniska nämnden"):
        report.heading(name, 2).table([["Nämndsmål", "Bedömning"], ["Fler är nöjda", GREEN]])
    assert [g.organisation for g in report.goals()] == ["Socialnämnden", "KS Räddningstjänst", "Tekniska nämnden"]


@pytest.mark.parametrize(
    "head", [["Aktivitet", "Ansvarig", "Tid"], ["Mål", "Ansvarig"], ["Verksamhet", "Budget 2025"], ["Åtgärd", "Klart"]]
)
def test_tables_that_follow_up_no_goals(head: list[str]) -> None:
    assert Report().table([head, ["Öppna en badplats", *["Sommaren"] * (len(head) - 1)]]).goals() == []


def test_a_box_before_the_summary_is_the_same_goal() -> None:
    report = Report().heading("Mål").heading("Tekniska nämnden", 2)
    report.heading("Fler cyklar till jobbet", 3, (500, RED)).line("Målet kommer inte att nås.")
    report.heading("Nämndens mål i sammandrag", 3).line("Mål Måluppfyllelse", at={"Måluppfyllelse": 400}, bold=True)
    report.line("Fler cyklar till jobbet Ej uppfyllt", at={"Ej": 400, "uppfyllt": 420})
    (goal,) = report.goals()
    assert (goal.title, goal.assessment, goal.symbol_colour) == ("Fler cyklar till jobbet", Assessment.NOT_MET, "red")


def test_the_councils_goals_are_still_the_goals_of_the_body_above() -> None:
    report = Report().heading("Socialnämnden").heading("Kommunfullmäktiges uppdrag", 2)
    report.table([["Uppdrag", "Status"], ["Utred en ny badplats", "Pågår"]])
    (goal,) = report.goals()
    assert (goal.organisation, goal.status, goal.assessment) == ("Socialnämnden", "Pågår", None)


def test_a_box_that_is_ruled_as_a_table_is_a_goal() -> None:
    report = Report().heading("Måluppfyllelse").heading("Socialnämnden", 2)
    report.table(
        [
            ["Fler får stöd i tid", RED],
            ["Beskrivning: Målet är uppfyllt när alla får stöd."],
            ["Kommentar: Väntetiden har ökat."],
            ["Målet kommer inte att nås."],
        ],
        bands=(1, 2, 3),
    )
    (goal,) = report.goals()
    assert (goal.title, goal.assessment, goal.text_assessment) == (
        "Fler får stöd i tid",
        Assessment.NOT_MET,
        Assessment.NOT_MET,
    )


def test_the_symbols_of_indicators_are_no_goals() -> None:
    report = summary(Report().heading("Måluppfyllelse").heading("Socialnämnden", 2))
    report.line("Indikator Utfall 2024 Målvärde 2025 Status", bold=True)
    report.line("Väntetid 18 14", (500, RED)).line("Vräkta 6 0", (500, GREEN))
    report.table([["Indikator", "Utfall 2024", "Status"], ["Klagomål", "12", GREEN]])
    assert len(report.goals()) == 3


def test_heads_that_are_a_table_of_their_own_stand_over_the_lines_below() -> None:
    report = Report().heading("Måluppfyllelse").heading("Socialnämnden", 2).table([["Nämndsmål", "Bedömning", "Trend"]])
    report.heading("Trygga hem", 3).line("Fler får stöd i tid", (400, GREEN), (500, UP))
    report.line("God arbetsplats", bold=True).line("Medarbetarna stannar kvar", (400, RED), (500, DOWN))
    assert [(g.title, g.area, g.level, g.trend) for g in report.goals()] == [
        ("Fler får stöd i tid", "Trygga hem", GoalLevel.COMMITTEE, Trend.IMPROVING),
        ("Medarbetarna stannar kvar", "God arbetsplats", GoalLevel.COMMITTEE, Trend.WORSENING),
    ]
