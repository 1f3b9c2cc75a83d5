"""Read every PDF of a folder with our table reader and write what the table scorers want.

    bench/icdar.py FOLDER OUTPUT [--pages CACHE] [--no-tags]

Writes documents, tables and cells as Parquet, and times.json: pages, CPU seconds for reading them (words, drawings,
icons, tags) and CPU seconds for finding the tables. CACHE is a folder of your own where pages are kept between runs.
"""

import argparse
import json
import time
from collections.abc import Iterable
from pathlib import Path

import msgspec
import pandas as pd

from kommuntal.layout.model import Table
from kommuntal.layout.tables import find_tables, join_tables
from kommuntal.read.model import Page
from kommuntal.read.pdf import Frame, Sheet, read_frames

MOST_PAGES = 10_000
PAGES = msgspec.msgpack.Decoder(list[Page])


def read_pages(pdf: Path, cache: Path | None) -> list[Page]:
    """Return the pages of a PDF, from the cache where they are there."""
    kept = cache / f"{pdf.stem}.msgpack" if cache else None
    if kept and kept.exists():
        return PAGES.decode(kept.read_bytes())
    frames = [msgspec.msgpack.decode(f, type=Frame) for f in read_frames(pdf, 1, MOST_PAGES)]
    pages = [f.page for f in frames if isinstance(f, Sheet) and f.page is not None]
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(msgspec.msgpack.encode(pages))
    return pages


def write(found: dict[str, list[Table]], output: Path) -> None:
    """Write documents, tables and cells with the columns of the dataset contract that the scorers read."""
    documents, tables, cells = [], [], []
    for name, mine in found.items():
        documents.append({"document_id": name, "file_name": name})
        for k, table in enumerate(mine):
            place = {"document_id": name, "page": table.page, "table_id": f"{name}:{k}"}
            tables.append(place | _box(table) | {"method": table.method, "confidence": table.confidence})
            cells += [
                place
                | _box(cell)
                | {
                    name: getattr(cell, name)
                    for name in ("row", "column", "row_span", "column_span", "is_header", "text")
                }
                for cell in table.cells
            ]
    output.mkdir(parents=True, exist_ok=True)
    for dataset, rows in (("documents", documents), ("tables", tables), ("cells", cells)):
        pd.DataFrame(rows).to_parquet(output / f"{dataset}.parquet")


def _box(thing: object) -> dict[str, float]:
    box = thing.box  # type: ignore[attr-defined]
    return {side: getattr(box, side) for side in ("x0", "top", "x1", "bottom")}


def run(pdfs: Iterable[Path], output: Path, cache: Path | None, tags: bool) -> tuple[float, float, int]:
    """Read, find, write; return CPU seconds for words, CPU seconds for tables, and pages."""
    found: dict[str, list[Table]] = {}
    reading = finding = 0.0
    count = 0
    for pdf in pdfs:
        start = time.process_time()
        pages = read_pages(pdf, cache)
        middle = time.process_time()
        found[pdf.name] = join_tables([t for page in pages for t in find_tables(page, tags=tags)], pages)
        reading += middle - start
        finding += time.process_time() - middle
        count += len(pages)
    write(found, output)
    return reading, finding, count


def main() -> None:
    """Walk it from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--no-tags", action="store_true")
    given = parser.parse_args()
    reading, finding, count = run(sorted(given.folder.glob("*.pdf")), given.output, given.pages, not given.no_tags)
    times = {"pages": count, "words_cpu_s": round(reading, 2), "tables_cpu_s": round(finding, 2)}
    (given.output / "times.json").write_text(json.dumps(times))
    print(f"{count} pages, words {reading:.2f} CPU s, tables {finding:.2f} CPU s")


if __name__ == "__main__":
    main()
