"""What looks like a fact of a paper and is none."""

import datetime

import pytest
from tests.meetings.drawing import LEFT, Sheet, context, layout

from kommuntal.extract.agenda import extract_agenda
from kommuntal.extract.decisions import extract_decisions
from kommuntal.extract.meeting import extract_meeting
from kommuntal.extract.papers import extract_papers
from kommuntal.layout import lay_out
from kommuntal.read.model import Reading
from kommuntal.schema import Records
from kommuntal.schema.enums import DocumentKind
from kommuntal.swedish.case_numbers import find_case_numbers

TEMPLATE = "2014-01-27 Kommunstyrelsens arbets- och personalutskott mall 3"


def read(*sheets: Sheet) -> Records:
    drawn, records = layout(sheets), Records()
    given = context(DocumentKind.AGENDA, records)
    for module in (extract_meeting, extract_agenda, extract_papers, extract_decisions):
        records.extend(module(drawn, given))
    return records


def letter(title: str, case: str, *, template: float | None = None) -> Sheet:
    s = Sheet().line((LEFT, "GRANVIKS KOMMUN"), (250, "Tjänsteskrivelse"), (480, "1(1)"), size=10)
    if template is not None:
        s.line((template, TEMPLATE), (420, "2014-01-27"), size=6)
    s.line((LEFT, "Datum"), (400, "Diarienummer"), size=9).line((LEFT, "2025-02-20"), (400, case), size=9)
    s.text(title, size=16, bold=True, down=40).text("Förslag till beslut", bold=True, size=13, down=24)
    s.text("Socialnämnden antar planen.").text("Sammanfattning", bold=True, size=13, down=24)
    return s.text("Planen gäller i fyra år och följs upp varje höst. " * 6)


@pytest.mark.parametrize("x", [LEFT, 250])
def test_the_words_of_a_template_give_neither_date_nor_body(x: float) -> None:
    first = Sheet().text("Socialnämnden", size=18).text("Föredragningslista", bold=True)
    for n, title in enumerate(("Lokalplan", "Taxa", "Skola"), 1):
        first.line((LEFT, str(n)), (100, title), down=24)
    papers = [letter(t, f"SN 2025/1{n}", template=x) for n, t in enumerate(("Lokalplan", "Taxa", "Skola"))]
    records = read(first, *papers)
    assert {p.document_date for p in records.papers} == {datetime.date(2025, 2, 20)}
    assert {d.body for d in records.decisions} == {"Socialnämnden"}
    assert [p.case_number for p in records.papers] == ["SN 2025/10", "SN 2025/11", "SN 2025/12"]


def test_a_template_at_the_foot_gives_nothing_either() -> None:
    sheets = [letter(f"Plan {n}", f"SN 2025/1{n}").foot(LEFT, TEMPLATE, size=7) for n in range(3)]
    records = read(Sheet().text("Socialnämnden", size=18), *sheets)
    assert {p.document_date for p in records.papers} == {datetime.date(2025, 2, 20)}
    assert {d.text for d in records.decisions} == {"Socialnämnden antar planen."}


@pytest.mark.parametrize(
    "text",
    [
        "Org.nr 212000-1234",
        "Telefon 0123-45 67 89",
        "Tel 08-123 45 67, 070-123 45 67",
        "Bankgiro 123-4567",
        "Plusgiro 12 34 56-7",
        "Postadress 123 45 Granvik",
        "Kl. 08.15/09.30",
        "ISBN 978-91-7000-123-4",
        "Sida 12/24",
    ],
)
def test_numbers_of_other_things_are_no_case_numbers(text: str) -> None:
    assert not find_case_numbers(text)


def test_a_stamp_of_the_bundle_in_a_table_is_no_cell_of_it() -> None:
    sheets = []
    for n in range(1, 5):
        s = letter(f"Plan {n}", f"SN 2025/1{n}")
        s.y = 700
        for row in (("Mått", "Mål", "Utfall"), ("Elever", "10", "12"), ("Lärare", "5", "4"), ("Klasser", "2", "3")):
            s.line(*zip((LEFT, 250, 400), row, strict=True), down=18)
        sheets.append(s.foot(510, f"{140 + n}"))
    pages = tuple(sheet.page(n) for n, sheet in enumerate(sheets, 1))
    drawn = lay_out(Reading("a" * 64, "ok", page_count=len(pages), pages=pages))
    texts = {cell.text for table in drawn.tables for cell in table.cells}
    assert not texts & {"141", "142", "143", "144"}
    assert {f.number for f in drawn.furniture if f.kind in ("stamp", "page_number")} >= {141, 142, 143, 144}
