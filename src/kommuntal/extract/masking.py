"""Personal numbers and private persons' names, taken out of the records of a document before they are published.

Personal numbers are sure (a date and a check digit), so they go wherever they stand. A name goes only where a rule says
that it is a private person's: it stands beside a personal number, or after the word for a party of a case, or in the
papers of a body that decides about persons; then it goes everywhere in that document. A name that stands with a role
or a political party is an official's or an elected member's and stays.
"""

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

import msgspec

from kommuntal.extract.lexicon import data
from kommuntal.schema import Cell, Record, Records
from kommuntal.schema.fields import fields

NUMBER, NAME = "[personnummer]", "[namn]"
VALUES = ("value", "value_low", "value_high")  # what may have been read from the digits of a personal number
ADDRESSES = ("source_url", "file_name")
TEMPORARY = 60  # added to the day in a samordningsnummer

_HYPHEN = r"\s?[-‐‑–−+]\s?"
_PARTS = r"((?:18|19|20)?\d\d)(\d\d)(\d\d)"
_IN_TEXT = re.compile(rf"(?<!\d[.,])(?<![\w/=-]){_PARTS}(?:{_HYPHEN})?(\d{{4}})(?!\w|[.,:/-]\d)")
_IN_ADDRESS = re.compile(rf"(?<!\d){_PARTS}[-–+](\d{{4}})(?!\d)")  # ten bare digits there may be any id

_WORD = r"[A-ZÅÄÖÉ][a-zåäöéèüáóíøæ'’]+(?:[A-ZÅÄÖ][a-zåäöé]+)?(?:-[A-ZÅÄÖÉ][a-zåäöéèü]+)*"
_PERSON = rf"{_WORD}(?: (?:von|af|de|van|{_WORD}|[A-ZÅÄÖ]\.?)){{0,2}} {_WORD}"
_ASIDE = r"(?:[\s,;:(]|(?:med |pers\.|person)?(?:nummer|nr|pnr|född)\b\.?){1,6}"
_BESIDE = (
    re.compile(rf"(?<![\w-])({_WORD}, {_WORD}|{_PERSON}){_ASIDE}{re.escape(NUMBER)}"),
    re.compile(rf"{re.escape(NUMBER)}[\s,;:)]{{1,3}}({_PERSON})(?![\w-])"),
)
_NAMED = re.compile(rf"(?<![\w-])({_PERSON})(?![\w-])")
_ELECTED = re.compile(rf"({_PERSON}) ?\([A-ZÅÄÖ]{{1,4}}\)")


def mask_people(records: Records) -> Records:
    """Return the records of one document with `[personnummer]` and `[namn]` for what is not to be published.

    A number read from a text that held a personal number becomes null. `documents.masked` says how many different
    numbers and names went; which they were is kept nowhere.
    """
    numbers = {n for text, address in _texts(records) for n in _numbers_in(text, address)}
    masked = _replaced(records, _without_numbers) if numbers else records
    names = _private_names(masked)
    if names:
        private = re.compile(rf"(?<![\w-])(?:{_any_of(names)})(?=s?(?![\w-]))")
        masked = _replaced(masked, lambda text, address: private.sub(NAME, text))
    count = len(numbers) + len({frozenset(w.rstrip("s") for w in re.findall(r"\w+", name)) for name in names})
    documents = [msgspec.structs.replace(d, masked=count) for d in masked.documents]
    return msgspec.structs.replace(masked, documents=documents)


# ---- the texts of records --------------------------------------------------------------------------------------------


@cache
def _text_fields(dataset: str) -> tuple[str, ...]:
    """Return the fields that hold words from the page: texts, but for ids and fixed words."""
    return tuple(
        f.name
        for f in fields(dataset)
        if f.kind == "string"
        and not (f.enum or f.column.key or f.column.refers_to or f.column.pattern or f.name.endswith("_id"))
    )


def _texts(records: Records) -> Iterator[tuple[str, bool]]:
    """Yield every text, and whether it is an address."""
    for dataset, rows in records:
        for row in rows:
            for name in _text_fields(dataset):
                if text := getattr(row, name):
                    yield text, name in ADDRESSES


def _replaced(records: Records, change: Callable[[str, bool], str]) -> Records:
    """Return the records with every text changed so, and without the numbers read from a text that lost its own."""
    out = Records()
    for dataset, rows in records:
        setattr(out, dataset, [_changed(dataset, row, change) for row in rows])
    return out


def _changed(dataset: str, row: Record, change: Callable[[str, bool], str]) -> Record:
    new: dict[str, str | None] = {}
    for name in _text_fields(dataset):
        if (text := getattr(row, name)) and (changed := change(text, name in ADDRESSES)) != text:
            new[name] = changed
    if not new:
        return row
    if any(NUMBER in text for text in new.values() if text):
        new |= dict.fromkeys((name for name in VALUES if name in row.__struct_fields__), None)
    return msgspec.structs.replace(row, **new)


