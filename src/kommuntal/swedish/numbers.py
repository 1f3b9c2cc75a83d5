"""Numbers as Swedish documents print them: "1 234,5", "8.26", "−4,0", "+5", and numbers in words.

A string with two readings is none: "1.234" and "415 354 999 999 0" give no number.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kommuntal.swedish.rules import data
from kommuntal.swedish.text import Found

SPACES = " \u00a0\u2007\u2009\u202f"
MINUSES = "-\u2010\u2011\u2012\u2013\u2212"

_SP = f"[{SPACES}]"
_MINUS = f"[{re.escape(MINUSES)}]"
_LEAD = re.compile(rf"(?P<sign>[+{re.escape(MINUSES)}]){_SP}?")
_TRAIL = re.compile(rf"{_SP}?{_MINUS}$")


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number: its value, how many decimals were printed, and the text itself."""

    value: Decimal
    decimals: int
    text: str


def _magnitude(text: str) -> tuple[Decimal, int] | None:
    """Return value and decimals of digits with grouping, without sign; None for two readings."""
    found = re.fullmatch(
        rf"(\d{{1,3}}(?:{_SP}\d{{3}})+|\d{{1,3}}(?:\.\d{{3}})+(?=,)|\d+)(?:[.,](\d+))?|(\d{{1,3}}(?:\.\d{{3}}){{2,}})",
        text,
    )
    if not found:
        return None
    whole, fraction, grouped = found.groups()
    if grouped:
        return Decimal(grouped.replace(".", "")), 0
    if fraction and "." in text and "," not in text and len(fraction) == 3 and not text.startswith("0."):
        return None  # 1.234 is a thousand or a decimal
    digits = re.sub(r"[^\d]", "", whole)
    if len(digits) > 1 and digits[0] == "0" and len(digits) != len(whole):
        return None  # "012 345" is a code
    return Decimal(f"{digits}.{fraction}" if fraction else digits), len(fraction or "")


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
    if read is None:
        return None
    value, decimals = read
    return Number(-value if negative else value, decimals, text)


# a run of digit groups with single spaces between: one number, or several that only stand side by side
_RUN = re.compile(rf"(?<![\w.,:/§])\d+(?:[.,]\d+)*(?:{_SP}\d+(?:[.,]\d+)*)*(?![\w/:]|[.,]\d)")


def _readings(groups: list[tuple[int, int]], text: str) -> Iterator[list[tuple[int, int]]]:
    """Yield every way to read the neighbouring groups as whole numbers, the longest first number first."""
    if not groups:
        yield []
        return
    for count in range(len(groups), 0, -1):
        start, end = groups[0][0], groups[count - 1][1]
        printed = text[start:end]
        if _magnitude(printed) is None or (count == 1 and re.match(r"0\d", printed)):
            continue
        for rest in _readings(groups[count:], text):
            yield [(start, end), *rest]


def _split(start: int, end: int, text: str) -> list[tuple[int, int]]:
    """Return the numbers of a run, none where it can be read in more than one way."""
    groups = [(start + g.start(), start + g.end()) for g in re.finditer(rf"[^{SPACES}]+", text[start:end])]
    if _magnitude(text[start:end]) is not None:
        return [(start, end)]
    if len(groups) > 12:
        return []
    readings = _readings(groups, text)
    first = next(readings, None)
    return first if first is not None and next(readings, None) is None else []


def find_numbers(text: str) -> list[Found[Number]]:
    """Return the numbers printed in running text, in order.

    A sign belongs to a number where it touches it and nothing but a space or an opening mark stands before:
    "-14" is negative, "1–11" are two numbers and "F-6" or "39491 - Fältet" hold no minus.
    """
    out = []
    for run in _RUN.finditer(text):
        before = text[max(0, run.start() - 2) : run.start()]
        if re.search(rf"[^\W\d]{_MINUS}$", before):
            continue  # "F-6", "Agenda-30": a name
        signed = re.search(rf"(?:^|[\s(\[\"”:=/])([+{re.escape(MINUSES)}])$", before)
        for start, end in _split(run.start(), run.end(), text):
            read = _magnitude(text[start:end])
            if read is None:
                continue
            value, decimals = read
            lead = 1 if signed and start == run.start() else 0
            value = -value if lead and signed and signed[1] != "+" else value
            out.append(Found(start - lead, end, Number(value, decimals, text[start - lead : end])))
    return out


@cache
def _words() -> dict[str, int]:
    """Every number word from noll to niohundranittionio, in one word, and tusen."""
    words = data("number_words")
    small: dict[str, int] = dict(words["units"])
    for ten, value in words["tens"].items():
        small[ten] = value
        small |= {ten + unit: value + n for unit, n in words["units"].items() if 1 <= n <= 9}
    out = dict(small)
    for name, power in words["powers"].items():
        if power == 100:
            heads = {"": 1} | {u: n for u, n in words["units"].items() if 1 <= n <= 9}
            for head, n in heads.items():
                out[head + name] = n * power
                out |= {head + name + tail: n * power + m for tail, m in small.items() if m}
    for name, power in words["powers"].items():
        if power == 1000:
            out |= {head + name: n * power for head, n in {"": 1, **out}.items() if n}
    return out


def number_word(text: str) -> Decimal | None:
    """Return the value of a cardinal number in one word ("åtta", "tjugofem", "tvåhundra"), else None."""
    value = _words().get(text.strip().casefold())
    return None if value is None else Decimal(value)
