"""Tables of goals: what each column holds, and the goals, activities and assignments of their rows."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from kommuntal.extract.goals.entry import Comment, Entry
from kommuntal.extract.goals.symbols import BY_SHAPE, one_of
from kommuntal.extract.goals.words import Head, Level, head_of, is_all, without_label
from kommuntal.layout.model import Cell, Symbol, Table
from kommuntal.read.model import Box
from kommuntal.swedish.amounts import parse_amount
from kommuntal.swedish.text import squash
from kommuntal.swedish.verdicts import parse_verdict

FEWEST_HEADS = 2
SLACK = 2.0  # points a symbol may stick out of its row
MARGIN = 25.0  # points it may stand outside the table's text
BULLET = re.compile(r"(?:^|\s)[•·▪●\-–](?=\s)\s*")
MARKS = re.compile(r"[xX✓✔√]")
DRAWN = ("So", "Sm", "Co", "Zs")  # kinds of characters that a symbol is
ASSESSING = {"assessment", "trend", "progress"}


@dataclass(frozen=True)
class Columns:
    """The heads of a table's columns; `marks` are columns that each stand for one verdict."""

    heads: tuple[Head, ...]
    texts: tuple[str, ...]
    marks: frozenset[int] = frozenset()

    @property
    def goal(self) -> int | None:
        """The column that names the goals: before those of their activities, and areas where there are no goals."""
        own = [c for c, h in enumerate(self.heads) if h.role == "goal"]
        above = [c for c in own if self.heads[c].level != "activity" and c != self.above]
        if above or own:
            return (above or own)[0]
        return self.at("area")

    @property
    def above(self) -> int | None:
        """The column of the goals above: "Effektmål" left of "Resultatmål", which is what the row then follows up."""
        own = [c for c, h in enumerate(self.heads) if h.role == "goal" and h.level not in ("activity", "assignment")]
        wider = len(own) == 2 and own[1] == own[0] + 1 and self.heads[own[0]].level in ("plain", "council")
        return own[0] if wider and self.heads[own[1]].level == "committee" else None

    @property
    def activity(self) -> int | None:
        found = [c for c, h in enumerate(self.heads) if h.role == "goal" and h.level == "activity"]
        return found[0] if found and found[0] != self.goal else None

    @property
    def level(self) -> Level:
        head = self.heads[self.goal] if self.goal is not None else None
        return (head.level if head and head.level else None) or "plain"

    @property
    def assessing(self) -> list[int]:
        """The columns that assess the goals."""
        return [c for c, h in enumerate(self.heads) if h.role == "assessment" and self.is_of_goals(c)]

    def is_of_goals(self, column: int) -> bool:
        """Say whether a column can speak of the goals: what stands right of the indicators speaks of those, unless it
        says goals."""
        indicator = self.at("indicator")
        apart = indicator is None or indicator == self.goal or column < indicator
        return apart or re.search(r"(?i)mål", self.texts[column]) is not None

    def at(self, role: str) -> int | None:
        return next((c for c, h in enumerate(self.heads) if h.role == role), None)

    def has(self, *roles: str) -> bool:
        return any(h.role in roles for h in self.heads)


def headed(table: Table) -> Table:
    """Return a table whose only header row is its title over all columns with the row of heads under it as a header."""
    over = [c for c in table.cells if c.row < table.header_rows and c.text]
    heads = [head_of(c.text).role for c in table.cells if c.row == table.header_rows and c.text]
    titled = len(over) == 1 and over[0].column_span == table.columns > 1
    if not titled or "goal" not in heads or len(heads) < FEWEST_HEADS or heads.count("other") > 1:
        return table
    return msgspec.structs.replace(table, header_rows=table.header_rows + 1)


def columns_of(table: Table) -> Columns:
    """Return what the columns of a table hold; a title over all of them is no column's head."""
    texts = []
    for column in range(table.columns):
        over = [
            c.text
            for c in table.cells
            if c.row < max(1, table.header_rows)
            and c.column <= column < c.column + c.column_span
            and (c.column_span < table.columns or table.columns == 1)
        ]
        texts.append(squash(" ".join(over)))
    heads = [head_of(t) for t in texts]
    for column, head in enumerate(heads):
        heads[column] = _by_content(table, column, head)
    verdicts = [c for c, t in enumerate(texts) if t and parse_verdict(t)]
    marks = frozenset(verdicts) if len(verdicts) > 1 else frozenset[int]()
    return Columns(tuple(heads), tuple(texts), marks)


def _by_content(table: Table, column: int, head: Head) -> Head:
    """Return what a column holds where its cells say it better than its head: "Prognos" over verdicts is no value."""
    body = [c.text for c in table.cells if c.column == column and c.row >= table.header_rows and is_worded(c.text)]
    if head.role == "goal" and head.level == "plain" and body:
        return Head("value") if sum(parse_amount(t) is not None for t in body) > len(body) / 2 else head
    if head.role == "value" and table.rows > table.header_rows and not body:
        return Head("other")  # what it holds, if anything, is drawn
    if head.role in ("value", "other") and body and all(parse_verdict(t, answers=False) for t in body):
        return Head("assessment")
    return head


