"""Indicators of lines under a line of heads: small tables without rules that are set as running lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kommuntal.extract.goals.words import head_of, value_roles
from kommuntal.extract.indicators.reading import Reading, Value, amount_of, operator_of, period_of, split_unit
from kommuntal.layout.model import Layout, Paragraph
from kommuntal.read.model import Box, Word
from kommuntal.schema import Document
from kommuntal.schema.enums import ValueRole

GAP = 8.0  # points between words of two columns
PITCH = 40.0  # points from one line to the next that belongs to it


@dataclass(frozen=True)
class Piece:
    """Words of one line that stand together."""

    text: str
    box: Box


def line_indicators(layout: Layout, document: Document) -> Iterator[Reading]:
    """Yield the indicators of lines whose numbers stand under heads such as "Utfall 2024" and "Målvärde 2025"."""
    for i, p in enumerate(layout.paragraphs):
        heads = _heads(p)
        if not heads:
            continue
        above = p
        for line in layout.paragraphs[i + 1 :]:
            reading = _reading(line, heads, document)
            near = line.page == p.page and 0 < line.box.top - above.box.bottom < PITCH
            if reading is None or not near:
                break
            yield reading
            above = line


def _heads(p: Paragraph) -> list[Piece]:
    """Return the heads of the columns of values where a line is one of heads."""
    pieces = _pieces(p)
    if len(pieces) < 2 or head_of(pieces[0].text).role != "indicator":
        return []
    heads = pieces[1:]
    return heads if all(len(value_roles(h.text)) == 1 and head_of(h.text).role == "value" for h in heads) else []


def _reading(p: Paragraph, heads: Sequence[Piece], document: Document) -> Reading | None:
    pieces = _pieces(p)
    if len(pieces) != len(heads) + 1 or not all(_under(v, h) for v, h in zip(pieces[1:], heads, strict=True)):
        return None
    if not any(amount_of(v.text) for v in pieces[1:]):
        return None
    name, unit = split_unit(pieces[0].text)
    values = []
    for head, piece in zip(heads, pieces[1:], strict=True):
        role = ValueRole(value_roles(head.text)[0])
        period = period_of(head.text, piece.text, document)
        values.append(Value(role, piece.text, p.page, piece.box, period, operator_of(piece.text, role), 0.8))
    return Reading(name, unit, p.page, pieces[0].box, p.section, values, None, 0.8)


def _under(value: Piece, head: Piece) -> bool:
    return min(value.box.x1, head.box.x1) - max(value.box.x0, head.box.x0) > 0


def _pieces(p: Paragraph) -> list[Piece]:
    """Return what stands apart on a line; nothing where the paragraph has more than one line or page."""
    words = [s.word for s in p.spans]
    if not words or any(s.page != p.page for s in p.spans) or p.box.height > 2 * max(w.bottom - w.top for w in words):
        return []
    groups: list[list[Word]] = []
    for word in words:
        if groups and 0 <= word.x0 - groups[-1][-1].x1 <= GAP:
            groups[-1].append(word)
        else:
            groups.append([word])
    out = []
    for group in groups:
        box = group[0].box
        for word in group[1:]:
            box = box.union(word.box)
        out.append(Piece(" ".join(w.text for w in group), box))
    return out
