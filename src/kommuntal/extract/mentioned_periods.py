"""The periods that a document's words name, each with its noun: "verksamhetsåren 2026-2028"."""

import re
from collections.abc import Iterator, Sequence

from kommuntal.extract.context import Context
from kommuntal.extract.passages import Named, Passage
from kommuntal.schema.enums import MentionKind
from kommuntal.swedish.dates import Period
from kommuntal.swedish.period_phrases import find_period_phrases

WORDED = re.compile(r"[^\W\d_]{3}")  # the years along an axis are no mention


def mentioned_periods(passages: Sequence[Passage], context: Context) -> Iterator[Named]:
    """Yield each period that a passage names with its year, as ISO 8601."""
    document = Period(*context.period) if context.period else None
    for passage in passages:
        if passage.kind in ("prose", "cell") and not WORDED.search(passage.text):
            continue
        for found in find_period_phrases(passage.text, document):
            yield Named(passage, found.start, found.end, MentionKind.PERIOD, found.item.period.iso)
