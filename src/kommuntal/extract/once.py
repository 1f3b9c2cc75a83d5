"""What several modules ask of the same layout, worked out once."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from kommuntal.layout.model import Layout

Made = TypeVar("Made")


def once(function: Callable[[Layout], Made]) -> Callable[[Layout], Made]:
    """Return the function with the result for the last layout kept: module after module asks for the same one.

    By identity, since the hash of a layout goes through all its words. The result is shared: nobody may change it.
    """
    last: tuple[Layout, Made] | None = None

    @wraps(function)
    def kept(layout: Layout) -> Made:
        nonlocal last
        known = last
        if known is None or known[0] is not layout:
            last = known = (layout, function(layout))
        return known[1]

    return kept
