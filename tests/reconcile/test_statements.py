"""The statements that every report has: what adds up in them is found without being told which row is made of which."""

import pytest
from tests.reconcile.printed_tables import records, table

from kommuntal.reconcile import sums
from kommuntal.schema import Finding

CASH_FLOW = [
    ["Kassaflödesanalys, mnkr", "2024-12-31", "2025-08-31"],
    ["DEN LÖPANDE VERKSAMHETEN", "", ""],
    ["Årets resultat", "81,4", "64,2"],
    ["Ej likviditetspåverkande poster", "141,3", "96,8"],
    ["Förändring av kortfristiga skulder", "33,0", "-41,5"],
    ["Kassaflöde från den löpande verksamheten", "255,7", "119,5"],
    ["INVESTERINGSVERKSAMHETEN", "", ""],
    ["Investering i anläggningstillgångar", "-310,5", "-188,7"],
    ["Försäljning av anläggningstillgångar", "4,2", "1,1"],
    ["Kassaflöde från investeringsverksamheten", "-306,3", "-187,6"],
    ["FINANSIERINGSVERKSAMHETEN", "", ""],
    ["Nyupptagna lån", "100,0", "75,0"],
    ["Amortering", "-20,0", "-15,0"],
    ["Kassaflöde från finansieringsverksamheten", "80,0", "60,0"],
    ["Årets kassaflöde", "29,4", "-8,1"],
    ["Likvida medel vid årets början", "71,6", "101,0"],
    ["Likvida medel vid årets slut", "101,0", "92,9"],
]
PROVISIONS = [
    ["Avsättningar, mnkr", "2024", "2025"],
    ["Ingående balans", "601,2", "611,6"],
    ["Årets avsättning", "31,4", "22,7"],
    ["Utbetalt under året", "-21,0", "-15,9"],
    ["Utgående balans", "611,6", "618,4"],
]
LIABILITIES = [
    ["mnkr", "2024-12-31", "2025-08-31"],
    ["Eget kapital", "2 390,0", "2 421,5"],
    ["Avsättningar", "611,6", "618,4"],
    ["Skulder", "2 010,0", "2 073,0"],
    ["Eget kapital, avsättningar och skulder", "5 011,6", "5 112,9"],
]
COSTS_WITHOUT_A_MINUS = [
    ["Resultaträkning, mkr", "Utfall 2024", "Budget 2025", "Prognos 2025"],
    ["Verksamhetens intäkter", "415", "430", "432"],
    ["Verksamhetens kostnader", "2 232", "2 310", "2 333"],
    ["Avskrivningar", "138", "140", "141"],
    ["Verksamhetens nettokostnad", "1 955", "2 020", "2 042"],
    ["Skatteintäkter", "1 729", "1 801", "1 799"],
    ["Generella statsbidrag", "320", "318", "322"],
    ["Årets resultat", "94", "99", "79"],
]
NET_FINANCE = [
    ["Resultaträkning, mkr", "Utfall 2024", "Prognos 2025"],
    ["Verksamhetens nettokostnader", "-693,6", "-1 062,7"],
    ["Skatteintäkter", "548,9", "823,1"],
    ["Generella statsbidrag", "186,2", "279,6"],
    ["Finansnetto", "-9,4", "-14,6"],
    ["Årets resultat", "32,1", "25,4"],
]
ONE_ROW_A_SECTION = [
    ["Verksamhet, tkr", "Utfall 2025"],
    ["Kansliet", ""],
    ["Intäkter", "612"],
    ["Personalkostnader", "-666"],
    ["Lokalkostnader", "-9"],
    ["Resultat", "-63"],
    ["Revisionen", ""],
    ["Personalkostnader", "-9 551"],
    ["Resultat", "-9 551"],
    ["Totalt", "-9 614"],
]
LOANS = [
    ["Låneskuld, mnkr", "Ingående", "Nya lån", "Amortering", "Utgående"],
    ["Kommunen", "400,0", "75,0", "-15,0", "460,0"],
    ["Granviksbostäder AB", "810,5", "20,0", "-31,2", "799,3"],
    ["Energibolaget", "122,4", "6,2", "-8,1", "120,5"],
    ["Koncernen", "1 332,9", "101,2", "-54,3", "1 379,8"],
]
STATEMENTS = [CASH_FLOW, PROVISIONS, LIABILITIES, COSTS_WITHOUT_A_MINUS, NET_FINANCE, ONE_ROW_A_SECTION, LOANS]


def findings(rows: list[list[str]]) -> list[Finding]:
    return sums.check(records(table(rows))).findings


@pytest.mark.parametrize("rows", STATEMENTS, ids=lambda rows: rows[0][0])
def test_statements_as_they_are_print_no_fault(rows: list[list[str]]) -> None:
    assert findings(rows) == []


@pytest.mark.parametrize(
    ("rows", "row", "column", "text"),
    [
        pytest.param(CASH_FLOW, 5, 1, "225,7", id="a cash flow"),
        pytest.param(CASH_FLOW, 8, 2, "7,1", id="what a cash flow is made of"),
        pytest.param(CASH_FLOW, 14, 1, "26,4", id="the year's cash flow"),
        pytest.param(CASH_FLOW, 16, 2, "29,9", id="the end of the year"),
        pytest.param(PROVISIONS, 2, 2, "27,2", id="the year's part of what goes out"),
        pytest.param(PROVISIONS, 4, 1, "661,6", id="what goes out"),
        pytest.param(LIABILITIES, 2, 1, "616,1", id="one side of the balance sheet"),
        pytest.param(COSTS_WITHOUT_A_MINUS, 2, 3, "2 533", id="costs less income"),
        pytest.param(COSTS_WITHOUT_A_MINUS, 5, 2, "1 081", id="income less costs"),
        pytest.param(NET_FINANCE, 4, 2, "-41,6", id="a net that is a row like others"),
        pytest.param(ONE_ROW_A_SECTION, 9, 1, "-9 641", id="a section of one row"),
        pytest.param(LOANS, 2, 4, "779,3", id="columns"),
    ],
)
def test_a_wrong_number_in_a_statement_is_told(rows: list[list[str]], row: int, column: int, text: str) -> None:
    changed = [list(line) for line in rows]
    changed[row][column] = text
    found = findings(changed)
    assert any(text in f"{f.left_quote} {f.right_quote}" for f in found)


@pytest.mark.parametrize(("net", "told"), [("-106 384", 0), ("-106 348", 1), ("-106 427", 0)])
def test_a_lone_net_is_told_where_it_looks_like_a_slip(net: str, told: int) -> None:
    """What goes into a net of one column nothing else shows; digits in each other's places do."""
    found = findings([["tkr", "Utfall 2025"], ["Intäkter", "61 204"], ["Kostnader", "-167 588"], ["Resultat", net]])
    assert [f.left_quote for f in found] == [net] * told
