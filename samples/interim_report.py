"""The invented municipality's delårsrapport: three table styles, goals with symbols, prose that agrees or does not."""

from pathlib import Path

from sheet import COLOURS, LEFT, RIGHT, Sheet

ORGANISATION = "Granviks kommun"
PERIOD = {"period_start": "2025-01-01", "period_end": "2025-08-31"}
YEAR_TO_DATE, FULL_YEAR = "2025-01..2025-08", "2025"

INCOME = [
    [
        "Resultaträkning, mnkr",
        "Utfall jan–aug 2025",
        "Utfall jan–aug 2024",
        "Prognos helår 2025",
        "Budget helår 2025",
        "Avvikelse",
    ],
    ["Verksamhetens intäkter", "212,4", "205,1", "318,0", "310,5", "7,5"],
    ["Verksamhetens kostnader", "-864,7", "-841,9", "-1 318,2", "-1 320,4", "2,2"],
    ["Avskrivningar", "-41,3", "-39,8", "-62,5", "-62,0", "-0,5"],
    ["Verksamhetens nettokostnader", "-693,6", "-676,6", "-1 062,7", "-1 071,9", "9,2"],
    ["Skatteintäkter", "548,9", "529,3", "823,1", "820,0", "3,1"],
    ["Generella statsbidrag", "186,2", "178,4", "279,6", "280,1", "-0,5"],
    ["Finansnetto", "-9,4", "-8,0", "-14,6", "-16,2", "1,6"],
    ["Årets resultat", "32,1", "23,1", "25,4", "12,0", "13,4"],
]
OPERATING = [
    ["Nämnd", "Budget 2025", "Utfall jan–aug 2025", "Prognos 2025", "Avvikelse"],
    ["Kommunstyrelsen", "148 200", "95 310", "146 700", "1 500"],
    ["Barn- och utbildningsnämnden", "512 400", "339 875", "518 900", "-6 500"],
    ["Socialnämnden", "468 900", "315 240", "474 100", "-5 200"],
    ["Tekniska nämnden", "96 350", "61 480", "95 150", "1 200"],
    ["Kultur- och fritidsnämnden", "54 800", "35 920", "54 800", "0"],
    # the rows add up to 847 825: two digits have changed places
    ["Summa nämnder", "1 280 650", "847 285", "1 289 650", "-9 000"],
]
INVESTMENT = [
    ["Projekt", "Budget 2025", "Utfall jan–aug 2025", "Prognos 2025"],
    ["Ny förskola Strandängen", "42 000", "27 640", "41 500"],
    ["Vattenverk Norrsund", "18 500", "6 215", "12 000"],
    ["Gator och gångvägar", "9 800", "7 130", "9 800"],
    ["Totalt", "70 300", "40 985", "63 300"],
]
STAFF = [
    ["Nyckeltal", "jan–aug 2025", "jan–aug 2024"],
    ["Antal årsarbetare", "1 412", "1 398"],
    ["Sjukfrånvaro, procent", "6,8", "7,2"],
    ["varav långtidssjukfrånvaro, procent", "2,9", "3,1"],
]

LEGEND = [("green", "Uppfyllt"), ("yellow", "Delvis uppfyllt"), ("red", "Ej uppfyllt"), ("grey", "Ej bedömt")]
MEANING = {"green": "met", "yellow": "partly_met", "red": "not_met", "grey": "not_assessed"}

