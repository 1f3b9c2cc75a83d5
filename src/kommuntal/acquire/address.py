"""Rules for web addresses: one spelling for each, and which network addresses may be connected to."""

import ipaddress
from collections.abc import Iterable
from pathlib import PurePosixPath
from urllib.parse import unquote

import httpx

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network

GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")  # the part of IPv6 that is given out to the public internet
TRANSLATED_V4 = ipaddress.IPv6Network("64:ff9b::/96")  # NAT64: the last 32 bits are an IPv4 address
MAX_FILE_NAME = 150


def absolute(href: str, base: str | None = None) -> str | None:
    """Return where `href` leads to from `base`, in one spelling; None if that is not a web address we would fetch.

    Only http and https, never with a user name or password. The fragment is dropped: it names a place in the document.
    """
    try:
        url = httpx.URL(href.strip())
        if base is not None:
            url = httpx.URL(base).join(url)
        if url.scheme not in {"http", "https"} or not url.host or url.userinfo or (url.port or 1) > 65535:
            return None
        return str(url.copy_with(raw_path=url.raw_path, fragment=None))  # raw_path is "/" where the path was empty
    except (httpx.InvalidURL, ValueError):
        return None


def host(address: str) -> str:
    """Return the host of an address, as it is spelled on the network (IDNA)."""
    return httpx.URL(address).raw_host.decode("ascii")


def origin(address: str) -> str:
    """Return scheme, host and port of an address: what one robots.txt speaks for."""
    url = httpx.URL(address)
    return str(url.copy_with(raw_path=b"/", fragment=None)).removesuffix("/")


def may_connect(address: IPAddress, allowed: Iterable[IPNetwork]) -> bool:
    """Tell whether a network address is on the public internet, or in one of the `allowed` networks.

    An IPv6 address that carries an IPv4 address (mapped, NAT64, 6to4, Teredo) is judged by both, since a gateway on the
    way may send it on to the inner one.
    """
    inner = _carried(address)
    if any(ip in network for ip in (address, inner) if ip is not None for network in allowed):
        return True
    if isinstance(address, ipaddress.IPv4Address):
        return address.is_global and not address.is_multicast
    if address in TRANSLATED_V4 or address.ipv4_mapped is not None:
        return inner is not None and may_connect(inner, ())
    return address in GLOBAL_V6 and address.is_global and (inner is None or may_connect(inner, ()))


def _carried(address: IPAddress) -> ipaddress.IPv4Address | None:
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in TRANSLATED_V4:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)


def file_name(address: str, offered: str | None = None) -> str:
    """Return a name for the PDF at `address`: what the host offers, else the end of the path; never a path itself."""
    for name in (offered or "", unquote(httpx.URL(address).path)):
        bare = PurePosixPath(name.replace("\\", "/")).name
        clean = "".join(c for c in bare if c.isprintable()).strip(" .")
        if clean:
            stem = clean[:-4] if clean.lower().endswith(".pdf") else clean
            return stem[: MAX_FILE_NAME - 4] + ".pdf"
    return "document.pdf"
