"""What reviewers say stands on the page, put in the place of what we read there; what we read is kept beside it.

A correction is meant for one printed value: of the records at its place, the one that says what the reviewer was shown.
Where a later version of the program reads something else there, or where several say the same, nothing is put in: the
first is new evidence, and the second a guess.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import msgspec

from kommuntal.extract.indicators.reading import amount_of, operator_of
from kommuntal.extract.tables import cell_amount
from kommuntal.review.evidence import standing
from kommuntal.schema import (
    Cell,
    Claim,
    ContentsLine,
    Correction,
    Figure,
    Goal,
    IndicatorValue,
    Placed,
    Records,
    Review,
)
from kommuntal.schema.enums import Assessment, ReviewVerdict, Trend
from kommuntal.schema.fields import key
from kommuntal.swedish.alike import bare
from kommuntal.swedish.amounts import Amount, find_amounts
from kommuntal.swedish.numbers import DASHES
from kommuntal.swedish.text import Found
from kommuntal.swedish.verdicts import find_trend, parse_verdict

# Datasets whose records say a value, with the fields that are plain print.
TEXTS: Mapping[str, Sequence[str]] = {
    "cells": (),
    "figures": (),
    "claims": (),
    "indicator_values": (),
    "goals": ("title",),
    "agenda_items": ("title", "case_number"),
    "papers": ("title", "case_number"),
    "contents_lines": ("title",),
    "sections": ("heading",),
}
SIGNS = "+" + DASHES
GREATEST = 10**18
NEAR = 2.0  # points by which boxes of one place may differ between readings
Spot = tuple[object, ...]


def correct(records: Records, reviews: Iterable[Review]) -> tuple[Records, list[Correction]]:
    """Return the records with the corrections that stand put in, and a row for each field that differs.

    Only the values are corrected: findings are to be made of the result.
    """
    wanted = [
        review
        for review in standing(reviews).values()
        if review.verdict is ReviewVerdict.READING_ERROR and review.corrected_value and review.value_read
    ]
    there = _by_page(records, {(review.document_id, review.page) for review in wanted})
    changed: dict[str, dict[int, Placed]] = defaultdict(dict)
    rows: list[Correction] = []
    for review in sorted(wanted, key=lambda r: r.decided_at, reverse=True):  # of two for one place the later one counts
        found = _meant(there[review.document_id, review.page], review)
        for dataset, number, now in found:
            if number not in changed[dataset]:
                rows += _rows(dataset, getattr(records, dataset)[number], now, review)
                changed[dataset][number] = now
    corrected = {
        dataset: [by_number.get(number, row) for number, row in enumerate(getattr(records, dataset))]
        for dataset, by_number in changed.items()
    }
    return msgspec.structs.replace(records, **corrected), rows


def corrected_record(dataset: str, record: Placed, review: Review) -> Placed | None:
    """Return the record as the reviewer says it is printed; None where it does not say what was read, or cannot."""
    read, printed = review.value_read or "", (review.corrected_value or "").strip()
    match record:
        case Cell():
            now: Placed | None = _cell(record, read, printed)
        case Figure():
            now = _figure(record, read, printed)
        case Claim():
            now = _claim(record, read, printed)
        case IndicatorValue():
            now = _indicator_value(record, read, printed)
        case Goal() if (goal := _goal(record, read, printed)) is not None:
            now = goal
        case _:
            now = _text(dataset, record, read, printed)
    if now is None or now == record or not _storable(now):
        return None
    # How sure a figure or a claim is also says how well it is understood, which nobody was asked.
    return now if isinstance(now, Figure | Claim) else msgspec.structs.replace(now, confidence=1.0)


def _by_page(records: Records, pages: set[tuple[Any, Any]]) -> dict[tuple[Any, Any], list[tuple[str, int, Placed]]]:
    """Return (dataset, number in it, record) by document and page, of these pages alone."""
    there: dict[tuple[Any, Any], list[tuple[str, int, Placed]]] = defaultdict(list)
    for dataset in TEXTS:
        for number, record in enumerate(getattr(records, dataset)):
            for page in {record.page, getattr(record, "quote_page", None)}:
                if (record.document_id, page) in pages:
                    there[record.document_id, page].append((dataset, number, record))
    return there


def _meant(there: Iterable[tuple[str, int, Placed]], review: Review) -> list[tuple[str, int, Placed]]:
    """Return the records of the one value that the review is about, corrected; none where that is not one."""
    fitting = [
        (record, (dataset, number, now))
        for dataset, number, record in there
        if _within(record, review) and (now := corrected_record(dataset, record, review)) is not None
    ]
    exact = [one for one in fitting if _same_box(one[0], review)]
    found = [(_spot(now), now) for _, now in exact or fitting]
    return [now for _, now in found] if len({spot for spot, _ in found}) == 1 else []


def _spot(found: tuple[str, int, Placed]) -> Spot:
    """Return what tells one printed value from the next; a cell and its figure are one."""
    dataset, number, record = found
    return (record.table_id, record.row, record.column) if isinstance(record, Cell | Figure) else (dataset, number)


def _storable(record: Placed) -> bool:
    """Say whether the numbers are of a size that is ever printed: one that no file holds would stop every run."""
    values: Iterable[object] = (getattr(record, name) for name in record.__struct_fields__)
    return all(-GREATEST < value < GREATEST for value in values if isinstance(value, (int, Decimal)))


def _within(record: Placed, review: Review) -> bool:
    """Say whether the middle of the record is in the box of the review; one without a box is the whole page."""
    if None in (review.x0, review.top, review.x1, review.bottom) or record.page != review.page:
        return True
    if None in (record.x0, record.top, record.x1, record.bottom):
        return False
    x, y = (record.x0 + record.x1) / 2, (record.top + record.bottom) / 2  # type: ignore[operator]
    return bool(review.x0 - NEAR <= x <= review.x1 + NEAR and review.top - NEAR <= y <= review.bottom + NEAR)  # type: ignore[operator]


def _same_box(record: Placed, review: Review) -> bool:
    sides = [(getattr(record, side), getattr(review, side)) for side in ("x0", "top", "x1", "bottom")]
    return all(a is not None and b is not None and abs(a - b) <= NEAR for a, b in sides)


def _rows(dataset: str, was: Placed, now: Placed, review: Review) -> Iterator[Correction]:
    for column in was.__struct_fields__:
        before, after = getattr(was, column), getattr(now, column)
        if before != after:
            yield Correction(
                document_id=was.document_id,
                page=was.page,
                x0=was.x0,
                top=was.top,
                x1=was.x1,
                bottom=was.bottom,
                dataset=dataset,
                record_id="/".join(str(getattr(was, name)) for name in key(dataset)),
                column=column,
                value_read=_printed(before),
                value_corrected=_printed(after),
                finding_id=review.finding_id,
                reviewer=review.reviewer,
                decided_at=review.decided_at,
            )


def _printed(value: object) -> str | None:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return None if value is None else str(value)


def _cell(cell: Cell, read: str, printed: str) -> Cell | None:
    if bare(cell.text) != bare(read):
        return None
    amount = cell_amount(printed)
    return msgspec.structs.replace(
        cell,
        text=printed,
        value=amount.value if amount and not cell.is_header else None,
        value_unit=amount.unit.text if amount and amount.unit and not cell.is_header else None,
    )


def _figure(figure: Figure, read: str, printed: str) -> Figure | None:
    """A text that is no number leaves a figure without value."""
    if bare(figure.text) != bare(read):
        return None
    amount = cell_amount(printed)
    if amount is None:
        return msgspec.structs.replace(figure, text=printed, value=None, decimals=None)
    unit, scale = (amount.unit.base, amount.unit.scale) if amount.unit else (figure.unit, figure.scale)
    return msgspec.structs.replace(
        figure,
        text=printed,
        value=amount.value * (scale if scale is not None else 1),
        decimals=amount.decimals if amount.hedge is None else None,
        unit=unit,
        scale=scale,
    )


def _claim(claim: Claim, read: str, printed: str) -> Claim | None:
    """The number is put into the words too, so that a check that still disagrees makes a finding of its own.

    A number without a sign of its own keeps the sign that the words around it gave.
    """
    was, right = _amount_in(claim.quote, claim.value), _amount_in(printed)
    if (
        was is None
        or right is None
        or claim.value is None
        or bare(read) not in (bare(claim.quote), bare(was.item.text))
    ):
        return None
    unit = f" {was.item.unit.text}" if was.item.unit and not right.item.unit else ""
    quote = claim.quote[: was.start] + right.item.text + unit + claim.quote[was.end :]
    now = next((found.item for found in find_amounts(quote) if found.start == was.start), None)
    if now is None:
        return None
    turned = right.item.text[0] not in SIGNS and claim.value != was.item.value
    low, high = (_minus(now.high), _minus(now.low)) if turned else (now.low, now.high)
    return msgspec.structs.replace(
        claim,
        quote=quote,
        sentence=claim.sentence.replace(claim.quote, quote, 1),
        value=-now.value if turned else now.value,
        value_low=low,
        value_high=high,
        unit=now.unit.text if now.unit else None,
        base_unit=now.unit.base if now.unit else None,
        scale=now.unit.scale if now.unit else None,
    )


def _amount_in(text: str, value: Decimal | None = None) -> Found[Amount] | None:
    """Return the one amount of the text, or the one of this size; None where there are several, or none."""
    found = [f for f in find_amounts(text) if value is None or abs(f.item.value) == abs(value)]
    return found[0] if len(found) == 1 else None


def _minus(value: Decimal | None) -> Decimal | None:
    return None if value is None else -value


def _indicator_value(value: IndicatorValue, read: str, printed: str) -> IndicatorValue | None:
    if bare(value.text) != bare(read):
        return None
    amount = amount_of(printed)
    return msgspec.structs.replace(
        value, text=printed, value=amount.value if amount else None, operator=operator_of(printed, value.role)
    )


def _goal(goal: Goal, read: str, printed: str) -> Goal | None:
    """Return the goal with the assessment or trend that its symbol, or the sentence about it, really shows."""
    assessment, trend = _assessment(printed), _trend(printed)
    if goal.quote is not None and bare(read) == bare(goal.quote):
        return msgspec.structs.replace(goal, text_assessment=assessment) if assessment else None
    titled = bare(read) == bare(goal.title)
    if assessment and (titled or _assessment(read) == (goal.assessment or False)):
        return msgspec.structs.replace(goal, assessment=assessment)
    if trend and (titled or _trend(read) == (goal.trend or False)):
        return msgspec.structs.replace(goal, trend=trend)
    return None


def _assessment(word: str) -> Assessment | None:
    return Assessment(word) if word in set(Assessment) else parse_verdict(word, answers=False)


def _trend(word: str) -> Trend | None:
    found = find_trend(f"{word} trend")
    return Trend(word) if word in set(Trend) else found.item if found else None


def _text(dataset: str, record: Placed, read: str, printed: str) -> Placed | None:
    for column in TEXTS[dataset]:
        if bare(getattr(record, column) or "") == bare(read):
            return msgspec.structs.replace(record, **{column: printed})
    if isinstance(record, ContentsLine) and read == str(record.page_number) and printed.isdecimal():
        return msgspec.structs.replace(record, page_number=int(printed))
    return None
