"""What can be changed in a reading so that the document contradicts itself: where, how, and what else says it.

A mutant is one change of the words (or paths, images) on a page, as a slip of the pen would make it. All that is read
from the page afterwards is read from the changed page.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from random import Random

import msgspec

from kommuntal.extract.tables import cell_amount
from kommuntal.layout.model import Layout, Symbol
from kommuntal.layout.symbols import colour_name
from kommuntal.read.model import Box, Page, Reading
from kommuntal.reconcile.discover import identities
from kommuntal.reconcile.grid import Printed, grids
from kommuntal.reconcile.identities import Instance
from kommuntal.schema import Cell, Claim, Figure, Placed, Records
from kommuntal.schema.enums import LinkKind, LinkVerdict
from kommuntal.swedish.numbers import parse_number

MINUS = "-–−"
NUMBER = re.compile(r"\d(?:[\d\s\u2009\u202f]*\d)?(?:[,.]\d+)?")


@dataclass(frozen=True)
class Edit:
    """New texts of words of one page by their index, and new looks of its paths and images by theirs."""

    words: tuple[tuple[int, str], ...] = ()
    colours: tuple[tuple[int, str], ...] = ()  # of words
    fills: tuple[tuple[int, str], ...] = ()  # of paths
    digests: tuple[tuple[int, str], ...] = ()  # of images


@dataclass(frozen=True)
class Mutant:
    """A change of one kind at `boxes` of a page; two mutants that share a key may not be made in one document at
    once."""

    kind: str
    page: int
    boxes: tuple[Box, ...]
    edit: Edit
    keys: frozenset[str]
    what: str = ""  # for people: what stood there and what stands there now


# ---- numbers ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Said:
    """A number in print and what else states it: the sums it is in, and the numbers of the same fact elsewhere."""

    record: Cell | Claim
    text: str
    instances: tuple[Instance, ...] = ()
    number: Printed | None = None
    same: tuple[tuple[Decimal, Decimal], ...] = ()  # of what states the same: value and half of its last digit
    keys: frozenset[str] = frozenset()
    kind: str = ""

    def tells(self, change: Decimal, new: Decimal, half: Decimal) -> bool:
        """Say whether the document contradicts itself when the number is `new` (base units) and not rounded less than
        before; `change` is how much more it is, in its printed unit."""
        if self.number is not None and any(_breaks(i, self.number, change) for i in self.instances):
            return True
        return bool(self.same) and all(abs(abs(new) - abs(value)) > half + room for value, room in self.same)


def _breaks(instance: Instance, number: Printed, change: Decimal) -> bool:
    return not instance.holds or abs(instance.difference + _effect(instance, number, change)) > instance.tolerance


def _effect(instance: Instance, number: Printed, change: Decimal) -> Decimal:
    if number is instance.result:
        return change
    return next((-sign * change for sign, term in instance.terms if term is number), Decimal(0))


def numbers_of(records: Records) -> list[Said]:
    """Return the numbers in cells and sentences of a document, with what else of it states them."""
    cells = {(c.table_id, c.row, c.column): c for c in records.cells}
    figures = {f.figure_id: f for f in records.figures}
    claims = {c.claim_id: c for c in records.claims}
    instances: dict[int, list[Instance]] = defaultdict(list)
    printed: dict[int, Printed] = {}
    for grid in grids(records):
        for slot in (s for row in grid.rows for s in row.slots if isinstance(s, Printed)):
            printed[id(slot.cell)] = slot
        for believed in identities(grid):
            for instance in believed.identity.held:
                for number in instance.numbers:
                    instances[id(number.cell)].append(instance)
    twins: dict[str, list[Figure | Claim]] = defaultdict(list)
    for link in records.links:
        if link.verdict is LinkVerdict.MATCH and link.kind in (LinkKind.SAME_FACT, LinkKind.CLAIM_FIGURE):
            left = figures.get(link.left_id) or claims[link.left_id]
            twins[link.left_id].append(figures[link.right_id])
            twins[link.right_id].append(left)
    out = []
    for figure in records.figures:
        cell = cells[figure.table_id, figure.row, figure.column]
        if figure.value is None or cell.value is None or id(cell) not in printed:
            continue
        others, own = twins[figure.figure_id], instances[id(cell)]
        repeated = any(isinstance(o, Figure) for o in others)
        kind = "in a sum" if own else "repeated in a table" if repeated else "stated in text" if others else "alone"
        keys = frozenset({figure.table_id, *(_key(o) for o in others)})
        out.append(Said(cell, cell.text, tuple(own), printed[id(cell)], _sizes(others), keys, f"cell {kind}"))
    for claim in records.claims:
        text = _number_of(claim)
        if text is None:
            continue
        others = twins[claim.claim_id]
        exact = _sizes(others, of=claim)
        kind = "stated in a table" if exact else "derived from a table" if others else "alone"
        keys = frozenset({_key(claim), *(_key(o) for o in others)})
        out.append(Said(claim, text, same=exact, keys=keys, kind=f"sentence {kind}"))
    return out


def _number_of(claim: Claim) -> str | None:
    """Return the digits of a claim's quote that print its value; None where it is said in words."""
    for number in NUMBER.findall(claim.quote):
        read = parse_number(number)
        if claim.value is not None and read is not None and read.value == abs(claim.value):
            return str(number)
    return None


