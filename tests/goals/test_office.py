"""Goals as word processors and planning systems set them: symbols of a font, merged areas, tables run together."""

from tests.goals.report import Mark, Report

from kommuntal.schema.enums import Assessment, DocumentKind, GoalLevel

GREEN: Mark = ("circle", "green")
YELLOW: Mark = ("circle", "yellow")
RED: Mark = ("circle", "red")
KINDS = (GoalLevel.COMMITTEE, GoalLevel.ACTIVITY)


def report() -> Report:
    return Report(organisation="Socialnämnden")


def test_a_symbol_that_a_font_draws_leaves_its_column_without_words() -> None:
    text = report()
    text.table([["Nämndmål", "Prognos"], ["Trygga hem", "●"], ["Korta köer", "●"]])
    table = text.tables[0]
    for row, mark in ((1, GREEN), (2, RED)):
        box = next(c.box for c in table.cells if (c.row, c.column) == (row, 1))
        text.symbol(box.x0 + 20, mark, box.top)
    assert [g.assessment for g in text.goals()] == [Assessment.MET, Assessment.NOT_MET]


def test_a_word_after_a_symbol_of_a_font_is_still_the_verdict() -> None:
    rows: list[list[str | Mark]] = [
        ["Nämndmål", "Prognos helår"],
        ["Trygga hem", "☺ Uppnås"],
        ["Korta köer", "☹ Uppnås ej"],
    ]
    assert [g.assessment for g in report().table(rows).goals()] == [Assessment.MET, Assessment.NOT_MET]


def test_an_area_holds_for_the_rows_under_it_that_name_none() -> None:
    rows: list[list[str | Mark]] = [
        ["Fokusområde", "Nämndmål", "Bedömning"],
        ["Trygg uppväxt", "Stöd i rätt tid", GREEN],
        ["", "Skolgången ska fungera", YELLOW],
        ["Gott åldrande", "Omsorgen är jämn", RED],
    ]
    assert [g.area for g in report().table(rows).goals()] == ["Trygg uppväxt", "Trygg uppväxt", "Gott åldrande"]


def test_a_band_of_a_goal_above_is_an_area_without_its_label() -> None:
    rows: list[list[str | Mark]] = [
        ["Nämndmål", "Status"],
        ["Inriktningsmål: Trygghet hela livet"],
        ["Korta köer", GREEN],
    ]
    (goal,) = report().table(rows, bands=[1]).goals()
    assert (goal.title, goal.area) == ("Korta köer", "Trygghet hela livet")


def test_of_two_columns_of_goals_the_row_follows_up_the_nearer() -> None:
    rows: list[list[str | Mark]] = [
        ["Effektmål", "Resultatmål 2025", "Prognos"],
        ["Färre bränder", "Minst 400 hembesök görs", "Uppnås delvis"],
    ]
    (goal,) = report().table(rows).goals()
    assert (goal.title, goal.area, goal.assessment) == (
        "Minst 400 hembesök görs",
        "Färre bränder",
        Assessment.PARTLY_MET,
    )


def test_a_column_of_the_councils_goals_is_the_area_of_the_nearer_ones() -> None:
    rows: list[list[str | Mark]] = [
        ["Kommunfullmäktiges mål", "Nämndens mål", "Uppfyllelse"],
        ["En kommun att längta till", "Besöken ska öka", "Uppfyllt"],
        ["", "Konsten ska vårdas", "Inte uppfyllt"],
    ]
    assert [(g.title, g.area, g.level) for g in report().table(rows).goals()] == [
        ("Besöken ska öka", "En kommun att längta till", GoalLevel.COMMITTEE),
        ("Konsten ska vårdas", "En kommun att längta till", GoalLevel.COMMITTEE),
    ]


def test_headings_over_lines_that_name_goals_are_areas() -> None:
    text = Report(DocumentKind.PLAN, "Socialnämnden").heading("Mål för 2027")
    text.heading("Självständigt liv", 2).line("Nämndmål: Fler är aktiva längre")
    text.heading("Hållbart arbetsliv", 2).line("Nämndmål: Färre slutar")
    assert [(g.title, g.area) for g in text.goals()] == [
        ("Fler är aktiva längre", "Självständigt liv"),
        ("Färre slutar", "Hållbart arbetsliv"),
    ]


def test_the_word_beside_an_assignments_symbol_is_its_status_and_no_verdict() -> None:
    rows: list[list[str | Mark]] = [["Uppdrag", "Status"], ["Utred varutransporter", "Pågår"]]
    text = report().table(rows)
    box = next(c.box for c in text.tables[0].cells if (c.row, c.column) == (1, 1))
    (goal,) = text.symbol(box.x1 - 10, YELLOW, box.top).goals()
    assert (goal.assessment, goal.status) == (None, "Pågår")


