"""Periods in words against the title, heading or paper they stand in, and days against the calendar."""

import dataclasses
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.extract.laid_out import DOCUMENT_ID, context, header, heading, layout, section, text
from tests.reconcile import printed_tables

from kommuntal.extract.claims import extract_claims
from kommuntal.extract.mentions import extract_mentions
from kommuntal.layout.model import Furniture, Paragraph, Section
from kommuntal.reconcile import mentioned_days, mentioned_months, mentioned_periods, periods
from kommuntal.schema import Decision, DecisionPoint, Finding, Paper, Records
from kommuntal.schema.enums import DocumentKind, FindingKind, Severity, Stage
from kommuntal.swedish.rules import data

JAN_APR = (date(2026, 1, 1), date(2026, 4, 30))
THREE_YEARS = (date(2026, 1, 1), date(2028, 12, 31))
YEAR = (date(2027, 1, 1), date(2027, 12, 31))
MEETING = date(2026, 2, 17)
WEEKDAYS = data("dates")["weekdays"]


def read(
    *paragraphs: Paragraph,
    kind: DocumentKind = DocumentKind.INTERIM_REPORT,
    title: str = "Delårsrapport januari–april 2026",
    period: tuple[date, date] | None = JAN_APR,
    meeting: date | None = None,
    sections: tuple[Section, ...] = (),
    furniture: list[Furniture] | None = None,
) -> Records:
    """Return the records that words in a document of this title come to: itself, its sections and its mentions."""
    laid = layout(*paragraphs, sections=sections, furniture=furniture or ())
    around = context(laid, period)
    document = replace(around.document, kind=kind, title=title, meeting_date=meeting)
    around = dataclasses.replace(around, document=document)
    out = extract_mentions(laid, around)
    out.extend(extract_claims(laid, around))
    out.documents, out.sections = [document], list(around.sections)
    return out


def told(records: Records) -> list[str]:
    """Return what the findings quote as deviating, all of them of periods."""
    findings = mentioned_periods.check(records).findings
    assert all(f.kind is FindingKind.PERIOD for f in findings)
    return [f.left_quote or "" for f in findings]


# ---- the year of whoever writes ------------------------------------------------------------------------------------


def test_another_year_after_this_years_is_told_with_the_title() -> None:
    records = read(
        heading("Delårsrapport januari–april 2026"),
        text("Kommunstyrelsen har utsett hembygdsföreningen till årets trygghets- och miljöinsats 2025."),
    )
    (finding,) = mentioned_periods.check(records).findings
    assert (finding.left_quote, finding.right_quote) == (
        "årets trygghets- och miljöinsats 2025",
        "Delårsrapport januari–april 2026",
    )
    assert (finding.expected, finding.found) == ("2026", "2025")
    assert "2026" in finding.message
    assert finding.message_en and "2026" in finding.message_en


@pytest.mark.parametrize(
    "sentence",
    [
        "Årets miljöinsats 2026 utsågs i mars.",
        "Årets resultat 2025 var 14 miljoner kronor.",
        "Vid årets slut 2025 bodde 12 000 personer i kommunen.",
        "Medborgarundersökningen 2025 visar att fler är nöjda.",
        "Jämfört med årets insats 2025 är den större.",
        "Årets uppföljning av budget 2025 är klar.",
    ],
)
def test_other_years_are_history_and_comparison(sentence: str) -> None:
    assert told(read(text(sentence))) == []


@pytest.mark.parametrize("head", ["Händelser efter periodens slut", "Insatser 2025"])
def test_a_heading_may_say_that_another_year_is_told_of(head: str) -> None:
    words = text("Årets insats 2025 utsågs i december.", section=0)
    assert told(read(words, sections=(section(head),))) == []
    assert told(read(words, sections=(section("Händelser i kommunen"),))) == ["Årets insats 2025"]


def test_a_plan_made_the_year_before_has_two_years_of_its_own() -> None:
    words = text("Årets insats 2026 utsågs i mars.")
    assert told(read(words, kind=DocumentKind.PLAN, title="Verksamhetsplan 2027", period=YEAR)) == []


# ---- the years of a plan --------------------------------------------------------------------------------------------


def plan(*sentences: str, heads: tuple[str, ...] = ()) -> Records:
    sections = tuple(section(head, parent=n - 1 if n else None) for n, head in enumerate(heads))
    paragraphs = [text(sentence, section=len(heads) - 1 if heads else None) for sentence in sentences]
    return read(
        *paragraphs, kind=DocumentKind.PLAN, title="Verksamhetsplan 2026–2028", period=THREE_YEARS, sections=sections
    )


