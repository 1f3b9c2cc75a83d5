"""Running text against tables: which cell states the same fact as a sentence, and do the two agree.

A number alone never joins anything: 75 % is two facts. A link needs the row's words in or around the sentence and a
measure, period and unit that do not speak against it; the features and their worth are kept in `links.reasons`.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Sequence

from kommuntal.reconcile.claims_arithmetic import Sum, sums_said, wrong_sum
from kommuntal.reconcile.claims_contradiction import (
    change_finding,
    contradicted,
    contradiction,
    time_finding,
    wrong_change,
    wrong_time,
)
from kommuntal.reconcile.claims_derived import Derived, derived
from kommuntal.reconcile.claims_features import Pair, compare, named_in, uncovered, whole_of
from kommuntal.reconcile.claims_rows import Row, Rows, rows_of, words_of
from kommuntal.schema import Claim, Figure, Link, Records
from kommuntal.schema.enums import Hedge, LinkKind, LinkVerdict, Measure, Unit

MATCH = 0.72  # below it the words carry too little to say that two places speak of one fact
NAMED = 0.6  # a row less named than this is never meant
COUNT_NAMED = 0.9  # "3 beslut": small numbers are everywhere, so that all words of the row must be there
MARGIN = 0.04  # a runner-up of another row this near leaves it unsure which of the two is meant
BOUNDS = (Hedge.AT_LEAST, Hedge.AT_MOST)  # a bound or a range states no figure
BETTER_HERE, BETTER_ELSEWHERE = 0.02, 0.2  # how much better another row is named that must be meant instead
NAMED_PART = 0.9  # a row so well named is what the sentence is about: it does not speak of the whole


def check(records: Records) -> Records:
    """Return the links from claims to figures of the same document, and a finding where they contradict each other."""
    tables = {table.table_id: table for table in records.tables}
    figures: dict[str, list[Figure]] = defaultdict(list)
    for figure in records.figures:
        figures[figure.document_id].append(figure)
    rows = {document: rows_of(own, tables) for document, own in figures.items()}
    amounts = Counter((c.document_id, c.page, c.sentence, c.base_unit) for c in records.claims)
    out = Records()
    sums = sums_said(records.claims)
    out.findings.extend(wrong_sum(said) for said in sums if not said.holds)
    reckoned_in_words = {said.result.claim_id for said in sums}
    for claim in records.claims:
        if claim.value is None or claim.hedge in BOUNDS or claim.document_id not in rows:
            continue
        if claim.claim_id in reckoned_in_words:
            continue
        alone = amounts[(claim.document_id, claim.page, claim.sentence, claim.base_unit)] == 1
        named = rows_named(claim, rows[claim.document_id], alone)
        pairs = [pair for row, worth in named for pair in compare(claim, row, worth)]
        chosen, verdict = choose(claim, pairs)
        if chosen:
            out.links.extend(_link(claim, pair, verdict) for pair in chosen)
        elif reckoned := derived(claim, named):
            out.links.extend(_derived_links(claim, reckoned))
        elif wrong := contradicted(claim, pairs):
            out.links.append(_link(claim, wrong, LinkVerdict.MATCH))
            out.findings.append(contradiction(claim, wrong.figure))
        elif cells := wrong_change(claim, named):
            out.links.extend(_derived_links(claim, Derived("difference", 1.0, cells, holds=False)))
            out.findings.append(change_finding(claim, *cells))
        elif slip := wrong_time(claim, named):
            out.links.append(_link(claim, slip, LinkVerdict.MATCH))
            out.findings.append(time_finding(claim, slip.figure))
    out.links.extend(_terms_of(sums, out.links, records.figures))
    return out


def _terms_of(sums: Sequence[Sum], links: Sequence[Link], figures: Sequence[Figure]) -> list[Link]:
    """Return links from each stated difference to the cells that its terms are linked to."""
    by_id = {figure.figure_id: figure for figure in figures}
    linked: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        if link.verdict is LinkVerdict.MATCH:
            linked[link.left_id].append(link)
    return [
        _make(
            said.result, by_id[link.right_id], link.score, LinkVerdict.MATCH, {"term": 1.0, "value": float(said.holds)}
        )
        for said in sums
        for term in (said.first, said.second)
        for link in linked[term.claim_id]
    ]


def rows_named(claim: Claim, rows: Rows, alone: bool) -> list[tuple[Row, float]]:
    """Return the rows that the sentence may mean, each with how well it is named.

    A row for the whole is meant only where no part in the same table is named.
    """
    told = " ".join(filter(None, (claim.sentence, claim.organisation, claim.heading, claim.before)))
    found = rows.named_in(words_of(told))
    named = [(row, named_in(claim, row, alone)) for row in found if not row.is_whole]
    parts = {row.table.table_id for row, worth in named if worth >= NAMED_PART}
    whole = [(row, whole_of(claim, row)) for row in found if row.is_whole and row.table.table_id not in parts]
    return [(row, worth) for row, worth in named + whole if worth >= NAMED]


def choose(claim: Claim, pairs: Sequence[Pair]) -> tuple[list[Pair], LinkVerdict]:
    """Return every print of the one fact that is meant, none where no pair is good enough; unsure when two different
    rows fit as well."""
    floor = COUNT_NAMED if claim.base_unit in (None, Unit.PERSONS, Unit.COUNT, Unit.FTE) else NAMED
    good = sorted((p for p in pairs if p.agrees and p.named >= floor), key=lambda p: -p.score)
    if not good or good[0].score < MATCH:
        return [], LinkVerdict.NO_MATCH
    best = good[0]
    vague = claim.measure is Measure.OTHER and len(uncovered(claim, best.row)) > 1
    if vague or any(_better_named(other, best) for other in pairs):
        return [], LinkVerdict.NO_MATCH
    near = [p for p in good if p.score >= best.score - MARGIN]
    facts = {frozenset(p.row.words) for p in near}
    one = len(facts) == 1 or all(words <= max(facts, key=len) for words in facts)
    return near, LinkVerdict.MATCH if one else LinkVerdict.UNSURE


def _better_named(other: Pair, best: Pair) -> bool:
    """Say whether the sentence names another part better, whose value it is not."""
    if other.agrees or other.figure.is_total or not other.row.words:
        return False
    here = other.row.table.table_id == best.row.table.table_id
    return other.named > best.named + (BETTER_HERE if here else BETTER_ELSEWHERE)


def _link(claim: Claim, pair: Pair, verdict: LinkVerdict) -> Link:
    reasons = {name: round(value, 3) for name, value in pair.features.items()} | {"value": float(pair.agrees)}
    return _make(claim, pair.figure, pair.score, verdict, reasons)


def _derived_links(claim: Claim, reckoned: Derived) -> list[Link]:
    reasons = {"named": round(reckoned.named, 3), reckoned.kind: 1.0, "value": float(reckoned.holds)}
    return [_make(claim, figure, reckoned.named, LinkVerdict.MATCH, reasons) for figure in reckoned.figures]


def _make(claim: Claim, figure: Figure, score: float, verdict: LinkVerdict, reasons: dict[str, float]) -> Link:
    return Link(
        link_id=f"{claim.claim_id}>{figure.figure_id}",
        kind=LinkKind.CLAIM_FIGURE,
        left_type="claim",
        left_id=claim.claim_id,
        right_type="figure",
        right_id=figure.figure_id,
        score=round(score, 3),
        verdict=verdict,
        reasons=json.dumps(reasons, sort_keys=True),
    )
