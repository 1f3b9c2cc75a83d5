"""Tables as reports print them, in which nothing is wrong though not every total is the sum of what stands over it."""

import pytest
from tests.reconcile.printed_tables import records, table

from kommuntal.reconcile import sums


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            [
                ["Nyckeltal", "2023", "2024", "2025"],
                ["Sjukfrånvaro kvinnor", "8,9 %", "9,0 %", "8,4 %"],
                ["Sjukfrånvaro män", "5,3 %", "5,9 %", "5,8 %"],
                ["Sjukfrånvaro totalt", "8,0 %", "8,2 %", "7,7 %"],
            ],
            id="percentages of different wholes do not add up",
        ),
        pytest.param(
            [
                ["Medarbetarindex", "2023", "2024", "2025"],
                ["Kvinnor", "78", "80", "81"],
                ["Män", "75", "77", "76"],
                ["Totalt", "77", "79", "80"],
            ],
            id="averages called totals",
        ),
        pytest.param(
            [
                ["Läsåret 2024/25", "Elever", "Lärare", "Elever per lärare"],
                ["Norra skolan", "312", "26", "12"],
                ["Södra skolan", "245", "19", "13"],
                ["Västra skolan", "431", "43", "10"],
                ["Totalt", "988", "88", "11"],
            ],
            id="a rate beside the counts",
        ),
        pytest.param(
            [
                ["Antal", "Kvinnor", "Män", "Alla"],
                ["Norra", "842", "431", "1273"],
                ["Södra", "696", "607", "1303"],
                ["Totalt", "1,538", "1,038", "2576"],
            ],
            id="thousands as another language prints them",
        ),
        pytest.param(
            [
                ["Belopp i tkr", "Utfall 2024", "Budget 2025", "Prognos 2025"],
                ["Personalkostnader", "-4 120", "-4 300", "-4 350"],
                ["varav timavlönade", "-310", "-250", "-400"],
                ["Övriga kostnader", "-1 505", "-1 400", "-1 450"],
                ["Summa kostnader", "-5 625", "-5 700", "-5 800"],
            ],
            id="of-which rows are no part of the sum",
        ),
        pytest.param(
            [
                ["De största projekten, tkr", "Budget 2025", "Prognos 2025"],
                ["Ny förskola", "40 000", "38 500"],
                ["Ombyggd idrottshall", "12 500", "14 000"],
                ["Totala investeringar", "151 300", "139 750"],
            ],
            id="a total of more than what is listed",
        ),
        pytest.param(
            [
                ["Resultaträkning, mkr", "Utfall 2024", "Budget 2025", "Prognos 2025"],
                ["Verksamhetens intäkter", "415", "430", "432"],
                ["Verksamhetens kostnader", "-2 232", "-2 310", "-2 333"],
                ["Avskrivningar", "-138", "-140", "-141"],
                ["Verksamhetens nettokostnad", "-1 955", "-2 020", "-2 042"],
                ["Skatteintäkter", "1 729", "1 801", "1 799"],
                ["Generella statsbidrag", "320", "318", "322"],
                ["Verksamhetens resultat", "93", "99", "79"],
                ["Finansiella intäkter", "7", "6", "9"],
                ["Finansiella kostnader", "-19", "-21", "-20"],
                ["Resultat efter finansiella poster", "81", "84", "68"],
                ["Extraordinära poster", "", "", ""],
                ["Årets resultat", "81", "84", "68"],
            ],
            id="an income statement, a unit off by rounding",
        ),
        pytest.param(
            [
                ["Balansräkning, mkr", "2024-12-31", "2025-04-30"],
                ["TILLGÅNGAR", "", ""],
                ["Mark och byggnader", "4 210,4", "4 288,0"],
                ["Maskiner och inventarier", "310,2", "305,9"],
                ["Summa anläggningstillgångar", "4 520,6", "4 593,9"],
                ["Fordringar", "402,1", "377,7"],
                ["Kassa och bank", "88,9", "141,3"],
                ["Summa omsättningstillgångar", "491,0", "519,0"],
                ["SUMMA TILLGÅNGAR", "5 011,6", "5 112,9"],
                ["EGET KAPITAL OCH SKULDER", "", ""],
                ["Eget kapital", "2 390,0", "2 421,5"],
                ["Avsättningar", "611,6", "618,4"],
                ["Skulder", "2 010,0", "2 073,0"],
                ["SUMMA EGET KAPITAL OCH SKULDER", "5 011,6", "5 112,9"],
            ],
            id="a balance sheet",
        ),
        pytest.param(
            [
                ["tkr", "Utfall 2024", "Budget 2025"],
                ["Intäkter", "1 250", "1 300"],
                ["Kostnader", "6 840", "7 010"],
                ["Nettokostnad", "5 590", "5 710"],
            ],
            id="costs printed without a minus",
        ),
        pytest.param(
            [
                ["Antal", "Jan", "Feb", "Mars", "Totalt"],
                ["Ärenden", "12", "15", "9", "36"],
                ["Beslut", "10", "-", "8", "18"],
                ["Överklagade", "1", "0", "2", "3"],
            ],
            id="dashes are noughts",
        ),
    ],
)
def test_tables_as_they_are_print_no_fault(rows: list[list[str]]) -> None:
    assert sums.check(records(table(rows))).findings == []
