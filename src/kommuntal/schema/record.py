"""What all records share: the document they come from, their place on the page, and how sure the reading is."""

from typing import Annotated, ClassVar

import msgspec

from kommuntal.schema.column import col

DocumentId = Annotated[
    str,
    col(
        "Dokumentets SHA-256, 64 hexadecimala tecken",
        "SHA-256 of the PDF, 64 hexadecimal digits",
        pattern="^[0-9a-f]{64}$",
        refers_to="documents.document_id",
    ),
]
PageNumber = Annotated[int | None, col("Sida i PDF-filen, räknad från 1", "Page of the PDF, counted from 1", minimum=1)]
X0 = Annotated[float | None, col("Vänsterkant på sidan", "Left edge on the page", unit="pt")]
Top = Annotated[float | None, col("Överkant, mätt från sidans topp", "Upper edge, from the top of the page", unit="pt")]
X1 = Annotated[float | None, col("Högerkant på sidan", "Right edge on the page", unit="pt")]
Bottom = Annotated[
    float | None, col("Underkant, mätt från sidans topp", "Lower edge, from the top of the page", unit="pt")
]
Confidence = Annotated[
    float,
    col("Hur säker läsningen är, 0 till 1", "How sure the reading is, 0 to 1", minimum=0, maximum=1),
]


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a dataset. The docstring of each kind says in English what `sv` says in Swedish."""

    sv: ClassVar[str]


class Placed(Record, frozen=True, kw_only=True):
    """A row that points at the place on the page that says it."""

    document_id: DocumentId
    page: PageNumber = None
    x0: X0 = None
    top: Top = None
    x1: X1 = None
    bottom: Bottom = None
    confidence: Confidence = 1.0
