"""Check report against report: the same fact in two documents of one body, and in a committee's and its municipality's.

That two tables speak of the same rows is known from their numbers, as within a document. An outcome is the same
whenever it is told; a budget or a forecast may change, and is noted where the later report has no word about it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import combinations, product

from kommuntal.reconcile.by_document import by_document
from kommuntal.reconcile.facts import (
    AGREEING,
    SAME_HEADER,
    Pair,
    borne_out,
    pairs_of,
    period_of,
    rows_by_name,
    worth_of,
)
from kommuntal.reconcile.finding import in_both, make_finding, place_of, severity_by_size
from kommuntal.reconcile.grid import Grid, Line, Printed, grids
from kommuntal.reconcile.identities import ENOUGH
from kommuntal.schema import Document, Finding, Records
from kommuntal.schema.enums import FindingKind, Measure, Severity, Unit

SAME = {Measure.OUTCOME_PRIOR: Measure.OUTCOME}  # what one report calls last year's outcome was another's outcome
SETTLED = (Measure.OUTCOME,)
MOVING = (Measure.BUDGET, Measure.FORECAST)
MATERIAL = Decimal("0.1")  # share of itself by which a budget or forecast must have moved
LARGE = Decimal("0.02")  # share of the greatest amount of its column
WORD = re.compile(r"\w{5,}")

Key = tuple[Measure, date, date]


@dataclass(frozen=True)
class Report:
    """A document with its tables and the sentences that state figures."""

    document: Document
    tables: tuple[Grid, ...]
    sentences: tuple[str, ...]

    @property
    def when(self) -> tuple[date, str]:
        ends = self.document.period_end or self.document.meeting_date or date.min
        return ends, self.document.document_id

    @property
    def name(self) -> str:
        return self.document.title or self.document.file_name

    @cached_property
    def named(self) -> list[tuple[Mapping[Key, Line], dict[str, Line]]]:
        """Of each table the columns by what they state and the rows by name."""
        return [(_keyed(grid.columns), rows_by_name(grid.rows)) for grid in self.tables]

    @cached_property
    def totals(self) -> list[tuple[Line, Mapping[Key, Line]]]:
        return [(row, _keyed(grid.columns)) for grid in self.tables for row in grid.rows if row.sums]

    @cached_property
    def of_bodies(self) -> dict[str, list[tuple[Line, Mapping[Key, Line]]]]:
        """The rows that are about a body, each with the columns of its table."""
        out: dict[str, list[tuple[Line, Mapping[Key, Line]]]] = defaultdict(list)
        for grid in self.tables:
            columns = _keyed(grid.columns)
            for row in grid.rows:
                out[_body(_organisation(row))].append((row, columns))
        return out

    def speaks_of(self, row: str) -> bool:
        """Say whether a sentence with a figure names the row."""
        words = [w.casefold() for w in WORD.findall(row)]
        return bool(words) and any(all(w in s.casefold() for w in words) for s in self.sentences)


def check(records: Records) -> Records:
    """Return a finding for each fact that two reports of one municipality state differently."""
    by_place: dict[str, list[Report]] = defaultdict(list)
    for report in _reports(records):
        place = report.document.municipality_code or report.document.municipality
        if place and report.tables:
            by_place[place].append(report)
    out = Records()
    for reports in by_place.values():
        for earlier, later in combinations(sorted(reports, key=lambda r: r.when), 2):
            bodies = [_body(r.document.organisation) for r in (earlier, later)]
            if bodies[0] == bodies[1]:
                out.findings += same_body(earlier, later)
            else:
                for whole, part in ((earlier, later), (later, earlier)):
                    out.findings += part_of(whole, part)
    return out


def _reports(records: Records) -> Iterator[Report]:
    tables, claims = by_document(grids(records)), by_document(records.claims)
    for document in records.documents:
        own = document.document_id
        yield Report(document, tuple(tables[own]), tuple(claim.sentence for claim in claims[own]))


def _body(name: str | None) -> str:
    return re.sub(r"\W", "", name or "").casefold()


# ---- one body, two reports -------------------------------------------------------------------------------------------


def same_body(earlier: Report, later: Report) -> Iterator[Finding]:
    """Yield where two reports of one body disagree on what was, or on what is planned and neither explains."""
    told: set[tuple[str | None, Key]] = set()
    for (left, first), (right, second) in product(earlier.named, later.named):
        rows = [(first[name], second[name]) for name in first if name in second]
        if len(rows) < AGREEING:
            continue
        by_key = {key: list(pairs_of(rows, left[key], right[key])) for key in left if key in right}
        if not any(worth_of(p) + SAME_HEADER > ENOUGH and borne_out(p) for p in by_key.values()):
            continue
        for key, pairs in by_key.items():
            for pair in pairs:
                row = pair.left.figure.line_item_raw
                if pair.agrees or (row, key) in told or not pair.near:
                    continue
                moved = key[0] in MOVING and _material(pair, pairs) and not later.speaks_of(row or "")
                if moved or (key[0] in SETTLED and borne_out(pairs)):
                    told.add((row, key))
                    yield _finding(pair, earlier, later, moved=moved)


def _keyed(columns: Sequence[Line]) -> Mapping[Key, Line]:
    """Return the columns by what they state and when; those that share it or do not say it are left out."""
    found: dict[Key, list[Line]] = defaultdict(list)
    for column in columns:
        start, end = period_of(column)
        measure = column.measure and SAME.get(column.measure, column.measure)
        if isinstance(start, date) and isinstance(end, date) and measure in (*SETTLED, *MOVING):
            found[measure, start, end].append(column)
    return {key: lines[0] for key, lines in found.items() if len(lines) == 1}


def _material(pair: Pair, pairs: Sequence[Pair]) -> bool:
    sizes = [abs(p.right.figure.value or Decimal(0)) for p in pairs]
    old = abs(pair.left.figure.value or Decimal(0))
    return abs(pair.difference) >= max(MATERIAL * old, LARGE * max(sizes))


# ---- a committee and its municipality --------------------------------------------------------------------------------


def part_of(whole: Report, part: Report) -> Iterator[Finding]:
    """Yield where the row that a municipality prints of a committee disagrees with one number of the committee's own
    total, whose other numbers are the same."""
    body = _body(part.document.organisation)
    if not body:
        return
    for row, columns in whole.of_bodies.get(body, ()):
        facts = [_facts(row, columns, total, theirs) for total, theirs in part.totals]
        pairs = max(facts, key=lambda found: sum(p.agrees for p in found), default=[])
        wrong = [p for p in pairs if not p.agrees]
        if len(wrong) == 1 and wrong[0].near and borne_out(pairs) and _due(wrong[0], whole, part):
            yield _finding(wrong[0], whole, part, moved=False)


def _due(pair: Pair, whole: Report, part: Report) -> bool:
    """Say whether both reports should state the same: a plan or a forecast may have moved from one day to the other."""
    return pair.left.figure.measure not in MOVING or whole.document.period_end == part.document.period_end


def _organisation(row: Line) -> str | None:
    return next((s.figure.organisation for s in row.slots if isinstance(s, Printed)), None)


def _facts(row: Line, columns: Mapping[Key, Line], total: Line, theirs: Mapping[Key, Line]) -> list[Pair]:
    """Return the amounts that both rows state of the same measure and period."""
    out = []
    for key in columns:
        if key in theirs:
            one, other = row.slots[columns[key].index], total.slots[theirs[key].index]
            if isinstance(one, Printed) and isinstance(other, Printed) and one.unit is other.unit is Unit.SEK:
                out.append(Pair(one, other))
    return out


# ---- words -----------------------------------------------------------------------------------------------------------


def _finding(pair: Pair, one: Report, other: Report, *, moved: bool) -> Finding:
    left, right = pair.right, pair.left  # what deviates is what is said later, or of a part by itself
    sv, en = (
        "{row}, {column}: {new} i ”{other}” men {old} i ”{one}”",
        "{row}, {column}: {new} in “{other}” but {old} in “{one}”",
    )
    if moved:
        sv, en = f"{sv}, och texten säger inget om ändringen", f"{en}, and the text says nothing of the change"
    names = [r.name if one.name != other.name else r.document.file_name for r in (one, other)]
    return make_finding(
        FindingKind.VERSION if moved else FindingKind.DUPLICATE_FACT,
        place_of(left.cell, left.cell.text, left.figure.line_item_raw, left.figure.column_header),
        place_of(right.cell, right.cell.text, right.figure.line_item_raw, right.figure.column_header),
        *in_both(
            f"{sv}.",
            f"{en}.",
            row=left.figure.line_item_raw or "",
            column=left.figure.column_header or "",
            new=left.cell.text,
            old=right.cell.text,
            one=names[0],
            other=names[1],
        ),
        severity=Severity.NOTE if moved else severity_by_size(pair.difference, pair.tolerance),
        expected=right.cell.text,
        found=left.cell.text,
        difference=-pair.difference / (left.scale or Decimal(1)),
        tolerance=pair.tolerance / (left.scale or Decimal(1)),
        confidence=min(left.figure.confidence, right.figure.confidence),
    )
