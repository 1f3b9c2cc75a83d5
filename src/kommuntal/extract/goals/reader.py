"""A document walked in reading order, and the places of goals found in it: tables, lines with symbols, boxes, lists."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from kommuntal.extract.goals.assignments import leads_to_assignments, split_assignment
from kommuntal.extract.goals.boxes import box_entries
from kommuntal.extract.goals.entry import Comment, Entry
from kommuntal.extract.goals.headers import Header, header_of
from kommuntal.extract.goals.inner_heads import cut_at_heads
from kommuntal.extract.goals.shading import shaded
from kommuntal.extract.goals.symbols import Legend, is_legend, speaking
from kommuntal.extract.goals.tables import (
    MARGIN,
    Columns,
    TableReader,
    columns_of,
    give,
    headed,
    is_goal_table,
    middle,
    split_label,
    within,
)
from kommuntal.extract.goals.words import Head, Level, area_of, level_of, opens_indicators, without_label
from kommuntal.layout.model import Layout, Paragraph, Symbol, Table
from kommuntal.swedish.text import squash
from kommuntal.swedish.verdicts import parse_verdict

TITLE = 300  # characters: what is longer is prose
ITEM = 400  # characters of an assignment with its status
HEAD_WORDS = 2
LARGER = 0.6  # points of type that make a heading stand above a goal's title
COLOURLESS = ("black", "white")


@dataclass
class GoalReader:
    """Reads one layout. `entries` fills in reading order; `used` are the paragraphs that became goals,
    `owned` the symbols on the line of each."""

    layout: Layout
    legend: Legend
    names_body: Callable[[int], bool]
    entries: list[Entry] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    owned: dict[int, list[Symbol]] = field(default_factory=dict)
    _symbols: list[Symbol] = field(default_factory=list)
    _header: Header | None = None
    _band: str | None = None
    _last: Entry | None = None
    _size: float = 0.0
    _part: str | None = None
    _assignments: bool = False
    _listed: bool = False  # the last goal is a row of a list: text after it is its own only under a label
    _adjacent: bool = False  # nothing but goals and bands since the last goal
    _header_page: int = 0
    _indicators: bool = False  # the lines that follow are of indicators, and so are their symbols
    _skip: int = -1
    _block: int = 0
    _heads: tuple[Head, ...] = ()  # of the last table of goals
    _previous: tuple[Table, Columns, str | None, bool] | None = None

    def read(self) -> list[Entry]:
        """Return every place where a goal stands with a symbol, in a goal table or in a list of assignments."""
        self._symbols = speaking(self.layout.symbols, self.legend)
        self.owned = self._owners()
        for i in range(len(self.layout.paragraphs) + 1):
            for table in self.layout.tables:
                if table.before == i:
                    for _, part in cut_at_heads(headed(table)):
                        self._table(part)
            if i < len(self.layout.paragraphs):
                self._paragraph(i)
        return self.entries

    # ---- tables ------------------------------------------------------------------------------------------------------

    def _table(self, table: Table) -> None:
        if is_legend(table):
            return
        columns, area, fixed = columns_of(table), self._table_area(table), False
        paths = self.layout.pages[table.page - 1].paths
        symbols = [*within(table, self._symbols), *shaded(table, columns.assessing, paths)]
        before = self._previous
        goes_on = table.continues is not None and before is not None and table.columns == before[0].columns
        if goes_on and before is not None and all(h.role == "other" for h in columns.heads):
            columns = before[1]
        if not is_goal_table(columns, symbols):
            self._previous = None
            self._box(table, symbols, columns)
            return
        if goes_on and before is not None and not self._title_band(table):
            area, fixed = before[2], before[3]
        else:
            self._block += 1
        title = self._title_band(table)
        if title:
            area, fixed = title, True
            if columns.has("indicator") and self._section_level_word(table.section) == "council":
                cell = next(c for c in table.cells if c.row == 0 and c.text)
                self.entries.append(
                    Entry(
                        title, table.page, cell.box, self._block, table.section, "council", confidence=table.confidence
                    )
                )
        blank = columns.heads == self._heads and self._opens_blank(table, columns)
        last = self._last if goes_on or blank else None
        self._heads = columns.heads
        reader = TableReader(table, columns, symbols, self._block, area, fixed, last)
        found = list(reader.entries())
        self.entries.extend(found)
        self._last = reader.last or self._last
        self._part, self._assignments, self._size = None, False, 0.0
        self._listed = len(found) > 1
        self._previous = (table, columns, area, fixed)
        self._band = None
        level = self._level_at(table.section)
        self._header = Header(columns.level, (), level)
        if not found and table.rows == table.header_rows:  # heads alone: the rows follow as lines
            self._last, self._block = None, self._block + 1

    def _box(self, table: Table, symbols: list[Symbol], columns: Columns) -> None:
        """Read a table that is a goal's box; one of indicators or of anything else says nothing of goals."""
        if columns.has("indicator", "value"):
            return
        level, area = self._header.level if self._header else None, self._band or next(self._areas(table.section), None)
        if table.before < len(self.layout.paragraphs):
            following = split_label(self.layout.paragraphs[table.before].text)[0]
        else:
            following = None
        for entry in box_entries(table, symbols, self._block + 1, level, area, labelled_below=following is not None):
            self._block += 1
            self.entries.append(entry)
            self._last, self._size, self._part, self._listed = entry, 0.0, None, False

    def _opens_blank(self, table: Table, columns: Columns) -> bool:
        """Say whether the first row names no goal: then it goes on with the last one of the page before."""
        first = next((c for c in table.cells if c.row == table.header_rows and c.column == columns.goal), None)
        return (first is None or not first.text) and self._last is not None and self._last.page == table.page - 1

    def _title_band(self, table: Table) -> str | None:
        first = [c for c in table.cells if c.row == 0 and c.text]
        band = len(first) == 1 and table.columns > 1 and first[0].column_span == table.columns
        return without_label(first[0].text) if band and table.header_rows > 1 else None

    def _table_area(self, table: Table) -> str | None:
        title = squash(table.title or "")
        own = self.layout.sections[table.section].heading if table.section is not None else ""
        if title and title != squash(own) and len(title) < TITLE and (area := area_of(title)):
            return area
        return next(self._areas(table.section), None)

    def _areas(self, section: int | None) -> Iterator[str]:
        """Yield the headings above that may name an area, nearest first; above a body's own there is none."""
        while section is not None and not self.names_body(section):
            if area := area_of(self.layout.sections[section].heading):
                yield area
            section = self.layout.sections[section].parent

    # ---- lines -------------------------------------------------------------------------------------------------------

    def _paragraph(self, i: int) -> None:
        if i == self._skip:
            return
        if self._goal_or_band(i):
            return
        self._adjacent = False
        self._prose(i)

    def _goal_or_band(self, i: int) -> bool:
        """Take a line as column heads, as a goal or as the band over goals; False where it is none of them."""
        p = self.layout.paragraphs[i]
        if opens_indicators(p.text):
            self._header, self._indicators = None, True
            return False
        header = header_of(p, self._level_at(p.section))
        if header:
            self._header, self._band, self._last, self._assignments = header, None, None, False
            self._adjacent, self._header_page, self._indicators = False, p.page, False
            self._block += 1
            return True
        own = self.owned.get(i, [])
        if own and self._is_goal(i, own):
            self._add(i, own)
            return True
        if self._header and p.role == "body" and (row := self._worded(p, self._header)):
            self._add(i, own, row)
            return True
        before_goal = i + 1 in self.owned and not (p.role == "heading" and self._ends(p))
        names = len(p.text) < TITLE and not split_label(p.text)[0] and not _is_head(p.text)
        if self._header and before_goal and p.bold and names:
            self._band = without_label(p.text)
            return True
        return False

    def _prose(self, i: int) -> None:
        p = self.layout.paragraphs[i]
        if p.role == "heading":
            self._indicators = False
        if p.role == "heading" and not split_label(p.text)[0] and self._ends(p):
            self._header, self._band, self._last, self._assignments = None, None, None, False
            return
        if leads_to_assignments(p.text):
            self._assignments = True
            self._block += 1
            return
        if self._assignments and p.role == "list" and len(p.text) < 3 * ITEM:
            self._assignment(i)
            return
        if p.role == "heading" or split_label(p.text)[0]:
            self._assignments = False
        self._say(p)

    def _worded(self, p: Paragraph, header: Header) -> dict[str, str]:
        """Return title and verdict of a line that has words under the head of the assessments, else nothing."""
        if not header.columns or p.page != self._header_page or len(p.text) > TITLE:
            return {}
        out: dict[str, list[str]] = {}
        for word in (s.word for s in p.spans if s.page == p.page):
            right = [head.role for box, head in header.columns if word.x0 >= box.x0 - MARGIN]
            out.setdefault(right[-1] if right else "title", []).append(word.text)
        row = {role: " ".join(words) for role, words in out.items()}
        return row if "title" in row and parse_verdict(row.get("assessment", "")) else {}

    def _add(self, i: int, own: list[Symbol], row: Mapping[str, str] = MappingProxyType({})) -> None:
        p = self.layout.paragraphs[i]
        if not self._adjacent:  # a box of its own; the lines of a list follow each other
            self._block += 1
        section = p.section
        if p.role == "heading" and section is not None:
            section = self.layout.sections[section].parent
        activity = self._header is not None and self._header.level == "activity"
        above = next(self._areas(section), None)
        title = without_label(row.get("title") or p.text)
        if title.endswith(":") and i + 1 < len(self.layout.paragraphs) and i + 1 not in self.owned:
            title = squash(f"{title} {self.layout.paragraphs[i + 1].text}")
            self._skip = i + 1
        entry = Entry(
            title=title,
            page=p.page,
            box=p.box,
            block=self._block,
            section=section,
            level=self._header.level if self._header else self._section_level_word(section),
            area=above if activity else self._band or above,
            words=row.get("assessment", ""),
            trend_words=row.get("trend", ""),
        )
        if activity and self._band:
            entry.parent = Entry(self._band, p.page, p.box, -1, section, None)
        for symbol in own:
            give(symbol, entry, self._header.head(symbol) if self._header else Head("other"))
        self.entries.append(entry)
        self.used.add(i)
        self._last, self._size, self._part, self._assignments = entry, p.size, None, False
        self._listed, self._adjacent = self._adjacent, True

    def _is_goal(self, i: int, own: list[Symbol]) -> bool:
        p = self.layout.paragraphs[i]
        following = self.layout.paragraphs[i + 1].text if i + 1 < len(self.layout.paragraphs) else ""
        labelled = split_label(following)[0] is not None
        if self._indicators:
            return False
        if (
            len(p.text) > (2 * TITLE if labelled else TITLE)
            or split_label(p.text)[0]
            or not any(c.isalpha() for c in p.text)
        ):
            return False
        vivid = any(s.colour not in COLOURLESS and not s.shape.startswith("arrow") for s in own)
        if self._header:
            return vivid or any(s.shape.startswith("arrow") for s in own)
        announced = p.role == "heading" and self._section_level_word(p.section) is not None
        return vivid and (bool(self.legend.assessments) or labelled or announced)

    def _say(self, p: Paragraph) -> None:
        """Take a paragraph as what is said of the last goal, unless it stands under another label."""
        if self._last is None:
            return
        label, rest = split_label(p.text)
        if label:
            self._part = label
            if not rest:
                return
        if self._part is None and self._listed:
            return
        if self._part != "description" and p.role not in ("caption", "note"):
            self._last.comments.append(Comment(p.text, p.page, p))

    def _ends(self, p: Paragraph) -> bool:
        """Say whether a heading ends what is said of the last goal: it stands above the goal's own title."""
        if re.match(r"\d+(?:\.\d+)*\.?\s", p.text):
            return True
        if self._size:
            return p.size > self._size + LARGER
        if self._last is not None:
            return self._level_at(p.section) <= self._level_at(self._last.section)
        if self._header is None or self._header.columns:
            return True
        return self._level_at(p.section) <= self._header.section_level

    def _assignment(self, i: int) -> None:
        p = self.layout.paragraphs[i]
        title, follow_up = split_assignment(p.text)
        above = self._last
        area = (above.title if above and above.level != "assignment" else None) or self._band
        self.entries.append(
            Entry(
                title=title,
                page=p.page,
                box=p.box,
                block=self._block,
                section=above.section if above else p.section,
                level="assignment",
                area=area,
                follow_up=follow_up,
                comments=[Comment(follow_up, p.page)] if follow_up else [],
            )
        )
        self.used.add(i)

    # ---- where things stand ------------------------------------------------------------------------------------------

    def _owners(self) -> dict[int, list[Symbol]]:
        """Return the symbols of each paragraph: of those on a symbol's line, the nearest one."""
        out: dict[int, list[Symbol]] = {}
        by_page: dict[int, list[int]] = {}
        for i, p in enumerate(self.layout.paragraphs):
            by_page.setdefault(p.page, []).append(i)
        for symbol in self._symbols:
            explained = (symbol.shape, symbol.colour) in self.legend.assessments
            if any(within(t, [symbol]) for t in self.layout.tables) or (_of_chart(symbol) and not explained):
                continue
            x, y = middle(symbol.box)
            near = []
            for i in by_page.get(symbol.page, []):
                box = self.layout.paragraphs[i].box
                words = [s.word for s in self.layout.paragraphs[i].spans if s.page == symbol.page]
                if box.top - 3 <= y <= box.bottom + 3 and not any(symbol.box.overlap(w.box) > 0.2 for w in words):
                    near.append((max(box.x0 - x, x - box.x1, 0.0), i))
            if near:
                out.setdefault(min(near)[1], []).append(symbol)
        return out

    def _level_at(self, section: int | None) -> int:
        return self.layout.sections[section].level if section is not None else 0

    def _headings(self, section: int | None) -> Iterator[str]:
        while section is not None:
            yield self.layout.sections[section].heading
            section = self.layout.sections[section].parent

    def _section_level_word(self, section: int | None) -> Level | None:
        return next((level for h in self._headings(section) if (level := level_of(h))), None)


def _of_chart(symbol: Symbol) -> bool:
    """Say whether a symbol may be a chart's key: those too are small coloured squares before a word or two."""
    return symbol.shape == "square" and symbol.drawn_as == "vector"


def _is_head(text: str) -> bool:
    """Say whether a line is the head of a column of goals ("Centrala uppdrag") and no band over them."""
    return level_of(text) is not None and len(text.split()) <= HEAD_WORDS
