"""Papers in their parts: headings over decisions, before a colon, in the margin, in forms, and by their type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.meetings.drawing import LEFT, Sheet, context, layout

from kommuntal.extract.deciding import deciding
from kommuntal.extract.decisions import extract_decisions
from kommuntal.extract.divided import divided
from kommuntal.extract.headings import decision_heading, is_heading
from kommuntal.extract.meeting import extract_meeting
from kommuntal.extract.papers import extract_papers
from kommuntal.extract.parts import read_parts
from kommuntal.layout.model import Paragraph
from kommuntal.read.model import Box, Path
from kommuntal.schema import Records
from kommuntal.schema.enums import DocumentKind

MARGIN = 180.0  # left edge of the text beside headings in the margin


def decided(*sheets: Sheet, kind: DocumentKind = DocumentKind.MINUTES) -> list[tuple[str, str | None, str]]:
    drawn, out = layout(sheets), Records()
    given_context = context(kind, out, "Socialnämnden")
    for module in (extract_meeting, extract_papers, extract_decisions):
        out.extend(module(drawn, given_context))
    return [(d.stage.value, d.body, d.text) for d in out.decisions]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Förslag", "proposal"),
        ("Beslutsförslag", "proposal"),
        ("Föreslaget beslut", "proposal"),
        ("Kommundirektörens förslag till beslut:", "proposal"),
        ("Förslag till kommunstyrelsens beslut", "proposal"),
        ("Utskottets förslag till kommunstyrelsen", "proposal"),
        ("Kultur- och fritidsnämndens arbetsutskotts förslag till beslut", "proposal"),
        ("Kontorets förslag", "proposal"),
        ("BESLUT", "decision"),
        ("Revisorernas beslut", "decision"),
        ("Kommunstyrelsens beslut för egen del", "decision"),
        ("Tekniska nämndens ställningstagande", "decision"),
        ("Propositionsordning", "course"),
        ("Förslag till beslut på sammanträdet", None),
        ("Förslag till beslut under mötet", None),
        ("Förslag till ny taxa", None),
        ("Enligt förvaltningens förslag:", None),
        ("Yrkanden", None),
        ("Beslut om bygglov", None),
        ("Beslutet skickas till", None),
        ("Kommunstyrelsens beslut.", None),
    ],
)
def test_headings_of_decisions_are_told_by_their_grammar(heading: str, role: str | None) -> None:
    assert decision_heading(heading) == role


def minutes(n: int = 1) -> Sheet:
    return Sheet().text("Socialnämnden", size=16).text(f"§ {n} Avgifter för hemtjänst", size=13, bold=True, down=40)


@pytest.mark.parametrize("heading", ["Expedieras:", "Rutan ifylld:"])
def test_bold_words_before_a_colon_are_a_heading_whatever_they_say(heading: str) -> None:
    s = minutes().line((LEFT, "Beslut:"), down=24, bold=True).at(LEFT + 50, "Socialnämnden antar avgifterna.")
    s.line((LEFT, heading), down=24, bold=True).at(LEFT + 6 * len(heading) + 8, "Kommunstyrelsen")
    assert decided(s) == [("decision", "Socialnämnden", "Socialnämnden antar avgifterna.")]


def test_headings_in_the_margin_beside_their_text() -> None:
    s = minutes()
    for n, (heading, text) in enumerate(
        (
            ("Beslut", "Socialnämnden antar avgifterna för hemtjänst i kommunen."),
            ("Ärendet", "Avgifterna räknas upp med index enligt kommunens taxa."),
            ("Underlag", "Tjänsteskrivelse från socialförvaltningen om avgifterna."),
        )
    ):
        s.line((LEFT, heading), bold=True, down=30 if n else 24).at(MARGIN, text)
        s.line((MARGIN, "Texten går vidare på nästa rad i sin egen spalt."))
    assert decided(s)[0][2].startswith("Socialnämnden antar avgifterna för hemtjänst i kommunen. Texten går vidare")
    assert len(decided(s)) == 1
    headings = [p.text for p in divided(layout([s])) if p.role == "heading"]
    assert [h for h in headings if is_heading(h)] == ["Beslut", "Ärendet", "Underlag"]


def test_a_form_whose_fields_hold_a_heading_and_its_text() -> None:
    s = minutes()
    top = s.y + 16
    for heading, text in (("Beslut", "Socialnämnden antar avgifterna."), ("Bakgrund", "Avgifterna räknas upp.")):
        s.line((LEFT, heading), (MARGIN, text), down=32)
    heights = (top, top + 30, top + 62)
    for y in heights:
        s.paths.append(Path("line", LEFT - 6, y, 530, y, stroke="#000000", width=0.5))
    for x in (LEFT - 6, MARGIN - 6, 530.0):
        s.paths.append(Path("line", x, top, x, heights[-1], stroke="#000000", width=0.5))
    s.text("§ 2 Övriga frågor", size=13, bold=True, down=60)
    assert len(layout([s]).tables) == 1
    assert decided(s) == [("decision", "Socialnämnden", "Socialnämnden antar avgifterna.")]


def test_a_record_that_is_one_table() -> None:
    s = Sheet().text("Socialnämnden", size=16, down=60)
    rows = [
        ("§", "Ärende", "Beslut"),
        ("§ 1", "Avgifter", "Socialnämnden antar avgifterna."),
        ("§ 2", "Val", "Ada väljs."),
    ]
    top = s.y + 10
    heights = [top]
    for row in rows:
        s.line(*zip((LEFT, LEFT + 40, MARGIN + 100), row, strict=True), down=24, bold=row is rows[0])
        heights.append(s.y + 7)
    for y in heights:
        s.paths.append(Path("line", LEFT - 6, y, 530, y, stroke="#000000", width=0.5))
    for x in (LEFT - 6, LEFT + 34, MARGIN + 94, 530.0):
        s.paths.append(Path("line", x, top, x, heights[-1], stroke="#000000", width=0.5))
    drawn, out = layout([s]), Records()
    given_context = context(DocumentKind.MINUTES, out, "Socialnämnden")
    for module in (extract_meeting, extract_papers, extract_decisions):
        out.extend(module(drawn, given_context))
    assert [(p.section, p.title) for p in out.papers] == [("§ 1", "Avgifter"), ("§ 2", "Val")]
    assert [d.text for d in out.decisions] == ["Socialnämnden antar avgifterna.", "Ada väljs."]


def test_sections_at_the_right_of_their_titles() -> None:
    s = Sheet().text("Socialnämnden", size=16, down=60)
    for n, title in ((1, "Avgifter"), (2, "Val av en ledamot"), (3, "Övrigt")):
        s.line((LEFT, title), (480, f"§ {n}"), size=13, bold=True, down=40)
        s.line((LEFT, "Beslut"), (MARGIN, f"Socialnämnden antar förslag {n}."), down=24)
    assert [text for _, _, text in decided(s)] == [f"Socialnämnden antar förslag {n}." for n in (1, 2, 3)]
    out = Records()
    out.extend(extract_papers(layout([s]), context(DocumentKind.MINUTES, out, "Socialnämnden")))
    assert [(p.section, p.title) for p in out.papers] == [
        ("§ 1", "Avgifter"),
        ("§ 2", "Val av en ledamot"),
        ("§ 3", "Övrigt"),
    ]


def test_headings_before_a_colon_are_headings_where_the_record_has_them_so() -> None:
    s = minutes()
    for text in (
        "Ansökan: Den sökande vill bygga en brygga.",
        "Bakgrund: Bryggan ligger vid en badplats.",
        "Beslut: Socialnämnden avslår ansökan.",
        "Karta: Se ritning 4.",
        "Bilagor: Ritning 4.",
    ):
        s.text(text, down=24)
    assert decided(s) == [("decision", "Socialnämnden", "Socialnämnden avslår ansökan.")]


@pytest.mark.parametrize(
    ("told", "body"),
    [
        ("Styrelsen beslutade att godkänna bokslutet.", "Styrelsen"),
        ("Styrelsen noterade rapporten.", "Styrelsen"),
        ("Beslutades att godkänna bokslutet.", ""),
        ("Styrelsen beslutade i mars att sälja huset.", None),
        ("Styrelsen har tidigare beslutat om en policy.", None),
        ("VD redogjorde för läget.", None),
    ],
)
def test_a_record_without_headings_tells_what_was_decided(told: str, body: str | None) -> None:
    assert deciding(told, told=True) == body
    assert deciding(told) is None


def test_what_settles_only_when_is_no_decision_on_the_matter() -> None:
    s = minutes().text("Beslutsgång", bold=True, down=24)
    s.text("Ordföranden finner att ärendet ska avgöras i dag.")
    assert decided(s) == []


def test_what_is_set_as_the_headings_of_the_record_is_a_heading() -> None:
    s = minutes()
    for heading, text in (
        ("Ärende", "Avgifterna räknas upp med index varje år enligt den taxa som gäller i kommunen sedan länge."),
        ("Beslut", "Socialnämnden antar avgifterna."),
        ("Remissinstanser", "Pensionärsrådet"),
        ("Bilagor", "Taxa"),
        ("Skickas till", "Kommunstyrelsen"),
    ):
        s.text(heading, size=9, down=24).text(text)
    assert decided(s) == [("decision", "Socialnämnden", "Socialnämnden antar avgifterna.")]


@pytest.mark.parametrize(
    ("sentences", "body"),
    [
        (["Med hänvisning till ovanstående föreslås socialnämnden besluta", "att anta planen."], "Socialnämnden"),
        (["Socialnämnden föreslås besluta att anta planen."], "Socialnämnden"),
        (["Mot bakgrund av detta föreslår socialnämnden att planen antas."], "Socialnämnden"),
        (["Socialnämnden beslutar", "1. att anta planen", "2. att sända den till kommunstyrelsen"], "Socialnämnden"),
    ],
)
def test_a_decision_without_a_heading_is_a_sentence_and_its_points(sentences: list[str], body: str) -> None:
    s = Sheet().line((LEFT, "Granviks kommun"), (250, "Tjänsteskrivelse"), (480, "1 (1)"), size=9)
    s.line((250, "2025-09-10"), (400, "SN 2025/7"), size=9).text("Plan för anhörigstöd", size=15, bold=True, down=40)
    s.text("Planen har tagits fram under våren. Nämnden beslutade i mars att se över den.", down=24)
    for sentence in sentences:
        s.text(sentence, down=20)
    assert decided(s, kind=DocumentKind.CASE_DOCUMENT) == [("proposal", body, " ".join(sentences))]


def test_what_an_officer_calls_a_decision_is_proposed() -> None:
    s = Sheet().line((LEFT, "Granviks kommun"), (250, "Tjänsteskrivelse"), (480, "1 (1)"), size=9)
    s.line((250, "2025-09-10"), (400, "SN 2025/7"), size=9).text("Plan för anhörigstöd", size=15, bold=True, down=40)
    s.text("Beslut för egen del", bold=True, down=24).text("Socialnämnden antar planen.")
    assert decided(s, kind=DocumentKind.CASE_DOCUMENT) == [("proposal", "Socialnämnden", "Socialnämnden antar planen.")]


def test_who_signs_is_no_part_of_the_decision() -> None:
    s = minutes().text("Beslut", bold=True, down=24).text("Socialnämnden antar avgifterna.", down=20)
    s.text("För socialnämnden", down=30).text("Ada Alm", down=30)
    assert decided(s) == [("decision", "Socialnämnden", "Socialnämnden antar avgifterna.")]


def test_who_signs_a_letter_is_no_point_of_what_it_proposes() -> None:
    s = Sheet().line((LEFT, "Granviks kommun"), (250, "Tjänsteskrivelse"), (480, "1 (1)"), size=9)
    s.line((250, "2025-09-10"), (400, "SN 2025/7"), size=9).text("Plan för anhörigstöd", size=15, bold=True, down=40)
    s.text("Planen har tagits fram under våren " * 6, down=24)
    s.text("Förslag till beslut", bold=True, down=24).text("Socialnämnden beslutar", down=20)
    for text in ("att anta planen", "Socialförvaltningen", "Ada Alm", "utredare"):
        s.text(text, down=30)
    assert decided(s, kind=DocumentKind.CASE_DOCUMENT) == [
        ("proposal", "Socialnämnden", "Socialnämnden beslutar att anta planen")
    ]


TEXTS = st.sampled_from(
    [
        "Beslut",
        "Bakgrund",
        "Beslut: Planen antas.",
        "Planen antas.",
        "att anta planen",
        "1. Planen antas.",
        "---",
        "Ärendet",
    ]
)


@given(st.lists(st.tuples(TEXTS, st.sampled_from(["body", "list", "heading", "note"]))))
def test_every_text_is_in_one_part_and_in_its_order(said: list[tuple[str, str]]) -> None:
    paragraphs = [Paragraph(text, 1, Box(0, n, 9, n + 1), role=role) for n, (text, role) in enumerate(said)]  # type: ignore[arg-type]
    parts = list(read_parts(paragraphs))
    held = [id(p) for part in parts for p in ([part.line] if part.line else []) + part.paragraphs]
    assert held == [id(p) for p in paragraphs if id(p) in set(held)]
    left = [p for p in paragraphs if id(p) not in set(held)]
    assert all(p.role == "note" or p.text == "---" for p in left)
