"""Enumerations in a document's words: "a, b och c" with what they are of, in a sentence or as a list under it.

A row begins with the words that say what is enumerated ("följande tre områden:", "förvaltningsområde för").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby

from kommuntal.extract.context import Context
from kommuntal.extract.lexicon import data, phrases
from kommuntal.extract.passages import Named, Passage
from kommuntal.layout.model import Paragraph, TextSpan
from kommuntal.schema.enums import MentionKind
from kommuntal.swedish.numbers import number_word
from kommuntal.swedish.rules import data as language
from kommuntal.swedish.text import squash

FEWEST = 3  # items; two are named together all the time, and say no more than the sentence does
LONGEST = 10  # words of an item; a longer one is a sentence
SHORT = 4  # words of an item of an enumeration that no colon opens
HEAD = 8  # words before a colon that say what is enumerated
OUTDENT = 3.0  # points by which what follows a list may stand to the right of the sentence before it
ALIGNED = 4.0  # points by which the items of one list may stand apart
BULLET = " • "  # between the items of a list, whatever is printed there
UNSURE = 0.5  # of a list whose end cannot be seen

_MARKER = re.compile(r"^(?:\(?(?:\d{1,2}|[a-zA-Z])[.)]|[•·–-])\s*")
_LAST = re.compile(r"^(?:och|samt|eller|respektive)\s+|[\s,;.]+(?:och|samt|eller)?[\s,;.]*$")
_JOINED = re.compile(r"(?<!-)\s(?:och|samt|eller|respektive)\s")


def enumerations(passages: Sequence[Passage], context: Context) -> Iterator[Named]:
    """Yield what sentences enumerate, the lists under one, and pairs of what is more than a pair elsewhere."""
    announced = [*_introduced(passages), *_lists(passages)]
    yield from announced
    told = {(id(n.passage), n.value) for n in announced}
    found = [(n, whole) for n, whole in _of_nouns(passages) if (id(n.passage), n.value) not in told]
    known = {_set(n) for n in (*announced, *(n for n, whole in found if whole)) if len(_set(n)) >= FEWEST}
    yield from (n for n, _ in found if any(_set(n) <= more for more in known))


def _set(named: Named) -> frozenset[str]:
    return frozenset(named.value.casefold().split("; "))


def _introduced(passages: Sequence[Passage]) -> Iterator[Named]:
    """Yield what a sentence enumerates to its end: "tre mål: a, b och c", "består av a, b, c och d"."""
    for passage in passages:
        if passage.kind not in ("prose", "cell"):
            continue
        text = passage.text
        opened, colon, after = text.partition(": ")
        verb = None if colon else max(_introducing().finditer(text), key=lambda m: m.end(), default=None)
        if colon and ":" not in after and counts(opened):
            start, items = _head(opened), split(after)
            longest = LONGEST
        elif verb:
            start, items = _head(text[: verb.end()]), split(text[verb.end() :])
            longest = SHORT
        else:
            continue
        if len(items) >= FEWEST + (not colon) and all(len(item.split()) <= longest for item in items):
            yield Named(passage, start, len(text), MentionKind.LIST, "; ".join(items))


def counts(opened: str) -> bool:
    """Say whether the words before a colon announce an enumeration: by a small number, "följande" or a set."""
    last = opened.split()[-HEAD:]
    return bool(_introducing().search(" ".join(last))) or any(
        (number_word(w) or 0) > 1 or w in _words("fixed") or re.fullmatch(r"[2-9]|1\d", w) for w in last
    )


def split(text: str) -> list[str]:
    """Return the items of "a, b och c" or "a; b; c", none where nothing but commas parts them."""
    if ";" in text:
        return [item for part in text.split(";") if (item := bare(part))]
    parts = text.split(",")
    last = parts.pop()
    joint = _LAST.match(last.strip()) if parts else None
    found = list(_JOINED.finditer(last))
    if not joint and not found:
        return []
    if not joint:
        # the conjunction that a capital follows where the items have one, else the heavier one, else the first
        at = next((m for m in found if last[m.end() : m.end() + 1].isupper()), None)
        at = at or next((m for m in found if "samt" in m[0]), found[0])
        parts.append(last[: at.start()])
        last = last[at.end() :]
    items = [item for part in (*parts, last) if (item := bare(part))]
    return items if len(items) == len(parts) + 1 else []


def bare(item: str) -> str:
    """Return an item without its number and the marks and conjunctions that tie it to the next."""
    return squash(_LAST.sub("", _MARKER.sub("", item.strip())).strip(" ;,."))


def _head(opened: str) -> int:
    """Return where the words begin that say what is enumerated: after the last comma, at most eight of them."""
    starts = [m.start() for m in re.finditer(r"\S+", opened)]
    comma = max(opened.rfind(", ", 0, len(opened) - 1) + 2, 0) if ", " in opened else 0
    return max(comma, starts[-HEAD] if len(starts) > HEAD else 0)


def _lists(passages: Sequence[Passage]) -> Iterator[Named]:
    """Yield the lists that stand under a sentence with a colon, where each item is a few words."""
    blocks = [list(group) for _, group in groupby(passages, key=lambda p: (id(p.paragraph), p.kind))]
    for n, block in enumerate(blocks):
        lead = block[-1]
        if lead.kind != "prose" or not lead.text.endswith(":"):
            continue
        end = next((m for m in range(n + 1, len(blocks)) if not _is_item(blocks[m])), len(blocks))
        listed = blocks[n + 1 : end]
        items = [bare(item[0].text) for item in listed]
        if len(items) < FEWEST or not all(
            item and len(item.split()) <= LONGEST and len(of) == 1 for item, of in zip(items, listed, strict=True)
        ):
            continue
        whole = _joined([lead, *(item[0] for item in listed)])
        sure = end < len(blocks) and _ends(lead, listed, blocks[end][0])
        text = "; ".join(item.replace(";", ",") for item in items)
        yield Named(whole, _head(lead.text), len(whole.text), MentionKind.LIST, text, 1.0 if sure else UNSURE)


def _is_item(block: Sequence[Passage]) -> bool:
    return block[0].kind == "prose" and block[0].paragraph.role == "list"


def _ends(lead: Passage, listed: Sequence[Sequence[Passage]], following: Passage) -> bool:
    """Say whether a list is seen whole: its items in one line and begun alike, and after them text where the sentence
    before stood."""
    edges = [item[0].paragraph.box.x0 for item in listed]
    after = following.paragraph
    return (
        max(edges) - min(edges) <= ALIGNED
        and len({bare(item[0].text)[:1].isupper() for item in listed}) == 1
        and following.kind in ("prose", "heading")
        and after.page <= listed[-1][0].paragraph.page
        and after.box.x0 <= lead.paragraph.box.x0 + OUTDENT
        and after.text[:1].isupper()
    )


def _joined(passages: Sequence[Passage]) -> Passage:
    """Return passages of several paragraphs as one, that still knows the place of every word."""
    text, spans = "", list[TextSpan]()
    for passage in passages:
        glue = BULLET if text else ""
        shift = len(text) + len(glue) - passage.start
        end = passage.start + len(passage.text)
        spans += [
            TextSpan(s.start + shift, s.end + shift, s.page, s.word)
            for s in passage.paragraph.spans
            if passage.start <= s.start and s.end <= end
        ]
        text += glue + passage.text
    first = passages[0].paragraph
    return replace(
        passages[0],
        text=text,
        start=0,
        paragraph=Paragraph(text, first.page, first.box, tuple(spans), section=first.section),
    )


def _of_nouns(passages: Sequence[Passage]) -> Iterator[tuple[Named, bool]]:
    """Yield the enumerations of single words after a noun: "stöd till barn, unga och äldre", "de två målen a och b".

    With each, whether its last item is surely the one word: not in "barn, unga och socialt utsatta".
    """
    begin = {*_words("beginning"), *data("names")["words"]["after"], *language("variants")["prepositions"]}
    for passage in passages:
        for found in _of_noun().finditer(passage.text):
            items = re.split(r", | (?:och|samt|eller|respektive) ", found["items"].replace(", och ", " och "))
            lower = {item.casefold() for item in items}
            whole = found["more"] is None or found["more"] in begin or lower <= set(_words("languages"))
            if not lower & set(_words("no_items")):
                yield Named(passage, found.start(), found.end("items"), MentionKind.LIST, "; ".join(items)), whole


@cache
def _of_noun() -> re.Pattern[str]:
    prepositions = "|".join(language("variants")["prepositions"])
    numbers = "|".join(language("number_words")["units"])
    noun = rf"[^\W\d_][\w-]{{3,}} (?:{prepositions})"
    fixed = rf"(?i:{'|'.join(_words('fixed'))})\b(?: (?:{prepositions}|är))?"
    counted = rf"(?:[Dd]e|[Dd]essa|[Vv]åra) (?:{numbers}) [^\W\d_]{{3,}}(?:na|en)"
    item = r"[^\W\d_][\w-]*\w(?!-)"
    return re.compile(
        rf"(?<![\w-])(?:{fixed}|{counted}|{noun}) "
        rf"(?P<items>{item}(?:, {item})*,? (?:och|samt|eller|respektive) {item})(?![\w-])(?: (?P<more>[a-zåäö][\w-]*))?"
    )


@cache
def _introducing() -> re.Pattern[str]:
    return phrases(_words("introducing"))


@cache
def _words(name: str) -> tuple[str, ...]:
    return tuple(data("enumerations")["words"][name])