@given(
    st.integers(2015, 2040), st.integers(1, 5), st.sampled_from(["verksamhetsåren", "planperioden", "budgetperioden"])
)
def test_a_plans_own_years_are_the_titles_or_told(first: int, length: int, noun: str) -> None:
    found = told(plan(f"Insatserna är basen i nämndens utbud {noun} {first}–{first + length}."))
    shifted = length == 2 and first != 2026
    assert found == ([f"{noun} {first}–{first + length}"] if shifted else [])


@pytest.mark.parametrize(
    "sentence",
    [
        "Under föregående planperiod 2023–2025 byggdes två broar.",
        "Befolkningen väntas växa under åren 2027–2029.",
        "Renhållningsplan 2025–2027 gäller tills vidare.",
        "Under mandatperioden 2024–2026 inventeras alla vägar.",
    ],
)
def test_years_that_are_not_the_plans_own_are_left_alone(sentence: str) -> None:
    assert told(plan(sentence)) == []


def test_the_nearest_heading_with_years_is_the_frame() -> None:
    sentence = "Utbudet gäller verksamhetsåren 2027–2029."
    assert told(plan(sentence, heads=("Lokalplan 2027–2029", "Utbud"))) == []
    assert told(plan(sentence, heads=("Lokalplan 2026–2028", "Utbud"))) == ["verksamhetsåren 2027–2029"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Under verksamhetsåret 2026 ska nämnden arbeta med trygghet.", True),
        ("Under verksamhetsåret 2027 ska nämnden arbeta med trygghet.", False),
        ("Under verksamhetsåret 2028 ska nämnden arbeta med trygghet.", False),
        ("Verksamhetsåret 2026 präglades av höga kostnader.", False),
        ("Under 2026 ska nämnden upphandla en entreprenör.", False),
    ],
)
def test_a_plan_for_a_year_does_not_plan_the_year_before(sentence: str, expected: bool) -> None:
    records = read(text(sentence), kind=DocumentKind.PLAN, title="Verksamhetsplan 2027", period=YEAR)
    assert bool(told(records)) is expected


def test_years_that_the_title_gives_are_the_plans_under_any_heading() -> None:
    assert told(plan("Under planperioden 2026–2028 byggs två broar.", heads=("Befolkning 2025–2027",))) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Denna verksamhetsplan 2025–2027 beskriver nämndens mål.", True),
        ("I föreliggande verksamhetsplan för 2025–2027 finns målen.", True),
        ("Denna verksamhetsplan 2026–2028 beskriver nämndens mål.", False),
        ("Denna verksamhetsplan 2026 beskriver nämndens mål.", False),
        ("Nämndens verksamhetsplan 2025–2027 gällde till i år.", False),
        ("Denna renhållningsplan 2025–2027 gäller.", False),
    ],
)
def test_a_document_calls_itself_by_its_own_period(sentence: str, expected: bool) -> None:
    assert bool(told(plan(sentence))) is expected


# ---- title against headings and page furniture ----------------------------------------------------------------------


def test_furniture_of_last_years_template_is_told_once() -> None:
    title = "Verksamhetsplan och internbudget 2027"
    furniture = header("Granviks kommun Verksamhetsplan 2026", 1, 2)
    records = read(heading(title), kind=DocumentKind.PLAN, title=title, period=YEAR, furniture=furniture)
    assert told(records) == ["Verksamhetsplan 2026"]


@pytest.mark.parametrize(
    ("title", "head", "expected"),
    [
        ("Månadsrapport september 2026", "Månadsrapport augusti 2026", True),
        ("Månadsrapport september 2026", "1.2 Månadsrapport augusti 2026", True),
        ("Månadsrapport september 2026", "Åtgärder efter månadsrapport augusti 2026", False),
        ("Delårsrapport januari–april 2026", "Viktiga händelser januari–april 2025", True),
        ("Delårsrapport januari–april 2026", "Viktiga händelser januari–april 2026", False),
        ("Delårsrapport januari–april 2026", "Händelser under 2025", False),
        ("Verksamhetsplan och budget 2026", "Budget 2027", False),
        ("Verksamhetsplan 2026", "Internkontrollplan 2025", False),
        ("Årsredovisning 2026", "Årsredovisning 2025", True),
        ("Årsredovisning 2026", "Väsentliga händelser 2027", False),
    ],
)
def test_a_heading_that_names_the_document_must_name_its_period(title: str, head: str, expected: bool) -> None:
    records = read(
        replace(heading(head, page=2), section=0), title=title, period=None, sections=(section(head, page=2),)
    )
    assert bool(told(records)) is expected


# ---- papers ---------------------------------------------------------------------------------------------------------


