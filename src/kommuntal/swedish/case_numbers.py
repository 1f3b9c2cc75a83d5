"""Case numbers (diarienummer): "2025/1031-1.4.2", "KS 2024-00123", "dnr BUN/2025:123", "TN.2025.18", "2025/KS0311"."""

import re
from dataclasses import dataclass

from kommuntal.swedish.text import Found


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """`number` is prefix, year and serial without filling zeros ("KS 2024/123"); `plan_code` is what follows them."""

    text: str
    number: str
    plan_code: str | None


YEARS_TO_COME = 50  # two digits below it are a year of this century
_NAMED = r"(?i:d(?:iarie)?nr|diarienummer|ärendenr|ärendenummer|änr|ärende)\.?\s*:?\s*"
_CASE = re.compile(
    rf"(?<![\w/.:-])(?P<named>{_NAMED})?(?P<text>"
    r"(?:(?P<prefix>[A-ZÅÄÖ]{2,8}(?=[\s/.-])|[A-ZÅÄÖ][a-zåäö]{1,3}(?:(?=[/-])|(?(named)(?=\s)|(?!))))[\s/.-]|(?P<glued>[A-ZÅÄÖ]{2,6}))?"
    r"(?:(?P<year>(?:19|20)\d{2})(?P<mark>[/:.-])(?P<within>[A-ZÅÄÖ]{2,5} ?)?(?P<serial>\d{1,6})"
    r"|(?<=[A-ZÅÄÖ]/)(?P<second>\d{2})/(?P<third>\d{1,5})|(?<=[A-ZÅÄÖ]-)(?P<dashed>\d{2})-(?P<after>\d{3,5})"
    r"|(?P<first>\d{1,5})/(?P<short>(?:19|20)?\d{2})|(?P<lead>\d{2})/(?P<tail>\d{3,6}))"
    r"(?:-(?P<plan>\d{1,3}(?:\.\d{1,3}){0,4})"
    r"|(?:(?<=-\d{6})|(?<=[A-ZÅÄÖ] \d{4}))\s(?P<code>\d{2}\.\d{2}|\d{3}(?=\W*$|[,;)])))?)"
    r"(?![\w/:]|[-.,]\d)"
)
# numbers of the same shape that are no cases: laws and papers of state and union, years of schools and seasons
_OTHER = re.compile(
    r"(?:\b(?:SFS|prop|SOU|Ds|dir|bet|skr|lag\w*|förordning\w*|direktiv\w*|åren?|läsåret|läsår|säsongen|vintern)\b\.?[\s/-]*"
    r"|\(?\b(?:EU|EG|EEG)\)?\s*(?:nr\s*)?)$",
    re.IGNORECASE,
)


def _read(hit: re.Match[str]) -> CaseNumber | None:
    begins = next(name for name in ("year", "second", "dashed", "first", "lead") if hit[name])
    if _OTHER.search(hit.string, 0, hit.start(begins)):
        return None
    body = hit["prefix"] or hit["glued"] or (hit["within"] or "").strip()
    named = bool(hit["named"] or body)
    if not hit["year"]:
        if not named:
            return None  # a fraction, a day
        year, serial = _short_year(hit)
    else:
        year, serial = hit["year"], hit["serial"]
        if not named and hit["mark"] != "/" and not re.fullmatch(r"0\d{5}", serial):  # "2025-000123" is no day
            return None  # 2010:800 is a law, 2024-05 a month
        month = (
            len(serial) == 2 and int(serial) <= 12 and not re.match(r"[A-ZÅÄÖa-zåäö]+[/.-]", hit["text"])
        )  # "KS 2025-05", but not "KS-2025-5"
        if hit["mark"] in "-." and len(serial) < 3 and not hit["named"] and (month or not body):
            return None
        if not named and not hit["plan"] and int(serial) in (int(year) + 1, (int(year) + 1) % 100):
            return None  # 2025/26 is a school year
    prefix = f"{body} " if body else ""
    return CaseNumber(hit["text"], f"{prefix}{year}/{int(serial)}", hit["plan"] or hit["code"])


def _short_year(hit: re.Match[str]) -> tuple[str, str]:
    """Return (year, serial) of "0123/24", "24/0123" and "KS/24/7"; of "24/98" the year is 24: 98 is none to come."""
    if hit["second"]:
        return f"20{hit['second']}", hit["third"]
    if hit["dashed"]:
        return f"20{hit['dashed']}", hit["after"]
    if hit["lead"]:
        return f"20{hit['lead']}", hit["tail"]
    first, short = hit["first"], hit["short"]
    if len(short) == 4:
        return short, first
    if int(short) < YEARS_TO_COME:
        return f"20{short}", first
    return (f"20{first}", short) if len(first) == 2 and int(first) < YEARS_TO_COME else (f"19{short}", first)


def find_case_numbers(text: str) -> list[Found[CaseNumber]]:
    """Return the case numbers in a text; years, laws, school years and organisation numbers are none."""
    return [Found(hit.start("text"), hit.end(), case) for hit in _CASE.finditer(text) if (case := _read(hit))]


def parse_case_number(text: str) -> CaseNumber | None:
    """Return the case number when the whole text is one, with or without "Dnr" before it."""
    hit = _CASE.fullmatch(text.strip())
    return _read(hit) if hit else None


def same_case(a: CaseNumber, b: CaseNumber) -> bool:
    """Say whether both number one case: same year and serial, and no two different prefixes or plan codes."""
    *prefix_a, number_a = a.number.split(" ")
    *prefix_b, number_b = b.number.split(" ")
    if number_a != number_b or (prefix_a and prefix_b and prefix_a != prefix_b):
        return False
    return a.plan_code is None or b.plan_code is None or a.plan_code == b.plan_code
