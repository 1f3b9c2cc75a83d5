"""Records of how a document refers to itself: page numbers, contents lines, and what its text names again."""

from typing import Annotated, ClassVar

from kommuntal.schema.column import col
from kommuntal.schema.enums import MentionKind, TextLayer
from kommuntal.schema.record import Placed


class PrintedPage(Placed, frozen=True, kw_only=True):
    """A page of the PDF and the numbers printed on it."""

    sv: ClassVar[str] = "En sida i PDF-filen och de nummer som är tryckta på den."

    page_id: Annotated[str, col("Sidans id", "Id of the page", key=True)]
    page_number: Annotated[
        int | None, col("Handlingens eget sidnummer", "Page number of the paper itself", minimum=0)
    ] = None
    text_layer: Annotated[
        TextLayer | None,
        col(
            "Varifrån sidans text kommer; tomt på en sida utan något på",
            "Where its text comes from; null where nothing is on it",
        ),
    ] = None
    bundle_number: Annotated[
        int | None, col("Sidnummer i bunten (stämpeln)", "Page number of the bundle (the stamp)", minimum=0)
    ] = None


class ContentsLine(Placed, frozen=True, kw_only=True):
    """A line of a contents page: a heading and the page it is said to stand on."""

    sv: ClassVar[str] = "En rad i en innehållsförteckning: en rubrik och sidan den uppges stå på."

    contents_line_id: Annotated[str, col("Radens id", "Id of the line", key=True)]
    number: Annotated[str | None, col("Rubrikens nummer som det trycks", "Number of the heading as printed")] = None
    title: Annotated[str, col("Rubriken som den trycks i förteckningen", "Heading as the contents prints it")]
    page_number: Annotated[int, col("Sidan som uppges", "Page it is said to stand on", minimum=0)]


class Mention(Placed, frozen=True, kw_only=True):
    """A period, a name or an enumeration that running text, a heading or a cell names, and that another place may name
    otherwise."""

    sv: ClassVar[str] = (
        "En tidsperiod, ett namn eller en uppräkning i löpande text, rubrik eller cell, som en annan plats kan ange "
        "annorlunda."
    )

    mention_id: Annotated[str, col("Omnämnandets id", "Id of the mention", key=True)]
    section_id: Annotated[
        str | None, col("Avsnittet det står i", "Section it stands in", refers_to="sections.section_id")
    ] = None
    kind: Annotated[MentionKind, col("Vad som nämns", "What is named")]
    text: Annotated[str, col("Omnämnandet som det trycks", "Mention as printed")]
    value: Annotated[
        str,
        col(
            "Vad det betyder: en period som ISO 8601 (2026, 2026-01/2026-04, 2026/2028), ett namn utan böjning, en "
            "uppräkning med semikolon",
            "What it means: a period as ISO 8601 (2026, 2026-01/2026-04, 2026/2028), a name without inflection, an "
            "enumeration with semicolons",
        ),
    ]
    sentence: Annotated[
        str | None, col("Meningen det står i; tomt i rubriker", "Sentence it stands in; null in headings")
    ] = None
