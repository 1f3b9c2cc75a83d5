"""Run one peer over a folder of PDFs, in that peer's own virtual environment: nothing here but the peer and the stdlib.

    peer.py NAME FOLDER HEIGHTS OUTPUT

HEIGHTS is a JSON file {PDF name: [page height in points, ...]}. Writes "version", "cpu_s", "peak_mb", "failed" and
"tables", a table being "document", "page", "box" (points, origin top left) and "rows" (lists of cell texts).
"""

import json
import resource
import sys
import warnings
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

Found = Iterator[tuple[int, list[float], list[list[str]]]]  # page, box, rows


def camelot(flavor: str) -> Callable[[Path, list[float]], Found]:
    def run(pdf: Path, heights: list[float]) -> Found:
        peer = import_module("camelot")

        for table in peer.read_pdf(str(pdf), pages="all", flavor=flavor, suppress_stdout=True):
            x0, y0, x1, y1 = table._bbox
            height = heights[int(table.page) - 1]
            rows = [[str(v) for v in row] for row in table.df.to_numpy().tolist()]
            yield int(table.page), [x0, height - y1, x1, height - y0], rows

    return run


def pdfplumber(strategy: str) -> Callable[[Path, list[float]], Found]:
    def run(pdf: Path, heights: list[float]) -> Found:
        peer = import_module("pdfplumber")

        settings = {"vertical_strategy": strategy, "horizontal_strategy": strategy}
        with peer.open(pdf) as opened:
            for page in opened.pages:
                for table in page.find_tables(settings):
                    yield page.page_number, list(table.bbox), [[c or "" for c in row] for row in table.extract()]

    return run


def pymupdf(options: dict[str, bool]) -> Callable[[Path, list[float]], Found]:
    def run(pdf: Path, heights: list[float]) -> Found:
        peer = import_module("pymupdf")

        for page in peer.open(pdf):
            words = page.get_text(
                "words"
            )  # its `Table.extract` garbles words over cell edges: take the words ourselves
            for table in page.find_tables(**options).tables:
                rows = [[_text(cell, words) for cell in row.cells] for row in table.rows]
                yield page.number + 1, list(table.bbox), rows

    return run


def _text(cell: Any, words: list[Any]) -> str:
    """Return the words whose middle lies in a cell; None is the rest of a merged one."""
    if cell is None:
        return ""
    x0, top, x1, bottom = cell
    return " ".join(w[4] for w in words if x0 <= (w[0] + w[2]) / 2 < x1 and top <= (w[1] + w[3]) / 2 < bottom)


def img2table(borderless: bool) -> Callable[[Path, list[float]], Found]:
    def run(pdf: Path, heights: list[float]) -> Found:
        PDF = import_module("img2table.document").PDF

        found = PDF(str(pdf)).extract_tables(borderless_tables=borderless)
        for page, tables in found.items():
            for table in tables:
                box = [v * 72 / 200 for v in (table.bbox.x1, table.bbox.y1, table.bbox.x2, table.bbox.y2)]
                yield page + 1, box, [[c.value or "" for c in row] for row in table.content.values()]

    return run


def tabula(mode: str) -> Callable[[Path, list[float]], Found]:
    def run(pdf: Path, heights: list[float]) -> Found:
        peer = import_module("tabula")

        options: dict[str, Any] = {"lattice": {"lattice": True}, "stream": {"stream": True}}.get(mode, {"guess": True})
        for page in range(1, len(heights) + 1):
            for table in peer.read_pdf(str(pdf), pages=page, output_format="json", silent=True, **options):
                x0, top = table["left"], table["top"]
                rows = [[c.get("text", "") for c in row] for row in table["data"]]
                yield page, [x0, top, x0 + table["width"], top + table["height"]], rows

    return run


PEERS: dict[str, tuple[str, Callable[[Path, list[float]], Found]]] = {
    "camelot lattice": ("camelot-py", camelot("lattice")),
    "camelot stream": ("camelot-py", camelot("stream")),
    "camelot hybrid": ("camelot-py", camelot("hybrid")),
    "pdfplumber lines": ("pdfplumber", pdfplumber("lines")),
    "pdfplumber text": ("pdfplumber", pdfplumber("text")),
    "pymupdf": ("pymupdf", pymupdf({})),
    "pymupdf union refine": ("pymupdf", pymupdf({"union": True, "refine": True})),
    "img2table borderless": ("img2table", img2table(True)),
    "tabula guess": ("tabula-py", tabula("guess")),
}


def main() -> None:
    """Walk it from the command line."""
    name, folder, heights, output = (
        sys.argv[1],
        Path(sys.argv[2]),
        json.loads(Path(sys.argv[3]).read_text()),
        sys.argv[4],
    )
    warnings.filterwarnings("ignore")
    package, run = PEERS[name]
    tables, failed = [], {}
    for pdf in sorted(folder.glob("*.pdf")):
        try:
            for page, box, rows in run(pdf, heights[pdf.name]):
                tables.append({"document": pdf.name, "page": page, "box": [float(v) for v in box], "rows": rows})
        except Exception as error:  # a peer that fails on one document is scored on what it found
            failed[pdf.name] = f"{type(error).__name__}: {error}"[:200]
    mine, children = (resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    cpu = sum(u.ru_utime + u.ru_stime for u in (mine, children))
    peak = max(mine.ru_maxrss, children.ru_maxrss) / 1024
    told = {
        "version": version(package),
        "cpu_s": round(cpu, 1),
        "peak_mb": round(peak),
        "failed": failed,
        "tables": tables,
    }
    Path(output).write_text(json.dumps(told))


if __name__ == "__main__":
    main()
