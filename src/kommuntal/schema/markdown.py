"""The contract as the page `docs/datasets.md`."""

from collections.abc import Iterable
from pathlib import Path

from kommuntal.schema import DATASETS
from kommuntal.schema.fields import Field, described, fields, key
from kommuntal.schema.views import VIEWS, View

INTRODUCTION = Path(__file__).with_name("introduction.md")


def datasets_page() -> str:
    """Return the page in Markdown, ending with a newline."""
    parts = [INTRODUCTION.read_text("utf-8"), _contents()]
    parts += [_dataset(dataset) for dataset in DATASETS]
    parts.append("## Views\n\nIn `kommuntal.duckdb`; each is one SELECT over the tables above.\n")
    parts += [_view(view) for view in VIEWS]
    return "\n".join(parts)


def _contents() -> str:
    lines = [f"| [`{name}`](#{name}) | {described(name)[1]} | {described(name)[0]} |" for name in DATASETS]
    return "\n".join(["## Contents", "", "| dataset | one row is | en rad är |", "|---|---|---|", *lines, ""])


def _dataset(dataset: str) -> str:
    sv, en = described(dataset)
    names = ", ".join(f"`{name}`" for name in key(dataset))
    return _section(
        f"## {dataset}",
        f"{en} *{sv}* Key: {names}.",
        ((field.name, _type(field), field.column.en, field.column.sv) for field in fields(dataset)),
    )


def _view(view: View) -> str:
    described_columns = ((name, view.described(name)) for name in view.columns)
    return _section(
        f"### {view.name}",
        f"{view.en} *{view.sv}*",
        ((name, column.unit or "", column.en, column.sv) for name, column in described_columns),
        second="unit",
    )


def _section(heading: str, text: str, rows: Iterable[tuple[str, str, str, str]], second: str = "type") -> str:
    lines = [f"| `{name}` | {kind} | {_cell(en)} | {_cell(sv)} |" for name, kind, en, sv in rows]
    return "\n".join(
        [heading, "", text, "", f"| field | {second} | meaning | betydelse |", "|---|---|---|---|", *lines, ""]
    )


def _type(field: Field) -> str:
    column = field.column
    parts = [field.kind + (f" ({column.unit})" if column.unit else "")]
    if field.required:
        parts.append("required")
    if field.enum:
        parts.append("one of " + ", ".join(f"`{word}`" for word in field.enum))
    if column.minimum is not None or column.maximum is not None:
        low = "" if column.minimum is None else f"{column.minimum:g}"
        high = "" if column.maximum is None else f"{column.maximum:g}"
        parts.append(f"from {low} to {high}" if low and high else f"from {low}" if low else f"to {high}")
    if column.pattern:
        parts.append(f"`{_cell(column.pattern)}`")
    if column.refers_to:
        dataset, name = column.refers_to.split(".")
        parts.append(f"refers to [{dataset}](#{dataset}).{name}")
    return "; ".join(parts)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
