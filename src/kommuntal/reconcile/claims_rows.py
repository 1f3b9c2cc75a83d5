"""The rows of a document's tables by the words of their labels, so that a sentence finds the rows that it names."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from kommuntal.schema import Figure, Section, Table
from kommuntal.swedish.text import squash

WORD = re.compile(r"[^\W\d_]{3,}")
CODE = re.compile(r"(?<!\w)[A-ZÅÄÖ]{2,4}(?!\w)")  # "ÄO", "VA", "HR": short forms that tell two rows apart
VARIANT = re.compile(r"(?:\w+ )?\w*resultat\w*\s+(?:exkl|exklusive|inkl|inklusive|före|efter|utan)\b", re.IGNORECASE)
BODY_WORD = re.compile(r"\w{4}(?P<kind>nämnd|förvaltning|styrelse|kontor|bolag)(?:en|et)?s?$")
SUM = re.compile(r"(?:summa|totalt?|totala)\b", re.IGNORECASE)
LIKE = 0.6  # two words that share most of their first part ("investeringsprojekt", "investeringsredovisning")
PREFIX = 4  # letters by which words are indexed
NET = re.compile(r"^(?:netto|brutto)(?=\w{6})")


@dataclass(frozen=True)
class Row:
    """A row of figures. `words` are those of its label that tell it apart; a row without any is the whole table's.

    `common` are those that every row of several words has ("Investeringar A", "Investeringar B"); `headings` the one
    that its table stands under.
    """

    table: Table
    label: str
    words: tuple[str, ...]
    figures: tuple[Figure, ...]
    common: frozenset[str] = frozenset()
    headings: tuple[str, ...] = ()

    @property
    def about(self) -> str:
        """What its table is about: its title and the heading above it."""
        return " ".join(filter(None, (self.table.title, *self.headings)))

    @property
    def is_whole(self) -> bool:
        return not self.words and bool(words_of(self.label))

    @property
    def is_total(self) -> bool:
        """Whether its label says that it is a sum."""
        return SUM.match(self.label) is not None

    @property
    def is_sum(self) -> bool:
        """Whether it is the sum of what its section is about: "Summa investeringar", "Investeringsredovisning"."""
        about = words_of(" ".join(self.headings))
        return self.is_total and all(any(same_word(word, other) >= LIKE for other in about) for word in self.words)

    @property
    def is_variant(self) -> bool:
        """Whether it is the whole with or without something: "Resultat exkl jämförelsestörande poster"."""
        return bool(self.words) and VARIANT.match(self.label) is not None


@dataclass(frozen=True)
class Rows:
    """All rows of one document, and where each word leads."""

    rows: tuple[Row, ...]
    by_prefix: dict[str, tuple[int, ...]]

    def named_in(self, words: Iterable[str]) -> list[Row]:
        """Return the rows with a word that begins as one of these does, the wholes and their variants."""
        hits = {n for word in words for n in self.by_prefix.get(word[:PREFIX].casefold(), ())}
        return [row for n, row in enumerate(self.rows) if n in hits or row.is_whole or row.is_variant]


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("kommuntal.reconcile").joinpath("data", "claims.toml").read_text(encoding="utf-8"))


@cache
def _listed(key: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word).replace(r"\*", r"\w*") for word in _data()[key]))


@lru_cache(maxsize=65536)
def _long_form(word: str) -> str:
    for short, long in _data()["synonyms"].items():
        word = re.sub(f"^{short}", long, word)
    return word


@lru_cache(maxsize=65536)
def is_listed(word: str, key: str) -> bool:
    """Say whether a word in lower case is on that list of data/claims.toml."""
    return _listed(key).fullmatch(word) is not None


@lru_cache(maxsize=16384)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text: those of three letters or more in lower case, short forms as printed."""
    plain = squash(text)
    shouted = plain.upper() == plain and len(plain) > len("XXXX XXXX")
    codes = set() if shouted else set(CODE.findall(plain))
    return (*(_long_form(w.casefold()) for w in WORD.findall(plain) if w not in codes), *sorted(codes))


@lru_cache(maxsize=8192)
def telling_words(label: str) -> tuple[str, ...]:
    """Return the words of a label that tell its row from others: no small words, none of measure, time or total."""
    return tuple(w for w in words_of(label) if not any(is_listed(w, key) for key in ("whole", "measures", "small")))


