"""Check that totals are the sums of their rows, and net and variance columns what they are made of.

Which lines belong together is discovered, not configured; what is flagged are the exceptions to identities that the
rest of the table bears out.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from kommuntal.reconcile.discover import identities
from kommuntal.reconcile.finding import Place, make_finding, place_of, print_number, print_number_en
from kommuntal.reconcile.grid import Grid, Line, Printed, Slot, grids
from kommuntal.reconcile.identities import Believed, Instance
from kommuntal.schema import Finding, Records
from kommuntal.schema.enums import Severity

Broken = tuple[Believed, Instance]
SHOWN = 6  # terms written out in a message; a longer sum shows its ends


def check(records: Records) -> Records:
    """Return a finding for each number that breaks what the rest of its table adds up to."""
    return Records(findings=[f for grid in grids(records) for f in check_grid(grid)])


def check_grid(grid: Grid) -> list[Finding]:
    """Return the findings of one table, in the order of their places."""
    believed = identities(grid)
    if _adds_up_exactly(believed):
        grid = _exact(grid)
        believed = identities(grid)
    broken = [(b, instance) for b in believed for instance in b.identity.broken]
    findings = [_finding(grid, culprit, causes) for culprit, causes in causes_of(broken)]
    return sorted(findings, key=lambda f: (f.left_page or 0, f.left_top or 0, f.left_x0 or 0))


# ---- one fault, one finding ------------------------------------------------------------------------------------------


def causes_of(broken: Sequence[Broken]) -> list[tuple[Printed, list[Broken]]]:
    """Return each deviating number with the broken identities that correcting it alone would mend.

    A number in a row sum and a column sum breaks both; it is one fault where both ask for the same correction. What
    only one identity speaks of is laid on the total.
    """
    by_cell: dict[int, list[Broken]] = defaultdict(list)
    for item in broken:
        for number in item[1].numbers:
            by_cell[id(number)].append(item)
    out: list[tuple[Printed, list[Broken]]] = []
    left = list(broken)
    while left:
        groups = [(number, _agreeing(number, item, by_cell, left)) for item in left for number in item[1].numbers]
        culprit, causes = max(groups, key=lambda g: (len(g[1]), sum(i.result is g[0] for _, i in g[1])))
        out.append((culprit, causes))
        left = [item for item in left if item not in causes]
    return out


def _agreeing(number: Printed, item: Broken, by_cell: dict[int, list[Broken]], left: Sequence[Broken]) -> list[Broken]:
    """Return `item` and the other broken identities that ask for the same value of `number`."""
    wanted, room = item[1].implied(number), item[1].tolerance
    return [
        other
        for other in by_cell[id(number)]
        if other in left and abs(other[1].implied(number) - wanted) <= room + other[1].tolerance
    ]


# ---- rounding --------------------------------------------------------------------------------------------------------


def _adds_up_exactly(believed: Iterable[Believed]) -> bool:
    """Say whether unscaled whole numbers add up to the last digit wherever they add up: nothing is rounded."""
    held = [i for b in believed for i in b.identity.held if len(i.terms) >= 2 and all(map(_may_be_exact, i.numbers))]
    return len(held) >= 4 and all(i.difference == 0 for i in held)


def _may_be_exact(number: Printed) -> bool:
    return number.half > 0 and number.decimals == 0 and number.scale in (None, Decimal(1))


def _exact(grid: Grid) -> Grid:
    exact = {
        id(slot): replace(slot, half=Decimal(0))
        for row in grid.rows
        for slot in row.slots
        if isinstance(slot, Printed) and _may_be_exact(slot)
    }

    def swap(lines: tuple[Line, ...]) -> tuple[Line, ...]:
        return tuple(replace(line, slots=tuple(_swapped(slot) for slot in line.slots)) for line in lines)

    def _swapped(slot: Slot) -> Slot:
        return exact.get(id(slot), slot)

    return Grid(grid.table, swap(grid.rows), swap(grid.columns))


# ---- words -----------------------------------------------------------------------------------------------------------


def _finding(grid: Grid, culprit: Printed, causes: list[Broken]) -> Finding:
    believed, instance = max(causes, key=lambda c: (c[1].result is culprit, c[0].score))
    decimals = max(p.decimals for p in instance.numbers)
    wanted = instance.implied(culprit)
    difference = culprit.value - wanted
    others = [n for n in instance.numbers if n is not culprit]
    left = _place(grid, [culprit], culprit.cell.text)
    right = _place(grid, others, " + ".join(n.cell.text for n in others[:SHOWN]))
    confidence = min(n.figure.confidence for n in instance.numbers)
    sv, en = _arithmetic(instance, decimals, swedish=True), _arithmetic(instance, decimals, swedish=False)
    name = ", ".join(filter(None, (culprit.figure.line_item_raw, culprit.figure.column_header)))
    tolerance = instance.tolerance
    says_sv = f"{name}: där står {culprit.cell.text}, men {sv}"
    says_en = f"{name}: it says {culprit.cell.text}, but {en}"
    if culprit is not instance.result:
        says_sv += f"; {print_number(wanted, decimals)} hade stämt"
        says_en += f"; {print_number_en(wanted, decimals)} would have fitted"
    return make_finding(
        believed.identity.kind,
        left,
        right,
        f"{says_sv}. Skillnaden är {print_number(difference, decimals)}"
        + (f", avrundning förklarar högst {print_number(tolerance)}." if tolerance else "."),
        f"{says_en}. The difference is {print_number_en(difference, decimals)}"
        + (f", rounding explains at most {print_number_en(tolerance)}." if tolerance else "."),
        severity=Severity.ERROR if abs(difference) > 10 * tolerance else Severity.WARNING,
        expected=print_number(wanted, decimals),
        found=culprit.cell.text,
        difference=difference,
        tolerance=tolerance,
        confidence=confidence,
    )


def _arithmetic(instance: Instance, decimals: int, *, swedish: bool) -> str:
    """Return "1,0 + 2,0 = 3,0": what the terms come to."""
    show = print_number if swedish else print_number_en
    parts: list[str] = []
    for sign, term in instance.terms:
        text = show(term.value, term.decimals)
        text = f"({text})" if term.value < 0 and parts else text
        parts.append((" − " if sign < 0 else " + ") + text)
    if len(parts) > SHOWN:
        parts = [*parts[:2], " + …", *parts[-1:]]
    first = parts[0].removeprefix(" + ").lstrip()
    return f"{first}{''.join(parts[1:])} = {show(instance.expected, decimals)}"


def _place(grid: Grid, numbers: list[Printed], quote: str) -> Place:
    """Return the place of these cells: the box around those that stand on the page of the first."""
    first = numbers[0].cell
    here = [n.cell for n in numbers if n.cell.page == first.page]
    place = place_of(first, quote, grid.table.title, numbers[0].figure.line_item_raw, numbers[0].figure.column_header)
    return replace(
        place,
        x0=min((c.x0 for c in here if c.x0 is not None), default=None),
        top=min((c.top for c in here if c.top is not None), default=None),
        x1=max((c.x1 for c in here if c.x1 is not None), default=None),
        bottom=max((c.bottom for c in here if c.bottom is not None), default=None),
    )
