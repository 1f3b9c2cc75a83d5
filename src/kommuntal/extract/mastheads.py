"""The head of a paper's page: what kind of paper, whose, which page of how many, its date and its case number."""

import datetime
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kommuntal.extract.bodies import whole_body
from kommuntal.extract.headings import decision_heading, is_heading
from kommuntal.extract.numbering import SECTION
from kommuntal.extract.once import once
from kommuntal.extract.rows import Row, rows_of, same_style
from kommuntal.extract.words import (
    labelled_case,
    leading_cases,
    plain,
    without_case,
    without_case_label,
    words,
)
from kommuntal.layout.lines import Line
from kommuntal.layout.model import Layout
from kommuntal.layout.text import Vocabulary, join_lines
from kommuntal.read.model import Page
from kommuntal.schema.enums import PaperKind
from kommuntal.swedish.dates import parse_date
from kommuntal.swedish.text import squash

HEAD = 0.2  # share of the page that a masthead may fill
FOOT = 0.88  # below this a page's own number may stand
OLD = 2 * 365  # days by which the date of a template, printed on every page, is older than the paper's own
ALIGNED = 4.0  # points by which a label and what stands under it differ at their left edge
WIDE_SPACE = 3.0  # type sizes between a masthead and its paper
CLOSE = 1.5  # type sizes between the rows of one field
LARGE = 1.25  # a title is that many times larger than the text
OWN_PAGE = re.compile(
    r"(?:sid(?:a|an|nr)?\.?:?\s*)?(\d{1,3})\s*(?:\(\s*(\d{1,3})\s*\)|(?:av|/)\s*(\d{1,3}))", re.IGNORECASE
)
_NAMED = r"[A-ZÀ-ÖØ-ÞČĆĐŊŠŽŁ][\w'’-]+"  # one word of a person's name
OFFICER = re.compile(rf"(?P<name>{_NAMED}(?: {_NAMED}){{1,2}}), [a-zåäö][a-zåäö -]{{3,40}}")
NAME = re.compile(rf"{_NAMED}(?: {_NAMED}){{1,3}}")
SIGNED = re.compile(r"[A-ZÅÄÖ][\wåäö]+(?: (?:den|i))? (?=\d)")  # "Granvik den 9 april 2025"


@dataclass(frozen=True)
class Masthead:
    """What the head of one page says; None for what it does not."""

    kind: PaperKind | None = None
    body: str | None = None
    own_page: int | None = None
    own_pages: int | None = None
    date: datetime.date | None = None
    case_number: str | None = None
    officer: str | None = None
    bottom: float = 0.0  # where the head ends on the page


def read_masthead(page: Page, rows: Sequence[Row]) -> Masthead:
    """Return what stands at the top of the page (and its own page number, also where it stands at the foot)."""
    rows = in_fields(rows)
    head = _head_rows(page, rows)
    pieces = [p for r in head for p in r.pieces]
    pieces = [p for p in pieces if not _theirs(p, pieces)]
    texts = [squash(p.text) for p in pieces]
    kinds = [(k, p) for p, t in zip(pieces, texts, strict=True) if (k := paper_kind(t))]
    dates = [(d, p) for p, t in zip(pieces, texts, strict=True) if (d := _date(t))]
    newest = max((d for d, _ in dates), default=None)
    dates = [(d, p) for d, p in dates if newest and (newest - d).days <= OLD]
    cases = [(c, p) for p, t in zip(pieces, texts, strict=True) if (c := whole_case(t))]
    own = [(m, p) for p, t in zip(pieces, texts, strict=True) if (m := OWN_PAGE.fullmatch(t))]
    own += [
        (m, p)
        for r in rows
        if r.middle > FOOT * page.height
        for p in r.pieces
        if (m := OWN_PAGE.fullmatch(squash(p.text)))
    ]
    number = own[0][0] if own else None
    beside = [p for found in (dates, cases, own) for _, p in found if p in pieces]
    kinds = [(k, p) for k, p in kinds if not is_heading(p.text) or _goes_on(p, beside)]
    known = [p for found in (kinds, dates, cases, own) for _, p in found if p in pieces]
    return Masthead(
        kind=kinds[0][0] if kinds else None,
        body=next((b for t in texts if (b := whole_body(t))), None),
        own_page=int(number[1]) if number else None,
        own_pages=int(number[2] or number[3]) if number else None,
        date=dates[0][0] if dates else None,
        case_number=cases[0][0] if cases else None,
        officer=_officer(rows, page) or _titled(texts),
        bottom=max((p.box.bottom for p in known), default=0.0),
    )


