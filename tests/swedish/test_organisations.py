"""Bodies by how their names end, and the municipality a text speaks of."""

import pytest

from kommuntal.swedish.municipalities import register
from kommuntal.swedish.organisations import (
    find_abbreviations,
    find_municipality,
    find_organisations,
    normal_name,
    same_organisation,
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Socialnämndens budget och Kommunstyrelsen", [("Socialnämnden", "committee"), ("Kommunstyrelsen", "board")]),
        ("barn- och utbildningsnämnden redovisar", [("barn- och utbildningsnämnden", "committee")]),
        ("Natur-, miljö- och byggnämnden", [("Natur-, miljö- och byggnämnden", "committee")]),
        ("Tekniska nämnden i Granvik", [("Tekniska nämnden", "committee")]),
        ("Nämnden för omsorg visar", [("Nämnden för omsorg", "committee")]),
        ("nämnden för arbete och lärande har",
         [("nämnden för arbete och lärande", "committee")]),
        ("Kommunstyrelsens arbetsutskott beslutar", [("Kommunstyrelsens arbetsutskott", "subcommittee")]),
        ("Kommunfullmäktige antog", [("Kommunfullmäktige", "council")]),
        ("Granviksbostäder AB och AB Granvikshamn",
         [("Granviksbostäder AB", "company"), ("AB Granvikshamn", "company")]),
        ("Även Granviksbostäder AB", [("Granviksbostäder AB", "company")]),
        ("Socialförvaltningens chef", [("Socialförvaltningen", "administration")]),
        ("Kultur- och fritidsförvaltningen", [("Kultur- och fritidsförvaltningen", "administration")]),
    ],
)  # fmt: skip
def test_bodies(text: str, names: list[tuple[str, str]]) -> None:
    found = find_organisations(text)
    assert [(f.item.name, f.item.kind) for f in found] == names
    assert all(text[f.start : f.end] == f.item.name for f in found)


@pytest.mark.parametrize(
    "text", ["Nämnden beslutar.", "Förvaltningen har", "fastighetsförvaltning", "nämnden för att besluta", "Ärendet"]
)
def test_no_bodies(text: str) -> None:
    assert find_organisations(text) == []


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Barn- och utbildningsnämnden", "Barn och utbildningsnämnden"),
        ("Barn- och utbildningsnämnden", "barn- och utbildningsnämndens"),
        ("SOCIALNÄMNDEN", "Socialnämnd"),
        ("Socialnämnden", "Socialnämnds"),
        ("Kommunstyrelse", "Kommunstyrelsens"),
        ("AB Granviksbostäder", "Granviksbostäder AB"),
        ("Barn- och utbildningsnämnden", "Barn- och utbildnignsnämnden"),
        ("Arbetsutskottet", "arbetsutskott"),
    ],
)
def test_same(a: str, b: str) -> None:
    assert same_organisation(a, b)
    assert same_organisation(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Kulturnämnden", "Kultur- och fritidsnämnden"),
        ("Socialnämnden", "Socialförvaltningen"),
        ("Norra områdesnämnden", "Södra områdesnämnden"),
        ("Byggnadsnämnden", "Miljö- och byggnadsnämnden"),
        ("Valnämnden", "Vårdnämnden"),
        ("Utskottet 1", "Utskottet 2"),
        ("Kommunstyrelsen", "Kommunfullmäktige"),
    ],
)
def test_not_the_same(a: str, b: str) -> None:
    assert not same_organisation(a, b)


def test_one_id_for_all_forms() -> None:
    ids = {f.item.organisation_id for f in find_organisations("Socialnämnden, Socialnämndens, SOCIALNÄMNDEN")}
    assert ids == {"socialnamnden"}
    assert normal_name("Barn-  och Utbildningsnämndens") == "barn och utbildningsnämnden"


def test_abbreviations_come_from_the_text_alone() -> None:
    text = "Barn- och utbildningsnämnden (BUN) och Socialnämnden (SN) samt Tekniska nämnden (XY). Kulturnämnden (SN)."
    assert find_abbreviations(text) == {"BUN": "Barn- och utbildningsnämnden", "SN": "Socialnämnden"}
    assert find_abbreviations("Socialnämnden (SN) och Samhällsnämnden (SN)") == {}
    assert find_abbreviations("SN redovisar") == {}


def test_the_register_is_whole() -> None:
    codes = register().values()
    assert len(register()) == len(set(codes)) == 290
    assert all(len(code) == 4 and code.isdigit() for code in codes)
    known = {"Stockholm": "0180", "Umeå": "2480", "Malmö": "1280", "Gotland": "0980", "Kiruna": "2584"}
    assert known.items() <= register().items()
    assert "Granvik" not in register()
    assert "2999" not in codes
    # municipalities a county, by the first two digits of the code
    counts = {county: sum(code.startswith(county) for code in codes) for county in ("01", "12", "14", "23", "25")}
    assert counts == {"01": 26, "12": 33, "14": 49, "23": 8, "25": 14}


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("Delårsrapport för Granviks kommun", "Granviks kommun", None),
        ("GRANVIKS KOMMUN", "Granviks kommun", None),
        ("Granviks kommuns budget", "Granviks kommun", None),
        ("Umeå kommun, Skellefteå kommun och Umeå kommuns bolag", "Umeå kommun", "2480"),
        ("MALMÖ STAD", "Malmö stad", "1280"),
        ("Malmö stads nämnder", "Malmö stad", "1280"),
        ("Upplands Väsby kommun", "Upplands Väsby kommun", "0114"),
        ("I Dals-Eds kommun", "Dals-Eds kommun", "1438"),
        ("Varbergs kommun", "Varbergs kommun", "1383"),
        ("Västerås stad", "Västerås stad", "1980"),
        ("Region Gotlands budget", "Region Gotland", "0980"),
        ("Se www.ostersund.se", "Östersund kommun", "2380"),
        ("Skriv till registrator@sorsele.se", "Sorsele kommun", "2422"),
    ],
)
def test_municipality(text: str, name: str, code: str | None) -> None:
    found = find_municipality(text)
    assert found is not None
    assert (found.name, found.code) == (name, code)


@pytest.mark.parametrize(
    "text", ["", "Varje kommun ska", "En kommun", "Region Norr", "www.granvik.se", "kommunen", "Trygg kommun"]
)
def test_no_municipality(text: str) -> None:
    assert find_municipality(text) is None
