"""What was read on one page of a document, as boxes to draw over its picture, in layers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kommuntal.read.model import Box
from kommuntal.review.causes import place_of
from kommuntal.review.published import Published, Row
from kommuntal.schema import Finding

SIDES = ("left", "right")
A4 = (595.0, 842.0)  # points: the size of a page that nothing is known of

# The layers, the first at the bottom: of each dataset in it, the column that says what the box is.
LAYERS: Mapping[str, Mapping[str, str]] = {
    "sections": {"sections": "heading"},
    "tables": {"tables": "coalesce(title, '')"},
    "cells": {"cells": "text"},
    "goals": {"goals": "title", "indicators": "name", "indicator_values": "text"},
    "claims": {"claims": "quote"},
    "agenda": {"agenda_items": "title", "papers": "coalesce(title, '')", "decisions": "text", "statements": "text"},
    "findings": {},
}
SHOWN = tuple(layer for layer in LAYERS if layer != "cells")  # the cells hide the page, so they wait to be asked for


@dataclass(frozen=True)
class Shape:
    """A box on a page: which layer it is of, what stands in it, and for a finding which one."""

    layer: str
    text: str
    box: Box
    dataset: str = ""
    finding_id: str = ""


@dataclass(frozen=True)
class Sheet:
    """One page: its size in points, and what was read on it, by layer."""

    number: int
    width: float
    height: float
    shapes: Mapping[str, Sequence[Shape]]


def sheet(output: Published, document_id: str, page: int, findings: Sequence[Finding]) -> Sheet:
    """Return what was read on a page; `findings` are those that the document has a part in."""
    size = output.rows("SELECT x1, bottom FROM pages WHERE document_id = ? AND page = ?", (document_id, page))
    width, height = (size[0]["x1"], size[0]["bottom"]) if size else (None, None)
    shapes: dict[str, list[Shape]] = {layer: [] for layer in LAYERS}
    for row in output.rows(_EVERYTHING, {"document_id": document_id, "page": page}):
        shapes[row["layer"]].append(_shape(row))
    shapes["findings"] = list(_finding_shapes(findings, document_id, page))
    return Sheet(page, width or A4[0], height or A4[1], shapes)


def _select(layer: str, dataset: str, text: str) -> str:
    return (
        f"SELECT '{layer}' AS layer, '{dataset}' AS dataset, {text} AS text, x0, top, x1, bottom FROM {dataset} "
        "WHERE document_id = $document_id AND page = $page AND x0 + top + x1 + bottom IS NOT NULL"
    )


_EVERYTHING = (
    " UNION ALL ".join(
        _select(layer, dataset, text) for layer, datasets in LAYERS.items() for dataset, text in datasets.items()
    )
    + " ORDER BY layer, dataset, top, x0, x1, bottom, text"
)


def _shape(row: Row) -> Shape:
    return Shape(row["layer"], row["text"], Box(row["x0"], row["top"], row["x1"], row["bottom"]), row["dataset"])


def _finding_shapes(findings: Sequence[Finding], document_id: str, page: int) -> Iterator[Shape]:
    for finding in findings:
        for side in SIDES:
            place = place_of(finding, side)
            if place and place.box and (place.document_id, place.page) == (document_id, page):
                yield Shape("findings", place.quote or "", Box(*place.box), finding_id=finding.finding_id)


def findings_of(output: Published, document_id: str) -> list[Finding]:
    """Return the findings that a document has a part in, in the order of the queue."""
    found = (item.finding for item in output.queue.items)
    return [f for f in found if document_id in (f.left_document_id, f.right_document_id)]


def flagged(findings: Sequence[Finding], document_id: str) -> set[int]:
    """Return the pages of a document that findings point at."""
    places = (place_of(finding, side) for finding in findings for side in SIDES)
    return {place.page for place in places if place and place.document_id == document_id}
