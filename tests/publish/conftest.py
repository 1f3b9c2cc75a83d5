"""Records of the invented Granviks kommun, with rows in every dataset."""

import shutil
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kommuntal.publish import publish
from kommuntal.schema import (
    AgendaItem,
    Cell,
    Change,
    Claim,
    ContentsLine,
    Correction,
    Decision,
    DecisionPoint,
    Document,
    Figure,
    Finding,
    Goal,
    Indicator,
    IndicatorValue,
    Link,
    Meeting,
    Mention,
    Missed,
    Notice,
    Paper,
    PaperReference,
    PrintedPage,
    Records,
    Review,
    Run,
    Section,
    Statement,
    Table,
)
from kommuntal.schema.enums import (
    Assessment,
    Basis,
    ChangeKind,
    DocumentKind,
    DocumentStatus,
    FindingKind,
    GoalLevel,
    LinkKind,
    LinkVerdict,
    Measure,
    MentionKind,
    NoticeKind,
    Operator,
    ReferenceKind,
    ReviewVerdict,
    RunStatus,
    Stage,
    StatementKind,
    TableKind,
    TextLayer,
    Trend,
    Unit,
    ValueRole,
)

REPORT = "a" * 64
AGENDA = "b" * 64
FIRST_RUN = datetime(2026, 5, 2, 1, 30, tzinfo=UTC)


def place(page: int, document_id: str = REPORT) -> dict[str, Any]:
    return {
        "document_id": document_id,
        "page": page,
        "x0": 56.7,
        "top": 120.0 + page,
        "x1": 300.25,
        "bottom": 140.5 + page,
        "confidence": 0.9,
    }


