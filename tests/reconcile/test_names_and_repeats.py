"""Names that should be the same in two lists, activities listed twice, years of meetings, targets in another unit."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reconcile.printed_tables import DOCUMENT_ID, records, table

from kommuntal.reconcile import names, periods, repeats, units
from kommuntal.schema import Goal, Indicator, IndicatorValue, PaperReference, Records
from kommuntal.schema.enums import FindingKind, GoalLevel, ReferenceKind, ValueRole

EFFORTS = ["1.1 Rådgivning", "1.2 Familjehem", "1.3 Ungdomsmottagning", "1.4 Fältarbete", "1.5 Öppenvård", "Summa"]


def two_lists(one: list[str], other: list[str]) -> Records:
    def of(labels: list[str], page: int) -> list[list[str]]:
        return [["Insats", f"Kvartal {page}"], *[[label, str(n + 10 * page)] for n, label in enumerate(labels)]]

    return records(table(of(one, 1), page=1), table(of(other, 2), page=2))


def test_a_name_spelt_otherwise_in_a_list_that_is_the_same_is_noted_once() -> None:
    other = [label.replace("mottag", "motag") for label in EFFORTS]
    (finding,) = names.check(two_lists(EFFORTS, other)).findings
    assert finding.kind is FindingKind.VERSION
    assert (finding.left_quote, finding.right_quote) == ("1.3 Ungdomsmotagning", "1.3 Ungdomsmottagning")
    assert (finding.left_page, finding.right_page) == (2, 1)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(("1.3 Ungdomsmottagning", "1.3 Ungdomsmottagningen"), id="grammar"),
        pytest.param(("1.3 Ungdomsmottagning", "1.3 Kontaktperson"), id="another thing"),
        pytest.param(("1.3 Ungdomsmottagning", "1.3 Ungdomsmottagning 12 år"), id="more words"),
        pytest.param(("Summa", "Totalt"), id="short words"),
    ],
)
def test_other_names_are_other_things(change: tuple[str, str]) -> None:
    other = [label.replace(*change) for label in EFFORTS]
    assert names.check(two_lists(EFFORTS, other)).findings == []


def test_names_in_lists_of_other_things_are_not_compared() -> None:
    other = ["1.3 Ungdomsmotagning", "Färdtjänst", "Hemtjänst", "Larm", "Särskilt boende", "Dagverksamhet"]
    assert names.check(two_lists(EFFORTS, other)).findings == []


@given(st.permutations(EFFORTS))
def test_the_same_list_in_another_order_is_the_same_list(other: list[str]) -> None:
    assert names.check(two_lists(EFFORTS, other)).findings == []


def headed(*heads: str, page: int) -> list[list[str]]:
    return [["Mål", "Beskrivning", *heads], ["Trygghet", "Alla ska känna sig trygga", "Enkät", "Fler möten"]]


def test_a_column_head_that_changes_between_tables_of_one_kind() -> None:
    first = table(headed("Styrtal/indikator", "Aktiviteter", page=1), page=1)
    again = table(headed("Nämndens styrtal", "Aktiviteter", page=2), page=2)
    (finding,) = names.check(records(first, again)).findings
    assert (finding.left_quote, finding.right_quote) == ("Nämndens styrtal", "Styrtal/indikator")


@pytest.mark.parametrize("heads", [("Utfall 2024", "Aktiviteter"), ("Ansvarig", "Aktiviteter"), ("Ansvarig", "När")])
def test_column_heads_that_mean_something_else(heads: tuple[str, str]) -> None:
    first = table(headed("Utfall 2023", "Aktiviteter", page=1), page=1)
    assert names.check(records(first, table(headed(*heads, page=2), page=2))).findings == []


# ---- activities ------------------------------------------------------------------------------------------------------


def goals(*titles: str) -> Records:
    return Records(
        goals=[
            Goal(
                document_id=DOCUMENT_ID,
                goal_id=f"g{n}",
                parent_id="parent",
                organisation="Socialnämnden",
                level=GoalLevel.ACTIVITY,
                title=title,
                page=n + 1,
            )
            for n, title in enumerate(titles)
        ]
    )


ACTIVITIES = [
    "Utbilda all personal i lågaffektivt bemötande",
    "Införa samlad vårdplan för barn",
    "Starta en ny mötesplats",
]


def test_an_activity_listed_twice_under_a_goal() -> None:
    (finding,) = repeats.check(goals(*ACTIVITIES, ACTIVITIES[0] + ".")).findings
    assert (finding.kind, finding.left_page, finding.right_page) == (FindingKind.DUPLICATE_FACT, 4, 1)


def test_a_list_and_its_details_are_no_repeats() -> None:
    assert repeats.check(goals(*ACTIVITIES, *ACTIVITIES)).findings == []
    assert repeats.check(goals(*ACTIVITIES, "Följa upp", "Följa upp")).findings == []


# ---- years -----------------------------------------------------------------------------------------------------------


def references(*days: date, body: str = "Arbetsutskottet") -> Records:
    return Records(
        paper_references=[
            PaperReference(
                document_id=DOCUMENT_ID,
                paper_reference_id=str(n),
                kind=ReferenceKind.DECISION,
                text=f"{body} {day}",
                body=body,
                date=day,
                section=f"§ {n + 7}",
                page=n + 1,
            )
            for n, day in enumerate(days)
        ]
    )


def test_one_reference_in_another_year_than_the_others_to_the_same_meeting() -> None:
    day = date(2025, 1, 21)
    (finding,) = periods.check(references(day, day, date(2024, 1, 21), day)).findings
    assert (finding.kind, finding.left_page, finding.expected, finding.found) == (FindingKind.PERIOD, 3, "2025", "2024")


@pytest.mark.parametrize(
    "days",
    [
        [date(2025, 1, 21), date(2025, 1, 21), date(2024, 1, 21)],  # too few to know
        [date(2025, 1, 21), date(2025, 1, 21), date(2025, 1, 21), date(2024, 1, 23)],  # another meeting
    ],
)
def test_years_that_may_well_be_right(days: list[date]) -> None:
    assert periods.check(references(*days)).findings == []


# ---- units -----------------------------------------------------------------------------------------------------------


def indicator(name: str, *targets: str) -> Records:
    return Records(
        indicators=[Indicator(document_id=DOCUMENT_ID, indicator_id="i", name=name, page=4)],
        indicator_values=[
            IndicatorValue(
                document_id=DOCUMENT_ID,
                indicator_value_id=text,
                indicator_id="i",
                role=ValueRole.TARGET,
                text=text,
                value=Decimal(1),
                page=4,
            )
            for text in targets
        ],
    )


def test_a_bound_in_percent_and_a_target_in_kronor() -> None:
    (finding,) = units.check(indicator("Effektivisering, minst 2 % av nämndens ram", "14 mkr")).findings
    assert (finding.kind, finding.right_quote) == (FindingKind.UNIT, "14 mkr")


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("Effektivisering, minst 2 % av nämndens ram", "2 %"),
        ("Effektivisering, minst 2 % av nämndens ram", "2"),
        ("Kostnad för de 2 % dyraste ärendena", "14 mkr"),
        ("Effektivisering, minst 10 mkr", "14 mkr"),
    ],
)
def test_targets_in_the_unit_of_their_indicator(name: str, target: str) -> None:
    assert units.check(indicator(name, target)).findings == []
