"""From broken identities to faults: which number is to blame, and what follows from it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from kommuntal.reconcile.grid import Printed
from kommuntal.reconcile.identities import Believed, Instance
from kommuntal.schema.enums import FindingKind

Broken = tuple[Believed, Instance]


@dataclass(frozen=True)
class Fault:
    """A number that deviates, what it should be, and the identity that says so.

    `corrected` holds, by the id of a printed number, the values of other faults that this one follows from. `follows`
    is what else the same wrong number breaks; `swapped_with` the number that stands in its place, where two changed
    places.
    """

    number: Printed
    wanted: Decimal
    believed: Believed
    instance: Instance
    corrected: Mapping[int, Decimal] = field(default_factory=dict)
    follows: tuple["Fault", ...] = ()
    swapped_with: Printed | None = None


def exceptions(believed: Sequence[Believed]) -> list[Broken]:
    """Return where identities of one direction are broken, in lines that are added up at all.

    A total row may hold means or rates in some of its columns; a broken sum that looks like one counts only where
    another total of the same column holds.
    """
    added = [(b, {i.position for i in b.identity.held}) for b in believed]
    return [
        (b, instance)
        for b in believed
        for instance in b.identity.broken
        if not instance.like_an_average
        or b.identity.kind is FindingKind.DIFFERENCE
        or any(instance.position in held for other, held in added if other is not b)
    ]


def causes_of(broken: Sequence[Broken]) -> list[Fault]:
    """Return the faults that explain all broken identities, each number with as many as correcting it alone mends.

    Two numbers in each other's places are one fault. A number in a row sum and a column sum breaks both; it is one
    fault where both ask for the same correction. What only one identity speaks of is laid on its result.
    """
    out, left = _swapped(broken)
    by_number: dict[int, list[Broken]] = defaultdict(list)
    for item in left:
        for number in item[1].numbers:
            by_number[id(number)].append(item)
    while left:
        groups = [
            (number, [other for other in by_number[id(number)] if other in left and _agree(number, item[1], other[1])])
            for item in left
            for number in item[1].numbers
        ]
        number, mended = max(groups, key=lambda g: (len(g[1]), sum(i.result is g[0] for _, i in g[1])))
        believed, instance = max(mended, key=lambda m: (m[1].result is number, m[0].score))
        follows = tuple(Fault(i.result, i.expected, b, i) for b, i in mended if i is not instance)
        out.append(Fault(number, instance.implied(number), believed, instance, follows=follows))
        left = [item for item in left if item not in mended]
    return out


def _swapped(broken: Sequence[Broken]) -> tuple[list[Fault], list[Broken]]:
    """Return the faults that are two numbers in each other's places, and what is broken by none of them."""
    out: list[Fault] = []
    left = list(broken)
    for believed in {id(b): b for b, _ in broken}.values():
        for swap in believed.identity.swaps:
            values = {id(swap.first): swap.second.value, id(swap.second): swap.first.value}
            mended = [
                item for item in left if values.keys() & set(map(id, item[1].numbers)) and _mends(values, item[1])
            ]
            here = next((item for item in mended if item[1] is swap.one), None)
            if here is None:
                continue
            follows = tuple(Fault(i.result, i.expected, b, i) for b, i in mended if i is not swap.one)
            out.append(Fault(swap.first, swap.second.value, *here, follows=follows, swapped_with=swap.second))
            left = [item for item in left if item not in mended]
    return out, left


def _mends(values: Mapping[int, Decimal], instance: Instance) -> bool:
    """Say whether an identity holds once these numbers (by their id) have these values."""
    result = values.get(id(instance.result), instance.result.value)
    expected = sum((sign * values.get(id(t), t.value) for sign, t in instance.terms), Decimal(0))
    return abs(result - expected) <= instance.tolerance


def _agree(number: Printed, one: Instance, other: Instance) -> bool:
    """Say whether both ask for the same value of `number`."""
    return abs(one.implied(number) - other.implied(number)) <= one.tolerance + other.tolerance


def consequences(faults: Sequence[Fault], believed: Sequence[Believed]) -> list[Fault]:
    """Return the numbers that fit their identity only because a faulty number went into them.

    A grand total of a wrong subtotal is as wrong. It is told only where the corrected total also mends an identity
    that is broken now, so that the correction itself is borne out.
    """
    right = {id(fault.number): fault.wanted for fault in faults}
    found: dict[int, Fault] = {}
    for b in believed:
        for instance in b.identity.held:
            corrected = {id(t): right[id(t)] for _, t in instance.terms if id(t) in right}
            wanted = sum((sign * right.get(id(t), t.value) for sign, t in instance.terms), Decimal(0))
            if (
                corrected
                and id(instance.result) not in right
                and abs(instance.result.value - wanted) > instance.tolerance
            ):
                found[id(instance.result)] = Fault(instance.result, wanted, b, instance, corrected)
    values = {key: fault.wanted for key, fault in found.items()}
    mended = [instance for b in believed for instance in b.identity.broken if _mends(values, instance)]
    borne_out = {id(number) for instance in mended for number in instance.numbers}
    return [fault for key, fault in found.items() if key in borne_out]


def follows_from(fault: Fault, faults: Sequence[Fault], believed: Sequence[Believed]) -> Fault | None:
    """Return the fault that this one follows from: it was reckoned with that one's number, and with the corrected one
    it would be what it should be."""
    for other in faults:
        if id(other.number) in fault.corrected:
            return other
        for instance in (i for b in believed for i in b.identity.held if i.result is fault.number):
            values = {id(other.number): other.wanted, id(fault.number): fault.wanted}
            terms = {id(term) for _, term in instance.terms}
            if other is not fault and id(other.number) in terms and _mends(values, instance):
                return other
    return None
