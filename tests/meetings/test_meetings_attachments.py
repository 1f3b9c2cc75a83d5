"""What a paper lists as attached, and what is attached to it."""

from tests.meetings.drawing import LEFT, Sheet, context, layout

from kommuntal.extract.agenda import extract_agenda
from kommuntal.extract.meeting import extract_meeting
from kommuntal.extract.papers import extract_papers
from kommuntal.extract.references import extract_references
from kommuntal.reconcile.papers import check
from kommuntal.schema import Records
from kommuntal.schema.enums import DocumentKind, FindingKind, ReferenceKind, Severity


def letter(*listed: str) -> Sheet:
    s = Sheet().line((LEFT, "GRANVIKS KOMMUN"), (250, "Tjänsteskrivelse"), (480, "1(1)"), size=10)
    s.line((250, "2025-02-20"), (400, "KS 2025/12"), size=9)
    s.text("Taxa för bad", size=16, bold=True, down=40).text("Beslutsunderlag", bold=True, size=13, down=24)
    for text in listed:
        s.text(text, down=24)
    return s


def attachment(label: str, title: str) -> Sheet:
    return Sheet().line((440, label), size=10).text(title, size=20, bold=True, down=90).text("Text.", down=30)


def read(*sheets: Sheet) -> Records:
    drawn, records = layout([Sheet().text("Kommunstyrelsen", size=18), *sheets]), Records()
    given = context(DocumentKind.AGENDA, records)
    for module in (extract_meeting, extract_agenda, extract_papers, extract_references):
        records.extend(module(drawn, given))
    return records


def listed(records: Records) -> list[tuple[ReferenceKind, str, bool | None, int | None]]:
    return [(r.kind, r.text, r.present, r.found_page) for r in records.paper_references]


def test_attachments_are_found_by_label_or_title() -> None:
    records = read(
        letter("Bilaga 1. Karta", "Bilaga 2. Jämförelse av avgifter", "Förslag till taxa för badhuset", "Protokoll"),
        attachment("Bilaga 1", "Karta"),
        attachment("Bilaga 3", "Prislista"),
        attachment("", "Förslag till taxa för badhuset"),
    )
    assert listed(records) == [
        (ReferenceKind.ATTACHMENT, "Bilaga 1. Karta", True, 3),
        (ReferenceKind.ATTACHMENT, "Bilaga 2. Jämförelse av avgifter", False, None),
        (ReferenceKind.ATTACHMENT, "Förslag till taxa för badhuset", True, 5),
        (ReferenceKind.ATTACHMENT, "Protokoll", None, None),
        (ReferenceKind.UNLISTED, "Bilaga 3 Prislista", True, 4),
    ]
    findings = check(records).findings
    assert [f.left_quote for f in findings] == ["Bilaga 2. Jämförelse av avgifter", "Bilaga 3 Prislista"]
    assert {(f.kind, f.severity) for f in findings} == {(FindingKind.CONTENTS, Severity.NOTE)}


def test_a_bundle_without_attachments_is_data_and_no_finding() -> None:
    records = read(letter("Bilaga 1. Karta", "Protokoll"))
    assert [present for *_, present, _ in listed(records)] == [False, False]
    assert not check(records).findings
