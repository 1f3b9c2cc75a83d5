"""The meeting that a kallelse calls to or minutes are of: body, date, time of day and place, from the first pages."""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kommuntal.extract.bodies import leading_body, whole_body
from kommuntal.extract.context import Context
from kommuntal.extract.headings import decision_heading
from kommuntal.extract.mastheads import read_masthead
from kommuntal.extract.numbering import SECTION
from kommuntal.extract.rows import Row, rows_of, same_style
from kommuntal.extract.where import where
from kommuntal.extract.words import plain, words
from kommuntal.layout.lines import Line
from kommuntal.layout.model import Layout
from kommuntal.read.model import Box
from kommuntal.schema import Meeting, Records
from kommuntal.schema.enums import DocumentKind
from kommuntal.swedish.dates import find_dates
from kommuntal.swedish.text import squash

FIRST_PAGES = 2
CLOCK = re.compile(r"(?:kl(?:ockan)?\.?\s*)?(?<!\d)([01]?\d|2[0-3])[.:]([0-5]\d)(?!\d)", re.IGNORECASE)
HOUR = re.compile(r"kl(?:ockan)?\.?\s*([01]?\d|2[0-3])(?![\d.:,])", re.IGNORECASE)
TIME_SPAN = re.compile(
    r"[,;(]?\s*(?:kl(?:ockan)?\.?\s*)?\d{1,2}[.:]\d\d(?:\s*(?:[-–—]|till)\s*(?:kl\.?\s*)?\d{1,2}[.:]\d\d)?\)?",
    re.IGNORECASE,
)
# "kl. 18.30 i Folkets hus", "kl 8.15, Lilla salen"
AFTER_CLOCK = re.compile(r"\bkl(?:ockan)?\.?\s*\d{1,2}(?:[.:]\d\d)?(?:,| i| på)\s+(?P<place>[A-ZÅÄÖ][^.;]{2,60})")
WEEKDAY = re.compile(r"\b(?:mån|tis|ons|tors|fre|lör|sön)dag(?:en)?\b(?:\s+den)?", re.IGNORECASE)
MEETING = re.compile(r".{0,60}\b(?:sammanträde|möte|kallelse)", re.IGNORECASE)
MUNICIPALITY = re.compile(r"^[A-ZÅÄÖ][\wåäöé]+(?: [A-ZÅÄÖ][\wåäöé]+)? (?:kommun|stad|KOMMUN|STAD),?\s+")
CALLED = (
    re.compile(r"(?P<body>.+?) (?:kallas (?:härmed )?till|(?:\w+ )*?sammanträder)\b", re.IGNORECASE),
    re.compile(
        r"kallelse(?: och föredragningslista)? (?:till|för) (?:sammanträde (?:med|i|för) )?(?P<body>.+)", re.IGNORECASE
    ),
    re.compile(r"till (?:ledamöter(?:na)?|ledamöter och ersättare) i (?P<body>.+)", re.IGNORECASE),
    re.compile(
        r"(?:sammanträdes)?protokoll (?:från|för|(?:fört )?vid) (?:sammanträde (?:med|i) )?(?P<body>.+)", re.IGNORECASE
    ),
    re.compile(r".*?\b(?P<body>direktionen)s (?:sammanträde|möte)\b", re.IGNORECASE),
    re.compile(r"(?:.*\bkallas\b.* )?(?:sammanträde|möte) (?:med|i) (?P<body>.+)", re.IGNORECASE),
)


@dataclass(frozen=True)
class Entry:
    """A label of the head and what stands beside or below it."""

    label: str
    text: str
    box: Box
    page: int


def extract_meeting(layout: Layout, context: Context) -> Records:
    """Return the meeting of a kallelse or of minutes; none of any other document."""
    if context.document.kind not in (DocumentKind.AGENDA, DocumentKind.MINUTES):
        return Records()
    rows = _rows(layout)
    entries = list(_entries(rows))
    body = _body(rows, entries) or leading_body(context.document.organisation or "")
    date = _date(rows, entries) or _masthead_date(layout, context) or context.document.meeting_date
    if body is None and date is None:
        return Records()
    place = next((e for e in entries if e.label in words("meeting", "day") | words("meeting", "time")), None)
    return Records(
        meetings=[
            Meeting(
                meeting_id=context.ids.next("meeting", None),
                body=body,
                date=date,
                start=_start(entries),
                location=_location(entries),
                **where(context.document_id, place.page if place else 1, place.box if place else None),
            )
        ]
    )


def meeting_body(layout: Layout) -> str | None:
    """Return who meets, as the first pages of a kallelse or of minutes say; None where they do not."""
    rows = _rows(layout)
    return _body(rows, list(_entries(rows)))


def meeting_day(layout: Layout) -> datetime.date | None:
    """Return the day after its label or weekday on the first pages of a kallelse or of minutes; None without one."""
    rows = _rows(layout)
    return _date(rows, list(_entries(rows)))


def _rows(layout: Layout) -> list[Row]:
    """Return the rows of the first pages down to the first § or heading of a decision: below it stand others' names.

    A § of the head ("§ 12-19", "§ 12 Justeras") has no heading of a decision after it.
    """
    rows = [row for page in layout.pages[:FIRST_PAGES] for row in rows_of(page)]
    decided = next(
        (n for n, row in enumerate(rows) if any(map(decision_heading, (row.text, *(p.text for p in row.pieces))))),
        len(rows),
    )
    begun = [n for n, row in enumerate(rows[:decided]) if SECTION.match(row.text)]
    return rows[: begun[-1] if begun and decided < len(rows) else decided]


