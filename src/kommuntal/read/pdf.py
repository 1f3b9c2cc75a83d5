"""pdfplumber's page to ours: every page is opened once, taken apart, and closed."""

import logging
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

import msgspec
import pdfplumber

from kommuntal.read.model import FailedPage, Image, OutlineEntry, Page, Path, Word

WORD_ATTRIBUTES = ["fontname", "size", "non_stroking_color", "mcid"]


class Frame(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the child says at a time: first the facts of the document, then page after page."""

    page_count: int = 0
    metadata: dict[str, str] = {}
    outline: tuple[OutlineEntry, ...] = ()
    page: Page | None = None
    failed: FailedPage | None = None


def read_frames(pdf: FilePath, first: int, last: int) -> Iterator[bytes]:
    """Yield frames as msgpack: the document's, then those of pages `first` to `last`."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    with pdfplumber.open(pdf) as opened:
        yield msgspec.msgpack.encode(Frame(page_count=len(opened.pages)))
        for page in opened.pages[first - 1 : last]:
            try:
                frame = Frame(page=take_apart(page))
            except Exception as error:
                frame = Frame(failed=FailedPage(page.page_number, f"{type(error).__name__}: {error}"))
            yield msgspec.msgpack.encode(frame)
            page.close()


def take_apart(page: Any) -> Page:
    """Return one pdfplumber page as plain data."""
    words = tuple(_word(w) for w in page.extract_words(extra_attrs=WORD_ATTRIBUTES, keep_blank_chars=False))
    paths = tuple(_path(kind, p) for kind in ("line", "rect", "curve") for p in page.objects.get(kind, []))
    images = tuple(
        Image(i["x0"], i["top"], i["x1"], i["bottom"], pixels=tuple(i.get("srcsize") or (0, 0)))
        for i in page.objects.get("image", [])
    )
    return Page(
        number=page.page_number,
        width=float(page.width),
        height=float(page.height),
        rotation=int(page.rotation or 0),
        words=words,
        paths=paths,
        images=images,
        layer="native" if words else ("none" if images else "empty"),
    )


def _word(w: dict[str, Any]) -> Word:
    font = str(w.get("fontname", "")).split("+")[-1]
    return Word(
        text=w["text"],
        x0=w["x0"],
        top=w["top"],
        x1=w["x1"],
        bottom=w["bottom"],
        font=font,
        size=round(float(w.get("size") or 0), 2),
        bold=any(mark in font.lower() for mark in ("bold", "black", "heavy", "semibold", "demi")),
        colour=_colour(w.get("non_stroking_color")),
        upright=bool(w.get("upright", True)),
        mcid=w.get("mcid"),
    )


def _path(kind: Any, p: dict[str, Any]) -> Path:
    return Path(
        kind=kind,
        x0=p["x0"],
        top=p["top"],
        x1=p["x1"],
        bottom=p["bottom"],
        fill=_colour(p.get("non_stroking_color")) if p.get("fill") else None,
        stroke=_colour(p.get("stroking_color")) if p.get("stroke") else None,
        width=float(p.get("linewidth") or 0),
        points=tuple((float(x), float(y)) for x, y in p.get("pts", [])) if kind == "curve" else (),
    )


def _colour(value: Any) -> str | None:
    """Return #rrggbb of a grey, RGB or CMYK colour; None for patterns and what cannot be told."""
    try:
        parts = [float(v) for v in value] if isinstance(value, (list, tuple)) else [float(value)]
    except (TypeError, ValueError):
        return None
    if len(parts) == 1:
        parts = parts * 3
    elif len(parts) == 4:
        c, m, y, k = parts
        parts = [(1 - c) * (1 - k), (1 - m) * (1 - k), (1 - y) * (1 - k)]
    if len(parts) != 3:
        return None
    return "#" + "".join(f"{round(255 * min(1.0, max(0.0, v))):02x}" for v in parts)
