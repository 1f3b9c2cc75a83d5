"""The views of the database answer what they say."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pytest

from kommuntal.publish import publish
from kommuntal.schema import Records
from kommuntal.schema.enums import FindingStatus, Severity


@pytest.fixture
def database(template: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(template / "kommuntal.duckdb"), read_only=True) as con:
        yield con


def one(con: duckdb.DuckDBPyConnection, view: str) -> dict[str, Any]:
    relation = con.sql(f"FROM {view}")
    (row,) = relation.fetchall()
    return dict(zip(relation.columns, row, strict=True))


def test_open_findings_show_both_places(database: duckdb.DuckDBPyConnection) -> None:
    row = one(database, "open_findings")
    assert (row["left_file"], row["left_page"], row["left_quote"]) == ("granvik-delarsrapport.pdf", 6, "grön cirkel")
    assert (row["right_file"], row["right_page"]) == ("granvik-kallelse.pdf", 9)
    assert row["right_quote"] == "Målet bedöms delvis nås"
    assert (row["severity"], row["kind"], row["municipality"]) == ("warning", "symbol", "Granviks kommun")


def test_open_findings_come_gravest_first_without_the_reviewed_and_with_one_place(
    tmp_path: Path, records: Records
) -> None:
    (finding,) = records.findings
    records.findings = [
        msgspec.structs.replace(finding, finding_id="note", severity=Severity.NOTE),
        msgspec.structs.replace(finding, finding_id="error", severity=Severity.ERROR, right_document_id=None),
        msgspec.structs.replace(finding, finding_id="seen", status=FindingStatus.REVIEWED),
    ]
    publish(records, tmp_path)
    with duckdb.connect(str(tmp_path / "kommuntal.duckdb"), read_only=True) as con:
        found = con.sql("SELECT finding_id, right_file FROM open_findings").fetchall()
        assert found == [("error", None), ("note", "granvik-kallelse.pdf")]
        assert con.sql("SELECT open_findings FROM document_overview").fetchall() == [(2,), (1,)]


def test_goal_overview_says_whose_goal_and_whether_symbol_and_text_differ(database: duckdb.DuckDBPyConnection) -> None:
    row = one(database, "goal_overview")
    assert row["organisation"] == "Socialnämnden", "the document's, since the goal names none"
    assert (row["assessment"], row["text_assessment"], row["disagrees"]) == ("met", "partly_met", True)
    assert (row["indicators"], row["file_name"], row["page"]) == (1, "granvik-delarsrapport.pdf", 6)


def test_figures_with_context_say_where_a_figure_stands(database: duckdb.DuckDBPyConnection) -> None:
    row = one(database, "figures_with_context")
    assert (row["section"], row["table_title"], row["table_kind"]) == ("Ekonomi", "Resultaträkning", "income_statement")
    assert (row["line_item"], row["value"], row["unit"], row["text"]) == (
        "Övrigt, netto",
        -1_234_500,
        "SEK",
        "-1 234,5",
    )
    assert (row["row"], row["column"]) == (1, 1)


def test_claims_with_links_put_the_claim_beside_its_figure(database: duckdb.DuckDBPyConnection) -> None:
    row = one(database, "claims_with_links")
    assert (row["quote"], row["base_value"], row["figure_value"]) == ("drygt 1,2 mkr", -1_200_000, -1_234_500)
    assert (row["verdict"], row["table_title"], row["figure_page"]) == ("match", "Resultaträkning", 3)


def test_a_claim_without_a_link_is_there_with_nulls(tmp_path: Path, records: Records) -> None:
    records.links = []
    publish(records, tmp_path)
    with duckdb.connect(str(tmp_path / "kommuntal.duckdb"), read_only=True) as con:
        row = one(con, "claims_with_links")
        assert row["quote"] == "drygt 1,2 mkr" and row["verdict"] is None and row["figure_value"] is None


def test_latest_documents_leave_out_what_a_readable_later_version_replaces(tmp_path: Path, records: Records) -> None:
    report, agenda = records.documents
    records.documents = [
        report,
        msgspec.structs.replace(agenda, version_of=report.document_id),
    ]
    publish(records, tmp_path)
    with duckdb.connect(str(tmp_path / "kommuntal.duckdb"), read_only=True) as con:
        assert con.sql("SELECT file_name FROM latest_documents").fetchall() == [("granvik-kallelse.pdf",)]


def test_document_overview_counts_what_came_out(database: duckdb.DuckDBPyConnection) -> None:
    counted = database.sql("SELECT file_name, status, tables, figures, goals, papers, claims FROM document_overview")
    assert counted.fetchall() == [
        ("granvik-delarsrapport.pdf", "ok", 1, 1, 1, 0, 1),
        ("granvik-kallelse.pdf", "partial", 0, 0, 0, 1, 0),
    ]


def test_case_timeline_follows_a_case_through_its_registries_and_meetings(tmp_path: Path, records: Records) -> None:
    (paper,), (decision,) = records.papers, records.decisions
    later = msgspec.structs.replace(paper, paper_id="h2", case_number="SN 2026/12-1.3", page=8)
    other = msgspec.structs.replace(paper, paper_id="h3", case_number="D-77", page=9)
    none = msgspec.structs.replace(paper, paper_id="h4", case_number=None)
    records.papers = [paper, later, other, none]
    records.decisions = [msgspec.structs.replace(decision, date=date(2026, 6, 1))]
    publish(records, tmp_path)
    with duckdb.connect(str(tmp_path / "kommuntal.duckdb"), read_only=True) as con:
        found = con.sql('SELECT "case", date, meeting_body, stage, page, paper_id FROM case_timeline').fetchall()
    assert found == [
        ("2026/12", date(2026, 5, 20), "Socialnämnden", None, 8, "h2"),
        ("2026/12", date(2026, 6, 1), "Socialnämnden", "proposal", 4, "h1"),
        ("D-77", date(2026, 5, 20), "Socialnämnden", None, 9, "h3"),
    ]
