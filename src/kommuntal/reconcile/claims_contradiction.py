"""A sentence and the one cell it must mean, with different values.

The cell is found without the value: by the row that the words name and nothing else, the column that measure, time and
unit or the neighbouring sentences ask for. Where several cells may be meant, one that is a slip away decides.
"""

import re
from collections import Counter
from collections.abc import Sequence

from kommuntal.reconcile.claims_derived import SAME_TIME, differences
from kommuntal.reconcile.claims_features import PRIOR, Pair, agrees, fits, is_explained, printed_value, up_to
from kommuntal.reconcile.claims_rows import Row, words_of
from kommuntal.reconcile.claims_slip import Slip, distance, slip
from kommuntal.schema import Claim, Figure
from kommuntal.schema.enums import Direction, Measure, Unit
from kommuntal.swedish.dates import Period, find_periods
from kommuntal.swedish.vocabulary import find_directions

# "har ökat till", "minskade kraftigt till": where the number is what it came to
CAME_TO = re.compile(
    r"\b(?:(?P<rises>ökat|ökade|ökar|stigit|steg|stiger|vuxit|växte)|minskat|minskade|minskar|sjunkit|sjönk|sjunker)"
    r"(?:\s+(?!från\b)\w+){0,2}\s+till\s+(?:ca\s+|cirka\s+|drygt\s+|knappt\s+|närmare\s+)?$",
    re.IGNORECASE,
)
SURE = 0.95  # every word of the row stands in the clause, or it is the heading
WHOLE = 0.8  # nothing is named but the whole itself
# two values farther apart than this share of the larger are rather two facts than one gone wrong: of a row named in so
# many words, and of one that only the context names or that is the whole
NEAR, NEARER = 0.7, 0.25
DIGITS = 3  # fewer are equal by chance
KEPT, KEPT_ALONE, KEPT_VAGUE = (
    1,
    2,
    2,
)  # digits that a slip must have left alone, where the row is sure and where it is not
ANOTHER = 0.5  # a column that fits the measure less is of another
MARGIN = 0.04  # figures so near in score may be meant as well: they must have the same value
BEHIND = 0.12  # a column may be this much worse in score and still be meant: "prognos" is said of a variance
FEW = 4  # values that the sentence may mean of which one that is a slip away is the one
OFTEN = 4  # sentences that make a column so usual that agreement with another is by chance
USUAL = 2  # sentences of a section that speak of one column make it the column of the next
CLEAR = (Measure.VARIANCE, Measure.OUTCOME, Measure.FORECAST, Measure.BUDGET)
COUNTS = (Measure.OTHER, Measure.COUNT, Measure.SHARE)

Column = tuple[str | None, Measure, str, int]  # heading, measure, table and column


def column_of(claim: Claim, figure: Figure) -> Column:
    """Return which column of which table a sentence under this heading speaks of with this measure."""
    return claim.heading, claim.measure, figure.table_id, figure.column


def contradicted(claim: Claim, pairs: Sequence[Pair], usual: Counter[Column]) -> Pair | None:
    """Return the one figure that the sentence must mean though its value is another; None where any doubt is left.

    `usual` counts the columns that the other sentences are linked to.
    """
    if PRIOR.get(claim.measure, claim.measure) not in (*CLEAR, *COUNTS) or claim.value is None:
        return None
    pairs = [p for p in pairs if not _of_another_time(claim, p.figure)]
    sure = _of_the_body([p for p in pairs if p.features["measure"] >= ANOTHER and is_meant(claim, p)])
    top = max((p.score for p in sure), default=0.0)
    if any(p.agrees and p.score >= top - BEHIND for p in pairs):
        return None
    near = [p for p in sure if p.score >= top - BEHIND or usual[column_of(claim, p.figure)] >= USUAL]
    most = max((usual[column_of(claim, p.figure)] for p in near), default=0)
    if most >= USUAL:
        habitual = [p for p in near if usual[column_of(claim, p.figure)] == most]
        habitual = [p for p in habitual if _same_column(p)] or habitual  # both of the period and of the year
        return habitual[0] if _is_one(claim, habitual) and _may_be_wrong(claim, habitual[0], is_habit=True) else None
    exact = [p for p in near if p.score >= top - MARGIN and _same_column(p)]
    slipped = [p for p in near if _has_slipped(claim, p, KEPT)]
    for group in ([p for p in slipped if _same_column(p)], slipped):
        if group and (_is_one(claim, group) or len({_size(claim, p) for p in near}) <= FEW):
            best = max(group, key=lambda p: (_labelled(claim, p.row), p.score))
            return best if _may_be_wrong(claim, best) else None
    if exact and _is_one(claim, exact) and _may_be_wrong(claim, exact[0]):
        return exact[0]
    # the row is named, and something else with it: only a number of many digits tells
    vague = [
        p for p in pairs if p.named >= SURE and p.row.words and _same_column(p) and _has_slipped(claim, p, KEPT_VAGUE)
    ]
    return vague[0] if vague and not sure and _is_one(claim, vague) and _may_be_wrong(claim, vague[0]) else None


def _of_another_time(claim: Claim, figure: Figure) -> bool:
    """Say whether the sentence itself names its time ("till och med augusti") and the column another ("helår")."""
    if claim.period_start is None or claim.period_end is None or figure.period_end in (None, claim.period_end):
        return False
    own = Period(claim.period_start, claim.period_end)
    return any(found.item == own and not found.item.is_year for found in find_periods(claim.sentence, own))


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


def _is_one(claim: Claim, pairs: Sequence[Pair]) -> bool:
    return len({_size(claim, p) for p in pairs}) == 1