def _key(record: Figure | Claim) -> str:
    return record.table_id if isinstance(record, Figure) else f"{record.page} {record.sentence}"


def _sizes(others: Sequence[Figure | Claim], of: Claim | None = None) -> tuple[tuple[Decimal, Decimal], ...]:
    """Return value and half a last digit, in base units, of those that state a value; `of` leaves out what a claim is
    only reckoned from."""
    found = [_size(o) for o in others]
    if of is not None and of.value is not None:
        value, half = _size(of)
        found = [(v, h) for v, h in found if abs(abs(v) - abs(value)) <= h + half]
    return tuple(found)


def _size(record: Figure | Claim) -> tuple[Decimal, Decimal]:
    scale = record.scale or Decimal(1)
    if isinstance(record, Figure):
        return record.value or Decimal(0), Decimal(5).scaleb(-(record.decimals or 0) - 1) * scale
    value = (record.value or Decimal(0)) * scale
    low = (record.value_low if record.value_low is not None else record.value or Decimal(0)) * scale
    high = (record.value_high if record.value_high is not None else record.value or Decimal(0)) * scale
    half = Decimal(5).scaleb(min(0, int((record.value or Decimal(0)).as_tuple().exponent)) - 1) * scale
    return value, max(half, value - low, high - value)


def digits_changed(said: Said, page: Page, random: Random) -> Mutant | None:
    """Return the number with one digit changed so that the document contradicts itself, where it would; a number that
    nothing else states is changed anywhere."""
    at = [i for i, c in enumerate(said.text) if c.isdigit()]
    random.shuffle(at)
    for index in at:
        old, first = said.text[index], index == min(at)
        new = random.choice([d for d in "0123456789" if d != old and not (first and d == "0")])
        text = said.text[:index] + new + said.text[index + 1 :]
        if not _worth_it(said, text):
            continue
        words = words_for(page, said.record, said.text, text)
        if words:
            return Mutant(
                f"digit, {said.kind}",
                page.number,
                (_box(said.record),),
                Edit(words=words),
                said.keys,
                f"{said.text} -> {text}",
            )
    return None


def _worth_it(said: Said, text: str) -> bool:
    before, after = parse_number(said.text), parse_number(text)
    if isinstance(said.record, Cell):
        old, new = cell_amount(said.text), cell_amount(text)
        if old is None or new is None or said.number is None:
            return False
        scale = said.number.scale or Decimal(1)
        alone = not said.instances and not said.same
        return alone or said.tells(new.value - old.value, new.value * scale, said.number.half * scale)
    if before is None or after is None:
        return False
    scale, half = said.record.scale or Decimal(1), _size(said.record)[1]
    return not said.same or said.tells(after.value - before.value, after.value * scale, half)


