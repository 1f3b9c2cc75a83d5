"""Papers of bundles, §§ of minutes, and the decisions in them."""

import datetime
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.meetings.drawing import LEFT, Sheet, context, layout

from kommuntal.extract.agenda import extract_agenda
from kommuntal.extract.decisions import extract_decisions
from kommuntal.extract.meeting import extract_meeting
from kommuntal.extract.papers import extract_papers
from kommuntal.read.model import OutlineEntry
from kommuntal.schema import Decision, Records
from kommuntal.schema.enums import DocumentKind, PaperKind, Stage


def read(kind: DocumentKind, *sheets: Sheet, organisation: str | None = None) -> Records:
    drawn, records = layout(sheets), Records()
    given = context(kind, records, organisation)
    for module in (extract_meeting, extract_agenda, extract_papers, extract_decisions):
        records.extend(module(drawn, given))
    return records


def said(decisions: Sequence[Decision]) -> list[tuple[Stage, str | None, str]]:
    return [(d.stage, d.body, d.text) for d in decisions]


# ---- bundles ---------------------------------------------------------------------------------------------------------


def letter(n: int, of: int, title: str, case: str, date: str) -> Sheet:
    """A page of a tjänsteskrivelse; its masthead stands on every page."""
    s = Sheet().line((LEFT, "GRANVIKS KOMMUN"), (250, "Tjänsteskrivelse"), (480, f"{n}({of})"), size=10)
    s.line((LEFT, "Kommunledningskontoret"), (250, "Datum"), (400, "Diarienummer"), size=9)
    s.line((250, date), (400, case), size=9)
    s.line((LEFT, "Handläggare"), size=9).line((LEFT, "Namn Namnsson, 0123-456 78"), size=9)
    if n > 1:
        return s.line((LEFT, ""), down=30)
    return s.line((300, "Kommunstyrelsen"), down=30).text(title, size=16, bold=True, down=40)


def proposal(s: Sheet, text: str) -> Sheet:
    s.text("Förslag till beslut", bold=True, size=13, down=24).text(text)
    return s.text("Sammanfattning", bold=True, size=13, down=24).text("Ärendet gäller en gata i Norrsund.")


def minutes_page(n: str, body: str, date: str) -> Sheet:
    s = Sheet().line((LEFT, "GRANVIKS KOMMUN"), (300, "SAMMANTRÄDESPROTOKOLL"), (500, n), size=10)
    s.line((LEFT, body), (300, date), size=10)
    s.y = 100
    return s


def bundle() -> list[Sheet]:
    first = Sheet().text("KALLELSE", size=16, bold=True).text("Kommunstyrelsen", size=14, bold=True)
    first.line((LEFT, "Tid"), (150, "Tisdagen den 4 mars 2025 kl. 13.00"), down=24)
    first.text("Ärenden", bold=True, down=30).line((LEFT, "1."), (95, "Val av justerare"), down=20)
    for n, title, case, page in (
        (2, "Budgetuppföljning februari 2025", "KS 2025/12", 2),
        (3, "Yttrande över detaljplan", "KS 2025/44", 5),
        (4, "Motion om utegym", "KS 2024/400", 8),
    ):
        first.line((LEFT, f"{n}."), (95, title), (480, str(page)), down=20).line((95, f"Dnr {case}"))
    extract = minutes_page("7 (20)", "Kommunstyrelsens arbetsutskott", "2025-02-25")
    extract.line((LEFT, "§ 14"), (300, "Dnr KS 2025/44"), down=20).text("Yttrande över detaljplan", bold=True, size=13)
    extract.text("Beslut", bold=True, down=24).text("Arbetsutskottet föreslår kommunstyrelsen besluta")
    extract.text("att anta förslaget till yttrande.")
    two = "KS 2025/12", "2025-02-20"
    sheets = [
        first,
        proposal(letter(1, 2, "Budgetuppföljning februari 2025", *two), "Kommunstyrelsen godkänner uppföljningen."),
        letter(2, 2, "", *two).text("Inga ekonomiska konsekvenser."),
        Sheet().text("Uppföljning februari", size=20, bold=True).text("Förslag till beslut", bold=True).text("Nej."),
        proposal(
            letter(1, 1, "Yttrande över detaljplan", "KS 2025/44", "2025-02-18"), "Kommunstyrelsen antar förslaget."
        ),
        extract,
        Sheet().line((LEFT, "Samrådshandling"), size=10).text("Detaljplan", size=22, bold=True, down=200),
        proposal(letter(1, 1, "Motion om utegym", "KS 2024/400", "2025-02-10"), "Kommunstyrelsen avslår motionen."),
        Sheet().text("Motion", size=18, bold=True, down=60).text("Jag yrkar att kommunen bygger ett utegym."),
    ]
    for n, sheet in enumerate(sheets, 1):
        sheet.foot(500, f"Sida {n} av 9")
    return sheets


