"""A sentence and the one cell it must mean, with different values.

The cell is found without the value: by the row that the words name and nothing else, the column that measure, time and
unit or the neighbouring sentences ask for. Where the words leave a choice, one cell that is a slip away decides.
"""

from collections import Counter
from collections.abc import Sequence

from kommuntal.reconcile.claims_features import (
    HEADED,
    PRIOR,
    Pair,
    counted,
    is_explained,
    names_more,
    printed_value,
    tells_what_is_counted,
)
from kommuntal.reconcile.claims_rows import Row, is_listed, words_of
from kommuntal.reconcile.claims_slip import Slip, distance, slip
from kommuntal.schema import Claim, Figure
from kommuntal.schema.enums import Direction, Measure, Unit
from kommuntal.swedish.dates import Period, find_periods
from kommuntal.swedish.vocabulary import find_directions

SURE = 0.94  # every word of the row stands in the clause, or it is the heading
WHOLE = 0.8  # nothing is named but the whole itself
NEAR = 0.25  # a whole is named by nothing: two values farther apart than this share of the larger are two facts
FAR = 0.7  # a variance is farther than this from its forecast
TELLING = 3  # digits; a cell agrees with fewer by chance
KEPT, KEPT_ALONE = 1, 2  # digits that a slip must have left alone where the words are sure of the cell, and where not
ANOTHER = 0.5  # a column that fits the measure less is of another
FITS = 0.8  # a column that fits as well as this is the one, where no other of its row does
SAME_TIME = 0.9
MARGIN = 0.04  # figures so near in score may be meant as well
BEHIND = 0.12  # a column may be this much worse in score and still be meant: "prognos" is said of a variance
FEW = 4  # values that the sentence may mean of which one that is a slip away is the one
OFTEN = 4  # sentences that make a column so usual that agreement with another is by chance
USUAL = 2  # sentences of a section that speak of one column make it the column of the next
CLEAR = (Measure.VARIANCE, Measure.OUTCOME, Measure.FORECAST, Measure.BUDGET)
COUNTS = (Measure.OTHER, Measure.COUNT, Measure.SHARE)

Column = tuple[str | None, Measure, str | None, str, int]  # heading, measure, what is counted, table and column


def column_of(claim: Claim, figure: Figure) -> Column:
    """Return which column of which table a sentence under this heading speaks of with this measure."""
    return claim.heading, claim.measure, counted(claim), figure.table_id, figure.column


def contradicted(claim: Claim, pairs: Sequence[Pair], usual: Counter[Column]) -> Pair | None:
    """Return the one figure that the sentence must mean though its value is another; None where any doubt is left.

    `usual` counts the columns that the other sentences are linked to.
    """
    if PRIOR.get(claim.measure, claim.measure) not in (*CLEAR, *COUNTS) or claim.value is None:
        return None
    pairs = _most_telling([p for p in pairs if not _of_another_time(claim, p.figure)])
    meant = _of_the_body([p for p in pairs if p.features["measure"] >= ANOTHER and is_meant(claim, p)])
    # the row is named, and something else with it: only a number of many digits tells
    vague = [] if meant or claim.period_end is None else [p for p in pairs if _is_named(p) and is_exact(claim, p)]
    vague = [p for p in vague if not names_more(claim, p)]
    top = max((p.score for p in meant or vague), default=0.0)
    if any(p.agrees and p.score >= top - BEHIND for p in (pairs if _is_telling(claim) else [])):
        return None
    if any(p.agrees and p.score >= top - MARGIN for p in meant):  # few digits agree by chance
        return None
    if not meant:
        slipped = [p for p in vague if _has_slipped(claim, p, KEPT_ALONE)]
        return slipped[0] if slipped and _is_one(claim, slipped) else None
    near = [p for p in meant if p.score >= top - BEHIND or usual[column_of(claim, p.figure)] >= USUAL]
    most = max(usual[column_of(claim, p.figure)] for p in near)
    if most >= USUAL:
        habitual = [p for p in near if usual[column_of(claim, p.figure)] == most]
        habitual = [p for p in habitual if is_exact(claim, p)] or habitual  # both of the period and of the year
        if (found := _the_one(claim, habitual, usual)) or not habitual[0].row.is_whole:
            return found
    if exact := _the_one(claim, [p for p in near if p.score >= top - MARGIN and is_exact(claim, p)], usual):
        return exact
    slipped = [p for p in near if _has_slipped(claim, p, KEPT_ALONE if _is_loose(claim, p) else KEPT)]
    for group in ([p for p in slipped if is_exact(claim, p)], slipped):
        if group and (_is_one(claim, group) or len({_size(claim, p) for p in near}) <= FEW):
            return max(group, key=lambda p: (_labelled(claim, p.row), _kept(claim, p), p.score))
    return None


