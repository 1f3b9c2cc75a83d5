"""Delegated decisions and messages: rows of tables and items of lists that are reported and not decided."""

import datetime

import pytest
from tests.meetings.drawing import LEFT, Sheet, context, layout

from kommuntal.extract.meeting import extract_meeting
from kommuntal.extract.notices import extract_notices, kind_of, read_table
from kommuntal.extract.papers import extract_papers
from kommuntal.layout.model import Cell, Table
from kommuntal.read.model import Box
from kommuntal.schema import Notice, Records
from kommuntal.schema.enums import DocumentKind, NoticeKind


def table(*grid: list[str], title: str | None = None, continues: int | None = None, header: int = 1) -> Table:
    cells = tuple(
        Cell(r, c, text, Box(100.0 * c, 20.0 * r, 100.0 * c + 90, 20.0 * r + 12))
        for r, row in enumerate(grid)
        for c, text in enumerate(row)
    )
    whole = Box(0, 0, 400, 20.0 * len(grid))
    return Table(1, whole, len(grid), len(grid[0]), cells, header_rows=header, title=title, continues=continues)


def notices(*sheets: Sheet) -> list[Notice]:
    drawn, out = layout(sheets), Records()
    given = context(DocumentKind.MINUTES, out)
    for module in (extract_meeting, extract_papers):
        out.extend(module(drawn, given))
    return extract_notices(drawn, given).notices


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Meddelanden", NoticeKind.MESSAGE),
        ("Redovisning av delegationsbeslut", NoticeKind.DELEGATED_DECISION),
        ("Delegationsbeslut 2025-08-01–2025-08-31", NoticeKind.DELEGATED_DECISION),
        ("Ändring av delegationsordning", None),
        ("Meddelande om nya öppettider", None),
        (None, None),
    ],
)
def test_what_a_title_says_is_listed(title: str | None, kind: NoticeKind | None) -> None:
    assert kind_of(title) == kind


def test_a_table_with_a_delegate_holds_delegated_decisions_on_the_next_page_too() -> None:
    head = ["Datum", "Beslut", "Diarienummer", "Punkt", "Delegat"]
    row = ["2025-08-04", "Grävtillstånd Storgatan 4", "TN 2025/0391", "T 4.1", "Gatuchef"]
    first, second = table(head, row), table(row, continues=0, header=0)
    for entry in (*read_table(first, [first, second], None), *read_table(second, [first, second], None)):
        assert entry.kind == NoticeKind.DELEGATED_DECISION
        assert entry.said == {
            "date": "2025-08-04",
            "text": "Grävtillstånd Storgatan 4",
            "case": "TN 2025/0391",
            "authority": "T 4.1",
            "delegate": "Gatuchef",
        }


def test_a_row_of_one_cell_names_the_delegate_of_those_below_it() -> None:
    listed = table(["Delegat", "Beslutsdatum"], ["Skolchef", ""], ["Skolskjuts, Norrsund", "2025-08-04"])
    (entry,) = read_table(listed, [listed], None)
    assert (entry.said["text"], entry.said["delegate"]) == ("Skolskjuts, Norrsund", "Skolchef")


def test_other_tables_hold_no_notices() -> None:
    listed = table(["Datum", "Ärende"], ["2025-08-04", "Taxa"])
    assert not list(read_table(listed, [listed], "Sammanträdestider"))
    assert [e.kind for e in read_table(listed, [listed], "Meddelanden")] == [NoticeKind.MESSAGE]


def test_the_items_of_a_list_under_its_title_but_not_those_of_other_headings() -> None:
    s = Sheet().text("Kommunstyrelsen", size=16).text("§ 4 Meddelanden", size=13, bold=True, down=40)
    s.text("Beslut", bold=True, down=24).text("Kommunstyrelsen lägger meddelandena till handlingarna.")
    s.text("Sammanfattning", bold=True, down=24)
    s.line((LEFT, "1."), (LEFT + 20, "Länsstyrelsen, beslut om bidrag den 3 mars 2025, dnr KS 2025/31"), down=18)
    s.line((LEFT, "2."), (LEFT + 20, "Protokoll från Granviksbostäder AB"), down=18)
    s.text("Beslutet skickas till", bold=True, down=24)
    s.line((LEFT, "1."), (LEFT + 20, "Ekonomiavdelningen"), down=18).line((LEFT, "2."), (LEFT + 20, "Arkivet"), down=18)
    found = notices(s)
    assert [(n.kind, n.case_number, n.date) for n in found] == [
        (NoticeKind.MESSAGE, "KS 2025/31", datetime.date(2025, 3, 3)),
        (NoticeKind.MESSAGE, None, None),
    ]
    assert found[1].text == "Protokoll från Granviksbostäder AB"
