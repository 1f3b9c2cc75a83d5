"""Goals set as blocks of text: a title, and under it a line that says the verdict ("Måluppfyllelse: Uppfyllt")."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from kommuntal.extract.goals.entry import Comment, Entry
from kommuntal.extract.goals.symbols import COLOUR_WORDS
from kommuntal.extract.goals.tables import give, split_label
from kommuntal.extract.goals.words import Head, Level, area_of, is_all, level_of
from kommuntal.extract.lexicon import data, phrases
from kommuntal.layout.model import Layout, Paragraph, Symbol
from kommuntal.swedish.text import sentences, squash
from kommuntal.swedish.verdicts import parse_verdict

TITLE = 250  # characters: what is longer is prose
SAYING = 90  # characters of a line that says the verdict
FEWEST_WORDS = 2
# "Nämndmål 2: ...", "Mål 1.3 ...", but not "Mål 2026: 8,4 %"
NAMED = re.compile(r"\s*(?:(?P<number>\d{1,2}(?:\.\d+)*)\s*[.:–-]?|[:–])\s+(?P<title>[^\W\d].*)")
LABELLED = re.compile(r"\s*(?P<label>[^:]{3,40}?)\s*(?::\s*(?P<said>.*)|$)")
SAID = ("assessing", "trend")


def labelled_goals(
    layout: Layout, used: set[int], symbols: Mapping[int, list[Symbol]], names_body: Callable[[int], bool]
) -> list[Entry]:
    """Return the goals of blocks; `symbols` are those on the line of each paragraph.

    A title is told by its label ("Nämndmål: ..."), where it is set as a heading or has a verdict under it; any other
    heading is a goal's where the very next line says the verdict.
    """
    out: list[Entry] = []
    repeated: Counter[Level | None] = Counter(
        level for p in layout.paragraphs if len(p.text) <= TITLE for level in [_only_named(p.text)] if level
    )
    for i, p in enumerate(layout.paragraphs):
        if i in used or len(p.text) > TITLE or p.role == "note" or "...." in p.text:
            continue
        level, title = goal_named(p.text)
        if p.role == "caption" and repeated[level] < FEWEST_WORDS:
            continue
        body = list(_block(layout, i))
        says = [(k, role, said) for k in body if (found := _saying(layout, k)) for role, said in [found]]
        judged = [s for s in says if s[1] == "assessing" and (_is_verdict(s[2]) or symbols.get(s[0]))]
        if title is None:
            area = area_of(p.text) if p.role == "heading" and level_of(p.text) is None else None
            if area is None or (p.section is not None and names_body(p.section)):
                continue
            if not judged or judged[0][0] != i + 1:
                continue
            title = squash(p.text)
        elif not (p.role == "heading" or p.bold or judged or repeated[level] > 1):
            continue
        entry = _entry(layout, i, level, title, body, says, symbols)
        out += [entry, *_activities(layout, body, entry, used)]
    return out


def goal_named(text: str) -> tuple[Level | None, str | None]:
    """Return whose goal a line names and its title, without label and number; None where it is labelled as none."""
    for level in data("goals")["levels"]:
        label = phrases(tuple(data("goals")["levels"][level])).match(text)
        named = NAMED.fullmatch(text, label.end()) if label else None
        if named and len(named["title"].split()) >= FEWEST_WORDS and not parse_verdict(named["title"]):
            return (None if level == "plain" else level), squash(named["title"])
    return None, None


def _only_named(text: str) -> Level | None:
    """Return whose goal a line names with label and colon ("Nämndmål: ...") and says no more of."""
    level, title = goal_named(text)
    label = text.split(":", 1)
    alone = level is not None and title is not None and len(label) == 2 and squash(label[1]) == title
    return level if alone and len(list(sentences(title or ""))) == 1 else None


def _activities(layout: Layout, body: Sequence[int], goal: Entry, used: set[int]) -> Iterator[Entry]:
    """Yield the items of the list under "Aktiviteter" in a goal's block, which are its activities."""
    listed = False
    for k in body:
        p = layout.paragraphs[k]
        if p.role == "list" and listed and k not in used:
            title = squash(re.sub(r"^[•·▪●\-–\uf0b7]\s+", "", p.text))
            yield Entry(
                title, p.page, p.box, goal.block, goal.section, "activity", goal.area, parent=goal, confidence=0.8
            )
        else:
            listed = level_of(p.text) == "activity" and is_all(p.text, "labels", "description")


def _block(layout: Layout, i: int) -> Iterator[int]:
    """Yield the paragraphs under a title, up to the next title or heading; labels may be set as headings."""
    first = layout.paragraphs[i]
    for k in range(i + 1, len(layout.paragraphs)):
        p = layout.paragraphs[k]
        if p.page > first.page + 1 or goal_named(p.text)[1]:
            return
        if p.role == "heading" and not split_label(p.text)[0] and not _saying(layout, k):
            return
        yield k


def _saying(layout: Layout, k: int) -> tuple[str, str] | None:
    """Return what a line is a label of and what stands after it, up to a full stop or alone on the next line."""
    text = _first_sentence(layout.paragraphs[k].text)
    match = LABELLED.fullmatch(text) if len(text) <= SAYING else None
    role = next((r for r in SAID if match and is_all(match["label"], "labels", r)), None)
    if match is None or role is None:
        return None
    said = squash(match["said"] or "")
    if not said and k + 1 < len(layout.paragraphs) and _is_verdict(layout.paragraphs[k + 1].text):
        said = squash(layout.paragraphs[k + 1].text)
    return role, said


def _first_sentence(text: str) -> str:
    return next((text[start:end] for start, end in sentences(text)), "")


def _only_says(layout: Layout, k: int) -> bool:
    """Say whether a line is a label and its verdict and no more."""
    return len(layout.paragraphs[k].text) <= SAYING and _saying(layout, k) is not None


def _is_verdict(text: str) -> bool:
    return parse_verdict(text) is not None or squash(text).casefold() in COLOUR_WORDS


def _entry(
    layout: Layout,
    i: int,
    level: Level | None,
    title: str,
    body: Sequence[int],
    says: Sequence[tuple[int, str, str]],
    symbols: Mapping[int, list[Symbol]],
) -> Entry:
    p = layout.paragraphs[i]
    section = p.section
    if p.role == "heading" and section is not None:
        section = layout.sections[section].parent
    entry = Entry(
        title=title,
        page=p.page,
        box=p.box,
        block=20_000 + i,
        section=section,
        level=level,
        area=next(_areas(layout, section), None),
        words=next((said for _, role, said in says if role == "assessing" and _is_verdict(said)), ""),
        trend_words=next((said for _, role, said in says if role == "trend"), ""),
        comments=list(_comments([layout.paragraphs[k] for k in body if not _only_says(layout, k)])),
        confidence=0.8,
    )
    for k, role, _ in says:
        for symbol in symbols.get(k, ()):
            give(symbol, entry, Head("assessment" if role == "assessing" else "trend"))
    return entry


def _areas(layout: Layout, section: int | None) -> Iterator[str]:
    while section is not None:
        if area := area_of(layout.sections[section].heading):
            yield area
        section = layout.sections[section].parent


def _comments(paragraphs: Sequence[Paragraph]) -> Iterator[Comment]:
    """Yield what is said of a goal in prose, its description left out."""
    part: str | None = None
    for p in paragraphs:
        label, _ = split_label(p.text)
        part = label or part
        if part != "description" and p.role != "heading":
            yield Comment(p.text, p.page, p)
