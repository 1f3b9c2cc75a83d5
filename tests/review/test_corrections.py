"""What reviewers say stands on the page: put in where it is meant and nowhere else, and taken out again by undo."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.review.conftest import SAMPLES
from tests.review.databases import ANNA, REPORT, finding

from kommuntal.errors import RunError
from kommuntal.publish import carry_forward, read_back
from kommuntal.review.corrections import correct
from kommuntal.review.evidence import evidence_of
from kommuntal.review.store import FILE_NAME, Store, judge
from kommuntal.run import Settings, run
from kommuntal.schema import (
    AgendaItem,
    Cell,
    Claim,
    ContentsLine,
    Figure,
    Goal,
    IndicatorValue,
    Placed,
    Records,
    Review,
)
from kommuntal.schema.arrow import to_table
from kommuntal.schema.enums import (
    Assessment,
    FindingKind,
    FindingStatus,
    Operator,
    ReviewVerdict,
    Side,
    Trend,
    Unit,
    ValueRole,
)

MISREAD = ReviewVerdict.READING_ERROR
AT = datetime(2026, 5, 2, 8, tzinfo=UTC)


def place(top: float = 100.0) -> dict[str, Any]:
    return {"document_id": REPORT, "page": 3, "x0": 50.0, "top": top, "x1": 90.0, "bottom": top + 10, "confidence": 0.8}


def said(read: str, printed: str | None, finding_id: str = "f1", at: datetime = AT, **where: Any) -> Review:
    return Review(
        finding_id=finding_id,
        verdict=MISREAD,
        value_read=read,
        corrected_value=printed,
        reviewer=ANNA,
        decided_at=at,
        **{name: value for name, value in (place() | where).items() if name != "confidence"},
    )


CELL = Cell(table_id="t", row=1, column=1, text="1 284", value=Decimal(1284), **place())
FIGURE = Figure(
    figure_id="g", table_id="t", row=1, column=1, text="1 284", value=Decimal(1284000), scale=Decimal(1000),
    unit=Unit.SEK, decimals=0, **place(),
)  # fmt: skip
CLAIM = Claim(
    claim_id="c", sentence="Underskottet blev 1,2 mkr.", quote="Underskottet blev 1,2 mkr", value=Decimal("-1.2"),
    value_low=Decimal("-1.25"), value_high=Decimal("-1.15"), unit="mkr", base_unit=Unit.SEK, scale=Decimal(1_000_000),
    **place(),
)  # fmt: skip
GOAL = Goal(
    goal_id="m", title="Fler cyklar", assessment=Assessment.MET, text_assessment=Assessment.MET,
    quote="Målet bedöms nås.", quote_page=3, trend=Trend.IMPROVING, **place(),
)  # fmt: skip
VALUE = IndicatorValue(
    indicator_value_id="v", indicator_id="i", role=ValueRole.TARGET, text="minst 75", value=Decimal(75),
    operator=Operator.GE, **place(),
)  # fmt: skip
ITEM = AgendaItem(agenda_item_id="a", order=1, title="Budget", case_number="2026/12", **place())
LINE = ContentsLine(contents_line_id="l", title="Ekonomi", page_number=17, **place())


@pytest.mark.parametrize(
    ("dataset", "record", "read", "printed", "expected"),
    [
        ("cells", CELL, "1 284", "1 234", {"text": "1 234", "value": Decimal(1234)}),
        ("cells", CELL, "1\N{NO-BREAK SPACE}284", "–", {"text": "–", "value": None}),
        ("figures", FIGURE, "1 284", "1 234,5", {"value": Decimal(1234500), "decimals": 1, "text": "1 234,5"}),
        ("figures", FIGURE, "1 284", "12 mkr", {"value": Decimal(12_000_000), "scale": Decimal(1_000_000)}),
        ("figures", FIGURE, "1 284", "uppgift saknas", {"value": None}),
        ("claims", CLAIM, CLAIM.quote, "2,1", {"value": Decimal("-2.1"), "value_low": Decimal("-2.15")}),
        ("claims", CLAIM, "1,2 mkr", "2,1 mkr", {"value": Decimal("-2.1"), "sentence": "Underskottet blev 2,1 mkr."}),
        ("claims", CLAIM, CLAIM.quote, "+2,1", {"value": Decimal("2.1"), "value_high": Decimal("2.15")}),
        ("claims", CLAIM, CLAIM.quote, "910 tkr", {"value": Decimal(-910), "scale": Decimal(1000), "unit": "tkr"}),
        ("goals", GOAL, "uppfyllt", "delvis uppfyllt", {"assessment": Assessment.PARTLY_MET}),
        ("goals", GOAL, "Fler cyklar", "not_met", {"assessment": Assessment.NOT_MET}),
        ("goals", GOAL, GOAL.quote, "ej uppfyllt", {"text_assessment": Assessment.NOT_MET}),
        ("goals", GOAL, "ökande", "minskande", {"trend": Trend.WORSENING}),
        ("goals", GOAL, "Fler cyklar", "Fler cyklister", {"title": "Fler cyklister"}),
        ("indicator_values", VALUE, "minst 75", "högst 15", {"value": Decimal(15), "operator": Operator.LE}),
        ("agenda_items", ITEM, "2026/12", "2026/21", {"case_number": "2026/21", "title": "Budget"}),
        ("contents_lines", LINE, "17", "11", {"page_number": 11}),
    ],
)
def test_a_corrected_record_is_as_if_it_had_been_read_so(
    dataset: str, record: Placed, read: str, printed: str, expected: dict[str, object]
) -> None:
    now, rows = correct(Records(**{dataset: [record]}), [said(read, printed)])  # type: ignore[arg-type]
    (corrected,) = getattr(now, dataset)
    assert {name: getattr(corrected, name) for name in expected} == expected
    assert corrected.confidence == (record.confidence if dataset in ("figures", "claims") else 1.0)
    changed = {n: getattr(record, n) for n in record.__struct_fields__ if getattr(record, n) != getattr(corrected, n)}
    assert {row.column: row.value_read for row in rows} == {
        name: None if value is None else str(value) for name, value in changed.items()
    }
    assert {(row.dataset, row.finding_id, row.reviewer) for row in rows} == {(dataset, "f1", ANNA)}


def test_a_cell_and_its_figure_are_one_value() -> None:
    now, rows = correct(Records(cells=[CELL], figures=[FIGURE]), [said("1 284", "1 234")])
    assert (now.cells[0].value, now.figures[0].value) == (Decimal(1234), Decimal(1234000))
    assert {(row.dataset, row.record_id) for row in rows} == {("cells", "t/1/1"), ("figures", "g")}


@pytest.mark.parametrize(
    "review",
    [
        said("1 285", "1 234"),  # another reading has come since
        said("1 284", "1 234", page=4),
        said("1 284", "1 234", top=300.0, bottom=310.0),
        said("1 284", "1 234", document_id="b" * 64),
        said("1 284", None),
        msgspec.structs.replace(said("1 284", "1 234"), verdict=ReviewVerdict.SOURCE_ERROR),
    ],
)
def test_what_is_not_meant_is_left(review: Review) -> None:
    records = Records(cells=[CELL], figures=[FIGURE])
    assert correct(records, [review]) == (records, [])


def test_of_two_that_say_the_same_in_one_place_neither_is_corrected() -> None:
    below = msgspec.structs.replace(CELL, row=2, **{k: v for k, v in place(120.0).items() if k in ("top", "bottom")})
    records = Records(cells=[CELL, below])
    assert correct(records, [said("1 284", "1 234", bottom=130.0)]) == (records, [])
    now, _ = correct(records, [said("1 284", "1 234", top=120.0, bottom=130.0)])
    assert [cell.value for cell in now.cells] == [1284, 1234]


def test_of_two_corrections_of_one_value_the_later_one_counts() -> None:
    later = said("1 284", "1 248", finding_id="f2", at=AT.replace(hour=9))
    for reviews in ([said("1 284", "1 234"), later], [later, said("1 284", "1 234")]):
        now, rows = correct(Records(cells=[CELL]), reviews)
        assert now.cells[0].value == 1248 and {row.finding_id for row in rows} == {"f2"}


def test_a_claim_whose_direction_cannot_be_told_is_left() -> None:
    records = Records(claims=[msgspec.structs.replace(CLAIM, quote="mellan 1,2 mkr och 1,2 mkr")])
    assert correct(records, [said("mellan 1,2 mkr och 1,2 mkr", "2,1")]) == (records, [])


@given(st.text(max_size=30), st.text(max_size=30) | st.from_regex(r"-?[0-9]{1,400}( mkr|%)?", fullmatch=True))
def test_no_text_that_somebody_writes_breaks_a_run(read: str, printed: str) -> None:
    records = Records(
        cells=[CELL],
        figures=[FIGURE],
        claims=[CLAIM],
        goals=[GOAL],
        indicator_values=[VALUE],
        agenda_items=[ITEM],
        contents_lines=[LINE],
    )
    for words in (read, CELL.text, CLAIM.quote, GOAL.title, GOAL.quote, VALUE.text, ITEM.title, str(LINE.page_number)):
        now, rows = correct(records, [said(words or "", printed)])
        assert (now == records) == (not rows)
        for dataset, corrected in now:
            to_table(dataset, corrected)


# ---- findings --------------------------------------------------------------------------------------------------------


def status(shown: Any, review: Review) -> tuple[FindingStatus, bool]:
    carried = carry_forward(Records(findings=[shown], reviews=[review]), Records())
    return carried.findings[0].status, carried.reviews[0].in_force


def test_a_verdict_holds_while_the_places_say_the_same() -> None:
    review = judge(finding(), ReviewVerdict.ACCEPTED, ANNA)
    moved = msgspec.structs.replace(finding(), left_page=4, message="Annorlunda sagt", left_quote="847\u00a0285")
    assert status(moved, review) == (FindingStatus.REVIEWED, True)
    for name in ("left_quote", "right_quote", "expected", "found"):
        assert status(msgspec.structs.replace(finding(), **{name: "1"}), review) == (FindingStatus.OPEN, False)


def test_a_verdict_from_before_evidence_was_kept_holds() -> None:
    review = msgspec.structs.replace(judge(finding(), ReviewVerdict.ACCEPTED, ANNA), evidence=None)
    assert status(finding(), review) == (FindingStatus.REVIEWED, True)


def test_evidence_tells_which_place_says_what() -> None:
    swapped = msgspec.structs.replace(finding(), expected=finding().found, found=finding().expected)
    assert evidence_of(swapped) != evidence_of(finding())


# ---- a real run ------------------------------------------------------------------------------------------------------


def rows_of(output: Path, dataset: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(output / f"{dataset}.parquet").to_pylist()
    return rows


def test_corrections_go_into_the_next_run_and_come_out_again(published: Path, output: Path) -> None:
    again = Settings(output=output, cache=published / ".kommuntal" / "cache")
    before = read_back(output)
    found = {f.kind: f for f in before.findings}
    store = Store(output / FILE_NAME)
    reviews = [
        judge(found[FindingKind.SUM], MISREAD, ANNA, side=Side.RIGHT, value_read="315 240", corrected_value="314 700"),
        judge(found[FindingKind.CLAIM], MISREAD, ANNA, corrected_value="-9,4"),
        judge(found[FindingKind.SYMBOL], ReviewVerdict.SOURCE_ERROR, ANNA),
    ]
    batch = store.add(reviews, {})[0].batch

    run([SAMPLES], again)
    after = read_back(output)
    # the same files, but another run
    assert {r.run_id for r in before.runs} < {r.run_id for r in after.runs} and len(after.runs) == len(before.runs) + 1
    assert {f.kind: f.status for f in after.findings} == {
        FindingKind.CONTENTS: FindingStatus.OPEN,
        FindingKind.SYMBOL: FindingStatus.REVIEWED,
    }
    assert [r.in_force for r in after.reviews] == [True] * 3
    values = {
        (row["dataset"], row["column"]): (row["value_read"], row["value_corrected"])
        for row in rows_of(output, "corrections")
    }
    assert values["cells", "value"] == ("315240", "314700")
    assert values["figures", "value"] == ("315240000", "314700000")
    assert values["claims", "value"] == ("-8.4", "-9.4")
    (correction,) = [r for r in after.corrections if (r.dataset, r.column) == ("figures", "value")]
    (figure,) = [f for f in after.figures if f.figure_id == correction.record_id]
    assert figure.value == 314_700_000 and figure.page == correction.page

    store.undo(batch, ANNA)
    run([SAMPLES], again)
    undone = read_back(output)
    assert {r.run_id for r in undone.runs} == {r.run_id for r in after.runs}
    assert undone.corrections == [] and (undone.cells, undone.figures) == (before.cells, before.figures)
    assert {f.finding_id: f.status for f in undone.findings} == dict.fromkeys(
        (f.finding_id for f in before.findings), FindingStatus.OPEN
    )
    assert len(undone.reviews) == 6 and not any(r.in_force for r in undone.reviews)
    store.close()


def test_corrections_outlive_the_database_they_were_written_to(published: Path, output: Path) -> None:
    again = Settings(output=output, cache=published / ".kommuntal" / "cache")
    sum_ = next(f for f in read_back(output).findings if f.kind is FindingKind.SUM)
    store = Store(output / FILE_NAME)
    store.add([judge(sum_, MISREAD, ANNA, corrected_value="847 825")], {})
    store.close()
    run([SAMPLES], again)
    (output / FILE_NAME).unlink()
    run([SAMPLES], again)
    kept = read_back(output)
    assert sum_.finding_id not in {f.finding_id for f in kept.findings}
    assert [r.value_corrected for r in kept.corrections if (r.dataset, r.column) == ("cells", "text")] == ["847 825"]


def test_a_database_that_cannot_be_read_stops_the_run_before_it_reads_for_hours(output: Path) -> None:
    (output / FILE_NAME).write_text("no database" * 100)
    with pytest.raises(RunError, match="reviewers' database"):
        run([SAMPLES], Settings(output=output, reviews=None))
