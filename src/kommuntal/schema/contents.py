"""Records of how a document refers to itself: printed page numbers, and the lines of its contents pages."""

from typing import Annotated, ClassVar

from kommuntal.schema.column import col
from kommuntal.schema.enums import TextLayer
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
