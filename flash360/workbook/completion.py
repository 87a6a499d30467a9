"""What an analyst adds to a file that holds only votes: the session, what is voted on, who takes part.

`reading.needs` says what is missing. `guess_completion(reading)` proposes; the screen lets the analyst correct it; then
`complete(reading, completion)`, or `read(content, name, completion=completion)` when the collège's column was pointed at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa

from flash360.labels import ASPECT, AXIS
from flash360.model import Section
from flash360.workbook.addresses import address
from flash360.workbook.columns import COLUMNS
from flash360.workbook.reading import Column, Need, Reading, SheetTable

TYPED = "Saisie à l'import"
"""The sheet's name of what the analyst typed: it has no cell in the file."""
_ONE = np.ones(1, dtype=np.int32)
_AXES = {str(code): words for code, words in AXIS.items()}
_ASPECTS = {str(code): words for code, words in ASPECT.items()}


@dataclass(frozen=True)
class CriterionGiven:
    """A column of votes and what it is a criterion of. heading: as written in the file. criterion: the code to store.

    axis and aspect: codes of model.py, empty when unknown (the axis is then a missing value). A None favourable_from follows
    the rule of the template.
    """

    heading: str
    criterion: str
    label: str
    axis: str = ""
    aspect: str = ""
    scale_min: int = 1
    scale_max: int = 5
    favourable_from: int | None = None
    is_global: bool = False


@dataclass(frozen=True)
class Completion:
    """session_code: of a session of the base, or a new one. fiche: fields of a new session, by `ColumnSpec.key`, in French
    wording; empty for a session of the base. criteria: the columns to keep, in order, empty to take the criteria of the base
    by their code or label. codes: heading to the code of a criterion of the base, for the columns to keep, where it is told
    which is which. college_column: heading of the participants' collège. colleges: collège by participant's code, where
    no column says it.
    """

    session_code: str
    fiche: Mapping[str, str] = field(default_factory=dict)
    criteria: tuple[CriterionGiven, ...] = ()
    college_column: str | None = None
    colleges: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)


def complete(reading: Reading, completion: Completion) -> Reading:
    """The reading with what was missing; its own fiche, criteria or participants, where it has them, stay as they are."""
    if reading.layout is None:
        return reading
    has = {table.section for table in reading.tables}
    tables = [replace(table, session=table.session or completion.session_code) for table in reading.tables]
    given: list[SheetTable] = []
    if Section.FICHE not in has and completion.fiche:
        given.append(_fiche(completion))
    codes = {given.heading: given.criterion for given in completion.criteria} or dict(completion.codes)
    if Section.CRITERIA not in has and codes:
        tables = [_renamed(table, codes) if table.section is Section.VOTES else table for table in tables]
        given += _criteria(tables, completion)
    if Section.PARTICIPANTS not in has and completion.colleges:
        given += [_participants(table, completion) for table in tables if table.section is Section.VOTES]
    met = {Need.SESSION}
    met |= {Need.CRITERIA} if codes else set()
    met |= {Need.COLLEGES} if completion.colleges else set()
    needs = tuple(need for need in reading.needs if need not in met)
    return replace(reading, tables=(*given, *tables), needs=needs)


def voters(reading: Reading) -> tuple[str, ...]:
    """The codes of those who vote in a file, each once, in the order of their first vote."""
    codes: dict[str, None] = {}
    for table in reading.tables:
        if table.section is Section.VOTES:
            for column in table.columns:
                if column.key == "participant":
                    codes.update(dict.fromkeys(code for code in column.cells.to_pylist() if code))
    return tuple(codes)


def _fiche(completion: Completion) -> SheetTable:
    values = {"session_code": completion.session_code, **completion.fiche}
    specs = [spec for spec in COLUMNS[Section.FICHE] if values.get(spec.key)]
    columns = tuple(Column(spec.key, None, spec.heading, 1, _cells([values[spec.key]])) for spec in specs)
    headings = {spec.key: spec.heading for spec in specs}
    return SheetTable(TYPED, Section.FICHE, _ONE, columns, cell_of={"session_code": ""}, headings_of=headings)


def _renamed(table: SheetTable, codes: Mapping[str, str]) -> SheetTable:
    """Votes whose columns bear the codes told, by heading; the columns of no criterion are left out."""
    if any(column.key == "criterion" for column in table.columns):
        return _renamed_long(table, codes)
    columns = tuple(
        column if column.key else replace(column, criterion=codes[column.heading])
        for column in table.columns
        if column.key or column.heading in codes
    )
    return replace(table, columns=columns)


def _renamed_long(table: SheetTable, codes: Mapping[str, str]) -> SheetTable:
    """The same where each row is a vote: the rows of no criterion are left out; a blank criterion stays, to be told."""
    criterion = next(column for column in table.columns if column.key == "criterion")
    texts = criterion.cells.to_pylist()
    kept = np.array([text is None or text in codes for text in texts], dtype=bool)
    mask = pa.array(kept)
    renamed = replace(criterion, cells=_cells([codes.get(text or "", text) for text in texts]))
    columns = [renamed if column is criterion else column for column in table.columns]
    return replace(
        table,
        rows=table.rows[kept],
        columns=tuple(
            replace(column, cells=column.cells.filter(mask), dates=None if column.dates is None else column.dates[kept])
            for column in columns
        ),
    )


def _criteria(tables: list[SheetTable], completion: Completion) -> list[SheetTable]:
    """A table of one row per criterion, whose cell is the heading of its column in the file."""
    places: dict[str, tuple[str, str]] = {}
    for table in tables:
        if table.section is Section.VOTES:
            for column in table.columns:
                if column.criterion is not None:
                    places.setdefault(column.criterion, (table.sheet, address(table.header_row, column.index)))
    return [
        _criterion(given, completion.session_code, *places.get(given.criterion, (TYPED, ""))) for given in completion.criteria
    ]


def _criterion(given: CriterionGiven, session: str, sheet: str, cell: str) -> SheetTable:
    told: dict[str, str | None] = {
        "criterion": given.criterion,
        "label": given.label,
        "axis": _AXES.get(given.axis, given.axis),
        "aspect": _ASPECTS.get(given.aspect, given.aspect),
        "scale_min": str(given.scale_min),
        "scale_max": str(given.scale_max),
        "favourable_from": None if given.favourable_from is None else str(given.favourable_from),
        "is_global": "oui" if given.is_global else "non",
    }
    columns = tuple(Column(key, None, key, 0, _cells([value or None])) for key, value in told.items())
    return SheetTable(sheet, Section.CRITERIA, _ONE, columns, session, cell_of=dict.fromkeys(told, cell))


def _participants(votes: SheetTable, completion: Completion) -> SheetTable:
    """The people of the votes, each once, at the row of their first vote."""
    who = next(column for column in votes.columns if column.key == "participant")
    codes = who.cells.to_pylist()
    first = {code: row for row, code in reversed(list(enumerate(codes))) if code}
    rows = sorted(first.values())
    known = [codes[row] for row in rows]
    colleges = [completion.colleges.get(code) for code in known]
    columns = (replace(who, cells=_cells(known), dates=None), Column("college", None, "Collège", who.index, _cells(colleges)))
    return SheetTable(votes.sheet, Section.PARTICIPANTS, votes.rows[rows], columns, votes.session, votes.header_row)


def _cells(texts: list[str | None]) -> pa.DictionaryArray:
    return pa.array(texts, pa.string()).dictionary_encode()
