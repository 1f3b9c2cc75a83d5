"""Findings with their verdicts as files: CSV and Parquet for programs, XLSX for people, and JSON lines for tests.

All of them are made from one Arrow table, so that they say the same. Texts come from PDFs that anybody may have
written, and no spreadsheet is to run them: XLSX holds them as texts, and CSV puts an apostrophe before what looks like
a formula.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from kommuntal.publish.derived import APOSTROPHE, FORMULAS
from kommuntal.review.queue import OPEN, Item, Source
from kommuntal.review.store import PLACE, Standing
from kommuntal.schema import Finding, Missed, Review
from kommuntal.schema.arrow import ARROW
from kommuntal.schema.enums import ReviewVerdict
from kommuntal.schema.fields import fields

OF_SOURCE = ("file_name", "municipality", "organisation", "period_start", "period_end", "meeting_date")
OF_FINDING = (
    "finding_id", "severity", "kind", "message", "message_en", "left_document_id", "left_page", "left_quote",
    "right_document_id", "right_page", "right_quote", "expected", "found", "difference", "tolerance", "confidence",
    "first_seen_run",
)  # fmt: skip
OF_REVIEW = ("verdict", "side", "value_read", "corrected_value", "comment", "reviewer", "decided_at")
VOCABULARY = {"severity": "severity", "kind": "kind", "verdict": "state", "status": "state", "side": "side"}

LONGEST = 32_767  # characters in a cell of XLSX
WIDEST = 60  # characters that a column is made wide for
ROWS_MEASURED = 200


def findings_table(items: Sequence[Item], status: Mapping[str, str], standing: Mapping[str, Standing]) -> pa.Table:
    """Return a row for each finding, in the order given: what it says, of which document, and the verdict it has.

    `status` is OPEN, "changed" or the verdict by finding, OPEN where it names none; a verdict that was given on other
    evidence is shown, and the status beside it says "changed".
    """
    columns: dict[str, pa.Array] = {"status": pa.array([status.get(item.id, OPEN) for item in items], pa.string())}
    reviews = [row.review if (row := standing.get(item.id)) else None for item in items]
    for dataset, names, rows in (
        ("findings", OF_FINDING, [item.finding for item in items]),
        ("documents", OF_SOURCE, [item.source for item in items]),
        ("reviews", OF_REVIEW, reviews),
    ):
        kinds = {field.name: ARROW[field.kind] for field in fields(dataset)}
        for name in names:
            values = [None if row is None else _plain(getattr(row, name)) for row in rows]
            columns[name] = pa.array(values, kinds[name])
    order = ("finding_id", "status", *OF_FINDING[1:5], *OF_SOURCE, *OF_FINDING[5:], *OF_REVIEW)
    return pa.table({name: columns[name] for name in order})


def as_csv(table: pa.Table) -> bytes:
    """Return the table as the datasets' CSV is written: UTF-8, comma, CRLF, ISO 8601, nothing for null."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.column_names)
    for row in zip(*(column.to_pylist() for column in table.columns), strict=True):
        writer.writerow([_csv_cell(value) for value in row])
    return out.getvalue().encode("utf-8", "replace")


def as_parquet(table: pa.Table) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd")
    return out.getvalue()


def as_xlsx(table: pa.Table, title: str, heading: Callable[[str], str], word: Callable[[str, str], str]) -> bytes:
    """Return a workbook of one sheet: numbers, dates and times as such, everything else as text, never as a formula.

    `heading` says what a column is called, `word` what a word of a vocabulary means, given the vocabulary and the word.
    Times are UTC: a sheet knows no time zones.
    """
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    head = book.add_format({"bold": True, "bottom": 1})
    formats = {
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "datetime": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        "text": book.add_format({"text_wrap": False, "valign": "top"}),
    }
    sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", title)[:31])
    for n, name in enumerate(table.column_names):
        values = table[name].to_pylist()
        if name in VOCABULARY:
            values = [None if value is None else word(VOCABULARY[name], value) for value in values]
        sheet.write_string(0, n, heading(name), head)
        for row, value in enumerate(values, start=1):
            _write(sheet, row, n, value, formats)
        longest = max((len(str(value)) for value in values[:ROWS_MEASURED] if value is not None), default=0)
        sheet.set_column(n, n, min(WIDEST, max(longest, len(heading(name))) + 2))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, table.num_rows), len(table.column_names) - 1)
    book.close()
    return out.getvalue()


def corrections_lines(
    standing: Iterable[Review], findings: Mapping[str, Finding], sources: Mapping[str, Source]
) -> bytes:
    """Return one JSON object a line for each misreading that is corrected: enough to make a test of reading from.

    `document_id` is the SHA-256 of the PDF, `box` x0, top, x1, bottom in points from the top left corner of `page`;
    there stands `corrected_value`, where `value_read` was read.
    """
    rows = sorted(
        (r for r in standing if r.verdict is ReviewVerdict.READING_ERROR and r.corrected_value),
        key=lambda r: (r.document_id or "", r.page or 0, r.top or 0.0, r.finding_id),
    )
    return _lines(
        {
            **_where(review, sources),
            "side": review.side,
            "value_read": review.value_read,
            "corrected_value": review.corrected_value,
            "comment": review.comment,
            "finding_id": review.finding_id,
            "kind": findings[review.finding_id].kind if review.finding_id in findings else None,
            "message": findings[review.finding_id].message if review.finding_id in findings else None,
            "reviewer": review.reviewer,
            "decided_at": review.decided_at,
        }
        for review in rows
    )


def missed_lines(missed: Iterable[Missed], sources: Mapping[str, Source]) -> bytes:
    """Return one JSON object a line for each fault that reviewers saw and no check found; places as above."""
    return _lines(
        {
            **_where(one, sources),
            "comment": one.comment,
            "missed_id": one.missed_id,
            "reviewer": one.reviewer,
            "reported_at": one.reported_at,
        }
        for one in missed
    )


def without_formulas(text: str) -> str:
    """Return the text as no spreadsheet runs it, as the datasets' CSV has it: an apostrophe before each formula."""
    for formula in FORMULAS:
        text = re.sub(formula, APOSTROPHE, text)
    return text


def _plain(value: object) -> object:
    return float(value) if type(value).__name__ == "Decimal" else value  # type: ignore[arg-type]


def _csv_cell(value: object) -> object:
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
    return without_formulas(value) if isinstance(value, str) else value


def _write(sheet: Any, row: int, column: int, value: object, formats: Mapping[str, Any]) -> None:
    match value:
        case None:
            return
        case datetime():
            sheet.write_datetime(row, column, value.astimezone(UTC).replace(tzinfo=None), formats["datetime"])
        case date():
            sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), formats["date"])
        case int() | float():
            sheet.write_number(row, column, value)
        case _:
            sheet.write_string(row, column, str(value)[:LONGEST], formats["text"])


def _where(record: Review | Missed, sources: Mapping[str, Source]) -> dict[str, object]:
    source = sources.get(record.document_id or "")
    box = [getattr(record, name) for name in PLACE[2:]]
    return {
        "document_id": record.document_id,
        "file_name": source.file_name if source else None,
        "page": record.page,
        "box": None if None in box else box,
    }


def _lines(rows: Iterable[Mapping[str, object]]) -> bytes:
    return b"".join(msgspec.json.encode(row) + b"\n" for row in rows)
