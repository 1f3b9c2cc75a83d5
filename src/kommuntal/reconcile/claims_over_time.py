"""A sentence about time and the cells of its row: another year, a change they do not come to, the wrong way."""

import re
from collections.abc import Sequence

from kommuntal.reconcile.claims_derived import differences
from kommuntal.reconcile.claims_features import PRIOR, Pair, agrees, fits, up_to
from kommuntal.reconcile.claims_rows import Row
from kommuntal.reconcile.claims_slip import distance
from kommuntal.schema import Claim, Figure
from kommuntal.schema.enums import Measure, Unit

# "har ökat till", "minskade kraftigt till": where the number is what it came to
CAME_TO = re.compile(
    r"\b(?:(?P<rises>ökat|ökade|ökar|stigit|steg|stiger|vuxit|växte)|minskat|minskade|minskar|sjunkit|sjönk|sjunker)"
    r"(?:\s+(?!från\b)\w+){0,2}\s+till\s+(?:ca\s+|cirka\s+|drygt\s+|knappt\s+|närmare\s+)?$",
    re.IGNORECASE,
)
SURE = 0.95  # every word of the row stands in the clause, or it is the heading
FAR = 0.7  # a change farther from what the only named row comes to is rather one of something else
DIGITS = 3  # fewer are equal by chance
CLEAR = (Measure.VARIANCE, Measure.OUTCOME, Measure.FORECAST, Measure.BUDGET)


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
    return (later, earlier) if spoken_of or distance(claim, value) <= FAR else None


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
