"""Whether what a paper lists as attached is in the bundle: by its label "Bilaga 2", its title, or its date and kind."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kommuntal.extract.mastheads import Masthead, paper_kind, title_of
from kommuntal.extract.own import own_end
from kommuntal.extract.rows import rows_of
from kommuntal.extract.words import plain
from kommuntal.layout.model import Layout
from kommuntal.layout.text import Vocabulary
from kommuntal.read.model import Box
from kommuntal.schema import Paper
from kommuntal.swedish.dates import find_dates
from kommuntal.swedish.text import squash

LABEL = re.compile(r"bilaga (\d{1,2}|[A-H])(?=[.:,)\s–-]|$)", re.IGNORECASE)
LABEL_ZONE = 0.2  # share of the page in which the label of an attachment stands
SHORTEST = 12  # letters of a title that says by itself what it is
MOST_OF = 0.6  # share of the longer wording that the shorter one must be


@dataclass(frozen=True)
class Attached:
    """The first page of something that is attached to a paper."""

    page: int
    label: str | None  # "2" of "Bilaga 2"
    title: str | None
    box: Box


def attached_to(paper: Paper, layout: Layout, heads: Mapping[int, Masthead]) -> list[Attached]:
    """Return the pages after the paper's own, up to the next paper, each with its label and title."""
    first, last = paper.page_from or 0, paper.page_to or 0
    own = own_end(first, last, heads)
    vocabulary = Vocabulary(layout.pages)
    out = []
    for page in layout.pages:
        if not own < page.number <= last:
            continue
        rows = rows_of(page)
        pieces = [p for r in rows if r.middle < LABEL_ZONE * page.height for p in r.pieces]
        found = next(((m, p) for p in pieces if (m := LABEL.match(squash(p.text)))), None)
        title = title_of([r for r in rows if r.middle > heads[page.number].bottom], vocabulary)
        box = found[1].box if found else rows[0].box if rows else Box(0, 0, page.width, page.height)
        out.append(Attached(page.number, found[0][1].upper() if found else None, title, box))
    return out


def page_of(listed: str, attached: Sequence[Attached], beside: Sequence[Paper]) -> int | None:
    """Return the page on which what is listed begins: an attachment of the paper, or a paper of the same item."""
    label = LABEL.match(listed)
    for a in attached:
        if (label and a.label == label[1].upper()) or (a.title and _same(a.title, listed)):
            return a.page
    dates = {found.item for found in find_dates(listed)}
    for paper in beside:
        named = any(paper_kind(word) == paper.kind for word in re.findall(r"[\wåäö-]+", plain(listed)))
        cited = paper.section is not None and re.search(rf"{re.escape(paper.section)}(?!\d)", listed)
        if paper.document_date in dates and (cited or named):
            return paper.page_from
    return None


def is_absent(listed: str, attached: Sequence[Attached], beside: Sequence[Paper]) -> bool:
    """Tell whether what is listed, and was not found, is surely not there: no page follows that could be it, or all
    that follow have labels, none of them its own."""
    if not attached:
        return not beside
    label = LABEL.match(listed)
    return label is not None and attached[0].label is not None and label[1].upper() not in {a.label for a in attached}


def unlisted(listed: Sequence[str], attached: Sequence[Attached]) -> list[Attached]:
    """Return the labelled attachments whose label is not in a list that names others by theirs."""
    labels = {m[1].upper() for text in listed if (m := LABEL.match(text))}
    out: dict[str, Attached] = {}
    for a in attached:
        if labels and a.label and a.label not in labels:
            out.setdefault(a.label, a)
    return list(out.values())


def _same(title: str, listed: str) -> bool:
    """Tell whether a title is what is listed, a reference after the last comma aside ("Karta, Dok.id 2025.12")."""
    named = re.sub(r",[^,]*\d[^,]*$", "", LABEL.sub("", listed))
    one, two = sorted((re.sub(r"[\W_]+", "", text).casefold() for text in (title, named)), key=len)
    return len(one) >= SHORTEST and one in two and len(one) >= MOST_OF * len(two)
