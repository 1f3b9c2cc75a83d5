"""The names in a document's words: of guiding documents, of bodies and whose they are, of terms spelt in two ways."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

from kommuntal.extract.context import Context
from kommuntal.extract.lexicon import data
from kommuntal.extract.passages import Named, Passage
from kommuntal.schema.enums import MentionKind
from kommuntal.swedish.rules import data as language
from kommuntal.swedish.text import squash
from kommuntal.swedish.variants import beginnings, is_empty, is_slip

MOST = 9  # words after the first of a name without quotation marks; a longer run is a sentence
LONGEST = 120  # letters between quotation marks; more are a text that is quoted
BEFORE = 10  # letters before a name that tell whether a sentence begins with it
TERM = 14  # letters of a compound that names one thing
ALIKE = 100  # compounds of one beginning that are compared; a document with more lists words

_QUOTE = re.compile("[\"”“„»«’']")
_YEAR = r" (?:19|20)\d\d(?: ?[–-] ?(?:19|20)?\d\d)?(?!\d)"
_NEXT = re.compile(rf" (?![A-ZÅÄÖ]{{2,5}} \d)(?P<word>[^\W\d_][\w/-]*|&)|{_YEAR}(?=[^\w/-]|$)")
_OPENING = re.compile(r"(?:^|[\d.:!?)•·–-])\s*$")  # before the first word of a sentence, a heading, a list item
_TERM = re.compile(rf"(?<![\w-])[^\W\d_]{{{TERM},}}(?![\w-])")


def mentioned_names(passages: Sequence[Passage], context: Context) -> Iterator[Named]:
    """Yield the names of each passage, then the compounds that the document spells in two ways."""
    for passage in passages:
        if passage.kind != "furniture":
            yield from _guides(passage)
            yield from _bodies(passage)
    yield from _terms(passages)


def _guides(passage: Passage) -> Iterator[Named]:
    """Yield the names of guiding documents that are printed as names: quoted, or with a capital.

    What begins a sentence or a line has its capital from that, so that it is less sure to be a name.
    """
    text = passage.text
    for found in _guide().finditer(text):
        before = text[max(0, found.start() - BEFORE) : found.start()]
        quoted = _QUOTE.fullmatch(before[-1:])
        if not quoted and not text[found.start()].isupper():
            continue
        closing = _QUOTE.search(text, found.end(), found.end() + LONGEST) if quoted else None
        end = closing.start() if closing else _end(text, found.end())
        name = squash(text[found.start() : end])
        if end <= found.end():
            continue
        sure = quoted or not _OPENING.search(before)
        yield Named(passage, found.start(), end, MentionKind.NAME, _basic(found["head"], name), 1.0 if sure else 0.8)


def _end(text: str, start: int) -> int:
    """Return where a name ends that goes on at `start`: before a mark, a verb, or what begins another clause."""
    at = start
    for _ in range(MOST):
        following = _NEXT.match(text, at)
        if not following or (following["word"] or "").casefold() in _words("after"):
            break
        at = following.end()
        if not following["word"]:
            break
    else:
        return start  # no end in sight: not known how much of it is the name
    while at > start and is_empty(text[:at].rsplit(maxsplit=1)[-1]):
        at = text.rindex(" ", 0, at)
    return at


def _basic(head: str, name: str) -> str:
    """Return a name with its first word in the basic form: "riktlinjer för god omsorg"."""
    form, base = next((form, base) for form, base in _forms() if head.casefold().endswith(form))
    return name[: len(head) - len(form)] + (base.capitalize() if len(form) == len(head) else base) + name[len(head) :]


@cache
def _forms() -> tuple[tuple[str, str], ...]:
    """Return the forms of words for guiding documents with the basic one of each, the longest first."""
    forms = [(form, base) for base, others in data("names")["guides"].items() for form in (base, *others)]
    return tuple(sorted(forms, key=lambda pair: -len(pair[0])))


@cache
def _guide() -> re.Pattern[str]:
    """Return what matches the first word of a guiding document's name and the preposition after it."""
    no = "|".join(_words("no_guides"))
    prepositions = "|".join(language("variants")["prepositions"])
    forms = "|".join(form for form, _ in _forms())
    return re.compile(rf"(?<![\w-])(?!(?:{no})\b)(?P<head>[^\W\d_]*(?:{forms})) (?:{prepositions})\b", re.IGNORECASE)


def _bodies(passage: Passage) -> Iterator[Named]:
    """Yield the bodies that are named by whose they are: "förvaltningens digitaliseringsråd"."""
    for found in _body().finditer(passage.text):
        yield Named(passage, found.start(), found.end(), MentionKind.NAME, found[0].casefold())


@cache
def _body() -> re.Pattern[str]:
    whose = "|".join((*_words("owners"), *_words("heads")))
    no, bodies = "|".join(_words("no_bodies")), "|".join(_words("bodies"))
    return re.compile(
        rf"(?<![\w-])[^\W\d_]*(?:{whose})(?:e?ns|ets|s) (?!(?:{no})\b)[^\W\d_]{{3,}}(?:{bodies})(?![\w-])",
        re.IGNORECASE,
    )


def _terms(passages: Sequence[Passage]) -> Iterator[Named]:
    """Yield each compound that names one thing and that the document spells otherwise elsewhere, once a spelling."""
    first: dict[str, Named] = {}
    for passage in passages:
        for found in _TERM.finditer(passage.text):
            word = found[0].casefold()
            if word not in first and _thing().search(word):
                first[word] = Named(passage, found.start(), found.end(), MentionKind.NAME, word)
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for word in first:
        alike[beginnings(word)].append(word)
    pairs = (pair for group in alike.values() if len(group) <= ALIKE for pair in combinations(group, 2))
    twice = {word for pair in pairs if is_slip(*pair) for word in pair}
    yield from (named for word, named in first.items() if word in twice)


@cache
def _thing() -> re.Pattern[str]:
    no, things, endings = (
        "|".join(_words("no_things")),
        "|".join(_words("things")),
        "|".join(language("variants")["endings"]),
    )
    return re.compile(rf"^(?!.*(?:{no})).*(?:{things})(?:{endings})s?$")


@cache
def _words(name: str) -> tuple[str, ...]:
    """Return one list of words of names.toml, each once."""
    return tuple(dict.fromkeys(data("names")["words"][name]))
