"""Bodies of a municipality by their names: who meets, who proposes, who decides."""

import re

from kommuntal.swedish.text import squash

_NOUN = (
    r"(?:nämnd(?:en)?|styrelse(?:n)?|fullmäktige|utskott(?:et)?|beredning(?:en)?|presidium|presidiet|kommitté(?:n)?"
    r"|direktion(?:en)?|råd(?:et)?|revisorer(?:na)?|revision(?:en)?|delegation(?:en)?|bolagsstämma(?:n)?|förbund(?:et)?)"
)
_WHOLE = rf"(?:(?:[\w]+-,? )*[\w]+- och )?(?:\w+a )?[\w-]*{_NOUN}"  # "Tekniska nämnden", "Kultur- och fritidsnämnden"
_NAME = "|".join(
    (
        r"nämnden för \w+(?:(?:,| och) \w+){0,2}",
        r"gemensam(?:ma)? nämnd(?:en)? för \w+(?:(?:,| och) \w+)?",
        rf"{_WHOLE}s? (?:[\w-]+ och )?[\w-]*{_NOUN}",  # "Socialnämndens arbetsutskott"
        _WHOLE,
    )
)
_BODY = re.compile(rf"(?:\d{{1,2}}[.)]\s+|[A-Z][.)]\s+)?(?P<name>{_NAME})(?P<genitive>s)?(?![\w-])", re.IGNORECASE)
_NOT_ONE = {
    "nämnd",
    "styrelse",
    "utskott",
    "beredning",
    "råd",
    "revision",
    "delegation",
    "förbund",
    "kommitté",
    "förslag",
}
ALONE = {
    "nämnden",
    "styrelsen",
    "utskottet",
    "beredningen",
    "rådet",
    "presidiet",
    "arbetsutskottet",
    "fullmäktige",
}


def leading_body(text: str) -> str | None:
    """Return the body whose name opens the text ("Socialnämnden beslutar ..."), as printed but for its first letter,
    which becomes a capital; None where none does. "Nämnden" alone is no name."""
    m = _BODY.match(squash(text))
    if not m or m["name"].lower() in _NOT_ONE | ALONE:
        return None
    return capital(m["name"])


def whole_body(text: str) -> str | None:
    """Return the body that is the whole text: "SOCIALNÄMNDEN" gives "Socialnämnden"; None for any other text."""
    name = squash(text).rstrip(" :.")
    m = _BODY.fullmatch(name)
    if not m or name.lower() in _NOT_ONE | ALONE or m["genitive"]:
        return None
    return capital(name.lower() if name.isupper() else name)


def trailing_body(text: str) -> str | None:
    """Return the body whose name, full or short ("KSAU"), ends the text; None where none does."""
    short = re.search(r"(?<![\w-])[A-ZÅÄÖ]{2,6}$", text)
    if short:
        return short[0]
    ends = (m for m in _BODY.finditer(text) if m.end() == len(text) and not m["genitive"])
    name = next((m["name"] for m in ends), None)
    return name if name and name.lower() not in _NOT_ONE else None


def own_part(name: str, meets: str) -> str | None:
    """Return the full name of "Arbetsutskottet" where `meets` is its nämnd, of "Nämnden" where `meets` is a part of
    it, and `meets` itself where it is meant; None for a name that says not whose it is.

    >>> own_part("Arbetsutskottet", "Socialnämnden"), own_part("Nämnden", "Socialnämndens arbetsutskott")
    ('Socialnämndens arbetsutskott', 'Socialnämnden')
    """
    called = name.lower()
    whole, _, part = meets.rpartition("s ")
    if called in ("nämnden", "styrelsen", "fullmäktige"):
        return next((body for body in (whole, meets) if body.lower().endswith(called)), None)
    noun = re.fullmatch(r"(?P<part>\w*utskott)et|presidiet", called)
    if noun is None:
        return None
    part_noun = noun["part"] or "presidium"
    if part.lower().endswith(part_noun):
        return meets
    return f"{meets}s {part_noun}" if meets.lower().endswith(("nämnden", "styrelsen")) else None


def capital(name: str) -> str:
    return name[:1].upper() + name[1:]
