"""Findings of different checks that come from one slip name one cause."""

from decimal import Decimal

from tests.reconcile.printed_tables import records, table

from kommuntal.reconcile import reconcile
from kommuntal.reconcile.finding import Place, make_finding
from kommuntal.reconcile.roots import with_causes
from kommuntal.schema import Finding
from kommuntal.schema.enums import FindingKind

DOCUMENT = "a" * 64


def found(kind: FindingKind, left: Place, right: Place | None, **more: object) -> Finding:
    return make_finding(kind, left, right, "sv", "en", **more)  # type: ignore[arg-type]


def cell(quote: str, top: float, page: int = 4) -> Place:
    return Place(DOCUMENT, quote, page, 300, top, 340, top + 12, (quote,))


def causes(*findings: Finding) -> list[str | None]:
    return [f.cause_id for f in with_causes(findings)]


SUM = found(FindingKind.SUM, cell("-1 960", 200), cell("-6 890 − -5 200", 200), difference=Decimal(-270))


def test_a_sentence_that_is_right_about_a_wrong_cell_follows_from_it() -> None:
    claim = found(FindingKind.CLAIM, cell("1,69 mnkr", 90, 2), cell("-1 960", 200), difference=Decimal("0.27"))
    assert causes(SUM, claim) == [None, SUM.finding_id]
    assert causes(claim, SUM) == [SUM.finding_id, None]


def test_a_sentence_that_is_wrong_itself_is_its_own_cause() -> None:
    claim = found(FindingKind.CLAIM, cell("2,2 mnkr", 90, 2), cell("-1 960", 200), difference=Decimal("0.24"))
    assert causes(SUM, claim) == [None, None]
    elsewhere = found(FindingKind.CLAIM, cell("1,69 mnkr", 90, 2), cell("-1 960", 300), difference=Decimal("0.27"))
    assert causes(SUM, elsewhere) == [None, None]


def line(found_page: str, expected: str, top: float) -> Finding:
    return found(FindingKind.CONTENTS, cell(f"{top}", top, 1), None, found=found_page, expected=expected)


def test_contents_that_are_all_off_by_one_are_one_cause() -> None:
    first, second, other = line("6", "7", 100), line("10", "11", 120), line("14", "18", 140)
    assert causes(first, second, other) == [None, first.finding_id, None]


def test_a_fact_repeated_in_another_table_follows_from_the_cell_that_breaks_its_sum() -> None:
    rows = [
        ["Belopp i tkr", "Utfall 2025", "Budget 2025"],
        ["Förskola", "-4 106", "-4 222"],
        ["Grundskola", "-7 405", "-7 511"],
        ["Gymnasium", "-3 288", "-3 300"],
        ["Summa", "-14 799", "-15 033"],
    ]
    wrong = [list(row) for row in rows]
    wrong[4][1] = "-14 979"
    cause, *others = reconcile(records(table(wrong, page=1), table(rows, page=2))).findings
    assert (cause.kind, cause.left_quote, cause.cause_id) == (FindingKind.SUM, "-14 979", None)
    assert [(f.kind, f.cause_id) for f in others] == [(FindingKind.DUPLICATE_FACT, cause.finding_id)]