def is_worded(text: str) -> bool:
    """Say whether a cell holds words, figures or a dash for none, and not only a symbol that its font draws."""
    return any(unicodedata.category(c) not in DRAWN for c in text)


def is_goal_table(columns: Columns, symbols: Sequence[Symbol]) -> bool:
    """Say whether a table follows up goals: it names them and says more of them than who does what and when."""
    if columns.goal is None:
        return False
    judged = columns.has(*ASSESSING) or bool(columns.marks) or bool(symbols)
    if columns.heads[columns.goal].role == "area":
        return columns.has("indicator") or judged
    match columns.level:
        case "activity":
            return judged
        case "assignment":
            return judged or columns.has("comment")
        case "plain":
            return judged or columns.has("indicator", "value")
    return judged or columns.activity is not None or columns.has("indicator", "value", "comment", "description")


def within(table: Table, symbols: Sequence[Symbol]) -> list[Symbol]:
    """Return the symbols that stand in a table, those a little outside its text too."""
    box = table.box
    return [
        s
        for s in symbols
        if s.page == table.page
        and box.top - SLACK <= middle(s.box)[1] <= box.bottom + SLACK
        and box.x0 - MARGIN <= middle(s.box)[0] <= box.x1 + MARGIN
    ]


def middle(box: Box) -> tuple[float, float]:
    """Return the middle of a box."""
    return (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2


@dataclass
class TableReader:
    """Reads the rows of one table; `area` holds for all its rows, `last` is the goal that came before."""

    table: Table
    columns: Columns
    symbols: Sequence[Symbol]
    block: int
    area: str | None
    fixed_area: bool = False
    last: Entry | None = None

    def entries(self) -> Iterator[Entry]:
        """Yield the goals of the table, each with its symbols and comments; the rows run from the top down."""
        band: str | None = None
        for row in range(self.table.header_rows, self.table.rows):
            cells = [c for c in self.table.cells if c.row == row and c.text]
            if not cells:
                continue
            first = cells[0]
            label, rest = split_label(first.text)
            wide = first.column == 0 and first.column_span >= max(2, self.table.columns - 1)
            if label:
                if label == "comment" and self.last:
                    self.last.comments.append(Comment(rest, self.table.page))
                continue
            if wide and len(cells) == 1 and not self._on(first.box):
                band = without_label(first.text)
                continue
            yield from self._row(cells, band, wide)

    def _row(self, cells: Sequence[Cell], band: str | None, wide: bool) -> Iterator[Entry]:
        by_column = {c.column: c for c in cells}
        goal = by_column.get(self.columns.goal if self.columns.goal is not None else -1)
        if goal is None and wide:
            goal = cells[0]
        said = self._text(by_column, "comment")
        if goal is not None and self._carries_on(goal):
            assert self.last is not None
            self.last.title = squash(f"{self.last.title} {goal.text}")
        elif goal is not None:
            entry = self._entry(goal, by_column, band)
            self.last = entry
            yield entry
        if said and self.last:
            self.last.comments.append(Comment(said, self.table.page))
        if self.columns.activity is not None and self.columns.activity in by_column:
            yield from self._activities(by_column[self.columns.activity])

    def _entry(self, cell: Cell, row: dict[int, Cell], band: str | None) -> Entry:
        own_area = self._own_area(cell.row)
        area = self.area if self.fixed_area or not band else band
        entry = Entry(
            title=squash(BULLET.sub("", cell.text, count=1) if BULLET.match(cell.text) else cell.text),
            page=self.table.page,
            box=cell.box,
            block=self.block,
            section=self.table.section,
            level=self.columns.level,
            area=own_area or area,
            words=self._words(row, "assessment"),
            trend_words=self._words(row, "trend"),
            done=_percent(self._text(row, "progress")),
            confidence=self.table.confidence,
        )
        if band and self.columns.level == "activity":
            entry.area, entry.status = self.area, None
            entry.parent = Entry(band, self.table.page, cell.box, -1, self.table.section, None)
        self._symbols(cell, entry)
        for column in self.columns.marks:
            if column in row and MARKS.fullmatch(row[column].text.strip()):
                entry.marked = self.columns.texts[column]
        return entry

    def _own_area(self, row: int) -> str:
        """Return what the column of areas says of a row: its cell there or, where that is empty, the one above."""
        column = self.columns.above if self.columns.above is not None else self.columns.at("area")
        if column is None or column == self.columns.goal:
            return ""
        held = [c for c in self.table.cells if c.column == column and self.table.header_rows <= c.row <= row and c.text]
        return without_label(max(held, key=lambda c: c.row).text) if held else ""

    def _symbols(self, cell: Cell, entry: Entry) -> None:
        """Give the goal the symbols of its row; those of indicators, activities and other bodies are not its own."""
        places: dict[tuple[int | None, bool], list[Symbol]] = defaultdict(list)
        for symbol in self._on(cell.box):
            if symbol.shape == "bar":
                self._place(symbol, self._column(symbol), entry)
            else:
                places[self._column(symbol), symbol.shape.startswith("arrow")].append(symbol)
        for (column, arrow), found in places.items():
            whole = [s for s in found if s.shape != "cell"] or found
            only = (whole[0] if len(whole) == 1 else None) if arrow else one_of(whole)
            if only is not None:
                self._place(only, column, entry)

    def _place(self, symbol: Symbol, column: int | None, entry: Entry) -> None:
        head = self.columns.heads[column] if column is not None else Head("other")
        if column in self.columns.marks and symbol.shape != "bar":
            entry.marked = self.columns.texts[column] if column is not None else ""
        elif head.role in ("value", "indicator", "body") or (column is not None and column == self.columns.activity):
            return
        elif column is None or head.role == "progress" or self.columns.is_of_goals(column):
            give(symbol, entry, head)

    def _column(self, symbol: Symbol) -> int | None:
        x = middle(symbol.box)[0]
        spans: dict[int, tuple[float, float]] = {}
        for cell in self.table.cells:
            if cell.column_span == 1:
                x0, x1 = spans.get(cell.column, (cell.box.x0, cell.box.x1))
                spans[cell.column] = (min(x0, cell.box.x0), max(x1, cell.box.x1))
        for cell in self.table.cells:
            if cell.column_span < self.table.columns:
                spans.setdefault(cell.column, (cell.box.x0, cell.box.x1))
        if not spans:
            return None
        return min(spans, key=lambda c: (max(spans[c][0] - x, x - spans[c][1], 0.0), c))

    def _on(self, box: Box) -> list[Symbol]:
        return [s for s in self.symbols if box.top - SLACK <= middle(s.box)[1] <= box.bottom + SLACK]

    def _carries_on(self, cell: Cell) -> bool:
        """Say whether a title goes on with the one that broke off at the end of the part before."""
        return (
            self.last is not None
            and self.last.page == self.table.page - 1
            and cell.row == self.table.header_rows
            and cell.text[:1].islower()
            and not self._on(cell.box)
        )

    def _activities(self, cell: Cell) -> Iterator[Entry]:
        head = self.columns.texts[cell.column]
        for text in split_bullets(cell.text):
            yield Entry(
                title=text,
                page=self.table.page,
                box=cell.box,
                block=self.block,
                section=self.table.section,
                level="activity",
                area=self.last.title if self.last else self.area,
                by_administration=re.search(r"(?i)\bförvaltningens\b", head) is not None,
                parent=self.last,
                confidence=self.table.confidence,
            )

    def _words(self, row: dict[int, Cell], role: str) -> str:
        """Return the words of a column that speaks of the goals."""
        own = (c for c, h in enumerate(self.columns.heads) if h.role == role and self.columns.is_of_goals(c))
        column = next(own, None)
        return squash(row[column].text) if column is not None and column in row else ""

    def _text(self, row: dict[int, Cell], role: str) -> str:
        column = self.columns.at(role)
        return squash(row[column].text) if column is not None and column in row else ""


def give(symbol: Symbol, entry: Entry, head: Head) -> None:
    """Make a symbol the goal's assessment, trend or progress, by its shape and the head of its column."""
    arrow = symbol.shape.startswith("arrow")
    if symbol.shape == "bar":
        entry.bar = entry.bar or symbol
    elif head.role == "trend" or (arrow and (head.role != "assessment" or symbol.colour in ("grey", "black"))):
        entry.trend = entry.trend or symbol
    elif symbol.colour not in ("black", "white") or (head.role == "assessment" and symbol.shape in BY_SHAPE):
        entry.symbol = entry.symbol or symbol


def split_label(text: str) -> tuple[str | None, str]:
    """Return which part of a goal's box a text opens ("comment", "description", None), and what comes after it."""
    match = re.match(r"\s*([^:.?]{3,50})(:|\?|$)\s*", text)
    if match:
        for key in ("comment", "description"):
            if is_all(match[1], "labels", key) and (match[2] or len(text) < 40):
                return key, text[match.end() :].strip()
    return None, text


def _percent(text: str) -> float | None:
    amount = parse_amount(text)
    told = amount is not None and amount.unit is not None and amount.unit.text in ("%", "procent")
    return float(amount.value) if amount is not None and told and 0 <= amount.value <= 100 else None


def split_bullets(text: str) -> list[str]:
    """Return the items of a cell that is a list; the whole cell where it has no bullets."""
    if not re.match(r"\s*[•·▪●]", text):
        return [squash(text)]
    return [squash(t) for t in re.split(r"\s*[•·▪●]\s+", text) if t.strip()]
