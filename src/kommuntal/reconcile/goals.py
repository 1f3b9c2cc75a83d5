"""Hold what is said of a goal in one place against another: symbol and words, summary and box, arrow and word, counts.

Only what both places state is compared. A goal without any verdict is a note, in a list where the others have one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kommuntal.reconcile.by_document import by_document
from kommuntal.reconcile.finding import Place, make_finding, place_around, place_of
from kommuntal.reconcile.goals_counts import count_findings
from kommuntal.schema import Claim, Document, Finding, Goal, Records
from kommuntal.schema.enums import Assessment, Basis, DocumentKind, FindingKind, GoalLevel, Severity, Trend
from kommuntal.swedish.verdicts import parse_verdict

ACTS = (GoalLevel.ACTIVITY, GoalLevel.ASSIGNMENT, GoalLevel.INDICATOR)
ASSESSING = (DocumentKind.INTERIM_REPORT, DocumentKind.ANNUAL_REPORT)
FEWEST_ASSESSED = 3  # goals of a list with a verdict before one without is a gap
SV = {
    Assessment.MET: "uppfyllt",
    Assessment.LARGELY_MET: "i hög grad uppfyllt",
    Assessment.PARTLY_MET: "delvis uppfyllt",
    Assessment.NOT_MET: "ej uppfyllt",
    Assessment.NOT_ASSESSED: "ej bedömt",
}
EN = {a: a.value.replace("_", " ") for a in Assessment}
OPPOSITE = {"red": Assessment.MET, "green": Assessment.NOT_MET}
COLOUR_SV = {"red": "röd", "green": "grön"}
TREND_SV = {Trend.IMPROVING: "ökande", Trend.UNCHANGED: "oförändrad", Trend.WORSENING: "minskande"}


def check(records: Records) -> Records:
    """Return a finding for each goal of which two places of one document say different things."""
    documents = {d.document_id: d for d in records.documents}
    goals, claims = by_document(records.goals), by_document(records.claims)
    out: list[Finding] = []
    for document_id, own in goals.items():
        out += check_document(own, claims[document_id], documents.get(document_id))
    return Records(findings=out)


def check_document(goals: Sequence[Goal], claims: Sequence[Claim], document: Document | None) -> Iterator[Finding]:
    """Yield the findings of the goals of one document."""
    scale = frozenset(g.assessment for g in goals if g.assessment and _is_set(g))
    for goal in goals:
        if _contradicts(goal, scale):
            yield _symbol_against_text(goal)
        elif (
            goal.symbol_colour in OPPOSITE and parse_verdict(goal.assessment_raw or "") is OPPOSITE[goal.symbol_colour]
        ):
            yield _symbol_against_word(goal)
        if goal.assessment and goal.detail_assessment and goal.detail_assessment != goal.assessment:
            yield _summary_against_detail(goal)
        if goal.trend and goal.text_trend and goal.trend != goal.text_trend:
            yield _arrow_against_word(goal)
    yield from count_findings(_by_list(goals).values(), claims)
    yield from _unknown_symbols(goals)
    if document is not None and document.kind in ASSESSING:
        yield from _gaps(goals)


def _contradicts(goal: Goal, scale: frozenset[Assessment]) -> bool:
    """Say whether symbol and words cannot both be right.

    Where the symbols know no "largely met", words that say so agree with "met" and with "partly met". The symbol of an
    activity may say that it goes as planned, which words such as "partly done" do not contradict.
    """
    seen, said = goal.assessment, goal.text_assessment
    if not _is_set(goal) or goal.basis is Basis.BOTH or seen is None or said is None or seen is said:
        return False
    if goal.level in ACTS:
        return {seen, said} == {Assessment.MET, Assessment.NOT_MET}
    if Assessment.LARGELY_MET not in scale and said is Assessment.LARGELY_MET:
        return seen not in (Assessment.MET, Assessment.PARTLY_MET)
    return True


def _is_set(goal: Goal) -> bool:
    """Say whether the assessment is a symbol or a word set in the place for it, and is not read from prose alone."""
    words = goal.basis is Basis.TEXT and parse_verdict(goal.assessment_raw or "") is goal.assessment
    return words or goal.basis in (Basis.SYMBOL, Basis.BOTH)


def _symbol_against_text(goal: Goal) -> Finding:
    seen, said = goal.assessment, goal.text_assessment
    assert seen is not None and said is not None
    by_word = goal.basis is Basis.TEXT
    return make_finding(
        FindingKind.SYMBOL,
        _listed(goal),
        Place(goal.document_id, goal.quote or "", goal.quote_page),
        f"{'Bedömningen av' if by_word else 'Symbolen för'} målet ”{goal.title}” säger {SV[seen]}, men texten säger "
        f"{SV[said]}: ”{goal.quote}”",
        f"The {'assessment' if by_word else 'symbol'} of the goal “{goal.title}” says {EN[seen]}, but the text says "
        f"{EN[said]}: “{goal.quote}”",
        severity=Severity.ERROR if {seen, said} == {Assessment.MET, Assessment.NOT_MET} else Severity.WARNING,
        expected=SV[said],
        found=SV[seen],
        confidence=goal.confidence,
    )


def _symbol_against_word(goal: Goal) -> Finding:
    """Return that a red symbol stands beside a word that says met, or a green one beside its opposite."""
    assert goal.assessment is not None
    return make_finding(
        FindingKind.SYMBOL,
        _listed(goal, "word"),
        None,
        f"Symbolen för målet ”{goal.title}” är {COLOUR_SV[goal.symbol_colour or '']}, men ordet bredvid är "
        f"”{goal.assessment_raw}”.",
        f"The symbol of the goal “{goal.title}” is {goal.symbol_colour}, but the word beside it is "
        f"“{goal.assessment_raw}”.",
        expected=SV[goal.assessment],
        found=COLOUR_SV[goal.symbol_colour or ""],
        confidence=0.8,
    )


def _summary_against_detail(goal: Goal) -> Finding:
    seen, own = goal.assessment, goal.detail_assessment
    assert seen is not None and own is not None
    return make_finding(
        FindingKind.SYMBOL,
        _listed(goal),
        Place(goal.document_id, goal.title, goal.detail_page, labels=("detail",)),
        f"Målet ”{goal.title}” är {SV[seen]} i sammanställningen på sidan {goal.page}, men {SV[own]} i målets egen "
        f"ruta på sidan {goal.detail_page}.",
        f"The goal “{goal.title}” is {EN[seen]} in the summary on page {goal.page}, but {EN[own]} in its own box on "
        f"page {goal.detail_page}.",
        expected=SV[own],
        found=SV[seen],
        confidence=goal.confidence,
    )


def _arrow_against_word(goal: Goal) -> Finding:
    assert goal.trend is not None and goal.text_trend is not None
    return make_finding(
        FindingKind.SYMBOL,
        _listed(goal, "trend"),
        None,
        f"Pilen för målet ”{goal.title}” visar {TREND_SV[goal.trend]} trend, men texten säger "
        f"{TREND_SV[goal.text_trend]} trend.",
        f"The arrow of the goal “{goal.title}” shows an {goal.trend.value} trend, but the text says "
        f"{goal.text_trend.value}.",
        expected=TREND_SV[goal.text_trend],
        found=TREND_SV[goal.trend],
        confidence=goal.confidence * 0.9,
    )


def _by_list(goals: Iterable[Goal]) -> dict[tuple[str | None, GoalLevel | None], list[Goal]]:
    out: dict[tuple[str | None, GoalLevel | None], list[Goal]] = defaultdict(list)
    for goal in goals:
        if goal.assessment is not None and goal.level not in ACTS:
            out[goal.organisation, goal.level].append(goal)
    return out


def _unknown_symbols(goals: Sequence[Goal]) -> Iterator[Finding]:
    """Yield each symbol of goals whose meaning neither the document nor custom tells, once for all its goals.

    The box is the symbol's own, so that it can be cut out of the page. What stands beside activities and assignments
    says how the work goes ("under way") and is left alone.
    """
    unknown: dict[tuple[str, str], list[Goal]] = defaultdict(list)
    for goal in goals:
        if goal.symbol_shape and goal.assessment is None and goal.level not in ACTS:
            unknown[goal.symbol_colour or "", goal.symbol_shape].append(goal)
    for (colour, shape), own in unknown.items():
        first = own[0]
        more = f" och {len(own) - 1} mål till" if len(own) > 1 else ""
        more_en = f" and {len(own) - 1} more" if len(own) > 1 else ""
        yield make_finding(
            FindingKind.GAP,
            Place(
                first.document_id,
                f"{colour} {shape}",
                first.symbol_page,
                first.symbol_x0,
                first.symbol_top,
                first.symbol_x1,
                first.symbol_bottom,
                (first.title, "symbol"),
            ),
            _listed(first),
            f"Dokumentet säger inte vad symbolen vid målet ”{first.title}”{more} betyder; ingen bedömning är läst ur "
            "den.",
            f"The document does not say what the symbol of the goal “{first.title}”{more_en} means; no assessment is "
            "read from it.",
            severity=Severity.NOTE,
            found=f"{colour} {shape}",
        )


def _gaps(goals: Sequence[Goal]) -> Iterator[Finding]:
    """Yield the goals that nothing assesses in lists where the most are: one note a list, with their titles."""
    assessed = _by_list(g for g in goals if _is_set(g))
    silent: dict[tuple[str | None, GoalLevel | None], list[Goal]] = defaultdict(list)
    for goal in goals:
        said = goal.assessment or goal.symbol_shape or goal.text_assessment or goal.status
        if not said and goal.level not in ACTS:
            silent[goal.organisation, goal.level].append(goal)
    for key, own in silent.items():
        others = assessed.get(key, [])
        beside = {g.page for g in others}
        if len(others) < FEWEST_ASSESSED or len(own) >= len(others) or not all(g.page in beside for g in own):
            continue
        titles = ", ".join(f"”{g.title}”" for g in own)
        yield make_finding(
            FindingKind.GAP,
            place_around(own, own[0].title, own[0].organisation, own[0].area, str(own[0].occurrence), "gap"),
            None,
            f"{len(own)} av {len(own) + len(others)} mål i listan har ingen bedömning: {titles}.",
            f"{len(own)} of {len(own) + len(others)} goals of the list have no assessment: {titles}.",
            severity=Severity.NOTE,
            found=str(len(own)),
            confidence=0.6,
        )


def _listed(goal: Goal, *labels: str) -> Place:
    return place_of(goal, goal.title, goal.organisation, goal.area, str(goal.occurrence), *labels)
