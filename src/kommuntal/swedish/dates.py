"""Dates and periods in print, with the document's own period filling what is left out."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from kommuntal.swedish.numbers import number_word
from kommuntal.swedish.rules import data
from kommuntal.swedish.text import Found
from kommuntal.swedish.units import unit_at


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `end`, both counted in; a point in time is one day."""

    start: date
    end: date

    @property
    def is_day(self) -> bool:
        """Whether it is a point in time ("per 31 mars 2026")."""
        return self.start == self.end

    @property
    def is_year(self) -> bool:
        """Whether it is one whole calendar year."""
        return self == months(self.start.year, 1, 12)

    @property
    def iso(self) -> str:
        """The period in ISO 8601, no finer than it needs to be: 2026, 2026/2028, 2026-01/2026-04, 2026-03-04."""
        first, last = self.start.isoformat(), self.end.isoformat()
        if self.start.day == 1 and self.end.day == monthrange(self.end.year, self.end.month)[1]:
            whole_years = self.start.month == 1 and self.end.month == 12
            first, last = (first[:4], last[:4]) if whole_years else (first[:7], last[:7])
        return first if first == last else f"{first}/{last}"

    def year_before(self) -> "Period":
        """Return the same days of the year before; the last of February stays the last."""
        return Period(_moved(self.start, last=False), _moved(self.end, last=True))

    def to_date(self) -> "Period":
        """Return the days from New Year's Day to its end: what a figure "per 31 mars" has grown over."""
        return Period(date(self.end.year, 1, 1), self.end)


def _moved(day: date, last: bool) -> date:
    length = monthrange(day.year - 1, day.month)[1]
    at_end = last and day.day == monthrange(day.year, day.month)[1]
    return date(day.year - 1, day.month, length if at_end else min(day.day, length))


def months(year: int, first: int, last: int) -> Period:
    """Return the period of the months `first`..`last` of a year."""
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


# ---- parts of patterns; every named group is read by the builders below --------------------------------------------

_YEAR = r"(?:19|20)\d{2}(?!\d)"
_DASH = r"\s*(?:--|[-–−]|till och med|t\.?\s?o\.?\s?m\.?|tom|till)\s*(?:den\s+)?"
_BEFORE = r"(?:föregående|förra|föreg\.?|fg\.?|förg\.?)\s+år(?:et)?"


@cache
def _month() -> str:
    names = sorted(data("dates")["months"], key=len, reverse=True)
    return rf"(?:{'|'.join(names)})(?!\w)\.?"


def _month_number(name: str) -> int:
    return int(data("dates")["months"][name.strip(". ").casefold()])


def _fill(pattern: str) -> re.Pattern[str]:
    """Compile a form: MONTH, DASH and the like spelled out, YEAR? an optional year after it."""
    ordinals = "|".join(re.escape(o) for o in data("dates")["ordinals"])
    spelled = (
        pattern.replace("YEAR?", rf"(?:[\s,]*(?:år\s+)?(?P<year>{_YEAR}))?")
        .replace("YEAR", _YEAR)
        .replace("MONTH", _month())
        .replace("DASH", _DASH)
        .replace("ORDINAL", ordinals)
        .replace("BEFORE", _BEFORE)
        .replace("REPORT", r"s?(?:rapport(?:en)?|bokslut(?:et)?|uppföljning(?:en)?)")
    )
    return re.compile(rf"(?<![\w/.,:§-])(?:{spelled})(?!\w|[:/]\d)", re.IGNORECASE)


# ---- dates ---------------------------------------------------------------------------------------------------------


@cache
def _date_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w/.:-])(?:(?P<y1>{_YEAR})-(?P<m1>\d{{1,2}})-(?P<d1>\d{{1,2}})"
        rf"|(?:den\s+)?(?P<d2>\d{{1,2}})(?::?e)?\s+(?P<m2>{_month()})\s*(?:år\s+)?(?P<y2>{_YEAR})"
        rf"|(?P<d3>\d{{1,2}})/(?P<m3>\d{{1,2}})[\s-]\s?(?P<y3>{_YEAR}))(?![\w/]|[.:]\d)",
        re.IGNORECASE,
    )


def _calendar(year: str, month: int, day: str) -> date | None:
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None


def _printed(hit: re.Match[str]) -> tuple[str, int, str]:
    """Return year, month and day of a full date as printed, whether or not a calendar has it."""
    if hit["y1"]:
        return hit["y1"], int(hit["m1"]), hit["d1"]
    if hit["y2"]:
        return hit["y2"], _month_number(hit["m2"]), hit["d2"]
    return hit["y3"], int(hit["m3"]), hit["d3"]


