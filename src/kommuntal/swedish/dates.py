"""Dates and periods in print, with the document's own period filling what is left out."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from kommuntal.swedish.rules import data
from kommuntal.swedish.text import Found
from kommuntal.swedish.units import pattern as unit_pattern


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `end`, both counted in; a point in time is one day."""

    start: date
    end: date

    def a_year_before(self) -> "Period":
        """Return the same days of the year before."""
        return Period(_day(self.start.year - 1, self.start.month, self.start.day, clip=True), _last(self))


def _last(period: Period) -> date:
    year, month = period.end.year - 1, period.end.month
    whole = period.end.day == monthrange(period.end.year, month)[1]
    return date(year, month, monthrange(year, month)[1] if whole else min(period.end.day, monthrange(year, month)[1]))


def _day(year: int, month: int, day: int, clip: bool = False) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]) if clip else day)


def months(year: int, first: int, last: int) -> Period:
    """Return the period of the months `first`..`last` of a year."""
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


@cache
def _parts() -> dict[str, str]:
    names = "|".join(sorted(data("dates")["months"], key=len, reverse=True))
    ordinals = "|".join(re.escape(o) for o in data("dates")["ordinals"])
    return {
        "month": rf"(?:{names})(?!\w)\.?",
        "ordinal": rf"(?:{ordinals})",
        "year": r"(?:19|20)\d{2}(?![\d])",
        "dash": r"\s*(?:-|–|−|--|till och med|till|t\.?o\.?m\.?|och)\s*",
    }


def _month(name: str) -> int:
    return int(data("dates")["months"][name.strip(". ").casefold()])


@cache
def _date_pattern() -> re.Pattern[str]:
    p = _parts()
    return re.compile(
        r"(?<![\w/.:-])(?:(?P<y1>(?:19|20)\d{2})-(?P<m1>\d{1,2})-(?P<d1>\d{1,2})"
        rf"|(?:den\s+)?(?P<d2>\d{{1,2}})(?::?e)?\s+(?P<m2>{p['month']})\s*(?:år\s+)?(?P<y2>{p['year']})"
        r"|(?P<d3>\d{1,2})/(?P<m3>\d{1,2})[\s-]\s?(?P<y3>(?:19|20)\d{2}))(?![\w/]|[-.:]\d)",
        re.IGNORECASE,
    )


def find_dates(text: str) -> list[Found[date]]:
    """Return the full dates (day, month and year) in a text, in order; a day that no calendar has is none."""
    out = []
    for hit in _date_pattern().finditer(text):
        g = hit.groupdict()
        try:
            if g["y1"]:
                day = date(int(g["y1"]), int(g["m1"]), int(g["d1"]))
            elif g["y2"]:
                day = date(int(g["y2"]), _month(g["m2"]), int(g["d2"]))
            else:
                day = date(int(g["y3"]), int(g["m3"]), int(g["d3"]))
        except ValueError:
            continue
        out.append(Found(hit.start(), hit.end(), day))
    return out


def parse_date(text: str) -> date | None:
    """Return the date when the whole text is one, else None."""
    body = text.strip()
    found = find_dates(body)
    if len(found) == 1 and (found[0].start, found[0].end) == (0, len(body)):
        return found[0].item
    return None


_Build = Callable[[re.Match[str], Period | None], Period | None]


def _year(printed: str | None, document: Period | None) -> int | None:
    if printed:
        value = int(printed)
        return value if value > 99 else 2000 + value
    return document.end.year if document else None


def _span(hit: re.Match[str], document: Period | None) -> Period | None:
    year = _year(hit["year"], document)
    first, last = _month(hit["first"]), _month(hit["last"])
    if year is None:
        return None
    return months(year, first, last) if first <= last else None


def _one_month(hit: re.Match[str], document: Period | None) -> Period | None:
    year = _year(hit["year"], document)
    return None if year is None else months(year, _month(hit["month"]), _month(hit["month"]))


