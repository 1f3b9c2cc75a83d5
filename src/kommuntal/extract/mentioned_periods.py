"""The periods that a document's words name, those whose year is printed."""

import re
from collections.abc import Iterator, Sequence

from kommuntal.extract.context import Context
from kommuntal.extract.passages import Named, Passage
from kommuntal.schema.enums import MentionKind
from kommuntal.swedish.dates import Period, find_periods

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def mentioned_periods(passages: Sequence[Passage], context: Context) -> Iterator[Named]:
    """Yield each period that a passage names with its year, as ISO 8601."""
    document = Period(*context.period) if context.period else None
    for passage in passages:
        for found in find_periods(passage.text, document):
            if YEAR.search(passage.text, found.start, found.end):
                yield Named(passage, found.start, found.end, MentionKind.PERIOD, found.item.iso)
