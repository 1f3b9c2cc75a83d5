"""What stands beside a finding on its page: the numbers reckoned with, why two places match, the fact over time."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from kommuntal.review.arithmetic import Ledger, ledger
from kommuntal.review.causes import Box, Place, place_of
from kommuntal.review.published import Published, Row
from kommuntal.schema import Finding

# What stands at a place: its middle lies in the box of the record, give or take a point.
AT = """{0}.document_id = $document_id AND {0}.page = $page
    AND $x BETWEEN {0}.x0 - 1 AND {0}.x1 + 1 AND $y BETWEEN {0}.top - 1 AND {0}.bottom + 1"""

MATCH = f"""
SELECT links.score, links.verdict, links.reasons, figures.document_id, figures.page, figures.figure_id,
       figures.x0, figures.top, figures.x1, figures.bottom, figures.line_item_raw, figures.column_header, figures.text
FROM claims JOIN links ON links.left_type = 'claim' AND links.left_id = claims.claim_id
LEFT JOIN figures ON links.right_type = 'figure' AND figures.figure_id = links.right_id
WHERE {AT.format("claims")}
ORDER BY claims.quote IS DISTINCT FROM $quote, figures.page IS DISTINCT FROM $right_page, links.score DESC, figure_id
"""

# The cells of a row are named by their column, those of a column by their row: by its line item, else by the nearest
# words to the left.
CELLS = f"""
WITH here AS (SELECT tables.*, cells."row" AS own_row, cells."column" AS own_column
              FROM tables JOIN cells ON cells.table_id = tables.table_id
              WHERE {AT.format("cells")} LIMIT 1)
SELECT cells.text, cells."row", cells."column", here.own_row, here.own_column,
       coalesce(figures.line_item_raw,
        (SELECT arg_max(head.text, head."column") FROM cells AS head WHERE head.table_id = cells.table_id
         AND head."row" = cells."row" AND head."column" < cells."column" AND head.value IS NULL AND head.text <> '')
       ) AS row_name,
       (SELECT string_agg(head.text, ' ' ORDER BY head."row") FROM cells AS head WHERE head.table_id = cells.table_id
        AND head."column" = cells."column" AND head."row" < here.header_rows AND head.text <> '') AS column_name
FROM cells JOIN here ON here.table_id = cells.table_id
LEFT JOIN figures ON figures.table_id = cells.table_id
     AND figures."row" = cells."row" AND figures."column" = cells."column"
WHERE (cells.x0 + cells.x1) / 2 BETWEEN $left AND $right AND (cells.top + cells.bottom) / 2 BETWEEN $above AND $below
ORDER BY cells."row", cells."column"
"""

# Where the names of the rows and columns of the cells in a place stand.
NAMES = """
WITH here AS (
  SELECT table_id, "row", "column" FROM cells WHERE document_id = $document_id AND page = $page
  AND ((x0 + x1) / 2 BETWEEN $left AND $right OR $x BETWEEN x0 AND x1)
  AND ((top + bottom) / 2 BETWEEN $above AND $below OR $y BETWEEN top AND bottom)
), heads AS (
  SELECT 'row' AS kind, cells.* FROM cells
  JOIN (SELECT table_id, "row", min("column") AS first FROM here GROUP BY ALL) USING (table_id, "row")
  WHERE cells."column" < first AND cells.value IS NULL
  UNION ALL
  SELECT 'column', cells.* FROM cells JOIN (SELECT DISTINCT table_id, "column" FROM here) USING (table_id, "column")
  JOIN tables USING (table_id) WHERE cells."row" < tables.header_rows AND cells."column" > 0
)
SELECT kind, min(x0) AS x0, min(top) AS top, max(x1) AS x1, max(bottom) AS bottom FROM heads
WHERE page = $page AND text <> '' AND x0 IS NOT NULL GROUP BY kind ORDER BY kind DESC
"""

FIGURE_AT = f"SELECT figure_id FROM figures WHERE {AT.format('figures')} LIMIT 1"

FIGURE_OVER_TIME = """
WITH me AS (
  SELECT figures.*, documents.municipality_code, coalesce(figures.organisation, documents.organisation) AS body
  FROM figures JOIN documents USING (document_id) WHERE figure_id = $figure_id
)
SELECT documents.document_id, documents.file_name, figures.page, figures.text, figures.column_header AS said,
       coalesce(figures.period_end, documents.period_end) AS period, figures.figure_id = me.figure_id AS here
FROM figures JOIN documents USING (document_id), me
WHERE lower(figures.line_item_raw) = lower(me.line_item_raw) AND figures.measure = me.measure
  AND figures.unit IS NOT DISTINCT FROM me.unit
  AND documents.municipality_code IS NOT DISTINCT FROM me.municipality_code
  AND coalesce(figures.organisation, documents.organisation) IS NOT DISTINCT FROM me.body
  AND (figures.document_id <> me.document_id OR figures.figure_id = me.figure_id)
