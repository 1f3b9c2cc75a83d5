"""What members said for the minutes: motions, reservations, notes, and the votes where they are given."""

import re
from collections.abc import Iterator, Sequence

from kommuntal.extract.context import Context
from kommuntal.extract.headings import listed_under
from kommuntal.extract.mastheads import read_mastheads
from kommuntal.extract.own import own_paragraphs
from kommuntal.extract.parts import Part, read_parts
from kommuntal.extract.where import where
from kommuntal.layout.model import Layout, Paragraph
from kommuntal.schema import Records, Statement
from kommuntal.schema.enums import PaperKind, StatementKind


def _count(before: str, after: str) -> re.Pattern[str]:
    """Return what matches "7 ja-röster" and "ja: 7"; a word with a colon belongs to the number after it."""
    return re.compile(
        rf"(?<![\d§])(\d{{1,3}}) (?:{before})\b(?! ?:)|\b(?:{after})[:\s]{{1,3}}(\d{{1,3}})\b", re.IGNORECASE
    )


YES = _count("ja(?:-?röst(?:er)?)?|röst(?:er)? för", "ja(?:-?röster)?")
NO = _count("nej(?:-?röst(?:er)?)?|röst(?:er)? (?:mot|emot)", "nej(?:-?röster)?")
ABSTAINING = _count("(?:ledamot |ledamöter )?(?:som )?avstå(?:r|ende|tt)", "avstå(?:r|ende)")


def extract_statements(layout: Layout, context: Context) -> Records:
    """Return what members said in the §§ found before, one row for what stands under one heading."""
    out = Records()
    for paper, inside in own_paragraphs(layout, context, read_mastheads(layout)):
        if paper.kind != PaperKind.MINUTES_EXTRACT:
            continue
        for kind, part in read_statements(inside):
            votes = read_votes(part.text) if kind == StatementKind.VOTE else (None, None, None)
            page, box = part.place
            out.statements.append(
                Statement(
                    statement_id=context.ids.next("statement", page),
                    paper_id=paper.paper_id,
                    kind=kind,
                    section=paper.section,
                    text=part.text,
                    votes_for=votes[0],
                    votes_against=votes[1],
                    abstaining=votes[2],
                    **where(context.document_id, page, box),
                )
            )
    return out


def read_statements(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[StatementKind, Part]]:
    """Yield the parts under a heading of a statement."""
    for part in read_parts(paragraphs):
        name = listed_under(part.heading, "statements", tuple(StatementKind))
        if name and part.paragraphs:
            yield StatementKind(name), part


def read_votes(text: str) -> tuple[int | None, int | None, int | None]:
    """Return the votes of yes and no, and how many abstain; None for what is not given, or given twice."""
    yes, no, abstaining = (_one(pattern, text) for pattern in (YES, NO, ABSTAINING))
    return (yes, no, abstaining) if yes is not None and no is not None else (None, None, None)


def _one(pattern: re.Pattern[str], text: str) -> int | None:
    found = {int(m[1] or m[2]) for m in pattern.finditer(text)}
    return found.pop() if len(found) == 1 else None