def rows_of(figures: Sequence[Figure], tables: Mapping[str, Table], sections: Sequence[Section] = ()) -> Rows:
    """Return the rows of one document's figures that have a label and a value."""
    grouped: dict[tuple[str, int], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.value is not None and figure.line_item_raw:
            grouped[(figure.table_id, figure.row)].append(figure)
    with_result = {f.table_id for f in figures if "resultat" in (f.line_item_raw or "").casefold()}
    above = {section.section_id: section.heading for section in sections}
    rows = tuple(
        _row(tables[table], group, above, table in with_result)
        for (table, _), group in sorted(grouped.items())
        if table in tables
    )
    longer: dict[str, list[set[str]]] = defaultdict(list)
    for row in rows:
        if len(row.words) > 1:
            longer[row.table.table_id].append(set(row.words))
    common = {table: frozenset(set.intersection(*words)) for table, words in longer.items() if len(words) > 1}
    labels = {(row.table.table_id, frozenset(row.words)) for row in rows}
    rows = tuple(
        replace(row, common=_common_of(row, common.get(row.table.table_id, frozenset()), labels)) for row in rows
    )
    by_prefix: dict[str, list[int]] = defaultdict(list)
    for n, row in enumerate(rows):
        for prefix in {word[:PREFIX].casefold() for word in row.words}:
            by_prefix[prefix].append(n)
    return Rows(rows, {prefix: tuple(found) for prefix, found in by_prefix.items()})


def _row(table: Table, figures: Sequence[Figure], above: Mapping[str, str], has_result: bool) -> Row:
    label, heading = figures[0].line_item_raw or "", above.get(table.section_id or "")
    headings = (heading,) if heading else ()
    return Row(table, label, _telling(label, has_result), tuple(figures), headings=headings)


def _common_of(row: Row, common: frozenset[str], labels: set[tuple[str, frozenset[str]]]) -> frozenset[str]:
    """Return what a row shares with its likes, unless it is what tells it from another: "Inkomster", "Inkomster VA"."""
    return frozenset() if (row.table.table_id, frozenset(row.words) - common) in labels else common


def _telling(label: str, has_result: bool) -> tuple[str, ...]:
    """Return the words that tell a row apart; none of a net cost that is what its table comes to."""
    words = telling_words(label)
    if len(words) < len(words_of(label)) and all(is_listed(word, "bodies") for word in words):
        return ()  # "Summa nämnden"; "Nämnden" alone is what its members cost
    return words if has_result or not all(is_listed(word, "net") for word in words) else ()


@lru_cache(maxsize=65536)
def same_word(a: str, b: str) -> float:
    """Return 1 for two forms of one word ("nämnden", "nämndens"), less for words that share a long first part
    ("investeringar", "investeringsbudgeten") or where one is cut short ("adm", "administration"), else 0."""
    if a == b:
        return 1.0
    if a.isupper() or b.isupper():
        return 0.95 * (_stands_for(a, b) or _stands_for(b, a))
    if NET.match(a) or NET.match(b):
        return 1.0 if _forms(a, b) else 0.8 * same_word(NET.sub("", a), NET.sub("", b))
    if _forms(a, b):
        return 1.0
    shorter, longer = sorted((a, b), key=len)
    common = _common(shorter, longer)
    if common >= max(7, len(shorter) - 3):
        return 0.8
    if len(shorter) == 3 == common and len(longer) >= 7:
        return 0.95
    return 0.6 if common >= 8 and common >= 0.6 * len(shorter) else 0.0


def _stands_for(short: str, name: str) -> bool:
    """Say whether capitals are the short form of a body's name: "KSF", "kommunstyrelseförvaltningen"."""
    body = BODY_WORD.search(name) if len(short) > len("VA") and short.isupper() else None
    return body is not None and all(
        (
            body["kind"].startswith(short[-1].casefold()),
            name.startswith(short[0].casefold()),
            re.search(".*".join(short[:-1].casefold()), name[: body.start("kind")]),
        )
    )


def _forms(a: str, b: str) -> bool:
    """Say whether two words differ in their ending at most; of short words less may differ."""
    shorter, longer = sorted((a, b), key=len)
    stem = len(shorter) - (1 if len(shorter) <= 6 else 2)
    return _common(shorter, longer) >= max(4, stem) and len(longer) - len(shorter) <= 4


def _common(a: str, b: str) -> int:
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
