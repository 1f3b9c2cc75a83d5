"""A PDF that means harm, read like any other: its words are shown on every page and never obeyed."""

import csv
from io import BytesIO
from pathlib import Path

import pytest
import reportlab
from openpyxl import load_workbook
from playwright.sync_api import expect
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from tests.review.browser.conftest import Open, Serve, downloaded

from kommuntal.run import Settings, run

SCRIPT = "<script>alert(1)</script>"
PICTURE = "<img src=x onerror=alert(2)>"
FORMULA = '=HYPERLINK("http://granvik.example","se")'
TURNED = "Nämnd\u202e\u2066fed"  # shown from right to left, where it is obeyed
ROWS = [
    (TURNED, "Budget", "Utfall"),
    (FORMULA, "1 200", "1 100"),
    (PICTURE, "2 300", "2 150"),
    ("</td>Socialnämnden", "3 100", "3 050"),
    (f"Summa {SCRIPT}", "6 600", "6 030"),  # 6 300
]


def draw(file: Path) -> None:
    """Draw a report whose headings, table and title are markup, a formula and controls of direction."""
    pdfmetrics.registerFont(TTFont("Vera", Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"))
    canvas = Canvas(str(file), pagesize=A4, invariant=1)
    canvas.setTitle(f"</title>{SCRIPT}")
    canvas.setFont("Vera", 18)
    canvas.drawString(62, 760, f"Delårsrapport {SCRIPT}")
    canvas.setFont("Vera", 13)
    canvas.drawString(62, 725, f"Driftredovisning {PICTURE} (tkr)")
    canvas.setFont("Vera", 9)
    top, height, columns = 700, 18, (62, 330, 430, 530)
    for n, (label, *values) in enumerate(ROWS):
        canvas.drawString(columns[0] + 4, top - n * height - 13, label)
        for right, value in zip(columns[2:], values, strict=True):
            canvas.drawRightString(right - 4, top - n * height - 13, value)
    canvas.grid(columns, [top - n * height for n in range(len(ROWS) + 1)])
    canvas.save()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of a run over that report. A file may be named as it likes, too."""
    folder = tmp_path_factory.mktemp("hostile")
    draw(folder / "granvik <b onmouseover=alert(3)>.pdf")
    run([folder], Settings(output=folder / "output"))
    return folder / "output"


def test_what_a_pdf_says_is_shown_and_never_obeyed(serve: Serve, opened: Open, hostile: Path) -> None:
    address = serve(hostile)
    page = opened(address)  # which watches for dialogs, scripts, requests and the policy
    expect(page.get_by_text(f"Summa {SCRIPT}")).to_be_visible()
    document = str(page.locator(".document h2 a").first.get_attribute("href"))
    for path in ("/documents", document + "?layer=cells&layer=sections", "/goals", "/finances", "/exports"):
        page.goto(address + path)
        assert page.locator("main script, main img[src='x'], main b[onmouseover]").count() == 0
    page.goto(address + document + "?layer=cells&layer=sections")
    expect(page.locator(".text").get_by_text(FORMULA)).to_be_visible()
    expect(page.locator(".text").get_by_text("Nämnd fed")).to_be_visible()
    assert not {"\u202e", "\u2066"} & set(page.content())

    page.goto(address)
    page.get_by_role("link", name=SCRIPT).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"Summa {SCRIPT}")
    page.wait_for_load_state("load")
    assert all(picture.evaluate("image => image.naturalWidth") for picture in page.locator(".cut").all())
    page.get_by_label("Kommentar").fill(FORMULA + SCRIPT)
    page.get_by_role("button", name="Fel i rapporten").click()
    expect(page.get_by_role("status")).to_contain_text("Bedömd")
    page.goto(address + document.replace("documents", "letter"))
    expect(page.locator(".letter")).to_contain_text(FORMULA + SCRIPT)

    page.goto(address + "/exports")
    table = downloaded(page, "CSV").decode("utf-8-sig").splitlines()
    cells = [cell for row in csv.reader(table) for cell in row]
    assert "'" + FORMULA + SCRIPT in cells
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)
    sheet = load_workbook(BytesIO(downloaded(page, "Kalkylblad"))).active
    assert sheet is not None
    commented = [cell for row in sheet.iter_rows() for cell in row if cell.value == FORMULA + SCRIPT]
    assert [cell.data_type for cell in commented] == ["s"]