def find_dates(text: str) -> list[Found[date]]:
    """Return the full dates (day, month and year) in a text, in order; a day that no calendar has is none."""
    hits = ((hit, _calendar(*_printed(hit))) for hit in _date_pattern().finditer(text))
    return [Found(hit.start(), hit.end(), day) for hit, day in hits if day]


def find_impossible_dates(text: str) -> list[Found[Period]]:
    """Return the full dates whose month is too short for the day ("31 april 2026"), each as its month."""
    out = []
    for hit in _date_pattern().finditer(text):
        year, month, day = _printed(hit)
        # what has a thirteenth month or a 32nd day is a number of something else
        if 1 <= month <= 12 and 28 < int(day) <= 31 and _calendar(year, month, day) is None:
            out.append(Found(hit.start(), hit.end(), months(int(year), month, month)))
    return out


def parse_date(text: str) -> date | None:
    """Return the date when the whole text is one, else None."""
    body = text.strip()
    found = find_dates(body)
    return found[0].item if found and (found[0].start, found[0].end) == (0, len(body)) else None


# ---- periods: one builder a kind of form; None where the words and the document do not settle it -------------------

_Match = re.Match[str]
_Build = Callable[[_Match, Period | None], Period | None]


def _year(printed: str | None, document: Period | None) -> int | None:
    return int(printed) if printed else document.end.year if document else None


def _days(hit: _Match, document: Period | None) -> Period | None:
    """Build from day1 [month1] [year1] dash day2 month2 [year]; months in words or digits."""
    group = hit.groupdict()
    year = _year(group["year"], document)
    if year is None:
        return None
    number = [
        int(m) if m.isdigit() else _month_number(m) for m in (group.get("month1") or group["month2"], group["month2"])
    ]
    start = _calendar(group.get("year1") or str(year), number[0], group["day1"])
    end = _calendar(str(year), number[1], group["day2"])
    return Period(start, end) if start and end and start <= end else None


def _day(hit: _Match, document: Period | None) -> Period | None:
    year = _year(hit["year"], document)
    month = int(hit["month"]) if hit["month"].isdigit() else _month_number(hit["month"])
    day = _calendar(str(year), month, hit["day"]) if year else None
    return Period(day, day) if day else None


def _months(hit: _Match, document: Period | None) -> Period | None:
    year = _year(hit["year"], document)
    first, last = _month_number(hit["first"]), _month_number(hit["last"])
    first_year = int(hit.groupdict().get("year1") or year or 0)
    if year is None or (first_year, first) > (year, last):
        return None
    return Period(date(first_year, first, 1), months(year, last, last).end)


def _one_month(hit: _Match, document: Period | None) -> Period | None:
    year = _year(hit["year"], document)
    return months(year, _month_number(hit["first"]), _month_number(hit["first"])) if year else None


def _until_month(hit: _Match, document: Period | None) -> Period | None:
    year = _year(hit["year"], document)
    return months(year, 1, _month_number(hit["first"])) if year else None


def _digits(hit: _Match, document: Period | None) -> Period | None:
    """Build from 2025-03 or 2025-01--2025-04."""
    group = hit.groupdict()
    last = int(group["m2"] or group["m1"])
    first, year = int(group["m1"]), int(group["y2"] or group["y1"])
    if not (1 <= first <= 12 and 1 <= last <= 12) or (int(group["y1"]), first) > (year, last):
        return None
    return Period(date(int(group["y1"]), first, 1), months(year, last, last).end)


def _parts(length: int) -> _Build:
    def build(hit: _Match, document: Period | None) -> Period | None:
        number = hit["n"].casefold()
        index = int(number) if number.isdigit() else int(data("dates")["ordinals"][number])
        year = _year(hit.groupdict().get("year1") or hit["year"], document)
        if year is None or not 1 <= index * length <= 12:
            return None
        return months(year, (index - 1) * length + 1, index * length)

    return build


def _first_months(hit: _Match, document: Period | None) -> Period | None:
    count = number_word(hit["n"])
    year = _year(hit["year"], document)
    return months(year, 1, int(count)) if year and count and 1 <= count <= 12 else None


def _own(hit: _Match, document: Period | None) -> Period | None:
    # "delår 1" is four months here and three there: only the document itself can say
    year = _year(hit.groupdict().get("year"), document)
    return document if document and year == document.end.year else None


def _whole_year(hit: _Match, document: Period | None) -> Period | None:
    year = _year(hit.groupdict().get("year"), document)
    return months(year, 1, 12) if year else None


def _years(hit: _Match, document: Period | None) -> Period | None:
    first, last = int(hit["y1"]), int(hit["y2"])
    last = last if last > 99 else first // 100 * 100 + last
    return Period(date(first, 1, 1), date(last, 12, 31)) if first < last else None


