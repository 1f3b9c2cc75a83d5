"""Indicators made into records."""

from kommuntal.extract.context import Context
from kommuntal.extract.goals.organisations import Organisations
from kommuntal.extract.indicators.lines import line_indicators
from kommuntal.extract.indicators.prose import prose_indicators
from kommuntal.extract.indicators.reading import Reading
from kommuntal.extract.indicators.tables import table_indicators
from kommuntal.extract.where import where
from kommuntal.layout.model import Layout
from kommuntal.schema import Indicator, IndicatorValue, Records
from kommuntal.schema.enums import DocumentKind, ValueRole


def extract_indicators(layout: Layout, context: Context) -> Records:
    """Return the indicators of a document and their values; the goals must have been extracted."""
    goals = context.records.goals
    bodies = Organisations(layout, context)
    readings = [
        *table_indicators(layout, context.document, goals),
        *line_indicators(layout, context.document),
        *prose_indicators(layout, goals, context.document),
    ]
    out = Records()
    for reading in sorted(readings, key=lambda r: (r.page, r.box.top)):
        indicator = _indicator(reading, context, bodies)
        out.indicators.append(indicator)
        out.indicator_values.extend(_values(reading, indicator.indicator_id, context))
    return out


def _indicator(reading: Reading, context: Context, bodies: Organisations) -> Indicator:
    goal = reading.goal
    return Indicator(
        **where(context.document_id, reading.page, reading.box),
        confidence=reading.confidence,
        indicator_id=context.ids.next("indicator", reading.page),
        goal_id=goal.goal_id if goal else None,
        organisation=goal.organisation if goal else bodies.of_section(reading.section),
        name=reading.name,
        unit=reading.unit,
        polarity=reading.polarity,
    )


def _values(reading: Reading, indicator_id: str, context: Context) -> list[IndicatorValue]:
    return [
        IndicatorValue(
            **where(context.document_id, value.page, value.box),
            confidence=value.confidence if value.amount else min(value.confidence, 0.5),
            indicator_value_id=context.ids.next("value", value.page),
            indicator_id=indicator_id,
            role=_role(value.role, reading, context),
            period=value.period,
            text=value.text,
            value=value.amount.value if value.amount else None,
            operator=value.operator,
        )
        for value in reading.values
    ]


def _role(role: ValueRole, reading: Reading, context: Context) -> ValueRole:
    """Return what a value is: in a plan, the outcome beside a target is where the plan starts from."""
    planned = context.document.kind in (DocumentKind.PLAN, DocumentKind.BUDGET)
    aims = any(v.role == ValueRole.TARGET for v in reading.values)
    return ValueRole.BASELINE if planned and aims and role == ValueRole.OUTCOME else role
