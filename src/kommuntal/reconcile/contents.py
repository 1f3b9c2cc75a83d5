"""Hold contents pages against what follows them: an agenda against its papers, headings against their pages.

Only what both sides print is compared; a heading or paper that was not found says more of the reading than of the
document, so it is flagged only where the page numbers prove that its pages are not there.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from rapidfuzz import fuzz

from kommuntal.extract.page_references import names
from kommuntal.reconcile.by_document import by_document
from kommuntal.reconcile.finding import make_finding, place_of
from kommuntal.schema import (
    AgendaItem,
    ContentsLine,
    Finding,
    Paper,
    PaperReference,
    PrintedPage,
    Records,
    Section,
)
from kommuntal.schema.enums import FindingKind, ReferenceKind, Severity
from kommuntal.swedish.alike import letters
from kommuntal.swedish.case_numbers import find_case_numbers, same_case

SAME_MATTER = 60  # token_set_ratio below which two titles are not one title in other words
SAME_HEADING = 75  # ratio below which two headings of one number are not one heading reworded
ALIKE_FOR_ONE = 5  # headings spelt alike for each that differs in a space
FEWEST_AGREEING = 3  # lines that must agree with their pages before others are said to disagree


def check(records: Records) -> Records:
    """Return a finding for each line of a contents page or agenda that what follows contradicts."""
    items, papers = by_document(records.agenda_items), by_document(records.papers)
    lines, sections = by_document(records.contents_lines), by_document(records.sections)
    pages, references = by_document(records.pages), by_document(records.paper_references)
    out: list[Finding] = []
    for document_id, listed in items.items():
        out += check_agenda(listed, papers[document_id], pages[document_id])
    for document_id, printed in lines.items():
        cited = [r for r in references[document_id] if r.kind == ReferenceKind.PAGE]
        out += check_headings(printed, sections[document_id], pages[document_id], cited)
    return Records(findings=out)


# ---- an agenda and its papers ----------------------------------------------------------------------------------------


def check_agenda(
    items: Sequence[AgendaItem], papers: Sequence[Paper], pages: Sequence[PrintedPage]
) -> Iterator[Finding]:
    """Yield what the agenda (or the list at the front of minutes) says otherwise than the papers after it."""
    yield from _gaps(items)
    yield from _cited_twice(items)
    if not papers:
        return  # an agenda that is sent without its papers
    numbers: dict[int | None, int | None] = {p.page: p.bundle_number for p in pages if p.bundle_number is not None}
    stamped = bool(numbers)
    first: dict[str | None, Paper] = {}
    for paper in sorted(papers, key=lambda p: (p.page_from or 0, p.top or 0)):
        first.setdefault(paper.agenda_item_id, paper)
    begun = [(item, first[item.agenda_item_id]) for item in items if item.agenda_item_id in first]
    numbers = numbers or _running(pages, begun)
    for item in items:
        if stamped:
            yield from _pages_there(item, set(numbers.values()))
        if found := first.get(item.agenda_item_id):
            yield from _same_case(item, found)
            yield from _same_title(item, found)
            yield from _same_page(item, found, numbers)
    if stamped and all(i.page_from for i in items):
        yield from (_unlisted(p) for p in papers if p.agenda_item_id is None)


def _running(pages: Sequence[PrintedPage], begun: Sequence[tuple[AgendaItem, Paper]]) -> dict[int | None, int | None]:
    """Return by page the number that the list means: the printed one or the place of the page in the file, whichever
    more of the items agree with; none where no item agrees with either."""
    printed: dict[int | None, int | None] = {p.page: p.page_number for p in pages if p.page_number is not None}
    placed: dict[int | None, int | None] = {p.page: p.page for p in pages}

    def agreeing(numbers: Mapping[int | None, int | None]) -> int:
        return sum(numbers.get(paper.page_from) == item.page_from for item, paper in begun if item.page_from)

    best = max((printed, placed), key=agreeing)
    return best if agreeing(best) else {}


def _pages_there(item: AgendaItem, present: set[int | None]) -> Iterator[Finding]:
    if item.page_from is None:
        return
    wanted = range(item.page_from, (item.page_to or item.page_from) + 1)
    there = [n for n in wanted if n in present]
    if len(there) == len(wanted):
        return
    should, has = _range(wanted[0], wanted[-1]), _range(there[0], there[-1]) if there else None
    on, on_english = ("sidan", "page") if len(wanted) == 1 else ("sidorna", "pages")
    message = f"Punkt {item.number} ska ligga på {on} {should} i bunten, men "
    english = f"Item {item.number} should be on {on_english} {should} of the bundle, but "
    if there:
        message += f"bara {len(there)} av {len(wanted)} finns med ({has})."
        english += f"only {len(there)} of {len(wanted)} are there ({has})."
    else:
        message += "handlingen saknas."
        english += "its paper is missing."
    yield make_finding(
        FindingKind.CONTENTS,
        place_of(item, item.title, item.number),
        None,
        message,
        english,
        severity=Severity.NOTE if there else Severity.WARNING,
        expected=should,
        found=has,
    )


def _same_case(item: AgendaItem, paper: Paper) -> Iterator[Finding]:
    listed, printed = find_case_numbers(item.case_number or ""), find_case_numbers(paper.case_number or "")
    if not listed or not printed or any(same_case(a.item, b.item) for a in listed for b in printed):
        return
    yield make_finding(
        FindingKind.CONTENTS,
        place_of(item, item.case_number or "", item.number),
        place_of(paper, paper.case_number or ""),
        f"Punkt {item.number} har ärendenummer {item.case_number} i listan men {paper.case_number} i handlingen.",
        f"Item {item.number} has case number {item.case_number} in the list but {paper.case_number} in its paper.",
        expected=paper.case_number,
        found=item.case_number,
    )


def _same_title(item: AgendaItem, paper: Paper) -> Iterator[Finding]:
    title = paper.title
    if title is None or letters(title) == letters(item.title):
        return
    if fuzz.token_set_ratio(item.title.lower(), title.lower()) < SAME_MATTER:
        return
    yield make_finding(
        FindingKind.CONTENTS,
        place_of(item, item.title, item.number),
        place_of(paper, title),
        f"Punkt {item.number} heter ”{item.title}” i listan men ”{title}” i handlingen.",
        f"Item {item.number} is called “{item.title}” in the list but “{title}” in its paper.",
        severity=Severity.NOTE,
        expected=title,
        found=item.title,
    )


def _same_page(item: AgendaItem, paper: Paper, numbers: Mapping[int | None, int | None]) -> Iterator[Finding]:
    number = numbers.get(paper.page_from)
    if number is None or item.page_from is None or item.page_from <= number <= (item.page_to or item.page_from):
        return
    yield make_finding(
        FindingKind.CONTENTS,
        place_of(item, item.title, item.number),
        place_of(paper, paper.title or paper.case_number or ""),
        f"Listan anger sidan {item.page_from} för punkt {item.number}, som börjar på sidan {number}.",
        f"The list gives page {item.page_from} for item {item.number}, which begins on page {number}.",
        expected=str(number),
        found=str(item.page_from),
    )


def _unlisted(paper: Paper) -> Finding:
    name = paper.title or paper.case_number or "?"
    return make_finding(
        FindingKind.CONTENTS,
        place_of(paper, name),
        None,
        f"Handlingen ”{name}” finns i bunten men inte i listan.",
        f"The paper “{name}” is in the bundle but not in the list.",
        severity=Severity.NOTE,
    )


def _gaps(items: Sequence[AgendaItem]) -> Iterator[Finding]:
    for one, two in pairwise(items):
        if not (one.number or "").isdecimal() or not (two.number or "").isdecimal():
            continue
        first, second = int(one.number or 0), int(two.number or 0)
        if second > first + 1:
            missing = _range(first + 1, second - 1)
            yield make_finding(
                FindingKind.CONTENTS,
                place_of(one, one.title, one.number),
                place_of(two, two.title, two.number),
                f"Numreringen hoppar från {first} till {second}: {missing} saknas i listan.",
                f"The numbering skips from {first} to {second}: {missing} is not in the list.",
                severity=Severity.NOTE,
                expected=str(first + 1),
                found=str(second),
                confidence=0.8,
            )


def _cited_twice(items: Sequence[AgendaItem]) -> Iterator[Finding]:
    """Yield the § of an earlier meeting that two items of different cases give as theirs."""
    first: dict[str, AgendaItem] = {}
    for item in items:
        for cited in re.split(r"\s*[,;]\s*", item.earlier or ""):
            if "§" not in cited:
                continue
            other = first.setdefault(letters(cited), item)
            if other is item or not item.case_number or item.case_number == other.case_number:
                continue
            yield make_finding(
                FindingKind.DUPLICATE_FACT,
                place_of(item, f"{item.case_number}, {cited}", item.number),
                place_of(other, f"{other.case_number}, {cited}", other.number),
                f"Punkterna {other.number} och {item.number} är olika ärenden men hänvisar båda till {cited}.",
                f"Items {other.number} and {item.number} are different cases but both refer to {cited}.",
                found=cited,
            )


# ---- headings and their pages ----------------------------------------------------------------------------------------


def check_headings(
    lines: Sequence[ContentsLine],
    sections: Sequence[Section],
    pages: Sequence[PrintedPage],
    cited: Sequence[PaperReference] = (),
) -> Iterator[Finding]:
    """Yield the lines of contents pages that give another page than their heading stands on, or word it otherwise, and
    the sentences that send their reader to another page than the contents does."""
    numbers = {p.page: p.page_number for p in pages if p.page is not None and p.page_number is not None}
    by_page: dict[int, list[ContentsLine]] = defaultdict(list)
    for line in lines:
        by_page[line.page or 0].append(line)
    for listed in _contents(by_page):
        scope = _scope(listed[-1].page or 0, numbers)
        inside = [s for s in sections if s.page_from in scope]
        found = [(line, s) for line in listed if (s := _heading_of(line, listed, inside))]
        agreeing = sum(line.page_number == numbers[s.page_from] for line, s in found)
        if agreeing < FEWEST_AGREEING:
            continue  # the contents counts pages in a way of its own
        for line, section in found:
            if line.page_number != numbers[section.page_from]:
                yield _wrong_page(line, section, numbers[section.page_from])
            if line.number and letters(line.title) != letters(_unnumbered(section)):
                yield _reworded(line, section)
        # spaces that a reading put into one heading it puts into many
        spaced = [(line, s) for line, s in found if _spaces(line.title) != _spaces(_unnumbered(s))]
        if len(spaced) * ALIKE_FOR_ONE <= len(found):
            yield from (_reworded(line, s) for line, s in spaced if letters(line.title) == letters(_unnumbered(s)))
        right = [line for line, s in found if line.page_number == numbers[s.page_from]]
        for reference in cited:
            if reference.page in scope:
                yield from _other_page(reference, right)


def _spaces(title: str) -> int:
    return len(title.replace("-", " ").replace("–", " ").split())


def _other_page(reference: PaperReference, lines: Sequence[ContentsLine]) -> Iterator[Finding]:
    """Yield where a sentence gives another page for a heading than the contents and the heading itself agree on."""
    named = [line for line in lines if names(reference.sentence or "", line)]
    number = re.search(r"\d+", reference.text)
    if len(named) != 1 or number is None or int(number[0]) == named[0].page_number:
        return
    (line,) = named
    yield make_finding(
        FindingKind.CONTENTS,
        place_of(reference, reference.sentence or reference.text),
        place_of(line, line.title, str(line.page_number)),
        f"Här hänvisas till sidan {number[0]} om ”{line.title}”, som står på sidan {line.page_number}.",
        f"The reader is sent to page {number[0]} for “{line.title}”, which stands on page {line.page_number}.",
        expected=str(line.page_number),
        found=number[0],
    )


def _contents(by_page: Mapping[int, list[ContentsLine]]) -> Iterator[list[ContentsLine]]:
    """Yield the lines of each contents, which may go on from page to page."""
    run: list[ContentsLine] = []
    for page in sorted(by_page):
        if run and page != (run[-1].page or 0) + 1:
            yield run
            run = []
        run += by_page[page]
    if run:
        yield run


def _scope(page: int, numbers: Mapping[int, int]) -> set[int]:
    """Return the pages after a contents page whose own numbers run on from it without a break."""
    first = next((n for n in range(page, page + 3) if n in numbers), None)
    if first is None:
        return set()
    offset = numbers[first] - first
    out: set[int] = set()
    for n in range(first, max(numbers) + 1):
        if n in numbers and numbers[n] - n != offset:
            break
        if n in numbers and n > page:
            out.add(n)
    return out


def _heading_of(line: ContentsLine, listed: Sequence[ContentsLine], sections: Sequence[Section]) -> Section | None:
    """Return the one heading that a line means: the same number and words, the same words, or the same number and
    words alike; None where there is none, or more than one."""
    wanted = letters(f"{line.number or ''}{line.title}")
    if Counter(letters(f"{x.number or ''}{x.title}") for x in listed)[wanted] > 1:
        return None
    same = [
        s
        for s in sections
        if letters(s.heading) == wanted or (letters(_unnumbered(s)) == letters(line.title) and not line.number)
    ]
    if not same and line.number:
        same = [
            s
            for s in sections
            if _number(s) == line.number and fuzz.ratio(_unnumbered(s).lower(), line.title.lower()) >= SAME_HEADING
        ]
    return same[0] if len(same) == 1 else None


def _wrong_page(line: ContentsLine, section: Section, number: int) -> Finding:
    return make_finding(
        FindingKind.CONTENTS,
        place_of(line, f"{line.number or ''} {line.title}".strip(), str(line.page_number)),
        place_of(section, section.heading),
        f"Innehållsförteckningen anger sidan {line.page_number} för ”{section.heading}”, som står på sidan {number}.",
        f"The contents gives page {line.page_number} for “{section.heading}”, which stands on page {number}.",
        expected=str(number),
        found=str(line.page_number),
    )


def _reworded(line: ContentsLine, section: Section) -> Finding:
    listed = f"{line.number or ''} {line.title}".strip()
    return make_finding(
        FindingKind.CONTENTS,
        place_of(line, listed),
        place_of(section, section.heading),
        f"Innehållsförteckningen skriver ”{listed}” men rubriken är ”{section.heading}”.",
        f"The contents says “{listed}” but the heading is “{section.heading}”.",
        severity=Severity.NOTE,
        expected=section.heading,
        found=listed,
    )


def _number(section: Section) -> str | None:
    m = re.match(r"(\d{1,2}(?:\.\d{1,2})*)\.?\s", section.heading)
    return m[1] if m else None


def _unnumbered(section: Section) -> str:
    return re.sub(r"^\d{1,2}(?:\.\d{1,2})*\.?\s+", "", section.heading)


def _range(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"
