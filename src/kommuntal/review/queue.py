"""The order in which findings are looked at, and the choice of some of them by filters. Pure."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Self

from kommuntal.review.causes import causes, follows
from kommuntal.schema import Finding
from kommuntal.schema.enums import Severity
from kommuntal.swedish.numbers import parse_number

OPEN, CHANGED = "open", "changed"  # nobody has judged it; somebody has, but the places say something else now
TO_DO = "to_do"  # either of them
GRAVITY = list(Severity)


@dataclass(frozen=True)
class Source:
    """What the queue shows of a document."""

    document_id: str
    file_name: str
    title: str | None = None
    municipality: str | None = None
    organisation: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    meeting_date: date | None = None

    @property
    def period(self) -> str:
        """The months it is about, "2025-01–2025-08", or that of the meeting."""
        months = [f"{day:%Y-%m}" for day in (self.period_start, self.period_end or self.meeting_date) if day]
        return "–".join(dict.fromkeys(months))


@dataclass(frozen=True, eq=False)
class Item:
    """A finding in the queue. `lead` is the first of those with the same root cause, itself for most."""

    finding: Finding
    source: Source
    lead: str
    new: bool
    facets: tuple[str, ...]  # in the order of Filter.FACETS, without the status
    haystack: str

    @property
    def id(self) -> str:
        return self.finding.finding_id


@dataclass(frozen=True)
class Filter:
    """What somebody wants to see; an empty choice asks for everything."""

    FACETS: ClassVar = ("severity", "kind", "municipality", "organisation", "period", "document", "new")

    status: str = TO_DO
    severity: str = ""
    kind: str = ""
    municipality: str = ""
    organisation: str = ""
    period: str = ""
    document: str = ""
    new: str = ""
    q: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Self:
        """Return the filter that an address asks for; what it does not know is left aside."""
        known = {name: query[name] for name in cls.__dataclass_fields__ if name != "FACETS" and name in query}
        return cls(**known)

    @property
    def query(self) -> dict[str, str]:
        """The filter as it stands in an address, without what is chosen anyway."""
        empty = Filter()
        chosen = {name: getattr(self, name) for name in self.__dataclass_fields__ if name != "FACETS"}
        return {name: value for name, value in chosen.items() if value != getattr(empty, name)}


@dataclass(frozen=True)
class Selection:
    """The items of a filter, and for each facet how many each choice would leave, the other filters kept."""

    items: Sequence[Item]
    counts: Mapping[str, Counter[str]]


@dataclass(frozen=True)
class Queue:
    """All findings of one published output, what is worth a minute first."""

    items: Sequence[Item]
    place: Mapping[str, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "place", {item.id: n for n, item in enumerate(self.items)})

    def get(self, finding_id: str) -> Item | None:
        n = self.place.get(finding_id)
        return None if n is None else self.items[n]

    def named(self, finding_ids: Iterable[str]) -> list[Item]:
        """Return the findings of these ids, without those that are not there any more."""
        return [item for item in map(self.get, finding_ids) if item]

    def sisters(self, item: Item) -> list[Item]:
        """Return the other findings of the same root cause; they stand beside each other."""
        n = self.place[item.lead]
        out = []
        while n < len(self.items) and self.items[n].lead == item.lead:
            out.append(self.items[n])
            n += 1
        return [other for other in out if other is not item]

    def select(self, wanted: Filter, status: Mapping[str, str]) -> Selection:
        """Return what `wanted` leaves; `status` tells OPEN, CHANGED or the verdict by id, OPEN by default."""
        choices = tuple(getattr(wanted, name) for name in Filter.FACETS)
        names = (*Filter.FACETS, "status")
        words = wanted.q.casefold().split()
        items: list[Item] = []
        counts: dict[str, Counter[str]] = {name: Counter() for name in names}
        for item in self.items:
            if words and not all(word in item.haystack for word in words):
                continue
            state = status.get(item.id, OPEN)
            failed = [n for n, want in enumerate(choices) if want and want != item.facets[n]]
            if not _fits(state, wanted.status):
                failed.append(len(choices))
            if len(failed) > 1:
                continue
            if not failed:
                items.append(item)
            values = (*item.facets, state)
            for n in failed or range(len(names)):
                counts[names[n]][values[n]] += 1
        return Selection(items, counts)

    def chosen(self, wanted: Filter, status: Mapping[str, str]) -> list[Item]:
        """Return the items of `select`, in a fraction of its time: nothing is counted."""
        choices = [(n, want) for n, name in enumerate(Filter.FACETS) if (want := getattr(wanted, name))]
        words = wanted.q.casefold().split()
        return [
            item
            for item in self.items
            if _fits(status.get(item.finding.finding_id, OPEN), wanted.status)
            and all(item.facets[n] == want for n, want in choices)
            and all(word in item.haystack for word in words)
        ]

    def after(self, finding_id: str, items: Sequence[Item]) -> Item | None:
        """Return the first of `items` that stands after this finding, from the top again when there is none."""
        n = bisect_right(items, self.place.get(finding_id, -1), key=self._place)
        following = items[n] if n < len(items) else items[0] if items else None
        return None if following and following.id == finding_id else following

    def before(self, finding_id: str, items: Sequence[Item]) -> Item | None:
        """Return the last of `items` that stands before this finding, None for the first."""
        n = bisect_left(items, self.place.get(finding_id, 0), key=self._place)
        return items[n - 1] if n else None

    def _place(self, item: Item) -> int:
        return self.place[item.id]


def make_queue(
    findings: Iterable[Finding], sources: Mapping[str, Source], tables: Mapping[str, str], last_run: str | None
) -> Queue:
    """Return the queue: the gravest first, by document; within a document by root cause.

    `sources` are the documents by id, `tables` the table in which a finding's left place lies, by finding, `last_run`
    the run that first saw what is new, None where there was only one.
    """
    by_document: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_document[finding.left_document_id].append(finding)
    groups: list[tuple[tuple[object, ...], list[Finding]]] = []
    for document_id, rows in by_document.items():
        ordered = [in_order(group) for group in causes(rows, tables)]
        best: dict[int, tuple[float, ...]] = {}
        for group in ordered:
            gravity = GRAVITY.index(group[0].severity)
            best[gravity] = min(best.get(gravity, (9.0,)), worth(group[0]))
        for group in ordered:
            gravity = GRAVITY.index(group[0].severity)
            groups.append(((best[gravity], document_id, worth(group[0]), group[0].finding_id), group))
    groups.sort(key=lambda g: g[0])
    return Queue(
        [
            _item(finding, sources.get(finding.left_document_id), group[0], last_run)
            for _, group in groups
            for finding in group
        ]
    )


def worth(finding: Finding) -> tuple[float, ...]:
    """Return how much a finding is worth a person's minute, the least value first.

    Gravity comes first, then how sure both places are read, then how much of the number is at stake.
    """
    numbers = [parse_number(text or "") for text in (finding.found, finding.expected)]
    size = max((abs(number.value) for number in numbers if number), default=0)
    share = min(1.0, abs(float(finding.difference)) / float(size)) if finding.difference and size else 0.0
    return GRAVITY.index(finding.severity), -round(finding.confidence, 1), -round(share, 2)


def in_order(group: Sequence[Finding]) -> list[Finding]:
    """Return findings of one root cause with their origin first: what reckons with another's number comes after it."""

    def later(finding: Finding) -> bool:
        return any(follows(finding, other) and not follows(other, finding) for other in group if other is not finding)

    return sorted(group, key=lambda f: (later(f), worth(f), f.left_page or 0, f.left_top or 0, f.finding_id))


def _fits(state: str, wanted: str) -> bool:
    return wanted in ("", "all", state) or (wanted == TO_DO and state in (OPEN, CHANGED))


def _item(finding: Finding, source: Source | None, lead: Finding, last_run: str | None) -> Item:
    source = source or Source(finding.left_document_id, finding.left_document_id[:12])
    new = last_run is not None and finding.first_seen_run == last_run
    said = (
        finding.message, finding.message_en, finding.left_quote, finding.right_quote, finding.finding_id,
        source.file_name, source.title, source.organisation, source.municipality,
    )  # fmt: skip
    return Item(
        finding=finding,
        source=source,
        lead=lead.finding_id,
        new=new,
        facets=(
            finding.severity,
            finding.kind,
            source.municipality or "",
            source.organisation or "",
            source.period,
            source.document_id,
            "new" if new else "",
        ),
        haystack="\n".join(filter(None, said)).casefold(),
    )
