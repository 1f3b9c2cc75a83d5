"""What the header over a column says: which measure, of which period, in which unit."""

import re
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
    """Return what each column of a table (or of the first part of one) says of its numbers."""
    columns = [_column(levels, document) for levels in header_levels(table)]
    return _so_far(columns, document) if document else columns


def _so_far(columns: list[Column], document: Period) -> list[Column]:
    """Return the columns with the running year cut to what has passed, where bare years stand side by side.

    "2025 | 2024 | 2023" over what was measured cannot hold all of 2025 in a report of its first months.
    """
    bare = [c.period for c in columns if c.period and c.measure is None]
    if not any(p.end < document.start for p in bare):
        return columns
    return [
        replace(c, period=document)
        if c.measure is None and c.period and c.period.start == document.start and c.period.end > document.end
        else c
        for c in columns
    ]


def header_levels(table: Table) -> list[tuple[str, ...]]:
    """Return for each column the header texts over it, the outermost first.

    A header that covers several columns counts for each, and so does an upper one with empty places after it, as
    "Period" over "Utfall", "Budget" and "Avvikelse".
    """
    lead = max(1, table.header_columns)
    over: list[list[str]] = [[] for _ in range(table.columns)]
    for row in range(table.header_rows):
        texts = [""] * table.columns
        for cell in table.cells:
            if cell.row <= row < cell.row + cell.row_span:
                for column in range(cell.column, min(table.columns, cell.column + cell.column_span)):
                    texts[column] = squash(cell.text)
        if row < table.header_rows - 1:
            for column in range(lead + 1, table.columns):
                texts[column] = texts[column] or texts[column - 1]
        for column, text in enumerate(texts):
            if text and (not over[column] or over[column][-1] != text):
                over[column].append(text)
    return [tuple(levels) for levels in over]


@lru_cache(maxsize=4096)
def _column(levels: tuple[str, ...], document: Period | None) -> Column:
    inward = levels[::-1]
    column = Column(
        levels,
        measure=next((m for text in inward if (m := measure_of(text))), None),
        period=next((p for text in inward if (p := printed_period(text, document))), None),
        unit=next((u for text in inward if (u := header_unit(text))), None),
    )
    return settle(column, document) if document else column


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
    until = re.search(_UNTIL, text)
    if until and document and int(until[2]) == document.end.month:
        back = document.end.year - int(until[1])
        return document if not back else document.year_before() if back == 1 else None
    words_of_span = any(says(text, key) for key in ("whole_year", "to_date", "year_before"))
    if words_of_span and not any(c.isdigit() for c in text):
        return None
    return parse_period(text, document) or parse_period(phrases(("jämfört", "jmf")).split(text)[0], document)


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
    if document.start.year != document.end.year:
        return column  # a plan for several years: "budget" may be of any of them
    year = Period(date(document.end.year, 1, 1), date(document.end.year, 12, 31))
    if period is None:
        period = _left_out(column, document, year)
    elif measure in (Measure.OUTCOME, None) and period == year and document.end < year.end:
        period = document if measure is Measure.OUTCOME else period  # the year is not over: so far
    elif measure is Measure.FORECAST and _months(period) < 12 and period.end <= document.end:
        # "Prognos mars" is the forecast that was made in March, for the year
        measure = Measure.FORECAST_PRIOR if period.end < document.end else measure
        period = year
    if measure in PRIOR and period is not None and period.end < document.start:
        measure = PRIOR[measure]
    return replace(column, measure=measure, period=period)


def _left_out(column: Column, document: Period, year: Period) -> Period | None:
    """Return the period that words such as "helår", "perioden" and "fg år" mean in this document, None in doubt."""
    measure, header = column.measure, column.header
    if says(header, "since_start") or re.search(_YEAR, header):
        return None  # a year that is printed but did not make a period must not be taken for the document's own
    span = next((s for level in column.levels[::-1] if (s := _span(level, document, year))), None)
    if measure in (Measure.FORECAST, Measure.FORECAST_PRIOR):
        span = span or year  # an earlier forecast of this year is still of this year
    elif measure in (Measure.OUTCOME, Measure.OUTCOME_PRIOR) or (measure is not None and document == year):
        span = span or document
    earlier = measure in (Measure.OUTCOME_PRIOR, Measure.BUDGET_PRIOR)
    return span.year_before() if span and earlier else span


def _span(level: str, document: Period, year: Period) -> Period | None:
    if says(level, "whole_year"):
        return year
    return document if says(level, "to_date") else None


def _months(period: Period) -> int:
    return (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
