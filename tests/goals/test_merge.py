"""Which titles are one goal."""

import string

from hypothesis import given
from hypothesis import strategies as st
from tests.goals.report import Report

from kommuntal.extract.goals.merge import same_title

TITLES = st.text(string.ascii_letters + "åäö ", min_size=3, max_size=60).filter(lambda t: len(t.split()) > 0)


@given(TITLES)
def test_a_title_is_itself_however_it_is_broken_and_hyphenated(title: str) -> None:
    assert same_title(title, title.upper())
    assert same_title(title, title.replace(" ", "  ") + ".")


@given(TITLES, TITLES)
def test_it_does_not_matter_which_title_comes_first(a: str, b: str) -> None:
    assert same_title(a, b) == same_title(b, a)


def test_one_word_makes_another_goal() -> None:
    assert not same_title("Vi har en god kvalitetskultur", "Vi har en god kvalitetsstruktur")
    assert same_title(
        "Vi har en god kvalitetskultur i alla skolor och", "Vi har en god kvalitetskultur i alla skolor och hem"
    )


def test_equal_names_in_one_list_are_two_goals() -> None:
    report = Report().table(
        [["Nämndsmål", "Bedömning"], ["Fler är nöjda", ("circle", "green")], ["Fler är nöjda", ("circle", "red")]]
    )
    assert [g.occurrence for g in report.goals()] == [1, 2]
