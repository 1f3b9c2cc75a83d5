"""Running text against tables: which cell states the same fact as a sentence, and do the two agree.

A number alone never joins anything: 75 % is two facts. A link needs the row's words in or around the sentence and a
measure, period and unit that do not speak against it; the features and their worth are kept in `links.reasons`.
Sentences are read twice: first each for itself, then what is left with what their neighbours were found to speak of.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import msgspec

from kommuntal.reconcile.claims_arithmetic import Sum, sums_said, wrong_sum
from kommuntal.reconcile.claims_choice import choose, rows_named
from kommuntal.reconcile.claims_contradiction import Column, column_of, contradicted, out_of_line
from kommuntal.reconcile.claims_derived import Derived, derived
from kommuntal.reconcile.claims_features import Pair, compare, fits, printed_value, says_nothing
from kommuntal.reconcile.claims_findings import (
    change_finding,
    contradiction,
    difference_finding,
    direction_finding,
    misgrouped_finding,
    share_finding,
    sum_finding,
    time_finding,
)
from kommuntal.reconcile.claims_over_time import wrong_change, wrong_direction, wrong_time
from kommuntal.reconcile.claims_reckoned import held_against, reckoned
from kommuntal.reconcile.claims_rows import Row, Rows, rows_of
from kommuntal.schema import Claim, Figure, Finding, Link, Records
from kommuntal.schema.enums import Hedge, LinkKind, LinkVerdict, Measure
from kommuntal.swedish.amounts import find_misgrouped

BOUNDS = (Hedge.AT_LEAST, Hedge.AT_MOST)  # a bound or a range states no figure
SIBLING = 0.9  # how well a row is named by the amount beside it in the sentence


@dataclass
class Told:
    """A claim, the rows that its words name and the cells beside it; `chosen` are those that state the same fact."""

    claim: Claim
    named: list[tuple[Row, float]]
    pairs: list[Pair]
    chosen: list[Pair] = field(default_factory=list)
    verdict: LinkVerdict = LinkVerdict.NO_MATCH
    reckoned: Derived | None = None
    out_of_line: Pair | None = None  # what its neighbours' column says, where it agrees with another by chance


def check(records: Records) -> Records:
    """Return the links from claims to figures of the same document, and a finding where they contradict each other."""
    tables = {table.table_id: table for table in records.tables}
    figures: dict[str, list[Figure]] = defaultdict(list)
    claims: dict[str, list[Claim]] = defaultdict(list)
    for figure in records.figures:
        figures[figure.document_id].append(figure)
    for claim in records.claims:
        claims[claim.document_id].append(claim)
    out = Records()
    for document, own in claims.items():
        out.extend(_check_document(own, figures[document], rows_of(figures[document], tables, records.sections)))
    return out


def _check_document(claims: Sequence[Claim], figures: Sequence[Figure], rows: Rows) -> Records:
    sums = sums_said(claims)
    out = Records(findings=[wrong_sum(said) for said in sums if not said.holds])
    out.findings.extend(misgrouped_finding(c) for c in claims if c.value is None and find_misgrouped(c.quote))
    reckoned_in_words = {said.result.claim_id for said in sums}
    of_two_times = {said.result.claim_id for said in sums if said.result.measure is Measure.CHANGE}
    stating = [c for c in claims if c.value is not None and c.hedge not in BOUNDS]
    told = _read(stating, rows) if rows.rows else []
    for one in told:
        one.chosen, one.verdict = choose(one.claim, one.pairs)
    usual = Counter(column for one in told for column in {column_of(one.claim, p.figure) for p in one.chosen})
    for one in told:
        if one.chosen and (beside_it := out_of_line(one.claim, one.pairs, one.chosen, usual)):
            one.chosen, one.out_of_line = [], beside_it
        out.links.extend(
            _link(one.claim, pair, one.verdict) for pair in one.chosen if one.claim.claim_id not in of_two_times
        )
    turned = [(one.claim, cells) for one in told if one.chosen and (cells := wrong_direction(one.claim, one.chosen))]
    out.findings.extend(direction_finding(claim, *cells) for claim, cells in turned)
    blamed: dict[str, list[Finding]] = {}
    for n, (one, beside) in enumerate(zip(told, _siblings(told), strict=True)):
        if not one.chosen and one.claim.claim_id not in reckoned_in_words:
            found = _read_again(one, beside, _just_before(told, n), usual, rows)
            blamed |= dict.fromkeys([one.claim.claim_id] if found.findings and one.chosen else [], found.findings)
            out.extend(found)
    out.findings.extend(_follows(sums, told, blamed))
    out.links.extend(_terms_of(sums, out.links, figures))
    return out


def _read(claims: Sequence[Claim], rows: Rows) -> list[Told]:
    amounts = Counter((c.page, c.sentence, c.base_unit) for c in claims)
    out = []
    for claim in claims:
        named = rows_named(claim, rows, amounts[(claim.page, claim.sentence, claim.base_unit)] == 1)
        out.append(Told(claim, named, [pair for row, worth in named for pair in compare(claim, row, worth)]))
    return out


def _siblings(told: Sequence[Told]) -> list[list[Told]]:
    """Return beside each the others of its sentence, those before it first and the nearest of them first."""
    sentences: dict[tuple[int | None, str], list[Told]] = defaultdict(list)
    for one in told:
        sentences[(one.claim.page, one.claim.sentence)].append(one)
    out = []
    for one in told:
        all_here = sentences[(one.claim.page, one.claim.sentence)]
        at = next(n for n, other in enumerate(all_here) if other is one)
        out.append(all_here[:at][::-1] + all_here[at + 1 :])
    return out


def _read_again(one: Told, beside: Sequence[Told], before: Told | None, usual: Counter[Column], rows: Rows) -> Records:
    """Return what comes of a claim that is no cell's value by its own words alone."""
    claim = one.claim
    mate = next((other for other in beside if other.chosen), None)
    spoken_of = _rows(mate) if mate else []
    pairs = one.pairs
    if says_nothing(claim) and mate:
        beside_it = [_as_sibling(pair, mate) for row in spoken_of for pair in compare(claim, row, SIBLING)]
        known = {pair.figure.figure_id for pair in beside_it}
        pairs = [*(pair for pair in pairs if pair.figure.figure_id not in known), *beside_it]
    if one.out_of_line:
        return _contradiction(one, one.out_of_line)
    one.chosen, verdict = choose(claim, pairs)
    if one.chosen:
        return Records(links=[_link(claim, pair, verdict) for pair in one.chosen])
    siblings = [(other.claim, other.chosen, other.reckoned) for other in beside]
    one.reckoned = derived(claim, one.named) or reckoned(claim, pairs, siblings, rows)
    if one.reckoned:
        findings = [] if one.reckoned.holds else [_reckoning(claim, one.reckoned)]
        return Records(links=_derived_links(claim, one.reckoned), findings=findings)
    if level := held_against(claim, pairs, siblings):
        return _held_against(claim, *level)
    if wrong := contradicted(claim, pairs, usual):
        return _contradiction(one, wrong)
    if not spoken_of and before is not None and says_nothing(claim):
        spoken_of = _rows(before)
    if cells := wrong_change(claim, one.named, spoken_of):
        links = _derived_links(claim, Derived("difference", 1.0, cells, holds=False))
        return Records(links=links, findings=[change_finding(claim, *cells)])
    if slip := wrong_time(claim, one.named):
        return Records(links=[_link(claim, slip, LinkVerdict.MATCH)], findings=[time_finding(claim, slip.figure)])
    return Records()


