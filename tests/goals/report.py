"""A report written straight as a layout: lines, tables and symbols set from the top down."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from kommuntal.extract.context import Context
from kommuntal.extract.goals import extract_goals
from kommuntal.extract.ids import Ids
from kommuntal.extract.indicators import extract_indicators
from kommuntal.extract.sections import section_rows
from kommuntal.layout.model import Cell, Layout, Paragraph, ParagraphRole, Section, Symbol, SymbolShape, Table, TextSpan
from kommuntal.read.model import Box, Page, Path, Word
from kommuntal.schema import Document, Goal, Records
from kommuntal.schema.enums import DocumentKind, DocumentStatus

DOCUMENT_ID = "1" * 64
LEFT, RIGHT, LINE, CHARACTER = 60.0, 540.0, 16.0, 5.0
Mark = tuple[SymbolShape, str]


class Report:
    """One document in the making; every line and row is 16 points high."""

    def __init__(
        self,
        kind: DocumentKind = DocumentKind.INTERIM_REPORT,
        organisation: str | None = "Granviks kommun",
    ) -> None:
        self.document = Document(
            document_id=DOCUMENT_ID,
            file_name="granvik.pdf",
            kind=kind,
            municipality="Granviks kommun",
            municipality_code="2999",
            organisation=organisation,
            period_start=date(2025, 1, 1),
            period_end=date(2025, 8, 31),
            status=DocumentStatus.OK,
            reader_version="test",
        )
        self.page, self.top = 1, 60.0
        self.paragraphs: list[Paragraph] = []
        self.sections: list[Section] = []
        self.tables: list[Table] = []
        self.symbols: list[Symbol] = []
        self.words: dict[int, list[Word]] = {}
        self.paths: dict[int, list[Path]] = {}

    def new_page(self) -> "Report":
        self.page, self.top = self.page + 1, 60.0
        return self

    def heading(self, text: str, level: int = 1, *marks: tuple[float, Mark]) -> "Report":
        parent = next((i for i in reversed(range(len(self.sections))) if self.sections[i].level < level), None)
        while parent is not None and any(s.level <= self.sections[parent].level for s in self.sections[parent + 1 :]):
            parent = next((i for i in reversed(range(parent)) if self.sections[i].level < level), None)
        box = Box(LEFT, self.top, RIGHT, self.top + 12)
        self.sections.append(Section(text, level, self.page, self.page, box, parent))
        return self.line(text, *marks, role="heading", bold=True, size=20.0 - 2 * level)

    def line(
        self,
        text: str,
        *marks: tuple[float, Mark],
        at: dict[str, float] | None = None,
        role: ParagraphRole = "body",
        bold: bool = False,
        size: float = 10.0,
    ) -> "Report":
        """Set a line with symbols at the given x; `at` moves a word to its own x."""
        x, spans, start = LEFT, [], 0
        for piece in text.split(" "):
            x = (at or {}).get(piece, x)
            word = Word(piece, x, self.top, x + CHARACTER * len(piece), self.top + 10, size=size, bold=bold)
            spans.append(TextSpan(start, start + len(piece), self.page, word))
            self.words.setdefault(self.page, []).append(word)
            x += CHARACTER * (len(piece) + 1)
            start += len(piece) + 1
        box = Box(LEFT, self.top, x, self.top + 10)
        section = len(self.sections) - 1 if self.sections else None
        self.paragraphs.append(Paragraph(text, self.page, box, tuple(spans), role, section, size, bold))
        for middle, mark in marks:
            self._symbol(middle, mark)
        self.top += LINE
        return self

    def legend(self, *entries: tuple[Mark, str]) -> "Report":
        """Set a legend: one line a symbol, its label to the right."""
        for mark, label in entries:
            self.line(label, (LEFT - 14, mark))
        return self

    def table(
        self,
        rows: Sequence[Sequence[str | Mark]],
        header_rows: int = 1,
        bands: Sequence[int] = (),
        title: str | None = None,
        continues: int | None = None,
        fills: Mapping[str, str] = MappingProxyType({}),
    ) -> "Report":
        """Set a ruled table; a (shape, colour) in a row is a symbol, `bands` are rows that are one cell, `fills` the
        ground of cells ("r1c0": "#ff0000")."""
        columns = max(map(len, rows))
        width = (RIGHT - LEFT) / columns
        top, cells = self.top, []
        for r, row in enumerate(rows):
            for c, content in enumerate(row):
                x0 = LEFT + width * c
                span = columns if r in bands else 1
                box = Box(x0, self.top, x0 + width * span, self.top + LINE)
                text = content if isinstance(content, str) else ""
                if not isinstance(content, str):
                    self._symbol(x0 + width / 2, content)
                if f"r{r}c{c}" in fills:
                    ground = Path("rect", box.x0, box.top, box.x1, box.bottom, fill=fills[f"r{r}c{c}"])
                    self.paths.setdefault(self.page, []).append(ground)
                cells.append(Cell(r, c, text, box, 1, span, r < header_rows))
            self.top += LINE
        self.tables.append(
            Table(
                self.page,
                Box(LEFT, top, RIGHT, self.top),
                len(rows),
                columns,
                tuple(cells),
                header_rows,
                1,
                title,
                continues,
                len(self.sections) - 1 if self.sections else None,
                before=len(self.paragraphs),
            )
        )
        self.top += LINE
        return self

    def symbol(self, x: float, mark: Mark, top: float) -> "Report":
        """Set a symbol at its own height."""
        at, self.top = self.top, top
        self._symbol(x, mark)
        self.top = at
        return self

    def _symbol(self, x: float, mark: Mark) -> None:
        shape, colour = mark
        box = Box(x - 5, self.top, x + 5, self.top + 10)
        if shape == "bar":
            box = Box(x - 20, self.top, x + 20, self.top + 10)
        filled = 80.0 if shape == "bar" else None
        self.symbols.append(Symbol(self.page, box, shape, colour, "vector", filled))

    def layout(self) -> Layout:
        pages = tuple(
            Page(n, 600, 840, words=tuple(self.words.get(n, ())), paths=tuple(self.paths.get(n, ())))
            for n in range(1, self.page + 1)
        )
        return Layout(
            DOCUMENT_ID,
            pages,
            tuple(self.paragraphs),
            tuple(self.tables),
            tuple(self.sections),
            symbols=tuple(self.symbols),
        )

    def records(self) -> Records:
        """Return the goals and indicators that are read from the report."""
        layout = self.layout()
        ids = Ids(DOCUMENT_ID)
        records = Records(documents=[self.document])
        context = Context(self.document, ids, tuple(section_rows(layout, ids)), (), records)
        records.extend(extract_goals(layout, context))
        records.extend(extract_indicators(layout, context))
        return records

    def goals(self) -> list[Goal]:
        return self.records().goals
