"""Contents pages and agendas against what follows them."""

from hypothesis import given
from hypothesis import strategies as st
from tests.meetings.drawing import DOCUMENT_ID, LEFT, Sheet, context, layout

from kommuntal.extract.contents import extract_contents
from kommuntal.extract.page_references import extract_page_references
from kommuntal.reconcile.contents import check
from kommuntal.schema import AgendaItem, ContentsLine, Finding, Paper, PaperReference, PrintedPage, Records, Section
from kommuntal.schema.enums import DocumentKind, FindingKind, ReferenceKind, Severity


def item(
    number: str, title: str, case: str | None = None, first: int | None = None, last: int | None = None
) -> AgendaItem:
    return AgendaItem(
        agenda_item_id=f"i{number}",
        number=number,
        order=1,
        title=title,
        case_number=case,
        page_from=first,
        page_to=last or first,
        document_id=DOCUMENT_ID,
        page=1,
    )


def paper(number: str | None, title: str, case: str | None, page: int) -> Paper:
    return Paper(
        paper_id=f"p{page}",
        agenda_item_id=number and f"i{number}",
        title=title,
        case_number=case,
        page_from=page,
        page_to=page,
        document_id=DOCUMENT_ID,
        page=page,
    )


def pages(bundle: dict[int, int] | None = None, own: dict[int, int] | None = None) -> list[PrintedPage]:
    numbers = (bundle or {}).keys() | (own or {}).keys()
    return [
        PrintedPage(
            page_id=f"s{n}",
            bundle_number=(bundle or {}).get(n),
            page_number=(own or {}).get(n),
            document_id=DOCUMENT_ID,
            page=n,
        )
        for n in sorted(numbers)
    ]


def line(number: str | None, title: str, page_number: int) -> ContentsLine:
    return ContentsLine(
        contents_line_id=title, number=number, title=title, page_number=page_number, document_id=DOCUMENT_ID, page=2
    )


def section(heading: str, page: int) -> Section:
    return Section(
        section_id=heading, level=1, heading=heading, page_from=page, page_to=page, document_id=DOCUMENT_ID, page=page
    )


def test_an_agenda_that_agrees_with_its_papers_gives_nothing() -> None:
    records = Records(
        agenda_items=[
            item("1", "Lokalplan", "2025/31", 2),
            item("2", "Taxa – bad", "2025/32", 3, 4),
            item("3", "Övrigt"),
        ],
        papers=[paper("1", "Lokalplan", "2025/31-3.9.0.2", 2), paper("2", "Taxa - bad", "2025/32-1.1.0.1", 3)],
        pages=pages({1: 1, 2: 2, 3: 3, 4: 4}),
    )
    assert not check(records).findings


def test_numbers_that_only_some_papers_print_are_not_those_of_the_list() -> None:
    listed = [item("1", "Lokalplan", "2025/31", 2), item("2", "Taxa", "2025/32", 4), item("3", "Motion", None, 9)]
    found = [paper("1", "Lokalplan", "2025/31", 2), paper("2", "Taxa", "2025/32", 4), paper("3", "Motion", None, 5)]
    own = pages(own={2: 1, 3: 2})
    own += [PrintedPage(page_id=f"s{n}", document_id=DOCUMENT_ID, page=n) for n in (4, 5)]
    (wrong,) = check(Records(agenda_items=listed, papers=found, pages=own)).findings
    assert (wrong.found, wrong.expected) == ("9", "5")
    assert not check(Records(agenda_items=listed[2:], papers=found[2:], pages=own)).findings


def test_case_numbers_titles_and_pages_that_differ() -> None:
    records = Records(
        agenda_items=[
            item("1", "Lokalplan 2026", "2025/31", 2),
            item("2", "Taxa", "2025/32", 7, 60),
            item("3", "Motion", "2025/33", 61, 62),
            item("4", "Övrigt", "2025/34", 70),
        ],
        papers=[
            paper("1", "Lokalplan", "2024/31-3.9.0.2", 2),
            paper("2", "Taxa", "2025/32", 3),
            paper(None, "Avtal", None, 5),
        ],
        pages=pages({1: 1, 2: 2, 3: 7, 4: 8, 5: 70}),
    )
    found = [(f.severity, f.left_quote, f.expected, f.found, f.right_page) for f in check(records).findings]
    assert found == [
        (Severity.WARNING, "2025/31", "2024/31-3.9.0.2", "2025/31", 2),
        (Severity.NOTE, "Lokalplan 2026", "Lokalplan", "Lokalplan 2026", 2),
        (Severity.NOTE, "Taxa", "7–60", "7–8", None),
        (Severity.WARNING, "Motion", "61–62", None, None),
        (Severity.NOTE, "Avtal", None, None, None),
    ]
    assert all(f.message and f.message_en for f in check(records).findings)


