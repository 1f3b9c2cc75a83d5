"""A browser before the page as it is served: `kommuntal review` in a process of its own, Chromium driven by Playwright.

KOMMUNTAL_BROWSER=needed makes the lack of a browser a failure; KOMMUNTAL_PICTURES=docs writes the pictures of the docs.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
SCREEN = {"width": 1366, "height": 850}  # a common laptop's
PATIENCE_MS = 60_000  # on a machine that does much else

Serve = Callable[..., str]
Open = Callable[[str], Page]
Show = Callable[[Page, str], None]


def press(page: Page, *keys: str) -> None:
    """Press keys, once the page listens to them."""
    page.wait_for_load_state("domcontentloaded")
    for key in keys:
        page.keyboard.press(key)


def downloaded(page: Page, name: str) -> bytes:
    """Return the file that the link of a name leads to."""
    with page.expect_download() as waited:
        page.get_by_role("link", name=name).click()
    return waited.value.path().read_bytes()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The machine's Chromium, else Playwright's own. For one module: its loop would be in the way of other tests."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        if not (found or Path(playwright.chromium.executable_path).exists()):
            said = "no Chromium on this machine: tests/browser.sh gets one"
            pytest.fail(said) if os.environ.get("KOMMUNTAL_BROWSER") == "needed" else pytest.skip(said)
        flags = QUIET + ["--no-sandbox"] * (os.geteuid() == 0)  # Chromium's sandbox refuses root
        expect.set_options(timeout=PATIENCE_MS)
        browser = playwright.chromium.launch(executable_path=found, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serve an output with `kommuntal review` and further options; returns the address of the page."""
    servers: list[subprocess.Popen[str]] = []

    def start(output: Path, *options: str, host: str = "127.0.0.1") -> str:
        command = [sys.executable, "-m", "kommuntal", "review", "--output", str(output), "--host", host, "--port", "0"]
        server = subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True)
        servers.append(server)
        assert server.stdout
        said = server.stdout.readline()
        assert said.startswith("http://"), "the server ended before it listened"
        return said.split()[0].rstrip("/").replace(host, "127.0.0.1")

    yield start
    for server in servers:
        server.terminate()
    for server in servers:
        server.communicate()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Open]:
    """Open an address as somebody new, with cookies of their own.

    Whatever they do later: no dialog may open, no script may fail, nothing may be asked of another server, and the
    Content-Security-Policy may not have to stop anything.
    """
    wrong: list[str] = []
    contexts = []

    def start(address: str) -> Page:
        context = browser.new_context(viewport=SCREEN, locale="sv-SE")  # type: ignore[arg-type]
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        home = "/".join(address.split("/")[:3]) + "/"
        page.on("dialog", lambda dialog: wrong.append(f"dialog: {dialog.message}"))
        page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
        page.on("request", lambda asked: None if asked.url.startswith(home) else wrong.append(f"asked: {asked.url}"))
        page.on("console", lambda said: wrong.append(said.text) if "Security Policy" in said.text else None)
        page.goto(address)
        return page

    yield start
    for context in contexts:
        context.close()
    assert not wrong


@pytest.fixture
def show() -> Show:
    """Keep what the page shows as a picture of the docs, where KOMMUNTAL_PICTURES names their folder."""
    folder = os.environ.get("KOMMUNTAL_PICTURES")

    def keep(page: Page, name: str) -> None:
        if folder:
            file = Path(folder) / f"{name}.png"
            page.screenshot(path=file)
            with Image.open(file) as picture:
                few = picture.convert("RGB").quantize(256, dither=Image.Dither.NONE)  # a third of the size
            few.save(file, optimize=True)

    return keep
