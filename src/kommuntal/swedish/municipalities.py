"""The register of Sweden's municipalities, and which of them a text speaks of."""

import csv
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kommuntal.swedish.rules import data


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality: its name as printed, without genitive; SCB's four-digit code, None if not in the register."""

    name: str
    code: str | None


@cache
def register() -> dict[str, str]:
    """Return SCB's code by name for all 290 municipalities (source: SCB, regional divisions, unchanged since 2007)."""
    with files("kommuntal.swedish").joinpath("data", "municipalities.csv").open(encoding="utf-8") as file:
        return {row["name"]: row["code"] for row in csv.DictReader(file)}


def _web_name(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.casefold().translate(str.maketrans("åäö", "aao")))


@cache
def _forms() -> dict[str, str]:
    """Return the code by every form of a name before "kommun", lower case: with and without the genitive's s."""
    return {form: code for name, code in register().items() for form in (name.casefold(), f"{name.casefold()}s")}


@cache
def _web_forms() -> dict[str, str]:
    return {_web_name(name): name for name in register()}


_WORDING = re.compile(
    r"(?<![\w-])(?P<name>(?:[A-ZÅÄÖ][\wÅÄÖ]+[ -]){0,2}[A-ZÅÄÖ][\w]+)\s"
    r"(?P<kind>[Kk]ommun|KOMMUN|[Ss]tad|STAD)(?:s|S)?(?!\w)"
    r"|(?<!\w)(?P<region>(?:Region|REGION) (?:Gotland|GOTLAND))s?(?!\w)"
)
_WEB = re.compile(r"(?:www\.|@)(?:[\w-]+\.)*(?P<name>[a-z-]+)\.se(?!\w)", re.IGNORECASE)


@cache
def _no_names() -> frozenset[str]:
    return frozenset(data("organisations")["words"]["no_name"])


def _wording(name: str, kind: str) -> tuple[str, str | None] | None:
    """Return (name as printed, code) for the words before "kommun", taking as many of them as the register knows."""
    words = name.split(" ")
    for start in range(len(words)):
        form = " ".join(words[start:])
        code = _forms().get(form.casefold())
        if code:
            return f"{form} {kind}", code
    # an unknown name only in the genitive ("Granviks kommun"): "Trygg kommun" is a goal and "Gamla stad" a quarter
    unknown = kind.casefold() == "kommun" and words[-1][-1] in "sxzSXZ" and words[-1].casefold() not in _no_names()
    return (f"{words[-1]} {kind}", None) if unknown else None


def _in_title_case(name: str) -> str:
    shown = name.title() if name.isupper() else name
    return shown if not name.isupper() else shown.replace(" Kommun", " kommun").replace(" Stad", " stad")


def find_municipality(text: str) -> Municipality | None:
    """Return the municipality that a text names most often as "X kommun", "X stad" or "Region Gotland".

    Of those named equally often the first. Without such words a web or mail address at a municipality's own domain
    ("www.x.se") tells it; None where nothing does. A name that the register lacks has code None.
    """
    named: dict[str, Counter[Municipality]] = {}
    for hit in _WORDING.finditer(text):
        read = (hit["region"], "0980") if hit["region"] else _wording(hit["name"], hit["kind"])
        if read:
            name, code = _in_title_case(read[0]), read[1]
            named.setdefault(code or name, Counter())[Municipality(name, code)] += 1
    if named:
        return max(named.values(), key=Counter.total).most_common(1)[0][0]
    hosts = Counter(_web_forms()[name] for m in _WEB.finditer(text) if (name := _web_name(m["name"])) in _web_forms())
    if not hosts:
        return None
    name = hosts.most_common(1)[0][0]
    return Municipality(f"{name} kommun", register()[name])
