"""Mastheads that are forms, §§ with case numbers in the margin, run-in headings, signatures, headings of groups."""

import pytest
from tests.meetings.drawing import LEFT, Sheet, context, layout

from kommuntal.extract.agenda import read_agenda
from kommuntal.extract.decisions import extract_decisions
from kommuntal.extract.documents import document_row
from kommuntal.extract.mastheads import read_mastheads
from kommuntal.extract.meeting import extract_meeting
from kommuntal.extract.papers import extract_papers
from kommuntal.read.model import Path, Reading
from kommuntal.schema import Records
from kommuntal.schema.enums import DocumentKind, Stage


def minutes(*sheets: Sheet) -> Records:
    drawn, out = layout(sheets), Records()
    given = context(DocumentKind.MINUTES, out, "Kommunstyrelsen")
    for module in (extract_meeting, extract_papers, extract_decisions):
        out.extend(module(drawn, given))
    return out


def texts(found: Records) -> list[tuple[Stage, str]]:
    return [(d.stage, d.text) for d in found.decisions]


def test_fields_of_a_form_stand_close_to_each_other() -> None:
    s = Sheet().line((LEFT, "Handläggare Datum"), (200, "Vår beteckning"), (310, "Ert datum"), size=8)
    s.line((LEFT, "Ada Alm"), (119, "2025-11-13"), (168, "x"), size=8)
    s.words.pop()
    s.at(200, "KS 2025/00188", size=8).at(310, "2025-10-01", size=8)
    s.text("Till kommunstyrelsen", down=40).text("Taxa för hamnen", size=15, bold=True, down=24)
    head = read_mastheads(layout([s]))[1]
    assert (head.officer, str(head.date), head.case_number) == ("Ada Alm", "2025-11-13", "KS 2025/00188")


@pytest.mark.parametrize(
    ("printed", "officer"), [("Ada Alm, utredare", "Ada Alm"), ("Norra Hamnen, Granvik", None), ("Ada Alm", None)]
)
def test_who_stands_in_the_masthead_with_a_title(printed: str, officer: str | None) -> None:
    s = Sheet().line((LEFT, printed), (250, "TJÄNSTESKRIVELSE"), (480, "1 (2)"), size=9)
    s.line((250, "2025-09-10"), size=9).text("Taxa för hamnen", size=15, bold=True, down=40)
    assert read_mastheads(layout([s]))[1].officer == officer


def test_titles_of_sections_beside_their_numbers() -> None:
    s = Sheet().text("Kommunstyrelsen", bold=True)
    s.line((LEFT, "§ 3 Indelning i distrikt inför valet den 13 september"), (470, "KS 2025/00011"), bold=True, down=40)
    s.line((LEFT, "2026"), bold=True).text("Beslut", bold=True, down=24).text("Kommunstyrelsen antar indelningen.")
    s.line((LEFT, "§ 4 – Taxa för hamnen"), (470, "Ärende 2025/00014"), bold=True, down=40)
    s.text("Beslut", bold=True, down=24).text("Kommunstyrelsen antar taxan.")
    s.text("§ 5 Information", bold=True, down=40).text("Ekonomichefen informerar.", down=24)
    assert [(p.section, p.title, p.case_number) for p in minutes(s).papers] == [
        ("§ 3", "Indelning i distrikt inför valet den 13 september 2026", "KS 2025/00011"),
        ("§ 4", "Taxa för hamnen", "2025/00014"),
        ("§ 5", "Information", None),
    ]


@pytest.mark.parametrize(
    "after",
    [
        ["Reservation: Bo Berg (B) reserverar sig mot beslutet."],
        ["Ansvarig: Siv Sand"],
        ["Ada Alm", "utredare"],
        ["Ada Alm, utredare"],
    ],
)
def test_what_ends_a_decision(after: list[str]) -> None:
    s = Sheet().text("§ 3 Taxa för hamnen", bold=True, down=40)
    s.text("Beslut", bold=True, down=24).text("Kommunstyrelsen antar taxan.", down=20)
    for text in after:
        s.text(text, down=24)
    s.text("§ 4 Övrigt", bold=True, down=40).text("Ekonomichefen informerar om " + "läget i kommunen och " * 12)
    assert texts(minutes(s)) == [(Stage.DECISION, "Kommunstyrelsen antar taxan.")]


def test_names_that_a_body_elects_are_part_of_its_decision() -> None:
    s = Sheet().text("§ 3 Val", bold=True, down=40)
    s.text("Beslut", bold=True, down=24).text("Kommunstyrelsen utser till ombud", down=20).text("Ada Alm", down=20)
    s.text("§ 4 Övrigt", bold=True, down=40)
    assert texts(minutes(s)) == [(Stage.DECISION, "Kommunstyrelsen utser till ombud Ada Alm")]


