"""Who may come in, and that page text stays text."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from tests.review.browsing import findings_on, form_token, text
from tests.review.conftest import ADDRESS
from tests.review.invented import finding, publish_findings

from kommuntal.errors import UsageError
from kommuntal.review.app import create_app
from kommuntal.review.routes.login import TRIES
from kommuntal.review.security import local_path
from kommuntal.review.settings import Settings
from kommuntal.review.users import Users

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7 * 7 }}"


@pytest.fixture
def guarded(many: Path) -> TestClient:
    """A page that asks for a login, with one reviewer."""
    users = many / "reviewers"
    Users(users).set("Anna", "rätt häst")
    return TestClient(create_app(Settings(output=many, host="0.0.0.0", users=users)), base_url=ADDRESS)


def log_in(client: TestClient, password: str, back: str = "/") -> str:
    token = client.get("/login").text.split('name="form_token" value="')[1].split('"')[0]
    data = {"form_token": token, "name": "Anna", "password": password, "back": back}
    return text(client.post("/login", data=data))


def test_hostile_text_in_a_pdf_is_shown_as_text(tmp_path: Path) -> None:
    row = finding(0, 1, message=HOSTILE, left_quote=HOSTILE, found=HOSTILE, expected=HOSTILE)
    publish_findings(tmp_path, [row], 1)
    client = TestClient(create_app(Settings(output=tmp_path)), base_url=ADDRESS)
    for address in ("/", f"/finding/{row.finding_id}", "/?q=%3Cscript%3E"):
        page = client.get(address)
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
    assert HOSTILE in text(client.get("/"))


def test_no_page_carries_script_or_style_of_its_own(client: TestClient) -> None:
    for address in ("/", f"/finding/{findings_on(client.get('/'))[0]}", "/settings", "/nothing"):
        page = client.get(address).text
        assert page.count("<script") == page.count('<script src="/static/')
        assert "<style" not in page
        assert " style=" not in page
        assert " on" + "click=" not in page


def test_a_form_from_elsewhere_is_refused(client: TestClient) -> None:
    finding_id = findings_on(client.get("/"))[0]
    for token in ({}, {"form_token": ""}, {"form_token": "0" * 32}):
        page = client.post(f"/finding/{finding_id}/verdict", data={"verdict": "accepted"} | token)
        assert page.status_code == 403
        assert "kom från en annan sida" in text(page)
    assert client.post("/undo").status_code == 403
    assert len(findings_on(client.get("/"))) == 4


def test_a_form_that_is_too_large_is_refused_before_it_is_read(guarded: TestClient) -> None:
    page = guarded.post("/login", data={"name": "Anna", "password": "x" * (2 << 20)})
    assert page.status_code == 413
    assert guarded.post("/login", content=iter([b"name=Anna"])).status_code == 413  # no length told


def test_a_token_is_worth_nothing_to_another_visitor(many: Path) -> None:
    app = create_app(Settings(output=many))
    one, other = TestClient(app, base_url=ADDRESS), TestClient(app, base_url=ADDRESS)
    form_token(other)
    assert other.post("/undo", data={"form_token": form_token(one)}).status_code == 403


def test_a_name_that_leads_here_from_elsewhere_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example:8000"}).status_code == 421
    for host in ("localhost:8000", "127.0.0.1", "[::1]:8000"):
        assert client.get("/", headers={"host": host}).status_code == 200


def test_others_are_asked_to_log_in(guarded: TestClient) -> None:
    page = guarded.get(f"/finding/{0:020x}?kind=sum")
    assert page.url.path == "/login"
    assert "stämmer inte" in log_in(guarded, "fel häst")
    assert guarded.get("/").url.path == "/login"
    assert "Att granska" in log_in(guarded, "rätt häst")
    assert len(findings_on(guarded.get("/"))) == 50
    guarded.post("/logout", data={"form_token": form_token(guarded)})
    assert guarded.get("/").url.path == "/login"


def test_after_the_login_one_is_where_one_wanted_to_be(guarded: TestClient) -> None:
    assert "Rad 0: där står 1" in log_in(guarded, "rätt häst", f"/finding/{0:020x}")


def test_a_login_ends_when_the_password_is_changed_or_the_reviewer_removed(guarded: TestClient, many: Path) -> None:
    users = Users(many / "reviewers")
    log_in(guarded, "rätt häst")
    users.set("Anna", "ny häst")
    assert guarded.get("/").url.path == "/login"
    log_in(guarded, "ny häst")
    assert guarded.get("/").url.path == "/"
    users.remove("Anna")
    assert guarded.get("/").url.path == "/login"


def test_a_login_gives_a_new_cookie(guarded: TestClient) -> None:
    guarded.get("/login")
    before = dict(guarded.cookies)
    log_in(guarded, "rätt häst")
    after = dict(guarded.cookies)
    assert before != after
    guarded.cookies.clear()
    guarded.cookies.update(before)
    assert guarded.get("/").url.path == "/login"


def test_a_forged_cookie_is_none(guarded: TestClient) -> None:
    log_in(guarded, "rätt häst")
    ((name, value),) = guarded.cookies.items()
    guarded.cookies.clear()
    for forged in (f"{name}=x{value}", f"{name}={value[:-1]}", f"{name}=", "a,b[]=1; =; ;", f"{name}={value}x"):
        assert guarded.get("/", headers={"cookie": forged}).url.path == "/login"


def test_guessing_has_to_wait(guarded: TestClient) -> None:
    for _ in range(TRIES):
        assert "stämmer inte" in log_in(guarded, "fel häst")
    assert "Vänta en minut" in log_in(guarded, "rätt häst")


def test_a_reverse_proxy_says_who_is_asking(many: Path) -> None:
    settings = Settings(output=many, user_header="X-User", proxies=("testclient",))
    client = TestClient(create_app(settings), base_url="https://granskning.example")
    assert client.get("/").status_code == 403
    assert "Secure" in client.get("/", headers={"X-User": "Bo"}).headers["set-cookie"]
    for sent in ("Åsa".encode(), "Åsa".encode("latin-1")):
        page = client.get("/", headers={b"X-User": sent})
        assert "Åsa" in text(page)
    assert client.get("/").status_code == 403  # the cookie alone says nothing


def test_nobody_but_the_proxy_is_believed(many: Path) -> None:
    client = TestClient(create_app(Settings(output=many, user_header="X-User")), base_url=ADDRESS)
    assert client.get("/", headers={"X-User": "Bo"}).status_code == 403


def test_listening_elsewhere_demands_a_login(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--users"):
        Settings(output=tmp_path, host="0.0.0.0")
    with pytest.raises(UsageError, match="review-user"):
        create_app(Settings(output=tmp_path, host="0.0.0.0", users=tmp_path / "nobody"))


def test_the_file_of_reviewers_holds_no_password_and_is_its_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "reviewers"
    Users(file).set("Anna", "rätt häst")
    Users(file).set("Bo", "blå häst")
    assert "häst" not in file.read_text()
    assert file.stat().st_mode & 0o077 == 0
    assert Users(file).names() == ["Anna", "Bo"]
    assert Users(file).proof("Bo", "rätt häst") is None
    for name in ("", "An:na", "An\nna", " Anna"):
        with pytest.raises(UsageError):
            Users(file).set(name, "x")
    with pytest.raises(UsageError, match="Cecilia"):
        Users(file).remove("Cecilia")


def test_who_needs_no_login_is_not_asked_for_one(client: TestClient) -> None:
    assert client.get("/login?back=/settings").url.path == "/settings"


def test_letters_as_commands_can_be_turned_off(client: TestClient) -> None:
    client.post("/settings", data={"form_token": form_token(client), "reviewer": "Bo"})
    page = client.get("/")
    assert 'data-shortcuts="off"' in page.text
    assert "Bo" in text(page)


@given(st.text(alphabet="/\\:.abc?#@\t\n ", max_size=12))
def test_one_is_never_sent_to_another_site(path: str) -> None:
    back = local_path(path)
    assert back.startswith("/")
    assert back[1:2] not in ("/", "\\")
    assert not any(ord(letter) < 32 for letter in back)
