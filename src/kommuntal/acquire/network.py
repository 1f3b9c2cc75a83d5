"""An httpx transport that connects only to network addresses it has checked, and holds no request for ever.

A name is resolved once for each connection, every address it resolves to is checked, and the connection goes to a
checked address: a name that answers differently the second time (DNS rebinding) gains nothing, because nobody asks a
second time. TLS still names, and verifies the certificate against, the host of the URL. Each connection carries one
request, so that the time limit of the connection is the time limit of the request, headers included; at the pace of one
request in seconds a kept connection would gain little. Proxies of the environment are not used: behind a proxy it is
the proxy that resolves the name, and nothing could be checked.
"""

import ipaddress
import socket
import ssl
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import httpcore
import httpx

from kommuntal.acquire.address import IPAddress, IPNetwork, may_connect
from kommuntal.errors import FetchError

Resolve = Callable[[str, int], list[str]]  # host and port -> network addresses, best first; OSError when there are none


def resolve_by_system(host: str, port: int) -> list[str]:
    """Return the network addresses of a host, in the order the system prefers them."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in answers))


class CheckedTransport(httpx.BaseTransport):
    """HTTP over connections to checked addresses that last at most `max_seconds`."""

    def __init__(
        self,
        allowed: Iterable[IPNetwork] = (),
        *,
        max_seconds: float,
        resolve: Resolve = resolve_by_system,
        monotonic: Callable[[], float],
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl_context or httpx.create_ssl_context(trust_env=False),
            max_connections=None,
            max_keepalive_connections=0,
            network_backend=_CheckedBackend(tuple(allowed), max_seconds, resolve, monotonic),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; raises httpx.TransportError, and FetchError for an address that may not be connected to."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path
        )
        with _as_httpx_errors(request):
            answer = self._pool.handle_request(
                httpcore.Request(request.method, url, headers=request.headers.raw, extensions=request.extensions)
            )
        assert isinstance(answer.stream, Iterable)
        return httpx.Response(
            answer.status,
            headers=answer.headers,
            stream=_Body(answer.stream, answer.close, request),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, chunks: Iterable[bytes], close: Callable[[], None], request: httpx.Request) -> None:
        self._chunks = chunks
        self._close = close
        self._request = request

    def __iter__(self) -> Iterator[bytes]:
        with _as_httpx_errors(self._request):
            yield from self._chunks

    def close(self) -> None:
        self._close()


@contextmanager
def _as_httpx_errors(request: httpx.Request) -> Iterator[None]:
    try:
        yield
    except httpcore.TimeoutException as error:
        raise httpx.TimeoutException(str(error) or "no answer in time", request=request) from error
    except httpcore.NetworkError as error:
        raise httpx.NetworkError(str(error) or "connection lost", request=request) from error
    except httpcore.RemoteProtocolError as error:
        raise httpx.RemoteProtocolError(str(error), request=request) from error
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
        raise httpx.UnsupportedProtocol(str(error), request=request) from error


class _CheckedBackend(httpcore.NetworkBackend):
    """Opens connections; the only place that does, so no request gets round the check."""

    def __init__(
        self, allowed: tuple[IPNetwork, ...], max_seconds: float, resolve: Resolve, monotonic: Callable[[], float]
    ) -> None:
        self._inner = httpcore.SyncBackend()
        self._allowed = allowed
        self._max_seconds = max_seconds
        self._resolve = resolve
        self._monotonic = monotonic

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        deadline = self._monotonic() + self._max_seconds
        lost: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in self._checked(host, port):
            try:
                stream = self._inner.connect_tcp(str(address), port, timeout, local_address, socket_options)
                return _TimedStream(stream, deadline, self._monotonic)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                lost = error
        raise lost

    def _checked(self, host: str, port: int) -> list[IPAddress]:
        """Return where the host may be connected to. FetchError if any address it has is out of bounds."""
        try:
            addresses = [ipaddress.ip_address(text) for text in self._resolve(host, port)]
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"the name {host} cannot be resolved: {error}") from error
        for address in addresses:
            if not may_connect(address, self._allowed):
                raise FetchError(
                    f"{host} is at {address}, which is not on the public internet; "
                    "if it is meant, list its network in fetch.allowed_private"
                )
        return addresses


class _TimedStream(httpcore.NetworkStream):
    """A connection that is over at its deadline, however slowly the other side keeps talking."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: float, monotonic: Callable[[], float]) -> None:
        self._inner = inner
        self._deadline = deadline
        self._monotonic = monotonic

    def _left(self, timeout: float | None, over: type[httpcore.TimeoutException]) -> float:
        left = self._deadline - self._monotonic()
        if left <= 0:
            raise over("the whole request took longer than fetch.max_seconds")
        return left if timeout is None else min(left, timeout)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, self._left(timeout, httpcore.ConnectTimeout))
        return _TimedStream(inner, self._deadline, self._monotonic)

    def get_extra_info(self, info: str) -> object:
        return self._inner.get_extra_info(info)
