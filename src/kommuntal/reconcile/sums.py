"""Check that totals are the sums of their rows, and net and variance columns what they are made of.

Which lines belong together is discovered, not configured; what is flagged are the exceptions to identities that the
rest of the table bears out.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal

from kommuntal.reconcile.causes import Fault, causes_of, consequences, exceptions
from kommuntal.reconcile.discover import identities
from kommuntal.reconcile.finding import Place, make_finding, place_around, print_number, print_number_en
from kommuntal.reconcile.grid import Grid, Line, Printed, Slot, grids
from kommuntal.reconcile.identities import Believed
from kommuntal.schema import Finding, Records
from kommuntal.schema.enums import Severity

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
    rows = {id(row) for row in grid.rows}
    down = [b for b in believed if id(b.identity.result) in rows]
    across = [b for b in believed if id(b.identity.result) not in rows]
    faults = causes_of([*exceptions(down), *exceptions(across)])
    findings = [_finding(grid, fault) for fault in [*faults, *consequences(faults, believed)]]
    return sorted(findings, key=lambda f: (f.left_page or 0, f.left_top or 0, f.left_x0 or 0))


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


def _finding(grid: Grid, fault: Fault) -> Finding:
    culprit, wanted, instance = fault.number, fault.wanted, fault.instance
    decimals = max(p.decimals for p in instance.numbers)
    difference, tolerance = culprit.value - wanted, instance.tolerance
    others = [n for n in instance.numbers if n is not culprit]
    name = ", ".join(filter(None, (culprit.figure.line_item_raw, culprit.figure.column_header)))
    return make_finding(
        fault.believed.identity.kind,
        _place(grid, [culprit], culprit.cell.text),
        _place(grid, others, " + ".join(n.cell.text for n in others[:SHOWN])),
        _message(fault, name, decimals, swedish=True),
        _message(fault, name, decimals, swedish=False),
        severity=Severity.ERROR if abs(difference) > 10 * tolerance else Severity.WARNING,
        expected=print_number(wanted, decimals),
        found=culprit.cell.text,
        difference=difference,
        tolerance=tolerance,
        confidence=min(n.figure.confidence for n in instance.numbers),
    )


def _message(fault: Fault, name: str, decimals: int, *, swedish: bool) -> str:
    """Return the sentence that says what stands there, what the arithmetic gives, and how far apart they are."""
    show = print_number if swedish else print_number_en
    instance, culprit = fault.instance, fault.number
    terms = [(sign, fault.corrected.get(id(term), term.value), term.decimals) for sign, term in instance.terms]
    total = show(sum((sign * value for sign, value, _ in terms), Decimal(0)), decimals)
    gap, wanted = show(culprit.value - fault.wanted, decimals), show(fault.wanted, decimals)
    room = show(instance.tolerance) if instance.tolerance else None
    if swedish:
        text = f"{name}: där står {culprit.cell.text}, men {_written(terms, show)} = {total}"
        text += " när de tal som felar är rättade" if fault.corrected else ""
        text += f" (med {wanted} hade det stämt)" if culprit is not instance.result else ""
        return f"{text}. Skillnaden är {gap}" + (f", avrundning förklarar högst {room}." if room else ".")
    text = f"{name}: it says {culprit.cell.text}, but {_written(terms, show)} = {total}"
    text += " once the numbers at fault are corrected" if fault.corrected else ""
    text += f" ({wanted} would have fitted)" if culprit is not instance.result else ""
    return f"{text}. The difference is {gap}" + (f", rounding explains at most {room}." if room else ".")


def _written(terms: list[tuple[int, Decimal, int]], show: Callable[[Decimal, int], str]) -> str:
    """Return "1,0 + 2,0 − (−3,0)", the middle of a long sum left out."""
    parts: list[str] = []
    for sign, value, decimals in terms:
        text = show(value, decimals)
        parts.append((" − " if sign < 0 else " + ") + (f"({text})" if value < 0 and parts else text))
    if len(parts) > SHOWN:
        parts = [*parts[:2], " + …", *parts[-1:]]
    return parts[0].removeprefix(" + ").lstrip() + "".join(parts[1:])


def _place(grid: Grid, numbers: list[Printed], quote: str) -> Place:
    first = numbers[0].figure
    return place_around([n.cell for n in numbers], quote, grid.table.title, first.line_item_raw, first.column_header)
