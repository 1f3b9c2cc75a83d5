"""What was recognised, drawn over the page: readers are debugged by looking."""

import os
from collections.abc import Iterator
from pathlib import Path

from kommuntal.errors import PictureError, RunError, UsageError
from kommuntal.picture import Mark, page_picture
from kommuntal.read.model import Box
from kommuntal.run import collect, read_one
from kommuntal.schema import Placed, Records
from kommuntal.schema.enums import DocumentStatus

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


def show_page(pdf: Path, page: int, target: Path) -> str | None:
    """Write a page (counted from 1) to `target` as PNG, with a box round every record that has its place on it.

    Returns why nothing, or not all, was recognised, None when all was. Raises UsageError for a page that the PDF does
    not have and for a target that cannot be, PictureError for a page that cannot be drawn, RunError when the picture
    cannot be written. What can go wrong without reading the PDF, which takes its time, is tried before.
    """
    _check_target(target)
    pdf = collect([pdf])[0].path
    try:
        page_picture(pdf, page, SCALE)
    except PictureError as error:
        if error.why == "page":
            raise UsageError(str(error)) from error
        raise
    records = read_one(pdf)
    picture = page_picture(pdf, page, SCALE, marks=list(marks(page, records)))
    try:
        target.write_bytes(picture.png)
    except OSError as error:
        raise RunError(f"{target} cannot be written: {error.strerror}") from error
    document = records.documents[0]
    return None if document.status == DocumentStatus.OK else document.status_reason


def marks(page: int, records: Records) -> Iterator[Mark]:
    """Yield a mark for every place on the page that a record says it is from."""
    for dataset, rows in records:
        if dataset in COLOURS:
            for row in rows:
                if isinstance(row, Placed) and row.page == page:
                    yield from _mark(dataset, row.x0, row.top, row.x1, row.bottom)
    for finding in records.findings:
        for side in ("left", "right"):
            if getattr(finding, f"{side}_page") == page:
                yield from _mark("findings", *(getattr(finding, f"{side}_{edge}") for edge in Box.__struct_fields__))


def _mark(dataset: str, *edges: float | None) -> Iterator[Mark]:
    known = [edge for edge in edges if edge is not None]
    if len(known) == 4:
        yield Mark(Box(*known), COLOURS[dataset], width=1 if dataset == "cells" else 3, label=dataset)


def _check_target(target: Path) -> None:
    if target.suffix.lower() != ".png":
        raise UsageError(f"{target}: the picture is a PNG; let --to end in .png")
    if target.is_dir():
        raise UsageError(f"{target} is a folder; name a file in it")
    if not target.parent.is_dir():
        raise UsageError(f"{target.parent} is no folder that is there; make it, or name another --to")
    if not os.access(target if target.exists() else target.parent, os.W_OK):
        raise UsageError(f"{target} may not be written by this user; name another --to")
