"""Records of meetings, after OParl: Meeting, AgendaItem, Paper, and the decisions in the papers."""

import datetime
from typing import Annotated, ClassVar

from kommuntal.schema.column import col
from kommuntal.schema.enums import ChangeKind, NoticeKind, PaperKind, ReferenceKind, Stage, StatementKind
from kommuntal.schema.record import X0, X1, Bottom, PageNumber, Placed, Top

CaseNumber = Annotated[str | None, col("Ärendenummer som det trycks", "Case number as printed")]
PageFrom = Annotated[int | None, col("Första sidan", "First page", minimum=1)]
PageTo = Annotated[int | None, col("Sista sidan", "Last page", minimum=1)]


class Meeting(Placed, frozen=True, kw_only=True):
    """A meeting of a body (OParl Meeting)."""

    sv: ClassVar[str] = "Ett sammanträde (OParl Meeting)."

    meeting_id: Annotated[str, col("Sammanträdets id", "Id of the meeting", key=True)]
    body: Annotated[str | None, col("Organ som sammanträder", "Body that meets")] = None
    date: Annotated[datetime.date | None, col("Dag", "Date")] = None
    start: Annotated[str | None, col("Klockslag, HH:MM", "Time of day, HH:MM", pattern="^[0-2][0-9]:[0-5][0-9]$")] = (
        None
    )
    location: Annotated[str | None, col("Plats", "Place")] = None


class AgendaItem(Placed, frozen=True, kw_only=True):
    """A line of the agenda (OParl AgendaItem); its pages are as the contents table prints them."""

    sv: ClassVar[str] = "En punkt på föredragningslistan (OParl AgendaItem); sidorna är de som innehållet anger."

    agenda_item_id: Annotated[str, col("Punktens id", "Id of the item", key=True)]
    meeting_id: Annotated[str | None, col("Sammanträdet", "The meeting", refers_to="meetings.meeting_id")] = None
    number: Annotated[str | None, col("Punktens nummer som det trycks", "Number as printed")] = None
    order: Annotated[int, col("Ordning från 1", "Order from 1", minimum=1)]
    title: Annotated[str, col("Ärendets rubrik", "Title of the item")]
    case_number: CaseNumber = None
    page_from: Annotated[int | None, col("Första sidan som den trycks", "First page as printed", minimum=1)] = None
    page_to: Annotated[int | None, col("Sista sidan som den trycks", "Last page as printed", minimum=1)] = None
    parent_id: Annotated[
        str | None,
        col("Punkten som den är en underpunkt till", "Item it is part of", refers_to="agenda_items.agenda_item_id"),
    ] = None
    earlier: Annotated[
        str | None,
        col("Tidigare behandling som den trycks (organ, dag, §)", "Earlier handling as printed (body, day, §)"),
    ] = None


class Paper(Placed, frozen=True, kw_only=True):
    """A paper of a bundle, or a § of minutes (OParl Paper); its pages are pages of the PDF."""

    sv: ClassVar[str] = (
        "En handling i ett utskick, eller en paragraf i ett protokoll (OParl Paper); sidorna är PDF-filens."
    )

    paper_id: Annotated[str, col("Handlingens id", "Id of the paper", key=True)]
    agenda_item_id: Annotated[
        str | None, col("Punkten den hör till", "Item it belongs to", refers_to="agenda_items.agenda_item_id")
    ] = None
    case_number: CaseNumber = None
    title: Annotated[str | None, col("Handlingens rubrik", "Title of the paper")] = None
    kind: Annotated[PaperKind, col("Slag av handling", "Kind of paper")] = PaperKind.OTHER
    page_from: PageFrom = None
    page_to: PageTo = None
    document_date: Annotated[datetime.date | None, col("Handlingens datum", "Date of the paper")] = None
    officer: Annotated[str | None, col("Handläggare", "Officer in charge")] = None
    section: Annotated[str | None, col("Paragraf i protokoll", "Section (§) of minutes")] = None
    version_of: Annotated[
        str | None,
        col("Handling som detta är en ny version av", "Paper this is a new version of", refers_to="papers.paper_id"),
    ] = None


