"""Indicators against the goals they measure: outcome against target against verdict, movement against the trend arrow.

A goal may be met though one of its indicators is not, and the other way round. So a goal is only held against its
indicators where all that can be judged say the same, and where the figures are final: of the target's own period.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kommuntal.reconcile.finding import make_finding, place_of
from kommuntal.schema import Document, Finding, Goal, Indicator, IndicatorValue, Records
from kommuntal.schema.enums import (
    Assessment,
    DocumentKind,
    FindingKind,
    GoalLevel,
    Operator,
    Polarity,
    Severity,
    Trend,
    ValueRole,
)

ACTS = (GoalLevel.ACTIVITY, GoalLevel.ASSIGNMENT)
REACHES: dict[Operator, Callable[[Decimal, Decimal], bool]] = {
    Operator.GE: lambda value, target: value >= target,
    Operator.GT: lambda value, target: value > target,
    Operator.LE: lambda value, target: value <= target,
    Operator.LT: lambda value, target: value < target,
}
RISING = {Polarity.HIGHER_IS_BETTER: True, Polarity.LOWER_IS_BETTER: False}
# what all indicators must be to say otherwise than the goal
GAINSAYS_VERDICT: dict[Assessment | None, bool] = {Assessment.MET: False, Assessment.NOT_MET: True}
GAINSAYS_TREND: dict[Trend | None, bool] = {Trend.IMPROVING: False, Trend.WORSENING: True}
OPERATOR_SV = {Operator.GE: "minst", Operator.GT: "över", Operator.LE: "högst", Operator.LT: "under"}
OPERATOR_EN = {Operator.GE: "at least", Operator.GT: "over", Operator.LE: "at most", Operator.LT: "below"}


@dataclass(frozen=True)
class Judged:
    """An indicator whose figures decide: `good` where the target is reached, or the movement is for the better."""

    indicator: Indicator
    held: IndicatorValue
    against: IndicatorValue
    good: bool


@dataclass(frozen=True)
class Told:
    """How it is told that indicators gainsay a goal: `label` tells the finding's print from others of the goal, `more`
    counts the other indicators in both languages, `trust` is the most confidence it can have."""

    label: str
    sentence: Callable[[Goal, Judged], tuple[str, str]]
    more: tuple[str, str]
    severity: Severity
    trust: float


def check(records: Records) -> Records:
    """Return a finding for each goal whose verdict or trend all of its indicators gainsay."""
    documents = {d.document_id: d for d in records.documents}
    values: dict[str, list[IndicatorValue]] = defaultdict(list)
    for value in records.indicator_values:
        values[value.indicator_id].append(value)
    measured: dict[str, list[Indicator]] = defaultdict(list)
    for indicator in records.indicators:
        if indicator.goal_id:
            measured[indicator.goal_id].append(indicator)
    out: list[Finding] = []
    for goal in records.goals:
        own = measured.get(goal.goal_id, [])
        if not own or goal.level in ACTS:
            continue
        document = documents.get(goal.document_id)
        reached = [j for i in own if (j := _against_target(i, values[i.indicator_id], document))]
        moved = [j for i in own if (j := _movement(i, values[i.indicator_id]))]
        out += _gainsaid(goal, reached, VERDICT, GAINSAYS_VERDICT.get(goal.assessment))
        out += _gainsaid(goal, moved, TREND, GAINSAYS_TREND.get(goal.trend))
    return Records(findings=out)


def _gainsaid(goal: Goal, judged: Sequence[Judged], told: Told, contrary: bool | None) -> Iterator[Finding]:
    """Yield a finding where every indicator that can be judged is what the goal's own word is not."""
    if contrary is None or not judged or any(j.good is not contrary for j in judged):
        return
    first = judged[0]
    sv, en = (
        sentence + (f" ({more.format(len(judged) - 1)})." if len(judged) > 1 else ".")
        for sentence, more in zip(told.sentence(goal, first), told.more, strict=True)
    )
    yield make_finding(
        FindingKind.SYMBOL,
        place_of(goal, goal.title, goal.organisation, goal.area, str(goal.occurrence), told.label),
        place_of(first.held, first.held.text, first.indicator.name),
        sv,
        en,
        severity=told.severity,
        expected=first.against.text,
        found=first.held.text,
        difference=_difference(first),
        confidence=min(goal.confidence, told.trust),
    )


