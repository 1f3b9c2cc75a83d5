"""Whole nights: sources in, documents and reports out."""

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from tests.acquire.site import Site, Time, config_of, pdf
from werkzeug import Request, Response

from kommuntal.acquire import Acquisition, Config, FolderSource, IndexSource, acquire, archived, walk
from kommuntal.errors import RunError
from kommuntal.guard import Limits


def index(
    site: Site, name: str = "handlingar", path: str = "/", host: str = "www.granvik.test", **more: object
) -> IndexSource:
    return IndexSource(name=name, url=site.url(path, host), **more)  # type: ignore[arg-type]


def links(*addresses: str) -> str:
    return "".join(f'<a href="{address}">x</a>' for address in addresses)


def night(config: Config, site: Site, time: Time | None = None) -> Acquisition:
    return acquire(config, clock=(time or Time()).clock, resolve=site.resolve)


def test_a_folder(tmp_path: Path, site: Site, time: Time) -> None:
    inbox = tmp_path / "inbox"
    (inbox / "2026").mkdir(parents=True)
    (inbox / "a.pdf").write_bytes(pdf("a"))
    (inbox / "2026" / "B.PDF").write_bytes(pdf("b"))
    (inbox / "copy of a.pdf").write_bytes(pdf("a"))
    (inbox / "fake.pdf").write_text("<html>")
    (inbox / "notes.txt").write_text("no")
    config = config_of(tmp_path, FolderSource(name="in", path=inbox, municipality="Granviks kommun"))
    first = night(config, site, time)
    assert [(d.file_name, d.source_url, d.municipality, d.new) for d in first.documents] == [
        ("B.PDF", None, "Granviks kommun", True),
        ("a.pdf", None, "Granviks kommun", True),
    ]
    assert [d.path.read_bytes() for d in first.documents] == [pdf("b"), pdf("a")]
    [report] = first.sources
    assert (report.new, report.unchanged, len(report.problems)) == (3, 0, 1)
    assert "is no PDF" in report.problems[0].reason
    time.passed += 86400
    again = night(config, site, time)
    assert (again.sources[0].new, again.sources[0].unchanged) == (0, 3)
    assert [d.retrieved_at for d in again.documents] == [d.retrieved_at for d in first.documents]
    assert not any(d.new for d in again.documents)


def test_a_file_replaced_is_a_new_version(tmp_path: Path, site: Site) -> None:
    file = tmp_path / "inbox" / "a.pdf"
    file.parent.mkdir()
    config = config_of(tmp_path, FolderSource(name="in", path=file.parent))
    file.write_bytes(pdf("one"))
    [one] = night(config, site).documents
    file.write_bytes(pdf("two, longer"))
    versions = {d.document_id: d.version_of for d in night(config, site).documents}
    assert versions.pop(one.document_id) is None
    assert list(versions.values()) == [one.document_id]


def test_nothing_of_this_machine_is_in_what_is_published(tmp_path: Path, site: Site) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf())
    config = Config(
        archive=tmp_path.parent / f"{tmp_path.name}-archive",
        output=tmp_path.parent / "output",
        source=(FolderSource(name="in", path=tmp_path),),
    )
    [document] = night(config, site).documents
    published = (document.file_name, document.source_url, document.source, document.version_of)
    assert str(tmp_path) not in str(published)


def test_an_index_page_and_its_subpages(tmp_path: Path, site: Site) -> None:
    site.says("/", links("a.pdf", "/moten/1", "/moten/2", "/kontakt"))
    site.says("/moten/1", links("/b.pdf", "/a.pdf"))
    site.says("/moten/2", status=500)
    for name in "ab":
        site.says(f"/{name}.pdf", pdf(name))
    result = night(config_of(tmp_path, index(site, follow="/moten/")), site)
    assert [(d.file_name, d.source_url) for d in result.documents] == [
        ("a.pdf", site.url("/a.pdf")),
        ("b.pdf", site.url("/b.pdf")),
    ]
    [problem] = result.sources[0].problems
    assert (problem.address, problem.reason) == (site.url("/moten/2"), "HTTP 500")
    assert not site.asked("/kontakt")


