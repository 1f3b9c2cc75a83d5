"""Glyphs to words, in the order in which they are drawn.

A word ends at a space that is drawn, at a gap, at a change of baseline or direction. Widths are in em, because all of
type scales with it: over the fonts and programs met so far the letters of one word stand at most 0.11 em apart (beyond
the letter spacing that was set), and spaces that are no more than a gap measure 0.2 em and up.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from unicodedata import is_normalized, normalize

from kommuntal.read.device import Glyph
from kommuntal.read.model import Word

GAP = 0.16  # from the end of one glyph to the start of the next
BACK = 0.1  # how far a glyph may start before the one it follows
SAME_LINE = 0.1  # between the baselines of one word
SAME_PLACE = 0.12  # between two prints of the same: bold, or a shadow, made by printing twice
SMALLER = 0.85  # size of a raised or lowered glyph, in that of the others, at most
LOWERED = 0.5  # how far below its word a lowered glyph stands, in the size of the word, at most
MOST_SPACING = 0.5  # between letters; a table whose columns are set apart by spacing has more

LEADER = "...."  # so many dots lead the eye to a page number and are no full stop

RAISED = {"2": "²", "3": "³"}
CLOSING = {".", ",", ";", ":", "!", "?"}
ACCENTS = {"¨": "\u0308", "˚": "\u030a", "´": "\u0301", "`": "\u0300"}  # set apart by TeX and some printer drivers
AREA_UNITS = {"m", "km", "dm", "cm", "mm"}  # a raised 2 or 3 belongs to these; elsewhere it is the mark of a footnote


def make_words(glyphs: Iterable[Glyph | None], width: float, height: float) -> tuple[Word, ...]:
    """Return the words that are seen on a page of this size; what is printed twice in one place comes once.

    Raised glyphs are words of their own (footnote marks), lowered ones stay in theirs (CO2); dot leaders too are words
    of their own. Text is composed (NFC) and never holds a space.
    """
    words: list[Word] = []
    places: dict[tuple[str, int, int], tuple[float, float]] = {}
    for run in _runs(glyphs):
        word = _word(run)
        if word.x1 > 0 and word.x0 < width and word.bottom > 0 and word.top < height and not _is_again(word, places):
            words.append(word)
    return tuple(words)


def _runs(glyphs: Iterable[Glyph | None]) -> Iterator[list[Glyph]]:
    """Yield the glyphs of each word. Of "goal¹," come `goal,` and `1`."""
    run: list[Glyph] = []
    marked: list[Glyph] = []  # the word that a raised mark in `run` stands behind
    for glyph in glyphs:
        if glyph is None:
            yield from _parts(marked)
            yield from _parts(run)
            run, marked = [], []
        elif not run:
            run = [glyph]
        elif _is_reprint(run[-1], glyph):
            continue
        elif _goes_on(run, glyph):
            run.append(_composed(run, glyph))
        elif marked and glyph.text in CLOSING and _is_beside(run[-1], glyph) and _is_level(marked[-1], glyph):
            marked.append(glyph)
        elif not marked and _is_raised(run[0], glyph) and _is_beside(run[-1], glyph):
            run, marked = [glyph], run
        else:
            yield from _parts(marked)
            yield from _parts(run)
            run, marked = [glyph], []
    yield from _parts(marked)
    yield from _parts(run)


def _parts(run: list[Glyph]) -> Iterator[list[Glyph]]:
    """Yield a word as it is, or what stands before, in and after its dot leader."""
    if LEADER not in "".join(g.text for g in run):
        if run:
            yield run
        return
    word: list[Glyph] = []
    for dots, group in groupby(run, key=lambda g: g.text in ".…"):
        part = list(group)
        if dots and len(part) >= len(LEADER):
            if word:
                yield word
            yield part
            word = []
        else:
            word += part
    if word:
        yield word


def _is_reprint(last: Glyph, glyph: Glyph) -> bool:
    """Tell whether a glyph is the one before it once more, a hair beside it."""
    room = SAME_PLACE * last.style.em
    return glyph.text == last.text and abs(glyph.start - last.start) < room and abs(glyph.line - last.line) < room


def _goes_on(run: list[Glyph], glyph: Glyph) -> bool:
    """Tell whether a glyph belongs to the word that the run has begun."""
    first, last = run[0], run[-1]
    if not _is_beside(last, glyph):
        return False
    if _is_level(last, glyph) or _is_level(first, glyph):
        return True
    if _is_raised(first, glyph):
        return glyph.text in RAISED and "".join(g.text for g in run) in AREA_UNITS
    drop = first.line - glyph.line
    return glyph.style.size <= SMALLER * first.style.size and 0 < drop < LOWERED * first.style.size


def _is_beside(last: Glyph, glyph: Glyph) -> bool:
    """Tell whether a glyph follows the last one without a gap, whatever their baselines."""
    if glyph.style.angle != last.style.angle:
        return False
    em = max(glyph.style.em, last.style.em)
    spacing = last.style.spacing if last.style.spacing < MOST_SPACING * em else 0.0
    return glyph.start - last.end - spacing < GAP * em and glyph.start > last.start - BACK * em


def _is_level(one: Glyph, other: Glyph) -> bool:
    return abs(one.line - other.line) <= SAME_LINE * max(one.style.size, other.style.size)


def _is_raised(first: Glyph, glyph: Glyph) -> bool:
    """Tell whether a glyph is smaller than the first of its word and stands higher, but not above it."""
    rise = glyph.line - first.line
    size = first.style.size
    return glyph.style.size <= SMALLER * size and SAME_LINE * size < rise < size


def _composed(run: list[Glyph], glyph: Glyph) -> Glyph:
    """Return the glyph with the accent that was printed over it first, and take that off the run."""
    last = run[-1]
    if last.text not in ACCENTS or glyph.start >= (last.start + last.end) / 2:
        return glyph
    run.pop()
    text = normalize("NFC", glyph.text + ACCENTS[last.text])
    box = (glyph.x0, min(glyph.top, last.top), glyph.x1, max(glyph.bottom, last.bottom))
    return Glyph(text, box, glyph.start, glyph.end, glyph.line, glyph.style)


def _word(run: list[Glyph]) -> Word:
    first = run[0]
    style = first.style
    text = "".join(RAISED.get(g.text, g.text) if g.line > first.line + SAME_LINE * style.size else g.text for g in run)
    if not is_normalized("NFC", text):
        text = normalize("NFC", text)
    return Word(
        text="".join(text.split()),
        x0=round(min(g.x0 for g in run), 2),
        top=round(min(g.top for g in run), 2),
        x1=round(max(g.x1 for g in run), 2),
        bottom=round(max(g.bottom for g in run), 2),
        font=style.font,
        size=style.size,
        bold=style.bold,
        colour=style.colour,
        upright=style.angle == 0,
        mcid=style.mcid,
        artifact=style.artifact,
    )


def _is_again(word: Word, places: dict[tuple[str, int, int], tuple[float, float]]) -> bool:
    """Tell whether this word was printed in this place before; `places` remembers where words stood."""
    room = SAME_PLACE * max(word.size, 1.0)
    column, row = int(word.x0 // room), int(word.top // room)
    for x in (column - 1, column, column + 1):
        for y in (row - 1, row, row + 1):
            other = places.get((word.text, x, y))
            if other and abs(other[0] - word.x0) < room and abs(other[1] - word.top) < room:
                return True
    places[word.text, column, row] = word.x0, word.top
    return False