def _until_month(hit: re.Match[str], document: Period | None) -> Period | None:
    year = _year(hit["year"], document)
    return None if year is None else months(year, 1, _month(hit["month"]))


def _point(hit: re.Match[str], document: Period | None) -> Period | None:
    year = _year(hit["year"], document)
    if year is None:
        return None
    try:
        day = date(year, _month(hit["month"]), int(hit["day"]))
    except ValueError:
        return None
    return Period(day, day)


def _iso(hit: re.Match[str], document: Period | None) -> Period | None:
    try:
        day = date(int(hit["year"]), int(hit["m"]), int(hit["d"]))
    except ValueError:
        return None
    return Period(day, day)


def _iso_month(hit: re.Match[str], document: Period | None) -> Period | None:
    month = int(hit["m"])
    return months(int(hit["year"]), month, month) if 1 <= month <= 12 else None


def _part(length: int) -> _Build:
    def build(hit: re.Match[str], document: Period | None) -> Period | None:
        number = hit["n"].casefold()
        index = int(number) if number.isdigit() else int(data("dates")["ordinals"][number])
        year = _year(hit["year"], document)
        if year is None or not 1 <= index * length <= 12:
            return None
        return months(year, (index - 1) * length + 1, index * length)

    return build


def _interim(hit: re.Match[str], document: Period | None) -> Period | None:
    # "delår 1" is four months here and three there: only the document itself can say
    year = _year(hit["year"], document)
    if document is None or year is None:
        return None
    return Period(document.start.replace(year=year), _day(year, document.end.month, document.end.day, clip=True))


def _whole(hit: re.Match[str], document: Period | None) -> Period | None:
    year = _year(hit["year"], document)
    return None if year is None else months(year, 1, 12)


def _years(hit: re.Match[str], document: Period | None) -> Period | None:
    first, last = int(hit["y1"]), int(hit["y2"])
    last = last if last > 99 else first // 100 * 100 + last
    return Period(date(first, 1, 1), date(last, 12, 31)) if first < last else None


def _school_year(hit: re.Match[str], document: Period | None) -> Period | None:
    first = int(hit["y1"])
    return Period(date(first, 7, 1), date(first + 1, 6, 30)) if int(hit["y2"]) % 100 == (first + 1) % 100 else None


def _same_last_year(hit: re.Match[str], document: Period | None) -> Period | None:
    return document.a_year_before() if document else None


def _last_year(hit: re.Match[str], document: Period | None) -> Period | None:
    # within an interim report "föregående år" is the same months as often as the whole year
    if document is None or (document.start.month, document.end.month) != (1, 12):
        return None
    return document.a_year_before()


def _this_year(hit: re.Match[str], document: Period | None) -> Period | None:
    return months(document.end.year, 1, 12) if document else None


def _unsettled(hit: re.Match[str], document: Period | None) -> Period | None:
    return None


