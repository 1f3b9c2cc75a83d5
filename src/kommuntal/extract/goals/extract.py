"""Places of goals made into records: organisation, area, what the symbol says, what the words say."""

from collections.abc import Sequence

from kommuntal.extract.context import Context
from kommuntal.extract.goals.blocks import labelled_goals
from kommuntal.extract.goals.entry import Comment, Entry
from kommuntal.extract.goals.lists import listed_goals
from kommuntal.extract.goals.merge import Merged, merge, same_title
from kommuntal.extract.goals.organisations import Organisations
from kommuntal.extract.goals.prose import goals_in_prose
from kommuntal.extract.goals.reader import GoalReader
from kommuntal.extract.goals.symbols import Legend, read_legend
from kommuntal.extract.goals.words import schema_level
from kommuntal.extract.where import where
from kommuntal.layout.model import Layout, Symbol
from kommuntal.schema import Goal, Records
from kommuntal.schema.enums import Assessment, Basis, GoalLevel, Trend
from kommuntal.swedish.alike import letters
from kommuntal.swedish.text import sentences, squash
from kommuntal.swedish.verdicts import find_trend, overall_verdict, parse_verdict

ACTS = (GoalLevel.ACTIVITY, GoalLevel.ASSIGNMENT)
UNKNOWN = 0.5  # confidence where a symbol is printed that nothing explains: the assessment is not settled


def extract_goals(layout: Layout, context: Context) -> Records:
    """Return the goals of a document in reading order, each once, at the place where it is listed first."""
    legend = read_legend(layout)
    bodies = Organisations(layout, context)
    reader = GoalReader(layout, legend, bodies.names_body)
    entries = reader.read()
    entries += labelled_goals(layout, reader.used, reader.owned, bodies.names_body)
    entries += listed_goals(layout, reader.used)
    entries += goals_in_prose(layout, context)
    goals = merge((entry, bodies.of(entry)) for entry in sorted(entries, key=_order))
    ids = {id(goal): context.ids.next("goal", goal.first.page) for goal in goals}
    rows = [_row(goal, ids[id(goal)], _parent(goal, goals, ids), legend, bodies, context) for goal in goals]
    return Records(goals=rows)


def _order(entry: Entry) -> tuple[int, float]:
    return entry.page, entry.box.top


def _parent(goal: Merged, goals: Sequence[Merged], ids: dict[int, str]) -> str | None:
    """Return the id of the goal above: the one named over it, or the council's goal that is its area."""
    first = goal.first
    if first.parent is not None:
        for other in goals:
            if other is not goal and (other.first is first.parent or same_title(other.first.title, first.parent.title)):
                return ids[id(other)]
        return None
    if not first.area or first.level == "council":
        return None
    above = [g for g in goals if g.first.level == "council" and letters(g.first.title) == letters(first.area)]
    return ids[id(above[0])] if len(above) == 1 and above[0] is not goal else None


