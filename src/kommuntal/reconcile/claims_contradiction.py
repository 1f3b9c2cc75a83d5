"""A sentence and the one cell it must mean, with different values: the finding and its arithmetic."""

from collections.abc import Sequence
from decimal import Decimal

from kommuntal.reconcile.claims_derived import SAME_TIME, differences
from kommuntal.reconcile.claims_features import Pair, agrees, fits, interval, printed_value, uncovered, wrong_way
from kommuntal.reconcile.claims_rows import Row
from kommuntal.reconcile.finding import make_finding, place_of, print_number, print_number_en
from kommuntal.schema import Claim, Figure, Finding
from kommuntal.schema.enums import Direction, FindingKind, Measure, Severity, Unit
from kommuntal.swedish.vocabulary import find_directions

SURE = 0.95  # every word of the row stands in the clause, or it is the heading
# two values farther apart than this share of the larger are rather two facts than one gone wrong: of a row named in so
# many words, and of one that only the context names or that is the whole
NEAR, NEARER = Decimal("0.7"), Decimal("0.25")
ABOUT = Decimal("0.2")  # a wrong unit may come with another slip
DIGITS = 3  # fewer are equal by chance
MEANT = 0.88  # the score of a pair that would be linked beyond doubt, did its values agree
MARGIN = 0.04  # figures so near in score may be meant as well: they must have the same value
CLOSE = Decimal("0.02")
MAGNITUDES = (Decimal(1000), Decimal(1000000))
CLEAR = (Measure.VARIANCE, Measure.OUTCOME, Measure.FORECAST, Measure.BUDGET)


def contradicted(claim: Claim, pairs: Sequence[Pair]) -> Pair | None:
    """Return the one figure that the sentence must mean though its value is another; None where any doubt is left."""
    if claim.measure not in CLEAR or claim.base_unit not in (Unit.SEK, Unit.PERCENT):
        return None
    if {d.item for d in find_directions(claim.sentence)} & {Direction.INCREASE, Direction.DECREASE}:
        return None  # an increase of a budget is no budget
    if any(p.agrees for p in pairs):
        return None
    meant = sorted((p for p in pairs if not uncovered(claim, p.row)), key=lambda p: -p.score)
    sure = [p for p in meant if p.score >= max(MEANT, meant[0].score - MARGIN) and _same_time_and_measure(p)]
    close = [p for p in sure if _distance(claim, printed_value(claim, p.figure)[0]) <= CLOSE]
    if len(close) == 1:  # of several tables that name the row, the one whose number is all but the same
        return close[0]
    one = len({abs(printed_value(claim, p.figure)[0]) for p in sure}) == 1
    if not one:
        return None
    named = sure[0].named >= SURE and bool(sure[0].row.words)
    return sure[0] if _is_slip(claim, sure[0].figure, NEAR if named else NEARER) else None


def _same_time_and_measure(pair: Pair) -> bool:
    return pair.features["measure"] == 1 and pair.features["period"] >= SAME_TIME and pair.features["unit"] == 1


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


def wrong_change(claim: Claim, named: Sequence[tuple[Row, float]]) -> tuple[Figure, Figure] | None:
    """Return the two cells of the one row that the sentence names whose difference is not the change it states."""
    if claim.measure is not Measure.CHANGE or claim.compared_with is not Measure.OUTCOME_PRIOR:
        return None
    rows = [row for row, worth in named if row.words and worth >= SURE]
    found = [d for row in rows for d in differences(claim, row)]
    if len(rows) != 1 or len(found) != 1:
        return None
    later, earlier, value, half = found[0]
    return (later, earlier) if not fits(claim, value, half) and _distance(claim, value) <= NEAR else None


def change_finding(claim: Claim, later: Figure, earlier: Figure) -> Finding:
    """Return the finding that two cells differ by something else than the sentence says, in the printed unit."""
    assert claim.value is not None
    (x, half), (y, _) = printed_value(claim, later), printed_value(claim, earlier)
    places = max(-int(v.normalize().as_tuple().exponent) for v in (x, y, x - y, Decimal(1)))
    row, unit = later.line_item_raw or "", claim.unit or ""
    low, high = interval(claim)
    return make_finding(
        FindingKind.CLAIM,
        place_of(claim, claim.quote),
        place_of(later, later.text, row, later.column_header),
        f"Texten säger en förändring på {print_number(claim.value)} {unit} men tabellens rad ”{row}” ger "
        f"{print_number(x, places)} − {print_number(y, places)} = {print_number(x - y, places)}.",
        f"The text says a change of {print_number_en(claim.value)} {unit} but the table's row “{row}” gives "
        f"{print_number_en(x, places)} − {print_number_en(y, places)} = {print_number_en(x - y, places)}.",
        severity=Severity.ERROR,
        expected=print_number(x - y, places),
        found=claim.quote,
        difference=abs(claim.value) - abs(x - y),
        tolerance=(high - low) / 2 + half,
        confidence=min(claim.confidence, later.confidence, earlier.confidence),
    )


def _is_slip(claim: Claim, figure: Figure, near: Decimal) -> bool:
    """Say whether the one value can have come from the other: near it, or a thousand times it."""
    value, _ = printed_value(claim, figure)
    return _distance(claim, value) <= near or (near == NEAR and _magnitude(claim, value) is not None)


def _distance(claim: Claim, value: Decimal) -> Decimal:
    """Return how far the two values are apart, as a share of the larger; 1 where one of them is nothing."""
    low, high = interval(claim)
    said, printed = abs(low + high) / 2, abs(value)
    return abs(said - printed) / max(said, printed) if said and printed else Decimal(1)


def _magnitude(claim: Claim, value: Decimal) -> Decimal | None:
    """Return how many thousands of times the one value is the other, where the unit must be wrong."""
    low, high = interval(claim)
    said, printed = abs(low + high) / 2, abs(value)
    if not said or not printed:
        return None
    ratio = max(said, printed) / min(said, printed)
    return next((size for size in MAGNITUDES if abs(ratio / size - 1) <= ABOUT), None)


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
    times = _magnitude(claim, value)
    hint = f" Skillnaden är omkring {print_number(times)} gånger: enheten kan vara fel." if times else ""
    hint_en = f" That is about {print_number_en(times)} times: the unit may be wrong." if times else ""
    return make_finding(
        FindingKind.CLAIM,
        place_of(claim, claim.quote),
        place_of(figure, figure.text, row, column),
        f"Texten säger {print_number(said)} {unit} men tabellen har {figure.text} på raden ”{row}”, kolumnen "
        f"”{column}”: {print_number(said, places)} − {print_number(shown, places)} = "
        f"{print_number(difference, places)} {unit}.{hint}",
        f"The text says {print_number_en(said)} {unit} but the table has {figure.text} in row “{row}”, column "
        f"“{column}”: {print_number_en(said, places)} − {print_number_en(shown, places)} = "
        f"{print_number_en(difference, places)} {unit}.{hint_en}",
        severity=Severity.ERROR,
        expected=figure.text,
        found=claim.quote,
        difference=difference,
        tolerance=(high - low) / 2 + half,
        confidence=min(claim.confidence, figure.confidence),
    )
