"""Two versions of one paper in a bundle: what differs is said sentence by sentence and cell by cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.meetings.drawing import LEFT, Sheet, context, layout

from kommuntal.extract.agenda import extract_agenda
from kommuntal.extract.differences import Pair, Piece, changed_sentences
from kommuntal.extract.meeting import extract_meeting
from kommuntal.extract.papers import extract_papers
from kommuntal.extract.version_marks import rank, unmarked
from kommuntal.extract.versions import changed_cells, extract_changes
from kommuntal.layout.model import Cell, Table
from kommuntal.read.model import Box
from kommuntal.schema import Records
from kommuntal.schema.enums import ChangeKind, DocumentKind

BOX = Box(0, 0, 1, 1)
WORDS = st.lists(st.sampled_from(["Taxan höjs.", "Avgiften är 12 kr.", "Den gäller från mars.", "Nej."]), max_size=6)


def letter(*said: str, title: str = "Taxa för bad") -> Sheet:
    s = Sheet().line((LEFT, "GRANVIKS KOMMUN"), (250, "Tjänsteskrivelse"), (480, "1(1)"), size=10)
    s.line((250, "2025-02-20"), (400, "KS 2025/12"), size=9)
    s.text(title, size=16, bold=True, down=40).text("Sammanfattning", bold=True, size=13, down=24)
    for text in said:
        s.text(text, down=24)
    return s


def pieces(*texts: str) -> list[Piece]:
    return [Piece(text, 1, BOX) for text in texts]


def texts(pairs: list[Pair]) -> list[tuple[str | None, str | None]]:
    return [(a.text if a else None, b.text if b else None) for a, b in pairs]


def table(grid: list[list[str]]) -> Table:
    cells = tuple(Cell(r, c, text, BOX) for r, row in enumerate(grid) for c, text in enumerate(row))
    return Table(page=1, box=BOX, rows=len(grid), columns=len(grid[0]), cells=cells)


def test_a_corrected_paper_says_what_was_corrected_and_where() -> None:
    first = letter("Avgiften höjs till 45 kronor för vuxna.", "Taxan gäller från mars.", "Barn badar gratis.")
    second = letter(
        "Avgiften höjs till 54 kronor för vuxna.", "Taxan gäller från mars.", "Pensionärer betalar hälften."
    )
    drawn, records = layout([Sheet().text("Kommunstyrelsen", size=18), first, second]), Records()
    given_context = context(DocumentKind.AGENDA, records)
    for module in (extract_meeting, extract_agenda, extract_papers):
        records.extend(module(drawn, given_context))
    changes = extract_changes(drawn, given_context).changes
    assert [(c.kind, c.earlier_text, c.text, c.earlier_page, c.page) for c in changes] == [
        (
            ChangeKind.SENTENCE,
            "Avgiften höjs till 45 kronor för vuxna.",
            "Avgiften höjs till 54 kronor för vuxna.",
            2,
            3,
        ),
        (ChangeKind.SENTENCE, "Barn badar gratis.", None, 2, None),
        (ChangeKind.SENTENCE, None, "Pensionärer betalar hälften.", None, 3),
    ]
    assert {(c.earlier_paper_id, c.paper_id) for c in changes} == {
        (records.papers[0].paper_id, records.papers[1].paper_id)
    }


def test_cells_are_held_against_the_cells_of_the_same_row() -> None:
    head = ["Nämnd", "Budget", "Utfall"]
    before = table([head, ["Socialnämnden", "10", "12"], ["Tekniska nämnden", "5", "5"]])
    assert texts(
        list(changed_cells(before, table([head, ["Socialnämnden", "10", "13"], ["Tekniska nämnden", "5", "5"]])))
    ) == [("12", "13")]
    longer = table([head, ["Socialnämnden", "10", "12"], ["Kulturnämnden", "1", "2"], ["Tekniska nämnden", "5", "4"]])
    assert texts(list(changed_cells(before, longer))) == [
        ("5", "4"),
        (None, "Kulturnämnden"),
        (None, "1"),
        (None, "2"),
    ]


@given(WORDS, WORDS)
def test_changes_lead_from_the_one_text_to_the_other(before: list[str], now: list[str]) -> None:
    pairs = texts(list(changed_sentences(pieces(*before), pieces(*now))))
    gone, new = [a for a, _ in pairs if a], [b for _, b in pairs if b]
    assert sorted([*before, *new]) == sorted([*now, *gone])
    assert not list(changed_sentences(pieces(*before), pieces(*before)))


def test_a_title_that_says_revised_is_a_new_version_with_another_title() -> None:
    first, second = letter("Taxan antas."), letter("Taxan antas.", title="Taxa för bad, reviderad")
    drawn, records = layout([Sheet().text("Kommunstyrelsen", size=18), first, second]), Records()
    given_context = context(DocumentKind.AGENDA, records)
    for module in (extract_meeting, extract_agenda, extract_papers):
        records.extend(module(drawn, given_context))
    changes = extract_changes(drawn, given_context).changes
    assert [(c.kind, c.earlier_text, c.text) for c in changes] == [
        (ChangeKind.TITLE, "Taxa för bad", "Taxa för bad, reviderad")
    ]


@pytest.mark.parametrize(
    ("title", "bare", "late"),
    [
        ("Taxa för bad", "taxa för bad", 0),
        ("Taxa för bad (reviderad 2025-03-04)", "taxa för bad", 50),
        ("kallelse_2025-03-04_v2.pdf", "kallelse_2025-03-04 .pdf", 2),
        ("Delårsrapport version 3", "delårsrapport", 3),
        ("Rättad kallelse", "kallelse", 50),
        ("Bilaga v. 12 och 13", "bilaga v. 12 och 13", 0),
        ("Revidering av reglemente", "revidering av reglemente", 0),
    ],
)
def test_words_that_mark_a_version(title: str, bare: str, late: int) -> None:
    assert (unmarked(title), rank(title)) == (bare, late)