def _against_target(indicator: Indicator, values: Sequence[IndicatorValue], document: Document | None) -> Judged | None:
    """Return whether an indicator reaches its one target, None where its figures do not decide it.

    An outcome decides only of a year that is over; before that the forecast does.
    """
    targets = [v for v in values if v.role is ValueRole.TARGET and v.value is not None]
    if len(targets) != 1 or targets[0].operator not in REACHES:
        return None
    target = targets[0]
    final = document is not None and document.kind == DocumentKind.ANNUAL_REPORT
    roles = (ValueRole.OUTCOME,) if final else (ValueRole.FORECAST,)
    held = [v for v in values if v.role in roles and v.value is not None and v.period == target.period]
    if len(held) != 1 or held[0].value is None or target.value is None or target.operator is None:
        return None
    return Judged(indicator, held[0], target, REACHES[target.operator](held[0].value, target.value))


def _movement(indicator: Indicator, values: Sequence[IndicatorValue]) -> Judged | None:
    """Return whether an indicator went the better way between its two latest outcomes of whole years."""
    outcomes = [
        v
        for v in values
        if v.role in (ValueRole.OUTCOME, ValueRole.BASELINE) and v.value is not None and v.period and len(v.period) == 4
    ]
    by_year = {v.period: v for v in outcomes}
    if indicator.polarity not in RISING or len(by_year) < 2 or len(by_year) < len(outcomes):
        return None
    before, after = (by_year[year] for year in sorted(by_year, key=str)[-2:])
    if before.value is None or after.value is None or before.value == after.value:
        return None
    return Judged(indicator, after, before, (after.value > before.value) is RISING[indicator.polarity])


# ---- words -----------------------------------------------------------------------------------------------------------


def _verdict_sentence(goal: Goal, judged: Judged) -> tuple[str, str]:
    met, operator = goal.assessment is Assessment.MET, judged.against.operator
    assert operator is not None
    forecast = judged.held.role is ValueRole.FORECAST
    name, held, target = judged.indicator.name, judged.held.text, _bare(judged.against)
    return (
        f"Målet ”{goal.title}” är {'uppfyllt' if met else 'ej uppfyllt'}, men "
        f"{'prognosen' if forecast else 'utfallet'} för ”{name}” är {held} och målvärdet "
        f"{OPERATOR_SV[operator]} {target}",
        f"The goal “{goal.title}” is {'met' if met else 'not met'}, but the {'forecast' if forecast else 'outcome'} "
        f"of “{name}” is {held} and the target {OPERATOR_EN[operator]} {target}",
    )


def _trend_sentence(goal: Goal, judged: Judged) -> tuple[str, str]:
    better = goal.trend is Trend.IMPROVING
    name, before, after = judged.indicator.name, judged.against, judged.held
    return (
        f"Trenden för målet ”{goal.title}” är {'ökande' if better else 'minskande'}, men ”{name}” har gått från "
        f"{before.text} ({before.period}) till {after.text} ({after.period}), som är {'sämre' if better else 'bättre'}",
        f"The trend of the goal “{goal.title}” is {'improving' if better else 'worsening'}, but “{name}” went from "
        f"{before.text} ({before.period}) to {after.text} ({after.period}), which is {'worse' if better else 'better'}",
    )


VERDICT = Told(
    "indicator",
    _verdict_sentence,
    ("och {} indikatorer till säger detsamma", "and {} more indicators say the same"),
    Severity.WARNING,
    0.8,
)
TREND = Told(
    "movement",
    _trend_sentence,
    ("och {} indikatorer till rör sig så", "and {} more indicators move so"),
    Severity.NOTE,
    0.7,
)


def _difference(judged: Judged) -> Decimal | None:
    held, against = judged.held.value, judged.against.value
    return held - against if held is not None and against is not None else None


def _bare(value: IndicatorValue) -> str:
    """Return a target without the word or sign of its operator, which the sentence says in its own."""
    at = next((i for i, c in enumerate(value.text) if c.isdigit()), 0)
    return value.text[at:]
