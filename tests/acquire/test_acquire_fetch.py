"""One address fetched over a real connection: manners, patience, and what is refused."""

import gzip
import io
import zlib
from collections.abc import Iterator
from datetime import timedelta
from email.utils import format_datetime

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tests.acquire.site import HOST, RawServer, Site, Time, answer, pdf, settings
from werkzeug import Request, Response

from kommuntal.acquire.fetch import MAX_PAGE_BYTES, Fetcher
from kommuntal.errors import FetchError


@pytest.fixture
def fetcher(site: Site, time: Time) -> Iterator[Fetcher]:
    with Fetcher(settings(), clock=time.clock, resolve=site.resolve) as fetcher:
        yield fetcher


def fetched(fetcher: Fetcher, address: str) -> bytes:
    sink = io.BytesIO()
    fetcher.pdf(address, sink)
    return sink.getvalue()


def test_says_who_it_is_and_asks_for_plain_content(site: Site, fetcher: Fetcher) -> None:
    site.says("/a.pdf", pdf())
    assert fetched(fetcher, site.url("/a.pdf")) == pdf()
    for request in site.asked():
        assert request.headers["User-Agent"].startswith("kommuntal/")
        assert "data@granvik.example" in request.headers["User-Agent"]
        assert request.headers["Accept-Encoding"] == "identity"
        assert request.headers["Host"] == f"{HOST}:{site.port}"


def test_robots_is_asked_for_first_and_once(site: Site, fetcher: Fetcher) -> None:
    site.says("/robots.txt", "User-agent: *\nDisallow: /inte")
    site.says("/a.pdf", pdf())
    site.says("/inte/a.pdf", pdf())
    fetched(fetcher, site.url("/a.pdf"))
    with pytest.raises(FetchError, match=r"robots\.txt"):
        fetched(fetcher, site.url("/inte/a.pdf"))
    assert [request.path for request in site.asked()] == ["/robots.txt", "/a.pdf"]


def test_robots_may_speak_to_us_alone(site: Site, fetcher: Fetcher) -> None:
    site.says("/robots.txt", "User-agent: *\nAllow: /\n\nUser-agent: kommuntal\nDisallow: /")
    with pytest.raises(FetchError, match=r"robots\.txt"):
        fetched(fetcher, site.url("/a.pdf"))


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_no_robots_means_no_rules(site: Site, fetcher: Fetcher, status: int) -> None:
    site.says("/robots.txt", status=status)
    site.says("/a.pdf", pdf())
    assert fetched(fetcher, site.url("/a.pdf")) == pdf()


