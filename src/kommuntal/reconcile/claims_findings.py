"""What is said of a sentence and a table that disagree: one sentence with the arithmetic, in Swedish and English."""

import re
from collections.abc import Sequence
from decimal import Decimal

from kommuntal.reconcile.claims_features import interval, printed_value, wrong_way
from kommuntal.reconcile.claims_slip import magnitude
from kommuntal.reconcile.finding import Terms, in_both, make_finding, place_of
from kommuntal.schema import Claim, Figure, Finding
from kommuntal.schema.enums import FindingKind, Severity, Unit
from kommuntal.swedish.amounts import find_misgrouped
from kommuntal.swedish.numbers import print_number, print_number_en

MONEY = {1: (" kronor", " SEK"), 10**3: (" tkr", " thousand SEK"), 10**6: (" mnkr", " million SEK")}


def misgrouped_finding(claim: Claim) -> Finding:
    """Return the finding that a number is printed in groups that are no thousands."""
    number = find_misgrouped(claim.quote)[0].item
    digits = re.sub(r"\D", "", number)
    one, other = print_number(Decimal(digits)), print_number(Decimal(digits) * 10 ** (3 - len(number.split()[-1])))
    one_en, other_en = one.replace("\u00a0", ","), other.replace("\u00a0", ",")
    return make_finding(
        FindingKind.CLAIM,
        place_of(claim, claim.quote),
        None,
        f"Talet ”{number}” är felskrivet: den sista gruppen har inte tre siffror. Menas {one} eller {other}?",
        f"The number “{number}” is misprinted: its last group has not three digits. Is {one_en} or {other_en} meant?",
        found=claim.quote,
    )


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


def change_finding(claim: Claim, later: Figure, earlier: Figure) -> Finding:
    """Return the finding that two cells differ by something else than the sentence says, in the printed unit."""
    assert claim.value is not None
    (x, half), (y, _) = printed_value(claim, later), printed_value(claim, earlier)
    places = max(-int(v.normalize().as_tuple().exponent) for v in (x, y, x - y, Decimal(1)))
    row = later.line_item_raw or ""
    unit = f" {claim.unit}" if claim.unit else ""
    low, high = interval(claim)
    return make_finding(
        FindingKind.CLAIM,
        place_of(claim, claim.quote),
        place_of(later, later.text, row, later.column_header),
        f"Texten säger en förändring på {print_number(claim.value)}{unit} men tabellens rad ”{row}” ger "
        f"{print_number(x, places)} − {print_number(y, places)} = {print_number(x - y, places)}.",
        f"The text says a change of {print_number_en(claim.value)}{unit} but the table's row “{row}” gives "
        f"{print_number_en(x, places)} − {print_number_en(y, places)} = {print_number_en(x - y, places)}.",
        severity=Severity.ERROR,
        expected=print_number(x - y, places),
        found=claim.quote,
        difference=abs(claim.value) - abs(x - y),
        tolerance=(high - low) / 2 + half,
        confidence=min(claim.confidence, later.confidence, earlier.confidence),
    )


def difference_finding(claim: Claim, level: Claim, figure: Figure) -> Finding:
    """Return the finding that a sentence's own result lies otherwise from a cell than it says, in its printed unit."""
    assert claim.value is not None
    assert level.value is not None
    value, half = printed_value(claim, figure)
    right = level.value - value
    row, column = figure.line_item_raw or "", figure.column_header or ""
    unit = f" {claim.unit}" if claim.unit else ""
    said, terms = print_number(claim.value), f"{print_number(level.value)} − {figure.text}"
    said_en = print_number_en(claim.value)
    low, high = interval(claim)
    return make_finding(
        FindingKind.DIFFERENCE,
        place_of(claim, claim.quote),
        place_of(figure, figure.text, row, column),
        f"Texten säger {said}{unit}, men {terms} (raden ”{row}”, kolumnen ”{column}”) = {print_number(right)}{unit}.",
        f"The text says {said_en}{unit}, but {terms} (row “{row}”, column “{column}”) = "
        f"{print_number_en(right)}{unit}.",
        severity=Severity.ERROR,
        expected=print_number(right),
        found=claim.quote,
        difference=abs(claim.value) - abs(right),
        tolerance=(high - low) / 2 + half,
        confidence=min(claim.confidence, level.confidence, figure.confidence),
    )


def share_finding(claim: Claim, part: Figure, whole: Sequence[Figure]) -> Finding:
    """Return the finding that one cell is another share of the others than the sentence says."""
    assert claim.value is not None
    assert part.value is not None
    total = sum((f.value for f in whole if f.value is not None), Decimal(0))
    share = 100 * abs(part.value) / abs(total)
    rows = " + ".join(f"”{f.line_item_raw}”" for f in whole)
    terms = f"{part.text} / ({' + '.join(f.text for f in whole)})"
    right, right_en = print_number(share, 2), print_number_en(share, 2)
    low, high = interval(claim)
    return make_finding(
        FindingKind.SHARE,
        place_of(claim, claim.quote),
        place_of(part, part.text, part.line_item_raw, part.column_header),
        f"Texten säger {print_number(claim.value)} procent av {rows}, men {terms} = {right} procent.",
        f"The text says {print_number_en(claim.value)} percent of {rows}, but {terms} = {right_en} percent.",
        severity=Severity.ERROR,
        expected=right,
        found=claim.quote,
        difference=claim.value - share,
        tolerance=high - low,
        confidence=min(claim.confidence, part.confidence),
    )


