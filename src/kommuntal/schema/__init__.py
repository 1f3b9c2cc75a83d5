"""The dataset contract, once: every table, field, unit and vocabulary of what a run publishes.

Parquet metadata, DuckDB comments, the data package, `docs/datasets.md` and the validation on write are made from them.
"""

from collections.abc import Iterator

import msgspec

from kommuntal.schema.checks import Claim, Correction, Finding, Link, Missed, Review, Run
from kommuntal.schema.column import Column
from kommuntal.schema.contents import ContentsLine, Mention, PrintedPage
from kommuntal.schema.documents import Cell, Document, Figure, Section, Table
from kommuntal.schema.goals import Goal, Indicator, IndicatorValue
from kommuntal.schema.meetings import (
    AgendaItem,
    Change,
    Decision,
    DecisionPoint,
    Meeting,
    Notice,
    Paper,
    PaperReference,
    Statement,
)
from kommuntal.schema.record import Placed, Record

DATASETS: dict[str, type[Record]] = {
    "documents": Document,
    "pages": PrintedPage,
    "contents_lines": ContentsLine,
    "sections": Section,
    "mentions": Mention,
    "tables": Table,
    "cells": Cell,
    "figures": Figure,
    "goals": Goal,
    "indicators": Indicator,
    "indicator_values": IndicatorValue,
    "meetings": Meeting,
    "agenda_items": AgendaItem,
    "papers": Paper,
    "decisions": Decision,
    "decision_points": DecisionPoint,
    "notices": Notice,
    "paper_references": PaperReference,
    "statements": Statement,
    "changes": Change,
    "claims": Claim,
    "links": Link,
    "findings": Finding,
    "reviews": Review,
    "missed": Missed,
    "corrections": Correction,
    "runs": Run,
}


class Records(msgspec.Struct, kw_only=True):
    """Rows by dataset: what one document, or a whole run, came to. The fields are the keys of `DATASETS`."""

    documents: list[Document] = []
    pages: list[PrintedPage] = []
    contents_lines: list[ContentsLine] = []
    sections: list[Section] = []
    mentions: list[Mention] = []
    tables: list[Table] = []
    cells: list[Cell] = []
    figures: list[Figure] = []
    goals: list[Goal] = []
    indicators: list[Indicator] = []
    indicator_values: list[IndicatorValue] = []
    meetings: list[Meeting] = []
    agenda_items: list[AgendaItem] = []
    papers: list[Paper] = []
    decisions: list[Decision] = []
    decision_points: list[DecisionPoint] = []
    notices: list[Notice] = []
    paper_references: list[PaperReference] = []
    statements: list[Statement] = []
    changes: list[Change] = []
    claims: list[Claim] = []
    links: list[Link] = []
    findings: list[Finding] = []
    reviews: list[Review] = []
    missed: list[Missed] = []
    corrections: list[Correction] = []
    runs: list[Run] = []

    def extend(self, other: "Records") -> None:
        """Add all rows of `other` to these."""
        for name in DATASETS:
            getattr(self, name).extend(getattr(other, name))

    def __iter__(self) -> Iterator[tuple[str, list[Record]]]:
        """Yield (dataset name, rows) in the order of `DATASETS`."""
        return ((name, getattr(self, name)) for name in DATASETS)


__all__ = [
    "DATASETS",
    "AgendaItem",
    "Cell",
    "Change",
    "Claim",
    "Column",
    "ContentsLine",
    "Correction",
    "Decision",
    "DecisionPoint",
    "Document",
    "Figure",
    "Finding",
    "Goal",
    "Indicator",
    "IndicatorValue",
    "Link",
    "Meeting",
    "Mention",
    "Missed",
    "Notice",
    "Paper",
    "PaperReference",
    "Placed",
    "PrintedPage",
    "Record",
    "Records",
    "Review",
    "Run",
    "Section",
    "Statement",
    "Table",
]
