"""Bodies of a municipality, told by how their names end."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from kommuntal.swedish.municipalities import Municipality, find_municipality
from kommuntal.swedish.rules import matches
from kommuntal.swedish.text import Found, squash

__all__ = [
    "Municipality",
    "Organisation",
    "find_abbreviations",
    "find_municipality",
    "find_organisations",
    "normal_name",
    "organisation_id",
    "same_organisation",
]


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body of a municipality.

    `name` as printed without genitive; `organisation_id` a slug of its normal name; `kind` one of council, board,
    committee, subcommittee, administration, company, association, audit.
    """

    name: str
    organisation_id: str
    kind: str


# endings in all the forms a name is printed in, and the one form to compare by
_FORMS = (
    (r"(nämnd|förvaltning|styrelse|direktion)(?:en?s|e?n|s)?", r"\1en"),
    (r"(utskott|kontor|bolag|förbund|revision)(?:ets|et|ens|en|s)?", r"\1et"),
    (r"(fullmäktige|sektorn?|beredningen?)s?", r"\1"),
)


_GENITIVE = re.compile(
    r"((?:nämnden|nämnd|förvaltning(?:en)?|styrelsen?|(?:utskott|kontor|bolag|förbund)(?:et)?|fullmäktige|AB))s$"
)


def normal_name(text: str) -> str:
    """Return a name to compare by: lower case, definite, without genitive, hyphens or commas."""
    words = " ".join(re.sub(r"[-,.]", " ", squash(text).casefold()).split())
    for ending, form in _FORMS:
        words = re.sub(rf"{ending}$", form, words)
    words = words.replace("styrelseen", "styrelsen")
    return re.sub(r"^(?:ab|aktiebolaget) (.+)|(.+) (?:ab|aktiebolag)$", lambda m: f"{m[1] or m[2]} ab", words)


def organisation_id(name: str) -> str:
    """Return the slug of a name, equal for all forms of it: "barn-och-utbildningsnamnden"."""
    plain = normal_name(name).translate(str.maketrans("åäæöøéèüáà", "aaaooeeuaa"))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def find_organisations(text: str) -> list[Found[Organisation]]:
    """Return the bodies named in a text, in order; "nämnden" alone names none. See data/organisations.toml."""
    out = []
    for match in matches(text, "organisations"):
        if match.rule["value"] == "none":
            continue
        name = _GENITIVE.sub(r"\1", text[match.start : match.end])
        item = Organisation(name, organisation_id(name), match.rule["value"])
        out.append(Found(match.start, match.start + len(name), item))
    return out


_SHORT = re.compile(r"\s*\(\s*(?P<short>[A-ZÅÄÖ]{2,6})\s*\)")


def find_abbreviations(text: str) -> dict[str, str]:
    """Return the names of bodies by the short forms that the text itself gives them: "Socialnämnden (SN)".

    The letters must stand in the name in that order; a short form given to two bodies is left out.
    """
    meant: dict[str, set[str]] = {}
    for found in find_organisations(text):
        given = _SHORT.match(text, found.end) or _SHORT.match(text, found.end + 1)
        if given and re.search(".*".join(given["short"].casefold()), found.item.name.casefold()):
            meant.setdefault(given["short"], set()).add(found.item.name)
    return {short: names.pop() for short, names in meant.items() if len(names) == 1}


# Words that tell two bodies apart though the rest is the same
_TELLS_APART = re.compile(r"\b(?:norra|södra|östra|västra|centrala|nord|syd|öst|väst|nordost|sydväst|\d+|[ivx]+)\b")


@lru_cache(maxsize=4096)
def same_organisation(a: str, b: str) -> bool:
    """Say whether two printed names are one body, a misprint or a hyphen apart; in doubt they are two.

    Word by word, so that "Kulturnämnden" never is "Kultur- och fritidsnämnden".
    """
    first, second = normal_name(a), normal_name(b)
    if first == second:
        return True
    one, two = first.split(), second.split()
    if len(one) != len(two) or _TELLS_APART.findall(first) != _TELLS_APART.findall(second):
        return False
    # one misprint in a word of some length; short words ("barn", "kultur") leave no room for one
    return all(x == y or (min(len(x), len(y)) >= 10 and fuzz.ratio(x, y) >= 93) for x, y in zip(one, two, strict=True))
