"""Ballots resolved: whose, on what, which grade."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from flash360.model import Section
from flash360.validation.ballots import Ballots
from flash360.validation.cells.grades import ABSTAINED, grade
from flash360.validation.cells.parsed import Notes
from flash360.validation.criteria import Criteria
from flash360.validation.draft import Draft
from flash360.validation.grid import BLANK
from flash360.validation.lookup import distinct, repeats
from flash360.validation.records import SCHEMAS
from flash360.validation.roster import Roster
from flash360.validation.tell import Spot
from flash360.workbook.addresses import addresses
from flash360.workbook.symbols import shown

INVALID = -(2**31) + 1
"""The value of a text that is no grade of its criterion's scale."""


@dataclass(frozen=True)
class Votes:
    """Per ballot: the number of its session, of its participant in the roster, of its criterion, BLANK when unknown;
    its grade, ABSTAINED or INVALID; and which reading of a text on a scale gave it, for the notes of that reading.
    """

    cast: Ballots
    lines: Draft
    session: np.ndarray
    participant: np.ndarray
    criterion: np.ndarray
    grade: np.ndarray
    reading: np.ndarray
    notes: dict[int, Notes]
    again: np.ndarray
    first: np.ndarray

    def spot(self, ballot: int) -> Spot:
        """Where a grade is, and its text."""
        session = self.lines.code_of(int(self.cast.line[ballot]))
        return Spot(*self.cast.place(ballot), self.cast.grades.text(ballot), session)

    def valid(self) -> np.ndarray:
        """Mask of the ballots that can be stored, each vote once."""
        kept = (self.session != BLANK) & (self.participant != BLANK) & (self.criterion != BLANK) & (self.grade != INVALID)
        kept[self.again] = False
        return kept


def votes(lines: Draft, cast: Ballots, roster: Roster, criteria: Criteria) -> Votes:
    """Find each ballot's participant, criterion and grade. again and first: repeated ballots, and the first of their key."""
    by_line = _participants(lines, roster)
    session, participant = lines.session[cast.line], by_line[cast.line]
    criterion = criteria.find(session, cast.criteria.words, cast.criteria.index)
    values, reading, notes = _grades(cast, criterion, criteria)
    again, first = repeats(participant, criterion)
    return Votes(cast, lines, session, participant, criterion, values, reading, notes, again, first)


def votes_table(resolved: Votes, roster: Roster, criteria: Criteria) -> pa.Table:
    """The records of the valid ballots; a null grade is an abstention."""
    kept = np.flatnonzero(resolved.valid())
    lines, line = resolved.lines.grid, resolved.cast.line[kept]
    values = resolved.grade[kept]
    sheet_of = lines.sheet_of[line]
    row_numbers = np.zeros(len(kept), np.int32)
    for number, table in enumerate(lines.tables):
        own = sheet_of == number
        row_numbers[own] = table.rows[lines.row_of[line[own]]]
    columns = [
        _taken(resolved.lines.sessions.codes, resolved.session[kept]),
        _taken(roster.codes, resolved.participant[kept]),
        _taken(criteria.codes, resolved.criterion[kept]),
        pa.array(values.astype(np.int32), mask=values == ABSTAINED),
        _taken([table.sheet for table in lines.tables], sheet_of),
        addresses(row_numbers, resolved.cast.column[kept]),
    ]
    return pa.table(columns, schema=SCHEMAS[Section.VOTES])


def _participants(lines: Draft, roster: Roster) -> np.ndarray:
    """The roster's number of each line's participant."""
    cells = lines.grid.cells.get("participant")
    if cells is None:
        return np.full(len(lines.grid), BLANK)
    numbers = np.append(roster.numbers.known(cells.words), BLANK)
    return roster.lookup.find(lines.session, numbers[cells.index])


def _grades(cast: Ballots, criterion: np.ndarray, criteria: Criteria) -> tuple[np.ndarray, np.ndarray, dict[int, Notes]]:
    """Read each distinct text once per distinct scale; ballots without a usable scale are invalid and bear no note."""
    usable = criteria.low < criteria.high
    scales, scale_of = np.unique(np.stack([criteria.low, criteria.high], 1), axis=0, return_inverse=True)
    ready = np.append(usable, False)[criterion]
    reading = np.full(len(cast), BLANK)
    pairs = cast.grades.index[ready] * len(scales) + scale_of.reshape(-1)[criterion[ready]]
    different, reading[ready] = distinct(pairs)
    texts = cast.grades.words
    series = shown(texts)
    read = [
        grade(texts[pair // len(scales)], *map(int, scales[pair % len(scales)]), series=series) for pair in different.tolist()
    ]
    values = np.array([*(INVALID if one.value is None else one.value for one in read), INVALID], np.int64)[reading]
    return values, reading, {number: one.notes for number, one in enumerate(read) if one.notes}


def _taken(codes: list[str] | tuple[str, ...], numbers: np.ndarray) -> pa.StringArray:
    return pa.array(codes, pa.string()).take(pa.array(numbers))
