"""Amounts: numbers with their unit, and what the words around them allow."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import pairwise

from kommuntal.schema.enums import Hedge, Operator, Unit
from kommuntal.swedish.case_numbers import find_case_numbers
from kommuntal.swedish.dates import period_spans
from kommuntal.swedish.numbers import DASHES, Number, find_numbers, number_word, parse_number
from kommuntal.swedish.rules import Match, data, matches
from kommuntal.swedish.text import Found
from kommuntal.swedish.units import PrintedUnit, parse_unit, unit_at

_MONEY_OR_SHARE = (Unit.SEK, Unit.PERCENT, Unit.PERCENTAGE_POINTS)


@dataclass(frozen=True, slots=True)
class Amount:
    """A printed amount: `value` in the printed unit with the printed sign, and the interval the words allow.

    `low` and `high` are in the printed unit too; None where the words set no bound ("minst 5" has no `high`).
    `whole` is the total that a part is of ("åtta av 30": 30).
    """

    value: Decimal
    decimals: int
    unit: PrintedUnit | None
    low: Decimal | None
    high: Decimal | None
    hedge: Hedge | None
    text: str
    whole: Decimal | None = None

    @property
    def operator(self) -> Operator | None:
        """How a target is to be reached: "minst 75 %" is >=, "lägre än 5,5 %" is <; None for the value itself."""
        if self.high is None:
            return Operator.GE if self.hedge == Hedge.AT_LEAST else Operator.GT
        if self.low is None:
            return Operator.LE if self.hedge == Hedge.AT_MOST else Operator.LT
        return None


# ---- what is no amount ---------------------------------------------------------------------------------------------


@cache
def _not_amounts() -> list[tuple[re.Pattern[str], bool]]:
    return [
        (re.compile(rule["pattern"], 0 if rule.get("case") else re.IGNORECASE), rule.get("unless_unit", False))
        for rule in data("not_amounts")["rule"]
    ]


def _masked(text: str) -> Callable[[Found[Number]], bool]:
    """Return the test whether a number is part of a date, a case number, a § or the like."""
    times = [(start, end, False) for start, end, _ in period_spans(text)]
    cases = [(found.start, found.end, False) for found in find_case_numbers(text)]
    others = [(m.start(), m.end(), weak) for pattern, weak in _not_amounts() for m in pattern.finditer(text)]
    spans = times + cases + others

    def inside(found: Found[Number]) -> bool:
        hit = [weak for start, end, weak in spans if start < found.end and found.start < end]
        if not hit or not all(hit):
            return bool(hit)
        unit = _unit_after(text, found.end)
        return unit is None or unit[0].base not in _MONEY_OR_SHARE

    return inside


# ---- unit, hedge, interval -----------------------------------------------------------------------------------------

# after "miljoner" alone: the words before which it is money, since nothing else is named
_NO_NOUN = re.compile(
    r"\s*(?:$|[^\w\s]|(?:bättre|sämre|högre|lägre|mer|mindre|över|under|i|på|till|för|från|jämfört|av|och|eller|men|som"
    r"|vilket|varav|per|mot|med|inom|vid|än|samt|årligen|fördelat|är|var|har|totalt|respektive)\b)",
    re.IGNORECASE,
)


def _unit_after(text: str, end: int) -> tuple[PrintedUnit, int] | None:
    gap = re.match(r"\s?", text[end:])
    start = end + (gap.end() if gap else 0)
    found = unit_at(text, start)
    if found is None:
        return None
    unit, after, kind = found
    if kind != "bare":
        return unit, after
    counted = _unit_after(text, after)
    if counted:  # "1,3 miljoner människor"
        return PrintedUnit(text[start : counted[1]], counted[0].base, unit.scale * counted[0].scale), counted[1]
    return (unit if _NO_NOUN.match(text, after) else replace(unit, base=None)), after


def _hedge(text: str, start: int, end: int, unit: PrintedUnit | None) -> Match | None:
    """Return the rule of the word that loosens the number: right before it, or after it ("eller fler")."""
    for match in matches(text, "hedges"):
        if match.rule.get("after"):
            fits = match.start >= end and not text[end : match.start].strip()
        else:
            fits = match.end <= start and bool(
                re.fullmatch(r"[\s(]*(?:(?:om|på|med|till)\s+)?", text[match.end : start])
            )
        only = match.rule.get("only")
        if fits and (only is None or (unit is not None and unit.base in only)):
            return match
    return None


def _step(number: Number) -> Decimal:
    """Return the unit of the last digit that carries meaning: 0.1 for 13.5, 10 for 610."""
    if number.decimals or number.value == 0:
        return Decimal(1).scaleb(-number.decimals)
    digits = str(abs(int(number.value)))
    return Decimal(10) ** (len(digits) - len(digits.rstrip("0")))


def _interval(number: Number, rule: Match | None, unit: PrintedUnit | None) -> tuple[Decimal | None, Decimal | None]:
    """Return what the words allow, by the kinds of interval told in data/hedges.toml; bare, how far it is rounded."""
    value, half = number.value, _step(number) / 2
    kind = rule.rule["interval"] if rule else None
    if kind == "from":
        return value, None
    if kind == "upto":
        return None, value
    if kind == "around":
        return value - half, value + half
    if kind in ("above", "below"):
        other = value + half if (kind == "above") == (value >= 0) else value - half
        return min(value, other), max(value, other)
    counted = unit is None or (unit.scale == 1 and unit.base not in (Unit.PERCENT, Unit.PERCENTAGE_POINTS))
    if counted and number.decimals == 0:
        return value, value
    rounding = Decimal(1).scaleb(-number.decimals) / 2
    return value - rounding, value + rounding


def _amount(text: str, found: Found[Number]) -> Found[Amount]:
    after = _unit_after(text, found.end)
    unit, end = after if after else (None, found.end)
    rule = _hedge(text, found.start, end, unit)
    low, high = _interval(found.item, rule, unit)
    hedge = Hedge(rule.rule["value"]) if rule else None
    printed = text[found.start : end]
    return Found(found.start, end, Amount(found.item.value, found.item.decimals, unit, low, high, hedge, printed))


# ---- numbers in digits and in words --------------------------------------------------------------------------------

_OF = r"\s+av\s+(?:(?:totalt|sammanlagt|de|det|dessa|våra)\s+)*"
_LOOSE_DASH = re.compile(rf"(?P<before>\S+)\s+(?P<dash>[{re.escape(DASHES)}])\s+$")
_MINUS_AFTER = re.compile(r"(?:på|med|om|till|är|blir|blev|var|från|av|[(:=]|.*[:=])", re.IGNORECASE)


def _settle_sign(text: str, found: Found[Number]) -> Found[Number] | None:
    """Settle a dash that stands apart: a minus after "på" or ":", unknown after a noun ("Torget - 7,6 mkr")."""
    loose = _LOOSE_DASH.search(text, 0, found.start)
    if loose is None or found.item.text[0] in "+" + DASHES:
        return found
    if _MINUS_AFTER.fullmatch(loose["before"]):
        start = loose.start("dash")
        return Found(start, found.end, Number(-found.item.value, found.item.decimals, text[start : found.end]))
    return found if re.search(r"\d\S*(?:\s\S+)?$", text[: loose.end("before")]) else None  # "3 procent - 5 procent"


_WORD = re.compile(
    r"(?<![\w-])(?:(?P<only>en halv|ett halvt)"
    r"|(?P<word>[^\W\d_]+)(?P<half>\s+och\s+(?:en\s+halv|ett\s+halvt))?)(?![\w-])",
    re.IGNORECASE,
)


def _spelled(text: str) -> list[Found[Number]]:
    """Return the numbers in words that count something: with a unit after them, or in "fem av sex"."""
    out = []
    for hit in _WORD.finditer(text):
        value = Decimal(0) if hit["only"] else number_word(hit["word"])
        if value is None:
            continue
        halves = bool(hit["only"] or hit["half"])
        value, decimals = (value + Decimal("0.5"), 1) if halves else (value, 0)
        unit = _unit_after(text, hit.end())
        article = not halves and hit["word"].casefold() in ("en", "ett")  # "en tjänst" counts nothing
        measured = unit is not None and (not article or unit[0].base in _MONEY_OR_SHARE)
        if measured or _is_part(text, hit.end()) or (not article and _is_whole(text, hit.start())):
            out.append(Found(hit.start(), hit.end(), Number(value, decimals, hit.group())))
    return out


def _is_number(word: str) -> bool:
    return word.isdigit() or number_word(word) is not None


def _is_part(text: str, end: int) -> bool:
    following = re.match(rf"{_OF}(\w+)\b(?!-)", text[end:])
    return following is not None and _is_number(following[1])


def _is_whole(text: str, start: int) -> bool:
    before = re.search(rf"(\w+){_OF}$", text[:start])
    return before is not None and _is_number(before[1])


def _numbers(text: str) -> list[Found[Number]]:
    masked = _masked(text)
    digits = [_settle_sign(text, found) for found in find_numbers(text) if not masked(found)]
    spelled = [found for found in _spelled(text) if not masked(found)]
    return sorted((found for found in [*digits, *spelled] if found), key=lambda found: found.start)


# "100 00 invånare": a full group and then too few zeros. After a postal code stands a place
_MISGROUPED = re.compile(
    r"(?<![\w.,:/§+-])(?<!\d[ \u00a0\u202f])[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})*(?<=\d{3})[ \u00a0\u202f]0{1,2}"
    r"(?=\s(?:[a-zåäö]{2}|SEK\b|[A-ZÅÄÖ][a-zåäö]+bor(?:na)?\b))"
)
_CALLED = re.compile(
    r"\b(?:tel|telefon|tfn|mobil|växel|ring|fax|bankgiro|plusgiro|bg|pg|nr|nummer|kl|klockan|box)\W*$", re.IGNORECASE
)


def find_misgrouped(sentence: str) -> list[Found[str]]:
    """Return the numbers whose last group of zeros is no group of three: which number is meant cannot be told."""
    return [
        Found(hit.start(), hit.end(), hit.group())
        for hit in _MISGROUPED.finditer(sentence)
        if not _CALLED.search(sentence, 0, hit.start())
    ]


# ---- the public ones -----------------------------------------------------------------------------------------------


def find_amounts(sentence: str) -> list[Found[Amount]]:
    """Return the amounts of a sentence, in order, from the sign or first digit to the end of the unit.

    The sign is the printed one alone; words of direction ("underskott") are for the caller. Both ends of a range
    are amounts that share unit and interval. A number whose sign or grouping has two readings is left out, and so are
    dates, case numbers, §, laws, phone numbers and the like (data/not_amounts.toml).
    """
    return _joined(sentence, [_amount(sentence, found) for found in _numbers(sentence)])


_DASHED = re.compile(r"\s*[-–−]\s*")
_BETWEEN = re.compile(r"\s*(?:och|till|[-–−])\s*")


def _joined(sentence: str, found: list[Found[Amount]]) -> list[Found[Amount]]:
    """Join what belongs together: a part and its whole, the ends of a range; drop what only might ("5 -6 mkr")."""
    out: list[Found[Amount] | None] = list(found)
    for i, (first, second) in enumerate(pairwise(found)):
        between = sentence[first.end : second.start]
        one, two = first.item, second.item
        if re.fullmatch(_OF, between):
            out[i] = replace(first, item=replace(one, whole=two.value, unit=one.unit or two.unit))
        elif between.isspace() and two.text[0] in DASHES and one.unit is None:
            out[i] = out[i + 1] = None
        elif one.unit in (None, two.unit) and one.value < two.value:
            spoken = re.search(r"\bmellan\s+$", sentence[: first.start], re.IGNORECASE)
            if _DASHED.fullmatch(between) or (spoken and _BETWEEN.fullmatch(between)):
                low = replace(one, unit=two.unit, low=one.value, high=two.value, hedge=Hedge.AT_LEAST)
                high = replace(two, low=one.value, high=two.value, hedge=Hedge.AT_MOST)
                out[i], out[i + 1] = replace(first, item=low), replace(second, item=high)
    return [amount for amount in out if amount]


_ADDS_NOTHING = re.compile(
    r"\s*(?:i snitt|i genomsnitt|plats|totalt|sammanlagt)?\s*(?:per (?:år|månad|vecka|dag))?[\s.]*", re.IGNORECASE
)


def parse_amount(cell_text: str) -> Amount | None:
    """Return the amount when a cell is one number with or without hedge, unit and footnote mark, else None.

    "minst 75 %", "max 7,5", "> 2 %", "0 eller bättre", "61*" and "i snitt 900 personer per år" are; "34 (12)" is two.
    """
    body = re.sub(r"(?<=[\d%])\s?[*¹²³]+$|\*+$", "", cell_text.strip()).rstrip()
    number = parse_number(body)
    if number:
        found = Found(0, len(body), number)
        return replace(_amount(body, found).item, text=cell_text)
    for cut in range(1, len(body)):
        unit = parse_unit(body[cut:]) if not body[cut].isdigit() else None
        if unit and (number := parse_number(body[:cut])):
            low, high = _interval(number, None, unit)
            return Amount(number.value, number.decimals, unit, low, high, None, cell_text)
    amounts = find_amounts(body)
    if len(amounts) != 1:
        return None
    amount = amounts[0]
    rest = body[: amount.start] + " " + body[amount.end :]
    for match in matches(body, "hedges"):
        rest = rest.replace(body[match.start : match.end], " ", 1)
    return replace(amount.item, text=cell_text) if _ADDS_NOTHING.fullmatch(rest) else None