# area, goal, colour, trend, description, commentary, sentence with the verdict, its meaning
GOALS = [
    (
        "Trygg uppväxt",
        "Alla elever når gymnasiebehörighet",
        "yellow",
        "improving",
        "Varje elev ska lämna grundskolan med behörighet till gymnasiet.",
        "Andelen behöriga elever har ökat sedan förra läsåret men når inte målvärdet.",
        "Målet bedöms delvis uppnås under året.",
        "partly_met",
    ),
    (
        "Trygg uppväxt",
        "Barn och unga har en meningsfull fritid",
        "green",
        "unchanged",
        "Fritidsgårdar, föreningar och bibliotek ska nå alla barn.",
        "Besöken på fritidsgårdarna ligger kvar på samma nivå som tidigare år.",
        "Målet bedöms vara uppfyllt vid årets slut.",
        "met",
    ),
    (
        "Hållbar kommun",
        "Utsläppen från kommunens transporter minskar",
        "green",
        "improving",
        "Kommunens fordon ska drivas utan fossila bränslen.",
        "Fler fordon drivs med el, och körsträckorna har blivit kortare.",
        "Målet är uppfyllt.",
        "met",
    ),
    (
        "Hållbar kommun",
        "Kommunens byggnader använder mindre energi",
        "red",
        "worsening",
        "Energianvändningen per kvadratmeter ska minska varje år.",
        "En kall vår och försenade renoveringar har påverkat utvecklingen.",
        # says the opposite of the red symbol
        "Målet bedöms vara uppfyllt.",
        "met",
    ),
]
INDICATORS = [
    ["Indikator", "Målvärde 2025", "Utfall 2024", "Utfall 2025"],
    ["Andel elever med gymnasiebehörighet, procent", "minst 88", "84,1", "85,6"],
    ["Andel fordon som drivs med el, procent", "minst 60", "52", "63"],
    ["Energianvändning, kWh per kvadratmeter", "max 120", "131", "134"],
]


def draw(folder: Path, truth: Path) -> None:
    """Write the report and its truth."""
    s = Sheet(
        folder / "granvik-delarsrapport-2025-08.pdf",
        header="Delårsrapport 2, januari–augusti 2025",
        kind="interim_report",
        title="Delårsrapport 2",
        municipality="Granviks kommun",
        municipality_code=None,
        organisation=ORGANISATION,
        **PERIOD,
        meeting_date=None,
        case_number=None,
        text_layer="native",
    )
    _title(s)
    _contents(s)
    _economy(s)
    _operations(s)
    _goals(s)
    _staff(s)
    s.save(truth)


def _title(s: Sheet) -> None:
    s.new_page()
    s.box(0, 120, 600, 300, fill=COLOURS["band"])
    s.text(LEFT, 360, "Delårsrapport 2", size=30, font="Helvetica-Bold", colour=COLOURS["band"])
    s.text(LEFT, 392, "Januari–augusti 2025", size=15)
    s.text(LEFT, 450, "Granviks kommun", size=13, font="Helvetica-Bold")


def _contents(s: Sheet) -> None:
    s.new_page()
    s.heading("Innehållsförteckning")
    lines = [("1 Ekonomi", 3), ("1.1 Resultaträkning", 3), ("1.2 Driftredovisning", 4), ("1.3 Investeringar", 4)]
    for title, page in [*lines, ("2 Måluppfyllelse", 5), ("3 Personal", 7)]:
        s.y += 18
        s.text(LEFT, s.y, f"{title} " + "." * (96 - len(title)))
        s.text(RIGHT, s.y, str(page), align="right")