def test_the_second_night_asks_whether_anything_changed(tmp_path: Path, site: Site) -> None:
    content = {"a": pdf("a"), "b": pdf("b")}

    def serve(request: Request) -> Response:
        response = Response(content[request.path[1]])
        response.set_etag(str(len(content[request.path[1]])))
        return response.make_conditional(request)

    site.says("/", links("a.pdf", "b.pdf"))
    for name in content:
        site.answers(f"/{name}.pdf", serve)
    config = config_of(tmp_path, index(site))
    first = night(config, site)
    content["b"] = pdf("b, corrected")
    site.server.clear_log()
    second = night(config, site)
    assert [r.headers.get("If-None-Match") for r in site.asked("/a.pdf")] == ['"10"']
    assert (second.sources[0].new, second.sources[0].unchanged) == (1, 1)
    versions = {d.document_id: d.version_of for d in second.documents}
    assert [versions.pop(d.document_id) for d in first.documents] == [None, None]
    assert list(versions.values()) == [first.documents[1].document_id]
    third = night(config, site)  # validators survive an answer without content
    assert (third.sources[0].new, third.sources[0].unchanged) == (0, 2)


def test_what_is_gone_from_the_archive_is_fetched_again(tmp_path: Path, site: Site) -> None:
    site.says("/", links("a.pdf"))
    site.says("/a.pdf", pdf(), ETag='"1"')
    config = config_of(tmp_path, index(site))
    [document] = night(config, site).documents
    document.path.unlink()
    assert archived(config) == []
    [again] = night(config, site).documents
    assert again.path.read_bytes() == pdf()
    assert "If-None-Match" not in site.asked("/a.pdf")[-1].headers


def test_a_source_that_fails_is_reported_and_what_it_gave_before_stays(tmp_path: Path, site: Site) -> None:
    for host in ("a.test", "b.test"):
        site.server.expect_request("/", headers={"Host": f"{host}:{site.port}"}).respond_with_data(
            links(f"/{host}.pdf")
        )
        site.says(f"/{host}.pdf", pdf(host))
    config = config_of(tmp_path, index(site, "a", host="a.test"), index(site, "b", host="b.test"))
    assert len(night(config, site).documents) == 2
    site.clear()
    site.server.expect_request("/", headers={"Host": f"b.test:{site.port}"}).respond_with_data(links("/b.test.pdf"))
    site.says("/b.test.pdf", pdf("b.test"))
    second = night(config, site)
    assert [report.failed for report in second.sources] == [True, False]
    assert second.sources[0].problems[0].reason == "HTTP 404"
    assert [d.source for d in second.documents] == ["a", "b"]
    site.clear()
    with pytest.raises(RunError, match=r"nothing could be had of any source.*a: HTTP 404; b: HTTP 404"):
        night(config, site)


def test_a_page_without_links_is_no_quiet_success(tmp_path: Path, site: Site) -> None:
    site.says("/", "<p>The page was redone</p>")
    (tmp_path / "empty").mkdir()
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.pdf").write_bytes(pdf())
    result = night(
        config_of(
            tmp_path,
            index(site),
            FolderSource(name="empty", path=tmp_path / "empty"),
            FolderSource(name="gone", path=tmp_path / "gone"),
            FolderSource(name="in", path=tmp_path / "in"),
        ),
        site,
    )
    said = [report.problems[0].reason if report.problems else "" for report in result.sources]
    assert [text.split(":")[0] for text in said] == [
        "leads to no PDF by the rules of the source",
        "no file in it matches **/*.[pP][dD][fF]",
        "there is no such folder",
        "",
    ]


def test_more_links_than_wanted_are_left_and_said(tmp_path: Path, site: Site) -> None:
    site.says("/", links(*(f"{n}.pdf" for n in range(9)), "/m/1", "/m/2"))
    for path in ("/m/1", *(f"/{n}.pdf" for n in range(9))):
        site.says(path, pdf(path))
    result = night(config_of(tmp_path, index(site, follow="/m/", max_links=4, max_pages=1)), site)
    assert result.sources[0].new == 4
    assert [p.reason for p in result.sources[0].problems] == [
        "leads to 2 pages, more than max_pages",
        "leads to 9 PDFs, more than max_links",
    ]


