"""Numbers: every printed form comes back as its value, and nothing with two readings is guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kommuntal.swedish.numbers import DASHES, SPACES, find_numbers, number_word, parse_number


def printed(value: int, decimals: int, space: str, mark: str, minus: str) -> str:
    """Print |value| / 10**decimals with grouping by `space` and a sign as given."""
    digits = str(abs(value)).rjust(decimals + 1, "0")
    whole, fraction = (digits[:-decimals], digits[-decimals:]) if decimals else (digits, "")
    grouped = f"{int(whole):,}".replace(",", space)
    return minus + grouped + (mark + fraction if fraction else "")


@given(
    value=st.integers(0, 10**10),
    decimals=st.integers(0, 2),
    space=st.sampled_from([*SPACES, ""]),
    mark=st.sampled_from(",."),
    minus=st.sampled_from(["", "+", *DASHES, "- ", "− "]),
)
def test_what_is_printed_is_read_back(value: int, decimals: int, space: str, mark: str, minus: str) -> None:
    number = parse_number(printed(value, decimals, space, mark, minus))
    assert number is not None
    expected = Decimal(value).scaleb(-decimals)
    assert number.value == (expected if minus in ("", "+") else -expected)
    assert number.decimals == decimals


@given(st.text(alphabet="0123456789 ,.-–−+()%\u00a0\u2009abc", max_size=30))
def test_never_raises_and_points_at_the_text(text: str) -> None:
    parse_number(text)
    for found in find_numbers(text):
        assert text[found.start : found.end] == found.item.text
        assert parse_number(found.item.text) is not None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2 415,6", "2415.6"),
        ("8.26", "8.26"),
        ("(12)", "-12"),
        ("12-", "-12"),
        ("1.234,5", "1234.5"),
        ("0.125", "0.125"),
        ("1234", "1234"),
    ],
)
def test_forms(text: str, value: str) -> None:
    number = parse_number(text)
    assert number is not None
    assert number.value == Decimal(value)


@pytest.mark.parametrize(
    "text",
    ["", "-", "312 204 888 777 0", "1.234", "12 34", "1 2345", "12,5,3", "tolv", "12 %", "-Övrigt", "40123 - Fältet"],
)
def test_no_number(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("word", "value"), [("åtta", 8), ("tjugofem", 25), ("noll", 0), ("Hundra", 100), ("tvåhundrafemtio", 250)]
)
def test_number_words(word: str, value: int) -> None:
    assert number_word(word) == value


@pytest.mark.parametrize("word", ["hälften", "andra", "femte", "sexa", ""])
def test_no_number_words(word: str) -> None:
    assert number_word(word) is None
