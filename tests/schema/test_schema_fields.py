"""The contract as a list of fields: whole, in order, and with references that lead somewhere."""

import pytest

from kommuntal.schema import DATASETS, Records
from kommuntal.schema.fields import described, fields, key

EVERY_FIELD = [field for dataset in DATASETS for field in fields(dataset)]


def test_records_hold_exactly_the_datasets() -> None:
    assert Records.__struct_fields__ == tuple(DATASETS)


@pytest.mark.parametrize("dataset", DATASETS)
def test_every_dataset_has_a_key_and_is_described_in_both_languages(dataset: str) -> None:
    assert key(dataset)
    sv, en = described(dataset)
    assert sv and en and sv != en


def test_every_field_is_described_in_both_languages() -> None:
    assert [field for field in EVERY_FIELD if not field.column.sv or not field.column.en] == []


def test_a_reference_leads_to_the_key_of_a_dataset() -> None:
    for field in EVERY_FIELD:
        if field.column.refers_to is not None:
            dataset, name = field.column.refers_to.split(".")
            assert key(dataset) == (name,), field
            assert field.kind == next(f.kind for f in fields(dataset) if f.name == name)


def test_key_comes_first_then_own_fields_then_place_then_confidence() -> None:
    names = [field.name for field in fields("cells")]
    assert names[:3] == ["table_id", "row", "column"]
    assert names[-7:] == ["document_id", "page", "x0", "top", "x1", "bottom", "confidence"]
    assert names.index("text") < names.index("document_id")


def test_confidence_is_last_where_there_is_no_place() -> None:
    assert [field.name for field in fields("documents")][-1] == "confidence"
    assert [field.name for field in fields("findings")][-1] == "confidence"


def test_a_default_does_not_make_a_field_nullable() -> None:
    by_name = {field.name: field for field in fields("goals")}
    assert by_name["basis"].required and by_name["occurrence"].required
    assert not by_name["assessment"].required
    assert by_name["assessment"].enum == ("met", "largely_met", "partly_met", "not_met", "not_assessed")
