"""What the header over a column says: which measure, of which period, in which unit."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from kommuntal.extract.lexicon import phrases, says
from kommuntal.layout.model import Table
from kommuntal.schema.enums import Measure, Unit
from kommuntal.swedish.dates import Period, parse_period
from kommuntal.swedish.text import squash
from kommuntal.swedish.units import PrintedUnit, declared_unit
from kommuntal.swedish.vocabulary import parse_measure

JOINT = " | "  # between the levels of a header, the outermost first

PRIOR = {
    Measure.OUTCOME: Measure.OUTCOME_PRIOR,
    Measure.FORECAST: Measure.FORECAST_PRIOR,
    Measure.BUDGET: Measure.BUDGET_PRIOR,
}
FLOWS = {*PRIOR, *PRIOR.values()}  # what runs over a time, and is no state on a day


@dataclass(frozen=True)
class Column:
    """A column's header as printed, the outermost level first, and what it says; None where it does not."""

    levels: tuple[str, ...]
    measure: Measure | None = None
    period: Period | None = None
    unit: PrintedUnit | None = None

    @property
    def header(self) -> str:
        return JOINT.join(self.levels)

    @property
    def identifying(self) -> bool:
        """Whether the column names or dates the rows and measures nothing."""
        return bool(self.levels) and self.measure is None and says(self.levels[-1], "identifying")


def columns_of(table: Table, document: Period | None) -> list[Column]:
    """Return what each column of a table (or of the first part of one) says of its numbers.

    Two amounts of one name are of two times, or bodies, that a header over them tells apart; which is not known, and no
    more where such a header is read over one of them alone.
    """
    columns = [_column(levels, document) for levels in header_levels(table)]
    alike = Counter(column.levels for column in columns)
    columns = [replace(c, period=None) if c.measure in FLOWS and alike[c.levels] > 1 else c for c in columns]
    grouped = {c.levels[-1] for c in columns if len(c.levels) > 1}
    columns = [replace(c, period=None) if len(c.levels) == 1 and c.levels[0] in grouped else c for c in columns]
    return [_beside(column, columns, document) for column in columns] if document else columns


def month_or_until(columns: Sequence[Column], document: Period | None) -> set[int]:
    """Return the columns whose month may be all they hold or the last of what they hold: "Apr 2026 | Apr 2025" in a
    report until April. Columns of several months are of these months."""
    if document is None or document.start.month == document.end.month:
        return set()
    named = {k: c.period for k, c in enumerate(columns) if c.period and _is_month(c.period)}
    if any(p.end not in (document.end, document.year_before().end) for p in named.values()):
        return set()
    return {k for k in named if columns[k].measure is None or columns[k].measure in FLOWS}


def _is_month(period: Period) -> bool:
    within = (period.start.year, period.start.month) == (period.end.year, period.end.month)
    return within and period.start.day == 1 and not period.is_day


def _beside(column: Column, columns: list[Column], document: Period) -> Column:
    """Return the column with the period that the columns beside it settle.

    "2025 | 2024 | 2023" over what was measured cannot hold all of 2025 in a report of its first months. A variance is
    of the period that all amounts in its group are of.
    """
    if column.measure is None and column.period:
        bare = [c.period for c in columns if c.period and c.measure is None]
        running = column.period.start == document.start and column.period.end > document.end
        if running and any(p.end < document.start for p in bare):
            return replace(column, period=document)
    if column.measure is Measure.VARIANCE and column.period is None and not says(column.header, "since_start"):
        group = [c for c in columns if c.levels[:-1] == column.levels[:-1] and c.measure in FLOWS]
        periods = {c.period for c in group}
        return replace(column, period=periods.pop()) if len(periods) == 1 else column
    return column


