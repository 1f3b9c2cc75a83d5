"""Rows of tables and cells: the unit declared, the kind, and the number in each cell."""

from decimal import Decimal

import pytest
from msgspec.structs import replace
from tests.extract.laid_out import context, layout, section, table, text

from kommuntal.extract.tables import cell_amount, cell_rows, table_unit
from kommuntal.layout.model import Table
from kommuntal.schema.enums import TableKind

PLAIN = [["", "Utfall", "Budget"], ["Hemtjänst", "1 250", "1 300"]]


def kind(laid: Table) -> TableKind:
    return context(layout(tables=[laid])).tables[0].kind


@pytest.mark.parametrize(
    ("laid", "expected"),
    [
        (table([["Belopp i mnkr", "Utfall"], ["Intäkter", "1"]]), "mnkr"),
        (table(PLAIN, title="Driftredovisning (tkr)"), "tkr"),
        (table([["Belopp i tkr", "", ""], *PLAIN], header_rows=2, spans={(0, 0): 3}), "tkr"),
        (table([["", "Utfall (tkr)", "Andel (%)"], ["Hemtjänst", "1 250", "3"]]), None),
        (table([["Tjänster", "Utfall"], ["Hemtjänst", "1 250"]]), None),
    ],
)
def test_the_unit_of_a_table_is_what_it_declares_for_all_of_itself(laid: Table, expected: str | None) -> None:
    unit = table_unit(layout(tables=[laid]), laid)
    assert (unit.text if unit else None) == expected


def test_a_line_right_above_the_table_speaks_of_it_and_prose_does_not() -> None:
    laid = table(PLAIN, top=400)
    near = text("Belopp i tkr", top=380, size=9)
    prose = text(
        "Nämnden har under perioden haft kostnader på sammanlagt 12 mkr för hyror och annat (mkr). " * 3, top=380
    )
    far = text("Belopp i tkr", top=200)
    assert [table_unit(layout(p, tables=[laid]), laid) is not None for p in (near, prose, far)] == [True, False, False]


@pytest.mark.parametrize(
    ("rows", "title", "expected"),
    [
        (
            [["mkr", "Utfall"], ["Verksamhetens intäkter", "1"], ["Avskrivningar", "2"]],
            "Resultaträkning",
            TableKind.INCOME_STATEMENT,
        ),
        (
            [["tkr", "Utfall", "Budget", "Avvikelse"], ["Socialnämnden", "1", "2", "3"]],
            "Driftredovisning",
            TableKind.OPERATING_STATEMENT,
        ),
        ([["tkr", "Utfall"], ["Summa investeringar", "1"]], "Investeringsredovisning", TableKind.INVESTMENT),
        ([["", "2024"], ["Antal årsarbetare", "750"]], "Personal", TableKind.STAFF),
        ([["Nyckeltal", "2024"], ["Sjukfrånvaro", "7 %"]], None, TableKind.KPI),
        (
            [["Summa tillgångar", "1"], ["Eget kapital", "2"], ["Skulder", "1"]],
            "Balansräkning",
            TableKind.BALANCE_SHEET,
        ),
        ([["Delegat", "Beslutsdatum"], ["Avdelningschef", "2025-09-24"]], None, TableKind.LIST),
        ([["Fråga", "Svar"], ["Hur många?", "Tre"]], None, TableKind.OTHER),
    ],
)
def test_kinds_of_tables(rows: list[list[str]], title: str | None, expected: TableKind) -> None:
    assert kind(table(rows, title=title)) is expected


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("1 234,5", "1234.5"),
        ("- 6 279", "-6279"),
        ("−3,7", "-3.7"),
        ("8,20%", "8.20"),
        ("-400*", "-400"),
        ("12 1)", "12"),
        ("ung 116 000", "116000"),
        ("18 mkr", "18"),
        ("", None),
        ("-", None),
        ("Stängt", None),
        ("2025-09-24", None),
        ("2025/1124", None),
        ("95 (96,5)", None),
        ("415 354 999 999 0", None),
        ("0920-45 30 00", None),
    ],
)
def test_the_number_in_a_cell(printed: str, value: str | None) -> None:
    amount = cell_amount(printed)
    assert (amount.value if amount else None) == (Decimal(value) if value else None)


def test_empty_cells_are_rows_and_headers_hold_no_numbers() -> None:
    laid = table([["Nyckeltal", "2025"], ["Simhallen", ""], ["Badhuset", "18 st"]])
    cells = cell_rows(laid, context(layout(tables=[laid])).tables[0])
    assert [(c.text, c.value, c.value_unit) for c in cells if c.column == 1] == [
        ("2025", None, None),
        ("", None, None),
        ("18 st", Decimal(18), "st"),
    ]


def test_a_part_on_the_next_page_is_tied_to_the_first_and_shares_what_it_says() -> None:
    first = table([["Investeringsredovisning, mkr", "Utfall"], ["Ny förskola", "1"]], title="Investeringar")
    second = table([["Badhuset", "2"]], header_rows=0, continues=0)
    rows = context(layout(tables=[first, second])).tables
    assert rows[1].continues == rows[0].table_id
    assert (rows[1].title, rows[1].unit, rows[1].kind) == ("Investeringar", "mkr", TableKind.INVESTMENT)


@pytest.mark.parametrize(
    ("line", "title"),
    [("Belopp i tkr", "Investeringar"), ("(mnkr)", "Investeringar"), ("Nettokostnad, tkr", "Nettokostnad, tkr")],
)
def test_a_line_that_only_declares_the_unit_is_no_title(line: str, title: str) -> None:
    laid = layout(tables=[table(PLAIN, title=line, section=0)], sections=[section("Investeringar")])
    (made,) = context(laid).tables
    assert (made.title, made.unit) == (title, "mnkr" if "mnkr" in line else "tkr")


def test_a_cell_with_two_readings_has_its_text_and_no_value() -> None:
    laid = table(PLAIN)
    doubtful = tuple(replace(c, confidence=0.4) if c.text == "1 250" else c for c in laid.cells)
    laid = replace(laid, cells=doubtful)
    made = context(layout(tables=[laid]))
    values = {c.text: c.value for c in cell_rows(laid, made.tables[0])}
    assert values["1 250"] is None
    assert values["1 300"] == Decimal(1300)
