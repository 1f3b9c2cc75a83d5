"""What every extracting module needs to know of the document around its records."""

import datetime
from dataclasses import dataclass, field

from kommuntal.extract.ids import Ids
from kommuntal.read.model import OutlineEntry
from kommuntal.schema import Document, Records, Section, Table


@dataclass(frozen=True)
class Context:
    """One document on its way to records: `module(layout, context) -> Records` is the shape of every module.

    `sections` and `tables` are parallel to `layout.sections` and `layout.tables`: the row that was made of each.
    `records` holds the rows of the modules before, in the order of `extract`; read it, never write to it.
    `outline` is the bookmarks of the PDF.
    """

    document: Document
    ids: Ids
    sections: tuple[Section, ...] = ()
    tables: tuple[Table, ...] = ()
    records: Records = field(default_factory=Records)
    outline: tuple[OutlineEntry, ...] = ()

    @property
    def document_id(self) -> str:
        return self.document.document_id

    @property
    def period(self) -> tuple[datetime.date, datetime.date] | None:
        """First and last day of the document's own period; None where it has none."""
        if self.document.period_start is None or self.document.period_end is None:
            return None
        return self.document.period_start, self.document.period_end

    def organisation(self, section: int | None) -> str | None:
        """Return whom the section (index into `layout.sections`) is about: its own heading's, an upper one's, or
        the document's organisation."""
        own = self.sections[section].organisation if section is not None else None
        return own or self.document.organisation
