"""Two versions of a document in two files: a link between them and their papers, and what differs.

Which is the later is known from the source that fetched both, or from words such as "reviderad" in a title or file
name. Without them the link is `unsure` and nothing is compared: what was changed into what is not known.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from kommuntal.extract.differences import (
    Pair,
    Piece,
    Row,
    change_row,
    changed_rows,
    changed_sentences,
    same_in_order,
    without_breaks,
)
from kommuntal.extract.version_marks import rank, unmarked
from kommuntal.read.model import Box
from kommuntal.schema import DATASETS, Change, Document, Link, Paper, Placed, Records
from kommuntal.schema.enums import ChangeKind, LinkKind, LinkVerdict, TextLayer
from kommuntal.swedish.alike import letters
from kommuntal.swedish.case_numbers import parse_case_number, same_case

ALIKE = 0.6  # share of titles and headings that two versions have in common; an extra agenda for the same day has few
FEWEST = 3  # titles and headings by which two documents can be told to be one


def check(records: Records) -> Records:
    """Return a link for each pair of versions and of their papers, and the changes where it is known which is later."""
    out = Records()
    own = _by_document(records)
    for earlier, later, verdict, likeness in _pairs(records.documents, own):
        ids = (earlier.document_id, later.document_id)
        out.links.append(_link("document", *ids, verdict, likeness))
        if verdict is not LinkVerdict.MATCH:
            continue
        before, now = own[ids[0]], own[ids[1]]
        papers = list(_same_papers(before.papers, now.papers))
        out.links += [_link("paper", a.paper_id, b.paper_id, verdict, 1.0) for a, b in papers]
        out.changes += _changes(before, now, ids, papers)
    return out


def _by_document(records: Records) -> dict[str, Records]:
    out: dict[str, Records] = defaultdict(Records)
    for name in DATASETS:
        for row in getattr(records, name):
            if isinstance(row, Placed):
                getattr(out[row.document_id], name).append(row)
    return out


def _pairs(
    documents: Sequence[Document], own: dict[str, Records]
) -> Iterator[tuple[Document, Document, LinkVerdict, float]]:
    """Yield (earlier, later, whether that is sure, likeness of their headings)."""
    known = {d.document_id: d for d in documents}
    for later in documents:
        if later.version_of in known and later.version_of != later.document_id:
            earlier = known[later.version_of]
            yield earlier, later, LinkVerdict.MATCH, _likeness(own[earlier.document_id], own[later.document_id])
    for one, two in combinations(documents, 2):
        if (
            _subject(one) is None
            or _subject(one) != _subject(two)
            or one.document_id in (two.version_of, two.document_id)
        ):
            continue
        if two.document_id == one.version_of:
            continue
        likeness = _likeness(own[one.document_id], own[two.document_id])
        if likeness < ALIKE:
            continue
        first, second = sorted((one, two), key=_rank)
        sure = _rank(first) < _rank(second)
        yield first, second, LinkVerdict.MATCH if sure else LinkVerdict.UNSURE, likeness


def _subject(document: Document) -> tuple[object, ...] | None:
    """Return what two versions have in common; None for a document that says too little, or is only a picture."""
    when = document.meeting_date or document.period_end
    if document.kind is None or when is None or document.organisation_id is None:
        return None
    if document.text_layer not in (TextLayer.NATIVE, TextLayer.MIXED):
        return None
    title = unmarked(document.title or "")
    return document.kind, document.municipality, document.organisation_id, when, document.case_number, title


def _rank(document: Document) -> int:
    return max(rank(document.title or ""), rank(document.file_name))


def _likeness(one: Records, two: Records) -> float:
    a, b = _headings(one), _headings(two)
    return len(a & b) / len(a | b) if len(a & b) >= FEWEST else 0.0


def _headings(records: Records) -> set[str]:
    printed = [s.heading for s in records.sections] + [i.title for i in records.agenda_items]
    printed += [p.title for p in records.papers if p.title] + [t.title for t in records.tables if t.title]
    return {letters(unmarked(text)) for text in printed}


def _same_papers(before: Sequence[Paper], now: Sequence[Paper]) -> Iterator[tuple[Paper, Paper]]:
    """Yield the papers of both documents that are one: the one of that kind, § and title, and of no other case."""
    for paper in now:
        found = [p for p in before if _paper_key(p) == _paper_key(paper) and _may_be_one(p, paper)]
        if len(found) == 1:
            yield found[0], paper


def _paper_key(paper: Paper) -> tuple[object, ...]:
    return paper.kind, paper.section, letters(unmarked(paper.title or ""))


def _may_be_one(one: Paper, two: Paper) -> bool:
    a, b = parse_case_number(one.case_number or ""), parse_case_number(two.case_number or "")
    return a is None or b is None or same_case(a, b)


def _changes(
    before: Records, now: Records, ids: tuple[str, str], papers: Sequence[tuple[Paper, Paper]]
) -> Iterator[Change]:
    found = [(ChangeKind.TITLE, pair) for pair in changed_sentences(_titles(before), _titles(now))]
    found += [(ChangeKind.SENTENCE, pair) for pair in changed_sentences(_said(before), _said(now))]
    found += [(ChangeKind.CELL, pair) for pair in _cells(before, now)]
    for n, (kind, pair) in enumerate(found, 1):
        yield change_row(f"{ids[0][:16]}>{ids[1][:16]}-{n}", kind, pair, ids, _papers_of(pair, papers))


def _titles(records: Records) -> list[Piece]:
    items = [_piece(item.title, item) for item in records.agenda_items]
    return items + [_piece(paper.title, paper) for paper in records.papers if paper.title]


def _said(records: Records) -> list[Piece]:
    """Return the points of decisions and the sentences that state figures, each once, in the order of the pages."""
    rows = [(p.text, p) for p in records.decision_points] + [(c.sentence, c) for c in records.claims]
    unique = {(text, row.page): _piece(text, row) for text, row in rows}
    return sorted(unique.values(), key=lambda p: (p.page, p.box.top, p.box.x0))


def _cells(before: Records, now: Records) -> Iterator[Pair]:
    one, two = _tables(before), _tables(now)
    for a, b in same_in_order(one, two, [_head(rows) for rows in one], [_head(rows) for rows in two]):
        yield from changed_rows(a, b)


def _tables(records: Records) -> list[list[Row]]:
    rows: dict[str, list[Row]] = {t.table_id: [{} for _ in range(t.rows)] for t in records.tables}
    for cell in records.cells:
        rows[cell.table_id][cell.row][cell.column] = _piece(cell.text, cell)
    return list(rows.values())


def _head(rows: Sequence[Row]) -> str:
    return "\x1f".join(without_breaks(rows[0][c].text) for c in sorted(rows[0])) if rows else ""


def _piece(text: str, row: Placed) -> Piece:
    return Piece(text, row.page or 1, Box(row.x0 or 0, row.top or 0, row.x1 or 0, row.bottom or 0))


def _papers_of(pair: Pair, papers: Sequence[tuple[Paper, Paper]]) -> tuple[str | None, str | None]:
    """Return the ids of the two papers that the change is in, where both versions of it are known."""
    for versions in papers:
        inside = [
            piece is None or (paper.page_from or 0) <= piece.page <= (paper.page_to or 0)
            for piece, paper in zip(pair, versions, strict=True)
        ]
        if all(inside):
            return versions[0].paper_id, versions[1].paper_id
    return None, None


def _link(kind: str, earlier: str, later: str, verdict: LinkVerdict, likeness: float) -> Link:
    return Link(
        link_id=f"{earlier}>{later}",
        kind=LinkKind.VERSION,
        left_type=kind,
        left_id=earlier,
        right_type=kind,
        right_id=later,
        score=round(likeness, 3),
        verdict=verdict,
        reasons=json.dumps({"headings": round(likeness, 3)}),
    )
