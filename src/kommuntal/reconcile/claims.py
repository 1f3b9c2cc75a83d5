"""Running text against tables: which cell states the same fact as a sentence, and do the two agree.

A number alone never joins anything: 75 % is two facts. A link needs the row's words in the sentence and a measure and a
period that do not speak against it; the features and their worth are kept in `links.reasons`.
"""

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from kommuntal.reconcile.finding import make_finding, place_of, print_number, print_number_en
from kommuntal.schema import Claim, Figure, Finding, Link, Records
from kommuntal.schema.enums import Direction, FindingKind, LinkKind, LinkVerdict, Measure, Severity, Unit
from kommuntal.swedish.organisations import same_organisation
from kommuntal.swedish.text import squash

WEIGHTS = {"label": 0.5, "measure": 0.25, "period": 0.15, "organisation": 0.1}
MATCH = 0.62  # below it the words carry too little to say that two places speak of one fact
MARGIN = 0.08  # a runner-up of another row this near leaves it unsure which of the two is meant
SURE_LABEL = 0.99  # a contradiction is claimed only where every word of the row stands in the sentence
NEAR = Decimal("0.35")  # two values farther apart than this are rather two facts than one fact gone wrong

COUNTS = {Unit.PERSONS, Unit.FTE, Unit.COUNT, None}
# measures that a sentence may name for the same column
KIN = [
    {Measure.VARIANCE, Measure.CHANGE},
    {Measure.OUTCOME, Measure.COUNT, Measure.SHARE, Measure.OTHER},
    {Measure.FORECAST, Measure.VARIANCE},
    {Measure.TARGET, Measure.BUDGET},
]
WORD = re.compile(r"[^\W\d_]{3,}")
# words that stand in rows of every table and tell nothing apart
COMMON = {
    "och",
    "för",
    "samt",
    "inkl",
    "exkl",
    "summa",
    "total",
    "totalt",
    "antal",
    "andel",
    "övrigt",
    "övriga",
    "mnkr",
    "mkr",
    "tkr",
}


@dataclass(frozen=True)
class _Pair:
    """A claim beside a figure: each feature 0..1, None where one side does not say."""

    figure: Figure
    features: dict[str, float]
    agrees: bool

    @property
    def score(self) -> float:
        return sum(WEIGHTS[name] * value for name, value in self.features.items())


def check(records: Records) -> Records:
    """Return the links from claims to figures of the same document, and a finding where they contradict each other."""
    figures: dict[str, list[Figure]] = defaultdict(list)
    for figure in records.figures:
        if figure.value is not None:
            figures[figure.document_id].append(figure)
    out = Records()
    for claim in records.claims:
        if claim.value is None:
            continue
        pairs = [_compare(claim, f) for f in figures[claim.document_id] if _comparable(claim, f)]
        agreeing = sorted((p for p in pairs if p.agrees), key=lambda p: -p.score)
        linked = _linked(claim, agreeing)
        out.links.extend(linked)
        if not linked and (wrong := _contradicted(claim, pairs)):
            out.links.append(_link(claim, wrong, LinkVerdict.MATCH))
            out.findings.append(_finding(claim, wrong.figure))
    return out


def _comparable(claim: Claim, figure: Figure) -> bool:
    if claim.base_unit in (Unit.SEK, Unit.PERCENT):
        return figure.unit == claim.base_unit
    return claim.base_unit in COUNTS and figure.unit in COUNTS


def _compare(claim: Claim, figure: Figure) -> _Pair:
    features = {
        "label": _label(claim, figure),
        "measure": _measure(claim.measure, figure.measure),
        "period": _period(claim, figure),
        "organisation": _organisation(claim, figure),
    }
    return _Pair(figure, features, _agrees(claim, figure))


def _label(claim: Claim, figure: Figure) -> float:
    """Return the share of the row's telling words that stand in the sentence; half of it when not in the clause."""
    words = [w for w in _words(figure.line_item_raw or "") if w not in COMMON]
    if not words:
        return 0.0
    sentence = _words(claim.sentence) + _words(claim.organisation or "")
    return sum(any(_same_word(w, s) for s in sentence) for w in words) / len(words)


def _words(text: str) -> list[str]:
    return [w.casefold() for w in WORD.findall(squash(text))]


def _same_word(a: str, b: str) -> bool:
    """Say whether two words differ at most in their ending ("nämnden", "nämndens")."""
    stem = max(4, min(len(a), len(b)) - 2)
    return a[:stem] == b[:stem] and abs(len(a) - len(b)) <= 4


def _measure(a: Measure, b: Measure) -> float:
    if a == b:
        return 1.0
    if Measure.OTHER in (a, b):
        return 0.5
    return 0.4 if any({a, b} <= kin for kin in KIN) else 0.0


