"""What a decision ordered to be corrected: is it corrected in the papers of the case that came after?"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from kommuntal.reconcile.finding import make_finding, place_of
from kommuntal.schema import DecisionPoint, Finding, Link, Paper, Records
from kommuntal.schema.enums import FindingKind, LinkKind, LinkVerdict, Stage
from kommuntal.swedish.case_numbers import parse_case_number, same_case

_QUOTED = r"[”\"“]{0}[”\"“]"
_CHANGED = r"(?:ändras|rättas|korrigeras|byts(?: ut)?|bytas(?: ut)?|ersätts|ersättas)"
ORDERED = (
    # ”Bilaga A” ändras till ”Bilaga B”
    re.compile(
        _QUOTED.format(r"(?P<old>[^”\"“]{2,150})")
        + rf"\s+(?:ska(?:ll)?\s+)?{_CHANGED}\s+(?:till|mot|med|av)\s+"
        + _QUOTED.format(r"(?P<new>[^”\"“]{2,150})"),
        re.IGNORECASE,
    ),
    # beloppet på sidan 4 rättas från 45 000 kronor till 54 000 kronor
    re.compile(
        r"\b(?:rättas?|korrigeras?)\b[^.;]{0,80}?\bfrån\s+(?P<old>\d+(?:\s\d{3})*(?:,\d+)?(?:\s[a-zåäö%]+)?)\s+till\s+"
        r"(?P<new>\d+(?:\s\d{3})*(?:,\d+)?(?:\s[a-zåäö%]+)?)",
        re.IGNORECASE,
    ),
)


def check(records: Records) -> Records:
    """Return a link from each ordered correction to every later paper of its case that says the old or the new, and a
    finding where it still says the old."""
    out = Records()
    decisions = {d.decision_id: d for d in records.decisions}
    papers = {p.paper_id: p for p in records.papers}
    held = {m.document_id: m.date for m in records.meetings}
    orders = [(point, m) for point in records.decision_points for m in _ordered(point.text)]
    if not orders:
        return out
    said = _said(records)
    for point, order in orders:
        decision = decisions.get(point.decision_id)
        paper = papers.get(decision.paper_id or "") if decision else None
        if decision is None or paper is None or decision.stage != Stage.DECISION:
            continue
        day = decision.date or held.get(decision.document_id)
        for later in _later(paper, day, records.papers, held):
            text = said[later.paper_id]
            old, new = _says(text, order["old"]), _says(text, order["new"])
            if old or new:
                out.links.append(_link(point, later, order, made=new and not old, unsure=old and new))
            if old and not new:
                out.findings.append(_finding(point, later, order))
    return out


def _ordered(text: str) -> Iterator[re.Match[str]]:
    for pattern in ORDERED:
        yield from pattern.finditer(text)


def _later(paper: Paper, day: date | None, papers: list[Paper], held: dict[str, date | None]) -> Iterator[Paper]:
    """Yield the papers of the same case that are dated after the decision."""
    case = parse_case_number(paper.case_number or "")
    for other in papers:
        number = parse_case_number(other.case_number or "")
        when = other.document_date or held.get(other.document_id)
        if case and number and day and when and other is not paper and same_case(case, number) and when > day:
            yield other


def _said(records: Records) -> dict[str, str]:
    """Return by paper what its records quote: its title, decisions, cells and sentences with figures."""
    out: dict[str, list[str]] = defaultdict(list)
    at: dict[tuple[str, int | None], list[str]] = defaultdict(list)
    for cell in records.cells:
        at[cell.document_id, cell.page].append(cell.text)
    for claim in records.claims:
        at[claim.document_id, claim.page].append(claim.sentence)
    for decision in records.decisions:
        out[decision.paper_id or ""].append(decision.text)
    for paper in records.papers:
        out[paper.paper_id].append(paper.title or "")
        for page in range(paper.page_from or 0, (paper.page_to or 0) + 1):
            out[paper.paper_id] += at[paper.document_id, page]
    return defaultdict(str, {key: "\n".join(texts) for key, texts in out.items()})


def _says(text: str, words: str) -> bool:
    printed = r"\s+".join(re.escape(word) for word in words.strip(" .,").split())
    return re.search(rf"(?<![\w]){printed}(?![\w])", text, re.IGNORECASE) is not None


def _link(point: DecisionPoint, paper: Paper, order: re.Match[str], *, made: bool, unsure: bool) -> Link:
    verdict = LinkVerdict.MATCH if made else LinkVerdict.UNSURE if unsure else LinkVerdict.NO_MATCH
    return Link(
        link_id=f"{point.decision_point_id}>{paper.paper_id}-{order.start()}",
        kind=LinkKind.CORRECTION,
        left_type="decision_point",
        left_id=point.decision_point_id,
        right_type="paper",
        right_id=paper.paper_id,
        score=1.0,
        verdict=verdict,
        reasons=json.dumps({"old": order["old"], "new": order["new"]}, ensure_ascii=False),
    )


def _finding(point: DecisionPoint, paper: Paper, order: re.Match[str]) -> Finding:
    old, new = order["old"].strip(), order["new"].strip()
    return make_finding(
        FindingKind.VERSION,
        place_of(paper, paper.title or old, old),
        place_of(point, point.text),
        f"Det beslutades att ”{old}” ska bli ”{new}”, men handlingen säger fortfarande ”{old}”.",
        f"It was decided that “{old}” is to become “{new}”, but the paper still says “{old}”.",
        expected=new,
        found=old,
        confidence=0.8,
    )
