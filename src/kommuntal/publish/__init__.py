"""Records to files that anybody can use: Parquet, CSV, one DuckDB file and a Data Package, switched in one step.

previous = read_back(output)
publish(carry_forward(records, previous), output)
"""

from dataclasses import dataclass
from pathlib import Path

from kommuntal.publish.files import FILES, write_files
from kommuntal.publish.previous import UNMEASURED, carry_forward, check_shrink, read_back, refuse_loss
from kommuntal.publish.store import current_folder, opened
from kommuntal.publish.summary import FindingCount, Summary, Unread, summary
from kommuntal.schema import Records
from kommuntal.schema.validate import checked_tables


@dataclass(frozen=True)
class Published:
    """Where the current output lies, how many rows each dataset has, and whether anything differs from the last."""

    folder: Path
    rows: dict[str, int]
    changed: bool


def publish(records: Records, output: Path) -> Published:
    """Write every dataset to `output`, checked first, and switch to it in one step; the last output stands till then.

    The same records give the same bytes. Raises RowError for a row that breaks the contract, PublishRefused when a
    published review or run would be lost, and RunError with what to do when `output` cannot be written.
    """
    tables = checked_tables(records)
    with opened(output, FILES) as store:
        refuse_loss(records, output)
        changed = store.replace(lambda folder: write_files(tables, folder))
        folder = current_folder(output)
    assert folder is not None
    return Published(folder=folder, rows={name: len(table) for name, table in tables.items()}, changed=changed)


def check_output(output: Path) -> None:
    """Raise RunError when `output` cannot be published to, so that nobody reads for hours to find out."""
    with opened(output, FILES):
        pass


__all__ = [
    "UNMEASURED",
    "FindingCount",
    "Published",
    "Summary",
    "Unread",
    "carry_forward",
    "check_output",
    "check_shrink",
    "publish",
    "read_back",
    "summary",
]