def _period(claim: Claim, figure: Figure) -> float:
    if claim.period_end is None or figure.period_end is None:
        return 0.5
    if (claim.period_start, claim.period_end) == (figure.period_start, figure.period_end):
        return 1.0
    return 0.6 if claim.period_end.year == figure.period_end.year else 0.0


def _organisation(claim: Claim, figure: Figure) -> float:
    if not claim.organisation or not figure.organisation:
        return 0.5
    return 1.0 if same_organisation(claim.organisation, figure.organisation) else 0.0


def _interval(claim: Claim) -> tuple[Decimal, Decimal]:
    assert claim.value is not None
    scale = claim.scale or Decimal(1)
    low = claim.value_low if claim.value_low is not None else claim.value
    high = claim.value_high if claim.value_high is not None else claim.value
    return low * scale, high * scale


def _agrees(claim: Claim, figure: Figure) -> bool:
    """Say whether some value fits both prints, whatever their signs: a deficit of 5 is printed -5 or 5."""
    assert figure.value is not None
    half = (figure.scale or Decimal(1)).scaleb(-(figure.decimals or 0)) / 2
    low, high = _interval(claim)
    value = figure.value
    return any(low <= v + half and v - half <= high for v in (value, -value))


def _linked(claim: Claim, agreeing: list[_Pair]) -> list[Link]:
    """Return links to every print of the one fact that is meant; unsure when two different rows fit as well."""
    if not agreeing or agreeing[0].score < MATCH or agreeing[0].features["label"] < 0.5:
        return []
    best = agreeing[0]
    same = [p for p in agreeing if p.score >= best.score - MARGIN]
    rows = {squash(p.figure.line_item_raw or "").casefold() for p in same if p.score > best.score - MARGIN}
    verdict = LinkVerdict.MATCH if len(rows) == 1 else LinkVerdict.UNSURE
    return [_link(claim, pair, verdict) for pair in same]


def _contradicted(claim: Claim, pairs: list[_Pair]) -> _Pair | None:
    """Return the one figure that the sentence must mean though its value is another; None where any doubt is left."""
    if claim.measure is Measure.OTHER or claim.direction in (Direction.INCREASE, Direction.DECREASE):
        return None
    sure = [
        p
        for p in pairs
        if p.features["label"] >= SURE_LABEL
        and p.features["measure"] == 1.0
        and p.features["period"] == 1.0
        and p.features["organisation"] >= 0.5
    ]
    longest = max((len(_words(p.figure.line_item_raw or "")) for p in sure), default=0)
    sure = [p for p in sure if len(_words(p.figure.line_item_raw or "")) == longest]
    if len(sure) != 1 or any(p.agrees and p.features["label"] >= 0.5 for p in pairs):
        return None
    low, high = _interval(claim)
    value = abs(sure[0].figure.value or Decimal(0))
    middle = abs(low + high) / 2
    return sure[0] if value and abs(value - middle) / max(value, middle) <= NEAR else None


def _link(claim: Claim, pair: _Pair, verdict: LinkVerdict) -> Link:
    reasons = {name: round(value, 3) for name, value in pair.features.items()} | {"value": float(pair.agrees)}
    return Link(
        link_id=f"{claim.claim_id}>{pair.figure.figure_id}",
        kind=LinkKind.CLAIM_FIGURE,
        left_type="claim",
        left_id=claim.claim_id,
        right_type="figure",
        right_id=pair.figure.figure_id,
        score=round(pair.score, 3),
        verdict=verdict,
        reasons=json.dumps(reasons, sort_keys=True),
    )


def _finding(claim: Claim, figure: Figure) -> Finding:
    assert claim.value is not None
    assert figure.value is not None
    scale = claim.scale or Decimal(1)
    decimals = max(0, -int(claim.value.as_tuple().exponent))
    printed = abs(figure.value) / scale
    low, high = _interval(claim)
    unit = claim.unit or ""
    said, shown = print_number(abs(claim.value)), print_number(printed, max(decimals, 1))
    row = figure.line_item_raw or ""
    column = figure.column_header or ""
    difference = abs(claim.value) - printed
    return make_finding(
        FindingKind.CLAIM,
        place_of(claim, claim.quote),
        place_of(figure, figure.text, row, column),
        f"Texten säger {said} {unit} men tabellen har {figure.text} på raden ”{row}”, kolumnen ”{column}”: "
        f"{said} − {shown} = {print_number(difference, max(decimals, 1))} {unit}.",
        f"The text says {print_number_en(abs(claim.value))} {unit} but the table has {figure.text} in row “{row}”, "
        f"column “{column}”: a difference of {print_number_en(difference, max(decimals, 1))} {unit}.",
        severity=Severity.ERROR,
        expected=figure.text,
        found=claim.quote,
        difference=difference,
        tolerance=(high - low) / 2 / scale,
        confidence=min(claim.confidence, figure.confidence),
    )