class Decision(Placed, frozen=True, kw_only=True):
    """One decision, proposed or taken."""

    sv: ClassVar[str] = "Ett beslut, föreslaget eller fattat."

    decision_id: Annotated[str, col("Beslutets id", "Id of the decision", key=True)]
    paper_id: Annotated[str | None, col("Handlingen det står i", "Paper it stands in", refers_to="papers.paper_id")] = (
        None
    )
    stage: Annotated[Stage, col("Förslag eller fattat beslut", "Proposed or taken")]
    body: Annotated[str | None, col("Organ som beslutar", "Body that decides")] = None
    date: Annotated[datetime.date | None, col("Beslutsdag", "Date of the decision")] = None
    section: Annotated[str | None, col("Paragraf", "Section (§)")] = None
    verb: Annotated[str | None, col("Beslutets verb", "Verb of the decision")] = None
    text: Annotated[str, col("Beslutet som det trycks", "Decision as printed")]


class DecisionPoint(Placed, frozen=True, kw_only=True):
    """One point of a decision: an att-sats, a numbered point, or a sentence of its own."""

    sv: ClassVar[str] = "En punkt i ett beslut: en att-sats, en numrerad punkt eller en egen mening."

    decision_point_id: Annotated[str, col("Punktens id", "Id of the point", key=True)]
    decision_id: Annotated[
        str, col("Beslutet den är en del av", "Decision it is part of", refers_to="decisions.decision_id")
    ]
    order: Annotated[int, col("Ordning från 1", "Order from 1", minimum=1)]
    label: Annotated[str | None, col("Punktens nummer som det trycks", "Number of the point as printed")] = None
    lead: Annotated[str | None, col("Inledningen före den första punkten", "What stands before the first point")] = None
    verb: Annotated[
        str | None,
        col(
            "Beslutets verb i grundform; inledningens där punkten inget har",
            "Verb in dictionary form; the lead's where the point has none",
        ),
    ] = None
    deadline: Annotated[datetime.date | None, col("Sista dag som punkten sätter", "Last day that the point sets")] = (
        None
    )
    text: Annotated[str, col("Punkten som den trycks, utan nummer", "Point as printed, without its number")]


class Notice(Placed, frozen=True, kw_only=True):
    """What is reported to a body and not decided by it: a decision taken on delegation, or a message that came in."""

    sv: ClassVar[str] = (
        "Vad som anmäls till ett organ utan att det beslutar om det: beslut på delegation, inkomna meddelanden."
    )

    notice_id: Annotated[str, col("Anmälans id", "Id of the notice", key=True)]
    paper_id: Annotated[str | None, col("Handlingen den står i", "Paper it stands in", refers_to="papers.paper_id")] = (
        None
    )
    kind: Annotated[NoticeKind, col("Delegationsbeslut eller meddelande", "Delegated decision or message")]
    date: Annotated[
        datetime.date | None, col("Beslutsdag, eller meddelandets dag", "Date of the decision or message")
    ] = None
    case_number: CaseNumber = None
    by: Annotated[str | None, col("Delegat eller avsändare", "Who decided on delegation, or who sent it")] = None
    authority: Annotated[str | None, col("Punkt i delegationsordningen", "Point of the rules of delegation")] = None
    text: Annotated[str, col("Vad anmälan gäller, som det trycks", "What it is about, as printed")]