def sign_flipped(said: Said, page: Page) -> Mutant | None:
    """Return a cell of a sum with its minus taken away, or one put before it."""
    if not isinstance(said.record, Cell) or said.number is None or not said.number.value:
        return None
    text = said.text[1:].lstrip() if said.text[0] in MINUS else f"-{said.text}"
    new = cell_amount(text)
    if new is None or not any(_breaks(i, said.number, new.value - said.number.value) for i in said.instances):
        return None
    words = words_for(page, said.record, said.text, text)
    edit = Edit(words=words)
    made = Mutant("sign, cell in a sum", page.number, (_box(said.record),), edit, said.keys, f"{said.text} -> {text}")
    return made if words else None


def swapped(one: Said, other: Said, page: Page) -> Mutant | None:
    """Return two cells of one row with their numbers changed for each other, where a sum of one of them shows it."""
    if one.number is None or other.number is None or one.number.value == other.number.value:
        return None
    change = other.number.value - one.number.value
    pairs = ((one, other, change), (other, one, -change))
    shown = any(
        abs(i.difference + _effect(i, a.number, c) + _effect(i, b.number, -c)) > i.tolerance
        for a, b, c in pairs
        for i in a.instances
        if a.number is not None and b.number is not None
    )
    first, second = (words_for(page, said.record, said.text, said.text) for said in (one, other))
    if not shown or len(first) != len(second) or not first:
        return None
    words = tuple((i, t) for (i, _), (_, t) in zip(first + second, second + first, strict=True))
    boxes = (_box(one.record), _box(other.record))
    return Mutant(
        "swap, cells of a sum",
        page.number,
        boxes,
        Edit(words=words),
        one.keys | other.keys,
        f"{one.text} <-> {other.text}",
    )


def pairs_to_swap(numbers: Sequence[Said]) -> Iterator[tuple[Said, Said]]:
    """Yield each two numbers of sums that stand side by side in one row."""
    rows: dict[tuple[str, int], list[Said]] = defaultdict(list)
    for said in numbers:
        if isinstance(said.record, Cell) and said.instances:
            rows[said.record.table_id, said.record.row].append(said)
    for row in rows.values():
        yield from pairwise(row)


def words_for(page: Page, record: Placed, old: str, new: str) -> tuple[tuple[int, str], ...]:
    """Return the new texts of the words that print `old` in the box of a record, for it to read `new`; empty where the
    words do not print it. Words that do not change are among them."""
    box = _box(record)
    inside = [(i, w) for i, w in enumerate(page.words) if w.box.overlap(box) > 0.5]
    joined = "".join(w.text for _, w in inside)
    bare_old, bare_new = re.sub(r"\s", "", old), re.sub(r"\s", "", new)
    start = joined.find(bare_old)
    if start < 0:
        return ()
    offset, out = 0, []
    shift = len(bare_new) - len(bare_old)  # a sign more or less belongs to the first word
    for index, word in inside:
        end = offset + len(word.text)
        if end > start and offset < start + len(bare_old):
            first = offset <= start
            a = max(0, offset - start) + (0 if first else shift)
            b = min(len(bare_old), end - start) + shift
            text = (
                word.text[: max(0, start - offset)]
                + bare_new[a:b]
                + word.text[max(0, start + len(bare_old) - offset) :]
            )
            if not text:
                return ()
            out.append((index, text))
        offset = end
    return tuple(out)


# ---- symbols ---------------------------------------------------------------------------------------------------------


