"""What differs between two versions of a paper in one bundle: sentence by sentence and cell by cell."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

from rapidfuzz import fuzz

from kommuntal.extract.context import Context
from kommuntal.extract.mastheads import read_mastheads
from kommuntal.extract.own import own_paragraphs
from kommuntal.layout.model import Layout, Paragraph, Table
from kommuntal.read.model import Box
from kommuntal.schema import Change, Paper, Records
from kommuntal.schema.enums import ChangeKind
from kommuntal.swedish.text import sentences, squash

REWORDED = 60  # ratio from which a sentence is another one reworded, and not one taken out and one put in

T = TypeVar("T")


@dataclass(frozen=True)
class Piece:
    """A sentence or cell and where it stands."""

    text: str
    page: int
    box: Box


Pair = tuple[Piece | None, Piece | None]  # earlier, later; None where it is not there


def extract_changes(layout: Layout, context: Context) -> Records:
    """Return what differs in each paper that is a new version of another one of the same document."""
    if not any(p.version_of for p in context.records.papers):
        return Records()
    own = {
        paper.paper_id: (paper, list(_sentences(ps)))
        for paper, ps in own_paragraphs(layout, context, read_mastheads(layout))
    }
    out = Records()
    for paper, said in own.values():
        if paper.version_of not in own:
            continue
        earlier, said_before = own[paper.version_of]
        pairs = [(ChangeKind.SENTENCE, pair) for pair in changed_sentences(said_before, said)]
        pairs += [
            (ChangeKind.CELL, pair)
            for one, two in _same_tables(_tables(layout, earlier), _tables(layout, paper))
            for pair in changed_cells(one, two)
        ]
        out.changes += [_row(context, paper, earlier, kind, *pair) for kind, pair in pairs]
    return out


def _row(
    context: Context, paper: Paper, earlier: Paper, kind: ChangeKind, before: Piece | None, now: Piece | None
) -> Change:
    return Change(
        change_id=context.ids.next("change", now.page if now else paper.page),
        paper_id=paper.paper_id,
        earlier_paper_id=earlier.paper_id,
        kind=kind,
        text=now.text if now else None,
        earlier_text=before.text if before else None,
        document_id=context.document_id,
        page=now.page if now else None,
        x0=now.box.x0 if now else None,
        top=now.box.top if now else None,
        x1=now.box.x1 if now else None,
        bottom=now.box.bottom if now else None,
        earlier_page=before.page if before else None,
        earlier_x0=before.box.x0 if before else None,
        earlier_top=before.box.top if before else None,
        earlier_x1=before.box.x1 if before else None,
        earlier_bottom=before.box.bottom if before else None,
    )


def _sentences(paragraphs: Sequence[Paragraph]) -> Iterator[Piece]:
    for p in paragraphs:
        for start, end in sentences(p.text):
            yield Piece(squash(p.text[start:end]), *p.place(start, end))


def changed_sentences(before: Sequence[Piece], now: Sequence[Piece]) -> Iterator[Pair]:
    """Yield the sentences that were reworded, taken out (no later one) or put in (no earlier one)."""
    for ones, twos in _apart(before, now, [_bare(p.text) for p in before], [_bare(p.text) for p in now]):
        rest = list(twos)
        for one in ones:
            likely = max(rest, key=lambda two: fuzz.ratio(one.text, two.text), default=None)
            if likely is None or fuzz.ratio(one.text, likely.text) < REWORDED:
                yield one, None
                continue
            rest.remove(likely)
            yield one, likely
        yield from ((None, two) for two in rest)


def changed_cells(before: Table, now: Table) -> Iterator[Pair]:
    """Yield the cells that differ in two tables of as many columns; rows are told apart by their first words."""
    one, two = _rows(before), _rows(now)
    labels = [_label(row) for row in one], [_label(row) for row in two]
    if len(one) == len(two):
        matched = list(zip(one, two, strict=True))
        yield from (pair for a, b in matched for pair in _differing(a, b))
        return
    for block in SequenceMatcher(None, *labels, autojunk=False).get_matching_blocks():
        for n in range(block.size):
            yield from _differing(one[block.a + n], two[block.b + n])
    for gone, new in _apart(one, two, *labels):
        yield from ((piece, None) for row in gone for piece in row.values() if piece.text)
        yield from ((None, piece) for row in new for piece in row.values() if piece.text)


def _differing(one: dict[int, Piece], two: dict[int, Piece]) -> Iterator[Pair]:
    for column in sorted(one.keys() | two.keys()):
        a, b = one.get(column), two.get(column)
        if _bare(a.text if a else "") != _bare(b.text if b else ""):
            yield a, b


def _rows(table: Table) -> list[dict[int, Piece]]:
    out: list[dict[int, Piece]] = [{} for _ in range(table.rows)]
    for cell in table.cells:
        out[cell.row][cell.column] = Piece(squash(cell.text), table.page, cell.box)
    return out


def _label(row: dict[int, Piece]) -> str:
    return next((_bare(row[c].text) for c in sorted(row) if row[c].text), "")


def _tables(layout: Layout, paper: Paper) -> list[Table]:
    return [t for t in layout.tables if (paper.page_from or 0) <= t.page <= (paper.page_to or 0)]


def _same_tables(before: Sequence[Table], now: Sequence[Table]) -> Iterator[tuple[Table, Table]]:
    """Yield the tables of two versions that are the same table: in the same order, with the same head."""
    one, two = ([_head(table) for table in tables] for tables in (before, now))
    for block in SequenceMatcher(None, one, two, autojunk=False).get_matching_blocks():
        yield from zip(before[block.a : block.a + block.size], now[block.b : block.b + block.size], strict=True)


def _head(table: Table) -> str:
    return "\x1f".join(map(_bare, table.grid()[0])) if table.rows else ""


def _apart(
    one: Sequence[T], two: Sequence[T], keys: Sequence[Hashable], others: Sequence[Hashable]
) -> Iterator[tuple[Sequence[T], Sequence[T]]]:
    """Yield the runs of `one` and `two` that differ by their keys."""
    for tag, a, b, c, d in SequenceMatcher(None, keys, others, autojunk=False).get_opcodes():
        if tag != "equal":
            yield one[a:b], two[c:d]


def _bare(text: str) -> str:
    """Return a text without what two readings of it differ in: spaces and hyphens at the ends of lines."""
    return "".join(text.split()).replace("\u00ad", "")
