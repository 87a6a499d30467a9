"""The workbooks that a session's figures were read from, each with its fingerprint."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from flash360 import labels
from flash360.model import Section
from flash360.reports.session.facts import Facts


@dataclass(frozen=True, slots=True)
class Source:
    """One import still in force. sha256: None for what was entered on a screen; file_name: None for that, and for
    a reader who is not told it. sections: French, in order.
    """

    number: int
    file_name: str | None
    sha256: str | None
    sections: tuple[str, ...]

    @property
    def line(self) -> str:
        """« Import n° 12, classeur « lot.xlsx » (fiche, votes) »."""
        what = f"classeur « {self.file_name} »" if self.file_name else "classeur" if self.sha256 else "saisie à l'écran"
        return f"Import n°\u00a0{self.number}, {what} ({', '.join(section.lower() for section in self.sections)})"


def sources(facts: Facts, *, named: bool) -> tuple[Source, ...]:
    """The imports that a session's current content comes from, oldest first. named: with the names of their files, which may
    hold anything, a person's name included; their fingerprints tell them apart as well.
    """
    parts: Mapping[Section, set[int]] = {
        Section.FICHE: {facts.row["import_number"]} - {None},
        Section.PARTICIPANTS: _numbers(facts.people),
        Section.CRITERIA: _numbers(facts.criteria),
        Section.VOTES: _numbers(facts.votes),
        Section.STATEMENTS: _numbers(facts.statements),
        Section.OUTCOMES: _numbers(facts.outcomes),
    }
    history = {row["number"]: row for row in facts.history.to_pylist()}
    return tuple(
        Source(
            number,
            history[number]["file_name"] if named else None,
            history[number]["sha256"],
            tuple(labels.SECTION[section] for section, found in parts.items() if number in found),
        )
        for number in sorted(set[int]().union(*parts.values()) & history.keys())
    )


def _numbers(facts: pa.Table) -> set[int]:
    return set(facts["import_number"].to_pylist())
