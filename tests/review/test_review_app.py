"""The page as a whole: it answers, and says so clearly when there is nothing to show."""

from pathlib import Path

from fastapi.testclient import TestClient

from kommuntal.review.app import create_app
from kommuntal.review.settings import Settings


def test_the_front_page_lists_findings(client: TestClient) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert "Att granska" in page.text


def test_an_output_without_a_run_says_what_to_do(tmp_path: Path) -> None:
    client = TestClient(create_app(Settings(output=tmp_path)), base_url="http://127.0.0.1")
    page = client.get("/")
    assert page.status_code == 503
    assert f"kommuntal run rapport.pdf --output {tmp_path}" in page.text
