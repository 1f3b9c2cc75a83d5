"""Private persons do not reach the datasets; officials, elected members and all other numbers do."""

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kommuntal.extract import mask_people
from kommuntal.run import Settings, Source, process_document
from kommuntal.schema import Cell, Decision, Document, Paper, Records
from kommuntal.schema.enums import DocumentStatus, Stage

DOCUMENT_ID = "a" * 64
SAMPLES = Path(__file__).parents[2] / "samples"


def checked(digits: str) -> str:
    """Put the check digit after nine digits. Numbers are made here, so that none stands in the tests."""
    total = sum(sum(divmod(int(d) * (2 - n % 2), 10)) for n, d in enumerate(digits))
    return digits + str(-total % 10)


def personal(day: datetime.date, serial: int = 123, *, temporary: bool = False) -> str:
    return checked(f"{day:%y%m}{day.day + 60 * temporary:02d}{serial:03d}")


NUMBER = personal(datetime.date(1899, 3, 14))
HYPHENED = f"{NUMBER[:6]}-{NUMBER[6:]}"


def document(file_name: str = "x.pdf", source_url: str | None = None) -> Document:
    return Document(
        document_id=DOCUMENT_ID,
        file_name=file_name,
        source_url=source_url,
        status=DocumentStatus.OK,
        reader_version="1",
    )


def masked(*texts: str) -> tuple[list[str], int | None]:
    """Return the texts as decisions have them after masking, and how many persons' names and numbers went."""
    decisions = [
        Decision(decision_id=f"d{n}", stage=Stage.DECISION, text=text, document_id=DOCUMENT_ID)
        for n, text in enumerate(texts)
    ]
    out = mask_people(Records(documents=[document()], decisions=decisions))
    return [d.text for d in out.decisions], out.documents[0].masked


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2025, 1, 1)), st.integers(0, 999), st.booleans(), st.data())
def test_personal_and_coordination_numbers_go_in_every_way_they_are_written(
    day: datetime.date, serial: int, temporary: bool, choice: st.DataObject
) -> None:
    number = personal(day, serial, temporary=temporary)
    century = choice.draw(st.sampled_from(["", f"{day:%Y}"[:2]]))
    sign = choice.draw(st.sampled_from(["-", "", "–", "+", " - "]))
    text = f"Beslutet gäller {century}{number[:6]}{sign}{number[6:]}, enligt ansökan."
    assert masked(text) == (["Beslutet gäller [personnummer], enligt ansökan."], 1)
    broken = number[:9] + str((int(number[9]) + 1) % 10)
    assert masked(text.replace(number[6:], broken[6:])) == ([text.replace(number[6:], broken[6:])], 0)


@pytest.mark.parametrize(
    "text",
    [
        "Org.nr " + checked("212000123")[:6] + "-" + checked("212000123")[6:],
        "Org.nr " + checked("556012345")[:6] + "-" + checked("556012345")[6:],
        "Dnr 2025/1124-3.9.0.2 och KS 2025/12",
        "Telefon 0123-45 67 89",
        f"https://www.granvik.example/fil/{NUMBER}",
        f"{NUMBER[:6]},{NUMBER[6:]} tkr",
        f"1{NUMBER}",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert masked(text) == ([text], 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Bistånd för Test Testsson, {HYPHENED}", "Bistånd för [namn], [personnummer]"),
        (f"avser Test von Testsson ({HYPHENED})", "avser [namn] ([personnummer])"),
        (f"Testsson, Test, personnummer {HYPHENED}", "[namn], personnummer [personnummer]"),
        (f"{HYPHENED} Te-Test Testsson", "[personnummer] [namn]"),
        ("Klagande: Test Testsson", "Klagande: [namn]"),
        ("Den enskilde, Test Testsson, har begärt", "Den enskilde, [namn], har begärt"),
        ("sökande Test Testssons ansökan, Test Testsson", "sökande [namn] ansökan, [namn]"),
    ],
)
def test_names_beside_a_personal_number_and_of_parties_go(text: str, expected: str) -> None:
    assert masked(text)[0] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Sökande: Granviks Fastigheter AB",
        "Klagande är Socialnämnden i Granvik",
        "Ordförande Test Testsson yrkar bifall",
        "Test Testsson (S) yrkar avslag",
        f"Avslag Bistånd {HYPHENED}",
    ],
)
def test_organisations_officials_and_elected_members_stay(text: str) -> None:
    assert "[namn]" not in masked(text)[0][0]


