"""Numbers that run down the left edge: what items of an agenda and §§ of minutes are known by.

One number says little, a chain of them in order and in line says a lot; so no single line is judged alone.
"""

import re
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass

from kommuntal.extract.rows import Row
from kommuntal.layout.lines import WIDE_GAP, Line

# "4", "4.", "Ärende 4", "4a", "4.1"
NUMBER = re.compile(
    r"(?:(?:Ärende|Punkt) )?(?P<printed>(?P<n>\d{1,3})(?:(?P<letter>[a-f])|\.(?P<sub>\d{1,2}))?)[.:)]?(?= |$)"
)
# "§ 34", "§34", "§ 34/2025", "Ks § 34", "KS-§ 34", "KF § 34/25", "34 §", "Paragraf 34"
SECTION = re.compile(
    r"(?:(?P<body>(?!Se |Jfr )[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{1,6}[ -])?§ ?|Paragraf )"
    r"(?P<n>\d{1,4})(?P<year>[/:-]\d{2,4})?[.:]?(?= |$)"
    r"|(?P<before>\d{1,4}) ?§(?= |$)"
)
ALIGNED = 4.0  # points by which the edges of numbers in one column differ
SKIPPED = 3  # numbers that may be missing: pages left out, an item taken back


@dataclass(frozen=True)
class Start:
    """A row that begins with a number; `words` of the row make it up, and `printed` is it without sign and dot.

    `sub` is 1 for "4a" and "4.1", 2 for "4b" and "4.2", 0 for "4". `cited` is how a § is referred to: by its number, or
    where its year stands with it by all of it ("KF § 34/25").
    """

    index: int
    row: Row
    value: int
    printed: str
    words: int
    section: bool
    sub: int = 0
    cited: str | None = None

    @property
    def leads(self) -> bool:
        """Tell whether it can stand in a chain of whole numbers: "4", or "4a" where there is no "4"."""
        return self.sub == 0 or (self.sub == 1 and self.printed[-1].isalpha())

    @property
    def x0(self) -> float:
        return self.row.words[0].x0

    @property
    def x1(self) -> float:
        return self.row.words[self.words - 1].x1

    def aligned(self, other: "Start") -> bool:
        """Tell whether both numbers stand in one column, by the left edge, the right edge or the middle, or their rows
        are centred on one line."""
        left, right = abs(self.x0 - other.x0), abs(self.x1 - other.x1)
        centred = abs(self.row.box.x0 + self.row.box.x1 - other.row.box.x0 - other.row.box.x1) / 2
        return min(left, right, (left + right) / 2, centred) <= ALIGNED


def starts(rows: Sequence[Row]) -> list[Start]:
    """Return the rows that begin with "4", "4.", "4a", "4.1", "§ 4" or "§4" (also "Ks § 4"), or end in "§ 4" alone, in
    their order."""
    out = []
    edges = _right_edges(rows)
    for index, printed_row in enumerate(rows):
        row = _from_section(printed_row, edges) if edges else printed_row
        texts = [w.text for w in row.words]
        if m := SECTION.match(" ".join(texts[:3])):
            printed = m["n"] or m["before"]
            cited = f"{m['body'] or ''}§ {printed}{m['year']}" if m["year"] else f"§ {printed}"
            out.append(Start(index, row, int(printed), printed, m[0].count(" ") + 1, True, cited=cited))
        elif m := NUMBER.match(" ".join(texts[:2])):
            sub = ord(m["letter"]) - ord("a") + 1 if m["letter"] else int(m["sub"] or 0)
            out.append(Start(index, row, int(m["n"]), m["printed"], m[0].count(" ") + 1, False, sub))
    return out


def _from_section(row: Row, edges: Set[int]) -> Row:
    """Return a row that ends in a § of its own as one that begins with it: apart from its title, or at one of the right
    `edges` at which such stand."""
    count = next((n for n in (1, 2) if SECTION.fullmatch(" ".join(w.text for w in row.words[-n:]))), 0)
    if not 0 < count < len(row.words):
        return row
    if row.words[-count].x0 - row.words[-count - 1].x1 <= WIDE_GAP * row.size and round(row.box.x1) not in edges:
        return row
    return Row(row.page, (Line(row.page, row.words[-count:]), Line(row.page, row.words[:-count])))


def _right_edges(rows: Sequence[Row]) -> frozenset[int]:
    """Return the right edges of what stands alone at the end of rows and is a §."""
    last = [row.pieces[-1] for row in rows if len(row.pieces) > 1]
    return frozenset(round(piece.box.x1) for piece in last if SECTION.fullmatch(piece.text))


def chains(found: Iterable[Start], begins: Callable[[Start], bool], reach: int = 1) -> list[list[Start]]:
    """Return every chain of numbers that rise in order, one below the other, that begins at a start for which
    `begins` holds; `reach` is how many pages on the next number may stand."""
    listed = [s for s in found if s.leads]
    out = []
    for i, first in enumerate(listed):
        if begins(first):
            chain = [first]
            rest = listed[i + 1 :]
            while (link := _next(chain[-1], rest, reach)) is not None:
                chain.append(rest[link])
                rest = rest[link + 1 :]
            out.append(chain)
    return out


def _next(last: Start, rest: Sequence[Start], reach: int) -> int | None:
    """Return the place in `rest` of the number that follows: the next number if it comes, else one a little higher."""
    near = [
        (k, s)
        for k, s in enumerate(rest)
        if s.row.page <= last.row.page + reach and s.section == last.section and s.aligned(last)
    ]
    for step in range(1, SKIPPED + 1):
        for k, s in near:
            if s.value == last.value + step:
                return k
    return None


def with_subs(chain: Sequence[Start], found: Sequence[Start]) -> list[Start]:
    """Return the chain with what is numbered under its numbers ("4.1", "4.2" after "4"): rising from 1 without a gap,
    in one column, before the next number and on its page or the one before it."""
    out: list[Start] = []
    for n, start in enumerate(chain):
        out.append(start)
        until = chain[n + 1].index if n + 1 < len(chain) else None
        for s in found:
            inside = s.index > start.index and (s.index < until if until else s.row.page == start.row.page)
            follows = s.value == start.value and s.sub == out[-1].sub + 1 and not s.section
            if inside and follows and (out[-1] is start or s.aligned(out[-1])):
                out.append(s)
    return out
