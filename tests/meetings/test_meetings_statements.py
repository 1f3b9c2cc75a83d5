"""What members said for the minutes."""

import pytest
from tests.meetings.drawing import LEFT, Sheet, context, layout

from kommuntal.extract.decisions import extract_decisions
from kommuntal.extract.meeting import extract_meeting
from kommuntal.extract.papers import extract_papers
from kommuntal.extract.statements import extract_statements, read_votes
from kommuntal.schema import Records
from kommuntal.schema.enums import DocumentKind, StatementKind


def minutes() -> Records:
    s = Sheet().line((LEFT, "GRANVIKS KOMMUN"), (300, "SAMMANTRÄDESPROTOKOLL"), (500, "1 (2)"), size=10)
    s.line((LEFT, "Tekniska nämnden"), (300, "2025-02-25"), size=10)
    s.y = 100
    for n, title in ((3, "Taxa för bad"), (4, "Utegym")):
        s.text(f"§ {n}", bold=True, down=30).text(title, bold=True, size=13)
        s.text("Beslut", bold=True, down=24).text("Tekniska nämnden antar taxan." if n == 3 else "Avslag.")
        if n == 3:
            s.text("Yrkanden", bold=True, down=24).text("Ra Radsson (S) yrkar bifall. Re Redsson (M) yrkar avslag.")
            s.text("Omröstningsresultat", bold=True, down=24).text("Med 7 ja-röster mot 4 nej-röster antas taxan.")
            s.text("Reservation", bold=True, down=24).text("Re Redsson (M) reserverar sig.")
            s.text("Beslutet skickas till", bold=True, down=24).text("Fritidskontoret")
    drawn, records = layout([s]), Records()
    given = context(DocumentKind.MINUTES, records)
    for module in (extract_meeting, extract_papers, extract_decisions, extract_statements):
        records.extend(module(drawn, given))
    return records


def test_motions_votes_and_reservations_are_rows_of_their_section() -> None:
    records = minutes()
    assert [(s.kind, s.section, s.text) for s in records.statements] == [
        (StatementKind.MOTION, "§ 3", "Ra Radsson (S) yrkar bifall. Re Redsson (M) yrkar avslag."),
        (StatementKind.VOTE, "§ 3", "Med 7 ja-röster mot 4 nej-röster antas taxan."),
        (StatementKind.RESERVATION, "§ 3", "Re Redsson (M) reserverar sig."),
    ]
    assert [(s.votes_for, s.votes_against, s.abstaining) for s in records.statements] == [
        (None, None, None),
        (7, 4, None),
        (None, None, None),
    ]
    assert [d.text for d in records.decisions] == ["Tekniska nämnden antar taxan.", "Avslag."]


@pytest.mark.parametrize(
    ("text", "votes"),
    [
        ("Ja: 8 Nej: 5 Avstår: 2", (8, 5, 2)),
        ("Nämnden beslutar med 9 röster för och 4 röster emot, 1 ledamot avstår.", (9, 4, 1)),
        ("Med 10 ja mot 3 nej bifalls förslaget.", (10, 3, None)),
        ("Den som röstar ja bifaller förslaget, den som röstar nej avslår det.", (None, None, None)),
        ("8 ja-röster och 5 nej-röster; sedan 7 ja-röster och 6 nej-röster.", (None, None, None)),
        ("Omröstning sker i § 3 ja", (None, None, None)),
    ],
)
def test_votes_are_read_where_they_are_given_once(text: str, votes: tuple[int | None, ...]) -> None:
    assert read_votes(text) == votes
