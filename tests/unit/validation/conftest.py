"""Readings made in memory, as the reader makes them, so that a rule is tested with its data in sight."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pytest

from flash360.labels import SECTION
from flash360.model import Section
from flash360.workbook.columns import COLUMNS, SESSION
from flash360.workbook.reading import Column, Layout, Reading, SheetTable

FICHE = {"session_code": "F360-2024-07", "title": "Un guichet pour les aidants", "administration": "Département fictif"}
PARTICIPANTS = [
    {"participant": "P01", "college": "Usager"},
    {"participant": "P02", "college": "Agent"},
    {"participant": "P03", "college": "Expert"},
    {"participant": "P04", "college": "Décideur"},
]
CRITERIA = [
    {"criterion": "F1", "label": "Réalisable en un an", "axis": "faisabilité", "scale_min": "1", "scale_max": "5"},
    {"criterion": "I1", "label": "Utile à beaucoup", "axis": "impact", "scale_min": "1", "scale_max": "5"},
]
Rows = Sequence[Mapping[str, object]]


def _cells(values: Sequence[object]) -> pa.Array:
    texts = [None if value is None or value == "" else str(value) for value in values]
    return pa.array(texts, pa.string()).dictionary_encode()


def _table(section: Section, rows: Rows) -> SheetTable:
    """Headings in row 1, rows from row 2; the template's column order, only the columns that some row has."""
    specs = (SESSION, *COLUMNS[section]) if section is not Section.FICHE else COLUMNS[section]
    used = [spec for spec in specs if any(spec.key in row for row in rows)]
    columns = tuple(
        Column(spec.key, None, spec.heading, index, _cells([row.get(spec.key) for row in rows]))
        for index, spec in enumerate(used)
    )
    return SheetTable(SECTION[section], section, np.arange(2, 2 + len(rows), dtype=np.int32), columns)


def _fiche(values: Mapping[str, object]) -> SheetTable:
    """Key and value: one row per field of the template, values in column B."""
    specs = COLUMNS[Section.FICHE]
    cell_of = {spec.key: f"B{number}" for number, spec in enumerate(specs, 1)}
    columns = tuple(Column(spec.key, None, spec.heading, 1, _cells([values.get(spec.key)])) for spec in specs)
    return SheetTable("Fiche", Section.FICHE, np.array([1], dtype=np.int32), columns, cell_of=cell_of)


def _wide(votes: Mapping[str, Sequence[object]] | Rows, headings: Sequence[str]) -> SheetTable:
    """A participant in column A, a criterion in each next column."""
    people = list(votes)
    columns = [Column("participant", None, "Participant", 0, _cells(people))]
    columns += [
        Column(None, heading, heading, number, _cells([votes[person][number - 1] for person in people]))
        for number, heading in enumerate(headings, 1)
    ]
    return SheetTable("Votes", Section.VOTES, np.arange(2, 2 + len(people), dtype=np.int32), tuple(columns))


def make_workbook(
    fiche: Mapping[str, object] | Rows | None = FICHE,
    participants: Rows | None = PARTICIPANTS,
    criteria: Rows | None = CRITERIA,
    votes: Mapping[str, Sequence[object]] | Rows | None = None,
    statements: Rows | None = None,
    outcomes: Rows | None = None,
    headings: Sequence[str] = ("F1", "I1"),
    findings: Sequence[object] = (),
    **changes: object,
) -> Reading:
    """A reading. Sections are lists of rows keyed by field, None for no sheet; a fiche may be one mapping (key and value);
    votes may be wide, {"P01": [4, 5]}. changes: fields of the fiche.
    """
    tables = []
    if isinstance(fiche, Mapping):
        tables.append(_fiche({**fiche, **changes}))
    elif fiche is not None:
        tables.append(_table(Section.FICHE, fiche))
    for section, rows in ((Section.PARTICIPANTS, participants), (Section.CRITERIA, criteria)):
        if rows is not None:
            tables.append(_table(section, rows))
    if votes is not None:
        tables.append(_wide(votes, headings) if isinstance(votes, Mapping) else _table(Section.VOTES, votes))
    for section, rows in ((Section.STATEMENTS, statements), (Section.OUTCOMES, outcomes)):
        if rows is not None:
            tables.append(_table(section, rows))
    return Reading("essai.xlsx", "0" * 64, 1, Layout.TEMPLATE, "", tuple(tables), tuple(findings))


@pytest.fixture
def workbook() -> Callable[..., Reading]:
    """`workbook(votes={"P01": [7, 3]})`: a complete small workbook but for what the test says."""
    return make_workbook
