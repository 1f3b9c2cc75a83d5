"""Pictures of pages for the page: their addresses, and the drawing of them, kept on disk."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import msgspec
from anyio import CapacityLimiter

from kommuntal import places
from kommuntal.errors import PictureError
from kommuntal.guard import Limits
from kommuntal.picture import Mark, page_picture
from kommuntal.read.model import Box
from kommuntal.version import version_of

Place = tuple[float, float, float, float]  # x0, top, x1, bottom in points, origin top left
EDGES = ("x0", "top", "x1", "bottom")

LIMITS = Limits(memory_mb=768, cpu_s=20, wall_s=40)  # somebody is waiting
AROUND = 36.0  # points shown on every side of a place
LEAST_CUT = (360.0, 130.0)  # points, width and height: a cell alone tells nobody where it stands
MOST_CUT = 300.0  # points of height that marks may make it
ROOM = 2.0  # points between a place and the line round it, so that no digit is touched
PLACE_COLOUR, MARK_COLOUR = "#c8102e", "#0b57a4"
AT_ONCE = 4  # drawn at the same time; who waits for a place here takes no thread from the rest of the page
MOST_BYTES = 512 << 20  # of pictures on disk, some 5000 pages


def page_url(document_id: str, page: int, scale: float | None = None) -> str:
    """Return the address of a whole page, `scale` pixels a point."""
    return _url(f"/picture/{document_id}/{page}.png", [("scale", scale)] if scale else [])


def crop_url(document_id: str, page: int, place: Place, marks: Iterable[Place] = (), scale: float | None = None) -> str:
    """Return the address of a cut round a place, with further places outlined."""
    query: list[tuple[str, object]] = [(edge, _point(at)) for edge, at in zip(EDGES, place, strict=True)]
    query += [("mark", ",".join(_point(at) for at in mark)) for mark in marks]
    return _url(f"/picture/{document_id}/{page}/crop.png", query + ([("scale", scale)] if scale else []))


def _point(at: float) -> str:
    return f"{at:.1f}"


def _url(path: str, query: Sequence[tuple[str, object]]) -> str:
    return f"{path}?{urlencode(query, safe=',')}" if query else path


class Pictures:
    """Draws pages of the documents of one output, and keeps what it drew until room is needed. Threads may share it.

    Every picture is drawn by a process of its own, so callers take turns at `limiter`.
    """

    def __init__(self, output: Path, archive: Path | None = None, most_bytes: int = MOST_BYTES) -> None:
        self._output = output
        self._archive = archive
        self.limiter = CapacityLimiter(AT_ONCE)
        self._kept = Shelves(output / ".kommuntal" / "pictures", most_bytes)

    def missing(self, document_id: str) -> PictureError | None:
        """Return why there are no pictures of a document, None when its PDF is there."""
        try:
            places.find(self._output, document_id, self._archive)
        except PictureError as error:
            return error
        return None

    def page(self, document_id: str, page: int, scale: float) -> bytes:
        """Return a whole page as PNG. Raises PictureError."""
        return self._drawn(document_id, page, scale, None, ())

    def cut(self, document_id: str, page: int, place: Box, marks: Sequence[Box], scale: float) -> bytes:
        """Return the part of a page round a place as PNG, the place and the marks outlined. Raises PictureError."""
        outlines = [Mark(_grown(mark, ROOM), MARK_COLOUR, width=2) for mark in marks]
        outlines.append(Mark(_grown(place, ROOM), PLACE_COLOUR, width=3))
        return self._drawn(document_id, page, scale, surroundings(place, marks), outlines)

    def _drawn(self, document_id: str, page: int, scale: float, clip: Box | None, marks: Sequence[Mark]) -> bytes:
        pdf = places.find(self._output, document_id, self._archive)  # first: what was taken down is not shown either
        name = _name(document_id, page, scale, clip, marks, version_of("picture.py"))
        png = self._kept.get(name)
        if png is None:
            png = page_picture(pdf, page, scale, clip, marks, LIMITS).png
            self._kept.put(name, png)
        return png


def surroundings(place: Box, marks: Sequence[Box] = ()) -> Box:
    """Return what to show of a page so that one sees where a place is. It may hang over the edge of the page.

    Marks that stand near, as the names of a cell's row and column do, are shown too.
    """
    for mark in marks:
        both = place.union(mark)
        place = both if both.height <= MOST_CUT else place
    width = max(place.width + 2 * AROUND, LEAST_CUT[0])
    height = max(place.height + 2 * AROUND, LEAST_CUT[1])
    # What stands at the edge of the page is shown with as much, all of it on the inner side.
    x0 = max(0.0, (place.x0 + place.x1 - width) / 2)
    top = max(0.0, (place.top + place.bottom - height) / 2)
    return Box(x0, top, x0 + width, top + height)


def _grown(box: Box, by: float) -> Box:
    return Box(box.x0 - by, box.top - by, box.x1 + by, box.bottom + by)


def _name(*what: Any) -> str:
    return sha256(msgspec.msgpack.encode(what)).hexdigest()


class Shelves:
    """Files by name in a folder of bounded size: what was not asked for the longest goes first.

    A disk that is full or may not be written costs drawing again, nothing else.
    """

    def __init__(self, folder: Path, most_bytes: int) -> None:
        self._folder = folder
        self._most = most_bytes
        self._lock = Lock()
        self._held: int | None = None  # bytes, as far as this process knows

    def get(self, name: str) -> bytes | None:
        file = self._file(name)
        try:
            content = file.read_bytes()
            file.touch()
        except OSError:
            return None
        return content

    def put(self, name: str, content: bytes) -> None:
        file = self._file(name)
        fresh = file.with_name(f".{uuid4().hex}")
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            try:
                fresh.write_bytes(content)
                fresh.replace(file)
            finally:
                fresh.unlink(missing_ok=True)
            with self._lock:
                self._held = self._sizes() if self._held is None else self._held + len(content)
                if self._held > self._most:
                    self._held = self._make_room()

    def _file(self, name: str) -> Path:
        return self._folder / name[:2] / f"{name}.png"

    def _sizes(self) -> int:
        return sum(file.stat().st_size for file in self._folder.glob("*/*.png"))

    def _make_room(self) -> int:
        """Remove the oldest until three quarters are left, so that it is not done for every picture."""
        files = sorted(((file.stat(), file) for file in self._folder.glob("*/*.png")), key=lambda one: one[0].st_mtime)
        held = sum(state.st_size for state, _ in files)
        for state, file in files:
            if held <= self._most * 3 // 4:
                break
            file.unlink(missing_ok=True)
            held -= state.st_size
        return held
