"""Figures: what each number of a table is, and null for what the page does not settle."""

from datetime import date
from decimal import Decimal

import pytest
from tests.extract.laid_out import JAN_APR, WHOLE_2025, at, figures, section, table

from kommuntal.schema.enums import Measure, Unit

YEAR_2024 = (date(2024, 1, 1), date(2024, 12, 31))
JAN_APR_2024 = (date(2024, 1, 1), date(2024, 4, 30))


@pytest.mark.parametrize(
    ("header", "measure", "period"),
    [
        ("Utfall jan-apr 2025", Measure.OUTCOME, JAN_APR),
        ("Utfall Jan - Apr 2024", Measure.OUTCOME_PRIOR, JAN_APR_2024),
        ("Utfall", Measure.OUTCOME, JAN_APR),
        ("Utfall 2025", Measure.OUTCOME, JAN_APR),  # the year is not over
        ("Utfall 202504", Measure.OUTCOME, JAN_APR),
        ("Utfall 202412", Measure.OUTCOME, None),  # a period is printed, but which is not settled
        ("Utfall fg år", Measure.OUTCOME_PRIOR, JAN_APR_2024),
        ("Bokslut 2024", Measure.OUTCOME_PRIOR, YEAR_2024),
        ("Bokslut 2024-12-31", Measure.OUTCOME_PRIOR, YEAR_2024),
        ("Bokslut", Measure.OUTCOME, None),  # the year is not over: of the year before, or of a part?
        ("Utfall perioden 2024", Measure.OUTCOME_PRIOR, JAN_APR_2024),
        ("Utfall april", Measure.OUTCOME, None),  # of the month, or of the year until then?
        ("Bokslut fg år", Measure.OUTCOME_PRIOR, YEAR_2024),
        ("Prognos", Measure.FORECAST, WHOLE_2025),
        ("Prognos helår 2025", Measure.FORECAST, WHOLE_2025),
        ("Prognos mars", Measure.FORECAST_PRIOR, WHOLE_2025),
        ("Fg prognos", Measure.FORECAST_PRIOR, WHOLE_2025),
        ("Budget år 2025", Measure.BUDGET, WHOLE_2025),
        ("Budget", Measure.BUDGET, None),  # of the period or of the year?
        ("Budget 2024", Measure.BUDGET_PRIOR, YEAR_2024),
        ("Avvikelse år 2025", Measure.VARIANCE, WHOLE_2025),
        ("Budgetav vikelse", Measure.VARIANCE, None),  # broken in a narrow cell
        ("Prognosavvikelse mot budget helår", Measure.VARIANCE, WHOLE_2025),
        ("Utfall perioden jämfört med samma period föregående år", Measure.CHANGE, JAN_APR),
        ("Målvärde 2025", Measure.TARGET, WHOLE_2025),
        ("Ack utfall sedan projektets start", Measure.OUTCOME, None),
        ("2024", Measure.OUTCOME_PRIOR, YEAR_2024),
        ("Utfall tidigare år", Measure.OUTCOME_PRIOR, None),  # which years is not said
        ("2025-01-01 2025-04-30", Measure.OUTCOME, JAN_APR),  # a first and a last day on two lines
    ],
)
def test_what_a_column_header_says(header: str, measure: Measure, period: tuple[date, date] | None) -> None:
    (figure,) = figures(table([["Belopp i tkr", header], ["Hemtjänst", "1 250"]]))
    assert figure.measure is measure
    assert (figure.period_start, figure.period_end) == (period or (None, None))


def test_an_amount_beside_one_of_its_name_that_a_group_dates_is_of_a_time_unknown() -> None:
    rows = [["Mkr", "", "Januari-april"], ["", "2025", "2025"], ["Intäkter", "61,2", "142,0"]]
    alone, dated = sorted(figures(table(rows, header_rows=2)), key=lambda f: f.column)
    assert (alone.period_start, alone.period_end) == (None, None)
    assert (dated.period_start, dated.period_end) == JAN_APR


@pytest.mark.parametrize("heads", [["Apr 2025", "Apr 2024"], ["Utfall april 2025", "Utfall april 2024"]])
def test_the_last_month_over_amounts_may_be_of_all_months_until_then(heads: list[str]) -> None:
    money = figures(table([["Tkr", *heads], ["Hyror", "18 240", "17 910"]]))
    assert [(f.period_start, f.period_end) for f in money] == [(None, None)] * 2
    staff = figures(table([["", *heads], ["Sjukfrånvaro, %", "8,7", "9,1"]]))
    assert {f.period_end for f in staff} <= {None, date(2025, 4, 30), date(2024, 4, 30)}


