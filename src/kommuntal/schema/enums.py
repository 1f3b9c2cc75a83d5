"""The closed vocabularies of the datasets, one word for one thing."""

from enum import StrEnum


class DocumentKind(StrEnum):
    INTERIM_REPORT = "interim_report"
    ANNUAL_REPORT = "annual_report"
    BUDGET = "budget"
    PLAN = "plan"
    AGENDA = "agenda"
    MINUTES = "minutes"
    CASE_DOCUMENT = "case_document"
    AUDIT = "audit"
    OTHER = "other"


class TextLayer(StrEnum):
    NATIVE = "native"
    OCR = "ocr"
    MIXED = "mixed"
    NONE = "none"
    BROKEN = "broken"


class DocumentStatus(StrEnum):
    OK = "ok"
    PARTIAL = "partial"
    FAILED = "failed"
    SKIPPED = "skipped"


class TableKind(StrEnum):
    INCOME_STATEMENT = "income_statement"
    BALANCE_SHEET = "balance_sheet"
    OPERATING_STATEMENT = "operating_statement"
    INVESTMENT = "investment"
    STAFF = "staff"
    KPI = "kpi"
    GOALS = "goals"
    AGENDA = "agenda"
    CONTENTS = "contents"
    LIST = "list"
    OTHER = "other"


class Unit(StrEnum):
    """Base units: amounts in kronor, shares in percent, people and full-time equivalents as they are counted."""

    SEK = "SEK"
    PERCENT = "percent"
    PERCENTAGE_POINTS = "percentage_points"
    PERSONS = "persons"
    FTE = "fte"
    COUNT = "count"
    DAYS = "days"
    HOURS = "hours"
    YEARS = "years"
    INDEX = "index"


class Measure(StrEnum):
    OUTCOME = "outcome"
    OUTCOME_PRIOR = "outcome_prior"
    FORECAST = "forecast"
    FORECAST_PRIOR = "forecast_prior"
    BUDGET = "budget"
    BUDGET_PRIOR = "budget_prior"
    VARIANCE = "variance"
    CHANGE = "change"
    TARGET = "target"
    SHARE = "share"
    COUNT = "count"
    OTHER = "other"


class GoalLevel(StrEnum):
    COUNCIL = "council"
    COMMITTEE = "committee"
    INDICATOR = "indicator"
    ACTIVITY = "activity"
    ASSIGNMENT = "assignment"
    FINANCIAL = "financial"


class Assessment(StrEnum):
    MET = "met"
    LARGELY_MET = "largely_met"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    NOT_ASSESSED = "not_assessed"


class Basis(StrEnum):
    SYMBOL = "symbol"
    TEXT = "text"
    BOTH = "both"
    NONE = "none"


class Trend(StrEnum):
    IMPROVING = "improving"
    UNCHANGED = "unchanged"
    WORSENING = "worsening"


class Polarity(StrEnum):
    HIGHER_IS_BETTER = "higher_is_better"
    LOWER_IS_BETTER = "lower_is_better"
    UNKNOWN = "unknown"


class ValueRole(StrEnum):
    TARGET = "target"
    OUTCOME = "outcome"
    FORECAST = "forecast"
    BASELINE = "baseline"


class Operator(StrEnum):
    EQ = "="
    GE = ">="
    LE = "<="
    GT = ">"
    LT = "<"
    INCREASE = "increase"
    DECREASE = "decrease"


class PaperKind(StrEnum):
    PROPOSAL = "proposal"  # beslutsförslag
    OFFICIAL_LETTER = "official_letter"  # tjänsteskrivelse
    MINUTES_EXTRACT = "minutes_extract"  # protokollsutdrag, a § of minutes
    LIST = "list"  # förteckning of delegated decisions or messages
    REPORT = "report"
    LETTER = "letter"  # skrivelse from outside
    ATTACHMENT = "attachment"
    PRESENTATION = "presentation"
    MOTION = "motion"
    OTHER = "other"


class Stage(StrEnum):
    PROPOSAL = "proposal"
    DECISION = "decision"


class ReferenceKind(StrEnum):
    ATTACHMENT = "attachment"  # beslutsunderlag, bilaga
    UNLISTED = "unlisted"  # attached with a label, but not in the list of attachments
    RECIPIENT = "recipient"  # beslutet skickas till
    DECISION = "decision"  # an earlier decision: body, day, §
    LAW = "law"
    DEADLINE = "deadline"  # svar senast
    PROPOSAL = "proposal"  # a proposal retold in running text
    PAGE = "page"  # "se sidan 16", about something that the contents lists


class NoticeKind(StrEnum):
    DELEGATED_DECISION = "delegated_decision"
    MESSAGE = "message"


class MentionKind(StrEnum):
    PERIOD = "period"
    NAME = "name"  # of a guiding document, a body, a term
    LIST = "list"  # an enumeration: "a, b och c"


class ChangeKind(StrEnum):
    SENTENCE = "sentence"
    CELL = "cell"
    TITLE = "title"  # of a paper, an agenda item or the document


class StatementKind(StrEnum):
    MOTION = "motion"  # yrkande
    RESERVATION = "reservation"
    OPINION = "opinion"  # särskilt yttrande
    NOTE = "note"  # protokollsanteckning
    VOTE = "vote"  # the result of a vote
    DISQUALIFICATION = "disqualification"  # jäv


class Hedge(StrEnum):
    ABOUT = "about"  # ca, cirka, runt, omkring
    OVER = "over"  # drygt, mer än, över
    UNDER = "under"  # knappt, närmare, nästan
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Direction(StrEnum):
    SURPLUS = "surplus"
    DEFICIT = "deficit"
    HIGHER = "higher"
    LOWER = "lower"
    INCREASE = "increase"
    DECREASE = "decrease"


class LinkKind(StrEnum):
    CLAIM_FIGURE = "claim_figure"
    SAME_FACT = "same_fact"
    SAME_GOAL = "same_goal"
    CORRECTION = "correction"  # a decision that orders a wording changed, and the paper that it is changed in
    VERSION = "version"


class LinkVerdict(StrEnum):
    MATCH = "match"
    NO_MATCH = "no_match"
    UNSURE = "unsure"


class FindingKind(StrEnum):
    SUM = "sum"
    DIFFERENCE = "difference"
    CLAIM = "claim"
    SYMBOL = "symbol"
    CONTENTS = "contents"
    VERSION = "version"
    UNIT = "unit"
    SHARE = "share"
    DUPLICATE_FACT = "duplicate_fact"
    PERIOD = "period"
    GAP = "gap"


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class FindingStatus(StrEnum):
    OPEN = "open"
    REVIEWED = "reviewed"


class ReviewVerdict(StrEnum):
    SOURCE_ERROR = "source_error"
    READING_ERROR = "reading_error"
    ACCEPTED = "accepted"
    UNSURE = "unsure"
    WITHDRAWN = "withdrawn"  # takes back the verdict that stood, whose predecessor stands again


class Side(StrEnum):
    LEFT = "left"
    RIGHT = "right"


class RunStatus(StrEnum):
    PUBLISHED = "published"  # a run that was refused or broke off leaves no row: the last output stands
