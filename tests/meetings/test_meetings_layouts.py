"""Lists and mastheads as they are set elsewhere: numbers without a space, numbers under numbers, narrow columns."""

import pytest
from tests.meetings.drawing import LEFT, Sheet, context, layout

from kommuntal.extract.agenda import Item, extract_agenda, read_agenda
from kommuntal.extract.bodies import own_part
from kommuntal.extract.contents import extract_contents
from kommuntal.extract.decisions import extract_decisions
from kommuntal.extract.documents import document_row
from kommuntal.extract.mastheads import read_mastheads
from kommuntal.extract.meeting import extract_meeting
from kommuntal.extract.papers import extract_papers
from kommuntal.read.model import Path, Reading
from kommuntal.reconcile.contents import check
from kommuntal.schema import Document, Records
from kommuntal.schema.enums import DocumentKind


def items(*sheets: Sheet) -> list[Item]:
    return read_agenda(layout(sheets))


def short(found: list[Item]) -> list[tuple[str | None, str, str | None]]:
    return [(i.number, i.title, i.case_number) for i in found]


def row(*sheets: Sheet) -> Document:
    drawn = layout(sheets)
    return document_row(drawn, Reading(drawn.document_id, "ok", page_count=len(sheets), pages=drawn.pages), "x.pdf")


def records(kind: DocumentKind, *sheets: Sheet) -> Records:
    drawn, out = layout(sheets), Records()
    given = context(kind, out)
    for module in (extract_meeting, extract_agenda, extract_papers, extract_decisions, extract_contents):
        out.extend(module(drawn, given))
    return out


def test_numbers_glued_to_their_titles_in_loose_lines() -> None:
    s = Sheet().text("Ärendelista", size=13, bold=True, down=60)
    s.text("1.Upprop", down=26).text("2.Månadsuppföljning per mars", down=26)
    s.line((90, "Dnr KS 2025/00041"), down=24, size=9).text("3.Meddelanden", down=26)
    assert short(items(s)) == [
        ("1", "Upprop", None),
        ("2", "Månadsuppföljning per mars", "KS 2025/00041"),
        ("3", "Meddelanden", None),
    ]


def test_numbers_under_numbers() -> None:
    s = Sheet().text("Föredragningslista", bold=True, down=60)
    for x, number, title in (
        (LEFT, "1.", "Upprop"),
        (LEFT, "2.", "Information"),
        (100, "2.1.", "Lägesrapport om badhuset"),
        (100, "2.2.", "Lägesrapport om digitalisering"),
        (LEFT, "3a", "Avsägelse"),
        (LEFT, "3b", "Fyllnadsval"),
        (LEFT, "4.", "Övrigt"),
    ):
        s.line((x, number), (x + 40, title), down=24)
    found = items(s)
    assert [i.number for i in found] == ["1", "2", "2.1", "2.2", "3a", "3b", "4"]
    assert [i.title for i in found][3:5] == ["Lägesrapport om digitalisering", "Avsägelse"]


def test_a_time_of_day_is_no_number_under_a_number() -> None:
    s = Sheet().text("Ärenden", bold=True, down=60)
    s.line((LEFT, "8"), (100, "Rapporter"), down=24).line((LEFT, "9"), (100, "Besök"), down=24)
    s.line((LEFT, "9.10"), (100, "Kaffe"), down=24).line((LEFT, "10"), (100, "Övrigt"), down=24)
    assert [i.number for i in items(s)] == ["8", "9", "10"]


def test_columns_whose_heads_stand_close_and_case_numbers_over_two_lines() -> None:
    s = Sheet().line((LEFT, "Nr Ärende"), (360, "Dnr"), (430, "Föredragande"), down=60, bold=True)
    s.line((90, "Organisation av förskolan i södra kommundelen"), (360, "BUN-2025-"), down=24)
    s.line((LEFT, "1"), (430, "Skolchef"), down=6).line(
        (90, "med anledning av minskat barnantal"), (360, "00102"), down=6
    )
    s.line((360, "BUN-2025-"), down=24).line((LEFT, "2"), (90, "Elevhälsan"), down=6).line((360, "00093"), down=6)
    s.line((LEFT, "3"), (90, "Övrigt"), down=24)
    assert short(items(s)) == [
        (
            "1",
            "Organisation av förskolan i södra kommundelen med anledning av minskat barnantal",
            "BUN-2025-00102",
        ),
        ("2", "Elevhälsan", "BUN-2025-00093"),
        ("3", "Övrigt", None),
    ]


def test_a_case_number_broken_at_its_hyphen_and_proposals_beside_the_titles() -> None:
    s = Sheet().line((LEFT, "Nr"), (100, "Ärende"), (340, "Förslag till beslut"), down=60, bold=True)
    s.line((LEFT, "1"), (100, "Val av justerare"), down=24)
    s.line((LEFT, "2"), (100, "Motion om mobilfria skolor, dnr KS-"), (340, "Motionen anses besvarad"), down=24)
    s.line((100, "2024/00901")).line((LEFT, "3"), (100, "Avslutning"), down=24)
    assert short(items(s))[1] == ("2", "Motion om mobilfria skolor", "KS-2024/00901")


