"""The queue without a page: its order, its groups, its filters."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.review.invented import BODIES, finding

from kommuntal.review.causes import causes
from kommuntal.review.queue import CHANGED, OPEN, Filter, Queue, Source, make_queue
from kommuntal.schema import Finding
from kommuntal.schema.enums import FindingKind, Severity

SOURCES = {f"{n:064x}": Source(f"{n:064x}", f"rapport-{n}.pdf", organisation=BODIES[n]) for n in range(3)}


def queue_of(*findings: Finding, tables: dict[str, str] | None = None, last_run: str | None = None) -> Queue:
    return make_queue(findings, SOURCES, tables or {}, last_run)


def ids(queue: Queue) -> list[str]:
    return [item.id for item in queue.items]


def test_the_gravest_comes_first_then_what_is_read_most_surely_then_what_is_off_by_most() -> None:
    note = finding(0, 3, finding_id="note", severity=Severity.NOTE)
    unsure = finding(1, 3, finding_id="unsure", severity=Severity.ERROR, confidence=0.5)
    small = finding(2, 3, finding_id="small", severity=Severity.ERROR, found="100", difference=Decimal(1))
    large = finding(5, 3, finding_id="large", severity=Severity.ERROR, found="100", difference=Decimal(50))
    assert ids(queue_of(note, unsure, small, large)) == ["large", "small", "unsure", "note"]


def test_findings_of_one_document_stand_together_among_those_as_grave() -> None:
    first = finding(0, 3, finding_id="first", severity=Severity.ERROR, confidence=1.0)
    other = finding(1, 3, finding_id="other", severity=Severity.ERROR, confidence=0.9)
    later = finding(3, 3, finding_id="later", severity=Severity.ERROR, confidence=0.5)
    assert ids(queue_of(other, later, first)) == ["first", "later", "other"]


def test_a_total_that_reckons_with_a_wrong_number_follows_that_number() -> None:
    wrong = finding(0, 1, finding_id="wrong", confidence=0.7, severity=Severity.ERROR)
    total = finding(
        1, 1, finding_id="total", confidence=1.0, severity=Severity.ERROR, difference=Decimal(-7),
        right_document_id=wrong.left_document_id, right_page=1, right_x0=290.0, right_top=95.0, right_x1=370.0,
        right_bottom=113.0,
    )  # fmt: skip
    queue = queue_of(total, wrong)
    assert ids(queue) == ["wrong", "total"]
    assert [item.lead for item in queue.items] == ["wrong", "wrong"]
    assert [sister.id for sister in queue.sisters(queue.items[0])] == ["total"]


def test_what_says_that_it_follows_from_another_stands_after_it() -> None:
    origin = finding(0, 1, finding_id="origin", severity=Severity.WARNING)
    after = finding(25, 1, finding_id="after", severity=Severity.ERROR, cause_id="origin")
    gone = finding(50, 1, finding_id="gone", severity=Severity.NOTE, cause_id="not published")
    queue = queue_of(after, origin, gone)
    assert [(item.id, item.lead) for item in queue.items] == [
        ("origin", "origin"),
        ("after", "origin"),
        ("gone", "gone"),
    ]


def test_numbers_of_one_table_that_are_off_by_the_same_amount_have_one_cause() -> None:
    rows = [finding(n, 1, difference=Decimal(d)) for n, d in enumerate((-540, 540, -3))]
    tables = {row.finding_id: "table" for row in rows}
    assert [len(group) for group in causes(rows, tables)] == [2, 1]
    assert [len(group) for group in causes(rows, {})] == [1, 1, 1]


def test_lines_of_one_contents_that_are_off_by_as_many_pages_have_one_cause() -> None:
    pages = [("10", "11"), ("17", "18"), ("20", "23")]
    rows = [
        finding(n, 1, kind=FindingKind.CONTENTS, left_page=2, found=found, expected=expected, difference=None)
        for n, (found, expected) in enumerate(pages)
    ]
    assert [len(group) for group in causes(rows, {})] == [2, 1]


def test_places_of_different_pages_have_nothing_in_common() -> None:
    rows = [finding(0, 1, left_page=page, finding_id=f"p{page}") for page in (1, 2)]
    assert [len(group) for group in causes(rows, {})] == [1, 1]


def test_new_is_what_the_last_run_saw_first() -> None:
    queue = queue_of(finding(0, 1, first_seen_run="r1"), finding(1, 1, first_seen_run="r2"), last_run="r2")
    assert [item.finding.first_seen_run for item in queue.select(Filter(new="new"), {}).items] == ["r2"]


def test_words_are_found_anywhere_in_any_case() -> None:
    queue = queue_of(*(finding(n, 3) for n in range(9)))
    found = queue.select(Filter(q="SOCIALNÄMNDEN rad"), {}).items
    assert {item.source.organisation for item in found} == {"Socialnämnden"}
    assert len(found) == 3
    assert not queue.select(Filter(q="socialnämnden tekniska"), {}).items


STATES = st.sampled_from([OPEN, CHANGED, "source_error", "accepted"])
FILTERS = st.builds(
    Filter,
    status=st.sampled_from(["to_do", "all", "accepted"]),
    severity=st.sampled_from(["", *Severity]),
    kind=st.sampled_from(["", *FindingKind]),
    organisation=st.sampled_from(["", *BODIES]),
)


@given(count=st.integers(0, 25), wanted=FILTERS, data=st.data())
@settings(max_examples=60)
def test_a_count_says_what_its_choice_shows(count: int, wanted: Filter, data: st.DataObject) -> None:
    queue = queue_of(*(finding(n, 3) for n in range(count)))
    status = {item.id: data.draw(STATES) for item in queue.items}
    counts = queue.select(wanted, status).counts
    assert queue.chosen(wanted, status) == queue.select(wanted, status).items
    for kind, n in counts["kind"].items():
        chosen = Filter(**wanted.query | {"kind": kind})
        assert len(queue.select(chosen, status).items) == n
    everything = Filter(**wanted.query | {"status": "all"})
    assert counts["status"].total() == len(queue.select(everything, status).items)


@given(count=st.integers(1, 25), wanted=FILTERS)
@settings(max_examples=60)
def test_going_on_to_the_next_visits_every_finding_once(count: int, wanted: Filter) -> None:
    queue = queue_of(*(finding(n, 3) for n in range(count)))
    status: dict[str, str] = {}
    left = queue.select(wanted, status).items
    here, visited = (left[0] if left else None), []
    while here is not None:
        visited.append(here.id)
        status[here.id] = "source_error"
        here = queue.after(here.id, queue.chosen(wanted, status)) if wanted.status == "to_do" else None
    assert visited == [item.id for item in left] or wanted.status != "to_do"


@given(count=st.integers(1, 25), wanted=FILTERS)
@settings(max_examples=60)
def test_next_and_previous_are_the_neighbours_in_the_queue(count: int, wanted: Filter) -> None:
    queue = queue_of(*(finding(n, 3) for n in range(count)))
    items = queue.chosen(wanted, {})
    for item in queue.items:
        here = queue.place[item.id]
        later = [other for other in items if queue.place[other.id] > here]
        others = [other for other in items if other is not item]
        assert queue.after(item.id, items) == next(iter(later or others), None)
        assert queue.before(item.id, items) == next((o for o in reversed(items) if queue.place[o.id] < here), None)


def test_a_filter_survives_its_address() -> None:
    wanted = Filter(kind="sum", q="rad 3", status="all")
    assert Filter.of(wanted.query | {"page": "2", "what": "ever"}) == wanted
    assert Filter().query == {}
