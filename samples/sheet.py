"""A PDF that keeps its own truth: what is drawn is written down in the same call, so the two cannot drift apart.

Coordinates are points from the top left corner, as everywhere in the project; reportlab's own run from the bottom.
"""

import json
from pathlib import Path
from typing import Any, Literal

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP = 62.0, WIDTH - 62.0, 78.0
REGULAR, BOLD, ITALIC = "Helvetica", "Helvetica-Bold", "Helvetica-Oblique"

COLOURS = {
    "green": "#3a9b46",
    "yellow": "#f2c230",
    "red": "#c8302c",
    "grey": "#9a9a9a",
    "band": "#1f4e5f",
    "zebra": "#e4edf0",
    "head": "#cfdfe4",
}

Style = Literal["grid", "rules", "zebra"]
Grid = list[list[str]]


class Sheet:
    """Draws pages from the top down and collects the truth of TRUTH's kind beside them."""

    def __init__(self, file: Path, header: str = "", **document: Any) -> None:
        self.file = file
        self.header = header
        # invariant: no clock and no random id in the file, so that the same script gives the same bytes
        self.canvas = Canvas(str(file), pagesize=A4, invariant=1)
        self.canvas.setTitle(document.get("title", file.stem))
        self.page = 0
        self.y = TOP
        self.stamp: int | None = None
        self.truth: dict[str, Any] = {
            "document": {"file": file.name, **document},
            "tables": [],
            "goals": [],
            "indicators": [],
            "meeting": None,
            "agenda": [],
            "cases": [],
            "claims": [],
            "errors": [],
        }

    # pages

    def new_page(self, footer: bool = True) -> None:
        """Begin a page: running header, and the page number at the foot."""
        if self.page:
            self.canvas.showPage()
        self.page += 1
        self.y = TOP
        if self.header and self.page > 1:
            self.text(LEFT, 40, self.header, size=8, colour="#606060")
        if footer and self.page > 1:
            self.text(WIDTH / 2, HEIGHT - 40, str(self.page), size=8, align="centre")

    def save(self, truth_folder: Path) -> None:
        """Write the PDF, and its truth beside it."""
        self.canvas.save()
        self.truth["document"]["pages"] = self.page
        self.truth["document"]["labelled_pages"] = list(range(1, self.page + 1))
        target = truth_folder / f"{self.file.stem}.json"
        target.write_text(json.dumps(self.truth, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    # text

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 10,
        font: str = REGULAR,
        colour: str = "#000000",
        align: Literal["left", "right", "centre"] = "left",
    ) -> None:
        """Draw one line whose baseline is `y` points from the top of the page."""
        self.canvas.setFillColor(colour)
        self.canvas.setFont(font, size)
        draw = {
            "left": self.canvas.drawString,
            "right": self.canvas.drawRightString,
            "centre": self.canvas.drawCentredString,
        }[align]
        draw(x, HEIGHT - y, text)

    def heading(self, text: str, level: int = 1) -> None:
        """Draw a heading; the level sets its size."""
        size = {0: 26, 1: 17, 2: 13, 3: 11}[level]
        self.y += size * 1.1
        self.text(LEFT, self.y, text, size=size, font=BOLD, colour=COLOURS["band"] if level < 3 else "#000000")
        self.y += size * 0.75

    def label(self, text: str) -> None:
        """Draw a run-in label such as "Kommentar:"."""
        self.y += 13
        self.text(LEFT, self.y, text, size=10, font=BOLD)
        self.y += 2

    def paragraph(
        self, text: str, size: float = 10, left: float = LEFT, right: float = RIGHT, font: str = REGULAR
    ) -> None:
        """Draw running text; a soft hyphen (U+00AD) says where a word may break over the line."""
        for line in wrap(text, right - left, size, font):
            self.y += size * 1.35
            self.text(left, self.y, line, size=size, font=font)
        self.y += size * 0.7

    def bullet(self, text: str) -> None:
        """Draw one item of a list."""
        self.text(LEFT + 8, self.y + 13.5, "•")
        self.paragraph(text, left=LEFT + 22)
        self.y -= 3

    # shapes

    def box(
        self, x0: float, top: float, x1: float, bottom: float, fill: str | None = None, stroke: str | None = None
    ) -> None:
        """Draw a rectangle."""
        if fill:
            self.canvas.setFillColor(fill)
        if stroke:
            self.canvas.setStrokeColor(stroke)
            self.canvas.setLineWidth(0.6)
        self.canvas.rect(x0, HEIGHT - bottom, x1 - x0, bottom - top, stroke=int(bool(stroke)), fill=int(bool(fill)))

    def rule(self, x0: float, y: float, x1: float, width: float = 0.6) -> None:
        """Draw a horizontal line."""
        self.canvas.setStrokeColor("#404040")
        self.canvas.setLineWidth(width)
        self.canvas.line(x0, HEIGHT - y, x1, HEIGHT - y)

    def circle(self, x: float, y: float, colour: str, radius: float = 5) -> dict[str, Any]:
        """Draw a status symbol round (x, y) and return its truth."""
        self.canvas.setFillColor(COLOURS[colour])
        self.canvas.circle(x, HEIGHT - y, radius, stroke=0, fill=1)
        return {
            "page": self.page,
            "bbox": _rounded(x - radius, y - radius, x + radius, y + radius),
            "shape": "circle",
            "colour": colour,
            "drawn_as": "vector",
        }

    def arrow(self, x: float, y: float, trend: str) -> None:
        """Draw a trend arrow round (x, y): up, right or down."""
        dx, dy = {"improving": (0, -1), "unchanged": (1, 0), "worsening": (0, 1)}[trend]
        tip, tail = (x + 5 * dx, y + 5 * dy), (x - 5 * dx, y - 5 * dy)
        path = self.canvas.beginPath()
        path.moveTo(tip[0], HEIGHT - tip[1])
        for side in (-1, 1):
            path.lineTo(x + 4 * dy * side, HEIGHT - (y + 4 * dx * side))
        path.close()
        self.canvas.setFillColor("#303030")
        self.canvas.drawPath(path, stroke=0, fill=1)
        self.canvas.setStrokeColor("#303030")
        self.canvas.setLineWidth(2)
        self.canvas.line(tail[0], HEIGHT - tail[1], x, HEIGHT - y)

    # tables

    def table(
        self,
        grid: Grid,
        widths: list[float],
        style: Style = "grid",
        kind: str = "other",
        title: str | None = None,
        unit: str | None = None,
        header_rows: int = 1,
        totals: tuple[int, ...] = (),
        size: float = 9,
        numbers_right: bool = True,
        left: float = LEFT,
    ) -> str:
        """Draw a table and return its id; `totals` are the rows set in bold. The first column is the header column."""
        edges = [left]
        for width in widths:
            edges.append(edges[-1] + width)
        if title:
            self.y += 14
            self.text(left, self.y, title, size=9.5, font=BOLD)
            self.y += 5
        top = self.y
        for r, row in enumerate(grid):
            bold = r < header_rows or r in totals
            font = BOLD if bold else REGULAR
            cells = [wrap(text, widths[c] - 8, size, font) for c, text in enumerate(row)]
            height = max(len(lines) for lines in cells) * size * 1.2 + 6
            if style == "zebra" and (r < header_rows or r % 2 == 0):
                self.box(
                    edges[0], self.y, edges[-1], self.y + height, fill=COLOURS["head" if r < header_rows else "zebra"]
                )
            for c, lines in enumerate(cells):
                right_side = numbers_right and c > 0
                for n, line in enumerate(lines):
                    baseline = self.y + 3 + size * (1.2 * n + 0.95)
                    x = edges[c + 1] - 4 if right_side else edges[c] + 4
                    self.text(x, baseline, line, size=size, font=font, align="right" if right_side else "left")
            if style == "grid":
                for c in range(len(row)):
                    self.box(edges[c], self.y, edges[c + 1], self.y + height, stroke="#404040")
            self.y += height
            if style == "rules" and (r == header_rows - 1 or r == len(grid) - 1 or r + 1 in totals):
                self.rule(edges[0], self.y, edges[-1], width=1.0 if r == len(grid) - 1 else 0.6)
        table_id = f"t{len(self.truth['tables']) + 1}"
        self.truth["tables"].append(
            {
                "id": table_id,
                "page": self.page,
                "bbox": _rounded(edges[0], top, edges[-1], self.y),
                "title": title,
                "unit": unit,
                "header_rows": header_rows,
                "header_columns": 1,
                "continues": None,
                "grid": grid,
                "spans": [],
                "kind": kind,
            }
        )
        self.y += 10
        return table_id

    # truth that is not drawn by itself

    def add(self, what: str, prefix: str, **facts: Any) -> str:
        """Write down one fact of the list `what` on this page and return its id."""
        fact_id = f"{prefix}{len(self.truth[what]) + 1}"
        self.truth[what].append({"id": fact_id, "page": self.page, **facts})
        return fact_id

    def claim(
        self,
        sentence: str,
        quote: str,
        value: str,
        unit: str,
        measure: str,
        cells: list[tuple[str, int, int]],
        **more: Any,
    ) -> None:
        """Write down a figure stated in running text and the cells that state the same."""
        self.add(
            "claims",
            "c",
            quote=quote,
            sentence=sentence,
            value=value,
            unit=unit,
            measure=measure,
            cells=[{"table": t, "row": r, "column": c} for t, r, c in cells],
            **{"organisation": None, "period": None, "verdict": "match" if cells else "no_counterpart", **more},
        )

    def error(self, kind: str, description: str, left: tuple[int, str], right: tuple[int, str] | None) -> None:
        """Write down a planted fault: page and printed text of both places."""
        self.add(
            "errors",
            "e",
            kind=kind,
            planted=True,
            description=description,
            left={"page": left[0], "quote": left[1]},
            right={"page": right[0], "quote": right[1]} if right else None,
        )


def wrap(text: str, width: float, size: float, font: str) -> list[str]:
    """Break a text into lines that fit `width` points; words may break at a soft hyphen."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        whole = word.replace("\u00ad", "")
        candidate = f"{line} {whole}".strip()
        if stringWidth(candidate, font, size) <= width or not line:
            line = candidate
            continue
        head, rest = _hyphenate(word, line, width, size, font)
        lines.append(f"{line} {head}".strip())
        line = rest
    return [*lines, line]


def _hyphenate(word: str, line: str, width: float, size: float, font: str) -> tuple[str, str]:
    """Return the part of a word that still fits on the line, with its hyphen, and the part that does not."""
    pieces = word.split("\u00ad")
    for cut in range(len(pieces) - 1, 0, -1):
        head = "".join(pieces[:cut]) + "-"
        if stringWidth(f"{line} {head}", font, size) <= width:
            return head, "".join(pieces[cut:])
    return "", "".join(pieces)


def _rounded(*box: float) -> list[float]:
    return [round(edge, 1) for edge in box]
