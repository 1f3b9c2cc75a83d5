"""Words to lines, items and cell texts: what a person reads as one piece.

An item is a run of words that belongs together for sure: one word, or a number with spaces between its thousands.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kommuntal.read.model import Word

SAME_LINE = 0.5  # share of the smaller word's height that must overlap for two words to stand on one line
GROUP_GAP = 0.45  # ems: the space inside `1 234` is a quarter to a third of an em; columns stand farther apart
LEDGER_GAP = 5.0  # ems: in ledgers the currency stands at the left of its column, the number at the right
CURRENCIES = ("$", "€", "£")
TOUCH = 0.08  # ems: words nearer than this are one word, cut by a change of font or of marked content

SMALLER = 0.8  # size of a footnote mark against the text it hangs on
RAISED = 0.12  # ems that its foot stands higher

MARK = re.compile(r"\(?(\d{1,2}|[a-z]|\*+)\)?")
NUMBER = re.compile(
    r"[$€£]?[(\[]?[$€£]?[+\-–−±<>≤≥~]*[\d.,]*\d[\d.,:/]*%?(\([\d.,]+%?\))?[)\]*]*|[-–−]|\.\.\.?|n\.?a\.?|x",
    re.IGNORECASE,
)
DIGITS = re.compile(r"[$€£]?[(+\-–−]?\d")
GROUP_HEAD = re.compile(r"[(+\-–−]{0,2}\d{1,3}")
GROUP_TAIL = re.compile(r"\d{3}([.,]\d+)?[)%*]{0,2}")
SHARE = re.compile(r"\([\d.,]+%?\)")  # `1 269 (19,9%)` is one figure with its share, or a target with its outcome
SIGN = re.compile(r"[+\-–−]")


@dataclass(slots=True)
class Item:
    """One word, or the words of one number; `words` from left to right."""

    words: list[Word]
    x0: float
    x1: float
    text: str
    numeric: bool


@dataclass(slots=True)
class Line:
    """Words that share a baseline, as items from left to right; `em` is the usual type size in points."""

    items: list[Item]
    top: float
    bottom: float
    em: float

    @property
    def x0(self) -> float:
        return self.items[0].x0

    @property
    def x1(self) -> float:
        return max(i.x1 for i in self.items)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def numbers(self) -> int:
        return sum(i.numeric for i in self.items)


def is_number(text: str) -> bool:
    """Whether a word is printed like a table's number, or like the mark that stands where one is missing."""
    whole = text.count("(") == text.count(")") and not text.endswith((",", ":", "/"))
    return whole and NUMBER.fullmatch(text) is not None


def has_digits(text: str) -> bool:
    """Whether a word begins like a number."""
    return DIGITS.match(text) is not None


def text_lines(words: Iterable[Word]) -> list[Line]:
    """Group words into lines from top to bottom. Small raised words (footnote marks) join the line they stand on."""
    rows: list[list[Word]] = []
    spans: list[tuple[float, float]] = []
    for word in sorted(words, key=lambda w: (-w.size, w.top)):
        best, most = -1, 0.0
        for k, (top, bottom) in enumerate(spans):
            shared = min(bottom, word.bottom) - max(top, word.top)
            least = min(bottom - top, word.bottom - word.top) or 1.0
            if shared / least > max(SAME_LINE, most):
                best, most = k, shared / least
        if best < 0:
            rows.append([word])
            spans.append((word.top, word.bottom))
        else:
            rows[best].append(word)
    lines = [_line(sorted(row, key=lambda w: w.x0)) for row in rows]
    return sorted(lines, key=lambda line: line.middle)


def _line(words: list[Word]) -> Line:
    em = sorted(w.size or w.bottom - w.top for w in words)[len(words) // 2] or 1.0
    tallest = max(words, key=lambda w: w.size)
    return Line(list(items(words, em)), tallest.top, tallest.bottom, em)


def items(words: Sequence[Word], em: float) -> list[Item]:
    """Join the pieces of words and of numbers on one line, left to right."""
    out: list[Item] = []
    for word in words:
        if out and out[-1].numeric and _is_mark(out[-1].words[-1], word):
            out[-1].words.append(word)
            out[-1].x1 = max(out[-1].x1, word.x1)
        elif out and _belongs(out[-1], word, em):
            last = out[-1]
            glue = "" if word.x0 - last.x1 < TOUCH * em else " "
            last.words.append(word)
            last.text += glue + word.text
            last.x1 = max(last.x1, word.x1)
            last.numeric = is_number(last.text.replace(" ", ""))
        else:
            out.append(Item([word], word.x0, word.x1, word.text, is_number(word.text)))
    return out


def _is_mark(before: Word, word: Word) -> bool:
    """Whether a word is a raised footnote mark: it would make another number of the one it hangs on."""
    return (
        word.size < SMALLER * before.size
        and before.bottom - word.bottom > RAISED * before.size
        and word.x0 - before.x1 < 0.2 * before.size
        and MARK.fullmatch(word.text) is not None
    )


def _belongs(item: Item, word: Word, em: float) -> bool:
    gap = word.x0 - item.x1
    if gap < TOUCH * em:
        return True
    if item.text in CURRENCIES and gap < LEDGER_GAP * em:
        return has_digits(word.text)
    if gap > GROUP_GAP * em:
        return False
    head, tail = item.text.rsplit(" ", 1)[-1], word.text
    if SIGN.fullmatch(item.text):
        return has_digits(tail)
    if word.text == "%" or (SHARE.fullmatch(word.text) and "(" not in item.text):
        return item.numeric
    if not GROUP_TAIL.fullmatch(tail):
        return False
    return GROUP_HEAD.fullmatch(head) is not None if " " not in item.text else GROUP_TAIL.fullmatch(head) is not None


def join_text(lines: Sequence[Line]) -> str:
    """Return the text of a cell's lines as a person reads it: a hyphen at a line's end undone before a small letter."""
    out = ""
    for line in lines:
        text = line_text(line)
        broken = re.search(r"[^\W\d_]-$", out) and text[:1].islower() and not _keeps_hyphen(text)
        out = out[:-1] + text if broken or out.endswith("\xad") else f"{out} {text}" if out else text
    return out.replace("\u00ad", "").strip()


def _keeps_hyphen(following: str) -> bool:
    """Whether the word after the break shows that the hyphen stands for a shared ending ("kultur- och fritid")."""
    return re.match(r"(och|eller|samt|respektive|resp|and|or)\b", following) is not None


def line_text(line: Line) -> str:
    """Return one line's text, with spaces where there are gaps."""
    out = ""
    end = 0.0
    for item in line.items:
        glue = " " if out and item.x0 - end >= TOUCH * line.em else ""
        out += glue + item.text
        end = item.x1
    return out
