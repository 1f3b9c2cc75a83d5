"""Sentences that do their own sums: "81 mkr, 33 mkr bättre än budgeterade 48", "från 5 till 9, en ökning med 4"."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from kommuntal.reconcile.claims_features import interval
from kommuntal.reconcile.finding import make_finding, place_of
from kommuntal.schema import Claim, Finding
from kommuntal.schema.enums import FindingKind, Measure, Severity
from kommuntal.swedish.numbers import print_number, print_number_en

# "Det innebär en minskning med 88 mkr": the change that the sentence before has told the ends of
GOES_ON = re.compile(r"(?:Det|Detta|Det här)\s+(?:är|var|innebär|innebar|motsvarar|motsvarade|ger|gav)\b")
# "ett överskott om 9,3 mkr, en avvikelse mot budget (9,2 mkr) om 0,1 mkr"
FROM_BUDGET = re.compile(r"avvik\w* (?:mot|från|gentemot) \w*budget\w* \(", re.IGNORECASE)
FROM_TO = re.compile(r"\bfrån\b.*\btill\b", re.IGNORECASE | re.DOTALL)
COMPARING = (Measure.VARIANCE, Measure.CHANGE)


@dataclass(frozen=True)
class Sum:
    """`first` less `second` is what `result` says, or should be."""

    first: Claim
    second: Claim
    result: Claim

    @property
    def holds(self) -> bool:
        low, high = interval(self.result)
        (a, b), (c, d) = interval(self.first), interval(self.second)
        return any(least <= high and low <= most for least, most in ((a - d, b - c), (c - b, d - a)))


def sums_said(claims: Iterable[Claim]) -> list[Sum]:
    """Return the differences that sentences state together with both of their terms, or of two in the one before."""
    sentences: dict[tuple[str, int | None, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.value is not None:
            sentences[(claim.document_id, claim.page, claim.sentence)].append(claim)
    out: list[Sum] = []
    before: list[Claim] = []
    for told in sentences.values():
        goes_on = len(told) == 1 and len(before) == 2 and GOES_ON.match(told[0].sentence)
        if goes_on and told[0].before and before[0].sentence.endswith(told[0].before):
            out += _changes([*before, *told])
        out += _in_sentence(told)
        before = told
    return out


def _in_sentence(told: list[Claim]) -> Iterator[Sum]:
    for (a, b), (_, c) in pairwise(pairwise(told)):
        if _alike(a, b, c) and _compares(a, b, c):
            yield Sum(a, c, b)
        elif _alike(a, b, c) and b.measure is Measure.BUDGET and FROM_BUDGET.search(c.subject or ""):
            yield Sum(a, b, c)
        else:
            yield from _changes([a, b, c])


def _changes(told: list[Claim]) -> Iterator[Sum]:
    """Yield the change that the third amount tells where the first two are its ends: "från 5 till 9"."""
    a, b, c = told
    if _alike(a, b, c) and c.measure is Measure.CHANGE and not _comparing(a, b) and FROM_TO.search(a.sentence):
        yield Sum(b, a, c)


def _alike(*claims: Claim) -> bool:
    return len({(x.base_unit, x.scale) for x in claims}) == 1 and claims[0].base_unit is not None


def _compares(a: Claim, b: Claim, c: Claim) -> bool:
    """Say whether the second amount is how far the first lies from the third."""
    if _comparing(a, c) or b.measure not in COMPARING:
        return False
    if b.compared_with is Measure.BUDGET:
        return c.measure is Measure.BUDGET
    earlier = a.period_end and c.period_end and a.period_end.year == c.period_end.year + 1
    return b.compared_with is Measure.OUTCOME_PRIOR and bool(earlier)


def _comparing(*claims: Claim) -> bool:
    return any(claim.measure in COMPARING for claim in claims)


def wrong_sum(said: Sum) -> Finding:
    """Return the finding that the sentence's own numbers do not come to what it says, in its printed unit."""
    first, second, result = (_number(claim) for claim in (said.first, said.second, said.result))
    right = first - second
    unit = said.result.unit or ""
    told, terms = print_number(result), f"{print_number(first)} − {_in_brackets(print_number(second))}"
    told_en, terms_en = print_number_en(result), f"{print_number_en(first)} − {_in_brackets(print_number_en(second))}"
    low, high = interval(said.result)
    return make_finding(
        FindingKind.DIFFERENCE,
        place_of(said.result, said.result.quote),
        place_of(said.second, said.second.quote),
        f"Meningens egna tal går inte ihop: {terms} = {print_number(right)} {unit}, men texten säger {told} {unit}.",
        f"The sentence's own numbers do not add up: {terms_en} = {print_number_en(right)}, not {told_en} {unit}.",
        severity=Severity.ERROR,
        expected=print_number(right),
        found=said.result.quote,
        difference=abs(result) - abs(right),
        tolerance=(high - low) / 2,
        confidence=min(said.first.confidence, said.second.confidence, said.result.confidence),
    )


def _number(claim: Claim) -> Decimal:
    assert claim.value is not None
    return claim.value


def _in_brackets(number: str) -> str:
    return f"({number})" if number[0] in "−-" else number
