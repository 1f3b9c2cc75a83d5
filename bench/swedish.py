"""Score our table reader on a labelled corpus: what its tables alone come to, before any record is made of them.

    bench/swedish.py CORPUS SCORER [--pages CACHE] [--no-tags] [--no-drawing] [--laid-out] [--verbose]

CORPUS holds NAME.pdf and truth/NAME.json, SCORER is the score.py that knows both. `--no-drawing` takes all lines and
shades away first: a hard test of columns and rows from the words alone. `--laid-out` takes the tables of the whole
layout, which sets running headers and footers aside before it looks for tables, as a run does.
"""

import argparse
import importlib.util
import json
import sys
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec

sys.path.insert(0, str(Path(__file__).parent))
from icdar import read_pages, write
from kommuntal.layout import lay_out
from kommuntal.layout.tables import find_tables, join_tables
from kommuntal.read.model import Reading


def load(path: Path) -> ModuleType:
    """Return a module from its file."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"not a Python file: {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Walk it from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("--pages", type=Path)
    for switch in ("--no-tags", "--no-drawing", "--laid-out", "--verbose"):
        parser.add_argument(switch, action="store_true")
    given = parser.parse_args()
    score = load(given.scorer)
    truths = [json.loads(f.read_text()) for f in sorted((given.corpus / "truth").glob("*.json"))]
    found = {}
    for truth in truths:
        pages = read_pages(given.corpus / truth["document"]["file"], given.pages)
        if given.no_drawing:
            pages = [msgspec.structs.replace(p, paths=()) for p in pages]
        if given.laid_out:
            if given.no_tags:
                pages = [msgspec.structs.replace(p, tag_tables=()) for p in pages]
            reading = Reading("", "ok", page_count=len(pages), pages=tuple(pages))
            found[truth["document"]["file"]] = list(lay_out(reading).tables)
            continue
        tables = [t for p in pages if p.words for t in find_tables(p, tags=not given.no_tags)]
        found[truth["document"]["file"]] = join_tables(tables, pages)
    with tempfile.TemporaryDirectory() as folder:
        write(found, Path(folder))
        run = score.Run(Path(folder))
        total: dict[str, Any] = {}
        for truth in truths:
            document = truth["document"]
            if "tables" not in truth or document.get("text_layer") == "none":
                continue
            labelled = set(document.get("labelled_pages") or range(1, document["pages"] + 1))
            for name, tally in score.score_tables(truth, run, document["file"], labelled).items():
                total.setdefault(name, score.Tally()).add(tally)
                for note in tally.notes if given.verbose else ():
                    print(f"{document['file'][:40]}: {note}")
    print(json.dumps({name: tally.row() for name, tally in total.items()}, indent=1))


if __name__ == "__main__":
    main()
