"""How long a reviewer waits for a finding, with 10 000 of them over 200 documents, beside Datasette on the same table.

    bench/review.py DATASETTE [--times N] [--result FILE]

DATASETTE is the command of that name, of an environment of its own. The documents are invented, each with a PDF of its
own (a sample's pages), and published as any run is. Both servers run at once and are asked in turn, so that whatever
else the machine does weighs on both. By HTTP a page is its HTML alone; in the browser it is everything it shows, for
us with both places drawn. Datasette shows a finding as the row of a table: it has no pictures of pages, and nothing to
give a verdict with, so its next finding is the next row.
"""

import argparse
import json
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from re import search
from statistics import median
from threading import Thread
from typing import Any

import httpx
import msgspec
import pyarrow.parquet as pq
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from tests.review.invented import document, finding, publish_findings  # noqa: E402

from kommuntal import places  # noqa: E402
from kommuntal.publish.store import current_folder  # noqa: E402

SAMPLE = ROOT / "samples" / "granvik-delarsrapport-2025-08.pdf"
DOCUMENTS, FINDINGS = 200, 10_000
COLD = 6  # times that the servers are started anew
Times = dict[str, list[float]]


def make(output: Path, pdfs: Path) -> None:
    """Publish the findings, and lay a PDF for each document where the run noted it."""
    pdfs.mkdir()
    ids = []
    for n in range(DOCUMENTS):
        content = SAMPLE.read_bytes() + b"\n%" + str(n).encode()  # a comment behind the end: another content
        ids.append(sha256(content).hexdigest())
        (pdfs / f"{n}.pdf").write_bytes(content)
    rows = []
    for n in range(FINDINGS):
        one = finding(n, DOCUMENTS, left_document_id=ids[n % DOCUMENTS], left_page=1 + n // DOCUMENTS % 7)
        right = {"right_document_id": one.left_document_id, "right_page": one.left_page, "right_quote": one.expected}
        box = {"right_x0": 400.0, "right_top": one.left_top, "right_x1": 460.0, "right_bottom": one.left_bottom}
        rows.append(msgspec.structs.replace(one, **right, **box))
    papers = [msgspec.structs.replace(document(n), document_id=ids[n], pages=7) for n in range(DOCUMENTS)]
    publish_findings(output, rows, papers)
    for n, document_id in enumerate(ids):
        places.note(output, document_id, pdfs / f"{n}.pdf")


def as_sqlite(output: Path, file: Path) -> list[str]:
    """Copy the published findings into a table of SQLite, and return their ids in the table's order."""
    folder = current_folder(output)
    assert folder
    table = pq.read_table(folder / "findings.parquet")
    names = table.column_names
    rows = [
        [value if value is None or isinstance(value, int | float) else str(value) for value in row.values()]
        for row in table.to_pylist()
    ]
    with sqlite3.connect(file) as con:
        columns = ", ".join(f'"{name}"' + " PRIMARY KEY" * (name == "finding_id") for name in names)
        con.execute(f"CREATE TABLE findings ({columns})")
        con.executemany(f"INSERT INTO findings VALUES ({', '.join('?' * len(names))})", rows)
    return [str(value) for value in table["finding_id"].to_pylist()]


@contextmanager
def served(command: list[str], ready: str, times: Times) -> Iterator[tuple[str, int]]:
    """Start a server, note how long it took until it answers, and give its address and process id."""
    start = time.perf_counter()
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert server.stdout
    try:
        address = next(
            found[0] for line in server.stdout if ready in line and (found := search(r"http://[\d.:]+", line))
        )
        note(times, "server ready", start)
        Thread(target=deque, args=(server.stdout, 0), daemon=True).start()  # its log, which would fill the pipe
        yield address, server.pid
    finally:
        server.terminate()
        server.wait()


def note(times: Times, what: str, start: float) -> None:
    times.setdefault(what, []).append((time.perf_counter() - start) * 1000)


def timed(times: Times, what: str, do: Callable[[str], object], address: str) -> None:
    start = time.perf_counter()
    do(address)
    note(times, what, start)


def memory_mb(pid: int) -> int:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") >> 20


class Side:
    """One of the two, asked as the other is."""

    name: str
    command: list[str]  # starts the server
    ready: str  # what it says once it listens
    first: str  # path of the finding that is looked at
    listed: str  # path of the list with counts by kind, gravity and document
    narrowed: str  # the same of one kind, searched

    def __init__(self) -> None:
        self.times: Times = {}

    def meet(self, address: str) -> None:
        """Take the address of a server just started."""
        self.client = httpx.Client(base_url=address, follow_redirects=True)
        self.address = address

    def get(self, path: str) -> httpx.Response:
        """Read a page by HTTP."""
        return self.client.get(path).raise_for_status()

    def next_by_http(self) -> None:
        """Go on to the next finding by HTTP, and note how long it took."""
        raise NotImplementedError

    def next_in_browser(self, page: Page) -> None:
        """Go on to the next finding in the browser, and note how long it took."""
        raise NotImplementedError


class Ours(Side):
    """The reviewers' page."""

    name = "kommuntal review"

    def __init__(self, output: Path) -> None:
        super().__init__()
        self.command = [sys.executable, "-m", "kommuntal", "review", "--output", str(output), "--port", "0"]
        self.ready, self.listed, self.narrowed = "shows what", "/", "/?kind=sum&q=står"
        self.first = f"/finding/{finding(0, DOCUMENTS).finding_id}"

    def next_by_http(self) -> None:
        """Send a verdict with the form of the finding in sight, and read the finding that comes."""
        page = self.get(self.first).text
        fields = {name: _field(page, name) for name in ("form_token", "seen")} | {"verdict": "source_error"}
        start = time.perf_counter()
        answer = self.client.post(self.first + "/verdict", data=fields)
        note(self.times, "next finding after a verdict, HTTP", start)
        assert answer.is_success
        self.first = answer.url.path

    def next_in_browser(self, page: Page) -> None:
        """Press one key once the page is at rest, and wait until the next finding is there with its pictures."""
        page.wait_for_load_state("networkidle")
        before = page.url
        start = time.perf_counter()
        page.keyboard.press("1")
        page.wait_for_url(lambda url: url != before, wait_until="load")
        note(self.times, "next finding after a verdict, browser", start)
        expect(page.get_by_role("status")).to_contain_text("Bedömd")


class Datasette(Side):
    """The same findings as rows that are browsed."""

    name = "Datasette"

    def __init__(self, datasette: str, file: Path, ids: list[str]) -> None:
        super().__init__()
        self.command = [datasette, "serve", str(file), "--port", "0", "--setting", "default_page_size", "50"]
        self.ready = "Uvicorn running"
        facets = "_facet=severity&_facet=kind&_facet=left_document_id"
        self.listed = f"/findings/findings?{facets}"
        self.narrowed = f"{self.listed}&kind=sum&message__contains=står"
        self.rows = iter(ids)
        self.first = self._next()

    def _next(self) -> str:
        return f"/findings/findings/{next(self.rows)}"

    def next_by_http(self) -> None:
        """Read the next row; there is no verdict to give."""
        timed(self.times, "next finding after a verdict, HTTP", self.get, self._next())

    def next_in_browser(self, page: Page) -> None:
        """Open the next row once the page is at rest."""
        page.wait_for_load_state("networkidle")
        timed(self.times, "next finding after a verdict, browser", page.goto, self.address + self._next())


def _field(page: str, name: str) -> str:
    found = search(f'name="{name}" value="([^"]*)"', page)
    assert found
    return found[1]


def measure(one: Side, other: Side, times: int, chromium: str | None) -> dict[str, Any]:
    """Ask both in turn, and return what each took, as it is written down."""
    sides = (one, other)
    extra: dict[str, dict[str, Any]] = {side.name: {} for side in sides}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"] * (os.geteuid() == 0))
        for cold in range(COLD):
            for side in sides:
                with served(side.command, side.ready, side.times) as (address, _):
                    side.meet(address)
                    page = browser.new_page()
                    if cold % 2:
                        timed(side.times, "first finding, HTTP", side.get, side.first)
                    else:
                        timed(side.times, "first finding, browser", page.goto, address + side.first)
                    page.close()
        with (
            served(one.command, one.ready, one.times) as (address, pid),
            served(other.command, other.ready, other.times) as (other_address, other_pid),
        ):
            one.meet(address)
            other.meet(other_address)
            pages = {side.name: browser.new_page() for side in sides}
            for _ in range(times):
                for side in sides:
                    for what, path in (
                        ("list with counts", side.listed),
                        ("list, filtered and searched", side.narrowed),
                    ):
                        timed(side.times, f"{what}, HTTP", side.get, path)
                    side.next_by_http()
            for side in sides:
                pages[side.name].goto(side.address + side.first)
            for _ in range(times):
                for side in sides:
                    side.next_in_browser(pages[side.name])
            for side, process in zip(sides, (pid, other_pid), strict=True):
                page = pages[side.name]
                found = {"finding": Axe().run(page).violations_count}
                page.goto(side.address + side.listed)
                extra[side.name] = {
                    "axe_violations": found | {"list": Axe().run(page).violations_count},
                    "memory_mb": memory_mb(process),
                }
        told = browser.version
        browser.close()
    extra[one.name]["keys_per_verdict"] = 1  # the benchmark pressed no other
    rows = {side.name: {"ms": {k: _spread(v) for k, v in side.times.items()}} | extra[side.name] for side in sides}
    return {"chromium": told, "rows": rows}


def _spread(values: list[float]) -> dict[str, float]:
    ordered = sorted(values)
    return {
        "median": round(median(ordered), 1),
        "p95": round(ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))], 1),
        "times": len(ordered),
    }


