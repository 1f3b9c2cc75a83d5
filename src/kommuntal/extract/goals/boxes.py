"""Goal boxes that are ruled like a table: a title with its symbol, then labelled cells of prose."""

from collections.abc import Iterator, Sequence

from kommuntal.extract.goals.entry import Comment, Entry
from kommuntal.extract.goals.tables import SLACK, give, middle, split_label
from kommuntal.extract.goals.words import Head, Level, without_label
from kommuntal.layout.model import Cell, Symbol, Table
from kommuntal.swedish.text import squash
from kommuntal.swedish.verdicts import parse_verdict


def box_entries(
    table: Table,
    symbols: Sequence[Symbol],
    block: int,
    level: Level | None,
    area: str | None,
    *,
    labelled_below: bool = False,
) -> Iterator[Entry]:
    """Yield the goals of a box, none where no cell opens with the label of a comment or a description.

    The box may be of the title alone, with those labels in the text under it (`labelled_below`).
    """
    rows = [[c for c in table.cells if c.row == r and c.text] for r in range(table.rows)]
    title_alone = labelled_below and sum(bool(row) for row in rows) == 1
    if not title_alone and not any(split_label(c.text)[0] for row in rows for c in row):
        return
    last: Entry | None = None
    part: str | None = None
    for row in (r for r in rows if r):
        label, rest = split_label(row[0].text)
        own = [] if label else _on(row, symbols)
        if own:
            title = without_label(row[0].text)
            last = Entry(title, table.page, row[0].box, block, table.section, level, area, confidence=table.confidence)
            last.words = next((squash(c.text) for c in row[1:] if parse_verdict(c.text)), "")
            for symbol in own:
                give(symbol, last, Head("other"))
            part = None
            yield last
        elif last is not None:
            part = label or part
            text = squash(" ".join([rest, *(c.text for c in row[1:])]))
            if part != "description" and text:
                last.comments.append(Comment(text, table.page))


def _on(row: Sequence[Cell], symbols: Sequence[Symbol]) -> list[Symbol]:
    top, bottom = min(c.box.top for c in row), max(c.box.bottom for c in row)
    return [s for s in symbols if top - SLACK <= middle(s.box)[1] <= bottom + SLACK]
