"""Records of goals, their assessments and indicators."""

from decimal import Decimal
from typing import Annotated, ClassVar

from kommuntal.schema.column import col
from kommuntal.schema.documents import OrganisationName
from kommuntal.schema.enums import Assessment, Basis, GoalLevel, Operator, Polarity, Trend, ValueRole
from kommuntal.schema.record import Placed


class Goal(Placed, frozen=True, kw_only=True):
    """A goal, activity or assignment and what the document says of it."""

    sv: ClassVar[str] = "Ett mål, en aktivitet eller ett uppdrag och vad dokumentet säger om det."

    goal_id: Annotated[str, col("Målets id", "Id of the goal", key=True)]
    organisation: OrganisationName = None
    area: Annotated[str | None, col("Prioriterat område (rubriken över)", "Focus area (the heading above)")] = None
    level: Annotated[GoalLevel | None, col("Vems mål det är", "Whose goal it is")] = None
    parent_id: Annotated[str | None, col("Målet ovanför", "Goal above", refers_to="goals.goal_id")] = None
    title: Annotated[str, col("Målet som det trycks", "Goal as printed")]
    occurrence: Annotated[int, col("Ordningstal bland lika mål", "Ordinal among goals of the same name", minimum=1)] = 1
    assessment: Annotated[
        Assessment | None, col("Måluppfyllelse; symbolens där den finns", "Assessment; the symbol's where there is one")
    ] = None
    assessment_raw: Annotated[str | None, col("Orden eller symbolen som trycks", "The words or symbol as printed")] = (
        None
    )
    basis: Annotated[Basis, col("Vad bedömningen läses ur", "What the assessment is read from")] = Basis.NONE
    symbol_shape: Annotated[str | None, col("Symbolens form", "Shape of the symbol")] = None
    symbol_colour: Annotated[str | None, col("Symbolens färg", "Colour of the symbol")] = None
    symbol_page: Annotated[int | None, col("Sidan där symbolen står", "Page of the symbol", minimum=1)] = None
    symbol_x0: Annotated[float | None, col("Symbolens vänsterkant", "Left edge of the symbol", unit="pt")] = None
    symbol_top: Annotated[float | None, col("Symbolens överkant", "Top edge of the symbol", unit="pt")] = None
    symbol_x1: Annotated[float | None, col("Symbolens högerkant", "Right edge of the symbol", unit="pt")] = None
    symbol_bottom: Annotated[float | None, col("Symbolens underkant", "Bottom edge of the symbol", unit="pt")] = None
    text_assessment: Annotated[Assessment | None, col("Bedömningen i text", "Assessment stated in text")] = None
    quote: Annotated[str | None, col("Meningen som säger bedömningen", "Sentence that states it")] = None
    quote_page: Annotated[int | None, col("Sidan där meningen börjar", "Page where it begins", minimum=1)] = None
    trend: Annotated[Trend | None, col("Trend; ökande betyder bättre", "Trend; increasing means better")] = None
    text_trend: Annotated[Trend | None, col("Trenden i text", "Trend stated in text")] = None
    detail_page: Annotated[
        int | None,
        col("Sidan för målets egen ruta, där målet också listas", "Page of its own box, if also listed", minimum=1),
    ] = None
    detail_assessment: Annotated[
        Assessment | None, col("Bedömningen i målets egen ruta", "Assessment in the goal's own box")
    ] = None
    progress: Annotated[
        float | None,
        col("Andel klart där en stapel visar det", "Progress where a bar shows it", unit="%", minimum=0, maximum=100),
    ] = None
    status: Annotated[str | None, col("Uppdragets läge som det trycks", "State of an assignment as printed")] = None


class Indicator(Placed, frozen=True, kw_only=True):
    """What a goal is measured by."""

    sv: ClassVar[str] = "Det som ett mål mäts med."

    indicator_id: Annotated[str, col("Indikatorns id", "Id of the indicator", key=True)]
    goal_id: Annotated[str | None, col("Målet den mäter", "Goal it measures", refers_to="goals.goal_id")] = None
    organisation: OrganisationName = None
    name: Annotated[str, col("Namn som det trycks", "Name as printed")]
    unit: Annotated[str | None, col("Enhet som den trycks", "Unit as printed")] = None
    polarity: Annotated[Polarity, col("Om högre eller lägre är bättre", "Which direction is better")] = Polarity.UNKNOWN


class IndicatorValue(Placed, frozen=True, kw_only=True):
    """One value of an indicator: a target, an outcome, a forecast or a baseline."""

    sv: ClassVar[str] = "Ett värde för en indikator: målvärde, utfall, prognos eller utgångsläge."

    indicator_value_id: Annotated[str, col("Värdets id", "Id of the value", key=True)]
    indicator_id: Annotated[str, col("Indikatorns id", "Id of the indicator", refers_to="indicators.indicator_id")]
    role: Annotated[ValueRole, col("Målvärde, utfall, prognos eller utgångsläge", "What the value is")]
    period: Annotated[str | None, col("Period som värdet gäller", "Period it is for")] = None
    text: Annotated[str, col("Värdet som det trycks", "Value as printed")]
    value: Annotated[Decimal | None, col("Talet, i indikatorns enhet", "The number, in the indicator's unit")] = None
    operator: Annotated[Operator | None, col("Hur målvärdet ska nås", "How a target is to be reached")] = None
