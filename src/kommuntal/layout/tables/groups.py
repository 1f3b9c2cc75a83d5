"""Names of groups of columns: "Utfall Budget Avvikelse Budget Prognos Avvikelse" needs a line over it, "Period Helår".

A row of header in which a name comes twice is told apart by the row above, drawn or not, wherever its names are set.
"""

from collections.abc import Sequence
from itertools import pairwise

from kommuntal.layout.tables.columns import chunks
from kommuntal.layout.tables.text import Line

FEWEST = 2  # columns to a group at the least
NOTES = ("not", "noter")  # a column of references belongs to no group
EDGE = 2.0  # points by which a name may miss the edge of its group that it is set to


def names_groups(above: Line, below: Line) -> bool:
    """Whether a line names groups of the columns that the line under it names; the first half of names that wrap
    ("Budget- / avvikelse") does not."""
    names = [c.text.casefold() for c in chunks(below)]
    over = [c.text.casefold() for c in chunks(above) if c.x1 > below.x0]
    if not comes_twice(names) or len(over) < 2 or FEWEST * len(over) > len(names) or comes_twice(over):
        return False
    if any(text.endswith("-") for text in over):
        return False
    small = [c.text[:1].islower() for c in chunks(below)]
    return all(small) or not any(small)


def comes_twice(names: Sequence[str]) -> bool:
    """Whether one of some names stands there twice."""
    return len(set(names)) < len(names)


def by_edge(
    over: Sequence[tuple[float, float]], under: Sequence[tuple[float, float]], names: Sequence[str]
) -> list[range] | None:
    """Return for each upper header which of the lower ones are its own, where all are set to the right or all to the
    left edge of theirs; None where they are not, or where a name would then come twice in one group.

    `over` and `under` are where the words of the headers begin and end, in points, from left to right.
    """
    if len(over) < 2 or not comes_twice(names):
        return None
    first = int(names[0] in NOTES)
    for side, shift in ((1, 1), (0, 0)):
        at = [next((k for k, u in enumerate(under) if abs(o[side] - u[side]) < EDGE), None) for o in over]
        known = [k + shift for k in at if k is not None]
        edges = [first, *known] if side else [*known, len(under)]
        if len(known) < len(over) or edges[0] != first or edges[-1] != len(under) or edges != sorted(set(edges)):
            continue
        groups = [range(a, b) for a, b in pairwise(edges)]
        if all(len(g) >= FEWEST and not comes_twice([names[k] for k in g]) for g in groups):
            return groups
    return None