def _labels() -> frozenset[str]:
    return frozenset().union(*(words("meeting", name) for name in ("day", "time", "place", "body", "other")))


def _entries(rows: Sequence[Row]) -> Iterator[Entry]:
    """Yield the labelled values of the head: the value stands beside its label or below it, and goes on over the
    rows that begin where it begins. A row that names a meeting and its date in running words counts as one too."""
    for n, row in enumerate(rows):
        for k, piece in enumerate(row.pieces):
            found = _label(piece)
            if found is None:
                continue
            label, count = found
            beside = row.pieces[k + 1] if k + 1 < len(row.pieces) else None
            value = list(piece.words[count:])
            if not value and beside and not _label(beside):
                value = list(beside.words)
            edge = value[0].x0 if value else piece.words[0].x0
            box = row.box
            for following in rows[n + 1 :]:
                start = next((p for p in following.pieces if abs(p.box.x0 - edge) <= 4), None)
                apart = following.box.top - box.bottom > 1.0 * following.size or following.page != row.page
                if start is None or apart or _label(following.pieces[0]) or _label(start):
                    break
                value += start.words
                box = box.union(following.box)
                if edge == piece.words[0].x0:
                    break  # of what stands below its label only the first row is sure to belong to it
            if value:
                yield Entry(label, squash(" ".join(w.text for w in value)), box, row.page)
    for n, row in enumerate(rows):
        below = rows[n + 1] if n + 1 < len(rows) else None
        runs_on = below is not None and below.page == row.page and below.box.top - row.box.bottom < 0.9 * row.size
        text = f"{row.text} {below.text}" if below and runs_on and same_style(row.words, below.words) else row.text
        told = MEETING.match(row.text) or WEEKDAY.match(row.text)
        if told and (dates := find_dates(text)) and dates[0].start < len(row.text):
            yield Entry("tid", text[dates[0].start :], row.box, row.page)


def _label(piece: Line) -> tuple[str, int] | None:
    """Return the label that opens a piece and how many words it has: the longest one that is followed by a colon, a
    wider space, lighter type or nothing."""
    for count in range(min(4, len(piece.words)), 0, -1):
        text = " ".join(w.text for w in piece.words[:count])
        if plain(text) not in _labels():
            continue
        following = piece.words[count] if count < len(piece.words) else None
        last = piece.words[count - 1]
        lighter = following is not None and last.bold and not following.bold
        if following is None or text.endswith(":") or lighter or following.x0 - last.x1 > 0.6 * max(last.size, 1):
            return plain(text), count
    return None


def _body(rows: Sequence[Row], entries: Sequence[Entry]) -> str | None:
    """Return who meets: whom the text calls, else the body that a line of its own names, in the largest type."""
    for entry in entries:
        if entry.label in words("meeting", "body") and (body := leading_body(entry.text)):
            return body
    for row in rows:
        for text in (row.text, *(p.text for p in row.pieces)):
            for pattern in CALLED:
                m = pattern.fullmatch(squash(text)) or pattern.match(squash(text))
                if m and (body := whole_body(m["body"]) or leading_body(m["body"])):
                    return body
    named = [
        (p.size, -n, body)
        for n, row in enumerate(rows)
        for p in row.pieces
        if p.text[:1].isupper() and (body := whole_body(MUNICIPALITY.sub("", p.text)))  # else the end of a sentence
    ]
    return max(named)[2] if named else None


def _date(rows: Sequence[Row], entries: Sequence[Entry]) -> datetime.date | None:
    """Return the day after its label, or else one that is named by its weekday."""
    for entry in entries:
        if entry.label in words("meeting", "day") and (dates := find_dates(entry.text)):
            return dates[0].item
    for row in rows:
        if (weekday := WEEKDAY.search(row.text)) and (dates := find_dates(row.text[weekday.start() :])):
            return dates[0].item
    return None


def _masthead_date(layout: Layout, context: Context) -> datetime.date | None:
    """Return the date in the masthead of minutes; in that of a kallelse stands when it was sent."""
    if context.document.kind != DocumentKind.MINUTES or not layout.pages:
        return None
    return read_masthead(layout.pages[0], rows_of(layout.pages[0])).date


def _start(entries: Sequence[Entry]) -> str | None:
    for entry in entries:
        if entry.label not in words("meeting", "time") | words("meeting", "day"):
            continue
        text = entry.text
        for found in reversed(find_dates(text)):
            text = text[: found.start] + text[found.end :]
        if m := CLOCK.search(text):
            return f"{int(m[1]):02d}:{m[2]}"
        if m := HOUR.search(text):
            return f"{int(m[1]):02d}:00"
    return None


def _location(entries: Sequence[Entry]) -> str | None:
    for entry in entries:
        if entry.label in words("meeting", "place"):
            text = entry.text
            for found in reversed(find_dates(text)):
                text = text[: found.start] + text[found.end :]
            text = WEEKDAY.sub("", TIME_SPAN.sub("", text))
            if text := squash(text).strip(" ,;.-–"):
                return text
    told = (m for e in entries if e.label in words("meeting", "day") and (m := AFTER_CLOCK.search(e.text)))
    return next((m["place"].strip(" .") for m in told), None)
