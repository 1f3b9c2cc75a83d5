"""What words say of how far a goal has come, and of its trend."""

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from kommuntal.schema.enums import Assessment, Trend
from kommuntal.swedish.rules import CLAUSE, Match, data, matches
from kommuntal.swedish.text import Found, sentences, squash

Tense = Literal["outcome", "forecast"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """An assessment in words. `tense` says whether it is made of what is or of what is expected.

    `about` tells a goal that is met from an activity that is done.
    """

    assessment: Assessment
    tense: Tense
    hedged: bool
    text: str
    about: Literal["goal", "activity"] = "goal"


_BOUNDARY = re.compile(
    rf"(?:[{re.escape(''.join(c for c in CLAUSE if len(c) == 1))}]|\b(?:men|medan|däremot|utan)\b)\s"
)
_FORECAST = re.compile(
    r"\b(?:prognos\w*|kommer|beräknas|förväntas|väntas"
    r"|(?:bedöm\w+|ser ut att)(?=.*\b(?:\w*nå|\w*nås|uppfyllas?|klaras)\b))",
    re.IGNORECASE | re.DOTALL,
)
_REMAINS = re.compile(r"(?:^|[.!]\s+)(?:Det som )?(?:återstår|kvarstår|fattas|kvar är|kvar att)\b", re.IGNORECASE)
_AROUND = re.compile(r"^[\W_]+|[\W_]+$")  # a symbol that a font draws before the word, or marks around it
_UNSURE = re.compile(
    r"\b(?:troligen|troligtvis|sannolikt|förmodligen|eventuellt|möjligen|antagligen|kan komma att)\b", re.I
)


@cache
def _goal_words() -> re.Pattern[str]:
    words = "|".join(re.escape(w).replace(r"\*", r"\w*") for w in data("verdicts")["words"]["goal"])
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


@cache
def _labels(table: str) -> dict[str, Assessment]:
    return {label: Assessment(name) for name, labels in data("verdicts")[table].items() for label in labels}


def _clause(sentence: str, match: Match) -> str:
    """Return the words from the clause's beginning to the end of the match."""
    starts = [b.end() for b in _BOUNDARY.finditer(sentence, 0, match.start)]
    return sentence[starts[-1] if starts else 0 : match.end]


def _of_measure(sentence: str, match: Match, clause: str) -> bool:
    """Say whether a verdict is of the measure that a sentence is about: "Väntan har minskat men når inte målnivån"."""
    own_subject = len(clause.split()) > len(sentence[match.start : match.end].split())
    target = re.search(r"(?i)\bmål(?:värde|nivå|tal)", sentence[match.start : match.end])
    return (
        match.start > 0 and target is not None and not own_subject and not _goal_words().search(sentence[: match.start])
    )


def _fits(needs: str | None, sentence: str) -> bool:
    if needs == "goal":
        return _goal_words().search(sentence) is not None
    return needs != "short" or len(sentence.split()) <= 6


def _in_sentence(sentence: str) -> list[Found[Verdict]]:
    whole = _labels("labels").get(squash(sentence).rstrip(".! ").casefold())
    if whole and sentence.strip():
        start = len(sentence) - len(sentence.lstrip())
        text = sentence.strip()
        tense: Tense = "forecast" if _FORECAST.search(text) else "outcome"
        about: Literal["goal", "activity"] = "goal" if re.search(r"mål|nå|fyll|bedöm", text, re.I) else "activity"
        return [Found(start, start + len(text), Verdict(whole, tense, False, text, about))]
    out = []
    for match in matches(sentence, "verdicts"):
        rule = match.rule
        if rule["assessment"] == "none" or not _fits(rule.get("needs"), sentence):
            continue
        clause = _clause(sentence, match)
        if _of_measure(sentence, match, clause):
            continue
        verdict = Verdict(
            Assessment(rule["assessment"]),
            rule.get("tense") or ("forecast" if _FORECAST.search(clause) else "outcome"),
            bool(rule.get("hedged")) or bool(_UNSURE.search(clause)),
            sentence[match.start : match.end],
            rule.get("about", "goal"),
        )
        out.append(Found(match.start, match.end, verdict))
    return out


def find_verdicts(text: str) -> list[Found[Verdict]]:
    """Return the verdicts a sentence or a comment of several states, in order.

    A goal that is only mentioned gives none, nor does what is wanted, possible, conditional, last year's, or said of
    other goals. The words and their examples are data/verdicts.toml.
    """
    return [
        Found(start + f.start, start + f.end, f.item)
        for start, end in sentences(text)
        for f in _in_sentence(text[start:end])
    ]


def overall_verdict(text: str, about: Literal["goal", "activity"] = "goal") -> Found[Verdict] | None:
    """Return the one verdict a whole comment comes to, None where it states none or several that disagree.

    Where a forecast is given it stands above the outcome so far, as in an interim report. What is done but for
    something that remains is largely done.
    """
    found = [f for f in find_verdicts(text) if f.item.about == about]
    deciding = [f for f in found if f.item.tense == "forecast"] or found
    if len({f.item.assessment for f in deciding}) != 1:
        return None
    first = deciding[0]
    done = first.item.about == "activity" and first.item.assessment is Assessment.MET
    if done and _REMAINS.search(text, first.end):
        return replace(first, item=replace(first.item, assessment=Assessment.LARGELY_MET))
    return first


def parse_verdict(label: str, *, answers: bool = True) -> Assessment | None:
    """Return what a legend label or a cell word says ("I hög grad uppfyllt"), None for anything else.

    `answers` takes "Ja" and "Nej" for verdicts too, as they are under a head that asks for one.
    """
    label = _AROUND.sub("", squash(label))
    flat = label.casefold()
    whole = _labels("labels").get(flat) or (_labels("answers").get(flat) if answers else None)
    if whole:
        return whole
    named = {f.item.assessment for f in find_verdicts(label) if f.item.about == "goal"}
    return next(iter(named)) if len(named) == 1 and len(flat.split()) <= 8 else None


def find_trend(sentence: str) -> Found[Trend] | None:
    """Return the trend that a sentence states ("Ökande trend" means better), None where it states none or two."""
    hits = [m for m in matches(sentence, "trends") if m.rule["value"] != "none"]
    if len({m.rule["value"] for m in hits}) != 1:
        return None
    return Found(hits[0].start, hits[0].end, Trend(hits[0].rule["value"]))
