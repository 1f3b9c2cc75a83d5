"""Pages to a document as a reader sees it: sections, paragraphs and tables in reading order, page furniture aside."""

from kommuntal.layout.build import lay_out
from kommuntal.layout.model import Cell, Furniture, Layout, Paragraph, Section, Table, TextSpan

__all__ = ["Cell", "Furniture", "Layout", "Paragraph", "Section", "Table", "TextSpan", "lay_out"]
