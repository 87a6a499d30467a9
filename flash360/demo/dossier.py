"""One dossier of the portfolio: its code and its sections as records."""

from __future__ import annotations

from dataclasses import dataclass

from flash360.model import Section

Record = dict[str, object]
"""Keys: the `ColumnSpec.key`s of its section, and session_code. Values: codes of model.py, dates, numbers, texts."""


@dataclass(frozen=True)
class Dossier:
    """A session from idea to realisation, as records by section; a section without a record is absent."""

    code: str
    sections: dict[Section, list[Record]]

    @property
    def fiche(self) -> Record:
        return self.sections[Section.FICHE][0]

    def records(self, section: Section) -> list[Record]:
        """The records of one section, none when it is absent."""
        return self.sections.get(section, [])
