"""What speaks for a sentence and a row, a sentence and a cell, meaning the same fact: each feature 0..1."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from kommuntal.reconcile.claims_rows import LIKE, Row, is_listed, same_word, words_of
from kommuntal.schema import Claim, Figure
from kommuntal.schema.enums import Direction, Measure, Unit
from kommuntal.swedish.organisations import same_organisation

WEIGHTS = {"named": 0.5, "measure": 0.2, "period": 0.15, "unit": 0.1, "organisation": 0.05}

# how much a word counts by where it stands: in the amount's own clause, in the rest of its sentence, as the body that
# is spoken of, in the heading, in the sentence before
SAME_TITLE, HEADED = 0.85, 0.95  # a heading that is the row's own name says of what the whole section speaks
CLAUSE, SENTENCE, BODY, HEADING, BEFORE = 1.0, 0.75, 0.85, 0.75, 0.7
NUMBER_LAST = re.compile(r"[-+–−]?\d[\d\s.,]*\D*$")
BEGINS = re.compile(r"(?:^|\s)(?:|och|men|samt)$", re.IGNORECASE)  # where the clause begins with its number
AMOUNT_FIRST = re.compile(r"^[-+–−]?[\d\s.,]*")
CLAUSE_END = re.compile(r"\d|[,;:()]|\.\s|\s(?:och|men|medan|samt|varav|vilket|vilka|som|där|då)\s", re.IGNORECASE)
LAST_NUMBER = re.compile(r"\d(?=\D*$)")
INCLUDED = re.compile(r"\b(?:inkl|inklusive)\b\.?\s+(\w+)", re.IGNORECASE)
ALIKE = 0.8  # two words that share their first part: "investeringar", "investeringsredovisning"
PART_WORDS = 40  # characters before an amount among which "varav" and the like stand
PART = 5  # letters of a part of a compound that are enough to know it by
COUNTED = {Unit.PERSONS, Unit.FTE, Unit.COUNT}

PRIOR = {
    Measure.OUTCOME_PRIOR: Measure.OUTCOME,
    Measure.FORECAST_PRIOR: Measure.FORECAST,
    Measure.BUDGET_PRIOR: Measure.BUDGET,
}
# what a column may be called for what a sentence calls otherwise, and how well that fits
KIN: dict[Measure, dict[Measure, float]] = {
    Measure.OUTCOME: {Measure.OTHER: 0.7, Measure.COUNT: 0.8, Measure.SHARE: 0.8},
    Measure.FORECAST: {Measure.VARIANCE: 0.6, Measure.OTHER: 0.5},
    Measure.BUDGET: {Measure.TARGET: 0.6, Measure.FORECAST: 0.4, Measure.OTHER: 0.4},
    Measure.TARGET: {Measure.BUDGET: 0.6},
    Measure.COUNT: {Measure.OUTCOME: 0.9, Measure.OTHER: 0.9, Measure.SHARE: 0.3},
    Measure.SHARE: {Measure.OUTCOME: 0.9, Measure.OTHER: 0.8, Measure.COUNT: 0.3},
    Measure.VARIANCE: {Measure.OTHER: 0.3},
    Measure.CHANGE: {Measure.OTHER: 0.3, Measure.VARIANCE: 0.7},
    Measure.OTHER: {
        Measure.OUTCOME: 0.8,
        Measure.FORECAST: 0.6,
        Measure.BUDGET: 0.6,
        Measure.VARIANCE: 0.6,
        Measure.COUNT: 0.9,
        Measure.SHARE: 0.9,
    },
}


@dataclass(frozen=True)
class Pair:
    """A claim beside a figure. `agrees` says that some value fits both prints; `rivals` are the other values of the
    row, each with how well its measure and period fit."""

    row: Row
    figure: Figure
    features: dict[str, float]
    agrees: bool
    rivals: tuple[tuple[Figure, tuple[float, float]], ...] = ()

    @property
    def score(self) -> float:
        return sum(worth * self.features[name] for name, worth in WEIGHTS.items())

    @property
    def named(self) -> float:
        return self.features["named"]


def compare(claim: Claim, row: Row, named: float) -> list[Pair]:
    """Return the claim beside each figure of a row that can be what it says: same unit, measure and period open."""
    fitting: list[tuple[Figure, dict[str, float]]] = []
    for figure in row.figures:
        features = {
            "named": named,
            "measure": measure_fit(claim, row, figure),
            "period": period_fit(claim, figure),
            "unit": unit_fit(claim, figure),
            "organisation": organisation_fit(claim, figure),
        }
        if all(features[name] for name in ("measure", "period", "unit")):
            fitting.append((figure, features))
    return [
        Pair(row, figure, features, agrees(claim, figure), tuple(_rivals(claim, figure, fitting)))
        for figure, features in fitting
    ]


def _rivals(
    claim: Claim, figure: Figure, fitting: Sequence[tuple[Figure, dict[str, float]]]
) -> Iterator[tuple[Figure, tuple[float, float]]]:
    assert figure.value is not None
    for other, features in fitting:
        if other.value is not None and abs(other.value) != abs(figure.value) and not _is_part(claim, other, figure):
            yield other, (features["measure"], features["period"])


def _is_part(claim: Claim, part: Figure, total: Figure) -> bool:
    """Say whether two columns are a total and a part of it that the sentence does not name ("Kvinnor", "Summa")."""
    header, own = words_of(total.column_header or ""), content(part.column_header)
    told = content(claim.sentence)
    return any(is_listed(w, "whole") for w in header) and any(_said(w, told) < ALIKE for w in own)


# ---- the row -------------------------------------------------------------------------------------------------------


def named_in(claim: Claim, row: Row, alone: bool) -> float:
    """Return how much of the row's label the words in and around the sentence say; `alone`: its only amount."""
    heading, words = content(claim.heading), _untitled(row, content(claim.heading))
    if heading and _share(row.words, heading) >= SAME_TITLE <= _share(heading, row.words):
        return HEADED
    if row.is_sum and claim.heading in row.headings:
        return HEADED
    places = [
        (content(claim.subject), CLAUSE),
        (content(claim.quote), CLAUSE),
        (content(claim.sentence), CLAUSE if alone else SENTENCE),
    ]
    places += [(content(claim.organisation), BODY), (heading, HEADING), (content(claim.before), BEFORE)]
    found = {word: max((_said(word, other) * worth for other, worth in places), default=0.0) for word in words}
    if row.is_total and any(is_listed(word, "whole") for word in words_of(claim.subject or "")):
        found = {word: CLAUSE if _said(word, places[0][0]) >= LIKE else worth for word, worth in found.items()}
    own = tuple(word for word in words if word not in row.common) or words
    return max(_mean([found[word] for word in told], told) for told in (words, own))


