"""The walk from PDFs to published datasets: collect, process each document, reconcile, publish.

The command line and the flows both call these functions; they differ only in who runs `process_document` and when.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from hashlib import file_digest, sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import msgspec

from kommuntal import kept
from kommuntal.errors import PublishRefused, UsageError
from kommuntal.extract import extract, mask_people
from kommuntal.guard import Limits, guarded, wanted
from kommuntal.layout import lay_out
from kommuntal.places import note
from kommuntal.publish import (
    UNMEASURED,
    Summary,
    carry_forward,
    check_output,
    check_shrink,
    publish,
    read_back,
    summary,
)
from kommuntal.read import read_document
from kommuntal.read.model import Reading
from kommuntal.reconcile import reconcile
from kommuntal.review.bring_back import bring_back, read_reviews
from kommuntal.schema import Document, Records, Run
from kommuntal.schema.enums import DocumentStatus, RunStatus
from kommuntal.schema.validate import check
from kommuntal.version import code_version, reader_version


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What a run needs to know. `cache` None means inside the output folder."""

    output: Path
    cache: Path | None = None
    limits: Limits = Limits()
    workers: int = 0  # documents at once; 0 means one a core
    ocr: bool = True  # read pages without readable text from their picture
    withheld: frozenset[str] = (
        frozenset()
    )  # document_id of what was taken down: its row says so, and nothing else is there
    mask_people: bool = True  # take private persons' names and personal numbers out of what is published
    reviews: str | None = None  # the reviewers' database; None means the output folder's own, where there is one

    def __post_init__(self) -> None:
        for document_id in self.withheld:
            if not re.fullmatch("[0-9a-f]{64}", document_id):
                raise UsageError(
                    f"{document_id!r} is no document_id (64 hexadecimal digits); nothing is withheld by it"
                )

    @property
    def cache_folder(self) -> Path:
        return self.cache or self.output / ".kommuntal" / "cache"

    @property
    def worker_count(self) -> int:
        return self.workers or os.cpu_count() or 1


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """One PDF to read, and what is known of where it came from."""

    path: Path
    file_name: str
    source_url: str | None = None
    retrieved_at: datetime | None = None
    version_of: str | None = None
    municipality: str | None = None  # what the source's list says, for a document that does not say it itself
    organisation: str | None = None


class Progress(Protocol):
    """What a run tells whoever watches. Called from worker threads."""

    def planned(self, sources: list[Source]) -> None: ...

    def page(self, source: Source, done: int, total: int) -> None: ...

    def ended(self, source: Source, document: Document) -> None: ...


def collect(paths: Iterable[Path]) -> list[Source]:
    """Return the PDFs of files and folders (searched to the bottom), each once, in the order of their names.

    A link that leads nowhere is among them, so that it gets its row. Raises UsageError for a path that is not there, a
    folder that cannot be listed, or when there is no PDF in any of them.
    """
    found: dict[Path, Source] = {}
    for path in paths:
        if path.is_dir():
            files = sorted(_pdfs_below(path))
        elif path.is_file():
            files = [path]
        elif path.exists():
            raise UsageError(f"{path}: neither a file nor a folder; name PDF files or folders that hold them")
        else:
            raise UsageError(f"{path}: no such file or folder; name PDF files or folders that hold them")
        for file in files:
            found.setdefault(file.resolve(), Source(path=file, file_name=_printable(file.name)))
    if not found:
        raise UsageError("no PDF in " + ", ".join(str(p) for p in paths) + "; name PDF files or folders that hold them")
    return sorted(found.values(), key=lambda s: (s.file_name, str(s.path)))


