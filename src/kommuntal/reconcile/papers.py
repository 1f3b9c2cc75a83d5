"""Hold the papers of a meeting against themselves: proposals in two wordings, years that change, answers too late."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from rapidfuzz import fuzz

from kommuntal.reconcile.finding import make_finding, place_of
from kommuntal.schema import AgendaItem, Decision, Finding, Meeting, Paper, PaperReference, Records
from kommuntal.schema.enums import DocumentKind, FindingKind, ReferenceKind, Severity
from kommuntal.swedish.alike import letters

REWORDED = 90  # token_set_ratio from which two texts that begin alike are one proposal in two wordings
OPENING = 4  # words that such texts begin with alike
LABELLED = re.compile(r"bilaga (?:\d{1,2}|[A-H])(?!\w)", re.IGNORECASE)
# "verksamhetsplan 2026–2027": what is planned or reported, and its year or years
YEARLY = re.compile(
    r"(?P<what>[a-zåäö-]{8,}) (?P<years>(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?)(?![\d-])", re.IGNORECASE
)


def check(records: Records) -> Records:
    """Return a finding for each place where a paper contradicts itself, its item or the day of its meeting."""
    items = {i.agenda_item_id: i for i in records.agenda_items}
    meetings = {m.document_id: m for m in records.meetings}
    decisions: dict[str, list[Decision]] = defaultdict(list)
    references: dict[str, list[PaperReference]] = defaultdict(list)
    for decision in records.decisions:
        decisions[decision.paper_id or ""].append(decision)
    for reference in records.paper_references:
        references[reference.paper_id or ""].append(reference)
    out: list[Finding] = []
    for document in records.documents:
        if document.kind == DocumentKind.MINUTES:
            out += _missing_sections([p for p in records.papers if p.document_id == document.document_id])
    for paper in records.papers:
        own = decisions[paper.paper_id]
        out += _other_years(items.get(paper.agenda_item_id or ""), paper, own)
        out += _two_wordings([r for r in references[paper.paper_id] if r.kind == ReferenceKind.PROPOSAL])
        out += _attachments(paper, references[paper.paper_id])
        out += _too_late(paper, references[paper.paper_id], meetings.get(paper.document_id))
    return Records(findings=out)


def _missing_sections(papers: Sequence[Paper]) -> Iterator[Finding]:
    """Yield where the §§ of minutes skip a number. A § may be kept back from what is published, so it is a note."""
    numbered = [(int(m[0]), p) for p in papers if p.section and (m := re.search(r"\d+", p.section))]
    for (first, one), (second, two) in pairwise(sorted(numbered, key=lambda n: n[0])):
        if second <= first + 1:
            continue
        missing = f"§ {first + 1}" if second == first + 2 else f"§§ {first + 1}–{second - 1}"
        yield make_finding(
            FindingKind.GAP,
            place_of(one, one.section or ""),
            place_of(two, two.section or ""),
            f"Paragraferna hoppar från § {first} till § {second}: {missing} finns inte i protokollet.",
            f"The §§ skip from § {first} to § {second}: {missing} is not in the minutes.",
            severity=Severity.NOTE,
            expected=f"§ {first + 1}",
            found=two.section,
            confidence=0.8,
        )


def _attachments(paper: Paper, references: Sequence[PaperReference]) -> Iterator[Finding]:
    """Yield attachments with labels that are listed and not there, or there and not listed.

    Others that are not there are data only: they may be sent on their own, or be on the table at the meeting.
    """
    labelled = any(r.kind == ReferenceKind.ATTACHMENT and r.present and LABELLED.match(r.text) for r in references)
    for r in references:
        if r.kind == ReferenceKind.UNLISTED:
            message = f"”{r.text}” är bifogad men står inte bland handlingens bilagor."
            english = f"“{r.text}” is attached but is not among the attachments that the paper lists."
        elif r.kind == ReferenceKind.ATTACHMENT and r.present is False and labelled and LABELLED.match(r.text):
            message = f"”{r.text}” står bland handlingens bilagor men finns inte i bunten, där andra av dem finns."
            english = f"“{r.text}” is listed as an attachment but is not in the bundle, where others of them are."
        else:
            continue
        yield make_finding(
            FindingKind.CONTENTS,
            place_of(r, r.text, paper.title),
            None,
            message,
            english,
            severity=Severity.NOTE,
            confidence=0.8,
        )


def _other_years(item: AgendaItem | None, paper: Paper, decisions: Sequence[Decision]) -> Iterator[Finding]:
    """Yield what a title gives one year and the decision under it another."""
    titles: list[tuple[AgendaItem | Paper, re.Match[str]]] = []
    for titled in (paper, item):
        if titled is not None:
            titles += [(titled, m) for m in YEARLY.finditer(titled.title or "")]
    flagged: set[str] = set()
    for decision in decisions:
        for m in YEARLY.finditer(decision.text):
            what = m["what"].lower()
            named = next(((t, n) for t, n in titles if n["what"].lower() == what), None)
            if named is None or what in flagged or letters(named[1]["years"]) == letters(m["years"]):
                continue
            flagged.add(what)
            titled, name = named
            yield make_finding(
                FindingKind.VERSION,
                place_of(titled, titled.title or ""),
                place_of(decision, m[0]),
                f"Rubriken säger ”{name[0]}” men beslutet eller förslaget ”{m[0]}”.",
                f"The title says “{name[0]}” but the decision or proposal “{m[0]}”.",
                expected=m["years"],
                found=name["years"],
            )


def _two_wordings(proposals: Sequence[PaperReference]) -> Iterator[Finding]:
    """Yield proposals that one paper retells twice, in different words."""
    for one, two in combinations(proposals, 2):
        first, second = one.text.lower(), two.text.lower()
        if letters(first) == letters(second) or first.split()[:OPENING] != second.split()[:OPENING]:
            continue
        if fuzz.token_set_ratio(first, second) < REWORDED:
            continue
        yield make_finding(
            FindingKind.VERSION,
            place_of(one, one.text),
            place_of(two, two.text),
            f"Samma förslag återges i två lydelser: ”{one.text}” och ”{two.text}”",
            f"The same proposal is retold in two wordings: “{one.text}” and “{two.text}”",
            severity=Severity.NOTE,
            confidence=0.8,
        )


def _too_late(paper: Paper, references: Sequence[PaperReference], meeting: Meeting | None) -> Iterator[Finding]:
    """Yield last days for answers that pass between the paper and the meeting that is to decide it."""
    if meeting is None or meeting.date is None or paper.document_date is None:
        return
    for reference in references:
        day = reference.date
        if reference.kind != ReferenceKind.DEADLINE or day is None or not paper.document_date <= day < meeting.date:
            continue
        yield make_finding(
            FindingKind.PERIOD,
            place_of(reference, reference.sentence or reference.text),
            place_of(meeting, meeting.date.isoformat()),
            f"Sista dagen är {day}, men ärendet behandlas först vid sammanträdet {meeting.date}.",
            f"The last day is {day}, but the matter is not dealt with until the meeting on {meeting.date}.",
            expected=meeting.date.isoformat(),
            found=day.isoformat(),
        )
