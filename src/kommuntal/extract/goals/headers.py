"""Lines of column heads outside any table: "Nämndsmål Bedömning Trend"."""

import re
from dataclasses import dataclass

from kommuntal.extract.goals.tables import ASSESSING, middle
from kommuntal.extract.goals.words import Head, Level, head_of, level_of
from kommuntal.extract.lexicon import data, phrases
from kommuntal.layout.model import Paragraph, Symbol
from kommuntal.read.model import Box

MOST = 90  # characters of a line of heads


@dataclass(frozen=True)
class Header:
    """A line of column heads outside any table: whose goals follow, and where each column stands."""

    level: Level
    columns: tuple[tuple[Box, Head], ...]
    section_level: int

    def head(self, symbol: Symbol) -> Head:
        """Return the head nearest over a symbol."""
        x = middle(symbol.box)[0]
        return min(self.columns, key=lambda c: abs(middle(c[0])[0] - x))[1] if self.columns else Head("other")


def header_of(p: Paragraph, section_level: int) -> Header | None:
    """Return the columns that a line of heads opens ("Nämndsmål Bedömning Trend"), None for any other line."""
    text = p.text
    if len(text) > MOST or p.role == "list":
        return None
    named = next((m for m in (_levels(level).match(text) for level in data("goals")["levels"]) if m), None)
    if named is None:
        return None
    heads = [(m.start(), m.end(), role) for role in (*ASSESSING, "comment") for m in _column(role).finditer(text)]
    heads = sorted(h for h in heads if h[0] >= named.end())
    left = text[named.end() :]
    for start, end, _ in heads:
        left = left.replace(text[start:end], " ", 1)
    if not heads or re.search(r"\w", left):
        return None
    columns = []
    for start, end, role in heads:
        columns.append((p.place(start, end)[1], head_of(text[start:end]) if role != "comment" else Head("comment")))
    level = level_of(named[0])
    return Header(level, tuple(columns), section_level) if level else None


def _levels(level: str) -> re.Pattern[str]:
    return phrases(tuple(data("goals")["levels"][level]))


def _column(role: str) -> re.Pattern[str]:
    return phrases(tuple(data("goals")["columns"][role]))
