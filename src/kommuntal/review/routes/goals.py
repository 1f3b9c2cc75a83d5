"""The overviews: goals of each organisation over time, and forecast against budget."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from kommuntal.review import finances as money
from kommuntal.review.goals import bodies, find, municipalities, shares
from kommuntal.review.page import Missing, Output, Visitor, render
from kommuntal.schema.enums import Assessment, GoalLevel

BAR = 240.0  # length of a bar of assessments, in units of its drawing
PLOT, SIDE, LINE = 330.0, 90.0, 40.0  # of the plot: longest amount, longest deviation, height of a row

router = APIRouter()


@router.get("/goals")
def goals(
    request: Request, output: Output, municipality: str = "", organisation: str = "", level: str = ""
) -> HTMLResponse:
    """Show how many goals of each organisation are met, and one organisation's goals by period."""
    found = bodies(output, municipality, level)
    chosen = find(found, municipality, organisation) if organisation else found[0] if len(found) == 1 else None
    if organisation and chosen is None:
        raise Missing("goals.unknown")
    return render(
        request,
        "goals.html",
        bodies=found,
        chosen=chosen,
        bars=[shares(body.latest, BAR) for body in found],
        bar=BAR,
        assessments=list(Assessment),
        levels=list(GoalLevel),
        municipalities=municipalities(output),
        wanted={"municipality": municipality, "organisation": organisation, "level": level},
    )


@router.get("/finances")
def finances(request: Request, output: Output, visit: Visitor, document: str = "") -> HTMLResponse:
    """Show forecast against budget of the organisations of one report, the latest where none is named."""
    reports = money.reports(output)
    report = next((row for row in reports if document in ("", row["document_id"])), None)
    if document and report is None:
        raise Missing("finances.unknown")
    accounts = money.accounts(output, report["document_id"]) if report else []
    return render(
        request,
        "finances.html",
        reports=reports,
        report=report,
        bars=money.bars(accounts, PLOT, SIDE, LINE),
        plot=PLOT,
        side=SIDE,
        line=LINE,
        millions=lambda value: money.millions(value, visit.language),
        percent=lambda share: money.percent(share, visit.language),
    )
