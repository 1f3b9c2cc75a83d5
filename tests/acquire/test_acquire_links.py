"""Which links of a page are taken."""

from hypothesis import given
from hypothesis import strategies as st

from kommuntal.acquire import IndexSource
from kommuntal.acquire.links import Links, find_links

ADDRESS = "https://www.granvik.test/moten/"


def found(html: str, **rules: object) -> Links:
    source = IndexSource(name="s", url=ADDRESS, **rules)  # type: ignore[arg-type]
    return find_links(html.encode(), ADDRESS, "utf-8", source)


def under(*names: str) -> tuple[str, ...]:
    return tuple(ADDRESS + name for name in names)


def test_links_that_say_they_are_pdfs_once_each() -> None:
    links = found("""
        <a href="a.pdf">1</a> <a href="A.PDF?ladda=ner">2</a> <a href="b" type="application/pdf; x=1">3</a>
        <a href="a.pdf#sida=2">again</a> <a href="c.pdfx">no</a> <a href="d.html">no</a> <a name="e.pdf">no</a>
        <a href="mailto:a.pdf">no</a> <a href="javascript:void('a.pdf')">no</a> <link href="f.pdf">
    """)
    assert links.pdfs == under("a.pdf", "A.PDF?ladda=ner", "b", "f.pdf")


def test_base_is_kept_to() -> None:
    assert found('<base href="/filer/"><a href="a.pdf">').pdfs == ("https://www.granvik.test/filer/a.pdf",)
    assert found('<base href="javascript:1"><a href="a.pdf">').pdfs == under("a.pdf")


def test_include_names_addresses_that_do_not_say_pdf_and_leaves_the_others() -> None:
    html = '<a href="visa?id=1"><a href="visa?id=2"><a href="a.pdf">'
    assert found(html, include=("visa",), exclude=("id=2",)).pdfs == under("visa?id=1")


def test_select_looks_only_there() -> None:
    assert found('<nav><a href="a.pdf"></nav><main><a href="b.pdf"></main>', select="main a").pdfs == under("b.pdf")


def test_follow_stays_on_the_host_and_off_the_page_itself() -> None:
    links = found(
        '<a href="2026-03-02"><a href="2026-03-02#top"><a href="http://other.test/2026"><a href=""><a href="2026.pdf">',
        follow="20[0-9]{2}|moten/$",
    )
    assert links == Links(under("2026.pdf"), under("2026-03-02"))


def test_the_charset_of_the_header_is_kept_to() -> None:
    source = IndexSource(name="s", url=ADDRESS)
    html = '<a href="år.pdf">'.encode("iso-8859-1")
    assert find_links(html, ADDRESS, "iso-8859-1", source).pdfs == under("%C3%A5r.pdf")


@given(st.binary(max_size=400) | st.text(alphabet="<a hrefbs=\">/.pdf&#x;'!-]å", max_size=200).map(str.encode))
def test_any_page_gives_addresses_to_fetch_or_none(html: bytes) -> None:
    links = find_links(html, ADDRESS, None, IndexSource(name="s", url=ADDRESS, follow="."))
    for address in (*links.pdfs, *links.pages):
        assert address.startswith(("http://", "https://"))
    assert len(set(links.pdfs)) == len(links.pdfs)