def header_levels(table: Table) -> list[tuple[str, ...]]:
    """Return for each column the header texts over it, the outermost first.

    A header that covers several columns counts for each, and so does an upper one with empty places after it, as
    "Period" over "Utfall", "Budget" and "Avvikelse". Where the first place is empty the upper headers stand midway over
    their columns, and which these are is not known.
    """
    rows = [_row_texts(table, row) for row in range(table.header_rows)]
    over: list[list[str]] = [[] for _ in range(table.columns)]
    lead = max(1, table.header_columns)
    first = next((c for c in range(lead, table.columns) if rows and not says(rows[-1][c], "identifying")), lead)
    for row, texts in enumerate(rows):
        if row < table.header_rows - 1 and first < table.columns and texts[first]:
            for column in range(first + 1, table.columns):
                texts[column] = texts[column] or texts[column - 1]
        for column, text in enumerate(texts):
            if text and (not over[column] or over[column][-1] != text):
                over[column].append(text)
    return [tuple(levels) for levels in over]


def _row_texts(table: Table, row: int) -> list[str]:
    """Return what a row has over each column, merged cells counted for all they cover."""
    texts = [""] * table.columns
    for cell in table.cells:
        if cell.row <= row < cell.row + cell.row_span:
            for column in range(cell.column, min(table.columns, cell.column + cell.column_span)):
                texts[column] = squash(cell.text)
    return texts


@lru_cache(maxsize=4096)
def _column(levels: tuple[str, ...], document: Period | None) -> Column:
    inward = levels[::-1]
    column = Column(
        levels,
        measure=next((m for text in inward if (m := measure_of(text))), None),
        period=next((p for text in (*_joint(inward), *inward) if (p := printed_period(text, document))), None),
        unit=next((u for text in inward if (u := header_unit(text))), None),
    )
    return settle(column, document) if document else column


def _joint(levels: Sequence[str]) -> list[str]:
    """Return "Januari-augusti 2024" where one level names only months and another only their year."""
    printed = [re.findall(_YEAR, text) for text in levels]
    years = {year for found in printed for year in found}
    if len(years) != 1:
        return []
    (year,) = years
    joined = [f"{text} {year}" for text, found in zip(levels, printed, strict=True) if not found]
    parts = [text for text in joined if (p := parse_period(text)) is not None and not p.is_year]
    whole = all(
        (p := parse_period(text)) is None or p.is_year for text, found in zip(levels, printed, strict=True) if found
    )
    return parts if whole and len(parts) == 1 else []


def measure_of(text: str) -> Measure | None:
    """Return what a header or a row measures; a variance or change names what it is made of, and is none of it."""
    if says(text, "change"):
        return Measure.CHANGE
    return Measure.VARIANCE if says(text, "variance") else parse_measure(text)


def printed_period(text: str, document: Period | None) -> Period | None:
    """Return the period that a header's words name by year or month, and of what is compared the first.

    "202504" is the months until April where the document's own period ends with April. What "helår" and "perioden"
    mean is left to `settle`.
    """
    text = re.sub(_TWO_DAYS, r"\1 – \2", text)
    until = re.search(_UNTIL, text)
    if until and document and int(until[2]) == document.end.month:
        back = document.end.year - int(until[1])
        return document if not back else document.year_before() if back == 1 else None
    words_of_span = any(says(text, key) for key in ("whole_year", "to_date", "year_before"))
    if words_of_span and not any(c.isdigit() for c in text):
        return None
    return parse_period(text, document) or parse_period(phrases(("jämfört", "jmf")).split(text)[0], document)


_TWO_DAYS = r"(?<!\d)(20\d\d-\d\d-\d\d)\s+(20\d\d-\d\d-\d\d)(?!\d)"  # on two lines of a header
_UNTIL = r"(?<!\d)(20\d\d)-?(0[1-9]|1[0-2])(?![\d-])"
_YEAR = r"(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])?(?!\d)"


