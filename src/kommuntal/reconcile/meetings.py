"""Hold what a meeting decided against what was proposed to it, and its minutes against its kallelse.

A body may decide otherwise than proposed, so only what nobody would change on purpose is told: one number in words that
are otherwise the same, and that no member moved.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import TypeVar

from rapidfuzz import fuzz

from kommuntal.reconcile.finding import make_finding, place_of
from kommuntal.schema import AgendaItem, Decision, DecisionPoint, Document, Finding, Paper, Records
from kommuntal.schema.enums import DocumentKind, FindingKind, Stage, StatementKind
from kommuntal.swedish.alike import letters
from kommuntal.swedish.case_numbers import parse_case_number, same_case

Row = TypeVar("Row", AgendaItem, Paper)

NUMBER = re.compile(r"\d+(?:[\s\u00a0.,:/–-]?\d+)*")
SAME_WORDS = 96  # ratio of two points without their numbers from which they are one point
FEWEST_WORDS = 5  # in a shorter point the number is the point
LONGEST_COMMON = 25  # letters: so long a title is not the same by chance
PAST = re.compile(
    r"\b(?:inkom|ansökt|begärd|lämna[td]|beviljad)", re.IGNORECASE
)  # a last day that is meant to have passed


def check(records: Records) -> Records:
    """Return a finding for each point that says another number than its proposal, each case that the minutes number
    otherwise than the kallelse, and each last day that had passed when it was set."""
    points: dict[str, list[DecisionPoint]] = defaultdict(list)
    for point in records.decision_points:
        points[point.decision_id].append(point)
    moved: dict[str, str] = defaultdict(str)
    for statement in records.statements:
        if statement.kind == StatementKind.MOTION:
            moved[statement.paper_id or ""] += f" {statement.text}"
    by_paper: dict[str, list[Decision]] = defaultdict(list)
    for decision in records.decisions:
        by_paper[decision.paper_id or ""].append(decision)
    out: list[Finding] = []
    for paper in records.papers:
        taken = [d for d in by_paper[paper.paper_id] if d.stage == Stage.DECISION]
        proposed = [d for d in by_paper[paper.paper_id] if d.stage == Stage.PROPOSAL]
        for decision, proposal in product(taken, proposed):
            out += _other_numbers(points[decision.decision_id], points[proposal.decision_id], moved[paper.paper_id])
        for decision in taken:
            out += _passed(decision, points[decision.decision_id])
    for agenda, minutes in _meetings_twice(records):
        listed = [i for i in records.agenda_items if i.document_id == agenda.document_id]
        sections = [p for p in records.papers if p.document_id == minutes.document_id]
        out += _other_cases(listed, sections)
        for paper, section in product((p for p in records.papers if p.document_id == agenda.document_id), sections):
            if _same(paper.case_number, section.case_number):
                for decision, proposal in product(by_paper[section.paper_id], by_paper[paper.paper_id]):
                    if (decision.stage, proposal.stage) == (Stage.DECISION, Stage.PROPOSAL):
                        out += _other_numbers(
                            points[decision.decision_id], points[proposal.decision_id], moved[section.paper_id]
                        )
    return Records(findings=out)


def _other_numbers(taken: Sequence[DecisionPoint], proposed: Sequence[DecisionPoint], moved: str) -> Iterator[Finding]:
    """Yield the points that are worded as they were proposed but for one number, which no member moved."""
    for point, proposal in product(taken, proposed):
        (words, numbers), (other_words, other_numbers) = _parted(point.text), _parted(proposal.text)
        if len(numbers) != len(other_numbers) or len(words.split()) < FEWEST_WORDS:
            continue
        changed = [(a, b) for a, b in zip(numbers, other_numbers, strict=True) if letters(a) != letters(b)]
        if len(changed) != 1 or changed[0][0] in moved or fuzz.ratio(words, other_words) < SAME_WORDS:
            continue
        now, before = changed[0]
        yield make_finding(
            FindingKind.VERSION,
            place_of(point, point.text),
            place_of(proposal, proposal.text),
            f"Beslutet säger {now} där förslaget, som i övrigt lyder lika, säger {before}.",
            f"The decision says {now} where the proposal, otherwise in the same words, says {before}.",
            expected=before,
            found=now,
            confidence=0.8,
        )


def _parted(text: str) -> tuple[str, list[str]]:
    """Return a text without its numbers, from its first "att" on, and its numbers."""
    after = re.split(r"\batt\b", text, maxsplit=1)[-1].strip(" .,").lower()
    return NUMBER.sub("#", after), NUMBER.findall(after)


def _passed(decision: Decision, points: Sequence[DecisionPoint]) -> Iterator[Finding]:
    for point in points:
        if (
            decision.date is None
            or point.deadline is None
            or point.deadline >= decision.date
            or PAST.search(point.text)
        ):
            continue
        yield make_finding(
            FindingKind.PERIOD,
            place_of(point, point.text),
            place_of(decision, decision.section or decision.date.isoformat()),
            f"Beslutet fattades {decision.date} men sätter {point.deadline} som sista dag.",
            f"The decision was taken on {decision.date} but sets {point.deadline} as the last day.",
            found=point.deadline.isoformat(),
            confidence=0.8,
        )


def _meetings_twice(records: Records) -> Iterator[tuple[Document, Document]]:
    """Yield the kallelse and the minutes of one meeting: the same municipality, body and day, and one of each."""
    documents = {d.document_id: d for d in records.documents}
    held: dict[tuple[str | None, str, object], dict[DocumentKind, list[Document]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for meeting in records.meetings:
        document = documents[meeting.document_id]
        if meeting.body and meeting.date and document.kind:
            held[document.municipality, letters(meeting.body), meeting.date][document.kind].append(document)
    for found in held.values():
        if len(found[DocumentKind.AGENDA]) == len(found[DocumentKind.MINUTES]) == 1:
            yield found[DocumentKind.AGENDA][0], found[DocumentKind.MINUTES][0]


def _other_cases(items: Iterable[AgendaItem], sections: Iterable[Paper]) -> Iterator[Finding]:
    """Yield the matters, alone with their title in both lists, that have two case numbers."""
    listed, dealt = _by_title(items), _by_title(sections)
    for title in listed.keys() & dealt.keys():
        if len(listed[title]) != 1 or len(dealt[title]) != 1 or len(title) < LONGEST_COMMON:
            continue
        item, paper = listed[title][0], dealt[title][0]
        if _same(item.case_number, paper.case_number) is not False:
            continue
        yield make_finding(
            FindingKind.CONTENTS,
            place_of(item, item.case_number or "", item.number),
            place_of(paper, paper.case_number or "", paper.section),
            f"”{item.title}” har ärendenummer {item.case_number} i kallelsen men {paper.case_number} i protokollet.",
            f"“{item.title}” is case {item.case_number} in the kallelse but {paper.case_number} in the minutes.",
            expected=paper.case_number,
            found=item.case_number,
        )


def _same(one: str | None, two: str | None) -> bool | None:
    """Tell whether both are numbers of one case; None where either is no case number."""
    a, b = parse_case_number(one or ""), parse_case_number(two or "")
    return None if a is None or b is None else same_case(a, b)


def _by_title(rows: Iterable[Row]) -> Mapping[str, list[Row]]:
    out: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        out[letters(row.title or "")].append(row)
    return out
