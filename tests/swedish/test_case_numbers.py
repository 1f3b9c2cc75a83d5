"""Case numbers, and the numbers of the same shape that are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kommuntal.swedish.case_numbers import find_case_numbers, parse_case_number, same_case


@pytest.mark.parametrize(
    ("text", "number", "plan_code"),
    [
        ("2025/1031-1.4.2", "2025/1031", "1.4.2"),
        ("2025/37", "2025/37", None),
        ("GKS 2015/689-251", "GKS 2015/689", "251"),
        ("KS 2024-00123", "KS 2024/123", None),
        ("BUN/2025:123", "BUN 2025/123", None),
        ("KS/2025:45", "KS 2025/45", None),
        ("KS-2024/00123", "KS 2024/123", None),
        ("SN 2025.123", "SN 2025/123", None),
        ("0123/24", "2024/123", None),
        ("SN 25/114", "SN 2025/114", None),
        ("SN 25/98", "SN 2025/98", None),
        ("KS 311/98", "KS 1998/311", None),
        ("MN 2025-31", "MN 2025/31", None),
        ("MBN-2025-4", "MBN 2025/4", None),
        ("2025-000123 00.45", "2025/123", "00.45"),
        ("BUN 2025-000123 041", "BUN 2025/123", "041"),
        ("KUN 2025-4", "KUN 2025/4", None),
        ("Ks/2026:20", "Ks 2026/20", None),
        ("TN.2025.18", "TN 2025/18", None),
        ("Ks 277/2025", "Ks 2025/277", None),
        ("KS 12/2026", "KS 2026/12", None),
        ("KS-26-004", "KS 2026/4", None),
        ("2026/KS 0041 001", "KS 2026/41", "001"),
        ("KS/26/4", "KS 2026/4", None),
        ("KS/26/45", "KS 2026/45", None),
        ("2025/KS0311", "KS 2025/311", None),
        ("KS2026/0044", "KS 2026/44", None),
    ],
)
def test_forms(text: str, number: str, plan_code: str | None) -> None:
    for before in ("Dnr: ", "Dnr ", "diarienummer "):
        (found,) = find_case_numbers(f"{before}{text}, handläggare")
        assert (found.item.text, found.item.number, found.item.plan_code) == (text, number, plan_code)
        parsed = parse_case_number(f" {before}{text} ")
        assert parsed == found.item


@pytest.mark.parametrize("text", ["2025/1031-1.4.2", "KS 2024/123", "2025/420", "KS 2024-00123", "2025-000123 00.45"])
def test_found_without_a_word_before(text: str) -> None:
    (found,) = find_case_numbers(f"Ärendet {text} behandlas.")
    assert found.item.text == text


@pytest.mark.parametrize(
    "text",
    [
        "212000-9999",
        "08-123 45 00",
        "2025/2026",
        "2024/25",
        "läsåret 2024/25",
        "lag 2010:800",
        "lagen (2017:725)",
        "SFS 2010:800",
        "SFS2010:800",
        "A3/2026/4",
        "12/2026",
        "Nr 3/2025",
        "förordning (EU) 2016/679",
        "EU 2016/679",
        "direktiv 2014/24/EU",
        "prop. 2021/22:100",
        "Granvik 83:3",
        "2025-10-23",
        "KS 2024-05-12",
        "KS 2024-05",
        "Prop-2021/22:100",
        "Se 2025/2026",
        "0123/24",
        "25/114",
        "2024-05",
        "1/2 2025",
        "åren 2024/2025",
        "1.4.2.1",
        "www.granvik.se/2025/123",
    ],
)
def test_false_friends(text: str) -> None:
    assert find_case_numbers(f"Se {text} i bilagan.") == []
    assert parse_case_number(text) is None


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("2025/123", "2025/123-3.9", True),
        ("KS 2025/123", "Dnr 2025/00123", True),
        ("KS 2025/123", "BUN 2025/123", False),
        ("2025/123-1.2", "2025/123-3.9", False),
        ("2025/123", "2024/123", False),
        ("KS/2025:45", "KS 2025/45", True),
    ],
)
def test_same_case(a: str, b: str, same: bool) -> None:
    one, two = parse_case_number(a), parse_case_number(b)
    assert one is not None
    assert two is not None
    assert same_case(one, two) is same
    assert same_case(two, one) is same


@given(st.text(alphabet="0123456789 /:-.KSBUNDnrdf", max_size=40))
def test_never_raises_and_points_at_the_text(text: str) -> None:
    parse_case_number(text)
    for found in find_case_numbers(text):
        assert text[found.start : found.end] == found.item.text
