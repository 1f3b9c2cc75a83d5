"""Check that a document names one thing in one way: a guiding document, a body and whose it is, a term.

A name is printed otherwise where its words of content are the same, in the same order, and a preposition, a joint or a
letter is not. A body is named otherwise where the same duty is once the organisation's body and once its head's.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations, islice

from kommuntal.extract.lexicon import data
from kommuntal.reconcile.finding import in_both, make_finding, place_of
from kommuntal.schema import Finding, Mention, Records
from kommuntal.schema.enums import FindingKind, MentionKind, Severity, TextLayer
from kommuntal.swedish.variants import Variation, beginnings, content, is_empty, same_word, variation, words

SURE = 0.75  # confidence of a name that may be held against another
NAMED = 0.8  # confidence of what may be a name by its capital alone
ALIKE = 30  # different names of one beginning that are compared; a document with more is a register of them
DUTY = 4  # words of content by which two sentences state one duty
DUTY_LETTERS = 25

Page = tuple[str, int | None]


def check(records: Records) -> Records:
    """Return a note for each name that a document prints in two ways, and for each duty of a body named in two."""
    typed = typed_pages(records)
    alike: dict[tuple[str, ...], list[Mention]] = defaultdict(list)
    bodies: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in sorted(records.mentions, key=lambda m: (m.page or 0, m.top or 0.0)):
        if mention.kind == MentionKind.NAME and mention.confidence >= SURE:
            alike[mention.document_id, *beginnings(mention.value)].append(mention)
            if owned := _owned().fullmatch(mention.value):
                bodies[mention.document_id, owned["body"]].append(mention)
    printed = [_otherwise(*pair) for mentions in alike.values() for pair in _printed_otherwise(mentions, typed)]
    of_another = [_of_another(*pair) for mentions in bodies.values() for pair in _owned_otherwise(mentions)]
    return Records(findings=printed + of_another)


def typed_pages(records: Records) -> set[Page]:
    """Return document and number of each page whose words nothing had to recognise."""
    return {(p.document_id, p.page) for p in records.pages if p.text_layer == TextLayer.NATIVE}


def _printed_otherwise(mentions: Sequence[Mention], typed: set[Page]) -> Iterator[tuple[Mention, Mention]]:
    """Yield the first mention of the usual print of a name and of each other print of it."""
    prints: list[list[Mention]] = []
    for mention in mentions:
        same = [p for p in prints if variation(p[0].value, mention.value) is Variation.SAME]
        if same:
            same[0].append(mention)
        elif len(prints) == ALIKE:
            return
        else:
            prints.append([mention])
    prints.sort(key=len, reverse=True)
    told: set[int] = set()
    for (n, (usual, *_)), (m, (other, *_)) in combinations(enumerate(prints), 2):
        if not told & {n, m} and _one_thing(usual, other, typed):
            told.add(m)
            yield usual, other


def _one_thing(a: Mention, b: Mention, typed: set[Page]) -> bool:
    """Say whether two names that differ name one thing, and it is not the reading that made the difference."""
    if len({_before(a), _before(b), None}) > 2:
        return False  # each is another body's
    differing = variation(a.value, b.value)
    if differing is Variation.WORDS and max(a.confidence, b.confidence) <= NAMED:
        return False  # neither is more than a sentence that begins so
    if {(a.document_id, a.page), (b.document_id, b.page)} <= typed:
        return differing in (Variation.WORDS, Variation.LETTERS)
    # recognition takes one letter for another and loses short words, but makes no word of another
    one, two = ({w for w in words(m.value) if is_empty(w)} for m in (a, b))
    return differing is Variation.WORDS and bool(one - two and two - one)


def _before(mention: Mention) -> str | None:
    """Return whose the thing is, where a genitive stands before its name: "nämndens" of "nämndens riktlinjer"."""
    before = re.search(rf"([^\W\d_]+s)\W+{re.escape(mention.text)}", mention.sentence or "")
    return before[1].casefold() if before else None


def _owned_otherwise(mentions: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Yield two mentions of a body that has one duty, once as its organisation's and once as its head's."""
    told: set[frozenset[str]] = set()
    duties = {(m.value, _duty(m)): m for m in reversed(mentions)}  # the first mention of each
    for ((one, duty), a), ((two, other), b) in combinations(islice(reversed(duties.items()), ALIKE), 2):
        key = frozenset((one, two))
        if key not in told and _one_owner(one, two) and _same_duty(duty, other):
            told.add(key)
            yield a, b


@cache
def _owned() -> re.Pattern[str]:
    names = data("names")["words"]
    owners, heads = "|".join(names["owners"]), "|".join(names["heads"])
    return re.compile(rf"(?P<whose>\w*?)(?:(?P<owner>{owners})|(?P<head>{heads}))(?:e?ns|ets|s) (?P<body>\w+)")


def _one_owner(a: str, b: str) -> bool:
    """Say whether two bodies of one name belong to one organisation: named after it, and after who leads it."""
    one, two = _owned().fullmatch(a), _owned().fullmatch(b)
    if not one or not two or one["body"] != two["body"] or bool(one["owner"]) == bool(two["owner"]):
        return False
    own, led = (one, two) if one["owner"] else (two, one)
    return led["whose"].rstrip("s") in (own["whose"].rstrip("s"), own["whose"] + own["owner"])


def _duty(mention: Mention) -> tuple[str, ...]:
    """Return the words of content that follow the body in its sentence."""
    _, _, after = (mention.sentence or "").partition(mention.text)
    return content(words(after))


def _same_duty(one: Sequence[str], two: Sequence[str]) -> bool:
    shared = min(len(one), len(two))
    return (
        shared >= DUTY
        and sum(map(len, one[:shared])) >= DUTY_LETTERS
        and all(same_word(v, w) for v, w in zip(one, two, strict=False))
    )


def _otherwise(usual: Mention, other: Mention) -> Finding:
    return _note(
        usual,
        other,
        "Samma namn skrivs på två sätt: ”{a}” på sidan {p} och ”{b}” på sidan {q}.",
        "One name is written in two ways: “{a}” on page {p} and “{b}” on page {q}.",
    )


def _of_another(first: Mention, other: Mention) -> Finding:
    return _note(
        first,
        other,
        "På sidan {p} är det ”{a}” och på sidan {q} ”{b}” som har samma uppgift.",
        "On page {p} it is “{a}” and on page {q} “{b}” that has the same duty.",
    )


def _note(known: Mention, other: Mention, sv: str, en: str) -> Finding:
    return make_finding(
        FindingKind.VERSION,
        place_of(other, other.text),
        place_of(known, known.text),
        *in_both(sv, en, a=known.text, b=other.text, p=str(known.page), q=str(other.page)),
        severity=Severity.NOTE,
        expected=known.text,
        found=other.text,
        confidence=min(known.confidence, other.confidence),
    )
