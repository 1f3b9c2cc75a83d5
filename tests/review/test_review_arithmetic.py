"""The arithmetic of a finding, a line a term: told only where it is borne out."""

from decimal import Decimal

from tests.review.invented import finding

from kommuntal.review.arithmetic import Term, in_words, ledger
from kommuntal.schema.enums import FindingKind


def test_a_sum_is_told_with_the_names_of_its_rows() -> None:
    row = finding(
        0, 1, kind=FindingKind.SUM, right_quote="95 310 + 339 875 + 1,5", expected="435 186,5", found="435 168,5",
        difference=Decimal("-18.0"), tolerance=Decimal("0.15"),
    )  # fmt: skip
    told = ledger(row, [("95 310", "Kommunstyrelsen"), ("12", "Varav"), ("339\u00a0875", "Socialnämnden"), ("1,5", "")])
    assert told is not None
    assert [(term.text, term.label, term.minus) for term in told.terms] == [
        ("95 310", "Kommunstyrelsen", False),
        ("339 875", "Socialnämnden", False),
        ("1,5", "", False),
    ]
    assert (told.total, told.printed, told.difference, told.tolerance) == ("435 186,5", "435 168,5", "−18", "0,15")


def test_a_difference_takes_away() -> None:
    row = finding(0, 1, kind=FindingKind.DIFFERENCE, right_quote="-69,8 + -65,3", expected="−4,5", found="-5,0")
    told = ledger(row)
    assert told is not None
    assert [term.minus for term in told.terms] == [False, True]


def test_a_difference_names_its_columns_in_the_order_of_the_arithmetic() -> None:
    row = finding(0, 1, kind=FindingKind.DIFFERENCE, right_quote="-450 − -60", expected="−390", found="-90")
    told = ledger(row, [("-60", "Budget"), ("-450", "Prognos")])
    assert told is not None
    assert [(term.text, term.label) for term in told.terms] == [("-450", "Prognos"), ("-60", "Budget")]
    assert [term.signed(first=n == 0) for n, term in enumerate(told.terms)] == ["-450", "− (-60)"]


def test_a_number_with_a_sign_needs_no_plus() -> None:
    assert [Term(text).signed(first=False) for text in ("12", "−12", "-1 012,3")] == ["+ 12", "−12", "-1 012,3"]


def test_terms_that_do_not_come_to_the_total_are_not_shown_as_if_they_did() -> None:
    row = finding(0, 1, kind=FindingKind.SUM, right_quote="39 + 0 + 3", expected="44", found="42")
    assert ledger(row) is None


def test_a_quote_that_leaves_out_terms_is_made_whole_from_the_cells() -> None:
    row = finding(0, 1, kind=FindingKind.SUM, right_quote="10 + 20", expected="36", found="63", tolerance=Decimal(0))
    told = ledger(row, [("10", "Vatten"), ("20", "Avlopp"), ("–", "Avfall"), ("6", "Gator")])
    assert told is not None
    assert [(term.text, term.label) for term in told.terms] == [("10", "Vatten"), ("20", "Avlopp"), ("6", "Gator")]
    assert ledger(row, [("10", "Vatten"), ("20", "Avlopp")]) is None


def test_words_are_no_arithmetic() -> None:
    assert ledger(finding(0, 1, kind=FindingKind.SYMBOL, right_quote="uppfyllt + nått", expected="uppfyllt")) is None
    assert ledger(finding(0, 1, kind=FindingKind.SUM, right_quote=None)) is None


def test_numbers_are_written_without_what_a_float_brought_along() -> None:
    assert in_words(Decimal("-3267.4000")) == "−3\u00a0267,4"
    assert in_words(Decimal("1E+3")) == "1\u00a0000"
    assert in_words(Decimal("0.0")) == "0"
    assert in_words(None) is None
