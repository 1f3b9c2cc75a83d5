"""Fetch one address politely: robots.txt, one turn at a time, patience with a busy host, and no more than asked for."""

import io
import threading
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from email.message import Message
from email.utils import parsedate_to_datetime
from ipaddress import ip_network
from typing import BinaryIO

import httpx
import msgspec
from protego import Protego

from kommuntal import __version__
from kommuntal.acquire.address import absolute, host, origin
from kommuntal.acquire.config import FetchSettings
from kommuntal.acquire.network import CheckedTransport, Resolve, resolve_by_system
from kommuntal.acquire.pace import PATIENCE, Clock, Pace
from kommuntal.errors import FetchError

PRODUCT = "kommuntal"  # the name robots.txt files may use for us
MAX_HOPS = 10
MAX_ROBOTS_BYTES = 500 * 1024  # RFC 9309 asks crawlers to read at least this much
MAX_PAGE_BYTES = 5_000_000
SNIFFED = 1024  # bytes from the beginning that the PDF signature has to stand in
AT_ONCE = 1 << 16  # bytes held of a body at a time
FIRST_PAUSE = 2.0  # seconds before the first new try; doubled for each further one
REDIRECTS = {301, 302, 303, 307, 308}
BUSY = {429, 502, 503, 504}


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a host said. `status` is 200, or 304 when the content is what the validators stand for."""

    status: int
    address: str  # after redirects
    etag: str | None = None
    last_modified: str | None = None
    content_type: str | None = None
    file_name: str | None = None  # as the host offers it in Content-Disposition


class _StatusError(FetchError):
    """The host answered, and does not give what was asked for."""

    def __init__(self, status: int) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status


class _TryLaterError(Exception):
    """The host is busy or unreachable now; `after` is how many seconds it asks for."""

    def __init__(self, reason: str, after: float = 0.0) -> None:
        super().__init__(reason)
        self.after = after


class Fetcher:
    """Everything one night fetches goes through one of these. Safe to use from several threads."""

    def __init__(
        self, settings: FetchSettings, *, clock: Clock | None = None, resolve: Resolve = resolve_by_system
    ) -> None:
        self._settings = settings
        self._clock = clock or Clock()
        self._pace = Pace(self._clock)
        self._rules: dict[str, Protego | FetchError] = {}
        self._asking = threading.Lock()
        # The transport and no httpx.Client: a client would keep cookies, and look at redirects before we have.
        self._transport = CheckedTransport(
            [ip_network(text) for text in settings.allowed_private],
            max_seconds=settings.max_seconds,
            resolve=resolve,
            monotonic=self._clock.monotonic,
        )
        self._timeout = httpx.Timeout(settings.timeout_seconds).as_dict()
        self._headers = {
            "User-Agent": f"{PRODUCT}/{__version__} (+{settings.contact})",
            # PDFs are compressed inside; and validators of compressed answers often do not match next time.
            "Accept-Encoding": "identity",
            "Connection": "close",
        }

    def __enter__(self) -> "Fetcher":
        return self

    def __exit__(self, *_: object) -> None:
        self._transport.close()

    def stop(self) -> None:
        """Let nothing more be fetched: what other threads are fetching ends with FetchError."""
        self._pace.stop()

    def page(self, address: str) -> tuple[Answer, bytes]:
        """Return an index page. Raises FetchError."""
        sink = io.BytesIO()
        answer = self._fetch(
            address, sink, cap=MAX_PAGE_BYTES, accept="text/html,application/xhtml+xml;q=0.9,*/*;q=0.5"
        )
        return answer, sink.getvalue()

    def pdf(self, address: str, sink: BinaryIO, *, etag: str | None = None, last_modified: str | None = None) -> Answer:
        """Write the PDF at `address` to `sink`, unless it is still what the validators stand for. Raises FetchError."""
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        return self._fetch(
            address,
            sink,
            cap=self._settings.max_bytes,
            accept="application/pdf,*/*;q=0.5",
            conditions={name: value for name, value in conditions.items() if value},
            signature=b"%PDF-",
        )

    def _fetch(
        self,
        address: str,
        sink: BinaryIO,
        *,
        cap: int,
        accept: str,
        conditions: Mapping[str, str] | None = None,
        signature: bytes = b"",
        by_robots: bool = True,
    ) -> Answer:
        """Try, and try again while the host is busy. `sink` holds the content of the last try alone."""
        spelled = absolute(address)
        if spelled is None:
            raise FetchError("is no web address without user name and password")
        address = spelled
        headers = self._headers | {"Accept": accept, **(conditions or {})}
        for attempt in range(self._settings.retries + 1):
            sink.seek(0)
            sink.truncate()
            try:
                answer = self._try(address, sink, headers, cap, signature, by_robots)
            except _TryLaterError as busy:
                pause = max(busy.after, FIRST_PAUSE * 2**attempt)
                if busy.after > PATIENCE:
                    self._pace.leave_alone(host(address), f"asked to be left alone for {busy.after:.0f} s")
                elif attempt < self._settings.retries:
                    self._pace.sleep(min(pause, PATIENCE))
                    continue
                self._pace.gave_up(host(address))
                raise FetchError(f"{busy} (tried {attempt + 1} times)") from busy
            except _StatusError:
                self._pace.answered(host(address))
                raise
            self._pace.answered(host(address))
            return answer
        raise AssertionError("the last try returns or raises")

    def _try(
        self, address: str, sink: BinaryIO, headers: Mapping[str, str], cap: int, signature: bytes, by_robots: bool
    ) -> Answer:
        """Follow redirects by hand, so that every hop is checked like the first."""
        url = address
        for _ in range(MAX_HOPS):
            delay = self._delay(url) if by_robots else self._settings.delay_seconds
            self._pace.wait(host(url), delay)
            try:
                request = httpx.Request("GET", url, headers=headers, extensions={"timeout": self._timeout})
                with closing(self._transport.handle_request(request)) as response:
                    if response.status_code in REDIRECTS and "location" in response.headers:
                        target = absolute(response.headers["location"], base=url)
                        if target is None:
                            raise FetchError(f"redirects to {response.headers['location']!r}, which is no web address")
                        url = target
                        continue
                    return self._take(response, url, sink, headers, cap, signature)
            except httpx.UnsupportedProtocol as error:
                raise FetchError(f"speaks no HTTP that we know: {error}") from error
            except httpx.TransportError as error:
                raise _TryLaterError(str(error) or type(error).__name__) from error
            except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
                raise FetchError(f"cannot be asked for or understood: {error}") from error
        raise FetchError(f"redirects more than {MAX_HOPS} times")

    def _take(
        self, response: httpx.Response, url: str, sink: BinaryIO, headers: Mapping[str, str], cap: int, signature: bytes
    ) -> Answer:
        status = response.status_code
        if status in BUSY:
            raise _TryLaterError(f"HTTP {status}", self._retry_after(response.headers.get("retry-after")))
        asked_for_change = "If-None-Match" in headers or "If-Modified-Since" in headers
        if status != 200 and not (status == 304 and asked_for_change):
            raise _StatusError(status)
        if status == 200:
            self._copy(response, sink, cap, signature)
        return Answer(
            status=status,
            address=url,
            etag=response.headers.get("etag"),
            last_modified=response.headers.get("last-modified"),
            content_type=response.headers.get("content-type"),
            file_name=_offered_name(response.headers.get("content-disposition")),
        )

    def _copy(self, response: httpx.Response, sink: BinaryIO, cap: int, signature: bytes) -> None:
        """Write the body to `sink`, at most `cap` bytes; stop at once when it does not begin with the signature."""
        too_big = FetchError(f"is larger than the {cap / 1e6:g} MB that are taken")
        declared = response.headers.get("content-length", "")
        if declared.isdecimal() and int(declared) > cap:
            raise too_big
        head = b""
        sniffed = not signature
        written = 0
        for chunk in _decoded(response, too_big, cap):
            self._pace.check()
            written += len(chunk)
            if written > cap:
                raise too_big
            sink.write(chunk)
            if not sniffed:
                head += chunk[:SNIFFED]
                if len(head) >= SNIFFED:
                    _sniff(head, signature)
                    sniffed = True
        if not sniffed:
            _sniff(head, signature)

    def _delay(self, url: str) -> float:
        """Return the seconds between requests to this address's host. FetchError where robots.txt says to stay away."""
        rules = self._robots(url)
        if isinstance(rules, FetchError):
            raise FetchError(str(rules))
        if not rules.can_fetch(url, PRODUCT):
            raise FetchError("robots.txt of the host asks us not to fetch this")
        wanted = float(rules.crawl_delay(PRODUCT) or 0)
        if wanted > PATIENCE:
            raise FetchError(f"robots.txt of the host asks for {wanted:.0f} s between requests: too slow for a night")
        return max(self._settings.delay_seconds, wanted)

    def _robots(self, url: str) -> Protego | FetchError:
        """Return the robots.txt rules for an address, asked for once a night; RFC 9309 says what errors mean."""
        place = origin(url)
        with self._asking:
            known = self._rules.get(place)
        if known is None:
            known = self._ask_for_robots(place)
            with self._asking:
                self._rules[place] = known
        return known

    def _ask_for_robots(self, place: str) -> Protego | FetchError:
        sink = io.BytesIO()
        try:
            self._fetch(
                f"{place}/robots.txt", sink, cap=MAX_ROBOTS_BYTES, accept="text/plain,*/*;q=0.5", by_robots=False
            )
        except _StatusError as error:
            if 400 <= error.status < 500:  # there are no rules
                return Protego.parse("")
            return FetchError(f"robots.txt of the host cannot be read, so nothing may be fetched: {error}")
        except FetchError as error:
            return FetchError(f"robots.txt of the host cannot be read, so nothing may be fetched: {error}")
        return Protego.parse(sink.getvalue().decode("utf-8", errors="replace"))

    def _retry_after(self, value: str | None) -> float:
        """Return the seconds a Retry-After header asks for, 0 where it asks for nothing that can be understood."""
        if not value:
            return 0.0
        if value.strip().isdecimal():
            return float(value)
        try:
            return max(0.0, (parsedate_to_datetime(value) - self._clock.now()).total_seconds())
        except (ValueError, TypeError):
            return 0.0