def header_unit(text: str) -> PrintedUnit | None:
    """Return the unit that a header or label declares. A noun that can be counted ("Kvinnor", "Insatser, äldre") is
    what the numbers are about and only with "antal" or in parentheses their unit."""
    unit = declared_unit(text)
    if unit is None or unit.base not in (Unit.PERSONS, Unit.COUNT, Unit.FTE):
        return unit
    counted = phrases(("antal", "antalet", "st", "st.", "åa", "årsarb*")).search(text) or f"({unit.text})" in text
    return unit if counted else None


def settle(column: Column, document: Period) -> Column:
    """Return the column with what its header leaves out, as far as the document's own period settles it."""
    measure, period = column.measure, column.period
    if measure in PRIOR and says(column.header, "earlier_years"):
        return replace(column, measure=PRIOR[measure], period=None)
    if document.start.year != document.end.year:
        return column  # a plan for several years: "budget" may be of any of them
    year = Period(date(document.end.year, 1, 1), date(document.end.year, 12, 31))
    period = _left_out(column, document, year) if period is None else _meant(column, period, document, year)
    if measure is Measure.FORECAST and column.period and column.period.end < document.end and period == year:
        measure = Measure.FORECAST_PRIOR  # made earlier
    if measure in PRIOR and period is not None and period.end < document.start:
        measure = PRIOR[measure]
    return replace(column, measure=measure, period=period)


def _meant(column: Column, printed: Period, document: Period, year: Period) -> Period | None:
    """Return the period that a printed one means in this document: amounts run from the turn of the year."""
    measure, header = column.measure, column.header
    whole_year = (printed.start.month, printed.start.day, printed.end.month, printed.end.day) == (1, 1, 12, 31)
    to_date = says(header, "to_date") and not says(header, "whole_year")
    if measure is Measure.FORECAST and printed.start.year == printed.end.year == year.start.year:
        return year  # "Prognos mars" was made in March, for the year
    if whole_year and printed.end > document.end and measure is Measure.OUTCOME and printed == year:
        return document  # the year is not over: so far
    if whole_year and to_date and document != year:
        back = document.end.year - printed.end.year
        return document if back == 0 else document.year_before() if back == 1 else None
    if printed.start == printed.end and measure in FLOWS:
        return Period(date(printed.end.year, 1, 1), printed.end)
    one_month = (printed.start.year, printed.start.month) == (printed.end.year, printed.end.month)
    if one_month and printed.start > document.start and printed.end == document.end and (measure in FLOWS or to_date):
        return document if to_date else None  # "Utfall augusti": of the month, or of the year until then?
    return printed


def _left_out(column: Column, document: Period, year: Period) -> Period | None:
    """Return the period that words such as "helår", "perioden" and "fg år" mean in this document, None in doubt."""
    measure, header = column.measure, column.header
    years = [int(y[:4]) for y in re.findall(_YEAR, header)]
    if says(header, "since_start") or (years and not says(header, "to_date")):
        return None  # a year that is printed but did not make a period must not be taken for the document's own
    if years:
        shifted = {document.end.year: document, document.end.year - 1: document.year_before()}
        return shifted.get(years[0]) if len(set(years)) == 1 else None
    span = next((s for level in column.levels[::-1] if (s := _span(level, document, year))), None)
    if measure in (Measure.FORECAST, Measure.FORECAST_PRIOR) or (measure is Measure.VARIANCE and says(header, "ahead")):
        span = span or year  # an earlier forecast of this year is still of this year
    elif measure in (Measure.OUTCOME, Measure.OUTCOME_PRIOR) or (measure is not None and document == year):
        span = span or document
    if span and measure in (Measure.OUTCOME_PRIOR, Measure.BUDGET_PRIOR):
        return span.year_before()
    return None if span and measure is Measure.OUTCOME and span.end > document.end else span


def _span(level: str, document: Period, year: Period) -> Period | None:
    if says(level, "whole_year"):
        return year
    return document if says(level, "to_date") else None
