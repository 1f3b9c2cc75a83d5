"""Rows from lines: which lines of text are one row of a table.

A label that wraps leaves lines without numbers above or below the line that has them. Where the lines stand closer to
one neighbour than to the other, that says where they belong; else the words do: a small first letter, a hyphen at the end.
"""

from collections.abc import Sequence
from statistics import median

from kommuntal.layout.tables.columns import Chunk, chunks
from kommuntal.layout.tables.grid import slot
from kommuntal.layout.tables.text import Line

OVERLAP = 0.15  # ems: lines that overlap more than this stand side by side in one row, at different heights
NEARER = 0.12  # ems: a difference in leading that the eye sees
FULL = 0.8  # share of its column that a line fills where the next word had no room
RUN_ON = ("och", "eller", "samt", "av", "för", "i", "med", "till", "på", "and", "or", "of", "for", "to", "the", "in")


def group_rows(lines: Sequence[Line], xs: Sequence[float]) -> list[list[Line]]:
    """Return the lines of a table's body as rows, from top to bottom. `xs` are the column edges."""
    rows: list[list[Line]] = []
    filled = [filled_columns(line, xs) for line in lines]
    held = _joins(lines, filled, xs)
    for k, line in enumerate(lines):
        if k and held[k - 1]:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def filled_columns(line: Line, xs: Sequence[float]) -> dict[int, list[Chunk]]:
    """Return the pieces of a line by column."""
    out: dict[int, list[Chunk]] = {}
    for chunk in chunks(line):
        out.setdefault(slot(xs, (chunk.x0 + chunk.x1) / 2), []).append(chunk)
    return out


def _joins(lines: Sequence[Line], filled: Sequence[dict[int, list[Chunk]]], xs: Sequence[float]) -> list[bool]:
    """Return for each pair of neighbouring lines whether they are one row."""
    gaps = [b.top - a.bottom for a, b in zip(lines, lines[1:], strict=False)]
    anchors = [_is_anchor(f) for f in filled]
    between = [g for g, a, b in zip(gaps, anchors, anchors[1:], strict=False) if a and b]
    pitch = median(between) if between else None
    held = [g < -OVERLAP * lines[k].em for k, g in enumerate(gaps)]
    for k, line in enumerate(lines):
        if anchors[k]:
            continue
        before = gaps[k - 1] if k else None
        after = gaps[k] if k < len(gaps) else None
        side = _side(k, line, lines, filled, before, after, pitch, xs)
        if side < 0:
            held[k - 1] = True
        elif side > 0:
            held[k] = True
    return held


def _is_anchor(filled: dict[int, list[Chunk]]) -> bool:
    """Whether a line has numbers of its own in a column that is not the first."""
    return any(c > 0 and any(chunk.numeric for chunk in pieces) for c, pieces in filled.items())


def _side(
    k: int,
    line: Line,
    lines: Sequence[Line],
    filled: Sequence[dict[int, list[Chunk]]],
    before: float | None,
    after: float | None,
    pitch: float | None,
    xs: Sequence[float],
) -> int:
    """Return -1 where a line without numbers goes on from the one before, 1 where the next goes on from it, else 0."""
    eye = NEARER * line.em
    tight_before = before is not None and (pitch is None or before < pitch - eye)
    tight_after = after is not None and (pitch is None or after < pitch - eye)
    if pitch is not None and (tight_before or tight_after):
        if before is not None and (after is None or before < after - eye):
            return -1
        if after is not None and (before is None or after < before - eye):
            return 1
    if 0 not in filled[k] and before is not None:
        return -1 if filled[k] else 0
    if before is not None and _goes_on(lines[k - 1], line, xs):
        return -1
    if after is not None and _goes_on(line, lines[k + 1], xs):
        return 1
    return 0


def _goes_on(above: Line, below: Line, xs: Sequence[float]) -> bool:
    """Whether the label of `below` is the rest of the label of `above`, by its words."""
    first = [i for i in above.items if (i.x0 + i.x1) / 2 < xs[1]]
    second = [i for i in below.items if (i.x0 + i.x1) / 2 < xs[1]]
    if not first or not second:
        return False
    if first[-1].words[-1].bold != second[0].words[0].bold:
        return False
    start, end = second[0].text, first[-1].text
    if end.endswith(("-", "–", ",", "/")) or end.lower() in RUN_ON:
        return True
    return start[:1].islower() or start.startswith("(")