def granvik() -> Records:
    return Records(
        documents=[
            Document(
                document_id=REPORT,
                file_name="granvik-delarsrapport.pdf",
                retrieved_at=datetime(2026, 5, 2, 1, 0, 0, 250_000, tzinfo=UTC),
                pages=12,
                kind=DocumentKind.INTERIM_REPORT,
                title="Delårsrapport januari–april 2026",
                municipality="Granviks kommun",
                municipality_code="2999",
                organisation="Socialnämnden",
                period_start=date(2026, 1, 1),
                period_end=date(2026, 4, 30),
                text_layer=TextLayer.NATIVE,
                status=DocumentStatus.OK,
                reader_version="1",
            ),
            Document(
                document_id=AGENDA,
                file_name="granvik-kallelse.pdf",
                pages=30,
                kind=DocumentKind.AGENDA,
                municipality="Granviks kommun",
                status=DocumentStatus.PARTIAL,
                status_reason="2 of 30 pages could not be read",
                failed_pages="7,9",
                reader_version="1",
                confidence=0.5,
            ),
        ],
        pages=[PrintedPage(page_id="p1", page_number=1, **place(1))],
        contents_lines=[ContentsLine(contents_line_id="c1", title="Ekonomi", page_number=3, **place(2))],
        sections=[Section(section_id="s1", level=1, heading="Ekonomi", page_from=3, page_to=5, **place(3))],
        mentions=[
            Mention(
                mention_id="o1",
                section_id="s1",
                kind=MentionKind.PERIOD,
                text="år 2026",
                value="2026",
                sentence="Planen gäller år 2026.",
                **place(3),
            )
        ],
        tables=[
            Table(
                table_id="t1",
                section_id="s1",
                title="Resultaträkning",
                unit="tkr",
                kind=TableKind.INCOME_STATEMENT,
                rows=2,
                columns=2,
                header_rows=1,
                **place(3),
            )
        ],
        cells=[
            Cell(table_id="t1", row=0, column=0, text="", is_header=True, **place(3)),
            Cell(table_id="t1", row=0, column=1, text="Utfall", is_header=True, **place(3)),
            Cell(table_id="t1", row=1, column=0, text="-Övrigt, netto", **place(3)),
            Cell(table_id="t1", row=1, column=1, text="-1 234,5", value=Decimal("-1234.5"), **place(3)),
        ],
        figures=[
            Figure(
                figure_id="f1",
                table_id="t1",
                row=1,
                column=1,
                line_item="Övrigt, netto",
                measure=Measure.OUTCOME,
                value=Decimal("-1234500"),
                unit=Unit.SEK,
                decimals=1,
                scale=Decimal(1000),
                text="-1 234,5",
                **place(3),
            )
        ],
        goals=[
            Goal(
                goal_id="g1",
                area="Trygghet",
                level=GoalLevel.COMMITTEE,
                title="Alla får svar i tid",
                assessment=Assessment.MET,
                text_assessment=Assessment.PARTLY_MET,
                basis=Basis.BOTH,
                quote="Målet bedöms delvis nås",
                trend=Trend.IMPROVING,
                progress=75.0,
                **place(6),
            )
        ],
        indicators=[Indicator(indicator_id="i1", goal_id="g1", name="Svar inom två dagar", unit="%", **place(6))],
        indicator_values=[
            IndicatorValue(
                indicator_value_id="v1",
                indicator_id="i1",
                role=ValueRole.TARGET,
                text="minst 95",
                value=Decimal(95),
                operator=Operator.GE,
                **place(6),
            )
        ],
        meetings=[
            Meeting(meeting_id="m1", body="Socialnämnden", date=date(2026, 5, 20), start="08:15", **place(1, AGENDA))
        ],
        agenda_items=[AgendaItem(agenda_item_id="a1", meeting_id="m1", order=1, title="Budget", **place(1, AGENDA))],
        papers=[Paper(paper_id="h1", agenda_item_id="a1", case_number="2026/12", **place(4, AGENDA))],
        decisions=[
            Decision(decision_id="d1", paper_id="h1", stage=Stage.PROPOSAL, text="Nämnden beslutar", **place(4, AGENDA))
        ],
        decision_points=[
            DecisionPoint(decision_point_id="e1", decision_id="d1", order=1, text="Planen antas.", **place(4, AGENDA))
        ],
        notices=[
            Notice(
                notice_id="n1",
                paper_id="h1",
                kind=NoticeKind.MESSAGE,
                date=date(2026, 4, 2),
                text="Länsstyrelsen, beslut om bidrag",
                **place(4, AGENDA),
            )
        ],
        paper_references=[
            PaperReference(
                paper_reference_id="b1",
                paper_id="h1",
                kind=next(iter(ReferenceKind)),
                text="Bilaga 1, budget",
                **place(4, AGENDA),
            )
        ],
        statements=[
            Statement(
                statement_id="s1", paper_id="h1", kind=StatementKind.MOTION, text="Yrkar bifall", **place(4, AGENDA)
            )
        ],
        changes=[
            Change(
                change_id="c1",
                paper_id="h1",
                earlier_paper_id="h1",
                kind=ChangeKind.SENTENCE,
                text="Taxan höjs.",
                earlier_text="Taxan sänks.",
                earlier_page=3,
                **place(4, AGENDA),
            )
        ],
        claims=[
            Claim(
                claim_id="p1",
                sentence="Underskottet blev drygt 1,2 mkr.",
                quote="drygt 1,2 mkr",
                value=Decimal("-1.2"),
                unit="mkr",
                scale=Decimal(1_000_000),
                **place(4),
            )
        ],
        links=[
            Link(
                link_id="l1",
                kind=LinkKind.CLAIM_FIGURE,
                left_type="claim",
                left_id="p1",
                right_type="figure",
                right_id="f1",
                score=0.8,
                verdict=LinkVerdict.MATCH,
            )
        ],
        findings=[
            Finding(
                finding_id="e1",
                kind=FindingKind.SYMBOL,
                message="Symbolen säger uppfyllt, texten delvis.",
                left_document_id=REPORT,
                left_page=6,
                left_quote="grön cirkel",
                right_document_id=AGENDA,
                right_page=9,
                right_quote="Målet bedöms delvis nås",
                first_seen_run="r1",
            )
        ],
        reviews=[
            Review(
                finding_id="e0",
                verdict=ReviewVerdict.SOURCE_ERROR,
                reviewer=None,
                decided_at=datetime(2026, 5, 1, 12, tzinfo=UTC),
                in_force=True,
            )
        ],
        missed=[
            Missed(
                missed_id="x1",
                document_id=REPORT,
                page=2,
                comment="Summan på sidan 2 stämmer inte med sidan 9",
                reported_at=datetime(2026, 5, 1, 12, tzinfo=UTC),
            )
        ],
        corrections=[
            Correction(
                dataset="figures",
                record_id="f1",
                column="value",
                value_read="-1234500",
                value_corrected="-1243500",
                finding_id="e0",
                decided_at=datetime(2026, 5, 1, 12, tzinfo=UTC),
                **place(3),
            )
        ],
        runs=[
            Run(
                run_id="r1",
                started_at=FIRST_RUN,
                finished_at=FIRST_RUN,
                code_version="1",
                documents_ok=1,
                documents_partial=1,
                documents_failed=0,
                documents_skipped=0,
                rows="{}",
                status=RunStatus.PUBLISHED,
            )
        ],
    )


@pytest.fixture
def records() -> Records:
    return granvik()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The records published once for all tests that only need an output to be there; not to be changed."""
    output = tmp_path_factory.mktemp("template") / "output"
    publish(granvik(), output)
    return output


@pytest.fixture
def output(template: Path, tmp_path: Path) -> Path:
    """An output of the records that a test may change."""
    return shutil.copytree(template, tmp_path / "output", symlinks=True)
