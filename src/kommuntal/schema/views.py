"""The views of the DuckDB file: the questions most people ask first, answered by one SELECT."""

from collections.abc import Mapping
from dataclasses import dataclass

from kommuntal.schema.column import Column, col
from kommuntal.schema.fields import fields


@dataclass(frozen=True, kw_only=True)
class View:
    """One view. Each column is `dataset.field`, described as that field is, or an expression and its own `Column`."""

    name: str
    sv: str
    en: str
    columns: Mapping[str, str | tuple[str, Column]]
    source: str  # what follows FROM

    @property
    def select(self) -> str:
        """Return the SELECT that the view stands for."""
        columns = (column if isinstance(column, str) else column[0] for column in self.columns.values())
        listed = ",\n       ".join(f'{sql} AS "{name}"' for name, sql in zip(self.columns, columns, strict=True))
        return f"SELECT {listed}\nFROM {self.source}"

    def described(self, name: str) -> Column:
        """Return what the column `name` means."""
        column = self.columns[name]
        if not isinstance(column, str):
            return column[1]
        dataset, field_name = column.replace('"', "").split(".")
        return next(field.column for field in fields(dataset) if field.name == field_name)


# Where a record names no organisation, the document is about one.
ORGANISATION = col(
    "Nämnd, bolag eller kommun; dokumentets där posten inte nämner någon",
    "Committee, company or municipality; the document's where the record names none",
)

DOCUMENT = {
    "municipality": "documents.municipality",
    "municipality_code": "documents.municipality_code",
}
FILE = {"file_name": "documents.file_name"}


def _count(dataset: str, sv: str, en: str, where: str = "") -> tuple[str, Column]:
    own = f"{dataset}.document_id = documents.document_id"
    return f"(SELECT count(*) FROM {dataset} WHERE {own}{where})", col(sv, en)


OPEN_FINDINGS = View(
    name="open_findings",
    sv="Avvikelser som ingen granskat, de allvarligaste först, med båda ställenas fil, sida och text.",
    en="Findings nobody has reviewed, the gravest first, with file, page and text of both places.",
    columns={
        "severity": "findings.severity",
        "kind": "findings.kind",
        "message": "findings.message",
        "municipality": ("left_document.municipality", col("Kommunens namn som det trycks", "Municipality as printed")),
        "left_file": ("left_document.file_name", col("Filen till vänster", "File of the left place")),
        "left_page": "findings.left_page",
        "left_quote": "findings.left_quote",
        "right_file": ("right_document.file_name", col("Filen till höger", "File of the right place")),
        "right_page": "findings.right_page",
        "right_quote": "findings.right_quote",
        "expected": "findings.expected",
        "found": "findings.found",
        "difference": "findings.difference",
        "tolerance": "findings.tolerance",
        "confidence": "findings.confidence",
        "first_seen_run": "findings.first_seen_run",
        "finding_id": "findings.finding_id",
    },
    source="""findings
JOIN documents AS left_document ON left_document.document_id = findings.left_document_id
LEFT JOIN documents AS right_document ON right_document.document_id = findings.right_document_id
WHERE findings.status = 'open'
ORDER BY list_position(['error', 'warning', 'note'], findings.severity),
         left_document.file_name, findings.left_page, findings.finding_id""",
)

GOAL_OVERVIEW = View(
    name="goal_overview",
    sv="Varje mål med kommun, period, bedömning och antal indikatorer.",
    en="Every goal with municipality, period, assessment and the number of its indicators.",
    columns={
        **DOCUMENT,
        "organisation": ("coalesce(goals.organisation, documents.organisation)", ORGANISATION),
        "period_start": "documents.period_start",
        "period_end": "documents.period_end",
        "area": "goals.area",
        "level": "goals.level",
        "title": "goals.title",
        "assessment": "goals.assessment",
        "text_assessment": "goals.text_assessment",
        "disagrees": (
            "goals.assessment <> goals.text_assessment",
            col(
                "Om symbolen och texten säger olika; tomt där bara en av dem finns",
                "Whether symbol and text differ; null where there is only one of them",
            ),
        ),
        "trend": "goals.trend",
        "progress": "goals.progress",
        "indicators": (
            "(SELECT count(*) FROM indicators WHERE indicators.goal_id = goals.goal_id)",
            col("Antal indikatorer", "Number of indicators"),
        ),
        **FILE,
        "page": "goals.page",
        "confidence": "goals.confidence",
        "goal_id": "goals.goal_id",
    },
    source="""goals
JOIN documents ON documents.document_id = goals.document_id
ORDER BY documents.file_name, goals.page, goals.top, goals.goal_id""",
)