# ---- the cell ------------------------------------------------------------------------------------------------------


def _of_another_time(claim: Claim, figure: Figure) -> bool:
    """Say whether the sentence itself names its time ("till och med augusti") and the column another ("helår")."""
    if claim.period_start is None or claim.period_end is None or figure.period_end in (None, claim.period_end):
        return False
    own = Period(claim.period_start, claim.period_end)
    return any(found.item == own and not found.item.is_year for found in find_periods(claim.sentence, own))


def _most_telling(pairs: list[Pair]) -> list[Pair]:
    """Return the pairs without those of a row whose name is but a part of another's that is said as well, in one
    section: "Investeringar" beside "Investeringar VA"."""
    told = {(p.row.headings, frozenset(p.row.words)) for p in pairs if p.named >= SURE and p.row.words}
    return [
        p
        for p in pairs
        if not any(p.row.headings == headings and p.row.words and set(p.row.words) < words for headings, words in told)
    ]


def _of_the_body(pairs: list[Pair]) -> list[Pair]:
    """Return those of the body that the sentence speaks of; all where none is."""
    own = [p for p in pairs if p.features["organisation"] == 1]
    return [p for p in pairs if p.features["organisation"]] if own else pairs


def out_of_line(claim: Claim, pairs: Sequence[Pair], chosen: Sequence[Pair], usual: Counter[Column]) -> Pair | None:
    """Return the cell that a sentence should state as its neighbours do, where it agrees with another column only by
    chance: one that hardly any of them speaks of."""
    most = max((usual[column_of(claim, p.figure)] for p in pairs), default=0)
    if most < OFTEN or 2 * max(usual[column_of(claim, p.figure)] for p in chosen) >= most:
        return None
    others = [p for p in pairs if usual[column_of(claim, p.figure)] == most]
    return contradicted(claim, others, usual)


def is_meant(claim: Claim, pair: Pair) -> bool:
    """Say whether the words name this row, or speak of the whole that it is, and of nothing else."""
    if not is_explained(claim, pair.row) or _is_reporter(pair.row):
        return False
    if pair.row.is_whole or pair.row.is_sum:
        return pair.named >= WHOLE and pair.features["organisation"] >= 0.5
    if pair.named == HEADED and claim.organisation and not pair.features["organisation"]:
        return False
    return _is_named(pair)


def _is_reporter(row: Row) -> bool:
    """Say whether a row is called as the body is: "nämndens underskott" is mostly the whole's."""
    return bool(row.words) and all(is_listed(word, "reporting") for word in row.words)


def _is_named(pair: Pair) -> bool:
    return (pair.named >= SURE and bool(pair.row.words)) or "sibling" in pair.features


def is_exact(claim: Claim, pair: Pair) -> bool:
    """Say whether the figure is of the unit, the time and the measure that the words ask for, and none beside it in
    the row is as much so."""
    unit = pair.features["unit"] == 1 or pair.figure.unit is None or claim.base_unit is None
    time = pair.features["period"] >= SAME_TIME or None in (pair.figure.period_end, claim.period_end)
    if not unit or not time or pair.features["measure"] < FITS:
        return False
    fit = (pair.features["measure"], pair.features["period"])
    timeless = claim.period_end is None  # then a value of any time that the row has is held against
    return not any(
        rival >= fit and not (timeless and other.period_end != pair.figure.period_end) for other, rival in pair.rivals
    )


def _is_one(claim: Claim, pairs: Sequence[Pair]) -> bool:
    """Say whether all are one fact: one value, or what two tables give as the same row, measure and time."""
    named = {(p.row.words, p.figure.measure, claim.period_end and p.figure.period_end) for p in pairs}
    return len({_size(claim, p) for p in pairs}) == 1 or (len(named) == 1 and bool(pairs[0].row.words))


