"""Decisions that no heading announces: sentences in which a body decides, and the points that they go on in."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from kommuntal.extract.bodies import ALONE, capital, leading_body
from kommuntal.extract.points import BULLET, LABEL, Printed, printed_text
from kommuntal.extract.words import words
from kommuntal.layout.model import Paragraph
from kommuntal.swedish.text import sentences, squash

# "Med hänvisning till ovanstående föreslås nämnden besluta att ...": the verb before whom it is said of
INVERTED = re.compile(
    r"(?:Med|Mot|Utifrån|Därför|Härmed|Sammantaget|I enlighet|På grund|Enligt|Utöver)\b[^.;]{0,120}? "
    r"(?P<verb>beslutar|föreslår|föreslås|hemställer) (?P<rest>.+)"
)
WITHOUT_SUBJECT = re.compile(r"(?:Det )?(?:beslutades|beslöts|beslutas)\b", re.IGNORECASE)
# between the verb and "att": what was decided at another time
BEFORE = re.compile(r"\d|\b(?:i|under|vid|tidigare|redan|förra)\b")
LEADS = re.compile(r"^\S+(?: \S+){0,3} beslutar(?: att| följande)?:$")
WE = "Vi"


def deciding(sentence: str, *, told: bool = False) -> str | None:
    """Return the body (or "Vi") that decides in a sentence: it opens it and a verb of deciding comes right after it, or
    follows such a verb after words such as "Mot bakgrund av detta".

    In a record that has no headings for what was decided it is `told`: "Styrelsen godkände ...", "Beslutades att ...".
    There whose decision it is may be as little as "Styrelsen", or not said at all, which gives "".
    """
    if inverted := INVERTED.match(sentence):
        rest = inverted["rest"]
        body = leading_body(rest)
        return body if body and rest.lower().startswith(body.lower()) else None
    until = sentence.split(" att ", maxsplit=1)[0]
    if told and WITHOUT_SUBJECT.match(sentence):
        return None if BEFORE.search(until) else ""
    first = sentence.split(maxsplit=1)[0] if sentence else ""
    subject = WE if first == WE else leading_body(sentence)
    if told and subject is None and first.lower() in ALONE:
        subject = capital(first)
    if subject is None or not sentence.lower().startswith(subject.lower()):
        return None
    following = re.findall(r"\w+", sentence[len(subject) :].lower())
    if following and following[0] in words("decisions", "plain"):
        return subject
    past = told and bool(following) and following[0] in words("decisions", "verbs")
    return subject if past and not BEFORE.search(until[len(subject) :]) else None


def deciding_sentences(paragraphs: Sequence[Paragraph], *, told: bool) -> Iterator[tuple[str, list[Printed]]]:
    """Yield who decides, as `deciding` tells it, and what is printed: a sentence, with the points that follow one
    without a stop at its end ("Nämnden beslutar att:"). Another sentence that ends in a colon ("X föreslår att Y
    beslutar:") only brings in what the next paragraph says.
    """
    proposer: str | None = None
    begun: tuple[str, list[Printed]] | None = None
    for p in paragraphs:
        text = printed_text(p)
        if proposer is not None and p.role in ("body", "list"):
            yield proposer, [(text, p)]
            proposer = None
            continue
        if begun and (
            begun[1][-1][0].endswith(":")
            or p.role == "list"
            or text.startswith("att ")
            or LABEL.match(text)
            or BULLET.match(text)
        ):
            begun[1].append((text, p))
            continue
        if begun:
            yield begun
            begun = None
        for start, end in sentences(p.text):
            sentence = squash(p.text[start:end])
            body = deciding(sentence, told=told)
            if body is None:
                continue
            page, box = p.place(start, end)
            alone = msgspec.structs.replace(p, text=sentence, spans=(), page=page, box=box)
            leads = sentence.endswith(":")
            if leads and not LEADS.search(sentence):
                proposer = body
            elif leads or (end == len(p.text.rstrip()) and sentence[-1].isalnum()):
                begun = body, [(sentence, alone)]
            else:
                yield body, [(sentence, alone)]
    if begun:
        yield begun