@once
def read_mastheads(layout: Layout) -> Mapping[int, Masthead]:
    """Return the masthead of every page by its number.

    "Sida 4(73)" on page 4 of 73 numbers the file and no paper in it.
    """
    last = layout.pages[-1].number if layout.pages else 0
    heads = {page.number: read_masthead(page, rows_of(page)) for page in layout.pages}
    return {
        n: replace(head, own_page=None, own_pages=None) if (head.own_page, head.own_pages) == (n, last) else head
        for n, head in heads.items()
    }


def in_fields(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with those of a form parted at its fields: where labels stand beside each other, close as they
    may be, what stands below each is its own."""
    out: list[Row] = []
    edges: list[float] = []
    for row in rows:
        labels = _labels_of(row)
        if len(labels) > 1:
            edges = [label.box.x0 for label in labels]
            out.append(Row(row.page, tuple(labels)))
            continue
        apart = bool(out) and row.box.top - out[-1].box.bottom > CLOSE * row.size
        if edges and not apart:
            fields = [tuple(w for w in row.words if _field(w.x0, edges) == n) for n in range(-1, len(edges))]
            out.append(Row(row.page, tuple(Line(row.page, words) for words in fields if words)))
        else:
            edges = []
            out.append(row)
    return out


def _field(x0: float, edges: Sequence[float]) -> int:
    return sum(edge <= x0 + ALIGNED for edge in edges) - 1


def _labels_of(row: Row) -> list[Line]:
    """Return the labels that a row is made of, the longest first; none where it holds other words too."""
    known = words("papers", "form") | words("officer", "labels") | words("case", "labels") | words("case", "theirs")
    printed = list(row.words)
    out: list[Line] = []
    while printed:
        count = next(
            (n for n in range(min(3, len(printed)), 0, -1) if plain(" ".join(w.text for w in printed[:n])) in known), 0
        )
        if not count:
            return []
        out.append(Line(row.page, tuple(printed[:count])))
        printed = printed[count:]
    return out


def _goes_on(piece: Line, known: Sequence[Line]) -> bool:
    """Tell whether what else the head says stands beside or below the piece: "Beslutsunderlag" may also be the heading
    that the page begins with."""
    return any(p.box.bottom >= piece.box.top for p in known if p is not piece)


def _theirs(piece: Line, head: Sequence[Line]) -> bool:
    """Tell whether a piece of the head is said of another sender's letter: it is, or stands under, "Er beteckning"."""
    if any(plain(piece.text).startswith(f"{label} ") for label in words("case", "theirs")):
        return True
    above = [p for p in head if p.box.bottom <= piece.box.top + 1 and abs(p.box.x0 - piece.box.x0) <= ALIGNED]
    label = max(above, key=lambda p: p.box.bottom, default=None)
    return label is not None and plain(label.text) in words("case", "theirs")


def _head_rows(page: Page, rows: Sequence[Row]) -> list[Row]:
    """Return the rows at the top of the page down to the title: to a wide space, large type or a §."""
    sizes: Counter[float] = Counter()
    for row in rows:
        sizes[round(row.size)] += len(row.text)
    text_size = max(sizes, key=lambda s: sizes[s], default=0)
    head: list[Row] = []
    for row in rows:
        parted = bool(head) and row.box.top - head[-1].box.bottom > WIDE_SPACE * row.size
        if (
            row.middle > HEAD * page.height
            or SECTION.match(row.text)
            or row.size > LARGE * text_size
            or (parted and len(head) > 1)
        ):
            break
        head.append(row)
    return head


def paper_kind(text: str) -> PaperKind | None:
    """Return the kind of paper that a masthead's words name, in whole; None for other words."""
    name = plain(text)
    return next((k for k in PaperKind if k != PaperKind.OTHER and name in words("papers", k.value)), None)


def whole_case(text: str) -> str | None:
    """Return the case number that is all of the text but a label; None where there is more or none."""
    rest = without_case_label(text)
    case = leading_cases(rest, labelled=rest != text)
    if case and not rest.replace(case, "").strip(" .,;"):
        return case
    return labelled_case(text) if len(rest.split()) == 1 else None


def title_of(rows: Sequence[Row], vocabulary: Vocabulary) -> str | None:
    """Return the title as `title_and_case` does, without the case number."""
    return title_and_case(rows, vocabulary)[0]


def title_and_case(
    rows: Sequence[Row], vocabulary: Vocabulary, *, titled: bool = False
) -> tuple[str | None, str | None]:
    """Return the title among the rows between a masthead (or "§ 12") and the first heading of the text, and the case
    number printed after it: the first lines in the largest type; None for what is not there.

    What is always `titled`, as a §, may have a word for its title that is a heading elsewhere ("§ 25 Information").
    """
    before: list[Row] = []
    for row in rows:
        if is_heading(row.text) and (before or not titled or decision_heading(row.text)):
            break
        matter = tuple(p for p in row.pieces if not _is_label(p.text))
        if matter and not _is_label(row.text):
            before.append(Row(row.page, matter))
    if not before:
        return None, None
    largest = max(r.size for r in before)
    first = next(n for n, r in enumerate(before) if r.size > largest - 0.6)
    title = [before[first]]
    for row in before[first + 1 :]:
        near = row.box.top - title[-1].box.bottom < 0.9 * row.size
        if not near or not same_style(row.words, title[-1].words):
            break
        title.append(row)
    return without_case(squash(join_lines([Line(r.page, r.words) for r in title], vocabulary)[0]))


def signed_date(rows: Sequence[Row]) -> datetime.date | None:
    """Return the date over the signatures: a line of its own with a place and a date."""
    for row in reversed(rows):
        if (m := SIGNED.match(row.text)) and (date := parse_date(row.text[m.end() :])):
            return date
    return None


def _is_label(printed: str) -> bool:
    text = squash(printed)
    return bool(whole_case(text) or _date(text) or OWN_PAGE.fullmatch(text))


def _date(text: str) -> datetime.date | None:
    label = re.match(r"(?:datum|sammanträdesdatum|upprättad|utfärdat|dat)[\s.:]+", text, re.IGNORECASE)
    return parse_date(text[label.end() :] if label else text)


def _officer(rows: Sequence[Row], page: Page) -> str | None:
    """Return who stands after (or below) "Handläggare" in the upper part of the page."""
    for n, row in enumerate(rows):
        if row.middle > 0.45 * page.height:
            break
        for k, piece in enumerate(row.pieces):
            text = squash(piece.text)
            label = next((w for w in words("officer", "labels") if re.match(rf"{re.escape(w)}\b", text.lower())), None)
            if label is None:
                continue
            rest = text[len(label) :].strip(" :\t")
            if not rest:
                beside = row.pieces[k + 1] if k + 1 < len(row.pieces) else None
                below = [p for r in rows[n + 1 : n + 2] for p in r.pieces if abs(p.box.x0 - piece.box.x0) < 3]
                rest = squash((beside if beside and not below else below[0] if below else piece).text)
            if name := NAME.match(rest):
                return name[0]
    return None


def _titled(texts: Sequence[str]) -> str | None:
    """Return who stands in the masthead with a title and no label: "Ada Alm, utredare"."""
    return next((m["name"] for t in texts if (m := OFFICER.fullmatch(t))), None)