def _the_one(claim: Claim, pairs: Sequence[Pair], usual: Counter[Column]) -> Pair | None:
    """Return the nearest of pairs that are one fact, where any other value contradicts it."""
    if not pairs or not _is_one(claim, pairs) or not _is_definite(claim, pairs[0], usual):
        return None
    return max(pairs, key=lambda p: (_kept(claim, p), p.score, -distance(claim, printed_value(claim, p.figure)[0])))


def _labelled(claim: Claim, row: Row) -> int:
    """Return how many words of the label the clause says or ends a word with ("periodresultat": "resultat")."""
    told = (claim.subject or "").casefold()
    return sum(word in told for word in words_of(row.label))


def _size(claim: Claim, pair: Pair) -> float:
    return float(abs(printed_value(claim, pair.figure)[0]))


# ---- the value -----------------------------------------------------------------------------------------------------


def _is_definite(claim: Claim, pair: Pair, usual: Counter[Column]) -> bool:
    """Say whether the words leave so little doubt that any other value contradicts; else it must be a slip away."""
    found = slip(claim, pair.figure)
    if not claim.value or (found and found[0] is Slip.FACTOR):
        return True  # "avvikelsen är 0" is as definite as any number
    if usual[column_of(claim, pair.figure)] < USUAL and _is_loose(claim, pair):
        return _has_slipped(claim, pair, KEPT_ALONE)
    named = bool(pair.row.words) or pair.features.get("sibling") == 1
    if named and not (_goes_on(claim, pair, usual) or _is_variance(claim, pair) or _is_month(claim, pair.figure)):
        return True
    return _has_slipped(claim, pair, KEPT) or distance(claim, printed_value(claim, pair.figure)[0]) <= NEAR


def _is_variance(claim: Claim, pair: Pair) -> bool:
    """Say whether a signed "prognos på -6 miljoner" may be how far the forecast is from the budget."""
    signed = claim.value is not None and claim.value < 0 and claim.measure is Measure.FORECAST
    return signed and distance(claim, printed_value(claim, pair.figure)[0]) > FAR


def _is_month(claim: Claim, figure: Figure) -> bool:
    """Say whether the sentence tells of less time than the column ends with: "utfallet för april", "jan-apr"."""
    starts = (claim.period_start, figure.period_start)
    return None not in starts and claim.period_end == figure.period_end and starts[0] != starts[1]


def _goes_on(claim: Claim, pair: Pair, usual: Counter[Column]) -> bool:
    """Say whether words after the amount make it another fact; of counts the neighbours say that they do not."""
    if counted(claim) and usual[column_of(claim, pair.figure)] >= USUAL:
        return False
    return names_more(claim, pair)


def _is_loose(claim: Claim, pair: Pair) -> bool:
    """Say whether little but the number says what is meant: the sentence tells of an increase (one of a budget is no
    budget), or nothing says what is measured of the money or that the column counts what the sentence counts."""
    if any(d.item in (Direction.INCREASE, Direction.DECREASE) for d in find_directions(claim.sentence)):
        return True
    if pair.named == HEADED and any(is_listed(word, "larger") for word in words_of(claim.sentence)):
        return True  # under the heading of a committee, of the municipality's result
    if claim.base_unit is Unit.SEK:
        return claim.measure in COUNTS
    return claim.base_unit is not Unit.PERCENT and not tells_what_is_counted(claim, pair)


def _kept(claim: Claim, pair: Pair) -> tuple[bool, int]:
    """Return how like a slip it is: digits before places, then how many are as they were."""
    found = slip(claim, pair.figure)
    return (found[0] is not Slip.FACTOR, found[1]) if found else (False, 0)


def _has_slipped(claim: Claim, pair: Pair, kept: int) -> bool:
    found = slip(claim, pair.figure)
    return found is not None and (found[1] >= kept or (found[0] is Slip.SIGN and kept == KEPT))


def _is_telling(claim: Claim) -> bool:
    """Say whether the number has so many digits that a cell hardly agrees by chance."""
    return claim.value is not None and len(claim.value.normalize().as_tuple().digits) >= TELLING