ORDER BY period DESC NULLS LAST, documents.file_name, figures.page LIMIT 12
"""

GOAL_OVER_TIME = f"""
WITH me AS (
  SELECT goals.*, documents.municipality_code, coalesce(goals.organisation, documents.organisation) AS body
  FROM goals JOIN documents USING (document_id) WHERE {AT.format("goals")}
  ORDER BY (goals.x1 - goals.x0) * (goals.bottom - goals.top) LIMIT 1
)
SELECT documents.document_id, documents.file_name, goals.page, goals.assessment, goals.trend,
       documents.period_end AS period, goals.goal_id = me.goal_id AS here
FROM goals JOIN documents USING (document_id), me
WHERE lower(goals.title) = lower(me.title)
  AND documents.municipality_code IS NOT DISTINCT FROM me.municipality_code
  AND coalesce(goals.organisation, documents.organisation) IS NOT DISTINCT FROM me.body
  AND (goals.document_id <> me.document_id OR goals.goal_id = me.goal_id)
ORDER BY period DESC NULLS LAST, documents.file_name, goals.page LIMIT 12
"""


@dataclass(frozen=True)
class Match:
    """Why a statement in the text is held against a table's figure: each feature's share, 0 to 1."""

    score: float
    verdict: str
    features: Sequence[tuple[str, float]]
    row: str | None
    column: str | None
    text: str | None


@dataclass(frozen=True)
class Detail:
    """Beside the finding itself. `marks` are further boxes to outline, by the side they stand on."""

    ledger: Ledger | None
    match: Match | None
    figures_over_time: Sequence[Row]
    goals_over_time: Sequence[Row]
    marks: dict[str, list[Box]] = field(default_factory=dict)


def detail(output: Published, finding: Finding) -> Detail:
    """Return what is known of one finding beside its row. Four small queries."""
    left, right = place_of(finding, "left"), place_of(finding, "right")
    if left is None or left.middle is None:
        return Detail(ledger(finding), None, [], [])
    at = _at(left)
    links = output.rows(MATCH, at | {"quote": finding.left_quote, "right_page": finding.right_page})
    own = [row["figure_id"] for row in output.rows(FIGURE_AT, at)] or [row["figure_id"] for row in links[:1]]
    figures = output.rows(FIGURE_OVER_TIME, {"figure_id": own[0]}) if own else []
    goals = [] if own else output.rows(GOAL_OVER_TIME, at)
    return Detail(
        ledger=ledger(finding, _labels(output, left, right)),
        match=_match(links[0]) if links else None,
        figures_over_time=figures if any(not row["here"] for row in figures) else [],
        goals_over_time=goals if any(not row["here"] for row in goals) else [],
        marks={
            "left": _names(output, left),
            "right": _names(output, right) + [_box(row) for row in links if right and _on(row, right)],
        },
    )


def _at(place: Place) -> dict[str, object]:
    assert place.middle is not None
    return {"document_id": place.document_id, "page": place.page, "x": place.middle[0], "y": place.middle[1]}


def _labels(output: Published, left: Place, right: Place | None) -> list[tuple[str, str]]:
    """Return the numbers that stand in the right place, each with the name of its row or column."""
    if right is None or right.box is None or (left.document_id, left.page) != (right.document_id, right.page):
        return []
    edges = dict(zip(("left", "above", "right", "below"), right.box, strict=True))
    cells = output.rows(CELLS, _at(left) | edges)
    named_by = "column_name" if any(c["row"] == c["own_row"] for c in cells) else "row_name"
    return [(cell["text"], cell[named_by] or "") for cell in cells]


def _names(output: Published, place: Place | None) -> list[Box]:
    """Return the boxes round the names of the rows and of the columns that the cells of a place stand in."""
    if place is None or place.box is None:
        return []
    edges = dict(zip(("left", "above", "right", "below"), place.box, strict=True))
    return [_box(row) for row in output.rows(NAMES, _at(place) | edges)]


def _match(row: Row) -> Match:
    told = json.loads(row["reasons"])
    features = [(name, float(worth)) for name, worth in told.items() if isinstance(worth, int | float)]
    return Match(row["score"], row["verdict"], features, row["line_item_raw"], row["column_header"], row["text"])


def _on(row: Row, place: Place) -> bool:
    return (row["document_id"], row["page"]) == (place.document_id, place.page) and row["x0"] is not None


def _box(row: Row) -> Box:
    return row["x0"], row["top"], row["x1"], row["bottom"]
