"""Indicators of tables and of rows of yearly targets."""

from decimal import Decimal

import pytest
from tests.goals.report import Report

from kommuntal.schema import Records
from kommuntal.schema.enums import DocumentKind, Operator, Polarity, ValueRole

TARGET, OUTCOME, FORECAST = ValueRole.TARGET, ValueRole.OUTCOME, ValueRole.FORECAST


def values(records: Records) -> list[tuple[ValueRole, str | None, str, Decimal | None, Operator | None]]:
    return [(v.role, v.period, v.text, v.value, v.operator) for v in records.indicator_values]


def test_heads_say_what_each_value_is_and_when() -> None:
    records = (
        Report()
        .table(
            [
                ["Indikator", "Målvärde 2025", "Utfall 2024", "Utfall perioden 2025", "Prognos helår 2025"],
                ["Vattenläckor, antal", "max 30", "37", "19", "-"],
            ]
        )
        .records()
    )
    (indicator,) = records.indicators
    assert (indicator.name, indicator.unit, indicator.polarity) == (
        "Vattenläckor",
        "antal",
        Polarity.LOWER_IS_BETTER,
    )
    assert values(records) == [
        (TARGET, "2025", "max 30", Decimal(30), Operator.LE),
        (OUTCOME, "2024", "37", Decimal(37), None),
        (OUTCOME, "2025-01..2025-08", "19", Decimal(19), None),
        (FORECAST, "2025", "-", None, None),
    ]


def test_a_cell_with_target_and_outcome_gives_two_values() -> None:
    records = (
        Report()
        .table(
            [
                ["Fokusområde", "Resultatindikator", "Mål (utfall) 2024", "Mål 2025"],
                ["Alla lär sig läsa", "Andel som läser i åk 1 (%)", "95 (93,7)", "96"],
                ["", "Meritvärde", "250 (ej mätt)", "255"],
            ]
        )
        .records()
    )
    assert values(records) == [
        (TARGET, "2024", "95", Decimal(95), None),
        (OUTCOME, "2024", "93,7", Decimal("93.7"), None),
        (TARGET, "2025", "96", Decimal(96), None),
        (TARGET, "2024", "250", Decimal(250), None),
        (OUTCOME, "2024", "ej mätt", None, None),
        (TARGET, "2025", "255", Decimal(255), None),
    ]
    (goal,) = records.goals
    assert {i.goal_id for i in records.indicators} == {goal.goal_id}
    assert records.indicators[0].unit == "%"


def test_the_period_a_cell_prints_stands_above_its_column() -> None:
    records = Report().table([["Mått", "Utfall 2025"], ["Nöjda brukare", "81 % (2023)"], ["Klagomål", "12"]]).records()
    assert [v.period for v in records.indicator_values] == ["2023", "2025"]


@pytest.mark.parametrize(
    "head", [["Nyckeltal", "2025", "2024"], ["Verksamhet", "Utfall 2025", "Budget 2025"], ["Personal", "2025", "2024"]]
)
def test_statistics_and_accounts_are_no_indicators(head: list[str]) -> None:
    assert Report().table([head, ["Antal besök", "12", "14"]]).records().indicators == []


def test_a_name_that_sets_its_own_bound() -> None:
    report = Report(DocumentKind.PLAN).table(
        [["Målsättning", "Mätetal", "Mål/mått 2026"], ["God hushållning", "Kassan ska uppgå till minst 5 %", "18 mkr"]]
    )
    assert [(v[0], v[3], v[4]) for v in values(report.records())] == [
        (TARGET, Decimal(18), None),
        (TARGET, Decimal(5), Operator.GE),
    ]


def test_targets_listed_year_by_year() -> None:
    report = Report(DocumentKind.PLAN).heading("Mål för personalen")
    report.line("Mål för sjukfrånvaron: (2026: 7,4%, 2027: 7%). Förslag till nya mål: 2027 6,5%, 2028 6%.")
    report.line("Budgeten var 2024 8,5 mkr och 2025 9 mkr.")
    records = report.records()
    assert [i.name for i in records.indicators] == ["sjukfrånvaron"]
    assert [(v[1], v[3]) for v in values(records)] == [
        ("2026", Decimal("7.4")),
        ("2027", Decimal(7)),
        ("2027", Decimal("6.5")),
        ("2028", Decimal(6)),
    ]


