"""Check that the shares of one whole make 100 percent, where the rest of the table shows that they should."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kommuntal.reconcile.finding import in_both, make_finding, place_around, severity_by_size
from kommuntal.reconcile.grid import Gap, Grid, Line, Printed, grids
from kommuntal.schema import Finding, Records
from kommuntal.schema.enums import FindingKind, Unit
from kommuntal.swedish.numbers import print_number

WHOLE = Decimal(100)
LIKELY = Decimal(20)  # percent off: what is further from 100 is no list of shares at all
MANY = 3  # places where lines in any position must make 100 before an exception is believed


def check(records: Records) -> Records:
    """Return a finding for each list of shares that does not make 100, in tables where like lists do."""
    return Records(findings=[f for grid in grids(records) for f in check_grid(grid)])


def check_grid(grid: Grid) -> list[Finding]:
    """Return the findings of one table: down its blocks of rows first, then across its columns."""
    out = []
    for lines in [*_blocks(grid.rows), grid.columns]:
        lists = [shares for at in range(len(lines[0].slots)) if (shares := _shares(lines, at))]
        whole = [s for s in lists if _gap(s) == 0]
        off = [s for s in lists if 0 < _gap(s) <= LIKELY]
        enough = 1 if lines is not grid.columns else MANY
        if len(whole) >= enough and len(off) < len(whole) and len(whole) + len(off) == len(lists):
            out += [_finding(grid, shares) for shares in off]
    return out


def _blocks(rows: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Yield the runs of rows with numbers between headings, totals and rows without numbers."""
    run: list[Line] = []
    for row in rows:
        if row.numeric and not row.sums:
            run.append(row)
            continue
        if len(run) > 1:
            yield run
        run = []
    if len(run) > 1:
        yield run


def _shares(lines: Sequence[Line], at: int) -> list[Printed]:
    """Return the percentages at one position of these lines; none where anything else stands among them."""
    slots = [line.slots[at] for line in lines]
    if any(slot is Gap.UNSURE for slot in slots):
        return []
    shares = [slot for slot in slots if isinstance(slot, Printed)]
    fit = len(shares) > 1 and all(s.unit is Unit.PERCENT and 0 <= s.value <= WHOLE for s in shares)
    return shares if fit else []


def _gap(shares: Sequence[Printed]) -> Decimal:
    """Return how far the shares are from 100 beyond what rounding explains."""
    return max(Decimal(0), abs(sum(s.value for s in shares) - WHOLE) - sum(s.half for s in shares))


def _finding(grid: Grid, shares: list[Printed]) -> Finding:
    total, room = sum((s.value for s in shares), Decimal(0)), sum((s.half for s in shares), Decimal(0))
    decimals = max(s.decimals for s in shares)
    printed = " + ".join(s.cell.text for s in shares)
    first = shares[0].figure
    place = place_around([s.cell for s in shares], printed, grid.table.title, first.line_item_raw, first.column_header)
    return make_finding(
        FindingKind.SHARE,
        place,
        None,
        *in_both(
            "Andelarna {printed} blir {total} procent, inte 100; avrundning förklarar högst {room} procentenheter.",
            "The shares {printed} make {total} percent, not 100; rounding explains at most {room} percentage points.",
            printed=printed,
            total=(total, decimals),
            room=room,
        ),
        severity=severity_by_size(total - WHOLE, room),
        expected="100",
        found=print_number(total, decimals),
        difference=total - WHOLE,
        tolerance=room,
        confidence=min(s.figure.confidence for s in shares),
    )
