"""Amounts: numbers with their unit, what the words around them allow, and what only looks like one."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from kommuntal.schema.enums import Hedge, Unit
from kommuntal.swedish.case_numbers import find_case_numbers
from kommuntal.swedish.dates import Period, find_dates, find_periods
from kommuntal.swedish.numbers import Number, find_numbers, number_word, parse_number
from kommuntal.swedish.rules import Match, data, matches
from kommuntal.swedish.text import Found
from kommuntal.swedish.units import PrintedUnit, parse_unit, vocabulary
from kommuntal.swedish.units import pattern as unit_pattern


@dataclass(frozen=True, slots=True)
class Amount:
    """A printed amount: `value` in the printed unit with the printed sign, and the interval the words allow.

    `low` and `high` are in the printed unit too; None where the words set no bound ("minst 5"). `whole` is the total
    of a part ("åtta av 30": 30).
    """

    value: Decimal
    decimals: int
    unit: PrintedUnit | None
    low: Decimal | None
    high: Decimal | None
    hedge: Hedge | None
    text: str
    whole: Decimal | None = None


@cache
def _nots() -> list[re.Pattern[str]]:
    return [
        re.compile(r["pattern"], re.MULTILINE | (0 if r.get("case") else re.IGNORECASE))
        for r in data("not_amounts")["rule"]
    ]


def _step(number: Number) -> Decimal:
    """Return the unit of the last digit that carries meaning: 0.1 for 13.5, 10 for 710."""
    if number.decimals or number.value == 0:
        return Decimal(1).scaleb(-number.decimals)
    digits = str(abs(int(number.value)))
    return Decimal(10) ** (len(digits) - len(digits.rstrip("0")))


def _interval(number: Number, hedge: Match | None, unit: PrintedUnit | None) -> tuple[Decimal | None, Decimal | None]:
    value, half = number.value, _step(number) / 2
    kind = hedge.rule["interval"] if hedge else None
    if kind == "from":
        return value, None
    if kind == "upto":
        return None, value
    if kind == "around":
        return value - half, value + half
    if kind in ("above", "below"):
        other = value + half if (kind == "above") == (value >= 0) else value - half
        return min(value, other), max(value, other)
    if number.decimals == 0 and (unit is None or unit.scale == 1) and not (unit and unit.base == Unit.PERCENT):
        return value, value
    rounding = Decimal(1).scaleb(-number.decimals) / 2
    return value - rounding, value + rounding


_BARE_AFTER = re.compile(
    r"\s*(?:$|[.,;:)(!?–-]|(?:bättre|sämre|högre|lägre|mer|mindre|över|under|i|på|till|för|från|jämfört|av|och|eller|men|som|vilket|varav|per|mot|inom|vid|än|samt|årligen|under|fördelat|år|är|var|har|totalt|respektive)\b)",
    re.IGNORECASE,
)


def _unit_after(text: str, end: int) -> tuple[PrintedUnit, int] | None:
    gap = re.match(r"[ \u00a0\u2007\u2009\u202f]?", text[end:])
    start = end + (gap.end() if gap else 0)
    hit = unit_pattern().match(text, start)
    if not hit:
        return None
    printed = hit.group()
    unit = parse_unit(printed)
    if unit is None:
        return None
    kind = vocabulary()[unit.text.casefold()][2]
    if kind == "bare":
        counted = _unit_after(text, hit.end())
        if counted and counted[0].base is not Unit.SEK:
            return PrintedUnit(text[start : counted[1]], counted[0].base, unit.scale), counted[1]
        if not _BARE_AFTER.match(text, hit.end()):
            return PrintedUnit(printed, None, unit.scale), hit.end()
    return unit, hit.end()


def _hedge_before(text: str, start: int, unit: PrintedUnit | None) -> Match | None:
    for match in matches(text, "hedges"):
        between = text[match.end : start]
        if match.end <= start and re.fullmatch(r"[\s(]*(?:om|på|med|till)?\s*", between):
            only = match.rule.get("only")
            if only is None or (unit is not None and unit.base is not None and unit.base.value in only):
                return match
    return None


def _masked(text: str) -> list[tuple[int, int]]:
    spans = [(m.start(), m.end()) for pattern in _nots() for m in pattern.finditer(text)]
    spans += [(f.start, f.end) for f in find_dates(text)]
    spans += [(f.start, f.end) for f in find_case_numbers(text)]
    anytime = Period(*(d.item for d in find_dates("2000-01-01 2000-12-31")))
    spans += [(f.start, f.end) for f in find_periods(text, anytime)]
    return spans


_WORD = re.compile(r"(?<![\w-])[^\W\d_]+(?![\w-])")


def _candidates(text: str) -> list[Found[Number]]:
    masked = _masked(text)
    found = [f for f in find_numbers(text) if not any(a < f.end and f.start < b for a, b in masked)]
    for word in _WORD.finditer(text):
        value = number_word(word.group())
        if value is None:
            continue
        alone = word.group().casefold() in ("en", "ett")
        unit = _unit_after(text, word.end())
        part = re.match(r"\s+av\s+(?:totalt\s+|de\s+|det\s+)?(?:\d|(\w+))", text[word.end() :])
        counted = part and (part[1] is None or number_word(part[1]) is not None)
        if not counted and (
            unit is None or (alone and unit[0].base not in (Unit.SEK, Unit.PERCENT, Unit.PERCENTAGE_POINTS))
        ):
            before = re.search(r"(\w+)\s+av\s+(?:totalt\s+|de\s+|det\s+)?$", text[: word.start()])
            if not (before and (before[1].isdigit() or number_word(before[1]) is not None)) or alone:
                continue
        found.append(Found(word.start(), word.end(), Number(value, 0, word.group())))
    return sorted(found, key=lambda f: f.start)


def find_amounts(sentence: str) -> list[Found[Amount]]:
    """Return the amounts of a sentence, in order, from the sign or first digit to the end of the unit.

    The sign is the printed one alone; words of direction ("underskott") are for the caller. Both ends of a range
    are amounts that share the unit and the interval. Dates, case numbers, §, laws, phone numbers and the like are none.
    """
    out: list[Found[Amount]] = []
    for found in _candidates(sentence):
        number = found.item
        after = _unit_after(sentence, found.end)
        unit, end = after if after else (None, found.end)
        hedge = _hedge_before(sentence, found.start, unit)
        low, high = _interval(number, hedge, unit)
        amount = Amount(
            number.value,
            number.decimals,
            unit,
            low,
            high,
            Hedge(hedge.rule["value"]) if hedge else None,
            sentence[found.start : end],
        )
        out.append(Found(found.start, end, amount))
    return _pairs(sentence, out)


_RANGE = re.compile(r"\s*[-–−]\s*|\s+till\s+|\s+och\s+")
_PART = re.compile(r"\s+av\s+(?:totalt\s+|de\s+|det\s+)?")


def _pairs(sentence: str, found: list[Found[Amount]]) -> list[Found[Amount]]:
    """Join what belongs together: the ends of a range, a part and its whole."""
    out = list(found)
    for i in range(len(out) - 1):
        first, second = out[i], out[i + 1]
        between = sentence[first.end : second.start]
        if _PART.fullmatch(between):
            out[i] = replace(first, item=replace(first.item, whole=second.item.value))
            if second.item.unit and first.item.unit is None:
                out[i] = replace(out[i], item=replace(out[i].item, unit=second.item.unit))
            continue
        spoken = (
            re.search(r"(?:mellan|från)\s+$", sentence[: first.start], re.IGNORECASE)
            and "mellan" in sentence[: first.start].casefold()[-9:]
        )
        dashed = re.fullmatch(r"\s*[-–−]\s*", between)
        if (
            (dashed or (spoken and _RANGE.fullmatch(between)))
            and first.item.unit in (None, second.item.unit)
            and first.item.value < second.item.value
        ):
            low, high, unit = first.item.value, second.item.value, second.item.unit
            out[i] = replace(first, item=replace(first.item, unit=unit, low=low, high=high, hedge=Hedge.AT_LEAST))
            out[i + 1] = replace(second, item=replace(second.item, low=low, high=high, hedge=Hedge.AT_MOST))
    return out


def parse_amount(cell_text: str) -> Amount | None:
    """Return the amount when the whole cell is one number with or without hedge and unit, else None."""
    body = cell_text.strip().rstrip("*").strip()
    plain = parse_number(body)
    if plain:
        low, high = _interval(plain, None, None)
        return Amount(plain.value, plain.decimals, None, low, high, None, cell_text)
    for cut in range(len(body) - 1, 0, -1):
        unit = parse_unit(body[cut:])
        if unit and (number := parse_number(body[:cut])) and not body[cut].isdigit():
            low, high = _interval(number, None, unit)
            return Amount(number.value, number.decimals, unit, low, high, None, cell_text)
    found = find_amounts(body)
    if len(found) == 1 and found[0].end == len(body):
        hedge = _hedge_before(body, found[0].start, found[0].item.unit)
        if hedge and not body[: hedge.start].strip():
            return replace(found[0].item, text=cell_text)
    return None