def sum_finding(claim: Claim, figures: Sequence[Figure], *, leaving_out: bool) -> Finding:
    """Return the finding that the cells of rows added up, or of the first without the others, come to something else
    than the sentence says, in its printed unit."""
    assert claim.value is not None
    first, *others = (printed_value(claim, figure) for figure in figures)
    half = max(half for _, half in (first, *others))
    rest = sum((value for value, _ in others), Decimal(0))
    right = abs(first[0]) - abs(rest) if leaving_out else first[0] + rest
    places = max(-int(v.normalize().as_tuple().exponent) for v in (first[0], rest, right, Decimal(1)))
    if leaving_out:
        terms = [(1, abs(first[0]), places), (-1, abs(rest), places)]
    else:
        terms = [(1, value, places) for value, _ in (first, *others)]
    low, high = interval(claim)
    rows = " och ".join(f"”{figure.line_item_raw}”" for figure in figures)
    return make_finding(
        FindingKind.CLAIM,
        place_of(claim, claim.quote),
        place_of(figures[0], figures[0].text, figures[0].line_item_raw, figures[0].column_header),
        *in_both(
            "Texten säger {said}{unit} men tabellens rader {rows} ger {terms} = {right} (kolumnen ”{column}”).",
            "The text says {said}{unit} but the table's rows {rows} give {terms} = {right} (column “{column}”).",
            said=claim.value,
            unit=f" {claim.unit}" if claim.unit else "",
            rows=rows,
            terms=Terms(terms),
            right=(right, places),
            column=figures[0].column_header or "",
        ),
        severity=Severity.ERROR,
        expected=print_number(right, places),
        found=claim.quote,
        difference=abs(claim.value) - abs(right),
        tolerance=(high - low) / 2 + half,
        confidence=min(claim.confidence, *(figure.confidence for figure in figures)),
    )


def direction_finding(claim: Claim, later: Figure, earlier: Figure) -> Finding:
    """Return the finding that a row went the other way than the sentence says."""
    row = later.line_item_raw or ""
    assert later.value is not None
    assert earlier.value is not None
    went, went_en = ("ökade", "rose") if abs(later.value) > abs(earlier.value) else ("minskade", "fell")
    return make_finding(
        FindingKind.CLAIM,
        place_of(claim, claim.quote),
        place_of(later, later.text, row, later.column_header),
        f"Texten säger ”{claim.quote}”, men på raden ”{row}” {went} talet, från {earlier.text} till {later.text}.",
        f"The text says “{claim.quote}”, but in row “{row}” the number {went_en}, from {earlier.text} to {later.text}.",
        expected=went,
        found=claim.quote,
        confidence=min(claim.confidence, later.confidence, earlier.confidence),
    )


def _counted(claim: Claim, figure: Figure) -> tuple[str, str]:
    """Return what the table's money is counted in, in Swedish and English, where that is not what the sentence says."""
    if figure.unit is not Unit.SEK or figure.scale in (None, claim.scale):
        return "", ""
    return MONEY.get(int(figure.scale or 1), ("", ""))


def contradiction(claim: Claim, figure: Figure) -> Finding:
    """Return the finding, with the difference in the unit that the sentence prints."""
    assert claim.value is not None
    value, half = printed_value(claim, figure)
    low, high = interval(claim)
    said = claim.value if wrong_way(claim, figure) else abs(claim.value)
    shown = value if wrong_way(claim, figure) else abs(value)
    places = max(-int(claim.value.as_tuple().exponent), -int(value.normalize().as_tuple().exponent), 0)
    difference = said - shown
    unit = f" {claim.unit}" if claim.unit else ""
    row, column = figure.line_item_raw or "", figure.column_header or ""
    counted, counted_en = _counted(claim, figure)
    times = magnitude(claim, value)
    hint = f" Skillnaden är omkring {print_number(times)} gånger: enheten kan vara fel." if times else ""
    hint_en = f" That is about {print_number_en(times)} times: the unit may be wrong." if times else ""
    return make_finding(
        FindingKind.CLAIM,
        place_of(claim, claim.quote),
        place_of(figure, figure.text, row, column),
        f"Texten säger {print_number(said)}{unit} men tabellen har {figure.text}{counted} på raden ”{row}”, kolumnen "
        f"”{column}”: {print_number(said, places)} − {print_number(shown, places)} = "
        f"{print_number(difference, places)}{unit}.{hint}",
        f"The text says {print_number_en(said)}{unit} but the table has {figure.text}{counted_en} in row “{row}”, "
        f"column “{column}”: {print_number_en(said, places)} − {print_number_en(shown, places)} = "
        f"{print_number_en(difference, places)}{unit}.{hint_en}",
        severity=Severity.ERROR,
        expected=figure.text,
        found=claim.quote,
        difference=difference,
        tolerance=(high - low) / 2 + half,
        confidence=min(claim.confidence, figure.confidence),
    )
