"""Which addresses an index page leads to. Pure, and made to run in a guarded child: the page is anybody's HTML."""

import re
import warnings

import msgspec
from bs4 import BeautifulSoup, Tag, XMLParsedAsHTMLWarning

from kommuntal.acquire.address import absolute, host
from kommuntal.acquire.config import IndexSource


class Links(msgspec.Struct, frozen=True):
    """Addresses in the order of the page, each once: PDFs, and index pages one level down."""

    pdfs: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()


def find_links(html: bytes, address: str, charset: str | None, source: IndexSource) -> Links:
    """Return what the page at `address` (the one after redirects) leads to, by the rules of its source.

    A link is to a PDF when it says so (".pdf" in its address, or its type), or when `include` names it; only what the
    host then sends decides. `follow` is for pages on the same host, and never for the page itself.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)  # XHTML read as HTML gives the same links
        soup = BeautifulSoup(html, "html.parser", from_encoding=charset)
    first_base = soup.find("base", href=True)
    base = absolute(str(first_base["href"]), address) if isinstance(first_base, Tag) else None
    pdfs: dict[str, None] = {}
    pages: dict[str, None] = {}
    for link in soup.select(source.select):
        target = absolute(str(link.get("href", "")), base or address) if link.name != "base" else None
        if target is None or any(re.search(pattern, target) for pattern in source.exclude):
            continue
        wanted = any(re.search(pattern, target) for pattern in source.include)
        if wanted or (not source.include and _says_pdf(target, link)):
            pdfs[target] = None
        elif source.follow and re.search(source.follow, target) and host(target) == host(address) and target != address:
            pages[target] = None
    return Links(tuple(pdfs), tuple(pages))


def _says_pdf(target: str, link: Tag) -> bool:
    kind = str(link.get("type", "")).split(";")[0].strip().lower()
    return kind == "application/pdf" or re.search(r"\.pdf(?![a-z0-9])", target, re.IGNORECASE) is not None