def _reckoning(claim: Claim, reckoned: Derived) -> Finding:
    first, *others = reckoned.figures
    if reckoned.kind == "share":
        return share_finding(claim, first, others)
    return sum_finding(claim, reckoned.figures, leaving_out=reckoned.kind == "without")


def _contradiction(one: Told, wrong: Pair) -> Records:
    one.chosen = [wrong]
    return Records(
        links=[_link(one.claim, wrong, LinkVerdict.MATCH)], findings=[contradiction(one.claim, wrong.figure)]
    )


def _just_before(told: Sequence[Told], n: int) -> Told | None:
    """Return the last claim of the sentence before, where the two stand in one section."""
    claim = told[n].claim
    earlier = next((one for one in reversed(told[:n]) if one.claim.sentence != claim.sentence), None)
    return earlier if earlier and claim.before and earlier.claim.sentence.endswith(claim.before) else None


def _held_against(claim: Claim, level: Claim, cells: tuple[Figure, Figure]) -> Records:
    assert level.value is not None
    value, half = printed_value(claim, cells[1])
    holds = fits(claim, level.value - value, half)
    links = _derived_links(claim, Derived("difference", 1.0, cells, holds))
    return Records(links=links, findings=[] if holds else [difference_finding(claim, level, cells[1])])


def _rows(told: Told) -> list[Row]:
    """Return the rows that a claim was found to speak of, in every table that has them."""
    names = {pair.row.words for pair in told.chosen}
    rows = [pair.row for pair in told.chosen] + [row for row, _ in told.named if row.words in names]
    return list({(row.table.table_id, row.figures[0].row): row for row in rows}.values())


def _as_sibling(pair: Pair, mate: Told) -> Pair:
    """Return a pair of a row that the mate speaks of; of another time than the mate's cell it is less sure."""
    same = pair.figure.period_end in {beside.figure.period_end for beside in mate.chosen}
    return replace(pair, features={**pair.features, "sibling": 1.0 if same else 0.5})


def _follows(sums: Sequence[Sum], told: Sequence[Told], blamed: Mapping[str, Sequence[Finding]]) -> Iterator[Finding]:
    """Yield the changes that are reckoned rightly from a number that contradicts its cell, each naming that cause."""
    cells = {one.claim.claim_id: one.chosen[0].figure for one in told if one.chosen}
    for said in sums:
        causes = [finding for term in (said.first, said.second) for finding in blamed.get(term.claim_id, ())]
        if not said.holds or len(causes) != 1 or not {said.first.claim_id, said.second.claim_id} <= cells.keys():
            continue
        later, earlier = cells[said.first.claim_id], cells[said.second.claim_id]
        (x, half), (y, _) = printed_value(said.result, later), printed_value(said.result, earlier)
        if (later.table_id, later.row) == (earlier.table_id, earlier.row) and not fits(said.result, x - y, half):
            finding = change_finding(said.result, later, earlier)
            yield msgspec.structs.replace(finding, cause_id=causes[0].finding_id)


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
