"""The words that carry meaning, matched by spaCy with rules from the data files.

Each file of `KINDS` in data/ holds `[[rule]]` tables with `phrases` in a small notation, compiled to token patterns:
`word` itself in any case, `a|b` either, `word?` may be missing, `*end` and `start*` by ending and beginning,
`@name` any word of the file's `[words]` list of that name, `...` up to six tokens within one clause.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import spacy
from spacy.language import Language
from spacy.util import compile_infix_regex, filter_spans

KINDS = ("measures", "hedges", "directions", "verdicts", "trends", "decisions", "documents")
_CLAUSE = [",", ";", ":", ".", "!", "?", "men", "dock", "medan", "däremot", "utan", "vilket", "samt"]


@dataclass(frozen=True, slots=True)
class Match:
    """The characters `start..end` fit one of the phrases of `rule`, a table of the data file."""

    start: int
    end: int
    rule: dict[str, Any]


@cache
def data(name: str) -> dict[str, Any]:
    """Return the data file `swedish/data/NAME.toml`, read once."""
    return tomllib.loads(files("kommuntal.swedish").joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))


def _token(word: str, words: dict[str, list[str]]) -> dict[str, Any]:
    options: list[str] = []
    for option in word.split("|"):
        options += words[option[1:]] if option.startswith("@") else [option]
    if any("*" in o for o in options):
        either = "|".join(re.escape(o).replace(r"\*", r"[\w-]*") for o in options)
        return {"LOWER": {"REGEX": f"^(?:{either})$"}}
    return {"LOWER": options[0]} if len(options) == 1 else {"LOWER": {"IN": options}}


def compile_phrase(phrase: str, words: dict[str, list[str]], tokenizer: Any) -> list[dict[str, Any]]:
    """Return the spaCy token pattern for a phrase in the notation above."""
    out: list[dict[str, Any]] = []
    for printed in phrase.split():
        if printed == "...":
            out.append({"LOWER": {"NOT_IN": _CLAUSE}, "OP": "{0,6}"})
            continue
        optional = {"OP": "?"} if printed.endswith("?") and len(printed) > 1 else {}
        word = printed[:-1] if optional else printed
        plain = not any(mark in word for mark in "|*@")
        out += [{**_token(p, words), **optional} for p in ([t.lower_ for t in tokenizer(word)] if plain else [word])]
    return out


@cache
def nlp() -> Language:
    """Return the one Swedish pipeline: a blank tokenizer and the rules, under `doc.spans["rules"]`."""
    pipeline = spacy.blank("sv")
    infixes = compile_infix_regex([*(pipeline.Defaults.infixes or ()), "/"])
    pipeline.tokenizer.infix_finditer = infixes.finditer  # type: ignore[union-attr]
    ruler = pipeline.add_pipe("span_ruler", config={"spans_key": "rules", "validate": False})
    for kind in KINDS:
        words = data(kind).get("words", {})
        ruler.add_patterns(  # type: ignore[attr-defined]
            [
                {"label": kind, "id": str(index), "pattern": compile_phrase(phrase, words, pipeline.tokenizer)}
                for index, rule in enumerate(data(kind)["rule"])
                for phrase in rule["phrases"]
            ]
        )
    return pipeline


@lru_cache(maxsize=512)
def _all_matches(text: str) -> dict[str, list[Match]]:
    # spaCy makes a token of every space but a single ordinary one: match on the text with single spaces, then go back
    at = [m.start() for m in re.finditer(r"\S|(?<=\S)\s(?=\s*\S)", text)]
    single = "".join(" " if text[i].isspace() else text[i] for i in at)
    doc = nlp()(single)
    out: dict[str, list[Match]] = {kind: [] for kind in KINDS}
    for kind in KINDS:
        for span in sorted(filter_spans([s for s in doc.spans["rules"] if s.label_ == kind])):
            rule = data(kind)["rule"][int(span.id_)]
            out[kind].append(Match(at[span.start_char], at[span.end_char - 1] + 1, rule))
    return out


def matches(text: str, kind: str) -> list[Match]:
    """Return where the rules of one kind match, the longest of overlapping ones, in order."""
    return _all_matches(text)[kind]
