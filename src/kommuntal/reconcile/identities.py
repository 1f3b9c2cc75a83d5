"""What it means that one line of a table is the sum or difference of others, tested with printed numbers as intervals.

A number printed with d decimals stands for anything within half a unit of its last digit (as in XBRL Calculations 1.1);
an identity holds where the intervals of both sides meet.
"""

import math
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import combinations

from kommuntal.extract.lexicon import says
from kommuntal.reconcile.grid import ADDED, NOT_ADDED, Gap, Line, Printed
from kommuntal.schema.enums import FindingKind, Unit

MOST_BROKEN = 8  # more broken positions than this are not looked through for numbers that changed places
TOLD_APART = 0.5  # digits by which the two differences of a swap must be more than rounding
HOPELESS = 5  # positions that break an identity before any bear it out
TELLING = 0.15  # decimal digits that an instance must be able to tell apart to count as evidence


@dataclass(frozen=True)
class Instance:
    """An identity at one position of its lines: what `result` says, and the terms with their signs."""

    result: Printed
    terms: tuple[tuple[int, Printed], ...]
    position: int

    @cached_property
    def expected(self) -> Decimal:
        return sum((sign * term.value for sign, term in self.terms), Decimal(0))

    @cached_property
    def tolerance(self) -> Decimal:
        return sum((term.half for _, term in self.terms), self.result.half)

    @property
    def difference(self) -> Decimal:
        return self.result.value - self.expected

    @property
    def holds(self) -> bool:
        return abs(self.difference) <= self.tolerance

    @property
    def only_the_sign_differs(self) -> bool:
        return abs(self.result.value + self.expected) <= self.tolerance

    @property
    def like_an_average(self) -> bool:
        """Whether the result lies among terms of one sign, as a mean or a rate for the whole would; kronor and people
        are added up."""
        if self.result.unit in ADDED:
            return False
        signed = [sign * term.value for sign, term in self.terms]
        return min(signed) <= self.result.value <= max(signed) and (min(signed) >= 0 or max(signed) <= 0)

    @cached_property
    def digits(self) -> float:
        """How many decimal digits of agreement the instance could have lacked: its weight as evidence.

        The third largest number measures it: 300 = 300 + 0 holds for any column of noughts and says nothing. A
        difference that rounding allows, but would seldom leave, takes weight away.
        """
        variance = sum((p.half**2 for p in self.numbers), Decimal(0)) / 3
        unlikely = float(self.difference**2 / variance) / 2 * math.log10(math.e) if variance else 0.0
        return self._room(self.tolerance + self._grain / 2) - (unlikely if self.holds else 0.0)

    @cached_property
    def slip(self) -> float:
        """The weight, in digits, with which a broken instance looks like one mistyped digit, two digits in each other's
        places, or a wrong sign; else 0.

        1 234 for 1 264 is 30 off, 1 324 for 1 234 is 90: few differences are one digit and noughts, or nine times that,
        so that it speaks for the identity.
        """
        shift = abs(self.difference)
        signs = any(abs(shift - 2 * abs(p.value)) <= self.tolerance for p in self.numbers)
        if not (signs or _is_one_digit(shift, self.tolerance) or _is_one_digit(shift / 9, self.tolerance / 9)):
            return 0.0
        places = max(abs(p.value) for p in self.numbers).adjusted() - self._grain.adjusted() + 1
        ways = (18 * places + len(self.numbers)) * float(1 + 2 * self.tolerance / self._grain)
        return max(0.0, self._room(self._grain) - math.log10(ways))

    def _room(self, grain: Decimal) -> float:
        sizes = sorted((abs(p.value) for p in self.numbers), reverse=True)
        return math.log10(1 + float(sizes[2] / grain)) if len(sizes) > 2 else 0.0

    @cached_property
    def _grain(self) -> Decimal:
        """The last place in which any of the numbers has a digit: 1000 where all are round thousands."""
        last = [int(p.value.normalize().as_tuple().exponent) for p in self.numbers if p.value]
        return Decimal(1).scaleb(min(last, default=0))

    @property
    def numbers(self) -> list[Printed]:
        return [self.result, *(term for _, term in self.terms)]

    def implied(self, number: Printed) -> Decimal:
        """Return what `number`, one of this instance's, would have to be for the identity to hold exactly."""
        if number is self.result:
            return self.expected
        sign = next(sign for sign, term in self.terms if term is number)
        return number.value + sign * self.difference


@dataclass(frozen=True)
class Swap:
    """Two broken positions that both hold once `first` and `second`, of one line, change places."""

    one: Instance
    other: Instance
    first: Printed
    second: Printed

    @property
    def digits(self) -> float:
        """How many digits of the two differences would have to agree by chance."""
        return math.log10(1 + float(abs(self.one.difference) / (self.one.tolerance or Decimal(1))))


