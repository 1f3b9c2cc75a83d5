"""What a group of lines is: heading, list item, caption, note or body text; judged by how it differs from the body."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kommuntal.layout.grouping import LEADERS, Group, ends_sentence, is_tabular
from kommuntal.layout.lines import Line
from kommuntal.layout.model import ParagraphRole, Table
from kommuntal.read.model import Page

CAPTION = re.compile(r"(?:tabell|diagram|figur|bild|graf|karta)\s+\d+(?:[.:]\d+)*\b", re.IGNORECASE)
HEADING_NUMBER = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})(?:\.\s*|\s+)(?=[A-ZÅÄÖ])|(?:[A-ZÅÄÖ]\w{1,5}\s+)?(?P<item>§\s*\d+)"
)
_LINK = re.compile(r"www\.|https?:|@|\.se\b")
_NOTE = re.compile(r"[*†¹²³]|\(?\d{1,2}\)?[.)]?\s|(?:källa|not|anm)\b", re.IGNORECASE)
# A heading's type is this much larger than the text's. What was recognised on a scan has sizes measured, not set.
LARGER = 1.12
LARGER_RECOGNISED = 1.3
HEADING_LENGTH = 160  # characters; a longer bold text is a lead paragraph
PROSE_SHARE = 0.1  # of the characters; text boxes and the text around them can differ in size, and both are prose
CAPTION_REACH = 30.0  # points from a table's title down to the table


@dataclass(frozen=True)
class Body:
    """The style of running text in one paper: `size` is the largest that prose is set in, `small` the least."""

    size: float
    small: float
    font: str
    colour: str | None

    @classmethod
    def of(cls, groups: Sequence[Group]) -> "Body":
        """Return the style of the groups that are prose: more than one line, not bold."""
        prose = [g for g in groups if len(g.lines) > 1 and not g.bold] or groups
        styles: Counter[tuple[str, str | None]] = Counter()
        sizes: Counter[float] = Counter()
        for line in (line for group in prose for line in group.lines):
            size, _, colour, font = line.style
            styles[(font, colour)] += len(line.text)
            sizes[round(2 * size) / 2] += len(line.text)
        share = PROSE_SHARE * sizes.total()
        common = [size for size, count in sizes.items() if count >= share] or [size for size, _ in sizes.most_common(1)]
        font, colour = styles.most_common(1)[0][0] if styles else ("", None)
        return cls(max(common, default=10.0), min(common, default=10.0), font, colour)


class TagHeadings:
    """The headings of the tag tree, by page and marked content."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self._of = {
            (page.number, mcid): (page.number, n, level)
            for page in pages
            for n, (level, mcids) in enumerate(page.tag_headings)
            for mcid in mcids
        }

    def element(self, line: Line) -> tuple[int, int, int] | None:
        """Return (page, index, level) of the heading that all words of a line are tagged as."""
        found = {self._of.get((line.page, w.mcid)) if w.mcid is not None else None for w in line.words}
        return found.pop() if len(found) == 1 else None

    def level(self, group: Group) -> int | None:
        """Return the level of a group that is tagged as one heading."""
        found = {self.element(line) for line in group.lines}
        element = found.pop() if len(found) == 1 else None
        return element[2] if element else None


def role_of(group: Group, following: Group | Table | None, body: Body, tags: TagHeadings) -> ParagraphRole:
    """Return the role of a group; `following` is what comes after it on the page."""
    text = group.text
    if LEADERS.search(text):
        return "list"
    if tags.level(group) is not None and len(text) <= HEADING_LENGTH:
        return "heading"
    if CAPTION.match(text) and len(group.lines) <= 3:
        return "caption"
    if _is_note(group, body):
        return "note"
    if _is_heading(group, following, body):
        above_table = isinstance(following, Table) and following.box.top - group.box.bottom < CAPTION_REACH
        if above_table and group.size < 1.1 * body.size and not HEADING_NUMBER.match(text):
            return "caption"
        return "heading"
    return "list" if group.marker is not None else "body"


def _is_note(group: Group, body: Body) -> bool:
    """Tell small print that opens with a reference mark, or names itself or the source."""
    words = group.lines[0].words
    raised = len(words) > 1 and words[0].size < 0.85 * words[1].size and words[0].bottom < words[1].bottom - 1
    return group.size < (0.95 if raised else 0.88) * body.small and (raised or bool(_NOTE.match(group.text)))


def _is_heading(group: Group, following: Group | Table | None, body: Body) -> bool:
    text = group.text
    letters = [c for c in text if c.isalpha()]
    if len(letters) < 2 and not HEADING_NUMBER.match(text):
        return False
    if len(group.lines) > 3 or len(text) > HEADING_LENGTH or group.has_bullet:
        return False
    if text[0].islower() or (ends_sentence(text) and not text.endswith("?")) or text[-1] == ",":
        return False
    numbered = HEADING_NUMBER.match(text)
    if text.startswith("§") and numbered:
        return len(group.lines) == 1 or group.bold
    if any(is_tabular(line) for line in group.lines):
        return False
    if group.size >= (LARGER if body.font else LARGER_RECOGNISED) * body.size:
        return True
    if group.size < 0.8 * body.small:
        return False
    if group.bold:
        return True
    if group.marker is None and len(group.lines) == 1 and len(letters) >= 8 and all(c.isupper() for c in letters):
        return True
    if _is_italic(group) and isinstance(following, Group) and not _is_italic(following):
        return len(group.lines) == 1 and len(text) < 80 and following.box.top > group.box.bottom - 2
    _, _, colour, font = group.lines[0].style
    if numbered:
        stands_out = colour != body.colour or _family(font) != _family(body.font)
        return stands_out and group.size >= 0.95 * body.size
    return _is_coloured(colour, body) and _heads(group, following, body)


def _is_coloured(colour: str | None, body: Body) -> bool:
    """Tell a colour that differs from the body's and is no grey."""
    if colour is None or colour == body.colour:
        return False
    parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return max(parts) - min(parts) > 40


def _heads(group: Group, following: Group | Table | None, body: Body) -> bool:
    """Tell whether one short line stands over text in the body's colour, and is no link."""
    return (
        isinstance(following, Group)
        and len(group.lines) == 1
        and len(group.text) < 80
        and abs(following.box.x0 - group.box.x0) < 3
        and following.lines[0].style[2] == body.colour
        and not _LINK.search(group.text)
    )


def _is_italic(group: Group) -> bool:
    return all("italic" in w.font.lower() or "oblique" in w.font.lower() for line in group.lines for w in line.words)


def _family(font: str) -> str:
    return re.split(r"[-,]", font)[0].lower()


def contents_lines(groups: Sequence[Group]) -> list[Group]:
    """Return groups with wrapped contents entries joined: a line without leaders above one that has them."""
    out: list[Group] = []
    for group in groups:
        last = out[-1] if out else None
        if (
            last is not None
            and LEADERS.search(group.text)
            and not LEADERS.search(last.text)
            and len(last.lines) == 1
            and last.page == group.page
            and any(LEADERS.search(o.text) for o in out[:-1] if o.page == group.page)
            and 0 < group.box.top - last.box.top < 1.8 * group.size
        ):
            out[-1] = Group([*last.lines, *group.lines], group.right)
        else:
            out.append(group)
    return out
