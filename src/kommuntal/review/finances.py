"""Forecast against budget of each organisation, as one report prints them, and the plot of it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kommuntal.review.published import Published, Row
from kommuntal.swedish.organisations import same_organisation

# Rows of the table of committees (driftredovisning) with one budget and one forecast for the same period. Where a row
# prints two of either, nobody can say which is meant, and it is left out.
FIGURES = """
SELECT figures.document_id, figures.table_id, figures."row" AS line, figures.organisation, figures.line_item,
       figures.measure, figures.value, figures.scale, figures.decimals, figures.text, figures.page,
       tables.unit, strftime(figures.period_end, '%Y-%m') AS period
FROM figures JOIN tables USING (table_id)
WHERE tables.kind = 'operating_statement' AND figures.unit = 'SEK' AND NOT figures.is_total
  AND figures.organisation IS NOT NULL AND figures.line_item IS NOT NULL AND figures.value IS NOT NULL
  AND figures.measure IN ('budget', 'forecast', 'variance') AND figures.document_id = $document_id
ORDER BY figures.page, figures.top, figures.x0, figures.figure_id
"""
REPORTS = """
SELECT document_id, coalesce(title, file_name) AS name, file_name, municipality, period_end
FROM documents
WHERE document_id IN (
  SELECT figures.document_id FROM figures JOIN tables USING (table_id)
  WHERE tables.kind = 'operating_statement' AND figures.unit = 'SEK' AND figures.measure IN ('budget', 'forecast')
  GROUP BY figures.document_id HAVING count(DISTINCT figures.measure) = 2
)
ORDER BY period_end DESC NULLS LAST, municipality, file_name, document_id
"""
MOST_SHARE = 0.5  # a deviation beyond half the budget is drawn as long as this; its number is printed beside it


@dataclass(frozen=True)
class Account:
    """What one row says: budget and forecast in kronor, signed as printed, and the deviation as it is printed."""

    organisation: str
    period: str
    budget: Decimal
    forecast: Decimal
    rounding: Decimal  # how much of the change rounding of the two can explain
    variance: Row | None
    page: int

    @property
    def change(self) -> Decimal:
        """How much larger the forecast is than the budget, in kronor, whatever sign the report gives to costs."""
        return abs(self.forecast) - abs(self.budget)

    @property
    def share(self) -> float | None:
        """The change as a share of the budget; None where rounding may explain it, or the two have different signs."""
        if self.budget * self.forecast <= 0 or 0 < abs(self.change) <= self.rounding:
            return None
        return float(self.change / abs(self.budget))


@dataclass(frozen=True)
class Bar:
    """The bars of one account, in the units of the plot: lengths from nothing, and the deviation from its middle."""

    account: Account
    top: float
    budget: float
    forecast: float
    deviation: float | None


def accounts(output: Published, document_id: str) -> list[Account]:
    """Return the organisations of a report that have both, in the order they are printed; what is repeated once."""
    lines: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in output.rows(FIGURES, {"document_id": document_id}):
        if same_organisation(row["organisation"], row["line_item"].rsplit("/", 1)[-1].strip()):
            lines[row["table_id"], row["line"]].append(row)
    first: dict[object, Account] = {}
    for account in (account for rows in lines.values() for account in _accounts(rows)):
        first.setdefault((account.organisation, account.period, account.budget, account.forecast), account)
    return list(first.values())


def _accounts(rows: Sequence[Row]) -> list[Account]:
    variances = [row for row in rows if row["measure"] == "variance"]
    out = []
    for period in sorted({row["period"] or "" for row in rows}):
        budgets, forecasts = (
            [row for row in rows if row["measure"] == measure and (row["period"] or "") == period]
            for measure in ("budget", "forecast")
        )
        if len(budgets) == len(forecasts) == 1:
            budget, forecast = budgets[0], forecasts[0]
            out.append(
                Account(
                    organisation=forecast["organisation"],
                    period=period,
                    budget=Decimal(str(budget["value"])),
                    forecast=Decimal(str(forecast["value"])),
                    rounding=_half_step(budget) + _half_step(forecast),
                    variance=variances[0] if len(variances) == 1 else None,
                    page=forecast["page"],
                )
            )
    return out


def _half_step(row: Row) -> Decimal:
    """Return half of the last printed digit, in kronor."""
    return Decimal(str(row["scale"] or 1)).scaleb(-(row["decimals"] or 0)) / 2


def bars(found: Sequence[Account], width: float, side: float, height: float) -> list[Bar]:
    """Return the plot: amounts at most `width` long, deviations at most `side` to either side, a row every `height`."""
    most = max((max(abs(a.budget), abs(a.forecast)) for a in found), default=Decimal(0))
    widest = min(MOST_SHARE, max((abs(a.share) for a in found if a.share is not None), default=0.0))
    return [
        Bar(
            account=account,
            top=n * height,
            budget=width * float(abs(account.budget) / most) if most else 0.0,
            forecast=width * float(abs(account.forecast) / most) if most else 0.0,
            deviation=_deviation(account.share, widest, side),
        )
        for n, account in enumerate(found)
    ]


def _deviation(share: float | None, widest: float, side: float) -> float | None:
    if share is None:
        return None
    return side * max(-1.0, min(1.0, share / widest)) if widest else 0.0


def millions(value: Decimal, language: str) -> str:
    """Return kronor as millions with one decimal: "1 289,7" or "1,289.7", with a true minus."""
    text = f"{value / 1_000_000:,.1f}".replace("-", "−")
    return text if language == "en" else text.replace(",", "\u00a0").replace(".", ",")


def percent(share: float, language: str) -> str:
    """Return a share as a signed percentage with one decimal: "+1,3 %"."""
    text = f"{share:+.1%}".replace("-", "−").replace("+0.0", "0.0")
    return text if language == "en" else text.replace(".", ",").replace("%", "\u00a0%")


def reports(output: Published) -> list[Row]:
    """Return the documents that print forecast and budget of organisations, the latest first."""
    return output.rows(REPORTS)
