"""A scan and its digital twin: one document twice. What only the scan says, the scanner or its reader said."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from itertools import product

from msgspec.structs import replace

from kommuntal.schema import Document, Finding, Link, Records, Table
from kommuntal.schema.enums import LinkKind, LinkVerdict, TextLayer
from kommuntal.swedish.alike import letters

ALIKE = 0.9  # share of words in common: a page read from its picture loses one in fifty, another year's edition more
ALIKE_NUMBERS = (
    0.6  # share of numbers in common: small ones are often doubtful on a scan; another edition has few of them
)
ENOUGH = 60  # words by which two documents can be told to be one
RANKED_LAST = 0.6  # factor on the confidence of a finding in a document that was read from pictures
MOST_UNREAD = 0.05  # share of the numbers of a table that may be unread where its sums are to be trusted
PICTURES = (TextLayer.OCR, TextLayer.BROKEN)

_NUMBER = re.compile(r"[\d\s.,()%+–−\ufffd-]*[\d\ufffd]")  # a cell that begins as numbers do, or with unread ink
_WORD = re.compile(r"\w+")


def check(records: Records) -> Records:
    """Return a link for every scan and the document with text that it is a picture of."""
    return Records(links=[link for link, _, _ in _twins(records)])


def prefer_digital(findings: list[Finding], records: Records) -> list[Finding]:
    """Return the findings without those that a scan has and its digital twin has not; those in scans rank last.

    Both print the same, so what is wrong in the scan alone was misread. Nor does a table of a scan give findings whose
    numbers were not nearly all read: how its columns belong together is then found from the few that were.
    """
    twin = {scan.document_id: digital.document_id for _, scan, digital in _twins(records)}
    pictures = {d.document_id for d in records.documents if d.text_layer in PICTURES}
    half_read = _half_read(records, pictures)
    digital = {_said(f, {}) for f in findings}
    out = []
    for finding in findings:
        places = {finding.left_document_id, finding.right_document_id}
        of_both = places & set(twin.values())
        if places & set(twin) and (of_both or _said(finding, twin) not in digital):
            continue
        if any(_stands_in(finding, table) for table in half_read):
            continue
        trust = RANKED_LAST if places & pictures else 1.0
        out.append(replace(finding, confidence=round(finding.confidence * trust, 3)))
    return out


def _half_read(records: Records, pictures: set[str]) -> list[Table]:
    """Return the tables of scans of whose numbers too many could not be read."""
    unread: Counter[str] = Counter()
    numbers: Counter[str] = Counter()
    for cell in records.cells:
        if cell.document_id in pictures and not cell.is_header and _NUMBER.match(cell.text):
            numbers[cell.table_id] += 1
            unread[cell.table_id] += cell.value is None
    return [t for t in records.tables if unread[t.table_id] > MOST_UNREAD * numbers[t.table_id]]


def _stands_in(finding: Finding, table: Table) -> bool:
    if (finding.left_document_id, finding.left_page) != (table.document_id, table.page) or finding.left_top is None:
        return False
    return (table.top or 0.0) - 1 <= finding.left_top <= (table.bottom or 0.0) + 1


def _said(finding: Finding, twin: dict[str, str]) -> tuple[str | None, ...]:
    """Return what a finding says and of which document, a scan named by its twin."""
    left, right = finding.left_document_id, finding.right_document_id
    return (
        finding.kind,
        twin.get(left or "", left),
        letters(finding.left_quote or ""),
        twin.get(right or "", right),
        letters(finding.right_quote or ""),
    )


def _twins(records: Records) -> Iterator[tuple[Link, Document, Document]]:
    scans = [d for d in records.documents if d.text_layer in PICTURES]
    digital = [d for d in records.documents if d.text_layer == TextLayer.NATIVE]
    if not scans or not digital:
        return
    said = _words(records)
    for scan in scans:
        pairs = [p for p in product([scan], digital) if _may_be_one(*p)]
        scored = sorted((_likeness(said[a.document_id], said[b.document_id]), n) for n, (a, b) in enumerate(pairs))
        if not scored or scored[-1][0][0] < ALIKE or scored[-1][0][1] < ALIKE_NUMBERS:
            continue
        (words, numbers), n = scored[-1]
        other = pairs[n][1]
        key = f"{LinkKind.VERSION} {scan.document_id} {other.document_id}"
        yield (
            Link(
                link_id=sha256(key.encode()).hexdigest()[:20],
                kind=LinkKind.VERSION,
                left_type="document",
                left_id=scan.document_id,
                right_type="document",
                right_id=other.document_id,
                score=round(words, 3),
                verdict=LinkVerdict.MATCH,
                reasons=json.dumps({"words": round(words, 3), "numbers": round(numbers, 3), "pages": scan.pages}),
            ),
            scan,
            other,
        )


def _may_be_one(scan: Document, other: Document) -> bool:
    return scan.pages == other.pages and all(
        one is None or two is None or one == two
        for one, two in ((scan.period_end, other.period_end), (scan.meeting_date, other.meeting_date))
    )


def _words(records: Records) -> dict[str, Counter[str]]:
    """Return the words of each document as far as its records quote them, each place once."""
    out: dict[str, Counter[str]] = {d.document_id: Counter() for d in records.documents}
    for cell in records.cells:
        out[cell.document_id].update(_WORD.findall(cell.text.casefold()))
    for section in records.sections:
        out[section.document_id].update(_WORD.findall(section.heading.casefold()))
    for document_id, sentence in {(c.document_id, c.sentence) for c in records.claims}:
        out[document_id].update(_WORD.findall(sentence.casefold()))
    return out


def _likeness(scan: Counter[str], digital: Counter[str]) -> tuple[float, float]:
    """Return which shares of the words, and of the numbers, of a digital document a scan has too.

    The scan may have more of them: text in pictures is read on a scan alone.
    """
    if digital.total() < ENOUGH:
        return 0.0, 0.0
    numbers = Counter({w: n for w, n in digital.items() if w.isdigit()})
    return _shared(scan, digital), _shared(scan, numbers)


def _shared(scan: Counter[str], digital: Counter[str]) -> float:
    return (scan & digital).total() / digital.total() if digital else 1.0