def _row(
    goal: Merged, goal_id: str, parent: str | None, legend: Legend, bodies: Organisations, context: Context
) -> Goal:
    first = goal.first
    printed = next((p.level for p in goal.places if p.level), None) or "plain"
    level = schema_level(printed, by_council=bodies.is_municipality(goal.organisation))
    marked = next((p for p in goal.places if p.symbol or p.words or p.marked), None)
    seen, sure = _seen(marked, legend) if marked else (None, 1.0)
    said, quote, page = _said(goal, "activity" if level in ACTS else "goal")
    symbol = next((p.symbol for p in goal.places if p.symbol), None)
    detail = goal.details[0] if goal.details else None
    bar = next((p.bar for p in goal.places if p.bar), None)
    outside = symbol is not None and seen is None
    sure = min(sure, UNKNOWN) if outside else sure
    assessment = seen or (None if outside else said)
    area = next((p.area for p in goal.places if p.area), None)
    if area and letters(area) == letters(first.title):
        area = None
    box = first.place
    return Goal(
        **where(context.document_id, first.page, box),
        confidence=round(min(first.confidence, sure), 3),
        goal_id=goal_id,
        organisation=goal.organisation,
        area=area,
        level=level,
        parent_id=parent,
        title=first.title,
        occurrence=goal.occurrence,
        assessment=assessment,
        assessment_raw=_raw(marked, quote if seen is None and assessment else None),
        basis=_basis(seen, said, assessment, symbol),
        symbol_shape=symbol.shape if symbol else None,
        symbol_colour=symbol.colour if symbol else None,
        symbol_page=symbol.page if symbol else None,
        symbol_x0=symbol.box.x0 if symbol else None,
        symbol_top=symbol.box.top if symbol else None,
        symbol_x1=symbol.box.x1 if symbol else None,
        symbol_bottom=symbol.box.bottom if symbol else None,
        text_assessment=said,
        quote=quote,
        quote_page=page,
        trend=_trend(goal, legend),
        text_trend=_said_trend(goal),
        detail_page=detail.page if detail else None,
        detail_assessment=_seen(detail, legend)[0] if detail else None,
        progress=bar.filled if bar else next((p.done for p in goal.places if p.done is not None), None),
        status=next((s for p in goal.places if (s := p.follow_up or _status(p))), None),
    )


def _seen(place: Entry, legend: Legend) -> tuple[Assessment | None, float]:
    """Return what symbol, mark or word in the column of assessments says."""
    if place.marked:
        return parse_verdict(place.marked), 1.0
    worded = parse_verdict(place.words) if place.words else None
    if place.symbol is None:
        return (worded, 1.0) if worded else legend.word(place.words)
    if place.level in ACTS and not worded and any(c.isalnum() for c in place.words):
        return None, 1.0  # "Pågår" beside a yellow symbol: the word is how far it has come, and no verdict
    meant, sure = legend.assessment(place.symbol)
    return (worded, 1.0) if worded and sure < 1 else (meant, sure)


def _said(goal: Merged, about: str) -> tuple[Assessment | None, str | None, int | None]:
    """Return the verdict of the goal's own commentary, the sentence that states it and its page."""
    comments = [c for place in goal.places for c in place.comments]
    for comment in comments:
        found = overall_verdict(comment.text, "activity" if about == "activity" else "goal")
        if found is None and about == "activity":
            found = overall_verdict(comment.text)
        if found:
            start, end = _sentence(comment, found.start)
            return found.item.assessment, squash(comment.text[start:end]), comment.page_of(start, end)
    return None, None, None


def _status(place: Entry) -> str | None:
    return place.words if place.level in ("assignment", "activity") and place.words else None


def _said_trend(goal: Merged) -> Trend | None:
    """Return the trend that the goal's own commentary states, None where it states none or several."""
    said = [find_trend(c.text[s:e]) for p in goal.places for c in p.comments for s, e in sentences(c.text)]
    trends = {t.item for t in said if t}
    return trends.pop() if len(trends) == 1 else None


def _sentence(comment: Comment, at: int) -> tuple[int, int]:
    spans = [(s, e) for s, e in sentences(comment.text) if s <= at < e]
    return spans[0] if spans else (0, len(comment.text))


def _raw(place: Entry | None, quote: str | None) -> str | None:
    if place is None:
        return quote
    if place.words or place.marked:
        return place.words or place.marked
    return f"{place.symbol.colour} {place.symbol.shape}" if place.symbol else quote


def _basis(
    seen: Assessment | None, said: Assessment | None, assessment: Assessment | None, symbol: Symbol | None
) -> Basis:
    if assessment is None:
        return Basis.NONE
    if seen is None:
        return Basis.TEXT
    if symbol is None:
        return Basis.TEXT
    return Basis.BOTH if said == seen else Basis.SYMBOL


def _trend(goal: Merged, legend: Legend) -> Trend | None:
    arrow = next((p.trend for p in goal.places if p.trend), None)
    if arrow:
        return legend.trend(arrow)
    words = next((p.trend_words for p in goal.places if p.trend_words), "")
    found = find_trend(f"trend: {words}") if words else None
    return found.item if found else None
