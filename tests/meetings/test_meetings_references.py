"""What papers refer to, and what they say against themselves."""

import datetime

import pytest
from tests.meetings.drawing import LEFT, Sheet, context, layout

from kommuntal.extract.decisions import extract_decisions
from kommuntal.extract.meeting import extract_meeting
from kommuntal.extract.papers import extract_papers
from kommuntal.extract.references import extract_references
from kommuntal.reconcile.papers import check
from kommuntal.schema import Records
from kommuntal.schema.enums import DocumentKind, FindingKind, ReferenceKind


def letter(title: str = "Remiss om lokalplan 2026", proposal: str = "Socialnämnden antar yttrandet.") -> Sheet:
    s = Sheet().line((LEFT, "GRANVIKS KOMMUN"), (300, "BESLUTSFÖRSLAG"), (480, "1 (1)"), size=9)
    s.line((300, "2025-10-01"), (400, "SN 2025/31"), size=9).text(title, size=16, bold=True, down=60)
    return s.text("Förslag till beslut", bold=True, size=13, down=24).text(proposal)


def read(*sheets: Sheet) -> Records:
    first = (
        Sheet().text("Socialnämnden", size=18).line((LEFT, "Tid"), (150, "torsdag 23 oktober 2025 kl. 13:15"), down=30)
    )
    drawn, records = layout([first, *sheets]), Records()
    given = context(DocumentKind.AGENDA, records)
    for module in (extract_meeting, extract_papers, extract_decisions, extract_references):
        records.extend(module(drawn, given))
    return records


def test_lists_of_attachments_and_recipients() -> None:
    s = (
        letter()
        .text("Beslutsunderlag", bold=True, size=13, down=24)
        .text("Tjänsteskrivelse 2025-09-30")
        .text("Avtal", down=20)
    )
    s.text("Beslutet skickas till", bold=True, size=13, down=24).text("Ekonomiavdelningen")
    found = [(r.kind, r.text) for r in read(s).paper_references]
    assert (ReferenceKind.RECIPIENT, "Ekonomiavdelningen") in found
    assert {r.kind for r in read(s).paper_references} == {ReferenceKind.ATTACHMENT, ReferenceKind.RECIPIENT}
    assert "Avtal" in " ".join(text for kind, text in found if kind == ReferenceKind.ATTACHMENT)


@pytest.mark.parametrize(
    ("sentence", "body", "section"),
    [
        ("Frågan avgjordes av KF 2025-08-25 § 144.", "KF", "§ 144"),
        (
            "Kommunstyrelsens arbetsutskott den 25 augusti 2025 § 8 beredde frågan.",
            "Kommunstyrelsens arbetsutskott",
            "§ 8",
        ),
        ("Beslutet togs av tekniska nämnden den 25 augusti 2025 (§ 9).", "Tekniska nämnden", "§ 9"),
    ],
)
def test_earlier_decisions(sentence: str, body: str, section: str) -> None:
    s = letter().text("Bakgrund", bold=True, size=13, down=24).text(sentence)
    (found,) = (r for r in read(s).paper_references if r.kind == ReferenceKind.DECISION)
    assert (found.body, found.date, found.section) == (body, datetime.date(2025, 8, 25), section)


def test_laws_and_days_without_a_section_are_no_decisions() -> None:
    s = letter().text("Bakgrund", bold=True, size=13, down=24)
    s.text("Enligt socialtjänstlagen (2001:453) 5 kap. ska nämnden den 25 augusti 2025 lämna uppgifter.")
    assert [(r.kind, r.text) for r in read(s).paper_references] == [(ReferenceKind.LAW, "socialtjänstlagen (2001:453)")]


@pytest.mark.parametrize(
    ("sentence", "flagged"),
    [
        ("Länsstyrelsen önskar svar senast 2025-10-17.", True),
        ("Länsstyrelsen önskar svar senast den 17 oktober 2025.", True),
        ("Länsstyrelsen önskar svar senast 2025-11-17.", False),
        ("Svar skulle lämnas senast 2025-06-17.", False),
        ("Bron byggs senast 2025-10-17.", False),
    ],
)
def test_an_answer_due_before_the_meeting(sentence: str, flagged: bool) -> None:
    s = letter().text("Bakgrund", bold=True, size=13, down=24).text(sentence)
    found = check(read(s)).findings
    assert [f.kind for f in found] == ([FindingKind.PERIOD] if flagged else [])


@pytest.mark.parametrize(
    ("title", "proposal", "flagged"),
    [
        ("Verksamhetsplan 2026", "Socialnämnden antar verksamhetsplan 2026–2027.", True),
        ("Verksamhetsplan 2026–2027", "Socialnämnden antar verksamhetsplan 2026 - 2027.", False),
        ("Verksamhetsplan 2026", "Socialnämnden antar planen för 2027.", False),
    ],
)
def test_another_year_in_the_proposal_than_in_the_title(title: str, proposal: str, flagged: bool) -> None:
    found = check(read(letter(title, proposal))).findings
    assert [f.kind for f in found] == ([FindingKind.VERSION] if flagged else [])


def test_one_proposal_in_two_wordings() -> None:
    told = "Förvaltningen har föreslagit socialnämnden besluta att söka bidrag för vård och omsorg"
    s = letter().text("Bakgrund", bold=True, size=13, down=24).text(f"{told} under året 2026.")
    assert not check(read(s.text(f"{told} under året 2026.", down=24))).findings
    (found,) = check(read(s.text(f"{told} 2026.", down=24))).findings[:1]
    assert found.kind == FindingKind.VERSION
