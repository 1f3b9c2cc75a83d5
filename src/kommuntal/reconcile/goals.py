"""Hold what is said of a goal in one place against another: symbol and words, summary and box, arrow and word, counts.

Only what both places state is compared. A goal without any verdict is a note, in a list where the others have one.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kommuntal.reconcile.finding import Place, make_finding, place_of
from kommuntal.schema import Claim, Document, Finding, Goal, Records
from kommuntal.schema.enums import Assessment, Basis, DocumentKind, FindingKind, GoalLevel, Severity, Trend
from kommuntal.swedish.numbers import number_word
from kommuntal.swedish.verdicts import find_verdicts

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
TREND_SV = {Trend.IMPROVING: "ökande", Trend.UNCHANGED: "oförändrad", Trend.WORSENING: "minskande"}
COUNTED = re.compile(
    r"(?i)\b(?P<part>\w+) av (?:(?:de|nämndens|våra|kommunens|totalt) )?(?P<whole>\w+) (?:\w+ ){0,2}mål(?:en)?\b"
)


def check(records: Records) -> Records:
    """Return a finding for each goal of which two places of one document say different things."""
    documents = {d.document_id: d for d in records.documents}
    goals: dict[str, list[Goal]] = defaultdict(list)
    claims: dict[str, list[Claim]] = defaultdict(list)
    for goal in records.goals:
        goals[goal.document_id].append(goal)
    for claim in records.claims:
        claims[claim.document_id].append(claim)
    out: list[Finding] = []
    for document_id, own in goals.items():
        out += check_document(own, claims[document_id], documents.get(document_id))
    return Records(findings=out)


def check_document(goals: Sequence[Goal], claims: Sequence[Claim], document: Document | None) -> Iterator[Finding]:
    """Yield the findings of the goals of one document."""
    scale = frozenset(g.assessment for g in goals if g.assessment and g.basis in (Basis.SYMBOL, Basis.BOTH))
    for goal in goals:
        if _contradicts(goal, scale):
            yield _symbol_against_text(goal)
        if goal.assessment and goal.detail_assessment and goal.detail_assessment != goal.assessment:
            yield _summary_against_detail(goal)
        if goal.trend and goal.text_trend and goal.trend != goal.text_trend:
            yield _arrow_against_word(goal)
    yield from _counts(goals, claims)
    if document is not None and document.kind in ASSESSING:
        yield from _gaps(goals)


def _contradicts(goal: Goal, scale: frozenset[Assessment]) -> bool:
    """Say whether symbol and words cannot both be right.

    Where the symbols know no "largely met", words that say so agree with "met" and with "partly met". The symbol of an
    activity may say that it goes as planned, which words such as "partly done" do not contradict.
    """
    seen, said = goal.assessment, goal.text_assessment
    if goal.basis is not Basis.SYMBOL or seen is None or said is None or seen is said:
        return False
    if goal.level in ACTS:
        return {seen, said} == {Assessment.MET, Assessment.NOT_MET}
    if Assessment.LARGELY_MET not in scale and said is Assessment.LARGELY_MET:
        return seen not in (Assessment.MET, Assessment.PARTLY_MET)
    return True


def _symbol_against_text(goal: Goal) -> Finding:
    seen, said = goal.assessment, goal.text_assessment
    assert seen is not None and said is not None
    return make_finding(
        FindingKind.SYMBOL,
        _listed(goal),
        Place(goal.document_id, goal.quote or "", goal.quote_page),
        f"Symbolen för målet ”{goal.title}” säger {SV[seen]}, men texten säger {SV[said]}: ”{goal.quote}”",
        f"The symbol of the goal “{goal.title}” says {EN[seen]}, but the text says {EN[said]}: “{goal.quote}”",
        severity=Severity.ERROR if {seen, said} == {Assessment.MET, Assessment.NOT_MET} else Severity.WARNING,
        expected=SV[said],
        found=SV[seen],
        confidence=goal.confidence,
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


def _counts(goals: Sequence[Goal], claims: Iterable[Claim]) -> Iterator[Finding]:
    """Yield the sentences that count met goals otherwise than the goals are listed.

    Only where the whole of the count is the number of assessed goals of one body and level, so that it is clear which
    goals are counted; "largely met" may be counted as met or not.
    """
    lists: Mapping[tuple[str | None, GoalLevel | None], list[Goal]] = _by_list(goals)
    seen: set[str] = set()
    for claim in claims:
        match = COUNTED.search(claim.sentence)
        if match is None or claim.sentence in seen:
            continue
        seen.add(claim.sentence)
        part, whole = (_count(match[name]) for name in ("part", "whole"))
        verdicts = {v.item.assessment for v in find_verdicts(f"Målet {claim.sentence[match.end() :].strip()}")}
        if part is None or whole is None or verdicts != {Assessment.MET}:
            continue
        fitting = [own for own in lists.values() if len(own) == whole]
        if len(fitting) != 1:
            continue
        met = sum(g.assessment is Assessment.MET for g in fitting[0])
        largely = sum(g.assessment is Assessment.LARGELY_MET for g in fitting[0])
        if met <= part <= met + largely:
            continue
        yield make_finding(
            FindingKind.SYMBOL,
            place_of(claim, claim.sentence),
            _listed(fitting[0][0], "count"),
            f"Texten räknar {part} av {whole} mål som uppfyllda, men {met} av dem är listade som uppfyllda.",
            f"The text counts {part} of {whole} goals as met, but {met} of them are listed as met.",
            expected=str(met),
            found=str(part),
            confidence=0.8,
        )


def _count(word: str) -> int | None:
    value = int(word) if word.isdecimal() else number_word(word)
    return int(value) if value is not None else None


def _by_list(goals: Iterable[Goal]) -> dict[tuple[str | None, GoalLevel | None], list[Goal]]:
    out: dict[tuple[str | None, GoalLevel | None], list[Goal]] = defaultdict(list)
    for goal in goals:
        if goal.assessment is not None and goal.level not in ACTS:
            out[goal.organisation, goal.level].append(goal)
    return out


def _gaps(goals: Sequence[Goal]) -> Iterator[Finding]:
    """Yield the goals that neither symbol nor words assess, in lists where all others are."""
    assessed = _by_list(g for g in goals if g.basis in (Basis.SYMBOL, Basis.BOTH))
    silent = [
        g
        for g in goals
        if g.assessment is None and g.symbol_shape is None and g.text_assessment is None and g.level not in ACTS
    ]
    for goal in silent:
        others = assessed.get((goal.organisation, goal.level), [])
        beside = [g for g in others if g.page == goal.page]
        alone = sum((g.organisation, g.level) == (goal.organisation, goal.level) for g in silent) == 1
        if beside and alone and len(others) >= FEWEST_ASSESSED:
            yield make_finding(
                FindingKind.GAP,
                _listed(goal, "gap"),
                None,
                f"Målet ”{goal.title}” har ingen bedömning, fast {len(others)} andra mål i samma lista har det.",
                f"The goal “{goal.title}” has no assessment, though {len(others)} other goals in the same list do.",
                severity=Severity.NOTE,
                confidence=0.6,
            )


def _listed(goal: Goal, *labels: str) -> Place:
    return place_of(goal, goal.title, goal.organisation, goal.area, str(goal.occurrence), *labels)
