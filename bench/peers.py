"""Measure the peers and ourselves on the same files in the same run, by the ICDAR-2013 rules.

    bench/peers.py FOLDER SCORER RESULT PEER=PYTHON ...

FOLDER holds the set, SCORER is the icdar.py that scores it, RESULT the JSON to write. PEER is a name of `peer.PEERS` or
the first word of some ("camelot"), PYTHON the interpreter of a virtual environment that has it. They run one by one;
what RESULT already holds of others stays.
"""

import argparse
import json
import platform
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from icdar import read_pages, run
from peer import PEERS
from swedish import load

LIMIT = 1800  # seconds a peer may take for the whole set
FIGURES = ("macroP", "macroR", "macroF1", "detP", "detR", "exact", "rowrec", "numrec")


def score(scorer: Any, folder: Path, tables: dict[str, list[Any]]) -> dict[str, float]:
    """Return the competition's figures for tables by document name."""
    documents = {
        name: max((scorer.score_doc(v, tables.get(name, [])) for v in variants), key=lambda s: s["F"])
        for name, variants in scorer.icdar_truth(str(folder)).items()
    }
    every = scorer.aggregate(documents)
    return {figure: round(every[figure], 4) for figure in FIGURES}


def run_peer(name: str, python: str, folder: Path, heights: Path, scorer: Any) -> dict[str, Any]:
    """Run one peer in its own environment and score what it found."""
    with tempfile.TemporaryDirectory() as scratch:
        output = Path(scratch) / "found.json"
        command = [python, str(Path(__file__).parent / "peer.py"), name, str(folder), str(heights), str(output)]
        start = time.monotonic()
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=False)
        except subprocess.TimeoutExpired:
            return {"error": f"not done after {LIMIT} s"}
        if not output.exists():
            return {"error": done.stderr.strip()[-300:]}
        told: dict[str, Any] = json.loads(output.read_text())
    tables: dict[str, list[Any]] = {}
    for t in told.pop("tables"):
        cells = [(r, c, 1, 1, text) for r, row in enumerate(t["rows"]) for c, text in enumerate(row)]
        tables.setdefault(Path(t["document"]).stem, []).append(scorer.Tab(t["page"], t["box"], cells))
    return told | {"wall_s": round(time.monotonic() - start, 1)} | score(scorer, folder, tables)


def run_ours(folder: Path, scorer: Any) -> dict[str, Any]:
    """Run our own reader and score what it found."""
    with tempfile.TemporaryDirectory() as scratch:
        reading, finding, count = run(sorted(folder.glob("*.pdf")), Path(scratch), None, tags=True)
        found = scorer.predictions(scratch)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures = {
        "cpu_s": round(reading + finding, 1),
        "tables_cpu_s": round(finding, 1),
        "peak_mb": round(peak),
        "pages": count,
    }
    return figures | score(scorer, folder, found)


def main() -> None:
    """Walk it from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("result", type=Path)
    parser.add_argument("peers", nargs="*", metavar="PEER=PYTHON")
    given = parser.parse_args()
    scorer = load(given.scorer)
    before = json.loads(given.result.read_text())["results"] if given.result.exists() else {}
    results = before | {"kommuntal": run_ours(given.folder, scorer)}
    pages = results["kommuntal"]["pages"]
    with tempfile.TemporaryDirectory() as scratch:
        heights = Path(scratch) / "heights.json"
        read = {pdf.name: [p.height for p in read_pages(pdf, None)] for pdf in given.folder.glob("*.pdf")}
        heights.write_text(json.dumps(read))
        for pair in given.peers:
            prefix, python = pair.split("=", 1)
            for name in (n for n in PEERS if n == prefix or n.split()[0] == prefix):
                results[name] = run_peer(name, python, given.folder, heights, scorer)
                print(name, results[name], flush=True)
    machine = {"python": platform.python_version(), "machine": platform.machine(), "system": platform.system()}
    told = {"measured": datetime.now(UTC).date().isoformat(), "set": given.folder.name, "pages": pages, "on": machine}
    given.result.write_text(json.dumps(told | {"results": results}, indent=1) + "\n")


if __name__ == "__main__":
    main()
