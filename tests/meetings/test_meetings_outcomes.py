"""What was decided against what was proposed, and the minutes of a meeting against its kallelse."""

import datetime

import pytest

from kommuntal.reconcile.meetings import check
from kommuntal.schema import AgendaItem, Decision, DecisionPoint, Document, Finding, Meeting, Paper, Records, Statement
from kommuntal.schema.enums import DocumentKind, DocumentStatus, FindingKind, Stage, StatementKind

KALLELSE, MINUTES = "a" * 64, "b" * 64
DAY = datetime.date(2025, 10, 16)


def decided(
    stage: Stage, text: str, *, paper: str = "p", document: str = MINUTES, deadline: datetime.date | None = None
) -> Records:
    key = f"{stage}-{paper}"
    date = DAY if stage == Stage.DECISION else None
    return Records(
        decisions=[
            Decision(decision_id=key, paper_id=paper, stage=stage, text=text, date=date, document_id=document, page=3)
        ],
        decision_points=[
            DecisionPoint(
                decision_point_id=key,
                decision_id=key,
                order=1,
                text=text,
                deadline=deadline,
                document_id=document,
                page=3,
            )
        ],
    )


def section(case: str | None = "KS 2025/12", title: str = "Taxa för uthyrning av kommunens lokaler") -> Paper:
    return Paper(paper_id="p", title=title, case_number=case, section="§ 4", document_id=MINUTES, page=3)


def findings(*parts: Records) -> list[Finding]:
    records = Records()
    for part in parts:
        records.extend(part)
    return check(records).findings


@pytest.mark.parametrize(
    ("proposal", "decision", "found"),
    [
        ("Avgiften för lokaler höjs till 45 kronor.", "Avgiften för lokaler höjs till 54 kronor.", "54"),
        ("Avgiften för lokaler höjs till 45 kronor.", "Avgiften för lokaler höjs till 45 kronor.", None),
        ("Avgiften för lokaler höjs till 45 kronor.", "Avgiften för lokaler sänks helt till 54 kronor.", None),
        ("Avgiften höjs till 45 kronor 2026.", "Avgiften höjs till 54 kronor 2027.", None),
        (
            "Utskottet föreslår att styrelsen antar strategin för åren 2018-2022.",
            "Styrelsen beslutar att styrelsen antar strategin för åren 2018-2020.",
            "2018-2020",
        ),
        ("1 maj", "2 maj", None),
    ],
)
def test_one_number_in_the_same_words(proposal: str, decision: str, found: str | None) -> None:
    told = findings(Records(papers=[section()]), decided(Stage.PROPOSAL, proposal), decided(Stage.DECISION, decision))
    assert [f.found for f in told] == ([found] if found else [])


def test_a_number_that_a_member_moved_is_no_slip() -> None:
    moved = Statement(
        statement_id="s", paper_id="p", kind=StatementKind.MOTION, text="Yrkar 54 kronor.", document_id=MINUTES
    )
    told = findings(
        Records(papers=[section()], statements=[moved]),
        decided(Stage.PROPOSAL, "Avgiften för lokaler höjs till 45 kronor."),
        decided(Stage.DECISION, "Avgiften för lokaler höjs till 54 kronor."),
    )
    assert told == []


@pytest.mark.parametrize(
    ("text", "deadline", "told"),
    [
        ("Svar lämnas senast den 1 mars 2025.", datetime.date(2025, 3, 1), True),
        ("Svar lämnas senast den 1 mars 2026.", datetime.date(2026, 3, 1), False),
        ("Ansökningar som inkommit senast den 1 mars 2025 beviljas.", datetime.date(2025, 3, 1), False),
    ],
)
def test_a_last_day_that_has_passed(text: str, deadline: datetime.date, told: bool) -> None:
    found = findings(Records(papers=[section()]), decided(Stage.DECISION, text, deadline=deadline))
    assert [f.kind for f in found] == ([FindingKind.PERIOD] if told else [])


def meeting(document_id: str, kind: DocumentKind, body: str = "Kommunstyrelsen") -> Records:
    return Records(
        documents=[
            Document(
                document_id=document_id, file_name="x.pdf", kind=kind, status=DocumentStatus.OK, reader_version="test"
            )
        ],
        meetings=[Meeting(meeting_id=document_id, body=body, date=DAY, document_id=document_id)],
    )


def item(case: str) -> Records:
    title = "Taxa för uthyrning av kommunens lokaler"
    return Records(
        agenda_items=[
            AgendaItem(
                agenda_item_id="i", number="4", order=1, title=title, case_number=case, document_id=KALLELSE, page=1
            )
        ]
    )


@pytest.mark.parametrize(
    ("listed", "body", "told"),
    [
        ("KS 2025/21", "Kommunstyrelsen", 1),
        ("KS 2025/00012", "Kommunstyrelsen", 0),
        ("KS 2025/21", "Socialnämnden", 0),
    ],
)
def test_a_case_has_one_number_in_kallelse_and_minutes(listed: str, body: str, told: int) -> None:
    found = findings(
        meeting(KALLELSE, DocumentKind.AGENDA),
        meeting(MINUTES, DocumentKind.MINUTES, body),
        item(listed),
        Records(papers=[section()]),
    )
    assert len(found) == told
    assert all((f.left_document_id, f.right_document_id) == (KALLELSE, MINUTES) for f in found)


def test_what_a_paper_proposed_is_held_against_the_decision_of_its_meeting() -> None:
    letter = Paper(paper_id="h", case_number="2025/12", title="Taxa", document_id=KALLELSE, page=5)
    found = findings(
        meeting(KALLELSE, DocumentKind.AGENDA),
        meeting(MINUTES, DocumentKind.MINUTES),
        Records(papers=[letter, section()]),
        decided(Stage.PROPOSAL, "Avgiften för lokaler höjs till 45 kronor.", paper="h", document=KALLELSE),
        decided(Stage.DECISION, "Avgiften för lokaler höjs till 54 kronor."),
    )
    assert [(f.found, f.expected, f.left_document_id) for f in found] == [("54", "45", MINUTES)]