def _sniff(head: bytes, signature: bytes) -> None:
    if signature not in head[:SNIFFED]:
        raise FetchError("is no PDF: the signature %PDF- is not in its first 1024 bytes")


def _decoded(response: httpx.Response, too_big: FetchError, cap: int) -> Iterator[bytes]:
    """Yield the body without its content encoding, which some hosts use though asked not to; never much at once."""
    encoding = response.headers.get("content-encoding", "identity").strip().lower() or "identity"
    if encoding == "identity":
        yield from response.iter_raw(AT_ONCE)
        return
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        raise FetchError(f"comes in the content encoding {encoding!r}, which we did not ask for")
    inflate = zlib.decompressobj(wbits=47)  # gzip or zlib, told apart by their headers
    taken = 0
    try:
        for chunk in response.iter_raw(AT_ONCE):
            taken += len(chunk)
            if taken > cap:
                raise too_big
            rest, piece = chunk, b""
            while not inflate.eof and (rest or len(piece) == AT_ONCE):
                piece = inflate.decompress(rest, AT_ONCE)
                rest = inflate.unconsumed_tail
                yield piece
    except zlib.error as error:
        raise FetchError(f"cannot be unpacked: {error}") from error
    if not inflate.eof:
        raise FetchError("ends in the middle of its compressed content")


def _offered_name(disposition: str | None) -> str | None:
    """Return the file name in a Content-Disposition header (RFC 6266, with and without an encoding)."""
    if not disposition:
        return None
    message = Message()
    message["Content-Disposition"] = disposition
    try:
        return message.get_filename()
    except (ValueError, LookupError, TypeError):
        return None
