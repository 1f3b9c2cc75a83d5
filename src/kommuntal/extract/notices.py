"""What is reported to a body and not decided by it: lists and tables of delegated decisions and of messages."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kommuntal.extract.context import Context
from kommuntal.extract.headings import decision_heading
from kommuntal.extract.mastheads import read_mastheads
from kommuntal.extract.own import own_paragraphs
from kommuntal.extract.parts import read_parts
from kommuntal.extract.where import where
from kommuntal.extract.words import leading_cases, plain, words
from kommuntal.layout.model import Layout, Paragraph, Table
from kommuntal.read.model import Box
from kommuntal.schema import Notice, Paper, Records
from kommuntal.schema.enums import NoticeKind
from kommuntal.swedish.case_numbers import find_case_numbers
from kommuntal.swedish.dates import find_dates
from kommuntal.swedish.text import squash

ROLES = ("date", "case", "authority", "delegate", "sender", "text")
DATED = re.compile(r"[\s,]+(?:den )?(?:19|20)\d\d-\d\d-\d\d\b.*$")  # "Länsstyrelsen 2025-09-23"
LABEL = re.compile(r"^(?:\d{1,3}[.)]|[a-zåäö][.)]|[•●○▪·–-])\s+")


@dataclass(frozen=True)
class Entry:
    """One line of a list or row of a table as read: its text by role, "text" at least."""

    kind: NoticeKind
    said: Mapping[str, str]
    page: int
    box: Box


def extract_notices(layout: Layout, context: Context) -> Records:
    """Return the delegated decisions and messages that are listed in the papers found before, or in tables beside."""
    out = Records()
    papers = list(own_paragraphs(layout, context, read_mastheads(layout)))
    if not papers:
        return out
    found = [(paper, entry) for paper, inside in papers for entry in read_lists(inside, paper.title)]
    for table in layout.tables:
        paper = _paper_of(table, [p for p, _ in papers])
        found += [(paper, entry) for entry in read_table(table, layout.tables, paper.title)] if paper else []
    for paper, entry in found:
        sender = entry.said.get("sender", "")
        dates = next((d for key in ("date", "sender", "text") if (d := find_dates(entry.said.get(key, "")))), [])
        cases = find_case_numbers(entry.said["text"])
        out.notices.append(
            Notice(
                notice_id=context.ids.next("notice", entry.page),
                paper_id=paper.paper_id,
                kind=entry.kind,
                date=dates[0].item if len({d.item for d in dates}) == 1 else None,
                case_number=leading_cases(entry.said.get("case", ""), labelled=True)
                or (cases[0].item.text if len(cases) == 1 else None),
                by=entry.said.get("delegate") or DATED.sub("", sender) or None,
                authority=entry.said.get("authority"),
                text=entry.said["text"],
                **where(context.document_id, entry.page, entry.box),
            )
        )
    return out


def kind_of(title: str | None) -> NoticeKind | None:
    """Return what a title or heading says is listed under it; None for any other title."""
    name = re.sub(r"\s+(?:19|20)\d\d.*$", "", plain(title or ""))
    return next((k for k in NoticeKind if name in words("notices", k.value)), None)


def read_lists(paragraphs: Sequence[Paragraph], title: str | None) -> Iterator[Entry]:
    """Yield the list items of a paper that is such a list by its title, or that stand under a heading that says so."""
    own = kind_of(title)
    for n, part in enumerate(read_parts(paragraphs)):
        listed = plain(part.heading) in words("references", "attachments") | words("references", "recipients")
        kind = kind_of(part.heading) or (None if decision_heading(part.heading) or listed else own)
        if kind and (part.heading or n == 0):
            yield from (
                Entry(kind, {"text": LABEL.sub("", squash(p.text))}, p.page, p.box)
                for p in part.paragraphs
                if p.role == "list"
            )


def read_table(table: Table, tables: Sequence[Table], title: str | None) -> Iterator[Entry]:
    """Yield the rows of a table whose head names a delegate, or a sender, or that stands under such a title."""
    grid = table.grid()
    head = grid[0] if table.header_rows else None
    before = table
    while head is None and before.continues is not None:
        before = tables[before.continues]
        head = before.grid()[0] if before.header_rows else None
    if head is None or len(head) != table.columns or len(head) < 2:
        return
    roles = [_role(name) for name in head]
    kind = (
        NoticeKind.DELEGATED_DECISION
        if "delegate" in roles
        else NoticeKind.MESSAGE
        if "sender" in roles
        else kind_of(table.title) or kind_of(title)
    )
    if kind is None or not {"text", "delegate"} & set(roles):
        return
    group: str | None = None  # a row of one cell in a table of delegates names who decided what follows
    for n in range(table.header_rows, table.rows):
        cells = [squash(text) for text in grid[n]]
        said = {role: text for role, text in zip(roles, cells, strict=True) if role and text}
        if "text" not in roles:
            if set(said) <= {"delegate"}:
                group = said.get("delegate", group)
                continue
            said = {**said, "text": said.get("delegate", ""), "delegate": group or ""}
        boxes = [c.box for c in table.cells if c.row == n]
        if said.get("text") and boxes:
            box = boxes[0]
            for other in boxes[1:]:
                box = box.union(other)
            yield Entry(kind, said, table.page, box)


def _role(head: str) -> str | None:
    name = plain(head)
    if name in words("agenda", "case"):
        return "case"
    return next((role for role in ROLES if role != "case" and name in words("notices", role)), None)


def _paper_of(table: Table, papers: Sequence[Paper]) -> Paper | None:
    """Return the paper on whose pages a table stands: the last that begins above it."""
    inside = [
        p
        for p in papers
        if (p.page_from or 0, p.top or 0) <= (table.page, table.box.top) and table.page <= (p.page_to or 0)
    ]
    return inside[-1] if inside else None