def test_lines_under_links_and_names_of_files_are_no_part_of_the_list() -> None:
    s = Sheet().text("Ärenden", bold=True, down=60)
    for number, case in ((1, "MBN-2026-4"), (2, "MBN-2025-1187"), (3, "MBN-2025-990")):
        s.line((LEFT, str(number)), (98, f"Bygglov för hus {number}"), down=24).line((98, case), size=9)
        s.line((98, "Bilaga 1 Situationsplan.pdf"), size=9)
        last = s.words[-1]
        s.paths.append(Path("rect", 98, last.bottom + 1, last.x1, last.bottom + 1.7, fill="#0066cc"))
    assert short(items(s)) == [
        ("1", "Bygglov för hus 1", "MBN-2026-4"),
        ("2", "Bygglov för hus 2", "MBN-2025-1187"),
        ("3", "Bygglov för hus 3", "MBN-2025-990"),
    ]


def letter(title: str, case: str, *said: str) -> Sheet:
    s = Sheet().line((LEFT, "GRANVIKS KOMMUN"), (250, "Tjänsteskrivelse"), (480, "1(1)"), size=10)
    s.line((250, "2025-09-10"), (400, case), size=9).text(title, size=16, bold=True, down=40)
    s.text("Förslag till beslut", bold=True, down=24)
    for text in said:
        s.text(text, down=20)
    return s


def test_what_another_sender_calls_the_matter_is_not_the_papers_own() -> None:
    s = Sheet().line((LEFT, "GRANVIKS KOMMUN"), (250, "TJÄNSTESKRIVELSE"), (480, "1 (1)"), size=10)
    s.line((250, "Ert datum"), (400, "Er beteckning"), size=9).line((250, "2025-06-12"), (400, "KS 2025/0150"), size=9)
    s.line((250, "Datum"), (400, "Diarienummer"), size=9).line((250, "2025-08-28"), (400, "TN 2025/0442"), size=9)
    s.text("Tekniska nämnden", down=24).text("Yttrande över cykelplan", size=16, bold=True, down=24)
    s.text("Förslag till beslut", bold=True, down=24).text("Tekniska nämnden beslutar att tillstyrka planen.")
    s.text("Beslutet skickas till", bold=True, down=24).text("Kommunstyrelsen").text("Kommunstyrelsen för kännedom")
    head = read_mastheads(layout([s]))[1]
    assert (str(head.date), head.case_number) == ("2025-08-28", "TN 2025/0442")
    found = row(s)
    assert (found.case_number, found.organisation) == ("TN 2025/0442", "Tekniska nämnden")


def test_the_first_page_says_what_a_bundle_is() -> None:
    first = Sheet().text("Kallelse och föredragningslista", size=16, bold=True).text("Tekniska nämnden")
    found = row(first, letter("Taxa", "TN 2025/1", "Taxan antas."), letter("Plan", "TN 2025/2", "Planen antas."))
    assert found.kind == DocumentKind.AGENDA


def test_a_month_makes_a_follow_up_a_report() -> None:
    found = row(Sheet().text("Uppföljning augusti 2025", size=20, bold=True).text("Tekniska nämnden", down=30))
    assert (found.kind, str(found.period_start), str(found.period_end)) == (
        DocumentKind.INTERIM_REPORT,
        "2025-01-01",
        "2025-08-31",
    )


def test_a_heading_at_the_top_of_a_page_ends_the_decision_before_it() -> None:
    first = Sheet().line((LEFT, "Protokoll"), (400, "2025-12-03"), size=10)
    first.text("§ 4 Biblioteksplan", size=13, bold=True, down=40).text("Beslut", bold=True, down=24)
    first.text("Kommunstyrelsen antar planen.")
    second = Sheet().line((LEFT, "Protokoll"), (400, "2025-12-03"), size=10)
    second.text("Beslutsunderlag", bold=True, down=34).text("Tjänsteskrivelse om planen")
    found = records(DocumentKind.MINUTES, first, second).decisions
    assert [d.text for d in found] == ["Kommunstyrelsen antar planen."]


