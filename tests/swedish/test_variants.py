"""One name in two prints, and two names that only look alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kommuntal.swedish.rules import data
from kommuntal.swedish.variants import Variation, same_word, variation

EXAMPLES = [
    pytest.param(*pair, Variation(rule["variation"]), id=" / ".join(pair))
    for rule in data("variants")["rule"]
    for pair in rule["pairs"]
]
NAMES = st.sampled_from([name for rule in data("variants")["rule"] for pair in rule["pairs"] for name in pair])


@pytest.mark.parametrize(("one", "other", "expected"), EXAMPLES)
def test_examples_beside_the_rules(one: str, other: str, expected: Variation) -> None:
    assert variation(one, other) is expected
    assert variation(other, one) is expected


@given(NAMES)
def test_a_name_is_the_same_as_itself_in_any_case(name: str) -> None:
    assert variation(name, name.upper()) is Variation.SAME


@given(NAMES, NAMES)
def test_which_name_comes_first_does_not_matter(one: str, other: str) -> None:
    assert variation(one, other) is variation(other, one)


@given(st.integers(0, 99), st.integers(0, 99))
def test_names_with_other_numbers_are_other_names(a: int, b: int) -> None:
    expected = Variation.SAME if a == b else Variation.OTHER
    assert variation(f"Handlingsplan {a} för trygghet", f"Handlingsplan {b} för trygghet") is expected


@pytest.mark.parametrize(("a", "b"), [("vård", "vårdens"), ("skola", "skolor"), ("mål", "målen"), ("god", "goda")])
def test_forms_of_one_word(a: str, b: str) -> None:
    assert same_word(a, b)


@pytest.mark.parametrize(
    ("a", "b"), [("vård", "vårdare"), ("barn", "barnbarn"), ("i", "is"), ("1", "12"), ("2025", "2025s")]
)
def test_other_words(a: str, b: str) -> None:
    assert not same_word(a, b)
