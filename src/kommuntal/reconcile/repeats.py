"""Check that nothing is listed twice under one goal: an activity or assignment that stands there again."""

from collections import defaultdict

from kommuntal.reconcile.finding import in_both, make_finding, place_of
from kommuntal.schema import Finding, Goal, Records
from kommuntal.schema.enums import FindingKind, GoalLevel, Severity
from kommuntal.swedish.alike import letters

LEVELS = (GoalLevel.ACTIVITY, GoalLevel.ASSIGNMENT)
LONG = 25  # letters: so long a text is not the same by chance
RARELY = 2  # others under the goal for each that stands twice: two whole lists are a summary and its details


def check(records: Records) -> Records:
    """Return a note for each activity that stands twice under the same goal of the same body."""
    under: dict[tuple[str, str | None, str], dict[str, list[Goal]]] = defaultdict(lambda: defaultdict(list))
    for goal in records.goals:
        if goal.level in LEVELS and goal.parent_id is not None:
            under[goal.document_id, goal.organisation, goal.parent_id][letters(goal.title)].append(goal)
    findings = []
    for listed in under.values():
        twice = [goals for goals in listed.values() if len(goals) == 2]
        if (1 + RARELY) * len(twice) <= len(listed):
            findings += [_finding(*goals) for goals in twice if len(letters(goals[0].title)) >= LONG]
    return Records(findings=findings)


def _finding(first: Goal, again: Goal) -> Finding:
    return make_finding(
        FindingKind.DUPLICATE_FACT,
        place_of(again, again.title),
        place_of(first, first.title),
        *in_both(
            "”{title}” står två gånger under samma mål, på sidan {p} och på sidan {q}.",
            "“{title}” stands twice under the same goal, on page {p} and on page {q}.",
            title=first.title,
            p=str(first.page),
            q=str(again.page),
        ),
        severity=Severity.NOTE,
        found=again.title,
        confidence=min(first.confidence, again.confidence),
    )
