"""What differs between two wordings: sentence by sentence, and row by row of a table."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

from rapidfuzz import fuzz

from kommuntal.extract.where import where
from kommuntal.read.model import Box
from kommuntal.schema import Change
from kommuntal.schema.enums import ChangeKind

REWORDED = 60  # ratio from which a sentence is another one reworded, and not one taken out and one put in

T = TypeVar("T")


@dataclass(frozen=True)
class Piece:
    """A sentence, title or cell, and where it stands."""

    text: str
    page: int
    box: Box


Pair = tuple[Piece | None, Piece | None]  # earlier, later; None where it is not there
Row = dict[int, Piece]  # the cells of a row by their column


def change_row(
    change_id: str,
    kind: ChangeKind,
    pair: Pair,
    documents: tuple[str, str],
    papers: tuple[str | None, str | None] = (None, None),
) -> Change:
    """Return the record of one difference; `documents` and `papers` are the ids of the earlier and the later."""
    before, now = pair
    return Change(
        change_id=change_id,
        paper_id=papers[1],
        earlier_paper_id=papers[0],
        kind=kind,
        text=now.text if now else None,
        earlier_text=before.text if before else None,
        **where(documents[1], now.page if now else None, now.box if now else None),
        earlier_document_id=documents[0],
        earlier_page=before.page if before else None,
        earlier_x0=before.box.x0 if before else None,
        earlier_top=before.box.top if before else None,
        earlier_x1=before.box.x1 if before else None,
        earlier_bottom=before.box.bottom if before else None,
    )


def changed_sentences(before: Sequence[Piece], now: Sequence[Piece]) -> Iterator[Pair]:
    """Yield the sentences that were reworded, taken out (no later one) or put in (no earlier one)."""
    for ones, twos in _apart(
        before, now, [without_breaks(p.text) for p in before], [without_breaks(p.text) for p in now]
    ):
        rest = list(twos)
        for one in ones:
            likely = max(rest, key=lambda two: fuzz.ratio(one.text, two.text), default=None)
            if likely is None or fuzz.ratio(one.text, likely.text) < REWORDED:
                yield one, None
                continue
            rest.remove(likely)
            yield one, likely
        yield from ((None, two) for two in rest)


def changed_rows(one: Sequence[Row], two: Sequence[Row]) -> Iterator[Pair]:
    """Yield the cells that differ in two tables of as many columns; rows are told apart by their first words."""
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
        if without_breaks(a.text if a else "") != without_breaks(b.text if b else ""):
            yield a, b


def _label(row: dict[int, Piece]) -> str:
    return next((without_breaks(row[c].text) for c in sorted(row) if row[c].text), "")


def _apart(
    one: Sequence[T], two: Sequence[T], keys: Sequence[Hashable], others: Sequence[Hashable]
) -> Iterator[tuple[Sequence[T], Sequence[T]]]:
    """Yield the runs of `one` and `two` that differ by their keys."""
    for tag, a, b, c, d in SequenceMatcher(None, keys, others, autojunk=False).get_opcodes():
        if tag != "equal":
            yield one[a:b], two[c:d]


def without_breaks(text: str) -> str:
    """Return a text without what two readings of it differ in: spaces and hyphens at the ends of lines."""
    return "".join(text.split()).replace("\u00ad", "")


def same_in_order(
    before: Sequence[T], now: Sequence[T], one: Sequence[str], two: Sequence[str]
) -> Iterator[tuple[T, T]]:
    """Yield what of `before` and `now` is the same by the keys `one` and `two`, in the order of both."""
    for block in SequenceMatcher(None, one, two, autojunk=False).get_matching_blocks():
        yield from zip(before[block.a : block.a + block.size], now[block.b : block.b + block.size], strict=True)