def test_an_agenda_sent_alone_has_no_missing_papers() -> None:
    records = Records(agenda_items=[item("1", "Lokalplan", "2025/31", 2)], pages=pages({1: 1}))
    assert not check(records).findings


def test_gaps_in_the_numbering_and_a_section_cited_for_two_cases() -> None:
    cited = AgendaItem(
        agenda_item_id="i9", number="9", order=3, title="Taxa", case_number="2025/2", earlier="KSAU § 4",
        document_id=DOCUMENT_ID, page=1,
    )  # fmt: skip
    again = AgendaItem(
        agenda_item_id="i10", number="10", order=4, title="Avgift", case_number="2025/3", earlier="BUN § 2, KSAU § 4",
        document_id=DOCUMENT_ID, page=1,
    )  # fmt: skip
    found = check(Records(agenda_items=[item("7", "Val"), cited, again])).findings
    assert [(f.kind, f.found) for f in found] == [(FindingKind.CONTENTS, "9"), (FindingKind.DUPLICATE_FACT, "KSAU § 4")]


LINES = [line("1", "Inledning", 3), line("2", "Ekonomi", 4), line("2.1", "Utfall", 4), line("3", "Personal", 6)]


def headings(**pages_of: int) -> list[Section]:
    at = {"1 Inledning": 3, "2 Ekonomi": 4, "2.1 Utfall": 4, "3 Personal": 6} | {
        k.replace("_", " "): v for k, v in pages_of.items()
    }
    return [section(h, p) for h, p in at.items()]


def test_a_heading_on_another_page_than_the_contents_says() -> None:
    records = Records(contents_lines=LINES, sections=headings(), pages=pages(own={n: n for n in range(1, 9)}))
    assert not check(records).findings
    moved = [*headings()[:3], section("3 Personal", 7)]
    (found,) = check(Records(contents_lines=LINES, sections=moved, pages=records.pages)).findings
    assert (found.left_page, found.right_page, found.expected, found.found) == (2, 7, "7", "6")
    assert "sidan 6" in found.message


def test_printed_page_numbers_count_not_those_of_the_file() -> None:
    shifted = [section(s.heading, s.page_from + 1) for s in headings()]
    records = Records(contents_lines=LINES, sections=shifted, pages=pages(own={n: n - 1 for n in range(2, 9)}))
    assert not check(records).findings


def test_a_contents_that_counts_in_its_own_way_is_left_alone() -> None:
    shifted = [section(s.heading, s.page_from + 1) for s in headings()]
    records = Records(contents_lines=LINES, sections=shifted, pages=pages(own={n: n for n in range(1, 9)}))
    assert not check(records).findings


def test_a_heading_in_other_words_under_the_same_number() -> None:
    reworded = [*headings()[:3], section("3 Personalen", 6)]
    records = Records(contents_lines=LINES, sections=reworded, pages=pages(own={n: n for n in range(1, 9)}))
    (found,) = check(records).findings
    assert (found.severity, found.expected, found.found) == (Severity.NOTE, "3 Personalen", "3 Personal")


@given(st.permutations(range(4)), st.integers(-3, 3))
def test_headings_are_never_said_to_stand_where_they_do_not(order: list[int], shift: int) -> None:
    """Whatever order the sections come in, and however the paper's own numbers are shifted, agreement is silence."""
    sections = [section(s.heading, s.page_from + 5) for s in (headings()[n] for n in order)]
    own = {n: n - 5 + shift for n in range(1, 14) if n - 5 + shift > 0}
    lines = [line(x.number, x.title, x.page_number + shift) for x in LINES]
    assert not check(Records(contents_lines=lines, sections=sections, pages=pages(own=own))).findings


