"""Check enumerations: that as many things are named as announced, and that a list that stands again is whole."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, permutations

from kommuntal.extract.enumerations import BULLET, bare
from kommuntal.extract.lexicon import data, phrases
from kommuntal.reconcile.by_document import by_document
from kommuntal.reconcile.finding import Place, in_both, make_finding, place_around, place_of
from kommuntal.reconcile.grid import chains
from kommuntal.reconcile.mentioned_names import typed_pages
from kommuntal.reconcile.names import Name, is_slip
from kommuntal.schema import Cell, Finding, Mention, Records
from kommuntal.schema.enums import FindingKind, MentionKind, Severity
from kommuntal.swedish.numbers import number_word
from kommuntal.swedish.variants import Variation, content, same_word, variation, words

SURE = 0.75  # confidence of an enumeration that may be held against something
BESIDE = 25  # letters before and after an enumeration in which a word may leave it open
COUNTED = range(2, 21)
PLAIN = 2  # words of items that no comma can stand inside of
SETS = 50  # enumerations of sets that are held against each other
LISTED = 5  # items of a list that a table must have all of
MATCHED = 4  # of them that the table has word for word


def check(records: Records) -> Records:
    """Return a note for each enumeration that another count, enumeration or table speaks against."""
    listed = by_document(
        mention
        for mention in sorted(records.mentions, key=lambda m: (m.page or 0, m.top or 0.0))
        if mention.kind == MentionKind.LIST and mention.confidence >= SURE and not _is_open(mention)
    )
    # what recognition loses, a comma or a line of a list, would be missed here
    typed = typed_pages(records)
    whole = {d: [m for m in mentions if (d, m.page) in typed] for d, mentions in listed.items()}
    out = Records()
    for document_id, mentions in listed.items():
        out.findings += [finding for m in whole[document_id] if (finding := _miscounted(m))]
        out.findings += _shortened(mentions)
    tables: dict[str, list[list[Cell]]] = defaultdict(list)
    for table in _tables(records):
        if all((cell.document_id, cell.page) in typed for cell in table):
            tables[table[0].document_id].append(table)
    for document_id, mentions in whole.items():
        for mention in mentions:
            if _says("required", mention.sentence or mention.text):
                out.findings += _left_out(mention, tables[document_id])
    return out


def items_of(mention: Mention) -> tuple[str, ...]:
    """Return what an enumeration names."""
    return tuple(mention.value.split("; "))


def _is_open(mention: Mention) -> bool:
    """Say whether words in or beside an enumeration tell that more could be named: "bland annat", "m.m."."""
    sentence = mention.sentence or mention.text
    at = max(sentence.find(mention.text), 0)
    return _says("open", sentence[max(0, at - BESIDE) : at + len(mention.text) + BESIDE])


def _says(key: str, text: str) -> bool:
    """Say whether a text holds a word of that list."""
    return bool(phrases(tuple(data("enumerations")["checks"][key])).search(text))


def _miscounted(mention: Mention) -> Finding | None:
    opened, after = _parted(mention)
    stated = _stated(opened.rstrip(" :•"))
    if stated is None or any(_number(item.split()[0]) > 1 for item in items_of(mention)):
        return None  # "fem mål: tre nås, två nås inte" counts, and enumerates nothing
    least, most = _counts(after, items_of(mention))
    if least <= stated[0] <= most:
        return None
    named = least if stated[0] < least else most
    return _note(
        place_of(mention, mention.text),
        None,
        *in_both(
            "Här anges ”{stated}”, men {n} räknas upp.",
            "“{stated}” is announced here, but {n} are listed.",
            stated=stated[1],
            n=str(named),
        ),
        expected=str(named),
        found=stated[1],
        confidence=mention.confidence,
    )


def _parted(mention: Mention) -> tuple[str, str]:
    """Return the words of an enumeration before its first item, and the rest."""
    at = max(mention.text.casefold().find(items_of(mention)[0].casefold()), 0)
    return mention.text[:at], mention.text[at:]


def _stated(opened: str) -> tuple[int, str] | None:
    """Return the number that the last words before the items announce and those words: "tre mål"."""
    printed = opened.split()
    numbers = [(n, value) for n, word in enumerate(printed) if (value := _number(word))]
    if len(numbers) != 1 or not 1 <= len(printed) - 1 - numbers[0][0] <= 3:
        return None
    at, value = numbers[0]
    before = [word.casefold() for word in printed[max(0, at - 3) : at]]
    words_of = data("enumerations")["checks"]
    beside = {*before[-1:], *(word.casefold() for word in printed[at:])}
    if value not in COUNTED or beside & set(words_of["no_count"]) or set(before) & set(words_of["part"]):
        return None
    return (value, " ".join(printed[at:])) if _says("counted", printed[-1]) else None


def _number(word: str) -> int:
    return int(word) if re.fullmatch(r"\d{1,2}", word) else int(number_word(word) or 0)


def _counts(after: str, items: Sequence[str]) -> tuple[int, int]:
    """Return the fewest and the most things that the words of an enumeration can be understood to name."""
    if BULLET.strip() in after:
        return len(items), len(items)
    joined = len(re.findall(r"\b(?:och|samt|eller|respektive)\b", " ".join(items)))
    parted = ";" in after or all(len(item.split()) <= PLAIN or item[:1].isupper() for item in items)
    return (len(items) if parted else 1), len(items) + joined


def _shortened(mentions: Iterable[Mention]) -> Iterator[Finding]:
    """Yield the enumerations of one set that lack one of the things that another of it names.

    Of other things, now some are meant and now others: "stöd till barn, unga och äldre", "stöd till barn och unga".
    """
    first: dict[tuple[str, frozenset[str]], Mention] = {}
    for mention in mentions:
        if noun := _fixed(mention):
            first.setdefault((noun, frozenset(words(mention.value))), mention)
    told: set[str] = set()
    for ((noun, _), whole), ((other, _), part) in permutations(islice(first.items(), SETS), 2):
        missing = _missing(whole, part) if same_word(noun, other) else None
        if missing and part.mention_id not in told:
            told.add(part.mention_id)
            yield _one_short(whole, part, missing)


def _fixed(mention: Mention) -> str | None:
    """Return what an enumeration is of, if there is one set of it and no word says that it was another then."""
    sentence = mention.sentence or mention.text
    if _says("time", sentence) or re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", sentence):
        return None
    nouns = content(words(_parted(mention)[0]))
    return next((noun for noun in nouns if noun in data("enumerations")["words"]["fixed"]), None)


def _missing(whole: Mention, part: Mention) -> str | None:
    """Return the one thing that a longer enumeration names and a shorter one of the same does not."""
    more, fewer = items_of(whole), items_of(part)
    lacking = [item for item in more if not any(variation(item, other) is Variation.SAME for other in fewer)]
    if len(lacking) != 1 or len(more) != len(fewer) + 1:
        return None
    said = set(words(part.sentence or part.text))
    return None if all(any(same_word(w, v) for v in said) for w in content(words(lacking[0]))) else lacking[0]


def _one_short(whole: Mention, part: Mention, missing: str) -> Finding:
    return _note(
        place_of(part, part.text),
        place_of(whole, whole.text),
        *in_both(
            "”{b}” på sidan {q} nämner inte ”{missing}”, som ”{a}” på sidan {p} gör.",
            "“{b}” on page {q} does not name “{missing}”, as “{a}” on page {p} does.",
            a=whole.text,
            b=part.text,
            missing=missing,
            p=str(whole.page),
            q=str(part.page),
        ),
        expected=missing,
        confidence=min(whole.confidence, part.confidence),
    )


def _tables(records: Records) -> Iterator[list[Cell]]:
    """Yield the cells of each table with words in them, its parts over pages as one."""
    cells: dict[str, list[Cell]] = {}
    for cell in records.cells:
        if re.search(r"[^\W\d_]{3}", cell.text):
            cells.setdefault(cell.table_id, []).append(cell)
    for parts in chains(records.tables):
        if table := [cell for part in parts for cell in cells.get(part.table_id, [])]:
            yield table


def _left_out(mention: Mention, tables: Iterable[Sequence[Cell]]) -> Iterator[Finding]:
    """Yield the one thing that a list of what must be there names and a table that has the rest does not.

    Where another table has it all, or lacks something else, the tables are no answers to the list.
    """
    items = items_of(mention)
    if len(items) < LISTED:
        return
    answers = [answer for table in tables if (answer := _answer(mention, items, table))]
    if len({lacking for lacking, _ in answers}) == 1 and answers[0][0]:
        yield from (_absent(mention, lacking, len(items), cells) for lacking, cells in answers)


def _answer(mention: Mention, items: Sequence[str], table: Sequence[Cell]) -> tuple[str, list[Cell]] | None:
    """Return which of the items a table lacks ("" where none) and the rows of the others; None for a table of other
    things, or with the items in another order."""
    labels = [(bare(cell.text), cell) for cell in table if cell.column == 0 and cell.page != mention.page]
    same: dict[str, Cell] = {}
    lacking = []
    for item in items:
        named = [cell for label, cell in labels if variation(item, label) in (Variation.SAME, Variation.WORDS)]
        if named:
            same[item] = named[0]
        elif not any(is_slip(Name(item, cell), Name(label, cell)) for label, cell in labels):
            lacking.append(item)
    places = [(cell.page or 0, cell.row) for cell in same.values()]
    if len(same) < max(MATCHED, len(items) - 2) or len(lacking) > 1 or places != sorted(places):
        return None
    said = {w for cell in table for w in words(cell.text)}
    beside = all(any(same_word(w, v) for v in said) for item in lacking for w in content(words(item)))
    return ("" if beside else lacking[0]), list(same.values())


def _absent(mention: Mention, item: str, of: int, cells: Sequence[Cell]) -> Finding:
    return _note(
        place_of(mention, item),
        place_around(cells, cells[-1].text),
        *in_both(
            "Listan på sidan {p} har {n} punkter; tabellen på sidan {q} har alla utom ”{item}”.",
            "The list on page {p} has {n} items; the table on page {q} has all but “{item}”.",
            p=str(mention.page),
            q=str(cells[0].page),
            n=str(of),
            item=item,
        ),
        expected=item,
        confidence=min(mention.confidence, *(cell.confidence for cell in cells)),
    )


def _note(
    left: Place,
    right: Place | None,
    message: str,
    message_en: str,
    *,
    expected: str | None = None,
    found: str | None = None,
    confidence: float,
) -> Finding:
    return make_finding(
        FindingKind.CLAIM,
        left,
        right,
        message,
        message_en,
        severity=Severity.NOTE,
        expected=expected,
        found=found,
        confidence=confidence,
    )
