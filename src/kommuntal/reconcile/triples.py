"""Check budget, outcome and variance against the same three in another table, however the tables lie.

One table has them as rows, another as columns of a total, one in thousands and one in millions. That both mean the
same is known from a budget that agrees to the last digit, an outcome a hair's breadth apart, and a word that both rows
share.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from kommuntal.reconcile.discover import identities
from kommuntal.reconcile.facts import Pair
from kommuntal.reconcile.finding import in_both, make_finding, place_of
from kommuntal.reconcile.grid import Grid, Printed, grids
from kommuntal.schema import Finding, Records
from kommuntal.schema.enums import FindingKind, Severity, Unit
from kommuntal.swedish.alike import letters

FIGURES = 4  # digits that the number which agrees must have, to agree by more than chance
NEAR = Decimal("0.01")  # share by which the other number may differ and still be the same fact gone wrong
SHARED = 7  # letters in a row that the names of both must have in common


@dataclass(frozen=True)
class Triple:
    """A difference of two numbers as printed, and what names it."""

    grid: Grid
    result: Printed
    terms: tuple[Printed, Printed]

    @property
    def name(self) -> str:
        return letters(" ".join(number.figure.line_item or "" for number in self.terms))


def check(records: Records) -> Records:
    """Return a finding for each outcome, and the variance it gives, that two tables state a little apart."""
    by_document: dict[str, list[Triple]] = defaultdict(list)
    for grid in grids(records):
        by_document[grid.table.document_id] += _triples(grid)
    return Records(findings=[f for triples in by_document.values() for f in compared(triples)])


def _triples(grid: Grid) -> Iterator[Triple]:
    for believed in identities(grid):
        if believed.identity.kind is not FindingKind.DIFFERENCE:
            continue
        for instance in believed.identity.instances:
            (_, one), (_, other) = instance.terms
            if all(number.unit is Unit.SEK and number.value for number in (one, other)):
                yield Triple(grid, instance.result, (one, other))


def compared(triples: Sequence[Triple]) -> Iterator[Finding]:
    """Yield the findings of one document, each outcome once."""
    alike: dict[str, list[tuple[Triple, int]]] = defaultdict(list)
    for triple in triples:
        for at, term in enumerate(triple.terms):
            alike[_leading(term)].append((triple, at))
    told: set[int] = set()
    for group in alike.values():
        for (one, i), (other, j) in combinations(group, 2):
            fixed, moved = Pair(one.terms[i], other.terms[j]), Pair(one.terms[1 - i], other.terms[1 - j])
            if one.grid is other.grid or told & {id(moved.left), id(moved.right)}:
                continue
            if not (_tells(fixed) and _apart(moved) and _share_a_word(one.name, other.name)):
                continue
            told |= {id(moved.left), id(moved.right)}
            cause = _finding(moved, fixed)
            yield cause
            result = Pair(one.result, other.result)
            if not _agree(result):
                yield _finding(result, fixed, cause.finding_id)


def _leading(number: Printed) -> str:
    """Return the first three digits: numbers that agree share them."""
    return "".join(map(str, abs(number.value).normalize().as_tuple().digits[:3])).ljust(3, "0")


def _tells(pair: Pair) -> bool:
    """Say whether the two numbers agree in so many digits that it is no chance."""
    last = max(Decimal(1).scaleb(-p.decimals) * (p.scale or Decimal(1)) for p in (pair.left, pair.right))
    return _agree(pair) and _size(pair.left) >= last * 10 ** (FIGURES - 1)


def _apart(pair: Pair) -> bool:
    one, other = _size(pair.left), _size(pair.right)
    return not _agree(pair) and abs(one - other) <= NEAR * max(one, other)


def _agree(pair: Pair) -> bool:
    """Say whether both are the same but for the sign, which tables print as they please."""
    return abs(_size(pair.left) - _size(pair.right)) <= pair.tolerance


def _size(number: Printed) -> Decimal:
    return abs(number.value * (number.scale or Decimal(1)))


def _share_a_word(one: str, other: str) -> bool:
    return any(one[at : at + SHARED] in other for at in range(len(one) - SHARED + 1))


def _finding(pair: Pair, fixed: Pair, cause_id: str | None = None) -> Finding:
    left, right = pair.left.figure, pair.right.figure
    names = [", ".join(filter(None, (f.line_item_raw, f.column_header))) for f in (left, right)]
    scale = pair.left.scale or Decimal(1)
    return make_finding(
        FindingKind.DUPLICATE_FACT,
        place_of(pair.left.cell, left.text, *names),
        place_of(pair.right.cell, right.text, *reversed(names)),
        *in_both(
            "{left}: {one} i tabellen på sidan {p}, men {other} i tabellen på sidan {q} ({right}); båda räknar med "
            "{fixed}.",
            "{left}: {one} in the table on page {p}, but {other} in the table on page {q} ({right}); both reckon with "
            "{fixed}.",
            left=names[0],
            right=names[1],
            one=left.text,
            other=right.text,
            p=str(left.page),
            q=str(right.page),
            fixed=f"{fixed.left.cell.text} ({fixed.right.cell.text})",
        ),
        severity=Severity.WARNING,
        expected=right.text,
        found=left.text,
        difference=(_size(pair.left) - _size(pair.right)) / scale,
        tolerance=pair.tolerance / scale,
        confidence=min(left.confidence, right.confidence),
        cause_id=cause_id,
    )
