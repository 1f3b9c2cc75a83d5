"""Mentions: the periods, names and enumerations that a document's words name, for other places to be held against."""

from collections.abc import Callable, Iterator, Sequence

from kommuntal.extract.context import Context
from kommuntal.extract.enumerations import enumerations
from kommuntal.extract.mentioned_names import mentioned_names
from kommuntal.extract.mentioned_periods import mentioned_periods
from kommuntal.extract.passages import Named, Passage, passages
from kommuntal.extract.where import where
from kommuntal.layout.model import Layout
from kommuntal.schema import Mention, Records
from kommuntal.swedish.text import squash

SENTENCE = 5000  # letters; what goes on for longer is no sentence, and is not kept beside each of its mentions

# one reader a kind of mention; each sees all passages of the document in reading order
READERS: tuple[Callable[[Sequence[Passage], Context], Iterator[Named]], ...] = (
    mentioned_periods,
    mentioned_names,
    enumerations,
)


def extract_mentions(layout: Layout, context: Context) -> Records:
    """Return what the passages of a document name, one row a mention, kind by kind in reading order."""
    said = tuple(p for p in passages(layout) if len(p.text) <= SENTENCE)
    return Records(mentions=[_row(named, context) for read in READERS for named in read(said, context)])


def _row(named: Named, context: Context) -> Mention:
    passage = named.passage
    page, box = passage.place(named.start, named.end)
    section = passage.paragraph.section
    return Mention(
        mention_id=context.ids.next("mention", page),
        section_id=context.sections[section].section_id if section is not None else None,
        kind=named.kind,
        text=squash(passage.text[named.start : named.end]),
        value=named.value,
        sentence=squash(passage.text) if passage.kind in ("prose", "cell") else None,
        **where(context.document_id, page, box),
        confidence=named.confidence,
    )
