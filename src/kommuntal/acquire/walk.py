"""One night's acquisition: every source looked at, every PDF in the archive, and what could not be had said as data."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from email.message import Message
from pathlib import Path

import msgspec

from kommuntal.acquire.address import absolute, file_name, host
from kommuntal.acquire.archive import Archive, opened
from kommuntal.acquire.config import Config, FolderSource, IndexSource
from kommuntal.acquire.fetch import SNIFFED, Fetcher
from kommuntal.acquire.ledger import Sighting
from kommuntal.acquire.links import Links, find_links
from kommuntal.acquire.network import Resolve, resolve_by_system
from kommuntal.acquire.pace import Clock
from kommuntal.errors import FetchError, RunError
from kommuntal.guard import Limits, guarded

PAGE_LIMITS = Limits(memory_mb=512, cpu_s=30, wall_s=120, page_wall_s=120)  # for taking the links out of one page


class Acquired(msgspec.Struct, frozen=True, kw_only=True):
    """A PDF in the archive. Nothing here tells of this machine but `path`."""

    document_id: str
    path: Path
    file_name: str
    source_url: str | None  # None for a file of a local folder: where it lies is nobody else's business
    retrieved_at: datetime  # when this content was first seen, so that the same content gives the same row every night
    source: str
    municipality: str | None = None
    organisation: str | None = None
    version_of: str | None = None  # document_id of what the same address showed before
    new: bool = False  # it came in with this run


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Something of a source that could not be had, and why."""

    address: str
    reason: str


class SourceReport(msgspec.Struct, frozen=True, kw_only=True):
    """How one source did: PDFs that are new or changed, that are as before, and what could not be had."""

    source: str
    new: int = 0
    unchanged: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def failed(self) -> bool:
        """Nothing of the source could be had."""
        return self.new + self.unchanged == 0


class Acquisition(msgspec.Struct, frozen=True, kw_only=True):
    """All PDFs of the sources that the archive holds, also those that a source no longer shows; and how each did."""

    documents: list[Acquired]
    sources: list[SourceReport]


Say = Callable[[str], object]
Outcome = tuple[str, bool | Problem]  # name of the source; whether a PDF of it is new, or what went wrong
Link = tuple[str, IndexSource]  # an address and the source that listed it


def acquire(
    config: Config, *, say: Say | None = None, clock: Clock | None = None, resolve: Resolve = resolve_by_system
) -> Acquisition:
    """Bring the archive up to date with all sources and return what it holds of them.

    `say` is called with a line of text for each PDF that comes in, from several threads. Sources and addresses that
    fail are reported, and what the archive has of them stands in. Raises RunError when nothing could be had of any
    source, and when another run is adding to the archive.
    """
    clock = clock or Clock()
    started = clock.now()
    with opened(config.archive) as archive:
        night = _Night(archive, clock, say or (lambda line: None))
        outcomes = [outcome for s in config.source if isinstance(s, FolderSource) for outcome in night.take_folder(s)]
        if indexes := [s for s in config.source if isinstance(s, IndexSource)]:
            with Fetcher(config.fetch, clock=clock, resolve=resolve) as fetcher:
                outcomes += night.take_indexes(indexes, fetcher, config.fetch.hosts_at_once)
        documents = _held(config, archive, started)
    reports = [_report(source.name, outcomes) for source in config.source]
    if all(report.failed for report in reports):
        reasons = "; ".join(f"{report.source}: {report.problems[0].reason}" for report in reports)
        raise RunError(f"nothing could be had of any source, the last output stands: {reasons}")
    return Acquisition(documents=documents, sources=reports)


def archived(config: Config, since: date | None = None, until: date | None = None) -> list[Acquired]:
    """Return what the archive holds of the sources without fetching, first seen in `since..until` (UTC, both in)."""
    with opened(config.archive) as archive:
        held = _held(config, archive)
    first, last = since or date.min, until or date.max
    return [one for one in held if first <= one.retrieved_at.date() <= last]


def _held(config: Config, archive: Archive, started: datetime | None = None) -> list[Acquired]:
    sources = {source.name: source for source in config.source}
    order = {name: number for number, name in enumerate(sources)}
    held = [
        Acquired(
            document_id=seen.sha256,
            path=archive.path(seen.sha256),
            file_name=seen.file_name,
            source_url=absolute(seen.address),
            retrieved_at=seen.first_seen,
            source=seen.source,
            municipality=sources[seen.source].municipality,
            organisation=sources[seen.source].organisation,
            version_of=before,
            new=started is not None and seen.first_seen >= started.replace(microsecond=0),
        )
        for seen, before in archive.ledger.history(sources)
        if archive.holds(seen.sha256)  # a PDF may have been taken down; the ledger remembers that it was there
    ]
    # Not in the order of the ledger, which depends on which host answered first.
    return sorted(held, key=lambda one: (order[one.source], one.retrieved_at, one.file_name, one.document_id))


def _report(source: str, outcomes: list[Outcome]) -> SourceReport:
    own = [outcome for name, outcome in outcomes if name == source]
    return SourceReport(
        source=source,
        new=own.count(True),
        unchanged=own.count(False),
        problems=tuple(outcome for outcome in own if isinstance(outcome, Problem)),
    )


