"""The same goal in two documents: a link that says what changed from one period to the other."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kommuntal.schema import Document, Goal, Link, Records
from kommuntal.schema.enums import LinkKind, LinkVerdict
from kommuntal.swedish.alike import letters
from kommuntal.swedish.organisations import normal_name

Key = tuple[str | None, str, str | None, str | None, str, int]


def check(records: Records) -> Records:
    """Return a link from each goal to the same one of the next document of that municipality and body.

    Body, level, area, title and ordinal must agree. A goal of another calendar year may have been decided anew under
    its old name, and of a document without a period nobody can say, so those links are `unsure`.
    """
    documents = {d.document_id: d for d in records.documents}
    groups: dict[Key, list[Goal]] = defaultdict(list)
    for goal in records.goals:
        document = documents.get(goal.document_id)
        if document is not None and document.municipality_code and goal.organisation:
            groups[_key(goal, document)].append(goal)
    return Records(links=[link for group in groups.values() for link in _links(group, documents)])


def _key(goal: Goal, document: Document) -> Key:
    area = letters(goal.area) if goal.area else None
    body = normal_name(goal.organisation or "")
    return document.municipality_code, body, goal.level, area, letters(goal.title), goal.occurrence


def _links(group: Sequence[Goal], documents: dict[str, Document]) -> Iterator[Link]:
    dated = sorted(group, key=lambda g: (str(documents[g.document_id].period_end), g.document_id))
    for before, after in pairwise(dated):
        first, second = documents[before.document_id], documents[after.document_id]
        if first.document_id == second.document_id or (first.period_end and first.period_end == second.period_end):
            continue  # two prints of one report
        known = first.period_end is not None and second.period_end is not None
        same_year = known and str(first.period_end)[:4] == str(second.period_end)[:4]
        yield Link(
            link_id=f"{before.goal_id}>{after.goal_id}",
            kind=LinkKind.SAME_GOAL,
            left_type="goal",
            left_id=before.goal_id,
            right_type="goal",
            right_id=after.goal_id,
            score=1.0,
            verdict=LinkVerdict.MATCH if same_year else LinkVerdict.UNSURE,
            reasons=json.dumps(
                {
                    "periods": [d.period_end.isoformat() if d.period_end else None for d in (first, second)],
                    "assessments": [before.assessment, after.assessment],
                    "trends": [before.trend, after.trend],
                }
            ),
        )
