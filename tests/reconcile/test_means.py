"""A share or mean of everybody lies between those of the parts, in every way a staff table may be laid out."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reconcile.printed_tables import records, table

from kommuntal.reconcile import means
from kommuntal.schema import Finding
from kommuntal.schema.enums import FindingKind
from kommuntal.swedish.numbers import print_number

NAMED = [
    ["Nyckeltal", "2025", "2024", "2023"],
    ["Total sjukfrånvaro, (%)", "7,7", "8,0", "8,2"],
    ["Sjukfrånvaro, (%) kvinnor", "8,4", "8,9", "9,0"],
    ["Sjukfrånvaro, (%) män", "5,1", "5,3", "5,9"],
    ["Lång sjukfrånvaro, andel av total, (%)", "41,2", "38,0", "37,1"],
    ["Sjukfrånvaro 29 år eller yngre, (%)", "7,2", "7,7", "8,1"],
    ["Sjukfrånvaro 30–49 år, (%)", "6,9", "7,1", "7,0"],
    ["Sjukfrånvaro 50 år eller äldre, (%)", "8,8", "9,1", "9,4"],
]
UNDER_IT = [
    ["Andel, %", "2025", "2024"],
    ["Frisknärvaro", "54,4", "56,9"],
    ["varav kvinnor", "50,7", "53,2"],
    ["varav män", "65,9", "68,8"],
]
AFTER_IT = [
    ["Medarbetarindex", "Kvinnor", "Män", "Totalt"],
    ["Förskola", "78 %", "71 %", "77 %"],
    ["Grundskola", "74 %", "75 %", "74 %"],
    ["Gymnasium", "69 %", "77 %", "72 %"],
]


def findings(rows: list[list[str]]) -> list[Finding]:
    return means.check(records(table(rows))).findings


def with_cell(rows: list[list[str]], row: int, column: int, text: str) -> list[list[str]]:
    return [[text if (r, c) == (row, column) else old for c, old in enumerate(line)] for r, line in enumerate(rows)]


@pytest.mark.parametrize("rows", [NAMED, UNDER_IT, AFTER_IT], ids=["named", "under it", "columns"])
def test_staff_tables_as_they_are_print_no_fault(rows: list[list[str]]) -> None:
    assert findings(rows) == []


@pytest.mark.parametrize(
    ("rows", "row", "column", "text", "parts"),
    [
        pytest.param(NAMED, 1, 1, "4,7", "8,4 5,1", id="below both"),
        pytest.param(NAMED, 7, 2, "6,1", "7,7 7,1 6,1", id="a wrong age"),
        pytest.param(UNDER_IT, 1, 2, "86,9", "53,2 68,8", id="above both"),
        pytest.param(AFTER_IT, 2, 3, "47 %", "74 % 75 %", id="in a column"),
    ],
)
def test_what_lies_outside_its_parts_is_told(
    rows: list[list[str]], row: int, column: int, text: str, parts: str
) -> None:
    found = findings(with_cell(rows, row, column, text))
    assert parts in [f.right_quote for f in found]
    assert all(f.kind is FindingKind.SHARE for f in found)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            [
                ["Personal", "2025", "2024"],
                ["Antal chefer", "40", "38"],
                ["Kvinnor, %", "75", "74"],
                ["Män, %", "25", "26"],
            ],
            id="a count and shares of it",
        ),
        pytest.param(
            [
                ["Andel chefer, %", "2025", "2024"],
                ["Kvinnor", "75", "74"],
                ["Män", "25", "26"],
                ["Totalt", "100", "100"],
            ],
            id="shares that make the whole",
        ),
        pytest.param(
            [
                ["Andel, %", "Kvinnor", "Män", "Totalt"],
                ["Sjukfrånvaro", "8,4", "5,1", "7,4"],
                ["Chefer", "60,2", "39,8", "100,0"],
            ],
            id="shares in a row beside means",
        ),
        pytest.param(
            [["Heltid, %", "2025", "2024"], ["Heltid", "82", "70"], ["Kvinnor", "74", "75"], ["Män", "26", "25"]],
            id="shares of some",
        ),
        pytest.param(
            [
                ["Antal anställda", "2025", "2024"],
                ["Kvinnor", "750", "740"],
                ["Män", "250", "260"],
                ["Totalt", "1000", "1000"],
            ],
            id="people are added up",
        ),
        pytest.param(
            [
                ["Nyckeltal, %", "2025", "2024"],
                ["Korttidsfrånvaro", "2,9", "2,8"],
                ["Sjukfrånvaro kvinnor", "8,4", "8,9"],
                ["Sjukfrånvaro män", "5,1", "5,3"],
            ],
            id="no line of everybody",
        ),
        pytest.param(
            [
                ["Sjukfrånvaro, %", "2025", "2024"],
                ["Total", "9,7", "9,8"],
                ["30–39 år", "6,9", "7,1"],
                ["50–59 år", "8,8", "9,1"],
            ],
            id="ages with gaps",
        ),
    ],
)
def test_what_is_no_mean_of_its_parts_is_left_alone(rows: list[list[str]]) -> None:
    assert findings(rows) == []


rates = st.integers(1, 999).map(lambda n: Decimal(n) / 10)


@given(st.lists(st.tuples(rates, rates, st.integers(0, 100)), min_size=2, max_size=4))
def test_a_weighted_mean_is_never_told(years: list[tuple[Decimal, Decimal, int]]) -> None:
    def row(label: str, values: list[Decimal]) -> list[str]:
        return [label, *(print_number(value, 1) for value in values)]

    mixed = [(women * share + men * (100 - share)) / 100 for women, men, share in years]
    rows = [["Andel, %", *(str(2025 - n) for n in range(len(years)))]]
    rows += [row("Heltid", mixed), row("Kvinnor", [w for w, _, _ in years]), row("Män", [m for _, m, _ in years])]
    assert findings(rows) == []
