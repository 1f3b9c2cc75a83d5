"""From a page to its tables: propose regions, build a grid for each, keep those that agree with themselves."""

from collections.abc import Sequence

import msgspec

from kommuntal.layout.model import Table
from kommuntal.layout.tables.cards import without_cards
from kommuntal.layout.tables.cells import to_table
from kommuntal.layout.tables.charts import without_charts
from kommuntal.layout.tables.choose import Evidence, quality
from kommuntal.layout.tables.headers import with_headers
from kommuntal.layout.tables.heads import headed
from kommuntal.layout.tables.leaders import without_leaders
from kommuntal.layout.tables.monospaced import with_usual_spaces
from kommuntal.layout.tables.regions import Part, drawn_parts, merge, runs, stacks
from kommuntal.layout.tables.rulings import Rule, Rulings, rulings
from kommuntal.layout.tables.spans import with_spans
from kommuntal.layout.tables.streams import beside, streams
from kommuntal.layout.tables.structure import Region, build, parted
from kommuntal.layout.tables.text import Line, text_lines
from kommuntal.layout.tables.thousands import settle
from kommuntal.read.model import Box, Page, Word

PIECE = 0.3  # confidence from which a grid may be the rest of a table begun on the page before
SAME_LINE = 4.0  # points: a separator this near to an edge is that edge
DRAWN = 0.4  # share of a table's height or width that a line is drawn over; shorter ones are an axis or an ornament
OVERLAP = 0.3  # share of a table that may lie in another before the less sure one is dropped


def tables_by_geometry(page: Page) -> list[Table]:
    """Return the tables of a page from top to bottom, by what is drawn and how the words stand."""
    words, leaders = without_leaders(with_usual_spaces([w for w in page.words if w.upright]))
    page = msgspec.structs.replace(page, words=tuple(words))
    page = msgspec.structs.replace(page, paths=tuple(without_cards(page)))
    words, paths = without_charts(page, text_lines(words))
    page = msgspec.structs.replace(page, words=tuple(words), paths=tuple(paths))
    rules = rulings(page)
    lines = text_lines(words)
    drawn = headed(stacks(drawn_parts(rules, words), lines), lines)
    sides, elsewhere = beside(lines, drawn)
    flows = [_loose(side, drawn) for side in sides] + streams(_loose(elsewhere, drawn))
    parts = [Part(b, True) for b in drawn] + [run for flow in flows for run in runs(flow)]
    found: list[Table] = []
    for group in merge(parts):
        box = group[0].box
        for part in group[1:]:
            box = box.union(part.box)
        found += _tables_in(page, rules, box, {p.drawn for p in group}, leaders)
    return sorted(_best(found), key=lambda t: (t.box.top, t.box.x0))


def _loose(lines: Sequence[Line], drawn: Sequence[Box]) -> list[Line]:
    """Return the lines without the words that stand in drawn parts."""
    words = [w for line in lines for i in line.items for w in i.words]
    return text_lines(w for w in words if not any(_holds(b, w) for b in drawn))


def _tables_in(page: Page, rules: Rulings, box: Box, kinds: set[bool], leaders: Sequence[float]) -> list[Table]:
    """Return the table of a region, or the tables where two touch."""
    region = cut_out(page, rules, box)
    if not region.words:
        return []
    grid = build(region)
    cut = parted(grid, region)
    if cut is not None:
        over = Box(box.x0, box.top, box.x1, cut)
        under = Box(box.x0, cut, box.x1, box.bottom)
        return _tables_in(page, rules, over, kinds, leaders) + _tables_in(page, rules, under, kinds, leaders)
    method = "+".join(name for name, has in (("ruled", True in kinds), ("aligned", False in kinds)) if has)
    table, more = settle(to_table(page.number, grid, region.words, method), region.words)
    if more:
        grid = build(region, more)
        table = to_table(page.number, grid, region.words, method)
    seen = Evidence(
        len(_inner(region.vertical, grid.xs, box.height)),
        len({round(r.at) for r in region.horizontal}),
        sum(box.top <= y <= box.bottom for y in leaders),
        frozenset(_inner(region.horizontal, grid.ys, box.width)),
    )
    score, reasons = quality(table, seen)
    if score < PIECE:
        return []
    table = msgspec.structs.replace(table, confidence=score, reasons=reasons)
    return [with_spans(with_headers(table, region.words, rules.fills), region.words, grid.soft)]


def _inner(rules: Sequence[Rule], edges: Sequence[float], reach: float) -> set[int]:
    """Return which inner edges have separators at their place over a good part of the table's height or width."""
    return {
        k
        for k, x in enumerate(edges[1:-1])
        if sum(r.length for r in rules if abs(x - r.at) < SAME_LINE) >= DRAWN * reach
    }


def _best(found: Sequence[Table]) -> list[Table]:
    """Keep of overlapping tables the surest, of equally sure ones the one with more cells."""
    kept: list[Table] = []
    for table in sorted(found, key=lambda t: (-t.confidence, -len(t.cells))):
        if not any(table.box.overlap(k.box) > OVERLAP or k.box.overlap(table.box) > OVERLAP for k in kept):
            kept.append(table)
    return kept


def _holds(box: Box, word: Word) -> bool:
    return box.x0 <= (word.x0 + word.x1) / 2 <= box.x1 and box.top <= (word.top + word.bottom) / 2 <= box.bottom


def cut_out(page: Page, rules: Rulings, box: Box) -> Region:
    """Return the words and separators inside a box; words decide how wide it is where they reach over its sides."""
    grown = Box(box.x0 - 1, box.top - 1, box.x1 + 1, box.bottom + 1)
    words = tuple(w for w in page.words if _holds(grown, w))
    box = Box(min([box.x0, *(w.x0 for w in words)]), box.top, max([box.x1, *(w.x1 for w in words)]), box.bottom)
    horizontal = tuple(
        Rule(r.at, max(r.start, box.x0), min(r.end, box.x1))
        for r in rules.horizontal
        if box.top - 2 <= r.at <= box.bottom + 2 and r.start < box.x1 - 1 and r.end > box.x0 + 1
    )
    vertical = tuple(
        Rule(r.at, max(r.start, box.top), min(r.end, box.bottom))
        for r in rules.vertical
        if box.x0 - 2 <= r.at <= box.x1 + 2 and r.start < box.bottom - 1 and r.end > box.top + 1
    )
    return Region(box, words, horizontal, vertical)
