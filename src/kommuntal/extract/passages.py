"""What a document says in words, sentence by sentence: headings, running text, the prose of cells, page furniture."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kommuntal.layout.model import Layout, Paragraph
from kommuntal.read.model import Box
from kommuntal.schema.enums import MentionKind
from kommuntal.swedish.text import sentences

PassageKind = Literal["heading", "prose", "cell", "furniture"]

CONTENTS_LINE = re.compile(r"\.{4,}|(?:\. ){4,}|…{2,}")
WORD = re.compile(r"[^\W\d_]{2,}")
WORDS = 5  # that make the text of a cell more than a label


@dataclass(frozen=True)
class Passage:
    """A sentence, or a whole heading or line of furniture: the characters from `start` of a paragraph, as printed."""

    kind: PassageKind
    text: str
    paragraph: Paragraph
    start: int = 0

    def place(self, start: int, end: int) -> tuple[int, Box]:
        """Return page and box of the characters `start..end` of the passage; of a cell, the box of the cell."""
        return self.paragraph.place(self.start + start, self.start + end)


@dataclass(frozen=True)
class Named:
    """What the characters `start..end` of a passage name; `value` as `mentions.value` says it for the kind."""

    passage: Passage
    start: int
    end: int
    kind: MentionKind
    value: str
    confidence: float = 1.0


def passages(layout: Layout) -> Iterator[Passage]:
    """Yield the passages of a document in reading order, then those of cells, then each line of furniture once.

    Lines of a contents page are none: they repeat headings.
    """
    for p in layout.paragraphs:
        if CONTENTS_LINE.search(p.text):
            continue
        if p.role in ("heading", "caption"):
            yield Passage("heading", p.text, p)
        else:
            yield from _sentences("prose", p)
    for table in layout.tables:
        for cell in table.cells:
            if not cell.is_header and len(WORD.findall(cell.text)) >= WORDS:
                yield from _sentences("cell", Paragraph(cell.text, table.page, cell.box, section=table.section))
    repeated: set[str] = set()
    for line in layout.furniture:
        if line.kind in ("header", "footer") and line.text not in repeated:
            repeated.add(line.text)
            yield Passage("furniture", line.text, Paragraph(line.text, line.page, line.box))


def _sentences(kind: PassageKind, p: Paragraph) -> Iterator[Passage]:
    return (Passage(kind, p.text[start:end], p, start) for start, end in sentences(p.text))
