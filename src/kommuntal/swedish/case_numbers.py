"""Case numbers (diarienummer): "2025/1124-3.9.0.2", "KS 2024-00123", "dnr BUN/2025:123"."""

import re
from dataclasses import dataclass

from kommuntal.swedish.text import Found


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """`number` is prefix, year and serial without filling zeros ("KS 2024/123"); `plan_code` what follows it."""

    text: str
    number: str
    plan_code: str | None


_CASE = re.compile(
    r"(?<![\w/.:-])"
    r"(?:(?P<dnr>(?i:d(?:iarie)?nr|diarienummer|ärendenr|ärendenummer|ärende))\.?\s*:?\s*)?"
    r"(?:(?P<prefix>[A-ZÅÄÖ]{2,8}|(?i:prop|bet|skr|direktiv|förordning|lag|åren|år|läsåret))(?:\s|[/-])\s?)?"
    r"(?:(?P<year>(?:19|20)\d{2})(?P<mark>[/:.-])(?P<serial>\d{1,6})|(?P<first>\d{2,5})/(?P<short>\d{2}))"
    r"(?:-(?P<plan>\d{1,3}(?:\.\d{1,3}){0,4}))?"
    r"(?![\w/:]|[-.,]\d)"
)
# what stands before numbers of the same shape that are no cases: laws, directives, government papers
_LAWS = {
    "sfs",
    "eu",
    "eg",
    "prop",
    "sou",
    "ds",
    "dir",
    "lag",
    "lagen",
    "förordning",
    "bet",
    "skr",
    "direktiv",
    "år",
    "åren",
    "läsåret",
    "läsår",
    "vintern",
    "säsongen",
}


def _case(hit: re.Match[str]) -> CaseNumber | None:
    prefix, year, serial, mark, plan = hit["prefix"], hit["year"], hit["serial"], hit["mark"], hit["plan"]
    if prefix and prefix.casefold() in _LAWS:
        return None
    named = bool(hit["dnr"] or prefix)
    if hit["first"]:
        if not named:
            return None
        year, serial = ("20" if int(hit["short"]) < 70 else "19") + hit["short"], hit["first"]
    else:
        if mark != "/" and not named:
            return None  # 2010:800 is a law, 2024-05 a month
        if mark in "-." and len(serial) < 3:
            return None
        if not named and not plan and int(serial) in (int(year) + 1, (int(year) + 1) % 100):
            return None  # 2025/26 is a school year
    number = f"{year}/{int(serial)}"
    return CaseNumber(hit.group().strip(), f"{prefix} {number}" if prefix else number, plan)


def find_case_numbers(text: str) -> list[Found[CaseNumber]]:
    """Return the case numbers in a text; years, laws, school years and organisation numbers are none."""
    out = []
    for hit in _CASE.finditer(text):
        case = _case(hit)
        if case:
            start = hit.start("prefix") if hit["prefix"] else hit.start("year") if hit["year"] else hit.start("first")
            printed = text[start : hit.end()]
            out.append(Found(start, hit.end(), CaseNumber(printed, case.number, case.plan_code)))
    return out


def parse_case_number(text: str) -> CaseNumber | None:
    """Return the case number when the whole text is one, with or without "Dnr" before it."""
    body = text.strip()
    hit = _CASE.fullmatch(body)
    if not hit:
        return None
    case = _case(hit)
    if case is None and hit["first"] and not hit["prefix"]:
        return None
    found = find_case_numbers(body)
    return found[0].item if case and found else None


def same_case(a: CaseNumber, b: CaseNumber) -> bool:
    """Say whether both number one case: same year and serial, and no two different prefixes or plan codes."""
    *prefix_a, number_a = a.number.split(" ")
    *prefix_b, number_b = b.number.split(" ")
    if number_a != number_b or (prefix_a and prefix_b and prefix_a != prefix_b):
        return False
    return a.plan_code is None or b.plan_code is None or a.plan_code == b.plan_code