FIGURES_WITH_CONTEXT = View(
    name="figures_with_context",
    sv="Varje uppgift med kommun, tabellens rubrik och avsnittet den står i.",
    en="Every figure with municipality, the title of its table and the section it stands in.",
    columns={
        **DOCUMENT,
        "organisation": ("coalesce(figures.organisation, documents.organisation)", ORGANISATION),
        "section": "sections.heading",
        "table_title": "tables.title",
        "table_kind": "tables.kind",
        "line_item": "figures.line_item",
        "measure": "figures.measure",
        "column_header": "figures.column_header",
        "period_start": "figures.period_start",
        "period_end": "figures.period_end",
        "value": "figures.value",
        "unit": "figures.unit",
        "text": "figures.text",
        "is_total": "figures.is_total",
        **FILE,
        "page": "figures.page",
        "confidence": "figures.confidence",
        "table_id": "figures.table_id",
        "row": 'figures."row"',
        "column": 'figures."column"',
        "figure_id": "figures.figure_id",
    },
    source="""figures
JOIN documents ON documents.document_id = figures.document_id
JOIN tables ON tables.table_id = figures.table_id
LEFT JOIN sections ON sections.section_id = tables.section_id
ORDER BY documents.file_name, figures.page, figures.table_id, figures."row", figures."column\"""",
)

CLAIMS_WITH_LINKS = View(
    name="claims_with_links",
    sv="Varje tal i löpande text och uppgiften i en tabell som det jämförts med; en rad per länk, tomt utan länk.",
    en="Every figure in running text and the table figure it was compared with; one row a link, nulls without one.",
    columns={
        "municipality": "documents.municipality",
        "organisation": ("coalesce(claims.organisation, documents.organisation)", ORGANISATION),
        "sentence": "claims.sentence",
        "quote": "claims.quote",
        "measure": "claims.measure",
        "value": "claims.value",
        "unit": "claims.unit",
        "base_value": (
            "claims.value * claims.scale",
            col("Talet i basenhet, jämförbart med uppgiftens värde", "The number in base units, as the figure's value"),
        ),
        "base_unit": "claims.base_unit",
        "verdict": "links.verdict",
        "score": "links.score",
        "figure_value": "figures.value",
        "figure_unit": "figures.unit",
        "figure_text": "figures.text",
        "line_item": "figures.line_item",
        "column_header": "figures.column_header",
        "table_title": "tables.title",
        **FILE,
        "page": "claims.page",
        "figure_page": "figures.page",
        "reasons": "links.reasons",
        "claim_id": "claims.claim_id",
        "right_type": "links.right_type",
        "right_id": "links.right_id",
    },
    source="""claims
JOIN documents ON documents.document_id = claims.document_id
LEFT JOIN links ON links.kind = 'claim_figure' AND links.left_type = 'claim' AND links.left_id = claims.claim_id
LEFT JOIN figures ON links.right_type = 'figure' AND figures.figure_id = links.right_id
LEFT JOIN tables ON tables.table_id = figures.table_id
ORDER BY documents.file_name, claims.page, claims.top, claims.claim_id, links.link_id""",
)

LATEST_DOCUMENTS = View(
    name="latest_documents",
    sv="Dokument som gick att läsa och som inte ersatts av en senare version.",
    en="Documents that could be read and that no later version replaces.",
    columns={field.name: f"documents.{field.name}" for field in fields("documents")},
    source="""documents
WHERE documents.status IN ('ok', 'partial')
  AND NOT EXISTS (
    SELECT 1 FROM documents AS later
    WHERE later.version_of = documents.document_id AND later.status IN ('ok', 'partial')
  )
ORDER BY documents.file_name, documents.document_id""",
)

