"""CSV and DuckDB, made from the Parquet files beside them by DuckDB in a process of its own.

Run as a script with the folder as its argument, this file is that process. DuckDB writes to its file whatever memory
held in the unused end of a block: bytes that differ from run to run and may be text that was meant to be left out. Its
allocator hands out zeroed memory only when told so before DuckDB is loaded, which nobody can promise of a process that
others have used.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from kommuntal.schema import DATASETS
from kommuntal.schema.fields import fields
from kommuntal.schema.sql import create_tables, create_views

DATABASE = "kommuntal.duckdb"
ZEROED_MEMORY = {"DUCKDB_JE_MALLOC_CONF": "zero:true"}

# More threads place rows differently from run to run, and spilling would leave other files in the folder.
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "temp_directory": "",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
# Version 1.0 is what the most programs can open, and later ones put a random id into every file.
STORAGE_VERSION = "v1.0.0"
# FSST takes a random sample of the texts, and bit packing leaves what was on its stack in the last bits of a group:
# without them 40 files written side by side are the same, with bit packing every second one differs.
UNREPEATABLE = "fsst,bitpacking"

# Where a spreadsheet would run a text instead of showing it; docs/datasets.md tells readers how to take it back. The
# last is a text's start; the others are where a spreadsheet splits that takes something else for the separator, as
# Swedish Excel does with semicolons, also between our quotes.
FORMULAS = (
    r"([;,|\t\r\n]'*)([=@])",
    r"([;\t\r\n]'*)([-+][^;\t\r\n]*[(|!])",
    r"(?s)^('*)([=@\t\r]|[-+].*[(|!])",
)
APOSTROPHE = r"\1'\2"


def write_derived(folder: Path) -> None:
    """Write CSV and DuckDB files into `folder`, which holds the Parquet files. Raises OSError in DuckDB's words."""
    done = subprocess.run(
        [sys.executable, "-P", __file__, str(folder)],
        env={**os.environ, **ZEROED_MEMORY},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode < 0:
        raise OSError(f"the process that writes CSV and DuckDB was ended by {signal.Signals(-done.returncode).name}")
    if done.returncode:
        raise OSError(done.stdout.strip() or done.stderr.strip() or f"exit code {done.returncode}")


def _write(folder: Path) -> None:
    import duckdb

    with closing(duckdb.connect(config=SETTINGS)) as con:
        con.execute("SET TimeZone = 'UTC'")
        con.execute(f"SET disabled_compression_methods = '{UNREPEATABLE}'")
        for statement in (*_csv(folder), *_database(folder)):
            con.execute(statement)


def _csv(folder: Path) -> Iterator[str]:
    for dataset in DATASETS:
        yield (
            f"COPY (SELECT {', '.join(_csv_columns(dataset))} FROM {_rows(folder, dataset)}) "
            f"TO {_quoted(folder / f'{dataset}.csv')} "
            r"(FORMAT csv, HEADER, NEW_LINE '\r\n', TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%S.%fZ')"
        )


def _csv_columns(dataset: str) -> Iterator[str]:
    for field in fields(dataset):
        if field.kind == "string" and not field.enum:
            column = f'"{field.name}"'
            yield f"{without_formulas(column)} AS {column}"
        else:
            yield f'"{field.name}"'


def without_formulas(text: str) -> str:
    """Return the SQL for a text, given as SQL, that no spreadsheet runs: an apostrophe before each formula."""
    for formula in FORMULAS:
        text = f"regexp_replace({text}, {_quoted(formula)}, {_quoted(APOSTROPHE)}, 'g')"
    return text


def _database(folder: Path) -> Iterator[str]:
    yield f"ATTACH {_quoted(folder / DATABASE)} AS kommuntal (STORAGE_VERSION '{STORAGE_VERSION}')"
    yield "USE kommuntal"
    yield from create_tables()
    for dataset in DATASETS:
        yield f'INSERT INTO "{dataset}" SELECT * FROM {_rows(folder, dataset)}'
    yield from create_views()
    yield "USE memory"
    yield "DETACH kommuntal"  # writes everything into the one file


def _rows(folder: Path, dataset: str) -> str:
    return f"read_parquet({_quoted(folder / f'{dataset}.parquet')})"


def _quoted(text: Path | str) -> str:
    return "'" + str(text).replace("'", "''") + "'"


if __name__ == "__main__":
    try:
        _write(Path(sys.argv[1]))
    except Exception as error:  # whatever it is, the parent says it and what to do
        print(" ".join(str(error).split()))  # not on stderr, where libraries have their say on exit
        sys.exit(1)
