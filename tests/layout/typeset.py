"""Sets pages as plain data: text of a given size in a given place, every character half an em wide."""

from collections.abc import Sequence

from kommuntal.read.model import Page, Path, Reading, Word

WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT = 70.0, 520.0


class Sheet:
    """One page in the making; `top` arguments are the top of the type, distances in points."""

    def __init__(self, number: int = 1, width: float = WIDTH, height: float = HEIGHT) -> None:
        self.number = number
        self.width = width
        self.height = height
        self.words: list[Word] = []
        self.paths: list[Path] = []
        self.headings: list[tuple[int, tuple[int, ...]]] = []

    def line(self, text: str, x: float, top: float, size: float = 11.0, **attributes: object) -> "Sheet":
        """Set words on one line, half an em apart; a space more is half an em more."""
        for piece in text.split(" "):
            if piece:
                self.words.append(self.word(piece, x, top, size, **attributes))
            x += (len(piece) + 1) * size / 2
        return self

    def word(self, text: str, x: float, top: float, size: float = 11.0, **attributes: object) -> Word:
        """Return one word without setting it."""
        return Word(text, x, top, x + len(text) * size / 2, top + size, size=size, **{"font": "Serif", **attributes})  # type: ignore[arg-type]

    def ending_at(self, text: str, right: float, top: float, size: float = 11.0, **attributes: object) -> "Sheet":
        """Set a line that ends at `right`."""
        return self.line(text, right - len(text) * size / 2, top, size, **attributes)

    def block(
        self, text: str, top: float, x: float = LEFT, right: float = RIGHT, size: float = 11.0, **attributes: object
    ) -> float:
        """Set a paragraph broken into lines that end before `right`; return the top of the line after it."""
        row: list[str] = []
        for piece in [*text.split(" "), None]:
            if piece is None or (len(" ".join([*row, piece])) * size / 2 > right - x and row):
                self.line(" ".join(row), x, top, size, **attributes)
                top += 1.25 * size
                row = []
            if piece is not None:
                row.append(piece)
        return top

    def lines(
        self, texts: Sequence[str], top: float, x: float = LEFT, size: float = 11.0, **attributes: object
    ) -> float:
        """Set lines as they are given, one under the other; return the top of the line after them."""
        for text in texts:
            self.line(text, x, top, size, **attributes)
            top += 1.25 * size
        return top

    def page(self) -> Page:
        return Page(
            self.number,
            self.width,
            self.height,
            words=tuple(self.words),
            paths=tuple(self.paths),
            tag_headings=tuple(self.headings),
        )


def reading(*sheets: Sheet) -> Reading:
    """Return the sheets as a document that was read."""
    return Reading("0" * 64, "ok", page_count=len(sheets), pages=tuple(s.page() for s in sheets))


PROSE = (
    "Nämnden har under perioden arbetat med att utveckla verksamheten och följer planen i stort. Kostnaderna har ökat "
    "långsammare än väntat, bland annat genom att flera tjänster inte har tillsatts. Arbetet fortsätter under hösten."
)
