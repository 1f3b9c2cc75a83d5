"""Which network addresses are connected to: never one that was not checked."""

import io
import ipaddress
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st
from tests.acquire.site import HOST, RawServer, Site, Time, answer, pdf, settings

from kommuntal.acquire.address import may_connect
from kommuntal.acquire.fetch import Fetcher
from kommuntal.acquire.network import CheckedTransport, resolve_by_system
from kommuntal.errors import FetchError

PRIVATE = [
    "127.0.0.1",
    "127.8.9.1",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",  # where clouds keep their machines' secrets
    "100.64.0.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2001:0:4136:e378:8000:63bf:80ff:fffe",  # Teredo of 127.0.0.1
    "fd00::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "2001:db8::1",
]
PUBLIC = ["8.8.8.8", "193.10.1.1", "2a00:801::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]


@pytest.mark.parametrize("text", PRIVATE)
def test_private_addresses_are_refused(text: str) -> None:
    assert not may_connect(ipaddress.ip_address(text), ())


@pytest.mark.parametrize("text", PUBLIC)
def test_public_addresses_are_not(text: str) -> None:
    assert may_connect(ipaddress.ip_address(text), ())


@given(st.ip_addresses(v=4))
def test_an_address_is_judged_the_same_in_whatever_it_is_wrapped(v4: ipaddress.IPv4Address) -> None:
    wrapped = [ipaddress.IPv6Address(prefix | int(v4)) for prefix in (0xFFFF << 32, 0x64FF9B << 96)]
    assert {may_connect(address, ()) for address in wrapped} == {may_connect(v4, ())}


@given(st.ip_addresses(), st.integers(0, 32))
def test_what_is_allowed_is_allowed_and_nothing_beside_it(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address, length: int
) -> None:
    network = ipaddress.ip_network((address, length), strict=False)
    assert may_connect(address, [network])
    outside = ipaddress.ip_address("10.1.2.3")
    assert may_connect(outside, [network]) == (outside in network)


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:{port}/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://2130706433:{port}/",
        "http://0x7f000001:{port}/",
        "http://0177.0.0.1:{port}/",
        "http://127.1:{port}/",
        "http://localhost:{port}/",
        "http://0:{port}/",
    ],
)
@pytest.mark.parametrize("by", ["link", "redirect"])
def test_nothing_of_this_machine_is_fetched(site: Site, time: Time, target: str, by: str) -> None:
    address = target.format(port=site.port)
    site.says("/", pdf("secret"))
    outside = "127.0.0.2"  # stands for the internet

    def resolve(host: str, port: int) -> list[str]:
        return [outside] if host == HOST else resolve_by_system(host, port)

    sent = [answer(b"", "404 Not Found"), answer(b"", f"302 Found\r\nLocation: {address}")]
    sink = io.BytesIO()
    with (
        RawServer(sent, at=outside) as server,
        Fetcher(settings(allowed_private=(f"{outside}/32",)), clock=time.clock, resolve=resolve) as fetcher,
        pytest.raises(FetchError, match=r"not on the public internet|no web address"),
    ):
        fetcher.pdf(f"http://{HOST}:{server.port}/a.pdf" if by == "redirect" else address, sink)
    assert sink.getvalue() == b""
    assert not site.asked()


def test_a_name_that_resolves_to_loopback_is_refused(site: Site, time: Time) -> None:
    with (
        Fetcher(settings(allowed_private=()), clock=time.clock, resolve=site.resolve) as fetcher,
        pytest.raises(FetchError, match=r"www\.granvik\.test is at 127\.0\.0\.1"),
    ):
        fetcher.page(site.url("/"))
    assert not site.asked()


def test_one_bad_address_among_good_ones_is_refused(site: Site, time: Time) -> None:
    with (
        Fetcher(settings(allowed_private=()), clock=time.clock, resolve=lambda *_: ["8.8.8.8", "10.0.0.1"]) as fetcher,
        pytest.raises(FetchError, match=r"is at 10\.0\.0\.1"),
    ):
        fetcher.page(site.url("/"))


def test_a_name_is_asked_for_once_a_connection(site: Site, time: Time) -> None:
    """With DNS rebinding the first answer is harmless and the second is not; there is no second."""
    answers: list[list[str]] = []

    def rebinding(host: str, port: int) -> list[str]:
        answers.append(["127.0.0.1"] if len(answers) % 2 == 0 else ["169.254.169.254"])
        return answers[-1]

    site.says("/", "hello")
    with Fetcher(settings(), clock=time.clock, resolve=rebinding) as fetcher:
        with pytest.raises(FetchError, match=r"169\.254\.169\.254"):  # robots.txt was the first connection
            fetcher.page(site.url("/"))
        assert len(answers) == len(site.asked()) + 1
        assert fetcher.page(site.url("/"))[1] == b"hello"


def test_a_second_address_is_tried_when_the_first_does_not_answer(site: Site, time: Time) -> None:
    site.says("/", "hello")
    with Fetcher(settings(), clock=time.clock, resolve=lambda *_: ["127.0.0.77", "127.0.0.1"]) as fetcher:
        assert fetcher.page(site.url("/"))[1] == b"hello"


def test_names_that_do_not_resolve_are_said(time: Time) -> None:
    def nowhere(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    with (
        Fetcher(settings(), clock=time.clock, resolve=nowhere) as fetcher,
        pytest.raises(FetchError, match=r"www\.granvik\.test cannot be resolved: no such name"),
    ):
        fetcher.page(f"http://{HOST}/")


def test_headers_that_drip_are_over_in_time(time: Time) -> None:
    def drip() -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\n"
        for number in range(1000):
            time.passed += 5
            yield f"X-{number}: slow\r\n".encode()

    with (
        RawServer([answer(b"", "404 Not Found"), drip()]) as server,
        Fetcher(settings(max_seconds=60.0, retries=0), clock=time.clock, resolve=lambda *_: ["127.0.0.1"]) as fetcher,
        pytest.raises(FetchError, match=r"longer than fetch\.max_seconds"),
    ):
        fetcher.page(f"http://{HOST}:{server.port}/")


def certificate(folder: Path, name: str) -> Path:
    """Write a key and a certificate that vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = folder / f"{name}.pem"
    pem.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return pem


@pytest.mark.parametrize("name", [HOST, "other.granvik.test"])
def test_tls_names_and_verifies_the_host_of_the_address(tmp_path: Path, time: Time, name: str) -> None:
    pem = certificate(tmp_path, name)
    theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    theirs.load_cert_chain(pem)
    ours = ssl.create_default_context(cafile=pem)
    with (
        RawServer([answer(b"hello")], theirs) as server,
        CheckedTransport(
            [ipaddress.ip_network("127.0.0.0/8")],
            max_seconds=10,
            resolve=lambda *_: ["127.0.0.1"],
            monotonic=time.clock.monotonic,
            ssl_context=ours,
        ) as transport,
        httpx.Client(transport=transport) as client,
    ):
        if name == HOST:
            assert client.get(f"https://{HOST}:{server.port}/").text == "hello"
        else:
            with pytest.raises(httpx.TransportError, match="Hostname mismatch"):
                client.get(f"https://{HOST}:{server.port}/")
        assert server.names == [HOST]
