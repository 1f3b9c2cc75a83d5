"""Rows from lines: which lines of text are one row of a table.

A label that wraps leaves lines without numbers above or below the line that has them. Where lines stand closer than
rows do, that says where they belong; else the words do: a small first letter, a hyphen at the end.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from kommuntal.layout.tables.columns import YEAR, Chunk, chunks
from kommuntal.layout.tables.grid import slot
from kommuntal.layout.tables.groups import names_groups
from kommuntal.layout.tables.text import Line

OVERLAP = 0.15  # ems: lines that overlap more than this stand side by side in one row, at different heights
NEARER = 0.12  # ems: a difference in leading that the eye sees
NUMERIC_COLUMN = 0.5  # share of a column's pieces that are numbers, headers counted, where it is a column of numbers
ON_TOP = 0.5  # share of the narrower of two pieces that must stand over the other
SAME_PLACE = 0.6  # ems by which aligned pieces may differ
HEADER_LEADING = 0.7  # ems between the lines of one header at most
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


def holds_rows(lines: Sequence[Line], xs: Sequence[float]) -> bool:
    """Whether a drawn band holds several rows: a column of nothing but numbers, each beside words of other columns.

    Without such a column the lines of a band are text that wraps. Two such lines may be chance, unless both have words
    in every column.
    """
    by_column: dict[int, list[tuple[int, bool]]] = {}
    for k, line in enumerate(lines):
        for c, pieces in filled_columns(line, xs).items():
            by_column.setdefault(c, []).append((k, all(p.numeric for p in pieces)))
    columns = len(by_column)
    pure = [{k for k, _ in held} for held in by_column.values() if len(held) > 1 and all(n for _, n in held)]
    beside = {k for k in range(len(lines)) if sum(any(k == j for j, _ in held) for held in by_column.values()) > 1}
    rows = [ks & beside for ks in pure if len(ks & beside) > 1]
    full = all({k for k, _ in held} == set(range(len(lines))) for held in by_column.values())
    return len(rows) >= 2 or (len(rows) == 1 and (columns == 2 or len(rows[0]) > 2 or full))


def filled_columns(line: Line, xs: Sequence[float]) -> dict[int, list[Chunk]]:
    """Return the pieces of a line by column."""
    out: dict[int, list[Chunk]] = {}
    for chunk in chunks(line):
        out.setdefault(slot(xs, (chunk.x0 + chunk.x1) / 2), []).append(chunk)
    return out


def _joins(lines: Sequence[Line], filled: Sequence[dict[int, list[Chunk]]], xs: Sequence[float]) -> list[bool]:
    """Return for each pair of neighbouring lines whether they are one row."""
    gaps = [b.top - a.bottom for a, b in pairwise(lines)]
    anchors = _anchors(filled)
    pitch = _pitch(gaps, anchors)
    first = _first_figures(filled, anchors)
    held = []
    for k, gap in enumerate(gaps):
        eye = NEARER * lines[k].em
        if gap < -OVERLAP * lines[k].em:
            held.append(True)
        elif k + 1 < first:
            section = filled[k + 1].keys() == {0} and pitch is not None and gap > pitch - eye
            near = gap < HEADER_LEADING * lines[k].em and not names_groups(lines[k], lines[k + 1])
            held.append(not section and near and stacked(lines[k], lines[k + 1]))
        elif _clash(filled[k], filled[k + 1]) or (k + 1 == first and filled[k].keys() != {0}):
            held.append(False)
        elif pitch is not None and gap < pitch - eye:
            held.append(True)
        elif pitch is not None and gap > pitch + 2 * eye:
            held.append(False)
        else:
            held.append(goes_on(lines[k], lines[k + 1], xs[1]) or _hangs(filled[k + 1]))
    _part_anchors(held, gaps, anchors, lines, xs)
    return held


def _pitch(gaps: Sequence[float], anchors: Sequence[bool]) -> float | None:
    """Return the usual gap between two rows: where two lines with numbers follow each other there is no doubt."""
    sure = [g for g, (a, b) in zip(gaps, pairwise(anchors), strict=True) if a and b]
    if sure:
        return median(sure)
    return max(gaps) if gaps and max(gaps) > 1.5 * min(gaps) + 1 else None


def _part_anchors(
    held: list[bool], gaps: Sequence[float], anchors: Sequence[bool], lines: Sequence[Line], xs: Sequence[float]
) -> None:
    """Cut where two lines with numbers came to one row: at the widest gap, else before the label that begins anew."""
    last: int | None = None
    for k, anchor in enumerate(anchors):
        if not anchor:
            continue
        if last is not None and all(held[last:k]) and any(g > -OVERLAP * lines[last].em for g in gaps[last:k]):
            inner = range(last, k)
            widest = max(gaps[j] for j in inner)
            wide = [j for j in inner if gaps[j] > widest - NEARER * lines[j].em]
            fresh = [j for j in wide if not goes_on(lines[j], lines[j + 1], xs[1])]
            held[(fresh or wide)[0]] = False
        last = k


def _clash(above: dict[int, list[Chunk]], below: dict[int, list[Chunk]]) -> bool:
    """Whether two lines have something in the same column and a number there in one, so that they are two rows."""
    shared = [p for c in above.keys() & below.keys() if c > 0 for p in (*above[c], *below[c])]
    return any(p.numeric and YEAR.fullmatch(p.text) is None for p in shared)


def _first_figures(filled: Sequence[dict[int, list[Chunk]]], anchors: Sequence[bool]) -> int:
    """Return the first line that is a row of figures; what stands above it is header. 0 where there is no header."""
    for k, pieces in enumerate(filled):
        own = [p for c, held in pieces.items() if c > 0 for p in held]
        if anchors[k] and 2 * sum(_is_figure(p) for p in own) >= len(own):
            return k
    return 0


def _is_figure(piece: Chunk) -> bool:
    """Whether a piece is a number as rows have them; years, `(000)` and `1996/7` stand in headers."""
    return piece.numeric and "/" not in piece.text and re.match(r"(19|20)\d\d\b|\(0+\)", piece.text) is None


def stacked(above: Line, below: Line) -> bool:
    """Whether the pieces of two header lines stand on each other one to one, so that they are one header that wraps.

    A header over several columns stands over several pieces, or between them.
    """
    fewer, more = sorted((chunks(above), chunks(below)), key=len)
    return all(sum(_over(a, b) for b in more) == 1 and any(_aligned(a, b, above.em) for b in more) for a in fewer)


def _over(a: Chunk, b: Chunk) -> bool:
    return min(a.x1, b.x1) - max(a.x0, b.x0) > ON_TOP * min(a.x1 - a.x0, b.x1 - b.x0)


def _aligned(a: Chunk, b: Chunk, em: float) -> bool:
    """Whether two pieces begin, end or have their middle at the same place."""
    return min(abs(a.x0 - b.x0), abs(a.x1 - b.x1), abs(a.x0 + a.x1 - b.x0 - b.x1) / 2) < SAME_PLACE * em


def _hangs(filled: dict[int, list[Chunk]]) -> bool:
    """Whether a line has words in later columns only, so that it goes on from the line above."""
    return bool(filled) and 0 not in filled


def _anchors(filled: Sequence[dict[int, list[Chunk]]]) -> list[bool]:
    """Return for each line whether it has a number of its own in a column of numbers that is not the first."""
    count: dict[int, list[int]] = {}
    for pieces in filled:
        for c, held in pieces.items():
            seen = count.setdefault(c, [0, 0])
            seen[0] += len(held)
            seen[1] += sum(chunk.numeric for chunk in held)
    numeric = {c for c, (every, numbers) in count.items() if c > 0 and numbers >= NUMERIC_COLUMN * every}
    return [any(c in numeric and any(p.numeric for p in held) for c, held in pieces.items()) for pieces in filled]


def goes_on(above: Line, below: Line, border: float) -> bool:
    """Whether the label of `below` is the rest of the label of `above`, by its words.

    Labels are what stands left of `border`.
    """
    first = [i for i in above.items if (i.x0 + i.x1) / 2 < border]
    second = [i for i in below.items if (i.x0 + i.x1) / 2 < border]
    if not first or not second:
        return False
    if first[-1].words[-1].bold != second[0].words[0].bold:
        return False
    start, end = second[0].text, first[-1].text
    if end.endswith(("-", "–", ",", "/")) or end.lower() in RUN_ON:
        return True
    return start[:1].islower() or start.startswith("(")
