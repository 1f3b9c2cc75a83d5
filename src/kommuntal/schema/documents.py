"""Records of documents and what is printed in them: sections, tables, cells, figures."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, ClassVar

from kommuntal.schema.column import col
from kommuntal.schema.enums import DocumentKind, DocumentStatus, Measure, TableKind, TextLayer, Unit
from kommuntal.schema.record import Placed, Record

OrganisationName = Annotated[
    str | None, col("Nämnd, bolag eller kommun som uppgiften gäller", "Committee, company or municipality it is about")
]
PeriodStart = Annotated[date | None, col("Periodens första dag", "First day of the period")]
PeriodEnd = Annotated[date | None, col("Periodens sista dag", "Last day of the period")]


class Document(Record, frozen=True, kw_only=True):
    """A PDF that came in, whatever became of it."""

    sv: ClassVar[str] = "En PDF som kom in, vad det än blev av den."

    document_id: Annotated[
        str,
        col(
            "PDF-filens SHA-256, 64 hexadecimala tecken",
            "SHA-256 of the PDF, 64 hexadecimal digits",
            key=True,
            pattern="^[0-9a-f]{64}$",
        ),
    ]
    file_name: Annotated[str, col("Filens namn", "Name of the file")]
    source_url: Annotated[str | None, col("Adress som filen hämtades från", "Address the file was fetched from")] = None
    retrieved_at: Annotated[datetime | None, col("När filen hämtades (UTC)", "When it was fetched (UTC)")] = None
    pages: Annotated[int | None, col("Antal sidor", "Number of pages", minimum=0)] = None
    kind: Annotated[DocumentKind | None, col("Slag av dokument", "Kind of document")] = None
    title: Annotated[str | None, col("Dokumentets rubrik", "Title of the document")] = None
    municipality: Annotated[str | None, col("Kommunens namn som det trycks", "Municipality as printed")] = None
    municipality_code: Annotated[
        str | None, col("SCB:s kommunkod, fyra siffror", "Municipality code of SCB, four digits", pattern="^[0-9]{4}$")
    ] = None
    organisation: OrganisationName = None
    organisation_id: Annotated[
        str | None, col("Kommunkod och organisationens normaliserade namn", "Municipality code and normalised name")
    ] = None
    period_start: PeriodStart = None
    period_end: PeriodEnd = None
    meeting_date: Annotated[date | None, col("Sammanträdesdag", "Date of the meeting")] = None
    case_number: Annotated[str | None, col("Ärendenummer", "Case number")] = None
    text_layer: Annotated[TextLayer | None, col("Varifrån texten kommer", "Where the text comes from")] = None
    version_of: Annotated[
        str | None, col("Dokument som detta är en ny version av", "Document this is a new version of")
    ] = None
    status: Annotated[DocumentStatus, col("Hur läsningen gick", "How the reading went")]
    status_reason: Annotated[str | None, col("Varför den inte gick helt", "Why it did not go all the way")] = None
    failed_pages: Annotated[
        str | None, col("Sidor som inte gick att läsa, med komma", "Pages that could not be read, comma-separated")
    ] = None
    masked: Annotated[
        int | None,
        col(
            "Antal olika personnummer och privatpersoners namn som tagits bort; tomt där det inte skulle göras",
            "Number of different personal numbers and private persons' names taken out; null where none should be",
            minimum=0,
        ),
    ] = None
    reader_version: Annotated[str, col("Version av läsaren", "Version of the reader")]
    confidence: Annotated[
        float, col("Hur säkra uppgifterna om dokumentet är", "How sure the facts are", minimum=0, maximum=1)
    ] = 1.0


class Section(Placed, frozen=True, kw_only=True):
    """A heading and the pages that stand under it."""

    sv: ClassVar[str] = "En rubrik och sidorna som hör till den."

    section_id: Annotated[str, col("Avsnittets id", "Id of the section", key=True)]
    parent_id: Annotated[
        str | None, col("Avsnittet som detta ligger under", "Section above", refers_to="sections.section_id")
    ] = None
    level: Annotated[int, col("Rubriknivå från 1", "Heading level from 1", minimum=1)]
    heading: Annotated[str, col("Rubriken som den trycks", "Heading as printed")]
    organisation: OrganisationName = None
    page_from: Annotated[int, col("Första sidan", "First page", minimum=1)]
    page_to: Annotated[int, col("Sista sidan", "Last page", minimum=1)]


class Table(Placed, frozen=True, kw_only=True):
    """A table, or the part of one that stands on one page."""

    sv: ClassVar[str] = "En tabell, eller den del av en tabell som står på en sida."

    table_id: Annotated[str, col("Tabellens id", "Id of the table", key=True)]
    section_id: Annotated[
        str | None, col("Avsnittet den står i", "Section it stands in", refers_to="sections.section_id")
    ] = None
    title: Annotated[str | None, col("Närmaste tabellrubrik", "Nearest caption or heading")] = None
    unit: Annotated[str | None, col("Enhet som den anges", "Unit as declared")] = None
    kind: Annotated[TableKind, col("Slag av tabell", "Kind of table")] = TableKind.OTHER
    rows: Annotated[int, col("Antal rader", "Number of rows", minimum=0)]
    columns: Annotated[int, col("Antal kolumner", "Number of columns", minimum=0)]
    header_rows: Annotated[int, col("Antal rubrikrader", "Number of header rows", minimum=0)] = 0
    header_columns: Annotated[int, col("Antal rubrikkolumner", "Number of header columns", minimum=0)] = 0
    continues: Annotated[
        str | None,
        col("Tabelldelen på sidan före", "The part on the page before", refers_to="tables.table_id"),
    ] = None
    method: Annotated[str, col("Hur rutnätet lästes och varför det valdes", "How the grid was read and why it won")] = (
        ""
    )


class Cell(Placed, frozen=True, kw_only=True):
    """One cell of a table; empty cells are rows too."""

    sv: ClassVar[str] = "En cell i en tabell; tomma celler är också rader."

    table_id: Annotated[str, col("Tabellens id", "Id of the table", key=True, refers_to="tables.table_id")]
    row: Annotated[int, col("Rad från 0", "Row from 0", key=True, minimum=0)]
    column: Annotated[int, col("Kolumn från 0", "Column from 0", key=True, minimum=0)]
    row_span: Annotated[int, col("Rader som cellen täcker", "Rows it covers", minimum=1)] = 1
    column_span: Annotated[int, col("Kolumner som cellen täcker", "Columns it covers", minimum=1)] = 1
    is_header: Annotated[bool, col("Om cellen är rubrik", "Whether it is a header")] = False
    text: Annotated[str, col("Texten som den trycks", "Text as printed")]
    value: Annotated[Decimal | None, col("Talet i cellen, i tryckt enhet", "The number in it, in the printed unit")] = (
        None
    )
    value_unit: Annotated[str | None, col("Enhet tryckt i cellen", "Unit printed in the cell")] = None


class Figure(Placed, frozen=True, kw_only=True):
    """What a numeric cell says: whose, of what, when, how much."""

    sv: ClassVar[str] = "Vad en cell med ett tal säger: om vem, om vad, när och hur mycket."

    figure_id: Annotated[str, col("Uppgiftens id", "Id of the figure", key=True)]
    table_id: Annotated[str, col("Tabellens id", "Id of the table", refers_to="tables.table_id")]
    row: Annotated[int, col("Rad från 0", "Row from 0", minimum=0)]
    column: Annotated[int, col("Kolumn från 0", "Column from 0", minimum=0)]
    organisation: OrganisationName = None
    line_item: Annotated[str | None, col("Radens namn, med överordnad rubrik", "Line item, with the row above it")] = (
        None
    )
    line_item_raw: Annotated[str | None, col("Radens namn som det trycks", "Line item as printed")] = None
    measure: Annotated[Measure, col("Vad talet mäter", "What it measures")] = Measure.OTHER
    period_start: PeriodStart = None
    period_end: PeriodEnd = None
    value: Annotated[
        Decimal | None,
        col("Värde i basenhet (kronor, procent, personer)", "Value in base unit (SEK, percent, persons)"),
    ] = None
    unit: Annotated[Unit | None, col("Basenhet", "Base unit")] = None
    decimals: Annotated[int | None, col("Tryckta decimaler", "Decimals as printed, in the printed unit", minimum=0)] = (
        None
    )
    scale: Annotated[
        Decimal | None, col("Basenheter på en tryckt enhet (1000 för tkr)", "Base units in one printed unit")
    ] = None
    is_total: Annotated[bool, col("Om raden är en summa", "Whether the row is a total")] = False
    column_header: Annotated[str | None, col("Kolumnens rubrik som den trycks", "Column header as printed")] = None
    text: Annotated[str, col("Talet som det trycks", "The number as printed")]