def follow_up(sentence: str) -> Records:
    report = Report().heading("Måluppfyllelse").heading("Socialnämnden", 2)
    report.table([["Nämndsmål", "Bedömning"], ["Fler får stöd i tid", ("circle", "green")]])
    report.heading("Fler får stöd i tid", 3, (500, ("circle", "green")))
    return report.line("Kommentar:", bold=True).line(sentence).records()


@pytest.mark.parametrize(
    ("sentence", "name", "expected"),
    [
        (
            "Andelen ärenden som avslutas i tid har ökat från 61 % 2022 till 74,5 % 2024.",
            "Andelen ärenden som avslutas i tid",
            [(OUTCOME, "2024", "74.5"), (ValueRole.BASELINE, "2022", "61")],
        ),
        (
            "Andelen nöjda besökare har stigit något till 12,5 % under 2024, jämfört med 11,9 % 2023.",
            "Andelen nöjda besökare",
            [(OUTCOME, "2024", "12.5"), (ValueRole.BASELINE, "2023", "11.9")],
        ),
        (
            "På frågan ”Hur trygg är du på kvällen?” blev det genomsnittliga svaret 8,02.",
            "Hur trygg är du på kvällen?",
            [(OUTCOME, None, "8.02")],
        ),
        (
            "Under 2024 var andelen brukare som fick svar samma dag 55 %.",
            "andelen brukare som fick svar samma dag",
            [(OUTCOME, "2024", "55")],
        ),
    ],
)
def test_values_in_the_follow_up_of_a_goal(
    sentence: str, name: str, expected: list[tuple[ValueRole, str | None, str]]
) -> None:
    records = follow_up(sentence)
    assert [i.name for i in records.indicators] == [name]
    assert [(v.role, v.period, str(v.value)) for v in records.indicator_values] == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Antalet ärenden har ökat med 6 % mellan 2023 och 2024.",
        "Andelen är hög i 12 av 14 enheter och 83 % av de 40 svarande är nöjda.",
        "Budgeten för 2024 är 14 miljoner kronor.",
    ],
)
def test_changes_and_other_numbers_are_no_values(sentence: str) -> None:
    assert follow_up(sentence).indicators == []


def test_lines_under_a_line_of_heads() -> None:
    at = {"Utfall": 300.0, "2024": 332.0, "Målvärde": 420.0, "2026": 464.0}
    report = Report(DocumentKind.PLAN, "Tekniska nämnden").heading("Uppföljning")
    report.line("Indikator Utfall 2024 Målvärde 2026", at=at)
    report.line("Vattenläckor, antal 37 högst", at={"37": 340.0, "högst": 440.0})
    report.line("Klagomål 12 8", at={"12": 340.0, "8": 460.0})
    report.line("Under året följs nämndens mål upp tre gånger.")
    records = report.records()
    assert [i.name for i in records.indicators] == ["Vattenläckor", "Klagomål"]
    assert [(v.role, v.period, v.text) for v in records.indicator_values] == [
        (ValueRole.BASELINE, "2024", "37"),
        (TARGET, "2026", "högst"),
        (ValueRole.BASELINE, "2024", "12"),
        (TARGET, "2026", "8"),
    ]


@pytest.mark.parametrize(
    ("name", "value", "unit"),
    [
        ("Andel nöjda brukare", "84", "%"),
        ("Sjukfrånvaro, andel av arbetstiden", "7,9", "%"),
        ("Andel av personalen", "0,4", None),  # may be a share of one
        ("Andelar i bolag", "84", None),
        ("Andel nöjda brukare", "1 200", None),
        ("Antal brukare", "84", None),
    ],
)
def test_a_share_without_a_sign_is_in_percent(name: str, value: str, unit: str | None) -> None:
    report = Report().heading("Socialnämnden")
    report.table([["Mål", "Indikator", "Utfall 2025"], ["Trygga hem", name, value]])
    (indicator,) = report.records().indicators
    assert indicator.unit == unit
