"""The headings that meeting papers have over their parts: which are headings at all, and which stand over a decision.

A heading of a decision is told by its grammar, whose it is and how far it has come, not by a list of wordings:
"Förslag till beslut", "Kommundirektörens förslag", "Nämndens beslut", "Beslut för egen del".
"""

import re
from functools import cache

from kommuntal.extract.words import leading_cases, plain, words

LONGEST = 120  # characters
_BODY = (
    r"[\w-]*(?:nämnd(?:en)?|styrelse(?:n)?|fullmäktige|utskott(?:et)?|beredning(?:en)?|presidi(?:um|et)|direktion(?:en)?"
    r"|råd(?:et)?|revisorer(?:na)?|revision(?:en)?|delegation(?:en)?|stämma(?:n)?)"
)
_WHOSE = (
    r"(?!enligt |i |av |med |efter |utifrån )(?:[\w-]+,? ){0,6}[\w-]+s"  # "Kultur- och fritidsnämndens arbetsutskotts"
)
_TO = rf"(?:i|för|från|till) (?:[\w-]+,? ){{0,4}}{_BODY}"
# what members move at the meeting is no proposal to it
_MOVED = re.compile(r"yrkand|tilläggs|ändringsförslag|motförslag|(?:på|under|vid|från) (?:dagens )?(?:samman|mötet)")
_ROLES = (
    (rf"(?:{_WHOSE} )?(?:\w+a[dt]?e? |nytt )?(?:besluts)?förslag(?: till (?:beslut|yttrande|svar|ställningstagande))?"
     rf"(?: {_TO})?", "proposal"),
    (r"[\w-]+s (?:[\w-]+ ){0,3}förslag (?:i|för|till) [\w ,-]+", "proposal"),
    (rf"förslag till (?:{_WHOSE} )?(?:beslut|yttrande|ställningstagande)(?: {_TO}| för egen del)?", "proposal"),
    (r"förslag till beslut (?:i|för|från|till) [\w ,-]+", "proposal"),
    (r"föreslaget beslut|föreslagna beslut", "proposal"),
    (r"beslut(?:et)?(?: för egen del| i \w.*)?", "decision"),
    (rf"(?:[\w-]+,? ){{0,5}}{_BODY}s (?:beslut|ställningstagande)(?: för egen del)?", "decision"),
    # with more words only of one body: "Tekniska nämndens beslut 2025-09-18 § 71" is a paper in a list
    (rf"{_BODY}s beslut .+", "decision"),
)  # fmt: skip


def is_heading(text: str) -> bool:
    """Tell whether the text is a heading that papers have over their parts, decisions among them."""
    return decision_heading(text) is not None or _unbroken(_beside_case(text)) in _known()


def is_closing(text: str) -> bool:
    """Tell whether the text is the row of dashes that closes a §."""
    return bool(re.fullmatch(r"[\s_–—-]+", text))


def decision_heading(text: str) -> str | None:
    """Return what a heading stands over: "proposal", "decision" or "course"; None for any other text."""
    text = _beside_case(text)
    name = plain(text)
    if len(name) > LONGEST or text.rstrip().endswith("."):
        return None
    for role in ("proposal", "decision", "course"):
        if _unbroken(text) in _unbroken_words("decisions", role):
            return role
    if _unbroken(text) in _known() or _MOVED.search(name):
        return None
    return next((role for pattern, role in _ROLES if re.fullmatch(pattern, name)), None)


def listed_under(text: str, section: str, names: tuple[str, ...]) -> str | None:
    """Return the first of the lists of a section that holds the heading, but for a number or words after it
    ("Propositionsordning 2", "Reservation mot beslutet"); None where none does."""
    heading = plain(text)
    return next((name for name in names if heading in words(section, name)), None) or next(
        (
            name
            for name in names
            for word in words(section, name)
            if re.fullmatch(rf"{re.escape(word)}(?: \d| (?:mot|på|vid|under|från|av|i|till) .{{3,60}})", heading)
        ),
        None,
    )


def _beside_case(text: str) -> str:
    """Return a heading without the case number that stands in the margin beside it."""
    case = leading_cases(text) if re.match(r"\W*[A-ZÅÄÖ\d]", text) else None
    return text[text.find(case) + len(case) :].strip() or text if case else text


def _unbroken(text: str) -> str:
    """Return a heading without its spaces: spaced-out type is often read with spaces inside words."""
    return plain(text).replace(" ", "")


@cache
def _unbroken_words(section: str, name: str) -> frozenset[str]:
    return frozenset(map(_unbroken, words(section, name)))


@cache
def _known() -> frozenset[str]:
    """Return the headings that end a decision and hold none, of every kind."""
    lists = [("decisions", "after"), ("references", "attachments"), ("references", "recipients")]
    lists += [("statements", name) for name in ("motion", "reservation", "opinion", "note", "vote", "disqualification")]
    return frozenset().union(*(_unbroken_words(*which) for which in lists))
