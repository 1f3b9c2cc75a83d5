"""A paper in its parts: each heading, and what stands under it down to the next.

A heading may be a line of its own, the words before a colon, or bold before the text it stands over. Every module
that asks what a paper decides, lists or reports reads these parts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from kommuntal.extract.headings import is_closing, is_heading, listed_under
from kommuntal.extract.points import printed_text
from kommuntal.layout.model import Paragraph, TextSpan
from kommuntal.read.model import Box
from kommuntal.swedish.text import squash

RUN_IN = re.compile(r"(?P<heading>[^\W\d][^:.]{2,80}):\s+(?=\S)")  # "Reservation: Ada Alm (X) reserverar sig ..."
LONGEST_RUN_IN = 60  # characters of bold words that stand over the text they begin
WIDE = 1.0  # type sizes between a heading and the text beside it
SHORTEST_RUN_IN = 4  # of bold words that no list knows; "Ja: 7" is none


@dataclass
class Part:
    """A heading ("" before the first, and after the dashes that close a §) and the paragraphs under it."""

    heading: str = ""
    line: Paragraph | None = None  # what the heading is printed in, where that is a line of its own
    paragraphs: list[Paragraph] = field(default_factory=list)
    first: int = 0  # characters of the first paragraph that are its own heading

    @property
    def printed(self) -> list[tuple[str, Paragraph]]:
        """Return what is printed under the heading, paragraph by paragraph, with the bullets."""
        return [(printed_text(p, self.first if n == 0 else 0), p) for n, p in enumerate(self.paragraphs)]

    @property
    def text(self) -> str:
        return squash(" ".join(text for text, _ in self.printed))

    @property
    def place(self) -> tuple[int, Box]:
        """Return the page that the part begins on, and the box around what stands there."""
        return place_of(self.paragraphs)


def place_of(paragraphs: Sequence[Paragraph]) -> tuple[int, Box]:
    """Return the page of the first paragraph, and the box around those that begin on it."""
    page, box = paragraphs[0].page, paragraphs[0].box
    for p in paragraphs[1:]:
        box = box.union(p.box) if p.page == page else box
    return page, box


def read_parts(paragraphs: Sequence[Paragraph]) -> Iterator[Part]:
    """Yield the parts of one paper in reading order; headings with nothing under them too."""
    part = Part()
    for p in paragraphs:
        text = squash(p.text)
        if is_closing(text):
            yield part
            part = Part()
        elif p.role == "heading" or (is_heading(text) and not (_lists_papers(part) and not p.bold)):
            yield part
            part = Part(text, p)
        elif (run_in := _run_in(p, text))[0]:
            yield part
            part = Part(run_in[0], None, [p], run_in[1])
        elif p.role in ("body", "list"):
            part.paragraphs.append(p)
    yield part


def _lists_papers(part: Part) -> bool:
    """Tell whether the part is a list of papers under a heading set as one: in it "Förslag till yttrande", set as the
    other lines, is a paper."""
    named = listed_under(part.heading, "references", ("attachments",)) is not None
    return named and part.line is not None and (part.line.role == "heading" or part.line.bold)


def _run_in(paragraph: Paragraph, text: str) -> tuple[str, int]:
    """Return the heading that a paragraph begins with, before a colon, a wide space or in bold, and its length; "" and
    0 without."""
    if (m := RUN_IN.match(text)) and is_heading(m["heading"]):
        return m["heading"], m.end()
    gap = next((n for n, (a, b) in enumerate(pairwise(paragraph.spans), 1) if _apart(a, b)), 0)
    if gap and is_heading(paragraph.text[: paragraph.spans[gap - 1].end]):
        return paragraph.text[: paragraph.spans[gap - 1].end], paragraph.spans[gap].start
    bold = list(takewhile(lambda span: span.word.bold, paragraph.spans)) if paragraph.role == "body" else []
    if not bold or len(bold) == len(paragraph.spans):
        return "", 0
    heading = paragraph.text[: bold[-1].end]
    apart = SHORTEST_RUN_IN < len(heading) < LONGEST_RUN_IN and heading.endswith(":") and heading[0].isupper()
    return (heading.rstrip(": "), paragraph.spans[len(bold)].start) if apart or is_heading(heading) else ("", 0)


def _apart(one: TextSpan, two: TextSpan) -> bool:
    same_line = one.page == two.page and two.word.top < one.word.bottom
    return same_line and two.word.x0 - one.word.x1 > WIDE * max(one.word.size, 1)