def _school_year(hit: _Match, document: Period | None) -> Period | None:
    first = int(hit["y1"])
    return Period(date(first, 7, 1), date(first + 1, 6, 30)) if int(hit["y2"]) % 100 == (first + 1) % 100 else None


def _same_last_year(hit: _Match, document: Period | None) -> Period | None:
    return document.year_before() if document else None


def _last_year(hit: _Match, document: Period | None) -> Period | None:
    # in an interim report "föregående år" is the same months as often as the whole year
    return document.year_before() if document and document.is_year else None


def _this_year(hit: _Match, document: Period | None) -> Period | None:
    return document if document and document.is_year else None


def _unsettled(hit: _Match, document: Period | None) -> Period | None:
    return None


_FORMS: tuple[tuple[str, _Build], ...] = (
    # with a beginning and no end
    (
        r"(?:fr\.?\s?o\.?\s?m\.?|f\.?o\.?m\.?|från och med)\s+"
        r"(?:(?:den\s+)?(?:\d{1,2}\s+)?MONTH(?:\s*YEAR)?|(?:år\s+|läsåret\s+|hösten\s+|våren\s+)?YEAR)",
        _unsettled,
    ),
    (r"(?:t\.?\s?o\.?\s?m\.?|till och med)\s+(?:år\s+)?YEAR(?!-)", _unsettled),
    # days
    (
        r"(?P<year1>YEAR)-(?P<month1>\d\d)-(?P<day1>\d\d)DASH(?P<year>YEAR)-(?P<month2>\d\d)-(?P<day2>\d\d)",
        _days,
    ),
    (
        r"(?:den\s+)?(?P<day1>\d{1,2})(?::?e)?(?:\s+(?P<month1>MONTH)(?:\s*(?P<year1>YEAR))?)?DASH"
        r"(?P<day2>\d{1,2})(?::?e)?\s+(?P<month2>MONTH)YEAR?",
        _days,
    ),
    (r"(?P<day1>\d{1,2})/(?P<month1>\d{1,2})DASH(?P<day2>\d{1,2})/(?P<month2>\d{1,2})YEAR?", _days),
    (r"(?P<year>YEAR)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)", _day),
    (r"(?:den\s+)?(?P<day>\d{1,2})(?::?e)?\s+(?P<month>MONTH)YEAR?", _day),
    (r"(?P<day>\d{1,2})/(?P<month>\d{1,2})[\s-]\s?(?P<year>YEAR)", _day),
    # months
    (r"(?P<first>MONTH)\s*(?P<year1>YEAR)DASH(?P<last>MONTH)\s*(?P<year>YEAR)", _months),
    (r"(?P<first>MONTH)(?:DASH|\s+och\s+)(?P<last>MONTH)(?:\s+månad)?YEAR?", _months),
    (
        r"(?:t\.?\s?o\.?\s?m\.?|till och med|per|ack(?:umulerat)?\.?|till)\s+(?P<first>MONTH)(?:\s+månad)?YEAR?",
        _until_month,
    ),
    (r"delår(?:srapport(?:en)?)?(?:\s+per)?\s+(?P<first>MONTH)YEAR?", _until_month),
    # "Jan Berg" and "Maj Lind" are people
    (r"(?!(?-i:Jan|Maj)\s+(?-i:[A-ZÅÄÖ][a-zåäö]))(?P<first>MONTH)(?:\s+månad)?YEAR?", _one_month),
    (r"(?P<y1>YEAR)-(?P<m1>\d\d)\s*(?:--|[-–]|till)\s*(?P<y2>YEAR)-(?P<m2>\d\d)(?![\d-])", _digits),
    (r"(?P<y1>YEAR)-(?P<m1>0[1-9]|1[0-2])(?P<y2>)(?P<m2>)(?![\d-])", _digits),
    (r"(?:årets|de)\s+(?:första\s+)?(?P<n>[a-zåäö]+)\s+(?:första\s+)?månader(?:na)?YEAR?", _first_months),
    # quarters, four-month periods, half-years
    (r"(?:(?P<year1>YEAR)\s)?(?:kvartal(?:REPORT)?|kv\.?|q)\s?(?P<n>[1-4])(?!\d)YEAR?", _parts(3)),
    (r"(?P<n>ORDINAL)\s+kvartaletYEAR?", _parts(3)),
    (r"(?:(?P<year1>YEAR)\s)?(?:tertial(?:REPORT)?|t)\s?(?P<n>[1-3])(?!\d)YEAR?", _parts(4)),
    (r"(?P<n>ORDINAL)\s+tertialetYEAR?", _parts(4)),
    (r"(?:halvår|h)\s?(?P<n>[12])(?!\d)YEAR?", _parts(6)),
    (r"(?P<n>ORDINAL)\s+halvåretYEAR?", _parts(6)),
    (r"period(?:en)?\s+(?P<year>YEAR)(?!\s?[–-])", _own),
    (r"delår(?:s?rapport(?:en)?|et)?(?:\s[1-3](?!\d))?YEAR?", _own),
    # years
    (r"(?:läsåret|läsår|lå)\s+(?P<y1>20\d{2})\s?[/–-]\s?(?P<y2>(?:20)?\d{2})(?!\d)", _school_year),
    (r"20\d{2}/(?:20)?\d{2}(?![\d/])", _unsettled),
    (
        r"(?:våren|hösten|sommaren|vintern|vår|höst|sommar|vinter|vt|ht|årsskiftet)\s?[-–]?\s?YEAR(?:\s?[/–-]\s?\d{2,4})?",
        _unsettled,
    ),
    (r"(?P<y1>20\d{2})\s?[–-]\s?(?P<y2>20\d{2}|\d{2})(?![\d-])", _years),
    (r"helår(?:et|s\w*)?YEAR?", _whole_year),
    (r"(?:hela året|på årsbasis)", _whole_year),
    # by relation to the document's own period
    (r"(?:samma|motsvarande)\s+(?:period|tid|tidpunkt|tidsperiod)\s+(?:BEFORE|i\s+fjol)", _same_last_year),
    (r"(?:samma|motsvarande|planerings|mät|prognos)\s?period(?:en)?", _unsettled),
    (r"(?:BEFORE)(?:s)?|i\s+fjol", _last_year),
    (r"(?:i år|innevarande år|årets)", _this_year),
    (r"(?:under|för|i)\s+perioden|perioden|periodens|(?:innevarande|aktuell) period", _own),
    (r"(?:år(?:et)?\s+)?(?P<year>YEAR)(?:\s?års)?", _whole_year),
)


