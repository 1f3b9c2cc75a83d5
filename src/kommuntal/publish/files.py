"""The files of one output, written into an empty folder: Parquet, CSV, DuckDB and the Data Package."""

import json
from collections.abc import Mapping
from hashlib import file_digest
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from kommuntal.errors import RunError
from kommuntal.publish.derived import DATABASE, write_derived
from kommuntal.schema import DATASETS
from kommuntal.schema.descriptor import table_schema
from kommuntal.schema.fields import described

PACKAGE = "datapackage.json"
FILES = (*(f"{name}.{ending}" for name in DATASETS for ending in ("parquet", "csv")), DATABASE, PACKAGE)


def write_files(tables: Mapping[str, pa.Table], folder: Path) -> None:
    """Write every one of FILES into `folder`; the same tables give the same bytes. Raises OSError."""
    for dataset, table in tables.items():
        pq.write_table(table, folder / f"{dataset}.parquet", compression="zstd")
    write_derived(folder)
    package = _package(folder)
    _check_package(package)
    (folder / PACKAGE).write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _package(folder: Path) -> dict[str, Any]:
    database = _file(folder / DATABASE, "duckdb", "application/vnd.duckdb")
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "kommuntal",
        "title": "Figures, goals and decisions of Swedish municipalities, each with its place on the page",
        "sv": "Tal, mål och beslut ur svenska kommuners handlingar, vart och ett med sin plats på sidan",
        "resources": [
            *(_csv(folder, dataset) for dataset in DATASETS),
            *(_parquet(folder, dataset) for dataset in DATASETS),
            {"name": "kommuntal-duckdb", "title": "Every dataset as a table, and the views", **database},
        ],
    }


def _csv(folder: Path, dataset: str) -> dict[str, Any]:
    return {
        "name": dataset,
        "type": "table",
        **_about(dataset),
        **_file(folder / f"{dataset}.csv", "csv", "text/csv"),
        "encoding": "utf-8",
        "schema": table_schema(dataset),
    }


def _parquet(folder: Path, dataset: str) -> dict[str, Any]:
    # By the name "parquet" Frictionless would read the rows through pandas, where an integer beside a null turns into a
    # fraction and a date that is null breaks its reader. By another name it checks bytes and hash, as of any file; the
    # schema is in the file itself.
    file = _file(folder / f"{dataset}.parquet", "apache-parquet", "application/vnd.apache.parquet")
    return {"name": f"{dataset}-parquet", **_about(dataset), **file}


def _about(dataset: str) -> dict[str, str]:
    sv, en = described(dataset)
    return {"title": dataset, "description": en, "sv": sv}


def _file(path: Path, form: str, mediatype: str) -> dict[str, Any]:
    with path.open("rb") as stream:
        digest = file_digest(stream, "sha256").hexdigest()
    return {
        "path": path.name,
        "format": form,
        "mediatype": mediatype,
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
    }


def _check_package(package: dict[str, Any]) -> None:
    from frictionless import Package  # takes its time to load, and only publishing needs it

    report = Package.validate_descriptor(package)
    if not report.valid:
        faults = "; ".join(str(note) for (note,) in report.flatten(["message"]))
        raise RunError(f"{PACKAGE} would be no valid Data Package: {faults}. Nothing was published; please report it")