@cache
def _period_patterns() -> list[tuple[re.Pattern[str], _Build]]:
    p = _parts()
    month, dash, ordinal = p["month"], p["dash"], p["ordinal"]
    year = rf"(?:[\s,]*(?:år\s+)?(?P<year>{p['year']}))?"
    forms: list[tuple[str, _Build]] = [
        (r"(?P<year>(?:19|20)\d{2})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)", _iso),
        (rf"(?:den\s+)?(?P<day>\d{{1,2}})(?::?e)?\s+(?P<month>{month}){year}", _point),
        (rf"(?P<first>{month}){dash}(?P<last>{month})(?:\s+månad)?{year}", _span),
        (
            rf"(?:t\.?\s?o\.?\s?m\.?|till och med|till o med|per|ack(?:umulerat)?\.?)\s+(?P<month>{month}){year}",
            _until_month,
        ),
        (rf"(?P<month>{month})(?:\s+månad)?{year}", _one_month),
        (r"(?P<year>(?:19|20)\d{2})-(?P<m>0[1-9]|1[0-2])(?![\d-])", _iso_month),
        (rf"(?:kvartal|kv\.?|q)\s?(?P<n>[1-4])(?!\d){year}", _part(3)),
        (rf"(?P<n>{ordinal})\s+kvartalet{year}", _part(3)),
        (rf"(?:tertial|t)\s?(?P<n>[1-3])(?!\d){year}", _part(4)),
        (rf"(?P<n>{ordinal})\s+tertialet{year}", _part(4)),
        (rf"delår(?:srapport(?:en)?)?(?:\s(?P<n>[1-3])(?!\d))?{year}", _interim),
        (r"(?:läsåret|läsår|lå)\s+(?P<y1>20\d{2})\s?[/–-]\s?(?P<y2>(?:20)?\d{2})(?!\d)", _school_year),
        (r"(?P<y1>20\d{2})/(?P<y2>(?:20)?\d{2})(?![\d/])", _unsettled),
        (rf"(?:våren|hösten|sommaren|vintern|vår|höst|vt|ht|årsskiftet)\s+{p['year']}(?:[/-]\d{{2,4}})?", _unsettled),
        (r"(?P<y1>20\d{2})\s?[–-]\s?(?P<y2>20\d{2}|\d{2})(?![\d-])", _years),
        (
            r"(?:samma|motsvarande)\s+(?:period|tid|tidpunkt)\s+"
            r"(?:(?:föregående|förra|föreg\.?|fg\.?)\s+år(?:et)?|i\s+fjol)",
            _same_last_year,
        ),
        (r"(?:föregående|förra|föreg\.?|fg\.?)\s+år(?:et)?(?!\w)", _last_year),
        (rf"hel(?:t\s)?år(?:et|s\w*)?{year}", _whole),
        (r"(?:i år|innevarande år|årets|hela året|under året)(?!\w)", _this_year),
        (rf"(?:år(?:et)?\s+)?(?P<year>{p['year']})(?:\s?års)?", _whole),
    ]
    return [(re.compile(rf"(?<![\w/.,:§-]){form}(?![\w])", re.IGNORECASE), build) for form, build in forms]


def find_periods(text: str, document: Period | None = None) -> list[Found[Period]]:
    """Return the periods named in a text, in order; what leaves out its year takes it from the document's period.

    "per 31 mars 2026" is that day, "per mars" and "t.o.m. mars" all months from January. What the words do not settle
    ("delår 1", "föregående år") is found only where the document's period settles it.
    """
    taken: list[tuple[int, int]] = []
    out: list[Found[Period]] = []
    for pattern, build in _period_patterns():
        for hit in pattern.finditer(text):
            start, end = hit.span()
            while text[start:end] and text[end - 1] in " .,":
                end -= 1
            if any(a < end and start < b for a, b in taken):
                continue
            if re.fullmatch(r"\d{4}", text[start:end]) and _counted(text, end):
                continue
            taken.append((start, end))
            period = build(hit, document)
            if period:
                out.append(Found(start, end, period))
    return sorted(out, key=lambda f: f.start)


def _counted(text: str, end: int) -> bool:
    """Say whether the four digits before `end` are a number of something ("2000 elever") and no year."""
    return bool(
        re.match(r"[.,]\d|[ \u00a0\u202f]\d{3}(?!\d)", text[end:])
        or unit_pattern().match(text[end:].lstrip(" \u00a0\u202f"))
    )


_SHORT = r"(?P<first>{month})(?:{dash}(?P<last>{month}))?[\s'’-]*(?P<year>\d{{2}})(?!\d)"


def parse_period(text: str, document: Period | None = None) -> Period | None:
    """Return the one period that a header or label names ("Utfall jan-apr 2025", "apr-25"), None for none or two."""
    short = re.search(_SHORT.format(**_parts()), text, re.IGNORECASE)
    if short and not find_dates(text) and not re.search(r"\d\s*$", text[: short.start()]):
        first = _month(short["first"])
        last = _month(short["last"] or short["first"])
        return months(2000 + int(short["year"]), first, last) if first <= last else None
    named = {f.item for f in find_periods(text, document)}
    return next(iter(named)) if len(named) == 1 else None
