"""Draw the pages of small meeting papers word by word, and lay them out as a reading of a PDF would be."""

from collections.abc import Iterable

from kommuntal.extract.context import Context
from kommuntal.extract.ids import Ids
from kommuntal.layout import lay_out
from kommuntal.layout.model import Layout
from kommuntal.read.model import Page, Path, Reading, Word
from kommuntal.schema import Document, Records
from kommuntal.schema.enums import DocumentKind, DocumentStatus

DOCUMENT_ID = "a" * 64
LEFT = 70.0


class Sheet:
    """One page of A4; `y` is where the next line goes."""

    def __init__(self) -> None:
        self.words: list[Word] = []
        self.paths: list[Path] = []
        self.y = 40.0

    def at(self, x: float, text: str, *, size: float = 11, bold: bool = False, italic: bool = False) -> "Sheet":
        """Put text on the current line at `x`."""
        font = "Arial" + ("-Bold" if bold else "-Italic" if italic else "")
        for part in text.split(" "):
            width = 0.5 * size * len(part)
            if part:
                self.words.append(Word(part, x, self.y - size, x + width, self.y, font, size, bold))
            x += width + 0.28 * size
        return self

    def line(self, *columns: tuple[float, str], down: float = 0, **style: float | bool) -> "Sheet":
        """Go down to a new line and put each text at its x."""
        size = float(style.get("size", 11))
        self.y += down or 1.3 * size
        for x, text in columns:
            self.at(x, text, size=size, bold=bool(style.get("bold")), italic=bool(style.get("italic")))
        return self

    def text(self, text: str, *, down: float = 0, **style: float | bool) -> "Sheet":
        """Go down to a new line and put text at the left margin, going on over lines where it is long."""
        size = float(style.get("size", 11))
        line = ""
        for word in text.split(" "):
            if len(line) + len(word) > 960 / size:
                self.line((LEFT, line), down=down, **style)
                line, down = "", 0
            line = f"{line} {word}".strip()
        return self.line((LEFT, line), down=down, **style)

    def rule(self, x0: float = LEFT - 4, x1: float = 530) -> "Sheet":
        """Draw a horizontal rule right under the current line."""
        self.paths.append(Path("line", x0, self.y + 4, x1, self.y + 4, stroke="#000000", width=0.5))
        return self

    def foot(self, x: float, text: str, size: float = 9) -> "Sheet":
        """Put text at the foot of the page; lines after it go on where they were."""
        y, self.y = self.y, 815.0
        self.at(x, text, size=size)
        self.y = y
        return self

    def page(self, number: int) -> Page:
        return Page(number, 595, 842, words=tuple(self.words), paths=tuple(self.paths))


def layout(sheets: Iterable[Sheet]) -> Layout:
    pages = tuple(sheet.page(number) for number, sheet in enumerate(sheets, 1))
    return lay_out(Reading(DOCUMENT_ID, "ok", page_count=len(pages), pages=pages))


def context(kind: DocumentKind, records: Records | None = None, organisation: str | None = None) -> Context:
    document = Document(
        document_id=DOCUMENT_ID,
        file_name="x.pdf",
        kind=kind,
        organisation=organisation,
        status=DocumentStatus.OK,
        reader_version="test",
    )
    return Context(document=document, ids=Ids(DOCUMENT_ID), records=records or Records(documents=[document]))
