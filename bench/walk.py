"""A whole run beside plain pdfplumber on the same files: pages a second, and memory.

    python bench/walk.py FOLDER [--write]

Plain pdfplumber is `extract_words` and `extract_tables` on every page, pages closed, one process: the least anybody
would do who starts from there. `--write` keeps the result in bench/results/walk.json with its date and the versions.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

PLAIN = """
import sys, pdfplumber
pages = 0
for file in sys.argv[1:]:
    with pdfplumber.open(file) as pdf:
        for page in pdf.pages:
            page.extract_words(); page.extract_tables(); page.close(); pages += 1
print(pages)
"""
RESULTS = Path(__file__).parent / "results" / "walk.json"


def timed(command: list[str]) -> dict[str, float]:
    """Run a command to its end; seconds by the clock, and the most memory that it and all it started held at once (MB).

    The processes are known by a mark in their environment, for guarded children have another parent. Pages that they
    share are counted in each, so the sum is an upper bound.
    """
    mark = f"KOMMUNTAL_BENCH={time.monotonic_ns()}"
    name, _, value = mark.partition("=")
    start, most, largest = time.monotonic(), 0, 0
    child = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, name: value}
    )
    while child.poll() is None:
        held = [_resident(process) for process in Path("/proc").glob("[0-9]*") if _marked(process, mark.encode())]
        most, largest = max(most, sum(held)), max(largest, *held, 0)
        time.sleep(0.1)
    if child.returncode:
        raise SystemExit(f"{command[0]} ended with status {child.returncode}")
    return {
        "wall_s": round(time.monotonic() - start, 2),
        "all_processes_mb": round(most / 1024, 1),
        "largest_process_mb": round(largest / 1024, 1),
    }


def _marked(process: Path, mark: bytes) -> bool:
    try:
        return mark in (process / "environ").read_bytes()
    except OSError:
        return False


def _resident(process: Path) -> int:
    """Return the resident memory of a process in kB, 0 when it has ended."""
    try:
        fields = (process / "status").read_text().split()
    except OSError:
        return 0
    return int(fields[fields.index("VmRSS:") + 1]) if "VmRSS:" in fields else 0


def measure(folder: Path) -> dict[str, Any]:
    """Return the figures of both for the PDFs of a folder."""
    files = [str(p) for p in sorted(folder.glob("*.pdf"))]
    pages = int(
        subprocess.run([sys.executable, "-c", PLAIN, *files], capture_output=True, text=True, check=True).stdout
    )
    kommuntal = [sys.executable, "-m", "kommuntal", "run", *files, "--output"]
    with tempfile.TemporaryDirectory() as output:
        rows = {
            "pdfplumber, words and tables, 1 process": timed([sys.executable, "-c", PLAIN, *files]),
            "kommuntal run, 1 worker": timed([*kommuntal, f"{output}/one", "--workers", "1"]),
            "kommuntal run, a worker a core": timed([*kommuntal, f"{output}/all"]),
            "kommuntal run again, nothing new": timed([*kommuntal, f"{output}/all"]),
        }
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        "versions": {name: version(name) for name in ("kommuntal", "pdfplumber", "pdfminer.six", "spacy", "duckdb")},
        "documents": len(files),
        "pages": pages,
        "rows": {name: {**row, "pages_per_s": round(pages / row["wall_s"], 1)} for name, row in rows.items()},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    result = measure(arguments.folder)
    print(json.dumps(result, indent=1))
    if arguments.write:
        RESULTS.parent.mkdir(exist_ok=True)
        kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else []
        RESULTS.write_text(json.dumps([*kept, result], indent=1) + "\n")


if __name__ == "__main__":
    main()
