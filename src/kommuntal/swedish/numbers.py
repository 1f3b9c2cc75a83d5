"""Numbers as Swedish documents print them: "1 234,5", "8.26", "−4,0", "+5", and numbers in words.

A string with two readings is none: "1.234" and "312 204 888 777 0" give no number.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kommuntal.swedish.rules import data
from kommuntal.swedish.text import Found

SPACES = " \u00a0\u2007\u2009\u202f"
DASHES = "-\u2010\u2011\u2012\u2013\u2212"

_SP = f"[{SPACES}]"
_DASH = f"[{re.escape(DASHES)}]"
_LEAD = re.compile(rf"(?P<sign>[+{re.escape(DASHES)}]){_SP}?")
_TRAIL = re.compile(rf"{_SP}?{_DASH}$")
_MAGNITUDE = re.compile(
    rf"(?P<whole>\d{{1,3}}(?:{_SP}\d{{3}})+|\d{{1,3}}(?:\.\d{{3}})+(?=,)|\d{{1,3}}(?:\.\d{{3}}){{2,}}|\d+)"
    r"(?:(?P<mark>[.,])(?P<fraction>\d+))?"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number: its value, how many decimals were printed, and the text itself."""

    value: Decimal
    decimals: int
    text: str


def _magnitude(text: str) -> tuple[Decimal, int] | None:
    """Return value and decimals of digits with grouping, without sign; None for what has two readings or none."""
    found = _MAGNITUDE.fullmatch(text)
    if not found:
        return None
    whole, fraction = found["whole"], found["fraction"] or ""
    if found["mark"] == "." and len(fraction) == 3 and whole != "0":
        return None  # 1.234 is a thousand or a decimal
    digits = re.sub(r"\D", "", whole)
    if len(digits) > 1 and digits[0] == "0":
        return None  # "0180" is a code
    return Decimal(f"{digits}.{fraction}" if fraction else digits), len(fraction)


def parse_number(text: str) -> Number | None:
    """Return the number when the whole text is one printed number, else None.

    The minus may be any dash, before (also spaced) or after the digits; in parentheses, as in a ledger, "(12)" is -12.
    """
    body = text.strip()
    negative = False
    if body.startswith("(") and body.endswith(")"):
        body, negative = body[1:-1].strip(), True
    elif lead := _LEAD.match(body):
        body, negative = body[lead.end() :], lead["sign"] != "+"
    elif trail := _TRAIL.search(body):
        body, negative = body[: trail.start()], True
    read = _magnitude(body)
    return Number(-read[0] if negative else read[0], read[1], text) if read else None


# a run of digit groups with single spaces between: one number, or several that only stand side by side.
# "14-20-åringar", "1900-talet" and "4a" are words; "12:30", "3/4" and "1.2.3" are no numbers
_GROUP = r"\d+(?:[.,]\d+)*"
_RUN = re.compile(rf"(?<![\w.,:/§]){_GROUP}(?:{_SP}{_GROUP})*(?![^\W¹²³]|[/:]|[.,]\d|{_DASH}(?:\d+{_DASH})?[^\W\d])")
_SIGN = re.compile(rf"(?:^|[\s(\[\"”:=])([+{re.escape(DASHES)}])$")
_NAME = re.compile(rf"[^\W\d]{_DASH}$")


def _readings(groups: list[tuple[int, int]], text: str) -> Iterator[list[tuple[int, int]]]:
    """Yield every way to read neighbouring groups as whole numbers."""
    if not groups:
        yield []
        return
    for count in range(len(groups), 0, -1):
        span = (groups[0][0], groups[count - 1][1])
        if _magnitude(text[slice(*span)]) is not None:
            yield from ([span, *rest] for rest in _readings(groups[count:], text))


def _split(start: int, end: int, text: str) -> list[tuple[int, int]]:
    """Return the numbers of a run: itself if it is one, else those of its only reading, none where it has more."""
    if _magnitude(text[start:end]) is not None:
        return [(start, end)]
    groups = [(start + g.start(), start + g.end()) for g in re.finditer(rf"[^{SPACES}]+", text[start:end])]
    if len(groups) > 12:
        return []  # a row of a table
    readings = _readings(groups, text)
    first = next(readings, None)
    return first if first is not None and next(readings, None) is None else []


def find_numbers(text: str) -> list[Found[Number]]:
    """Return the numbers printed in running text, in order.

    A sign belongs to a number where it touches it and nothing but a space or an opening mark stands before:
    "-14" is negative, "1–11" are two numbers and "F-6" or "40123 - Fältet" hold no minus.
    """
    out = []
    for run in _RUN.finditer(text):
        before = text[max(0, run.start() - 2) : run.start()]
        if _NAME.search(before):
            continue  # "F-6", "Covid-19"
        sign = _SIGN.search(before)
        for start, end in _split(run.start(), run.end(), text):
            read = _magnitude(text[start:end])
            if read is None:
                continue
            signed = sign is not None and start == run.start()
            value = -read[0] if sign and signed and sign[1] != "+" else read[0]
            first = start - 1 if signed else start
            out.append(Found(first, end, Number(value, read[1], text[first:end])))
    return out


@cache
def _words() -> dict[str, int]:
    """Every cardinal in one word from noll to niohundranittioniotusen."""
    units: dict[str, int] = data("number_words")["units"]
    tens: dict[str, int] = data("number_words")["tens"]
    hundred, thousand = (str(data("number_words")[name]) for name in ("hundred", "thousand"))
    digits = {word: n for word, n in units.items() if 1 <= n <= 9}
    small = units | tens | {ten + word: value + n for ten, value in tens.items() for word, n in digits.items()}
    hundreds = {head + hundred: 100 * n for head, n in {"": 1, **digits}.items()}
    tails = {word: n for word, n in small.items() if n}
    full = small | hundreds | {head + word: value + n for head, value in hundreds.items() for word, n in tails.items()}
    return full | {head + thousand: 1000 * n for head, n in {"": 1, **full}.items() if n}


def number_word(text: str) -> Decimal | None:
    """Return the value of a cardinal number in one word ("åtta", "tjugofem", "tvåhundra"), else None."""
    value = _words().get(text.strip().casefold())
    return None if value is None else Decimal(value)


def print_number(value: Decimal, decimals: int | None = None) -> str:
    """Return a number as Swedish prints it, "−1 633,7" with no-break spaces; `decimals` None keeps its own."""
    text = f"{abs(value):,f}" if decimals is None else f"{abs(value):,.{decimals}f}"
    text = text.replace(",", "\u00a0").replace(".", ",")
    return f"−{text}" if value < 0 and re.search("[1-9]", text) else text


def print_number_en(value: Decimal, decimals: int | None = None) -> str:
    """Return a number as English prints it, "-1,633.7"."""
    text = f"{abs(value):,f}" if decimals is None else f"{abs(value):,.{decimals}f}"
    return f"-{text}" if value < 0 and re.search("[1-9]", text) else text
