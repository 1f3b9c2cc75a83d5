"""Page numbers and bundle stamps: numbers in the margins that go up with the pages.

A bundle of papers carries two on a page: the paper's own ("2 (5)", from 1 again in the next paper) and the stamp of the
bundle, which only ever goes up, with gaps where pages were taken out.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kommuntal.layout.lines import Line

SAME_HEIGHT = 6.0  # points that a page number may move up or down from page to page

_NUMBER = re.compile(
    r"(?P<word>(?:sidan?|sid\.?|page|s\.)\s*)?[–-]?\s*(?P<number>\d{1,4})\s*"
    r"(?:(?P<total>\(\s*\d{1,4}\s*\)|/\s*\d{1,4}|(?:av|of)\s*\d{1,4})|[–-])?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class PageNumber:
    """A printed page number and the line that prints it; `total` is the M of "N (M)"."""

    page: int
    number: int
    total: int | None
    line: Line


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
    return PageNumber(line.page, number, total, line)


def find_numbering(margins: Mapping[int, Sequence[Line]]) -> Numbering:
    """Return the page numbers among the margin lines of each page."""
    tracks: dict[tuple[bool, int], list[PageNumber]] = defaultdict(list)
    for found in filter(None, map(parse_page_number, (line for lines in margins.values() for line in lines))):
        tracks[_track(found, tracks)].append(found)
    sure = [t for t in (_in_sequence(track, form[0]) for form, track in tracks.items()) if t]
    return _told_apart(sure)


def _track(found: PageNumber, tracks: Iterable[tuple[bool, int]]) -> tuple[bool, int]:
    """Return the track (with total or without, height on the page) that a number belongs to."""
    with_total, top = found.total is not None, found.line.box.top
    for form in tracks:
        if form[0] == with_total and abs(form[1] - top) <= SAME_HEIGHT:
            return form
    return with_total, round(top)


def _in_sequence(track: Sequence[PageNumber], with_total: bool) -> dict[int, PageNumber]:
    """Keep the numbers that go up with the pages; "N (M)" is a page number by its form alone."""
    if with_total:
        return {n.page: n for n in track}
    keep: dict[int, PageNumber] = {}
    for n in track:
        steps = [(m.page - n.page, m.number - n.number) for m in track if 0 < abs(m.page - n.page) <= 3]
        follows = any(pages == numbers for pages, numbers in steps)
        rises = all(pages * numbers > 0 and abs(numbers) >= abs(pages) for pages, numbers in steps)
        if follows or (rises and len(steps) >= 3):
            keep[n.page] = n
    return keep


def _told_apart(tracks: Sequence[Mapping[int, PageNumber]]) -> Numbering:
    """Split tracks into own numbers and stamps: where a page has two, the stamp is the one that never starts again."""
    own: dict[int, PageNumber] = {}
    stamps: dict[int, PageNumber] = {}
    rising = [t for t in tracks if _only_rises(t)]
    stamp = max(rising, key=len, default=None)
    shared = stamp is not None and any(t is not stamp and len(t.keys() & stamp.keys()) > 0 for t in tracks)
    for track in sorted(tracks, key=len):
        (stamps if track is stamp and shared else own).update(track)
    return Numbering(own, stamps)


def _only_rises(track: Mapping[int, PageNumber]) -> bool:
    numbers = [track[p].number for p in sorted(track)]
    return len(numbers) >= 2 and all(a < b for a, b in pairwise(numbers))
