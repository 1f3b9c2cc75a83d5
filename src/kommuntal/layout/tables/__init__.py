"""Tables of a page: from the tag tree where it holds them, else from what is drawn and how the words stand."""

from collections.abc import Sequence

from kommuntal.layout.model import Table
from kommuntal.layout.tables.cells import to_table
from kommuntal.layout.tables.choose import quality
from kommuntal.layout.tables.regions import Part, drawn_parts, merge, runs, stacks
from kommuntal.layout.tables.rulings import Rule, Rulings, rulings
from kommuntal.layout.tables.structure import Region, build
from kommuntal.layout.tables.text import text_lines
from kommuntal.read.model import Box, Page, Word


def find_tables(page: Page, tags: bool = True) -> list[Table]:
    """Return the tables of a page from top to bottom; `tags` is whether the tag tree may be asked first."""
    rules = rulings(page)
    words = [w for w in page.words if w.upright]
    drawn = stacks(drawn_parts(rules, words), words)
    loose = [w for w in words if not any(_holds(b, w) for b in drawn)]
    parts = [Part(b, True) for b in drawn] + [Part(b, False) for b in runs(text_lines(loose))]
    found: list[tuple[float, Table]] = []
    for group in merge(parts):
        box = group[0].box
        for part in group[1:]:
            box = box.union(part.box)
        region = cut_out(page, rules, box)
        if len(region.words) < 2:
            continue
        table = to_table(page.number, build(region), region.words, "+".join(sorted({"ruled" if p.drawn else "text" for p in group})))
        score, reasons = quality(table, any(p.drawn for p in group))
        if score > 0.5:
            found.append((score, table))
    found.sort(key=lambda st: -st[0])
    kept: list[Table] = []
    for _, table in found:
        if not any(table.box.overlap(k.box) > 0.3 or k.box.overlap(table.box) > 0.3 for k in kept):
            kept.append(table)
    return sorted(kept, key=lambda t: (t.box.top, t.box.x0))


def _holds(box: Box, word: Word) -> bool:
    return box.x0 <= (word.x0 + word.x1) / 2 <= box.x1 and box.top <= (word.top + word.bottom) / 2 <= box.bottom


def cut_out(page: Page, rules: Rulings, box: Box) -> Region:
    """Return the words and separators inside a box."""
    words = tuple(
        w
        for w in page.words
        if w.upright
        and box.x0 - 1 <= (w.x0 + w.x1) / 2 <= box.x1 + 1
        and box.top - 1 <= (w.top + w.bottom) / 2 <= box.bottom + 1
    )
    if words:
        box = Box(
            min(box.x0, *(w.x0 for w in words)) if len(words) > 1 else box.x0,
            box.top,
            max(box.x1, *(w.x1 for w in words)) if len(words) > 1 else box.x1,
            box.bottom,
        )
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


def join_tables(tables: list[Table], pages: Sequence[Page]) -> list[Table]:
    """Return the tables with `continues` set where one goes on from the page before."""
    return tables
