"""Goals over time: for each organisation its goals, and what each report says of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kommuntal.review.published import Published, Row
from kommuntal.schema.enums import Assessment
from kommuntal.swedish.alike import letters
from kommuntal.swedish.organisations import normal_name

GOALS = """
SELECT goals.goal_id, goals.document_id, goals.page, goals.level, goals.area, goals.title, goals.occurrence,
       goals.assessment, goals.text_assessment, goals.trend, goals.progress,
       coalesce(goals.organisation, documents.organisation, '') AS body,
       coalesce(documents.municipality, '') AS municipality, documents.file_name,
       coalesce(strftime(documents.period_end, '%Y-%m'), '') AS period
FROM goals JOIN documents USING (document_id)
WHERE ($municipality = '' OR documents.municipality = $municipality) AND ($level = '' OR goals.level = $level)
ORDER BY municipality, documents.period_end NULLS FIRST, goals.document_id, goals.page, goals.top, goals.goal_id
"""

Key = tuple[str, str, str, int]


@dataclass(frozen=True)
class Line:
    """A goal, and what was said of it by period; "" is the period of documents that tell none."""

    title: str
    area: str
    level: str
    said: Mapping[str, Sequence[Row]]


@dataclass(frozen=True)
class Body:
    """An organisation's goals in the order they are printed, the periods from the oldest, and counts of the latest.

    `latest` counts the assessments of the last period that has any; `counted` is that period.
    """

    municipality: str
    name: str
    lines: Sequence[Line]
    periods: Sequence[str]
    counted: str
    latest: Mapping[Assessment, int]


def bodies(output: Published, municipality: str = "", level: str = "") -> list[Body]:
    """Return the organisations that have goals, by municipality and name."""
    rows = output.rows(GOALS, {"municipality": municipality, "level": level})
    grouped: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["municipality"], normal_name(row["body"])].append(row)
    return [_body(group) for _, group in sorted(grouped.items())]


def _body(rows: Sequence[Row]) -> Body:
    lines: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        lines[_key(row)].append(row)
    periods = sorted({row["period"] for row in rows})
    assessed = [row for row in rows if row["assessment"]]
    counted = max((row["period"] for row in assessed), default="")
    return Body(
        municipality=rows[0]["municipality"],
        name=rows[-1]["body"],
        lines=[_line(group) for group in lines.values()],
        periods=periods,
        counted=counted,
        latest=Counter(Assessment(row["assessment"]) for row in assessed if row["period"] == counted),
    )


def _key(row: Row) -> Key:
    """Return what the prints of one goal have in common, as in `kommuntal.reconcile.goals_over_time`."""
    return row["level"] or "", letters(row["area"] or ""), letters(row["title"]), row["occurrence"]


def _line(rows: Sequence[Row]) -> Line:
    said: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        said[row["period"]].append(row)
    last = rows[-1]
    return Line(last["title"], last["area"] or "", last["level"] or "", said)


def shares(counts: Mapping[Assessment, int], width: float) -> list[tuple[Assessment, float, float]]:
    """Return the parts of a bar of this width: assessment, where it begins, how long it is."""
    total = sum(counts.values())
    out, at = [], 0.0
    for assessment in Assessment:
        if counts.get(assessment):
            length = width * counts[assessment] / total
            out.append((assessment, at, length))
            at += length
    return out


def municipalities(output: Published) -> list[str]:
    """Return the municipalities that documents name."""
    return [
        row["municipality"]
        for row in output.rows(
            "SELECT DISTINCT municipality FROM documents WHERE municipality IS NOT NULL ORDER BY municipality"
        )
    ]


def find(found: Iterable[Body], municipality: str, name: str) -> Body | None:
    """Return the organisation of that name, None where there is none."""
    wanted = normal_name(name)
    return next((b for b in found if b.municipality == municipality and normal_name(b.name) == wanted), None)
