"""What a decision ordered to be corrected is checked off, or flagged where the old still stands."""

import datetime

import pytest

from kommuntal.reconcile.corrections import check
from kommuntal.schema import Cell, Decision, DecisionPoint, Paper, Records
from kommuntal.schema.enums import LinkVerdict, Stage

EARLIER, LATER = "a" * 64, "b" * 64
TAKEN = datetime.date(2025, 3, 4)


def records(
    ordered: str, said: str, *, case: str = "KS 2025/12", day: datetime.date = datetime.date(2025, 5, 6)
) -> Records:
    """A decision that orders a correction, and a paper with one cell."""
    return Records(
        papers=[
            Paper(paper_id="one", case_number="KS 2025/12", page_from=1, page_to=1, document_id=EARLIER, page=1),
            Paper(
                paper_id="two",
                title="Taxa",
                case_number=case,
                document_date=day,
                page_from=4,
                page_to=5,
                document_id=LATER,
            ),
        ],
        decisions=[
            Decision(
                decision_id="d", paper_id="one", stage=Stage.DECISION, date=TAKEN, text=ordered, document_id=EARLIER
            )
        ],
        decision_points=[
            DecisionPoint(decision_point_id="e", decision_id="d", order=1, text=ordered, document_id=EARLIER, page=1)
        ],
        cells=[Cell(table_id="t", row=1, column=1, text=said, document_id=LATER, page=5)],
    )


QUOTED = "Nämnden antar taxan med ändringen att ”45 kronor” ändras till ”54 kronor”."
NUMBERS = "Avgiften på sidan 4 rättas från 45 kronor till 54 kronor."


@pytest.mark.parametrize("ordered", [QUOTED, NUMBERS])
@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("Vuxen 54 kronor", LinkVerdict.MATCH),
        ("Vuxen 45 kronor", LinkVerdict.NO_MATCH),
        ("Vuxen 54 kronor (förut 45 kronor)", LinkVerdict.UNSURE),
        ("Vuxen 145 kronor", None),
    ],
)
def test_a_correction_is_made_or_not(ordered: str, said: str, verdict: LinkVerdict | None) -> None:
    found = check(records(ordered, said))
    assert [link.verdict for link in found.links] == ([verdict] if verdict else [])
    assert [(f.found, f.expected) for f in found.findings] == (
        [("45 kronor", "54 kronor")] if verdict is LinkVerdict.NO_MATCH else []
    )


def test_papers_of_other_cases_and_from_before_the_decision_are_left_alone() -> None:
    assert not check(records(QUOTED, "45 kronor", case="KS 2025/13")).links
    assert not check(records(QUOTED, "45 kronor", day=datetime.date(2025, 2, 1))).links


def test_a_change_of_what_is_decided_is_no_correction() -> None:
    assert not check(records("Avgiften höjs från 45 kronor till 54 kronor.", "45 kronor")).links