def test_a_bundle_is_taken_apart_by_its_mastheads() -> None:
    papers = read(DocumentKind.AGENDA, *bundle()).papers
    assert [(p.title, p.case_number, p.kind, p.page_from, p.page_to, p.section) for p in papers] == [
        ("Budgetuppföljning februari 2025", "KS 2025/12", PaperKind.OFFICIAL_LETTER, 2, 4, None),
        ("Yttrande över detaljplan", "KS 2025/44", PaperKind.OFFICIAL_LETTER, 5, 5, None),
        ("Yttrande över detaljplan", "KS 2025/44", PaperKind.MINUTES_EXTRACT, 6, 7, "§ 14"),
        ("Motion om utegym", "KS 2024/400", PaperKind.OFFICIAL_LETTER, 8, 9, None),
    ]
    assert {p.officer for p in papers} == {"Namn Namnsson", None}
    assert papers[0].document_date == datetime.date(2025, 2, 20)


def test_papers_belong_to_the_items_that_list_their_pages() -> None:
    records = read(DocumentKind.AGENDA, *bundle())
    number = {i.agenda_item_id: i.number for i in records.agenda_items}
    assert [number[p.agenda_item_id or ""] for p in records.papers] == ["2", "3", "3", "4"]


def test_what_a_bundle_proposes_is_told_from_what_a_body_has_decided() -> None:
    assert said(read(DocumentKind.AGENDA, *bundle()).decisions) == [
        (Stage.PROPOSAL, "Kommunstyrelsen", "Kommunstyrelsen godkänner uppföljningen."),
        (Stage.PROPOSAL, "Kommunstyrelsen", "Kommunstyrelsen antar förslaget."),
        (
            Stage.DECISION,
            "Kommunstyrelsens arbetsutskott",
            "Arbetsutskottet föreslår kommunstyrelsen besluta att anta förslaget till yttrande.",
        ),
        (Stage.PROPOSAL, "Kommunstyrelsen", "Kommunstyrelsen avslår motionen."),
    ]


def test_plan_codes_and_labels_below_the_title() -> None:
    s = Sheet().line((LEFT, "GRANVIKS KOMMUN"), (250, "BESLUTSFÖRSLAG"), (480, "1 (1)"), size=9)
    s.line((250, "2025-10-14"), size=9).text("Lokalplan", size=16, bold=True, down=60)
    s.text("Ärendenr 2025/31-3.9.0.2").text("Socialförvaltningens förslag till beslut", bold=True, down=24)
    s.text("Socialnämnden beslutar att anta planen.")
    first = Sheet().text("Socialnämnden", size=18).text("Föredragningslista", bold=True)
    first.line((LEFT, "1"), (100, "Lokalplan"), down=24).line((LEFT, "2"), (100, "Övrigt"), down=24)
    records = read(DocumentKind.AGENDA, first, s)
    (paper,) = records.papers
    assert (paper.title, paper.case_number, paper.kind) == ("Lokalplan", "2025/31-3.9.0.2", PaperKind.PROPOSAL)
    assert [d.verb for d in records.decisions] == ["beslutar"]


def test_a_case_document_is_one_paper() -> None:
    s = Sheet().line((LEFT, "Granviks kommun")).text("Tjänsteutlåtande", bold=True, size=12, down=40)
    s.line((LEFT, "Utfärdat 2025-01-15"), (300, "Handläggare"), size=10)
    s.line((LEFT, "Diarienummer 0123/25"), (300, "Namn Namnsson"), size=10)
    s.text("Redovisning av uppdrag om klimat", size=18, bold=True, down=40)
    s.text("Förslag till beslut", bold=True, size=13, down=24).text("I kommunstyrelsen:")
    s.text("Redovisningen antecknas.").text("I kommunfullmäktige:").text("Uppdraget avslutas.")
    records = read(DocumentKind.CASE_DOCUMENT, s, Sheet().text("Bilaga"))
    (paper,) = records.papers
    assert (paper.title, paper.case_number, paper.officer) == (
        "Redovisning av uppdrag om klimat",
        "0123/25",
        "Namn Namnsson",
    )
    assert (paper.page_from, paper.page_to, paper.document_date) == (1, 2, datetime.date(2025, 1, 15))
    assert said(records.decisions) == [
        (Stage.PROPOSAL, "Kommunstyrelsen", "Redovisningen antecknas."),
        (Stage.PROPOSAL, "Kommunfullmäktige", "Uppdraget avslutas."),
    ]


