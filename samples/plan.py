"""The invented municipality's verksamhetsplan."""

from pathlib import Path

from sheet import LEFT, Sheet

BODY = "Tekniska nämnden"
GOALS = {
    "Hållbar kommun": ["Vattenläckorna i ledningsnätet blir färre", "Fler resor görs till fots eller med cykel"],
    "Öppen kommun": ["Felanmälningar besvaras inom två dagar"],
}
BUDGET = [
    ["Verksamhet, tkr", "Budget 2025", "Budget 2026", "Förändring"],
    ["Gator och parker", "41 300", "42 650", "1 350"],
    ["Fastigheter", "38 900", "38 100", "-800"],
    ["Måltider", "16 150", "16 900", "750"],
    ["Summa", "96 350", "97 650", "1 300"],
]
INDICATORS = [
    ["Indikator", "Utfall 2024", "Målvärde 2026"],
    ["Vattenläckor, antal", "37", "max 30"],
    ["Besvarade felanmälningar inom två dagar, procent", "81", "minst 90"],
]


def draw_plan(folder: Path, truth: Path) -> None:
    """Write a committee's plan: goals, indicators with targets, a budget. Nothing in it is wrong."""
    s = Sheet(
        folder / "granvik-tekniska-namnden-verksamhetsplan-2026.pdf",
        header="Verksamhetsplan 2026, Tekniska nämnden",
        kind="plan",
        title="Verksamhetsplan 2026",
        municipality="Granviks kommun",
        municipality_code=None,
        organisation=BODY,
        period_start="2026-01-01",
        period_end="2026-12-31",
        meeting_date=None,
        case_number=None,
        text_layer="native",
    )
    s.new_page()
    s.text(LEFT, 70, "GRANVIKS KOMMUN", font="Helvetica-Bold")
    s.y = 240
    s.heading("Verksamhetsplan 2026", 0)
    s.text(LEFT, s.y + 10, BODY, size=14)
    s.new_page()
    s.heading("1 Mål")
    for area, goals in GOALS.items():
        s.heading(area, 2)
        for goal in goals:
            s.bullet(goal)
            s.add(
                "goals", "g", organisation=BODY, area=area, level="committee", title=goal, occurrence=1,
                assessment=None, basis="none", symbol=None, text_assessment=None, quote=None, trend=None, progress=None,
            )  # fmt: skip
    s.table(INDICATORS, [250, 90, 90], style="rules", kind="kpi", title="Indikatorer")
    for (label, outcome, target), goal in zip(INDICATORS[1:], ("g1", "g3"), strict=True):
        name, unit = label.split(", ")
        operator, value = target.split()
        values = [
            {"role": "baseline", "period": "2024", "text": outcome, "value": outcome},
            {
                "role": "target",
                "period": "2026",
                "text": target,
                "value": value,
                "operator": {"minst": ">=", "max": "<="}[operator],
            },
        ]
        s.add("indicators", "i", organisation=BODY, goal=goal, name=name, unit=unit, values=values)
    s.heading("2 Budget")
    t = s.table(BUDGET, [180, 85, 85, 85], style="grid", kind="operating_statement", unit="tkr", totals=(4,))
    text = "Nämndens budget för 2026 är 97,7 miljoner kronor."
    s.paragraph(text)
    s.claim(text, "97,7 miljoner kronor", "97.7", "mnkr", "budget", [(t, 4, 2)], period="2026", verdict="rounded")
    s.save(truth)
