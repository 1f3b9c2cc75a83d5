"""What a reviewer does in a browser, without one: read a page, fill in its form, send it."""

import re
from html import unescape

from fastapi.testclient import TestClient
from httpx import Response


def text(page: Response) -> str:
    """Return the words of a page, one space between them."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


def form_token(client: TestClient) -> str:
    found = re.search(r'name="form_token" value="(\w+)"', client.get("/settings").text)
    assert found
    return found[1]


def findings_on(page: Response) -> list[str]:
    """Return the ids of the findings that a list links to, from the top."""
    return list(
        dict.fromkeys(
            re.findall(r'<a href="/finding/([\w-]+)', page.text.split('<form method="post" action="/verdicts"')[-1])
        )
    )


def seen(page: Response) -> str:
    """Return the number that the form of a finding's page was made with."""
    found = re.search(r'name="seen" value="(\d+)"', page.text)
    assert found
    return found[1]


def judge(client: TestClient, finding_id: str, verdict: str, query: str = "", **fields: str) -> Response:
    """Give a verdict with the form of the finding's page, and follow to where it leads."""
    page = client.get(f"/finding/{finding_id}{query}")
    data = {"form_token": form_token(client), "seen": seen(page), "verdict": verdict} | fields
    answer: Response = client.post(f"/finding/{finding_id}/verdict{query}", data=data)
    return answer