def _untitled(row: Row, heading: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a row without those that its table's title says of all its rows, or that title and heading
    of the sentence share, if any are left."""
    title = content(row.about)
    return tuple(w for w in row.words if _said(w, title) < (ALIKE if _said(w, heading) >= ALIKE else 1)) or row.words


def _share(words: Sequence[str], others: Sequence[str]) -> float:
    return _mean([_said(word, others) for word in words], words)


def _mean(found: Sequence[float], words: Sequence[str]) -> float:
    weights = [min(len(word), 12) for word in words]
    return sum(f * w for f, w in zip(found, weights, strict=True)) / sum(weights)


@lru_cache(maxsize=4096)
def content(text: str | None) -> tuple[str, ...]:
    """Return the words of a text that can name a row: none of measure, unit or time and no small ones."""
    return tuple(w for w in words_of(text or "") if not any(is_listed(w, key) for key in ("measures", "small")))


@lru_cache(maxsize=65536)
def _said(word: str, words: tuple[str, ...]) -> float:
    return max((*(same_word(word, other) for other in words), 0.95 * _left_out(word, words)))


def _left_out(word: str, words: tuple[str, ...]) -> bool:
    """Say whether a compound is said with the part that it shares with its neighbour left out: "skatteintäkter och
    -kostnader", "barn- och utbildningsnämnden"."""
    for first, second in pairwise(words):
        head, tail = word.removesuffix(second), word.removeprefix(first)
        if word != head and first.startswith(head) and min(len(head), len(second)) >= PART:
            return True
        if word != tail and second.endswith(tail) and min(len(tail), len(first)) >= PART:
            return True
    return False


def whole_of(claim: Claim, row: Row) -> float:
    """Return how far the sentence speaks of the whole and nothing in it names a part."""
    about = words_of(claim.subject or "") or words_of(claim.sentence)
    if _counts(claim, row):
        return HEADED
    titled = any(_said(w, words_of(row.table.title or "")) >= 0.6 for w in about if len(w) > 5)
    return max(
        0.0, (0.9 if titled else 0.85 if claim.heading in row.headings else 0.8) - 0.25 * len(uncovered(claim, row))
    )


def _counts(claim: Claim, row: Row) -> bool:
    """Say whether what the sentence counts is what the table's columns count ("82 beviljade ansökningar")."""
    if claim.base_unit not in (None, *COUNTED):
        return False
    said = content(claim.subject)
    counted = [w for w in content(claim.quote) if w not in said]
    headers = content(" ".join(f.column_header or "" for f in row.figures) + " " + (row.table.title or ""))
    return sum(_said(w, headers) >= 0.8 for w in counted) >= 2


def uncovered(claim: Claim, row: Row) -> list[str]:
    """Return the words right before the amount that neither the row nor common ways to report explain."""
    about = words_of(claim.subject or "") or words_of(claim.sentence)
    return [w for w in _strange(claim, row, about) if not is_listed(w.casefold(), "excluding")]


def is_plain(word: str) -> bool:
    """Say whether a word is one by which the whole is reported and nothing is named."""
    return any(is_listed(word.casefold(), key) for key in ("speaking_of_the_whole", "small", "whole", "measures"))


def says_nothing(claim: Claim) -> bool:
    """Say whether the amount's own clause names nothing, so that it goes on about what was named before."""
    return all(is_plain(w) or is_listed(w.casefold(), "part") for w in words_of(claim.subject or ""))


def is_explained(claim: Claim, row: Row) -> bool:
    """Say whether nothing before the amount names something else than the row: its clause or, where that names
    nothing at all, the sentence up to it, and for the row of a whole the heading too."""
    if claim.compared_with is None and BEGINS.search(claim.subject or ""):
        return False  # "och 5 mkr har använts till lokaler": what it is follows
    subject, told = words_of(claim.subject or ""), up_to(claim)
    leaves_out = [w for w in (*subject, *words_of(told[-PART_WORDS:])) if is_listed(w.casefold(), "part")]
    if any(not (row.is_variant and is_listed(w.casefold(), "excluding")) for w in leaves_out):
        return False
    tail = words_of(LAST_NUMBER.split(told)[-1])  # "A (2 mkr) och B": of B alone
    named = any(_said(w, words_of(row.label)) >= 0.6 for w in content(claim.subject))
    telling = _untitled(row, content(claim.heading))
    whole_name = bool(row.words) and all(_said(w, tail) >= ALIKE for w in telling if w not in row.common)
    about = tail if whole_name else subject if named else words_of(told)
    if whole_name and len(row.words) > 1:
        about = tuple(w for w in about if not w.isupper())  # a short form that goes with the name
    included = words_of(" ".join(INCLUDED.findall(told)))
    if row.words and all(_said(w, included) >= 0.8 for w in row.words):
        return False  # "nettokostnaden inkl avskrivningar": it is not the depreciations that are spoken of
    about = tuple(w for w in about if w not in included)
    if row.is_whole:
        about = (*about, *(w for w in words_of(claim.heading or "") if not is_listed(w.casefold(), "headings")))
    return not [w for w in _strange(claim, row, about) if w not in leaves_out]


def names_more(claim: Claim, pair: Pair) -> bool:
    """Say whether the clause goes on after the amount to what it was for ("5 mkr till lokaler"), and not to what the
    row is ("87 % nöjda brukare")."""
    words = words_of(after(claim))
    if any(_said(word, words_of(pair.row.label)) >= ALIKE for word in words if not is_plain(word)):
        return False
    known = content(pair.figure.column_header)
    return any(_said(w, known) < ALIKE for w in _strange(claim, pair.row, words))


def tells_what_is_counted(claim: Claim, pair: Pair) -> bool:
    """Say whether all that the clause says is counted stands in the row, its columns or the title of its table."""
    headers = (figure.column_header for figure in pair.row.figures)
    known = content(" ".join(filter(None, (pair.row.label, *headers, pair.row.about))))
    words = content(after(claim))
    return bool(words) and all(is_plain(word) or _said(word, known) >= ALIKE for word in words)


def counted(claim: Claim) -> str | None:
    """Return the word of what a count counts ("6 ej verkställda beslut": "beslut"); None of money and shares."""
    words = content(after(claim)) if claim.base_unit in (None, *COUNTED) else ()
    return words[-1] if words else None


@lru_cache(maxsize=4096)
def after(claim: Claim) -> str:
    """Return the words of the amount's clause that follow it."""
    rest = AMOUNT_FIRST.sub("", claim.sentence[len(up_to(claim)) :])
    return CLAUSE_END.split(rest, maxsplit=1)[0]


def up_to(claim: Claim) -> str:
    """Return the sentence up to the amount, which is the last number of its quote."""
    before, _, _ = claim.sentence.partition(claim.quote)
    return before + NUMBER_LAST.sub("", claim.quote)


def _strange(claim: Claim, row: Row, about: tuple[str, ...]) -> list[str]:
    known = (*content(claim.organisation), *content(row.about), *words_of(row.label))
    return [w for w in about if not is_plain(w) and _said(w, known) < 0.6]


# ---- the column ----------------------------------------------------------------------------------------------------


def measure_fit(claim: Claim, row: Row, figure: Figure) -> float:
    """Return how well the column's measure fits the claim's; which year is prior is left to the periods."""
    said, printed = PRIOR.get(claim.measure, claim.measure), PRIOR.get(figure.measure, figure.measure)
    if said == printed:
        return 1.0
    if said is Measure.CHANGE and claim.compared_with is not None:
        return 0.0
    if said is Measure.VARIANCE and claim.compared_with is None and row.is_whole:
        # "ett överskott på 5 mkr" is the result itself where it is not held against a budget
        return {Measure.OUTCOME: 0.8, Measure.FORECAST: 0.8}.get(printed, KIN[said].get(printed, 0.0))
    if said is Measure.VARIANCE and claim.compared_with is None:
        return {Measure.OUTCOME: 0.4, Measure.FORECAST: 0.5}.get(printed, KIN[said].get(printed, 0.0))
    return KIN.get(said, {}).get(printed, 0.0)


def period_fit(claim: Claim, figure: Figure) -> float:
    if claim.period_end is None or figure.period_end is None:
        return 0.6
    if (claim.period_start, claim.period_end) == (figure.period_start, figure.period_end):
        return 1.0
    if claim.period_end == figure.period_end:
        return 0.9
    return 0.6 if claim.period_end.year == figure.period_end.year else 0.0


def unit_fit(claim: Claim, figure: Figure) -> float:
    """Return 1 for the same base unit, less where one side prints none; 0 for two that cannot be one."""
    said, printed = claim.base_unit, figure.unit
    if said == printed and said is not None:
        return 1.0
    if said is None and claim.unit is not None:
        return 0.0
    if printed is None:
        plain = figure.measure not in (Measure.VARIANCE, Measure.BUDGET, Measure.FORECAST)
        return 0.6 if said is Unit.SEK or (plain and said in (None, *COUNTED)) else 0.0
    if said is None or (said in COUNTED and printed in COUNTED):
        return 0.6 if printed in COUNTED else 0.0
    if said is Unit.PERCENTAGE_POINTS and printed is Unit.PERCENT:  # how far two shares are apart
        return 1.0 if figure.measure in (Measure.VARIANCE, Measure.CHANGE) else 0.0
    return 0.0


def organisation_fit(claim: Claim, figure: Figure) -> float:
    if not claim.organisation or not figure.organisation:
        return 0.5
    return 1.0 if same_organisation(claim.organisation, figure.organisation) else 0.0


# ---- the value -----------------------------------------------------------------------------------------------------


def interval(claim: Claim) -> tuple[Decimal, Decimal]:
    """Return least and greatest value the words allow, in the printed unit; an open end is the printed value."""
    assert claim.value is not None
    low = claim.value_low if claim.value_low is not None else claim.value
    high = claim.value_high if claim.value_high is not None else claim.value
    return min(low, high), max(low, high)


def printed_value(claim: Claim, figure: Figure) -> tuple[Decimal, Decimal]:
    """Return the figure's value and half its last digit in the claim's printed unit.

    A figure whose unit nothing declares is taken to be printed in the same unit as the sentence.
    """
    assert figure.value is not None
    half = Decimal(1).scaleb(-(figure.decimals or 0)) / 2
    if figure.unit is None or figure.scale is None:
        return figure.value, half
    scale = claim.scale or Decimal(1)
    return figure.value / scale, half * figure.scale / scale


def agrees(claim: Claim, figure: Figure) -> bool:
    """Say whether some value fits both prints. Costs are printed below zero or above; a deficit never is a surplus."""
    value, half = printed_value(claim, figure)
    return fits(claim, value, half) and not wrong_way(claim, figure)


def fits(claim: Claim, value: Decimal, half: Decimal) -> bool:
    """Say whether the intervals of both prints share more than an end: 29 and 30 are not one number rounded."""
    low, high = interval(claim)
    shared = max(min(high, v + half) - max(low, v - half) for v in (value, -value))
    return shared > 0 or (shared == 0 and (low == high or not half))


def wrong_way(claim: Claim, figure: Figure) -> bool:
    """Say whether the sentence tells of a deficit and the cell of a surplus, or the other way round."""
    assert claim.value is not None
    assert figure.value is not None
    if figure.measure is not Measure.VARIANCE or claim.measure not in (Measure.VARIANCE, Measure.FORECAST):
        return False
    told = claim.direction in (Direction.SURPLUS, Direction.DEFICIT) or claim.value < 0
    return told and (claim.value < 0 < figure.value or figure.value < 0 < claim.value)
