"""What the words of a column, a heading or a label make of it in the follow-up of goals."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kommuntal.extract.lexicon import data, phrases, unbroken
from kommuntal.schema.enums import GoalLevel
from kommuntal.swedish.organisations import find_organisations
from kommuntal.swedish.text import squash
from kommuntal.swedish.verdicts import parse_verdict

Role = Literal[
    "goal", "area", "assessment", "trend", "progress", "comment", "description", "indicator", "value", "body", "other"
]
Level = Literal["activity", "assignment", "financial", "committee", "council", "plain"]

VALUES = ("target", "forecast", "baseline", "outcome")
MOST = 100  # characters of a line of heads
SHORT = 60  # characters: a column's header is a label, not a sentence
NUMBER = re.compile(r"^\d+\.(?:\d+\.?)*\s+")
AFTER_LABEL = re.compile(r"\s*(?:\d+\w?)?\s*[:–-]\s+(?P<name>\S.*)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True)
class Head:
    """What one column holds; `level` is of a goal column."""

    role: Role
    level: Level | None = None


@cache
def _listed(part: str, key: str) -> re.Pattern[str]:
    return phrases(tuple(data("goals")[part][key]))


def says(text: str, part: str, key: str) -> bool:
    """Say whether a text holds a phrase of that list of `goals.toml`."""
    return _listed(part, key).search(text) is not None


def is_all(text: str, part: str, key: str) -> bool:
    """Say whether a text is a phrase of that list and nothing else."""
    return _listed(part, key).fullmatch(squash(text).rstrip(":?").strip()) is not None


def level_of(text: str) -> Level | None:
    """Return whose goal the words speak of, None for none; "plain" where they say goal and no more."""
    return next((level for level in data("goals")["levels"] if says(text, "levels", level)), None)


def value_roles(header: str) -> list[str]:
    """Return the roles of the values a column holds, in the order of its header: "Mål (utfall) 2017" has two."""
    found = [(m.start(), role) for role in VALUES if (m := _listed("columns", role).search(header))]
    if not any(role == "target" for _, role in found):
        goal = re.match(r"(?i)mål\b(?!\s+för)", squash(header)) or re.match(r"(?i)budget\b", squash(header))
        if goal and (found or _YEAR.search(header)):
            found.append((0, "target"))
    return [role for _, role in sorted(found)]


def head_of(header: str) -> Head:
    """Return what a column holds by its header, of which a narrow cell may have broken a word ("Måluppfyllels e")."""
    text = squash(header)
    head = _head(text)
    return head if head.role != "other" else _head(unbroken(text))


def _head(text: str) -> Head:
    if not text or len(text) > SHORT:
        return Head("other")
    if says(text, "columns", "assessment") and not re.search(r"(?i)\bkommentar", text):
        return Head("assessment")
    for role in ("trend", "progress"):
        if is_all(text, "columns", role):
            return Head(role)
    if says(text, "columns", "indicator") and not says(text, "columns", "target"):
        return Head("indicator")
    if value_roles(text):
        return Head("value")
    for role in ("comment", "description"):
        if says(text, "columns", role):
            return Head(role)  # type: ignore[arg-type]
    if says(text, "area", "columns"):
        return Head("area")
    level = level_of(text)
    if level:
        return Head("goal", level)
    return Head("body" if find_organisations(text) else "other")


def schema_level(level: Level | None, *, by_council: bool) -> GoalLevel | None:
    """Return the level as the dataset says it; a plain goal is the council's where the municipality speaks."""
    if level is None:
        return None
    if level == "plain":
        return GoalLevel.COUNCIL if by_council else GoalLevel.COMMITTEE
    return GoalLevel(level)


def area_of(heading: str) -> str | None:
    """Return the area that a heading names, without its label; None where it says what kind of text follows."""
    name = without_label(heading)
    bare = NUMBER.sub("", name)
    return None if not bare or says(bare, "area", "not_area") or parse_verdict(bare) else name


def without_label(heading: str) -> str:
    """Return a heading without the word that it is an area, or whose goal ("Fokusområde: Trygga hem", "Inriktningsmål:
    Trygga hem"); a number alone is kept."""
    text = squash(heading)
    bare = NUMBER.sub("", text)
    lists = [("area", "columns"), *(("levels", level) for level in data("goals")["levels"])]
    labels = [m for part, key in lists if (m := _listed(part, key).match(bare))]
    named = next((n for m in labels if (n := AFTER_LABEL.fullmatch(bare, m.end()))), None)
    return named["name"] if named else text


def opens_indicators(text: str) -> bool:
    """Say whether a line is one of heads over indicators: "Indikator Utfall 2024 Målvärde 2025"."""
    text = squash(text)
    first = _listed("columns", "indicator").match(text)
    if first is None or len(text) > MOST:
        return False
    rest = text[first.end() :]
    return bool(value_roles(rest)) or says(rest, "columns", "assessment")
