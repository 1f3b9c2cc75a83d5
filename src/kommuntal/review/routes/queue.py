"""The front page: what there is to look at."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from kommuntal.review.page import Output, render

router = APIRouter()


@router.get("/")
def queue(request: Request, output: Output) -> HTMLResponse:
    return render(request, "queue.html", findings=output.rows("SELECT * FROM findings LIMIT 50"))
