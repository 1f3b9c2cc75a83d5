"""Words with a line drawn through them are taken back: they are on the page, but the page does not say them."""

from msgspec.structs import replace

from kommuntal.read.model import Page, Path, Word

THIN = 1.6  # points: a thicker bar is a band or a symbol
MIDDLE = (0.35, 0.68)  # of the height of a word; an underline lies below, the edge of a cell above or below
OVERHANG = 2.5  # points by which the line may pass the words it strikes; a rule of a table passes them by more
COVERED = 0.85  # share of a word that the line must run through


def without_struck(page: Page) -> Page:
    """Return the page without its struck-through words."""
    lines = [p for p in page.paths if p.bottom - p.top <= THIN and p.x1 - p.x0 > 2 * THIN and not p.points]
    struck = {n for line in lines for n in _struck(line, page.words)}
    if not struck:
        return page
    return replace(page, words=tuple(w for n, w in enumerate(page.words) if n not in struck))


def _struck(line: Path, words: tuple[Word, ...]) -> list[int]:
    """Return the words that the line runs through, where it begins and ends with them."""
    middle = (line.top + line.bottom) / 2
    found = []
    for n, w in enumerate(words):
        height, width = w.bottom - w.top, w.x1 - w.x0
        if height <= 0 or width <= 0 or not MIDDLE[0] <= (middle - w.top) / height <= MIDDLE[1]:
            continue
        if min(line.x1, w.x1) - max(line.x0, w.x0) >= COVERED * width:
            found.append(n)
    if not found or not any(c.isalnum() for n in found for c in words[n].text):
        return []
    first, last = min(words[n].x0 for n in found), max(words[n].x1 for n in found)
    return found if first - line.x0 <= OVERHANG and line.x1 - last <= OVERHANG else []
