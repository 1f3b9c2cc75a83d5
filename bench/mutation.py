"""Proof by mutation: change one thing in a document that was right, and see whether the change is found.

    python bench/mutation.py FOLDER... [--each N] [--seed N] [--pages CACHE] [--name TEXT] [--write] [--missed]

Of every kind of change at most `--each` are made in a document, chosen by the seed. They are made in the reading, so
that layout, extraction and reconciling all run on the changed page. Several are made at once where no table and no
sentence has two of them. A change is caught when a finding that was not there before touches its place; "pointed at"
when the finding lays it there. Findings that touch no change are counted as strays. `--write` keeps the result in
bench/results/mutation.json, `--missed` prints what was not caught.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from kommuntal.extract import extract
from kommuntal.layout import lay_out
from kommuntal.layout.model import Layout
from kommuntal.read import read_document
from kommuntal.read.model import Box, Reading
from kommuntal.reconcile import reconcile
from kommuntal.schema import Finding, Records
from mutants import (
    Mutant,
    applied,
    digits_changed,
    numbers_of,
    pairs_to_swap,
    sign_flipped,
    swapped,
    symbols_recoloured,
)

RESULTS = Path(__file__).parent / "results" / "mutation.json"
AT_ONCE = 8  # mutants in one document at a time


def main() -> None:
    """Walk it from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--each", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--name", default="")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--missed", action="store_true")
    given = parser.parse_args()
    files = sorted(f for p in given.paths for f in (p.glob("*.pdf") if p.is_dir() else [p]))
    tally: Counter[tuple[str, str]] = Counter()
    for file in files:
        reading = read_document(file, cache=given.pages)
        if reading.pages:
            tally += measure(reading, file.name, given.each, given.seed, given.missed)
    print(table(tally))
    if given.write:
        kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else []
        RESULTS.write_text(json.dumps([*kept, row(tally, given.name, given.seed)], indent=1, ensure_ascii=False) + "\n")


def measure(reading: Reading, name: str, each: int, seed: int, missed: bool) -> Counter[tuple[str, str]]:
    """Return, by (kind, what), how many mutants of one document were made, caught and pointed at."""
    layout, records = walk(reading, name)
    known = {f.finding_id for f in records.findings}
    random = Random(f"{seed} {reading.document_id}")
    tally = Counter({("", "documents"): 1, ("", "pages"): len(reading.pages), ("", "findings before"): len(known)})
    quiet = [
        m for m in mutants_of(records, layout, reading, random) if not any(touches(f, m) for f in records.findings)
    ]
    for batch in batches(chosen(quiet, each, random)):
        found = [f for f in walk(applied(reading, batch), name)[1].findings if f.finding_id not in known]
        tally["", "rounds"] += 1
        for mutant in batch:
            mine = [f for f in found if touches(f, mutant)]
            tally[mutant.kind, "made"] += 1
            tally[mutant.kind, "caught"] += bool(mine)
            tally[mutant.kind, "pointed at"] += any(_on_left(f, mutant) for f in mine)
            if missed and not mine:
                print(f"missed: {name} p.{mutant.page} {mutant.kind}: {mutant.what}")
        strays = [f for f in found if not any(touches(f, m) for m in batch)]
        tally["", "strays"] += len(strays)
        for finding in strays if missed else ():
            print(f"stray: {name} p.{finding.left_page} {finding.message}")
    return tally


def walk(reading: Reading, name: str) -> tuple[Layout, Records]:
    """Return layout and records of a reading, with its links and findings."""
    layout = lay_out(reading)
    records = extract(layout, reading, name)
    records.extend(reconcile(records))
    return layout, records


def mutants_of(records: Records, layout: Layout, reading: Reading, random: Random) -> Iterator[Mutant]:
    """Yield every mutant of a document."""
    pages = {p.number: p for p in reading.pages}
    numbers = numbers_of(records)
    for said in numbers:
        page = pages[said.record.page or 1]
        for mutant in (digits_changed(said, page, random), sign_flipped(said, page)):
            if mutant is not None:
                yield mutant
    for one, other in pairs_to_swap(numbers):
        if (mutant := swapped(one, other, pages[one.record.page or 1])) is not None:
            yield mutant
    yield from symbols_recoloured(records, layout, random)


def chosen(mutants: Sequence[Mutant], each: int, random: Random) -> list[Mutant]:
    """Return at most `each` of every kind."""
    by_kind: dict[str, list[Mutant]] = defaultdict(list)
    for mutant in mutants:
        by_kind[mutant.kind].append(mutant)
    return [m for kind in sorted(by_kind) for m in random.sample(by_kind[kind], min(each, len(by_kind[kind])))]


def batches(mutants: Sequence[Mutant]) -> list[list[Mutant]]:
    """Return the mutants in as few rounds as it takes for no two of a round to share a key."""
    out: list[list[Mutant]] = []
    for mutant in mutants:
        room = (
            b for b in out if len(b) < AT_ONCE and not any(m.keys & mutant.keys or m.page == mutant.page for m in b)
        )
        batch = next(room, None)
        if batch is None:
            out.append([mutant])
        else:
            batch.append(mutant)
    return out


def touches(finding: Finding, mutant: Mutant) -> bool:
    """Say whether either place of a finding meets a place of the mutant."""
    return _on_left(finding, mutant) or _meets(
        mutant, finding.right_page, finding.right_x0, finding.right_top, finding.right_x1, finding.right_bottom
    )


def _on_left(finding: Finding, mutant: Mutant) -> bool:
    return _meets(mutant, finding.left_page, finding.left_x0, finding.left_top, finding.left_x1, finding.left_bottom)


def _meets(mutant: Mutant, page: int | None, *sides: float | None) -> bool:
    if page != mutant.page or None in sides:
        return False
    place = Box(*(side for side in sides if side is not None))
    return any(box.overlap(place) > 0 for box in mutant.boxes)


def row(tally: Counter[tuple[str, str]], name: str, seed: int) -> dict[str, Any]:
    """Return the result as it is kept."""
    kinds = sorted({kind for kind, _ in tally if kind})
    whole = {what: tally["", what] for kind, what in tally if not kind}
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "documents": name,
        "seed": seed,
        **whole,
        "kinds": {kind: {what: tally[kind, what] for what in ("made", "caught", "pointed at")} for kind in kinds},
    }


def table(tally: Counter[tuple[str, str]]) -> str:
    """Return the result as a Markdown table."""
    lines = ["| change | made | caught | | pointed at |", "|---|---|---|---|---|"]
    for kind in sorted({kind for kind, _ in tally if kind}):
        made, caught, pointed = (tally[kind, what] for what in ("made", "caught", "pointed at"))
        lines.append(f"| {kind} | {made} | {caught} | {caught / made:.2f} | {pointed} |")
    return "\n".join([*lines, "", ", ".join(f"{tally[key]} {key[1]}" for key in tally if not key[0])])


if __name__ == "__main__":
    main()