def bundle(title: str, *sentences: str, point: str | None = None) -> Records:
    out = read(
        *(text(sentence, page=2) for sentence in sentences),
        kind=DocumentKind.AGENDA,
        title="Kallelse",
        period=None,
        meeting=MEETING,
    )
    out.papers = [Paper(paper_id="p", title=title, document_id=DOCUMENT_ID, page=2, page_from=2, page_to=2)]
    if point is not None:
        out.decisions = [
            Decision(decision_id="d", paper_id="p", stage=Stage.PROPOSAL, text=point, document_id=DOCUMENT_ID, page=2)
        ]
        out.decision_points = [
            DecisionPoint(decision_point_id="q", decision_id="d", order=1, text=point, document_id=DOCUMENT_ID, page=2)
        ]
    return out


GRANT = (
    "Kommuner kan söka 2026 års statsbidrag.",
    "Beslut om statsbidrag för 2026 väntas i maj.",
)


def test_one_earlier_year_of_what_a_paper_is_about_is_noted() -> None:
    odd = "Förvaltningen har tagit fram ett underlag för 2025 års statsbidrag."
    (finding,) = mentioned_periods.check(bundle("Ansökan om statsbidrag för 2026", *GRANT, odd)).findings
    assert (finding.left_quote, finding.severity) == ("2025 års statsbidrag", Severity.NOTE)


@pytest.mark.parametrize(
    "sentences",
    [
        ("Förvaltningen har tagit fram ett underlag för 2025 års statsbidrag.",),
        (*GRANT, "Kommunen beviljades 2025 års statsbidrag."),
        (*GRANT, "Beloppet är högre än 2025 års statsbidrag."),
        (*GRANT, "Anvisningar för 2027 års statsbidrag saknas."),
        (*GRANT, "Underlaget för 2025 års statsbidrag finns.", "Det liknar 2024 års statsbidrag."),
        (*GRANT, "Nämndens budget 2025 är utgångspunkten."),
    ],
    ids=["too few", "history", "comparison", "later", "several", "another noun"],
)
def test_other_years_of_a_grant_are_left_alone(sentences: tuple[str, ...]) -> None:
    assert told(bundle("Ansökan om statsbidrag för 2026", *sentences)) == []


def test_what_the_next_paper_on_the_page_says_is_its_own() -> None:
    odd = text("Nämnden söker ett underlag för 2025 års statsbidrag.", page=2, top=600)
    records = bundle("Ansökan om statsbidrag för 2026", *GRANT)
    records.mentions += read(odd).mentions
    assert told(records) == ["2025 års statsbidrag"]
    following = Paper(paper_id="q", title="Nästa", document_id=DOCUMENT_ID, page=2, top=550, page_from=2, page_to=2)
    records.papers.append(following)
    assert told(records) == []


@pytest.mark.parametrize(
    ("point", "expected"),
    [
        ("Nämnden godkänner internkontrollplan 2025.", True),
        ("att anta nämndens internkontrollplan 2027", True),
        ("att anta internkontrollplan 2026", False),
        ("att godkänna uppföljningen av internkontrollplan 2025", False),
        ("att anta internkontrollplan 2026–2027", False),
        ("att anta budget 2025", False),
    ],
)
def test_a_decision_on_another_years_paper_is_told(point: str, expected: bool) -> None:
    assert told(bundle("Internkontrollplan 2026", point=point)) == ([point] if expected else [])


@pytest.mark.parametrize(
    "title", ["Uppföljning av internkontrollplan 2025", "Internkontrollplan 2025 och internkontrollplan 2026"]
)
def test_a_decision_may_be_on_what_follows_from_the_titles_paper(title: str) -> None:
    assert told(bundle(title, point="Nämnden antar internkontrollplan 2026.")) == []


# ---- columns --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "heads", "expected"),
    [
        ("Delårsbokslut september 2026", ["Utfall jan-aug 2026", "Budget 2026"], "Utfall jan-aug 2026"),
        ("Driftredovisning per 30 september 2026", ["Utfall jan–aug", "Utfall 2025"], "Utfall jan–aug"),
        ("Resultaträkning januari–augusti 2026", ["Utfall per 31 juli 2026", "Prognos"], "Utfall per 31 juli 2026"),
        ("Delårsbokslut september 2026", ["Utfall jan-sep 2026", "Utfall jan-sep 2025"], None),
        ("Delårsbokslut september 2026", ["Utfall sep 2026", "Utfall jan-aug 2026"], None),
        ("Delårsbokslut september 2026", ["Budget jan-aug 2026", "Prognos aug 2026"], None),
        ("Delårsbokslut september 2026", ["Utfall 2026", "Utfall jan-aug 2025"], None),
        ("Årsbokslut 2026", ["Utfall jan-aug 2026", "Budget 2026"], None),
        ("Driftredovisning", ["Utfall jan-aug 2026", "Budget 2026"], None),
    ],
)
def test_outcomes_are_up_to_the_month_that_the_table_is_titled(
    title: str, heads: list[str], expected: str | None
) -> None:
    table = printed_tables.table(
        [["Verksamhet", *heads], ["Hemtjänst", "12", "13"], ["Skola", "14", "15"]], title=title
    )
    found = periods.check(printed_tables.records(table, ends=date(2026, 9, 30))).findings
    assert [f.left_quote for f in found] == ([expected] if expected else [])