def test_columns_of_several_months_are_of_these_months() -> None:
    found = figures(table([["Tkr", "Mars 2025", "April 2025"], ["Hyror", "4 510", "4 620"]]))
    assert sorted(f.period_start for f in found if f.period_start) == [date(2025, 3, 1), date(2025, 4, 1)]


def test_what_is_of_a_whole_project_is_of_no_year() -> None:
    rows = [["Mkr", "Hela projektet", "Varav 2025"], ["", "Prognos", "Prognos"], ["Ny skola", "61,2", "14,0"]]
    whole, part = sorted(figures(table(rows, header_rows=2)), key=lambda f: f.column)
    assert (whole.measure, whole.period_start) == (Measure.FORECAST, None)
    assert (part.period_start, part.period_end) == WHOLE_2025


def test_a_row_of_heads_in_the_body_says_what_the_rows_under_it_hold() -> None:
    rows = [
        ["Nämndens mål", "Status", "Trend"],
        ["Livskvaliteten ökar", "", ""],
        ["Indikator", "Utfall 2024", "Målvärde 2025"],
        ["Nöjda brukare, %", "81", "85"],
    ]
    found = sorted(figures(table(rows)), key=lambda f: f.column)
    assert [(f.measure, f.value) for f in found] == [
        (Measure.OUTCOME_PRIOR, Decimal(81)),
        (Measure.TARGET, Decimal(85)),
    ]


def test_headers_over_several_levels_are_joined_and_spread_over_the_columns_below_them() -> None:
    rows = [
        ["Belopp i mnkr", "Period", "", "", "Helår", ""],
        ["", "Utfall", "Budget", "Avvik else", "Prognos", "Budget"],
        ["Intäkter", "373,6", "375,7", "-2,1", "1 513,3", "1 506,8"],
    ]
    for spans in ({(0, 1): 3, (0, 4): 2}, {}):
        found = figures(table(rows, header_rows=2, spans=spans))
        assert [f.column_header for f in found] == [
            "Period | Utfall",
            "Period | Budget",
            "Period | Avvik else",
            "Helår | Prognos",
            "Helår | Budget",
        ]
        assert [(f.period_start, f.period_end) for f in found] == [JAN_APR] * 3 + [WHOLE_2025] * 2


@pytest.mark.parametrize(
    ("upper", "lower", "measure", "period"),
    [
        ("Januari-april", "Utfall 2024", Measure.OUTCOME_PRIOR, JAN_APR_2024),
        ("Jan-apr", "Budget 2025", Measure.BUDGET, JAN_APR),
        ("2024", "Utfall jan-apr", Measure.OUTCOME_PRIOR, JAN_APR_2024),
        ("Tertial 1", "2024", Measure.OUTCOME_PRIOR, JAN_APR_2024),
        ("Helår", "Budget 2025", Measure.BUDGET, WHOLE_2025),
        ("Utfall jan-apr 2025", "2024", Measure.OUTCOME_PRIOR, YEAR_2024),  # two years: the nearest
    ],
)
def test_months_in_one_level_of_a_header_and_the_year_in_another(
    upper: str, lower: str, measure: Measure, period: tuple[date, date]
) -> None:
    (figure,) = figures(table([["tkr", upper], ["", lower], ["Hemtjänst", "1 250"]], header_rows=2))
    assert (figure.measure, figure.period_start, figure.period_end) == (measure, *period)


def test_upper_headers_that_stand_midway_over_unknown_columns_say_nothing_of_them() -> None:
    rows = [
        ["tkr", "", "Utfall jan-apr", "", "Budget"],
        ["", "Intäkter", "Kostnader", "Netto", "Netto"],
        ["Hemtjänst", "20", "-60", "-40", "-42"],
    ]
    found = figures(table(rows, header_rows=2))
    assert [f.measure for f in found] == [Measure.OTHER, Measure.OUTCOME, Measure.OTHER, Measure.BUDGET]
    noted = [["tkr", "Not", "Helår", ""], ["", "Not", "Budget", "Prognos"], ["Hemtjänst", "3", "20", "21"]]
    assert [f.column_header for f in figures(table(noted, header_rows=2))] == ["Helår | Budget", "Helår | Prognos"]