def test_sources_that_list_the_same_fetch_it_once(tmp_path: Path, site: Site) -> None:
    site.says("/", links("a.pdf"))
    site.says("/a.pdf", pdf())
    result = night(config_of(tmp_path, index(site, "one"), index(site, "two")), site)
    assert [(d.source, d.file_name) for d in result.documents] == [("one", "a.pdf")]
    assert len(site.asked("/a.pdf")) == 1


def test_a_page_that_cannot_be_read_costs_its_source_alone(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk, "PAGE_LIMITS", Limits(cpu_s=1))
    site.says("/", b"<!--" * 1_000_000)  # which the HTML parser looks through again for each of them
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.pdf").write_bytes(pdf())
    result = night(config_of(tmp_path, index(site), FolderSource(name="in", path=tmp_path / "in")), site)
    assert "links cannot be read: took more than 1 s of processor time" in result.sources[0].problems[0].reason
    assert len(result.documents) == 1


def test_archived_by_date_and_source(tmp_path: Path, site: Site, time: Time) -> None:
    inbox = tmp_path / "in"
    inbox.mkdir()
    config = config_of(tmp_path, FolderSource(name="in", path=inbox))
    for day in range(3):
        (inbox / f"{day}.pdf").write_bytes(pdf(str(day)))
        night(config, site, time)
        time.passed += 86400

    def names(**dates: date) -> list[str]:
        return [d.file_name for d in archived(config, **dates)]

    assert names() == ["0.pdf", "1.pdf", "2.pdf"]
    assert names(since=date(2026, 3, 3)) == ["1.pdf", "2.pdf"]
    assert names(until=date(2026, 3, 3)) == ["0.pdf", "1.pdf"]
    assert names(since=date(2026, 3, 3), until=date(2026, 3, 3)) == ["1.pdf"]
    assert archived(config_of(tmp_path, FolderSource(name="other", path=inbox))) == []


NIGHT = """
import sys
from pathlib import Path
from kommuntal.acquire import Clock, acquire, load_sources
acquire(load_sources(Path(sys.argv[1])), clock=Clock(sleep=lambda s: None), resolve=lambda h, p: ["127.0.0.1"])
"""


def test_a_night_killed_halfway_goes_on_where_it_was(tmp_path: Path, site: Site) -> None:
    toml = tmp_path / "kommuntal.toml"
    toml.write_text(
        f"""
        archive = "archive"
        output = "output"
        [fetch]
        contact = "data@granvik.example"
        allowed_private = ["127.0.0.0/8"]
        [[source]]
        kind = "index"
        name = "handlingar"
        url = "{site.url("/")}"
        """
    )
    names = [f"/{number}.pdf" for number in range(4)]
    running: list[subprocess.Popen[bytes]] = []

    def serve(request: Request) -> Response:
        if request.path == "/2.pdf" and running:
            os.kill(running.pop().pid, signal.SIGKILL)
        response = Response(pdf(request.path))
        response.set_etag(request.path[1:2])
        return response.make_conditional(request)

    site.says("/", links(*names))
    for name in names:
        site.answers(name, serve)
    with subprocess.Popen([sys.executable, "-c", NIGHT, str(toml)]) as process:
        running.append(process)
        assert process.wait() == -signal.SIGKILL
    archive = tmp_path / "archive"
    assert len(list(archive.glob("*/*/*.pdf"))) == 2
    site.server.clear_log()
    subprocess.run([sys.executable, "-c", NIGHT, str(toml)], check=True)
    assert [r.headers.get("If-None-Match") for r in site.asked() if r.path in names] == ['"0"', '"1"', None, None]
    assert len(list(archive.glob("*/*/*.pdf"))) == 4
    assert not list((archive / "incoming").iterdir())
