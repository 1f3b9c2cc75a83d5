"""What an agenda lists is no statement: its case and page numbers are no figures."""

from tests.claims.reports import BOX, DOCUMENT_ID, report

from kommuntal.schema import AgendaItem

LINE = "7 Ansökan om statsbidrag för 2026 till kommunernas arbete TN 2025/0925 71-80"


def item(top: float) -> AgendaItem:
    return AgendaItem(
        agenda_item_id="a", document_id=DOCUMENT_ID, order=1, title="Ansökan om statsbidrag", confidence=1.0,
        page=1, x0=BOX.x0, top=top, x1=BOX.x1, bottom=top + BOX.height,
    )  # fmt: skip


def test_a_line_of_an_agenda_states_no_figures() -> None:
    assert report(LINE, rows=None, agenda=[item(BOX.top)]).claims == []


def test_what_stands_beside_the_agenda_does() -> None:
    (claim,) = report("Nämnden söker 4,5 mkr.", rows=None, agenda=[item(BOX.bottom + 20)]).claims
    assert str(claim.value) == "4.5"