def test_two_columns_of_one_name_are_of_no_known_time() -> None:
    header = ["tkr", "Prognos", "Föregående år Utfall", "Prognos", "Budget helår"]
    found = figures(table([header, ["Hemtjänst", "1", "2", "3", "4"]]))
    assert [f.period_end for f in found] == [None, JAN_APR_2024[1], None, WHOLE_2025[1]]
    assert found[0].confidence < found[3].confidence


def test_a_measure_in_the_corner_over_an_earlier_year_is_that_of_the_year_before() -> None:
    found = figures(table([["Resultat, mnkr", "2025", "2024"], ["Nettoomsättning", "186,2", "178,8"]]))
    assert [f.measure for f in found] == [Measure.OUTCOME, Measure.OUTCOME_PRIOR]


def test_bare_years_are_outcomes_and_the_running_one_is_so_far() -> None:
    found = figures(table([["Nyckeltal", "2025", "2024", "2023"], ["Sjukfrånvaro, %", "8,2", "8,0", "7,7"]]))
    assert [f.measure for f in found] == [Measure.OUTCOME, Measure.OUTCOME_PRIOR, Measure.OUTCOME_PRIOR]
    assert (found[0].period_start, found[0].period_end) == JAN_APR


def test_a_variance_is_of_the_period_that_all_amounts_beside_it_are_of() -> None:
    same = figures(table([["tkr", "Utfall perioden", "Budget perioden", "Avvikelse"], ["Hemtjänst", "1", "2", "1"]]))
    assert (same[2].period_start, same[2].period_end) == JAN_APR
    mixed = figures(table([["tkr", "Utfall", "Prognos", "Budget", "Avvikelse"], ["Hemtjänst", "1", "2", "3", "1"]]))
    assert mixed[3].period_start is None


def test_a_row_that_is_a_measure_says_more_than_a_column_that_only_dates_it() -> None:
    found = figures(
        table(
            [["Ekonomi (tkr)", "2024"], ["Nettokostnad", "-59 596"], ["Budget", "-59 689"], ["Budgetavvikelse", "93"]]
        )
    )
    assert [f.measure for f in found] == [Measure.OUTCOME_PRIOR, Measure.BUDGET_PRIOR, Measure.VARIANCE]


def test_a_plan_for_several_years_leaves_what_is_not_printed_open() -> None:
    (figure,) = figures(
        table([["tkr", "Budget"], ["Hemtjänst", "1 250"]]), period=(date(2025, 1, 1), date(2027, 12, 31))
    )
    assert figure.period_start is None
    assert figure.confidence < 1


@pytest.mark.parametrize(
    ("corner", "header", "label", "cell", "unit", "value"),
    [
        ("Belopp i tkr", "Utfall", "Hemtjänst", "-1 250", Unit.SEK, "-1250000"),
        ("Resultaträkning, mkr", "Utfall", "Intäkter", "12,5", Unit.SEK, "12500000"),
        ("", "Utfall (tkr)", "Hemtjänst", "1 250", Unit.SEK, "1250000"),
        ("Bidrag, tkr", "Antal 2025", "Föreningar", "34", Unit.COUNT, "34"),
        ("", "Utfall", "Antal årsarbetare", "197,7", Unit.FTE, "197.7"),
        ("", "Utfall", "Frisknärvaro", "54,4 %", Unit.PERCENT, "54.4"),
        ("tkr", "Förändring %", "Hemtjänst", "3,2", Unit.PERCENT, "3.2"),
        ("Tjänster", "Utfall", "Hemtjänst", "20,5", None, "20.5"),  # what the rows are, and no unit
        ("", "Kvinnor (tkr)", "Antal årsarbetare", "12", None, "12"),  # row and column disagree
    ],
)
def test_the_unit_that_stands_nearest_the_number(
    corner: str, header: str, label: str, cell: str, unit: Unit | None, value: str
) -> None:
    (figure,) = figures(table([[corner, header], [label, cell]]))
    assert (figure.unit, figure.value) == (unit, Decimal(value))
    assert figure.text == cell


def test_what_cannot_be_settled_lowers_the_confidence() -> None:
    settled, vague = figures(
        table([["Belopp i tkr", "Utfall", "Not"], ["Hemtjänst", "1 250", ""]]),
        table([["", "Värde"], ["Hemtjänst", "7"]]),
    )
    assert settled.confidence == 1
    assert vague.confidence < settled.confidence