# ---- personal numbers ------------------------------------------------------------------------------------------------


def _numbers_in(text: str, address: bool) -> Iterator[str]:
    """Yield the personal numbers of a text as ten digits."""
    for m in (_IN_ADDRESS if address else _IN_TEXT).finditer(text):
        if _is_personal(*m.groups()):
            yield "".join(m.groups())[-10:]


def _without_numbers(text: str, address: bool) -> str:
    pattern = _IN_ADDRESS if address else _IN_TEXT
    return pattern.sub(lambda m: NUMBER if _is_personal(*m.groups()) else m[0], text)


def _is_personal(year: str, month: str, day: str, last: str) -> bool:
    """Tell whether the parts are a personal or coordination number: a date, and the check digit of Luhn.

    The third digit of an organisation number is 2 or more, which no month begins with.
    """
    days = int(day) - TEMPORARY if int(day) > TEMPORARY else int(day)
    try:
        datetime.date(int(year) if len(year) == 4 else 2000 + int(year) % 4, int(month), days)
    except ValueError:
        return False
    digits = [int(d) for d in year[-2:] + month + day + last]
    doubled = [d * 2 if n % 2 == 0 else d for n, d in enumerate(digits)]
    return sum(d // 10 + d % 10 for d in doubled) % 10 == 0


# ---- private persons' names ------------------------------------------------------------------------------------------


def _private_names(records: Records) -> set[str]:
    """Return the names that a rule says are private persons', in records without personal numbers.

    A name goes as it is printed there; "Namnsson, Namn" also as "Namn Namnsson".
    """
    found: set[str] = set()
    kept = {p.officer for p in records.papers if p.officer}
    parties, roles = _party(), _role()
    individual = _decides_on_persons(records)
    for text, address in _texts(records):
        if individual and not address:
            found |= {m[1] for m in _NAMED.finditer(text)}
        if NUMBER in text:
            found |= {m[1] for pattern in _BESIDE for m in pattern.finditer(text)}
        found |= {m[1] for m in parties.finditer(text)}
        kept |= {m[1] for pattern in (_ELECTED, roles) for m in pattern.finditer(text)}
    found |= set(_in_tables(records.cells))
    found = {name for name in found if not any(map(_is_other, re.findall(r"[\w-]+", name)))}
    found |= {f"{first} {last}" for name in found if ", " in name for last, first in [name.split(", ")]}
    found |= {name[:-1] for name in found if name.endswith("s")}  # "sökande Test Testssons ansökan"
    return {name for name in found if not any(name in other or other in name for other in kept)}


def _decides_on_persons(records: Records) -> bool:
    """Tell whether the document is of a body whose cases are persons: there a name needs no word that says so."""
    bodies = [d.organisation for d in records.documents] + [m.body for m in records.meetings]
    return any(word in (body or "").lower() for body in bodies for word in data("people")["individual_bodies"])


def _in_tables(cells: Sequence[Cell]) -> Iterator[str]:
    """Yield the names in columns of persons, in the rows of a table that have a personal number."""
    heads: dict[tuple[str, int], str] = {}
    numbered: set[tuple[str, int]] = set()
    for cell in cells:
        if cell.is_header:
            heads[cell.table_id, cell.column] = f"{heads.get((cell.table_id, cell.column), '')} {cell.text}".strip()
        if NUMBER in cell.text:
            numbered.add((cell.table_id, cell.row))
    for cell in cells:
        head = heads.get((cell.table_id, cell.column), "").lower().rstrip(" :")
        if (cell.table_id, cell.row) not in numbered or head not in data("people")["columns"]:
            continue
        if m := re.fullmatch(rf"{_WORD}, {_WORD}|{_PERSON}", cell.text.strip()):
            yield m[0]


@cache
def _party() -> re.Pattern[str]:
    return re.compile(rf"\b(?i:{_any_of(data('people')['parties'])})(?: är|[:,])? ({_PERSON})(?![\w-])")


@cache
def _role() -> re.Pattern[str]:
    return re.compile(rf"(?i:{_any_of(data('people')['roles'])})(?:e?n|s)?[:,]? ({_PERSON})")


def _is_other(word: str) -> bool:
    """Tell whether a capitalised word is none of a person's name: "Avslag", "Socialnämnden", "AB"."""
    return word.lower() in data("people")["others"] or word.lower().endswith(tuple(data("people")["endings"]))


def _any_of(listed: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(listed, key=lambda text: (-len(text), text))))