DOCUMENT_OVERVIEW = View(
    name="document_overview",
    sv="Varje dokument: hur läsningen gick och hur mycket som kom ut.",
    en="Every document: how the reading went and how much came out.",
    columns={
        **FILE,
        "status": "documents.status",
        "status_reason": "documents.status_reason",
        "kind": "documents.kind",
        "municipality": "documents.municipality",
        "pages": "documents.pages",
        "tables": _count("tables", "Antal tabeller", "Number of tables"),
        "figures": _count("figures", "Antal uppgifter", "Number of figures"),
        "goals": _count("goals", "Antal mål", "Number of goals"),
        "papers": _count("papers", "Antal handlingar", "Number of papers"),
        "claims": _count("claims", "Antal tal i löpande text", "Number of figures in running text"),
        "open_findings": (
            "(SELECT count(*) FROM findings WHERE findings.status = 'open' AND documents.document_id "
            "IN (findings.left_document_id, findings.right_document_id))",
            col("Antal avvikelser som ingen granskat", "Number of findings nobody has reviewed"),
        ),
        "document_id": "documents.document_id",
    },
    source="documents\nORDER BY documents.file_name, documents.document_id",
)

# "KS 2025/12", "2025/12-3.9.0.2" and "Dnr 2025/12" are one case: what counts is year and number, or else all of it.
CASE = r"coalesce(nullif(regexp_extract(papers.case_number, '(19|20)\d\d ?[/:-] ?\d+'), ''), papers.case_number)"

CASE_TIMELINE = View(
    name="case_timeline",
    sv="Varje ärende över tid: var det behandlats, när, i vilken handling eller paragraf, vad som föreslogs eller "
    "beslutades; en rad per beslut, eller per handling utan beslut. Ärendenummer är egna för varje kommun.",
    en="Every case over time: where it was dealt with, when, in which paper or §, what was proposed or decided; one "
    "row a decision, or a paper without one. Case numbers are each municipality's own.",
    columns={
        **DOCUMENT,
        "case": (
            f"replace({CASE}, ' ', '')",
            col(
                "Ärendets år och löpnummer, utan diarium och plankod",
                "Year and number of the case, without registry and plan code",
            ),
        ),
        "case_number": "papers.case_number",
        "date": (
            "coalesce(decisions.date, meetings.date, papers.document_date, documents.meeting_date)",
            col(
                "Beslutets dag, annars sammanträdets, annars handlingens",
                "Day of the decision, else of the meeting, else of the paper",
            ),
        ),
        "meeting_body": "meetings.body",
        "meeting_date": "meetings.date",
        "title": "papers.title",
        "kind": "papers.kind",
        "section": ("coalesce(decisions.section, papers.section)", col("Paragraf", "Section (§)")),
        "stage": "decisions.stage",
        "body": "decisions.body",
        "verb": "decisions.verb",
        "text": "decisions.text",
        **FILE,
        "page": ("coalesce(decisions.page, papers.page)", col("Sida i PDF-filen", "Page of the PDF")),
        "paper_id": "papers.paper_id",
        "decision_id": "decisions.decision_id",
    },
    source="""papers
JOIN documents ON documents.document_id = papers.document_id
LEFT JOIN decisions ON decisions.paper_id = papers.paper_id
LEFT JOIN meetings ON meetings.document_id = papers.document_id
WHERE papers.case_number IS NOT NULL
ORDER BY documents.municipality, "case", date, documents.file_name, page, decisions.decision_id""",
)

VIEWS = (
    OPEN_FINDINGS,
    DOCUMENT_OVERVIEW,
    LATEST_DOCUMENTS,
    FIGURES_WITH_CONTEXT,
    GOAL_OVERVIEW,
    CLAIMS_WITH_LINKS,
    CASE_TIMELINE,
)
