"""What symbols mean: by the document's own legend, else by the colours that all traffic lights share."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kommuntal.layout.model import Layout, Symbol, Table
from kommuntal.read.model import Box, Page, Word
from kommuntal.schema.enums import Assessment, Trend
from kommuntal.swedish.text import squash
from kommuntal.swedish.verdicts import find_trend, parse_verdict

REACH = 26.0  # points from a symbol to its label
GAP = 9.0  # points between words of one label
BY_COLOUR = {
    "green": Assessment.MET,
    "yellow": Assessment.PARTLY_MET,
    "orange": Assessment.PARTLY_MET,
    "red": Assessment.NOT_MET,
    "grey": Assessment.NOT_ASSESSED,
}
BY_SHAPE = {
    "check": Assessment.MET,
    "face_happy": Assessment.MET,
    "tilde": Assessment.PARTLY_MET,
    "face_neutral": Assessment.PARTLY_MET,
    "cross": Assessment.NOT_MET,
    "face_sad": Assessment.NOT_MET,
}
BESIDE_CHECKS = ("cross", "tilde")  # a cross is a "no" only where a tick is the "yes": alone it may tick a box
BY_ARROW = {
    "arrow_up": Trend.IMPROVING,
    "arrow_up_right": Trend.IMPROVING,
    "arrow_right": Trend.UNCHANGED,
    "arrow_down_right": Trend.WORSENING,
    "arrow_down": Trend.WORSENING,
}
COLOUR_WORDS = {
    "grön": "green",
    "ljusgrön": "lightgreen",
    "gul": "yellow",
    "orange": "orange",
    "röd": "red",
    "grå": "grey",
}
# "Grön = målet bedöms nås, gul = målet bedöms delvis nås"
SAYS_COLOUR = re.compile(
    r"(?i)\b(?P<colour>ljusgrön|grön|gul|orange|röd|grå)[at]?(?: färg)?"
    r"\s*(?:[=:–-]|betyder|innebär|visar)(?: att)?\s+(?P<label>[^.,;=]+)"
)
SURE, BY_DEFAULT = 1.0, 0.7


@dataclass(frozen=True)
class Legend:
    """What the document itself says its symbols mean, and which symbols only stand there to say it.

    `shades` are the shades of green and of yellow that its symbols have: two of one mean that they differ in meaning.
    `marks` are the shapes of its black symbols.
    """

    assessments: Mapping[tuple[str, str], Assessment] = field(default_factory=dict)
    trends: Mapping[tuple[str, str], Trend] = field(default_factory=dict)
    members: frozenset[int] = frozenset()
    shades: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()

    def assessment(self, symbol: Symbol) -> tuple[Assessment | None, float]:
        """Return what a symbol says of a goal and how sure that is; None where neither legend nor custom knows it."""
        known = self.assessments.get((symbol.shape, symbol.colour))
        if known:
            return known, SURE
        if symbol.colour == "black":
            return self._by_shape(symbol.shape), BY_DEFAULT
        same_colour = {a for (_, colour), a in self.assessments.items() if colour == symbol.colour}
        if len(same_colour) == 1:
            return same_colour.pop(), SURE
        meant = self._by_colour(symbol.colour)
        if symbol.shape.startswith("face") and meant is not BY_SHAPE[symbol.shape]:
            return None, BY_DEFAULT
        return meant, BY_DEFAULT

    def _by_shape(self, shape: str) -> Assessment | None:
        if self.assessments or (shape in BESIDE_CHECKS and "check" not in self.marks):
            return None
        return BY_SHAPE.get(shape)

    def _by_colour(self, colour: str) -> Assessment | None:
        if self.assessments and colour not in ("green", "lightgreen"):
            return None
        if colour == "lightgreen" and "green" not in self.shades:
            colour = "green"
        if colour == "orange" and "yellow" in self.shades:
            return None
        return BY_COLOUR.get(colour)

    def word(self, word: str) -> tuple[Assessment | None, float]:
        """Return what the name of a colour says of a goal, as where a table is printed without its colours."""
        colour = COLOUR_WORDS.get(squash(word).casefold())
        return self.assessment(Symbol(0, Box(0, 0, 0, 0), "cell", colour, "vector")) if colour else (None, SURE)

    def trend(self, symbol: Symbol) -> Trend | None:
        """Return the trend an arrow shows."""
        return self.trends.get((symbol.shape, symbol.colour)) or BY_ARROW.get(symbol.shape)


def read_legend(layout: Layout) -> Legend:
    """Return what the symbols of a document mean by the labels that stand beside them.

    A label beside one symbol and another label beside its twin leave that symbol without a meaning.
    """
    pages = {page.number: page for page in layout.pages}
    labelled = [(s, label, alone) for s in layout.symbols for label, alone in _labels(s, layout, pages[s.page])]
    said: dict[tuple[str, str], Counter[Assessment]] = {}
    moved: dict[tuple[str, str], Counter[Trend]] = {}
    members: list[Symbol] = []
    for symbol, label, alone in labelled:
        verdict, trend = parse_verdict(label, answers=False), find_trend(f"trend: {label}")
        key = (symbol.shape, symbol.colour)
        if verdict and not symbol.shape.startswith("arrow"):
            said.setdefault(key, Counter())[verdict] += 1
        elif trend and symbol.shape.startswith("arrow"):
            moved.setdefault(key, Counter())[trend.item] += 1
        else:
            continue
        if alone:
            members.append(symbol)
    for match in (m for p in layout.paragraphs for m in SAYS_COLOUR.finditer(p.text)):
        verdict = parse_verdict(match["label"], answers=False)
        if verdict:
            said.setdefault(("cell", COLOUR_WORDS[match["colour"].casefold()]), Counter())[verdict] += 1
    if len(said) < 2:
        said, members = {}, [s for s in members if s.shape.startswith("arrow")]
    return Legend(
        {key: next(iter(count)) for key, count in said.items() if len(count) == 1},
        {key: next(iter(count)) for key, count in moved.items() if len(count) == 1},
        frozenset(id(s) for s in members),
        frozenset(s.colour for s in layout.symbols),
        frozenset(s.shape for s in layout.symbols if s.colour == "black"),
    )


def is_legend(table: Table) -> bool:
    """Say whether a table only explains what symbols mean: the first words of every row are a verdict, not a goal."""
    first: dict[int, str] = {}
    for cell in table.cells:
        if any(c.isalnum() for c in cell.text) and cell.row >= table.header_rows:
            first.setdefault(cell.row, cell.text)
    return len(first) > 1 and all(parse_verdict(text, answers=False) for text in first.values())


def _labels(symbol: Symbol, layout: Layout, page: Page) -> Iterator[tuple[str, bool]]:
    """Yield the words right of a symbol on its line, and whether nothing but labels stands left of it."""
    line = _line(symbol, page.words)
    right = [w for w in line if w.x0 >= symbol.box.x1 - 1]
    if not right or right[0].x0 - symbol.box.x1 > REACH:
        return
    others = [s.box.x0 for s in layout.symbols if s.page == symbol.page and s is not symbol and _level(s, symbol)]
    label = [right[0]]
    for word in right[1:]:
        if word.x0 - label[-1].x1 > GAP or any(label[-1].x1 <= x <= word.x0 for x in others):
            break
        label.append(word)
    left = [w for w in line if w.x1 <= symbol.box.x0 + 1]
    alone = not left or left[-1].text.endswith(":") or any(x < left[0].x0 for x in others)
    yield " ".join(w.text for w in label), alone


def _level(a: Symbol, b: Symbol) -> bool:
    return a.box.top < (b.box.top + b.box.bottom) / 2 < a.box.bottom


def _line(symbol: Symbol, words: Sequence[Word]) -> list[Word]:
    middle = (symbol.box.top + symbol.box.bottom) / 2
    on = [w for w in words if w.top - 1 <= middle <= w.bottom + 1]
    return sorted(on, key=lambda w: w.x0)


def speaking(symbols: Iterable[Symbol], legend: Legend) -> list[Symbol]:
    """Return the symbols that say something of a goal: those of the legend itself do not."""
    return [s for s in symbols if id(s) not in legend.members]


def one_of(symbols: Sequence[Symbol]) -> Symbol | None:
    """Return the one symbol that a place shows; None where it shows several, which only a lamp lit among dark ones does
    as one."""
    lit = [s for s in symbols if s.colour not in ("grey", "black", "white")]
    found = lit if len(symbols) > 1 else symbols
    return found[0] if len(found) == 1 else None
