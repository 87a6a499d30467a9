"""What arrives on the analyst's desk: a workbook on a day, or the undoing of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from flash360.demo.corpus import themes
from flash360.demo.dossier import Dossier, Record
from flash360.model import Section
from flash360.workbook import Reading, Shape, as_read, write_workbook


@dataclass(frozen=True)
class Delivery:
    """A workbook that arrives on a day. long_votes: one row per vote instead of a column per criterion."""

    day: date
    file_name: str
    sections: Mapping[Section, Sequence[Record]]
    shape: Shape
    long_votes: bool = False

    def content(self) -> bytes:
        """The workbook, the same bytes every time."""
        return write_workbook(self.sections, self.shape, votes="long" if self.long_votes else "wide")


@dataclass(frozen=True)
class Lot:
    """Hundreds of sessions at once, as a workbook of all of them would be read: the file itself is never written."""

    day: date
    file_name: str
    sections: Mapping[Section, Sequence[Record]]

    def reading(self) -> Reading:
        """What reading that workbook would give."""
        return as_read(self.sections, self.file_name)


@dataclass(frozen=True)
class Switch:
    """The import of that file is undone on a day, or the undoing is itself undone."""

    day: date
    file_name: str
    redo: bool = False


def single(day: date, dossier: Dossier, suffix: str = "", *, long_votes: bool = False) -> Delivery:
    """A dossier in a workbook of its own, without its outcomes: they are not known yet."""
    sections = {section: records for section, records in worded(dossier).items() if section is not Section.OUTCOMES}
    return Delivery(day, f"demo_{dossier.code}{suffix}.xlsx", sections, Shape.SINGLE, long_votes)


def together(day: date, name: str, dossiers: Iterable[Dossier], *, until: date = date.max) -> Delivery:
    """Several dossiers in one workbook, with their outcomes known until a day."""
    return Delivery(day, f"demo_{name}.xlsx", _gathered(dossiers, until), Shape.MULTI)


def lot(day: date, name: str, dossiers: Iterable[Dossier]) -> Lot:
    """Several dossiers with all their outcomes, when they are too many to be written to a file."""
    return Lot(day, f"demo_{name}.xlsx", _gathered(dossiers, date.max))


def _gathered(dossiers: Iterable[Dossier], until: date) -> dict[Section, list[Record]]:
    sections: dict[Section, list[Record]] = {}
    for dossier in dossiers:
        for section, records in worded(dossier).items():
            kept = records if section is not Section.OUTCOMES else dated(records, date.min, until)
            sections.setdefault(section, []).extend(kept)
    return {section: records for section, records in sections.items() if records}


def follow_ups(day: date, name: str, records: Sequence[Record]) -> Delivery:
    """Outcomes alone, of sessions that the base knows."""
    return Delivery(day, f"demo_{name}.xlsx", {Section.OUTCOMES: records}, Shape.MULTI)


def dated(outcomes: Iterable[Record], after: date, until: date) -> list[Record]:
    """The outcomes of the days after one and up to another."""
    return [record for record in outcomes if isinstance(record["date"], date) and after < record["date"] <= until]


def worded(dossier: Dossier) -> dict[Section, list[Record]]:
    """The dossier's sections as a sheet has them: a statement's theme by its label."""
    labels = _labels()
    statements = [{**record, "theme": labels.get(str(record["theme"]))} for record in dossier.records(Section.STATEMENTS)]
    return dossier.sections | ({Section.STATEMENTS: statements} if statements else {})


@cache
def _labels() -> dict[str, str]:
    return {theme.theme: theme.label for theme in themes()}