def test_proposals_in_running_text_and_the_date_over_the_signatures() -> None:
    s = Sheet().line((LEFT, "Stadsrevisionen"), down=20).text("Revisionsberättelse 2024", size=18, bold=True, down=60)
    s.text("Granskningen har utförts enligt god revisionssed. Verksamheten har bedrivits ändamålsenligt.", down=24)
    s.text("Vi tillstyrker att årsredovisningen godkänns.", down=24)
    s.text("Kommunfullmäktiges presidium föreslår att fullmäktige beslutar:", down=24)
    s.text("Ledamöterna beviljas ansvarsfrihet.", down=24).text("Granvik den 9 april 2025", down=40)
    records = read(DocumentKind.AUDIT, s)
    assert records.papers[0].document_date == datetime.date(2025, 4, 9)
    assert said(records.decisions) == [
        (Stage.PROPOSAL, "Stadsrevisionen", "Vi tillstyrker att årsredovisningen godkänns."),
        (Stage.PROPOSAL, "Kommunfullmäktiges presidium", "Ledamöterna beviljas ansvarsfrihet."),
    ]


def test_bookmarks_that_bear_the_titles_of_items_begin_papers() -> None:
    first = Sheet().text("Socialnämnden", size=18).text("Föredragningslista", bold=True)
    for n, title in enumerate(("Lokalplan", "Taxa för bad", "Övriga frågor"), 1):
        first.line((LEFT, str(n)), (100, title), down=24)
    sheets = [first, *(Sheet().text("Underlag utan huvud", size=16, down=80).text("Text.") for _ in range(4))]
    drawn, records = layout(sheets), Records()
    outline = (
        OutlineEntry(1, "1. Lokalplan", 2),
        OutlineEntry(1, "Karta", 3),
        OutlineEntry(1, "02 Taxa för bad.pdf", 4),
    )
    given = replace(context(DocumentKind.AGENDA, records), outline=outline)
    records.extend(extract_agenda(drawn, given))
    records.extend(extract_papers(drawn, given))
    number = {i.agenda_item_id: i.number for i in records.agenda_items}
    assert [(number[p.agenda_item_id or ""], p.page_from, p.page_to) for p in records.papers] == [
        ("1", 2, 3),
        ("2", 4, 5),
    ]


def test_minutes_attached_as_a_whole_are_not_taken_apart() -> None:
    whole = [
        minutes_page(f"{n} (9)", "Tekniska nämnden", "2025-02-25")
        .text(f"§ {n}", bold=True)
        .text("Taxa", bold=True, down=20)
        for n in (3, 4, 5)
    ]
    paper = proposal(letter(1, 1, "Anmälningar", "KS 2025/12", "2025-02-27"), "Anmälningarna noteras.")
    papers = read(DocumentKind.AGENDA, Sheet().text("Kommunstyrelsen", size=18), paper, *whole).papers
    assert [(p.title, p.page_from, p.page_to) for p in papers] == [("Anmälningar", 2, 2), ("Taxa", 3, 5)]


def test_the_same_paper_twice_is_two_versions_of_one() -> None:
    first, second = (letter(1, 1, "Taxa för bad", "KS 2025/12", day) for day in ("2025-02-20", "2025-02-27"))
    other = letter(1, 1, "Taxa för bad", "KS 2025/13", "2025-02-27")
    sheets = [proposal(s, "Kommunstyrelsen antar taxan.") for s in (first, second, other)]
    papers = read(DocumentKind.AGENDA, Sheet().text("Kommunstyrelsen", size=18), *sheets).papers
    assert [p.version_of for p in papers] == [None, papers[0].paper_id, None]


WORDS = st.sampled_from(
    ["§", "1", "2.", "§ 7", "Beslut", "Dnr", "KS 2025/12", "1 (2)", "MOTION", "den", "2025-02-30", "...."]
)
PLACES = st.lists(st.tuples(st.floats(20, 560), st.floats(20, 830), WORDS), max_size=25)