def _labelled(claim: Claim, row: Row) -> int:
    """Return how many words of the label the clause says or ends a word with ("periodresultat": "resultat")."""
    told = (claim.subject or "").casefold()
    return sum(word in told for word in words_of(row.label))


def is_meant(claim: Claim, pair: Pair) -> bool:
    """Say whether the words name this row, or speak of the whole that it is, and of nothing else."""
    if not is_explained(claim, pair.row):
        return False
    if pair.row.is_whole:
        return pair.named >= WHOLE and pair.features["organisation"] >= 0.5
    return pair.named >= SURE or "sibling" in pair.features


def _same_column(pair: Pair) -> bool:
    figure = pair.figure
    alike = [f for f in pair.row.figures if f.measure is figure.measure]
    time = pair.features["period"] >= SAME_TIME or (figure.period_end is None and len(alike) == 1)
    unit = pair.features["unit"] == 1 or figure.unit is None
    return pair.features["measure"] >= (1 if len(pair.row.figures) > len(alike) else 0.8) and time and unit


def _size(claim: Claim, pair: Pair) -> float:
    return float(abs(printed_value(claim, pair.figure)[0]))


def _has_slipped(claim: Claim, pair: Pair, kept: int) -> bool:
    found = slip(claim, pair.figure)
    return found is not None and (found[1] >= kept or (found[0] is Slip.SIGN and kept == KEPT))


def _may_be_wrong(claim: Claim, pair: Pair, *, is_habit: bool = False) -> bool:
    """Say whether the one value can have come from the other, and the sentence is of the kind that states values."""
    found = {d.item for d in find_directions(claim.sentence)} & {Direction.INCREASE, Direction.DECREASE}
    changes = bool(found) and not is_habit  # an increase of a budget is no budget
    counted = claim.base_unit not in (Unit.SEK, Unit.PERCENT) or (
        claim.measure in COUNTS and claim.base_unit is Unit.SEK
    )
    if (changes or counted) and not is_habit:
        return _has_slipped(claim, pair, KEPT_ALONE)
    found_slip = slip(claim, pair.figure)
    if _has_slipped(claim, pair, KEPT) or (
        found_slip and found_slip[0] is Slip.FACTOR and (is_habit or _same_column(pair))
    ):
        return True
    if not claim.value:  # "avvikelsen är 0" is as definite as any number
        return _same_column(pair)
    named = bool(pair.row.words) and pair.named >= SURE
    return distance(claim, printed_value(claim, pair.figure)[0]) <= (NEAR if named or is_habit else NEARER)


def wrong_time(claim: Claim, named: Sequence[tuple[Row, float]]) -> Pair | None:
    """Return the one figure that the sentence states with all its words and digits but for another year.

    The number must have digits enough to be no chance, and the row no figure of the year that the sentence names.
    """
    if claim.value is None or claim.period_end is None or claim.measure not in CLEAR or claim.base_unit is not Unit.SEK:
        return None
    if len(claim.value.normalize().as_tuple().digits) < DIGITS or str(claim.period_end.year) not in claim.sentence:
        return None
    found = []
    for row, worth in named:
        same = [f for f in row.figures if f.measure is claim.measure and f.unit is claim.base_unit and f.period_end]
        if (
            worth < SURE
            or not row.words
            or any(f.period_end.year == claim.period_end.year for f in same if f.period_end)
        ):
            continue
        features = {"named": worth, "measure": 1.0, "period": 0.0, "unit": 1.0, "organisation": 0.5}
        found += [Pair(row, f, features, agrees=True) for f in same if agrees(claim, f)]
    return found[0] if len(found) == 1 else None


def wrong_change(
    claim: Claim, named: Sequence[tuple[Row, float]], spoken_of: Sequence[Row]
) -> tuple[Figure, Figure] | None:
    """Return the two cells whose difference is not the change that the sentence states.

    Their row is one of `spoken_of`, the rows that the sentence has given a value of, else the only one it names.
    """
    if claim.measure is not Measure.CHANGE or claim.compared_with not in (
        Measure.OUTCOME_PRIOR,
        Measure.FORECAST_PRIOR,
    ):
        return None
    rows = spoken_of or [row for row, worth in named if row.words and worth >= SURE]
    found = [d for row in rows for d in differences(claim, row)]
    if len(found) != 1 or (len(rows) != 1 and not spoken_of):
        return None
    later, earlier, value, half = found[0]
    if fits(claim, value, half):
        return None
    return (later, earlier) if spoken_of or distance(claim, value) <= NEAR else None


def wrong_direction(claim: Claim, chosen: Sequence[Pair]) -> tuple[Figure, Figure] | None:
    """Return the cell that the sentence says a row has risen or fallen to, and the cell of the year before, where the
    numbers went the other way; costs below zero rise as they grow. None where the row has not one year before."""
    word = CAME_TO.search(up_to(claim))
    if word is None:
        return None
    rises = word["rises"] is not None
    for pair in chosen:
        here = pair.figure
        before = [f for f in pair.row.figures if _a_year_before(f, here)]
        if len(before) != 1 or here.value is None or before[0].value is None:
            return None
        moved = abs(here.value) - abs(before[0].value)
        if not moved or (moved > 0) is rises or here.value * before[0].value < 0:
            return None
    return (chosen[0].figure, next(f for f in chosen[0].row.figures if _a_year_before(f, chosen[0].figure)))


def _a_year_before(figure: Figure, later: Figure) -> bool:
    same = PRIOR.get(figure.measure, figure.measure) is PRIOR.get(later.measure, later.measure)
    if not same or figure.unit is not later.unit or figure.period_end is None or later.period_end is None:
        return False
    return (figure.period_end.year + 1, figure.period_end.month) == (later.period_end.year, later.period_end.month)
