"""One spelling for each address, and names for files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kommuntal.acquire.address import absolute, file_name, host, origin

BASE = "https://www.granvik.test/namnder/lista.html?sida=2"


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("a.pdf", "https://www.granvik.test/namnder/a.pdf"),
        ("/a.pdf#sida=3", "https://www.granvik.test/a.pdf"),
        ("../a b/å.pdf", "https://www.granvik.test/a%20b/%C3%A5.pdf"),
        ("//filer.granvik.test/a.pdf", "https://filer.granvik.test/a.pdf"),
        ("?sida=3", "https://www.granvik.test/namnder/lista.html?sida=3"),
        (" HTTPS://WWW.Granvik.test:443/A.pdf\n", "https://www.granvik.test/A.pdf"),
        ("http://blåsut.test", "http://xn--blsut-nra.test/"),
        ("a%20b.pdf", "https://www.granvik.test/namnder/a%20b.pdf"),
    ],
)
def test_links_lead_to_one_spelling(href: str, address: str) -> None:
    assert absolute(href, BASE) == address


@pytest.mark.parametrize(
    "href",
    [
        "mailto:registrator@granvik.example",
        "javascript:open('a.pdf')",
        "data:application/pdf,%25PDF-",
        "file:///etc/passwd",
        "http://user:secret@granvik.test/a.pdf",
        "http://user@granvik.test/a.pdf",
        "http://granvik.test:99999/",
        "http://granvik.test:port/",
        "http://0177.0.0.1/",
        "http://[::1/",
    ],
)
def test_other_links_lead_nowhere(href: str) -> None:
    assert absolute(href, BASE) is None


@given(st.text() | st.from_regex(r"\A(https?:)?//[a-zå.:@0-9\[\]]{0,12}/[^\n]*"))
def test_a_spelling_is_spelled_like_itself_and_safe_to_ask_for(href: str) -> None:
    address = absolute(href, BASE)
    if address is not None:
        assert absolute(address) == address
        assert absolute(address, "http://other.test/x") == address
        assert address.isascii()
        assert address.startswith(("http://", "https://"))
        assert "#" not in address
        assert host(address)
        assert absolute(origin(address)) == origin(address) + "/"
        assert address.startswith(origin(address))


@pytest.mark.parametrize(
    ("address", "offered", "name"),
    [
        ("https://x.test/18.1f/170/Kallelse%202026-03-02.pdf", None, "Kallelse 2026-03-02.pdf"),
        ("https://x.test/visa?id=3", "Protokoll § 4.PDF", "Protokoll § 4.pdf"),
        ("https://x.test/visa?id=3", None, "visa.pdf"),
        ("https://x.test/", None, "document.pdf"),
        ("https://x.test/a.pdf", "..\\..\\b.pdf", "b.pdf"),
        ("https://x.test/a.pdf", "/etc/", "etc.pdf"),
        ("https://x.test/%2e%2e%2f.pdf", "..", "pdf.pdf"),
    ],
)
def test_names_of_files(address: str, offered: str | None, name: str) -> None:
    assert file_name(address, offered) == name


@given(offered=st.none() | st.text(), path=st.text())
def test_a_file_name_is_never_a_path(offered: str | None, path: str) -> None:
    name = file_name(absolute(f"/{path}", BASE) or BASE, offered)
    assert name.endswith(".pdf")
    assert 4 < len(name) <= 150
    assert not set(name) & set("/\\\0\n\r")
