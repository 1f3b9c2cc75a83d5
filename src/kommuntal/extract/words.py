"""The words by which meeting papers say what they are, from data/meetings.toml."""

import re
from functools import cache

from kommuntal.extract.lexicon import data
from kommuntal.swedish.case_numbers import find_case_numbers
from kommuntal.swedish.text import squash


@cache
def words(section: str, name: str) -> frozenset[str]:
    """Return one list of the vocabulary, lower case."""
    return frozenset(data("meetings")[section][name])


def plain(text: str) -> str:
    """Return a label or heading as the lists have it: lower case, no closing colon or full stop."""
    return squash(text).rstrip(" :.").lower()


@cache
def _case_label() -> re.Pattern[str]:
    labels = "|".join(sorted(map(re.escape, words("case", "labels")), key=len, reverse=True))
    numbered = r"ärende(?=:?\s+(?:[A-ZÅÄÖ]{2,8}[ /-])?(?:19|20)\d\d[/:.-]\d)"  # "Ärende 2025/12", but not "Ärende 12"
    return re.compile(rf"^\W*(?:{labels}|{numbered})\b[\s.:]*", re.IGNORECASE)


def without_case_label(text: str) -> str:
    """Return the text without a leading "Dnr", "Ärendenr", ..."""
    return _case_label().sub("", text)


def labelled_case(text: str) -> str | None:
    """Return what follows "Dnr" or another label of a case number, as printed; None where the text has no label.

    Words that are no case number ("Dnr saknas") give None; what is no number that we know ("Dnr 24-0123") stays.
    """
    rest = without_case_label(text)
    if rest == text:
        return None
    own = re.match(r"(?:[A-ZÅÄÖ]{2,8} )?\S*\d\S*", rest)
    return leading_cases(rest, labelled=True) or (own[0].rstrip(",;") if own else None)


def leading_cases(text: str, *, labelled: bool = False) -> str | None:
    """Return the case numbers that open the text as printed, several with their commas; None where none does.

    What stood after a label is a case number in more of its forms ("Dnr 2025-000123").
    """
    label = "dnr " if labelled else ""
    text = label + text
    found = find_case_numbers(text)
    if not found or re.search(r"\w", text[len(label) : found[0].start]):
        return None
    end = found[0].end
    for following in found[1:]:
        if not re.fullmatch(r"\s*(?:,|;|och|samt|/|&)\s*", text[end : following.start]):
            break
        end = following.end
    return text[found[0].start : end]


def without_case(title: str) -> tuple[str, str | None]:
    """Part a title from a case number printed after it: "Budget 2026 (KS 2025/12)" or "Budget 2026 Dnr 24-0123"."""
    label = re.search(
        r"[\s,(\[–-]+(?:dnr|diarienr|diarienummer|ärendenr)\b[\s.:]*(?=[^\s]{0,12}\s?\S*\d)", title, re.IGNORECASE
    )
    if label and label.start() > 0:
        return title[: label.start()], labelled_case(title[label.start() :].strip(" ,([–-").rstrip(")]"))
    title = re.sub(r"[\s,(\[–-]+(?:dnr|diarienr|diarienummer|ärendenr)\b[\s.:]*$", "", title, flags=re.IGNORECASE)
    found = find_case_numbers(title)
    if found and not title[found[-1].end :].strip(" .)]"):
        head = re.sub(r"[\s,(\[–-]+$", "", title[: found[-1].start])
        if head:
            return head, found[-1].item.text
    return title, None
