"""The way back: what reviewers said, brought into the datasets of the next run."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from kommuntal.review.corrections import correct
from kommuntal.review.store import FILE_NAME, Store
from kommuntal.schema import Missed, Records, Review


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that reviewers have said, as it is published."""

    reviews: Sequence[Review] = ()
    missed: Sequence[Missed] = ()


def read_reviews(output: Path, url: str | None) -> Said:
    """Return what the reviewers' database holds: the one at `url`, else the output folder's own where there is one.

    Raises UsageError for a URL that is none, RunError when the database cannot be read: a run that went on without it
    would publish values that somebody has corrected.
    """
    own = output / FILE_NAME
    if url is None and not own.exists():
        return Said()
    store = Store(url or own)
    try:
        return Said(reviews=store.reviews(), missed=store.reports())
    finally:
        store.close()


def bring_back(records: Records, said: Said, published: Sequence[Review]) -> Records:
    """Return the records of a run, not yet reconciled, with the reviews, and with what was corrected put right.

    `published` are the reviews of the last output: corrections outlive the database they were written to.
    """
    known = {(review.finding_id, review.reviewer, review.decided_at): review for review in (*said.reviews, *published)}
    corrected, corrections = correct(records, known.values())
    return msgspec.structs.replace(
        corrected, reviews=list(said.reviews), missed=list(said.missed), corrections=corrections
    )
