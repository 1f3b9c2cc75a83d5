"""Page numbers and bundle stamps: numbers in the margins that go up with the pages.

A bundle of papers carries two on a page: the paper's own ("2 (5)", from 1 again in the next paper) and the stamp of the
bundle, which only ever goes up, with gaps where pages were taken out.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kommuntal.layout.lines import Line

SAME_HEIGHT = 6.0  # points that a page number may move up or down from page to page
SAME_SIDE = 12.0  # and sideways, as it gets more digits

_NUMBER = re.compile(
    r"(?P<word>(?:sidan?|sid\.?|page|s\.)\s*)?[–-]?\s*(?P<number>\d{1,4})\s*"
    r"(?:(?P<total>\(\s*\d{1,4}\s*\)|/\s*\d{1,4}|(?:av|of)\s*\d{1,4})|[–-])?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class PageNumber:
    """A printed page number and the line that prints it; `total` is the M of "N (M)".

    "N (M)" and "N av M" are page numbers by their form; a bare number or "N/M" only when it goes up with the pages.
    """

    page: int
    number: int
    total: int | None
    line: Line
    by_form: bool = False


@dataclass(frozen=True)
class Numbering:
    """Page numbers by page: those of the papers themselves, and the stamps of a bundle beside them."""

    own: Mapping[int, PageNumber]
    stamps: Mapping[int, PageNumber]

    def papers(self, pages: Sequence[int]) -> list[list[int]]:
        """Return the pages as runs of one paper each: a new one begins where the own number starts again."""
        runs: list[list[int]] = []
        last: PageNumber | None = None
        for page in pages:
            now = self.own.get(page)
            ended = last is not None and last.total is not None and last.number >= last.total
            again = now is not None and last is not None and now.number <= last.number
            if not runs or ended or again or (now is not None and now.number == 1):
                runs.append([])
            runs[-1].append(page)
            last = now or (None if ended else last)
        return runs


def parse_page_number(line: Line) -> PageNumber | None:
    """Return the page number that a line prints and nothing else ("7", "7 (87)", "Sida 3 av 12"), or None."""
    match = _NUMBER.fullmatch(line.text.strip())
    if not match:
        return None
    number = int(match["number"])
    total = int(re.sub(r"\D", "", match["total"])) if match["total"] else None
    if total is not None and not 1 <= number <= total:
        return None
    return PageNumber(line.page, number, total, line, by_form=total is not None and "/" not in match["total"])


def find_numbering(margins: Mapping[int, Sequence[Line]], sizes: Mapping[int, tuple[float, float]]) -> Numbering:
    """Return the page numbers among the margin lines of each page; `sizes` are width and height of the pages."""
    tracks: list[_Track] = []
    for found in filter(None, map(parse_page_number, (line for lines in margins.values() for line in lines))):
        place = _place(found.line, *sizes[found.page])
        track = next((t for t in tracks if t.by_form == found.by_form and t.is_at(place)), None)
        if track is None:
            track = _Track(found.by_form, place, [])
            tracks.append(track)
        track.numbers.append(found)
    return _told_apart([t for t in (track.in_sequence() for track in tracks) if t])


@dataclass(frozen=True)
class _Track:
    """Numbers in one place of the pages: points from the nearest side and from the nearer of top (> 0) and bottom."""

    by_form: bool
    place: tuple[float, float]
    numbers: list[PageNumber]

    def is_at(self, place: tuple[float, float]) -> bool:
        return abs(self.place[0] - place[0]) <= SAME_SIDE and abs(self.place[1] - place[1]) <= SAME_HEIGHT

    def in_sequence(self) -> dict[int, PageNumber]:
        """Return the numbers that go up with the pages, or are page numbers by their form."""
        if self.by_form and (len(self.numbers) > 1 or self.numbers[0].number == 1):
            return {n.page: n for n in self.numbers}
        keep: dict[int, PageNumber] = {}
        for n in self.numbers:
            near = [m for m in self.numbers if 0 < abs(m.page - n.page) <= 3]
            steps = [(m.page - n.page, m.number - n.number) for m in near]
            follows = any(pages == numbers for pages, numbers in steps)
            rises = all(pages * numbers > 0 and abs(numbers) >= abs(pages) for pages, numbers in steps)
            if follows or (rises and len(steps) >= 3):
                keep[n.page] = n
        return keep


def _place(line: Line, width: float, height: float) -> tuple[float, float]:
    box = line.box
    side = min(box.x0, width - box.x1)
    return side, box.top if box.top < 0.5 * height else box.bottom - height


def _told_apart(tracks: Sequence[Mapping[int, PageNumber]]) -> Numbering:
    """Split tracks into own numbers and stamps: where pages have two, the stamps are those that never start again."""
    own: dict[int, PageNumber] = {}
    stamps: dict[int, PageNumber] = {}
    rising = [t for t in tracks if _only_rises(t)]
    stamp = max(rising, key=len, default=None)
    beside = stamp is not None and any(t is not stamp and not _agree(t, stamp) for t in tracks)
    for track in sorted(tracks, key=len):
        (stamps if track is stamp and beside else own).update(track)
    return Numbering(own, stamps)


def _only_rises(track: Mapping[int, PageNumber]) -> bool:
    numbers = [track[p].number for p in sorted(track)]
    return len(numbers) >= 2 and all(a < b for a, b in pairwise(numbers))


def _agree(track: Mapping[int, PageNumber], stamp: Mapping[int, PageNumber]) -> bool:
    """Tell whether a track says nothing else than the stamps do, or never stands beside them."""
    return all(track[p].number == stamp[p].number for p in track.keys() & stamp.keys())
