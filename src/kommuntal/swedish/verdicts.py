"""What a sentence says of how far a goal has come, and of its trend."""

from dataclasses import dataclass
from typing import Literal

from kommuntal.schema.enums import Assessment, Trend
from kommuntal.swedish.rules import matches
from kommuntal.swedish.text import Found, squash


@dataclass(frozen=True, slots=True)
class Verdict:
    """An assessment in words; `tense` says whether it is made of what is or of what is expected."""

    assessment: Assessment
    tense: Literal["outcome", "forecast"]
    hedged: bool
    text: str


_FORECAST = ("prognos", "kommer", "beräknas", "förväntas", "bedöms nås", "bedöms uppnås")


def find_verdicts(sentence: str) -> list[Found[Verdict]]:
    """Return the verdicts a sentence states, in order; a goal that is only mentioned gives none."""
    low = sentence.casefold()
    tense: Literal["outcome", "forecast"] = "forecast" if any(w in low for w in _FORECAST) else "outcome"
    return [
        Found(m.start, m.end, Verdict(Assessment(m.rule["assessment"]), tense, False, sentence[m.start : m.end]))
        for m in matches(sentence, "verdicts")
    ]


def parse_verdict(label: str) -> Assessment | None:
    """Return what a legend label or a cell word says ("I hög grad uppfyllt"), None for anything else."""
    named = {f.item.assessment for f in find_verdicts(squash(label))}
    return next(iter(named)) if len(named) == 1 else None


def find_trend(sentence: str) -> Found[Trend] | None:
    """Return the trend that a sentence states ("Ökande trend" means better), None where it states none or two."""
    hits = [Found(m.start, m.end, Trend(m.rule["value"])) for m in matches(sentence, "trends")]
    return hits[0] if len({h.item for h in hits}) == 1 else None