class _Night:
    """What the steps of one acquisition share."""

    def __init__(self, archive: Archive, clock: Clock, say: Say) -> None:
        self._archive = archive
        self._clock = clock
        self._say = say

    def take_folder(self, source: FolderSource) -> list[Outcome]:
        """Copy what is new in a local folder."""
        try:
            if not source.path.is_dir():
                raise FetchError("there is no such folder")
            files = sorted(path for path in source.path.glob(source.glob) if path.is_file())
            if not files:
                raise FetchError(f"no file in it matches {source.glob}")
        except (OSError, FetchError) as error:
            return [(source.name, Problem(address=str(source.path), reason=str(error)))]
        return [(source.name, self._take_file(path, source)) for path in files]

    def _take_file(self, path: Path, source: FolderSource) -> bool | Problem:
        name = path.relative_to(source.path).as_posix()
        address = f"folder:{source.name}/{name}"
        try:
            stat = path.stat()
            stamp = f"{stat.st_size}-{stat.st_mtime_ns}"  # as make and rsync do: unchanged while size and time are
            known = self._known(address)
            if known is None or known.etag != stamp:
                with path.open("rb") as file:
                    if b"%PDF-" not in file.read(SNIFFED):
                        raise FetchError("is no PDF: the signature %PDF- is not in its first 1024 bytes")
                sha256 = self._archive.keep_copy(path)
            else:
                sha256 = known.sha256
        except (OSError, FetchError) as error:
            return Problem(address=name, reason=str(error))
        return self._note(address, source, sha256, path.name, etag=stamp)

    def take_indexes(self, indexes: list[IndexSource], fetcher: Fetcher, at_once: int) -> list[Outcome]:
        """Look at all index pages, then fetch what they lead to: hosts side by side, each host one at a time."""
        links: dict[str, IndexSource] = {}  # of sources that list the same address, the first has it
        outcomes: list[Outcome] = []
        with ThreadPoolExecutor(at_once, thread_name_prefix="acquire") as pool:
            try:
                looks = pool.map(
                    lambda queue: [_look(fetcher, s) for _, s in queue], _by_host((s.url, s) for s in indexes)
                )
                for source, found, problems in (look for queue in looks for look in queue):
                    outcomes += [(source.name, problem) for problem in problems]
                    for address in found:
                        links.setdefault(address, source)
                takes = pool.map(lambda queue: [self._take(fetcher, *link) for link in queue], _by_host(links.items()))
                outcomes += [outcome for queue in takes for outcome in queue]
            except BaseException:
                fetcher.stop()
                raise
        return outcomes

    def _take(self, fetcher: Fetcher, address: str, source: IndexSource) -> Outcome:
        known = self._known(address)
        try:
            with self._archive.incoming() as file:
                answer = fetcher.pdf(
                    address,
                    file,
                    etag=known.etag if known else None,
                    last_modified=known.last_modified if known else None,
                )
                sha256 = known.sha256 if answer.status == 304 and known else self._archive.keep(file)
        except FetchError as error:
            return source.name, Problem(address=address, reason=str(error))
        if answer.status == 304 and known:  # which need not repeat what it said of the content
            answer = msgspec.structs.replace(
                answer, etag=answer.etag or known.etag, last_modified=answer.last_modified or known.last_modified
            )
        name = file_name(answer.address, answer.file_name)
        new = self._note(
            address, source, sha256, name, etag=answer.etag, last_modified=answer.last_modified, status=answer.status
        )
        return source.name, new

    def _known(self, address: str) -> Sighting | None:
        """Return what the address showed last, if it is still in the archive."""
        known = self._archive.ledger.latest(address)
        return known if known and self._archive.holds(known.sha256) else None

    def _note(
        self,
        address: str,
        source: FolderSource | IndexSource,
        sha256: str,
        name: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        status: int | None = None,
    ) -> bool:
        now = self._clock.now()
        new = self._archive.ledger.record(
            Sighting(
                address=address,
                source=source.name,
                sha256=sha256,
                file_name=name,
                first_seen=now,
                last_seen=now,
                status=status,
                etag=etag,
                last_modified=last_modified,
            )
        )
        if new:
            self._say(f"{source.name}: {name}")
        return new


def _look(fetcher: Fetcher, source: IndexSource) -> tuple[IndexSource, list[str], list[Problem]]:
    """Return the addresses of PDFs that a source leads to, one level of further index pages among it."""
    problems: list[Problem] = []
    pdfs: dict[str, None] = {}
    pages = [source.url]
    for number, page in enumerate(pages):
        try:
            links = _links_of(fetcher, page, source)
        except FetchError as error:
            problems.append(Problem(address=page, reason=str(error)))
            continue
        pdfs |= dict.fromkeys(links.pdfs)
        if number == 0:
            pages += links.pages[: source.max_pages]
            if len(links.pages) > source.max_pages:
                problems.append(Problem(address=page, reason=f"leads to {len(links.pages)} pages, more than max_pages"))
    if len(pdfs) > source.max_links:
        problems.append(Problem(address=source.url, reason=f"leads to {len(pdfs)} PDFs, more than max_links"))
    if not pdfs and not problems:
        problems.append(
            Problem(address=source.url, reason="leads to no PDF by the rules of the source: has the page changed?")
        )
    return source, list(pdfs)[: source.max_links], problems


def _links_of(fetcher: Fetcher, address: str, source: IndexSource) -> Links:
    answer, html = fetcher.page(address)
    header = Message()
    header["Content-Type"] = answer.content_type or "text/html"
    outcome = guarded(find_links, html, answer.address, header.get_content_charset(), source, limits=PAGE_LIMITS)
    if not outcome.ok:
        raise FetchError(f"is a page whose links cannot be read: {outcome.reason}")
    links: Links = outcome.value
    return links


def _by_host(links: Iterable[Link]) -> list[list[Link]]:
    """Return the links as one queue a host."""
    queues: dict[str, list[Link]] = defaultdict(list)
    for address, source in links:
        queues[host(address)].append((address, source))
    return list(queues.values())
