"""Check that what is accumulated since a project began is no less than the part of it that fell in the period."""

import re
from collections.abc import Iterator
from datetime import date

from kommuntal.extract.lexicon import says
from kommuntal.reconcile.finding import in_both, make_finding, place_around
from kommuntal.reconcile.grid import Grid, Line, Printed, grids
from kommuntal.schema import Figure, Finding, Records
from kommuntal.schema.enums import FindingKind, Measure

BORNE_OUT = 3  # rows in which the part lies within the accumulated sum, for each exception that is told


def check(records: Records) -> Records:
    """Return a finding for each amount of a period that is greater than the accumulated sum it is part of."""
    return Records(findings=[f for grid in grids(records) for f in check_grid(grid)])


def check_grid(grid: Grid) -> list[Finding]:
    """Return the findings of one table."""
    out = []
    for whole, part in _pairs(grid):
        rows = [
            (a, b)
            for a, b in zip(whole.slots, part.slots, strict=True)
            if isinstance(a, Printed) and isinstance(b, Printed) and a.value * b.value > 0
            if (a.unit, a.scale) == (b.unit, b.scale) and _within(a.figure, b.figure)
        ]
        broken = [(a, b) for a, b in rows if abs(b.value) - abs(a.value) > a.half + b.half]
        if broken and len(rows) - len(broken) >= BORNE_OUT * len(broken):
            out += [_finding(grid, a, b) for a, b in broken]
    return out


def _pairs(grid: Grid) -> Iterator[tuple[Line, Line]]:
    """Yield each accumulated column with each column of what was spent, or will be, in a period."""
    for whole in grid.columns:
        header = f"{whole.group} {whole.label}"
        if says(header, "accumulated") and not says(header, "year_before") and not says(header, "income"):
            yield from (
                (whole, part)
                for part in grid.columns
                if part.measure in (Measure.OUTCOME, Measure.FORECAST) and not says(part.label, "accumulated")
            )


def _within(whole: Figure, part: Figure) -> bool:
    """Say whether the part's period is over when the accumulated one is: at the end of the year that the accumulated
    column names, else on the day of the report, as outcomes are."""
    years = [int(year) for year in re.findall(r"(?<!\d)20\d\d(?!\d)", whole.column_header or "")]
    if whole.period_end is None and not years:
        return part.measure is Measure.OUTCOME
    ends = whole.period_end or date(max(years), 12, 31)
    return part.period_end is not None and part.period_end <= ends


def _finding(grid: Grid, whole: Printed, part: Printed) -> Finding:
    name = part.figure.line_item_raw or ""
    left, right = whole.figure.column_header, part.figure.column_header
    return make_finding(
        FindingKind.SUM,
        place_around([whole.cell], whole.cell.text, grid.table.title, name, left),
        place_around([part.cell], part.cell.text, grid.table.title, name, right),
        *in_both(
            "{name}: {left} är {whole}, mindre än {right} {part}, som är en del av det.",
            "{name}: {left} is {whole}, less than {right} {part}, which is part of it.",
            name=name,
            left=left or "",
            right=right or "",
            whole=whole.cell.text,
            part=part.cell.text,
        ),
        expected=None,
        found=whole.cell.text,
        difference=abs(whole.value) - abs(part.value),
        tolerance=whole.half + part.half,
        confidence=min(whole.figure.confidence, part.figure.confidence),
    )
