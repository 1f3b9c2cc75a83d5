"""Bodies of a municipality, told by how their names end, and the municipality itself."""

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz import fuzz

from kommuntal.swedish.text import Found, squash


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body as printed, an id made of its normal name, and its kind (committee, board, council, company, ...)."""

    name: str
    organisation_id: str
    kind: str


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality; `code` is SCB's four digits, None for one that is not in the register."""

    name: str
    code: str | None


_CAP = r"[A-ZÅÄÖ][\w&-]*"
_SUFFIX = re.compile(
    r"(?<![\w-])(?P<name>"
    r"(?P<for>[Nn]ämnden för (?:\w+)(?:(?:,| och) (?:\w+))?)"
    r"|(?P<utskott>(?:(?:[Kk]ommunstyrelsens|[A-ZÅÄÖ]?\w+nämndens) )?\w*utskott(?:et)?)"
    r"|(?P<full>[Kk]ommunfullmäktige|[Ss]tadsfullmäktige|[Rr]egionfullmäktige)"
    r"|(?P<styr>[Kk]ommunstyrelse(?:n)?|[Ss]tadsstyrelsen|[Rr]egionstyrelse(?:n)?)"
    r"|(?P<namnd>(?:[\w]+-,? (?:[\w]+-,? )?och )?(?:[A-ZÅÄÖ]\w+a )?\w*nämnd(?:en)?)"
    r"|(?P<forv>(?:[\w]+- och )?\w*förvaltning(?:en)?)"
    r"|(?P<bolag>(?:" + _CAP + r" ){1,3}AB|AB (?:" + _CAP + r")(?: " + _CAP + r")?)"
    r")(?P<gen>s)?(?![\w-])"
)
_ALONE = {"nämnd", "nämnden", "förvaltning", "förvaltningen", "utskott", "utskottet"}
_KIND = {
    "for": "committee",
    "utskott": "subcommittee",
    "full": "council",
    "styr": "board",
    "namnd": "committee",
    "forv": "administration",
    "bolag": "company",
}


def normal_name(text: str) -> str:
    """Return a name to compare by: lower case, definite, without genitive, hyphens or commas."""
    words = re.sub(r"[-,.]", " ", squash(text).casefold()).split()
    out = " ".join(words)
    out = re.sub(r"(nämnd|förvaltning)(?:ens|s)?$", r"\1en", out)
    out = re.sub(r"(nämnden|förvaltningen|styrelsen|fullmäktige|utskottet|kontoret|bolaget)s$", r"\1", out)
    out = re.sub(r"styrelse$", "styrelsen", out)
    return re.sub(r"utskott$", "utskottet", out)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", normal_name(text).translate(str.maketrans("åäöéü", "aaoeu"))).strip("-")


def find_organisations(text: str) -> list[Found[Organisation]]:
    """Return the bodies named in a text, in order; "nämnden" alone names none."""
    out = []
    for hit in _SUFFIX.finditer(text):
        name = hit["name"]
        if name.casefold() in _ALONE:
            continue
        kind = next(k for group, k in _KIND.items() if hit[group])
        out.append(Found(hit.start("name"), hit.end("name"), Organisation(name, _slug(name), kind)))
    return out


@lru_cache(maxsize=4096)
def same_organisation(a: str, b: str) -> bool:
    """Say whether two printed names are one body, a misprint or hyphen apart; in doubt they are two."""
    first, second = normal_name(a), normal_name(b)
    if first == second:
        return True
    one, two = first.split(), second.split()
    if len(one) != len(two) or re.findall(r"\d+", first) != re.findall(r"\d+", second):
        return False
    return len(first) >= 12 and all(fuzz.ratio(x, y) >= 90 for x, y in zip(one, two, strict=True))


@cache
def register() -> dict[str, str]:
    """Return SCB's code by name for the 290 municipalities of Sweden."""
    with files("kommuntal.swedish").joinpath("data", "municipalities.csv").open(encoding="utf-8") as file:
        return {row["name"]: row["code"] for row in csv.DictReader(file)}


@cache
def _by_form() -> dict[str, str]:
    """Return the register name by every form before "kommun" or "stad", in lower case."""
    return {form: name for name in register() for form in (name.casefold(), name.casefold() + "s")}


_KOMMUN = re.compile(
    r"(?<![\w-])((?:[A-ZÅÄÖ][\wåäöÅÄÖ]+[ -])?[A-ZÅÄÖ][\wåäöÅÄÖ]+) "
    r"([Kk]ommuns?|[Ss]tads?|KOMMUNS?|STADS?)(?!\w)"
)
_NO_NAME = {
    "varje",
    "en",
    "vår",
    "denna",
    "vilken",
    "ingen",
    "annan",
    "respektive",
    "din",
    "region",
    "sveriges",
    "för",
    "i",
}


def find_municipality(text: str) -> Municipality | None:
    """Return the municipality a text speaks of: the one it names most often as "X kommun", "X stad" or "Region X"."""
    counts: dict[tuple[str, str | None], int] = {}
    for hit in _KOMMUN.finditer(text):
        words = hit[1].split(" ")
        for form in (hit[1], words[-1]):
            name = _by_form().get(form.casefold())
            if name:
                kommun = hit[0] if not hit[0].isupper() else hit[0].title()
                key = (kommun.removesuffix("s"), register()[name])
                counts[key] = counts.get(key, 0) + 1
                break
        else:
            form = words[-1]
            if form.casefold() not in _NO_NAME:
                kommun = f"{form.capitalize() if form.isupper() else form} {hit[2].casefold().removesuffix('s')}"
                counts[(kommun, None)] = counts.get((kommun, None), 0) + 1
    if not counts:
        return None
    name, code = max(counts, key=lambda k: counts[k])
    return Municipality(name, code)
