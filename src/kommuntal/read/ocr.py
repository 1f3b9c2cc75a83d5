"""Pages without readable text, read from their picture: the child's side, and how its pages join the others."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec
import pypdfium2
from msgspec.structs import replace

from kommuntal.guard import Limits, Outcome, guarded
from kommuntal.read.device import FULL_PAGE
from kommuntal.read.model import FailedPage, Icon, Image, Page, PageLayer, Reading, Word
from kommuntal.read.model import Path as Drawn
from kommuntal.read.raster import paint, straightened
from kommuntal.read.raster_fills import find_fills, flattened
from kommuntal.read.raster_lines import find_lines, without_lines
from kommuntal.read.raster_symbols import find_symbols, without_symbols
from kommuntal.read.recognise import Reader

GAPS: tuple[PageLayer, ...] = ("none", "broken")
LEGIBLE = 0.75  # mean confidence of characters below which a page shows something else than text that can be read
FEW = 3  # words that say nothing about the page
MOST_CHILDREN = 20  # of one document; each that dies costs one page at most


class Recognised(msgspec.Struct, frozen=True):
    """What the picture of one page shows; `skew` as in `Page`."""

    number: int
    words: tuple[Word, ...]
    paths: tuple[Drawn, ...]
    skew: float
    images: tuple[Image, ...] = ()
    icons: dict[str, Icon] = {}


def has_gaps(reading: Reading) -> bool:
    """Tell whether pages of a reading wait to be read from their picture."""
    return any(page.layer in GAPS for page in reading.pages)


def fill_gaps(reading: Reading, path: Path, limits: Limits) -> tuple[Reading, bool]:
    """Return the reading with its gaps read from their pictures, and whether other limits would come to the same.

    A page on which nothing is legible stays as it is. One that could not be looked at within the limits does too, and
    is named among the failed.
    """
    waiting = [page.number for page in reading.pages if page.layer in GAPS]
    found: dict[int, Recognised] = {}
    failed: list[FailedPage] = []
    cpu_s = 0.0
    for _ in range(MOST_CHILDREN):
        left = replace(limits, cpu_s=limits.ocr_s - cpu_s, wall_s=limits.ocr_s * 1.5)
        outcome = guarded(recognise_pages, path, tuple(waiting), limits=left, on_item=_taker(found))
        cpu_s += outcome.cpu_s
        rest = [number for number in waiting if number not in found]
        if outcome.ok or not rest or outcome.stopped in ("error", "cpu", "wall"):
            break
        if rest == waiting or outcome.stopped == "item":
            failed.append(_not_read(rest[0], outcome))
            rest = rest[1:]
        waiting = rest
    failed += [_not_read(n, outcome) for n in waiting if n not in found and n not in {f.number for f in failed}]
    icons = dict(reading.icons)
    for recognised in found.values():
        icons |= recognised.icons
    pages = tuple(_merged(page, found.get(page.number)) for page in reading.pages)
    reading = replace(reading, pages=pages, icons=icons)
    if not failed:
        return reading, True
    reason = f"{len(failed)} of {reading.page_count} pages are pictures that were not read: {failed[0].reason}"
    return (
        replace(
            reading,
            status="partial",
            reason="; ".join(r for r in (reading.reason, reason) if r),
            failed=(*reading.failed, *failed),
        ),
        False,
    )


def _taker(found: dict[int, Recognised]) -> Callable[[bytes], None]:
    def take(message: bytes) -> None:
        page = msgspec.msgpack.decode(message, type=Recognised)
        found[page.number] = page

    return take


def _not_read(number: int, outcome: Outcome) -> FailedPage:
    return FailedPage(number, f"reading its picture {outcome.reason}")


def recognise_pages(path: Path, numbers: Sequence[int]) -> Iterator[bytes]:
    """Yield what each of these pages shows, as msgpack. Runs in the guarded child."""
    _silence()
    encode = msgspec.msgpack.Encoder().encode
    with pypdfium2.PdfDocument(path) as document, Reader() as reader:
        for number in numbers:
            sheet = document[number - 1]
            raster = straightened(paint(sheet))
            sheet.close()
            lines, fills = find_lines(raster), find_fills(raster)
            words = reader.words(without_lines(flattened(raster, fills), raster.scale, lines), raster.scale)
            images, icons = find_symbols(raster, words)
            paths, words = without_symbols([*fills, *lines], words, images)
            paths = [p for p in paths if p.kind != "line" or not any(_is_stroke(p, word) for word in words)]
            yield encode(Recognised(number, tuple(words), tuple(paths), raster.skew, tuple(images), icons))


def _silence() -> None:
    """Let nothing reach standard error: Tesseract and its image library write there of every oddity, past Python."""
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 2)


def _is_stroke(line: Drawn, word: Word) -> bool:
    """Tell whether a line is part of a letter: it lies in a word and is hardly longer than it."""
    box = line.box
    across = box.x0 >= word.x0 - word.size / 2 and box.x1 <= word.x1 + word.size / 2
    return across and box.top >= word.top - word.size / 4 and box.bottom <= word.bottom - word.size * 0.1


def _merged(page: Page, found: Recognised | None) -> Page:
    """Return a page with what its picture shows in place of broken text, or beside the stamps on a scan.

    Lines and boxes come from the picture where there is one; else they are drawn, and the drawing is surer.
    """
    if found is None:
        return page
    stamps = page.words if page.layer == "none" else ()
    words = tuple(w for w in found.words if not any(_is_same_place(w, stamp) for stamp in stamps))
    if not _is_legible(words):
        return page
    area = max(1.0, page.width * page.height)
    covered = max((image.box.width * image.box.height / area for image in page.images), default=0.0)
    return replace(
        page,
        words=(*stamps, *words),
        images=(*page.images, *found.images),
        paths=(*page.paths, *found.paths) if covered > FULL_PAGE / 2 else page.paths,
        layer="ocr",
        skew=found.skew,
        tag_tables=(),
        tag_headings=(),
    )


def _is_same_place(word: Word, stamp: Word) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    near = stamp.size / 2
    return stamp.x0 - near <= x <= stamp.x1 + near and stamp.top - near <= y <= stamp.bottom + near


def _is_legible(words: Sequence[Word]) -> bool:
    """Tell whether a page shows text: by its words, as a number is doubtful for other reasons too."""
    said = [word for word in words if any(c.isalnum() for c in word.text)]
    spelt = [word for word in said if any(c.isalpha() for c in word.text)]
    said = spelt if len(spelt) >= FEW else said
    sure = sum(word.confidence * len(word.text) for word in said)
    return len(said) >= FEW and sure >= LEGIBLE * sum(len(word.text) for word in said)
