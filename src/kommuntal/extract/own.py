"""Which paragraphs are a paper's own: not its masthead, not what is attached to it, not the next paper."""

from collections.abc import Iterator, Mapping

from kommuntal.extract.context import Context
from kommuntal.extract.divided import divided
from kommuntal.extract.mastheads import Masthead
from kommuntal.layout.model import Layout, Paragraph
from kommuntal.schema import Paper
from kommuntal.schema.enums import DocumentKind


def own_paragraphs(
    layout: Layout, context: Context, heads: Mapping[int, Masthead]
) -> Iterator[tuple[Paper, list[Paragraph]]]:
    """Yield the papers found before, in the order of their pages, each with the paragraphs of its own."""
    printed = divided(layout)
    papers = sorted(context.records.papers, key=lambda p: (p.page or 0, p.top or 0))
    for n, paper in enumerate(papers):
        first, last = paper.page_from or 0, paper.page_to or 0
        if context.document.kind == DocumentKind.AGENDA:
            last = own_end(first, last, heads)
        following = papers[n + 1] if n + 1 < len(papers) else None
        begin = (first, (paper.top or 0) - 1)
        end = (following.page or 0, (following.top or 0) - 1) if following else (last + 1, 0.0)
        yield (
            paper,
            [
                p
                for p in printed
                if begin <= (p.page, p.box.top) < end and p.page <= last and p.box.bottom > heads[p.page].bottom
            ],
        )


def own_end(first: int, last: int, heads: Mapping[int, Masthead]) -> int:
    """Return the last of a paper's pages `first`..`last` that is its own; those after it are attached to it.

    Own page numbers run on; without them the pages of one paper share body and date.
    """
    opening = heads[first]
    for page in range(first + 1, last + 1):
        head = heads.get(page)
        if head is None or opening.own_page is None:
            runs_on = head is None or (head.own_page is None and (head.body, head.date) == (opening.body, opening.date))
        else:
            runs_on = head.own_page == opening.own_page + page - first
        if not runs_on:
            return page - 1
    return last
