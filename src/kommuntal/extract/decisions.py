"""Decisions, proposed and taken: what stands under "Beslut", "Förslag til beslut" and their like, as one text each.

What a body decided is one decision however many points it has; members' own motions (yrkanden) are none.
"""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kommuntal.extract.bodies import ALONE, capital, leading_body, own_part
from kommuntal.extract.context import Context
from kommuntal.extract.deciding import WE, deciding, deciding_sentences
from kommuntal.extract.headings import decision_heading
from kommuntal.extract.mastheads import NAME, Masthead, read_mastheads
from kommuntal.extract.own import own_paragraphs
from kommuntal.extract.parts import Part, place_of, read_parts
from kommuntal.extract.points import Point, Printed, read_points
from kommuntal.extract.where import where
from kommuntal.extract.words import words
from kommuntal.layout.model import Layout, Paragraph
from kommuntal.read.model import Box
from kommuntal.schema import Decision, DecisionPoint, Paper, Records
from kommuntal.schema.enums import DocumentKind, PaperKind, Stage
from kommuntal.swedish.dates import find_dates
from kommuntal.swedish.text import squash

EARLIER = (
    re.compile(r"(?:beslut|förslag(?: till beslut)?|behandling)?\s*(?:i|av|från)\s+(?P<rest>.+)", re.IGNORECASE),
    re.compile(r"(?P<rest>.+?s (?:beslut|förslag(?: till beslut)?)(?:[\s,]| den )+\d.+)", re.IGNORECASE),
)
SIGNATURE = re.compile(rf"{NAME.pattern}(?:,? [a-zåäö][\w -]{{3,40}})?")
FOR_WHOM = re.compile(r"(?:För|På uppdrag av|Enligt uppdrag av) [\w ,-]{3,60}")  # over the names of who signs
UNIT = re.compile(
    r"(?:\w+ ){0,3}\w*(?:förvaltningen|kontoret|enheten|avdelningen|kansliet)|(?!att )[a-zåäö][\w -]{4,30}"
)
SHORT = 60  # characters of "Nämnden beslutar" as a line of its own
LEADING = re.compile(
    r"\b(?:(?:beslutar|beslutade|besluta)(?: för egen del)?"
    r"|(?:föreslår|hemställer)(?: \w*(?:nämnden|styrelsen|fullmäktige))?)(?: att| följande)?:?$"
)
TODAY = re.compile(r"\bfinner att .{0,60}avgör\w* (?:i ?dag|vid dagens)", re.IGNORECASE)  # settles when, not what
PROPOSING = {PaperKind.PROPOSAL, PaperKind.OFFICIAL_LETTER}  # what these call a decision is one that they propose
FOR_BODY = re.compile(r"(?:(?<=^)|(?<=\s))I (?P<body>[\wåäöÅÄÖ, -]{4,60}?):(?=\s)")


@dataclass
class Block:
    """A part that holds a decision: "proposal", "decision" or "course", "earlier" for what another body did, or "led"
    where the heading is the first words of a decision or proposal."""

    role: str
    heading: str
    printed: list[Printed] = field(default_factory=list)


@dataclass(frozen=True)
class Taken:
    """One decision as read."""

    stage: Stage
    body: str | None
    date: datetime.date | None
    section: str | None
    printed: Sequence[Printed]

    @property
    def text(self) -> str:
        return squash(" ".join(text for text, _ in self.printed))

    @property
    def place(self) -> tuple[int, Box]:
        """Return the page that the decision begins on, and the box around what stands there."""
        return place_of([p for _, p in self.printed])


def extract_decisions(layout: Layout, context: Context) -> Records:
    """Return the decisions in the papers found before; none in a document without papers."""
    heads = read_mastheads(layout)
    out = Records()
    minutes = context.document.kind == DocumentKind.MINUTES
    meets = _meets(context)
    papers = [
        (p, inside, read_blocks(read_parts(inside), letter=p.kind in PROPOSING))
        for p, inside in own_paragraphs(layout, context, heads)
    ]
    told = minutes and not any(blocks for _, _, blocks in papers)
    for paper, inside, blocks in papers:
        under = read_decisions(blocks, paper, heads, context)
        if not under:
            under += _unheaded(inside, paper, heads, context, told=told)
        elif minutes and meets and _only_proposed(blocks, meets):
            headed = {id(p) for block in blocks for _, p in block.printed}
            own = [p for p in inside if id(p) not in headed and p.text.startswith(meets)]
            under += _unheaded(own, paper, heads, context, told=told)
        for taken in under:
            page, box = taken.place
            decision = Decision(
                decision_id=context.ids.next("decision", page),
                paper_id=paper.paper_id,
                stage=taken.stage,
                body=taken.body,
                date=taken.date,
                section=taken.section,
                verb=_verb(taken.text),
                text=taken.text,
                **where(context.document_id, page, box),
            )
            out.decisions.append(decision)
            out.decision_points += [
                _point_row(context, decision, order, point) for order, point in enumerate(read_points(taken.printed), 1)
            ]
    return out


