"""What is said of a sentence and a table that disagree."""

import pytest
from tests.claims.reports import report

from kommuntal.reconcile.claims import check


@pytest.mark.parametrize(
    ("said", "sv", "en"),
    [("4 600 tkr", "har -6,4 mnkr på raden", "has -6,4 million SEK in row"), ("4,6 mkr", "har -6,4 på", "has -6,4 in")],
)
def test_the_unit_of_the_table_is_told_where_the_sentence_has_another(said: str, sv: str, en: str) -> None:
    (finding,) = check(report(f"Socialnämnden visar ett underskott på {said} för året.")).findings
    assert sv in finding.message
    assert en in (finding.message_en or "")
