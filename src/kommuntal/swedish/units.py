"""Units as they are printed: "mnkr", "miljoner kronor", "%", "årsarbetare"."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from kommuntal.schema.enums import Unit
from kommuntal.swedish.rules import data
from kommuntal.swedish.text import squash

Kind = Literal["strong", "after", "noun", "bare"]


@dataclass(frozen=True, slots=True)
class PrintedUnit:
    """A unit as printed; `scale` base units make one. `base` is None for a unit outside the vocabulary (km, kWh)."""

    text: str
    base: Unit | None
    scale: Decimal


@cache
def vocabulary() -> dict[str, tuple[Unit | None, Decimal, Kind]]:
    """Return base, scale and kind by every printed unit in lower case; the kinds are told in data/units.toml."""
    words: dict[str, tuple[Unit | None, Decimal, Kind]] = {}
    for size in data("units")["magnitude"]:
        scale = Decimal(size["scale"])
        words |= dict.fromkeys(size["bare"], (Unit.SEK, scale, "bare"))
        words |= dict.fromkeys(size["short"], (Unit.SEK, scale, "strong"))
        spoken = (f"{word} {currency}" for word in size["before"] for currency in data("units")["money"]["currency"])
        words |= dict.fromkeys(spoken, (Unit.SEK, scale, "strong"))
    for unit in data("units")["unit"]:
        base = Unit(unit["base"]) if "base" in unit else None
        words |= dict.fromkeys(unit["words"], (base, Decimal(unit.get("scale", "1")), unit["kind"]))
    return words


@cache
def _pattern(*kinds: Kind) -> re.Pattern[str]:
    words = sorted((w for w, (_, _, kind) in vocabulary().items() if kind in kinds), key=len, reverse=True)
    either = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in words)
    return re.compile(rf"(?<![^\W\d])(?:{either})(?!\w|\.\w)", re.IGNORECASE)


def unit_at(text: str, position: int) -> tuple[PrintedUnit, int, Kind] | None:
    """Return the unit printed at a position, with its end and its kind, None where there is none."""
    hit = _pattern("strong", "after", "noun", "bare").match(text, position)
    if not hit:
        return None
    base, scale, kind = vocabulary()[squash(hit.group()).casefold()]
    if kind == "noun" and hit.group()[0].isupper():
        return None  # "paket för 2025 Beslut": a new heading
    return PrintedUnit(hit.group(), base, scale), hit.end(), kind


def _counted_in(text: str) -> str:
    return re.split(r"\s?/\s?|\sper\s", text, maxsplit=1)[0].casefold()


def parse_unit(text: str) -> PrintedUnit | None:
    """Return the unit when the whole text is one, in any case and with any spaces, else None.

    What it is counted by may follow ("kr per invånare", "tkr/plats"): it stays in `text`.
    """
    word = squash(text).strip("()[] ").removesuffix(".")
    hit = vocabulary().get(_counted_in(word))
    return PrintedUnit(word, hit[0], hit[1]) if hit else None


_DECLARED = re.compile(r"(?:[(\[]\s*(?:i\s+)?|[,:]\s*(?:i\s+)?|\bi\s+)(?P<unit>[^()\[\],;:]+?)\s*(?=$|[)\],;:])", re.I)
_COUNTED = re.compile(r"\bantal(?:et)?\s+(?P<noun>[^\W\d][\w-]*)|\bantal(?:et)?(?!\w)", re.IGNORECASE)


# before a unit: a number that is no year, or what divides ("per årsarbetare")
_NOT_DECLARED = re.compile(r"(?:(?<!\b(?:19|20)\d)\d\s?|(?:\bper|/)\s?)$", re.IGNORECASE)


def declared_unit(text: str) -> PrintedUnit | None:
    """Return the unit that a caption or header declares: "Belopp i tkr", "(mnkr)", "Antal årsarbetare", else None.

    "Antal" with an unknown noun is a count. A unit after a number ("5 procent") or after "per" declares nothing, and
    neither do two different units in one header.
    """
    flat = squash(text)
    whole = parse_unit(flat)
    if whole and vocabulary()[_counted_in(whole.text)][2] != "noun":  # "Kvinnor" heads a column of anything
        return whole
    found: dict[tuple[Unit | None, Decimal], PrintedUnit] = {}
    for hit in _pattern("strong").finditer(flat):
        if not _NOT_DECLARED.search(flat[: hit.start()]) and (unit := parse_unit(hit.group())):
            found.setdefault((unit.base, unit.scale), unit)
    if not found:
        for named in _DECLARED.finditer(flat):
            if unit := parse_unit(named["unit"]):
                found.setdefault((unit.base, unit.scale), unit)
    if found:
        return next(iter(found.values())) if len(found) == 1 else None
    counted = _COUNTED.search(flat)
    if counted is None:
        return None
    noun = parse_unit(counted["noun"]) if counted["noun"] else None
    return noun or PrintedUnit(counted.group().strip("(), "), Unit.COUNT, Decimal(1))
