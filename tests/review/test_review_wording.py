"""Where two wordings differ."""

from hypothesis import given
from hypothesis import strategies as st

from kommuntal.review.wording import Piece, differing

WORDS = st.lists(st.sampled_from(["att", "ansöka", "om", "2025", "2026", "medel."]), max_size=8).map(" ".join)


def whole(pieces: list[Piece]) -> str:
    return "".join(text for text, _ in pieces)


def marked(pieces: list[Piece]) -> list[str]:
    return [text.strip() for text, differs in pieces if differs]


def test_what_only_one_says_is_marked() -> None:
    left, right = differing("att ansöka om medel för 2025, så snart det går", "att ansöka om medel för 2026")
    assert marked(left) == ["2025, så snart det går"]
    assert marked(right) == ["2026"]


def test_texts_with_little_in_common_are_left_alone() -> None:
    assert differing("Årets resultat blev bättre", "847 285") == (
        [("Årets resultat blev bättre", False)],
        [("847 285", False)],
    )


def test_texts_too_long_to_read_are_left_alone() -> None:
    left = "ord " * 5000 + "slut"
    assert marked(differing(left, left + " punkt")[1]) == []


@given(WORDS, WORDS)
def test_no_word_is_lost(left: str, right: str) -> None:
    assert tuple(map(whole, differing(left, right))) == (left, right)


@given(WORDS)
def test_the_same_words_do_not_differ(text: str) -> None:
    assert not marked(differing(text, text)[0])
