"""How far a grid agrees with itself: what a table must show before we call it one."""

from kommuntal.layout.model import Table
from kommuntal.layout.tables.text import is_number


def quality(table: Table, drawn: bool) -> tuple[float, list[str]]:
    """Return 0..1 and the reasons; under one half it is no table."""
    filled = [c for c in table.cells if c.text]
    if table.columns < 2 or len(filled) < 3:
        return 0.0, ["fewer than two columns"]
    if drawn:
        return 0.8, []
    numeric = [c for c in filled if is_number(c.text.replace(" ", ""))]
    if table.rows < 3 or len(numeric) < 0.3 * len(filled):
        return 0.2, ["few numbers"]
    return 0.6, []
