"""What differs between two versions of a paper in one bundle: sentence by sentence and cell by cell."""

from collections.abc import Iterator, Sequence

from kommuntal.extract.context import Context
from kommuntal.extract.differences import (
    Pair,
    Piece,
    Row,
    change_row,
    changed_rows,
    changed_sentences,
    same_in_order,
    without_breaks,
)
from kommuntal.extract.mastheads import read_mastheads
from kommuntal.extract.own import own_paragraphs
from kommuntal.layout.model import Layout, Paragraph, Table
from kommuntal.read.model import Box
from kommuntal.schema import Paper, Records
from kommuntal.schema.enums import ChangeKind
from kommuntal.swedish.text import sentences, squash


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
        titles = [p.title for p in (earlier, paper)]  # headings are among the sentences
        pairs = [
            (ChangeKind.SENTENCE, pair)
            for pair in changed_sentences(said_before, said)
            if [piece.text if piece else None for piece in pair] != titles
        ]
        pairs += [
            (ChangeKind.CELL, pair)
            for one, two in _same_tables(_tables(layout, earlier), _tables(layout, paper))
            for pair in changed_cells(one, two)
        ]
        pairs += [(ChangeKind.TITLE, pair) for pair in _titles(earlier, paper)]
        out.changes += [
            change_row(
                context.ids.next("change", pair[1].page if pair[1] else paper.page),
                kind,
                pair,
                (context.document_id, context.document_id),
                (earlier.paper_id, paper.paper_id),
            )
            for kind, pair in pairs
        ]
    return out


def _titles(earlier: Paper, paper: Paper) -> Iterator[Pair]:
    """Yield the titles of two versions where they differ."""
    one, two = (
        Piece(p.title or "", p.page or 1, Box(p.x0 or 0, p.top or 0, p.x1 or 0, p.bottom or 0))
        for p in (earlier, paper)
    )
    if without_breaks(one.text) != without_breaks(two.text):
        yield one, two


def _sentences(paragraphs: Sequence[Paragraph]) -> Iterator[Piece]:
    for p in paragraphs:
        for start, end in sentences(p.text):
            yield Piece(squash(p.text[start:end]), *p.place(start, end))


def changed_cells(before: Table, now: Table) -> Iterator[Pair]:
    """Yield the cells that differ in two tables of as many columns."""
    yield from changed_rows(_rows(before), _rows(now))


def _rows(table: Table) -> list[Row]:
    out: list[Row] = [{} for _ in range(table.rows)]
    for cell in table.cells:
        out[cell.row][cell.column] = Piece(squash(cell.text), table.page, cell.box)
    return out


def _tables(layout: Layout, paper: Paper) -> list[Table]:
    return [t for t in layout.tables if (paper.page_from or 0) <= t.page <= (paper.page_to or 0)]


def _same_tables(before: Sequence[Table], now: Sequence[Table]) -> Iterator[tuple[Table, Table]]:
    """Yield the tables of two versions that are the same table: in the same order, with the same head."""
    yield from same_in_order(before, now, [_head(t) for t in before], [_head(t) for t in now])


def _head(table: Table) -> str:
    return "\x1f".join(map(without_breaks, table.grid()[0])) if table.rows else ""
