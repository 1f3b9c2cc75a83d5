"""Every sentence that is linked to a cell, changed alone: is the change told?

    python bench/sentences.py FOLDER... [--pages CACHE] [--name TEXT] [--write] [--missed]

Where `mutation.py` takes a sample of all kinds of changes, this changes every linked number of running text in every
place: each digit to another, each two neighbours swapped, the comma moved by one place. A number counts once for each
of the three, by the share of its changes that are told. The text is changed after layout, so that hundreds of changes
take minutes. A change that the cell still agrees with ("ca", rounding) is not made. `--write` keeps the result in
bench/results/sentences.json, `--missed` prints what was not told.
"""

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import NamedTuple

from msgspec.structs import replace

from kommuntal.extract import Context, extract
from kommuntal.extract.claims import extract_claims
from kommuntal.extract.ids import Ids
from kommuntal.layout import lay_out
from kommuntal.layout.model import Layout, Paragraph
from kommuntal.read import read_document
from kommuntal.read.model import Reading
from kommuntal.reconcile.claims import check
from kommuntal.reconcile.claims_features import agrees
from kommuntal.schema import Claim, Figure, Records
from kommuntal.schema.enums import LinkVerdict

RESULTS = Path(__file__).parent / "results" / "sentences.json"
NUMBER = re.compile(r"(?:\d{1,3}(?:\s\d{3})+|\d+)(?:,\d+)?")


class Linked(NamedTuple):
    """A claim with the cells that state it; none where it is only reckoned from cells."""

    claim: Claim
    cells: Sequence[Figure]


def main() -> None:
    """Walk it from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--name", default="")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--missed", action="store_true")
    given = parser.parse_args()
    tally: dict[tuple[str, str], list[float]] = defaultdict(list)
    for file in sorted(f for p in given.paths for f in (p.glob("*.pdf") if p.is_dir() else [p])):
        reading = read_document(file, cache=given.pages)
        if reading.pages:
            for kind, share in measure(reading, file.name, given.missed):
                tally[kind].append(share)
    for (link, change), shares in sorted(tally.items()):
        print(f"{link}, {change}: {sum(shares):.1f} of {len(shares)} = {sum(shares) / len(shares):.3f}")
    if given.write:
        rows = {f"{link}, {change}": [round(sum(shares), 1), len(shares)] for (link, change), shares in tally.items()}
        kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else []
        kept.append({"date": datetime.now(UTC).date().isoformat(), "documents": given.name, "told of": rows})
        RESULTS.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n")


def measure(reading: Reading, name: str, missed: bool) -> Iterator[tuple[tuple[str, str], float]]:
    """Yield, for each linked number and kind of change, the share of its changes that give a finding of its own."""
    layout = lay_out(reading)
    records = extract(layout, reading, name)
    plain = check(records)
    known = {finding.finding_id for finding in plain.findings}
    quoted = {(finding.left_page, finding.left_quote) for finding in plain.findings}
    random = Random(1)
    for linked in _linked(records, plain):
        if (linked.claim.page, linked.claim.quote) in quoted:
            continue  # it contradicts its cell as it is
        told: dict[str, list[bool]] = defaultdict(list)
        for kind, paragraph, changed in _changes(layout, linked.claim, random):
            read = _with(records, layout, reading, paragraph, changed)
            ours = next((c for c in read.claims if c.claim_id == linked.claim.claim_id and c.value is not None), None)
            if ours is not None and any(agrees(ours, cell) for cell in linked.cells):
                continue
            found = [f for f in check(read).findings if f.finding_id not in known]
            hit = any((f.left_quote or "") in changed.text for f in found)
            told[kind].append(hit)
            if missed and not hit:
                print(f"missed: {name} p.{linked.claim.page} {kind}: {changed.text[:200]}")
        for kind, hits in told.items():
            yield ("stated in a table" if linked.cells else "derived", kind), sum(hits) / len(hits)


def _linked(records: Records, found: Records) -> Iterator[Linked]:
    figures = {figure.figure_id: figure for figure in records.figures}
    cells: dict[str, list[Figure]] = defaultdict(list)
    for link in found.links:
        if link.verdict is LinkVerdict.MATCH:
            cells[link.left_id].append(figures[link.right_id])
    for claim in records.claims:
        if claim.value is not None and cells[claim.claim_id]:
            yield Linked(claim, [cell for cell in cells[claim.claim_id] if agrees(claim, cell)])


def _changes(layout: Layout, claim: Claim, random: Random) -> Iterator[tuple[str, Paragraph, Paragraph]]:
    """Yield the paragraph of a claim as it is and as it is with the claim's number changed."""
    paragraph = next((p for p in layout.paragraphs if claim.sentence in p.text and p.page == claim.page), None)
    number = next((n for n in reversed(list(NUMBER.finditer(claim.quote)))), None)
    if paragraph is None or number is None:
        return
    at = paragraph.text.index(claim.sentence) + claim.sentence.index(claim.quote) + number.start()
    before, after = paragraph.text[:at], paragraph.text[at + len(number.group()) :]
    for kind, new in variants(number.group(), random):
        yield kind, paragraph, replace(paragraph, text=f"{before}{new}{after}")


def variants(number: str, random: Random) -> Iterator[tuple[str, str]]:
    """Yield a number with each digit changed, each two neighbours swapped, and the comma moved."""
    at = [i for i, letter in enumerate(number) if letter.isdigit()]
    for i in at:
        others = [d for d in "0123456789" if d != number[i] and not (d == "0" and i == at[0])]
        yield "digit", number[:i] + random.choice(others) + number[i + 1 :]
    for i, j in pairwise(at):
        if number[i] != number[j] and not (i == at[0] and number[j] == "0"):
            yield "swap", number[:i] + number[j] + number[i + 1 : j] + number[i] + number[j + 1 :]
    whole, comma, rest = number.partition(",")
    if comma:
        yield "comma", whole + rest[0] + (f",{rest[1:]}" if rest[1:] else "")
    elif len(at) < 3:
        yield "comma", f"{number}0"


def _with(records: Records, layout: Layout, reading: Reading, paragraph: Paragraph, changed: Paragraph) -> Records:
    """Return the records with the claims of a layout in which a paragraph is changed."""
    paragraphs = tuple(changed if p is paragraph else p for p in layout.paragraphs)
    context = Context(
        records.documents[0],
        Ids(layout.document_id),
        tuple(records.sections),
        tuple(records.tables),
        records,
        reading.outline,
    )
    return replace(records, claims=extract_claims(replace(layout, paragraphs=paragraphs), context).claims)


if __name__ == "__main__":
    main()
