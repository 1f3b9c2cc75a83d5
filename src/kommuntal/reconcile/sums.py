"""Check that totals are the sums of their rows, and net and variance columns what they are made of.

Which lines belong together is discovered, not configured; what is flagged are the exceptions to identities that the
rest of the table bears out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from msgspec.structs import replace as replaced

from kommuntal.reconcile.causes import Fault, causes_of, consequences, exceptions, follows_from
from kommuntal.reconcile.discover import identities
from kommuntal.reconcile.finding import (
    Place,
    Said,
    Terms,
    in_both,
    make_finding,
    place_around,
    severity_by_size,
    signed_quote,
)
from kommuntal.reconcile.grid import Grid, Line, Printed, Slot, grids
from kommuntal.reconcile.identities import Believed, Instance
from kommuntal.schema import Finding, Records
from kommuntal.swedish.numbers import print_number


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
    return sorted(_told(grid, faults, believed), key=lambda f: (f.left_page or 0, f.left_top or 0, f.left_x0 or 0))


def _told(grid: Grid, faults: Sequence[Fault], believed: Sequence[Believed]) -> Iterator[Finding]:
    """Yield a finding for each number at fault; one that is wrong because another is names that one as its cause."""
    of: dict[int, Finding] = {id(fault): _finding(grid, fault) for fault in faults}
    cause = {id(fault): follows_from(fault, faults, believed) for fault in faults}
    for fault in faults:
        root = _root(fault, cause)
        yield of[id(fault)] if root is fault else replaced(of[id(fault)], cause_id=of[id(root)].finding_id)
    for fault in consequences(faults, believed):
        origin = follows_from(fault, faults, believed)
        yield _finding(grid, fault, of[id(_root(origin, cause))].finding_id if origin else None)


def _root(fault: Fault, cause: Mapping[int, Fault | None]) -> Fault:
    """Return the fault at the beginning; of faults that follow from each other the first met."""
    met = [fault]
    while (origin := cause[id(met[-1])]) is not None and origin not in met:
        met.append(origin)
    return met[-1]


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


def _finding(grid: Grid, fault: Fault, cause_id: str | None = None) -> Finding:
    culprit, wanted, instance = fault.number, fault.wanted, fault.instance
    decimals = max(p.decimals for p in instance.numbers)
    difference, tolerance = culprit.value - wanted, instance.tolerance
    others = [n for n in (*instance.numbers, fault.swapped_with) if n is not None and n is not culprit]
    terms = [(sign, term.cell.text) for sign, term in instance.terms if term is not culprit]
    held_against = signed_quote(terms) if terms else ""
    if culprit is not instance.result:
        held_against = " = ".join(filter(None, (instance.result.cell.text, held_against)))
    return make_finding(
        fault.believed.identity.kind,
        _place(grid, [culprit], culprit.cell.text),
        _place(grid, others, held_against),
        *in_both(*_sentence(fault), **_numbers(fault, decimals)),
        severity=severity_by_size(difference, tolerance),
        expected=print_number(wanted, decimals),
        found=culprit.cell.text,
        difference=difference,
        tolerance=tolerance,
        confidence=min(n.figure.confidence for n in instance.numbers),
        cause_id=cause_id,
    )


def _sentence(fault: Fault) -> tuple[str, str]:
    """Return what stands there, what the arithmetic gives, and how far apart they are."""
    instance, culprit = fault.instance, fault.number
    if len(instance.terms) > 1:
        sv, en = "{name}: där står {printed}, men {terms} = {total}", "{name}: it says {printed}, but {terms} = {total}"
    else:
        sv = "{name}: där står {printed}, men det enda tal som ingår är {total}"
        en = "{name}: it says {printed}, but the only number in it is {total}"
    if fault.corrected:
        sv, en = f"{sv} när de tal som felar är rättade", f"{en} once the numbers at fault are corrected"
    if fault.swapped_with is not None:
        sv = f"{sv}. Talet verkar ha bytt plats med {{wanted}} bredvid: då hade allt stämt"
        en = f"{en}. The number seems to have changed places with {{wanted}} beside it: all would have fitted"
    elif culprit is not instance.result:
        sv, en = (
            f"{sv} i stället för {{result}}; med {{wanted}} hade det stämt",
            f"{en} instead of {{result}}; {{wanted}} would have fitted",
        )
    if fault.follows and fault.swapped_with is None:
        sv, en = f"{sv}. Också {{also}} ger {{wanted}}", f"{en}. {{also}} gives {{wanted}} too"
    sv, en = f"{sv}. Skillnaden är {{gap}}", f"{en}. The difference is {{gap}}"
    if instance.tolerance:
        return f"{sv}, avrundning förklarar högst {{room}}.", f"{en}, rounding explains at most {{room}}."
    return f"{sv}.", f"{en}."


def _name(number: Printed) -> str:
    return ", ".join(filter(None, (number.figure.line_item_raw, number.figure.column_header)))


def _read_as(also: Instance, culprit: Printed) -> Said:
    """Return how to call another identity that the culprit breaks: by its result, or by its terms."""
    if also.result is culprit:
        return Terms([(sign, term.value, term.decimals) for sign, term in also.terms])
    return f"”{_name(also.result)}” ({also.result.cell.text})"


def _numbers(fault: Fault, decimals: int) -> dict[str, Said]:
    instance, culprit = fault.instance, fault.number
    also = fault.follows[0].instance if fault.follows else instance
    terms = [(sign, fault.corrected.get(id(term), term.value), term.decimals) for sign, term in instance.terms]
    return {
        "name": _name(culprit),
        "also": _read_as(also, culprit),
        "printed": culprit.cell.text,
        "terms": Terms(terms),
        "total": (sum((sign * value for sign, value, _ in terms), Decimal(0)), decimals),
        "result": instance.result.cell.text,
        "wanted": (fault.wanted, decimals),
        "gap": (culprit.value - fault.wanted, decimals),
        "room": instance.tolerance,
    }


def _place(grid: Grid, numbers: list[Printed], quote: str) -> Place:
    first = numbers[0].figure
    return place_around([n.cell for n in numbers], quote, grid.table.title, first.line_item_raw, first.column_header)
