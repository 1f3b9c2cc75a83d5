"""The meeting and its agenda, in the shapes that Swedish municipalities give them."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.meetings.drawing import LEFT, Sheet, context, layout

from kommuntal.extract.agenda import Item, extract_agenda, read_agenda
from kommuntal.extract.meeting import extract_meeting
from kommuntal.schema import Meeting
from kommuntal.schema.enums import DocumentKind


def items(*sheets: Sheet) -> list[Item]:
    return read_agenda(layout(sheets))


def short(found: list[Item]) -> list[tuple[str | None, str, str | None, int | None, int | None]]:
    return [(i.number, i.title, i.case_number, i.page_from, i.page_to) for i in found]


def meeting(*sheets: Sheet, kind: DocumentKind = DocumentKind.AGENDA) -> Meeting:
    (found,) = extract_meeting(layout(sheets), context(kind)).meetings
    return found


def listed() -> Sheet:
    """A kallelse with a list: pages at the right edge, case numbers below the titles, a sub-heading in the middle."""
    s = Sheet()
    s.line((LEFT, "Granviks kommun"), (300, "KALLELSE/FÖREDRAGNINGSLISTA"), (500, "1 (2)"), size=10)
    s.line((LEFT, "Kommunstyrelsen"), (300, "Sammanträdesdatum"), size=10).line((300, "2025-03-04"), size=10)
    s.line((LEFT, "Tid: kl. 13.00"), (300, "Plats: Sessionssalen, kommunhuset"), down=40)
    s.line((LEFT, "Ordförande: Namn Namnsson"), (300, "Sekreterare: Namn Namnsson"))
    s.line((LEFT, "Ärenden"), (490, "Sida"), down=30, bold=True)
    s.line((LEFT, "1."), (90, "Upprop"), down=24)
    s.line((LEFT, "2."), (90, "Budgetuppföljning per februari 2025"), (490, "4 - 10"), down=24)
    s.line((90, "KS/2025:123"))
    s.line((LEFT, "3."), (90, "Svar på motion om belysning av gång- och"), (490, "11"), down=24)
    s.line((90, "cykelvägen mellan Norrsund och Granvik")).line((90, "KS/2024:88"))
    s.line((LEFT, "Ärenden för beslut i kommunfullmäktige"), down=30, bold=True)
    return s.line((LEFT, "4."), (90, "Taxa för kopiering 2026"), (490, "20 - 22"), down=24).line((90, "KS/2025:9"))


def test_a_list_with_pages_and_case_numbers() -> None:
    assert short(items(listed())) == [
        ("1", "Upprop", None, None, None),
        ("2", "Budgetuppföljning per februari 2025", "KS/2025:123", 4, 10),
        ("3", "Svar på motion om belysning av gång- och cykelvägen mellan Norrsund och Granvik", "KS/2024:88", 11, 11),
        ("4", "Taxa för kopiering 2026", "KS/2025:9", 20, 22),
    ]


def test_the_meeting_is_read_from_labels_beside_and_above_their_values() -> None:
    found = meeting(listed())
    assert (found.body, found.date, found.start) == ("Kommunstyrelsen", datetime.date(2025, 3, 4), "13:00")
    assert found.location == "Sessionssalen, kommunhuset"


def ruled() -> Sheet:
    """A ruled table: notes in italics, earlier handling after the case number, a sub-heading in a row of its own."""
    s = Sheet().text("Socialnämnden kallas till sammanträde", size=14, bold=True)
    s.line((LEFT, "Dag"), (190, "Torsdagen den 9 oktober 2025"), down=20).line((LEFT, "Tid"), (190, "Kl. 8.30"))
    s.line((LEFT, "Plats"), (190, "Rådhuset, Eken"))
    s.rule().line((LEFT, "Nr"), (110, "Ärende"), (400, "Noteringar"), down=20).rule()
    s.line((LEFT, "1."), (110, "Val av justerare"), down=18).rule()
    s.line((110, "Beslutsärenden"), down=18, bold=True).rule()
    s.line((LEFT, "2."), (110, "Avgift för trygghetslarm i ordinärt"), down=18)
    s.line((110, "boende")).line((110, "Antagande"), italic=True).line((110, "SNG 2025/31, SNAU 2025-09-25 § 7")).rule()
    s.line((LEFT, "3."), (110, "Motion – Utegym i Norrsund"), down=18)
    return s.line((110, "Motion den 3 mars 2025 av en ledamot"), italic=True).line((110, "Dnr SNG 2025/44")).rule()


def test_notes_and_earlier_handling_are_no_part_of_the_title() -> None:
    found = items(ruled())
    assert short(found) == [
        ("1", "Val av justerare", None, None, None),
        ("2", "Avgift för trygghetslarm i ordinärt boende", "SNG 2025/31", None, None),
        ("3", "Motion – Utegym i Norrsund", "SNG 2025/44", None, None),
    ]
    assert [i.earlier for i in found] == [None, "SNAU 2025-09-25 § 7", None]


def test_numbers_in_the_middle_of_their_cells() -> None:
    s = Sheet().rule().line((LEFT, "Nr"), (110, "Ärende"), (330, "Dnr"), down=20, bold=True).rule()
    for number, lines, case in (
        ("1", ["Val av justerare"], ""),
        ("2", ["Årsredovisning 2024 för", "tekniska nämnden", "och dess bolag"], "TN 2025/45"),
        ("3", ["Redovisning av delegations-", "beslut"], "TN 2025/3"),
    ):
        top = s.y
        for line in lines:
            s.line((110, line), down=16)
        end, s.y = s.y, (top + 16 + s.y) / 2
        s.at(LEFT, number).at(330, case)
        s.y = end + 3
        s.rule()
    assert short(items(s)) == [
        ("1", "Val av justerare", None, None, None),
        ("2", "Årsredovisning 2024 för tekniska nämnden och dess bolag", "TN 2025/45", None, None),
        ("3", "Redovisning av delegationsbeslut", "TN 2025/3", None, None),
    ]


def test_a_table_goes_on_over_pages_under_a_head_of_its_own() -> None:
    first, second = Sheet(), Sheet()
    for s in (first, second):
        s.line((LEFT, "Punkt"), (120, "Rubrik"), (330, "Ärendenr"), (480, "Sida"), down=80, bold=True)
    first.line((LEFT, "1"), (120, "Internkontrollplan 2026"), (330, "2025/31"), (472, "3 - 12"), down=20)
    first.line((LEFT, "2"), (120, "Information om budget 2026"), (330, "2025/32"), (484, "13"), down=20)
    second.line((LEFT, "3"), (120, "Lokalplan"), (330, "2025/40"), (472, "14 - 90"), down=20)
    assert short(items(first, second)) == [
        ("1", "Internkontrollplan 2026", "2025/31", 3, 12),
        ("2", "Information om budget 2026", "2025/32", 13, 13),
        ("3", "Lokalplan", "2025/40", 14, 90),
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("§ 45 Lokalplan 2026 " + "." * 40 + " 12", ("45", "Lokalplan 2026", None, 12, 12)),
        ("§ 45 Dnr KS 2025/14 Lokalplan 2026" + "." * 30 + "12", ("45", "Lokalplan 2026", "KS 2025/14", 12, 12)),
        ("45. Lokalplan 2026 (KS 2025/14)", ("45", "Lokalplan 2026", "KS 2025/14", None, None)),
        ("45 Lokalplan 2026, dnr KS 2025-00014", ("45", "Lokalplan 2026", "KS 2025-00014", None, None)),
        ("45) Lokalplan 2026", ("45", "Lokalplan 2026", None, None, None)),
    ],
)
def test_one_line_says_it_all(line: str, expected: tuple[str, str, str | None, int | None, int | None]) -> None:
    s = Sheet().text("Ärendelista", bold=True)
    assert short(items(s.text(line, down=24)))[0] == expected


def test_an_agenda_without_numbers_is_its_contents_page() -> None:
    s = Sheet().text("Kommunfullmäktige", size=18).text("Innehåll", bold=True, down=40)
    for title, page in (("Val av justerare", 2), ("Budget 2026, KF 2025/12", 3), ("Motion om utegym", 40)):
        s.text(title + "." * 40 + str(page), down=20)
    found = extract_agenda(layout([s]), context(DocumentKind.AGENDA)).agenda_items
    assert [(i.number, i.order, i.title, i.case_number, i.page_from) for i in found] == [
        (None, 1, "Val av justerare", None, 2),
        (None, 2, "Budget 2026", "KF 2025/12", 3),
        (None, 3, "Motion om utegym", None, 40),
    ]


def test_what_stands_under_an_item_is_not_its_title() -> None:
    s = Sheet().text("Ärenden", bold=True)
    s.line((LEFT, "Ärende 1"), (140, "Anmälningar av"), down=24).line((140, "handlingar i planfrågor"))
    s.line((140, "a) Protokoll från rådet")).line((140, "b) Skrivelse från länsstyrelsen"))
    s.line((LEFT, "Ärende 2"), (140, "Taxa för bad"), down=24).line((140, "Bilaga 3"))
    assert [(i.number, i.title) for i in items(s)] == [
        ("1", "Anmälningar av handlingar i planfrågor"),
        ("2", "Taxa för bad"),
    ]


@pytest.mark.parametrize("form", ["§ {}", "Ks § {}", "§{}", "{} §", "Paragraf {}"])
def test_sections_are_numbered_in_many_ways(form: str) -> None:
    s = Sheet().text("Ärenden", bold=True)
    for n in (9, 10, 11):
        s.line((LEFT, form.format(n)), (160, f"Gata {chr(55 + n)}"), down=22)
    assert [(i.number, i.title) for i in items(s)] == [("9", "Gata @"), ("10", "Gata A"), ("11", "Gata B")]


def test_minutes_give_items_only_where_they_list_them() -> None:
    s = Sheet().text("Innehållsförteckning", bold=True)
    for n in (7, 8, 9):
        s.text(f"§ {n} Dnr KS 2025/{n}" + "." * 30 + f" {n + 4}", down=20, bold=True)
        s.text(f"Ärendet om gata {n}" + "." * 30 + f" {n + 4}", down=16)
    found = extract_agenda(layout([s]), context(DocumentKind.MINUTES)).agenda_items
    assert [(i.number, i.title, i.case_number, i.page_from) for i in found] == [
        ("7", "Ärendet om gata 7", "KS 2025/7", 11),
        ("8", "Ärendet om gata 8", "KS 2025/8", 12),
        ("9", "Ärendet om gata 9", "KS 2025/9", 13),
    ]
    plain = Sheet().text("§ 7 Val av justerare", bold=True).text("Beslut", bold=True).text("Ärendet utgår.")
    assert not extract_agenda(layout([plain]), context(DocumentKind.MINUTES)).agenda_items


def test_other_documents_have_no_agenda_and_no_meeting() -> None:
    drawn = layout([listed()])
    assert not extract_agenda(drawn, context(DocumentKind.INTERIM_REPORT)).agenda_items
    assert not extract_meeting(drawn, context(DocumentKind.PLAN)).meetings


@pytest.mark.parametrize(
    ("lines", "body", "start"),
    [
        (["Kallelse till Tekniska nämnden", "Tid: tisdagen den 11 mars 2025 kl 8.30"], "Tekniska nämnden", "08:30"),
        (["BARN- OCH UTBILDNINGSNÄMNDEN", "Sammanträde 2025-03-11 kl 09:00"], "Barn- och utbildningsnämnden", "09:00"),
        (["Kommunstyrelsens arbetsutskott", "Tid: 2025-03-11 klockan 13"], "Kommunstyrelsens arbetsutskott", "13:00"),
        (["Socialnämnden", "Tisdag 2025-03-11, kl. 08.30"], "Socialnämnden", "08:30"),
        (
            ["Kommunfullmäktige i Granviks kommun sammanträder i stadshuset tisdagen den 11 mars 2025 kl. 18.00."],
            "Kommunfullmäktige",
            "18:00",
        ),
    ],
)
def test_who_meets_and_when(lines: list[str], body: str, start: str) -> None:
    s = Sheet()
    for line in lines:
        s.text(line, down=24)
    found = meeting(s)
    assert (found.body, found.date, found.start) == (body, datetime.date(2025, 3, 11), start)


def test_a_label_in_bold_needs_no_colon() -> None:
    s = (
        Sheet()
        .text("Socialnämnden")
        .line((LEFT, "Tid"), down=24, bold=True)
        .at(90, "tisdagen den 11 mars 2025 kl 9.15")
    )
    assert meeting(s).start == "09:15"


def test_minutes_have_their_date_in_the_masthead() -> None:
    s = (
        Sheet()
        .line((369, "11 mars 2025"), bold=True)
        .line((369, "SAMMANTRÄDESPROTOKOLL"))
        .line((369, "Kommunstyrelsen"))
    )
    s.line((LEFT, "Plats och tid"), (190, "Kommunhuset, Eken, kl 15.00 – 16.15"), down=60)
    s.line((LEFT, "Justeringsdatum"), (190, "17 mars 2025"))
    found = meeting(s, kind=DocumentKind.MINUTES)
    assert (found.body, found.date, found.start) == ("Kommunstyrelsen", datetime.date(2025, 3, 11), "15:00")
    assert found.location == "Kommunhuset, Eken"


WORDS = st.sampled_from(["Lokalplan", "Taxa", "för", "bad", "och", "skola", "Svar", "på", "motion", "om", "2026", "12"])
TITLES = st.lists(
    st.lists(WORDS, min_size=1, max_size=14).map(" ".join).filter(lambda t: t[0].isalpha()), min_size=3, max_size=12
)


@settings(max_examples=40)
@given(TITLES, st.integers(1, 90))
def test_every_title_of_a_numbered_list_comes_back(titles: list[str], first: int) -> None:
    s = Sheet().text("Föredragningslista", bold=True, down=60)
    for number, title in enumerate(titles, first):
        s.line((LEFT, f"{number}."), down=22)
        s.at(LEFT + 30, title[:70].rsplit(" ", 1)[0] if len(title) > 70 else title)
        if len(title) > 70:
            s.line((LEFT + 30, title[len(title[:70].rsplit(" ", 1)[0]) :].strip()))
    assert [(i.number, i.title) for i in items(s)] == [(str(n), t) for n, t in enumerate(titles, first)]
