"""Check that what is listed twice is called the same both times: rows, headings and column heads.

Two lists of a document that are otherwise the same list, with one name a slip of the pen apart. Nothing is wrong with
the numbers, but a reader cannot know whether the same thing is meant.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, takewhile

from rapidfuzz import fuzz

from kommuntal.reconcile.finding import in_both, make_finding, place_of
from kommuntal.reconcile.grid import chains
from kommuntal.schema import Cell, Finding, Placed, Records
from kommuntal.schema.enums import FindingKind, Severity
from kommuntal.swedish.alike import letters

SAME = 4  # names that two lists must share before they are one list twice
LONG = 8  # letters: a slip in a shorter word makes another word
ALIKE = 80  # rapidfuzz ratio of the two words
HEAD, TAIL = 4, 3  # letters that both begin and end with: another ending is grammar
WORD = 6  # letters of a word that two heads must share
COLUMNS = 4  # heads of a table that tell it apart


@dataclass(frozen=True)
class Name:
    """A name in a list, and the record that prints it."""

    text: str
    record: Placed

    @cached_property
    def bare(self) -> str:
        """The name without its number and what readings differ in."""
        return letters(self._unnumbered)

    @cached_property
    def words(self) -> list[str]:
        return re.findall(r"[^\W\d_]+", self.text.casefold())

    @cached_property
    def digits(self) -> list[str]:
        return re.findall(r"\d+", self._unnumbered)

    @property
    def _unnumbered(self) -> str:
        return re.sub(r"^[\d.]+", "", self.text)


def check(records: Records) -> Records:
    """Return a note for each name that is printed otherwise where its list stands again."""
    lists: dict[str, list[list[Name]]] = defaultdict(list)
    for listed in [*_rows(records), *_headings(records)]:
        if len(listed) > SAME:
            lists[listed[0].record.document_id].append(listed)
    out = Records()
    for own in lists.values():
        told: set[frozenset[str]] = set()
        for one, other in combinations(own, 2):
            for pair in _otherwise(one, other):
                key = frozenset(name.bare for name in pair)
                if key not in told:
                    told.add(key)
                    out.findings.append(_finding(*pair))
    out.findings += [_finding(*pair) for pair in _heads_otherwise(records)]
    return out


def _rows(records: Records) -> Iterator[list[Name]]:
    """Yield the row labels of each table, parts that continue one another as one."""
    labels: dict[str, list[Cell]] = defaultdict(list)
    for cell in records.cells:
        if cell.column == 0 and cell.text.strip():
            labels[cell.table_id].append(cell)
    for parts in chains(records.tables):
        yield [Name(c.text, c) for part in parts for c in labels[part.table_id] if c.row >= part.header_rows]


def _headings(records: Records) -> Iterator[list[Name]]:
    siblings: dict[tuple[str, str | None], list[Name]] = defaultdict(list)
    for section in records.sections:
        siblings[section.document_id, section.parent_id].append(Name(section.heading, section))
    yield from siblings.values()


def _otherwise(one: Sequence[Name], other: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
    """Yield the names of two lists that are the same name with a slip, beside a name that both share."""
    shared = {name.bare for name in one} & {name.bare for name in other}
    if len(shared) < SAME:
        return
    left, right = ([n for n in names if n.bare not in shared] for names in (one, other))
    for a in left:
        for b in right:
            if is_slip(a, b) and _beside(a, one, shared) & _beside(b, other, shared):
                yield a, b


def _beside(name: Name, names: Sequence[Name], shared: set[str]) -> set[tuple[int, str]]:
    """Return the nearest shared names before (-1) and after (1) a name."""
    at = names.index(name)
    before = next((n.bare for n in reversed(names[:at]) if n.bare in shared), "")
    after = next((n.bare for n in names[at + 1 :] if n.bare in shared), "")
    return {(-1, before), (1, after)} - {(-1, ""), (1, "")}


def is_slip(a: Name, b: Name) -> bool:
    """Say whether two names differ inside one long word only: no digit, no other word, no other ending."""
    if a.digits != b.digits or len(a.words) != len(b.words):
        return False
    apart = [(v, w) for v, w in zip(a.words, b.words, strict=True) if v != w]
    if len(apart) != 1:
        return False
    v, w = apart[0]
    head, tail = _in_common(v, w), _in_common(v[::-1], w[::-1])
    return min(len(v), len(w)) >= LONG and head >= HEAD and tail >= TAIL and fuzz.ratio(v, w) >= ALIKE


def _in_common(v: str, w: str) -> int:
    """Return how many letters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(v, w, strict=False)))


def _heads_otherwise(records: Records) -> Iterator[tuple[Name, Name]]:
    """Yield the column heads of tables of one document that are otherwise headed the same: the commoner and the rarer,
    where both share a word. Heads with digits name years and are meant to differ."""
    heads: dict[str, list[list[Name]]] = defaultdict(list)
    rows: dict[str, list[Cell]] = defaultdict(list)
    for cell in records.cells:
        if cell.row == 0:
            rows[cell.table_id].append(cell)
    for table in records.tables:
        if table.header_rows == 1 and len(rows[table.table_id]) >= COLUMNS:
            heads[table.document_id].append([Name(c.text, c) for c in rows[table.table_id]])
    for own in heads.values():
        told: set[frozenset[str]] = set()
        for one, other in combinations(own, 2):
            apart = [(a, b) for a, b in zip(one[1:], other[1:], strict=False) if a.bare != b.bare]
            if len(one) != len(other) or len(apart) != 1 or one[0].bare != other[0].bare:
                continue
            a, b = apart[0]
            key = frozenset((a.bare, b.bare))
            shared = [w for w in a.words if w in b.words and len(w) >= WORD]
            if key in told or re.search(r"\d", a.text + b.text) or not shared:
                continue
            told.add(key)
            yield a, b


def _finding(*names: Name) -> Finding:
    known, other = sorted(names, key=lambda name: (name.record.page or 0, name.record.top or 0))
    return make_finding(
        FindingKind.VERSION,
        place_of(other.record, other.text),
        place_of(known.record, known.text),
        *in_both(
            "”{b}” på sidan {q} heter ”{a}” på sidan {p}, fast listorna i övrigt är desamma.",
            "“{b}” on page {q} is called “{a}” on page {p}, though the lists are otherwise the same.",
            a=known.text,
            b=other.text,
            p=str(known.record.page),
            q=str(other.record.page),
        ),
        severity=Severity.NOTE,
        expected=known.text,
        found=other.text,
        confidence=min(known.record.confidence, other.record.confidence),
    )
