"""What is in the files of an output."""

import csv
import random
import re
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import msgspec
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from frictionless import validate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kommuntal.publish import publish
from kommuntal.publish.derived import FORMULAS, without_formulas
from kommuntal.publish.files import FILES
from kommuntal.schema import DATASETS, Records
from kommuntal.schema.arrow import arrow_schema
from kommuntal.schema.fields import fields


def contents(output: Path) -> dict[str, bytes]:
    return {name: (output / name).read_bytes() for name in FILES}


def rows(output: Path, dataset: str) -> list[list[str]]:
    with (output / f"{dataset}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def test_every_dataset_is_there_with_its_types_also_when_empty(tmp_path: Path) -> None:
    publish(Records(), tmp_path)
    with duckdb.connect(str(tmp_path / "kommuntal.duckdb"), read_only=True) as con:
        for dataset in DATASETS:
            schema = pq.read_schema(tmp_path / f"{dataset}.parquet")
            assert schema.equals(arrow_schema(dataset), check_metadata=True)
            assert rows(tmp_path, dataset) == [[field.name for field in fields(dataset)]]
            assert con.sql(f"FROM {dataset}").columns == schema.names
    assert validate(str(tmp_path / "datapackage.json")).valid


def test_the_package_is_valid_with_every_row_key_reference_and_hash(template: Path) -> None:
    report = validate(str(template / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])
    assert len(report.tasks) == 2 * len(DATASETS) + 1


def test_the_package_is_valid_with_columns_of_nulls(tmp_path: Path, records: Records) -> None:
    records.documents = [msgspec.structs.replace(document, retrieved_at=None) for document in records.documents]
    publish(records, tmp_path)
    report = validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])


@pytest.mark.parametrize("name", ["documents.csv", "documents.parquet", "kommuntal.duckdb"])
def test_the_package_notices_a_file_that_was_changed(output: Path, name: str) -> None:
    path = (output / name).resolve()
    path.write_bytes(path.read_bytes().replace(b"granvik-delarsrapport", b"granvik-Delarsrapport"))
    assert not validate(str(output / "datapackage.json")).valid


def test_parquet_csv_and_duckdb_say_the_same(template: Path) -> None:
    with duckdb.connect(str(template / "kommuntal.duckdb"), read_only=True) as con:
        con.execute("SET TimeZone = 'UTC'")
        for dataset in DATASETS:
            parquet = pq.read_table(template / f"{dataset}.parquet")
            assert con.sql(f"FROM {dataset}").fetchall() == [tuple(row.values()) for row in parquet.to_pylist()]
            types = ", ".join(
                f"'{field.name}': '{con.sql(f'FROM {dataset}').types[n]}'" for n, field in enumerate(fields(dataset))
            )
            read = con.sql(f"FROM read_csv('{template / dataset}.csv', columns = {{{types}}}, new_line = '\\r\\n')")
            assert read.fetchall() == [
                tuple(
                    value or None if field.kind == "string" else value
                    for field, value in zip(fields(dataset), row.values(), strict=True)
                )
                for row in parquet.to_pylist()
            ]


def test_pandas_reads_plain_types(template: Path) -> None:
    figures = pd.read_parquet(template / "figures.parquet")
    assert figures["value"].sum() == -1_234_500.0
    assert figures["measure"].tolist() == ["outcome"]
    assert figures["unit"].dtype == "str"
    documents = pd.read_parquet(template / "documents.parquet")
    assert str(documents["retrieved_at"].dt.tz) == "UTC"


def test_csv_is_rfc_4180(template: Path) -> None:
    raw = (template / "documents.csv").read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == raw.count(b"\n") == 3
    report = dict(zip(*rows(template, "documents")[:2], strict=True))
    assert report["title"] == "Delårsrapport januari–april 2026"
    assert report["retrieved_at"] == "2026-05-02T01:00:00.250000Z"
    assert report["period_end"] == "2026-04-30"
    assert report["case_number"] == ""
    assert b",-1234500.0,SEK," in (template / "figures.csv").read_bytes()
    assert b',1,true,"",,' in (template / "cells.csv").read_bytes(), "an empty text is quoted, null is nothing"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
        ("+SUM(A1)", "'+SUM(A1)"),
        ("'=1", "''=1"),
        ("-Övrigt", "-Övrigt"),
        ("-1 633,7", "-1 633,7"),
        ("'citat'", "'citat'"),
        ("Ja;=1;@A1; = 2", "Ja;'=1;'@A1; = 2"),
        ("\n-2|cmd;-3", "\n'-2|cmd;-3"),
    ],
)
def test_a_formula_is_written_behind_an_apostrophe(text: str, written: str) -> None:
    with duckdb.connect() as con:
        assert con.execute(f"SELECT {without_formulas('?')}", [text]).fetchone() == (written,)


@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="\0") | st.sampled_from("=+-@'\"|(!,\r\n\t")),
        min_size=300,
        max_size=300,
    )
)
def test_any_text_comes_back_from_csv(tmp_path: Path, records: Records, texts: list[str]) -> None:
    cells = [msgspec.structs.replace(records.cells[0], row=2 + n, text=text) for n, text in enumerate(texts)]
    publish(msgspec.structs.replace(records, cells=records.cells + cells), tmp_path / "output")
    header, *lines = rows(tmp_path / "output", "cells")
    written = [line[header.index("text")] for line in lines[4:]]
    for formula in reversed(FORMULAS):  # what was added last goes first
        written = [re.sub(formula.replace("'*)", "'*)'"), r"\1\2", text) for text in written]
    assert written == texts


def test_the_same_records_give_the_same_bytes_in_any_order_and_any_process(
    template: Path, tmp_path: Path, records: Records
) -> None:
    many = [
        msgspec.structs.replace(records.cells[1], row=row, text=f"Rad {row * 7919 % 5003} äldre", x0=row / 7)
        for row in range(2, 5_000)
    ]
    records.cells += many
    publish(records, tmp_path / "one")
    for _, each in records:
        random.Random(1).shuffle(each)
    with duckdb.connect() as con:  # a process that has done other things
        con.execute("CREATE TABLE t AS SELECT repeat('spår', 5) || i AS s FROM range(100000) AS r(i)").fetchall()
        publish(records, tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert contents(tmp_path / "one") != contents(template)


def test_the_database_opens_under_any_name_and_needs_no_other_file(template: Path, tmp_path: Path) -> None:
    alone = tmp_path / "another name.duckdb"
    alone.write_bytes((template / "kommuntal.duckdb").read_bytes())
    with duckdb.connect(str(alone), read_only=True) as con:
        assert con.sql("SELECT title FROM goal_overview").fetchall() == [("Alla får svar i tid",)]
        (tags,) = con.sql(
            "SELECT DISTINCT tags['storage_version'] FROM duckdb_databases() WHERE NOT internal"
        ).fetchall()
        assert "v1.0.0" in tags[0]


def test_times_are_instants_in_every_file(tmp_path: Path, records: Records) -> None:
    publish(records, tmp_path)
    with duckdb.connect(str(tmp_path / "kommuntal.duckdb"), read_only=True) as con:
        con.execute("SET TimeZone = 'Europe/Stockholm'")
        (moment,) = con.execute("SELECT started_at FROM runs").fetchone() or (None,)
        assert moment == datetime(2026, 5, 2, 1, 30, tzinfo=UTC)
    assert pq.read_table(tmp_path / "runs.parquet")["started_at"].type == pa.timestamp("us", tz="UTC")
