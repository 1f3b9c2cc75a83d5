"""The one TOML file: which sources, where to keep them, how to fetch. `load_sources` reads it.

What each key means, its type and an example stand once, on the fields below; the messages about mistakes are made from
them.
"""

import ipaddress
import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import msgspec
import soupsieve
from msgspec import Meta

from kommuntal.acquire.address import absolute
from kommuntal.acquire.mistakes import Key, example, explain, mistake
from kommuntal.errors import UsageError
from kommuntal.guard import Limits


class _Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of the file: a key that is not one of its fields is a mistake."""


class FetchSettings(_Table, frozen=True, kw_only=True):
    """How addresses are fetched, all sources alike."""

    contact: Annotated[
        str | None,
        Meta(
            description="who fetches and how to reach them, sent with every request",
            examples=["Granviks universitet, data@granvik.example"],
        ),
    ] = None
    delay_seconds: Annotated[
        float, Meta(ge=0, le=3600, description="least time between two requests to one host", examples=[2.0])
    ] = 2.0
    retries: Annotated[
        int, Meta(ge=0, le=10, description="further tries when a host is busy or does not answer", examples=[3])
    ] = 3
    timeout_seconds: Annotated[
        float, Meta(gt=0, le=600, description="longest silence while waiting for a host", examples=[30.0])
    ] = 30.0
    max_seconds: Annotated[
        float,
        Meta(gt=0, le=7200, description="longest time for one request from connection to last byte", examples=[600.0]),
    ] = 600.0
    max_megabytes: Annotated[float, Meta(gt=0, le=10_000, description="largest PDF that is taken", examples=[200])] = (
        200.0
    )
    hosts_at_once: Annotated[
        int,
        Meta(ge=1, le=64, description="hosts fetched from at the same time, each one request at a time", examples=[8]),
    ] = 8
    allowed_private: Annotated[
        tuple[str, ...],
        Meta(
            description="networks that may be fetched from though they are private, local or reserved",
            examples=[["10.20.0.0/16"]],
        ),
    ] = ()

    @property
    def max_bytes(self) -> int:
        return int(self.max_megabytes * 1_000_000)


class _Source(_Table, frozen=True, kw_only=True, tag_field="kind"):
    """What a folder and an index page have in common."""

    name: Annotated[
        str,
        Meta(
            pattern=r"^[\w][\w .-]{0,79}\Z",
            description="name of the source: letters, digits, space, . _ -; a new name makes it a new source",
            examples=["granvik-namnder"],
        ),
    ]
    municipality: Annotated[
        str | None, Meta(description="municipality the documents are from", examples=["Granviks kommun"])
    ] = None
    organisation: Annotated[
        str | None, Meta(description="committee or company the documents are from", examples=["Socialnämnden"])
    ] = None


class FolderSource(_Source, frozen=True, kw_only=True, tag="folder"):
    """A local folder of PDFs."""

    path: Annotated[Path, Meta(description="the folder, from where this file is", examples=["inbox"])]
    glob: Annotated[str, Meta(description="which files in it, ** for any depth", examples=["**/*.pdf"])] = (
        "**/*.[pP][dD][fF]"
    )


class IndexSource(_Source, frozen=True, kw_only=True, tag="index"):
    """A web page whose links to PDFs are followed."""

    url: Annotated[str, Meta(description="address of the page", examples=["https://www.granvik.example/handlingar"])]
    select: Annotated[str, Meta(description="CSS selector of the links to look at", examples=["main a[href]"])] = (
        "[href]"
    )
    include: Annotated[
        tuple[str, ...],
        Meta(
            description="regular expressions; only addresses that one of them is found in are taken, also without .pdf",
            examples=[["/download/"]],
        ),
    ] = ()
    exclude: Annotated[
        tuple[str, ...],
        Meta(description="regular expressions; addresses that one of them is found in are left", examples=[["bilaga"]]),
    ] = ()
    follow: Annotated[
        str | None,
        Meta(
            description="regular expression of addresses on the same host that are index pages too, one level down",
            examples=["/sammantraden/20[0-9]{2}-"],
        ),
    ] = None
    max_pages: Annotated[int, Meta(ge=1, le=10_000, description="most such pages", examples=[50])] = 50
    max_links: Annotated[int, Meta(ge=1, le=100_000, description="most PDF links", examples=[1000])] = 1000


class _Limits(Limits, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`guard.Limits` as the file spells it: an unknown key is a mistake."""


