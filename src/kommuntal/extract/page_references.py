"""Where the running text sends its reader to a page for something that the contents lists: "Sidan 16, om lokaler"."""

import re
from collections.abc import Iterator, Sequence

from kommuntal.extract.context import Context
from kommuntal.extract.where import where
from kommuntal.layout.model import Layout, Paragraph
from kommuntal.read.model import Box
from kommuntal.schema import ContentsLine, PaperReference, Records
from kommuntal.schema.enums import ReferenceKind
from kommuntal.swedish.text import sentences, squash

PAGE = re.compile(r"\b(?:sidan|sida|sid\.|s\.) ?(\d{1,3})(?![\d.,–-]?\d)", re.IGNORECASE)
SHOWN = re.compile(
    r"\b(?:bild|figur|tabell|diagram|karta|foto|bilaga)", re.IGNORECASE
)  # may stand far from its heading
LONGEST = 200  # characters: in a longer sentence it is not clear what stands on the page
SHORTEST = 10  # letters of a heading that is not a word of every text


def extract_page_references(layout: Layout, context: Context) -> Records:
    """Return the references to pages by sentences that name one line of a contents page, and one page."""
    lines = context.records.contents_lines
    return Records(
        paper_references=[
            PaperReference(
                paper_reference_id=context.ids.next("paper_reference", page),
                kind=ReferenceKind.PAGE,
                text=text,
                sentence=sentence,
                **where(context.document_id, page, box),
            )
            for p in (layout.paragraphs if lines else ())
            if p.role in ("body", "list", "note")
            for text, sentence, (page, box) in _in_paragraph(p, lines)
        ]
    )


def _in_paragraph(p: Paragraph, lines: Sequence[ContentsLine]) -> Iterator[tuple[str, str, tuple[int, Box]]]:
    for start, end in sentences(p.text):
        sentence = p.text[start:end]
        found = list(PAGE.finditer(sentence))
        if (
            len(found) == 1
            and len(sentence) <= LONGEST
            and not SHOWN.search(sentence)
            and any(names(sentence, line) for line in lines)
        ):
            yield squash(found[0][0]), squash(sentence), p.place(start + found[0].start(), start + found[0].end())


def names(sentence: str, line: ContentsLine) -> bool:
    """Tell whether a sentence says the words of a heading, as whole words."""
    title = squash(line.title)
    return len(title) >= SHORTEST and bool(
        re.search(rf"(?<!\w){re.escape(title)}(?!\w)", squash(sentence), re.IGNORECASE)
    )
