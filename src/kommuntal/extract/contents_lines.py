"""The lines of a contents page: a heading, dots or a wide space, and the page it is said to stand on."""

import re
from collections.abc import Iterator, Mapping, Sequence

from kommuntal.extract.rows import Row, before_dots
from kommuntal.extract.words import plain
from kommuntal.layout.lines import Line
from kommuntal.layout.text import Vocabulary, join_lines
from kommuntal.read.model import Box, Word
from kommuntal.swedish.text import squash

HEADINGS = {"innehåll", "innehållsförteckning", "innehållsförteckning/agenda"}
FEWEST = 3  # lines with dots that make a contents page
FEWEST_BARE = 5  # lines without dots, under a heading that says so
EDGE = 3.0  # points by which the right edges of their pages differ
NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*)\.?\s+(?P<title>\D.*)")

Ended = Mapping[int, tuple[Sequence[Word], int]]  # by place of the row: its words before the page, and the page


def contents_lines(rows: Sequence[Row], vocabulary: Vocabulary) -> Iterator[tuple[str | None, str, int, Box]]:
    """Yield (number, title, page, place) of the lines of a contents page; none of a page that is not one."""
    ended = _dotted(rows) or _bare(rows)
    for n, (words, page) in ended.items():
        lines = [Line(rows[n].page, tuple(words))] if words else []
        box = rows[n].box
        for k in range(n - 1, -1, -1):  # a heading over two lines has its page on the second
            close = box.top - rows[k].box.bottom < 0.6 * rows[k].size
            if k in ended or not close or plain(rows[k].text) in HEADINGS or NUMBERED.match(rows[k + 1].text):
                break
            lines.insert(0, Line(rows[k].page, rows[k].words))
            box = box.union(rows[k].box)
        if not lines:
            continue
        title = squash(join_lines(lines, vocabulary)[0])
        numbered = NUMBERED.fullmatch(title)
        yield (numbered["number"] if numbered else None, numbered["title"] if numbered else title, page, box)


def _dotted(rows: Sequence[Row]) -> Ended:
    """Return the rows whose page stands behind dots; none where they are too few for a contents page."""
    out = {}
    for n, row in enumerate(rows):
        parted = before_dots(row.words)
        page = _page(parted[1]) if parted else None
        if parted and page is not None:
            out[n] = (parted[0], page)
    return out if len(out) >= FEWEST else {}


def _bare(rows: Sequence[Row]) -> Ended:
    """Return the rows below "Innehåll" whose page stands apart at one right edge, rising down the page."""
    head = next((n for n, row in enumerate(rows) if plain(row.text) in HEADINGS), None)
    if head is None:
        return {}
    out = {}
    edge = None
    last = 0
    for n, row in enumerate(rows[head + 1 :], head + 1):
        page = _page(row.pieces[-1].words) if len(row.pieces) > 1 else None
        if page is None or page < last or (edge is not None and abs(row.box.x1 - edge) > EDGE):
            continue
        edge, last = row.box.x1, page
        out[n] = ([w for piece in row.pieces[:-1] for w in piece.words], page)
    return out if len(out) >= FEWEST_BARE else {}


def _page(words: Sequence[Word]) -> int | None:
    m = re.fullmatch(r"(?:s\.?|sid\.?)?\s?(\d{1,4})", squash(" ".join(w.text for w in words)))
    return int(m[1]) if m else None
