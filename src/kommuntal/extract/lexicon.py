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
def pattern(name: str, key: str) -> re.Pattern[str]:
    """Return what matches any phrase of one list: whole words, `*` for any letters, a space for any spaces."""
    phrases = sorted(data(name)[key], key=len, reverse=True)
    parts = [re.escape(p).replace(r"\*", r"[\w-]*").replace(r"\ ", r"\s+") for p in phrases]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])", re.IGNORECASE)


@cache
def says(label: str, key: str) -> bool:
    """Say whether a row's label or a column's header holds a word of that list of `labels.toml`."""
    return pattern("labels", key).search(label) is not None
