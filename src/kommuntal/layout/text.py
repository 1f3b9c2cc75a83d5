"""Lines to one text: end-of-line hyphenation undone, every character still tied to its word on the page.

Swedish has two hyphens at a line's end: the one that breaks a word ("verk-/samhet") and the one that stays, because the
second half of a compound is left out ("kultur-/och fritid"), or stands after an abbreviation, a letter, a number or a
name ("KS-/dnr", "2025-/2026"). Which one it is shows in what follows, and in how the same word is written elsewhere.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from kommuntal.layout.lines import Line
from kommuntal.layout.model import TextSpan
from kommuntal.read.model import Page, Word

SOFT_HYPHEN = "\u00ad"
HYPHENS = "-\u2010\u2011"
# After these the second half of the compound was left out: "in- och utbetalningar", "två- till treåringar".
JOINING_WORDS = frozenset({"och", "eller", "samt", "respektive", "resp", "resp.", "till", "el", "el.", "o", "men", "&"})
_MARK = re.compile(r"\(?(?:\d{1,2}|[*†]+)(?:,\d{1,2})*\)?[,.]?")
POWERS = frozenset({"m", "km", "cm", "dm", "mm", "kvm", "co"})
TOUCHING = 0.08  # ems: words nearer than this are one word whose style changes inside
_EDGE = re.compile(r"^\W+|\W+$")


class Vocabulary:
    """The words a document writes whole, to tell "e-tjänst" broken at its hyphen from "verksamhet" broken by one."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self._words = {_bare(w.text) for page in pages for w in page.words}

    def keeps_hyphen(self, left: str, right: str) -> bool | None:
        """Return whether the document writes the halves with a hyphen, or None where it does not write them whole."""
        left, right = _bare(left), _bare(right)
        if f"{left}-{right}" in self._words:
            return True
        return False if left + right in self._words else None


def join_lines(lines: Sequence[Line], vocabulary: Vocabulary, drop_first: bool = False) -> tuple[str, list[TextSpan]]:
    """Return the text of the lines and its spans, which cover every character but the spaces between words.

    Footnote marks, and with `drop_first` the first word (a bullet), keep their place in the spans but no characters.
    """
    words = [
        (n, w, _is_footnote_mark(line, i) or not w.text.strip(SOFT_HYPHEN))
        for n, line in enumerate(lines)
        for i, w in enumerate(line.words)
    ]
    if drop_first:
        words[0] = (*words[0][:2], True)
    printing = [at for at, (_, _, silent) in enumerate(words) if not silent]
    following = dict(pairwise(printing))
    text = glue = ""
    spans: list[TextSpan] = []
    for at, (n, word, silent) in enumerate(words):
        if silent:
            spans.append(TextSpan(len(text), len(text), lines[n].page, word))
            continue
        text += glue
        printed, glue = word.text.replace(SOFT_HYPHEN, ""), " "
        if at in following:
            m, after, _ = words[following[at]]
            marked = following[at] > at + 1  # "goal¹," keeps its comma
            if m > n:
                printed, glue = _at_line_end(word, printed, after.text, vocabulary)
            elif after.x0 - word.x1 < TOUCHING * word.size or (marked and after.text[0] in ",.;:)"):
                glue = ""
        spans.append(TextSpan(len(text), len(text) + len(printed), lines[n].page, word))
        text += printed
    return text, spans


def _is_footnote_mark(line: Line, i: int) -> bool:
    """Tell a raised reference number ("mål³") from a power ("m²") and from the number that opens the note itself."""
    word = line.words[i]
    before = next((w for w in reversed(line.words[:i]) if w.size > word.size), None)
    return (
        before is not None
        and word.size < 0.8 * before.size
        and word.bottom < before.bottom - 0.15 * before.size
        and bool(_MARK.fullmatch(word.text))
        and before.text.lower().rstrip(",.)") not in POWERS
    )


def _at_line_end(word: Word, printed: str, following: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """Return what is left of the last word of a line, and what stands between it and the next line."""
    if word.text.endswith(SOFT_HYPHEN):
        return printed, ""
    if len(printed) < 2 or printed[-1] not in HYPHENS + "–":
        return printed, " "
    stem = printed[:-1]
    if following.lower().rstrip(",.") in JOINING_WORDS:
        return printed, " "
    if stem[-1].isdigit() and following[:1].isdigit():
        return printed, ""
    if printed[-1] == "–":  # "januari–/augusti" is a range, "1 200 –/" and "–/" are none
        return printed, "" if stem[-1].islower() and following[:1].islower() else " "
    if not following[:1].isalpha() or not (stem[-1].isalnum()):
        return printed, " " if following[:1] in "(–-" else ""
    keeps = vocabulary.keeps_hyphen(stem, following)
    if keeps is None:
        keeps = _stands_before_hyphen(stem) or following[0].isupper()
    return (printed, "") if keeps else (stem, "")


def _stands_before_hyphen(stem: str) -> bool:
    """Tell whether a hyphen after this is part of the word: after a number, a single letter, an abbreviation."""
    last = re.split(rf"[{HYPHENS}/]", stem)[-1]
    letters = _EDGE.sub("", last)
    return not letters or letters[-1].isdigit() or len(letters) == 1 or letters[1:].isupper()


def _bare(text: str) -> str:
    return _EDGE.sub("", text.replace(SOFT_HYPHEN, "")).lower()
