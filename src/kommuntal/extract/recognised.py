"""What the records of a page that was read from its picture may claim: no value of doubtful digits, places as shown."""

from collections.abc import Iterable, Sequence

import msgspec

from kommuntal.read.model import Box, Page, Word
from kommuntal.schema import Placed, Records

SETTLED = 0.5  # confidence under which a word may say something else
VALUES = ("value", "value_low", "value_high", "progress")  # fields that hold what digits say
STATED = ("cells", "figures", "indicator_values", "claims", "statements", "goals")  # rows that are a place of few words


def with_doubts(records: Records, pages: Iterable[Page]) -> Records:
    """Return the records as far as recognition bears them out; records of pages with text of their own are untouched.

    A row is at most as sure as its words are on average. A value in whose place a number is doubtful is null. Places
    are turned back by the skew of the page, so that they lie on the page as it is shown.
    """
    recognised = {page.number: page for page in pages if any(word.confidence < 1 for word in page.words)}
    if not recognised:
        return records
    out = Records()
    for name, rows in records:
        kept = [
            _doubted(row, recognised[row.page], name in STATED)
            if isinstance(row, Placed) and row.page in recognised
            else row
            for row in rows
        ]
        setattr(out, name, kept)
    return out


def _doubted(row: Placed, page: Page, stated: bool) -> Placed:
    if row.x0 is None or row.top is None or row.x1 is None or row.bottom is None:
        return row
    box = Box(row.x0, row.top, row.x1, row.bottom)
    shown = page.as_shown(box)
    changes: dict[str, object] = {"x0": shown.x0, "top": shown.top, "x1": shown.x1, "bottom": shown.bottom}
    words = [w for w in page.words if w.box.overlap(box) > 0.5]
    if words:
        mean = sum(w.confidence for w in words) / len(words)
        doubtful = stated and _least_of_numbers(words) < SETTLED
        changes["confidence"] = round(min(row.confidence, mean, _least_of_numbers(words) if stated else 1.0), 3)
        if doubtful:
            changes |= {field: None for field in VALUES if getattr(row, field, None) is not None}
    return msgspec.structs.replace(row, **changes)


def _least_of_numbers(words: Sequence[Word]) -> float:
    """Return how sure the least sure number among words is; ink that could not be read may be one."""
    return min((w.confidence for w in words if any(c.isdigit() or c == "\ufffd" for c in w.text)), default=1.0)