def _economy(s: Sheet) -> None:
    s.new_page()
    s.heading("1 Ekonomi")
    s.heading("1.1 Resultaträkning", 2)
    t = s.table(INCOME, [150, 64, 64, 64, 64, 64], style="grid", kind="income_statement", unit="mnkr", totals=(4, 8))
    first = (
        "Resultatet för perioden uppgår till 32,1 miljoner kronor. Prognosen för helåret är ett resultat på "
        "25,4 miljoner kronor, en positiv avvikelse mot budget med 13,4 miljoner kronor."
    )
    s.paragraph(first)
    whole, forecast = first.split(". Prognosen")
    s.claim(f"{whole}.", "32,1 miljoner kronor", "32.1", "mnkr", "outcome", [(t, 8, 1)], period=YEAR_TO_DATE)
    s.claim(f"Prognosen{forecast}", "25,4 miljoner kronor", "25.4", "mnkr", "forecast", [(t, 8, 3)], period=FULL_YEAR)
    s.claim(f"Prognosen{forecast}", "13,4 miljoner kronor", "13.4", "mnkr", "variance", [(t, 8, 5)], period=FULL_YEAR)
    wrong = "Finansnettot för perioden är -8,4 miljoner kronor."
    s.paragraph(
        "Kostnaderna i kommunens verk\u00adsamheter har ökat långsammare än planerat, bland annat genom att kultur- "
        "och fritids\u00adverksam\u00adheten har skjutit upp två rekryte\u00adringar. " + wrong
    )
    s.claim(
        wrong,
        "-8,4 miljoner kronor",
        "-8.4",
        "mnkr",
        "outcome",
        [(t, 7, 1)],
        period=YEAR_TO_DATE,
        verdict="contradiction",
    )
    s.error(
        "claim", "finansnettot är -9,4 i tabellen och -8,4 i texten", (s.page, "-8,4 miljoner kronor"), (s.page, "-9,4")
    )
    taxes = "Skatteintäkterna beräknas bli 823,1 miljoner kronor för helåret."
    s.paragraph(taxes)
    s.claim(taxes, "823,1 miljoner kronor", "823.1", "mnkr", "forecast", [(t, 5, 3)], period=FULL_YEAR)


def _operations(s: Sheet) -> None:
    s.new_page()
    s.heading("1.2 Driftredovisning", 2)
    t = s.table(
        OPERATING,
        [170, 75, 75, 75, 75],
        style="rules",
        kind="operating_statement",
        title="Nämndernas utfall och prognos (tkr)",
        unit="tkr",
        totals=(6,),
    )
    s.error("sum", "nämndernas utfall ger 847 825, inte 847 285", (s.page, "847 285"), (s.page, "95 310"))
    for text, value, row in (
        ("Socialnämnden prognostiserar ett underskott på 5,2 miljoner kronor.", "5,2", 3),
        (
            "Barn- och utbildningsnämnden beräknar ett underskott på 6,5 miljoner kronor till följd av fler elever.",
            "6,5",
            2,
        ),
        ("Tekniska nämnden väntas ge ett överskott på 1,2 miljoner kronor.", "1,2", 4),
    ):
        s.paragraph(text)
        number = value.replace(",", ".")
        signed = f"-{number}" if "underskott" in text else number
        s.claim(
            text,
            f"{value} miljoner kronor",
            signed,
            "mnkr",
            "variance",
            [(t, row, 4)],
            period=FULL_YEAR,
            organisation=OPERATING[row][0],
        )
    s.heading("1.3 Investeringar", 2)
    t = s.table(
        INVESTMENT,
        [190, 80, 90, 80],
        style="zebra",
        kind="investment",
        title="Investeringsredovisning, belopp i tkr",
        unit="tkr",
        totals=(4,),
    )
    text = "Årets investeringsbudget är 70,3 miljoner kronor och prognosen är 63,3 miljoner kronor."
    s.paragraph(text)
    s.claim(text, "70,3 miljoner kronor", "70.3", "mnkr", "budget", [(t, 4, 1)], period=FULL_YEAR)
    s.claim(text, "63,3 miljoner kronor", "63.3", "mnkr", "forecast", [(t, 4, 3)], period=FULL_YEAR)


