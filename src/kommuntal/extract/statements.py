"""What members said for the minutes: motions, reservations, notes, and the votes where they are given."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kommuntal.extract.context import Context
from kommuntal.extract.mastheads import read_mastheads
from kommuntal.extract.own import own_paragraphs
from kommuntal.extract.words import is_closing, is_heading, plain, words
from kommuntal.layout.model import Layout, Paragraph
from kommuntal.read.model import Box
from kommuntal.schema import Records, Statement
from kommuntal.schema.enums import PaperKind, StatementKind
from kommuntal.swedish.text import squash


def _count(before: str, after: str) -> re.Pattern[str]:
    """Return what matches "7 ja-röster" and "ja: 7"; a word with a colon belongs to the number after it."""
    return re.compile(
        rf"(?<![\d§])(\d{{1,3}}) (?:{before})\b(?! ?:)|\b(?:{after})[:\s]{{1,3}}(\d{{1,3}})\b", re.IGNORECASE
    )


YES = _count("ja(?:-?röst(?:er)?)?|röst(?:er)? för", "ja(?:-?röster)?")
NO = _count("nej(?:-?röst(?:er)?)?|röst(?:er)? (?:mot|emot)", "nej(?:-?röster)?")
ABSTAINING = _count("(?:ledamot |ledamöter )?(?:som )?avstå(?:r|ende|tt)", "avstå(?:r|ende)")


@dataclass
class Block:
    """What stands under one heading."""

    kind: StatementKind
    paragraphs: list[Paragraph] = field(default_factory=list)

    @property
    def text(self) -> str:
        return squash(" ".join(p.text for p in self.paragraphs))

    @property
    def box(self) -> Box:
        """Return the box around what stands on the first page."""
        box = self.paragraphs[0].box
        for p in self.paragraphs[1:]:
            if p.page == self.paragraphs[0].page:
                box = box.union(p.box)
        return box


def extract_statements(layout: Layout, context: Context) -> Records:
    """Return what members said in the §§ found before, one row for what stands under one heading."""
    out = Records()
    for paper, inside in own_paragraphs(layout, context, read_mastheads(layout)):
        if paper.kind != PaperKind.MINUTES_EXTRACT:
            continue
        for block in read_statements(inside):
            votes = read_votes(block.text) if block.kind == StatementKind.VOTE else (None, None, None)
            page, box = block.paragraphs[0].page, block.box
            out.statements.append(
                Statement(
                    statement_id=context.ids.next("statement", page),
                    paper_id=paper.paper_id,
                    kind=block.kind,
                    section=paper.section,
                    text=block.text,
                    votes_for=votes[0],
                    votes_against=votes[1],
                    abstaining=votes[2],
                    document_id=context.document_id,
                    page=page,
                    x0=box.x0,
                    top=box.top,
                    x1=box.x1,
                    bottom=box.bottom,
                )
            )
    return out


def read_statements(paragraphs: Sequence[Paragraph]) -> Iterator[Block]:
    """Yield what stands under each heading of a statement, down to the next heading."""
    block: Block | None = None
    for p in paragraphs:
        kind = next((k for k in StatementKind if plain(p.text) in words("statements", k.value)), None)
        if kind or p.role == "heading" or is_heading(p.text) or is_closing(p.text):
            if block and block.paragraphs:
                yield block
            block = Block(kind) if kind else None
        elif block and p.role in ("body", "list"):
            block.paragraphs.append(p)
    if block and block.paragraphs:
        yield block


def read_votes(text: str) -> tuple[int | None, int | None, int | None]:
    """Return the votes of yes and no, and how many abstain; None for what is not given, or given twice."""
    yes, no, abstaining = (_one(pattern, text) for pattern in (YES, NO, ABSTAINING))
    return (yes, no, abstaining) if yes is not None and no is not None else (None, None, None)


def _one(pattern: re.Pattern[str], text: str) -> int | None:
    found = {int(m[1] or m[2]) for m in pattern.finditer(text)}
    return found.pop() if len(found) == 1 else None
