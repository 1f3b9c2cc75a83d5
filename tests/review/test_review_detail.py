"""What stands beside a finding: the same fact and the same goal in other documents."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.review.invented import document, finding

from kommuntal.publish import publish
from kommuntal.review.detail import Detail, detail
from kommuntal.review.published import Shelf
from kommuntal.schema import Figure, Finding, Goal, Records, Run, Table
from kommuntal.schema.enums import Assessment, GoalLevel, Measure, RunStatus, TableKind, Trend, Unit

HERE, EARLIER, OTHER_BODY = 0, 4, 1  # documents: 0 and 4 are the Socialnämnden's
PLACE: dict[str, Any] = {"page": 1, "x0": 300.0, "top": 100.0, "x1": 360.0, "bottom": 112.0, "confidence": 0.9}


def figure(number: int, text: str, measure: Measure = Measure.OUTCOME, label: str = "Äldreomsorg") -> Figure:
    value = Decimal(text.replace(" ", ""))
    return Figure(
        figure_id=f"figure-{number}-{measure}-{label}",
        document_id=f"{number:064x}",
        table_id=f"table-{number}",
        row=1,
        column=1,
        line_item=label,
        line_item_raw=label,
        measure=measure,
        value=value,
        unit=Unit.SEK,
        text=text,
        column_header="Utfall",
        **PLACE if measure is Measure.OUTCOME else PLACE | {"x0": 400.0, "x1": 460.0},
    )


def goal(number: int, assessment: Assessment, title: str = "Trygga äldre") -> Goal:
    return Goal(
        goal_id=f"goal-{number}-{title}",
        document_id=f"{number:064x}",
        level=GoalLevel.COMMITTEE,
        title=title,
        assessment=assessment,
        trend=Trend.IMPROVING,
        **PLACE | {"top": 400.0, "bottom": 420.0},
    )


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    output: Path = tmp_path_factory.mktemp("over-time")
    moment = datetime(2026, 5, 1, tzinfo=UTC)
    numbers = (HERE, EARLIER, OTHER_BODY)
    documents = [msgspec.structs.replace(document(n), organisation="Socialnämnden") for n in (HERE, EARLIER)]
    documents[1] = msgspec.structs.replace(documents[1], period_end=date(2024, 8, 31))
    publish(
        Records(
            documents=[*documents, document(OTHER_BODY)],
            tables=[
                Table(
                    table_id=f"table-{n}", document_id=f"{n:064x}", kind=TableKind.OTHER, rows=2, columns=2, **PLACE
                )
                for n in numbers
            ],
            figures=[
                *(figure(n, text) for n, text in zip(numbers, ("1 200", "1 100", "900"), strict=True)),
                figure(EARLIER, "1 050", Measure.BUDGET),
            ],
            goals=[goal(HERE, Assessment.MET), goal(EARLIER, Assessment.NOT_MET), goal(OTHER_BODY, Assessment.MET)],
            runs=[
                Run(
                    run_id="1", started_at=moment, finished_at=moment, code_version="1", documents_ok=3,
                    documents_partial=0, documents_failed=0, documents_skipped=0, rows="{}",
                    status=RunStatus.PUBLISHED,
                )
            ],
        ),
        output,
    )  # fmt: skip
    return Shelf(output)


def beside(shelf: Shelf, **place: object) -> Detail:
    row: Finding = finding(HERE, 10, **place)
    return detail(shelf.current(), row)


def test_the_same_figure_of_the_same_body_in_another_document_is_shown(shelf: Shelf) -> None:
    rows = beside(shelf).figures_over_time
    assert [(row["text"], str(row["period"]), row["here"]) for row in rows] == [
        ("1 200", "2025-08-30", True),
        ("1 100", "2024-08-31", False),
    ]


def test_the_same_goal_of_the_same_body_in_another_document_is_shown(shelf: Shelf) -> None:
    rows = beside(shelf, left_top=402.0, left_bottom=415.0).goals_over_time
    assert [(row["assessment"], row["here"]) for row in rows] == [("met", True), ("not_met", False)]


def test_nothing_is_shown_of_a_place_where_nothing_was_read(shelf: Shelf) -> None:
    told = beside(shelf, left_top=700.0, left_bottom=710.0)
    assert (told.figures_over_time, told.goals_over_time, told.match, told.ledger) == ([], [], None, None)
    assert beside(shelf, left_x0=None).marks == {}
