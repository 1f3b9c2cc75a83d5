"""Periods with what they are the period of: "verksamhetsåren 2026-2028", "2026 års statsbidrag", "budget 2026"."""

import re
from dataclasses import dataclass, replace
from functools import cache

from kommuntal.swedish.case_numbers import find_case_numbers
from kommuntal.swedish.dates import Period, find_impossible_dates, period_spans
from kommuntal.swedish.rules import data
from kommuntal.swedish.text import Found

REACH = 100  # characters before a period in which its nouns stand

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_INFLECTED = r"(?:en|n|et|t|s|ens|ns|ets|ts|ar|er|or|r|a|an|ars|ers|arna|erna|orna|rna|na)?"
_AFTER = re.compile(r"\s+([^\W\d_]+(?:-[^\W\d_]+)*)")
# "årets" and its noun right before the year, with no word between that would make the year another noun's
_OWN = re.compile(
    r"(?:\bårets\s+(?:[^\W\d_]+-\s+och\s+)?(?:(?!(?:av|för|från|i|med|mot|om|på|till|under|vid|är|var|och|som|enligt|än)\b)"
    r"[^\W\d_-]+(?:-[^\W\d_]+)*\s+){1,3}|\binnevarande\s+år\s*[,(]?\s*|\bi\s+år\s*[,(]\s*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PeriodPhrase:
    """A period whose year is printed; `nouns` are what it is the period of, in base form, the nearest first.

    `own` says that the words mean the year of whoever writes: "årets", "innevarande år". `weekday` (Monday is 0) is
    printed before a date. A date whose month is too short for the day is `impossible`; its period is the month.
    """

    period: Period
    nouns: tuple[str, ...] = ()
    own: bool = False
    weekday: int | None = None
    impossible: bool = False


def find_period_phrases(text: str, document: Period | None = None) -> list[Found[PeriodPhrase]]:
    """Return the periods of a text that print a year, in order, each with its noun where it stands beside one.

    A year inside a case number or a name, a decade, and a number that is only perhaps a year are none.
    """
    if not _YEAR.search(text):
        return []
    taken = [(f.start, f.end) for f in find_case_numbers(text)] + [m.span() for m in _names().finditer(text)]
    impossible = find_impossible_dates(text)
    spans = [(start, end, period, False) for start, end, period in period_spans(text, document) if period]
    spans += [(found.start, found.end, found.item, True) for found in impossible]
    return [
        _phrase(text, start, end, PeriodPhrase(period, impossible=never))
        for start, end, period, never in sorted(spans, key=lambda span: span[0])
        if _YEAR.search(text, start, end)
        and not any(a < end and start < b for a, b in taken)
        and _is_time(text, start, end)
    ]


def base_noun(word: str) -> str | None:
    """Return the base form of a noun that periods stand with ("Budgeten": "budget"), None of any other word."""
    m = re.fullmatch(rf"({_noun()}){_INFLECTED}", word, re.IGNORECASE)
    return m[1].casefold() if m else None


def names_document(noun: str) -> bool:
    """Say whether the base form is what a document may be called: "verksamhetsplan", "delårsrapport"."""
    return noun.endswith(tuple(data("period_phrases")["documents"]))


@cache
def _noun() -> str:
    endings = "|".join(sorted(data("period_phrases")["nouns"], key=len, reverse=True))
    return rf"(?:[^\W\d_]+-)*[^\W\d_]*(?:{endings})"


@cache
def _names() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, data("period_phrases")["names"])), re.IGNORECASE)


@cache
def _nouns_before() -> re.Pattern[str]:
    rules = data("period_phrases")
    noun, joining, links = _noun() + _INFLECTED, "|".join(rules["joining"]), "|".join(rules["links"])
    return re.compile(
        rf"(?<![\w-])((?:{noun}(?:,\s*|\s+(?:{joining})\s+)){{0,3}}{noun})\s+(?:(?:{links})\s+){{0,2}}\(?$",
        re.IGNORECASE,
    )


def _is_time(text: str, start: int, end: int) -> bool:
    """Say whether a span is no decade ("1900-talet"), and four bare digits no number of something."""
    if re.match(r"-?tal", text[end:]):
        return False
    bare, round_number = re.fullmatch(r"\d{4}", text[start:end]), text[start:end].endswith("00")
    before = text[max(0, start - REACH) : start]
    return not (bare and (round_number or re.search(r"\d\s?$", before)) and not _nouns_before().search(before))


def _phrase(text: str, start: int, end: int, bare: PeriodPhrase) -> Found[PeriodPhrase]:
    """Return the phrase that a period stands in, with what its words before and after say."""
    if bare.period.is_day or bare.impossible:
        before = _weekday_before().search(text, max(0, start - REACH), start)
        weekday = data("dates")["weekdays"].index(before[1].casefold()) if before else None
        return Found(before.start() if before else start, end, replace(bare, weekday=weekday))
    if own := _OWN.search(text, max(0, start - REACH), start):
        noun = base_noun(own[0].split()[-1])
        end += text[end : end + 1] == ")" and "(" in own[0]
        return Found(own.start(), end, replace(bare, nouns=(noun,) if noun else (), own=True))
    if text[start:end].endswith("års"):
        after = _AFTER.match(text, end)
        noun = base_noun(after[1]) if after else None
        return Found(start, after.end() if after and noun else end, replace(bare, nouns=(noun,) if noun else ()))
    if before := _nouns_before().search(text, max(0, start - REACH), start):
        nouns = [noun for word in re.split(r"[\s,&]+", before[1]) if (noun := base_noun(word))]
        return Found(before.start(), end, replace(bare, nouns=tuple(reversed(nouns))))
    # "Delårsrapport augusti 2026" is one form of a period
    named = (base_noun(word) for word in re.findall(r"[^\W\d_]+", text[start:end]))
    return Found(start, end, replace(bare, nouns=tuple(noun for noun in named if noun and names_document(noun))))


@cache
def _weekday_before() -> re.Pattern[str]:
    days = "|".join(data("dates")["weekdays"])
    # of two weekdays before one date ("lördag och söndag 7-8 mars") the date is not the last one's
    return re.compile(rf"(?<!\w)(?<!och )(?<!till )(?<![-–/])({days})(?:en)?\s*,?\s+(?:den\s+)?$", re.IGNORECASE)
