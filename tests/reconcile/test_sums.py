"""Sums and differences inside a table: what adds up is never flagged, a wrong digit where it tells always is."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.reconcile.printed_tables import records, table

from kommuntal.reconcile import sums
from kommuntal.schema import Finding
from kommuntal.schema.enums import FindingKind
from kommuntal.swedish.numbers import print_number

HEADER = ["Belopp i tkr", "Utfall 2024", "Budget 2025", "Prognos 2025", "Avvikelse 2025"]


def findings(*rows: list[str], **more: object) -> list[Finding]:
    return sums.check(records(table(rows, **more))).findings  # type: ignore[arg-type]


@st.composite
def statements(draw: st.DrawFn, least: int = 0) -> list[list[str]]:
    """A statement of two blocks with subtotals and a grand total; the variance is forecast less budget.

    All is computed from exact amounts and then rounded to the printed decimals, so rounding differences are in it.
    Amounts of at least `least` thousandths are no round hundreds either: those add up by chance, and tell nothing.
    """
    decimals = draw(st.integers(0, 2))
    size = st.integers(least, 9_999_999).map(lambda n: Decimal(n) / 1000 + (Decimal("37.913") if least else 0))
    amount = size | size.map(lambda n: -n)
    blocks = [draw(st.lists(st.tuples(amount, amount, amount), min_size=2, max_size=6)) for _ in range(2)]

    def printed(label: str, amounts: tuple[Decimal, ...]) -> list[str]:
        prior, budget, forecast = amounts
        return [label, *(print_number(n, decimals) for n in (prior, budget, forecast, forecast - budget))]

    def total(parts: Sequence[tuple[Decimal, ...]]) -> tuple[Decimal, ...]:
        return tuple(sum(column, Decimal(0)) for column in zip(*parts, strict=True))

    rows = [HEADER]
    for name, block in zip(("kostnader", "intäkter"), blocks, strict=True):
        rows += [printed(f"Rad {i} {name}", amounts) for i, amounts in enumerate(block)]
        rows.append(printed(f"Summa {name}", total(block)))
    rows.append(printed("Totalt", total([total(block) for block in blocks])))
    return rows


@given(statements())
def test_what_adds_up_up_to_rounding_is_never_flagged(rows: list[list[str]]) -> None:
    assert findings(*rows) == []


@given(statements(least=100_000), st.data())
def test_a_wrong_digit_is_flagged_where_it_stands(rows: list[list[str]], data: st.DataObject) -> None:
    row = data.draw(st.integers(1, len(rows) - 1))
    column = data.draw(st.integers(1, 4))
    text = rows[row][column]
    first = next(i for i, c in enumerate(text) if c.isdigit())
    digit = (int(text[first]) + data.draw(st.integers(1, 9))) % 10
    wrong = text[:first] + str(digit) + text[first + 1 :]
    assume(sum(c.isdigit() for c in text.split(",")[0]) >= 3)  # the digit stands for more than rounding leaves open
    assume(digit)  # "045" is no number
    changed = [list(r) for r in rows]
    changed[row][column] = wrong
    found = findings(*changed)
    assert any(wrong in (f.left_quote or "") or wrong in (f.right_quote or "") for f in found)


def test_a_wrong_cell_in_a_row_and_a_column_sum_is_one_finding_at_the_cell() -> None:
    found = findings(
        ["tkr", "Intäkter", "Kostnader", "Netto"],
        ["Förskola", "1 204", "-5 310", "-4 106"],
        ["Grundskola", "2 017", "-9 422", "-7 405"],
        ["Gymnasium", "845", "-7 133", "-3 288"],
        ["Summa", "4 066", "-18 865", "-14 799"],
    )
    (finding,) = found
    assert (finding.left_quote, finding.expected, finding.difference) == ("-7 133", "−4\u00a0133", Decimal(-3000))
    assert (finding.right_quote, finding.cause_id) == ("-3 288 = 845", None)
    assert "Också ”Summa, Kostnader” (-18 865) ger −4\u00a0133." in finding.message


def test_a_wrong_total_of_rows_and_of_columns_is_one_finding() -> None:
    (finding,) = findings(
        ["tkr", "Intäkter", "Kostnader", "Netto"],
        ["Förskola", "1 204", "-5 310", "-4 106"],
        ["Grundskola", "2 017", "-9 422", "-7 405"],
        ["Gymnasium", "845", "-4 133", "-3 288"],
        ["Summa", "4 066", "-18 865", "-14 299"],
    )
    assert (finding.left_quote, finding.expected) == ("-14 299", "−14\u00a0799")
    assert finding.message.count("−14\u00a0799") == 2


def test_two_numbers_in_each_others_places_are_one_fault() -> None:
    (finding,) = findings(
        ["tkr", "Utfall 2024", "Budget 2025", "Prognos 2025"],
        ["Förskola", "-4 106", "-4 222", "-4 301"],
        ["Grundskola", "-7 700", "-7 511", "-7 405"],
        ["Gymnasium", "-3 288", "-3 300", "-3 512"],
        ["Summa", "-14 799", "-15 033", "-15 513"],
    )
    assert (finding.left_quote, finding.expected) == ("-7 700", "−7\u00a0405")
    assert "bytt plats" in finding.message


@pytest.mark.parametrize(
    ("rows", "row"),
    [
        pytest.param(
            [
                ["Beslut, antal", "Kvinnor", "Män", "Summa"],
                ["Kontaktperson", "13", "5", "18"],
                ["Bostad", "18", "9", "27"],
                ["Daglig verksamhet", "4", "1", "5"],
                ["Summa total", "35", "15", "50"],
            ],
            2,
            id="small counts",
        ),
        pytest.param(
            [
                ["tkr", "Utfall 2024", "Utfall 2025"],
                ["Intäkter", "10 135", "11 251"],
                ["Kostnader", "-69 731", "-73 300"],
                ["Nettokostnader", "-59 596", "-62 049"],
            ],
            3,
            id="both sums of a table of two columns",
        ),
    ],
)
def test_a_swap_that_breaks_both_sums_is_told(rows: list[list[str]], row: int) -> None:
    assert findings(*rows) == []
    changed = [list(line) for line in rows]
    changed[row][1:3] = reversed(changed[row][1:3])
    (finding,) = findings(*changed)
    assert finding.left_quote in changed[row][1:3]
    assert "bytt plats" in finding.message


def test_a_change_is_the_later_less_the_earlier_whatever_the_rows_count() -> None:
    rows = [
        ["Nyckeltal", "Okt 2024", "Okt 2025", "Förändring"],
        ["Antal tillsvidareanställda", "214", "209", "-5"],
        ["Antal årsarbetare", "201,5", "198,2", "-3,3"],
        ["Sjukfrånvaro, %", "6,8", "6,1", "-0,7"],
        ["varav lång sjukfrånvaro, %", "2,4", "2,0", "-0,4"],
    ]
    assert findings(*rows) == []
    rows[2][3] = "-2,3"
    (finding,) = findings(*rows)
    assert (finding.left_quote, finding.right_quote, finding.expected) == ("-2,3", "198,2 − 201,5", "−3,3")


def test_percentages_are_subtracted_to_percentage_points() -> None:
    rows = [
        ["Sjukfrånvaro, %", "Jan–aug 2025", "Jan–aug 2024", "Förändring, procentenheter"],
        ["Total", "7,1", "7,6", "-0,5"],
        ["Kvinnor", "7,9", "8,3", "-0,4"],
        ["Män", "4,2", "4,8", "-0,6"],
        ["30–49 år", "6,8", "7,4", "-0,6"],
        ["Andel lång", "41,3", "39,8", "1,5"],
    ]
    assert findings(*rows) == []
    rows[3][3] = "-0,9"
    (finding,) = findings(*rows)
    assert (finding.left_quote, finding.expected) == ("-0,9", "−0,6")


def test_a_total_with_one_number_in_it_is_told_without_a_sum() -> None:
    rows = [
        ["Projekt, mnkr", "Budget", "Utfall", "Ack. utfall"],
        ["Inventarier", "0,800", "0,617", ""],
        ["Konst", "0,125", "0,125", ""],
        ["Summa färdiga", "0,925", "0,742", ""],
        ["Ny inredning", "0,709", "0,694", "4,812"],
        ["Ombyggnad", "0,388", "0,153", "2,340"],
        ["Summa pågående", "1,097", "0,847", "7,152"],
        ["Summa projekt", "2,022", "1,589", "7,155"],
    ]
    (finding,) = findings(*rows)
    assert finding.right_quote == "7,152"
    assert "det enda tal som ingår är 7,152" in finding.message


WITH_INVESTMENTS = [
    ["Ansökan", "Belopp, kr"],
    ["Utbildning", "475 000"],
    ["Samverkan", "898 000"],
    ["Summa", "1 373 000"],
    ["Investering (en gång)", "2 500 000"],
]


@pytest.mark.parametrize("total", ["3 873 000", "1 373 000 (se not)"])
def test_a_total_that_names_what_it_includes(total: str) -> None:
    assert findings(*WITH_INVESTMENTS, ["Summa inklusive investeringar", total]) == []


def test_a_total_that_does_not_include_what_it_names() -> None:
    (finding,) = findings(*WITH_INVESTMENTS, ["Summa inkl. investeringar", "3 373 000"])
    assert (finding.left_quote, finding.right_quote) == ("3 373 000", "1 373 000 + 2 500 000")


def test_what_is_excluded_is_taken_away_whatever_its_sign() -> None:
    rows = [
        ["tkr", "2023", "2024", "2025"],
        ["Intäkter", "1 250", "1 312", "1 377"],
        ["Avskrivningar", "-310", "-322", "-341"],
        ["Övriga kostnader", "-4 115", "-4 207", "-4 388"],
        ["Nettokostnad", "-3 175", "-3 217", "-3 352"],
        ["Nettokostnad exkl. avskrivningar", "-2 865", "-2 895", "-3 011"],
    ]
    assert findings(*rows) == []
    rows[-1][2] = "-2 985"
    (finding,) = findings(*rows)
    assert (finding.left_quote, finding.right_quote) == ("-2 985", "-3 217 − -322")


def test_a_long_sum_shows_its_ends() -> None:
    parts = [1203, 118, 96, 254, 371, 88, 142, 67]
    rows = [[f"Enhet {n}", str(part), str(part + 13), str(part + 27)] for n, part in enumerate(parts)]
    totals = [sum(parts), sum(parts) + 13 * len(parts) + 40, sum(parts) + 27 * len(parts)]
    (finding,) = findings(["tkr", "2023", "2024", "2025"], *rows, ["Summa", *map(str, totals)])
    assert finding.right_quote == "1216 + 131 + … + 80"


def test_the_finding_says_the_arithmetic_in_both_languages_and_points_at_both_places() -> None:
    found = findings(
        ["Belopp i tkr", "Utfall 2023", "Utfall 2024", "Budget 2025"],
        ["Hemtjänst", "-1 200", "-1 310", "-1 250"],
        ["Särskilt boende", "-3 450", "-3 600", "-3 700"],
        ["Summa", "-4 650", "-4 910", "-4 850"],
        title="Äldreomsorg",
    )
    (finding,) = found
    assert finding.kind is FindingKind.SUM
    assert finding.message == (
        "Summa, Budget 2025: där står -4 850, men −1\u00a0250 + (−3\u00a0700) = −4\u00a0950. "
        "Skillnaden är 100, avrundning förklarar högst 1,5."
    )
    assert finding.message_en == (
        "Summa, Budget 2025: it says -4 850, but -1,250 + (-3,700) = -4,950. "
        "The difference is 100, rounding explains at most 1.5."
    )
    assert (finding.left_quote, finding.right_quote, finding.found) == ("-4 850", "-1 250 + -3 700", "-4 850")
    assert (finding.left_top, finding.right_top, finding.right_bottom) == (136, 112, 136)
    assert finding.tolerance == Decimal("1.5")


def test_a_variance_with_the_opposite_sign_is_a_convention() -> None:
    assert (
        findings(
            ["mkr", "Utfall", "Budget", "Avvikelse"],
            ["Intäkter", "120,5", "118,0", "2,5"],
            ["Personalkostnader", "85,2", "80,1", "-5,1"],
            ["Lokalkostnader", "22,7", "23,9", "1,2"],
            ["Övriga kostnader", "9,4", "9,0", "-0,4"],
        )
        == []
    )


STAFF = [
    ["Personal", "2025-08-31", "2024-08-31", "2023-08-31"],
    ["Antal tillsvidareanställda", "782", "769", "751"],
    ["varav kvinnor", "580", "571", "560"],
    ["varav män", "202", "198", "191"],
    ["Personalkostnad, tkr", "412 300", "398 100", "377 900"],
    ["varav timlön", "9 120", "8 870", "9 400"],
    ["varav övertid", "4 310", "4 080", "3 990"],
]


def test_a_whole_may_stand_over_its_parts() -> None:
    assert findings(*STAFF) == []
    changed = [list(row) for row in STAFF]
    changed[2][2] = "517"
    (finding,) = findings(*changed)
    assert (finding.left_quote, finding.right_quote, finding.expected) == ("769", "517 + 198", "715")


def test_a_table_goes_on_over_the_page() -> None:
    first = table(
        [
            ["Belopp i tkr", "Utfall 2023", "Utfall 2024", "Budget 2025"],
            ["Förskola", "-4 106", "-4 222", "-4 301"],
            ["Grundskola", "-7 405", "-7 511", "-7 700"],
        ],
        page=1,
    )
    second = table(
        [["Gymnasium", "-3 288", "-3 300", "-3 512"], ["Summa", "-14 799", "-15 033", "-15 713"]],
        page=2,
        header_rows=0,
        continues=0,
    )
    (finding,) = sums.check(records(first, second)).findings
    assert (finding.left_page, finding.left_quote, finding.expected) == (2, "-15 713", "−15\u00a0513")
    assert finding.right_page == 1


def test_a_total_of_a_wrong_subtotal_is_told_too_where_the_corrected_one_fits() -> None:
    found = findings(
        ["Ej verkställda beslut", "Kvinnor", "Män", "Summa totalt"],
        ["Hemtjänst, äldre", "31", "17", "48"],
        ["Dagverksamhet, äldre", "8", "6", "14"],
        ["Totalt äldre", "39", "23", "62"],
        ["Bostad, övriga", "13", "19", "32"],
        ["Kontaktperson, övriga", "11", "12", "23"],
        ["Totalt övriga", "13", "31", "55"],
        ["Totalt", "52", "54", "117"],
    )
    told = {f.left_quote: f.expected for f in found}
    assert told["13"] == "24"
    assert told["52"] == "63"


def test_uncertain_cells_take_part_in_nothing() -> None:
    rows = [
        ["Belopp i tkr", "Utfall 2023", "Utfall 2024", "Budget 2025"],
        ["Hemtjänst", "-1 200", "-1 310", "ca 1 250"],
        ["Särskilt boende", "-3 450", "-3 600", "-3 700"],
        ["Summa", "-4 650", "-4 910", "-4 850"],
    ]
    assert findings(*rows) == []
