"""Goals that are only listed: each item, or each heading, under a heading that says goals."""

import re
from collections.abc import Iterator, Sequence

from kommuntal.extract.goals.blocks import goal_named
from kommuntal.extract.goals.entry import Comment, Entry
from kommuntal.extract.goals.words import Level, is_all, level_of
from kommuntal.layout.model import Layout, Paragraph
from kommuntal.swedish.organisations import find_municipality
from kommuntal.swedish.text import sentences, squash
from kommuntal.swedish.verdicts import overall_verdict, parse_verdict

NUMBER = re.compile(r"^\d+(?:\.\d+)*\.?\s+")
YEARS = re.compile(r"\s*(?:för\s+)?(?:år\s+)?(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?$")
BULLET = re.compile(r"^[•·▪●\-–\U000f007f\uf0b7\uf0a7]\s+")
TITLE = 250  # characters: what is longer is prose
FEWEST = 2  # items that make a list


def listed_goals(layout: Layout, used: set[int]) -> list[Entry]:
    """Return the goals that headings announce and nothing assesses."""
    out: list[Entry] = []
    for i, section in enumerate(layout.sections):
        level = announced(section.heading)
        if level is None:
            continue
        own = _items(layout, i, used)
        if own:
            out += _entries(own, level, i, _area(layout, i), 10_000 + i)
            continue
        children = [j for j, s in enumerate(layout.sections) if s.parent == i and announced(s.heading) is None]
        if any(level_of(layout.sections[j].heading) or _names_goals(layout, j) for j in children):
            continue
        lists = {j: _items(layout, j, used) for j in children if _only_items(layout, j)}
        if lists:
            for j, items in lists.items():
                out += _entries(items, level, j, squash(layout.sections[j].heading), 10_000 + i)
        elif len(children) >= FEWEST and (not any(_paragraphs(layout, i)) or _all_judged(layout, children)):
            heads = [
                p
                for j in children
                for k, p in enumerate(layout.paragraphs)
                if p.role == "heading" and p.section == j and k not in used
            ]
            heads = [p for p in heads if p.size == heads[0].size and find_municipality(p.text) is None]
            found = _entries(heads, level, i, squash(NUMBER.sub("", section.heading)), 10_000 + i)
            for entry, p in zip(found, heads, strict=True):
                if p.section is not None:
                    entry.comments += [Comment(q.text, q.page, q) for q in _paragraphs(layout, p.section)]
            out += found
    return out


def _names_goals(layout: Layout, section: int) -> bool:
    """Say whether a line under a heading names a goal by its label, so that the heading is an area."""
    return any(goal_named(p.text)[1] for p in _paragraphs(layout, section))


def _all_judged(layout: Layout, sections: Sequence[int]) -> bool:
    """Say whether the text under each of these headings says how far its goal is met."""
    return all(any(overall_verdict(p.text) for p in _paragraphs(layout, j)) for j in sections)


def announced(heading: str) -> Level | None:
    """Return whose goals a heading announces ("Nämndens mål 2026"), None where it announces none."""
    text = YEARS.sub("", NUMBER.sub("", squash(heading)))
    return (level_of(text) or "plain") if is_all(text, "lists", "headings") else None


def _paragraphs(layout: Layout, section: int) -> Iterator[Paragraph]:
    return (p for p in layout.paragraphs if p.section == section and p.role != "heading")


def _is_item(p: Paragraph) -> bool:
    listed = p.role == "list" or BULLET.match(p.text) is not None
    return len(p.text) < TITLE and listed and parse_verdict(p.text) is None


def _items(layout: Layout, section: int, used: set[int]) -> list[Paragraph]:
    """Return the items that are goals: the bold ones where some are, as the others then explain."""
    found = [p for i, p in enumerate(layout.paragraphs) if p.section == section and i not in used and _is_item(p)]
    bold = [p for p in found if p.bold]
    return bold if bold else found


def _only_items(layout: Layout, section: int) -> bool:
    own = list(_paragraphs(layout, section))
    return bool(own) and _is_item(own[0])


def _area(layout: Layout, section: int) -> str:
    return squash(layout.sections[section].heading)


def _entries(items: Sequence[Paragraph], level: Level, section: int, area: str | None, block: int) -> list[Entry]:
    out = []
    for p in items:
        text = NUMBER.sub("", p.text) if p.role == "heading" else BULLET.sub("", p.text)
        title, said = _split_verdict(squash(text))
        comments = [Comment(said, p.page)] if said else []
        out.append(Entry(title, p.page, p.box, block, section, level, area, comments=comments, confidence=0.8))
    return out


def _split_verdict(text: str) -> tuple[str, str]:
    """Return a goal and what is said of it right after: "Soliditeten ska vara minst 40 procent. Målet är uppfyllt."."""
    spans = list(sentences(text))
    said = text[spans[1][0] :].strip() if len(spans) > 1 else ""
    return (text[: spans[0][1]].strip(), said) if said and overall_verdict(said) else (text, "")