def symbols_recoloured(records: Records, layout: Layout, random: Random) -> list[Mutant]:
    """Return the symbols of goals, each with the look of another symbol of the same shape in the document."""
    pages = {p.number: p for p in layout.pages}
    out = []
    for goal in records.goals:
        near = [s for s in layout.symbols if s.page == goal.page and s.colour == goal.symbol_colour]
        near = [
            s
            for s in near
            if goal.top is not None and goal.bottom is not None and goal.top - 4 <= _middle(s) <= goal.bottom + 4
        ]
        donors = [
            d
            for s in near
            for d in layout.symbols
            if (d.shape, d.drawn_as) == (s.shape, s.drawn_as) and d.colour != s.colour and d.filled is None
        ]
        if len(near) != 1 or not donors:
            continue
        symbol, donor = near[0], random.choice(donors)
        edit = _recoloured(pages[symbol.page], symbol, pages[donor.page], donor)
        said = "that words state" if goal.text_assessment else "shown twice" if goal.detail_page else "alone"
        if edit is not None:
            keys = frozenset({f"goal {goal.title}"})
            out.append(
                Mutant(
                    f"colour, symbol {said}",
                    symbol.page,
                    (symbol.box, _box(goal)),
                    edit,
                    keys,
                    f"{symbol.colour} -> {donor.colour}",
                )
            )
    return out


def _middle(symbol: Symbol) -> float:
    return (symbol.box.top + symbol.box.bottom) / 2


def _recoloured(page: Page, symbol: Symbol, other: Page, donor: Symbol) -> Edit | None:
    if symbol.drawn_as == "image":
        mine = [i for i, m in enumerate(page.images) if m.box == symbol.box]
        look = next((m.digest for m in other.images if m.box == donor.box), None)
        return Edit(digests=tuple((i, look) for i in mine)) if mine and look else None
    if symbol.drawn_as == "glyph":
        found = next((w.colour for w in other.words if w.box.overlap(donor.box) > 0.5 and w.colour), None)
        glyphs = [i for i, w in enumerate(page.words) if w.box.overlap(symbol.box) > 0.5]
        return Edit(colours=tuple((i, found) for i in glyphs)) if glyphs and found else None
    fill = next(
        (p.fill for p in other.paths if p.fill and _inside(p.box, donor) and _named(p.fill) == donor.colour), None
    )
    paths = [
        i for i, p in enumerate(page.paths) if p.fill and _inside(p.box, symbol) and _named(p.fill) == symbol.colour
    ]
    return Edit(fills=tuple((i, fill) for i in paths)) if paths and fill else None


def _inside(box: Box, symbol: Symbol) -> bool:
    return box.overlap(symbol.box) > 0.5


def _named(colour: str) -> str:
    return colour_name(*bytes.fromhex(colour.removeprefix("#")))


# ---- applied ---------------------------------------------------------------------------------------------------------


def applied(reading: Reading, mutants: Sequence[Mutant]) -> Reading:
    """Return the reading with all of the mutants made."""
    by_page: dict[int, list[Edit]] = defaultdict(list)
    for mutant in mutants:
        by_page[mutant.page].append(mutant.edit)
    pages = tuple(_edited(p, by_page[p.number]) if p.number in by_page else p for p in reading.pages)
    return msgspec.structs.replace(reading, pages=pages)


def _edited(page: Page, edits: Sequence[Edit]) -> Page:
    words, paths, images = list(page.words), list(page.paths), list(page.images)
    for edit in edits:
        for i, text in edit.words:
            words[i] = msgspec.structs.replace(words[i], text=text)
        for i, colour in edit.colours:
            words[i] = msgspec.structs.replace(words[i], colour=colour)
        for i, fill in edit.fills:
            paths[i] = msgspec.structs.replace(paths[i], fill=fill)
        for i, digest in edit.digests:
            images[i] = msgspec.structs.replace(images[i], digest=digest)
    return msgspec.structs.replace(page, words=tuple(words), paths=tuple(paths), images=tuple(images))


def _box(record: Placed) -> Box:
    return Box(record.x0 or 0, record.top or 0, record.x1 or 0, record.bottom or 0)
