"""A goal as it stands at one place of a document, before its places are put together."""

from dataclasses import dataclass, field

from kommuntal.extract.goals.words import Level
from kommuntal.layout.model import Paragraph, Symbol
from kommuntal.read.model import Box


@dataclass(frozen=True)
class Comment:
    """What a goal's place says about it in prose; `paragraph` None where it stands in a cell."""

    text: str
    page: int
    paragraph: Paragraph | None = None

    def page_of(self, start: int, end: int) -> int:
        """Return the page on which the characters `start..end` begin."""
        return self.paragraph.place(start, end)[0] if self.paragraph else self.page


@dataclass(eq=False)
class Entry:
    """One place where a goal stands. `block` numbers the table, or the run of lines under one header, it stands in."""

    title: str
    page: int
    box: Box
    block: int
    section: int | None
    level: Level | None
    area: str | None = None
    by_administration: bool = False
    symbol: Symbol | None = None
    trend: Symbol | None = None
    bar: Symbol | None = None
    words: str = ""  # in the column of assessments
    trend_words: str = ""
    done: float | None = None  # percent, where a column says it in figures
    marked: str = ""  # head of the column that a mark stands in
    status: str | None = None
    follow_up: str | None = None  # an assignment's own sentence
    comments: list[Comment] = field(default_factory=list)
    parent: "Entry | None" = None
    confidence: float = 1.0

    @property
    def place(self) -> Box:
        """The box around title and symbols."""
        box = self.box
        for symbol in (self.symbol, self.trend, self.bar):
            if symbol is not None and symbol.page == self.page:
                box = box.union(symbol.box)
        return box
