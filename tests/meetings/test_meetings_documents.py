"""The row of a document, as far as its own masthead and title page tell it."""

import datetime

from tests.meetings.drawing import LEFT, Sheet, layout

from kommuntal.extract.documents import document_row
from kommuntal.read.model import Reading
from kommuntal.schema import Document
from kommuntal.schema.enums import DocumentKind


def row(*sheets: Sheet) -> Document:
    drawn = layout(sheets)
    return document_row(drawn, Reading(drawn.document_id, "ok", page_count=len(sheets), pages=drawn.pages), "x.pdf")


def test_a_title_page_names_the_body_in_plain_type() -> None:
    cover = Sheet().text("Verksamhetsplan 2026", size=26, bold=True, down=250).text("Tekniska nämnden", down=40)
    inside = Sheet().text("Inledning", size=16, bold=True).text("Nämnden ansvarar för gator, parker och vatten.")
    found = row(cover.text("Granviks kommun", down=24), inside)
    assert (found.kind, found.organisation) == (DocumentKind.PLAN, "Tekniska nämnden")


def test_the_months_may_stand_below_the_title() -> None:
    cover = Sheet().text("Delårsrapport 2 2025", size=26, bold=True, down=250).text("Socialnämnden", down=40)
    found = row(cover.text("Perioden januari–augusti", down=24))
    assert (found.period_start, found.period_end) == (datetime.date(2025, 1, 1), datetime.date(2025, 8, 31))


def test_a_tertial_report_counts_from_the_turn_of_the_year() -> None:
    found = row(Sheet().text("Tertialrapport 2 2025", size=20, bold=True).text("Socialnämnden", down=30))
    assert (found.period_start, found.period_end) == (datetime.date(2025, 1, 1), datetime.date(2025, 8, 31))


def test_who_meets_is_whom_a_kallelse_is_about() -> None:
    s = Sheet().text("GRANVIKS KOMMUN").text("Kallelse", size=18, bold=True, down=30)
    s.line((LEFT, "Nämnd"), (200, "Socialnämnden"), down=24).line((LEFT, "Datum"), (200, "2025-10-15"))
    assert row(s.text("Ärenden", bold=True, down=30)).organisation == "Socialnämnden"


def test_the_case_number_in_the_columns_of_a_masthead() -> None:
    s = Sheet().line((LEFT, "Handläggare"), (250, "Datum"), (400, "Diarienummer"), size=9)
    s.line((LEFT, "Namn Namnsson"), (250, "2025-10-03"), (400, "KS 2025/0318"), size=9)
    s.text("Tjänsteskrivelse", down=40).text("Ny taxa för bryggor", size=16, bold=True, down=24)
    found = row(s.text("Förslag till beslut", bold=True, down=24).text("Taxan antas."))
    assert found.case_number == "KS 2025/0318"
