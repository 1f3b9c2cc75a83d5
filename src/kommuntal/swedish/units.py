"""Units as they are printed: "mnkr", "miljoner kronor", "%", "årsarbetare"."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kommuntal.schema.enums import Unit
from kommuntal.swedish.rules import data
from kommuntal.swedish.text import squash


@dataclass(frozen=True, slots=True)
class PrintedUnit:
    """A unit as printed; `scale` base units make one. `base` is None for a unit outside the vocabulary (km, kWh)."""

    text: str
    base: Unit | None
    scale: Decimal


@cache
def vocabulary() -> dict[str, tuple[Unit | None, Decimal, str]]:
    """Every printed unit in lower case, with its base, its scale and its kind: "unit", "noun" or "bare"."""
    return {
        word: (Unit(u["base"]) if "base" in u else None, Decimal(u.get("scale", "1")), u.get("kind", "unit"))
        for u in data("units")["unit"]
        for word in u["words"]
    }


def parse_unit(text: str) -> PrintedUnit | None:
    """Return the unit when the whole text is one, in any case and with any spaces, else None."""
    word = squash(text).strip("()[] ")
    hit = vocabulary().get(word.casefold())
    return PrintedUnit(word, hit[0], hit[1]) if hit else None


@cache
def pattern() -> re.Pattern[str]:
    """What matches a unit right after a number, longest first."""
    words = sorted(vocabulary(), key=len, reverse=True)
    parts = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in words)
    return re.compile(rf"(?:{parts})(?!\w)", re.IGNORECASE)


_DECLARED = re.compile(
    r"(?:\b(?:belopp|anges|angivna|angivet|redovisas|uttryckt|siffror)\b[^.()]*?\bi\s+|^|[(,\[]\s*(?:i\s+)?|\bi\s+|[:–/-]\s*)"
    r"(?P<unit>[^()\[\],.;:]+?\.?)\s*(?=$|[)\],.;:])",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\bantal(?:et)?\s+(?P<noun>[\w-]+)", re.IGNORECASE)


def declared_unit(text: str) -> PrintedUnit | None:
    """Return the unit that a caption or header declares: "Belopp i tkr", "(mnkr)", "Antal årsarbetare", else None.

    "Antal" with an unknown noun is a count. Two different units in one header declare none.
    """
    flat = squash(text)
    whole = parse_unit(flat)
    if whole:
        return whole
    found = {}
    for hit in _DECLARED.finditer(flat):
        unit = parse_unit(hit["unit"])
        if unit:
            found[(unit.base, unit.scale)] = unit
    last = re.search(r"(?:^|\s)((?:tusen |miljoner |miljarder )?[\w%‰]+)\.?$", flat)
    money = parse_unit(last[1]) if last else None
    if money and money.base in (Unit.SEK, Unit.PERCENT) and vocabulary()[money.text.casefold()][2] == "unit":
        found[(money.base, money.scale)] = money
    if len(found) == 1:
        return next(iter(found.values()))
    counted = _COUNTED.search(flat)
    if counted and not found:
        return parse_unit(counted["noun"]) or PrintedUnit(counted.group(), Unit.COUNT, Decimal(1))
    return None
