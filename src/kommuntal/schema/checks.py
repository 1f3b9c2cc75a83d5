"""Records of what is claimed, linked, found and reviewed, and of the runs that did it."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, ClassVar

from kommuntal.schema.column import col
from kommuntal.schema.documents import OrganisationName, PeriodEnd, PeriodStart
from kommuntal.schema.enums import (
    Direction,
    FindingKind,
    FindingStatus,
    Hedge,
    LinkKind,
    LinkVerdict,
    Measure,
    ReviewVerdict,
    RunStatus,
    Severity,
    Side,
    Unit,
)
from kommuntal.schema.record import X0, X1, Bottom, PageNumber, Placed, Record, Top


class Claim(Placed, frozen=True, kw_only=True):
    """A figure stated in running text."""

    sv: ClassVar[str] = "Ett tal som står i löpande text."

    claim_id: Annotated[str, col("Påståendets id", "Id of the claim", key=True)]
    sentence: Annotated[str, col("Hela meningen", "The whole sentence")]
    quote: Annotated[str, col("Orden som säger talet", "The words that state the figure")]
    heading: Annotated[str | None, col("Rubriken som meningen står under", "Heading the sentence stands under")] = None
    before: Annotated[str | None, col("Meningen före, i samma avsnitt", "The sentence before, same section")] = None
    organisation: OrganisationName = None
    subject: Annotated[str | None, col("Vad talet handlar om, som det trycks", "What it is about, as printed")] = None
    measure: Annotated[Measure, col("Vad talet mäter", "What it measures")] = Measure.OTHER
    compared_with: Annotated[
        Measure | None,
        col("Vad talet jämförs med (budget, förra året)", "What it is compared with (budget, last year)"),
    ] = None
    value: Annotated[
        Decimal | None, col("Talet i tryckt enhet, med tecken", "The number in the printed unit, signed")
    ] = None
    value_low: Annotated[Decimal | None, col("Lägsta värde som orden medger", "Least value the words allow")] = None
    value_high: Annotated[Decimal | None, col("Högsta värde som orden medger", "Greatest value the words allow")] = None
    unit: Annotated[str | None, col("Enhet som den trycks", "Unit as printed")] = None
    base_unit: Annotated[Unit | None, col("Basenhet", "Base unit")] = None
    scale: Annotated[Decimal | None, col("Basenheter på en tryckt enhet", "Base units in one printed unit")] = None
    hedge: Annotated[Hedge | None, col("Förbehåll (ca, drygt, knappt)", "Hedge word")] = None
    direction: Annotated[Direction | None, col("Riktning i orden", "Direction in the words")] = None
    period_start: PeriodStart = None
    period_end: PeriodEnd = None


class Link(Record, frozen=True, kw_only=True):
    """Two records that were compared, and whether they speak of the same thing."""

    sv: ClassVar[str] = "Två poster som har jämförts, och om de handlar om samma sak."

    link_id: Annotated[str, col("Länkens id", "Id of the link", key=True)]
    kind: Annotated[LinkKind, col("Slag av länk", "Kind of link")]
    left_type: Annotated[str, col("Vänstra postens slag (claim, figure, ...)", "Type of the left record")]
    left_id: Annotated[str, col("Vänstra postens id", "Id of the left record")]
    right_type: Annotated[str, col("Högra postens slag", "Type of the right record")]
    right_id: Annotated[str, col("Högra postens id", "Id of the right record")]
    score: Annotated[float, col("Likhet, 0 till 1", "Likeness, 0 to 1", minimum=0, maximum=1)]
    verdict: Annotated[LinkVerdict, col("Samma sak eller inte", "The same thing or not")]
    reasons: Annotated[
        str, col("Skäl som JSON, en post per egenskap", "Reasons as a JSON object, one entry a feature")
    ] = "{}"


class Finding(Record, frozen=True, kw_only=True):
    """Two places that disagree, or one that disagrees with itself."""

    sv: ClassVar[str] = "Två ställen som säger olika saker, eller ett som säger emot sig självt."

    finding_id: Annotated[
        str, col("Fingeravtryck som består vid omläsning", "Fingerprint that survives re-reading", key=True)
    ]
    kind: Annotated[FindingKind, col("Slag av avvikelse", "Kind of mismatch")]
    severity: Annotated[Severity, col("Allvar", "Severity")] = Severity.WARNING
    message: Annotated[str, col("Förklaring på svenska med räkningen", "Explanation in Swedish with its arithmetic")]
    message_en: Annotated[str | None, col("Förklaring på engelska", "Explanation in English")] = None
    left_document_id: Annotated[
        str, col("Dokumentet till vänster", "Document of the left place", refers_to="documents.document_id")
    ]
    left_page: PageNumber = None
    left_x0: X0 = None
    left_top: Top = None
    left_x1: X1 = None
    left_bottom: Bottom = None
    left_quote: Annotated[str | None, col("Texten på det vänstra stället", "Text of the left place")] = None
    right_document_id: Annotated[
        str | None, col("Dokumentet till höger", "Document of the right place", refers_to="documents.document_id")
    ] = None
    right_page: PageNumber = None
    right_x0: X0 = None
    right_top: Top = None
    right_x1: X1 = None
    right_bottom: Bottom = None
    right_quote: Annotated[str | None, col("Texten på det högra stället", "Text of the right place")] = None
    expected: Annotated[str | None, col("Värdet som räkningen ger", "Value the arithmetic gives")] = None
    found: Annotated[str | None, col("Värdet som trycks", "Value as printed")] = None
    difference: Annotated[Decimal | None, col("Skillnaden i tryckt enhet", "Difference in the printed unit")] = None
    tolerance: Annotated[
        Decimal | None, col("Avrundning som medges, i tryckt enhet", "Rounding allowed, in the printed unit")
    ] = None
    confidence: Annotated[
        float, col("Hur säker läsningen av båda ställena är", "How sure both places are read", minimum=0, maximum=1)
    ] = 1.0
    cause_id: Annotated[
        str | None,
        col(
            "Avvikelsen som denna följer av; tomt för grundorsaken",
            "Finding that this one follows from; null for the root cause",
            refers_to="findings.finding_id",
        ),
    ] = None
    first_seen_run: Annotated[
        str | None, col("Körningen som först såg den", "Run that saw it first", refers_to="runs.run_id")
    ] = None
    status: Annotated[FindingStatus, col("Om någon granskat den", "Whether somebody reviewed it")] = FindingStatus.OPEN


# Not tied to `documents`: what people said stays when a document leaves the datasets.
ReviewedDocument = Annotated[str | None, col("PDF-filens SHA-256", "SHA-256 of the PDF", pattern="^[0-9a-f]{64}$")]


class Review(Record, frozen=True, kw_only=True):
    """A reviewer's verdict on a finding; rows are only ever added."""

    sv: ClassVar[str] = "En granskares dom över en avvikelse; rader läggs bara till."

    finding_id: Annotated[str, col("Avvikelsens id", "Id of the finding", key=True)]
    verdict: Annotated[ReviewVerdict, col("Granskarens dom", "Verdict")]
    corrected_value: Annotated[str | None, col("Rättat värde", "Corrected value")] = None
    comment: Annotated[str | None, col("Kommentar", "Comment")] = None
    reviewer: Annotated[str | None, col("Vem som granskade", "Who reviewed it", key=True)] = None
    decided_at: Annotated[datetime, col("När (UTC)", "When (UTC)", key=True)]
    evidence: Annotated[
        str | None,
        col("Fingeravtryck av vad ställena sade då", "Fingerprint of what the places said at that time"),
    ] = None
    side: Annotated[Side | None, col("Vilket ställe domen gäller", "Which place the verdict is about")] = None
    value_read: Annotated[str | None, col("Vad vi läste där", "What we read there")] = None
    document_id: ReviewedDocument = None
    page: PageNumber = None
    x0: X0 = None
    top: Top = None
    x1: X1 = None
    bottom: Bottom = None
    in_force: Annotated[
        bool,
        col(
            "Om domen gäller: den senaste, inte återtagen, och ställena säger detsamma som då",
            "Whether it holds: the latest, not withdrawn, and the places say what they said then",
        ),
    ] = False