@pytest.mark.parametrize("status", [500, 503, 429])
def test_broken_robots_means_stay_away(site: Site, fetcher: Fetcher, status: int) -> None:
    site.says("/robots.txt", status=status)
    site.says("/a.pdf", pdf())
    for _ in range(2):
        with pytest.raises(FetchError, match=r"robots\.txt of the host cannot be read"):
            fetched(fetcher, site.url("/a.pdf"))
    assert not site.asked("/a.pdf")


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(body=st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_robots_gives_an_answer(site: Site, body: bytes) -> None:
    site.clear()
    site.says("/robots.txt", body)
    site.says("/a.pdf", pdf())
    with Fetcher(settings(), clock=Time().clock, resolve=site.resolve) as fetcher:
        try:
            assert fetched(fetcher, site.url("/a.pdf")) == pdf()
        except FetchError as error:
            assert "robots.txt" in str(error)


def test_requests_to_one_host_are_spaced(site: Site, fetcher: Fetcher, time: Time) -> None:
    site.says("/robots.txt", status=404)
    for name in "abc":
        site.says(f"/{name}.pdf", pdf(name))
        fetched(fetcher, site.url(f"/{name}.pdf"))
    assert time.slept == [2.0, 2.0, 2.0]


def test_hosts_do_not_wait_for_each_other(site: Site, fetcher: Fetcher, time: Time) -> None:
    site.says("/robots.txt", status=404)
    site.says("/a.pdf", pdf())
    for host in ("a.test", "b.test", "c.test"):
        fetched(fetcher, site.url("/a.pdf", host))
    assert time.slept == [2.0, 2.0, 2.0]  # each only between its own robots.txt and PDF


def test_a_longer_crawl_delay_is_kept_to(site: Site, fetcher: Fetcher, time: Time) -> None:
    site.says("/robots.txt", "User-agent: *\nCrawl-delay: 30")
    for name in "ab":
        site.says(f"/{name}.pdf", pdf(name))
        fetched(fetcher, site.url(f"/{name}.pdf"))
    assert time.slept == [2.0, 30.0]


def test_a_crawl_delay_longer_than_a_night_means_stay_away(site: Site, fetcher: Fetcher) -> None:
    site.says("/robots.txt", "User-agent: *\nCrawl-delay: 86400")
    with pytest.raises(FetchError, match="86400 s between requests"):
        fetched(fetcher, site.url("/a.pdf"))


def test_what_is_unchanged_is_not_sent_again(site: Site, fetcher: Fetcher) -> None:
    def unless_known(request: Request) -> Response:
        if request.headers.get("If-None-Match") == '"v1"':
            return Response(status=304)
        return Response(pdf(), headers={"ETag": '"v1"', "Last-Modified": "Mon, 02 Mar 2026 01:00:00 GMT"})

    site.answers("/a.pdf", unless_known)
    first = fetcher.pdf(site.url("/a.pdf"), io.BytesIO())
    assert (first.status, first.etag, first.last_modified) == (200, '"v1"', "Mon, 02 Mar 2026 01:00:00 GMT")
    sink = io.BytesIO()
    again = fetcher.pdf(site.url("/a.pdf"), sink, etag=first.etag, last_modified=first.last_modified)
    assert again.status == 304
    assert sink.getvalue() == b""
    assert site.asked("/a.pdf")[-1].headers["If-Modified-Since"] == first.last_modified


def test_unchanged_is_no_answer_to_who_did_not_ask(site: Site, fetcher: Fetcher) -> None:
    site.says("/a.pdf", status=304)
    with pytest.raises(FetchError, match="HTTP 304"):
        fetched(fetcher, site.url("/a.pdf"))


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_busy_host_is_tried_again_ever_later(site: Site, fetcher: Fetcher, time: Time, status: int) -> None:
    left = [Response(status=status), Response(status=status), Response(pdf())]
    site.says("/robots.txt", status=404)
    site.answers("/a.pdf", lambda request: left.pop(0))
    assert fetched(fetcher, site.url("/a.pdf")) == pdf()
    assert [pause for pause in time.slept if pause != 2.0] == [4.0]  # 2.0 is the first pause, and the spacing
    assert len(site.asked("/a.pdf")) == 3


def test_retry_after_is_kept_to(site: Site, fetcher: Fetcher, time: Time) -> None:
    at = time.clock.now() + timedelta(seconds=2 + 17 + 50)  # spacing, first wait, and what remains until the date
    left = [
        Response(status=503, headers={"Retry-After": "17"}),
        Response(status=429, headers={"Retry-After": format_datetime(at)}),
        Response(status=503, headers={"Retry-After": "nonsense"}),
        Response(pdf()),
    ]
    site.says("/robots.txt", status=404)
    site.answers("/a.pdf", lambda request: left.pop(0))
    assert fetched(fetcher, site.url("/a.pdf")) == pdf()
    assert time.slept == [2.0, 17.0, 50.0, 8.0]


def test_a_host_that_wants_a_long_rest_is_left_alone(site: Site, fetcher: Fetcher, time: Time) -> None:
    site.says("/robots.txt", status=404)
    site.says("/a.pdf", status=503, Retry_After="7200")
    with pytest.raises(FetchError, match="HTTP 503"):
        fetched(fetcher, site.url("/a.pdf"))
    with pytest.raises(FetchError, match="left alone tonight because it asked to be left alone for 7200 s"):
        fetched(fetcher, site.url("/b.pdf"))
    assert len(site.asked()) == 2
    assert sum(time.slept) < 60


def test_tries_are_counted_and_a_dead_host_is_given_up(site: Site, fetcher: Fetcher) -> None:
    site.says("/robots.txt", status=404)
    site.server.expect_request("/a.pdf").respond_with_data(status=503)
    for _ in range(3):
        with pytest.raises(FetchError, match=r"HTTP 503 \(tried 4 times\)"):
            fetched(fetcher, site.url("/a.pdf"))
    with pytest.raises(FetchError, match="failed for 3 addresses in a row"):
        fetched(fetcher, site.url("/a.pdf"))
    assert len(site.asked("/a.pdf")) == 12


def test_missing_is_not_tried_again_and_no_sign_of_a_dead_host(site: Site, fetcher: Fetcher) -> None:
    site.says("/robots.txt", status=404)
    for number in range(5):
        with pytest.raises(FetchError, match="HTTP 404"):
            site.says(f"/{number}.pdf", status=404)
            fetched(fetcher, site.url(f"/{number}.pdf"))
    assert len(site.asked()) == 6


def test_redirects_are_followed_and_their_hosts_asked_for_robots(site: Site, fetcher: Fetcher) -> None:
    site.says("/a.pdf", status=302, Location=site.url("/b.pdf", "files.granvik.test"))
    site.says("/b.pdf", pdf("b"))
    sink = io.BytesIO()
    last = fetcher.pdf(site.url("/a.pdf"), sink)
    assert sink.getvalue() == pdf("b")
    assert last.address == site.url("/b.pdf", "files.granvik.test")
    assert [(r.host.split(":")[0], r.path) for r in site.asked()] == [
        (HOST, "/robots.txt"),
        (HOST, "/a.pdf"),
        ("files.granvik.test", "/robots.txt"),
        ("files.granvik.test", "/b.pdf"),
    ]


def test_redirects_end(site: Site, fetcher: Fetcher) -> None:
    site.says("/a.pdf", status=301, Location="/a.pdf")
    with pytest.raises(FetchError, match="redirects more than 10 times"):
        fetched(fetcher, site.url("/a.pdf"))


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://x.test/a.pdf", "http://me:secret@x.test/"])
def test_redirects_lead_to_web_addresses_only(site: Site, fetcher: Fetcher, target: str) -> None:
    site.says("/a.pdf", status=302, Location=target)
    with pytest.raises(FetchError, match="no web address"):
        fetched(fetcher, site.url("/a.pdf"))


def test_the_signature_is_looked_for(site: Site, fetcher: Fetcher) -> None:
    site.says("/late.pdf", b"\n" * 1000 + pdf())
    assert fetched(fetcher, site.url("/late.pdf")).endswith(pdf())
    for name, body in {"html": b"<html>log in", "empty": b"", "too-late": b"\n" * 1020 + pdf()}.items():
        site.says(f"/{name}.pdf", body)
        with pytest.raises(FetchError, match="is no PDF"):
            fetched(fetcher, site.url(f"/{name}.pdf"))


def test_what_is_no_pdf_is_not_taken_to_its_end(site: Site, fetcher: Fetcher) -> None:
    sent = []

    def chunks() -> Iterator[bytes]:
        for number in range(10_000):
            sent.append(number)
            yield b"x" * 65536

    site.answers("/a.pdf", lambda request: Response(chunks(), content_type="application/pdf"))
    with pytest.raises(FetchError, match="is no PDF"):
        fetched(fetcher, site.url("/a.pdf"))
    site.server.stop()  # wait for the server to notice that nobody listens
    site.server.start()
    assert len(sent) < 1000


@pytest.mark.parametrize("declared", [True, False])
def test_the_size_cap_holds_whatever_is_declared(site: Site, time: Time, declared: bool) -> None:
    body = pdf() + b"x" * 300_000
    plain = Response(body) if declared else Response(iter([body[:100_000], body[100_000:]]))
    site.answers("/a.pdf", lambda request: plain)
    small = settings(max_megabytes=0.2)
    sink = io.BytesIO()
    with (
        Fetcher(small, clock=time.clock, resolve=site.resolve) as fetcher,
        pytest.raises(FetchError, match=r"larger than the 0\.2 MB"),
    ):
        fetcher.pdf(site.url("/a.pdf"), sink)
    assert len(sink.getvalue()) <= 200_000


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(
    size=st.integers(0, 300_000) | st.sampled_from([65536 - 9, 65536, 131072 - 9]),
    pack=st.sampled_from(["gzip", "deflate"]),
)
def test_compressed_content_comes_out_whole(site: Site, size: int, pack: str) -> None:
    body = pdf() + b"x" * size
    packed = gzip.compress(body) if pack == "gzip" else zlib.compress(body)
    site.clear()
    site.says("/a.pdf", packed, Content_Encoding=pack)
    with Fetcher(settings(), clock=Time().clock, resolve=site.resolve) as fetcher:
        assert fetched(fetcher, site.url("/a.pdf")) == body


def test_a_small_answer_that_unpacks_to_a_large_one_is_stopped(site: Site, fetcher: Fetcher) -> None:
    bomb = gzip.compress(b"x" * 50_000_000)
    site.says("/", bomb, Content_Encoding="gzip")
    assert len(bomb) < MAX_PAGE_BYTES / 50
    with pytest.raises(FetchError, match="larger than the 5 MB"):
        fetcher.page(site.url("/"))


def test_content_that_cannot_be_unpacked_is_refused(site: Site, fetcher: Fetcher) -> None:
    site.says("/cut.pdf", gzip.compress(pdf() + bytes(range(256)) * 99)[:-50], Content_Encoding="gzip")
    site.says("/bad.pdf", b"not gzip", Content_Encoding="gzip")
    site.says("/odd.pdf", pdf(), Content_Encoding="br")
    for name, said in {
        "cut": "ends in the middle",
        "bad": "cannot be unpacked",
        "odd": "content encoding 'br'",
    }.items():
        with pytest.raises(FetchError, match=said):
            fetched(fetcher, site.url(f"/{name}.pdf"))


def test_a_body_cut_short_is_tried_again_from_the_start(site: Site, fetcher: Fetcher) -> None:
    answers = [answer(b"", "404 Not Found"), answer(pdf("who"), length=14), answer(pdf("whole"))]
    with RawServer(answers) as server:
        assert fetched(fetcher, f"http://{HOST}:{server.port}/a.pdf") == pdf("whole")


def test_a_request_that_takes_too_long_is_over(site: Site, time: Time) -> None:
    def chunks() -> Iterator[bytes]:
        yield pdf()
        for _ in range(50):
            time.passed += 20
            yield b"x" * 70_000

    site.says("/robots.txt", status=404)
    site.answers("/a.pdf", lambda request: Response(chunks()))
    slow = settings(max_seconds=100.0, retries=0)
    with (
        Fetcher(slow, clock=time.clock, resolve=site.resolve) as fetcher,
        pytest.raises(FetchError, match=r"longer than fetch\.max_seconds"),
    ):
        fetched(fetcher, site.url("/a.pdf"))


def test_the_name_the_host_offers(site: Site, fetcher: Fetcher) -> None:
    site.says("/1", pdf(), Content_Disposition="attachment; filename*=UTF-8''Kallelse%20%C3%A5r.pdf")
    site.says("/2", pdf(), Content_Disposition='inline; filename="../../x.pdf"')
    site.says("/3", pdf(), Content_Disposition="attachment; filename*=nonsense''%FF")
    offered = [fetcher.pdf(site.url(f"/{n}"), io.BytesIO()).file_name for n in (1, 2)]
    assert offered == ["Kallelse år.pdf", "../../x.pdf"]
    fetcher.pdf(site.url("/3"), io.BytesIO())


def test_a_stopped_run_fetches_nothing_more(site: Site, fetcher: Fetcher) -> None:
    site.says("/robots.txt", status=404)
    fetcher.stop()
    with pytest.raises(FetchError, match="the run was stopped"):
        fetched(fetcher, site.url("/a.pdf"))
    assert not site.asked()