def test_section_rows_bullets_and_indentation_make_the_path_of_a_line_item() -> None:
    found = figures(
        table(
            [
                ["Belopp i tkr", "Utfall"],
                ["Gemensamma tjänster", ""],
                ["- Ekonomi", "20"],
                ["- HR", "35"],
                ["Digital infrastruktur", "210"],
                ["Pågående projekt", ""],
                ["Ny förskola", "12"],
                ["Summa pågående projekt", "12"],
                ["Personal", "90"],
                ["varav timavlönade", "7"],
            ],
            indents={9: 8.0},
        )
    )
    assert [f.line_item for f in found] == [
        "Gemensamma tjänster / Ekonomi",
        "Gemensamma tjänster / HR",
        "Digital infrastruktur",
        "Pågående projekt / Ny förskola",
        "Summa pågående projekt",
        "Personal",
        "Personal / varav timavlönade",
    ]
    assert found[0].line_item_raw == "- Ekonomi"
    assert [f.is_total for f in found] == [False, False, False, False, True, False, False]


def test_a_row_of_words_is_no_section_row() -> None:
    found = figures(
        table([["Antal besökare", "2023", "2024"], ["Simhallen", "Stängt", "Stängt"], ["Badhuset", "6 842", "7 519"]])
    )
    assert [f.line_item for f in found] == ["Badhuset", "Badhuset"]


def test_whose_figure_it_is() -> None:
    rows = [["Belopp i tkr", "Utfall"], ["Socialnämnden", "-689"], ["Avskrivningar", "-12"], ["Summa nämnder", "-701"]]
    found = figures(table(rows, section=0), sections=[section("5.1 Tekniska nämnden")])
    assert [f.organisation for f in found] == ["Socialnämnden", "Tekniska nämnden", "Tekniska nämnden"]
    assert figures(table(rows))[1].organisation == "Granviks kommun"


def test_names_dates_years_and_pages_of_rows_are_no_figures() -> None:
    rows = [
        ["Projekt", "Projektnr", "Startår", "Sida", "Budget 2025, tkr"],
        ["Ny förskola", "6014", "2023", "12", "4 100"],
        ["Kök, Solbacken", "6151", "2025", "14", "2 400"],
    ]
    assert [f.text for f in figures(table(rows))] == ["4 100", "2 400"]


def test_the_number_of_a_note_is_no_figure() -> None:
    found = figures(table([["Belopp i tkr", "Not", "2025-04-30"], ["Fordringar", "12", "142 680"]]))
    assert [f.text for f in found] == ["142 680"]


def test_hedged_and_broken_numbers() -> None:
    found = figures(
        table([["Antal lån", "2023", "2024"], ["Bibliotek", "ung 116 000", "117 271*"], ["Buss", "1 2 3", "–"]])
    )
    assert [(f.value, f.decimals) for f in found] == [(Decimal(116000), None), (Decimal(117271), 0)]
    assert found[0].confidence < found[1].confidence


def test_a_part_on_the_next_page_takes_headers_and_unit_from_the_first() -> None:
    first = table([["Belopp i tkr", "Utfall", "Prognos"], ["Förskola", "-4 106", "-12 000"]])
    second = table([["Grundskola", "-7 405", "-21 000"]], header_rows=0, continues=0)
    found = figures(first, second)
    assert [f.measure for f in found] == [Measure.OUTCOME, Measure.FORECAST] * 2
    assert found[2].value == Decimal(-7405000)
    assert found[2].table_id != found[0].table_id


def test_a_table_of_contents_holds_no_figures() -> None:
    assert figures(table([["Innehållsförteckning", "Sida"], ["Ekonomi", "4"], ["Personal", "9"]])) == []


def test_ids_are_unique_and_the_same_each_time() -> None:
    rows = [["Belopp i tkr", "Utfall", "Prognos"], ["Förskola", "-4 106", "-12 000"]]
    ids = [f.figure_id for f in figures(table(rows), table(rows))]
    assert len(set(ids)) == 4
    assert ids == [f.figure_id for f in figures(table(rows), table(rows))]
    assert at(figures(table(rows)), 1, 2).figure_id == "cccccccccccccccc-figure-p1-2"
