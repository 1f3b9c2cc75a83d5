"""The arithmetic of a finding, one term a line, as a ledger writes it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kommuntal.schema import Finding
from kommuntal.schema.enums import FindingKind
from kommuntal.swedish.numbers import DASHES, Number, parse_number, print_number

RECKONED = (FindingKind.SUM, FindingKind.DIFFERENCE)
JOINED = re.compile(r" [+−] ")  # what a quote of several numbers has between them


@dataclass(frozen=True)
class Term:
    """One number that went in, as it is printed, and the name of its row or column."""

    text: str
    minus: bool = False
    label: str | None = None

    def signed(self, first: bool) -> str:
        """Return the term as it stands on its line: a number with a sign of its own needs no plus before it."""
        own = self.text[:1] in DASHES
        if self.minus:
            return f"− ({self.text})" if own else f"− {self.text}"
        return self.text if first or own else f"+ {self.text}"


@dataclass(frozen=True)
class Ledger:
    """Terms that come to `total`, what is printed instead, and how far off that is (in the printed unit)."""

    terms: Sequence[Term]
    total: str
    printed: str
    difference: str | None
    tolerance: str | None


def ledger(finding: Finding, cells: Sequence[tuple[str, str]] = ()) -> Ledger | None:
    """Return the finding's arithmetic, or None where the numbers at hand do not themselves come to its total.

    The numbers are those quoted, or all of `cells`, which are (printed text, name) of what stands in the place that is
    reckoned with: a quote leaves out the last of many terms.
    """
    total = parse_number(finding.expected or "")
    if finding.kind not in RECKONED or total is None or finding.found is None:
        return None
    quoted = JOINED.split(finding.right_quote or "")
    numeric = [(text, name) for text, name in cells if parse_number(text)]
    for texts in (quoted, [text for text, _ in numeric]):
        minus = _minus([parse_number(text) for text in texts], total.value, finding.tolerance or Decimal(0))
        if minus is not None:
            names = list(numeric)
            return Ledger(
                terms=[Term(text, minus and n > 0, _taken(names, text)) for n, text in enumerate(texts)],
                total=finding.expected or "",
                printed=finding.found,
                difference=in_words(finding.difference),
                tolerance=in_words(finding.tolerance) if finding.tolerance else None,
            )
    return None


def in_words(value: Decimal | None) -> str | None:
    """Return a number as Swedish prints it, without the noughts that a float brought along."""
    return None if value is None else print_number(value.normalize() if value else Decimal(0))


def _minus(numbers: Sequence[Number | None], total: Decimal, tolerance: Decimal) -> bool | None:
    """Say whether the numbers come to the total as first minus others; False for their sum, None for neither."""
    known = [number.value for number in numbers if number is not None]
    if len(known) < len(numbers) or len(known) < 2:
        return None
    first, others = known[0], sum(known[1:])
    for minus, result in ((False, first + others), (True, first - others)):
        if abs(result - total) <= tolerance:
            return minus
    return None


def _taken(names: list[tuple[str, str]], text: str) -> str | None:
    """Return the name of the next cell that prints this text, and take it out; those before it come last then."""
    for n, (printed, name) in enumerate(names):
        if "".join(printed.split()) == "".join(text.split()):
            names[:] = names[n + 1 :] + names[:n]
            return name
    return None
