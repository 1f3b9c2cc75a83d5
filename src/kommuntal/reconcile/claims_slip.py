"""How a number goes wrong on its way from table to text: a digit changed, two swapped, the sign lost, a place shifted.

That two numbers differ in such a way only is evidence that the one was meant to be the other; the more digits they
have, the less it comes by chance.
"""

from decimal import Decimal
from enum import StrEnum

from kommuntal.reconcile.claims_features import interval, printed_value, wrong_way
from kommuntal.schema import Claim, Figure

ABOUT = Decimal("0.2")  # a wrong unit may come with another slip
MAGNITUDES = (Decimal(1000), Decimal(1000000))
PLACES = (Decimal(10), Decimal(100))


class Slip(StrEnum):
    """What may have happened to the one number to make it the other."""

    DIGIT = "digit"
    SWAP = "swap"
    SIGN = "sign"
    FACTOR = "factor"


def slip(claim: Claim, figure: Figure) -> tuple[Slip, int] | None:
    """Return what may have happened between the figure and the sentence, and how many digits are as they were.

    The figure is rounded as the sentence prints. None for numbers that differ in more than one way.
    """
    assert claim.value is not None
    value, half = printed_value(claim, figure)
    said, printed = abs(claim.value), abs(value)
    if not said or not printed:
        return None
    places = max(0, -int(claim.value.as_tuple().exponent))
    mine, theirs = _digits(said, places), _digits(printed, places)
    if mine == theirs:
        return (Slip.SIGN, len(mine)) if wrong_way(claim, figure) else None
    low, high = sorted(abs(end) for end in interval(claim))
    if magnitude(claim, value):
        return Slip.FACTOR, len(mine.strip("0"))
    if any(_meet(low, high, printed * t, half * t) for f in PLACES for t in (f, 1 / f)):
        return Slip.FACTOR, len(mine.strip("0")) - 1  # of one digit any number near ten times it would do
    if len(mine) == len(theirs):
        wrong = [n for n, (a, b) in enumerate(zip(mine, theirs, strict=True)) if a != b]
        if len(wrong) == 1:
            return Slip.DIGIT, len(mine) - 1
        if (
            len(wrong) == 2
            and wrong[1] == wrong[0] + 1
            and mine[wrong[0]] + mine[wrong[1]] == theirs[wrong[1]] + theirs[wrong[0]]
        ):
            return Slip.SWAP, len(mine) - 1
    shorter, longer = sorted((mine, theirs), key=len)
    if len(longer) - len(shorter) == 1 and any(longer[:n] + longer[n + 1 :] == shorter for n in range(len(longer))):
        return Slip.DIGIT, len(shorter) - 1  # one digit too many or too few
    return None


def magnitude(claim: Claim, value: Decimal) -> Decimal | None:
    """Return how many thousands of times the one value is the other, where the unit must be wrong."""
    low, high = interval(claim)
    said, printed = abs(low + high) / 2, abs(value)
    if not said or not printed:
        return None
    ratio = max(said, printed) / min(said, printed)
    return next((size for size in MAGNITUDES if abs(ratio / size - 1) <= ABOUT), None)


def distance(claim: Claim, value: Decimal) -> Decimal:
    """Return how far the two values are apart, as a share of the larger; 1 where one of them is nothing."""
    low, high = interval(claim)
    said, printed = abs(low + high) / 2, abs(value)
    return abs(said - printed) / max(said, printed) if said and printed else Decimal(1)


def _digits(value: Decimal, places: int) -> str:
    return str(int((value * 10**places).to_integral_value(rounding="ROUND_HALF_UP")))


def _meet(low: Decimal, high: Decimal, value: Decimal, half: Decimal) -> bool:
    return low <= value + half and value - half <= high
