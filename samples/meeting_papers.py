"""The invented municipality's meeting papers: an agenda with its bundle, and minutes."""

from pathlib import Path

from sheet import HEIGHT, LEFT, RIGHT, WIDTH, Sheet

BODY = "Socialnämnden"
DATE = "2025-09-18"

# number, title, case number, printed pages, pages of the paper, kind of paper, plan code, paragraphs, decisions
ITEMS = [
    (
        "1",
        "Information från förvaltningschefen",
        "2025/14",
        "3.9.0.1",
        ["Förvaltningschefen informerar om aktuella frågor i verksamheten."],
        ["Socialnämnden beslutar att lägga informationen till handlingarna."],
    ),
    (
        "2",
        "Månadsrapport augusti 2025",
        "2025/203",
        "1.3.1.4",
        [
            "Rapporten visar hur nämndens ekonomi har utvecklats till och med augusti.",
            "Nämnden har infört tätare uppföljning av placeringar och ser över schemaläggningen i hemtjänsten.",
        ],
        [
            "Socialnämnden beslutar att godkänna månadsrapporten.",
            "Socialnämnden beslutar att uppdra åt förvaltningen att återkomma med åtgärder i oktober.",
        ],
    ),
    (
        "3",
        "Riktlinjer för kontaktpersoner",
        "2025/187",
        "3.7.2.0",
        ["Riktlinjerna beskriver hur uppdrag som kontaktperson utreds, beviljas och följs upp."],
        ["Socialnämnden beslutar att anta riktlinjerna."],
    ),
]


def draw_agenda(folder: Path, truth: Path) -> None:
    """Write the agenda with its papers, stamped with the bundle's page numbers."""
    s = Sheet(
        folder / "granvik-socialnamnden-kallelse-2025-09-18.pdf",
        kind="agenda",
        title=f"Kallelse {BODY} {DATE}",
        municipality="Granviks kommun",
        municipality_code=None,
        organisation=BODY,
        period_start=None,
        period_end=None,
        meeting_date=DATE,
        case_number=None,
        text_layer="native",
    )
    _masthead(s, "KALLELSE", "1 (1)", "2025-09-11", None)
    s.heading(BODY, 1)
    for name, value in (("Tid", "torsdag 18 september 2025 kl. 13:15"), ("Plats", "Kommunhuset, sammanträdesrum Eken")):
        s.y += 15
        s.text(LEFT, s.y, name, font="Helvetica-Bold")
        s.text(LEFT + 60, s.y, value)
    s.truth["meeting"] = {"body": BODY, "date": DATE, "start": "13:15", "location": "Kommunhuset, sammanträdesrum Eken"}
    s.y += 16
    s.heading("Föredragningslista", 2)
    grid = [["Punkt", "Rubrik", "Ärendenr", "Sida"]]
    for n, (number, title, case, *_) in enumerate(ITEMS):
        # the case number of item 3 is another in its paper
        printed = "2025/178" if number == "3" else case
        grid.append([number, title, printed, str(n + 2)])
        s.truth["agenda"].append(
            {"number": number, "title": title, "case_number": printed, "page_from": n + 2, "page_to": n + 2, "page": 1}
        )
    s.table(grid, [40, 280, 80, 60], style="rules", kind="agenda", numbers_right=False)
    for number, title, case, plan_code, paragraphs, decisions in ITEMS:
        full = f"{case}-{plan_code}"
        _masthead(s, "BESLUTSFÖRSLAG", "1 (1)", "2025-09-04", full)
        s.heading(title, 2)
        s.text(LEFT, s.y + 6, f"Ärendenr {full}")
        s.y += 12
        s.heading("Socialförvaltningens förslag till beslut", 3)
        for decision in decisions:
            s.paragraph(decision)
        s.heading("Sammanfattning av ärendet", 3)
        for paragraph in paragraphs:
            s.paragraph(paragraph)
        s.truth["cases"].append(
            {
                "case_number": full,
                "title": title,
                "page_from": s.page,
                "page_to": s.page,
                "document_date": "2025-09-04",
                "officer": None,
                "decisions": [{"stage": "proposal", "body": BODY, "text": " ".join(decisions), "page": s.page}],
                "attachments": [],
                "recipients": [],
                "section": None,
                "agenda_number": number,
            }
        )
        if number == "3":
            s.error(
                "toc", "punkt 3: föredragningslistan har 2025/178, handlingen 2025/187", (1, "2025/178"), (s.page, full)
            )
    s.save(truth)