def _goals(s: Sheet) -> None:
    s.new_page()
    s.heading("2 Måluppfyllelse")
    s.paragraph("Kommunfullmäktige har beslutat om mål inom varje prioriterat område. Symbolerna betyder:")
    for colour, label in LEGEND:
        s.y += 16
        s.circle(LEFT + 12, s.y - 3.5, colour)
        s.text(LEFT + 26, s.y, label)
    s.y += 20
    right = RIGHT - 10
    s.box(LEFT, s.y, RIGHT, s.y + 18, fill=COLOURS["band"])
    s.text(LEFT + 4, s.y + 12.5, "Kommunfullmäktiges mål", size=9, font="Helvetica-Bold", colour="#ffffff")
    s.text(right - 78, s.y + 12.5, "Bedömning", size=9, font="Helvetica-Bold", colour="#ffffff", align="centre")
    s.text(right - 12, s.y + 12.5, "Trend", size=9, font="Helvetica-Bold", colour="#ffffff", align="centre")
    s.y += 18
    area = ""
    for goal_area, title, colour, trend, *_, verdict in GOALS:
        if goal_area != area:
            area = goal_area
            s.box(LEFT, s.y, RIGHT, s.y + 17, fill=COLOURS["head"])
            s.text(LEFT + 4, s.y + 12, area, size=9, font="Helvetica-Bold")
            s.y += 17
        s.text(LEFT + 4, s.y + 12, title, size=9)
        symbol = s.circle(right - 78, s.y + 9, colour)
        s.arrow(right - 12, s.y + 9, trend)
        s.y += 18
        s.rule(LEFT, s.y, RIGHT, width=0.3)
        s.add(
            "goals",
            "g",
            organisation=ORGANISATION,
            area=area,
            level="council",
            title=title,
            occurrence=1,
            assessment=MEANING[colour],
            basis="both",
            symbol=symbol,
            text_assessment=verdict,
            quote=None,
            trend=trend,
            progress=None,
        )
    s.new_page()
    for n, (_, title, colour, _, description, commentary, sentence, _) in enumerate(GOALS):
        s.box(LEFT, s.y, RIGHT, s.y + 20, fill=COLOURS["head"])
        s.text(LEFT + 5, s.y + 13.5, title, font="Helvetica-Bold")
        symbol = s.circle(RIGHT - 14, s.y + 10, colour)
        s.y += 18
        s.label("Beskrivning:")
        s.paragraph(description)
        s.label("Kommentar:")
        s.paragraph(f"{commentary} {sentence}")
        s.y += 4
        goal = s.truth["goals"][n]
        goal |= {"quote": sentence, "quote_page": s.page, "detail": {"page": s.page, "symbol": symbol}}
        if goal["text_assessment"] != goal["assessment"]:
            s.error(
                "symbol",
                "symbolen är röd men texten säger att målet är uppfyllt",
                (s.page, sentence),
                (goal["page"], title),
            )
    s.table(INDICATORS, [230, 80, 75, 75], style="grid", kind="kpi", title="Indikatorer")
    goal_of = ("g1", "g3", "g4")
    for (name, *printed), goal_id in zip(INDICATORS[1:], goal_of, strict=True):
        words = printed[0].split()
        values = [
            {
                "role": "target",
                "period": "2025",
                "text": printed[0],
                "value": words[1],
                "operator": {"minst": ">=", "max": "<="}[words[0]],
            }
        ]
        for year, text in zip(("2024", "2025"), printed[1:], strict=True):
            values.append({"role": "outcome", "period": year, "text": text, "value": text.replace(",", ".")})
        what, unit = name.split(", ")
        s.add("indicators", "i", organisation=ORGANISATION, goal=goal_id, name=what, unit=unit, values=values)


def _staff(s: Sheet) -> None:
    s.new_page()
    s.heading("3 Personal")
    t = s.table(STAFF, [240, 90, 90], style="rules", kind="staff")
    text = "Sjukfrånvaron var 6,8 procent under perioden."
    s.paragraph(text)
    s.claim(text, "6,8 procent", "6.8", "%", "outcome", [(t, 2, 1)], period=YEAR_TO_DATE)
    text = "Antalet årsarbetare är 1 412."
    s.paragraph(text)
    s.claim(text, "1 412", "1412", "årsarbetare", "outcome", [(t, 1, 1)], period=YEAR_TO_DATE)