class PaperReference(Placed, frozen=True, kw_only=True):
    """What a paper refers to: papers attached, recipients, earlier decisions, laws, deadlines."""

    sv: ClassVar[str] = "Vad en handling hänvisar till: bilagor, mottagare, tidigare beslut, lagar, sista dagar."

    paper_reference_id: Annotated[str, col("Hänvisningens id", "Id of the reference", key=True)]
    paper_id: Annotated[str | None, col("Handlingen den står i", "Paper it stands in", refers_to="papers.paper_id")] = (
        None
    )
    kind: Annotated[ReferenceKind, col("Slag av hänvisning", "Kind of reference")]
    text: Annotated[str, col("Hänvisningen som den trycks", "Reference as printed")]
    sentence: Annotated[str | None, col("Meningen den står i", "Sentence it stands in")] = None
    body: Annotated[str | None, col("Organ som hänvisningen nämner", "Body it names")] = None
    date: Annotated[datetime.date | None, col("Dag som hänvisningen nämner", "Date it names")] = None
    section: Annotated[str | None, col("Paragraf som hänvisningen nämner", "Section (§) it names")] = None
    present: Annotated[
        bool | None,
        col(
            "Om bilagan finns i bunten; tomt där det inte går att avgöra, och för andra hänvisningar",
            "Whether the attachment is in the bundle; null where that cannot be told, and for other references",
        ),
    ] = None
    found_page: Annotated[
        int | None, col("PDF-sidan där bilagan börjar", "Page of the PDF on which the attachment begins", minimum=1)
    ] = None


class Change(Placed, frozen=True, kw_only=True):
    """What differs between two versions of a paper or document; its place is in the later one, if it is still there.

    Within one file sentences and cells are compared; between files cells, titles, points of decisions and sentences
    that state figures.
    """

    sv: ClassVar[str] = (
        "Vad som skiljer två versioner av en handling eller ett dokument; platsen är i den senare, om det står kvar."
    )

    change_id: Annotated[str, col("Ändringens id", "Id of the change", key=True)]
    paper_id: Annotated[
        str | None,
        col(
            "Den senare versionen, där den är en handling",
            "The later version, where it is a paper",
            refers_to="papers.paper_id",
        ),
    ] = None
    earlier_paper_id: Annotated[
        str | None,
        col(
            "Den tidigare versionen, där den är en handling",
            "The earlier version, where it is a paper",
            refers_to="papers.paper_id",
        ),
    ] = None
    kind: Annotated[ChangeKind, col("Mening, tabellcell eller rubrik", "A sentence, a cell of a table, or a title")]
    text: Annotated[
        str | None, col("Som det står nu; tomt om det tagits bort", "As it is now; null where taken out")
    ] = None
    earlier_text: Annotated[
        str | None, col("Som det stod; tomt om det lagts till", "As it was; null where it was put in")
    ] = None
    earlier_document_id: Annotated[
        str | None,
        col(
            "Dokumentet med den tidigare versionen",
            "Document of the earlier version",
            refers_to="documents.document_id",
        ),
    ] = None
    earlier_page: PageNumber = None
    earlier_x0: X0 = None
    earlier_top: Top = None
    earlier_x1: X1 = None
    earlier_bottom: Bottom = None


class Statement(Placed, frozen=True, kw_only=True):
    """What members said for the minutes, as one text: motions, reservations, notes, results of votes."""

    sv: ClassVar[str] = (
        "Vad ledamöter sagt till protokollet, som en text: yrkanden, reservationer, anteckningar, omröstningsresultat."
    )

    statement_id: Annotated[str, col("Id", "Id of the statement", key=True)]
    paper_id: Annotated[str | None, col("Paragrafen det står i", "The § it stands in", refers_to="papers.paper_id")] = (
        None
    )
    kind: Annotated[StatementKind, col("Slag", "Kind of statement")]
    section: Annotated[str | None, col("Paragraf", "Section (§)")] = None
    text: Annotated[str, col("Texten under rubriken som den trycks", "What stands under the heading, as printed")]
    votes_for: Annotated[
        int | None, col("Antal ja-röster, där de anges", "Votes of yes, where they are given", minimum=0)
    ] = None
    votes_against: Annotated[
        int | None, col("Antal nej-röster, där de anges", "Votes of no, where they are given", minimum=0)
    ] = None
    abstaining: Annotated[
        int | None, col("Antal som avstår, där de anges", "How many abstain, where it is given", minimum=0)
    ] = None