def test_what_another_body_decided_before_ends_with_its_heading() -> None:
    s = Sheet().text("Kommunstyrelsen", size=16).text("§ 4 Biblioteksplan", size=13, bold=True, down=40)
    s.text("Beslut", bold=True, down=24).text("Kommunstyrelsen antar planen.")
    s.text("Kultur- och fritidsnämndens beslut 2025-11-11 § 77", bold=True, down=24)
    s.text("Kultur- och fritidsnämnden föreslår att planen antas.")
    s.text("Arbetsutskottets förslag till beslut", bold=True, down=24).text(
        "Arbetsutskottet föreslår att planen antas."
    )
    found = records(DocumentKind.MINUTES, s).decisions
    assert [(d.stage, d.body, d.section) for d in found] == [
        ("decision", "Kommunstyrelsen", "§ 4"),
        ("proposal", "Kultur- och fritidsnämnden", "§ 77"),
        ("proposal", "Kommunstyrelsens arbetsutskott", "§ 4"),
    ]


@pytest.mark.parametrize(
    ("name", "meets", "full"),
    [
        ("Arbetsutskottet", "Socialnämnden", "Socialnämndens arbetsutskott"),
        ("Arbetsutskottet", "Socialnämndens arbetsutskott", "Socialnämndens arbetsutskott"),
        ("Nämnden", "Socialnämndens arbetsutskott", "Socialnämnden"),
        ("Styrelsen", "Kommunstyrelsen", "Kommunstyrelsen"),
        ("Presidiet", "Kommunfullmäktige", None),
        ("Arbetsutskottet", "Kommunfullmäktige", None),
        ("Nämnden", "Kommunfullmäktige", None),
        ("Planen", "Socialnämnden", None),
    ],
)
def test_the_full_name_of_a_part_of_a_body(name: str, meets: str, full: str | None) -> None:
    assert own_part(name, meets) == full


def test_a_bundle_whose_papers_number_their_own_pages_is_counted_by_the_file() -> None:
    first = Sheet().text("Kallelse", size=16, bold=True).text("Tekniska nämnden")
    first.line((LEFT, "Nr"), (110, "Ärende"), (380, "Dnr"), (480, "Sid"), down=30, bold=True)
    first.line((LEFT, "1"), (110, "Taxa"), (380, "TN 2025/11"), (480, "2"), down=24)
    first.line((LEFT, "2"), (110, "Plan"), (380, "TN 2025/12"), (480, "3"), down=24)
    first.line((LEFT, "3"), (110, "Yttrande"), (380, "TN 2025/13"), (480, "4"), down=24)
    papers = [letter(t, f"TN 2025/1{n}", "Det antas.") for n, t in enumerate(("Taxa", "Plan", "Yttrande"), 1)]
    found = records(DocumentKind.AGENDA, first, *papers)
    assert [p.page_from for p in found.papers] == [2, 3, 4]
    assert check(found).findings == []


def test_times_before_the_numbers_and_short_case_numbers_after_their_label() -> None:
    s = Sheet().line(
        (LEFT, "Tid"), (120, "Nr"), (160, "Ärende"), (400, "Dnr"), (480, "Beslut/info"), down=60, bold=True
    )
    s.line((120, "1"), (160, "Val av justerare"), down=24)
    s.line((LEFT, "08:20"), (120, "2"), (160, "Bokslut"), (400, "SBN-2026-00041"), (480, "Beslut"), down=24)
    s.line((LEFT, "08:40"), (120, "3"), (160, "Bygglov för"), (400, "SBN-2025-00877"), (480, "Info"), down=24)
    s.line((160, "nybyggnad"))
    assert short(items(s)) == [
        ("1", "Val av justerare", None),
        ("2", "Bokslut", "SBN-2026-00041"),
        ("3", "Bygglov för nybyggnad", "SBN-2025-00877"),
    ]
    s = Sheet().text("Ärenden", bold=True, down=60)
    for number, title, case in ((1, "Upprop", ""), (2, "Bokslut", "Dnr KS 26/14"), (3, "Kontroll", "Dnr KS 26/2")):
        s.line((LEFT, f"Ärende {number}"), (150, title), (400, case), down=24)
    assert short(items(s)) == [
        ("1", "Upprop", None),
        ("2", "Bokslut", "KS 26/14"),
        ("3", "Kontroll", "KS 26/2"),
    ]


def test_sections_and_case_numbers_in_the_margin() -> None:
    s = Sheet().text("Fritidsnämnden", size=16)
    for number in (1, 2, 3):
        s.line((LEFT, f"§ {number}"), (160, f"Bidrag till förening {number}"), down=40, size=12, bold=True)
        s.line((LEFT, f"FN 2026/00{number}"), down=18).at(160, "Beslut", bold=True)
        s.line((160, "Fritidsnämnden avslår ansökan."), down=18)
        s.line((160, "Bakgrund"), down=22, bold=True).line((160, "Föreningen har ansökt om bidrag."), down=18)
    found = records(DocumentKind.MINUTES, s)
    assert [(p.section, p.case_number) for p in found.papers] == [
        ("§ 1", "FN 2026/001"),
        ("§ 2", "FN 2026/002"),
        ("§ 3", "FN 2026/003"),
    ]
    assert [d.text for d in found.decisions] == ["Fritidsnämnden avslår ansökan."] * 3
