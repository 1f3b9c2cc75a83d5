"""A sentence and the one cell it must mean, with different values: the finding and its arithmetic."""

from collections.abc import Sequence
from decimal import Decimal

from kommuntal.reconcile.claims_features import Pair, agrees, interval, printed_value, wrong_way
from kommuntal.reconcile.claims_rows import Row
from kommuntal.reconcile.finding import make_finding, place_of, print_number, print_number_en
from kommuntal.schema import Claim, Figure, Finding
from kommuntal.schema.enums import Direction, FindingKind, Measure, Severity, Unit
from kommuntal.swedish.vocabulary import find_directions

SURE = 0.95  # every word of the row stands in the sentence
NEAR = Decimal("0.7")  # two values farther apart than this share of the larger are rather two facts than one gone wrong
DIGITS = 3  # fewer are equal by chance
MAGNITUDES = (Decimal(1000), Decimal(1000000))
CLEAR = (Measure.VARIANCE, Measure.OUTCOME, Measure.FORECAST, Measure.BUDGET)


def contradicted(claim: Claim, pairs: Sequence[Pair]) -> Pair | None:
    """Return the one figure that the sentence must mean though its value is another; None where any doubt is left."""
    if claim.measure not in CLEAR or claim.base_unit not in (Unit.SEK, Unit.PERCENT):
        return None
    if {d.item for d in find_directions(claim.sentence)} & {Direction.INCREASE, Direction.DECREASE}:
        return None  # an increase of a budget is no budget
    sure = [
        p
        for p in pairs
        if p.named >= SURE and p.features["measure"] == p.features["period"] == p.features["unit"] == 1.0
    ]
    most = max((sum(map(len, p.row.words)) for p in sure), default=0)
    sure = [p for p in sure if sum(map(len, p.row.words)) == most]
    if len(sure) != 1 or any(p.agrees for p in pairs):
        return None
    return sure[0] if _is_slip(claim, sure[0].figure) else None


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


def time_finding(claim: Claim, figure: Figure) -> Finding:
    """Return the finding that the sentence dates a cell's figure to another year than its column."""
    assert claim.period_end is not None
    assert figure.period_end is not None
    row, column = figure.line_item_raw or "", figure.column_header or ""
    said, printed = claim.period_end.year, figure.period_end.year
    return make_finding(
        FindingKind.PERIOD,
        place_of(claim, claim.quote),
        place_of(figure, figure.text, row, column),
        f"Texten säger {said} men samma tal, {figure.text}, står på raden ”{row}” i kolumnen ”{column}”, som gäller "
        f"{printed}.",
        f"The text says {said} but the same number, {figure.text}, stands in row “{row}”, column “{column}”, which is "
        f"of {printed}.",
        severity=Severity.WARNING,
        expected=str(printed),
        found=str(said),
        confidence=min(claim.confidence, figure.confidence),
    )


def _is_slip(claim: Claim, figure: Figure) -> bool:
    """Say whether the one value can have come from the other: near it, of the other sign, or a thousand times it."""
    value, _ = printed_value(claim, figure)
    low, high = interval(claim)
    said, printed = abs(low + high) / 2, abs(value)
    if not said or not printed:
        return False
    ratios = (said / printed, printed / said)
    near = abs(said - printed) / max(said, printed) <= NEAR
    return near or any(abs(ratio / size - 1) <= Decimal("0.2") for ratio in ratios for size in MAGNITUDES)


def contradiction(claim: Claim, figure: Figure) -> Finding:
    """Return the finding, with the difference in the unit that the sentence prints."""
    assert claim.value is not None
    value, half = printed_value(claim, figure)
    low, high = interval(claim)
    said = claim.value if wrong_way(claim, figure) else abs(claim.value)
    shown = value if wrong_way(claim, figure) else abs(value)
    places = max(-int(claim.value.as_tuple().exponent), -int(value.normalize().as_tuple().exponent), 0)
    difference = said - shown
    unit = claim.unit or ""
    row, column = figure.line_item_raw or "", figure.column_header or ""
    return make_finding(
        FindingKind.CLAIM,
        place_of(claim, claim.quote),
        place_of(figure, figure.text, row, column),
        f"Texten säger {print_number(said)} {unit} men tabellen har {figure.text} på raden ”{row}”, kolumnen "
        f"”{column}”: {print_number(said, places)} − {print_number(shown, places)} = "
        f"{print_number(difference, places)} {unit}.",
        f"The text says {print_number_en(said)} {unit} but the table has {figure.text} in row “{row}”, column "
        f"“{column}”: {print_number_en(said, places)} − {print_number_en(shown, places)} = "
        f"{print_number_en(difference, places)} {unit}.",
        severity=Severity.ERROR,
        expected=figure.text,
        found=claim.quote,
        difference=difference,
        tolerance=(high - low) / 2 + half,
        confidence=min(claim.confidence, figure.confidence),
    )