def test_lines_and_page_numbers_are_read_from_the_page() -> None:
    s = Sheet().text("Innehållsförteckning", size=18, bold=True, down=60)
    for text in (
        "1 Inledning " + ". " * 40 + "3",
        "2.1 Årlig uppföljning av arbetsmiljö och",
        "hälsa" + "." * 40 + "12",
        "Bilagor" + "." * 40 + " 14",
    ):
        s.line((LEFT, text), down=14)
    s.foot(500, "2 (26)")
    records = extract_contents(
        layout([Sheet().text("Delårsrapport", size=20), s]), context(DocumentKind.INTERIM_REPORT)
    )
    assert [(x.number, x.title, x.page_number) for x in records.contents_lines] == [
        ("1", "Inledning", 3),
        ("2.1", "Årlig uppföljning av arbetsmiljö och hälsa", 12),
        (None, "Bilagor", 14),
    ]
    assert [(p.page, p.page_number) for p in records.pages] == [(1, None), (2, 2)]


def test_a_contents_without_dots_needs_its_heading_and_one_right_edge() -> None:
    def drawn(heading: str) -> list[ContentsLine]:
        s = Sheet().text(heading, size=18, bold=True, down=60)
        for n, title in enumerate(("Inledning", "Ekonomi", "Personal", "Mål", "Bilagor"), 1):
            s.line((LEFT, f"{n} {title}"), (480, str(n + 2)), down=20)
        return extract_contents(layout([s]), context(DocumentKind.PLAN)).contents_lines

    assert [(x.number, x.title, x.page_number) for x in drawn("Innehåll")][:2] == [
        ("1", "Inledning", 3),
        ("2", "Ekonomi", 4),
    ]
    assert not drawn("Antal per enhet")


def found_with(*titles: str) -> list[Finding]:
    """The findings where six lines are spelt with `titles` as the headings of the first of them."""
    wanted = ["Projektmål", "Tidplan för arbetet", "Budget", "Organisation", "Riskanalys", "Uppföljning"]
    printed = [*titles, *wanted[len(titles) :]]
    return check(
        Records(
            contents_lines=[line(str(n), title, n + 2) for n, title in enumerate(wanted, 1)],
            sections=[section(f"{n} {title}", n + 2) for n, title in enumerate(printed, 1)],
            pages=pages(own={n: n for n in range(1, 12)}),
        )
    ).findings


def test_a_heading_that_differs_in_a_space_only_is_told_where_the_others_agree() -> None:
    (found,) = found_with("Projekt mål")
    assert (found.severity, found.expected, found.found) == (Severity.NOTE, "1 Projekt mål", "1 Projektmål")
    assert not found_with("Projekt mål", "Tid plan för arbetet")


def test_a_reference_to_another_page_than_the_contents_gives() -> None:
    def sent_to(number: int) -> list[Finding]:
        cited = PaperReference(
            paper_reference_id="r",
            kind=ReferenceKind.PAGE,
            text=f"Sidan {number}",
            sentence=f"Sidan {number}, om tidplan för arbetet.",
            document_id=DOCUMENT_ID,
            page=8,
        )
        return check(
            Records(
                contents_lines=[
                    line(None, t, n) for n, t in ((3, "Organisation"), (4, "Tidplan för arbetet"), (5, "Risk"))
                ],
                sections=[section("Organisation", 3), section("Tidplan för arbetet", 4), section("Risk", 5)],
                pages=pages(own={n: n for n in range(1, 12)}),
                paper_references=[cited],
            )
        ).findings

    (found,) = sent_to(7)
    assert (found.expected, found.found, found.left_page) == ("4", "7", 8)
    assert not sent_to(4)


def test_sentences_that_send_to_a_page_are_kept_where_they_name_a_heading() -> None:
    s = Sheet()
    for text in (
        "Se vidare sidan 16 om interna kompetenser.",
        "En bild av interna kompetenser finns på sidan 7.",
        "Se sidan 12 om något annat.",
        "Interna kompetenser beskrivs i planen.",
    ):
        s.text(text, down=30)
    listed = [line(None, "Interna kompetenser", 13)]
    found = extract_page_references(
        layout([s]), context(DocumentKind.PLAN, Records(contents_lines=listed))
    ).paper_references
    assert [(r.kind, r.text) for r in found] == [(ReferenceKind.PAGE, "sidan 16")]