@settings(max_examples=60)
@given(st.lists(PLACES, max_size=3), st.sampled_from(list(DocumentKind)))
def test_no_page_is_too_strange_to_read(pages: list[list[tuple[float, float, str]]], kind: DocumentKind) -> None:
    sheets = []
    for places in pages:
        s = Sheet()
        for x, s.y, word in places:
            s.at(x, word)
        sheets.append(s)
    records = read(kind, *sheets)
    for paper in records.papers:
        assert 1 <= (paper.page_from or 0) <= (paper.page_to or 0) <= len(pages)


def test_a_minutes_extract_on_its_own() -> None:
    s = minutes_page("3 (9)", "Tekniska nämnden", "2025-02-25").text("§ 14", bold=True).text("Taxa för bad", bold=True)
    s.text("Beslut", bold=True, down=24).text("Taxan höjs med tre procent.")
    records = read(DocumentKind.CASE_DOCUMENT, s)
    assert [(p.title, p.section, p.kind) for p in records.papers] == [
        ("Taxa för bad", "§ 14", PaperKind.MINUTES_EXTRACT)
    ]
    assert said(records.decisions) == [(Stage.DECISION, "Tekniska nämnden", "Taxan höjs med tre procent.")]


def test_reports_hold_no_papers() -> None:
    assert not read(DocumentKind.INTERIM_REPORT, *bundle()).papers


# ---- minutes ---------------------------------------------------------------------------------------------------------


def minutes() -> list[Sheet]:
    listed = minutes_page("1 (4)", "Kommunstyrelsen", "2025-03-04").text("Innehåll", bold=True)
    for n, page in ((34, 2), (35, 2), (36, 3)):
        listed.text(f"§ {n} Ärendet {n}" + "." * 40 + f" {page}", down=20)
    two = minutes_page("2 (4)", "Kommunstyrelsen", "2025-03-04")
    two.line((LEFT, "Ks § 34"), (300, "Dnr KS 2025/12"), bold=True).text("Ärendet 34", bold=True)
    two.text("Kommunstyrelsens beslut", bold=True, down=24).text("Kommunstyrelsen beslutar")
    two.text("att godkänna uppföljningen, samt").text("att uppdra åt ekonomichefen att återkomma.")
    two.text("Ärendets tidigare behandling", bold=True, down=24)
    two.text("Beslut i kommunstyrelsens arbetsutskott den 6 februari 2025 § 8", bold=True, down=24)
    two.text("Arbetsutskottet föreslog kommunstyrelsen att godkänna uppföljningen.")
    two.text("Beslut i tekniska nämnden den 1 februari 2025 § 3", bold=True, down=24).text("Ärendet bordlades.")
    two.text("Yrkanden", bold=True, down=24).text("En ledamot yrkar avslag.")
    two.text("Beslutsgång", bold=True, down=24).text("Kommunstyrelsen beslutade enligt arbetsutskottets förslag.")
    two.line((LEFT, "Ks § 35"), (300, "Dnr KS 2025/44"), bold=True, down=40).text("Ärendet 35", bold=True)
    two.text("Beslut", bold=True, down=24).text("Ärendet utgår enligt § 36 i arbetsordningen.")
    three = minutes_page("3 (4)", "Kommunstyrelsen", "2025-03-04").text("Reservation", bold=True).text("En ledamot.")
    three.text("Ks § 36", bold=True, down=40).text("Ärendet 36", bold=True).text("Inga frågor anmäldes.", down=24)
    attached = Sheet().line((LEFT, "Bilaga 1"), (500, "1 (2)"), size=10).text("Yttrande", size=16, bold=True, down=60)
    return [listed, two, three, attached]


def test_each_section_of_minutes_is_a_paper() -> None:
    papers = read(DocumentKind.MINUTES, *minutes()).papers
    assert [(p.section, p.title, p.case_number, p.page_from, p.page_to) for p in papers] == [
        ("§ 34", "Ärendet 34", "KS 2025/12", 2, 2),
        ("§ 35", "Ärendet 35", "KS 2025/44", 2, 3),
        ("§ 36", "Ärendet 36", None, 3, 3),
    ]
    assert {p.document_date for p in papers} == {datetime.date(2025, 3, 4)}


