"""What was recognised, drawn over the page: readers are debugged by looking."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image as Picture
from PIL import ImageDraw

from kommuntal.errors import UsageError
from kommuntal.schema import Placed, Records

COLOURS = {
    "sections": "#1f5fae",
    "tables": "#c4471d",
    "cells": "#e0a184",
    "goals": "#2c8a3c",
    "indicators": "#55a868",
    "agenda_items": "#7a3fa0",
    "papers": "#7a3fa0",
    "decisions": "#a03f6b",
    "claims": "#c79a00",
    "findings": "#e00000",
}
SCALE = 2.0  # pixels a point: small print stays readable


def draw_page(pdf: Path, page: int, records: Records) -> Picture.Image:
    """Return the page (counted from 1) as a picture, 144 dpi, with a box round every record that has its place on it.

    Raises UsageError for a page that the PDF does not have.
    """
    with pypdfium2.PdfDocument(pdf) as document:
        if not 1 <= page <= len(document):
            raise UsageError(f"{pdf.name} has pages 1 to {len(document)}; there is no page {page}")
        picture: Picture.Image = document[page - 1].render(scale=SCALE).to_pil().convert("RGB")
    pen = ImageDraw.Draw(picture)
    for dataset, box in _boxes(page, records):
        edges = [edge * SCALE for edge in box]
        pen.rectangle(edges, outline=COLOURS[dataset], width=1 if dataset == "cells" else 3)
    _legend(pen, sorted({dataset for dataset, _ in _boxes(page, records)}))
    return picture


def _boxes(page: int, records: Records) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    for dataset, rows in records:
        if dataset not in COLOURS:
            continue
        for row in rows:
            if isinstance(row, Placed) and row.page == page:
                box = (row.x0, row.top, row.x1, row.bottom)
                if None not in box:
                    yield dataset, box  # type: ignore[misc]
    for finding in records.findings:
        for side in ("left", "right"):
            box = tuple(getattr(finding, f"{side}_{edge}") for edge in ("x0", "top", "x1", "bottom"))
            if getattr(finding, f"{side}_page") == page and None not in box:
                yield "findings", box  # type: ignore[misc]


def _legend(pen: ImageDraw.ImageDraw, datasets: list[str]) -> None:
    for n, dataset in enumerate(datasets):
        pen.text((8, 8 + 22 * n), dataset, fill=COLOURS[dataset], font_size=18)