def _pdfs_below(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise UsageError(f"{error.filename}: cannot be listed ({error.strerror}); make it readable, or move it away")

    for place, _, names in os.walk(folder, onerror=refuse):
        for file in (Path(place, name) for name in names if name.lower().endswith(".pdf")):
            if file.is_file() or file.is_symlink():
                yield file


def _printable(name: str) -> str:
    """Return a file name as text that can be shown: bytes that are no UTF-8 and control characters become "?"."""
    text = name.encode("utf-8", "replace").decode()
    return "".join(character if character.isprintable() else "?" for character in text)


def process_document(source: Source, settings: Settings, on_page: Callable[[int, int], None] | None = None) -> Records:
    """Return the records of one document. Never raises for what is wrong with it: its row says so."""
    digest = _digest(source.path)
    if digest in settings.withheld:
        return Records(documents=[_withheld(digest, source)])
    file = _record_file(digest, settings) if digest else None
    records = kept.load(file, Records) if file else None
    if records is None:
        reading = read_document(
            source.path, limits=settings.limits, cache=settings.cache_folder, on_page=on_page, ocr=settings.ocr
        )
        records, final = _extract(reading, source, settings)
        if file and final:
            kept.save(file, records)
    document = records.documents[0]
    note(settings.output, document.document_id, source.path)
    document = msgspec.structs.replace(
        document,
        file_name=source.file_name,
        source_url=source.source_url,
        retrieved_at=source.retrieved_at,
        version_of=source.version_of,
        municipality=document.municipality or source.municipality,
        organisation=document.organisation or source.organisation,
    )
    records.documents = [document]
    # Before anything is reconciled: not even the fingerprint of a finding is made of a personal number.
    return mask_people(records) if settings.mask_people else records


def lay_out_and_extract(reading: Reading, file_name: str) -> Records:
    """Return what one reading says. Runs in a guarded child: page content can make any rule slow or hungry.

    Raises RowError for records that break the contract, so that one document cannot stop a night's publishing.
    """
    records = extract(lay_out(reading), reading, file_name)
    check(records)
    return records


def _extract(reading: Reading, source: Source, settings: Settings) -> tuple[Records, bool]:
    """Return the records of a reading, and whether they are worth keeping for the next run."""
    outcome = guarded(lay_out_and_extract, reading, source.file_name, limits=settings.limits)
    if outcome.ok:
        # a reading that lacks pages may come out whole another time, under other limits
        return outcome.value, reading.status == "ok"
    document = Document(
        document_id=reading.document_id,
        file_name=source.file_name,
        pages=reading.page_count or None,
        status=DocumentStatus.FAILED,
        status_reason=reading.reason or f"the pages were read but not understood: {outcome.reason}",
        reader_version=reader_version(),
        confidence=0.0,
    )
    return Records(documents=[document]), False


def _withheld(document_id: str, source: Source) -> Document:
    return Document(
        document_id=document_id,
        file_name=source.file_name,
        source_url=source.source_url,
        retrieved_at=source.retrieved_at,
        status=DocumentStatus.SKIPPED,
        status_reason="taken down: it is in the list of what is withheld",
        reader_version=reader_version(),
        confidence=0.0,
    )


def _digest(path: Path) -> str | None:
    """Return the SHA-256 of a file's content, its `document_id`; None where it cannot be read."""
    try:
        with path.open("rb") as stream:
            return file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None


def _record_file(digest: str, settings: Settings) -> Path:
    """Return where the records of this content, read by this version, are kept."""
    version = reader_version() if settings.ocr else f"{reader_version()}-no-ocr"
    return settings.cache_folder / "records" / version / digest[:2] / f"{digest}.msgpack.z"


def read_one(pdf: Path) -> Records:
    """Return the records of one PDF with its own findings, and keep nothing. Raises UsageError when it is not there."""
    source = collect([pdf])[0]
    with TemporaryDirectory() as folder:
        records = process_document(source, Settings(output=Path(folder)))
    records.extend(reconcile(records))
    return records


def finish(parts: Iterable[Records], settings: Settings, started_at: datetime, gate: float | None = None) -> Summary:
    """Merge what the documents came to, reconcile, and publish in one step.

    `gate` is the least share of last time's rows a dataset may have; below it PublishRefused is raised and the last
    output stands. None publishes whatever came in.
    """
    merged, doubles = merge(parts)
    previous = read_back(settings.output)
    records = bring_back(merged, read_reviews(settings.output, settings.reviews), previous.reviews)
    records.extend(reconcile(records))
    if gate is not None and (reasons := check_shrink(records, previous, gate)):
        raise PublishRefused("not published, the last output stands: " + "; ".join(reasons))
    records.runs = [_run_row(records, started_at)]
    whole = carry_forward(records, previous)
    publish(whole, settings.output)
    return msgspec.structs.replace(summary(whole), doubles=tuple(doubles))


def merge(parts: Iterable[Records]) -> tuple[Records, list[tuple[str, str]]]:
    """Return all records as one, and the files left out: their names, each with that of the same content kept.

    Of documents with the same content the first is kept.
    """
    merged, doubles = Records(), []
    kept_names: dict[str, str] = {}
    for part in parts:
        document = part.documents[0]
        if document.document_id in kept_names:
            doubles.append((document.file_name, kept_names[document.document_id]))
        else:
            kept_names[document.document_id] = document.file_name
            merged.extend(part)
    return merged, doubles


def _run_row(records: Records, started_at: datetime) -> Run:
    """Return the row of this run; the id says what went in, so that the same run again is the same row."""
    version = code_version()
    documents = sorted(f"{d.document_id} {d.file_name} {d.source_url} {d.status}" for d in records.documents)
    corrected = sorted(f"{c.dataset} {c.record_id} {c.column} {c.value_corrected}" for c in records.corrections)
    counts = Counter(d.status for d in records.documents)
    return Run(
        run_id=sha256("\n".join([version, *documents, *corrected]).encode()).hexdigest()[:16],
        started_at=started_at,
        finished_at=datetime.now(UTC),
        code_version=version,
        documents_ok=counts[DocumentStatus.OK],
        documents_partial=counts[DocumentStatus.PARTIAL],
        documents_failed=counts[DocumentStatus.FAILED],
        documents_skipped=counts[DocumentStatus.SKIPPED],
        rows=json.dumps({name: len(rows) for name, rows in records if name not in UNMEASURED}),
        status=RunStatus.PUBLISHED,
    )


def run(paths: Iterable[Path], settings: Settings, progress: Progress | None = None) -> Summary:
    """Read every PDF of `paths` and publish what they say in `settings.output`.

    Raises UsageError for paths that make no sense and RunError when nothing could be published; a document that cannot
    be read is a row with its reason.
    """
    started_at = datetime.now(UTC)
    sources = collect(paths)
    check_output(settings.output)
    read_reviews(settings.output, settings.reviews)
    if progress is not None:
        progress.planned(sources)
    with ThreadPoolExecutor(settings.worker_count) as pool, wanted():
        futures = [pool.submit(_process_watched, source, settings, progress) for source in sources]
        try:
            parts = [future.result() for future in futures]
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return finish(parts, settings, started_at)


def _process_watched(source: Source, settings: Settings, progress: Progress | None) -> Records:
    if progress is None:
        return process_document(source, settings)
    records = process_document(source, settings, lambda done, total: progress.page(source, done, total))
    progress.ended(source, records.documents[0])
    return records