def test_decisions_of_minutes_and_the_handling_before_them() -> None:
    decisions = read(DocumentKind.MINUTES, *minutes()).decisions
    assert said(decisions) == [
        (
            Stage.DECISION,
            "Kommunstyrelsen",
            "Kommunstyrelsen beslutar att godkänna uppföljningen, samt att uppdra åt ekonomichefen att återkomma.",
        ),
        (
            Stage.PROPOSAL,
            "Kommunstyrelsens arbetsutskott",
            "Arbetsutskottet föreslog kommunstyrelsen att godkänna uppföljningen.",
        ),
        (Stage.DECISION, "Tekniska nämnden", "Ärendet bordlades."),
        (Stage.DECISION, "Kommunstyrelsen", "Ärendet utgår enligt § 36 i arbetsordningen."),
    ]
    assert [(d.section, d.date) for d in decisions[:2]] == [
        ("§ 34", datetime.date(2025, 3, 4)),
        ("§ 8", datetime.date(2025, 2, 6)),
    ]


@pytest.mark.parametrize(
    ("heading", "stage"),
    [
        ("Beslut", Stage.DECISION),
        ("Socialnämndens beslut", Stage.DECISION),
        ("Beslutsgång", Stage.DECISION),
        ("Förslag till beslut", Stage.PROPOSAL),
        ("Arbetsutskottets förslag till beslut", Stage.PROPOSAL),
        ("Förvaltningens förslag", Stage.PROPOSAL),
        ("Förslag till b eslut", Stage.PROPOSAL),
    ],
)
def test_headings_say_how_far_a_decision_has_come(heading: str, stage: Stage) -> None:
    s = minutes_page("1 (1)", "Socialnämnden", "2025-03-04").text("§ 1 Lokalplan", bold=True)
    s.text(heading, bold=True, down=24).text("Socialnämnden antar planen.")
    s.text("Bakgrund", bold=True, down=24).text("Planen gäller i fyra år.")
    assert said(read(DocumentKind.MINUTES, s).decisions) == [(stage, "Socialnämnden", "Socialnämnden antar planen.")]


def test_a_decision_that_ends_in_the_words_of_a_heading_is_none() -> None:
    s = minutes_page("1 (1)", "Socialnämnden", "2025-03-04").text("§ 1 Initiativ om skylt", bold=True)
    s.text("Beslut", bold=True, down=24).text("Initiativet överlämnas för utredning och förslag till beslut.")
    (decision,) = read(DocumentKind.MINUTES, s).decisions
    assert decision.text == "Initiativet överlämnas för utredning och förslag till beslut."


def test_page_numbers_of_the_whole_bundle_are_no_papers_own() -> None:
    first = Sheet().text("KALLELSE", size=16, bold=True).text("Kommunstyrelsen", size=14, bold=True)
    first.line((LEFT, "Ärenden"), (480, "Sid"), down=24)
    pages = [first]
    for n, title, case in ((2, "Taxa för bryggor", "KS 2025/12"), (3, "Lokal för fritidsgård", "KS 2025/44")):
        first.line((LEFT, f"{n - 1}."), (95, f"{title} ({case})"), (480, str(n)), down=20)
        sheet = Sheet().line((480, f"Sida {n}(3)"), size=8).line((LEFT, "Tjänsteskrivelse"), size=9)
        sheet.line((LEFT, "Datum"), (250, "Diarienummer"), size=9).line((LEFT, "2025-02-20"), (250, case), size=9)
        pages.append(proposal(sheet.text(title, size=16, bold=True, down=40), "Kommunstyrelsen beslutar att avslå."))
    found = read(DocumentKind.AGENDA, *pages)
    assert [(p.case_number, p.page_from, p.page_to) for p in found.papers] == [
        ("KS 2025/12", 2, 2),
        ("KS 2025/44", 3, 3),
    ]
    assert len(found.decisions) == 2


def test_the_case_number_may_stand_beside_the_section() -> None:
    sheet = Sheet().text("Protokoll", size=18, bold=True)
    for n in (45, 46):
        sheet.text(f"§ {n} Dnr KS 2025-0012{n}", bold=True, size=13, down=30).text(
            f"Ärende om gata {n}", bold=True, size=13
        )
        sheet.text("Beslut", bold=True, down=20).text("Kommunstyrelsen godkänner rapporten.")
    papers = read(DocumentKind.MINUTES, sheet).papers
    assert [(p.section, p.title, p.case_number) for p in papers] == [
        ("§ 45", "Ärende om gata 45", "KS 2025-001245"),
        ("§ 46", "Ärende om gata 46", "KS 2025-001246"),
    ]