class Missed(Record, frozen=True, kw_only=True):
    """A fault that a reviewer saw and no check found; rows are only ever added."""

    sv: ClassVar[str] = "Ett fel som en granskare såg och ingen kontroll hittade; rader läggs bara till."

    missed_id: Annotated[str, col("Anmälans id", "Id of the report", key=True)]
    document_id: ReviewedDocument = None
    page: PageNumber = None
    x0: X0 = None
    top: Top = None
    x1: X1 = None
    bottom: Bottom = None
    comment: Annotated[str | None, col("Vad som är fel", "What is wrong")] = None
    reviewer: Annotated[str | None, col("Vem som anmälde", "Who reported it")] = None
    reported_at: Annotated[datetime, col("När (UTC)", "When (UTC)")]
    withdraws: Annotated[str | None, col("Anmälan som denna rad tar tillbaka", "Report that this row takes back")] = (
        None
    )


class Correction(Placed, frozen=True, kw_only=True):
    """A value of these datasets that a reviewer corrected, and what we had read."""

    sv: ClassVar[str] = "Ett värde i datamängderna som en granskare har rättat, och vad vi hade läst."

    dataset: Annotated[str, col("Datamängden", "The dataset", key=True)]
    record_id: Annotated[
        str,
        col(
            "Postens id; en cells är table_id/rad/kolumn", "Id of the record; a cell's is table_id/row/column", key=True
        ),
    ]
    column: Annotated[str, col("Fältet", "The field", key=True)]
    value_read: Annotated[str | None, col("Värdet som vi läste", "The value we read")] = None
    value_corrected: Annotated[str | None, col("Värdet som det nu är", "The value as it is now")] = None
    finding_id: Annotated[str, col("Avvikelsen som rättelsen gjordes i", "Finding the correction was made in")]
    reviewer: Annotated[str | None, col("Vem som rättade", "Who corrected it")] = None
    decided_at: Annotated[datetime, col("När (UTC)", "When (UTC)")]


class Run(Record, frozen=True, kw_only=True):
    """One run that changed the datasets."""

    sv: ClassVar[str] = "En körning som ändrade datamängderna."

    run_id: Annotated[
        str,
        col(
            "Körningens id, av indata, rättelser och version",
            "Id of the run, from its input, corrections and version",
            key=True,
        ),
    ]
    started_at: Annotated[datetime, col("När den började (UTC)", "When it began (UTC)")]
    finished_at: Annotated[datetime, col("När den slutade (UTC)", "When it ended (UTC)")]
    code_version: Annotated[str, col("Programmets version", "Version of the program")]
    documents_ok: Annotated[int, col("Dokument helt lästa", "Documents read whole", minimum=0)]
    documents_partial: Annotated[int, col("Dokument delvis lästa", "Documents read in part", minimum=0)]
    documents_failed: Annotated[int, col("Dokument som inte gick att läsa", "Documents that failed", minimum=0)]
    documents_skipped: Annotated[int, col("Dokument som hoppades över", "Documents skipped", minimum=0)]
    rows: Annotated[str, col("Rader per dataset, som JSON", "Rows per dataset, as a JSON object")]
    status: Annotated[RunStatus, col("Hur körningen slutade", "How the run ended")]
