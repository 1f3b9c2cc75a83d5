"""A sentence and the one cell it must mean, with different values: the finding and its arithmetic."""

from collections.abc import Sequence
from decimal import Decimal

from kommuntal.reconcile.claims_features import Pair, interval, printed_value, wrong_way
from kommuntal.reconcile.finding import make_finding, place_of, print_number, print_number_en
from kommuntal.schema import Claim, Figure, Finding
from kommuntal.schema.enums import Direction, FindingKind, Measure, Severity, Unit

SURE = 0.95  # every word of the row stands in the sentence
NEAR = Decimal("0.7")  # two values farther apart than this share of the larger are rather two facts than one gone wrong
MAGNITUDES = (Decimal(1000), Decimal(1000000))
CLEAR = (Measure.VARIANCE, Measure.OUTCOME, Measure.FORECAST, Measure.BUDGET)


def contradicted(claim: Claim, pairs: Sequence[Pair]) -> Pair | None:
    """Return the one figure that the sentence must mean though its value is another; None where any doubt is left."""
    if claim.measure not in CLEAR or claim.base_unit not in (Unit.SEK, Unit.PERCENT):
        return None
    if claim.direction in (Direction.INCREASE, Direction.DECREASE):
        return None
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
