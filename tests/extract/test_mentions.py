"""Mentions: what headings, running text, cells and page furniture name, with its sentence and place."""

from tests.extract.laid_out import context, header, heading, layout, section, table, text

from kommuntal.extract.mentions import extract_mentions
from kommuntal.layout.model import Layout
from kommuntal.schema import Mention
from kommuntal.schema.enums import MentionKind


def periods(laid: Layout) -> list[Mention]:
    return [m for m in extract_mentions(laid, context(laid)).mentions if m.kind is MentionKind.PERIOD]


def test_a_period_in_a_sentence_comes_with_it_and_its_section() -> None:
    laid = layout(
        text("Nämnden växer. Utbudet gäller verksamhetsåren 2026–2028.", section=0, page=2), sections=[section("Utbud")]
    )
    (mention,) = periods(laid)
    assert (mention.text, mention.value) == ("verksamhetsåren 2026–2028", "2026/2028")
    assert mention.sentence == "Utbudet gäller verksamhetsåren 2026–2028."
    assert mention.section_id == context(laid).sections[0].section_id
    assert mention.page == 2


def test_headings_and_furniture_have_no_sentence_and_furniture_is_told_once() -> None:
    laid = layout(heading("Verksamhetsplan 2026"), furniture=header("Granviks kommun Budget 2026", 1, 2))
    assert [(m.text, m.sentence) for m in periods(laid)] == [("Verksamhetsplan 2026", None), ("Budget 2026", None)]


def test_prose_in_cells_is_read_and_heads_labels_and_numbers_are_not() -> None:
    laid = layout(
        tables=[
            table([["Aktivitet", "Utfall jan–apr 2025"], ["Budget 2025", "12"], ["Ta fram en ny plan under 2026", "1"]])
        ]
    )
    assert [(m.text, m.sentence) for m in periods(laid)] == [("plan under 2026", "Ta fram en ny plan under 2026")]


def test_contents_lines_and_the_years_of_an_axis_are_no_mentions() -> None:
    laid = layout(text("Budget 2026 ........ 4", role="list"), text("2023 2024 2025"))
    assert periods(laid) == []


def test_ids_are_of_their_own_and_the_same_each_time() -> None:
    laid = layout(text("Under 2024 och 2025 byggdes broar. Under 2026 byggs fler."))
    ids = [m.mention_id for m in periods(laid)]
    assert len(set(ids)) == len(ids) == 3
    assert ids == [m.mention_id for m in periods(laid)]
