"""Findings: a fingerprint of what is printed, and numbers printed as Swedish and English print them."""

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kommuntal.reconcile.doubt import with_doubts
from kommuntal.reconcile.finding import (
    Place,
    Terms,
    fingerprint,
    in_both,
    make_finding,
    number_repeats,
    severity_by_size,
    signed_quote,
)
from kommuntal.schema import Finding
from kommuntal.schema.enums import FindingKind, Severity
from kommuntal.swedish.numbers import parse_number, print_number, print_number_en

LEFT = Place("a" * 64, "1 234,5", page=3, x0=10, top=20, x1=50, bottom=30, labels=("Summa", "Utfall 2025"))
RIGHT = Place("a" * 64, "1 230,0", page=4)


def test_the_fingerprint_does_not_see_where_on_the_page_it_is_nor_how_it_was_read() -> None:
    moved = Place("a" * 64, "1\u00a0234,5", page=5, x0=11, top=25, x1=52, bottom=33, labels=("SUMMA", "Utfall  2025"))
    assert fingerprint(FindingKind.SUM, LEFT, RIGHT) == fingerprint(FindingKind.SUM, moved, RIGHT)


@pytest.mark.parametrize(
    "other",
    [
        Place("a" * 64, "1 234,6", labels=("Summa", "Utfall 2025")),
        Place("a" * 64, "1 234,5", labels=("Summa", "Utfall 2024")),
        Place("b" * 64, "1 234,5", labels=("Summa", "Utfall 2025")),
    ],
)
def test_another_number_row_or_document_is_another_finding(other: Place) -> None:
    assert fingerprint(FindingKind.SUM, LEFT, RIGHT) != fingerprint(FindingKind.SUM, other, RIGHT)
    assert fingerprint(FindingKind.SUM, LEFT, RIGHT) != fingerprint(FindingKind.CLAIM, LEFT, RIGHT)


def finding() -> Finding:
    return make_finding(FindingKind.SUM, LEFT, RIGHT, "sv", "en", found=LEFT.quote, difference=Decimal("4.5"))


def test_a_finding_carries_both_places() -> None:
    made = finding()
    assert (made.left_page, made.left_x0, made.left_bottom, made.left_quote) == (3, 10, 30, "1 234,5")
    assert (made.right_document_id, made.right_page, made.right_quote) == ("a" * 64, 4, "1 230,0")


def test_findings_that_print_the_same_are_numbered() -> None:
    ids = [f.finding_id for f in number_repeats([finding(), finding(), finding()])]
    assert ids == [ids[0], f"{ids[0]}-2", f"{ids[0]}-3"]


@pytest.mark.parametrize(
    ("value", "decimals", "swedish", "english"),
    [
        ("-1633.7", None, "−1\u00a0633,7", "-1,633.7"),
        ("1633.7", 0, "1\u00a0634", "1,634"),
        ("-0.04", 1, "0,0", "0.0"),
        ("12", 2, "12,00", "12.00"),
    ],
)
def test_numbers_in_print(value: str, decimals: int | None, swedish: str, english: str) -> None:
    assert print_number(Decimal(value), decimals) == swedish
    assert print_number_en(Decimal(value), decimals) == english


@given(st.decimals(-(10**9), 10**9, places=2))
def test_a_printed_number_reads_back_as_itself(value: Decimal) -> None:
    read = parse_number(print_number(value))
    assert read is not None
    assert read.value == value


def test_a_disagreement_with_an_unsure_reading_says_so_and_is_a_note() -> None:
    sure, unsure = with_doubts([finding(), msgspec.structs.replace(finding(), confidence=0.5)])
    assert sure == finding()
    assert unsure.severity is Severity.NOTE
    assert unsure.message.startswith("sv ")
    assert "osäker" in unsure.message
    assert unsure.finding_id == sure.finding_id


@pytest.mark.parametrize(("difference", "severity"), [("-1.6", "error"), ("0.3", "warning")])
def test_how_grave_a_difference_is_follows_from_its_size(difference: str, severity: str) -> None:
    assert severity_by_size(Decimal(difference), Decimal("0.15")) == severity


def test_a_sentence_in_both_languages_prints_numbers_as_each_does() -> None:
    terms = Terms([(1, Decimal("1200.5"), 1), (-1, Decimal(-3), 0)])
    sv, en = in_both("{a}: {terms} = {n}", "{a}: {terms} = {n}", a="Summa", terms=terms, n=(Decimal("1203.5"), 1))
    assert (sv, en) == ("Summa: 1\u00a0200,5 − (−3) = 1\u00a0203,5", "Summa: 1,200.5 − (-3) = 1,203.5")


@given(st.lists(st.tuples(st.sampled_from([1, -1]), st.from_regex(r"\A-?[1-9][0-9]{0,3}\Z")), min_size=1, max_size=12))
def test_printed_numbers_are_joined_with_their_signs_and_a_long_row_shows_its_ends(
    parts: list[tuple[int, str]],
) -> None:
    text = signed_quote(parts)
    assert text.endswith(parts[-1][1])
    assert ("…" in text) == (len(parts) > 6)
    if len(parts) <= 6:
        assert text.count(" + ") == sum(sign > 0 for sign, _ in parts[1:])
