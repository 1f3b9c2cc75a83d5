"""The document's own row: kind, title, whose, for when, from the first pages of invented documents."""

from datetime import date

import pytest
from tests.extract.laid_out import header, heading, layout, reading, section, text

from kommuntal.extract import extract
from kommuntal.extract.documents import document_row
from kommuntal.extract.ids import Ids
from kommuntal.extract.sections import section_rows
from kommuntal.layout.model import Layout
from kommuntal.read.model import FailedPage, Reading
from kommuntal.schema import Document
from kommuntal.schema.enums import DocumentKind, DocumentStatus


def row(laid: Layout) -> Document:
    return document_row(laid, reading(), "fil.pdf")


def test_an_interim_report_of_a_committee() -> None:
    found = row(
        layout(
            heading("Delårsrapport mars 2026", size=28),
            heading("Barn- och utbildningsnämnden", top=340, size=17),
            text("Granviks kommun har 31 000 invånare.", page=2),
        )
    )
    assert found.kind is DocumentKind.INTERIM_REPORT
    assert found.title == "Delårsrapport mars 2026"
    assert found.organisation == "Barn- och utbildningsnämnden"
    assert (found.period_start, found.period_end) == (date(2026, 1, 1), date(2026, 3, 31))
    assert found.municipality == "Granviks kommun"
    assert (found.meeting_date, found.case_number) == (None, None)
    assert found.confidence == 1


def test_a_report_that_names_no_body_but_the_municipality_is_the_municipalitys() -> None:
    found = row(
        layout(
            heading("Delårsrapport 1", size=38),
            heading("Januari–april 2025", top=350, size=22),
            heading("Granviks kommun", top=400, size=16),
            text("Socialnämnden redovisar ett underskott.", page=2),
            furniture=header("Delårsrapport 1, januari–april 2025", 2, 3, 4),
        )
    )
    assert (found.organisation, found.title) == ("Granviks kommun", "Delårsrapport 1")
    assert (found.period_start, found.period_end) == (date(2025, 1, 1), date(2025, 4, 30))


def test_a_short_sentence_that_begins_with_a_body_says_not_whose_the_report_is() -> None:
    found = row(
        layout(
            text("Granviks kommun", top=60),
            heading("Delårsbokslut 31 augusti 2025", top=80),
            text("Tekniska nämnden väntas lämna ett överskott.", top=120),
        )
    )
    assert found.organisation == "Granviks kommun"


def test_the_year_in_the_title_of_a_part_of_a_year_is_not_what_it_covers() -> None:
    found = row(
        layout(
            heading("Delårsbokslut 2025"),
            text("Tekniska nämnden, januari–juni 2025", top=340),
            text(
                "Verksamheten har följt planen under våren, och inget annat finns att säga om den i detta korta stycke."
            ),
        )
    )
    assert (found.period_start, found.period_end) == (date(2025, 1, 1), date(2025, 6, 30))
    unsaid = row(layout(heading("Delårsrapport 2025"), heading("Tekniska nämnden", top=340)))
    assert (unsaid.period_start, unsaid.period_end) == (None, None)


@pytest.mark.parametrize("title", ["Halvårsrapport juni 2026", "Uppföljning per 30 juni 2026"])
def test_reports_of_part_of_a_year_count_from_its_turn(title: str) -> None:
    found = row(layout(heading(title), heading("Tekniska nämnden", top=340)))
    assert found.kind is DocumentKind.INTERIM_REPORT
    assert (found.period_start, found.period_end) == (date(2026, 1, 1), date(2026, 6, 30))


def test_a_cover_may_name_the_period_in_a_smaller_line_and_its_own_day_in_another() -> None:
    found = row(
        layout(
            heading("Delårsrapport", size=42),
            text("augusti 2025", top=360, size=30),
            text("2025-09-18", top=420),
        )
    )
    assert (found.period_start, found.period_end) == (date(2025, 1, 1), date(2025, 8, 31))


def test_a_body_that_a_cover_sets_larger_than_the_municipality_is_whose_it_is() -> None:
    lines = [heading("Delårsrapport mars 2026", size=26), heading("Granviks kommun", top=380, size=11)]
    assert row(layout(*lines, heading("Äldrenämnden", top=340, size=16))).organisation == "Äldrenämnden"
    assert row(layout(*lines, text("Äldrenämnden", top=420, size=9))).organisation == "Granviks kommun"


@pytest.mark.parametrize("mark", [", ", " – "])
def test_a_line_of_the_municipality_and_a_body_names_the_body(mark: str) -> None:
    found = row(
        layout(
            text(f"Granviks kommun{mark}Tekniska nämnden", top=60),
            heading("Investeringsuppföljning januari–augusti 2025", top=80),
        )
    )
    assert (found.organisation, found.municipality) == ("Tekniska nämnden", "Granviks kommun")
    assert found.kind is DocumentKind.INTERIM_REPORT


