"""The report page, made of texts from outside."""

import re
from datetime import UTC, datetime
from pathlib import Path

from flows.report import Report, page, rows
from hypothesis import given
from hypothesis import strategies as st

from kommuntal.acquire import Acquired, Problem, SourceReport
from kommuntal.schema import Document, Records
from kommuntal.schema.enums import DocumentStatus

MARKUP = st.text() | st.sampled_from(["<script>x</script>", "a|b", "![x](http://x.test)", "`|`", "# x", "a\n\n# b"])


@given(MARKUP, MARKUP)
def test_texts_from_outside_stay_in_their_cell(address: str, reason: str) -> None:
    report = Report(sources=[SourceReport(source="s", problems=(Problem(address=address, reason=reason),))])
    text = page(report)
    *_, line = text.splitlines()
    plain = re.sub(r"\\.", "", line)  # without what a backslash has made harmless
    assert plain.startswith("| s | ")
    assert plain.count("|") == 4
    assert not set(plain) & set("<>`[]*_#")
    assert [line for line in text.splitlines() if line.startswith("# ")] == ["# Nothing published: broke off"]


def test_a_row_for_each_document_also_when_it_was_not_come_to() -> None:
    def acquired(digit: str) -> Acquired:
        return Acquired(
            document_id=digit * 64,
            path=Path("x"),
            file_name=f"{digit}.pdf",
            source_url=None,
            retrieved_at=datetime(2026, 3, 2, tzinfo=UTC),
            source="s",
        )

    document = Document(document_id="1" * 64, file_name="1.pdf", status=DocumentStatus.FAILED, reader_version="1")
    table = rows(Report(documents=[acquired("1"), acquired("2")], parts=[Records(documents=[document])]))
    assert [(row["document"], row["status"]) for row in table] == [("1.pdf", "failed"), ("2.pdf", "not read")]


def test_a_run_that_broke_off_says_so() -> None:
    assert page(Report()) == "# Nothing published: broke off\n"
