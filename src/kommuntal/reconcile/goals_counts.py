"""Sentences that count goals ("fem av sex mål bedöms uppnås") against the goals that are listed."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kommuntal.reconcile.finding import make_finding, place_around, place_of
from kommuntal.schema import Claim, Finding, Goal
from kommuntal.schema.enums import Assessment, FindingKind
from kommuntal.swedish.numbers import number_word
from kommuntal.swedish.verdicts import find_verdicts, parse_verdict

Count = tuple[int, Assessment]

_WHOSE = r"(?:(?:de|nämndens|styrelsens|våra|kommunens|bolagets|totalt|samtliga) )*"
_GOALS = r"(?:\w+ ){0,2}mål(?:en)?\b"
_N = (
    r"(?:\d+|ett?|en|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|tretton|fjorton|femton|sexton|sjutton|arton|nitton"
    r"|tjugo\w*|trettio\w*|inget|inga|ingen)\b"
)
# a part of a whole: what is said of the part follows
COUNTED = (
    re.compile(rf"(?i)\b(?P<part>{_N}) av {_WHOSE}(?P<whole>{_N}) {_GOALS}(?P<said>[^,;]*)"),
    re.compile(
        rf"(?i)\bav {_WHOSE}(?P<whole>{_N}) {_GOALS}(?P<verb>(?: \w+)?) (?P<part>{_N})(?: mål)?(?P<said> [^,;]*)"
    ),
    re.compile(rf"(?i)\b(?P<whole>{_N}) {_GOALS},? varav (?P<part>{_N})(?P<said> [^,;]*)"),
)
CLAUSE = re.compile(r"(?:,|;|\boch\b|\bmedan\b|\bmen\b)\s+")
EACH = re.compile(rf"(?i)(?P<part>{_N})(?: av målen| {_GOALS})?(?P<said>(?: .*)?)")
NOT_NOW = re.compile(r"(?i)\b(?:förra|föregående|fjol\w*|tidigare|minst|högst|cirka|ca|omkring|ungefär|drygt|knappt)\b")
NONE = ("inget", "inga", "ingen")
# between two steps of a scale a sentence may count either way
NEAR = {
    Assessment.MET: (Assessment.LARGELY_MET,),
    Assessment.PARTLY_MET: (Assessment.LARGELY_MET,),
}
SV = {
    Assessment.MET: "uppfyllda",
    Assessment.LARGELY_MET: "i hög grad uppfyllda",
    Assessment.PARTLY_MET: "delvis uppfyllda",
    Assessment.NOT_MET: "ej uppfyllda",
    Assessment.NOT_ASSESSED: "ej bedömda",
}


def count_findings(lists: Iterable[Sequence[Goal]], claims: Iterable[Claim]) -> Iterator[Finding]:
    """Yield the sentences that count goals otherwise than they are listed.

    Only where the whole of the count is the number of goals of exactly one list, so that it is clear which goals are
    counted.
    """
    known = list(lists)
    seen: set[str] = set()
    for claim in claims:
        if claim.sentence in seen or NOT_NOW.search(claim.sentence):
            continue
        seen.add(claim.sentence)
        whole, counts = read_counts(claim.sentence)
        fitting = [own for own in known if len(own) == whole]
        if len(fitting) == 1:
            yield from _held_against(claim, counts, fitting[0])


def read_counts(sentence: str) -> tuple[int | None, list[Count]]:
    """Return how many goals a sentence speaks of, and how many of them it gives which verdict; (None, []) for none."""
    for pattern in COUNTED:
        match = pattern.search(sentence)
        if match is None:
            continue
        whole, part = _number(match["whole"]), _number(match["part"])
        verb = match.groupdict().get("verb") or ""
        verdict = _verdict(f"{verb.strip()} {match['said'].strip()}".strip())
        if whole is not None and part is not None and verdict is not None and part <= whole:
            return whole, [(part, verdict)]
    counts = [_each(clause) for clause in CLAUSE.split(sentence.rstrip(". "))]
    if len(counts) < 2 or any(c is None for c in counts) or not re.search(r"(?i)\bmål(?:en)?\b", sentence):
        return None, []
    found = [c for c in counts if c is not None]
    return sum(number for number, _ in found), found


def _each(clause: str) -> Count | None:
    match = EACH.fullmatch(clause.strip())
    number = _number(match["part"]) if match else None
    verdict = _verdict(match["said"].strip()) if match else None
    return (number, verdict) if number is not None and verdict is not None else None


def _number(word: str) -> int | None:
    if word.casefold() in NONE:
        return 0
    value = int(word) if word.isdecimal() else number_word(word)
    return int(value) if value is not None else None


def _verdict(said: str) -> Assessment | None:
    """Return the one verdict of what is said of some goals."""
    whole = parse_verdict(said)
    if whole:
        return whole
    found = {v.item.assessment for v in find_verdicts(f"Målet {said}")}
    return found.pop() if len(found) == 1 else None


def _held_against(claim: Claim, counts: Sequence[Count], goals: Sequence[Goal]) -> Iterator[Finding]:
    listed: Mapping[Assessment, int] = {a: sum(g.assessment is a for g in goals) for a in Assessment}
    for number, verdict in counts:
        least = listed[verdict]
        if least <= number <= least + sum(listed[a] for a in NEAR.get(verdict, ())):
            continue
        words = verdict.value.replace("_", " ")
        yield make_finding(
            FindingKind.SYMBOL,
            place_of(claim, claim.sentence, verdict),
            place_around(goals, goals[0].title, goals[0].organisation, "count"),
            f"Texten räknar {number} av {len(goals)} mål som {SV[verdict]}, men {least} av dem är listade så.",
            f"The text counts {number} of {len(goals)} goals as {words}, but {least} of them are listed so.",
            expected=str(least),
            found=str(number),
            confidence=0.8,
        )