def test_a_label_says_whose_it_is_and_a_closing_day_is_counted_from_the_turn_of_the_year() -> None:
    found = row(
        layout(
            heading("Årsbokslut", size=34),
            text("Status: Klar Rapportperiod: 2025-12-31 Organisation: Kultur- och fritidsnämnden", page=2),
        )
    )
    assert found.kind is DocumentKind.ANNUAL_REPORT
    assert found.organisation == "Kultur- och fritidsnämnden"
    assert (found.period_start, found.period_end) == (date(2025, 1, 1), date(2025, 12, 31))


def test_the_year_before_a_title_is_part_of_it_and_a_heading_number_is_not() -> None:
    assert row(layout(heading("2025 Årsbokslut"))).title == "2025 Årsbokslut"
    assert row(layout(heading("1 Socialnämndens verksamhetsplan"))).title == "Socialnämndens verksamhetsplan"


def test_an_agenda_is_called_by_its_masthead_and_dated_by_its_meeting() -> None:
    found = row(
        layout(
            heading("SOCIALNÄMNDEN", top=141, size=16),
            text("Tid torsdag 23 oktober 2025 kl. 08:15", top=171),
            text("Månadsrapport september 2025 2025/1185", top=300),
            furniture=[
                *header("KALLELSE", 1),
                *header("Utskicksdatum 2025-10-15", 1),
                *header("GRANVIKS KOMMUN", 1, 2),
            ],
        )
    )
    assert found.kind is DocumentKind.AGENDA
    assert (found.title, found.organisation) == ("Kallelse", "Socialnämnden")
    assert found.meeting_date == date(2025, 10, 23)
    assert (found.period_start, found.case_number) == (None, None)


def test_an_official_letter_has_its_own_case_number_and_is_not_its_addressees() -> None:
    found = row(
        layout(
            text("Kommunstyrelsens arbetsutskott", top=170),
            heading("Årsbokslut Solbackens skolor 2024", top=252),
            *[text(f"Solbackens skolor har under året, se KS 2023/11, punkt {n}.", top=300 + 20 * n) for n in range(6)],
            furniture=[*header("Tjänsteskrivelse", 1), *header("Dnr KS 2024/457", 1), *header("Granviks kommun", 1, 2)],
        )
    )
    assert found.kind is DocumentKind.CASE_DOCUMENT
    assert found.case_number == "KS 2024/457"
    assert found.organisation == "Solbackens skolor"
    assert (found.period_start, found.period_end) == (date(2024, 1, 1), date(2024, 12, 31))


def test_an_auditors_report_is_about_the_municipality_in_its_title() -> None:
    found = row(
        layout(
            text("Kommunfullmäktige", top=53),
            heading("Revisionsberättelse avseende Granviks kommuns verksamhet under 2023", top=200),
            text("Den överlämnas till kommunfullmäktiges sammanträde den 25 april 2024 för beslut.", top=500),
            text("Granvik den 9 april 2024", top=629),
        )
    )
    assert (found.kind, found.organisation) == (DocumentKind.AUDIT, "Granviks kommun")
    assert found.meeting_date == date(2024, 4, 25)


def test_nothing_is_made_up_for_a_scan() -> None:
    found = row(layout())
    assert (found.kind, found.title, found.organisation, found.municipality) == (None, None, None, None)
    assert found.confidence < 1


@pytest.mark.parametrize("status", ["partial", "failed"])
def test_how_the_reading_went_is_told(status: str) -> None:
    read = Reading("c" * 64, status, "page 2 took too long", page_count=3, failed=(FailedPage(2, "time"),))  # type: ignore[arg-type]
    found = document_row(layout(), read, "fil.pdf")
    assert (found.status, found.status_reason) == (DocumentStatus(status), "page 2 took too long")
    assert (found.pages, found.failed_pages) == (3, "2")


def test_sections_take_their_body_from_their_heading_or_the_one_above() -> None:
    laid = layout(
        sections=[
            section("8 Nämndernas måluppfyllelse"),
            section("8.1 Socialnämnden", level=2, parent=0),
            section("Händelser", level=3, parent=1),
            section("Socialnämndens förslag till ny organisation för hemtjänsten", level=2, parent=0),
        ]
    )
    rows = section_rows(laid, Ids(laid.document_id))
    assert [r.organisation for r in rows] == [None, "Socialnämnden", "Socialnämnden", None]
    assert [r.parent_id for r in rows] == [None, rows[0].section_id, rows[1].section_id, rows[0].section_id]


def test_extract_gives_one_document_whatever_is_in_it() -> None:
    for laid in (layout(pages=0), layout(heading("Delårsrapport april 2025"), sections=[section("Ekonomi")])):
        records = extract(laid, reading(), "fil.pdf")
        assert [d.document_id for d in records.documents] == [laid.document_id]
        assert len(records.sections) == len(laid.sections)