class Config(_Table, frozen=True, kw_only=True):
    """The whole file. Paths are absolute, resolved from the folder the file is in."""

    archive: Annotated[Path, Meta(description="folder that keeps every PDF ever fetched", examples=["archive"])]
    output: Annotated[Path, Meta(description="folder the datasets are published in", examples=["output"])]
    cache: Annotated[
        Path | None, Meta(description="folder that keeps what was read between nights", examples=["cache"])
    ] = None
    source: Annotated[
        tuple[FolderSource | IndexSource, ...],
        Meta(min_length=1, description='one [[source]] table a source, with kind = "folder" or "index"'),
    ]
    least_share: Annotated[
        float,
        Meta(ge=0, le=1, description="least share of last night's rows that a dataset may have", examples=[0.8]),
    ] = 0.8
    workers: Annotated[
        int, Meta(ge=0, le=256, description="documents read at once, 0 for one a core", examples=[2])
    ] = 0
    ocr: Annotated[
        bool, Meta(description="read pages without readable text from their picture, 3-5 s each", examples=[True])
    ] = True
    withheld: Annotated[
        frozenset[Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]],
        Meta(
            description="document_id of documents that were taken down and are not published",
            examples=[["3a7bd3e2360a3d29eea436fcfb7e44c735d117c42d1c1835420b6b9942dd4f1b"]],
        ),
    ] = frozenset()
    mask_people: Annotated[
        bool,
        Meta(description="take personal numbers and private persons' names out of what is published", examples=[True]),
    ] = True
    reviews: Annotated[
        Annotated[str, Meta(min_length=1)] | None,
        Meta(
            description="the reviewers' database, when it is not reviews.sqlite in the output folder",
            examples=["postgresql://kommuntal@db.granvik.example/reviews"],
        ),
    ] = None
    fetch: Annotated[FetchSettings, Meta(description="how addresses are fetched")] = FetchSettings()
    limits: Annotated[_Limits, Meta(description="what reading one document may take")] = _Limits()


def load_sources(toml: Path) -> Config:
    """Return what the TOML file says. Raises UsageError that names line and key and says what to write instead."""
    try:
        text = toml.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{toml}: cannot be read as a UTF-8 text file: {error}") from error
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{toml}: not valid TOML: {error}; see https://toml.io for how it is written") from error
    folder = toml.resolve().parent
    try:
        config = msgspec.convert(raw, Config, dec_hook=lambda kind, value: _path(kind, value, folder))
    except msgspec.ValidationError as error:
        key, said = explain(str(error), Config)
        raise mistake(toml, text, key, said) from error
    for key, said in _contradictions(config):
        raise mistake(toml, text, key, said)
    if config.reviews is not None and "://" not in config.reviews:
        config = msgspec.structs.replace(config, reviews=str(_path(Path, config.reviews, folder)))
    return config


def _path(kind: type, value: object, folder: Path) -> Path:
    if kind is not Path or not isinstance(value, str) or not value or "\0" in value:
        raise ValueError("Expected `Path`, got " + (f"`{type(value).__name__}`" if value else "nothing"))
    return (folder / Path(value).expanduser()).resolve()


def _contradictions(config: Config) -> Iterator[tuple[Key, str]]:
    """Yield what is of the right type and still cannot be meant."""
    for number, text in enumerate(config.fetch.allowed_private):
        try:
            ipaddress.ip_network(text)
        except ValueError as error:
            yield ("fetch", "allowed_private", number), f'{error}; write a network such as "10.20.0.0/16"'
    contact = config.fetch.contact
    if contact is not None and not (contact.isascii() and contact.isprintable() and re.search(r"@|https?://", contact)):
        yield (
            ("fetch", "contact"),
            "has to hold a mail address or a web address, in ASCII letters only (it is sent as a header)",
        )
    for field, value in msgspec.structs.asdict(config.limits).items():
        if value <= 0:
            yield ("limits", field), "has to be more than 0"
    names: set[str] = set()
    for number, source in enumerate(config.source):
        where: Key = ("source", number)
        if source.name in names:
            yield (*where, "name"), f'"{source.name}" is the name of an earlier source; give each its own'
        names.add(source.name)
        if isinstance(source, IndexSource):
            yield from (((*where, *key), said) for key, said in _index_mistakes(source))
            if contact is None:
                yield (
                    ("fetch", "contact"),
                    f'is needed to fetch "{source.name}", so that its host can reach you; '
                    f"write for example: {example(FetchSettings, 'contact')}",
                )
        elif said := _glob_mistake(source.glob):
            yield (*where, "glob"), said
        elif any(kept.is_relative_to(source.path) for kept in (config.archive, config.output)):
            yield (*where, "path"), "holds the archive or the output: the PDFs kept there would come in again"


def _index_mistakes(source: IndexSource) -> Iterator[tuple[Key, str]]:
    if absolute(source.url) is None:
        yield ("url",), "has to be an http or https address without user name or password"
    for field in ("include", "exclude"):
        for number, pattern in enumerate(getattr(source, field)):
            if said := _regex_mistake(pattern):
                yield (field, number), said
    if source.follow is not None and (said := _regex_mistake(source.follow)):
        yield ("follow",), said
    try:
        soupsieve.compile(source.select)
    except soupsieve.SelectorSyntaxError as error:
        yield (
            ("select",),
            f'is no CSS selector ({str(error).splitlines()[0]}); write for example: select = "main a[href]"',
        )


def _glob_mistake(pattern: str) -> str | None:
    try:
        next(Path(os.devnull).glob(pattern), None)
    except (ValueError, NotImplementedError) as error:
        return f'{error}; write a pattern from the folder on, such as "**/*.pdf"'
    return "leads out of the folder; name the folder itself in path" if ".." in Path(pattern).parts else None


def _regex_mistake(pattern: str) -> str | None:
    try:
        re.compile(pattern)
    except re.error as error:
        return f"is no regular expression ({error}); put a backslash before signs that stand for themselves"
    return None
