"""From what a rule sees in many cells to findings: the first ones are built, the rest only counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from flash360.findings import SHOWN, Finding, Findings, Severity
from flash360.validation.cells.parsed import Note, Notes
from flash360.workbook.personal import masked


@dataclass(frozen=True, slots=True)
class More:
    """Findings of a code that a rule saw beyond what is shown, and did not build."""

    code: str
    count: int


Told = Iterator[Finding | More]
"""What a rule yields."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One place that a note speaks of. text: the cell's own text."""

    sheet: str
    cell: str
    text: str
    session: str = ""


def collect(findings: Findings, told: Iterable[Finding | More]) -> None:
    """Add what a rule yields."""
    for one in told:
        if isinstance(one, More):
            findings.count_more(one.code, one.count)
        else:
            findings.add(one)


def found(kind: type[Finding], spot: Spot, details: Mapping[str, object] | None = None, value: str | None = None) -> Finding:
    """A finding at a spot, its value free of personal data."""
    shown = masked(spot.text if value is None else value)
    return kind(spot.sheet, spot.cell, shown, spot.session, dict(details or {}))


def at_each(kind: type[Finding], rows: np.ndarray, build: Callable[[int], Finding]) -> Told:
    """One finding per row number, built for the first rows and counted for the others."""
    yield from (build(int(row)) for row in rows[:SHOWN])
    if len(rows) > SHOWN:
        yield More(kind.code, len(rows) - SHOWN)


def noted(index: np.ndarray, notes: Mapping[int, Notes], spot: Callable[[int], Spot]) -> Told:
    """The findings of the notes that distinct texts carry, at each row that holds such a text.

    index: for each row the number of its text. notes: by number of text. spot: where a row's cell is.
    """
    for severity in Severity:
        own = {number: tuple(note for note in every if note.kind.severity is severity) for number, every in notes.items()}
        yield from _noted(index, {number: some for number, some in own.items() if some}, spot)


def _noted(index: np.ndarray, notes: Mapping[int, Notes], spot: Callable[[int], Spot]) -> Told:
    if not notes:
        return
    concerned = np.zeros(max(int(index.max(initial=0)), max(notes)) + 2, dtype=bool)
    concerned[list(notes)] = True
    rows = np.flatnonzero(concerned[index])  # BLANK, -1, is the last place: never concerned
    for row in rows[:SHOWN]:
        place = spot(int(row))
        for note in notes[int(index[row])]:
            yield _finding(note, place)
    numbers, times = np.unique(index[rows[SHOWN:]], return_counts=True)
    for number, count in zip(numbers.tolist(), times.tolist(), strict=True):
        for note in notes[number]:
            yield More(note.kind.code, count)


def _finding(note: Note, place: Spot) -> Finding:
    return found(note.kind, place, note.details, note.value)
