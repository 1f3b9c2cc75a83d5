"""From one output to the next: what is read back, carried forward and refused."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from kommuntal.errors import PublishRefused, RunError, UsageError
from kommuntal.publish import carry_forward, check_shrink, publish, read_back
from kommuntal.publish.files import FILES
from kommuntal.schema import Records, Review, Run
from kommuntal.schema.enums import DocumentStatus, FindingStatus, ReviewVerdict

LATER = datetime(2026, 5, 3, 1, 30, tzinfo=UTC)


def review(finding_id: str, comment: str | None = None) -> Review:
    return Review(
        finding_id=finding_id,
        verdict=ReviewVerdict.ACCEPTED,
        comment=comment,
        reviewer="Sekreteraren",
        decided_at=LATER,
        in_force=True,
    )


def next_run(records: Records, run_id: str = "r2") -> Run:
    return msgspec.structs.replace(records.runs[0], run_id=run_id, started_at=LATER, finished_at=LATER)


def test_what_was_published_is_read_back(template: Path, records: Records) -> None:
    assert read_back(template) == records


def test_nothing_is_read_back_where_nothing_was_published(tmp_path: Path) -> None:
    assert read_back(tmp_path) == Records()
    assert read_back(tmp_path / "not there") == Records()


def test_a_finding_keeps_the_run_that_first_saw_it(records: Records) -> None:
    (finding,) = records.findings
    unseen = msgspec.structs.replace(finding, first_seen_run=None)
    tonight = Records(findings=[unseen, msgspec.structs.replace(unseen, finding_id="new")], runs=[next_run(records)])
    carried = carry_forward(tonight, records)
    assert {f.finding_id: f.first_seen_run for f in carried.findings} == {"e1": "r1", "new": "r2"}
    assert [run.run_id for run in carried.runs] == ["r2", "r1"]


def test_reviews_are_never_lost_and_make_a_finding_reviewed(records: Records) -> None:
    tonight = msgspec.structs.replace(records, reviews=[review("e1")])
    carried = carry_forward(tonight, records)
    assert sorted(r.finding_id for r in carried.reviews) == ["e0", "e1"]
    assert [f.status for f in carried.findings] == [FindingStatus.REVIEWED]
    later = carry_forward(msgspec.structs.replace(records, reviews=[]), carried)
    assert later.reviews == carried.reviews
    assert [f.status for f in later.findings] == [FindingStatus.REVIEWED]


def test_a_published_row_is_not_rewritten(records: Records) -> None:
    published = msgspec.structs.replace(records, reviews=[review("e1", "som den var")])
    tonight = msgspec.structs.replace(
        records,
        reviews=[review("e1", "ändrad")],
        runs=[msgspec.structs.replace(records.runs[0], started_at=LATER, finished_at=LATER + timedelta(hours=1))],
    )
    carried = carry_forward(tonight, published)
    assert carried.reviews == published.reviews and carried.runs == published.runs


def test_the_same_run_again_is_the_same_output_byte_for_byte(output: Path, records: Records) -> None:
    before = {name: (output / name).read_bytes() for name in FILES}
    again = msgspec.structs.replace(
        records,
        findings=[msgspec.structs.replace(finding, first_seen_run=None) for finding in records.findings],
        reviews=[],
        runs=[next_run(records, run_id="r1")],
    )
    assert not publish(carry_forward(again, read_back(output)), output).changed
    assert {name: (output / name).read_bytes() for name in FILES} == before


@pytest.mark.parametrize("dataset", ["reviews", "runs"])
def test_an_output_that_would_lose_reviews_or_runs_is_refused(output: Path, records: Records, dataset: str) -> None:
    records.findings = []
    with pytest.raises(PublishRefused, match=f"1 rows of {dataset} that are published"):
        publish(msgspec.structs.replace(records, **{dataset: []}), output)
    assert read_back(output).reviews and read_back(output).runs


def test_a_damaged_output_is_said_with_what_to_do(output: Path, records: Records) -> None:
    (output / "reviews.parquet").write_bytes(b"damaged")
    with pytest.raises(RunError, match=r"reviews.parquet of the last output cannot be read: .*Restore it"):
        read_back(output)
    with pytest.raises(RunError, match="Restore it"):
        publish(records, output)


def test_an_output_from_before_a_dataset_was_added_is_read(output: Path) -> None:
    (output / "links.parquet").resolve().unlink()
    assert read_back(output).links == []


def test_a_night_like_the_last_may_be_published(records: Records) -> None:
    assert check_shrink(records, records, 1.0) == []
    assert check_shrink(records, Records(), 1.0) == []
    assert check_shrink(msgspec.structs.replace(records, runs=[], reviews=[]), records, 1.0) == []


def test_a_night_without_documents_is_too_little(records: Records) -> None:
    assert check_shrink(Records(), records, 0.0) == ["no document came in"]
    failed = [msgspec.structs.replace(d, status=DocumentStatus.FAILED) for d in records.documents]
    assert check_shrink(Records(documents=failed), Records(), 0.0) == ["none of the 2 documents could be read"]


def test_a_dataset_that_shrank_below_the_share_is_a_reason(records: Records) -> None:
    shrunk = msgspec.structs.replace(records, cells=records.cells[:2], goals=[])
    assert check_shrink(shrunk, records, 0.5) == ["0 rows of goals where there were 1, less than 50%"]
    assert "2 rows of cells where there were 4, less than 80%" in check_shrink(shrunk, records, 0.8)


def test_documents_that_stay_but_fail_are_a_reason(records: Records) -> None:
    half = [records.documents[0], msgspec.structs.replace(records.documents[1], status=DocumentStatus.FAILED)]
    reasons = check_shrink(msgspec.structs.replace(records, documents=half), records, 0.9)
    assert reasons == ["1 documents that could be read where there were 2, less than 90%"]


def test_a_share_that_is_no_share_is_wrong_usage(records: Records) -> None:
    with pytest.raises(UsageError, match="from 0 to 1, not 80"):
        check_shrink(records, records, 80)