def _only_proposed(blocks: Sequence[Block], meets: str) -> bool:
    """Tell whether a § has headings of others' proposals alone: its own decision stands beside them without one."""
    return all(b.role == "proposal" and not b.heading.startswith(meets) for b in blocks)


def _point_row(context: Context, decision: Decision, order: int, point: Point) -> DecisionPoint:
    return DecisionPoint(
        decision_point_id=context.ids.next("decision_point", point.page),
        decision_id=decision.decision_id,
        order=order,
        label=point.label,
        lead=point.lead,
        verb=point.verb,
        deadline=point.deadline,
        text=point.text,
        **where(context.document_id, point.page, point.box),
    )


def read_decisions(
    blocks: Sequence[Block], paper: Paper, heads: Mapping[int, Masthead], context: Context
) -> list[Taken]:
    """Return the decisions that stand under the headings of one paper, in reading order."""
    meets = _meets(context)
    own = None
    if context.document.kind == DocumentKind.MINUTES:
        own = meets
    elif paper.kind == PaperKind.MINUTES_EXTRACT:
        own = _body_above(heads, paper.page or 0)
    proposing = paper.kind in PROPOSING or any(b.role == "proposal" for b in blocks)
    for block in blocks:
        if block.role == "led" or (block.role == "decision" and not own and proposing):
            block.role = "decision" if own else "proposal"  # what an officer's letter calls a decision is proposed
    blocks = [b for b in blocks if b.role != "course" or not any(TODAY.search(text) for text, _ in b.printed)]
    course = next((n for n, b in enumerate(blocks) if b.role == "course"), 0)
    if any(b.role == "decision" or (b.role == "proposal" and n > course) for n, b in enumerate(blocks)):
        blocks = [b for b in blocks if b.role != "course"]  # what came of it is said, if only as a proposal to others
    return [taken for b in blocks for taken in _taken(b, paper, own, meets)]


def _unheaded(
    paragraphs: Sequence[Paragraph], paper: Paper, heads: Mapping[int, Masthead], context: Context, *, told: bool
) -> Iterator[Taken]:
    """Yield the decisions of a paper that has no headings for them."""
    stage = Stage.DECISION if context.document.kind == DocumentKind.MINUTES else Stage.PROPOSAL
    date = paper.document_date if stage == Stage.DECISION else None
    for named, printed in deciding_sentences(paragraphs, told=told):
        body = _body_above(heads, printed[0][1].page) if named == WE else _full(named, _meets(context))
        yield Taken(stage, body, date, paper.section, printed)


def _meets(context: Context) -> str | None:
    meeting = context.records.meetings[0] if context.records.meetings else None
    return (meeting.body if meeting else None) or context.document.organisation


def _full(named: str, meets: str | None) -> str | None:
    """Return the full name of "Arbetsutskottet", or the name as printed; who meets where none is given."""
    return (own_part(named, meets) if meets else None) or named or meets


def read_blocks(parts: Iterable[Part], *, letter: bool = False) -> list[Block]:
    """Return the parts of minutes or a `letter` that hold a decision, in order; one that another body took keeps its
    own headings."""
    out: list[Block] = []
    above: Block | None = None  # the part before
    for part in parts:
        printed = _unsigned(part.printed, letter=letter)
        if above and above.role == "earlier" and part.first and decision_heading(part.heading):
            above.printed += [(squash(p.text), p) for _, p in printed]
            continue
        block = _opened(part.heading) or _led(part, above)
        if block is None or block.role == "course":
            begins = [
                n for n, (text, _) in enumerate(printed) if (block and n and deciding(text)) or _stands_alone(text)
            ]
            led = begins[0] if begins else len(printed)
            if led + 1 < len(printed) or (block and begins):  # set as the text above it, and a decision all the same
                out.append(Block("led", printed[led][0], printed[led:]))
                printed = printed[:led]
        if block:
            block.printed += printed
            out.append(block)
        above = block
    return [block for block in out if block.printed]


def _led(part: Part, above: Block | None) -> Block | None:
    """Return the block that a heading opens which is the first words of a decision itself: "Nämnden beslutar"; right
    under another heading it belongs to that."""
    text = part.heading
    if not _leads(text):
        return None
    role = above.role if above and not above.printed else "led"
    return Block(role, text, [(text, part.line)] if part.line else [])