def test_the_course_stands_in_for_no_proposal_that_comes_of_it() -> None:
    s = Sheet().text("§ 3 Taxa för hamnen", bold=True, down=40).text("Beslutsgång", bold=True, down=24)
    s.text("Ordföranden finner att kommunstyrelsen bifaller förslaget.")
    s.text("Kommunstyrelsens förslag till kommunfullmäktige", bold=True, down=24)
    s.text("Kommunfullmäktige fastställer taxan.").text("§ 4 Övrigt", bold=True, down=40)
    assert texts(minutes(s)) == [(Stage.PROPOSAL, "Kommunfullmäktige fastställer taxan.")]


def test_the_heading_of_a_group_between_rules_is_no_title() -> None:
    s = Sheet().text("Föredragningslista", size=14, bold=True, down=60)
    s.line((80, "1"), (104, "Upprop"), down=24).rule()
    s.line((LEFT, "B. Beslutsärenden"), down=24, size=12, bold=True)
    s.line((80, "2"), (104, "Internkontroll"), (400, "Överlämnas till"), down=24)
    s.line((104, "KUN 2025-4"), (400, "fullmäktige")).rule()
    s.line((80, "3"), (104, "Övrigt"), down=24).rule()
    found = [(i.number, i.title, i.case_number) for i in read_agenda(layout([s]))]
    assert found == [("1", "Upprop", None), ("2", "Internkontroll", "KUN 2025-4"), ("3", "Övrigt", None)]


def test_a_list_whose_rows_are_centred() -> None:
    s = Sheet()
    for n, title in enumerate(("Upprop", "Uppföljning av budgeten efter oktober", "Övriga frågor"), 1):
        text = f"{n}. {title}"
        s.line((300 - 2.75 * len(text.replace(" ", "")) - 1.54 * text.count(" "), text), down=30)
    assert [i.title for i in read_agenda(layout([s]))] == [
        "Upprop",
        "Uppföljning av budgeten efter oktober",
        "Övriga frågor",
    ]


@pytest.mark.parametrize(
    ("called", "body"),
    [
        ("Ledamöter kallas härmed till sammanträde med kommunfullmäktige", "Kommunfullmäktige"),
        ("Till ledamöter i Tekniska nämndens arbetsutskott", "Tekniska nämndens arbetsutskott"),
        ("Till ledamöter och ersättare i Socialnämnden", "Socialnämnden"),
        ("Granviks kommun kallar till möte", None),
    ],
)
def test_whom_a_call_is_to(called: str, body: str | None) -> None:
    s = Sheet().text("Kungörelse", size=18, bold=True, down=30).text(called, down=24)
    s.text("När: måndagen den 27 oktober 2025 kl. 17.00 i Folkets hus", down=24).text("Ärenden", bold=True, down=24)
    (meeting,) = extract_meeting(layout([s]), context(DocumentKind.AGENDA, organisation="Granviks kommun")).meetings
    assert (meeting.body, str(meeting.date), meeting.start, meeting.location) == (
        body,
        "2025-10-27",
        "17:00",
        "Folkets hus",
    )


def test_a_group_set_in_bold_between_rules_is_no_title() -> None:
    s = Sheet().text("Föredragningslista", size=14, bold=True, down=60)
    s.line((LEFT, "1"), (104, "Upprop"), down=24).rule()
    s.line((104, "Ärenden till fullmäktige"), down=24, bold=True)
    s.line((LEFT, "2"), (104, "Årsredovisning"), down=24).rule()
    s.line((104, "Svar på granskning av"), down=24)
    s.line((LEFT, "3"), down=7).line((104, "hemtjänsten"), down=7).rule()
    assert [i.title for i in read_agenda(layout([s]))] == [
        "Upprop",
        "Årsredovisning",
        "Svar på granskning av hemtjänsten",
    ]


@pytest.mark.parametrize("heading", ["Kommunstyrelsen beslutar", "Styrelsen beslutar att"])
def test_a_heading_that_is_the_first_words_of_the_decision(heading: str) -> None:
    s = Sheet().text("§ 3 Taxa för hamnen", bold=True, down=40).text("Ärendet har beretts " * 9, down=24)
    s.text(heading, bold=True, down=24).text("anta taxan.").text("Beslutet skickas till", bold=True, down=24)
    s.text("Hamnkontoret").text("§ 4 Övrigt", bold=True, down=40)
    (decision,) = minutes(s).decisions
    assert (decision.stage, decision.body, decision.text) == (
        Stage.DECISION,
        "Kommunstyrelsen",
        f"{heading} anta taxan.",
    )


