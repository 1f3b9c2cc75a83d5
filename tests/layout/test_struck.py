"""Text with a line drawn through it is not said; underlined and ruled text is."""

import pytest

from kommuntal.layout import lay_out
from kommuntal.layout.struck import without_struck
from kommuntal.read.model import Page, Path, Reading, Word


def page(*lines: tuple[float, float, float]) -> Page:
    """A sentence of three words from 100 to 200, 10 points high, with level lines (x0, x1, y) over it."""
    texts = (("Avgiften", 100, 140), ("höjs", 144, 164), ("inte", 168, 188))
    words = tuple(Word(text, x0, 300, x1, 310, "Arial", 10) for text, x0, x1 in texts)
    paths = tuple(Path("line", x0, y, x1, y, stroke="#000000", width=0.5) for x0, x1, y in lines)
    return Page(1, 595, 842, words=words, paths=paths)


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ((168, 188, 305), ["Avgiften", "höjs"]),
        ((144, 188, 305.5), ["Avgiften"]),
        ((143, 189, 304.5), ["Avgiften"]),
        ((168, 188, 309.5), ["Avgiften", "höjs", "inte"]),  # underlined
        ((168, 188, 300.5), ["Avgiften", "höjs", "inte"]),  # under the row above
        ((60, 500, 305), ["Avgiften", "höjs", "inte"]),  # a rule of a table
        ((168, 174, 305), ["Avgiften", "höjs", "inte"]),  # a dash
    ],
)
def test_only_a_line_through_the_middle_that_ends_with_the_words_strikes_them(
    line: tuple[float, float, float], left: list[str]
) -> None:
    assert [w.text for w in without_struck(page(line)).words] == left


def test_what_is_struck_is_in_no_paragraph_and_on_no_page_of_the_layout() -> None:
    drawn = lay_out(Reading("a" * 64, "ok", page_count=1, pages=(page((168, 188, 305)),)))
    assert [p.text for p in drawn.paragraphs] == ["Avgiften höjs"]
    assert [w.text for w in drawn.pages[0].words] == ["Avgiften", "höjs"]