# ---- months that sentences count up to ------------------------------------------------------------------------------

TO_APRIL = "Utfallet till och med april är 3,2 miljoner kronor bättre än budget."


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        ((TO_APRIL, "Skolans utfall t.o.m. mars är 1,4 miljoner kronor sämre än budget."), True),
        ((TO_APRIL, "Skolans utfall januari–mars är 1,4 miljoner kronor sämre än budget."), True),
        ((TO_APRIL, "Skolans utfall januari–april är 1,4 miljoner kronor sämre än budget."), False),
        ((TO_APRIL, "Sjukfrånvaron till och med mars är 6,2 procent."), False),
        ((TO_APRIL, "Utfallet per mars och per april är 1,4 miljoner kronor."), False),
        ((TO_APRIL, "Det är 1,4 miljoner kronor bättre än föregående utfall per mars."), False),
        (("Skolans utfall t.o.m. mars är 1,4 miljoner kronor sämre än budget.",), False),
    ],
)
def test_a_sentence_of_last_months_report_is_noted(sentences: tuple[str, ...], expected: bool) -> None:
    found = mentioned_months.check(read(*map(text, sentences))).findings
    assert [f.left_quote for f in found] == ([sentences[-1]] if expected else [])


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Prognosen för helåret 2025 är att budgeten hålls.", True),
        ("Prognosen för helåret 2026 är att budgeten hålls.", False),
        ("Prognosen för 2027 är osäker.", False),
        ("Prognosen för helåret 2025 var att budgeten hålls.", False),
        ("Den är sämre än prognosen för 2025.", False),
        ("Medan prognosen för 2025 håller är den för 2026 osäker.", False),
        ("Prognosen för 2025 är ett överskott på 3 miljoner kronor.", False),  # held against the tables by others
    ],
)
def test_a_forecast_of_a_year_that_is_over_is_told(sentence: str, expected: bool) -> None:
    assert bool(mentioned_months.check(read(text(sentence))).findings) is expected


# ---- days -----------------------------------------------------------------------------------------------------------


def days(records: Records) -> list[Finding]:
    return mentioned_days.check(records).findings


@given(st.dates(date(2000, 1, 1), date(2040, 12, 31)), st.sampled_from(range(7)))
def test_a_weekday_is_told_where_the_date_falls_on_another(day: date, weekday: int) -> None:
    found = days(read(text(f"Mötet hölls {WEEKDAYS[weekday]} {day} i Granvik.")))
    assert [f.expected for f in found] == ([] if weekday == day.weekday() else [WEEKDAYS[day.weekday()]])


def test_a_day_that_its_month_has_not_is_told() -> None:
    (finding,) = days(read(text("Svar lämnas senast den 31 april 2026.")))
    assert (finding.left_quote, finding.expected) == ("den 31 april 2026", None)


@given(st.integers(-400, 400))
def test_no_meeting_tells_of_a_decision_taken_a_week_after_it(after: int) -> None:
    day = MEETING + timedelta(days=after)
    found = days(bundle("Ny taxa", f"Kommunstyrelsen beslutade {day} om nya anvisningar."))
    assert [f.found for f in found] == ([day.isoformat()] if after > 7 else [])


@pytest.mark.parametrize(
    "sentence",
    [
        "Nämnden beslutade att taxan ska gälla från och med den 1 mars 2027.",
        "Kommunfullmäktige fattar beslut den 15 juni 2026.",
        "Nämnden beslutade om ett extra möte den 15 juni 2026.",
        "Antagen av kommunfullmäktige 2026-06-15",
    ],
)
def test_days_to_come_are_no_decisions_taken(sentence: str) -> None:
    assert days(bundle("Ny taxa", sentence)) == []


def test_a_report_is_written_within_half_a_year_and_many_later_days_say_that_it_is_misread() -> None:
    sentences = [f"Nämnden antog den {day} november 2026 en plan." for day in (17, 18, 19)]
    assert len(days(read(text(sentences[0])))) == 1
    assert days(read(text("Nämnden antog den 15 juni 2026 en plan."))) == []
    assert days(read(*map(text, sentences))) == []