def main() -> None:
    """Walk it from the command line."""
    today = datetime.now(UTC).date().isoformat()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("datasette")
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--result", type=Path, default=ROOT / "bench" / "results" / f"{today}-review.json")
    given = parser.parse_args()
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    datasette = subprocess.run([given.datasette, "--version"], capture_output=True, text=True, check=True).stdout
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as scratch:
        output, file = Path(scratch) / "output", Path(scratch) / "findings.db"
        make(output, Path(scratch) / "pdfs")
        ids = as_sqlite(output, file)
        found = measure(Ours(output), Datasette(given.datasette, file, ids), given.times, chromium)
    names = ("fastapi", "uvicorn", "duckdb", "sqlalchemy", "jinja2", "playwright", "axe-playwright-python")
    versions = {"kommuntal": version("kommuntal"), "datasette": datasette.split()[-1], "chromium": found["chromium"]}
    told = {
        "measured": today,
        "on": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        "load": [round(load, 1), round(os.getloadavg()[0], 1)],  # processes that wanted to run, before and after
        "versions": versions | {name: version(name) for name in names},
        "findings": FINDINGS,
        "documents": DOCUMENTS,
    }
    given.result.write_text(json.dumps(told | {"results": found["rows"]}, indent=1) + "\n")
    print(json.dumps(found["rows"], indent=1))


if __name__ == "__main__":
    main()
