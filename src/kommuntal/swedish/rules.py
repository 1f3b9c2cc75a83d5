"""The words that carry meaning, matched by spaCy with rules from the data files.

Each file of `KINDS` in data/ holds `[[rule]]` tables with `phrases` in a small notation, compiled to token patterns:

    word         the word itself, in any case           a|b      either of them
    *end start*  a word by its ending or beginning      @list    any word of the file's `[words]` list
    word?        may be missing                         @list+   any number of words of the list, also none
    <*end>       the same with a capital first           #        a number in digits
    ...          up to six words, no mark and no conjunction between
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import compile_infix_regex, compile_prefix_regex

KINDS = ("measures", "hedges", "directions", "verdicts", "trends", "decisions", "documents", "organisations")

# what ends a clause: what is said on the other side is said of something else
CLAUSE = frozenset(
    [",", ";", ":", ".", "!", "?", "(", ")", "–", "-", "men", "dock", "medan", "däremot", "utan", "samt"]
)


@dataclass(frozen=True, slots=True)
class Match:
    """The characters `start..end` of a text fit one of the phrases of `rule`, a table of the data file."""

    start: int
    end: int
    rule: dict[str, Any]


@cache
def data(name: str) -> dict[str, Any]:
    """Return the data file `swedish/data/NAME.toml`, read once."""
    return tomllib.loads(files("kommuntal.swedish").joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))


def _options(word: str, words: dict[str, list[str]]) -> list[str]:
    return [
        option
        for part in word.split("|")
        for option in (_options("|".join(words[part[1:]]), words) if part.startswith("@") else [part])
    ]


def _token(word: str, words: dict[str, list[str]]) -> dict[str, Any]:
    if word.startswith("<"):
        ending = re.escape(word[1:-1]).replace(r"\*", r"[\w&-]*")
        return {"TEXT": {"REGEX": f"^(?=[A-ZÅÄÖÉ]){ending}$"}, "LOWER": {"NOT_IN": words.get("no_name", [])}}
    if word == "#":
        return {"TEXT": {"REGEX": r"^\d"}}
    options = _options(word, words)
    if any("*" in option for option in options):
        either = "|".join(re.escape(option).replace(r"\*", r"[\w-]*") for option in options)
        return {"LOWER": {"REGEX": f"^(?:{either})$"}}
    return {"LOWER": {"IN": options}}


def compile_phrase(phrase: str, words: dict[str, list[str]], language: Language) -> list[dict[str, Any]]:
    """Return the spaCy token pattern for a phrase in the notation above."""
    out: list[dict[str, Any]] = []
    for printed in phrase.split():
        times = {"?": "?", "+": "*"}.get(printed[-1]) if len(printed) > 1 else None
        word = printed[:-1] if times else printed
        if word == "...":
            token = {"LOWER": {"NOT_IN": sorted(CLAUSE)}, "OP": "{0,6}"}
            out.append(token)
        elif times or re.search(r"[|*@<#]", word):
            out.append(_token(word, words) | ({"OP": times} if times else {}))
        else:
            out += [{"LOWER": token.lower_} for token in language.tokenizer(word)]
    return out


@cache
def nlp() -> Language:
    """Return the one Swedish pipeline: a blank tokenizer and a ruler a kind, whose hits are `doc.spans[kind]`."""
    language = spacy.blank("sv")
    infixes = compile_infix_regex([*(language.Defaults.infixes or ()), "/"])
    prefixes = compile_prefix_regex([*(language.Defaults.prefixes or ()), "[<>≤≥]"])
    language.tokenizer.infix_finditer = infixes.finditer  # type: ignore[union-attr]
    language.tokenizer.prefix_search = prefixes.search  # type: ignore[union-attr]
    for kind in KINDS:
        ruler = language.add_pipe("span_ruler", name=kind, config={"spans_key": kind, "validate": False})
        words = data(kind).get("words", {})
        ruler.add_patterns(  # type: ignore[attr-defined]
            [
                {"label": str(index), "pattern": compile_phrase(phrase, words, language)}
                for index, rule in enumerate(data(kind)["rule"])
                for phrase in rule["phrases"]
            ]
        )
    return language


def _best(spans: Iterable[Span]) -> list[Span]:
    """Return those that do not overlap: the longest first, then by the order of the rules in the file."""
    taken: set[int] = set()
    out = []
    for span in sorted(spans, key=lambda s: (s.start - s.end, int(s.label_), s.start)):
        tokens = range(span.start, span.end)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            out.append(span)
    return sorted(out, key=lambda s: s.start)


@lru_cache(maxsize=512)
def _tokens(text: str) -> tuple[Doc, list[int]]:
    # spaCy makes a token of every space but a single ordinary one: match with single spaces, then go back
    at = [m.start() for m in re.finditer(r"\S|(?<=\S)\s(?=\s*\S)", text)]
    return nlp().make_doc("".join(" " if text[i].isspace() else text[i] for i in at)), at


@lru_cache(maxsize=1024)
def matches(text: str, kind: str) -> tuple[Match, ...]:
    """Return where the rules of one kind fit, in order; of overlapping ones the longest, then the first in the file."""
    doc, at = _tokens(text)
    found: Iterable[Span] = nlp().get_pipe(kind)(doc).spans[kind]
    rules = data(kind)["rule"]
    return tuple(Match(at[s.start_char], at[s.end_char - 1] + 1, rules[int(s.label_)]) for s in _best(found))