@dataclass(frozen=True)
class Identity:
    """`result` = the sum of `terms` with their signs, wherever all of them are printed."""

    kind: FindingKind
    result: Line
    terms: tuple[tuple[int, Line], ...]
    natural: bool = False  # the terms are what the layout makes one expect: all since the last total or section

    @property
    def lines(self) -> tuple[int, ...]:
        """The indexes of the lines it is about, that of the result first."""
        return (self.result.index, *sorted(line.index for _, line in self.terms))

    @property
    def hopeless(self) -> bool:
        """Whether it breaks at so many of the first positions that there is no need to test the others."""
        lead = 0
        for instance in self._test():
            lead += 1 if instance.holds or instance.only_the_sign_differs else -1
            if lead < -HOPELESS:
                return True
        return False

    @cached_property
    def instances(self) -> tuple[Instance, ...]:
        return tuple(self._test())

    def _test(self) -> Iterator[Instance]:
        for position, result in enumerate(self.result.slots):
            if not isinstance(result, Printed):
                continue
            slots = [(sign, line.slots[position]) for sign, line in self.terms]
            if any(slot is Gap.UNSURE for _, slot in slots):
                continue
            terms = tuple((sign, slot) for sign, slot in slots if isinstance(slot, Printed))
            difference = self.kind is FindingKind.DIFFERENCE
            if not terms or (difference and len(terms) < len(slots)):
                continue
            unit = Unit.PERCENT if difference and result.unit is Unit.PERCENTAGE_POINTS else result.unit
            if any((t.unit, t.scale) != (unit, result.scale) and not _of_its_unit(t) for _, t in terms):
                continue
            if result.decimals > max(t.decimals for _, t in terms):
                continue  # no sum of whole numbers has decimals: "1,538" is a thousand in another language
            instance = Instance(result, terms, position)
            shares_of_one_whole = result.unit is Unit.PERCENT and result.value == 100
            if not difference and result.unit in NOT_ADDED and not (instance.holds or shares_of_one_whole):
                continue
            yield instance

    @cached_property
    def held(self) -> tuple[Instance, ...]:
        return tuple(i for i in self.instances if i.holds and i.digits >= TELLING)

    @cached_property
    def broken(self) -> tuple[Instance, ...]:
        """Where it does not hold; a difference with the opposite sign is another convention, not a fault."""
        sums = self.kind is FindingKind.SUM
        return tuple(i for i in self.instances if not i.holds and (sums or not i.only_the_sign_differs))

    @cached_property
    def swaps(self) -> tuple[Swap, ...]:
        """The broken positions that two numbers in each other's places explain, each position once; of a line that is
        called a result, for among lines without such a name some pair always fits."""
        out: list[Swap] = []
        if not (self.result.sums or self.result.differs):
            return ()
        used: set[int] = set()
        for one, other in combinations(self.broken[:MOST_BROKEN], 2):
            if abs(one.difference + other.difference) > one.tolerance + other.tolerance:
                continue
            for sign, line in ((-1, self.result), *self.terms):
                a, b = line.slots[one.position], line.slots[other.position]
                if used & {one.position, other.position} or not (isinstance(a, Printed) and isinstance(b, Printed)):
                    continue
                swap = Swap(one, other, a, b)
                if abs(a.value) == abs(b.value):
                    continue
                if abs(one.difference - sign * (b.value - a.value)) <= one.tolerance and swap.digits > TOLD_APART:
                    out.append(swap)
                    used |= {one.position, other.position}
        return tuple(out)


def _is_one_digit(size: Decimal, room: Decimal) -> bool:
    """Say whether a number is one digit and noughts, give or take `room`."""
    place = Decimal(10) ** size.adjusted() if size else Decimal(1)
    return abs(size / place - round(size / place)) * place <= room


def _of_its_unit(term: Printed) -> bool:
    """Say whether a number has no unit of its own because it is part of the one above: "varav kvinnor"."""
    return term.unit is None and says(term.figure.line_item_raw or "", "of_which")


@dataclass(frozen=True)
class Believed:
    """An identity with the score, in decimal digits, by which it is believed."""

    identity: Identity
    score: float = field(compare=False)


FAULT = 1.7  # digits: about one total in fifty is wrong
ENOUGH = 2.0  # digits: a coincidence once in a hundred tables is what may remain


def score(identity: Identity, *, tried: int, prior: float = 0.0, dependent: Container[int] = ()) -> float:
    """Return the weight of evidence for an identity: what holds, less what breaks, less how many others were tried.

    What breaks by a mere slip of the pen costs less, and two numbers in each other's places are one slip. Positions
    that are `dependent` follow from others (a variance from forecast and budget) and are no evidence of their own.
    """
    if not identity.instances:
        return -math.inf
    evidence = sum(i.digits for i in identity.held if i.position not in dependent)
    swapped = {id(instance) for swap in identity.swaps for instance in (swap.one, swap.other)}
    faults = sum(FAULT - min(FAULT, instance.slip) for instance in identity.broken if id(instance) not in swapped)
    faults += sum(FAULT - min(FAULT, swap.digits) for swap in identity.swaps)
    return evidence + prior - faults - math.log10(max(1, tried))


def best(candidates: Iterable[Believed]) -> Believed | None:
    """Return the believed one of the highest score; of equals the natural one, then the first."""
    good = [c for c in candidates if c.score > ENOUGH]
    return max(good, key=lambda c: (round(c.score, 6), c.identity.natural), default=None)
