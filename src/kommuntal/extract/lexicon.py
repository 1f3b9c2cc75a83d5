"""Word lists kept as data files, and whether a label holds one of their words."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def data(name: str) -> dict[str, Any]:
    """Return the data file `extract/data/NAME.toml`, read once."""
    return tomllib.loads(files("kommuntal.extract").joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))


@cache
def phrases(listed: tuple[str, ...]) -> re.Pattern[str]:
    """Return what matches any of the phrases: whole words, `*` for any letters, a space for any spaces."""
    parts = [
        re.escape(p).replace(r"\*", r"[\w-]*").replace(r"\ ", r"\s+") for p in sorted(listed, key=len, reverse=True)
    ]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])", re.IGNORECASE)


@cache
def says(label: str, key: str) -> bool:
    """Say whether a row's label or a column's header holds a word of that list of `labels.toml`.

    A word broken without a hyphen in a narrow cell ("Budgetav vikelse") is found too.
    """
    words = phrases(tuple(data("labels")[key]))
    return bool(words.search(label) or words.search(unbroken(label)))


@cache
def opens_or_closes(label: str, key: str) -> bool:
    """Say whether a label begins or ends with a word of that list: "Summa nämnder", "Kommunen totalt", but not
    "Frånvaro (totalt antal dagar)"."""
    spans = [m.span() for m in phrases(tuple(data("labels")[key])).finditer(label)]
    return any(not re.search(r"\w", label[:start]) or not re.search(r"\w", label[end:]) for start, end in spans)


def unbroken(label: str) -> str:
    """Return a label with words that a narrow cell may have broken put together again; too much is, for searching."""
    return re.sub(r"(?<=[^\W\d_]) (?=[a-zåäöé])", "", label)