@cache
def _forms() -> list[tuple[re.Pattern[str], _Build]]:
    return [(_fill(pattern), build) for pattern, build in _FORMS]


def _is_count(text: str, end: int) -> bool:
    """Say whether the four digits before `end` are a number of something ("2000 elever", "2000,5") and no year."""
    if re.match(r"[.,]\d|[ \u00a0\u202f]\d{3}(?!\d)|\s?%", text[end:]):
        return True
    gap = re.match(r"\s?", text[end:])
    unit = unit_at(text, end + (gap.end() if gap else 0))
    return unit is not None and unit[2] != "bare" and unit[0].text.casefold() != "år"


def period_spans(text: str, document: Period | None = None) -> list[tuple[int, int, Period | None]]:
    """Return (start, end, period) of all words for a time; None where neither they nor the document settle it."""
    out: list[tuple[int, int, Period | None]] = []
    for pattern, build in _forms():
        for hit in pattern.finditer(text):
            end = hit.start() + len(hit.group().rstrip(" .,"))
            if any(a < end and hit.start() < b for a, b, _ in out):
                continue
            if re.search(r"(?<!\d)\d{4}$", hit.group()) and len(hit.group()) == 4 and _is_count(text, end):
                continue
            out.append((hit.start(), end, build(hit, document)))
    return sorted(out, key=lambda span: span[0])


def find_periods(text: str, document: Period | None = None) -> list[Found[Period]]:
    """Return the periods named in a text, in order; what leaves out its year takes it from the document's period.

    "per 31 mars 2026" is that day, "per mars" and "t.o.m. mars" all months from January. What the words do not settle
    ("delår 1", "föregående år", "i år") is found only where the document's period settles it.
    """
    return [Found(start, end, period) for start, end, period in period_spans(text, document) if period]


_COMPARED = re.compile(r"\s+(?:jämfört|i jämförelse)\s+med\s", re.IGNORECASE)


def parse_period(text: str, document: Period | None = None) -> Period | None:
    """Return the one period that a header or label names ("Utfall jan-apr 2025", "apr-25"), None for none or two.

    What it is compared with ("... jämfört med föregående år") does not count; "period" alone is the document's own.
    """
    # in a header two digits after a month are its year
    short = re.compile(rf"(?<!\d)(?<!\d\s)({_month()})[\s'’–-]*(?=\d\d(?![\d-]))", re.IGNORECASE)
    header = short.sub(r"\1 20", _COMPARED.split(text, maxsplit=1)[0])
    spans = period_spans(header, document)
    if not spans and re.search(r"(?<!\w)period(?!\w)", header, re.IGNORECASE):
        return document
    named = {period for _, _, period in spans if period}
    return next(iter(named)) if len(named) == 1 else None
