"""What the label of a row says: which line item, under which other rows, whose, in which unit, and whether a total."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from kommuntal.extract.figures_columns import header_unit, measure_of
from kommuntal.extract.lexicon import opens_or_closes, says
from kommuntal.layout.model import Table
from kommuntal.read.model import Box, Page, Word
from kommuntal.schema.enums import Measure
from kommuntal.swedish.dates import Period, find_periods
from kommuntal.swedish.organisations import find_organisations
from kommuntal.swedish.text import Found, squash
from kommuntal.swedish.units import PrintedUnit
from kommuntal.swedish.vocabulary import find_measures

T = TypeVar("T")

STEP = 3.0  # points of indentation that make one row part of another
MOST = 0.6  # share of a label's letters that a name or measure must cover for the row to be that

_BULLET = re.compile(r"^(?:[-–−•·*]\s*|[-–]\s)(?=[^\W\d_])")


@dataclass(frozen=True)
class Row:
    """A row's label and what it says; `path` holds the rows and outer labels it belongs under, the outermost first,
    `printed` all the labels of the row itself."""

    label: str
    printed: str = ""
    path: tuple[str, ...] = ()
    organisation: str | None = None
    measure: Measure | None = None
    period: Period | None = None
    unit: PrintedUnit | None = None
    total: bool = False

    @property
    def line_item(self) -> str:
        """The label with the rows above it, "Finansförvaltning / Realisationsvinster"."""
        return " / ".join((*self.path, _BULLET.sub("", self.label)))


@dataclass(frozen=True)
class _Open:
    """A row that those after it may belong under."""

    label: str
    indent: float
    bulleted: bool
    filled: bool
    unit: PrintedUnit | None


def rows_of(table: Table, page: Page | None, numeric: set[int], document: Period | None) -> dict[int, Row]:
    """Return the rows below the header that have a label; `numeric` names those with figures in them.

    A row with nothing beside its label heads those after it until a total or the next such row; where the rows under
    it are indented or have bullets, until one is not.
    """
    filled = {c.row for c in table.cells if c.column >= lead_of(table) and c.text.strip()}
    bold = _bold_rows(table, page)
    mixed = bool(bold & numeric) and bool(numeric - bold)
    open_rows: list[_Open] = []
    out: dict[int, Row] = {}
    for index in range(table.header_rows, table.rows):
        cells = [c for c in table.cells if c.row <= index < c.row + c.row_span and c.column < lead_of(table)]
        texts = [squash(c.text) for c in cells if c.text.strip()]
        if not texts:
            continue
        own = max((c for c in cells if c.text.strip()), key=lambda c: c.column)
        label = squash(own.text)
        here = _Open(label, own.indent, bool(_BULLET.match(label)), index in filled, header_unit(label))
        named = opens_or_closes(label, "total") or (opens_or_closes(label, "net") and index - 1 in numeric)
        total = index in numeric and (named or (mixed and index in bold)) and not says(label, "average")
        open_rows = _above(open_rows, here, total)
        outer = [t for t in texts[:-1] if t != label]
        out[index] = Row(
            label,
            " ".join(texts),
            path=(*outer, *(_BULLET.sub("", o.label) for o in open_rows)),
            organisation=None if total else _organisation(label),
            measure=measure_of(label) if _most_of(label, find_measures(label)) else None,
            period=_most_of(label, find_periods(label, document)),
            unit=here.unit or next((o.unit for o in reversed(open_rows) if o.unit), None),
            total=total,
        )
        if not total:
            open_rows.append(here)
    return out


def lead_of(table: Table) -> int:
    """Return how many columns hold labels."""
    return max(1, table.header_columns)


def _above(open_rows: list[_Open], row: _Open, total: bool) -> list[_Open]:
    """Return the open rows that a new row stands under."""
    if total:
        return [o for o in open_rows if o.indent + STEP <= row.indent]
    out: list[_Open] = []
    for above in open_rows:
        deeper = row.indent >= above.indent + STEP or (row.bulleted and not above.bulleted)
        shallower = row.indent <= above.indent - STEP or (above.bulleted and not row.bulleted)
        if deeper or (not above.filled and row.filled and not shallower and not _had_marked(open_rows, above)):
            out.append(above)
    return out


def _had_marked(open_rows: list[_Open], head: _Open) -> bool:
    """Say whether the rows so far under a section row were set apart from it by indentation or bullets."""
    under = open_rows[open_rows.index(head) + 1 :]
    return any(o.indent >= head.indent + STEP or (o.bulleted and not head.bulleted) for o in under)


def _organisation(label: str) -> str | None:
    """Return the body that the row is about."""
    found = _most_of(label, find_organisations(label))
    return found.name if found else None


def _most_of(label: str, found: Sequence[Found[T]]) -> T | None:
    """Return the longest find where it is most of the label: the row is that, and does not only mention it."""
    longest = max(found, key=lambda f: f.end - f.start, default=None)
    return longest.item if longest and longest.end - longest.start >= MOST * len(label) else None


def _bold_rows(table: Table, page: Page | None) -> set[int]:
    """Return the rows whose label is printed bold."""
    if page is None:
        return set()
    inside = [w for w in page.words if _holds(table.box, w)]
    out = set()
    for cell in table.cells:
        if cell.column < lead_of(table) and cell.row >= table.header_rows and cell.text.strip():
            words = [w for w in inside if _holds(cell.box, w)]
            if words and all(w.bold for w in words):
                out.add(cell.row)
    return out


def _holds(box: Box, word: Word) -> bool:
    return box.x0 <= (word.x0 + word.x1) / 2 <= box.x1 and box.top <= (word.top + word.bottom) / 2 <= box.bottom