def test_a_name_goes_everywhere_in_its_document_but_for_an_officials() -> None:
    texts, count = masked(
        f"Yttrande om Test Testsson, {HYPHENED}",
        "Test Testssons ansökan, och Test Testssonberg",
        f"Rad Radsson {HYPHENED}",
        "Ledamoten Rad Radsson deltar inte",
    )
    assert texts == [
        "Yttrande om [namn], [personnummer]",
        "[namn]s ansökan, och Test Testssonberg",
        "Rad Radsson [personnummer]",
        "Ledamoten Rad Radsson deltar inte",
    ]
    assert count == 2, "one number, one name"


def test_the_officer_of_a_paper_stays() -> None:
    paper = Paper(paper_id="p", officer="Test Testsson", title=f"Test Testsson, {HYPHENED}", document_id=DOCUMENT_ID)
    out = mask_people(Records(documents=[document()], papers=[paper]))
    assert (out.papers[0].officer, out.papers[0].title) == ("Test Testsson", "Test Testsson, [personnummer]")


def test_a_list_of_persons_loses_its_names_and_numbers_and_keeps_who_decided() -> None:
    grid = [
        ["Personnummer", "Namn", "Beslut", "Delegat"],
        [NUMBER, "Test Testsson", "Bifall Hemtjänst", "Rad Radsson"],
        ["", "Text Textsson", "Avslag", "Rad Radsson"],
    ]
    cells = [
        Cell(
            table_id="t",
            row=r,
            column=c,
            text=text,
            is_header=r == 0,
            value=Decimal(text) if text.isdigit() else None,
            document_id=DOCUMENT_ID,
        )
        for r, row in enumerate(grid)
        for c, text in enumerate(row)
    ]
    out = mask_people(Records(documents=[document()], cells=cells))
    assert [c.text for c in out.cells[4:8]] == ["[personnummer]", "[namn]", "Bifall Hemtjänst", "Rad Radsson"]
    assert out.cells[4].value is None
    assert [c.text for c in out.cells[8:]] == grid[2], "no personal number says that this is a private person"


def test_file_names_lose_numbers_and_addresses_keep_their_ids() -> None:
    out = mask_people(
        Records(documents=[document(file_name=f"beslut-{HYPHENED}.pdf", source_url=f"https://x.example/{NUMBER}")])
    )
    assert (out.documents[0].file_name, out.documents[0].masked) == ("beslut-[personnummer].pdf", 1)
    assert out.documents[0].source_url == f"https://x.example/{NUMBER}"


def test_what_names_nobody_comes_out_as_it_went_in() -> None:
    records = Records(documents=[document("Delårsrapport.pdf")])
    assert mask_people(records).documents[0].masked == 0
    assert mask_people(mask_people(records)) == mask_people(records)


def test_a_run_masks_unless_told_to_keep_people(tmp_path: Path) -> None:
    source = Source(
        path=SAMPLES / "granvik-tekniska-namnden-verksamhetsplan-2026.pdf", file_name=f"beslut-{HYPHENED}.pdf"
    )
    (masked_row,) = process_document(source, Settings(output=tmp_path)).documents
    (kept_row,) = process_document(source, Settings(output=tmp_path, mask_people=False)).documents
    assert (masked_row.file_name, kept_row.file_name) == ("beslut-[personnummer].pdf", source.file_name)
    assert masked_row.masked and kept_row.masked is None


@pytest.mark.parametrize(
    ("body", "text", "expected"),
    [
        (
            "Socialnämndens individutskott",
            "Utskottet beviljar Test Testsson bistånd.",
            "Utskottet beviljar [namn] bistånd.",
        ),
        ("Socialnämndens individutskott", "Test Testsson (X) anmäler jäv.", "Test Testsson (X) anmäler jäv."),
        ("Socialnämnden", "Nämnden tackar Test Testsson.", "Nämnden tackar Test Testsson."),
    ],
)
def test_a_body_that_decides_about_persons_names_none(body: str, text: str, expected: str) -> None:
    own = Document(
        document_id=DOCUMENT_ID, file_name="x.pdf", organisation=body, status=DocumentStatus.OK, reader_version="1"
    )
    decision = Decision(decision_id="d", stage=Stage.DECISION, text=text, document_id=DOCUMENT_ID)
    assert mask_people(Records(documents=[own], decisions=[decision])).decisions[0].text == expected
