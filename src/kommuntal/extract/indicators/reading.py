"""An indicator as it is read, before it is a record, and what its printed words say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kommuntal.read.model import Box
from kommuntal.schema import Document, Goal
from kommuntal.schema.enums import Operator, Polarity, ValueRole
from kommuntal.swedish.amounts import Amount, parse_amount
from kommuntal.swedish.dates import Period, find_periods
from kommuntal.swedish.text import squash
from kommuntal.swedish.units import declared_unit, parse_unit

FOOTNOTE = re.compile(r"(?<=[\d%])\s*\*+$")
TAIL = re.compile(r",\s*([^,]+)$|\s*\(([^()]+)\)$")
SHARE = re.compile(r"(?i)^(?:\w+:\s*)?(?:genomsnittlig |total )?andel(?:en)?\b|,\s*andel\b")
LOWER = {Operator.LE, Operator.LT, Operator.DECREASE}
HIGHER = {Operator.GE, Operator.GT, Operator.INCREASE}


@dataclass(frozen=True)
class Value:
    """One printed value; `period` as the dataset writes it."""

    role: ValueRole
    text: str
    page: int
    box: Box
    period: str | None = None
    operator: Operator | None = None
    confidence: float = 1.0

    @property
    def amount(self) -> Amount | None:
        return amount_of(self.text)


@dataclass
class Reading:
    """One indicator with its values; `goal` where its place says which goal it measures."""

    name: str
    unit: str | None
    page: int
    box: Box
    section: int | None
    values: list[Value] = field(default_factory=list)
    goal: Goal | None = None
    confidence: float = 1.0

    @property
    def polarity(self) -> Polarity:
        """Which direction is better: where a target is a bound, or the words say what to reach."""
        bounds = {v.operator for v in self.values if v.role == ValueRole.TARGET}
        words = re.search(r"(?i)\b(?:ska|skall|bör)\s+(öka|minska)\b", self.name)
        if (bounds & HIGHER and not bounds & LOWER) or (words and words[1].lower() == "öka"):
            return Polarity.HIGHER_IS_BETTER
        if (bounds & LOWER and not bounds & HIGHER) or (words and words[1].lower() == "minska"):
            return Polarity.LOWER_IS_BETTER
        return Polarity.UNKNOWN


def share_unit(name: str, values: Sequence[Value]) -> str | None:
    """Return "%" for a share whose values bear no unit ("Andel nöjda brukare | 84"), None for anything else."""
    numbers = [v.amount.value for v in values if v.amount]
    share = SHARE.search(name) is not None and len(numbers) > 0
    return "%" if share and all(0 <= n <= 100 for n in numbers) and any(n > 1 for n in numbers) else None


def amount_of(text: str) -> Amount | None:
    """Return the amount a printed value is; None for words ("Stängt") and for nothing ("-")."""
    return parse_amount(FOOTNOTE.sub("", squash(text)))


def operator_of(text: str, role: ValueRole) -> Operator | None:
    """Return how a target is to be reached; an outcome has no operator."""
    if role != ValueRole.TARGET:
        return None
    word = squash(text).casefold().strip(" .")
    if re.fullmatch(r"(?:ska\s+)?(?:öka|ökas|ökande|ökning|högre)(?: .*)?", word):
        return Operator.INCREASE
    if re.fullmatch(r"(?:ska\s+)?(?:minska|minskas|minskande|minskning|lägre)", word):
        return Operator.DECREASE
    amount = amount_of(text)
    return amount.operator if amount else None


def split_unit(name: str) -> tuple[str, str | None]:
    """Return a name without the unit at its end ("Vattenläckor, antal"), and the unit it declares anywhere."""
    text = squash(name)
    tail = TAIL.search(text)
    if tail:
        words = tail[1] or tail[2]
        unit = parse_unit(words) or declared_unit(f"x, {words}")
        if unit and not re.search(r"\d", words) and len(unit.text) >= 0.8 * len(words):
            return text[: tail.start()].strip() if tail[1] else text, unit.text
    sign = re.search(r"%|(?i:\bprocent\b(?!\w))", text)
    return text, "%" if sign and "(%)" in text else None


def period_of(header: str, cell: str, document: Document) -> str | None:
    """Return the period of a value: the cell's own where it prints one, else its column's."""
    own = document_period(document)
    for text in (cell, header):
        found = find_periods(text, own)
        if found:
            return print_period(found[0].item)
    return None


def document_period(document: Document) -> Period | None:
    """Return the document's own period; None where it has none."""
    if document.period_start is None or document.period_end is None:
        return None
    return Period(document.period_start, document.period_end)


def print_period(period: Period) -> str:
    """Return a period as the dataset writes it: "2025", "2025-01..2025-04", "2025-04-30"."""
    if period.is_year:
        return str(period.start.year)
    if period.is_day:
        return period.start.isoformat()
    return f"{period.start:%Y-%m}..{period.end:%Y-%m}"