def _leads(text: str) -> bool:
    """Tell whether a text is the first words of a decision: "Nämnden beslutar", "Kommunstyrelsen föreslår"."""
    return bool(LEADING.search(text) and (text.split(maxsplit=1)[0].lower() in ALONE or deciding(text)))


def _stands_alone(text: str) -> bool:
    """Tell whether a paragraph is no more than the first words of a decision, without a colon: the heading it is."""
    return _leads(text) and not text.endswith(":") and len(text) < SHORT


def _unsigned(printed: list[Printed], *, letter: bool) -> list[Printed]:
    """Return what is printed without who signs below it: names, maybe with a title or a unit, at the end of a `letter`;
    in minutes after what ends in a full stop, for names may be what was decided."""
    signed = [bool(_signs(text)) for text, _ in printed]
    for n in range(1, len(printed)):
        ended = printed[n - 1][0].endswith(".") or (letter and all(signed[n:]))
        if signed[n] and ended and not printed[n][0][0].islower():
            return printed[:n]
    return printed


def _signs(text: str) -> bool:
    opens = text.lower().startswith(tuple(words("decisions", "signing")))
    return opens or any(pattern.fullmatch(text) for pattern in (SIGNATURE, FOR_WHOM, UNIT))


def _opened(heading: str) -> Block | None:
    role = decision_heading(heading)
    earlier = next((m for pattern in EARLIER if (m := pattern.match(heading))), None)
    if earlier and _whose(earlier["rest"]) and (find_dates(heading) or "§" in heading):
        return Block("earlier", earlier["rest"])
    return Block(role, heading) if role else None


def _whose(heading: str) -> str | None:
    """Return the body whose earlier decision a heading names, "Arbetsutskottet" too."""
    first = heading.split(maxsplit=1)[0].removesuffix("s")
    return leading_body(heading) or (capital(first) if first.lower() in ALONE else None)


def _taken(block: Block, paper: Paper, own: str | None, meets: str | None) -> Iterator[Taken]:
    if block.role == "earlier":
        dates = find_dates(block.heading)
        section = re.search(r"§ ?(\d+)", block.heading)
        opening = " ".join(text for text, _ in block.printed)[:300]
        proposing = any(v in words("decisions", "proposing") for v in _words(opening))
        yield Taken(
            Stage.PROPOSAL if proposing else Stage.DECISION,
            _full(_whose(block.heading) or "", own or meets),
            dates[0].item if dates else None,
            f"§ {section[1]}" if section else None,
            block.printed,
        )
        return
    stage = Stage.PROPOSAL if block.role == "proposal" else Stage.DECISION
    date = paper.document_date if stage == Stage.DECISION else None
    for named, part in _by_body(block.printed):
        body = named or (own if stage == Stage.DECISION else None) or _subject(part[0][0], meets) or meets
        yield Taken(stage, body, date, paper.section, part)


def _subject(text: str, meets: str | None) -> str | None:
    """Return the body whose decision or proposal the text says it is."""
    first = text.split(maxsplit=1)
    return leading_body(text) or (own_part(first[0], meets) if meets and first else None)


def _by_body(printed: Sequence[Printed]) -> Iterator[tuple[str | None, Sequence[Printed]]]:
    """Yield (body, text) of a decision for several bodies: "I kommunstyrelsen: ... I kommunfullmäktige: ..."."""
    body: str | None = None
    part: list[Printed] = []
    for text, paragraph in printed:
        found = [(m, named) for m in FOR_BODY.finditer(text) if (named := leading_body(m["body"]))]
        if not part and body is None and not (found and found[0][0].start() == 0):
            yield None, printed
            return
        start = 0
        for m, named in found:
            part += [(text[start : m.start()].strip(), paragraph)] if text[start : m.start()].strip() else []
            if part:
                yield body, part
            body, part, start = named, [], m.end()
        part += [(text[start:].strip(), paragraph)] if text[start:].strip() else []
    if part:
        yield body, part


def _body_above(heads: Mapping[int, Masthead], page: int) -> str | None:
    """Return the body in the masthead of a page, or of the nearest page before it."""
    return next((head.body for n in range(page, 0, -1) if (head := heads.get(n)) and head.body), None)


def _words(text: str) -> list[str]:
    return re.findall(r"[\wåäöÅÄÖ]+", text.lower())


def _verb(text: str) -> str | None:
    return next((w for w in _words(text) if w in words("decisions", "verbs")), None)
