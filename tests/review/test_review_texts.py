"""The words of the page: both languages say the same, and every word of the datasets has one."""

import re
from importlib.resources import files
from string import Formatter

import pytest

from kommuntal.review.queue import CHANGED, OPEN, TO_DO
from kommuntal.review.texts import LANGUAGES, Texts, forms, keys
from kommuntal.schema.enums import Assessment, FindingKind, ReviewVerdict, Severity, Side, Trend


@pytest.mark.parametrize("key", keys())
def test_both_languages_say_a_text_with_the_same_values(key: str) -> None:
    said = forms(key)
    assert LANGUAGES.keys() <= said.keys()
    assert said.keys() <= {*LANGUAGES, *(f"{language}_one" for language in LANGUAGES)}
    values = [{name for _, name, _, _ in Formatter().parse(said[language]) if name} for language in LANGUAGES]
    assert values[0] == values[1]


@pytest.mark.parametrize(
    ("prefix", "words"),
    [
        ("kind", FindingKind),
        ("severity", Severity),
        ("state", [*ReviewVerdict, OPEN, CHANGED, TO_DO, "all"]),
        ("side", Side),
        ("assessment", Assessment),
        ("trend", Trend),
    ],
)
def test_every_word_of_the_datasets_has_its_words(prefix: str, words: list[str]) -> None:
    assert not [word for word in words if f"words.{prefix}_{word}" not in keys()]


def test_templates_say_only_texts_that_are_there() -> None:
    said = {
        key
        for template in files("kommuntal.review").joinpath("templates").iterdir()
        for key in re.findall(r"""say\(["'](\w+\.\w+)["'][,)]""", template.read_text("utf-8"))
    }
    assert said
    assert said <= set(keys())


def test_one_is_said_differently_from_many() -> None:
    say = Texts("sv")
    assert say("queue.findings", n=1) == "1 avvikelse"
    assert say("queue.findings", n=3) == "3 avvikelser"


def test_a_word_that_has_no_text_is_shown_as_it_is() -> None:
    assert Texts("en").of("feature", "something_new") == "something_new"
