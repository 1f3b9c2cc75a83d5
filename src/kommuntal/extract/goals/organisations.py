"""Whose goal it is: by the nearest heading above that names a body, across pages."""

import re
from collections.abc import Iterator

from kommuntal.extract.context import Context
from kommuntal.extract.goals.entry import Entry
from kommuntal.extract.goals.words import level_of
from kommuntal.layout.model import Layout
from kommuntal.swedish.organisations import find_municipality
from kommuntal.swedish.text import squash

COUNCIL = re.compile(r"(?i)\bfullmäktige\b|\bkommunfullmäktige\b")
NUMBER = re.compile(r"^\d+(?:\.\d+)*\.?\s+")
PLAN = re.compile(r"(?i)\w*(?:plan|berättelse|rapport|budget|bokslut|styrkort)\b[^.]*\b(?:19|20)\d\d\b")
COVER_WORDS = 4
COVER_LINE = 80  # characters: a line of a cover is shorter
ENOUGH = 2  # headings beside one that name bodies, before it is taken to name one too


class Organisations:
    """Names the body of each place of a goal."""

    def __init__(self, layout: Layout, context: Context) -> None:
        self._layout = layout
        self._context = context
        self._by_section = {i: name for i in range(len(layout.sections)) if (name := self._among_bodies(i))}
        for i in range(len(layout.sections)):
            name, title = self._on_cover(i), layout.sections[i].parent
            if name and title is not None:
                self._by_section[i] = self._by_section[title] = name

    def of(self, entry: Entry) -> str | None:
        """Return the body that the nearest heading above names, else the document's own."""
        name = self.of_section(entry.section)
        return self._administration(name) or name if entry.by_administration and name else name

    def of_section(self, section: int | None) -> str | None:
        """Return the body that a section is about: by its own heading, one above it, or the document's own."""
        for s in self._path(section):
            name = self._by_section.get(s) or self._own(s)
            if name:
                return name
        own, municipality = self._context.document.organisation, self._context.document.municipality
        return municipality if own and municipality and COUNCIL.search(own) else own

    def names_body(self, section: int) -> bool:
        """Say whether a section's own heading names a body."""
        return section in self._by_section or self._own(section) is not None

    def _own(self, section: int) -> str | None:
        """Return the body that a section's own heading names; "Kommunfullmäktiges mål" says whose goals a body has."""
        own, above = self._context.sections[section].organisation, self._layout.sections[section].parent
        if own is None or (above is not None and own == self._context.sections[above].organisation):
            return None
        return None if COUNCIL.search(own) and level_of(self._layout.sections[section].heading) else own

    def is_municipality(self, name: str | None) -> bool:
        """Say whether a name is the municipality's own and no committee's."""
        if not name:
            return False
        return name == self._context.document.municipality or (
            find_municipality(name) is not None and re.search(r"(?i)nämnd|styrelse|bolag|AB\b", name) is None
        )

    def _path(self, section: int | None) -> Iterator[int]:
        while section is not None:
            yield section
            section = self._layout.sections[section].parent

    def _among_bodies(self, i: int) -> str | None:
        """Return a heading that stands among headings of bodies, numbered as they are, and so names one itself."""
        own, heading = self._layout.sections[i], squash(self._layout.sections[i].heading)
        if not NUMBER.match(heading) or own.parent is None:
            return None
        above = self._context.sections[own.parent].organisation
        beside = [
            self._context.sections[j].organisation
            for j, s in enumerate(self._layout.sections)
            if s.parent == own.parent and s.level == own.level and NUMBER.match(squash(s.heading))
        ]
        named = [name for name in beside if name and name != above]
        mine = self._context.sections[i].organisation
        if (mine and mine != above) or len(named) < ENOUGH or len(named) < len(beside) / 2:
            return None
        return NUMBER.sub("", heading)

    def _on_cover(self, i: int) -> str | None:
        """Return the heading under a plan's title on its cover: whose plan it is."""
        own = self._layout.sections[i]
        if own.parent is None or not PLAN.fullmatch(squash(self._layout.sections[own.parent].heading)):
            return None
        first = next(j for j, s in enumerate(self._layout.sections) if s.parent == own.parent)
        above = self._layout.sections[own.parent]
        heading = squash(own.heading)
        bare = not re.search(r"\d", heading) and len(heading.split()) <= COVER_WORDS
        on_cover = first == i and above.page_from == own.page_from and above.level == 1
        return heading if bare and on_cover and self._is_cover(own.page_from) else None

    def _is_cover(self, page: int) -> bool:
        """Say whether a page holds titles and no text: what stands under a title elsewhere is its first chapter."""
        prose = any(p.page == page and len(p.text) > COVER_LINE for p in self._layout.paragraphs)
        return not prose and not any(t.page == page for t in self._layout.tables)

    def _administration(self, committee: str) -> str | None:
        """Return the administration that carries a committee's name, where the document names it."""
        match = re.fullmatch(r"(.+)nämnden", committee)
        if match is None:
            return None
        name = f"{match[1]}förvaltningen"
        return name if any(name.casefold() in p.text.casefold() for p in self._layout.paragraphs) else None