def test_such_a_heading_under_a_heading_of_proposals_is_one() -> None:
    s = Sheet().text("§ 3 Taxa för hamnen", bold=True, down=40).text("Ärendet har beretts " * 9, down=24)
    s.text("Arbetsutskottets förslag till beslut", bold=True, down=24).text(
        "Kommunstyrelsen beslutar", bold=True, down=24
    )
    s.text("att anta taxan.").text("§ 4 Övrigt", bold=True, down=40)
    assert texts(minutes(s)) == [(Stage.PROPOSAL, "Kommunstyrelsen beslutar att anta taxan.")]


def test_a_ruled_form_says_what_kind_of_document_it_is() -> None:
    s = Sheet().line((LEFT, "Granviks kommun"), (300, "Utdrag ur protokoll"), (470, "Sida"), size=8)
    s.line((LEFT, "Kommunstyrelsen"), (300, "2025-12-17"), (470, "1 av 1"), size=8)
    for x in (LEFT - 4, 296, 466, 530):
        s.paths.append(Path("line", x, 40, x, s.y + 4, stroke="#000000", width=0.5))
    s.paths.append(Path("line", LEFT - 4, 40, 530, 40, stroke="#000000", width=0.5))
    s.rule().text("§ 3 Taxa för hamnen", size=14, bold=True, down=40)
    s.text("Beslut", bold=True, down=24).text("Kommunstyrelsen antar taxan.")
    drawn = layout([s])
    assert drawn.tables
    read = document_row(drawn, Reading(drawn.document_id, "ok", page_count=1, pages=drawn.pages), "x.pdf")
    assert (read.kind, read.organisation) == (DocumentKind.MINUTES, "Kommunstyrelsen")


def test_a_title_that_goes_on_in_line_with_its_number() -> None:
    s = Sheet().text("Dagordning", size=14, bold=True, down=60)
    s.text("1. Arrendeavtal för sjöbodar på kajen och i Gamla hamnen under perioden 2026–2030", down=24)
    s.line((LEFT, "[HN 2024/31]")).text("2. Upprop", down=24).text("3. Avslutning", down=24).text("Ada Alm")
    assert [(i.title, i.case_number) for i in read_agenda(layout([s]))] == [
        ("Arrendeavtal för sjöbodar på kajen och i Gamla hamnen under perioden 2026–2030", "HN 2024/31"),
        ("Upprop", None),
        ("Avslutning", None),
    ]


def test_headings_in_bold_before_the_text_they_stand_over() -> None:
    s = Sheet().text("§ 3 Taxa för hamnen", bold=True, down=40)
    for heading, said in (("Bakgrund", "Ärendet har beretts."), ("Beslut", "Kommunstyrelsen antar taxan.")):
        s.line((LEFT, heading), bold=True, down=40).at(118, said)
    s.line((LEFT, "Skickas till"), bold=True, down=40).at(134, "Hamnkontoret").text("§ 4 Övrigt", bold=True, down=40)
    assert texts(minutes(s)) == [(Stage.DECISION, "Kommunstyrelsen antar taxan.")]


def test_the_last_word_of_a_sentence_does_not_meet() -> None:
    s = Sheet().text("Protokoll fört vid kommunstyrelsens sammanträde", size=15, bold=True, down=30)
    s.text("Yttrandet lämnas till", down=24).text("revisorerna.")
    (meeting,) = extract_meeting(layout([s]), context(DocumentKind.MINUTES)).meetings
    assert meeting.body == "Kommunstyrelsen"


def test_case_numbers_in_line_with_the_numbers() -> None:
    s = Sheet().text("Ärenden", size=14, bold=True, down=60)
    for n, title in enumerate(("Riktlinjer", "Taxa", "Avtal"), 1):
        s.text(f"{n} {title}", bold=True, down=24).text(f"Diarienummer SN 25/11{n}")
    assert [(i.title, i.case_number) for i in read_agenda(layout([s]))] == [
        ("Riktlinjer", "SN 25/111"),
        ("Taxa", "SN 25/112"),
        ("Avtal", "SN 25/113"),
    ]


def test_an_earlier_decision_in_a_list_of_papers_is_no_heading() -> None:
    s = Sheet().text("§ 3 Taxa", bold=True, down=40)
    s.text("Tekniska nämndens beslut", bold=True, down=24).text("Tekniska nämnden antar taxan.")
    s.text("Beslutsunderlag", bold=True, down=24).text("Ny taxa 2026", down=24)
    s.text("Tekniska nämndens beslut 2025-09-18 § 71", down=24).text("Skrivelse från Ada Alm", down=24)
    s.text("§ 4 Övrigt", bold=True, down=40)
    assert texts(minutes(s)) == [(Stage.DECISION, "Tekniska nämnden antar taxan.")]
