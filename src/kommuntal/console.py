"""What a person sees while a run works, and when it is done."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from kommuntal.publish import Summary
from kommuntal.run import Source
from kommuntal.schema import Document

QUESTION = "SELECT kind, count(*) AS findings FROM open_findings GROUP BY kind ORDER BY findings DESC, kind"


class Watch:
    """Progress of a run: a live bar on a terminal, one line a document elsewhere (a log, a pipe).

    Safe to call from threads.
    """

    def __init__(self, console: Console, bar: Progress) -> None:
        self.console = console
        self._bar = bar
        self._task: TaskID | None = None
        self._lock = threading.Lock()
        self._sizes: dict[Source, int] = {}
        self._done: dict[Source, float] = {}
        self._pages = 0
        self._ended = 0

    def planned(self, sources: list[Source]) -> None:
        """Take the list of what will be read; the time left is reckoned from the files' sizes."""
        self._sizes = {source: _size(source) for source in sources}
        self._task = self._bar.add_task("", total=sum(self._sizes.values()) or 1, count=self._count())

    def page(self, source: Source, done: int, total: int) -> None:
        with self._lock:
            self._pages += 1
            self._advance(source, done / max(total, 1))

    def ended(self, source: Source, document: Document) -> None:
        with self._lock:
            self._ended += 1
            self._advance(source, 1.0)
            if not self.console.is_terminal:
                self.console.print(
                    f"{self._count()}  {source.file_name}: {document.status}"
                    + (f" ({document.status_reason})" if document.status_reason else ""),
                    soft_wrap=True,
                    markup=False,
                    highlight=False,
                )

    def _advance(self, source: Source, share: float) -> None:
        self._done[source] = share
        if self._task is not None:
            completed = sum(self._sizes.get(s, 0) * part for s, part in self._done.items())
            self._bar.update(self._task, completed=completed, count=self._count())

    def _count(self) -> str:
        return f"{self._ended}/{len(self._sizes)} documents, {self._pages} pages"


def _size(source: Source) -> int:
    try:
        return max(1, source.path.stat().st_size)
    except OSError:
        return 1


@contextmanager
def watching() -> Iterator[Watch]:
    """Yield a Watch whose bar is taken down however the run ends."""
    console = Console(stderr=True)
    bar = Progress(
        TextColumn("{task.fields[count]}"),
        BarColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    with bar:
        yield Watch(console, bar)


def report(summary: Summary, output: Path) -> None:
    """Print what a run came to, and where to look next, on standard output."""
    console = Console(highlight=False, soft_wrap=True)
    console.print("[bold]Documents[/]  " + ", ".join(f"{n} {status}" for status, n in summary.documents.items()))
    for unread in summary.unread:
        pages = f", pages {unread.page_ranges}" if unread.page_ranges else ""
        console.print(f"  {escape(unread.file_name)}: {unread.status}{pages}: {escape(unread.reason or '')}")
    for name, same in summary.doubles:
        console.print(f"  {escape(name)}: left out, the same content as {escape(same)}")
    if summary.not_had:
        console.print("[bold]Not had[/]")
    for missing in summary.not_had:
        console.print(f"  {escape(missing)}")
    console.print("[bold]Rows[/]       " + ", ".join(f"{name} {n}" for name, n in summary.rows.items() if n))
    if empty := [name for name, n in summary.rows.items() if not n]:
        console.print("           none in " + ", ".join(empty))
    reviewed = sum(line.count for line in summary.findings) - summary.open_findings
    console.print(f"[bold]Findings[/]   {summary.open_findings} open" + (f", {reviewed} reviewed" if reviewed else ""))
    for line in summary.findings:
        if line.open:
            console.print(f"  {line.severity:8} {line.kind:15} {line.open}")
    console.print(f"[bold]Look next[/]  {output}/kommuntal.duckdb, for example:")
    console.print(f'  duckdb {output}/kommuntal.duckdb "{QUESTION}"')
    console.print(answer(output), markup=False)
    console.print("  what each column means: docs/datasets.md, or datapackage.json beside the files")
    console.print(f"  the reviewers' page over it: kommuntal review --output {escape(str(output))}")


def answer(output: Path) -> str:
    """Return what the question says of the published output, as a table of text."""
    with duckdb.connect(str(output / "kommuntal.duckdb"), read_only=True) as database:
        rows = database.sql(QUESTION).fetchall()
    return "\n".join(f"  {kind:15} {count:5}" for kind, count in rows) or "  (no open findings)"
