"""A mistake in a TOML file, said so that it can be mended: the line, the key, and what to write instead.

What is expected comes from the record class that the file is read into: types and limits of its fields, and the
`description` and `examples` of their `msgspec.Meta`.
"""

import re
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import msgspec
from msgspec import inspect

from kommuntal.errors import UsageError

Key = tuple[str | int, ...]  # ("source", 1, "url"): tables by name, places in a list counted from 0

WORDS = {
    "int": "a whole number",
    "float": "a number",
    "str": "text in quotes",
    "Path": "a path in quotes",
    "bool": "true or false",
    "array": "a list in brackets",
    "object": "a table",
}
HEADER = re.compile(r"\s*(\[{1,2})\s*([\w.-]+)\s*\]{1,2}")
ASSIGNMENT = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*=")


def mistake(toml: Path, text: str, key: Key, said: str) -> UsageError:
    """Return the error to raise for what is wrong at `key` of the file with this text."""
    name = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in key).lstrip(".")
    line = line_of(text, key)
    where = ", ".join([str(toml), *([f"line {line}"] if line else []), *([name] if name else [])])
    return UsageError(f"{where}: {said}")


def explain(message: str, file: type[msgspec.Struct]) -> tuple[Key, str]:
    """Return the key that a msgspec.ValidationError complains of, and the complaint with what to write instead."""
    said, _, place = message.partition(" - at `$")
    key: Key = tuple(int(index) if index else name for name, index in re.findall(r"\.([\w-]+)|\[(\d+)\]", place))
    if found := re.fullmatch(r"Object contains unknown field `(.*)`", said):
        known = sorted({name for table in _tables(file, key) for name in _names(table)})
        near = get_close_matches(found[1], known, n=1)
        hint = f"did you mean {near[0]}?" if near else "the keys here are " + ", ".join(known)
        return (*key, found[1]), f"there is no such key; {hint}"
    if found := re.fullmatch(r"Object missing required field `(.*)`", said):
        return (*key, found[1]), f"is missing; {_advice((*key, found[1]), file)}"
    said = re.sub(r"`(\w+)( \| null)?`", lambda match: WORDS.get(match[1], match[1]), said)
    return key, f"{said[:1].lower()}{said[1:]}; {_advice(key, file)}"


def example(table: type[msgspec.Struct], name: str) -> str:
    """Return a field as a line of TOML, with what it means."""
    schema, _ = _unwrapped(_field(table, name))
    value = msgspec.json.encode(schema["examples"][0]).decode() if "examples" in schema else "..."
    return f"{name} = {value} ({schema['description']})" if "description" in schema else f"{name} = {value}"


def line_of(text: str, key: Key) -> int | None:
    """Return the line where the key stands, else the one where its table begins; None where neither is found.

    A look at the text, because the TOML reader of the standard library forgets the lines. Keys inside inline tables are
    not seen; then the line of the table is given.
    """
    wanted = key[:-1] if key and isinstance(key[-1], int) else key  # an item of a list stands where the list stands
    count: dict[str, int] = {}
    table: Key = ()
    best = None
    for number, line in enumerate(text.splitlines(), 1):
        if header := HEADER.match(line):
            name = header[2]
            if header[1] == "[[":
                table = (name, count.get(name, 0))
                count[name] = count.get(name, 0) + 1
            else:
                table = tuple(name.split("."))
            if table == key[: len(table)]:
                best = number
        elif (found := ASSIGNMENT.match(line)) and (*table, found[1]) == wanted:
            return number
    return best


def _advice(key: Key, file: type[msgspec.Struct]) -> str:
    """Return what to write for this key."""
    owner, name = key[:-1], key[-1]
    while isinstance(name, int):
        owner, name = owner[:-1], owner[-1]
    for table in _tables(file, owner):
        if name == table.tag_field:
            kinds = " or ".join(f'"{kind.tag}"' for kind in _tables(file, owner))
            return f"write for example: {name} = {kinds}"
        if name in table.cls.__struct_fields__:
            return f"write for example: {example(table.cls, name)}"
    return "see the documented example of the file"


def _tables(file: type[msgspec.Struct], key: Key) -> list[inspect.StructType]:
    """Return the classes that the table at `key` may be read into."""
    tables = _structs(inspect.type_info(file))
    for part in key:
        if isinstance(part, str):
            tables = [
                found
                for table in tables
                if part in table.cls.__struct_fields__
                for found in _structs(_field(table.cls, part))
            ]
    return tables


def _structs(kind: inspect.Type) -> list[inspect.StructType]:
    match _unwrapped(kind)[1]:
        case inspect.StructType() as struct:
            return [struct]
        case inspect.UnionType(types=kinds):
            return [struct for one in kinds for struct in _structs(one)]
        case inspect.VarTupleType(item_type=item):
            return _structs(item)
    return []


def _names(table: inspect.StructType) -> list[str]:
    return [*table.cls.__struct_fields__, *([table.tag_field] if table.tag_field else [])]


def _field(table: type[msgspec.Struct], name: str) -> inspect.Type:
    info = inspect.type_info(table)
    assert isinstance(info, inspect.StructType)
    return next(field.type for field in info.fields if field.name == name)


def _unwrapped(kind: inspect.Type) -> tuple[dict[str, Any], inspect.Type]:
    """Return what `Meta` says of a type, and the type itself."""
    schema: dict[str, Any] = {}
    while isinstance(kind, inspect.Metadata):
        schema |= kind.extra_json_schema or {}
        kind = kind.type
    return schema, kind
