"""Lists of assignments in running text: the line that leads up to one, and title and state of each item."""

import re

from kommuntal.extract.goals.words import says
from kommuntal.extract.lexicon import data
from kommuntal.swedish.text import squash


def leads_to_assignments(text: str) -> bool:
    """Say whether a line leads up to a list that follows up assignments: "Status för fullmäktiges uppdrag:"."""
    return (
        len(text) < 140
        and text.rstrip().endswith(":")
        and says(text, "lists", "assignments")
        and says(text, "lists", "follow_up")
    )


def split_assignment(text: str) -> tuple[str, str | None]:
    """Return an assignment's title and what is said of it: after a dash, a colon, a full stop or a bracket.

    Nothing inside brackets ends a title, and what follows the title begins a sentence or says the state at once.
    """
    text = squash(text)
    states = "|".join(data("goals")["states"]["begins"])
    breaks = re.compile(rf"\s[-–]\s|:\s+(?=[A-ZÅÄÖ])|\.\s+(?=[A-ZÅÄÖ\d])|(?<=\))\s+(?=[A-ZÅÄÖ])|,\s+(?=(?:{states})\b)")
    for match in breaks.finditer(text):
        if text.count("(", 0, match.start()) > text.count(")", 0, match.start()):
            continue
        end = match.end() if match[0].startswith(".") else match.start()
        return text[:end].strip(), text[match.end() :].strip()
    return text, None
