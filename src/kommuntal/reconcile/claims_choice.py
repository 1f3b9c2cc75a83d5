"""Which cells state the same fact as a sentence: those that agree with it and that its words name."""

from collections.abc import Sequence

from kommuntal.reconcile.claims_features import Pair, named_in, uncovered, whole_of
from kommuntal.reconcile.claims_rows import Row, Rows, words_of
from kommuntal.schema import Claim
from kommuntal.schema.enums import LinkVerdict, Measure, Unit

MATCH = 0.72  # below it the words carry too little to say that two places speak of one fact
NAMED = 0.6  # a row less named than this is never meant
COUNT_NAMED = 0.9  # "3 beslut": small numbers are everywhere, so that all words of the row must be there
MARGIN = 0.04  # a runner-up of another row this near leaves it unsure which of the two is meant
BETTER_HERE, BETTER_ELSEWHERE = 0.02, 0.2  # how much better another row is named that must be meant instead
WHOLE_NAME = 0.95  # every word of the row is said
NAMED_PART = 0.9  # a row so well named is what the sentence is about: it does not speak of the whole
VARIANT = 0.1  # how much less a result with or without something is meant where only the result is named


def rows_named(claim: Claim, rows: Rows, alone: bool) -> list[tuple[Row, float]]:
    """Return the rows that the sentence may mean, each with how well it is named; `alone`: its only amount.

    A row for the whole is meant only where no part in the same table is named.
    """
    told = " ".join(filter(None, (claim.sentence, claim.organisation, claim.heading, claim.before)))
    found = rows.named_in(words_of(told))
    named = [(row, named_in(claim, row, alone)) for row in found if not row.is_whole]
    parts = {row.table.table_id for row, worth in named if worth >= NAMED_PART}
    out = []
    for row, as_part in [*named, *((row, 0.0) for row in found if row.is_whole)]:
        meant = (row.is_whole or row.is_variant) and row.table.table_id not in parts
        as_whole = whole_of(claim, row) - VARIANT * row.is_variant if meant else 0.0
        if max(as_part, as_whole) >= NAMED:
            out.append((row, max(as_part, as_whole)))
    return out


def choose(claim: Claim, pairs: Sequence[Pair]) -> tuple[list[Pair], LinkVerdict]:
    """Return every print of the one fact that is meant, none where no pair is good enough; unsure when two different
    rows fit as well."""
    floor = COUNT_NAMED if claim.base_unit in (None, Unit.PERSONS, Unit.COUNT, Unit.FTE) else NAMED
    good = sorted((p for p in pairs if p.agrees and p.named >= floor), key=lambda p: -p.score)
    if not good or good[0].score < MATCH:
        return [], LinkVerdict.NO_MATCH
    best = good[0]
    vague = claim.measure is Measure.OTHER and "sibling" not in best.features and len(uncovered(claim, best.row)) > 1
    if vague or any(_better_named(other, best) for other in pairs):
        return [], LinkVerdict.NO_MATCH
    near = [p for p in good if p.score >= best.score - MARGIN]
    facts = {frozenset(p.row.words) for p in near}
    one = len(facts) == 1 or all(words <= max(facts, key=len) for words in facts)
    return near, LinkVerdict.MATCH if one else LinkVerdict.UNSURE


def _better_named(other: Pair, best: Pair) -> bool:
    """Say whether the sentence names another part better, whose value it is not, or one that says all of it and more:
    "Kontaktperson OF" where "Totalt OF" agrees."""
    if other.agrees or other.figure.is_total or not other.row.words:
        return False
    here = other.row.table.table_id == best.row.table.table_id
    if here and set(best.row.words) < set(other.row.words) and other.named >= max(best.named, WHOLE_NAME):
        return True
    return other.named > best.named + (BETTER_HERE if here else BETTER_ELSEWHERE)
