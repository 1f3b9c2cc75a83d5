"""Headings to sections, each with the body it is about: its own, or that of the section above it."""

import re

from kommuntal.extract.ids import Ids
from kommuntal.extract.where import where
from kommuntal.layout.model import Layout
from kommuntal.schema import Section
from kommuntal.swedish.organisations import find_organisations
from kommuntal.swedish.text import squash

NUMBERING = re.compile(r"^\d{1,2}(?:\.\d{1,2})*\.?\s+(?=[A-ZÅÄÖ])")
MOST = 0.6  # share of a heading that a body's name must be for the section to be about it


def section_rows(layout: Layout, ids: Ids) -> list[Section]:
    """Return a row for each of `layout.sections`, in that order."""
    rows: list[Section] = []
    for section in layout.sections:
        above = rows[section.parent] if section.parent is not None else None
        heading = squash(section.heading)
        rows.append(
            Section(
                **where(layout.document_id, section.page_from, section.box),
                section_id=ids.next("section", section.page_from),
                parent_id=above.section_id if above else None,
                level=section.level,
                heading=heading,
                organisation=heading_organisation(heading) or (above.organisation if above else None),
                page_from=section.page_from,
                page_to=section.page_to,
            )
        )
    return rows


def heading_organisation(heading: str) -> str | None:
    """Return the body that a heading names and hardly more ("8.3 Socialnämnden"), as printed without genitive."""
    name = NUMBERING.sub("", heading)
    found = max(find_organisations(name), key=lambda f: f.end - f.start, default=None)
    if found is None or found.end - found.start < MOST * len(name):
        return None
    body = found.item.name
    return body.capitalize() if body.isupper() else body
