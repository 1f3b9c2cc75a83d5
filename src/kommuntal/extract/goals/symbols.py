"""What symbols mean: by the document's own legend, else by the colours that all traffic lights share."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kommuntal.layout.model import Layout, Symbol, Table
from kommuntal.read.model import Page, Word
from kommuntal.schema.enums import Assessment, Trend
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
BY_ARROW = {"arrow_up": Trend.IMPROVING, "arrow_right": Trend.UNCHANGED, "arrow_down": Trend.WORSENING}
SURE, BY_DEFAULT = 1.0, 0.7


@dataclass(frozen=True)
class Legend:
    """What the document itself says its symbols mean, and which symbols only stand there to say it.

    `shades` are the shades of green and of yellow that its symbols have: two of one mean that they differ in meaning.
    """

    assessments: Mapping[tuple[str, str], Assessment] = field(default_factory=dict)
    trends: Mapping[tuple[str, str], Trend] = field(default_factory=dict)
    members: frozenset[int] = frozenset()
    shades: frozenset[str] = frozenset()

    def assessment(self, symbol: Symbol) -> tuple[Assessment | None, float]:
        """Return what a symbol says of a goal and how sure that is; None where neither legend nor custom knows it."""
        known = self.assessments.get((symbol.shape, symbol.colour))
        if known:
            return known, SURE
        same_colour = {a for (_, colour), a in self.assessments.items() if colour == symbol.colour}
        if len(same_colour) == 1:
            return same_colour.pop(), SURE
        if self.assessments and symbol.colour not in ("green", "lightgreen"):
            return None, BY_DEFAULT
        colour = symbol.colour
        if colour == "lightgreen" and "green" not in self.shades:
            colour = "green"
        if colour == "orange" and "yellow" in self.shades:
            return None, BY_DEFAULT
        if self.assessments and colour not in BY_COLOUR:
            return None, BY_DEFAULT
        return BY_COLOUR.get(colour), BY_DEFAULT

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
        verdict, trend = parse_verdict(label), find_trend(f"trend: {label}")
        key = (symbol.shape, symbol.colour)
        if verdict and not symbol.shape.startswith("arrow"):
            said.setdefault(key, Counter())[verdict] += 1
        elif trend and symbol.shape.startswith("arrow"):
            moved.setdefault(key, Counter())[trend.item] += 1
        else:
            continue
        if alone:
            members.append(symbol)
    if len(said) < 2:
        said, members = {}, [s for s in members if s.shape.startswith("arrow")]
    return Legend(
        {key: next(iter(count)) for key, count in said.items() if len(count) == 1},
        {key: next(iter(count)) for key, count in moved.items() if len(count) == 1},
        frozenset(id(s) for s in members),
        frozenset(s.colour for s in layout.symbols),
    )


def is_legend(table: Table) -> bool:
    """Say whether a table only explains what symbols mean: the first words of every row are a verdict, not a goal."""
    first: dict[int, str] = {}
    for cell in table.cells:
        if cell.text and cell.row >= table.header_rows:
            first.setdefault(cell.row, cell.text)
    return len(first) > 1 and all(parse_verdict(text) for text in first.values())


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
