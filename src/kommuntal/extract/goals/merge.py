"""The summary table and the box of one goal are one goal; equal names that are not get an ordinal."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

from kommuntal.extract.goals.entry import Entry
from kommuntal.swedish.alike import letters

LEAST = 20  # characters that two titles share before one may be the other cut short


@dataclass
class Merged:
    """One goal: the place where it is listed, and the boxes that say more of it."""

    first: Entry
    organisation: str | None
    details: list[Entry] = field(default_factory=list)
    occurrence: int = 1

    @property
    def places(self) -> list[Entry]:
        return [self.first, *self.details]


def same_title(a: str, b: str) -> bool:
    """Say whether two titles are one: equal but for print, or one cut short. Near equality is not enough, as goals
    may differ in one word."""
    x, y = sorted((letters(a), letters(b)), key=len)
    return x == y or (len(x) >= LEAST and y.startswith(x) and len(x) > 0.8 * len(y))


def merge(entries: Iterable[tuple[Entry, str | None]]) -> list[Merged]:
    """Return the goals of (place, organisation) in the order of their first places.

    A place is one more of an earlier goal when organisation, title and level agree, no area contradicts, and it stands
    in another table or box; a goal has one such place in each.
    """
    out: list[Merged] = []
    by_title: dict[str, list[Merged]] = defaultdict(list)
    for entry, organisation in entries:
        key = letters(entry.title)[:LEAST]
        goal = next((m for m in by_title[key] if _is_place_of(m, entry, organisation)), None)
        if goal is None:
            goal = Merged(entry, organisation)
            out.append(goal)
            by_title[key].append(goal)
        elif goal.first.comments and not entry.comments:  # the box came before the summary
            goal.details.append(goal.first)
            goal.first = entry
        else:
            goal.details.append(entry)
    seen: Counter[Hashable] = Counter()
    for goal in out:
        name = (goal.organisation, goal.first.area, letters(goal.first.title))
        seen[name] += 1
        goal.occurrence = seen[name]
    return out


def _is_place_of(goal: Merged, entry: Entry, organisation: str | None) -> bool:
    first = goal.first
    if goal.organisation != organisation or not same_title(first.title, entry.title):
        return False
    if None not in (first.level, entry.level) and first.level != entry.level:
        return False
    if first.area and entry.area and letters(first.area) != letters(entry.area):
        return False
    if first.parent or entry.parent or any(place.block == entry.block for place in goal.places):
        return False
    return not (entry.comments and any(place.comments for place in goal.places))