def _masthead(s: Sheet, kind: str, own_page: str, date: str, case: str | None) -> None:
    s.new_page(footer=False)
    s.text(LEFT, 42, "GRANVIKS KOMMUN", size=9, font="Helvetica-Bold")
    s.text(LEFT, 54, "Socialförvaltningen", size=9)
    s.text(WIDTH / 2 + 20, 42, kind, size=9, font="Helvetica-Bold", align="centre")
    s.text(WIDTH / 2 + 20, 54, date, size=9, align="centre")
    s.text(RIGHT, 42, own_page, size=9, align="right")
    if case:
        s.text(RIGHT, 54, case, size=9, align="right")
    s.text(RIGHT + 30, HEIGHT - 24, str(s.page), size=11, font="Helvetica-Bold", align="right")
    s.y = 80


SECTIONS = [
    (
        "§ 112",
        "Val av justerare",
        None,
        "Kommunstyrelsen utser en ledamot att jämte ordföranden justera protokollet.",
        ["Kommunstyrelsen beslutar att justeringen sker den 13 oktober 2025."],
    ),
    (
        "§ 113",
        "Delårsrapport per augusti",
        "KS 2025/301",
        "Ekonomiavdelningen har upprättat kommunens delårsrapport för perioden januari till augusti.",
        ["Kommunstyrelsen föreslår att kommunfullmäktige godkänner delårsrapporten."],
    ),
    (
        "§ 114",
        "Försäljning av fastighet i Norrsund",
        "KS 2025/288",
        "Fastigheten används inte längre av någon verksamhet och föreslås säljas på den öppna marknaden.",
        [
            "Kommunstyrelsen beslutar att fastigheten säljs.",
            "Kommunstyrelsen beslutar att uppdra åt fastighetschefen att underteckna köpehandlingarna.",
        ],
    ),
    (
        "§ 115",
        "Meddelanden",
        "KS 2025/9",
        "Inkomna meddelanden redovisas enligt förteckning.",
        ["Kommunstyrelsen beslutar att lägga meddelandena till handlingarna."],
    ),
]


def draw_minutes(folder: Path, truth: Path) -> None:
    """Write the minutes of a kommunstyrelse."""
    s = Sheet(
        folder / "granvik-kommunstyrelsen-protokoll-2025-10-06.pdf",
        header="Granviks kommun   Kommunstyrelsen   Protokoll 2025-10-06",
        kind="minutes",
        title="Sammanträdesprotokoll",
        municipality="Granviks kommun",
        municipality_code=None,
        organisation="Kommunstyrelsen",
        period_start=None,
        period_end=None,
        meeting_date="2025-10-06",
        case_number=None,
        text_layer="native",
    )
    s.new_page()
    s.text(LEFT, 60, "GRANVIKS KOMMUN", font="Helvetica-Bold")
    s.heading("Sammanträdesprotokoll", 1)
    for name, value in (
        ("Organ", "Kommunstyrelsen"),
        ("Datum", "2025-10-06"),
        ("Tid", "kl. 09:00–11:40"),
        ("Plats", "Kommunhuset, sessionssalen"),
        ("Paragrafer", "112–115"),
    ):
        s.y += 17
        s.text(LEFT, s.y, name, font="Helvetica-Bold")
        s.text(LEFT + 80, s.y, value)
    s.truth["meeting"] = {
        "body": "Kommunstyrelsen",
        "date": "2025-10-06",
        "start": "09:00",
        "location": "Kommunhuset, sessionssalen",
    }
    s.truth["agenda"] = None
    for section, title, case, summary, decisions in SECTIONS:
        if section in {"§ 112", "§ 114"}:
            s.new_page()
        s.heading(f"{section} {title}", 2)
        if case:
            s.y += 8
            s.text(LEFT, s.y, f"Dnr {case}")
            s.y += 8
        s.heading("Beslut", 3)
        for decision in decisions:
            s.paragraph(decision)
        s.heading("Sammanfattning", 3)
        s.paragraph(summary)
        s.truth["cases"].append(
            {
                "case_number": case,
                "title": title,
                "page_from": s.page,
                "page_to": s.page,
                "document_date": None,
                "officer": None,
                "decisions": [
                    {"stage": "decision", "body": "Kommunstyrelsen", "text": " ".join(decisions), "page": s.page}
                ],
                "attachments": [],
                "recipients": [],
                "section": section,
            }
        )
    s.save(truth)