def test_tables_that_a_print_runs_together_are_read_apart() -> None:
    rows: list[list[str | Mark]] = [
        ["Kommunfullmäktiges mål: Trygghet hela livet", "", ""],
        ["Nämndens mål", "", "Status"],
        ["Livskvaliteten ökar", "", GREEN],
        ["Indikator", "Utfall 2024", "Målvärde 2025"],
        ["Nöjda brukare, andel (%)", "81", "85"],
        ["Nämndens mål", "", "Status"],
        ["Omsorgen är jämställd", "", RED],
        ["Indikator", "Utfall 2024", "Målvärde 2025"],
        ["Skillnad i timmar", "6,1", "4,0"],
    ]
    records = report().table(rows, header_rows=2).records()
    assert [(g.title, g.area, g.assessment) for g in records.goals] == [
        ("Livskvaliteten ökar", "Trygghet hela livet", Assessment.MET),
        ("Omsorgen är jämställd", "Trygghet hela livet", Assessment.NOT_MET),
    ]
    assert sorted(v.text for v in records.indicator_values) == ["4,0", "6,1", "81", "85"]


def test_headings_that_text_judges_are_goals_under_a_heading_that_says_so() -> None:
    text = report().heading("4 Nämndens effektmål").line("Målen följs upp två gånger om året.")
    text.heading("4.1 Fler reser hållbart", 2).line("Målet bedöms delvis uppnås.")
    text.heading("4.2 Vattnet är rent", 2).line("Målet är uppfyllt.")
    found = [(g.title, g.text_assessment) for g in text.goals()]
    assert found == [("Fler reser hållbart", Assessment.PARTLY_MET), ("Vattnet är rent", Assessment.MET)]


def test_headings_under_an_introduction_that_nothing_judges_are_no_goals() -> None:
    text = report().heading("Nämndens effektmål").line("Målen följs upp två gånger om året.")
    text.heading("Bakgrund", 2).line("Förvaltningen har växt.").heading("Metod", 2).line("Enkäter används.")
    assert text.goals() == []


def test_lines_of_one_label_name_the_goals_of_a_plan_and_the_lists_under_them_their_activities() -> None:
    text = Report(DocumentKind.PLAN, "Socialnämnden")
    text.heading("Målområde: Goda livsvillkor", 2).line("Nämndmål: Fler klarar sin försörjning")
    text.line("Aktiviteter", bold=True).line("Starta två kurser", role="list")
    text.heading("Målområde: Hållbar arbetsplats", 2).line("Nämndmål: Färre är sjuka")
    found = text.goals()
    assert [(g.title, g.level) for g in found] == [
        ("Fler klarar sin försörjning", KINDS[0]),
        ("Starta två kurser", KINDS[1]),
        ("Färre är sjuka", KINDS[0]),
    ]
    assert found[1].parent_id == found[0].goal_id


def test_a_line_with_a_label_that_stands_once_is_no_goal() -> None:
    text = Report(DocumentKind.PLAN, "Socialnämnden").line("Nämndmål: Fler klarar sin försörjning").line("Se ovan.")
    assert text.goals() == []


def test_what_a_measure_does_not_reach_is_no_verdict_on_its_goal() -> None:
    text = report().heading("Nämndmål: Stöd i rätt tid", 3).line("Bedömning: Delvis uppfyllt")
    text.line("Väntetiden har kortats men når inte målnivån.")
    (goal,) = text.goals()
    assert (goal.assessment, goal.text_assessment) == (Assessment.PARTLY_MET, None)


def test_the_first_column_without_a_head_names_indicators_beside_goals_and_outcomes() -> None:
    rows: list[list[str | Mark]] = [
        ["", "Bokslut 2023", "Mål 2024", "Bokslut 2024"],
        ["Besök, bad", "71 555", "75 000", "69 980"],
    ]
    values = report().table(rows).records().indicator_values
    assert [(v.role.value, v.period, v.text) for v in sorted(values, key=lambda v: v.text)] == [
        ("outcome", "2024", "69 980"),
        ("outcome", "2023", "71 555"),
        ("target", "2024", "75 000"),
    ]
    money: list[list[str | Mark]] = [["", "Bokslut 2023", "Budget 2024"], ["Bibliotek", "13 955", "14 500"]]
    assert report().table(money).records().indicator_values == []


def test_a_bare_year_before_that_of_the_target_is_what_came_out() -> None:
    rows: list[list[str | Mark]] = [["Nyckeltal", "2024", "Mål 2025"], ["Besök på biblioteken", "219 850", "220 000"]]
    values = report().table(rows).records().indicator_values
    assert {(v.role.value, v.period) for v in values} == {("outcome", "2024"), ("target", "2025")}
